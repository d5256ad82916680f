"""What has been read so far: persons, relations, records, findings and counts, gathered row by row."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from app.feeds.records import (
    FLAGGED,
    REFUSED,
    SKIPPED,
    Finding,
    ReadFile,
    Reading,
    ReadPerson,
    ReadRecord,
    ReadRelation,
    ReadStatement,
    RefusedRow,
)
from app.folding import fold


def made_reference(*parts: str) -> str:
    """Make a reference of folded parts for a person to whom the file gives none; the same parts give the same one."""
    said = "\x1f".join(fold(part) for part in parts)
    return f"made-{hashlib.sha256(said.encode()).hexdigest()[:16]}"


@dataclass(slots=True)
class _Person:
    made: bool
    place: str
    part: str
    is_child: bool
    file: str
    statements: list[ReadStatement] = field(default_factory=list)
    last: dict[str, tuple[str, ...]] = field(default_factory=dict)
    last_file: str = ""


@dataclass(slots=True)
class _Event:
    reference: str
    kind: str
    date: dict[str, object]
    texts: list[str]
    details: list[str]
    tag: str | None
    people: dict[tuple[str, str], None]
    place: str
    file: str


class Gathering:
    """Gathers what a batch of files says. ``file`` is the one being read; one row is open at a time.

    With ``several`` files the place of a statement begins with the name of its file. ``headings`` are those of the table
    that is being read.
    """

    def __init__(self, *, several: bool = False) -> None:
        self.file = ""
        self.headings: tuple[str, ...] = ()
        self.several = several
        self.findings: list[Finding] = []
        self.refused: list[RefusedRow] = []
        self.rows_read = self.accepted = self.flagged = self.skipped = 0
        self.people: dict[str, _Person] = {}
        self._relations: dict[tuple[str, str, str], ReadRelation] = {}
        self._events: dict[str, _Event] = {}
        self._flags_before = 0

    def begin_row(self) -> None:
        """Count a row and remember how many findings there were before it."""
        self.rows_read += 1
        self._flags_before = len(self.findings)

    def accept_row(self) -> None:
        """Count the open row among those that come in."""
        self.accepted += 1
        self.flagged += len(self.findings) > self._flags_before

    def flag(
        self,
        place: str,
        field_name: str,
        as_given: str,
        what: str,
        reference: str = "",
        line: int | None = None,
    ) -> None:
        """Point out what looks odd; the row comes in."""
        self.findings.append(
            Finding(self.file, place, FLAGGED, reference, field_name, as_given[:500], what, line)
        )

    def refuse_row(
        self, place: str, line: int | None, reason: str, row: tuple[str, ...], reference: str = ""
    ) -> None:
        """Keep the open row out, with the reason and its cells as given."""
        del self.findings[self._flags_before :]
        self.refused.append(RefusedRow(self.file, line, reason, row, self.headings))
        self.findings.append(Finding(self.file, place, REFUSED, reference, "", "", reason, line))

    def skip_row(self, place: str, line: int | None, what: str, reference: str = "") -> None:
        """Leave the open row because it has been said already, and say so."""
        self.skipped += 1
        self.findings.append(Finding(self.file, place, SKIPPED, reference, "", "", what, line))

    def person(self, key: str, *, made: bool, place: str, part: str, is_child: bool) -> None:
        """Name a person; a second row about the same one adds to it."""
        known = self.people.get(key)
        if known is None:
            self.people[key] = _Person(made, place, part, is_child, self.file)
        elif is_child:
            known.is_child = True

    def say(self, key: str, statements: list[ReadStatement]) -> None:
        """Add statements about a person, unless the last row of the file said just the same of that group."""
        person = self.people[key]
        if person.last_file != self.file:
            person.last, person.last_file = {}, self.file
        groups: dict[str, list[ReadStatement]] = {}
        for statement in statements:
            groups.setdefault(statement.group, []).append(statement)
        for group, several in groups.items():
            said = tuple(f"{sorted(one.value.items())!r}{one.as_given}" for one in several)
            if person.last.get(group) != said:
                person.last[group] = said
                person.statements += several if not self.several else map(self._with_file, several)

    def _with_file(self, one: ReadStatement) -> ReadStatement:
        return replace(one, place=f"{self.file}: {one.place}")

    def relate(self, relation: ReadRelation) -> None:
        """Add how one person is related to another."""
        if self.several:
            relation = replace(relation, place=f"{self.file}: {relation.place}")
        self._relations.setdefault((relation.from_key, relation.to_key, relation.text), relation)

    def event(
        self,
        key: str,
        *,
        reference: str,
        kind: str,
        date: dict[str, object],
        text: str,
        details: list[str],
        tag: str | None,
        person: str,
        role: str,
        place: str,
    ) -> None:
        """Add a record of an event, or another person and text to one that is known by its key."""
        known = self._events.get(key)
        if known is None:
            known = self._events[key] = _Event(reference, kind, date, [], [], tag, {}, place, self.file)
        if text and text not in known.texts:
            known.texts.append(text)
        for detail in details:
            if detail not in known.details:
                known.details.append(detail)
        known.people[(person, role)] = None

    def reading(
        self, files: list[ReadFile], name: str, version: str, *, tells_people_apart: bool, partial: bool
    ) -> Reading:
        """Freeze everything that was gathered."""
        return Reading(
            files=tuple(files),
            layout_name=name,
            layout_version=version,
            tells_people_apart=tells_people_apart,
            persons=tuple(
                ReadPerson(key, p.made, p.place, p.part, p.is_child, tuple(p.statements), p.file)
                for key, p in self.people.items()
            ),
            relations=tuple(self._relations.values()),
            records=tuple(
                ReadRecord(
                    e.reference,
                    e.kind,
                    e.date,
                    "\n".join([*e.texts, *e.details]),
                    e.tag,
                    tuple(e.people),
                    e.place,
                    e.file,
                )
                for e in self._events.values()
            ),
            findings=tuple(self.findings),
            refused=tuple(self.refused),
            rows_read=self.rows_read,
            accepted=self.accepted,
            flagged=self.flagged,
            skipped=self.skipped,
            partial=partial,
        )
