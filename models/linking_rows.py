"""What does the matcher read, by the thousand? Plain rows straight from the driver, without a mapped object each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from models.codes import BatchState, CandidateState
from models.database import driver
from models.linking import waiting_query

#: How many keys one question names.
AT_ONCE = 500
#: Values are kept as JSON without a blank around it.
_value = json.JSONDecoder().raw_decode
_WAITING = (CandidateState.OPEN.value, CandidateState.NOT_SURE.value)


class AgencyRow(NamedTuple):
    """One agency's person, as the matcher needs it."""

    id: UUID
    organisation_id: UUID
    reference: str
    is_child: bool
    made_by_us: bool


class MatchRow(NamedTuple):
    """One statement, as the matcher needs it."""

    group: str
    value: Any
    usable: bool
    said_on: str | None


class Told(NamedTuple):
    """What is said of one agency's person, oldest first, when it was last heard, and whether one of the layouts says it."""

    said: tuple[MatchRow, ...]
    heard_at: datetime
    in_layouts: bool


class PairRow(NamedTuple):
    """One pair that is kept, without its reasons."""

    id: UUID
    agency_person_id: UUID
    person_id: UUID
    score: float
    band: str
    state: str


def waiting_pairs(session: Session) -> list[PairRow]:
    """Give all pairs that wait for an answer, without their reasons, the highest score first."""
    session.flush()
    query = waiting_query(session, "c.id, c.agency_person_id, c.person_id, c.score, c.band, c.state")
    return [
        PairRow(UUID(bytes=key), UUID(bytes=record), UUID(bytes=person), *rest)
        for key, record, person, *rest in driver(session).execute(query, (-1,)).fetchall()
    ]


@lru_cache(maxsize=1 << 16)
def _key(raw: bytes) -> UUID:
    return UUID(bytes=raw)


def _rows(session: Session, query: str, keys: Sequence[Any], *before: Any) -> Iterator[Any]:
    """Ask a question in pieces: ``{keys}`` in it stands for up to ``AT_ONCE`` keys, the last of its values."""
    session.flush()
    cursor = driver(session)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        marks = ",".join("?" * len(some))
        yield from cursor.execute(query.replace("{keys}", marks), (*before, *some)).fetchall()


def _raw(keys: Iterable[UUID]) -> list[bytes]:
    return [key.bytes for key in keys]


def agency_rows(session: Session, keys: Iterable[UUID]) -> list[AgencyRow]:
    """Give these agency persons."""
    query = (
        "SELECT id, organisation_id, reference, is_child, made_by_us FROM agency_person WHERE id IN ({keys})"
    )
    return [
        AgencyRow(_key(row[0]), _key(row[1]), row[2], bool(row[3]), bool(row[4]))
        for row in _rows(session, query, _raw(keys))
    ]


def referenced(session: Session, organisation: UUID, references: Sequence[str]) -> list[AgencyRow]:
    """Give the persons of an organisation that stand under these references of it."""
    query = (
        "SELECT id, organisation_id, reference, is_child, made_by_us FROM agency_person "
        "WHERE organisation_id = ? AND reference IN ({keys})"
    )
    return [
        AgencyRow(_key(row[0]), organisation, row[2], bool(row[3]), bool(row[4]))
        for row in _rows(session, query, references, organisation.bytes)
    ]


def told(
    session: Session, keys: Iterable[UUID], groups: Iterable[str], layouts: Iterable[str] = ()
) -> dict[UUID, Told]:
    """Give what is said of these agency persons in these groups by officers and accepted batches.

    A statement that a correction stands in front of is left out; so is who is not spoken of at all. With ``layouts`` it
    is also noted of whom a file of one of these layouts speaks, in whatever group.
    """
    cursor = driver(session)
    accepted = dict(
        cursor.execute(
            "SELECT id, layout_name FROM batch WHERE state = ?", (BatchState.ACCEPTED.value,)
        ).fetchall()
    )
    marked = {batch for batch, layout in accepted.items() if layout in layouts}
    wanted = frozenset(groups)
    query = (
        'SELECT agency_person_id, heard_at, id, "group", value, usable, said_on, replaces, batch_id '
        "FROM statement WHERE "
    )
    if not marked:
        query += f'"group" IN ({", ".join(f"{name!r}" for name in sorted(wanted))}) AND '
    in_layouts: set[bytes] = set()
    about: dict[bytes, list[Any]] = {}
    for row in _rows(session, query + "agency_person_id IN ({keys})", _raw(keys)):
        if row[8] is not None and row[8] not in accepted:
            continue
        if row[8] in marked:
            in_layouts.add(row[0])
        if row[3] in wanted:
            about.setdefault(row[0], []).append(row)
    return {
        _key(person): _told(rows, person in in_layouts)
        for person, rows in about.items()
        if not _all_gone(rows)
    }


def _all_gone(rows: list[Any]) -> bool:
    replaced = {row[7] for row in rows if row[7] is not None}
    return bool(replaced) and all(row[2] in replaced for row in rows)


def _told(rows: list[Any], in_layouts: bool) -> Told:
    rows.sort(key=lambda row: row[1:3])
    replaced = {row[7] for row in rows if row[7] is not None}
    standing = [row for row in rows if row[2] not in replaced]
    return Told(
        tuple(MatchRow(row[3], _value(row[4])[0], bool(row[5]), row[6]) for row in standing),
        datetime.fromisoformat(standing[-1][1].replace("Z", "+00:00")),
        in_layouts,
    )


def match_keys(session: Session, keys: Iterable[UUID]) -> list[tuple[UUID, str, str]]:
    """Give the match keys (person, kind, value) of these agency persons."""
    query = "SELECT agency_person_id, kind, value FROM match_key WHERE agency_person_id IN ({keys})"
    return [(_key(row[0]), row[1], row[2]) for row in _rows(session, query, _raw(keys))]


def under_keys(
    session: Session, pairs: Iterable[tuple[str, str]], *, children_only: bool = False
) -> dict[tuple[str, str], list[UUID]]:
    """Give the agency persons that stand under each of these match keys (kind, value)."""
    query = "SELECT match_key.value, match_key.agency_person_id FROM match_key "
    if children_only:
        query += "JOIN agency_person ON agency_person.id = match_key.agency_person_id AND agency_person.is_child = 1 "
    query += "WHERE match_key.kind = ? AND match_key.value IN ({keys})"
    if _undoing(session):
        query += f" AND {_SPOKEN_OF.format('match_key.agency_person_id')}"
    by_kind: dict[str, list[str]] = {}
    for kind, value in pairs:
        by_kind.setdefault(kind, []).append(value)
    found: dict[tuple[str, str], list[UUID]] = {}
    for kind, values in by_kind.items():
        for value, person in _rows(session, query, values, kind):
            found.setdefault((kind, value), []).append(_key(person))
    return found


#: What is kept of somebody of whom nothing is said any more answers nothing until it is swept away.
_SPOKEN_OF = (
    "EXISTS (SELECT 1 FROM statement AS s LEFT JOIN batch AS b ON b.id = s.batch_id "
    "WHERE s.agency_person_id = {} AND (s.batch_id IS NULL OR b.state = 'accepted'))"
)


def _undoing(session: Session) -> bool:
    """Say whether a batch is being taken back whose match keys are still there."""
    query = "SELECT 1 FROM batch WHERE state = ? LIMIT 1"
    return driver(session).execute(query, (BatchState.UNDOING.value,)).fetchone() is not None


def firewalled(session: Session, keys: Iterable[UUID]) -> set[UUID]:
    """Give those of these agency persons that stand behind a firewall."""
    query = "SELECT agency_person_id FROM firewall WHERE state = 'here' AND agency_person_id IN ({keys})"
    return {_key(row[0]) for row in _rows(session, query, _raw(keys))}


def linked_to(session: Session, keys: Iterable[UUID]) -> dict[UUID, UUID]:
    """Give our persons, by agency person, to whom these agency persons are linked."""
    query = (
        "SELECT agency_person_id, person_id FROM link WHERE ended_at IS NULL AND agency_person_id IN ({keys})"
    )
    return {_key(row[0]): _key(row[1]) for row in _rows(session, query, _raw(keys))}


def linked_records(session: Session, persons: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Give the agency persons linked to these persons of ours, each with its person, the first linked first."""
    query = (
        "SELECT linked_at, id, agency_person_id, person_id FROM link "
        "WHERE ended_at IS NULL AND person_id IN ({keys})"
    )
    rows = sorted(_rows(session, query, _raw(persons)))
    return [(_key(row[2]), _key(row[3])) for row in rows]


def joined(session: Session, persons: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Give the joins (who leads, who follows) in which any of these persons of ours stands."""
    raw = _raw(persons)
    found: dict[tuple[UUID, UUID], None] = {}
    for column in ("person_id", "other_id"):
        query = (
            f"SELECT person_id, other_id FROM person_link WHERE ended_at IS NULL AND {column} IN ({{keys}})"
        )
        found.update(dict.fromkeys((_key(row[0]), _key(row[1])) for row in _rows(session, query, raw)))
    return list(found)


def pairs_of(session: Session, keys: Iterable[UUID]) -> list[PairRow]:
    """Give all pairs of these agency persons, whatever was answered."""
    query = "SELECT id, agency_person_id, person_id, score, band, state FROM candidate WHERE agency_person_id IN ({keys})"
    return [
        PairRow(_key(row[0]), _key(row[1]), _key(row[2]), row[3], row[4], row[5])
        for row in _rows(session, query, _raw(keys))
    ]


def waiting_among(session: Session, keys: Iterable[UUID]) -> set[UUID]:
    """Give those of these agency persons of whom a pair is open or not sure."""
    query = "SELECT agency_person_id FROM candidate WHERE state IN (?, ?) AND agency_person_id IN ({keys})"
    return {_key(row[0]) for row in _rows(session, query, _raw(keys), *_WAITING)}


def asked_about(session: Session) -> set[UUID]:
    """Give the agency persons of whom a pair is open or not sure with a person of ours that has a live link."""
    session.flush()
    query = (
        "SELECT DISTINCT agency_person_id FROM candidate WHERE state IN (?, ?) AND EXISTS "
        "(SELECT 1 FROM link WHERE link.person_id = candidate.person_id AND link.ended_at IS NULL)"
    )
    return {_key(row[0]) for row in driver(session).execute(query, _WAITING).fetchall()}


def unlinked_children(session: Session) -> list[UUID]:
    """Give agencies' children who are linked to no person of ours, oldest first, whether anything is said of them or not."""
    session.flush()
    query = (
        "SELECT id FROM agency_person WHERE is_child = 1 AND NOT EXISTS (SELECT 1 FROM link "
        "WHERE link.agency_person_id = agency_person.id AND link.ended_at IS NULL) ORDER BY id"
    )
    return [_key(row[0]) for row in driver(session).execute(query).fetchall()]


def spoken_of(session: Session, keys: Iterable[UUID]) -> set[UUID]:
    """Give those of these agency persons of whom an officer or an accepted batch says something."""
    query = (
        "SELECT id FROM agency_person WHERE EXISTS (SELECT 1 FROM statement "
        "LEFT JOIN batch ON batch.id = statement.batch_id WHERE statement.agency_person_id = agency_person.id "
        "AND (statement.batch_id IS NULL OR batch.state = ?)) AND id IN ({keys})"
    )
    return {_key(row[0]) for row in _rows(session, query, _raw(keys), BatchState.ACCEPTED.value)}
