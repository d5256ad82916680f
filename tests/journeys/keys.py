"""A pair of hands on the keyboard: find a field by its accessible name with Tab alone, type, choose, press."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

#: A page has fewer stops than this; more means that Tab is caught somewhere.
MOST_STOPS = 250


def focused() -> QWidget:
    """Give the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def named(widget: QWidget) -> str:
    """Say a widget's accessible name, or what is written on it."""
    words = widget.accessibleName() or str(widget.property("text") or "")
    return words.replace("&", "")


def tab_to(name: str) -> QWidget:
    """Press Tab until a widget whose name begins so has the keyboard; fail when Tab goes round without it."""
    passed = []
    for _ in range(MOST_STOPS):
        widget = focused()
        if named(widget).startswith(name):
            return widget
        passed.append(named(widget))
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        QApplication.processEvents()
    raise AssertionError(f"Tab never came to {name!r}; it passed {list(dict.fromkeys(passed))}")


def type_words(words: str) -> None:
    """Type into what has the keyboard."""
    QTest.keyClicks(focused(), words)
    QApplication.processEvents()


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key, with modifiers, on what has the keyboard."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(focused(), key, held)
    QApplication.processEvents()


def control(key: Qt.Key) -> None:
    """Press a key together with Control."""
    press(key, Qt.KeyboardModifier.ControlModifier)


def choose(name: str, words: str) -> None:
    """Go to a box that is typed into to find something, type it, and take it."""
    tab_to(name)
    type_words(words)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
