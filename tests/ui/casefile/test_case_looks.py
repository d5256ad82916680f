"""The child's page can be read at any size of text and in every dress, whoever the child is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from app.desk import Desk
from tests.ui.accessibility import accessible_name, assert_accessible
from tests.ui.borough import a_borough, the_child
from tests.ui.casefile.children import known_to_five, known_to_one, not_born_yet, twins
from tests.ui.casefile.conftest import ROOM, ROOM_TWICE, OpenPage
from tests.ui.pictures import cut_off, dressed, take_picture
from ui.casefile.case_page import CasePage
from ui.table_model import SECOND_LINE


def first_twin(desk: Desk) -> UUID:
    return twins(desk)[0]


SIZES = ((1.0, ROOM), (2.0, ROOM_TWICE))
CHILDREN = {
    "one": known_to_one,
    "five": known_to_five,
    "unborn": not_born_yet,
    "twin": first_twin,
}
#: Things whose middles are nearer than this stand in one line.
ONE_LINE = 16


@pytest.fixture
def borough(tmp_path: Path) -> Iterator[Desk]:
    opened = a_borough(tmp_path)
    yield opened
    opened.close()


def _sideways(page: CasePage) -> list[str]:
    """Name what scrolls sideways; the columns of the agencies may, within their table."""
    return [
        accessible_name(area)
        for area in page.findChildren(QAbstractScrollArea)
        if area.isVisible() and area is not page.agencies.table and area.horizontalScrollBar().maximum() > 0
    ]


@pytest.mark.parametrize("who", list(CHILDREN))
def test_no_word_is_cut_off_and_nothing_scrolls_sideways(desk: Desk, open_page: OpenPage, who: str) -> None:
    page = open_page(desk, CHILDREN[who](desk))
    for scale, room in SIZES:
        with dressed("light", scale):
            for tab in ("agencies", "chronology", "family"):
                page.tabs.set_value(tab)
                take_picture(page, f"{who}_{tab}", scale=scale, size=room)
                assert cut_off(page, scale, room) == [], tab
                assert page.width() == room[0], "the page asks for more width than the screen has"
                assert _sideways(page) == [], tab


@pytest.mark.parametrize(("scale", "room"), SIZES)
def test_no_word_of_a_panel_is_cut_off(
    borough: Desk, open_page: OpenPage, scale: float, room: tuple[int, int]
) -> None:
    page = open_page(borough, the_child(borough))
    view = page.view
    assert view is not None
    acts: dict[str, Callable[[], object]] = {
        "split": lambda: page._on_split(view.columns[1].agency_person),
        "settle": page._on_settle,
        "withhold": page._on_withhold,
        "record": page._on_record,
        "reason": page._on_show_withheld,
        "withheld": lambda: page._on_reason_given("protect_child"),
    }
    with dressed("light", scale):
        for name, act in acts.items():
            act()
            take_picture(page, f"panel_{name}", scale=scale, size=room)
            assert cut_off(page, scale, room) == [], name
            assert page.width() == room[0], name
            assert _sideways(page) == [], name


def test_all_reasons_to_look_can_be_chosen(borough: Desk, open_page: OpenPage) -> None:
    page = open_page(borough, the_child(borough))
    page._on_show_withheld()
    QApplication.processEvents()
    pills = page.reasons.reason
    assert all(pills.rect().contains(pill.geometry()) for pill in pills.pills)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_page_is_named_and_drawn_in_every_dress(borough: Desk, open_page: OpenPage, theme: str) -> None:
    page = open_page(borough, the_child(borough))
    with dressed(theme):
        for tab in ("agencies", "chronology", "family", "shares"):
            page.tabs.set_value(tab)
            assert_accessible(page)
            take_picture(page, f"isla_{tab}", theme=theme, size=ROOM)
            assert page.views[tab].isVisible()


def _stops(page: CasePage) -> list[QWidget]:
    """Go round by Tab from the first thing of the page, and list where it stops."""
    page.activateWindow()
    page.withheld_button.setFocus()
    found: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None and focus not in found:
        found.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return found


def _place(part: QWidget, page: CasePage) -> tuple[int, int]:
    middle = part.mapTo(page, QPoint(0, part.height() // 2 if part.height() < 60 else 20))
    return middle.y(), middle.x()


def _backwards(stops: list[QWidget], page: CasePage) -> list[str]:
    """Name each stop that stands above the one before it, or left of it in its line."""
    wrong = []
    for before, after in pairwise(stops):
        (y, x), (next_y, next_x) = _place(before, page), _place(after, page)
        if next_y < y - ONE_LINE or (abs(next_y - y) <= ONE_LINE and next_x < x):
            wrong.append(f"{accessible_name(before)} -> {accessible_name(after)}")
    return wrong


@pytest.mark.parametrize(
    "open_panel", ["none", "settle", "split", "withhold", "record", "reason", "withheld"]
)
def test_tab_goes_as_the_eye_goes(borough: Desk, open_page: OpenPage, open_panel: str) -> None:
    page = open_page(borough, the_child(borough))
    view = page.view
    assert view is not None
    page.notice.say("Something was done.", "green", "Undo", lambda: None)
    acts: dict[str, Callable[[], object]] = {
        "none": lambda: None,
        "settle": page._on_settle,
        "split": lambda: page._on_split(view.columns[1].agency_person),
        "withhold": page._on_withhold,
        "record": page._on_record,
        "reason": page._on_show_withheld,
        "withheld": lambda: page._on_reason_given("protect_child"),
    }
    acts[open_panel]()
    if open_panel == "withheld":
        page.withheld_button.show()
    QApplication.processEvents()
    page.scroller.verticalScrollBar().setValue(0)
    stops = _stops(page)
    assert len(stops) >= 6
    page.scroller.verticalScrollBar().setValue(0)
    assert _backwards(stops, page) == []


def test_tab_goes_as_the_eye_goes_in_the_chronology(borough: Desk, open_page: OpenPage) -> None:
    page = open_page(borough, the_child(borough))
    page.tabs.set_value("chronology")
    QApplication.processEvents()
    stops = _stops(page)
    assert page.chronology.list.whole in stops
    page.scroller.verticalScrollBar().setValue(0)
    assert _backwards(stops, page) == []


def test_what_gives_way_in_the_family_is_said_below_the_name(desk: Desk, open_page: OpenPage) -> None:
    page = open_page(desk, twins(desk)[0])
    page.tabs.set_value("family")
    with dressed("light", 2.0):
        page.resize(*ROOM_TWICE)
        QApplication.processEvents()
        second = page.family.table.rows.data(page.family.table.rows.index(0, 0), SECOND_LINE)
    assert second == "mother · parental responsibility yes · Schools and the education system"


def test_twins_are_each_others_relative_and_lead_to_one_another(desk: Desk, open_page: OpenPage) -> None:
    ivy, iris = twins(desk)
    page = open_page(desk, ivy)
    went: list[tuple[str, UUID]] = []
    page.place_asked.connect(lambda place, value: went.append((place, value)))
    page.tabs.set_value("family")
    rows = page.family.table.rows
    at = next(at for at in range(rows.rowCount()) if "Iris" in rows.row(at).name)
    page.family.table.select(at)
    QTest.keyClick(page.family.table, Qt.Key.Key_Return)
    assert went == [("casefile", iris)]
