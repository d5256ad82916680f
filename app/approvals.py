"""What waits for a second person: asked by one officer, answered by another who may, each in an entry of their own.

The second person answers at their own desk, from the worklist, or in place: they prove their passphrase at this desk and
the answer is theirs. Either way it is one row and two entries.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from app.access import Act, OfficerNow, may, require
from app.desk import Desk
from app.errors import NotAllowed, NotFound, RefusedInput
from app.officers import officer_now
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import act_words
from models import officers, people, sharing
from models.base import new_key
from models.codes import Role
from models.database import DoorSession
from models.officers import Approval
from resources import text

#: What is asked for, by act, where the log's own words say that it was done.
ASKED = {
    Act.LIFT_WITHHELD_ADDRESS.value: "Lift a withheld address",
    Act.KEEP_CATALOGUE.value: "Approve a power for this council",
}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a second person: which act, about what, why, who asked and when.

    ``about`` names by reference what is agreed to, never a person by name.
    """

    key: UUID
    act: str
    words: str
    about: str
    why: str
    asked_by: str
    asked_at: datetime
    person: UUID | None
    thing: UUID


@dataclass(frozen=True)
class Signature:
    """What somebody agreed to as second person: in which capacity, who, when, and for what it holds."""

    sign: str
    by: UUID
    at: datetime
    words: str
    covers: str


@dataclass(frozen=True)
class Sign:
    """A capacity in which a share is signed: its words, the roles that may, and the rules that ask for it."""

    words: str
    roles: frozenset[Role]
    settles: frozenset[str]


@cache
def signs() -> Mapping[str, Sign]:
    """Give each capacity in which a share is signed, by its code."""
    table: dict[str, dict[str, Any]] = tomllib.loads(text("roles.toml"))["signs"]
    return {
        code: Sign(each["words"], frozenset(map(Role, each["roles"])), frozenset(each["settles"]))
        for code, each in table.items()
    }


def ask_second(
    work: UnitOfWork,
    act: Act,
    thing: UUID,
    why: str,
    *,
    person: UUID | None = None,
    sign: str = "",
    covers: str = "",
) -> UUID:
    """Ask for a second person where none is at hand; whoever asks may do the act themselves.

    ``sign`` is the capacity in which a share is signed (``signs``); ``covers`` the fingerprint of what is agreed to.
    Refused without a reason, and where the same is asked of the same thing already.
    """
    require(work, act)
    if not why.strip():
        raise RefusedInput(
            "Say why it is needed.", kept="Nothing was asked.", next_step="The second person decides by it."
        )
    wanted = f"{act.value}:{sign}" if sign else act.value
    for row in officers.open_approvals(work.session):
        if row.act == wanted and row.thing == thing:
            if (row.covers or "") == covers:
                raise RefusedInput(
                    "This waits for a second person already.",
                    kept="Nothing was changed.",
                    next_step="It stands on the worklist of those who may answer.",
                )
            row.state = "withdrawn"
    row = Approval(
        id=new_key(),
        act=wanted,
        thing=thing,
        person_id=person,
        why=why.strip(),
        asked_by=work.officer.id,
        asked_at=work.at,
        covers=covers or None,
    )
    work.session.add(row)
    persons = [] if person is None else [person]
    work.record("ask_second", persons=persons, things=[row.id, thing], reason_code=act.value)
    work.topics.add("approvals")
    return row.id


def answer_second(work: UnitOfWork, key: UUID, *, given: bool, words: str = "") -> None:
    """Give or refuse what waits; never by whoever asked, and a refusal says why."""
    require(work, Act.APPROVE_AS_SECOND)
    row = _open(work, key)
    if row.asked_by == work.officer.id:
        raise NotAllowed(
            "Whoever asked cannot be the second person.",
            kept="It still waits.",
            next_step="Ask another manager or your information-governance lead.",
        )
    if not _may_sign(work.officer, row.act):
        raise NotAllowed(
            "Your role does not let you sign in this capacity.",
            kept="It still waits.",
            next_step="Ask a colleague whose role does.",
        )
    if not given and not words.strip():
        raise RefusedInput(
            "A refusal needs its reason.", kept="It still waits.", next_step="Say in a few words why not."
        )
    row.state, row.answered_by, row.answered_at = "given" if given else "refused", work.officer.id, work.at
    row.answer = words.strip() or None
    persons = [] if row.person_id is None else [row.person_id]
    work.record("answer_second", persons=persons, things=[row.id, row.thing], reason_code=row.state)
    work.topics.add("approvals")


def agree_in_place(
    desk: Desk,
    act: Act,
    thing: UUID,
    why: str,
    *,
    second: str,
    passphrase: str,
    person: UUID | None = None,
    sign: str = "",
    covers: str = "",
    words: str = "",
) -> None:
    """Ask, and let the second person agree at this desk: they prove their passphrase, and the answer is their own entry.

    Refused, with nothing asked, when the passphrase is not theirs, when they are the one who asks, or may not agree.
    """
    desk.read(_may_ask, act)
    desk.keeper.prove_passphrase(second, passphrase)
    other = desk.read(officer_now, second)
    wanted = f"{act.value}:{sign}" if sign else act.value
    if other.id == desk.officer.id or not may(other, Act.APPROVE_AS_SECOND) or not _may_sign(other, wanted):
        raise NotAllowed(
            "The second person must be another officer, who may agree to this.",
            kept="Nothing was asked and nothing was changed.",
            next_step="Ask another manager or your information-governance lead.",
        )
    waiting = desk.read(_asked_already, wanted, thing, covers)
    if waiting is None:
        waiting = desk.do(ask_second, act, thing, why, person=person, sign=sign, covers=covers)
    first = desk.officer
    desk.act_as(other)
    try:
        desk.do(answer_second, waiting, given=True, words=words)
    finally:
        desk.act_as(first)


def use_given(work: UnitOfWork, act: Act, thing: UUID, covers: str = "") -> UUID:
    """Give who agreed as second person to an act on a thing, and use that up; refused where nobody did.

    What was agreed to for something else (``covers``) counts for nothing. Only whoever asked acts on it. The caller's
    entry must name the thing: it covers this write.
    """
    require(work, act)
    row = officers.given_approval(work.session, act.value, thing, work.officer.id, covers)
    if row is None or row.answered_by is None:
        raise NotAllowed(
            "Nobody has agreed to this as second person.",
            kept="Nothing was changed.",
            next_step="Ask for a second person; it then stands on their worklist.",
        )
    row.state = "used"
    work.topics.add("approvals")
    return row.answered_by


def signatures_on(session: DoorSession, thing: UUID) -> tuple[Signature, ...]:
    """Give the signatures in any capacity on a thing, each with the fingerprint of what it covers."""
    return tuple(
        Signature(
            row.act.partition(":")[2], row.answered_by, row.answered_at, row.answer or "", row.covers or ""
        )
        for row in officers.given_for(session, thing)
        if ":" in row.act and row.answered_by is not None and row.answered_at is not None
    )


def second_persons(reader: Reader, sign: str = "") -> tuple[str, ...]:
    """Name the officers who may agree as second person to what this officer asks, in a capacity or in none."""
    require(reader, Act.USE_OWN_DESK)
    here = (
        row
        for row in officers.officers(reader.session)
        if row.state == "here" and row.id != reader.officer.id
    )
    others = (OfficerNow(row.id, row.name, row.post, frozenset(map(Role, row.roles))) for row in here)
    fits = (one for one in others if may(one, Act.APPROVE_AS_SECOND) and _may_sign(one, f":{sign}"))
    return tuple(one.name for one in fits)


def waiting_for_second(reader: Reader) -> tuple[Waiting, ...]:
    """List what waits for this officer as second person, the oldest first; nothing for those who may not answer."""
    require(reader, Act.USE_OWN_DESK)
    if not may(reader.officer, Act.APPROVE_AS_SECOND):
        return ()
    names = {row.id: row.name for row in officers.officers(reader.session)}
    return tuple(
        Waiting(
            row.id,
            row.act,
            asked_words(row.act),
            _about(reader.session, row),
            row.why,
            names.get(row.asked_by, ""),
            row.asked_at,
            row.person_id,
            row.thing,
        )
        for row in officers.open_approvals(reader.session)
        if row.asked_by != reader.officer.id and _may_sign(reader.officer, row.act)
    )


def asked_words(act: str) -> str:
    """Say what is asked of a second person: the words of the capacity, or of the act."""
    plain, _, sign = act.partition(":")
    return signs()[sign].words if sign in signs() else ASKED.get(plain, act_words(plain))


def _about(session: DoorSession, row: Approval) -> str:
    """A share by its reference and recipient, a person by their reference, a power by its id and day."""
    share = sharing.share(session, row.thing)
    if share is not None:
        to = ((share.draft or {}).get("to") or {}).get("organisation")
        return f"{share.reference}, to {to}" if to else share.reference
    person = people.person(session, row.person_id) if row.person_id else None
    return person.reference if person is not None else row.covers or ""


def _may_sign(officer: OfficerNow, act: str) -> bool:
    sign = act.partition(":")[2]
    return not sign or bool(officer.roles & signs()[sign].roles)


def _may_ask(reader: Reader, act: Act) -> None:
    require(reader, act)


def _asked_already(reader: Reader, wanted: str, thing: UUID, covers: str) -> UUID | None:
    rows = officers.open_approvals(reader.session)
    return next(
        (
            row.id
            for row in rows
            if (row.act, row.thing, row.covers or "", row.asked_by)
            == (wanted, thing, covers, reader.officer.id)
        ),
        None,
    )


def _open(work: UnitOfWork, key: UUID) -> Approval:
    row = work.session.get(Approval, key)
    if row is None or row.state != "open":
        raise NotFound("This waits no longer.", kept="Nothing was changed.")
    return row
