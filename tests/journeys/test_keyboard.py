"""From the worklist to a saved referral and a verified log, through the real window and with the keyboard only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.drafts import my_drafts
from app.sharing.listing import shares_in_state
from tests.journeys.keys import control, focused, named, press, tab_to, type_words
from tests.journeys.walking import fill_in_and_decide
from tests.ui.borough import a_borough
from ui.main_window import MainWindow
from ui.operations import at_once

Key = Qt.Key


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = a_borough(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, at_once(desk), "made-up")
    qtbot.addWidget(made)
    _bring_to_front(made, qtbot)
    yield made
    made.leave()


def _bring_to_front(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window, timeout=5000):
        window.show()
        window.activateWindow()


def _open_the_child(window: MainWindow, qtbot: QtBot) -> None:
    control(Key.Key_K)
    type_words("petherick isla")
    found = lambda: any(entry.hit is not None for entry in window.palette_of.entries())  # noqa: E731
    qtbot.waitUntil(found, timeout=3000)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.page is not None and window.page.key == "casefile", timeout=3000)


def test_a_share_is_decided_and_its_paper_saved_without_touching_the_mouse(
    desk: Desk, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(desk.read(shares_in_state, "decided"))
    _open_the_child(window, qtbot)
    control(Key.Key_S)
    assert window.page is not None
    assert window.page.key == "sharing"
    fill_in_and_decide(window, qtbot)
    decided = desk.read(shares_in_state, "decided")
    assert len(decided) == before + 1
    assert window.page.key == "papers"
    paper = tmp_path / "referral.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))
    tab_to("Make a copy")
    press(Key.Key_Space)
    press(Key.Key_S, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert paper.read_bytes().startswith(b"%PDF-")


def test_what_was_typed_is_kept_within_a_second_and_is_there_when_the_page_is_opened_again(
    desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    _open_the_child(window, qtbot)
    control(Key.Key_S)
    tab_to("Why this much")
    type_words("hungry on four mornings")
    qtbot.waitUntil(lambda: bool(desk.read(my_drafts)), timeout=1000)
    again = MainWindow(desk, at_once(desk), "made-up")
    qtbot.addWidget(again)
    _bring_to_front(again, qtbot)
    _open_the_child(again, qtbot)
    control(Key.Key_S)
    box = tab_to("Why this much")
    assert "hungry on four mornings" in str(getattr(box, "toPlainText", lambda: "")())
    again.leave()


def test_the_log_is_searched_and_verified_from_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    places = [place.key for place in window._places.values() if place.words]
    control(Key(Key.Key_1 + places.index("logbook")))
    tab_to("Search the log")
    press(Key.Key_Space)
    tab_to("Verify")
    press(Key.Key_Space)
    QApplication.processEvents()
    assert "nothing in the log was altered" in window.status.words().lower()


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on, and let everything through."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_part_of_a_page_flashes_up_as_a_window_of_its_own(window: MainWindow, qtbot: QtBot) -> None:
    """Such a window takes the keyboard away from the page."""
    flashes = Flashes()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(flashes)
    try:
        for place in [place.key for place in window._places.values() if place.words]:
            window.go(place)
            QApplication.processEvents()
            assert flashes.seen == [], f"on {place}"
            assert QApplication.focusWidget() is not None, f"nothing has the keyboard on {place}"
    finally:
        app.removeEventFilter(flashes)


def test_tab_goes_round_every_page_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    for place in [place.key for place in window._places.values() if place.words]:
        window.go(place)
        QApplication.processEvents()
        press(Key.Key_Tab)
        start = focused()
        for _ in range(400):
            press(Key.Key_Tab)
            if focused() is start:
                break
        else:
            raise AssertionError(f"Tab never came back to {named(start)} on {place}: {named(focused())}")
