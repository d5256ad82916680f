"""Whether everything that can have the focus says what it is, and whether Tab comes round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QWidget

LEAST_TARGET = 24


def focusable(widget: QWidget) -> list[QWidget]:
    """List what can have the focus below a widget and is in sight."""
    parts = [widget, *widget.findChildren(QWidget)]
    return [
        part
        for part in parts
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and part.isVisibleTo(widget)
        and part.isEnabled()
        and part.focusProxy() is None
        and not part.objectName().startswith("qt_")
        and not isinstance(part, QAbstractSlider)
    ]


def accessible_name(widget: QWidget | None) -> str:
    """Give the name by which a screen reader calls a widget; nothing for none."""
    if widget is None:
        return ""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip()


def press_called(within: QWidget, name: str) -> None:
    """Press the one button in sight whose spoken name or words are these, by its key; it must be there and in use."""
    QApplication.processEvents()  # what was added comes into sight first
    shown = [each for each in within.findChildren(QAbstractButton) if each.isVisible()]
    called = [each for each in shown if name in (each.accessibleName(), each.text())]
    assert len(called) == 1, [each.accessibleName() or each.text() for each in shown]
    (found,) = called
    assert found.isEnabled()
    QTest.keyClick(found, Qt.Key.Key_Space)


def nameless(widget: QWidget) -> list[str]:
    """Name the widgets that can have the focus and have no accessible name."""
    return [
        f"{type(part).__name__} {part.objectName()} in {type(part.parentWidget()).__name__}"
        for part in focusable(widget)
        if not accessible_name(part)
    ]


def assert_accessible(widget: QWidget) -> None:
    """Fail unless everything below a widget has a name, a target of 24 pixels, and Tab comes round."""
    missing = nameless(widget)
    assert not missing, f"Without a name a screen reader says only what kind of thing it is: {missing}"
    small = [
        accessible_name(part)
        for part in focusable(widget)
        if isinstance(part, QAbstractButton)
        and part.isVisible()
        and (part.width() < LEAST_TARGET or part.height() < LEAST_TARGET)
    ]
    assert not small, f"Smaller than {LEAST_TARGET} pixels (WCAG 2.2, 2.5.8): {small}"
    traps = tab_traps(widget)
    assert not traps, f"Tab does not leave these: {traps}"


def tab_traps(widget: QWidget) -> list[str]:
    """Walk with Tab as often as there are stops, and name what keeps the focus."""
    stops = [part for part in focusable(widget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if len(stops) < 2 or not widget.isVisible():
        return []
    stuck: list[str] = []
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _step in range(len(stops) + 2):
        before = QApplication.focusWidget()
        if before is None or not before.focusNextPrevChild(True):
            break
        if QApplication.focusWidget() is before:
            stuck.append(accessible_name(before))
            break
    return stuck
