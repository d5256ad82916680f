"""What have our own officers recorded of somebody: what stands, what it replaced, and which letters came in?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.access import Act, reason_code, require
from app.casefile.banner import Banner
from app.casefile.case_view import banner_of
from app.casefile.gathering import Gathered, gather, persons_of
from app.casefile.masking import Clues, is_masked, masked
from app.clock import LONDON
from app.dates import from_day
from app.people.families import Relative, family_of
from app.people.letters import LetterOpened, read_letter_of
from app.people.saying import TAKEN_BACK
from app.people.standing import Said
from app.people.wording import in_words
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import words
from models import casefile, directory, officers, people
from models.database import DoorSession, driver


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """One thing our officers say, as it stands: by whom, when, and what it replaced, the last word first.

    ``ended`` says that it no longer holds. ``value`` is what a correction begins from; it is empty while the address is
    withheld, which can only be corrected by whoever is shown it.
    """

    key: UUID
    group: str
    group_words: str
    text: str
    value: Mapping[str, Any]
    by: str
    said_on: str
    replaced: tuple[str, ...]
    ended: bool
    may_be_taken_back: bool
    review: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class LetterShown:
    """One letter in the list: its name and kind, who sent it, when it came; ``ended_because`` where it was removed."""

    key: UUID
    name: str
    kind: str
    size: int
    sender: str
    received_on: str
    added: str
    ended_because: str


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Everything our officers recorded of one person, and the letters; clues to a withheld address are taken out."""

    person: UUID
    reference: str
    banner: Banner
    statements: tuple[OwnStatement, ...]
    letters: tuple[LetterShown, ...]
    expected: bool
    address_withheld: bool


def open_own_record(work: UnitOfWork, person: UUID, *, reason: str = "") -> OwnRecord:
    """Open what was recorded of a person; the look is in the log before anything is given.

    ``reason`` is a code of the vocabulary's ``reason_to_look``; information governance must give one.
    """
    require(work, Act.OPEN_CHILD, reason=reason)
    persons = persons_of(work.session, person)
    work.record("open_child", persons=[one.id for one in persons], reason_code=reason_code(reason))
    return _shown(work.session, gather(work.session, persons), work.at)


def open_letter(work: UnitOfWork, attachment: UUID, *, reason: str = "") -> LetterOpened:
    """Open a letter as text for the screen; clues to a withheld address are taken out of it."""
    require(work, Act.OPEN_CHILD, reason=reason)
    opened = read_letter_of(work, attachment, reason=reason)
    clues = gather(work.session, persons_of(work.session, opened.person)).clues
    return replace(opened, text=clues.taken_out(opened.text), name=clues.taken_out(opened.name))


def name_of(reader: Reader, person: UUID) -> str:
    """Give the name of a person of ours as every banner shows it, for choosing them; nothing else is shown."""
    require(reader, Act.SEARCH)
    return banner_of(gather(reader.session, persons_of(reader.session, person)), reader.at).name


def _shown(session: DoorSession, gathered: Gathered, at: datetime) -> OwnRecord:
    ours = tuple(one for one in gathered.said if one.batch is None and one.by)
    why = next((one.why for one in gathered.withholdings if one.why), "")
    shown = masked(ours, gathered.clues, why) if gathered.withheld else ours
    today = at.astimezone(LONDON).date().isoformat()
    statements = _statements(shown, _families(session, gathered, shown), today)
    return OwnRecord(
        gathered.persons[0].id,
        gathered.persons[0].reference,
        banner_of(gathered, at),
        statements,
        _letters(session, gathered),
        any(one.group == "expected" and not one.ended for one in statements),
        gathered.withheld,
    )


def _statements(said: tuple[Said, ...], family: Mapping[UUID, str], today: str) -> tuple[OwnStatement, ...]:
    by_key = {one.id: one for one in said}
    replaced = {one.replaces for one in said}
    return tuple(
        _statement(one, _before(one, by_key, family), family, today)
        for one in reversed(said)
        if one.id not in replaced
    )


def _statement(one: Said, before: tuple[str, ...], family: Mapping[UUID, str], today: str) -> OwnStatement:
    ended, review = bool(one.value.get("ended")), str(one.value.get("review") or "")
    return OwnStatement(
        one.id,
        one.group,
        words("group", one.group),
        _text(one, family),
        {} if is_masked(one) else one.value,
        one.by,
        one.said_on,
        before,
        ended,
        one.group in TAKEN_BACK and not ended,
        review,
        bool(review) and review < today,
    )


def _text(one: Said, family: Mapping[UUID, str]) -> str:
    said = in_words(one.group, one.value, one.as_given)
    return f"{family[one.id]}: {said}" if one.id in family else said


def _before(one: Said, by_key: Mapping[UUID, Said], family: Mapping[UUID, str]) -> tuple[str, ...]:
    """Give in words what a statement replaced, and what that replaced, the last word first."""
    found: list[str] = []
    while one.replaces is not None and one.replaces in by_key:
        one = by_key[one.replaces]
        found.append(f"{_text(one, family)} ({one.by}, {_day(one.heard_at)})")
    return tuple(found)


def _families(session: DoorSession, gathered: Gathered, said: tuple[Said, ...]) -> dict[UUID, str]:
    """Give the name of the relative whom each statement of a relation names."""
    relations = [one for one in said if one.group == "relation" and one.value.get("other")]
    if not relations:
        return {}
    codes_of = {row.organisation: row.organisation_code for row in gathered.linked}
    others = sorted({str(one.value["other"]) for one in relations})
    rows = casefile.relatives(driver(session), list(codes_of), others)
    known = {
        (codes_of[row.organisation], row.reference): Relative(
            gathered.clues.taken_out_of(row.name), row.person_reference
        )
        for row in rows
    }
    return {one.id: family_of([one], known)[0].name for one in relations}


def _letters(session: DoorSession, gathered: Gathered) -> tuple[LetterShown, ...]:
    senders = {row.id: row.name for row in directory.organisations(session)}
    names = {row.id: row.name for row in officers.officers(session)}
    clues: Clues = gathered.clues
    return tuple(
        LetterShown(
            row.id,
            clues.taken_out(row.name),
            row.kind,
            row.size,
            senders.get(row.organisation_id, "") if row.organisation_id else "",
            row.received_on or "",
            f"{names.get(row.added_by, '')}, {_day(row.added_at.astimezone(LONDON).date().isoformat())}",
            row.ended_because or "",
        )
        for row in people.attachments_of(session, [one.id for one in gathered.persons])
    )


def _day(moment: str) -> str:
    return from_day(date.fromisoformat(moment[:10])).shown()
