"""A link was wrong, or two of our persons are one child: taken back, or joined, with every piece put on a side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.access import Act, require
from app.errors import DeskError, NotFound
from app.linking.deciding import own_person
from app.linking.surroundings import load_facts
from app.linking.weights import shipped_weights
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import words
from models import feeds, linking, people, sharing
from models.codes import CandidateState, LinkHow, ShareState
from models.database import DoorSession
from models.linking import Candidate, Link, PersonLink, Split
from models.people import Person, Settlement, WithheldAddress


class Side(StrEnum):
    """Where a piece that was recorded on a person belongs after a split."""

    STAY = "stay"
    GO = "go"
    BOTH = "both"


@dataclass(frozen=True)
class Piece:
    """One thing that was recorded on the person meanwhile; ``side`` is where its own evidence lies.

    ``may_go`` is false for decided shares: they stay where they were decided and point to both.
    """

    kind: str
    id: UUID
    words: str
    side: Side
    may_go: bool = True


@dataclass(frozen=True)
class SplitDone:
    """A link that was taken back, and the person that the record has now."""

    split: UUID
    from_reference: str
    to_person: UUID
    to_reference: str


def pieces(reader: Reader, link: UUID) -> tuple[Piece, ...]:
    """Show what was recorded on the person of a link and has to be put on a side when the link is taken back."""
    require(reader, Act.SPLIT_LINK)
    row = linking.link(reader.session, link)
    return _pieces(reader.session, row) if row is not None and row.ended_at is None else ()


def _pieces(session: DoorSession, link: Link) -> tuple[Piece, ...]:
    found = [
        Piece("settlement", row.id, f"Settled: {words('group', row.group)}", _evidence(session, row, link))
        for row in people.settlements_of(session, link.person_id)
    ]
    found += [
        Piece("withheld_address", row.id, "A withheld address", Side.BOTH)
        for row in people.withheld_of(session, link.person_id)
    ]
    found += [
        Piece("share", row.id, f"Share {row.reference}", Side.BOTH, may_go=False)
        for row in sharing.shares_about(session, [link.person_id])
        if row.state == ShareState.DECIDED
    ]
    return tuple(found)


def _evidence(session: DoorSession, settlement: Settlement, link: Link) -> Side:
    """A settlement lies where the statement is that it rests on; one without a statement stays."""
    statement = feeds.statement(session, settlement.statement_id) if settlement.statement_id else None
    goes = statement is not None and statement.agency_person_id == link.agency_person_id
    return Side.GO if goes else Side.STAY


def split_link(
    work: UnitOfWork, link: UUID, *, because: str, sides: Mapping[UUID, Side] | None = None
) -> SplitDone:
    """Take a link back: the record gets a person of its own, and each piece goes to the side that ``sides`` says.

    A piece that ``sides`` does not name goes where its own evidence lies. The pair is kept as refused, so that it is not
    asked again by itself. Refused without a reason, for a link that has ended, and for the only record of a person.
    """
    require(work, Act.SPLIT_LINK)
    row = _live(work, link)
    if not because.strip():
        raise DeskError(
            "A split needs a reason.", kept="Nothing was changed.", next_step="Say why in a few words."
        )
    if len(linking.links_of_persons(work.session, [row.person_id])) < 2:
        raise DeskError(
            "This is the only record of this person, so there is nothing to take apart.",
            kept="Nothing was changed.",
        )
    found = _pieces(work.session, row)
    _end(work, row, because)
    person = own_person(work, row.agency_person_id, "A link to another person was taken back.")
    done = Split(
        link_id=row.id,
        from_person_id=row.person_id,
        to_person_id=person.id,
        placed=_place(work, row.person_id, person.id, found, sides or {}),
        because=because.strip(),
        split_by=work.officer.id,
        split_at=work.at,
    )
    work.session.add(done)
    pair = _refused_pair(work, row)
    work.record(
        "split_link",
        persons=[row.person_id, person.id],
        things=[row.id, done.id, pair.id, row.agency_person_id],
        counts={"pieces": len(found)},
    )
    work.topics |= {"links", "people"}
    return SplitDone(done.id, _reference(work, row.person_id), person.id, person.reference)


def _live(work: UnitOfWork, link: UUID) -> Link:
    row = linking.link(work.session, link)
    if row is None:
        raise NotFound("This link is not kept here.", kept="Nothing was changed.")
    if row.ended_at is not None:
        raise DeskError("This link has ended already.", kept="Nothing was changed.")
    return row


def _end(work: UnitOfWork, link: Link, because: str) -> None:
    link.ended_at, link.ended_by, link.ended_because = work.at, work.officer.id, because.strip()
    work.session.flush()


def _place(
    work: UnitOfWork, source: UUID, target: UUID, found: tuple[Piece, ...], sides: Mapping[UUID, Side]
) -> list[dict[str, str]]:
    """Put each piece on its side, and give what was done as it is kept with the split."""
    placed = []
    for piece in found:
        side = sides.get(piece.id, piece.side) if piece.may_go else Side.BOTH
        entry = {"kind": piece.kind, "id": str(piece.id), "side": side.value}
        if piece.kind == "settlement":
            side = Side.STAY if side == Side.BOTH else side
            entry["side"] = side.value
            if side == Side.GO:
                _settlement(work, piece.id).person_id = target
        elif piece.kind == "withheld_address":
            if side == Side.GO:
                _withheld(work, piece.id).person_id = target
            elif side == Side.BOTH:
                entry["copy"] = str(_copy_withheld(work, piece.id, target))
        placed.append(entry)
    return placed


def _settlement(work: UnitOfWork, key: UUID) -> Settlement:
    row = work.session.get(Settlement, key)
    assert row is not None
    return row


def _withheld(work: UnitOfWork, key: UUID) -> WithheldAddress:
    row = work.session.get(WithheldAddress, key)
    assert row is not None
    return row


def _copy_withheld(work: UnitOfWork, key: UUID, target: UUID) -> UUID:
    row = _withheld(work, key)
    copy = WithheldAddress(
        person_id=target,
        from_whom=row.from_whom,
        from_person_id=row.from_person_id,
        why=row.why,
        until=row.until,
        set_at=row.set_at,
        set_by=row.set_by,
    )
    work.session.add(copy)
    return copy.id


def _refused_pair(work: UnitOfWork, link: Link) -> Candidate:
    """Keep the pair as refused: whoever took the link back has said that these are two."""
    pair = next(
        (
            each
            for each in linking.candidates_of(work.session, link.agency_person_id)
            if each.person_id == link.person_id
        ),
        None,
    )
    if pair is None:
        pair = Candidate(
            agency_person_id=link.agency_person_id,
            person_id=link.person_id,
            score=link.score or 0.0,
            band=link.band or "review",
            reasons=link.reasons,
            engine=link.engine,
            found_at=work.at,
        )
        work.session.add(pair)
    pair.state, pair.answered_at, pair.answered_by = CandidateState.REFUSED, work.at, work.officer.id
    return pair


def undo_split(work: UnitOfWork, split: UUID, *, because: str) -> UUID:
    """Take a split back: the record is linked to the first person again, and the pieces go back; give the new link.

    Refused when the record is no longer linked to the person that the split gave it.
    """
    require(work, Act.SPLIT_LINK)
    done, ended, now = _still_standing(work, split)
    _end(work, now, because or "The split was taken back.")
    link = Link(
        agency_person_id=ended.agency_person_id,
        person_id=done.from_person_id,
        how=ended.how if ended.how == LinkHow.FIRST else LinkHow.CONFIRMED,
        reasons=ended.reasons,
        score=ended.score,
        band=ended.band,
        engine=shipped_weights().engine,
        linked_by=work.officer.id,
        linked_at=work.at,
    )
    work.session.add(link)
    work.session.flush()
    _person(work, done.from_person_id).state = "here"
    if not linking.links_of_persons(work.session, [done.to_person_id]):
        _person(work, done.to_person_id).state = "left"
    _put_back(work, done)
    for pair in linking.candidates_of(work.session, ended.agency_person_id):
        if pair.person_id == done.from_person_id:
            pair.state = CandidateState.CONFIRMED
    work.record(
        "confirm_link",
        persons=[done.from_person_id, done.to_person_id],
        things=[now.id, link.id, done.id, ended.agency_person_id],
        reason_code="split_taken_back",
    )
    work.topics |= {"links", "people"}
    return link.id


def _still_standing(work: UnitOfWork, split: UUID) -> tuple[Split, Link, Link]:
    """Give a split, the link that it ended, and the record's link now; refused where that is a later one."""
    done = linking.split(work.session, split)
    ended = linking.link(work.session, done.link_id) if done else None
    if done is None or ended is None:
        raise NotFound("This split is not kept here.", kept="Nothing was changed.")
    now = linking.live_link(work.session, ended.agency_person_id)
    if now is None or now.person_id != done.to_person_id:
        raise DeskError(
            "The record has been linked elsewhere since, so this split cannot be taken back.",
            kept="Nothing was changed.",
            next_step="Take that later link back first.",
        )
    return done, ended, now


def _put_back(work: UnitOfWork, done: Split) -> None:
    for entry in done.placed:
        key = UUID(entry["id"])
        if entry["kind"] == "settlement" and entry["side"] == Side.GO:
            _settlement(work, key).person_id = done.from_person_id
        elif entry["kind"] == "withheld_address" and entry["side"] == Side.GO:
            _withheld(work, key).person_id = done.from_person_id
        elif "copy" in entry:
            copy = _withheld(work, UUID(entry["copy"]))
            copy.lifted_at, copy.lifted_by = work.at, work.officer.id
            copy.lifted_because = "The split was taken back; the address stays withheld on the first person."


# --- two of our persons are one child --------------------------------------------------------------------------------


def join_persons(work: UnitOfWork, leader: UUID, other: UUID, *, because: str) -> UUID:
    """Say that two of our persons are one child: ``other`` is shown with ``leader`` from now on; give the join.

    Refused when either stands behind a firewall, or is joined with others in a way that would make a chain.
    """
    require(work, Act.JOIN_PERSONS)
    first, second = _person(work, leader), _person(work, other)
    if first.id == second.id:
        raise DeskError("These are one person already.", kept="Nothing was changed.")
    if linking.live_person_links(work.session, [second.id]) or any(
        join.other_id == first.id for join in linking.live_person_links(work.session, [first.id])
    ):
        raise DeskError(
            "One of the two is joined with another person already.",
            kept="Nothing was changed.",
            next_step="Part those first, or join with the person that leads them.",
        )
    links = linking.links_of_persons(work.session, [first.id, second.id])
    records = [link.agency_person_id for link in links]
    if any(facts.firewalled for facts in load_facts(work.session, records).values()):
        raise DeskError(
            "One of the two stands behind a firewall and can never be joined with another person.",
            kept="Nothing was changed.",
        )
    join = PersonLink(
        person_id=first.id,
        other_id=second.id,
        reasons=[{"field": "why", "verdict": "", "words": because.strip()}],
        joined_by=work.officer.id,
        joined_at=work.at,
    )
    work.session.add(join)
    work.record("join_persons", persons=[first.id, second.id], things=[join.id])
    work.topics |= {"links", "people"}
    return join.id


def part_persons(work: UnitOfWork, join: UUID, *, because: str) -> None:
    """Take a join of two persons back; both stand by themselves again, nothing of either was changed."""
    require(work, Act.JOIN_PERSONS)
    row = linking.person_link(work.session, join)
    if row is None or row.ended_at is not None:
        raise NotFound("These two persons are not joined.", kept="Nothing was changed.")
    row.ended_at, row.ended_by, row.ended_because = work.at, work.officer.id, because.strip()
    work.record("part_persons", persons=[row.person_id, row.other_id], things=[row.id])
    work.topics |= {"links", "people"}


def _person(work: UnitOfWork, key: UUID) -> Person:
    row = people.person(work.session, key)
    if row is None:
        raise NotFound("This person is not kept here.", kept="Nothing was changed.")
    return row


def _reference(work: UnitOfWork, person: UUID) -> str:
    return _person(work, person).reference
