"""Children are found by what any agency calls them, each hit says why, and Enter opens the right one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.casefile.finding import FoundHit
from app.desk import Desk
from tests.app.linking.store import Sent
from tests.app.linking.store import bring_in as send
from tests.builders_case import Row, a_child, born, bring_in, home, name
from tests.ui.accessibility import assert_accessible
from tests.ui.casefile.children import known_to_five, twins
from tests.ui.casefile.conftest import ROOM, ROOM_TWICE, ActsSince
from tests.ui.pictures import cut_off, take_picture
from ui.casefile.fitting_table import told
from ui.casefile.search_page import SearchPage
from ui.operations import at_once
from ui.table_model import SECOND_LINE

Key = Qt.Key
NHS = ("nhs_number", {"value": "9991042202", "check": "ok"})


@pytest.fixture
def zoe(desk: Desk) -> UUID:
    says = (name("Zo\u00eb", "Okonkwo-Bell", former_family="Hart"), born(2019, 3, 12), NHS)
    sent = bring_in(desk, "EDU", Row("E-1", (*says, home("14 Alder Court", "QX4 1AB"))))
    other = bring_in(desk, "POL", Row("2219", (name("ZOE", "BELL"), born(2019, 12, 3))))
    return a_child(desk, sent.people["E-1"], other.people["2219"])


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[SearchPage]:
    made = SearchPage(desk, at_once(desk))
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.show()
    made.activateWindow()
    yield made
    made._settle.stop()


def _search(page: SearchPage, words: str) -> tuple[FoundHit, ...]:
    page.box.set_value(words)
    page._ask_soon.stop()
    page._on_ask()
    return page._hits


def _went(page: SearchPage) -> list[tuple[str, Any]]:
    went: list[tuple[str, Any]] = []
    page.place_asked.connect(lambda place, value: went.append((place, value)))
    return went


@pytest.mark.parametrize(
    "typed", ["zoe bell", "BELL zo\u00eb", "okonkwo zoe", "bel zo", "hart", "999 104 2202", "qx4 1ab", "E-1"]
)
def test_names_in_any_order_beginnings_numbers_and_postcodes_find_her(
    page: SearchPage, zoe: UUID, typed: str
) -> None:
    hits = _search(page, typed)
    assert [hit.person_id for hit in hits] == [zoe]
    assert hits[0].why
    assert page.table.rows.rowCount() == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("hart", "Hart"),
        ("999 104 2202", "999 104 2202"),
        ("qx4 1ab", "postcode"),
        ("zoe okonkwo", "Okonkwo-Bell"),
    ],
)
def test_each_hit_says_why_it_was_found(page: SearchPage, zoe: UUID, typed: str, why: str) -> None:
    _search(page, typed)
    model = page.table.rows
    assert why in str(model.data(model.index(0, 4)))
    assert why in page.list.whole.value()


def test_before_anything_is_typed_one_sentence_says_what_will_be_here(page: SearchPage) -> None:
    assert page.empty.isVisible()
    assert not page.list.isVisible()
    assert "Children are found here" in page.empty.accessibleName()


def test_nobody_found_is_said_with_the_next_step(page: SearchPage, zoe: UUID) -> None:
    assert _search(page, "zzyzx") == ()
    assert page.empty.isVisible()
    assert page.empty.accessibleName().startswith("Nobody is known by this. Try fewer letters")
    assert not page.list.isVisible()


def test_enter_opens_the_child_and_the_log_says_so(
    page: SearchPage, zoe: UUID, desk: Desk, acts_since: ActsSince
) -> None:
    went = _went(page)
    _search(page, "zoe bell")
    before = desk.head().sequence
    QTest.keyClick(page.box, Key.Key_Return)
    assert went == [("casefile", zoe)]
    assert acts_since(desk, before) == ["search"]


def test_enter_in_the_list_opens_the_row_in_focus(page: SearchPage, desk: Desk) -> None:
    ivy, iris = twins(desk)
    went = _went(page)
    hits = _search(page, "bell")
    at = next(at for at, hit in enumerate(hits) if hit.person_id == iris)
    page.table.select(at)
    QTest.keyClick(page.table, Key.Key_Return)
    assert went == [("casefile", iris)]
    assert ivy != iris


def test_enter_straight_after_typing_opens_the_one_who_is_meant_and_never_one_of_several(
    page: SearchPage, desk: Desk
) -> None:
    ivy, _iris = twins(desk)
    went = _went(page)
    QTest.keyClicks(page.box, "ivy bell")
    QTest.keyClick(page.box, Key.Key_Return)
    assert went == [("casefile", ivy)]
    page.box.set_value("")
    QTest.keyClicks(page.box, "bell")
    QTest.keyClick(page.box, Key.Key_Return)
    assert len(went) == 1
    assert page.table.rows.rowCount() > 1


def test_a_hit_that_is_not_linked_says_so_and_leads_to_its_pair(page: SearchPage, desk: Desk) -> None:
    sent = Row("X-7", (name("Odd", "Duck"),))
    bring_in(desk, "HSG", sent)
    _search(page, "duck")
    model = page.table.rows
    assert model.data(model.index(0, 2)) == "\u25c7 not yet linked"
    assert model.data(model.index(0, 2), SECOND_LINE) == "X-7"
    assert "not yet linked" in page.list.whole.value()
    went = _went(page)
    QTest.keyClick(page.table, Key.Key_Return)
    assert went == []
    assert "not linked to a child of ours" in page.notice.words()


def test_a_hit_whose_pair_waits_leads_to_that_very_pair(page: SearchPage, desk: Desk) -> None:
    send(desk, "HSG", Sent("1"))
    (second,) = send(desk, "EY", Sent("E1"))
    from app.casefile.whereabouts import whereabouts_of_record

    found = desk.read(whereabouts_of_record, second)
    went = _went(page)
    hit = FoundHit(None, None, second, "EY", "Early years", "E1", True, "Zo\u00eb", "", "", ("name",), ())
    page._on_chosen(hit)
    assert went == [("linking", found.candidate)]
    assert found.candidate is not None


def test_everybody_who_holds_a_hit_is_named_in_full(page: SearchPage, desk: Desk) -> None:
    known_to_five(desk)
    (hit,) = _search(page, "featherstonehaugh")
    assert len(hit.held_by) == 5
    assert all(holder in page.list.whole.value() for holder in hit.held_by)
    index = page.table.rows.index(0, 3)
    assert all(holder in told(index) for holder in hit.held_by)


def test_a_search_is_logged_when_it_settles_and_not_while_one_types(
    page: SearchPage, zoe: UUID, desk: Desk, acts_since: ActsSince
) -> None:
    before = desk.head().sequence
    _search(page, "zoe")
    assert acts_since(desk, before) == []
    assert page._settle.isActive()
    page._settle.stop()
    page._on_settled()
    assert acts_since(desk, before) == ["search"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_search_is_named_and_drawn_in_every_dress(page: SearchPage, desk: Desk, theme: str) -> None:
    twins(desk)
    known_to_five(desk)
    _search(page, "bell" if theme != "light" else "feather")
    assert_accessible(page)
    take_picture(page, "search", theme=theme, size=ROOM)
    assert page.table.isVisible()


@pytest.mark.parametrize(("scale", "room"), [(1.0, ROOM), (2.0, ROOM_TWICE)])
def test_no_word_of_the_search_is_cut_off_and_nothing_scrolls_sideways(
    page: SearchPage, desk: Desk, scale: float, room: tuple[int, int]
) -> None:
    known_to_five(desk)
    _search(page, "feather")
    take_picture(page, "search_long", scale=scale, size=room)
    assert cut_off(page, scale, room) == []
    assert page.width() == room[0]
    assert page.scroller.horizontalScrollBar().maximum() == 0
    assert page.table.horizontalScrollBar().maximum() == 0
