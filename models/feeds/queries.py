"""Questions about what agencies sent."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models.codes import BatchState
from models.database import driver
from models.feeds.tables import (
    AgencyPerson,
    Batch,
    BatchFile,
    Finding,
    Record,
    RecordPerson,
    RefusedRow,
    Statement,
)

#: Values are kept as JSON text.
_value = json.JSONDecoder().decode
#: Agency person, the statement's key as it is kept, group, value, usable, and the key of what it replaces.
SaidOf = tuple[UUID, bytes, str, Any, bool, bytes | None]


class Whose(NamedTuple):
    """Whose an agency's person is, under which reference, and whether a child."""

    organisation_id: UUID
    reference: str
    made_by_us: bool
    is_child: bool


def batch(session: Session, key: UUID) -> Batch | None:
    """Give one batch."""
    return session.get(Batch, key)


def batch_referenced(session: Session, reference: str) -> Batch | None:
    """Give the batch with this reference."""
    return session.scalar(select(Batch).where(Batch.reference == reference))


def batches(session: Session, *states: str) -> list[Batch]:
    """Give batches in these states (all when none is named), the newest first."""
    query = select(Batch).order_by(Batch.staged_at.desc())
    return list(session.scalars(query.where(Batch.state.in_(states)) if states else query))


def files_of(session: Session, key: UUID) -> list[BatchFile]:
    """Give the files of a batch."""
    return list(session.scalars(select(BatchFile).where(BatchFile.batch_id == key).order_by(BatchFile.name)))


def accepted_with_file(session: Session, sha256: str) -> Batch | None:
    """Give the accepted batch that held a file with this hash."""
    return session.scalar(
        select(Batch)
        .join(BatchFile, BatchFile.batch_id == Batch.id)
        .where(BatchFile.sha256 == sha256, Batch.state == BatchState.ACCEPTED)
    )


#: By what the findings of a batch can be put in order; without any they stand in the order of the files.
FINDING_ORDERS = {
    "line": Finding.line,
    "who": Finding.agency_reference,
    "what": Finding.what,
}


def findings_of(
    session: Session,
    key: UUID,
    offset: int = 0,
    limit: int | None = None,
    *,
    sort: str = "",
    descending: bool = False,
) -> list[Finding]:
    """Give the findings of a batch in the order of the files, or sorted by one of ``FINDING_ORDERS`` first."""
    first = FINDING_ORDERS.get(sort)
    order = () if first is None else (first.desc() if descending else first.asc(),)
    query = select(Finding).where(Finding.batch_id == key).order_by(*order, Finding.id)
    return list(session.scalars(query.offset(offset).limit(limit)))


def refused_rows(session: Session, key: UUID) -> list[RefusedRow]:
    """Give the refused rows of a batch."""
    return list(session.scalars(select(RefusedRow).where(RefusedRow.batch_id == key).order_by(RefusedRow.id)))


def agency_person(session: Session, organisation: UUID, reference: str) -> AgencyPerson | None:
    """Give an organisation's person by its reference."""
    return session.scalar(
        select(AgencyPerson).where(
            AgencyPerson.organisation_id == organisation, AgencyPerson.reference == reference
        )
    )


def agency_persons(session: Session, keys: list[UUID]) -> list[AgencyPerson]:
    """Give agency persons by key, in chunks that any store takes."""
    found: list[AgencyPerson] = []
    for start in range(0, len(keys), 500):
        found += session.scalars(select(AgencyPerson).where(AgencyPerson.id.in_(keys[start : start + 500])))
    return found


def references_known(session: Session, organisation: UUID, references: list[str]) -> dict[str, UUID]:
    """Give the keys of those of an organisation's references that are already kept."""
    session.flush()
    cursor = driver(session)
    known: dict[str, UUID] = {}
    for start in range(0, len(references), 500):
        some = references[start : start + 500]
        query = (
            "SELECT reference, id FROM agency_person WHERE organisation_id = ? "
            f"AND reference IN ({', '.join('?' * len(some))})"
        )
        rows = cursor.execute(query, [organisation.bytes, *some]).fetchall()
        known.update({reference: UUID(bytes=key) for reference, key in rows})
    return known


def who_they_are(session: Session, people: list[UUID]) -> dict[UUID, Whose]:
    """Give whose these agency persons are and whether they are children, by key; for many, straight from the driver."""
    session.flush()
    cursor = driver(session)
    found: dict[UUID, Whose] = {}
    organisations: dict[bytes, UUID] = {}
    for start in range(0, len(people), 500):
        some = [person.bytes for person in people[start : start + 500]]
        query = (
            "SELECT id, organisation_id, reference, made_by_us, is_child FROM agency_person "
            f"WHERE id IN ({', '.join('?' * len(some))})"
        )
        for key, organisation, reference, made_by_us, is_child in cursor.execute(query, some).fetchall():
            whose = organisations.setdefault(organisation, UUID(bytes=organisation))
            found[UUID(bytes=key)] = Whose(whose, reference, made_by_us == 1, is_child == 1)
    return found


def said() -> Select[Statement]:
    """Start a query over the statements that are said: from an accepted batch or an officer."""
    return (
        select(Statement)
        .outerjoin(Batch, Batch.id == Statement.batch_id)
        .where(or_(Statement.batch_id.is_(None), Batch.state == BatchState.ACCEPTED))
    )


def statements_of(session: Session, people: list[UUID]) -> list[Statement]:
    """Give what is said of these agency persons, oldest first; a later one of a group stands in front."""
    found: list[Statement] = []
    for start in range(0, len(people), 500):
        query = said().where(Statement.agency_person_id.in_(people[start : start + 500]))
        found += session.scalars(query.order_by(Statement.heard_at, Statement.id))
    return found


def said_values(
    session: Session, people: list[UUID], groups: tuple[str, ...], staged: UUID | None = None
) -> list[SaidOf]:
    """Give (agency person, statement, group, value, usable, replaces) of what is said in some groups, oldest first.

    With ``staged`` what that batch says counts as well, although nobody has accepted it. Straight from the driver: an
    import asks it of everybody who came.
    """
    session.flush()
    cursor = driver(session)
    found: list[SaidOf] = []
    named = {person.bytes: person for person in people}
    wanted = ", ".join("?" * len(groups))
    for start in range(0, len(people), 500):
        some = [person.bytes for person in people[start : start + 500]]
        query = (
            'SELECT s.agency_person_id, s.id, s."group", s.value, s.usable, s.replaces FROM statement AS s '
            "LEFT JOIN batch AS b ON b.id = s.batch_id "
            f'WHERE s.agency_person_id IN ({", ".join("?" * len(some))}) AND s."group" IN ({wanted}) '
            "AND (s.batch_id IS NULL OR b.state = 'accepted' OR s.batch_id = ?) ORDER BY s.heard_at, s.id"
        )
        asked = [*some, *groups, staged.bytes if staged else None]
        found += [
            (named[row[0]], row[1], row[2], _value(row[3]), row[4] == 1, row[5])
            for row in cursor.execute(query, asked).fetchall()
        ]
    return found


def everybody_said(session: Session) -> list[UUID]:
    """Give every agency person of whom anything is said."""
    query = said().with_only_columns(Statement.agency_person_id).distinct()
    return sorted(session.scalars(query), key=lambda key: key.bytes)


def said_among(session: Session, people: list[UUID]) -> set[UUID]:
    """Give those of these agency persons of whom anything is said."""
    found: set[UUID] = set()
    for start in range(0, len(people), 500):
        query = said().with_only_columns(Statement.agency_person_id).distinct()
        found.update(
            session.scalars(query.where(Statement.agency_person_id.in_(people[start : start + 500])))
        )
    return found


def batches_moving(session: Session) -> list[UUID]:
    """Give the batches whose derived rows need not be those of what is said: waiting for acceptance, or being undone.

    Straight from the driver, because every search asks.
    """
    query = "SELECT id FROM batch WHERE state = ? OR (state = ? AND rows_read > 0)"
    states = (BatchState.UNDOING.value, BatchState.STAGED.value)
    return [UUID(bytes=row[0]) for row in driver(session).execute(query, states).fetchall()]


def spoken_of_by(session: Session, people: list[UUID], those: list[UUID]) -> list[UUID]:
    """Give those of these agency persons of whom one of these batches says something."""
    found: set[UUID] = set()
    for start in range(0, len(people), 500):
        query = select(Statement.agency_person_id).distinct().where(Statement.batch_id.in_(those))
        found.update(
            session.scalars(query.where(Statement.agency_person_id.in_(people[start : start + 500])))
        )
    return sorted(found, key=lambda key: key.bytes)


def count_findings(session: Session, key: UUID) -> int:
    """Count the findings of a batch."""
    return session.scalar(select(func.count(Finding.id)).where(Finding.batch_id == key)) or 0


def half_staged(session: Session) -> list[Batch]:
    """Give the batches whose staging was broken off: staged, and no row counted yet."""
    return list(session.scalars(select(Batch).where(Batch.state == BatchState.STAGED, Batch.rows_read == 0)))


def refused_row(session: Session, key: UUID) -> RefusedRow | None:
    """Give one refused row."""
    return session.get(RefusedRow, key)


def rows_mended_by(session: Session, batch: UUID) -> list[RefusedRow]:
    """Give the refused rows that a batch mended."""
    return list(session.scalars(select(RefusedRow).where(RefusedRow.mended_by_batch == batch)))


def statement(session: Session, key: UUID) -> Statement | None:
    """Give one statement, whether its batch is still said or not."""
    return session.get(Statement, key)


def record(session: Session, key: UUID) -> Record | None:
    """Give one record, whether its batch is still said or not."""
    return session.get(Record, key)


def records_of(session: Session, people: list[UUID]) -> list[tuple[Record, RecordPerson]]:
    """Give the records that these agency persons took part in and that are said, the newest date first."""
    query = (
        select(Record, RecordPerson)
        .join(RecordPerson, RecordPerson.record_id == Record.id)
        .outerjoin(Batch, Batch.id == RecordPerson.batch_id)
        .where(RecordPerson.agency_person_id.in_(people))
        .where(or_(RecordPerson.batch_id.is_(None), Batch.state == BatchState.ACCEPTED))
        .order_by(Record.date_iso.desc(), Record.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def people_of_record(session: Session, keys: list[UUID]) -> list[RecordPerson]:
    """Give who took part in these records."""
    return list(session.scalars(select(RecordPerson).where(RecordPerson.record_id.in_(keys))))


def people_in_batch(session: Session, key: UUID) -> list[UUID]:
    """Give the agency persons of whom a batch says something or who took part in its records."""
    spoken_of = select(Statement.agency_person_id).where(Statement.batch_id == key)
    took_part = select(RecordPerson.agency_person_id).where(RecordPerson.batch_id == key)
    return list(session.scalars(spoken_of.union(took_part)))


def places_in_batch(session: Session, key: UUID) -> list[tuple[str, str]]:
    """Give (organisation's reference, place) of every person and event of a batch, in the order of the files.

    A person of whom several rows say something stands there with each of them.
    """
    people = (
        select(AgencyPerson.reference, Statement.place)
        .join(Statement, Statement.agency_person_id == AgencyPerson.id)
        .where(Statement.batch_id == key, Statement.group != "relation")
        .group_by(AgencyPerson.id, Statement.place)
        .order_by(func.min(Statement.id))
    )
    events = select(Record.reference, Record.place).where(Record.batch_id == key).order_by(Record.id)
    return [(row[0], row[1]) for query in (people, events) for row in session.execute(query)]


def children_in_batch(session: Session, key: UUID) -> tuple[UUID, ...]:
    """Give the children among the agency persons of whom a batch says something."""
    spoken_of = select(Statement.agency_person_id).where(Statement.batch_id == key)
    query = select(AgencyPerson.id).where(AgencyPerson.id.in_(spoken_of), AgencyPerson.is_child.is_(True))
    return tuple(sorted(session.scalars(query), key=lambda person: person.bytes))


def said_elsewhere(session: Session, people: list[UUID], batch_key: UUID) -> set[UUID]:
    """Give those of these agency persons who are also known from another accepted batch or an officer."""
    known: set[UUID] = set()
    for start in range(0, len(people), 500):
        query = said().with_only_columns(Statement.agency_person_id).distinct()
        query = query.where(Statement.agency_person_id.in_(people[start : start + 500]))
        query = query.where(or_(Statement.batch_id.is_(None), Statement.batch_id != batch_key))
        known.update(session.scalars(query))
    return known


def count_open_refused(session: Session) -> int:
    """Count refused rows of accepted batches that nobody has mended."""
    return (
        session.scalar(
            select(func.count(RefusedRow.id))
            .join(Batch, Batch.id == RefusedRow.batch_id)
            .where(RefusedRow.state == "open", Batch.state == BatchState.ACCEPTED)
        )
        or 0
    )
