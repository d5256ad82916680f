"""In which order Tab goes through a page: the order in which it is read, whenever its widgets were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLayout, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

LEAVES = (QComboBox, QLineEdit, QPlainTextEdit)


def stop_after(top: QWidget, focus: QWidget | None, step: int) -> QWidget | None:
    """Give where Tab (1) or Shift Tab (-1) goes to from what has the focus below a widget; None past its ends."""
    shown = [stop for stop in _below(top) if _takes_tab(stop)]
    held = next((stop for stop in shown if focus is not None and _is_in(focus, stop)), None)
    if held is None:
        return None
    at = shown.index(held) + step
    return shown[at] if 0 <= at < len(shown) else None


def stop_outside(top: QWidget, step: int) -> QWidget | None:
    """Give the first stop of the window past a widget and all that is in it; None where there is none."""
    found: QWidget | None = top
    while True:
        found = found.nextInFocusChain() if step > 0 else found.previousInFocusChain()
        if found is None or found is top:
            return None
        if not top.isAncestorOf(found) and _takes_tab(found):
            return found


def _is_in(focus: QWidget, stop: QWidget) -> bool:
    return focus is stop or (isinstance(stop, LEAVES) and stop.isAncestorOf(focus))


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _below(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, LEAVES):
        return
    if isinstance(widget, QScrollArea) and (inside := widget.widget()) is not None:
        yield from _below(inside)
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in _places(layout):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _below(widget)
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)


def _places(layout: QLayout) -> list[int]:
    """Give the items of a grid line by line; other layouts hold theirs in order."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        at_line = {at: cast(tuple[int, ...], layout.getItemPosition(at))[:2] for at in places}
        return sorted(places, key=lambda at: at_line[at])
    return places
