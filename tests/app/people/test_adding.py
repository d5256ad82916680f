"""Adding by hand: a child, an adult, an unborn child; each under the council's own name, none made twice unseen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.casefile.case_view import open_case
from app.casefile.finding import find
from app.dates import GivenDate, from_day
from app.desk import Desk
from app.errors import DeskError, NotAllowed, RefusedInput
from app.feeds.derived_rows import as_derived, derive_again
from app.linking.candidates import propose_links
from app.linking.deciding import confirm_link
from app.logbook.searching import LogQuestion, window
from app.people.adding import ADULT, CHILD, UNBORN, NewPerson, Relation, add_person
from app.people.births import record_birth
from app.people.saying import record_statement
from app.unit_of_work import Reader, UnitOfWork
from models import feeds, linking
from models.codes import Role
from tests.app.people.by_hand import a_girl, a_mother, add, an_unborn, here, own_statements, today
from tests.builders import with_role
from tests.builders_case import Row, a_child, born, bring_in, home, name


def test_a_child_added_by_hand_has_a_page_a_reference_and_the_officer_as_source(desk: Desk) -> None:
    added = a_girl(desk)
    assert added.person is not None and added.reference.startswith("P-")
    view = desk.do(open_case, here(added))
    assert (view.banner.name, view.banner.birth, view.banner.sex) == ("Ivy BELL", "01-Jun-2020", "F")
    (column,) = view.columns
    assert column.organisation == "LA" and {said.by for said in column.statements} == {desk.officer.name}
    assert "QX4 2AA" in repr(column.statements)


def test_a_child_added_by_hand_is_found_by_name(desk: Desk) -> None:
    added = a_girl(desk, known_as="Wren")
    assert [hit.person_id for hit in desk.read(find, "ivy bell").hits] == [added.person]
    assert [hit.person_id for hit in desk.read(find, "wren").hits] == [added.person]


def test_the_same_child_added_twice_waits_as_a_pair_and_is_one_when_confirmed(desk: Desk) -> None:
    first, again = a_girl(desk), a_girl(desk)
    assert again.person is None and again.candidate is not None
    assert desk.do(confirm_link, again.candidate).person == first.person


def test_a_child_whom_an_agency_knows_is_a_pair_with_the_one_added(desk: Desk) -> None:
    sent = bring_in(
        desk, "EDU", Row("E-1", (name("Ivy", "Bell"), born(2020, 6, 1), home("3 Lock Row", "QX4 2AA")))
    )
    known = a_child(desk, sent.people["E-1"])
    desk.do(_derive, sent.people["E-1"], known)
    added = a_girl(desk)
    assert added.person is None
    pairs = desk.read(lambda reader: [pair.person_id for pair in linking.waiting_candidates(reader.session)])
    assert pairs == [known]


def _derive(work: UnitOfWork, record: UUID, person: UUID) -> None:
    work.record("rebuild", persons=[person])
    derive_again(work, [record])


def test_what_is_recorded_later_stands_in_the_record_that_was_made_by_hand(desk: Desk) -> None:
    added = a_girl(desk)
    desk.do(record_statement, here(added), "note", {"text": "rang at ten"})
    view = desk.do(open_case, here(added))
    assert len(view.columns) == 1


def test_an_adult_is_a_person_of_ours_and_is_asked_about_with_no_child(desk: Desk) -> None:
    a_girl(desk, given="Ruth")
    added = add(desk, NewPerson(ADULT, given="Ruth", family="Bell", birth=GivenDate(1990)))
    assert added.person is not None and added.candidate is None
    assert desk.read(lambda reader: linking.waiting_candidates(reader.session)) == []


def test_an_unborn_child_is_expected_of_its_mother_and_called_after_her(desk: Desk) -> None:
    mother = a_mother(desk)
    added = an_unborn(desk, mother)
    view = desk.do(open_case, here(added))
    assert view.banner.name == "BELL"
    ((_, sex, _),) = desk.read(own_statements, here(added))["sex"]
    assert sex == {"code": "U"}
    assert any(chip.words.startswith("Unborn, expected") for chip in view.banner.chips)
    (told,) = view.family
    assert (told.relation, told.name, told.parental_responsibility) == ("mother", "Ruth BELL", True)


def test_a_mother_who_is_nowhere_yet_is_added_with_the_unborn_child(desk: Desk) -> None:
    beside = Relation("PAM", name={"given": "Ada", "family": "Quill"})
    due = from_day(today() + timedelta(weeks=8))
    added = add(desk, NewPerson(UNBORN, expected=due, relations=(beside,)))
    (told,) = desk.do(open_case, here(added)).family
    assert told.name == "Ada QUILL" and told.reference is not None and told.reference.startswith("P-")


def test_an_unborn_child_added_twice_of_one_mother_is_asked_about(desk: Desk) -> None:
    mother = a_mother(desk)
    an_unborn(desk, mother)
    assert an_unborn(desk, mother).candidate is not None


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"expected": None}, "expected"),
        ({"expected": GivenDate(2040, 1)}, "42 weeks"),
        ({"expected": GivenDate(2019)}, "has passed"),
        ({"relations": ()}, "mother"),
        ({"birth": GivenDate(2020, 1, 1)}, "never a birth date"),
        ({"nhs_number": "9990000018"}, "NHS number before birth"),
    ],
)
def test_an_unborn_child_has_a_date_and_a_mother_and_nothing_that_comes_with_birth(
    desk: Desk, more: dict[str, Any], sentence: str
) -> None:
    whole: dict[str, Any] = {
        "expected": from_day(today() + timedelta(weeks=8)),
        "relations": (Relation("PAM", name={"given": "Ada"}),),
    }
    with pytest.raises(RefusedInput, match=sentence):
        add(desk, NewPerson(UNBORN, **(whole | more)))
    assert desk.read(_everybody) == []


def _everybody(reader: Reader) -> list[UUID]:
    return feeds.everybody_said(reader.session)


@pytest.mark.parametrize("kind", [CHILD, ADULT])
def test_nobody_is_added_without_a_name_or_from_the_future(desk: Desk, kind: str) -> None:
    with pytest.raises(RefusedInput, match="at least one name"):
        add(desk, NewPerson(kind, birth=GivenDate(2020)))
    with pytest.raises(RefusedInput, match="future"):
        add(desk, NewPerson(kind, given="Ivy", birth=GivenDate(2099, 1)))


def test_a_birth_replaces_the_expected_date_under_the_same_reference(desk: Desk) -> None:
    added = an_unborn(desk, a_mother(desk), weeks=1)
    day = from_day(today() - timedelta(days=1))
    desk.do(record_birth, here(added), day, given="Noah", sex="M")
    view = desk.do(open_case, here(added))
    assert (view.reference, view.banner.name, view.banner.sex) == (added.reference, "Noah BELL", "M")
    assert view.banner.birth == day.shown() and not view.banner.expected
    said = desk.read(own_statements, here(added))
    ((expected, _, _),) = said["expected"]
    ((_, _, replaces),) = said["birth"]
    assert replaces == expected
    with pytest.raises(DeskError, match="nothing for a birth to replace"):
        desk.do(record_birth, here(added), day)


def test_a_birth_is_not_recorded_ahead(desk: Desk) -> None:
    added = an_unborn(desk, a_mother(desk))
    with pytest.raises(RefusedInput, match="not in the future"):
        desk.do(record_birth, here(added), from_day(today() + timedelta(days=2)))


def test_adding_is_in_the_log_by_keys_and_without_a_word_of_content(desk: Desk) -> None:
    a_girl(desk, given="Zephyrine")
    entries = desk.read(window, LogQuestion(), 0, 50).entries
    assert {"add_person", "propose_links"} <= {entry.act for entry in entries}
    assert "Zephyrine" not in repr(entries)


def test_who_may_not_record_may_not_add(desk: Desk) -> None:
    with_role(desk, Role.INFORMATION_GOVERNANCE)
    with pytest.raises(NotAllowed):
        desk.do(add_person, NewPerson(CHILD, given="Ivy"), place=propose_links)


def test_what_is_derived_of_people_added_by_hand_is_what_a_rebuild_makes(desk: Desk) -> None:
    mother = a_mother(desk)
    an_unborn(desk, mother)
    a_girl(desk, relations=(Relation("PAM", person=mother),))
    desk.do(record_statement, mother, "name", {"given": "Ruth", "family": "Bell-Quill"})
    assert desk.read(lambda reader: as_derived(reader.session, feeds.everybody_said(reader.session)))
