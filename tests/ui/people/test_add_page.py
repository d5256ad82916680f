"""Adding a person in the window: who is here already comes first, errors stand at their field, nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.casefile.case_view import open_case
from app.dates import GivenDate, from_day
from app.desk import Desk
from app.drafts import my_draft
from app.people.adding import ADULT, CHILD, UNBORN
from models import feeds
from tests.app.people.by_hand import a_girl, a_mother, here, today
from tests.ui.accessibility import press_called
from tests.ui.people.conftest import OpenAdd, gone_to
from ui.people.add_page import AddPersonPage
from ui.people.person_finder import hit_words


def _write(page: AddPersonPage, given: str, family: str) -> None:
    page.lines["given"].set_value(given)
    page.lines["family"].set_value(family)
    page.hits.look()


def test_a_child_is_added_by_keyboard_and_opened(desk: Desk, open_add: OpenAdd) -> None:
    page = open_add(desk)
    asked = gone_to(page)
    page.lines["given"].setFocus()
    QTest.keyClicks(page.lines["given"], "Ivy")
    QTest.keyClick(page.lines["given"], Qt.Key.Key_Tab)
    QTest.keyClick(page.lines["middle"], Qt.Key.Key_Tab)
    QTest.keyClicks(page.lines["family"], "Bell")
    page.birth.set_value(GivenDate(2020, 6))
    QTest.keyClick(page.do, Qt.Key.Key_Space)
    ((place, person),) = asked
    assert place == "casefile"
    view = desk.do(open_case, person)
    assert (view.banner.name, view.banner.birth) == ("Ivy BELL", "Jun-2020")
    assert not page.is_written()


def test_who_is_here_already_is_shown_and_must_be_looked_at(desk: Desk, open_add: OpenAdd) -> None:
    known = here(a_girl(desk))
    page = open_add(desk)
    _write(page, "Ivy", "Bell")
    assert [hit.person_id for hit in page.hits.hits] == [known]
    page.on_add()
    assert page.errors.lines() == ("Look who is here already, and say that none of them is meant.",)
    asked = gone_to(page)
    page.hits.chosen.emit(page.hits.hits[0])
    assert asked == [("casefile", known)]


def test_nobody_is_added_before_the_look_for_who_is_here_has_ended(desk: Desk, open_add: OpenAdd) -> None:
    a_girl(desk)
    page = open_add(desk)
    page.lines["given"].set_value("Ivy")
    page.lines["family"].set_value("Bell")
    assert page.hits.asking and page.hits.hits == ()
    page.on_add()
    assert len(page.hits.hits) == 1 and len(page.errors.lines()) == 1


def test_one_who_may_be_the_same_child_leads_to_the_pair(desk: Desk, open_add: OpenAdd) -> None:
    a_girl(desk)
    page = open_add(desk)
    _write(page, "Ivy", "Bell")
    page.birth.set_value(GivenDate(2020, 6, 1))
    page.address.set_value("3 Lock Row")
    page.lines["postcode"].set_value("QX4 2AA")
    page.none_of_these.setChecked(True)
    asked = gone_to(page)
    page.on_add()
    ((place, pair),) = asked
    assert place == "linking" and isinstance(pair, UUID)


def test_what_is_missing_is_said_at_its_field_and_nobody_is_added(desk: Desk, open_add: OpenAdd) -> None:
    page = open_add(desk)
    for kind, fields in ((CHILD, {"given"}), (ADULT, {"given"}), (UNBORN, {"expected", "mother"})):
        page.kind.set_value(kind)
        page.on_add()
        wrong = {name for name, row in page.rows.items() if row.field.property("faulty") == "true"}
        assert wrong == fields and len(page.errors.lines()) == len(fields)
    assert desk.read(lambda reader: feeds.everybody_said(reader.session)) == []


def test_an_unborn_child_asks_for_a_mother_and_not_for_what_comes_with_birth(
    desk: Desk, open_add: OpenAdd
) -> None:
    mother = a_mother(desk)
    page = open_add(desk)
    page.kind.set_value(UNBORN)
    hidden = {name for name, row in page.rows.items() if not row.isVisibleTo(page)}
    assert hidden == {"middle", "known_as", "birth", "sex", "nhs_number"}
    due = from_day(today() + timedelta(weeks=9))
    page.expected.set_value(due)
    page.finder.given.set_value("Ruth")
    page.finder.list.look()
    (who,) = page.finder.list.hits
    press_called(page.finder, f"Choose: {hit_words(who)}")
    assert page.finder.hit == who
    press_called(page.finder, "Choose somebody else")
    assert page.finder.hit is None and page.finder.given.value() == "Ruth"
    page.finder.list.look()
    press_called(page.finder, f"Choose: {hit_words(who)}")
    asked = gone_to(page)
    page.on_add()
    view = desk.do(open_case, asked[0][1])
    assert view.banner.name == "BELL" and view.family[0].name == "Ruth BELL"
    assert page.finder.hit is None and mother != asked[0][1]


def test_what_is_typed_is_there_again_after_a_crash_and_gone_when_added(
    desk: Desk, open_add: OpenAdd
) -> None:
    page = open_add(desk)
    _write(page, "Ivy", "Bell")
    page.birth.set_value(GivenDate(2020, 6))
    page.draft.flush()
    again = open_add(desk)
    assert (again.lines["given"].value(), again.birth.value()) == (
        "Ivy",
        GivenDate(2020, 6, precision="month"),
    )
    again.on_add()
    assert desk.read(my_draft, "add_person", "") is None


def test_somebody_is_added_beside_the_one_who_was_open(desk: Desk, open_add: OpenAdd) -> None:
    child = here(a_girl(desk))
    page = open_add(desk)
    page.take(child)
    assert "Ivy BELL" in page.family_told.text()
    page.kind.set_value(ADULT)
    _write(page, "Ada", "Quill")
    page.relation.relation.set_value("CHD")
    page.on_add()
    assert [(one.name, one.relation) for one in desk.do(open_case, child).family] == [("Ada QUILL", "parent")]
