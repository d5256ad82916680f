"""Looking through the log by child, officer, act and day; looking is itself logged."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.clock import LONDON, moment_text
from app.references import looks_like_reference, read_reference
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import act_words
from models import feeds, logbook, papers, people, sharing

COLUMNS = (
    "sequence",
    "at",
    "officer",
    "device",
    "act",
    "persons",
    "things",
    "groups",
    "counts",
    "reason_code",
    "hash",
)


@dataclass(frozen=True)
class EntryShown:
    """One line of the log: when, who, what they did, and the references of what it was about."""

    sequence: int
    at: datetime
    officer: str
    device: str
    act: str
    act_words: str
    persons: tuple[str, ...]
    things: tuple[str, ...]
    groups: tuple[str, ...]
    counts: Mapping[str, int]
    reason_code: str
    hash: str


@dataclass(frozen=True)
class LogQuestion:
    """What to look for; an empty field does not narrow. ``about`` is a reference of a child, share, batch or copy."""

    about: str = ""
    officer: str = ""
    act: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class LogPage:
    """A window of entries, the newest first, and how many there are in all."""

    entries: tuple[EntryShown, ...]
    total: int


def look_through(work: UnitOfWork, question: LogQuestion) -> LogPage:
    """Give the first window of a search of the log, and log that it was searched."""
    require(work, Act.READ_OWN_LOG)
    page = window(Reader(work.session, work.officer, work.at), question, 0, 200)
    work.record("search_log", counts={"found": page.total})
    return page


def window(reader: Reader, question: LogQuestion, offset: int, limit: int = 200) -> LogPage:
    """Give a further window of a search that was logged."""
    require(reader, Act.READ_OWN_LOG)
    thing = _thing(reader, question.about) if question.about else None
    start = _begin(question.first_day) if question.first_day else None
    end = _begin(question.last_day + timedelta(days=1)) if question.last_day else None
    chosen: dict[str, Any] = {
        "thing": thing,
        "officer": question.officer or None,
        "act": question.act or None,
        "start": start,
        "end": end,
    }
    rows = logbook.find_entries(reader.session, offset=offset, limit=limit, **chosen)
    total = logbook.count_entries(reader.session, **chosen)
    names = _names(reader, rows)
    return LogPage(tuple(_shown(row, names) for row in rows), total)


def acts_used(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Give the acts that occur in the log, with their words."""
    require(reader, Act.READ_OWN_LOG)
    return tuple((act, act_words(act)) for act in logbook.acts_used(reader.session))


def log_as_csv(work: UnitOfWork) -> str:
    """Write the whole log as CSV (columns of the command line's contract) and log that it was written out."""
    require(work, Act.READ_WHOLE_LOG)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    total = 0
    for row in logbook.entries_in_order(work.session):
        total += 1
        writer.writerow(
            (
                row.sequence,
                moment_text(row.at),
                row.officer,
                row.device,
                row.act,
                ";".join(row.persons),
                ";".join(row.things),
                ";".join(row.groups),
                ";".join(f"{name}={count}" for name, count in sorted(row.counts.items())),
                row.reason_code,
                row.hash,
            )
        )
    work.record("export_log", counts={"entries": total})
    return out.getvalue()


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=LONDON)


def _thing(reader: Reader, about: str) -> str:
    if not looks_like_reference(about):
        return "nothing of that name"
    reference = read_reference(about)
    found = {
        "P": people.person_referenced,
        "S": sharing.share_referenced,
        "B": feeds.batch_referenced,
    }.get(reference[0])
    row: Any = found(reader.session, reference) if found else None
    if row is None and reference[0] == "D":
        copies = papers.traced(reader.session, reference)
        row = copies[0] if copies else None
    return str(row.id) if row is not None else "nothing of that name"


def _names(reader: Reader, rows: list[logbook.Entry]) -> dict[str, str]:
    keys = {key for row in rows for key in (*row.persons, *row.things)}
    names = {str(p.id): p.reference for p in people.persons(reader.session, [UUID(key) for key in keys])}
    for key in keys - set(names):
        row: Any = sharing.share(reader.session, UUID(key)) or feeds.batch(reader.session, UUID(key))
        row = row or papers.copy(reader.session, UUID(key))
        if row is not None:
            names[key] = row.reference
    return names


def _shown(row: logbook.Entry, names: dict[str, str]) -> EntryShown:
    return EntryShown(
        sequence=row.sequence,
        at=row.at,
        officer=row.officer,
        device=row.device,
        act=row.act,
        act_words=act_words(row.act),
        persons=tuple(names.get(key, "") for key in row.persons if names.get(key)),
        things=tuple(names[key] for key in row.things if key in names),
        groups=tuple(row.groups),
        counts=dict(row.counts),
        reason_code=row.reason_code,
        hash=row.hash,
    )
