"""What will come in, what is refused and why, what looks odd: a batch before and after it is accepted, and its report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.access import Act, require
from app.dates import from_value
from app.errors import NotFound
from app.feeds.cleaning import begins_like_formula
from app.feeds.importing import AcceptedBefore, StagedBatch, as_staged
from app.feeds.records import ACCEPTED, Finding, Reading
from app.unit_of_work import Reader, UnitOfWork
from models import directory, feeds
from models.database import DoorSession
from models.feeds import Batch

REPORT_COLUMNS = ("file", "place", "outcome", "agency_reference", "field", "as_given", "what", "line")
PAGE = 200


@dataclass(frozen=True)
class BatchLine:
    """A batch in the list of batches."""

    key: UUID
    reference: str
    organisation: str
    organisation_name: str
    state: str
    staged_at: datetime
    accepted_at: datetime | None
    undone_at: datetime | None
    rows_read: int
    people: int
    flagged: int
    refused: int
    skipped: int


@dataclass(frozen=True)
class PersonLine:
    """A person whom a batch speaks of, as a line of the preview."""

    key: UUID
    reference: str
    name: str
    birth: str
    is_child: bool


@dataclass(frozen=True)
class RefusedLine:
    """A row that was refused: where, why, its cells as given, and the headings above them."""

    key: UUID
    file: str
    line: int | None
    reason: str
    row: tuple[str, ...]
    state: str
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class BatchPreview:
    """Everything that an officer looks at before accepting: counts, files, first people, first findings, refused rows."""

    batch: StagedBatch
    state: str
    layout: str
    files: tuple[str, ...]
    again: tuple[AcceptedBefore, ...]
    people: tuple[PersonLine, ...]
    findings: tuple[Finding, ...]
    findings_count: int
    refused: tuple[RefusedLine, ...]


def list_batches(reader: Reader, *states: str) -> tuple[BatchLine, ...]:
    """Give the batches, the newest first."""
    require(reader, Act.IMPORT_FILES)
    names = {row.id: row for row in directory.organisations(reader.session)}
    return tuple(
        BatchLine(
            batch.id,
            batch.reference,
            names[batch.organisation_id].code,
            names[batch.organisation_id].name,
            batch.state,
            batch.staged_at,
            batch.accepted_at,
            batch.undone_at,
            batch.rows_read,
            batch.people,
            batch.flagged,
            batch.refused,
            batch.skipped,
        )
        for batch in feeds.batches(reader.session, *states)
    )


def preview_batch(reader: Reader, key: UUID) -> BatchPreview:
    """Show a batch: what comes in, what is refused row by row, what looks odd."""
    require(reader, Act.IMPORT_FILES)
    batch = _batch(reader.session, key)
    staged = as_staged(reader.session, batch)
    return BatchPreview(
        batch=staged,
        state=batch.state,
        layout=batch.layout_name,
        files=tuple(file.name for file in feeds.files_of(reader.session, key)),
        again=staged.again,
        people=_people(reader.session, key, PAGE),
        findings=findings_of(reader, key),
        findings_count=feeds.count_findings(reader.session, key),
        refused=refused_of(reader, key),
    )


def findings_of(
    reader: Reader, key: UUID, offset: int = 0, limit: int = PAGE, *, sort: str = "", descending: bool = False
) -> tuple[Finding, ...]:
    """Give a window of a batch's findings, in the order of the files or sorted by ``line``, ``who`` or ``what``."""
    require(reader, Act.IMPORT_FILES)
    rows = feeds.findings_of(reader.session, key, offset, limit, sort=sort, descending=descending)
    return tuple(_finding(row) for row in rows)


def _finding(row: feeds.Finding) -> Finding:
    return Finding(
        row.file, row.place, row.outcome, row.agency_reference, row.field, row.as_given, row.what, row.line
    )


def refused_of(reader: Reader, key: UUID) -> tuple[RefusedLine, ...]:
    """Give the refused rows of a batch."""
    require(reader, Act.IMPORT_FILES)
    return tuple(
        RefusedLine(
            row.id,
            row.file,
            row.line,
            row.reason,
            tuple(row.row["cells"]),
            row.state,
            tuple(row.row["headings"]),
        )
        for row in feeds.refused_rows(reader.session, key)
    )


def close_refused_row(work: UnitOfWork, key: UUID, *, mended_by: UUID | None = None) -> None:
    """Say that a refused row is dealt with: mended in another batch, or left for good."""
    require(work, Act.MEND_ROWS)
    row = feeds.refused_row(work.session, key)
    if row is None:
        raise NotFound("This row is not in the store.")
    row.state, row.mended_by_batch = ("mended" if mended_by else "left"), mended_by
    by = [mended_by] if mended_by else []
    work.record("mend_row", things=[row.id, row.batch_id, *by])
    work.topics.add("batches")


def _batch(session: DoorSession, key: UUID) -> Batch:
    batch = feeds.batch(session, key)
    if batch is None:
        raise NotFound("This batch is not in the store.", next_step="Look at the list of batches.")
    return batch


def _people(session: DoorSession, key: UUID, limit: int) -> tuple[PersonLine, ...]:
    keys = sorted(feeds.people_in_batch(session, key), key=lambda person: person.bytes)
    rows = {row.id: row for row in feeds.agency_persons(session, keys[: limit * 3])}
    first = [row for row in rows.values() if row.is_child] + [
        row for row in rows.values() if not row.is_child
    ]
    shown = [row.id for row in first[:limit]]
    names: dict[UUID, str] = {}
    births: dict[UUID, str] = {}
    for person, _, group, value, _, _ in feeds.said_values(
        session, shown, ("name", "birth", "expected"), key
    ):
        if group == "name":
            names[person] = " ".join(
                part for part in (value.get("given", ""), value.get("family", "")) if part
            )
        else:
            births[person] = from_value(value.get("date")).shown() + (
                " (expected)" if group == "expected" else ""
            )
    return tuple(
        PersonLine(one, rows[one].reference, names.get(one, ""), births.get(one, ""), rows[one].is_child)
        for one in shown
    )


def import_report(reading: Reading) -> str:
    """Write the report of a reading as CSV.

    A row a finding, and one with outcome ``accepted`` for every person and event of a row without any.
    """
    names = [file.name for file in reading.files]
    said = [
        (person.key, place)
        for person in reading.persons
        for place in dict.fromkeys(statement.place for statement in person.statements)
    ]
    events = [
        (record.reference, f"{record.file}: {record.place}" if len(names) > 1 else record.place)
        for record in reading.records
    ]
    return _report(reading.findings, names, [*said, *events])


def batch_report(reader: Reader, key: UUID) -> str:
    """Write the import report of a kept batch, as ``import_report`` writes that of a reading."""
    require(reader, Act.IMPORT_FILES)
    findings = [_finding(row) for row in feeds.findings_of(reader.session, key)]
    names = [file.name for file in feeds.files_of(reader.session, key)]
    return _report(findings, names, feeds.places_in_batch(reader.session, key))


def _report(findings: Iterable[Finding], files: list[str], said: Iterable[tuple[str, str]]) -> str:
    lines: list[tuple[object, ...]] = [
        (f.file, f.place, f.outcome, f.agency_reference, f.field, f.as_given, f.what, f.line)
        for f in findings
    ]
    flagged = {(line[0], line[1]) for line in lines}
    for reference, place in said:
        file = files[0] if len(files) == 1 else next((f for f in files if place.startswith(f"{f}: ")), "")
        bare = place if len(files) == 1 else place.removeprefix(f"{file}: ")
        if (file, bare) not in flagged:
            lines.append((file, bare, ACCEPTED, reference, "", "", "", None))
    return as_csv(REPORT_COLUMNS, lines)


def as_csv(columns: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    """Write CSV after RFC 4180, every cell quoted, and none that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if cell is None else harmless(str(cell)) for cell in line] for line in lines])
    return text.getvalue()


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{text}" if begins_like_formula(text) else text
