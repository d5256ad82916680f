"""What takes long with a batch: read, bring in, compare, undo; each says how far it is and can be stopped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.desk import Desk
from app.feeds.importing import StagedBatch, accept_batch, stage_files, tidy_after_break
from app.feeds.reading import ReadingStopped, Stop
from app.feeds.undoing import undo_batch
from app.linking.candidates import Proposed, propose_all
from ui.operations import Watch


@dataclass(frozen=True)
class BroughtIn:
    """What looking for the same child came to; ``stopped`` before all records were looked at."""

    found: Proposed
    stopped: bool = False


@dataclass(frozen=True)
class UndoneBatch:
    """A batch that is undone, and what looking again came to."""

    reference: str
    found: Proposed


def read(desk: Desk, watch: Watch, paths: tuple[Path, ...], agency: str, stop: Stop) -> StagedBatch:
    """Read files and stage what they say; ``stop`` ends the reading process at once."""

    def told(rows: int) -> None:
        watch.report(rows, 0, f"{rows:,} rows read")

    def written(done: int, total: int) -> None:
        watch.report(done, total, f"{done:,} of {total:,} written")

    return stage_files(desk, paths, organisation=agency, progress=told, stop=stop, written=written)


def accept(desk: Desk, watch: Watch, key: UUID) -> BroughtIn:
    """Bring a batch in and look for the same child; stopped before it is in, it waits as before."""

    def written(done: int, total: int) -> None:
        watch.report(done, total, "bringing in")
        if watch.stopped():
            raise ReadingStopped(
                "Bringing in was stopped.", kept="Nothing of it came in, and it waits for review as before."
            )

    watch.report(0, 0, "bringing in")
    try:
        accept_batch(desk, key, written=written)
    except ReadingStopped:
        tidy_after_break(desk)
        raise
    return compare(desk, watch, key)


def compare(desk: Desk, watch: Watch, key: UUID | None) -> BroughtIn:
    """Look for the same child for the records of a batch, or for all that wait; it can be stopped and done again."""
    found = propose_all(
        desk,
        key,
        progress=lambda done, total: watch.report(done, total, "looking for the same child"),
        stopped=watch.stopped,
    )
    return BroughtIn(found, watch.stopped())


def undo(desk: Desk, watch: Watch, key: UUID, because: str) -> UndoneBatch:
    """Undo a batch, then compare what waits again: the person that a record might have been may be gone."""

    def swept(done: int, total: int) -> None:
        watch.report(done, total, "taking back")

    done = undo_batch(desk, key, because=because, written=swept)
    return UndoneBatch(done.reference, compare(desk, watch, None).found)
