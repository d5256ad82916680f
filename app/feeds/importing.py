"""A batch on its way in: staged in short steps, invisible until accepted, or discarded.

``stage_files`` and ``accept_batch`` take the desk itself, because they are many short transactions, so that a case can be
opened meanwhile. A batch that was broken off half-way is known by having counted no row yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from app import clock
from app.access import Act, require
from app.desk import Desk
from app.errors import NotFound, RefusedInput
from app.feeds.derived_rows import as_derived, derive_again
from app.feeds.kept_layouts import layouts_to_read_by
from app.feeds.reading import Limits, ReadingStopped, Stop, read_files
from app.feeds.records import Reading
from app.feeds.short_steps import Written, in_steps
from app.feeds.staging import Staging
from app.feeds.sweeping import sweep_undone
from app.log_chain import digest_of
from app.unit_of_work import Reader, UnitOfWork
from models import directory, feeds
from models.base import new_key
from models.codes import BatchState
from models.database import DoorSession
from models.feeds import Batch, BatchFile

#: How many of its people are looked at to see whether words were made for a batch that nobody accepted.
_LOOKED_AT = 200


@dataclass(frozen=True)
class AcceptedBefore:
    """A file that was accepted already: its name, when, and as which batch."""

    file: str
    reference: str
    accepted_at: datetime

    @property
    def words(self) -> str:
        """The sentence that an officer reads."""
        return f"You accepted {self.file} already on {clock.shown(self.accepted_at)}, as {self.reference}."


@dataclass(frozen=True)
class StagedBatch:
    """A batch that waits for an answer, with its counts; ``again`` names files that came in before."""

    key: UUID
    reference: str
    organisation: str
    rows_read: int
    accepted: int
    flagged: int
    refused: int
    skipped: int
    people: int
    records: int
    again: tuple[AcceptedBefore, ...] = ()


@dataclass(frozen=True)
class AcceptedBatch:
    """A batch that came in: whom it speaks of. ``children`` are agency persons for whom links are to be looked for."""

    key: UUID
    reference: str
    people: int
    records: int
    children: tuple[UUID, ...]


def stage_files(
    desk: Desk,
    paths: Sequence[Path | str],
    *,
    organisation: str,
    layout: Path | str | None = None,
    today: date | None = None,
    progress: Callable[[int], None] | None = None,
    stop: Stop | None = None,
    limits: Limits | None = None,
    written: Written | None = None,
) -> StagedBatch:
    """Read files of one organisation (by code) and stage what they say; nothing shows until it is accepted.

    ``progress`` is told the rows read, ``written`` how much of what was read is staged and how much there is.
    Refused with the list of codes when the organisation is not known, and with a sentence when a file cannot be taken.
    """
    desk.read(check_sender, organisation)
    kept = () if layout is not None else desk.read(layouts_to_read_by, organisation)
    reading = read_files(
        paths,
        layout,
        organisation=organisation,
        today=today or clock.today(),
        progress=progress,
        stop=stop,
        limits=limits or Limits(),
        kept=kept,
    )
    return stage_reading(desk, reading, organisation=organisation, stop=stop, written=written)


def check_sender(reader: Reader, code: str) -> str:
    """Give the name of the organisation with this code; refused with the list when there is none."""
    require(reader, Act.IMPORT_FILES)
    found = directory.organisation_coded(reader.session, code)
    if found is None:
        codes = ", ".join(sorted(row.code for row in directory.organisations(reader.session)))
        raise RefusedInput(
            "The directory knows no organisation with this code.",
            kept="Nothing was brought in.",
            next_step=f"Use one of: {codes}; or add the organisation to the directory.",
        )
    return found.name


def stage_reading(
    desk: Desk,
    reading: Reading,
    *,
    organisation: str,
    stop: Stop | None = None,
    written: Written | None = None,
) -> StagedBatch:
    """Stage what was read, in short steps; broken off, nothing of it is left to be seen."""
    key = desk.do(begin_batch, reading, organisation)
    whole = False
    try:
        staging = Staging(key, reading)
        units = list(staging.units())
        in_steps(desk, units, staging.write, written=written, before_each=lambda: _go_on(stop))
        staged = desk.do(finish_staging, key, reading)
        whole = True
    finally:
        if not whole:
            desk.do(discard_batch, key)
    return staged


def _go_on(stop: Stop | None) -> None:
    if stop is not None and stop.stopped:
        raise ReadingStopped("Bringing in was stopped.", kept="Nothing was brought in.")


def begin_batch(work: UnitOfWork, reading: Reading, organisation: str) -> UUID:
    """Make the batch that the steps of staging fill; give its key."""
    require(work, Act.IMPORT_FILES)
    sender = directory.organisation_coded(work.session, organisation)
    if sender is None:
        raise NotFound("The directory knows no organisation with this code.", kept="Nothing was brought in.")
    batch = Batch(
        id=new_key(),
        reference=work.new_reference("B"),
        organisation_id=sender.id,
        layout_name=reading.layout_name,
        layout_version=reading.layout_version,
        state=BatchState.STAGED,
        staged_at=work.at,
        staged_by=work.officer.id,
    )
    work.session.add(batch)
    work.session.flush()
    work.session.add_all(
        BatchFile(batch_id=batch.id, name=file.name, sha256=file.sha256, size=file.size)
        for file in reading.files
    )
    work.record("stage_batch", things=[batch.id], counts={"files": len(reading.files)})
    return batch.id


def finish_staging(work: UnitOfWork, key: UUID, reading: Reading) -> StagedBatch:
    """Note the counts of a batch that is staged whole; from now on it waits for review."""
    require(work, Act.IMPORT_FILES)
    batch = staged_batch(work, key)
    batch.rows_read, batch.flagged = reading.rows_read, reading.flagged
    batch.refused, batch.skipped = reading.refused_count, reading.skipped
    batch.people, batch.records = len(reading.persons), len(reading.records)
    work.topics.add("batches")
    return as_staged(work.session, batch)


def as_staged(session: DoorSession, batch: Batch) -> StagedBatch:
    """Say how a batch stands, with the files that came in before."""
    sender = directory.organisation(session, batch.organisation_id)
    again = []
    for file in feeds.files_of(session, batch.id):
        before = feeds.accepted_with_file(session, file.sha256)
        if before is not None and before.id != batch.id and before.accepted_at is not None:
            again.append(AcceptedBefore(file.name, before.reference, before.accepted_at))
    return StagedBatch(
        key=batch.id,
        reference=batch.reference,
        organisation=sender.code if sender is not None else "",
        rows_read=batch.rows_read,
        accepted=batch.rows_read - batch.refused - batch.skipped,
        flagged=batch.flagged,
        refused=batch.refused,
        skipped=batch.skipped,
        people=batch.people,
        records=batch.records,
        again=tuple(again),
    )


def staged_batch(work: UnitOfWork | Reader, key: UUID) -> Batch:
    """Give a batch that still waits; refused when it does not."""
    batch = feeds.batch(work.session, key)
    if batch is None:
        raise NotFound("This batch is not in the store.", next_step="Look at the list of batches.")
    if batch.state != BatchState.STAGED:
        raise RefusedInput(
            f"The batch {batch.reference} is not waiting: it was {batch.state}.",
            kept="Nothing was changed.",
            next_step="Look at the list of batches.",
        )
    return batch


def accept_batch(desk: Desk, key: UUID, *, written: Written | None = None) -> AcceptedBatch:
    """Let a staged batch in: what search and matching need is made in short steps, then one short step shows it all."""
    people = desk.read(people_waiting, key)
    in_steps(desk, people, Deriving(key).write, written=written)
    accepted = desk.do(accept_staged, key)
    return replace(accepted, children=desk.read(children_of, key))


def children_of(reader: Reader, key: UUID) -> tuple[UUID, ...]:
    """Give the children of whom a batch speaks, for whom links are to be looked for."""
    require(reader, Act.IMPORT_FILES)
    return feeds.children_in_batch(reader.session, key)


def people_waiting(reader: Reader, key: UUID) -> tuple[UUID, ...]:
    """Give the agency persons of a batch that waits."""
    require(reader, Act.IMPORT_FILES)
    staged_batch(reader, key)
    return _in_order(reader.session, key)


def _in_order(session: DoorSession, key: UUID) -> tuple[UUID, ...]:
    """Give the people of a batch in the order in which words are made for them."""
    return tuple(sorted(feeds.people_in_batch(session, key), key=lambda person: person.bytes))


@dataclass(frozen=True)
class Deriving:
    """Makes words and keys for the people of a batch that is about to be accepted; covered as staging is."""

    key: UUID

    def write(self, work: UnitOfWork, people: list[UUID]) -> None:
        """Make them for some people."""
        require(work, Act.IMPORT_FILES)
        batch = staged_batch(work, self.key)
        derive_again(work, people, staged=self.key)
        batch.digest = digest_of([batch.digest, "derived"])


def accept_staged(work: UnitOfWork, key: UUID) -> AcceptedBatch:
    """Show everything that a staged batch says, in one short step; its entry covers the digest over all its rows."""
    require(work, Act.IMPORT_FILES)
    batch = staged_batch(work, key)
    batch.state, batch.accepted_at, batch.accepted_by = BatchState.ACCEPTED, work.at, work.officer.id
    batch.digest = digest_of([batch.digest, "accepted"])
    counts = {
        "people": batch.people,
        "records": batch.records,
        "refused": batch.refused,
        "flagged": batch.flagged,
    }
    work.record("accept_batch", things=[batch.id], counts=counts)
    work.topics.update(("batches", "search", "links"))
    return AcceptedBatch(batch.id, batch.reference, batch.people, batch.records, ())


def discard_batch(work: UnitOfWork, key: UUID) -> str:
    """Lay a staged batch aside; it is kept by its files' names and hashes, and shows nowhere. Give its reference."""
    require(work, Act.IMPORT_FILES)
    return _discard(work, staged_batch(work, key))


def discard_broken_off(work: UnitOfWork, key: UUID) -> str:
    """Lay a batch aside whose staging was broken off; anybody who unlocks the desk may."""
    require(work, Act.USE_OWN_DESK)
    batch = staged_batch(work, key)
    if batch.rows_read:
        raise RefusedInput(
            f"The batch {batch.reference} is whole and waits for review.", kept="Nothing was changed."
        )
    return _discard(work, batch)


def _discard(work: UnitOfWork, batch: Batch) -> str:
    whole = batch.rows_read > 0
    batch.state = BatchState.DISCARDED
    work.record("discard_batch", things=[batch.id, *open_again(work, batch.id)])
    work.session.flush()
    if whole and _derived_early(work.session, people := _in_order(work.session, batch.id)):
        derive_again(work, people)
    work.topics.add("batches")
    return batch.reference


def open_again(work: UnitOfWork, key: UUID) -> tuple[UUID, ...]:
    """Open again the refused rows that a batch mended, because it does not come in; give them for the entry to name."""
    rows = feeds.rows_mended_by(work.session, key)
    for row in rows:
        row.state, row.mended_by_batch = "open", None
    return tuple(row.id for row in rows)


def _derived_early(session: DoorSession, people: tuple[UUID, ...]) -> bool:
    """Say whether words were made for people of a batch that nobody accepted.

    They are made from the first of the people on and taken away from the last on, so that the first ones tell.
    """
    return not as_derived(session, list(people[:_LOOKED_AT]))


def tidy_after_break(desk: Desk) -> tuple[str, ...]:
    """Finish or lay aside, after unlocking, what a break left half done; give the references laid aside.

    A batch half staged is laid aside, one half accepted waits as before, one half undone is undone wholly.
    """
    broken, early, undoing = desk.read(_left_over)
    for key in undoing:
        sweep_undone(desk, key)
    for key in early:
        in_steps(desk, desk.read(_waiting_in_order, key)[::-1], Forgetting(key).write)
    return tuple(desk.do(discard_broken_off, key) for key in broken)


def _waiting_in_order(reader: Reader, key: UUID) -> tuple[UUID, ...]:
    return _in_order(reader.session, key)


def _left_over(reader: Reader) -> tuple[tuple[UUID, ...], tuple[UUID, ...], tuple[UUID, ...]]:
    session = reader.session
    broken = tuple(batch.id for batch in feeds.half_staged(session))
    waiting = [batch.id for batch in feeds.batches(session, BatchState.STAGED) if batch.rows_read]
    early = tuple(key for key in waiting if _derived_early(session, _in_order(session, key)))
    return broken, early, tuple(batch.id for batch in feeds.batches(session, BatchState.UNDOING))


@dataclass(frozen=True)
class Forgetting:
    """Takes away the words and keys that were made for people of a batch which still waits."""

    key: UUID

    def write(self, work: UnitOfWork, people: list[UUID]) -> None:
        """Make the words of some people again without what the batch says."""
        require(work, Act.USE_OWN_DESK)
        work.record("rebuild", things=[self.key], counts={"people": len(people)})
        derive_again(work, people)
