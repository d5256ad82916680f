"""What our own officers know of a child: recorded as a statement of the council's own, corrected by a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.errors import DeskError, NotFound
from app.feeds.cleaning import Cleaned, read_nhs_number, read_uln, read_upn
from app.feeds.derived_rows import derive_again
from app.unit_of_work import UnitOfWork
from app.vocabulary import codes
from models import directory, feeds, linking, people
from models.base import new_key
from models.codes import LinkHow
from models.feeds import AgencyPerson, Statement
from models.linking import Link

#: The council's own services, under whose name its officers speak.
OWN = "LA"
_NUMBERS: dict[str, Callable[[str], Cleaned]] = {
    "nhs_number": read_nhs_number,
    "upn": read_upn,
    "former_upn": read_upn,
    "uln": read_uln,
}


def record_statement(
    work: UnitOfWork, person: UUID, group: str, value: dict[str, Any], *, said_on: str | None = None
) -> UUID:
    """Record what an officer knows of a person: a field group and its value; give the statement.

    It stands under the council's own record of the person, which is made with the first such statement. A number is
    checked as one from a file is; one that fails is kept, flagged, and not used for linking.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    _check(group, value)
    record = _own_record(work, person)
    row = _statement(work, record, group, value, said_on, None)
    work.record("record_statement", persons=[person], things=[row.id, record], groups=[group])
    _settle_derived(work, record)
    return row.id


def correct_statement(work: UnitOfWork, statement: UUID, value: dict[str, Any]) -> UUID:
    """Put a new statement in front of one that an officer recorded; give the new one, the old one is kept.

    What an agency said is never corrected here: refused, with the way to settle it instead.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    old = feeds.statement(work.session, statement)
    if old is None:
        raise NotFound("This statement is not kept here.", kept="Nothing was changed.")
    if old.officer_id is None:
        raise DeskError(
            "An agency said this, so it is not ours to correct.",
            kept="It stands as it was said.",
            next_step="Record what you know and settle on it, and tell the agency.",
        )
    _check(old.group, value)
    row = _statement(work, old.agency_person_id, old.group, value, old.said_on, old.id)
    link = linking.live_link(work.session, old.agency_person_id)
    work.record(
        "correct_statement",
        persons=[link.person_id] if link else [],
        things=[row.id, old.agency_person_id],
        groups=[old.group],
    )
    _settle_derived(work, old.agency_person_id)
    return row.id


def _check(group: str, value: dict[str, Any]) -> None:
    if group not in dict(codes("group")):
        raise DeskError("The desk keeps nothing under this name.", kept="Nothing was changed.")
    if not any(part not in (None, "", [], {}) for part in value.values()):
        raise DeskError("Nothing was written.", kept="Nothing was changed.", next_step="Write what you know.")


def _statement(
    work: UnitOfWork,
    record: UUID,
    group: str,
    value: dict[str, Any],
    said_on: str | None,
    replaces: UUID | None,
) -> Statement:
    usable, as_given = True, None
    if group in _NUMBERS:
        read = _NUMBERS[group](str(value.get("value", "")))
        usable, as_given = read.usable, None if read.usable else str(value.get("value", ""))
        value = read.value
    row = Statement(
        id=new_key(),
        agency_person_id=record,
        batch_id=None,
        officer_id=work.officer.id,
        group=group,
        value=value,
        said_on=said_on or work.at.date().isoformat(),
        heard_at=work.at,
        place="recorded by an officer",
        as_given=as_given,
        usable=usable,
        replaces=replaces,
    )
    work.session.add(row)
    work.topics |= {"people", "search"}
    return row


def _own_record(work: UnitOfWork, person: UUID) -> UUID:
    """Give the council's own record of a person; it is made and linked when there is none."""
    row = people.person(work.session, person)
    own = directory.organisation_coded(work.session, OWN)
    if row is None or own is None:
        raise NotFound("This person is not kept here.", kept="Nothing was changed.")
    known = feeds.agency_person(work.session, own.id, row.reference)
    if known is not None:
        return known.id
    record = AgencyPerson(
        id=new_key(), organisation_id=own.id, reference=row.reference, made_by_us=True, is_child=True
    )
    work.session.add(record)
    work.session.flush()
    work.session.add(
        Link(
            agency_person_id=record.id,
            person_id=person,
            how=LinkHow.CONFIRMED,
            reasons=[{"field": "why", "verdict": "", "words": "Recorded by an officer about this child."}],
            engine="by hand",
            linked_by=work.officer.id,
            linked_at=work.at,
        )
    )
    work.session.flush()
    return record.id


def _settle_derived(work: UnitOfWork, record: UUID) -> None:
    work.session.flush()
    derive_again(work, [record])
