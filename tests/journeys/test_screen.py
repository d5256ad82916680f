"""From a bare laptop to answered pairs and a locked desk: the program's own windows and threads, by keyboard alone.

Two journeys, neither of which touches the mouse or calls what a page does: a first run, two agencies' files, one pair,
the log, the lock and back; and a walk round every place with a filled store.
The one thing replaced is the system's own file dialog. Widgets are found by what they are called (``keys.py``).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.demo import make_borough
from tests.journeys.keys import choose, control, focused, named, press, tab_to, type_words
from tests.journeys.walking import (
    PATIENCE,
    bring_in,
    first_run,
    go_to,
    lock_and_unlock,
    says,
    shown,
    to_the_share,
)
from tests.ui.accessibility import assert_accessible
from tests.ui.borough import a_borough
from ui.main import Program
from ui.main_window import MainWindow

Key = Qt.Key


def test_from_a_bare_laptop_to_an_answered_pair_a_verified_log_and_back_through_the_lock(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # long because: it is one officer's first day, in its order
    files = {file.layout: file.path for file in make_borough(tmp_path / "files").files}
    window = first_run(tmp_path / "first.mash", program, qtbot)
    go_to("From agencies", window, qtbot)
    for agency, layout in (("Health visiting", "health_visiting"), ("Police", "police")):
        dialog = lambda *_, path=files[layout]: ([str(path)], "")  # noqa: E731
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", dialog)
        bring_in(agency, window, qtbot)
    go_to("Same child?", window, qtbot)
    qtbot.waitUntil(lambda: named(focused()) == "Comparison", timeout=PATIENCE)
    type_words("s")
    qtbot.waitUntil(says(window, "Linked to P-"), timeout=PATIENCE)
    window = lock_and_unlock(program, window, qtbot)
    go_to("Log", window, qtbot)
    tab_to("Verify the log")
    press(Key.Key_Space)
    qtbot.waitUntil(
        lambda: "nothing in the log was altered" in window.status.words().lower(), timeout=PATIENCE
    )


def test_the_log_finds_the_decided_share_by_what_was_done(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_borough(tmp_path)
    window = shown(desk, qtbot)
    go_to("Log", window, qtbot)
    choose("What was done", "Decided a share")
    tab_to("Search the log")
    press(Key.Key_Space)
    qtbot.waitUntil(says(window, "1 entry found"), timeout=PATIENCE)
    window.leave()
    desk.close()


# --- every place ----------------------------------------------------------------------------------------------------


def test_every_place_of_a_filled_store_has_names_for_everything_and_tab_comes_round(
    qtbot: QtBot, tmp_path: Path
) -> None:
    # long because: the walk is one loop inside one open desk
    desk = a_borough(tmp_path)
    window = shown(desk, qtbot)
    to_the_share(window, qtbot)
    seen = ["sharing about a child"]
    _walk(window, seen[0])
    control(Key.Key_K)
    type_words("petherick isla")
    qtbot.waitUntil(lambda: any(e.hit is not None for e in window.palette_of.entries()), timeout=PATIENCE)
    press(Key.Key_Return)
    seen.append("the child's page")
    _walk(window, seen[-1])
    for place in [place for place in window._places.values() if place.words]:
        go_to(place.words, window, qtbot)
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
