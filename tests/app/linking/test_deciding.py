"""Pairs are found when records come in; an officer confirms, refuses or waits, and nothing is linked without one."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.desk import Desk
from app.errors import DeskError, NotAllowed
from app.linking.candidates import propose_all, records_to_place
from app.linking.deciding import ask_again, confirm_band, confirm_link, not_sure, refuse_all, refuse_link
from app.unit_of_work import Reader
from models import linking, people
from models.codes import Band, CandidateState, LinkHow, Role
from tests.app.linking.store import Sent, bring_in, undo
from tests.builders import with_role

ZOE = Sent("1")


def _link(reader: Reader, record: UUID) -> tuple[UUID, str] | None:
    found = linking.live_link(reader.session, record)
    return (found.person_id, found.how) if found else None


def _pairs(reader: Reader, record: UUID) -> list[tuple[UUID, str, str]]:
    return [(pair.id, pair.band, pair.state) for pair in linking.candidates_of(reader.session, record)]


def _count_persons(reader: Reader) -> int:
    return len({link.person_id for link in linking.all_links(reader.session) if link.ended_at is None})


def test_the_first_record_of_a_child_gets_a_person_of_its_own(desk: Desk) -> None:
    (record,) = bring_in(desk, "HSG", ZOE)
    linked = desk.read(_link, record)
    assert linked is not None and linked[1] == LinkHow.FIRST


def test_a_record_with_a_candidate_waits_even_when_it_is_certain(desk: Desk) -> None:
    bring_in(desk, "HSG", ZOE)
    (record,) = bring_in(desk, "EY", Sent("E1"))
    assert desk.read(_link, record) is None
    assert [pair[1:] for pair in desk.read(_pairs, record)] == [(Band.CERTAIN, CandidateState.OPEN)]


def test_two_occurrences_of_one_batch_are_candidates_of_each_other(desk: Desk) -> None:
    first, second = bring_in(desk, "POL", Sent("26 #1"), Sent("27 #1"))
    assert desk.read(_link, first) is not None
    assert [pair[1] for pair in desk.read(_pairs, second)] == [Band.CERTAIN]


def test_two_references_of_one_register_are_two_persons(desk: Desk) -> None:
    one, other = bring_in(desk, "EY", Sent("E1"), Sent("E2"))
    assert desk.read(_link, one) != desk.read(_link, other)
    assert desk.read(_count_persons) == 2


def test_an_adult_gets_no_person(desk: Desk) -> None:
    (record,) = bring_in(desk, "HSG", Sent("1", is_child=False))
    assert desk.read(_link, record) is None
    assert desk.read(records_to_place) == ()


def test_a_record_that_must_not_be_linked_stands_behind_a_firewall(desk: Desk) -> None:
    bring_in(desk, "HSG", ZOE)
    (record,) = bring_in(desk, "HV", Sent("H1", warning="CLOSED - ADOPTED - DO NOT LINK"))
    linked = desk.read(_link, record)
    assert linked is not None and linked[1] == LinkHow.FIRST
    assert desk.read(_pairs, record) == []
    (later,) = bring_in(desk, "EY", Sent("E1"))
    assert len(desk.read(_pairs, later)) == 1


def test_confirming_links_and_asks_nothing_more_about_the_record(desk: Desk) -> None:
    (ours,) = bring_in(desk, "HSG", ZOE)
    (record,) = bring_in(desk, "EY", Sent("E1"))
    ((pair, _, _),) = desk.read(_pairs, record)
    done = desk.do(confirm_link, pair, reason="Same mother on the telephone.")
    assert desk.read(_link, record) == (done.person, LinkHow.CONFIRMED)
    mine = desk.read(_link, ours)
    assert mine is not None and mine[0] == done.person
    assert done.reference.startswith("P-")
    with pytest.raises(DeskError, match="linked to a person already"):
        desk.do(confirm_link, pair)


def test_a_register_s_other_record_gets_a_person_once_its_sister_is_linked(desk: Desk) -> None:
    bring_in(desk, "HSG", ZOE)
    same, sister = bring_in(desk, "EY", Sent("E1"), Sent("E2", given="Zara"))
    desk.do(confirm_link, desk.read(_pairs, same)[0][0])
    linked = desk.read(_link, sister)
    assert linked is not None and linked[1] == LinkHow.FIRST
    assert desk.read(_pairs, sister)[0][2] == CandidateState.STALE


def test_refusing_the_last_candidate_gives_a_person_of_its_own(desk: Desk) -> None:
    bring_in(desk, "HSG", ZOE)
    (record,) = bring_in(desk, "EY", Sent("E1", given="Zara"))
    ((pair, band, _),) = desk.read(_pairs, record)
    assert band == Band.TWIN
    done = desk.do(refuse_link, pair, reason="Sister.")
    assert done.person is not None
    assert desk.read(_link, record) == (done.person, LinkHow.FIRST)


def test_a_new_child_refuses_all_pairs_at_once(desk: Desk) -> None:
    bring_in(desk, "EY", Sent("E1"), Sent("E2", given="Zara"))
    (record,) = bring_in(desk, "POL", Sent("26 #1", given="Zena"))
    assert len(desk.read(_pairs, record)) == 2
    done = desk.do(refuse_all, record, reason="A third sister.")
    assert done.reference.startswith("P-")
    assert {state for _, _, state in desk.read(_pairs, record)} == {CandidateState.REFUSED}


def test_not_sure_keeps_the_pair_waiting_with_a_note(desk: Desk) -> None:
    bring_in(desk, "HSG", ZOE)
    (record,) = bring_in(desk, "EY", Sent("E1"))
    ((pair, _, _),) = desk.read(_pairs, record)
    desk.do(not_sure, pair, note="Ask the nursery.")
    assert desk.read(_pairs, record)[0][2] == CandidateState.NOT_SURE
    assert desk.read(lambda reader: linking.count_open(reader.session)) == 1


def test_a_refused_pair_is_not_asked_again_while_its_band_stays(desk: Desk) -> None:
    bring_in(desk, "HSG", ZOE)
    (record,) = bring_in(desk, "EY", Sent("E1", given="Zara"))
    ((pair, _, _),) = desk.read(_pairs, record)
    desk.do(refuse_link, pair)
    propose_all(desk)
    bring_in(desk, "POL", Sent("26 #1"))
    assert desk.read(_pairs, record)[0][2] == CandidateState.REFUSED


def test_confirming_the_certain_ones_together_never_takes_a_twin(desk: Desk) -> None:
    bring_in(desk, "HSG", ZOE, Sent("2", given="Zara"))
    same, sister, third = bring_in(desk, "EY", Sent("E1"), Sent("E2", given="Zara"), Sent("E3", given="Zena"))
    assert confirm_band(desk) == 2
    assert desk.read(_link, same) is not None and desk.read(_link, sister) is not None
    assert desk.read(_link, third) is None
    assert desk.read(_count_persons) == 2


def test_only_the_certain_band_can_be_confirmed_together(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Only pairs of the band certain"):
        confirm_band(desk, Band.TWIN)


def test_a_pair_that_a_later_record_makes_doubtful_is_not_confirmed_in_bulk(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1", given="Kofi Panyin"))
    (bare,) = bring_in(desk, "SN", Sent("S1", given="Kofi"))
    bring_in(desk, "EY", Sent("E1", given="Kofi Kakra"))
    confirm_band(desk)
    assert desk.read(_link, bare) is None


def test_an_undone_batch_leaves_nobody_waiting_for_a_person_that_is_gone(desk: Desk) -> None:
    (gone,) = bring_in(desk, "HSG", ZOE)
    (record,) = bring_in(desk, "EY", Sent("E1"))
    undo(desk, gone)
    assert desk.read(lambda reader: linking.waiting_candidates(reader.session)) == []
    propose_all(desk)
    linked = desk.read(_link, record)
    assert linked is not None and linked[1] == LinkHow.FIRST


def test_an_undone_batch_takes_its_doubts_with_it(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1", given="Kofi Panyin"))
    (bare,) = bring_in(desk, "SN", Sent("S1", given="Kofi"))
    before = desk.read(_pairs, bare)
    (twin,) = bring_in(desk, "POL", Sent("26 #1", given="Kofi Kakra"))
    propose_all(desk)
    assert [band for _, band, _ in desk.read(_pairs, bare)] == [Band.TWIN]
    undo(desk, twin)
    propose_all(desk)
    assert desk.read(_pairs, bare) == before
    assert desk.read(lambda reader: linking.count_open(reader.session)) == 1


def test_a_record_that_waits_is_compared_with_a_person_made_later(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1", given="Zara"))
    (record,) = bring_in(desk, "POL", Sent("26 #1"))
    (twin,) = bring_in(desk, "EY", Sent("E1"))
    for pair, _, _ in desk.read(_pairs, twin):
        desk.do(refuse_link, pair)
    assert desk.do(ask_again, twin) == 1
    assert {band for _, band, _ in desk.read(_pairs, record)} == {Band.TWIN, Band.CERTAIN}


@pytest.mark.parametrize("role", [Role.INFORMATION_GOVERNANCE, Role.AUDITOR, Role.ADMINISTRATOR])
def test_a_role_that_may_not_confirm_is_refused(desk: Desk, role: Role) -> None:
    bring_in(desk, "HSG", ZOE)
    (record,) = bring_in(desk, "EY", Sent("E1"))
    ((pair, _, _),) = desk.read(_pairs, record)
    with_role(desk, role)
    with pytest.raises(NotAllowed):
        desk.do(confirm_link, pair)
    assert desk.read(_link, record) is None


def test_persons_have_references_of_their_own(desk: Desk) -> None:
    records = bring_in(desk, "EY", Sent("E1"), Sent("E2", given="Zara", born=None, address=""))
    links = [desk.read(_link, record) for record in records]
    found = desk.read(lambda reader: people.persons(reader.session, [link[0] for link in links if link]))
    assert len({person.reference for person in found}) == 2
