"""A batch taken back: what it said is no longer said, and every question is answered as before it came."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.access import Act, may, require
from app.clock import LONDON
from app.errors import NotAllowed, NotFound, RefusedInput
from app.feeds.derived_rows import derive_again
from app.unit_of_work import Reader, UnitOfWork
from models import feeds, linking, people, sharing
from models.codes import BatchState, CandidateState
from models.database import DoorSession
from models.feeds import Batch


@dataclass(frozen=True)
class Undoing:
    """What undoing a batch does, or did: people who leave the views, links that end, decided shares that stay frozen.

    ``look_again`` are children of other batches whose open pairs went with it: links are to be looked for anew.
    """

    key: UUID
    reference: str
    people: int
    people_leaving: int
    links_ending: int
    shares: tuple[str, ...]
    look_again: tuple[UUID, ...] = ()

    @property
    def shares_words(self) -> str:
        """The sentence about shares, or an empty text."""
        count = len(self.shares)
        said = "1 decided share" if count == 1 else f"{count} decided shares"
        return f"{said} used this batch and stay as decided: {', '.join(self.shares)}." if count else ""


def foresee_undo(reader: Reader, key: UUID) -> Undoing:
    """Say what undoing a batch would do, before anybody confirms it."""
    require(reader, Act.UNDO_OWN_BATCH)
    batch = _accepted(reader.session, key)
    people_of, leaving = _people(reader.session, batch)
    links = linking.live_links(reader.session, leaving)
    return Undoing(
        key, batch.reference, len(people_of), len(leaving), len(links), _shares(reader.session, key)
    )


def undo_batch(work: UnitOfWork, key: UUID, *, because: str) -> Undoing:
    """Take an accepted batch back: its own officer on the same day, or a manager at any time.

    Links of people known only from it end with the batch as reason; decided shares stay. Nothing is destroyed.
    """
    require(work, Act.UNDO_OWN_BATCH)
    batch = _accepted(work.session, key)
    _refuse_others(work, batch)
    everybody, leaving = _people(work.session, batch)
    batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, work.at, work.officer.id
    batch.undone_because = because.strip() or None
    links = linking.live_links(work.session, leaving)
    for link in links.values():
        link.ended_at, link.ended_by = work.at, work.officer.id
        link.ended_because, link.ended_batch_id = "batch_undone", batch.id
    persons = list(dict.fromkeys(link.person_id for link in links.values()))
    work.session.flush()
    stale, again = _let_pairs_go(work, leaving, _without_links(work, persons))
    work.record(
        "undo_batch",
        persons=persons,
        things=[batch.id, *stale],
        counts={"people": len(everybody), "leaving": len(leaving), "links": len(links)},
    )
    work.session.flush()
    derive_again(work, everybody)
    work.topics.update(("batches", "search", "links", "case"))
    shares = _shares(work.session, key)
    return Undoing(key, batch.reference, len(everybody), len(leaving), len(links), shares, again)


def _accepted(session: DoorSession, key: UUID) -> Batch:
    batch = feeds.batch(session, key)
    if batch is None:
        raise NotFound("This batch is not in the store.", next_step="Look at the list of batches.")
    if batch.state != BatchState.ACCEPTED:
        raise RefusedInput(
            f"Only an accepted batch can be undone; {batch.reference} was {batch.state}.",
            kept="Nothing was changed.",
        )
    return batch


def _refuse_others(work: UnitOfWork, batch: Batch) -> None:
    if may(work.officer, Act.UNDO_BATCH):
        return
    at = batch.accepted_at
    same_day = at is not None and at.astimezone(LONDON).date() == work.at.astimezone(LONDON).date()
    if batch.accepted_by != work.officer.id or not same_day:
        raise NotAllowed(
            "You may undo only a batch that you accepted yourself, on the same day.",
            kept="Nothing was changed.",
            next_step="Ask a manager to undo it.",
        )


def _people(session: DoorSession, batch: Batch) -> tuple[list[UUID], list[UUID]]:
    """Give the people of a batch, and those of them who are known from nowhere else."""
    everybody = feeds.people_in_batch(session, batch.id)
    elsewhere = feeds.said_elsewhere(session, everybody, batch.id)
    return everybody, [key for key in everybody if key not in elsewhere]


def _shares(session: DoorSession, key: UUID) -> tuple[str, ...]:
    return tuple(share.reference for share in sharing.shares_using_batch(session, key))


def _without_links(work: UnitOfWork, persons: list[UUID]) -> list[UUID]:
    """Let persons of ours leave the views of whom no link is left; give their keys."""
    linked = {link.person_id for link in linking.links_of_persons(work.session, persons)}
    gone = [key for key in persons if key not in linked]
    for person in people.persons(work.session, gone):
        person.state = "left"
    return gone


def _let_pairs_go(
    work: UnitOfWork, leaving: list[UUID], persons: list[UUID]
) -> tuple[list[UUID], tuple[UUID, ...]]:
    """Make open pairs of people who leave stale; give their keys, and the children who are left without their pair."""
    going = set(leaving)
    stale, again = [], []
    open_states = (CandidateState.OPEN, CandidateState.NOT_SURE)
    for pair in linking.candidates_about(work.session, leaving, persons, *open_states):
        pair.state = CandidateState.STALE
        stale.append(pair.id)
        if pair.agency_person_id not in going:
            again.append(pair.agency_person_id)
    return stale, tuple(dict.fromkeys(again))
