"""Whether a page in the real window reads as Tab goes through it, and never scrolls sideways."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from tests.ui.accessibility import accessible_name, focusable
from tests.ui.pictures import SMALLEST_SCREEN, cut_off, dressed


def tab_stops(page: QWidget) -> list[QWidget]:
    """Walk through a page with Tab, from its first stop until the focus leaves it or comes round."""
    order = [part for part in focusable(page) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if not order:
        return []
    order[0].setFocus(Qt.FocusReason.TabFocusReason)
    walked: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None:
        if focus in walked or not page.isAncestorOf(focus):
            break
        walked.append(focus)
        focus.focusNextPrevChild(True)
    return walked


def out_of_order(page: QWidget) -> list[str]:
    """Name the steps of Tab that go back: to something above, or to the left in the same line."""
    stops = tab_stops(page)
    assert len(stops) > 1, "A page with one stop or none has no order that could be wrong."
    return [
        f"{accessible_name(before)!r} then {accessible_name(after)!r}"
        for before, after in pairwise(stops)
        if _goes_back(_place(before, page), _place(after, page))
    ]


def pushed_wide(page: QWidget, top: QWidget, scale: float = 2.0) -> list[str]:
    """Name what scrolls sideways on the smallest screen at a size of text."""
    with dressed("light", scale):
        for _turn in range(3):
            top.resize(*SMALLEST_SCREEN)
            QApplication.processEvents()
        areas = [part for part in page.findChildren(QAbstractScrollArea) if part.isVisible()]
        return [accessible_name(area) for area in areas if area.horizontalScrollBar().maximum() > 0]


def faults(page: QWidget, top: QWidget) -> list[str]:
    """Name all words cut off, at the usual size and at twice, and all that scrolls sideways at twice the size."""
    return [*cut_off(top, 1.0), *cut_off(top, 2.0), *pushed_wide(page, top)]


def _place(part: QWidget, page: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint(0, 0)), part.size())


def _goes_back(before: QRect, after: QRect) -> bool:
    same_line = after.top() < before.bottom() and before.top() < after.bottom()
    if same_line:
        return after.left() < before.left()
    return after.top() < before.top() and after.left() <= before.left()
