"""One logged write, beside the same row written without the door and the log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.access import Act, require
from app.desk import Desk
from app.unit_of_work import UnitOfWork
from models import database
from models.base import new_key
from models.people import Settlement
from tests.benchmarks.measuring import Measure, in_turn

RUNS = 400


def logged_write(desk: Desk, bare: database.DoorConnection, person: UUID, size: str) -> Measure:
    """Measure one settlement of a child through the door, beside the same row through a session of its own."""
    session = database.session_over(bare)
    officer = desk.officer.id
    began = desk.read(lambda reader: reader.at)

    def plain() -> None:
        bare_write(session, person, officer, began)

    for _ in range(20):
        desk.do(settle_logged, person)
        plain()
    ours, bare_ms = in_turn(lambda: desk.do(settle_logged, person), plain, runs=RUNS)
    session.close()
    note = (
        "a settlement, committed; this disk hardly flushes, so the log's work is not hidden behind the disk's"
    )
    return Measure("logged write", size, ours, bare_ms, 2.0, note)


def settle_logged(work: UnitOfWork, person: UUID) -> None:
    """Write one settlement with the entry that covers it."""
    require(work, Act.RECORD_ABOUT_CHILD)
    row = _settlement(person, work.officer.id, work.at)
    work.session.add(row)
    work.record("settle", persons=[person], things=[row.id], groups=["name"])


def bare_write(session: database.DoorSession, person: UUID, officer: UUID, at: Any) -> None:
    """Write the same row through a session like the desk's, commit, and forget it, as the desk does after each act."""
    session.add(_settlement(person, officer, at))
    session.commit()
    session.expunge_all()


def _settlement(person: UUID, officer: UUID, at: Any) -> Settlement:
    return Settlement(
        id=new_key(),
        person_id=person,
        group="name",
        statement_id=None,
        value={"given": "Isla", "family": "Petherick"},
        because="seen on the birth certificate",
        settled_by=officer,
        settled_at=at,
    )
