"""Whom do words fit: what a search asks of the store, straight from the driver and column by column.

A cursor of the driver is given, so that all questions of one search see the store at one moment. No statement begins with
its ``WITH``: the door would look through all of it for a write.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from models.casefile_rows import FacedRow, Word

#: How many words are looked at to fill a page. The number stands in the statement: a bound one would be read again each
#: time, since what a limit is tells SQLite how to go about a full-text question.
WORDS_LOOKED_AT = 150

#: The leading one of the persons joined as one child with the person a live link names.
LEADER = (
    "coalesce((SELECT j.person_id FROM person_link AS j WHERE j.other_id = l.person_id AND j.ended_at IS NULL), "
    "l.person_id)"
)
_WORD = f"w.agency_person_id, {LEADER}, w.kind, w.shown, w.folded"
_LIVE_LINK = "LEFT JOIN link AS l ON l.agency_person_id = w.agency_person_id AND l.ended_at IS NULL"

#: Whole words first, then beginnings: a name of two letters is not lost among the many that begin with it.
_HITS_SQL = (
    f"SELECT {_WORD} FROM (SELECT rowid AS found FROM (SELECT rowid FROM search_text WHERE search_text MATCH ? "
    f"LIMIT {WORDS_LOOKED_AT}) UNION ALL SELECT rowid FROM (SELECT rowid FROM search_text WHERE search_text MATCH ? "
    f"LIMIT {WORDS_LOOKED_AT})) JOIN search_word AS w ON w.id = found {_LIVE_LINK} LIMIT {WORDS_LOOKED_AT}"
)

#: The owners of some search words, with all agencies' records of each: ``kin`` has the record and whose it is.
_KIN_SQL = (
    "WITH seed AS MATERIALIZED (SELECT DISTINCT w.agency_person_id AS one FROM json_each(?) AS e "
    "CROSS JOIN search_word AS w ON w.id = e.value), "
    f"owner AS MATERIALIZED (SELECT seed.one AS one, {LEADER} AS person FROM seed "
    "LEFT JOIN link AS l ON l.agency_person_id = seed.one AND l.ended_at IS NULL), "
    "kin AS MATERIALIZED (SELECT one, coalesce(person, one) AS who FROM owner UNION "
    "SELECT l.agency_person_id, o.person FROM owner AS o CROSS JOIN link AS l ON l.person_id = o.person "
    "AND l.ended_at IS NULL UNION "
    "SELECT l.agency_person_id, o.person FROM owner AS o CROSS JOIN person_link AS j ON j.person_id = o.person "
    "AND j.ended_at IS NULL CROSS JOIN link AS l ON l.person_id = j.other_id AND l.ended_at IS NULL)"
)

_NEWEST = (
    "(SELECT s.value FROM statement AS s LEFT JOIN batch AS b ON b.id = s.batch_id "
    "WHERE s.agency_person_id = a.id AND s.\"group\" = '{}' AND (s.batch_id IS NULL OR b.state = 'accepted') "
    "ORDER BY s.heard_at DESC, s.id DESC LIMIT 1)"
)
#: Each key stands as thirty-two figures, that of our person behind it where there is one.
_FACES_SQL = (
    "SELECT a.id, a.reference, a.is_child, o.code, o.name, p.reference, "
    f"{_NEWEST.format('name')}, {_NEWEST.format('birth')}, {_NEWEST.format('expected')} FROM json_each(?) AS k "
    "CROSS JOIN agency_person AS a ON a.id = unhex(substr(k.value, 1, 32)) "
    "JOIN organisation AS o ON o.id = a.organisation_id LEFT JOIN person AS p ON p.id = unhex(substr(k.value, 33))"
)


def hits(cursor: Any, whole: str, beginning: str, most: int = WORDS_LOOKED_AT) -> list[Word]:
    """Give search words that fit an expression of the full-text index, whole words before beginnings.

    A row that fits as a whole also fits by its beginning, so that it can come twice.
    """
    statement = _HITS_SQL
    if most != WORDS_LOOKED_AT:
        statement = statement.replace(f"LIMIT {WORDS_LOOKED_AT}", f"LIMIT {int(most)}")
    found: list[Word] = cursor.execute(statement, (whole, beginning)).fetchall()
    return found


def places(cursor: Any, query: str, most: int) -> list[int]:
    """Give where the search words stand that fit an expression, in order, at most ``most``; no row is read for it."""
    fitting = f"SELECT rowid FROM search_text WHERE search_text MATCH ? LIMIT {int(most)}"
    statement = f"SELECT json_group_array(rowid) FROM ({fitting})"
    found: list[int] = json.loads(cursor.execute(statement, (query,)).fetchone()[0])
    return found


def hits_across(cursor: Any, seeds: list[int], beginnings: Sequence[Sequence[str]], most: int) -> list[Word]:
    """Give the fitting words of people of whom every piece fits some word, whichever agency's record holds it.

    ``seeds`` are places of search words: only their owners are looked at, at most ``most`` of those who fit. A piece is
    the beginnings of words, each with a blank before it, any of which fits.
    """
    marks = [" OR ".join(["instr(padded, ?)"] * len(ways)) for ways in beginnings]
    columns = ", ".join(f"{mark} AS fits{number}" for number, mark in enumerate(marks))
    names = [f"fits{number}" for number in range(len(marks))]
    statement = (
        f"SELECT * FROM ({_KIN_SQL}, "
        f"theirs AS MATERIALIZED (SELECT *, {columns} FROM (SELECT kin.one AS one, kin.who AS who, "
        "w.kind AS kind, w.shown AS shown, w.folded AS folded, ' ' || w.folded AS padded FROM kin "
        "CROSS JOIN search_word AS w ON w.agency_person_id = kin.one)), "
        f"able AS MATERIALIZED (SELECT who FROM theirs WHERE {' OR '.join(names)} GROUP BY who "
        f"HAVING {' AND '.join(f'max({name})' for name in names)} ORDER BY who LIMIT {int(most)}) "
        "SELECT one, nullif(who, one), kind, shown, folded FROM theirs "
        f"WHERE who IN (SELECT who FROM able) AND ({' OR '.join(names)}))"
    )
    asked = (json.dumps(seeds), *(way for ways in beginnings for way in ways))
    found: list[Word] = cursor.execute(statement, asked).fetchall()
    return found


def words_of_persons(cursor: Any, persons: list[bytes]) -> list[Word]:
    """Give the search words of our persons, one list for all of them; those that follow in a join under who leads."""
    statement = (
        f"SELECT {_WORD} FROM json_each(?) AS k CROSS JOIN link AS l ON l.person_id = unhex(k.value) "
        "AND l.ended_at IS NULL JOIN search_word AS w ON w.agency_person_id = l.agency_person_id"
    )
    found: list[Word] = cursor.execute(statement, (_keys(persons),)).fetchall()
    return found


def faces(cursor: Any, records: Sequence[tuple[bytes, bytes | None]]) -> dict[bytes, FacedRow]:
    """Give whose these agency persons are and what was last said of their names and dates, by their keys.

    ``records`` are agency persons with the person of ours to whom they belong, if any.
    """
    asked = json.dumps([(one + (person or b"")).hex() for one, person in records])
    return {row[0]: FacedRow(*row[1:]) for row in cursor.execute(_FACES_SQL, (asked,)).fetchall()}


def organisations(cursor: Any, agency_persons: list[bytes]) -> dict[bytes, str]:
    """Give the name of the organisation that holds each of these agency persons."""
    statement = (
        "SELECT a.id, o.name FROM json_each(?) AS k CROSS JOIN agency_person AS a ON a.id = unhex(k.value) "
        "JOIN organisation AS o ON o.id = a.organisation_id"
    )
    return dict(cursor.execute(statement, (_keys(agency_persons),)).fetchall())


def kept_back(cursor: Any, agency_persons: Iterable[bytes]) -> set[bytes]:
    """Give those of these agency persons of whose child, joined persons too, anybody withholds an address."""
    statement = (
        f"SELECT * FROM (WITH asked AS MATERIALIZED (SELECT a.id AS one, {LEADER} AS person FROM json_each(?) AS k "
        "CROSS JOIN agency_person AS a ON a.id = unhex(k.value) "
        "LEFT JOIN link AS l ON l.agency_person_id = a.id AND l.ended_at IS NULL), "
        "mine AS MATERIALIZED (SELECT one, person AS part FROM asked WHERE person IS NOT NULL UNION "
        "SELECT asked.one, j.other_id FROM asked CROSS JOIN person_link AS j ON j.person_id = asked.person "
        "AND j.ended_at IS NULL), "
        "kin AS MATERIALIZED (SELECT one, one AS other FROM asked UNION SELECT mine.one, l.agency_person_id FROM mine "
        "CROSS JOIN link AS l ON l.person_id = mine.part AND l.ended_at IS NULL) "
        "SELECT mine.one FROM mine CROSS JOIN withheld_address AS h ON h.person_id = mine.part WHERE h.lifted_at IS NULL "
        "UNION SELECT kin.one FROM kin CROSS JOIN statement AS s ON s.agency_person_id = kin.other "
        "AND s.\"group\" = 'address' LEFT JOIN batch AS b ON b.id = s.batch_id "
        "WHERE (s.batch_id IS NULL OR b.state = 'accepted') AND json_extract(s.value, '$.withheld') = 1)"
    )
    return {row[0] for row in cursor.execute(statement, (_keys(agency_persons),)).fetchall()}


def living_at(cursor: Any, postcodes: Iterable[str]) -> list[tuple[bytes, str]]:
    """Give whom the index knows at these postcodes (folded, without a blank): the agency person and the postcode."""
    expression = " OR ".join(f'"{one}"' for one in postcodes)
    statement = (
        "SELECT w.agency_person_id, w.folded FROM search_text AS t CROSS JOIN search_word AS w ON w.id = t.rowid "
        "WHERE search_text MATCH ? AND w.kind = 'postcode'"
    )
    found: list[tuple[bytes, str]] = cursor.execute(statement, (expression,)).fetchall()
    return found


def addresses(cursor: Any, agency_persons: Iterable[bytes]) -> list[dict[str, Any]]:
    """Give the addresses that are said of these agency persons."""
    statement = (
        "SELECT s.value FROM json_each(?) AS k CROSS JOIN statement AS s ON s.agency_person_id = unhex(k.value) "
        "AND s.\"group\" = 'address' LEFT JOIN batch AS b ON b.id = s.batch_id "
        "WHERE s.batch_id IS NULL OR b.state = 'accepted'"
    )
    rows = cursor.execute(statement, (_keys(agency_persons),)).fetchall()
    return [json.loads(row[0]) for row in rows if row[0]]


def _keys(keys: Iterable[bytes]) -> str:
    return json.dumps([key.hex() for key in keys])
