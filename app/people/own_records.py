"""Under which record does the council itself speak of somebody, and how is one statement of an officer kept?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from app.errors import DeskError, NotFound
from app.feeds.cleaning import Cleaned, read_nhs_number, read_uln, read_upn
from app.feeds.derived_rows import derive_again
from app.unit_of_work import UnitOfWork
from app.vocabulary import codes
from models import directory, feeds, linking, people
from models.base import new_key
from models.codes import LinkHow
from models.directory import Organisation
from models.feeds import AgencyPerson, Statement
from models.linking import Link
from models.people import Person

#: The council's own services, under whose name its officers speak.
OWN = "LA"
#: How a reference begins that nobody gave; it stands for none and is not shown.
STANDS_FOR_NONE = "made-"
_NUMBERS: dict[str, Callable[[str], Cleaned]] = {
    "nhs_number": read_nhs_number,
    "upn": read_upn,
    "former_upn": read_upn,
    "uln": read_uln,
}


def check_said(group: str, value: dict[str, Any]) -> None:
    """Refuse a field group that the desk does not know, and a value in which nothing is written."""
    if group not in dict(codes("group")):
        raise DeskError("The desk keeps nothing under this name.", kept="Nothing was changed.")
    if not any(part not in (None, "", [], {}) for part in value.values()):
        raise DeskError("Nothing was written.", kept="Nothing was changed.", next_step="Write what you know.")


def keep_statement(
    work: UnitOfWork,
    record: UUID,
    group: str,
    value: dict[str, Any],
    *,
    said_on: str | None = None,
    replaces: UUID | None = None,
) -> UUID:
    """Keep what the officer says under a record of the council's own; give the statement. The caller records the act.

    A number is checked as one from a file is; one that fails is kept, flagged, and not used for linking.
    """
    check_said(group, value)
    usable, as_given = True, None
    if group in _NUMBERS and value.get("value"):
        read = _NUMBERS[group](str(value["value"]))
        usable, as_given = read.usable, None if read.usable else str(value["value"])
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
    return row.id


def own_organisation(work: UnitOfWork) -> Organisation:
    """Give the organisation under whose name officers speak."""
    own = directory.organisation_coded(work.session, OWN)
    if own is None:
        raise NotFound(
            "The council's own services are not in the directory.",
            kept="Nothing was changed.",
            next_step=f"Add them to the directory with the code {OWN}.",
        )
    return own


def own_record(work: UnitOfWork, person: UUID) -> UUID:
    """Give the council's own record of a person; it is made and linked when there is none.

    Where an officer added the person by hand, that record is the one; a record that came in a file is never spoken under.
    """
    row, own = people.person(work.session, person), own_organisation(work)
    if row is None:
        raise NotFound("This person is not kept here.", kept="Nothing was changed.")
    linked = _linked_to(work, person)
    by_hand = [each for each in linked if each.organisation_id == own.id and each.first_batch_id is None]
    if by_hand:
        return next((each.id for each in by_hand if each.reference == row.reference), by_hand[0].id)
    taken = feeds.agency_person(work.session, own.id, row.reference) is not None
    record = new_record(
        work, "" if taken else row.reference, is_child=not linked or any(each.is_child for each in linked)
    )
    link_record(work, record, person, LinkHow.CONFIRMED, "Recorded by an officer about this person.")
    return record


def _linked_to(work: UnitOfWork, person: UUID) -> list[AgencyPerson]:
    keys = [link.agency_person_id for link in linking.links_of_persons(work.session, [person])]
    rows = {row.id: row for row in feeds.agency_persons(work.session, keys)}
    return [rows[key] for key in keys if key in rows]


def new_record(work: UnitOfWork, reference: str = "", *, is_child: bool) -> UUID:
    """Make a record of the council's own, linked to nobody yet; without a reference it gets one that stands for none."""
    key = new_key()
    record = AgencyPerson(
        id=key,
        organisation_id=own_organisation(work).id,
        reference=reference or f"{STANDS_FOR_NONE}{key.hex[-16:]}",
        made_by_us=True,
        is_child=is_child,
    )
    work.session.add(record)
    work.session.flush()
    return key


def link_record(work: UnitOfWork, record: UUID, person: UUID, how: LinkHow, why: str) -> UUID:
    """Link a record to a person of ours because an officer says so."""
    link = Link(
        agency_person_id=record,
        person_id=person,
        how=how,
        reasons=[{"field": "why", "verdict": "", "words": why}],
        engine="by hand",
        linked_by=work.officer.id,
        linked_at=work.at,
    )
    work.session.add(link)
    work.session.flush()
    work.topics.add("links")
    return link.id


def own_person(work: UnitOfWork, record: UUID, why: str) -> UUID:
    """Make a person of ours out of a record that is linked to nobody."""
    person = Person(id=new_key(), reference=work.new_reference("P"), made_at=work.at, made_by=work.officer.id)
    person.state, person.restrictions = "here", []
    work.session.add(person)
    work.session.flush()
    link_record(work, record, person.id, LinkHow.FIRST, why)
    return person.id


def settle_derived(work: UnitOfWork, records: Iterable[UUID]) -> None:
    """Make again what search and matching read of these records, and of those whose family they are."""
    work.session.flush()
    keys = list(dict.fromkeys(records))
    rows = {row.id: row for row in feeds.agency_persons(work.session, keys)}
    named: dict[UUID, set[str]] = {}
    for one in feeds.statements_of(work.session, keys):
        if one.group == "relation" and one.value.get("other"):
            named.setdefault(rows[one.agency_person_id].organisation_id, set()).add(str(one.value["other"]))
    for organisation, references in named.items():
        keys += feeds.references_known(work.session, organisation, sorted(references)).values()
    derive_again(work, dict.fromkeys(keys))
