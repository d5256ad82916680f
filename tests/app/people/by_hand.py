"""People added by hand for tests: a mother, her children, an unborn child, all through the program's own doors."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.clock import now_utc
from app.dates import GivenDate, from_day
from app.desk import Desk
from app.linking.candidates import propose_links
from app.people.adding import ADULT, CHILD, UNBORN, Added, NewPerson, Relation, add_person
from app.unit_of_work import Reader
from models import feeds, linking


def add(desk: Desk, new: NewPerson) -> Added:
    """Add somebody as the window does."""
    return desk.do(add_person, new, place=propose_links)


def here(added: Added) -> UUID:
    """Give the person of ours of somebody added, who waits for no answer."""
    assert added.person is not None
    return added.person


def a_mother(desk: Desk, given: str = "Ruth", family: str = "Bell") -> UUID:
    """Add an adult; give the person."""
    return here(add(desk, NewPerson(ADULT, given=given, family=family)))


def a_girl(desk: Desk, **more: Any) -> Added:
    """Add a child with name, birth date and home."""
    facts: dict[str, Any] = {
        "given": "Ivy",
        "family": "Bell",
        "birth": GivenDate(2020, 6, 1),
        "sex": "F",
        "lines": ("3 Lock Row",),
        "postcode": "qx42aa",
    }
    return add(desk, NewPerson(CHILD, **(facts | more)))


def an_unborn(desk: Desk, mother: UUID, weeks: int = 12) -> Added:
    """Add an unborn child of a mother, expected in so many weeks."""
    due = from_day(today() + timedelta(weeks=weeks))
    beside = Relation("PAM", person=mother, parental_responsibility=True, lives_with=True)
    return add(desk, NewPerson(UNBORN, expected=due, relations=(beside,)))


def today() -> date:
    """Give the day of the test."""
    return now_utc().date()


def own_statements(reader: Reader, person: UUID) -> dict[str, tuple[Any, ...]]:
    """Give what officers said of a person by group, corrections included, the oldest first."""
    found: dict[str, tuple[Any, ...]] = {}
    records = [link.agency_person_id for link in linking.links_of_persons(reader.session, [person])]
    for row in feeds.statements_of(reader.session, records):
        if row.batch_id is None:
            found[row.group] = (*found.get(row.group, ()), (row.id, row.value, row.replaces))
    return found
