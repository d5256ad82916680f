"""An answer under Same child? was a slip: taken back as if it had not been given, and what else is asked of a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.access import Act, require
from app.errors import DeskError, NotAllowed, NotFound
from app.linking.candidates import place_left_over, propose_links, refresh_pairs
from app.unit_of_work import Reader, UnitOfWork
from models import feeds, linking, linking_rows, people, sharing
from models.codes import CandidateState, LinkHow
from models.database import DoorSession
from models.linking import Candidate, Link

_WAITING = (CandidateState.OPEN, CandidateState.NOT_SURE)
_ANSWERED = (CandidateState.CONFIRMED, CandidateState.REFUSED, CandidateState.NOT_SURE)


@dataclass(frozen=True)
class AnsweredPair:
    """A pair that was refused: the reference of the person of ours, when, and the note."""

    candidate: UUID
    person_reference: str
    answered_at: datetime | None
    note: str


@dataclass(frozen=True)
class RecordPairs:
    """What is asked of one agency's record: pairs that wait, pairs that were refused, and the person it is linked to.

    Nothing is asked of a record that is no child's (``is_child``): adults stay as their agencies know them.
    """

    record: UUID
    is_child: bool
    waiting: tuple[UUID, ...]
    refused: tuple[AnsweredPair, ...]
    person: UUID | None = None
    reference: str = ""


def pairs_of_record(reader: Reader, record: UUID) -> RecordPairs:
    """Say which pairs of a record wait and which were refused, and to whom it is linked; the key of a pair does as well."""
    require(reader, Act.SEARCH)
    pair = linking.candidate(reader.session, record)
    key = pair.agency_person_id if pair is not None else record
    every = linking.candidates_of(reader.session, key)
    waiting = {row.id for row in linking_rows.waiting_pairs(reader.session)}
    link = linking.live_link(reader.session, key)
    keys = [row.person_id for row in every] + ([link.person_id] if link is not None else [])
    called = {row.id: row.reference for row in people.persons(reader.session, keys)}
    rows = feeds.agency_persons(reader.session, [key])
    return RecordPairs(
        key,
        bool(rows) and rows[0].is_child,
        tuple(row.id for row in every if row.id in waiting),
        tuple(
            AnsweredPair(row.id, called.get(row.person_id, ""), row.answered_at, row.note or "")
            for row in every
            if row.state == CandidateState.REFUSED
        ),
        link.person_id if link is not None else None,
        called.get(link.person_id, "") if link is not None else "",
    )


def take_back_answer(work: UnitOfWork, candidate: UUID) -> UUID:
    """Take the last answer about a pair back, so that it waits as before; give the pair.

    Only by the officer who gave it, and only while nothing rests on it: a link that came of it ends, and a person made by
    it leaves the lists. Otherwise a link is taken back on the child's page, where each piece is put on a side.
    """
    require(work, Act.CONFIRM_LINK)
    pair = linking.candidate(work.session, candidate)
    if pair is None or pair.answered_at is None or pair.state not in _ANSWERED:
        raise NotFound("This pair has no answer that could be taken back.", kept="Nothing was changed.")
    if pair.answered_by != work.officer.id:
        raise NotAllowed(
            "Only the officer who gave an answer can take it back here.",
            kept="The answer stands.",
            next_step="Take the link back on the child's page, with a reason.",
        )
    link = linking.live_link(work.session, pair.agency_person_id)
    made = _end(work, pair, link) if link is not None else None
    same_moment = [
        row
        for row in linking.candidates_of(work.session, pair.agency_person_id)
        if row.answered_at == pair.answered_at and row.state in _ANSWERED
    ]
    for row in same_moment:
        row.state, row.note, row.answered_at, row.answered_by = CandidateState.OPEN, None, None, None
    work.session.flush()
    changed = _look_round(work, pair, made)
    work.record(
        "not_sure",
        persons=list(dict.fromkeys(row.person_id for row in same_moment)) + ([made] if made else []),
        things=[
            pair.agency_person_id,
            *(row.id for row in same_moment),
            *(row.id for row in changed),
            *([link.id] if link is not None else []),
        ],
        groups=["answer"],
        reason_code="answer_taken_back",
    )
    work.session.flush()
    place_left_over(work, changed)
    if link is not None:
        propose_links(work, [pair.agency_person_id])
    work.topics |= {"links", "people"}
    return pair.id


def _end(work: UnitOfWork, pair: Candidate, link: Link) -> UUID | None:
    """End the link that an answer made; give the person that was made with it, who has no other record."""
    first = link.how == LinkHow.FIRST
    came_of_it = link.linked_at == pair.answered_at and (first or link.person_id == pair.person_id)
    alone = not first or len(linking.links_of_persons(work.session, [link.person_id])) == 1
    if not came_of_it or not alone or _rests_on(work.session, link.person_id, link.linked_at):
        raise DeskError(
            "Something rests on this answer by now, so it cannot simply be taken back.",
            kept="The answer stands.",
            next_step="Take the link back on the child's page: there each piece is put on its side.",
        )
    link.ended_at, link.ended_by, link.ended_because = work.at, work.officer.id, "The answer was taken back."
    person = people.person(work.session, link.person_id) if first else None
    if person is None:
        return None
    person.state = "left"
    return person.id


def _rests_on(session: DoorSession, person: UUID, since: datetime) -> bool:
    """Whether anything was settled, withheld or shared about a person since a moment."""
    moments = [row.settled_at for row in people.settlements_of(session, person)]
    moments += [row.set_at for row in people.withheld_of(session, person)]
    moments += [row.begun_at for row in sharing.shares_about(session, [person])]
    return any(moment >= since for moment in moments)


def _look_round(work: UnitOfWork, pair: Candidate, made: UUID | None) -> list[Candidate]:
    """Bring up to date the pairs of other records that the answer touched; give those that changed."""
    if made is None:
        return refresh_pairs(work, [pair.person_id])
    gone = linking.candidates_about(work.session, [], [made], *_WAITING)
    for row in gone:
        row.state = CandidateState.STALE
    return gone
