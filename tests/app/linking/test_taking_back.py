"""A slip under Same child? is taken back as if it had not been, unless something rests on it by now."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from app.desk import Desk
from app.errors import DeskError, NotAllowed, NotFound
from app.linking.asking import queue
from app.linking.deciding import confirm_link, not_sure, refuse_all, refuse_link
from app.linking.taking_back import pairs_of_record, take_back_answer
from app.unit_of_work import Reader, UnitOfWork
from models import linking, people
from models.codes import CandidateState, Role
from models.people import WithheldAddress
from tests.app.linking.store import Sent, bring_in
from tests.builders import with_role


def _pairs(reader: Reader, record: UUID) -> list[tuple[UUID, str, str | None]]:
    return [(pair.id, pair.state, pair.note) for pair in linking.candidates_of(reader.session, record)]


def _person_state(reader: Reader, person: UUID) -> str:
    found = people.person(reader.session, person)
    return found.state if found else ""


def _waiting(desk: Desk) -> list[UUID]:
    return [pair.candidate for pair in desk.read(queue)]


@pytest.fixture
def record(desk: Desk) -> UUID:
    """A record that waits, with the one person of ours that it may be."""
    bring_in(desk, "HSG", Sent("1"))
    return bring_in(desk, "EY", Sent("E1"))[0]


def test_a_link_confirmed_by_a_slip_waits_again(desk: Desk, record: UUID) -> None:
    (pair,) = desk.read(pairs_of_record, record).waiting
    desk.do(confirm_link, pair, reason="a slip")
    assert _waiting(desk) == [] and desk.read(pairs_of_record, record).person is not None
    assert desk.do(take_back_answer, pair) == pair
    assert desk.read(_pairs, record) == [(pair, CandidateState.OPEN, None)]
    assert _waiting(desk) == [pair] and desk.read(pairs_of_record, record).person is None


def test_a_person_made_by_a_refusal_leaves_when_it_is_taken_back(desk: Desk, record: UUID) -> None:
    (pair,) = desk.read(pairs_of_record, record).waiting
    made = desk.do(refuse_link, pair, reason="a slip").person
    assert made is not None and desk.read(pairs_of_record, record).person == made
    desk.do(take_back_answer, pair)
    assert desk.read(_person_state, made) == "left"
    assert _waiting(desk) == [pair]
    desk.do(confirm_link, pair)
    assert desk.read(pairs_of_record, record).waiting == ()


def test_all_pairs_of_one_answer_come_back_and_no_other(desk: Desk) -> None:
    bring_in(desk, "EY", Sent("E1"), Sent("E2", given="Zara"), Sent("E3", given="Zita"))
    (record,) = bring_in(desk, "POL", Sent("26 #1", given="Zena"))
    first, *others = desk.read(pairs_of_record, record).waiting
    assert len(others) == 2
    desk.do(refuse_link, first, reason="for good")
    desk.do(refuse_all, record, reason="a slip")
    desk.do(take_back_answer, others[0])
    assert set(desk.read(pairs_of_record, record).waiting) == set(others)
    (refused,) = desk.read(pairs_of_record, record).refused
    assert (refused.candidate, refused.note) == (first, "for good")
    assert refused.person_reference.startswith("P-") and refused.answered_at is not None


def test_a_pair_left_with_a_note_is_open_again(desk: Desk, record: UUID) -> None:
    (pair,) = desk.read(pairs_of_record, record).waiting
    desk.do(not_sure, pair, note="ask the school")
    desk.do(take_back_answer, pair)
    assert desk.read(_pairs, record) == [(pair, CandidateState.OPEN, None)]


def test_an_answer_on_which_something_rests_stands(desk: Desk, record: UUID) -> None:
    (pair,) = desk.read(pairs_of_record, record).waiting
    person = desk.do(confirm_link, pair).person
    desk.do(_withhold, person)
    with pytest.raises(DeskError, match="Something rests on this answer"):
        desk.do(take_back_answer, pair)
    assert desk.read(pairs_of_record, record).person == person


def _withhold(work: UnitOfWork, person: UUID) -> None:
    row = WithheldAddress(person_id=person, from_whom="somebody", why="fled", set_at=work.at)
    row.set_by = work.officer.id
    work.session.add(row)
    work.session.flush()
    work.record("withhold_address", persons=[person], things=[row.id])


def test_only_who_gave_an_answer_takes_it_back(desk: Desk, record: UUID) -> None:
    (pair,) = desk.read(pairs_of_record, record).waiting
    desk.do(confirm_link, pair)
    with_role(desk, Role.SOCIAL_WORKER)
    with pytest.raises(NotAllowed, match="Only the officer who gave an answer"):
        desk.do(take_back_answer, pair)


def test_an_auditor_takes_nothing_back(desk: Desk, record: UUID) -> None:
    (pair,) = desk.read(pairs_of_record, record).waiting
    with_role(desk, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        desk.do(take_back_answer, pair)


def test_a_pair_without_an_answer_has_none_to_take_back(desk: Desk, record: UUID) -> None:
    (pair,) = desk.read(pairs_of_record, record).waiting
    for key in (pair, uuid4()):
        with pytest.raises(NotFound, match="no answer"):
            desk.do(take_back_answer, key)


def test_the_key_of_a_pair_tells_of_its_record(desk: Desk, record: UUID) -> None:
    found = desk.read(pairs_of_record, record)
    assert desk.read(pairs_of_record, found.waiting[0]) == found
    assert found.is_child and not desk.read(pairs_of_record, uuid4()).is_child
    assert desk.read(pairs_of_record, uuid4()).waiting == ()
