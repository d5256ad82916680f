"""From a bare laptop to answered pairs and a locked desk: the program's own windows and threads, by keyboard alone.

Three journeys, none of which touches the mouse or calls what a page does:
a first run, two agencies' files, one pair, the log, the lock and back; a process that ends in mid-sentence; and a
walk round every place with a filled store. ``test_keyboard.py`` goes the rest of the way: child, share, paper.
The one thing replaced is the system's own file dialog. Widgets are found by what they are called (``keys.py``).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app import vault
from app.cli.demonstration import OFFICER, PASSPHRASE
from app.demo import make_borough
from app.desk import Desk
from app.drafts import my_drafts
from tests.builders import MANAGER, MANAGER_PASSPHRASE
from tests.journeys.keys import choose, control, focused, named, press, tab_to, type_words
from tests.ui.accessibility import assert_accessible
from tests.ui.borough import a_borough
from ui.main import Program
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.unlock import UnlockWindow

Key = Qt.Key
#: What is slow on a busy machine is waited for so long, in milliseconds.
PATIENCE = 20_000
#: A draft is on disk so long after the last key, in milliseconds (issue: one second).
KEPT_AFTER = 1000


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp)
    yield made
    made.end()
    if made.window is not None:
        made.window.blockSignals(True)
        made.window.close()


def _window_of(program: Program, kind: type[QWidget], qtbot: QtBot) -> None:
    """Wait until a window of this kind is in front and has the keyboard, as it has on a real screen."""
    qtbot.waitUntil(lambda: isinstance(program.window, kind), timeout=PATIENCE)
    assert program.window is not None
    program.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=PATIENCE)


def _the_window(program: Program, qtbot: QtBot) -> MainWindow:
    _window_of(program, MainWindow, qtbot)
    assert isinstance(program.window, MainWindow)
    return program.window


def _place(words: str, window: MainWindow, qtbot: QtBot) -> None:
    """Go to a place by Control and its number on the rail."""
    shown = [place for place in window._places.values() if place.words]
    number = next(at for at, place in enumerate(shown, 1) if place.words == words)
    control(Key(Key.Key_0 + number))
    qtbot.waitUntil(lambda: window.page is not None and window.page.title == words, timeout=PATIENCE)


def _says(window: MainWindow, words: str) -> Callable[[], bool]:
    return lambda: words in window.status.words()


def _in_sight(window: QWidget, name: str) -> Callable[[], bool]:
    return lambda: any(named(part) == name and part.isVisible() for part in window.findChildren(QWidget))


def _first_run(store: Path, program: Program, qtbot: QtBot) -> MainWindow:
    """Answer every step of the first run."""
    program.start(None)
    assert program.window is not None
    _window_of(program, type(program.window), qtbot)
    tab_to("Make a new store")
    press(Key.Key_Space)
    for name, words in (("Council", "Tidewell"), ("Your name", MANAGER), ("Your post", "MASH manager")):
        tab_to(name)
        type_words(words)
    tab_to("Store file")
    control(Key.Key_A)
    type_words(str(store))
    control(Key.Key_Return)
    for name in ("Passphrase", "Passphrase again"):
        tab_to(name)
        type_words(MANAGER_PASSPHRASE)
        press(Key.Key_Tab)
    control(Key.Key_Return)
    tab_to("Make a recovery key now")
    press(Key.Key_Space)
    control(Key.Key_Return)
    written = "I have written them down"
    qtbot.waitUntil(lambda: named(focused()).startswith(written), timeout=PATIENCE)
    press(Key.Key_Space)
    control(Key.Key_Return)
    tab_to("Open the desk")
    press(Key.Key_Space)
    return _the_window(program, qtbot)


def _bring_in(agency: str, window: MainWindow, qtbot: QtBot) -> None:
    """Read the files of the dialog as an agency's, look at the preview, and accept."""
    box = tab_to("Who sent it")
    qtbot.waitUntil(lambda: int(box.property("count")) > 0, timeout=PATIENCE)
    choose("Who sent it", agency)
    qtbot.waitUntil(lambda: agency in str(box.property("currentText")), timeout=PATIENCE)
    control(Key.Key_O)
    tab_to("Read the files")
    press(Key.Key_Space)
    qtbot.waitUntil(_in_sight(window, "Accept: bring this in"), timeout=PATIENCE)
    assert "rows read" in window.status.words()
    control(Key.Key_Return)
    qtbot.waitUntil(_says(window, "Brought in."), timeout=PATIENCE)
    qtbot.waitUntil(_in_sight(window, "Undo this batch"), timeout=PATIENCE)
    tab_to("All batches")
    press(Key.Key_Space)
    qtbot.waitUntil(_in_sight(window, "Read the files"), timeout=PATIENCE)


def _lock_and_unlock(program: Program, window: MainWindow, qtbot: QtBot) -> MainWindow:
    control(Key.Key_L)
    _window_of(program, UnlockWindow, qtbot)
    assert program.window is not None
    assert program.window.windowTitle() == "MASH Desk", "a locked desk tells nothing of what it holds"
    tab_to("Passphrase")
    type_words(MANAGER_PASSPHRASE)
    qtbot.waitUntil(lambda: program.window.officer.value() == MANAGER, timeout=PATIENCE)  # type: ignore[union-attr]
    press(Key.Key_Return)
    again = _the_window(program, qtbot)
    assert again is not window
    return again


def test_from_a_bare_laptop_to_an_answered_pair_a_verified_log_and_back_through_the_lock(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # long because: it is one officer's first day, in its order
    files = {file.layout: file.path for file in make_borough(tmp_path / "files").files}
    window = _first_run(tmp_path / "first.mash", program, qtbot)
    _place("From agencies", window, qtbot)
    for agency, layout in (("Health visiting", "health_visiting"), ("Police", "police")):
        dialog = lambda *_, path=files[layout]: ([str(path)], "")  # noqa: E731
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", dialog)
        _bring_in(agency, window, qtbot)
    _place("Same child?", window, qtbot)
    qtbot.waitUntil(lambda: named(focused()) == "Comparison", timeout=PATIENCE)
    type_words("s")
    qtbot.waitUntil(_says(window, "Linked to P-"), timeout=PATIENCE)
    window = _lock_and_unlock(program, window, qtbot)
    _place("Log", window, qtbot)
    tab_to("Verify the log")
    press(Key.Key_Space)
    qtbot.waitUntil(
        lambda: "nothing in the log was altered" in window.status.words().lower(), timeout=PATIENCE
    )


# --- a process that ends in mid-sentence -----------------------------------------------------------------------------


def _shown(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk, at_once(desk), "made-up")
    qtbot.addWidget(made)
    with qtbot.waitActive(made, timeout=PATIENCE):
        made.show()
        made.activateWindow()
    return made


def _to_the_share(window: MainWindow, qtbot: QtBot) -> None:
    control(Key.Key_K)
    type_words("petherick isla")
    found = lambda: any(entry.hit is not None for entry in window.palette_of.entries())  # noqa: E731
    qtbot.waitUntil(found, timeout=PATIENCE)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.page is not None and window.page.key == "casefile", timeout=PATIENCE)
    control(Key.Key_S)


def test_what_was_typed_a_second_before_the_process_ended_is_there_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """The files are copied as they lie on disk, with nothing closed or put away: that is all a killed process leaves."""
    desk = a_borough(tmp_path)
    window = _shown(desk, qtbot)
    _to_the_share(window, qtbot)
    tab_to("Why this much")
    type_words("hungry on four mornings, and no coat")
    qtbot.waitUntil(lambda: bool(desk.read(my_drafts)), timeout=KEPT_AFTER)
    left = tmp_path / "left"
    left.mkdir()
    for file in tmp_path.glob("borough.mash*"):
        shutil.copyfile(file, left / file.name)
    window.leave()
    desk.close()
    again = vault.open_store(left / "borough.mash", OFFICER, PASSPHRASE)
    after = _shown(again, qtbot)
    _to_the_share(after, qtbot)
    box = tab_to("Why this much")
    assert box.property("plainText") == "hungry on four mornings, and no coat"
    after.leave()
    again.close()


def test_the_log_finds_the_decided_share_by_what_was_done(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_borough(tmp_path)
    window = _shown(desk, qtbot)
    _place("Log", window, qtbot)
    choose("What was done", "Decided a share")
    tab_to("Search the log")
    press(Key.Key_Space)
    qtbot.waitUntil(_says(window, "1 entry found"), timeout=PATIENCE)
    window.leave()
    desk.close()


# --- every place ----------------------------------------------------------------------------------------------------


def test_every_place_of_a_filled_store_has_names_for_everything_and_tab_comes_round(
    qtbot: QtBot, tmp_path: Path
) -> None:
    # long because: the walk is one loop inside one open desk
    desk = a_borough(tmp_path)
    window = _shown(desk, qtbot)
    _to_the_share(window, qtbot)
    seen = ["sharing about a child"]
    _walk(window, seen[0])
    control(Key.Key_K)
    type_words("petherick isla")
    qtbot.waitUntil(lambda: any(e.hit is not None for e in window.palette_of.entries()), timeout=PATIENCE)
    press(Key.Key_Return)
    seen.append("the child's page")
    _walk(window, seen[-1])
    for place in [place for place in window._places.values() if place.words]:
        _place(place.words, window, qtbot)
        seen.append(place.words)
        _walk(window, place.words)
    assert len(seen) == len(set(seen)) > 6
    window.leave()
    desk.close()


def _walk(window: MainWindow, where: str) -> None:
    """Go round with Tab, and fail where it does not come back to its start or something has no name."""
    QApplication.processEvents()
    assert_accessible(window)
    press(Key.Key_Tab)
    start = focused()
    for _ in range(400):
        press(Key.Key_Tab)
        if focused() is start:
            return
    raise AssertionError(f"Tab never came back to {named(start)} on {where}; it stays at {named(focused())}")
