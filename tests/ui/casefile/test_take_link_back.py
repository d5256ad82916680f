"""A record that was linked to the wrong child is taken back on the page: with a reason, piece by piece, and undone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.casefile.case_view import open_case
from app.casefile.finding import whose_reference
from app.desk import Desk
from app.linking.splitting import Side
from app.people.saying import record_statement
from models.codes import Role
from tests.builders import with_role
from tests.builders_case import Row, a_child, a_decided_share, born, bring_in, name, settle, withhold
from tests.ui.accessibility import assert_accessible
from tests.ui.casefile.children import known_to_one
from tests.ui.casefile.conftest import ActsSince, OpenPage
from ui.casefile.case_page import CasePage

Key = Qt.Key


@dataclass(frozen=True)
class Two:
    """A child to whom the police's record of another was linked, and a share decided meanwhile."""

    child: UUID
    police: UUID
    share: str


@pytest.fixture
def two(desk: Desk) -> Two:
    school = bring_in(desk, "EDU", Row("E-1", (name("Amy", "Ward"), born(2018, 5, 4)))).people["E-1"]
    police = bring_in(desk, "POL", Row("P-1", (name("Amy", "Wood"), born(2018, 5, 4)))).people["P-1"]
    child = a_child(desk, school, police)
    said = desk.do(open_case, child).columns[1].statements
    settle(desk, child, "name", next(one.id for one in said if one.group == "name"))
    settle(desk, child, "sex", None, {"code": "F"})
    withhold(desk, child)
    return Two(child, police, a_decided_share(desk, child, "HSG"))


def _link_cell(page: CasePage, organisation: str) -> str:
    cells = page.agencies.table.cells()
    view = page.view
    assert view is not None
    at = next(at for at, one in enumerate(view.columns) if one.organisation == organisation)
    index = page.agencies.table.model().index(len(cells) - 1, at + 1)
    page.agencies.table.setCurrentIndex(index)
    return cells[-1][at + 1]


def _person_named_in(words: str, desk: Desk) -> UUID:
    reference = next(word.rstrip(".") for word in words.split() if word.startswith("P-"))
    return desk.read(whose_reference, reference)


def _ask_for_police(page: CasePage) -> None:
    _link_cell(page, "POL")
    QTest.keyClick(page.agencies.table, Key.Key_Return)


def test_each_record_offers_to_take_its_link_back(desk: Desk, two: Two, open_page: OpenPage) -> None:
    desk.do(record_statement, two.child, "note", {"text": "seen"})
    page = open_page(desk, two.child)
    for organisation in ("EDU", "POL"):
        assert _link_cell(page, organisation) == "Take this link back"
    assert _link_cell(page, "LA") == "what our officers recorded"


def test_the_only_record_offers_nothing_to_take_apart(desk: Desk, open_page: OpenPage) -> None:
    page = open_page(desk, known_to_one(desk))
    assert _link_cell(page, "EDU") == "the only record"
    QTest.keyClick(page.agencies.table, Key.Key_Return)
    assert not page.splitting.isVisible()


def test_who_may_not_take_links_back_is_offered_none(desk: Desk, two: Two, open_page: OpenPage) -> None:
    page = open_page(with_role(desk, Role.CONTACT_OFFICER), two.child)
    assert [line[0] for line in page.agencies.table.cells()][-1] == "Records"
    command = next(one for one in page.commands() if one.name == "take_link_back")
    assert not command.enabled_when()


def test_the_panel_shows_which_pieces_go_where(desk: Desk, two: Two, open_page: OpenPage) -> None:
    page = open_page(desk, two.child)
    _ask_for_police(page)
    panel = page.splitting
    assert panel.isVisible()
    assert any("Police, P-1, linked to" in line for line in panel.said)
    assert any(two.share in line and "stays here" in line for line in panel.said)
    apart = panel.apart
    assert apart is not None
    sides = {piece.words: panel.sides[piece.id].value() for piece in apart.pieces if piece.id in panel.sides}
    assert sides == {"Settled: sex": "stay", "A withheld address": "both"}
    assert "Settled: name: Goes with the record: it rests on what this record says." in panel.said
    assert_accessible(page)


def test_the_first_field_has_the_focus_and_tab_ends_at_the_buttons(
    desk: Desk, two: Two, open_page: OpenPage
) -> None:
    page = open_page(desk, two.child)
    page.activateWindow()
    _ask_for_police(page)
    panel = page.splitting
    passed = []
    for _ in range(8):
        focus = QApplication.focusWidget()
        assert focus is not None
        passed.append(focus)
        if focus is panel.leave:
            break
        QTest.keyClick(focus, Key.Key_Tab)
    assert passed[-3:] == [panel.why, panel.do, panel.leave]
    assert len(passed) == len(panel.sides) + 3


def test_nothing_is_taken_back_without_a_reason(
    desk: Desk, two: Two, open_page: OpenPage, acts_since: ActsSince
) -> None:
    page = open_page(desk, two.child)
    before = desk.head().sequence
    _ask_for_police(page)
    QTest.keyClick(page.splitting.do, Key.Key_Space)
    assert page.splitting.isVisible()
    assert page.splitting.why.hasFocus()
    assert acts_since(desk, before) == []


def test_a_link_is_taken_back_in_one_entry_and_undone_from_the_notice(
    desk: Desk, two: Two, open_page: OpenPage, acts_since: ActsSince
) -> None:
    page = open_page(desk, two.child)
    _ask_for_police(page)
    QTest.keyClicks(page.splitting.why, "The police mean her cousin.")
    before = desk.head().sequence
    QTest.keyClick(page.splitting.do, Key.Key_Space)
    assert acts_since(desk, before) == ["split_link"]
    assert not page.splitting.isVisible()
    assert page.view is not None
    assert [one.organisation for one in page.view.columns] == ["EDU"]
    assert "The link is taken back." in page.notice.words()
    assert "P-A0000" in page.notice.words(), "the notice names the page that the record has now"
    QTest.keyClick(page.notice._act_button, Key.Key_Space)
    assert acts_since(desk, before) == ["split_link", "confirm_link"]
    assert {one.organisation for one in page.view.columns} == {"EDU", "POL"}
    assert {one.group for one in page.view.settled} == {"name", "sex"}


def test_a_piece_goes_where_the_officer_puts_it(desk: Desk, two: Two, open_page: OpenPage) -> None:
    page = open_page(desk, two.child)
    _ask_for_police(page)
    apart = page.splitting.apart
    assert apart is not None
    by_words = {piece.words: piece.id for piece in apart.pieces}
    page.splitting.sides[by_words["Settled: sex"]].set_value(Side.GO)
    page.splitting.sides[by_words["A withheld address"]].set_value(Side.GO)
    page.splitting.why.set_value("another child")
    page.splitting.on_do()
    assert page.view is not None
    assert page.view.settled == ()
    assert not page.view.address_withheld
    there = desk.do(open_case, _person_named_in(page.notice.words(), desk))
    assert {one.group for one in there.settled} == {"name", "sex"}
    assert there.address_withheld


def test_the_undo_of_one_child_is_gone_when_another_is_opened(
    desk: Desk, two: Two, open_page: OpenPage
) -> None:
    other = known_to_one(desk)
    page = open_page(desk, two.child)
    _ask_for_police(page)
    page.splitting.why.set_value("another child")
    page.splitting.on_do()
    assert page.notice.words()
    page.take(other)
    page.refresh()
    assert not page.notice.words()
