"""A child who was expected is born: the birth stands in the place of the expected date, all under the same record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.access import Act, require
from app.clock import LONDON
from app.dates import GivenDate
from app.errors import DeskError, NotFound, RefusedInput
from app.people.own_records import keep_statement, own_record, settle_derived
from app.unit_of_work import UnitOfWork
from models import feeds, linking
from models.feeds import Statement


def record_birth(
    work: UnitOfWork,
    person: UUID,
    birth: GivenDate,
    *,
    given: str = "",
    family: str = "",
    sex: str = "",
    nhs_number: str = "",
) -> UUID:
    """Record that an unborn child was born; give the statement of the birth, which replaces the expected date.

    Names and sex, where they are known, replace those of the unborn child in the same way. Refused without year, for a
    day in the future, and where no expected date of the council's own stands: then the birth date is just recorded.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    today = work.at.astimezone(LONDON).date()
    if birth.year is None or (birth.year, birth.month or 1, birth.day or 1) > (
        today.year,
        today.month,
        today.day,
    ):
        raise RefusedInput(
            "A birth has a date that is not in the future.",
            kept="Nothing was changed.",
            next_step="Write the day; month and year are enough.",
        )
    record, said = _expecting(work, person)
    done = keep_statement(work, record, "birth", {"date": birth.to_value()}, replaces=said["expected"].id)
    things, groups = [done, record], ["birth", "expected"]
    for group, value in _also(said, given.strip(), family.strip(), sex, nhs_number.strip()):
        old = said.get(group)
        things.append(keep_statement(work, record, group, value, replaces=old.id if old else None))
        groups.append(group)
    work.record("record_birth", persons=[person], things=things, groups=groups)
    settle_derived(work, [record])
    return done


def _expecting(work: UnitOfWork, person: UUID) -> tuple[UUID, dict[str, Statement]]:
    """Give the council's own record in which the child is expected, and what stands in it by group."""
    record = own_record(work, person)
    others = [link.agency_person_id for link in linking.links_of_persons(work.session, [person])]
    for key in dict.fromkeys([record, *others]):
        own = [row for row in feeds.statements_of(work.session, [key]) if row.batch_id is None]
        replaced = {row.replaces for row in own}
        said = {row.group: row for row in own if row.id not in replaced}
        if "expected" in said:
            return key, said
    if not others:
        raise NotFound("This person is not kept here.", kept="Nothing was changed.")
    raise DeskError(
        "No officer recorded that this child is expected, so there is nothing for a birth to replace.",
        kept="Nothing was changed.",
        next_step="Record the birth date as what you know.",
    )


def _also(
    said: dict[str, Statement], given: str, family: str, sex: str, nhs_number: str
) -> list[tuple[str, dict[str, Any]]]:
    before = dict(said["name"].value) if "name" in said else {}
    found: list[tuple[str, dict[str, Any]]] = []
    if given or family:
        name = {**before, **{key: part for key, part in (("given", given), ("family", family)) if part}}
        found.append(("name", name))
    if sex:
        found.append(("sex", {"code": sex}))
    if nhs_number:
        found.append(("nhs_number", {"value": nhs_number}))
    return found
