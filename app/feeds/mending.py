"""Which refused rows are still open, and how are they mended? Nothing refused is forgotten until somebody deals with it.

A mended row is read again by its own sender's layout, in the child process, and staged as a small batch of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from app import clock
from app.access import Act, require
from app.desk import Desk
from app.errors import RefusedInput
from app.feeds.importing import StagedBatch, stage_reading
from app.feeds.kept_layouts import layouts_to_read_by
from app.feeds.previewing import as_csv, close_refused_row
from app.feeds.reading import read_rows
from app.unit_of_work import Reader
from models import directory, feeds
from models.codes import BatchState
from models.feeds import Batch, RefusedRow


@dataclass(frozen=True)
class OpenRow:
    """A refused row that nobody has dealt with: from whom, in which batch, where, why, and what it says."""

    key: UUID
    batch: UUID
    reference: str
    organisation: str
    organisation_name: str
    came: datetime
    file: str
    line: int | None
    reason: str
    headings: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def can_be_mended_here(self) -> bool:
        """Whether the row can be read again alone: a table's row, not one of a second sheet or of a transfer file."""
        return bool(self.headings) and len(set(self.headings)) == len(self.headings)


@dataclass(frozen=True)
class Mended:
    """What came of reading mended cells again: a staged batch, or why the row is refused as before."""

    staged: StagedBatch | None
    reason: str = ""


def open_rows(reader: Reader) -> tuple[OpenRow, ...]:
    """Give every open refused row of all batches that wait or came in, the newest batch first."""
    require(reader, Act.MEND_ROWS)
    senders = {row.id: row for row in directory.organisations(reader.session)}
    found = []
    for batch in feeds.batches(reader.session, BatchState.STAGED, BatchState.ACCEPTED):
        if batch.refused:
            sender = senders[batch.organisation_id]
            found += [
                _shown(row, batch, sender.code, sender.name)
                for row in feeds.refused_rows(reader.session, batch.id)
                if row.state == "open"
            ]
    return tuple(found)


def _shown(row: RefusedRow, batch: Batch, code: str, name: str) -> OpenRow:
    return OpenRow(
        row.id,
        batch.id,
        batch.reference,
        code,
        name,
        batch.staged_at,
        row.file,
        row.line,
        row.reason,
        tuple(row.row["headings"]),
        tuple(row.row["cells"]),
    )


def mend_row(desk: Desk, row: OpenRow, cells: tuple[str, ...]) -> Mended:
    """Read a row again with mended cells and stage it as a batch of the same sender; the old row is then mended.

    Refused again, it stays open as it was, and the reason is given.
    """
    desk.read(check_open, row.key)
    if len(cells) != len(row.headings):
        raise RefusedInput(
            f"The row has {len(cells)} cells where {len(row.headings)} are expected.", kept="The row is kept."
        )
    name = f"{Path(row.file).stem or 'row'}, mended.csv"
    kept = desk.read(layouts_to_read_by, row.organisation)
    reading = read_rows(
        name, as_csv(row.headings, [cells]), organisation=row.organisation, today=clock.today(), kept=kept
    )
    if reading.accepted == 0:
        return Mended(None, next((each.reason for each in reading.refused), "The row says nothing."))
    staged = stage_reading(desk, reading, organisation=row.organisation)
    desk.do(close_refused_row, row.key, mended_by=staged.key)
    return Mended(staged)


def check_open(reader: Reader, key: UUID) -> None:
    """Refuse a row that somebody has dealt with meanwhile."""
    require(reader, Act.MEND_ROWS)
    row = feeds.refused_row(reader.session, key)
    if row is None or row.state != "open":
        raise RefusedInput(
            "This row is dealt with already.",
            kept="Nothing was changed.",
            next_step="Look at the list again.",
        )
