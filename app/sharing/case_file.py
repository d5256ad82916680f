"""Which cases does a CASES.csv hold? Every row read into facts, or into one sentence that says why it cannot be read.

The form is that of the judging file (schema of its columns: ``COLUMNS``). Nothing is looked up anywhere: the same file
gives the same cases on every machine.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import RefusedInput
from app.sharing import case_codes as known
from app.sharing import case_parts as parts
from app.sharing.case_codes import Codes
from app.sharing.case_context import read_context
from app.sharing.case_fields import CaseError, Fields, entries, read_day, read_json, read_time
from app.sharing.facts import DEFER, DO_NOT_SHARE, EVENTS, IDENTIFIABLE, MODES, NONE, SHARE, Facts
from app.sharing.share_file import CHANNELS

NEEDED = ("id", "event", "date")
OBJECTS = ("sender", "recipient_flags", "emergency", "request", "context", "settings")
ARRAYS = ("subjects", "items", "consents", "approvals")
COLUMNS = (
    *NEEDED,
    *(
        "decision",
        "mode",
        "sender",
        "recipient_class",
        "recipient_name",
        "recipient_flags",
        "subjects",
        "items",
    ),
    *(
        "gateways",
        "art6",
        "art9_packages",
        "art9",
        "sch1",
        "apd_ref",
        "apd_expires",
        "offence_basis",
        "sg_limb",
    ),
    *("consents", "approvals", "requested_by", "purpose_code", "purpose", "proportionality", "told"),
    *(
        "told_reason",
        "detriment_considered",
        "reason",
        "refusal_ground",
        "harm_or_risk",
        "review_at",
        "channel",
    ),
    *("emergency", "request", "context", "settings"),
)
DECISIONS = (SHARE, DO_NOT_SHARE, DEFER)
YES_NO = {"": None, "yes": True, "no": False}
#: The longest cell that is read, in characters.
LONGEST_CELL = 16 * 1024 * 1024
#: Stands behind the last line; where it is not found alone in its row, a quote was never closed.
END = "\x00end of the cases"


class CasesRefused(RefusedInput):
    """A file of cases that cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Case:
    """One row: its id as given, and its facts, or else the sentence that says why it cannot be read."""

    id: str
    facts: Facts | None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The rows of a file under their columns, and the columns that nobody knows."""

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    left_aside: tuple[str, ...]


def open_cases(content: bytes) -> CaseFile:
    """Part the bytes of a file into rows; what is no UTF-8, no CSV or has no id, event or date column is refused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused("it is not UTF-8 text") from None
    rows = _rows(text)
    columns = tuple(name.strip() for name in rows[0]) if rows else ()
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise _refused(f"its first line has no column {', '.join(missing)}")
    twice = [name for name in COLUMNS if columns.count(name) > 1]
    if twice:
        raise _refused(f"its first line has the column {', '.join(twice)} twice")
    return CaseFile(tuple(rows[1:]), columns, tuple(name for name in columns if name not in COLUMNS))


def _rows(text: str) -> list[tuple[str, ...]]:
    """A line with nothing on it is no row; a quote that is never closed would swallow the rows behind it."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = [tuple(row) for row in csv.reader((*io.StringIO(text, newline=""), END)) if row]
    except csv.Error:
        raise _refused("it is not readable as CSV") from None
    if rows.pop() != (END,):
        raise _refused("a quote in it is never closed")
    return rows


def _refused(why: str) -> CasesRefused:
    return CasesRefused(f"The file of cases cannot be read: {why}.", kept="Nothing was judged.")


def read_cases(file: CaseFile, codes: Codes) -> Iterator[Case]:
    """Read the rows in their order; every row that cannot be read says why and stops none of the others."""
    seen: set[str] = set()
    for row in file.rows:
        cells = dict(zip(file.columns, row, strict=False))
        case = cells.get("id", "")
        try:
            if len(row) != len(file.columns):
                raise CaseError("row", "it has not as many cells as the first line")
            if case in seen:
                raise CaseError("id", "it came before")
            if not case.strip():
                raise CaseError("id", "it is empty")
            yield Case(case, read_facts(cells, codes))
        except CaseError as error:
            yield Case(case, None, str(error))
        seen.add(case)


def read_facts(cells: Mapping[str, str], codes: Codes) -> Facts:
    """Read one row, by column, into facts; raises ``CaseError`` naming the column."""
    row = _Row(cells)
    event = row.code("event", EVENTS)
    party_class = row.code("recipient_class", codes.classes)
    name = row.text("recipient_name")
    sender = parts.read_sender(row.fields("sender"), codes)
    recipient = parts.read_recipient(name, party_class, row.fields("recipient_flags"), codes)
    subjects = parts.read_subjects(row.array("subjects"))
    facts = Facts(
        date=row.needed_day("date"),
        event=event,
        decision=row.code("decision", (*DECISIONS, NONE)) or NONE,
        mode=row.code("mode", MODES) or IDENTIFIABLE,
        sender=sender,
        recipient=recipient,
        subjects=subjects,
        items=parts.read_items(row.array("items"), subjects, codes),
        consents=parts.read_consents(row.array("consents"), codes),
        approvals=parts.read_approvals(row.array("approvals")),
        emergency=parts.read_emergency(row.fields("emergency")),
        request=parts.read_request(row.fields("request")),
        settings=parts.read_settings(row.fields("settings"), codes),
        **_law(row, codes),
        **_said(row, codes),
        **read_context(row.fields("context"), codes),
    )
    _refuse_half_a_share(facts)
    return facts


def _law(row: _Row, codes: Codes) -> dict[str, Any]:
    return {
        "gateways": row.codes("gateways", codes.gateways),
        "art6": row.codes("art6", codes.bases),
        "art9_packages": row.codes("art9_packages", codes.packages),
        "art9": row.codes("art9", codes.article9),
        "sch1": row.codes("sch1", codes.paragraphs),
        "apd_ref": row.text("apd_ref"),
        "apd_expires": row.day("apd_expires"),
        "offence_basis": row.text("offence_basis"),
        "sg_limb": row.code("sg_limb", known.LIMBS),
    }


def _said(row: _Row, codes: Codes) -> dict[str, Any]:
    texts = (
        *("requested_by", "purpose", "proportionality", "told_reason"),
        *("reason", "refusal_ground", "harm_or_risk"),
    )
    return {
        **{name: row.text(name) for name in texts},
        "purpose_code": row.code("purpose_code", codes.purposes),
        "told": row.answer("told"),
        "detriment_considered": row.answer("detriment_considered"),
        "review_at": row.time("review_at"),
        "channel": row.code("channel", CHANNELS),
    }


def _refuse_half_a_share(facts: Facts) -> None:
    if not facts.event:
        raise CaseError("event", "it is missing")
    if facts.event != SHARE:
        return
    if facts.decision not in DECISIONS:
        raise CaseError("decision", f"a share needs one of {', '.join(DECISIONS)}")
    if not facts.sender.body:
        raise CaseError("sender", "a share needs the sender's body")
    if not facts.recipient.party_class:
        raise CaseError("recipient_class", "a share needs the recipient's class")
    if not facts.recipient.body:
        raise CaseError("recipient_flags", "a share needs the recipient's body")


class _Row:
    """The cells of one row by column; a column that the file does not have is empty."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells

    def text(self, column: str) -> str:
        return self._cells.get(column, "")

    def code(self, column: str, codes: Collection[str]) -> str:
        code = self.text(column).strip()
        if code and code not in codes:
            raise CaseError(column, "unknown code")
        return code

    def codes(self, column: str, codes: Collection[str]) -> tuple[str, ...]:
        found = entries(self.text(column))
        for number, code in enumerate(found, start=1):
            if code not in codes:
                raise CaseError(column, f"entry {number} is an unknown code")
        return found

    def answer(self, column: str) -> bool | None:
        answer = self.text(column).strip()
        if answer not in YES_NO:
            raise CaseError(column, "it must be yes, no or empty")
        return YES_NO[answer]

    def day(self, column: str) -> dt.date | None:
        text = self.text(column).strip()
        try:
            return read_day(text) if text else None
        except ValueError:
            raise CaseError(column, "it is no date such as 2026-11-03") from None

    def needed_day(self, column: str) -> dt.date:
        day = self.day(column)
        if day is None:
            raise CaseError(column, "it is missing")
        return day

    def time(self, column: str) -> dt.datetime | None:
        text = self.text(column).strip()
        try:
            return read_time(text) if text else None
        except ValueError:
            raise CaseError(column, "it is no time such as 2026-11-03T16:00") from None

    def fields(self, column: str) -> Fields:
        return Fields(column, read_json(column, self.text(column), dict, "a JSON object"))

    def array(self, column: str) -> list[Any]:
        values: list[Any] = read_json(column, self.text(column), list, "a JSON array")
        return values
