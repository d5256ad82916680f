"""Tab goes as the eye goes, also where parts of a page came later than what stands below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLayout, QScrollArea, QWidget


def chain(parts: Iterable[QWidget]) -> None:
    """Let Tab go through some widgets, and through all that stands in them, in the order of their layouts."""
    for one, after in pairwise([stop for part in parts for stop in _stops(part)]):
        QWidget.setTabOrder(one, after)


def _stops(part: QWidget) -> Iterator[QWidget]:
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.focusProxy() is None:
        yield part
    if isinstance(part, QComboBox):
        return
    inside = part.widget() if isinstance(part, QScrollArea) else None
    if inside is not None:
        yield from _stops(inside)
    layout = part.layout()
    if layout is not None:
        yield from _within(layout)


def _within(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, under = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif under is not None:
            yield from _within(under)
