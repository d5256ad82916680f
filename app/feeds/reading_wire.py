"""How does a reading travel from the child to the desk: lines of JSON, plain values only, never anything that runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import astuple
from itertools import islice
from typing import Any

from app.feeds.records import (
    Finding,
    ReadFile,
    Reading,
    ReadPerson,
    ReadRecord,
    ReadRelation,
    ReadStatement,
    RefusedRow,
)

_AT_ONCE = 500


def _statement(s: ReadStatement) -> list[Any]:
    return [s.group, s.value, s.said_on, s.as_given, s.usable, s.place]


def _person(p: ReadPerson) -> list[Any]:
    return [
        p.key,
        p.reference_made_by_us,
        p.place,
        p.part,
        p.is_child,
        [_statement(s) for s in p.statements],
        p.file,
    ]


def _record(r: ReadRecord) -> list[Any]:
    return [r.reference, r.kind, r.date, r.text, r.tag, r.people, r.place, r.file]


def _plain(row: Any) -> list[Any]:
    return list(astuple(row))


def lines_of(reading: Reading) -> Iterator[str]:
    """Write a reading as lines, a few hundred things each; the last one has the counts."""
    parts: tuple[tuple[str, tuple[Any, ...], Callable[[Any], list[Any]]], ...] = (
        ("files", reading.files, _plain),
        ("persons", reading.persons, _person),
        ("relations", reading.relations, _plain),
        ("records", reading.records, _record),
        ("findings", reading.findings, _plain),
        ("refused", reading.refused, _plain),
    )
    for name, rows, write in parts:
        several = iter(rows)
        while some := [write(row) for row in islice(several, _AT_ONCE)]:
            yield json.dumps([name, some])
    counts = {
        name: getattr(reading, name)
        for name in (
            "layout_name",
            "layout_version",
            "tells_people_apart",
            "rows_read",
            "accepted",
            "flagged",
        )
    }
    yield json.dumps(["end", {**counts, "skipped": reading.skipped, "partial": reading.partial}])


class Collected:
    """Puts the lines of a child together again; what is not of the expected shape is refused by Python itself."""

    def __init__(self) -> None:
        self._parts: dict[str, list[Any]] = {
            name: [] for name in ("files", "persons", "relations", "records", "findings", "refused")
        }
        self.reading: Reading | None = None

    def add(self, name: str, rows: Any) -> None:
        """Take one line."""
        if name == "end":
            values: dict[str, Any] = {part: tuple(found) for part, found in self._parts.items()}
            self.reading = Reading(**values, **rows)
            return
        self._parts[name].extend(_READ[name](row) for row in rows)


def _read_person(row: list[Any]) -> ReadPerson:
    key, made, place, part, is_child, statements, file = row
    return ReadPerson(
        key, made, place, part, is_child, tuple(ReadStatement(*each) for each in statements), file
    )


def _read_record(row: list[Any]) -> ReadRecord:
    reference, kind, date, text, tag, people, place, file = row
    return ReadRecord(
        reference, kind, date, text, tag, tuple((key, role) for key, role in people), place, file
    )


_READ: dict[str, Callable[[list[Any]], Any]] = {
    "files": lambda row: ReadFile(*row),
    "persons": _read_person,
    "relations": lambda row: ReadRelation(*row),
    "records": _read_record,
    "findings": lambda row: Finding(*row),
    "refused": lambda row: RefusedRow(row[0], row[1], row[2], tuple(row[3]), tuple(row[4])),
}
