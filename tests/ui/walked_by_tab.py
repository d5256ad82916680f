"""Does Tab go as the eye goes, and is anything scrolled sideways at twice the size of text?"""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from tests.ui.accessibility import accessible_name, focusable
from tests.ui.pictures import SMALLEST_SCREEN, _settle, dressed
from ui.page import Page


def tab_strays(page: Page) -> list[str]:
    """Walk with Tab from the first stop round, and name each stop that stands before the one left."""
    order = tab_order(page)
    assert len(order) > 1, "one stop is no order"
    places = [reading_place(part, page) for part in order]
    return [
        f"{accessible_name(order[at])} comes after {accessible_name(order[at - 1])}"
        for at in range(1, len(order))
        if places[at] < places[at - 1]
    ]


def tab_order(page: Page) -> list[QWidget]:
    """Walk with Tab from the first stop until it comes round."""
    stops = focusable(page)
    first = min(stops, key=lambda part: reading_place(part, page))
    first.setFocus()
    found = [first]
    for _step in stops:
        here = QApplication.focusWidget()
        assert here is not None
        here.focusNextPrevChild(True)
        now = QApplication.focusWidget()
        assert now is not None
        if now in found:
            break
        found.append(now)
    return found


def reading_place(part: QWidget, page: Page) -> tuple[int, int, int]:
    """Say where a widget's middle is, line by line: above what scrolls, in it however far down, or below it.

    Widgets within 12 pixels stand in one line.
    """
    inside = page.scroller.widget()
    assert inside is not None
    scrolls = inside.isAncestorOf(part)
    place = part.mapTo(inside if scrolls else page, QPoint(0, part.height() // 2))
    top = page.scroller.mapTo(page, QPoint(0, 0)).y()
    return (0 if scrolls else -1 if place.y() < top else 1), place.y() // 12, place.x()


def scrolled_sideways(page: Page, scale: float = 2.0) -> list[str]:
    """Name what has to be scrolled sideways at a size of text on the smallest screen."""
    with dressed("light", scale):
        _settle(page, SMALLEST_SCREEN)
        tables = [table for table in page.findChildren(QTableView) if table.isVisible()]
        found = [table.accessibleName() for table in tables if table.horizontalScrollBar().maximum()]
        found += ["page"] if page.scroller.horizontalScrollBar().maximum() else []
        return found + (["window"] if page.width() > SMALLEST_SCREEN[0] else [])
