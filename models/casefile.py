"""One child seen whole: what a case page reads.

The rows come back plain, column by column: a case page reads hundreds of them, and nothing here is ever changed.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.casefile_rows import (
    BatchRow,
    LinkedRow,
    PersonRow,
    RelativeRow,
    SaidRow,
    ShareRow,
    ToldRow,
)
from models.casefile_search import LEADER
from models.database import driver

#: A session, or a cursor of its driver where several questions are asked one after another.
Asked = Any
#: Values are kept as JSON without a blank around it.
_value = json.JSONDecoder().raw_decode


def linked(session: Asked, persons: list[UUID]) -> list[LinkedRow]:
    """Give the agency persons of a child, the first linked first."""
    statement = (
        "SELECT a.id, o.id, o.code, o.name, o.tells_people_apart, a.reference, a.made_by_us, l.how, "
        "coalesce(l.band, ''), l.reasons, "
        "l.linked_at, coalesce(f.name, '') FROM link AS l JOIN agency_person AS a ON a.id = l.agency_person_id "
        "JOIN organisation AS o ON o.id = a.organisation_id LEFT JOIN officer AS f ON f.id = l.linked_by "
        "WHERE l.person_id IN :keys AND l.ended_at IS NULL ORDER BY l.linked_at, l.id"
    )
    return [
        LinkedRow(
            UUID(bytes=one), UUID(bytes=organisation), code, name, bool(apart), reference, bool(ours), how, band,
            _plain(reasons), since, by,
        )
        for one, organisation, code, name, apart, reference, ours, how, band, reasons, since, by in _ask(
            session, statement, keys=persons
        )
    ]  # fmt: skip


def said(session: Asked, agency_persons: list[UUID]) -> list[SaidRow]:
    """Give everything that is said of these agency persons, oldest first."""
    statement = (
        "SELECT s.id, s.agency_person_id, s.batch_id, s.\"group\", s.value, coalesce(s.said_on, ''), s.heard_at, "
        "coalesce(s.as_given, ''), s.usable, s.replaces, coalesce(f.name, '') FROM statement AS s "
        "LEFT JOIN batch AS b ON b.id = s.batch_id LEFT JOIN officer AS f ON f.id = s.officer_id "
        "WHERE s.agency_person_id IN :keys AND (s.batch_id IS NULL OR b.state = 'accepted') ORDER BY s.heard_at, s.id"
    )
    keys = _Keys()
    return [
        SaidRow(
            UUID(bytes=key), keys[one], batch and keys[batch], group, _plain(value) or {}, said_on, heard_at, as_given,
            usable == 1, replaces and keys[replaces], by,
        )
        for key, one, batch, group, value, said_on, heard_at, as_given, usable, replaces, by in _ask(
            session, statement, keys=agency_persons
        )
    ]  # fmt: skip


def told(session: Asked, agency_persons: list[UUID]) -> list[ToldRow]:
    """Give the records that these agency persons took part in and that are told, oldest first; one a person in it."""
    statement = (
        "SELECT r.id, x.agency_person_id, o.code, o.name, r.batch_id, r.reference, r.kind, r.date, r.date_iso, r.text, "
        "r.tag, x.role, r.heard_at FROM record_person AS x JOIN record AS r ON r.id = x.record_id "
        "JOIN organisation AS o ON o.id = r.organisation_id LEFT JOIN batch AS b ON b.id = x.batch_id "
        "WHERE x.agency_person_id IN :keys AND (x.batch_id IS NULL OR b.state = 'accepted') ORDER BY r.date_iso, r.id"
    )
    keys = _Keys()
    return [
        ToldRow(
            UUID(bytes=key), keys[one], code, name, batch and keys[batch], reference, kind, _plain(date) or {}, *rest
        )
        for key, one, code, name, batch, reference, kind, date, *rest in _ask(
            session, statement, keys=agency_persons
        )
    ]  # fmt: skip


def batches_of(session: Asked, keys: list[UUID]) -> dict[UUID, BatchRow]:
    """Give these batches with the names of their files."""
    statement = (
        "SELECT b.id, b.reference, b.layout_name, coalesce(b.accepted_at, b.staged_at), "
        "(SELECT json_group_array(f.name) FROM batch_file AS f WHERE f.batch_id = b.id) FROM batch AS b WHERE b.id IN :keys"
    )
    rows = _ask(session, statement, keys=keys)
    found = (BatchRow(UUID(bytes=row[0]), row[1], row[2], row[3], tuple(_plain(row[4]))) for row in rows)
    return {row.id: row for row in found}


def relatives(session: Asked, organisations: list[UUID], references: list[str]) -> list[RelativeRow]:
    """Give the agency persons with these references at these organisations, with the name last said of each.

    More may come than was meant, where two organisations use the same reference: match on both.
    """
    statement = (
        "SELECT a.organisation_id, a.reference, (SELECT s.value FROM statement AS s "
        "LEFT JOIN batch AS b ON b.id = s.batch_id WHERE s.agency_person_id = a.id "
        "AND s.\"group\" = 'name' AND (s.batch_id IS NULL OR b.state = 'accepted') "
        "ORDER BY s.heard_at DESC, s.id DESC LIMIT 1), p.reference FROM agency_person AS a "
        f"LEFT JOIN link AS l ON l.agency_person_id = a.id AND l.ended_at IS NULL LEFT JOIN person AS p ON p.id = {LEADER} "
        "WHERE a.organisation_id IN :organisations AND a.reference IN :references"
    )
    rows = _ask(session, statement, organisations=organisations, references=references)
    return [RelativeRow(UUID(bytes=row[0]), row[1], _plain(row[2]) or {}, row[3]) for row in rows]


def decided_shares(session: Asked, persons: list[UUID]) -> list[ShareRow]:
    """Give the decided shares about these persons with the names of who got them, the newest first."""
    statement = (
        "SELECT s.reference, s.decision, s.decided_at, (SELECT json_group_array(o.name) FROM share_to AS t "
        "JOIN organisation AS o ON o.id = t.organisation_id WHERE t.share_id = s.id) FROM share AS s "
        "WHERE s.state = 'decided' AND s.id IN (SELECT a.share_id FROM share_about AS a WHERE a.person_id IN :keys) "
        "ORDER BY s.decided_at DESC, s.reference"
    )
    rows = _ask(session, statement, keys=persons)
    return [ShareRow(row[0], row[1] or "", row[2] or "", tuple(json.loads(row[3]))) for row in rows]


def persons(session: Asked, person: UUID) -> list[PersonRow]:
    """Give all persons of ours that are joined as one child with this one, the leading one first."""
    statement = (
        "SELECT id, reference FROM (WITH first AS (SELECT coalesce((SELECT person_id FROM person_link "
        "WHERE other_id = :person AND ended_at IS NULL), :person) AS id), "
        "part AS (SELECT 0 AS place, id FROM first UNION ALL SELECT j.rowid, j.other_id FROM first "
        "JOIN person_link AS j ON j.person_id = first.id WHERE j.ended_at IS NULL) "
        "SELECT p.id AS id, p.reference AS reference, part.place AS place FROM part "
        "CROSS JOIN person AS p ON p.id = part.id) ORDER BY place"
    )
    return [PersonRow(UUID(bytes=row[0]), row[1]) for row in _ask(session, statement, person=person.bytes)]


def decided_by_hand(session: Asked, persons: list[UUID]) -> tuple[list[UUID], list[UUID]]:
    """Give those of these persons about whom something is settled, and those with an address withheld by us."""
    statement = (
        "SELECT DISTINCT 0, person_id FROM settlement WHERE person_id IN :keys AND ended_at IS NULL UNION ALL "
        "SELECT DISTINCT 1, person_id FROM withheld_address WHERE person_id IN :keys AND lifted_at IS NULL"
    )
    rows = _ask(session, statement, keys=persons)
    found = {(row[0], row[1]) for row in rows}
    settled, withheld = ([key for key in persons if (which, key.bytes) in found] for which in (0, 1))
    return settled, withheld


def _ask(session: Asked, statement: str, **named: Any) -> list[Any]:
    """Answer a question straight from the driver, in the session's transaction: a mapped statement costs several times
    what these short answers take, and nothing here is mapped. A list stands for ``IN``."""
    given: dict[str, Any] = {}
    for name, value in named.items():
        if isinstance(value, list):
            places = {f"{name}_{place}": one for place, one in enumerate(value)}
            statement = statement.replace(f":{name}", f"(:{', :'.join(places)})" if places else "()")
            given |= places
        else:
            given[name] = value
    for name, value in given.items():
        if isinstance(value, UUID):
            given[name] = value.bytes
    cursor = driver(session) if isinstance(session, Session) else session
    found: list[Any] = cursor.execute(statement, given).fetchall()
    return found


class _Keys(dict[bytes, UUID]):
    """Keys read once each: the same few persons and batches stand in all rows."""

    def __missing__(self, key: bytes) -> UUID:
        made = self[key] = UUID(bytes=key)
        return made


def _plain(value: str | None) -> Any:
    return None if value is None else _value(value)[0]
