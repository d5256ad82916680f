"""What waits for a second person: asked by one officer, answered by another who may, each in an entry of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.access import Act, may, require
from app.errors import NotAllowed, NotFound, RefusedInput
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import act_words
from models import officers
from models.base import new_key
from models.officers import Approval

#: What is asked for, by act, where the log's own words say that it was done.
ASKED = {Act.LIFT_WITHHELD_ADDRESS.value: "Lift a withheld address"}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a second person: which act, why, who asked and when."""

    key: UUID
    act: str
    words: str
    why: str
    asked_by: str
    asked_at: datetime
    person: UUID | None
    thing: UUID


def ask_second(work: UnitOfWork, act: Act, thing: UUID, why: str, *, person: UUID | None = None) -> UUID:
    """Ask for a second person where none is at hand; whoever asks may do the act themselves.

    Refused without a reason, and where the same act on the same thing waits already.
    """
    require(work, act)
    if not why.strip():
        raise RefusedInput(
            "Say why it is needed.", kept="Nothing was asked.", next_step="The second person decides by it."
        )
    if any(row.act == act and row.thing == thing for row in officers.open_approvals(work.session)):
        raise RefusedInput(
            "This waits for a second person already.",
            kept="Nothing was changed.",
            next_step="It stands on the worklist of those who may answer.",
        )
    row = Approval(
        id=new_key(),
        act=act.value,
        thing=thing,
        person_id=person,
        why=why.strip(),
        asked_by=work.officer.id,
        asked_at=work.at,
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
    if not given and not words.strip():
        raise RefusedInput(
            "A refusal needs its reason.", kept="It still waits.", next_step="Say in a few words why not."
        )
    row.state, row.answered_by, row.answered_at = "given" if given else "refused", work.officer.id, work.at
    row.answer = words.strip() or None
    persons = [] if row.person_id is None else [row.person_id]
    work.record("answer_second", persons=persons, things=[row.id, row.thing], reason_code=row.state)
    work.topics.add("approvals")


def use_given(work: UnitOfWork, act: Act, thing: UUID) -> UUID:
    """Give who agreed as second person to an act on a thing, and use that up; refused where nobody did.

    Only whoever asked acts on it. The caller's entry must name the thing: it covers this write.
    """
    require(work, act)
    row = officers.given_approval(work.session, act.value, thing, work.officer.id)
    if row is None or row.answered_by is None:
        raise NotAllowed(
            "Nobody has agreed to this as second person.",
            kept="Nothing was changed.",
            next_step="Ask for a second person; it then stands on their worklist.",
        )
    row.state = "used"
    work.topics.add("approvals")
    return row.answered_by


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
            ASKED.get(row.act, act_words(row.act)),
            row.why,
            names.get(row.asked_by, ""),
            row.asked_at,
            row.person_id,
            row.thing,
        )
        for row in officers.open_approvals(reader.session)
        if row.asked_by != reader.officer.id
    )


def _open(work: UnitOfWork, key: UUID) -> Approval:
    row = work.session.get(Approval, key)
    if row is None or row.state != "open":
        raise NotFound("This waits no longer.", kept="Nothing was changed.")
    return row
