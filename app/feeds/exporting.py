"""Refused rows on their way out: written as CSV, to be read or mended. One log entry stands before the content leaves."""

from __future__ import annotations

from uuid import UUID

from app.access import Act, require
from app.errors import NotFound
from app.feeds.previewing import as_csv
from app.unit_of_work import UnitOfWork
from models import feeds


def export_refused(work: UnitOfWork, batch: UUID, *, file: str = "") -> str:
    """Write the refused rows of a batch as CSV: where, why, cells.

    With ``file`` only its open rows, under their own headings, to be mended and brought in with the same layout; the
    apostrophe before a text that a spreadsheet would run is taken off again when the file is read.
    """
    require(work, Act.MEND_ROWS)
    rows = feeds.refused_rows(work.session, batch)
    if file:
        rows = [row for row in rows if row.file == file and row.state == "open"]
        rows = [row for row in rows if row.row["headings"] == rows[0].row["headings"]]
    if not rows:
        raise NotFound("No refused row of this file waits.", kept="Nothing was written.")
    work.record("export_refused", things=[batch], counts={"rows": len(rows)})
    if file:
        return as_csv(rows[0].row["headings"], [row.row["cells"] for row in rows])
    width = max(len(row.row["cells"]) for row in rows)
    columns = ("file", "line", "reason", *(f"cell {number}" for number in range(1, width + 1)))
    return as_csv(columns, [(row.file, row.line, row.reason, *row.row["cells"]) for row in rows])
