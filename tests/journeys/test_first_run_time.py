"""Is a team at its desk within five minutes of the welcome, by a count of keys, words and waits?

The figures are those of the keystroke-level model (Card, Moran and Newell, Communications of the ACM 23(7), 1980): a key
takes an average typist who is no secretary 0.28 s, and the thought before each field or answer 1.35 s. What stands on
the screen is read at 238 words a minute (Brysbaert, Journal of Memory and Language 109, 2019). Copying by hand goes at
22 words a minute (C. M. Brown, Human-Computer Interface Design Guidelines, 1988); made-up words are given twice that.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.keys import control, press, tab_to, type_words
from tests.journeys.walking import PATIENCE
from tests.ui.fake_vault import FakeVault
from ui.first_run import FirstRunWindow
from ui.operations import at_once

KEY, THOUGHT = 0.28, 1.35
READING, COPYING = 238 / 60, 22 / 60 / 2
#: Stretching the passphrase twice and writing the store; or making a made-up borough, on the slowest laptop (seconds).
MAKING, MAKING_UP = 10, 90
FIVE_MINUTES = 300


class Count(QObject):
    """Counts the keys that reach whatever has the keyboard, and the words of each step."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = self.thoughts = self.words = self.copied = 0
        self._read: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let everything through."""
        if event.type() == QEvent.Type.KeyPress and watched is QApplication.focusWidget():
            self.keys += 1
        return False

    def read_all(self, window: QWidget) -> None:
        """Read every sentence that is new on the screen."""
        for part in window.findChildren(QLabel):
            if part.isVisible() and part.text() not in self._read:
                self._read.add(part.text())
                self.words += len(part.text().split())

    def seconds(self) -> float:
        """Give the time of all that was counted."""
        return self.keys * KEY + self.thoughts * THOUGHT + self.words / READING + self.copied / COPYING


def _begun(qtbot: QtBot) -> tuple[FirstRunWindow, Count]:
    window, count = FirstRunWindow(FakeVault(), at_once(None)), Count()
    qtbot.addWidget(window)
    with qtbot.waitActive(window, timeout=PATIENCE):
        window.show()
        window.activateWindow()
    window.installEventFilter(count)
    QApplication.instance().installEventFilter(count)  # type: ignore[union-attr]
    count.read_all(window)
    return window, count


def _answered(count: Count, name: str, words: str) -> None:
    tab_to(name)
    type_words(words)
    count.thoughts += 1


def test_an_empty_team_is_at_its_desk_within_five_minutes(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    window, count = _begun(qtbot)
    tab_to("Make a new store")
    press(Qt.Key.Key_Space)
    count.read_all(window)
    _answered(count, "Council", "London Borough of Kingston upon Thames")
    _answered(count, "Your name", "Oluwaseun Adebayo-Fitzgerald")
    _answered(count, "Your post", "Multi-agency safeguarding hub manager")
    control(Qt.Key.Key_Return)
    count.read_all(window)
    for name in ("Passphrase", "Passphrase again"):
        _answered(count, name, FakeVault.PASSPHRASE)
    count.read_all(window)
    control(Qt.Key.Key_Return)
    count.read_all(window)
    tab_to("Make a recovery key now")
    press(Qt.Key.Key_Space)
    control(Qt.Key.Key_Return)
    count.read_all(window)
    count.copied += len(FakeVault.WORDS.split())
    press(Qt.Key.Key_Space)
    control(Qt.Key.Key_Return)
    count.read_all(window)
    count.thoughts += 5  # one before each way on
    with qtbot.waitSignal(window.store_made, timeout=PATIENCE):
        press(Qt.Key.Key_Space)
    QApplication.instance().removeEventFilter(count)  # type: ignore[union-attr]
    assert count.keys > 150, "the keys were counted"
    assert count.words > 150, "what is on the screen was read"
    assert count.seconds() + MAKING < FIVE_MINUTES


def test_a_made_up_team_is_at_its_desk_within_five_minutes(qtbot: QtBot) -> None:
    window, count = _begun(qtbot)
    tab_to("Try it on a made-up borough")
    count.thoughts += 1
    with qtbot.waitSignal(window.store_made, timeout=PATIENCE):
        press(Qt.Key.Key_Space)
    QApplication.instance().removeEventFilter(count)  # type: ignore[union-attr]
    assert 1 <= count.keys < 20
    assert count.seconds() + MAKING_UP < FIVE_MINUTES
