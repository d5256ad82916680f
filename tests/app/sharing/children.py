"""A child of the store for tests of sharing: two agencies' records, linked, with what they said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.desk import Desk
from app.unit_of_work import UnitOfWork
from models import directory, feeds, linking, people
from models.codes import BatchState, LinkHow

POSTCODE = "QQ1 7ZZ"
SAID: dict[str, dict[str, Any]] = {
    "name": {"given": "Alice", "family": "Marlowe"},
    "birth": {"date": {"year": 2019, "month": 3, "day": 12, "precision": "exact"}},
    "address": {"lines": ["14 Kestrel Walk", "Tidewell"], "postcode": POSTCODE, "kind": "home"},
    "school": {"name": "Quay Lane Primary School"},
    "disability": {"text": "hearing loss"},
}


@dataclass(frozen=True)
class Child:
    """One child of the store: its reference, what was said of it by group, its record, and the batch."""

    reference: str
    key: UUID
    said: dict[str, str]
    record: str
    batch: UUID
    mother: str


def _organisation(work: UnitOfWork, code: str) -> UUID:
    row = directory.organisation_coded(work.session, code)
    assert row is not None
    return row.id


def _batch(work: UnitOfWork) -> feeds.Batch:
    batch = feeds.Batch(
        reference=work.new_reference("B"),
        organisation_id=_organisation(work, "EDU"),
        layout_name="test",
        layout_version="1",
        state=BatchState.ACCEPTED,
        staged_at=work.at,
        staged_by=work.officer.id,
        accepted_at=work.at,
        accepted_by=work.officer.id,
    )
    work.session.add(batch)
    work.session.flush()
    return batch


def _agency_person(work: UnitOfWork, code: str, reference: str, batch: UUID, *, is_child: bool) -> UUID:
    row = feeds.AgencyPerson(
        organisation_id=_organisation(work, code),
        reference=reference,
        is_child=is_child,
        first_batch_id=batch,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def _person(work: UnitOfWork, girl: UUID) -> tuple[people.Person, UUID]:
    person = people.Person(reference=work.new_reference("P"), made_at=work.at, made_by=work.officer.id)
    work.session.add(person)
    work.session.flush()
    link = linking.Link(
        agency_person_id=girl,
        person_id=person.id,
        how=LinkHow.FIRST,
        reasons=[],
        engine="test",
        linked_at=work.at,
    )
    work.session.add(link)
    return person, link.id


def _record(work: UnitOfWork, batch: UUID, girl: UUID, mother: UUID) -> str:
    record = feeds.Record(
        organisation_id=_organisation(work, "POL"),
        batch_id=batch,
        reference="OCC/1",
        kind="police_notice",
        date={"year": 2026, "month": 10, "day": 2, "precision": "exact"},
        date_iso="2026-10-02",
        text="Raised voices heard; the girl was asleep.",
        heard_at=work.at,
        place="row 1",
    )
    work.session.add(record)
    work.session.flush()
    for one, role in ((girl, "child"), (mother, "adult")):
        work.session.add(
            feeds.RecordPerson(record_id=record.id, agency_person_id=one, batch_id=batch, role=role)
        )
    return str(record.id)


def _put(work: UnitOfWork, withheld: bool) -> Child:
    batch = _batch(work)
    girl = _agency_person(work, "EDU", "A-17", batch.id, is_child=True)
    mother = _agency_person(work, "POL", "N-9", batch.id, is_child=False)
    person, link = _person(work, girl)
    said = {group: _say(work, girl, batch.id, group, value) for group, value in SAID.items()}
    said["mother's name"] = _say(work, mother, batch.id, "name", {"given": "Rosa", "family": "Marlowe"})
    record = _record(work, batch.id, girl, mother)
    if withheld:
        work.session.add(
            people.WithheldAddress(
                person_id=person.id,
                from_whom="Theo Marlowe",
                why="a court order",
                set_at=work.at,
                set_by=work.officer.id,
            )
        )
    work.record("accept_batch", persons=[person.id], things=[batch.id, link])
    return Child(person.reference, person.id, said, record, batch.id, "POL:N-9")


def _say(work: UnitOfWork, person: UUID, batch: UUID, group: str, value: dict[str, Any]) -> str:
    row = feeds.Statement(
        agency_person_id=person,
        batch_id=batch,
        group=group,
        value=value,
        said_on="2026-10-01",
        heard_at=work.at,
        place="row 1",
    )
    work.session.add(row)
    work.session.flush()
    return str(row.id)


def a_child(desk: Desk, *, withheld: bool = False) -> Child:
    """Put a girl of seven into the store: what her school says, a police record with her mother, and a link."""
    return desk.do(_put, withheld)
