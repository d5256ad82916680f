"""A curious officer who presses every button in sight by keyboard, and notes whether anything came of it.

Every button is known by the line of the program that makes it, so that one line is pressed once or twice, however
often it draws. What can be seen or heard before and after is compared; the system's own dialogs are answered here.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.journeys.keys import named
from ui.parts import KeyButton, NoticeBar
from ui.status_line import StatusLine
from ui.theme import theme

ROOT = Path(__file__).resolve().parents[2]
#: One line of the program is pressed so often in one walk, with other words each time.
OFTEN = 2
#: Of ticks and pills that stand in the same parts of a page so many are pressed at one stop.
ALIKE = 4
#: What takes something away is pressed when nothing else is left.
LAST = (
    "undo",
    "remove",
    "take back",
    "for good",
    "no longer",
    "end ",
    "forget",
    "empty",
    "lock",
    "split",
    "leave",
)
#: The words of the notice bar and of other parts are theirs, whoever shows them.
_PARTS = str(ROOT / "ui" / "parts")


@dataclass(frozen=True)
class Site:
    """The line of the program that makes a button."""

    file: str
    line: int


@dataclass
class Pressed:
    """What a walk pressed: how often each line of the program, and what came of nothing."""

    most: int = OFTEN
    often: Counter[Site] = field(default_factory=Counter)
    alike: Counter[tuple[str, ...]] = field(default_factory=Counter)
    done: set[tuple[object, ...]] = field(default_factory=set)
    ever: set[Site] = field(default_factory=set)
    dead: list[str] = field(default_factory=list)
    times: int = 0

    def again(self) -> None:
        """Forget which were pressed, so that they are pressed again where things stand otherwise."""
        self.done.clear()
        self.often.clear()

    def may_press(self, button: QAbstractButton) -> bool:
        """Say whether a button was not pressed yet, nor others of its line of the program often enough."""
        site = site_of(button)
        often = self.alike[_kind_of(button)] < ALIKE if site is None else self.often[site] < self.most
        return often and self.key_of(button) not in self.done

    def arrive(self) -> None:
        """Come to another stop, where ticks and pills are pressed again."""
        self.alike.clear()

    def key_of(self, button: QAbstractButton) -> tuple[object, ...]:
        """Give what tells a button from others: the line that makes it and its words."""
        return (site_of(button), type(button).__name__, named(button), button.accessibleDescription()[:40])


def site_of(button: QAbstractButton) -> Site | None:
    """Give the line that made a button, where the watch saw it."""
    said = bytes(button.property("made_at") or b"").decode()
    return Site(said.rpartition(":")[0], int(said.rpartition(":")[2])) if said else None


def _kind_of(button: QAbstractButton) -> tuple[str, ...]:
    """Give the kinds of a tick or pill and of what it stands in."""
    kinds, part = [], button
    for _step in range(4):
        kinds.append(type(part).__name__)
        part = part.parentWidget()  # type: ignore[assignment]
        if part is None:
            break
    return tuple(kinds)


class Hands:
    """Watches the program while buttons are pressed: what is drawn, said, asked of the system, and signalled."""

    def __init__(self, patch: pytest.MonkeyPatch, files: Callable[[str, str], str]) -> None:
        self.asked = 0
        self._files = files
        self._watch_making(patch)
        self._answer_dialogs(patch)
        for kind, what in ((StatusLine, "say"), (NoticeBar, "say")):
            self._hear(patch, kind, what)

    def heard(self, *_what: object) -> None:
        """Count something that a signal said."""
        self.asked += 1

    def press(self, button: QAbstractButton) -> bool:
        """Focus a button and press Space on it; say whether anything came of it."""
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        before = self.seen()
        QTest.keyClick(button, Qt.Key.Key_Space)
        QApplication.processEvents()
        return self.seen() != before

    def give(self, action: QAction, window: QWidget) -> bool:
        """Give a command by its key, or from its menu where it has none; say whether anything came of it."""
        before = self.seen()
        keys = action.shortcut()
        if keys.isEmpty():
            action.trigger()
        else:
            QTest.keySequence(QApplication.focusWidget() or window, keys)
        QApplication.processEvents()
        return self.seen() != before

    def seen(self) -> tuple[object, ...]:
        """Give all that can be seen and heard now."""
        drawn = [
            _drawn(part)
            for top in QApplication.topLevelWidgets()
            if top.isVisible()
            for part in parts_in_sight(top)
        ]
        focus = QApplication.focusWidget()
        dressed = theme().scheme, theme().factor
        return (drawn, id(focus), self.asked, dressed, QGuiApplication.clipboard().text())

    def _hear(self, patch: pytest.MonkeyPatch, kind: type, what: str) -> None:
        real = getattr(kind, what)

        def heard(part: Any, *args: Any, **named_args: Any) -> Any:
            self.asked += 1
            return real(part, *args, **named_args)

        patch.setattr(kind, what, heard)

    def _watch_making(self, patch: pytest.MonkeyPatch) -> None:
        real = KeyButton.__init__

        def made(part: KeyButton, *args: Any, **named_args: Any) -> None:
            real(part, *args, **named_args)
            frame = sys._getframe(1)
            while frame.f_back is not None and frame.f_code.co_filename.startswith(_PARTS):
                frame = frame.f_back
            at = f"{Path(frame.f_code.co_filename).relative_to(ROOT)}:{frame.f_lineno}"
            part.setProperty("made_at", QByteArray(at.encode()))

        patch.setattr(KeyButton, "__init__", made)

    def _answer_dialogs(self, patch: pytest.MonkeyPatch) -> None:
        def one(_parent: object, title: str = "", *_rest: object) -> tuple[str, str]:
            self.asked += 1
            return self._files("open", title), ""

        def some(_parent: object, title: str = "", *_rest: object) -> tuple[list[str], str]:
            self.asked += 1
            return [self._files("open", title)], ""

        def save(_parent: object, title: str = "", *_rest: object) -> tuple[str, str]:
            self.asked += 1
            return self._files("save", title), ""

        def folder(_parent: object, title: str = "", *_rest: object) -> str:
            self.asked += 1
            return self._files("folder", title)

        def closed(_dialog: object) -> int:
            self.asked += 1
            return 0

        patch.setattr(QFileDialog, "getOpenFileName", one)
        patch.setattr(QFileDialog, "getOpenFileNames", some)
        patch.setattr(QFileDialog, "getSaveFileName", save)
        patch.setattr(QFileDialog, "getExistingDirectory", folder)
        patch.setattr(QPrintDialog, "exec", closed)
        patch.setattr(QMessageBox, "exec", closed)


def _drawn(part: QWidget) -> tuple[object, ...]:
    """Give what a widget shows and says, apart from whether it has the focus."""
    words: object = None
    if isinstance(part, QAbstractButton):
        words = (part.text(), part.isChecked())
    elif isinstance(part, QLabel | QLineEdit):
        words = part.text()
    elif isinstance(part, QPlainTextEdit | QTextEdit):
        words = part.toPlainText()
    elif isinstance(part, QComboBox):
        words = (part.currentText(), part.count())
    elif isinstance(part, QAbstractItemView):
        words = (part.model().rowCount(), part.currentIndex().row())
    return id(part), part.isEnabled(), part.accessibleName(), part.accessibleDescription(), words


def parts_in_sight(top: QWidget) -> Iterator[QWidget]:
    """Give a widget and all below it that are in sight; what is hidden is not looked into."""
    yield top
    for part in top.children():
        if isinstance(part, QWidget) and part.isVisible() and not part.isWindow():
            yield from parts_in_sight(part)


def buttons_of(tops: Iterable[QWidget]) -> list[QAbstractButton]:
    """List the buttons in sight that can be pressed by keyboard: none that is a mere drawing or already chosen."""
    return [
        part
        for top in tops
        for part in parts_in_sight(top)
        if isinstance(part, QAbstractButton)
        and part.isEnabled()
        and not part.objectName().startswith("qt_")
        and part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (part.isChecked() and (part.autoExclusive() or part.group() is not None))
    ]


def next_button(tops: Iterable[QWidget], pressed: Pressed) -> QAbstractButton | None:
    """Choose a button that was not pressed yet, one that takes nothing away first."""
    waiting = [button for button in buttons_of(tops) if pressed.may_press(button)]
    waiting.sort(key=lambda button: any(word in named(button).lower() for word in LAST))
    return waiting[0] if waiting else None


def press_next(tops: Iterable[QWidget], hands: Hands, pressed: Pressed, where: str) -> QAbstractButton | None:
    """Press one more button; None when all in sight were pressed."""
    button = next_button(tops, pressed)
    if button is None:
        return None
    _press(button, hands, pressed, where)
    return button


def _press(button: QAbstractButton, hands: Hands, pressed: Pressed, where: str) -> None:
    site = site_of(button)
    pressed.done.add(pressed.key_of(button))
    pressed.times += 1
    if site is not None:
        pressed.often[site] += 1
        pressed.ever.add(site)
    else:
        pressed.alike[_kind_of(button)] += 1
    said = f"{named(button)!r} ({type(button).__name__}) on {where}, made at {site}"
    if not hands.press(button):
        pressed.dead.append(said)


def dialogs() -> list[QDialog]:
    """Give the windows in sight that stand over another."""
    return [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]


def press_called(words: str, window: QWidget, hands: Hands, pressed: Pressed) -> None:
    """Press the button of these words."""
    button = next(
        part for part in buttons_of([window]) if named(part).startswith(words) or part.text() == words
    )
    _press(button, hands, pressed, f"the way to {words}")
