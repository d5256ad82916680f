"""A borough in small: batches accepted, children linked, addresses withheld, all through the one door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from app.dates import GivenDate
from app.desk import Desk
from app.feeds.deriving import SaidValue, search_words
from app.unit_of_work import UnitOfWork
from models import directory
from models.base import new_key
from models.codes import BatchState, Decision, LinkHow, ShareState
from models.feeds import AgencyPerson, Batch, BatchFile, Record, RecordPerson, SearchWord, Statement
from models.linking import Link, PersonLink
from models.people import Person, Settlement, WithheldAddress
from models.sharing import Share, ShareAbout, ShareTo


@dataclass(frozen=True)
class Told:
    """One event in a file: when (ISO, may be cut), what kind, the text."""

    on: str
    text: str
    kind: str = "police_notice"
    tag: str | None = "fact"
    role: str = "child"
    reference: str = ""


@dataclass(frozen=True)
class Row:
    """One person in a file: the organisation's reference and what it says, as (group, value) or (group, value, day).

    ``beside`` are the names of who is told beside a child.
    """

    reference: str
    says: tuple[tuple[Any, ...], ...] = ()
    told: tuple[Told, ...] = ()
    is_child: bool = True
    unusable: tuple[tuple[str, str], ...] = ()
    beside: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class BroughtIn:
    """An accepted batch: its key, and the agency persons by reference."""

    batch: UUID
    people: dict[str, UUID] = field(default_factory=dict)


def name(given: str, family: str, **more: str) -> tuple[str, dict[str, Any]]:
    """Say a name."""
    return "name", {"given": given, "family": family, **more}


def born(
    year: int, month: int | None = None, day: int | None = None, precision: str = "exact"
) -> tuple[str, Any]:
    """Say a birth date."""
    return "birth", {"date": GivenDate(year, month, day, precision).to_value()}


def expected(year: int, month: int, day: int) -> tuple[str, Any]:
    """Say when a child is expected."""
    return "expected", {"date": GivenDate(year, month, day).to_value()}


def home(line: str, postcode: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """Say a home address."""
    return "address", {"lines": [line, "Tidewell"], "postcode": postcode, "kind": "home", **more}


def relation(other: str, code: str, *, responsible: bool | None = None) -> tuple[str, dict[str, Any]]:
    """Say who another of the organisation's persons is to this one."""
    return "relation", {"other": other, "relation": code, "parental_responsibility": responsible}


def given_date(iso: str) -> dict[str, Any]:
    """Give the value of a date of which only the beginning may be known."""
    parts = [int(part) for part in iso[:10].split("-")] if iso else []
    precision = {0: "unreadable", 1: "year", 2: "month", 3: "exact"}[len(parts)]
    year, month, day = (*parts, None, None, None)[:3]
    return GivenDate(year, month, day, precision).to_value()


def bring_in(desk: Desk, code: str, *rows: Row, file: str = "list.csv", days: int = 0) -> BroughtIn:
    """Accept a batch of one organisation; ``days`` moves the time it was heard."""
    return desk.do(_bring_in, code, rows, file, days)


def _bring_in(work: UnitOfWork, code: str, rows: tuple[Row, ...], file: str, days: int) -> BroughtIn:
    organisation = directory.organisation_coded(work.session, code)
    assert organisation is not None
    at = work.at + timedelta(days=days)
    batch = Batch(
        reference=work.new_reference("B"),
        organisation_id=organisation.id,
        layout_name=f"{code} list",
        layout_version="1",
        state=BatchState.STAGED,
        staged_at=at,
        staged_by=work.officer.id,
        **dict.fromkeys(("accepted_at", "accepted_by", "undone_at", "undone_by", "undone_because")),
    )
    work.session.add_all([batch, BatchFile(batch_id=batch.id, name=file, sha256=new_key().hex, size=1)])
    work.record("stage_batch", things=[batch.id])
    work.session.flush()
    brought = BroughtIn(batch.id)
    for row in rows:
        brought.people[row.reference] = _stage(work, batch, row, at)
    batch.state, batch.accepted_at, batch.accepted_by = BatchState.ACCEPTED, at, work.officer.id
    work.record("accept_batch", things=[batch.id])
    for row in rows:
        work.insert_many(SearchWord, search_rows(brought.people[row.reference], row))
    return brought


def _stage(work: UnitOfWork, batch: Batch, row: Row, at: Any) -> UUID:
    known = work.session.query(AgencyPerson).filter_by(
        organisation_id=batch.organisation_id, reference=row.reference
    )
    person = known.one_or_none()
    key = person.id if person else new_key()
    if person is None:
        new = {
            "id": key,
            "organisation_id": batch.organisation_id,
            "reference": row.reference,
            "made_by_us": False,
            "is_child": row.is_child,
            "first_batch_id": batch.id,
        }
        work.stage(batch, AgencyPerson, [new])
    said = [(*(*one, "", "")[:3], "", True) for one in row.says]
    said += [(group, {}, "", text, False) for group, text in row.unusable]
    work.stage(batch, Statement, [_statement(key, batch, at, place, *one) for place, one in enumerate(said)])
    for told in row.told:
        _stage_record(work, batch, key, told, at)
    return key


def _statement(key: UUID, batch: Batch, at: Any, place: int, *said: Any) -> dict[str, Any]:
    group, value, day, text, usable = said
    return {
        "id": new_key(),
        "agency_person_id": key,
        "batch_id": batch.id,
        "officer_id": None,
        "group": group,
        "value": value,
        "value_schema": 1,
        "said_on": day or None,
        "heard_at": at,
        "place": f"row {place}",
        "as_given": text or None,
        "usable": usable,
        "replaces": None,
    }


def _stage_record(work: UnitOfWork, batch: Batch, key: UUID, told: Told, at: Any) -> None:
    record = {
        "id": new_key(),
        "organisation_id": batch.organisation_id,
        "batch_id": batch.id,
        "officer_id": None,
        "reference": told.reference,
        "kind": told.kind,
        "date": given_date(told.on),
        "date_iso": told.on,
        "text": told.text,
        "tag": told.tag,
        "heard_at": at,
        "place": "",
    }
    work.stage(batch, Record, [record])
    took_part = {"id": new_key(), "record_id": record["id"], "agency_person_id": key, "batch_id": batch.id}
    work.stage(batch, RecordPerson, [{**took_part, "role": told.role}])


def search_rows(key: UUID, row: Row) -> list[dict[str, Any]]:
    """Give the search words of one row, as acceptance derives them."""
    said = [SaidValue(group, value, True) for group, value, *_ in row.says]
    return [
        {"agency_person_id": key, "kind": kind, "folded": folded, "shown": shown}
        for kind, folded, shown in search_words(row.reference, False, said, row.beside)
    ]


def a_child(desk: Desk, *agency_persons: UUID) -> UUID:
    """Make a person of ours of these agency persons: the first makes it, the others are confirmed."""
    return desk.do(_a_child, agency_persons)


def _a_child(work: UnitOfWork, agency_persons: tuple[UUID, ...]) -> UUID:
    person = Person(reference=work.new_reference("P"), made_at=work.at, made_by=work.officer.id)
    work.session.add(person)
    work.session.flush()
    for place, key in enumerate(agency_persons):
        link = Link(
            agency_person_id=key,
            person_id=person.id,
            how=LinkHow.CONFIRMED if place else LinkHow.FIRST,
            reasons=[{"field": "name", "verdict": "same", "words": "same name"}] if place else [],
            engine="1",
            linked_by=work.officer.id,
            linked_at=work.at + timedelta(seconds=place),
        )
        work.session.add(link)
    work.record("confirm_link", persons=[person.id])
    return person.id


def join(desk: Desk, leading: UUID, following: UUID) -> None:
    """Say that two persons of ours are one child."""
    desk.do(
        _add,
        PersonLink,
        "join_persons",
        leading,
        {"person_id": leading, "other_id": following, "reasons": []},
    )


def withhold(desk: Desk, person: UUID, *, why: str = "fled from him", from_whom: str = "Karl Bell") -> None:
    """Withhold a person's address."""
    desk.do(
        _add,
        WithheldAddress,
        "withhold_address",
        person,
        {"person_id": person, "why": why, "from_whom": from_whom},
    )


def settle(desk: Desk, person: UUID, group: str, statement: UUID | None, value: Any = None) -> None:
    """Settle a group on one statement, or on a value."""
    values = {"person_id": person, "group": group, "statement_id": statement, "value": value or {}}
    values["because"] = "certificate seen"
    desk.do(_add, Settlement, "settle", person, values)


_BY_AND_AT = {
    PersonLink: ("joined_by", "joined_at"),
    WithheldAddress: ("set_by", "set_at"),
    Settlement: ("settled_by", "settled_at"),
}


def _add(work: UnitOfWork, table: Any, act: str, person: UUID, values: dict[str, Any]) -> None:
    by, at = _BY_AND_AT[table]
    row = table(**values, **{by: work.officer.id, at: work.at})
    work.session.add(row)
    work.record(act, persons=[person], things=[row.id])


def a_decided_share(desk: Desk, person: UUID, code: str) -> str:
    """Put a decided share about a person to an organisation into the store; gives its reference."""
    return desk.do(_a_decided_share, person, code)


def _a_decided_share(work: UnitOfWork, person: UUID, code: str) -> str:
    organisation = directory.organisation_coded(work.session, code)
    assert organisation is not None
    share = Share(
        reference=work.new_reference("S"),
        state=ShareState.DECIDED,
        decision=Decision.SHARE,
        draft={},
        begun_at=work.at,
        begun_by=work.officer.id,
        decided_at=work.at,
        decided_by=work.officer.id,
        frozen=b"{}",
        frozen_sha256="",
    )
    work.session.add(share)
    work.session.flush()
    work.session.add(ShareAbout(share_id=share.id, person_id=person))
    work.session.add(
        ShareTo(share_id=share.id, organisation_id=organisation.id, person="", channel="secure_email")
    )
    work.record("decide_share", things=[share.id])
    return share.reference
