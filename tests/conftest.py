"""What holds for every test: the same seeds, no screen, no noise, nothing left running, and a table of the time taken."""

from __future__ import annotations

import logging
import os
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

#: A run of everything may take this long on two cores (ARCHITECTURE.md); a slower one fails, so that it stays useful.
LONGEST_RUN_S = 600
#: What desk.py tells this run, and no run that a test starts in turn.
BEGAN, FAILED_CHECKS = os.environ.pop("DESK_BEGAN", ""), os.environ.pop("DESK_FAILED_CHECKS", "")

if TYPE_CHECKING:
    from app.desk import Desk

settings.register_profile(
    "quick",
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile(
    "long",
    max_examples=2000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


# --- the same for every test ---------------------------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests out of the settings and stores of whoever runs them."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        yield


@pytest.fixture(autouse=True)
def same_chance() -> None:
    """Start the module random at the same place for every test."""
    random.seed(20261125)


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning, unless it is marked ``expects_log`` or looks at the log itself (``caplog``)."""
    expected = request.node.get_closest_marker("expects_log") or "caplog" in request.fixturenames
    seen = _Warnings()
    logging.getLogger().addHandler(seen)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(seen)
    if seen.lines and not expected:
        pytest.fail("Logged without being expected:\n" + "\n".join(seen.lines), pytrace=False)


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of the screen that leaves a window in sight, a thread alive or work in Qt's pool."""
    if not {"qtbot", "qapp"} & set(request.fixturenames) or request.node.get_closest_marker("leaves_windows"):
        yield
        return
    before = set(threading.enumerate())
    yield
    left = _windows_left() + _threads_left(before)
    if left:
        pytest.fail("Left behind: " + ", ".join(left), pytrace=False)


def _windows_left() -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [f"window {window!r}" for window in QApplication.topLevelWidgets() if window.isVisible()]
    if not QThreadPool.globalInstance().waitForDone(2000):
        left.append("work in Qt's thread pool")
    return left


def _threads_left(before: set[threading.Thread]) -> list[str]:
    """Name the threads that do not end within two seconds; Qt's own show as dummies in Python and say nothing."""
    ends = time.monotonic() + 2
    new = [
        thread
        for thread in set(threading.enumerate()) - before
        if not isinstance(thread, threading._DummyThread)
        and not thread.name.startswith(("execnet", "pytest"))
    ]
    for thread in new:
        thread.join(max(0.0, ends - time.monotonic()))
    return [f"thread {thread.name}" for thread in new if thread.is_alive()]


# --- the order, and the table of times at the end -------------------------------------------------------------------

_seconds: dict[str, float] = defaultdict(float)
_tests: dict[str, int] = defaultdict(int)


#: Words in the names of tests that draw one page again and again, in every dress and size.
_OF_LOOKS = (
    "looks", "cut_off", "every_dress", "every_size", "fits_", "is_whole_at", "wears_every", "tab_goes", "reads_as",
    "sideways", "is_drawn", "as_it_is_read", "twice_the_size", "whole_at", "can_be_drawn",
)  # fmt: skip


def _is_of_looks(item: pytest.Item) -> bool:
    name = item.nodeid.rsplit("/", 1)[-1].partition("[")[0]
    return item.nodeid.startswith("tests/ui/") and any(word in name for word in _OF_LOOKS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let slow tests begin first, so that none of them is left alone at the end; of looks run one in twenty-four.

    How each page looks in every dress and size is drawn whole with ``DESK_LONG_LOOKS=1``, before an issue is closed.
    """
    if not os.environ.get("DESK_LONG_LOOKS"):
        kept = [item for at, item in enumerate(items) if not _is_of_looks(item) or at % 24 == 0]
        left_out = set(items) - set(kept)
        if left_out and len(items) > 500:  # who asks for a few by name gets all of them
            items[0].config.hook.pytest_deselected(items=list(left_out))
            items[:] = kept
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    folder = str(PurePosixPath(report.nodeid.split("::")[0]).parent)
    _seconds[folder] += report.duration
    _tests[folder] += report.when == "call"


def _seconds_since_start() -> float | None:
    return time.time() - float(BEGAN) if BEGAN else None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run that took too long, or whose checks before the tests failed."""
    if hasattr(session.config, "workerinput"):
        return
    took = _seconds_since_start()
    if took is not None and session.exitstatus == 0 and (took > LONGEST_RUN_S or FAILED_CHECKS):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    took = _seconds_since_start()
    if took is None:
        return
    line = terminalreporter.write_line
    terminalreporter.section("time by folder")
    for folder in sorted(_seconds, key=lambda name: -_seconds[name]):
        line(f"{_seconds[folder]:8.1f} s  {_tests[folder]:5d} tests  {folder}")
    line(f"{took:8.1f} s  from start to end, checks included; at most {LONGEST_RUN_S} s")
    if took > LONGEST_RUN_S:
        line(f"FAILED: the run took more than {LONGEST_RUN_S} s. Make the slowest folder faster.", red=True)
    if FAILED_CHECKS:
        line(f"FAILED before the tests: {FAILED_CHECKS}. What they said stands above the tests.", red=True)


# --- an open desk ---------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a new store, opened by its first officer (manager and administrator); closed at the end."""
    from tests.builders import a_desk

    opened = a_desk(tmp_path)
    yield opened
    opened.close()
