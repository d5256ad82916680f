"""In which order Tab goes through a page: the order in which it is read, whenever its widgets were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLayout, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

LEAVES = (QComboBox, QLineEdit, QPlainTextEdit)


def set_reading_order(top: QWidget) -> None:
    """Let Tab go through everything below a widget as its layouts have it: from the top, from the left."""
    for before, after in pairwise(stops(top)):
        QWidget.setTabOrder(before, after)


def stops(top: QWidget) -> list[QWidget]:
    """List what can have the focus below a widget, in the order of its layouts; what is hidden is listed too."""
    return list(_below(top))


def _below(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget  # a pill that is not chosen too: Tab stops there as soon as it is
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
