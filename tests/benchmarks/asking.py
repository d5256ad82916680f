"""Searching and the case page, beside the plain SQL that returns the same columns of the same rows."""

from __future__ import annotations

import random
from itertools import cycle
from typing import Any
from uuid import UUID

from app.casefile.asked import what_was_asked
from app.casefile.case_view import open_case, view_of
from app.casefile.finding import find
from app.casefile.gathering import gather, persons_of
from app.desk import Desk
from app.unit_of_work import Reader
from models.database import DoorConnection
from tests.benchmarks.measuring import Measure, in_turn

QUERIES, CASES = 200, 200
Rows = list[tuple[Any, ...]]


def searching(desk: Desk, bare: DoorConnection, size: str) -> Measure:
    """Measure the 95th percentile over typed words: names, beginnings, numbers, postcodes."""
    typed = what_is_typed(bare)
    asked = iter(cycle(typed))
    expressions = iter(cycle([_expression(text) for text in typed]))
    for text in typed[:10]:
        desk.read(find, text)
    ours, plain = in_turn(
        lambda: desk.read(find, next(asked)),
        lambda: bare_search(bare, next(expressions)),
        runs=2 * len(typed),
        at=0.95,
    )
    note = f"95th percentile of {2 * len(typed)}: full names, single names, beginnings, numbers, postcodes"
    return Measure("search", size, ours, plain, 1.5, note, limit_ms=100.0)


def bare_search(connection: DoorConnection, expression: str) -> Rows:
    """Ask the full-text index once and give a page of people with all that a line of the answer shows."""
    newest = (
        "(SELECT s.value FROM statement AS s LEFT JOIN batch AS b ON b.id = s.batch_id "
        "WHERE s.agency_person_id = a.id AND s.\"group\" = '{}' AND (s.batch_id IS NULL OR b.state = 'accepted') "
        "ORDER BY s.heard_at DESC, s.id DESC LIMIT 1)"
    )
    found: Rows = connection.execute(
        "SELECT p.reference, p.id, a.id, o.code, o.name, a.reference, a.is_child, "
        f"{newest.format('name')}, {newest.format('birth')}, w.kind, w.shown FROM "
        "(SELECT rowid AS found FROM search_text WHERE search_text MATCH ? LIMIT 150) "
        "JOIN search_word AS w ON w.id = found JOIN agency_person AS a ON a.id = w.agency_person_id "
        "JOIN organisation AS o ON o.id = a.organisation_id "
        "LEFT JOIN link AS l ON l.agency_person_id = a.id AND l.ended_at IS NULL "
        "LEFT JOIN person AS p ON p.id = l.person_id GROUP BY coalesce(p.id, a.id) LIMIT 30",
        (expression,),
    ).fetchall()
    return found


def what_is_typed(bare: DoorConnection) -> list[str]:
    """Choose what officers would type, from the words that are there; the same each time."""
    chance = random.Random(7)
    kinds = {
        kind: [row[0] for row in bare.execute(
            "SELECT shown FROM search_word WHERE kind = ? AND id % ? = 0 LIMIT 4000", (kind, 7)
        )]
        for kind in ("name", "nhs_number", "postcode")
    }  # fmt: skip
    typed = []
    for number in range(QUERIES):
        kind = ("name", "name", "name", "name", "name", "name", "nhs_number", "postcode")[number % 8]
        text = chance.choice(kinds[kind])
        if kind == "name":
            words = text.split()
            shapes = (text, text, words[-1], f"{words[-1][:3]} {words[0][:4]}")
            text = shapes[number % 4]
        typed.append(text)
    return typed


def _expression(text: str) -> str:
    return " AND ".join(piece.beginning for piece in what_was_asked(text).pieces)


def opening(desk: Desk, bare: DoorConnection, size: str) -> Measure:
    """Measure the data of a case page, and say how long opening takes with its log entry."""
    keys = [row[0] for row in bare.execute(
        "SELECT person_id FROM link WHERE ended_at IS NULL GROUP BY person_id ORDER BY count(*) DESC, person_id LIMIT ?",
        (CASES,),
    )]  # fmt: skip
    asked, plain_keys = iter(cycle(keys)), iter(cycle(keys))
    for key in keys[:10]:
        desk.read(case_data, UUID(bytes=key))
    ours, plain = in_turn(
        lambda: desk.read(case_data, UUID(bytes=next(asked))),
        lambda: bare_case(bare, next(plain_keys)),
        runs=2 * len(keys),
    )
    logged, _ = in_turn(
        lambda: desk.do(open_case, UUID(bytes=next(asked))), lambda: None, runs=min(100, len(keys))
    )
    return Measure("case", size, ours, plain, 3.0, f"opening it, with the log entry: {logged:.1f} ms")


def longest_cases(connection: DoorConnection, most: int) -> list[bytes]:
    """Give the children with most records told of them, the most first."""
    rows = connection.execute(
        "SELECT l.person_id FROM link AS l JOIN record_person AS x ON x.agency_person_id = l.agency_person_id "
        "WHERE l.ended_at IS NULL GROUP BY l.person_id ORDER BY count(*) DESC, l.person_id LIMIT ?",
        (most,),
    )
    return [row[0] for row in rows.fetchall()]


def case_data(reader: Reader, person: UUID) -> object:
    """Give all that a case page shows, without the log entry of looking."""
    gathered = gather(reader.session, persons_of(reader.session, person))
    return view_of(reader.session, gathered, reader.at)


def bare_case(connection: DoorConnection, person: bytes) -> Rows:
    """Read the same rows of a child with plain SQL, one statement a kind, and do nothing with them."""
    theirs = "SELECT agency_person_id FROM link WHERE person_id = ? AND ended_at IS NULL"
    accepted = "IS NULL OR b.state = 'accepted'"
    questions = (
        "SELECT * FROM person WHERE id = ?",
        "SELECT other_id, person_id FROM person_link WHERE person_id = ? AND ended_at IS NULL",
        "SELECT a.id, o.id, o.code, o.name, o.tells_people_apart, a.reference, a.made_by_us, l.how, l.band, l.reasons, "
        "l.linked_at, f.name FROM link AS l JOIN agency_person AS a ON a.id = l.agency_person_id "
        "JOIN organisation AS o ON o.id = a.organisation_id LEFT JOIN officer AS f ON f.id = l.linked_by "
        "WHERE l.person_id = ? AND l.ended_at IS NULL ORDER BY l.linked_at, l.id",
        'SELECT s.id, s.agency_person_id, s.batch_id, s."group", s.value, s.said_on, s.heard_at, s.as_given, s.usable, '
        "s.replaces, f.name FROM statement AS s LEFT JOIN batch AS b ON b.id = s.batch_id "
        f"LEFT JOIN officer AS f ON f.id = s.officer_id WHERE s.agency_person_id IN ({theirs}) "
        f"AND (s.batch_id {accepted}) ORDER BY s.heard_at, s.id",
        "SELECT r.id, x.agency_person_id, o.code, o.name, r.batch_id, r.reference, r.kind, r.date, r.date_iso, r.text, "
        "r.tag, x.role, r.heard_at FROM record_person AS x JOIN record AS r ON r.id = x.record_id "
        "JOIN organisation AS o ON o.id = r.organisation_id LEFT JOIN batch AS b ON b.id = x.batch_id "
        f"WHERE x.agency_person_id IN ({theirs}) AND (x.batch_id {accepted}) ORDER BY r.date_iso, r.id",
        "SELECT b.id, b.reference, b.layout_name, b.accepted_at, f.name FROM batch AS b "
        "JOIN batch_file AS f ON f.batch_id = b.id WHERE b.id IN (SELECT DISTINCT s.batch_id FROM statement AS s "
        f"WHERE s.agency_person_id IN ({theirs}))",
        "SELECT * FROM settlement WHERE person_id = ?",
        "SELECT * FROM withheld_address WHERE person_id = ?",
        "SELECT s.reference, s.decision, s.decided_at FROM share AS s "
        "JOIN share_about AS a ON a.share_id = s.id WHERE a.person_id = ? AND s.state = 'decided'",
        "SELECT a.organisation_id, a.reference, (SELECT n.value FROM statement AS n LEFT JOIN batch AS b "
        "ON b.id = n.batch_id WHERE n.agency_person_id = a.id AND n.\"group\" = 'name' "
        f"AND (n.batch_id {accepted}) ORDER BY n.heard_at DESC, n.id DESC LIMIT 1), p.reference "
        "FROM statement AS r JOIN agency_person AS c ON c.id = r.agency_person_id "
        "JOIN agency_person AS a ON a.organisation_id = c.organisation_id "
        "AND a.reference = json_extract(r.value, '$.other') "
        "LEFT JOIN link AS l ON l.agency_person_id = a.id AND l.ended_at IS NULL "
        "LEFT JOIN person AS p ON p.id = l.person_id "
        f"WHERE r.\"group\" = 'relation' AND r.agency_person_id IN ({theirs})",
    )
    return [row for question in questions for row in connection.execute(question, (person,)).fetchall()]
