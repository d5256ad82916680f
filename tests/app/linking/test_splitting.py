"""A link that was wrong is taken back, and what was recorded meanwhile goes to the side where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from app.desk import Desk
from app.errors import DeskError, NotAllowed
from app.linking.deciding import confirm_link
from app.linking.splitting import Side, join_persons, part_persons, pieces, split_link, undo_split
from app.people.settling import settle
from app.people.withholding import withhold_address
from app.unit_of_work import Reader
from models import feeds, linking, people
from models.codes import CandidateState, Role
from tests.app.linking.store import Sent, bring_in
from tests.builders import with_role


@dataclass(frozen=True)
class Linked:
    """Two records that were linked to one person: the first, the second, the second's link, the person."""

    first: UUID
    second: UUID
    link: UUID
    person: UUID


@pytest.fixture
def linked(desk: Desk) -> Linked:
    (first,) = bring_in(desk, "HSG", Sent("1"))
    (second,) = bring_in(desk, "EY", Sent("E1"))
    pair = desk.read(lambda reader: linking.candidates_of(reader.session, second)[0].id)
    done = desk.do(confirm_link, pair)
    return Linked(first, second, done.link, done.person)


def _name_of(reader: Reader, record: UUID) -> UUID:
    return next(row.id for row in feeds.statements_of(reader.session, [record]) if row.group == "name")


def _settled(reader: Reader, person: UUID) -> list[str]:
    return [row.group for row in people.settlements_of(reader.session, person)]


def _withheld(reader: Reader, person: UUID) -> list[str]:
    return [row.why for row in people.withheld_of(reader.session, person)]


def test_the_record_gets_a_person_of_its_own_and_the_pair_is_refused(desk: Desk, linked: Linked) -> None:
    done = desk.do(split_link, linked.link, because="The nursery has her sister.")
    links = desk.read(
        lambda reader: {
            key: link.person_id
            for key, link in linking.live_links(reader.session, [linked.first, linked.second]).items()
        }
    )
    assert links == {linked.first: linked.person, linked.second: done.to_person}
    states = desk.read(
        lambda reader: [pair.state for pair in linking.candidates_of(reader.session, linked.second)]
    )
    assert states == [CandidateState.REFUSED]
    ended = desk.read(lambda reader: linking.all_links(reader.session)[1].ended_because)
    assert ended == "The nursery has her sister."


def test_a_settlement_goes_where_its_statement_is(desk: Desk, linked: Linked) -> None:
    desk.do(
        settle,
        linked.person,
        "name",
        statement=desk.read(_name_of, linked.second),
        because="Birth certificate.",
    )
    desk.do(settle, linked.person, "sex", value={"code": "F"}, because="Seen.")
    sides = {piece.words: piece.side for piece in desk.read(pieces, linked.link)}
    assert sides == {"Settled: name": Side.GO, "Settled: sex": Side.STAY}
    done = desk.do(split_link, linked.link, because="Sisters.")
    assert desk.read(_settled, linked.person) == ["sex"]
    assert desk.read(_settled, done.to_person) == ["name"]


def test_the_officer_puts_a_piece_on_the_other_side(desk: Desk, linked: Linked) -> None:
    settled = desk.do(settle, linked.person, "sex", value={"code": "F"}, because="Seen.")
    done = desk.do(split_link, linked.link, because="Sisters.", sides={settled: Side.GO})
    assert desk.read(_settled, done.to_person) == ["sex"]


def test_a_withheld_address_stays_withheld_on_both_sides(desk: Desk, linked: Linked) -> None:
    desk.do(withhold_address, linked.person, from_whom="Her father", why="Order of the court")
    done = desk.do(split_link, linked.link, because="Sisters.")
    assert desk.read(_withheld, linked.person) == ["Order of the court"]
    assert desk.read(_withheld, done.to_person) == ["Order of the court"]


def test_a_split_taken_back_puts_everything_back(desk: Desk, linked: Linked) -> None:
    desk.do(
        settle, linked.person, "name", statement=desk.read(_name_of, linked.second), because="Certificate."
    )
    desk.do(withhold_address, linked.person, from_whom="Her father", why="Order of the court")
    done = desk.do(split_link, linked.link, because="Sisters.")
    desk.do(undo_split, done.split, because="It was she after all.")
    assert desk.read(_settled, linked.person) == ["name"]
    assert desk.read(_withheld, done.to_person) == []
    live = desk.read(
        lambda reader: linking.live_links(reader.session, [linked.second])[linked.second].person_id
    )
    assert live == linked.person


def test_the_only_record_of_a_person_cannot_be_split(desk: Desk) -> None:
    (record,) = bring_in(desk, "HSG", Sent("1"))
    link = desk.read(lambda reader: linking.live_links(reader.session, [record])[record].id)
    with pytest.raises(DeskError, match="only record"):
        desk.do(split_link, link, because="No.")


def test_a_split_needs_a_reason_and_a_role(desk: Desk, linked: Linked) -> None:
    with pytest.raises(DeskError, match="needs a reason"):
        desk.do(split_link, linked.link, because=" ")
    with_role(desk, Role.CONTACT_OFFICER)
    with pytest.raises(NotAllowed):
        desk.do(split_link, linked.link, because="Sisters.")


def test_two_persons_are_joined_and_parted_without_a_chain(desk: Desk) -> None:
    records = bring_in(desk, "EY", Sent("E1"), Sent("E2", given="Zara"), Sent("E3", given="Zena"))
    links = desk.read(lambda reader: linking.live_links(reader.session, list(records)))
    one, other, third = (links[record].person_id for record in records)
    join = desk.do(join_persons, one, other, because="Entered twice.")
    assert desk.read(lambda reader: linking.one_child(reader.session, other)) == [one, other]
    with pytest.raises(DeskError, match="joined with another"):
        desk.do(join_persons, other, third, because="No chain.")
    desk.do(part_persons, join, because="They are two.")
    assert desk.read(lambda reader: linking.one_child(reader.session, other)) == [other]


def test_a_person_behind_a_firewall_is_never_joined(desk: Desk) -> None:
    (walled,) = bring_in(desk, "HV", Sent("H1", warning="CLOSED - ADOPTED - DO NOT LINK"))
    (record,) = bring_in(desk, "HSG", Sent("1"))
    links = desk.read(lambda reader: linking.live_links(reader.session, [walled, record]))
    with pytest.raises(DeskError, match="firewall"):
        desk.do(join_persons, links[record].person_id, links[walled].person_id, because="Same birth date.")
