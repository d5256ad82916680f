"""What was read becomes rows of a staged batch: people first, then what relates them, events, findings, refused rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.dates import from_value
from app.feeds.records import Finding, Reading, ReadPerson, ReadRecord, ReadRelation, RefusedRow
from app.unit_of_work import UnitOfWork
from models import feeds
from models.base import new_key
from models.feeds import AgencyPerson, Batch, Record, RecordPerson, Statement

#: One thing to be written: its kind and itself.
Unit = tuple[str, Any]
Rows = dict[str, Any]


def _alike(rows: Iterable[Rows]) -> list[Rows]:
    """Put rows with the same empty columns together: each run of them is one statement to the store."""
    return sorted(rows, key=lambda row: [value is None for value in row.values()])


class Staging:
    """Writes one reading into one staged batch; remembers which reference is which agency person."""

    def __init__(self, batch: UUID, reading: Reading) -> None:
        self.batch = batch
        self.reading = reading
        self.several = len(reading.files) > 1
        self._keys: dict[str, UUID] = {}
        self._said_on = {
            person.key: person.statements[0].said_on for person in reading.persons if person.statements
        }

    def units(self) -> Iterator[Unit]:
        """Give everything that is to be written, in an order in which nothing names what is not yet there."""
        reading = self.reading
        yield from (("person", person) for person in reading.persons)
        yield from (("relation", relation) for relation in reading.relations)
        yield from (("record", record) for record in reading.records)
        yield from (("finding", finding) for finding in reading.findings)
        yield from (("refused", row) for row in reading.refused)

    def write(self, work: UnitOfWork, units: list[Unit]) -> None:
        """Write some units in one short transaction."""
        require(work, Act.IMPORT_FILES)
        batch = feeds.batch(work.session, self.batch)
        if batch is None:
            raise LookupError("the batch is not there")
        by_kind: dict[str, list[Any]] = {}
        for kind, unit in units:
            by_kind.setdefault(kind, []).append(unit)
        self._people(work, batch, by_kind.get("person", []))
        relations = [self._relation(one, batch.staged_at) for one in by_kind.get("relation", [])]
        work.stage(batch, Statement, _alike(relations))
        self._records(work, batch, by_kind.get("record", []))
        work.stage(batch, feeds.Finding, _alike(self._finding(one) for one in by_kind.get("finding", [])))
        work.stage(batch, feeds.RefusedRow, _alike(self._refused(one) for one in by_kind.get("refused", [])))

    def _place(self, file: str, place: str) -> str:
        return f"{file}: {place}" if self.several and file else place

    def _people(self, work: UnitOfWork, batch: Batch, people: list[ReadPerson]) -> None:
        references = [person.key for person in people]
        self._keys.update(feeds.references_known(work.session, batch.organisation_id, references))
        new = []
        for person in people:
            if person.key not in self._keys:
                self._keys[person.key] = new_key()
                new.append(self._agency_person(person, batch))
        work.stage(batch, AgencyPerson, new)
        said = (row for person in people for row in self._statements(person, batch.staged_at))
        work.stage(batch, Statement, _alike(said))

    def _agency_person(self, person: ReadPerson, batch: Batch) -> Rows:
        return {
            "id": self._keys[person.key],
            "organisation_id": batch.organisation_id,
            "reference": person.key,
            "made_by_us": person.reference_made_by_us,
            "is_child": person.is_child,
            "first_batch_id": batch.id,
        }

    def _statements(self, person: ReadPerson, heard: datetime) -> Iterator[Rows]:
        for said in person.statements:
            yield self._statement(
                person.key,
                said.group,
                said.value,
                heard,
                said.place,
                said.said_on,
                said.as_given,
                said.usable,
            )

    def _statement(
        self,
        key: str,
        group: str,
        value: dict[str, Any],
        heard: datetime,
        place: str,
        said_on: str,
        as_given: str = "",
        usable: bool = True,
    ) -> Rows:
        return {
            "id": new_key(),
            "agency_person_id": self._keys[key],
            "batch_id": self.batch,
            "officer_id": None,
            "group": group,
            "value": value,
            "value_schema": 1,
            "said_on": said_on or None,
            "heard_at": heard,
            "place": place,
            "as_given": as_given or None,
            "usable": usable,
            "replaces": None,
        }

    def _relation(self, relation: ReadRelation, heard: datetime) -> Rows:
        value = {
            "other": relation.to_key,
            "relation": relation.relation,
            "text": relation.text,
            "parental_responsibility": relation.parental_responsibility,
        }
        said_on = self._said_on.get(relation.from_key, "")
        return self._statement(relation.from_key, "relation", value, heard, relation.place, said_on)

    def _records(self, work: UnitOfWork, batch: Batch, records: list[ReadRecord]) -> None:
        rows, present = [], []
        for record in records:
            key = new_key()
            rows.append(
                {
                    "id": key,
                    "organisation_id": batch.organisation_id,
                    "batch_id": batch.id,
                    "officer_id": None,
                    "reference": record.reference,
                    "kind": record.kind,
                    "date": record.date,
                    "date_iso": from_value(record.date).iso(),
                    "text": record.text,
                    "tag": record.tag,
                    "heard_at": batch.staged_at,
                    "place": self._place(record.file, record.place),
                }
            )
            present += [
                {
                    "id": new_key(),
                    "record_id": key,
                    "agency_person_id": self._keys[person],
                    "batch_id": batch.id,
                    "role": role,
                }
                for person, role in record.people
            ]
        work.stage(batch, Record, _alike(rows))
        work.stage(batch, RecordPerson, present)

    def _finding(self, finding: Finding) -> Rows:
        names = ("file", "place", "outcome", "agency_reference", "field", "as_given", "what", "line")
        return {"id": new_key(), "batch_id": self.batch, **{name: getattr(finding, name) for name in names}}

    def _refused(self, row: RefusedRow) -> Rows:
        return {
            "id": new_key(),
            "batch_id": self.batch,
            "file": row.file,
            "line": row.line,
            "reason": row.reason,
            "row": {"headings": list(row.headings), "cells": list(row.row)},
            "state": "open",
            "mended_by_batch": None,
        }
