"""A batch taken back: what it said is no longer said, and every question is answered as before it came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from app.access import Act, may, require
from app.clock import LONDON
from app.desk import Desk
from app.errors import NotAllowed, NotFound, RefusedInput
from app.feeds.importing import open_again
from app.feeds.short_steps import Written
from app.feeds.sweeping import sweep_undone
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import words
from models import feeds, linking, logbook, sharing
from models.codes import BatchState
from models.database import DoorSession
from models.feeds import Batch
from models.linking import Link


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


@dataclass(frozen=True)
class _Plan:
    """What the short step of undoing writes, read before it while the log stood at ``head``."""

    head: int
    people: int
    leaving: int
    links: tuple[UUID, ...]
    shares: tuple[str, ...]


def foresee_undo(reader: Reader, key: UUID) -> Undoing:
    """Say what undoing a batch would do, before anybody confirms it."""
    require(reader, Act.UNDO_OWN_BATCH)
    batch = _accepted(reader.session, key)
    plan = _plan(reader, key)
    return Undoing(key, batch.reference, plan.people, plan.leaving, len(plan.links), plan.shares)


def undo_batch(desk: Desk, key: UUID, *, because: str, written: Written | None = None) -> Undoing:
    """Take an accepted batch back: its own officer on the same day, or a manager at any time.

    One short step takes it back for every question: what it said is no longer said, and links of people known only from
    it end with the batch as reason. What was derived from it answers no more and is swept away in short steps after it;
    broken off, that is finished after the next unlocking. Decided shares stay. Nothing is destroyed.
    """
    desk.read(_check, key)
    done = desk.do(take_back, key, desk.read(_plan, key), because=because)
    return replace(done, look_again=sweep_undone(desk, key, written))


def take_back(work: UnitOfWork, key: UUID, plan: _Plan, *, because: str) -> Undoing:
    """Take a batch back for every question, in one short step; planned anew when something was done since."""
    require(work, Act.UNDO_OWN_BATCH)
    batch = _accepted(work.session, key)
    _refuse_others(work, batch)
    if logbook.last_link(work.session)[0] != plan.head:
        plan = _plan(work, key)
    batch.state, batch.undone_at, batch.undone_by = BatchState.UNDOING, work.at, work.officer.id
    batch.undone_because = because.strip() or None
    work.session.flush()
    ending = {"ended_at": work.at, "ended_by": work.officer.id, "ended_because": "batch_undone"}
    work.change_many(Link, plan.links, ending | {"ended_batch_id": batch.id})
    work.record(
        "undo_batch",
        things=[batch.id, *open_again(work, batch.id)],
        counts={"people": plan.people, "leaving": plan.leaving, "links": len(plan.links)},
    )
    work.topics.update(("batches", "search", "links", "case"))
    return Undoing(key, batch.reference, plan.people, plan.leaving, len(plan.links), plan.shares)


def _check(reader: Reader, key: UUID) -> None:
    """Refuse what cannot be undone before anything is read for it."""
    require(reader, Act.UNDO_OWN_BATCH)
    _refuse_others(reader, _accepted(reader.session, key))


def _plan(asking: Reader | UnitOfWork, key: UUID) -> _Plan:
    session = asking.session
    head, _ = logbook.last_link(session)
    everybody = feeds.people_in_batch(session, key)
    elsewhere = feeds.said_elsewhere(session, everybody, key)
    leaving = [person for person in everybody if person not in elsewhere]
    links = sorted(
        (link.id for link in linking.live_links(session, leaving).values()), key=lambda one: one.bytes
    )
    shares = tuple(share.reference for share in sharing.shares_using_batch(session, key))
    return _Plan(head, len(everybody), len(leaving), tuple(links), shares)


def _accepted(session: DoorSession, key: UUID) -> Batch:
    batch = feeds.batch(session, key)
    if batch is None:
        raise NotFound("This batch is not in the store.", next_step="Look at the list of batches.")
    if batch.state != BatchState.ACCEPTED:
        raise RefusedInput(
            f"Only an accepted batch can be undone; {batch.reference} was {words('batch_state', batch.state)}.",
            kept="Nothing was changed.",
        )
    return batch


def _refuse_others(work: UnitOfWork | Reader, batch: Batch) -> None:
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
