"""Do the tests fail on noise, on what is left running and on a slow run, as they promise?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).resolve().parents[2]

SAMPLES = """
import logging, threading, warnings
import pytest

def test_quiet():
    assert True

def test_logs():
    logging.getLogger("x").warning("noise")

@pytest.mark.expects_log
def test_logs_on_purpose():
    logging.getLogger("x").warning("noise")

def test_logs_and_looks(caplog):
    logging.getLogger("x").warning("noise")
    assert caplog.records

def test_warns():
    warnings.warn("old way", DeprecationWarning)

def test_qt_warns(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("noise")

def test_leaves_a_window(qtbot):
    from PySide6.QtWidgets import QWidget
    global kept
    kept = QWidget()
    kept.show()

def test_leaves_no_window(qtbot):
    from PySide6.QtWidgets import QWidget
    kept.close()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

def test_leaves_a_thread(qtbot):
    global stop
    stop = threading.Event()
    threading.Thread(target=stop.wait, name="lost", daemon=True).start()

def test_leaves_no_thread(qtbot):
    stop.set()
    thread = threading.Thread(target=int)
    thread.start()
"""


def run_samples(code: str, **environment: str) -> str:
    """Run sample tests under the house's own settings in a process of their own; give what pytest prints."""
    with TemporaryDirectory() as folder:
        sample = Path(folder) / "test_sample.py"
        sample.write_text(code, encoding="utf-8")
        own = {name: value for name, value in os.environ.items() if not name.startswith(("DESK_", "PYTEST_"))}
        line = [
            sys.executable,
            "-m",
            "pytest",
            "-c",
            str(ROOT / "pyproject.toml"),
            "-p",
            "tests.conftest",
            "-q",
            "-rA",
        ]
        done = subprocess.run(
            [*line, "-p", "no:cacheprovider", str(sample)],
            cwd=ROOT,
            env={**own, **environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    return f"{done.stdout.strip()}\nexit {done.returncode}"


@cache
def outcomes() -> dict[str, str]:
    """Run the samples once; give the worst outcome of each by name."""
    said = run_samples(SAMPLES)
    found: dict[str, str] = {}
    for outcome, name in re.findall(r"(?m)^(PASSED|FAILED|ERROR) \S*::(\w+)", said):
        found[name] = outcome if outcome != "PASSED" else found.get(name, outcome)
    return found


@pytest.mark.parametrize(
    "name", ["test_logs", "test_warns", "test_qt_warns", "test_leaves_a_window", "test_leaves_a_thread"]
)
def test_noise_and_leavings_fail(name: str) -> None:
    assert outcomes()[name] in ("FAILED", "ERROR")


@pytest.mark.parametrize(
    "name",
    [
        "test_quiet",
        "test_logs_on_purpose",
        "test_logs_and_looks",
        "test_leaves_no_window",
        "test_leaves_no_thread",
    ],
)
def test_what_is_quiet_or_said_passes(name: str) -> None:
    assert outcomes()[name] == "PASSED"


def test_an_unknown_marker_stops_the_run() -> None:
    assert "no_such_marker" in run_samples(
        "import pytest\n@pytest.mark.no_such_marker\ndef test_a():\n    assert True\n"
    )


def test_a_run_over_ten_minutes_fails_and_ends_with_the_closing_line() -> None:
    said = (
        run_samples("def test_a():\n    assert True\n", DESK_BEGAN=str(time.time() - 601))
        .strip()
        .splitlines()
    )
    assert said[-1] == "exit 1"
    assert re.match(r"1 passed in ", said[-2])
    assert any("took more than 600 s" in line for line in said)
    assert any(re.search(r" s +1 tests  ", line) for line in said)


def test_a_failed_check_fails_the_run_that_passes() -> None:
    said = run_samples(
        "def test_a():\n    assert True\n", DESK_BEGAN=str(time.time()), DESK_FAILED_CHECKS="lint, types"
    )
    assert "FAILED before the tests: lint, types" in said
    assert said.endswith("exit 1")
