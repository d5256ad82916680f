"""Which shares are there: of a child, waiting as drafts, decided; and what exactly did one of them carry?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.casefile import gathering as case
from app.casefile.masking import Clues
from app.clock import moment
from app.errors import NotFound
from app.people.standing import Said
from app.people.wording import in_words
from app.references import read_reference
from app.sharing.catalogue import shipped_catalogue
from app.sharing.categories import CLUES, proposed_category
from app.sharing.freezing import unfreeze
from app.sharing.share_draft import ShareDraft
from app.sharing.share_file import read_draft
from app.unit_of_work import Reader, UnitOfWork
from models import linking, people, sharing
from models.casefile_rows import ToldRow
from models.codes import ShareState
from models.database import DoorSession


@dataclass(frozen=True, slots=True)
class ShareShown:
    """One share as listed; ``on`` is when it was decided, or begun while it is a draft."""

    id: UUID
    reference: str
    state: str
    decision: str
    about: tuple[str, ...]
    to: str
    purpose: str
    on: datetime
    review_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShareOpened:
    """A decided share with its frozen document; a draft with what was chosen so far."""

    shown: ShareShown
    fingerprint: str
    document: Mapping[str, Any] | None
    draft: ShareDraft | None


@dataclass(frozen=True, slots=True)
class Choosable:
    """Something known of a child that could be chosen to leave; what is hidden or unreadable says so."""

    kind: str
    key: str
    category: str
    group: str
    words: str
    organisation: str
    date: str
    tag: str
    hidden: bool
    usable: bool


def shares_of_person(reader: Reader, reference: str) -> tuple[ShareShown, ...]:
    """List the shares about one of our persons, joined persons included, the newest first; dropped ones are left out."""
    require(reader, Act.DRAFT_SHARE)
    person = people.person_referenced(reader.session, read_reference(reference))
    if person is None:
        raise NotFound("There is no person with this reference.")
    everyone = linking.one_child(reader.session, person.id)
    rows = sharing.shares_about(reader.session, everyone)
    return _shown(reader.session, (row for row in rows if row.state != ShareState.DROPPED))


def shares_in_state(reader: Reader, *states: str) -> tuple[ShareShown, ...]:
    """List the shares in these states, the newest first; drafts and decided ones when no state is named."""
    require(reader, Act.DRAFT_SHARE)
    wanted = states or (ShareState.DRAFT, ShareState.DECIDED)
    return _shown(reader.session, sharing.shares_in(reader.session, *wanted))


def open_share(work: UnitOfWork, reference: str) -> ShareOpened:
    """Open a share to read it; that its persons were looked at is written to the log first."""
    require(work, Act.DRAFT_SHARE)
    row = sharing.share_referenced(work.session, read_reference(reference))
    if row is None:
        raise NotFound("There is no share with this reference.")
    persons = [about.person_id for about in sharing.about_of(work.session, row.id)]
    work.record("open_child", persons=persons, things=[row.id])
    shown = _shown(work.session, [row])[0]
    if row.frozen is not None:
        return ShareOpened(shown, row.frozen_sha256 or "", unfreeze(row.frozen), None)
    return ShareOpened(shown, "", None, read_draft(row.draft, shipped_catalogue()))


def things_to_choose(reader: Reader, reference: str) -> tuple[Choosable, ...]:
    """Give what stands in front of a child's statements, then the records, each with a proposed category.

    Nothing is chosen by it. An address that is hidden, and what would lead to it, is marked and masked, not left out.
    """
    require(reader, Act.DRAFT_SHARE)
    person = people.person_referenced(reader.session, read_reference(reference))
    if person is None:
        raise NotFound("There is no person with this reference.")
    found = case.gather(reader.session, case.persons_of(reader.session, person.id))
    names = {row.agency_person: row.organisation_name for row in found.linked}
    statements = [
        _statement(one, names.get(one.source.agency_person, ""), found.withheld) for one in found.shown
    ]
    records: dict[UUID, Choosable] = {}
    for row in found.told:
        records.setdefault(row.id, _record(row, found.clues))
    return (*statements, *records.values())


def _statement(one: Said, organisation: str, withheld: bool) -> Choosable:
    return Choosable(
        kind="statement",
        key=str(one.id),
        category=proposed_category("statement", one.group),
        group=one.group,
        words=in_words(one.group, one.value, one.as_given),
        organisation=organisation,
        date=one.said_on or one.heard_at[:10],
        tag="",
        hidden=withheld and one.group in CLUES,
        usable=one.usable,
    )


def _record(row: ToldRow, clues: Clues) -> Choosable:
    return Choosable(
        kind="record",
        key=str(row.id),
        category=proposed_category("record", row.kind),
        group=row.kind,
        words=clues.taken_out(row.text),
        organisation=row.organisation_name,
        date=row.date_iso,
        tag=row.tag or "",
        hidden=clues.stands_in(row.text),
        usable=True,
    )


def _shown(session: DoorSession, rows: Iterable[sharing.Share]) -> tuple[ShareShown, ...]:
    return tuple(_one(session, row) for row in rows)


def _one(session: DoorSession, row: sharing.Share) -> ShareShown:
    """A decided share is read from its frozen document, a draft from what was chosen so far."""
    about = [one.person_id for one in sharing.about_of(session, row.id)]
    references = tuple(person.reference for person in people.persons(session, about))
    if row.frozen is not None:
        document = unfreeze(row.frozen)
        to, purpose = document["to"]["organisation"], document["purpose"]["text"]
        on = moment(document["decided_at"])
    else:
        values = row.draft or {}
        to, purpose = values.get("to", {}).get("organisation", ""), values.get("purpose", {}).get("text", "")
        on = row.begun_at
    return ShareShown(
        row.id, row.reference, row.state, row.decision or "", references, to, purpose, on, row.review_at
    )
