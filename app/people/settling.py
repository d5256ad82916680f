"""Agencies disagree about a child: an officer says which statement, or which value, is to be gone by, and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.access import Act, require
from app.errors import DeskError, NotFound
from app.unit_of_work import UnitOfWork
from models import feeds, linking, people
from models.base import new_key
from models.people import Settlement


def settle(
    work: UnitOfWork,
    person: UUID,
    group: str,
    *,
    because: str,
    statement: UUID | None = None,
    value: dict[str, Any] | None = None,
) -> UUID:
    """Settle a group of what is said of a person on one statement or on a value of the officer's own; give the settlement.

    What agencies said is not changed, and an earlier settlement of the group ends. Refused without a reason, and for a
    statement that is of another group or not of a record linked to this person.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    if not because.strip():
        raise DeskError(
            "Settling needs a reason.", kept="Nothing was changed.", next_step="Say what you know it from."
        )
    if people.person(work.session, person) is None:
        raise NotFound("This person is not kept here.", kept="Nothing was changed.")
    if (statement is None) == (not value):
        raise DeskError("Settle on one statement, or on a value of your own.", kept="Nothing was changed.")
    if statement is not None:
        _check(work, person, group, statement)
    ended = [row for row in people.settlements_of(work.session, person) if row.group == group]
    for row in ended:
        row.ended_at, row.ended_because = work.at, "Settled anew."
    done = Settlement(
        id=new_key(),
        person_id=person,
        group=group,
        statement_id=statement,
        value=value or {},
        because=because.strip(),
        settled_by=work.officer.id,
        settled_at=work.at,
    )
    work.session.add(done)
    work.record("settle", persons=[person], things=[done.id, *(row.id for row in ended)], groups=[group])
    work.topics.add("people")
    return done.id


def unsettle(work: UnitOfWork, settlement: UUID, *, because: str) -> None:
    """End a settlement: the disagreement is shown again."""
    require(work, Act.RECORD_ABOUT_CHILD)
    row = work.session.get(Settlement, settlement)
    if row is None or row.ended_at is not None:
        raise NotFound("This settlement does not stand any more.", kept="Nothing was changed.")
    row.ended_at, row.ended_because = work.at, because.strip() or "Taken back."
    work.record(
        "settle", persons=[row.person_id], things=[row.id], groups=[row.group], reason_code="taken_back"
    )
    work.topics.add("people")


def _check(work: UnitOfWork, person: UUID, group: str, statement: UUID) -> None:
    row = feeds.statement(work.session, statement)
    persons = linking.one_child(work.session, person)
    linked = {link.agency_person_id for link in linking.links_of_persons(work.session, persons)}
    if row is None or row.group != group or row.agency_person_id not in linked:
        raise DeskError(
            "This statement is not about that, or not of this child.",
            kept="Nothing was changed.",
            next_step="Choose one of the statements that are shown beside each other.",
        )
