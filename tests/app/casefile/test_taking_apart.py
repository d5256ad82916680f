"""A record linked to the wrong child is taken back with its own entry in the log, and nobody is led astray by a record."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.casefile.case_view import open_case
from app.casefile.taking_apart import link_apart, take_link_back
from app.casefile.whereabouts import whereabouts_of_record, whereabouts_of_relative
from app.desk import Desk
from app.errors import DeskError, NotAllowed, NotFound
from app.linking.splitting import Side, undo_split
from models.codes import Role
from tests.app.linking.store import Sent
from tests.app.linking.store import bring_in as send
from tests.builders import with_role
from tests.builders_case import Row, a_child, born, bring_in, join, name, settle, withhold


def _two(desk: Desk) -> tuple[UUID, UUID, UUID]:
    school = bring_in(desk, "EDU", Row("E-1", (name("Amy", "Ward"), born(2018, 5, 4)))).people["E-1"]
    police = bring_in(desk, "POL", Row("P-1", (name("Amy", "Wood"), born(2018, 5, 4)))).people["P-1"]
    return a_child(desk, school, police), school, police


def test_what_stands_between_a_record_and_the_child_is_shown_with_its_sides(desk: Desk) -> None:
    child, _school, police = _two(desk)
    view = desk.do(open_case, child)
    said = next(one for one in view.columns[1].statements if one.group == "name")
    settle(desk, child, "name", said.id)
    withhold(desk, child)
    apart = desk.read(link_apart, police)
    assert not apart.only
    assert {piece.words: piece.side for piece in apart.pieces} == {
        "Settled: name": Side.GO,
        "A withheld address": Side.BOTH,
    }
    assert [piece.words for piece in apart.pieces if piece.id in apart.bound] == ["Settled: name"]


def test_a_link_taken_back_is_one_entry_and_shows_the_child_as_it_is_then(desk: Desk) -> None:
    child, school, police = _two(desk)
    apart = desk.read(link_apart, police)
    before = desk.head().sequence
    done = desk.do(take_link_back, child, apart.link, because="The police mean her cousin.")
    assert desk.head().sequence == before + 1
    assert [column.agency_person for column in done.view.columns] == [school]
    assert [column.agency_person for column in desk.do(open_case, done.split.to_person).columns] == [police]
    desk.do(undo_split, done.split.split, because="She is the same after all.")
    assert {one.agency_person for one in desk.do(open_case, child).columns} == {school, police}


def test_the_only_record_of_a_child_is_known_as_the_only_one(desk: Desk) -> None:
    school = bring_in(desk, "EDU", Row("E-1", (name("Amy", "Ward"),))).people["E-1"]
    a_child(desk, school)
    assert desk.read(link_apart, school).only


def test_a_record_that_is_linked_to_nobody_has_no_link_to_take_back(desk: Desk) -> None:
    school = bring_in(desk, "EDU", Row("E-1", (name("Amy", "Ward"),))).people["E-1"]
    with pytest.raises(NotFound):
        desk.read(link_apart, school)


def test_no_link_is_taken_back_without_a_reason(desk: Desk) -> None:
    child, _school, police = _two(desk)
    with pytest.raises(DeskError, match="reason"):
        desk.do(take_link_back, child, desk.read(link_apart, police).link, because=" ")
    assert len(desk.do(open_case, child).columns) == 2


def test_a_contact_officer_takes_no_link_back(desk: Desk) -> None:
    child, _school, police = _two(desk)
    link = desk.read(link_apart, police).link
    officer = with_role(desk, Role.CONTACT_OFFICER)
    with pytest.raises(NotAllowed):
        officer.read(link_apart, police)
    with pytest.raises(NotAllowed):
        officer.do(take_link_back, child, link, because="wrong child")


def test_a_linked_record_leads_to_the_child_who_leads_those_joined(desk: Desk) -> None:
    first = bring_in(desk, "EDU", Row("E-1", (name("Amy", "Ward"),))).people["E-1"]
    second = bring_in(desk, "POL", Row("P-1", (name("Amy", "Ward"),))).people["P-1"]
    leader, other = a_child(desk, first), a_child(desk, second)
    join(desk, leader, other)
    assert desk.read(whereabouts_of_record, second).person == leader


def test_a_record_that_waits_for_an_answer_leads_to_its_pair(desk: Desk) -> None:
    (_first,) = send(desk, "HSG", Sent("1"))
    (second,) = send(desk, "EY", Sent("E1"))
    found = desk.read(whereabouts_of_record, second)
    assert found.person is None
    assert found.candidate is not None


def test_a_relative_leads_by_our_reference_by_the_agencys_or_nowhere(desk: Desk) -> None:
    sent = bring_in(desk, "EDU", Row("E-1", (name("Ivy", "Bell"),)), Row("C-1", (name("Ruth", "Bell"),)))
    child = a_child(desk, sent.people["E-1"])
    reference = desk.do(open_case, child).reference
    assert desk.read(whereabouts_of_relative, reference, "EDU", "E-1").person == child
    assert desk.read(whereabouts_of_relative, None, "EDU", "E-1").person == child
    nowhere = desk.read(whereabouts_of_relative, None, "EDU", "C-1")
    assert (nowhere.person, nowhere.candidate) == (None, None)
    assert desk.read(whereabouts_of_relative, None, "EDU", "no such").person is None
