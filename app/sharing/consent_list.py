"""What was answered about a person, does it count today, and who may answer today (domain-and-law, 5.3)?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from app.access import Act, require
from app.clock import LONDON
from app.sharing.consents import GIVEN, entitled, given_in_time, taken_back
from app.sharing.consents_kept import (
    INSTRUCTION,
    as_fact,
    kept_consents,
    recipient_named,
    rows_about,
    standing,
    with_note,
)
from app.sharing.facts import Consent, Facts, Party, Subject
from app.sharing.gathering_people import People
from app.sharing.persons import age
from app.unit_of_work import Reader
from models import consents, officers


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """One answer as it is shown; days are ISO text. ``state`` says in words what it is worth today."""

    key: UUID
    kind: str
    answer: str
    answered_on: str
    given_by: str
    capacity: str
    scope: tuple[str, ...]
    recipients: tuple[str, ...]
    purpose: str
    method: str
    expires_on: str
    conditions: tuple[str, ...]
    not_sought_reason: str
    recorded_by: str
    state: str


@dataclass(frozen=True, slots=True)
class ConsentsAbout:
    """Every answer about one person, the earliest first, and who may answer for them today, in words."""

    reference: str
    who_may_answer: str
    answers: tuple[KeptAnswer, ...]


def consents_about(reader: Reader, subject: str, *, reason: str = "") -> ConsentsAbout:
    """List what was answered about a person (a reference, or ``CODE:reference``), as it stands today.

    ``reason`` as in ``open_case``, which writes the opening of the child to the log.
    """
    require(reader, Act.OPEN_CHILD, reason=reason)
    day = reader.at.astimezone(LONDON).date()
    those = People(reader.session, day)
    known = those.person(subject, protected=True)
    kept = kept_consents(reader.session, those, day)
    person = with_note(known.subject, kept)
    facts = Facts(day, Party("LA"), Party("LA"), subjects=(person,), consents=kept.consents)
    rows = rows_about(reader.session, known)
    stands = {row.id for row in standing(rows)}
    names = {one.id: one.name for one in officers.officers(reader.session)}
    answers = []
    for row in rows:
        fact = as_fact(reader.session, those, person.id, row)
        state = _state(facts, fact, row.kind) if row.id in stands else "mended by a later answer"
        answers.append(_shown(reader, row, fact.given_by, state, names.get(row.recorded_by, "")))
    return ConsentsAbout(person.id, who_may_answer(person, day), tuple(answers))


def who_may_answer(person: Subject, day: dt.date) -> str:
    """Say who may answer about consent for a person on a day."""
    held = " or ".join("the council" if each == "LA" else each for each in person.pr_holders)
    if person.edd:
        return f"The mother, for her own data: {held or 'who she is, is not recorded'}."
    years = age(person, day)
    if years is None:
        return "Not known: there is no date of birth." if person.role == "child" else "The adult."
    if years >= 18:
        return "The adult; a deputy only for somebody without capacity."
    if years >= 16:
        return "The young person."
    parent = f"one who holds parental responsibility: {held or 'nobody is recorded as holding it'}"
    own = "The child, of whom a Gillick note is kept, or " if person.gillick_note else ""
    said = f"{own}{parent}."
    return said[0].upper() + said[1:]


def _state(facts: Facts, fact: Consent, kind: str) -> str:
    if fact.answer != GIVEN or kind == INSTRUCTION:
        return ""
    if not entitled(facts, fact):
        return "does not count: whoever gave it may not answer today"
    if not given_in_time(facts, fact):
        return "does not count: it has ended"
    gone = [category for category in fact.scope_items if _gone(facts, fact, category)]
    if len(gone) == len(fact.scope_items):
        return "does not count: it was refused or taken back"
    return f"counts, but no more for {', '.join(gone)}" if gone else "counts"


def _gone(facts: Facts, fact: Consent, category: str) -> bool:
    """Whether it was taken back for a category towards every recipient that it names."""
    towards = (replace(facts, recipient=Party("", organisation=each)) for each in fact.recipients)
    return all(taken_back(one, fact, category) for one in towards)


def _shown(reader: Reader, row: consents.Consent, given_by: str, state: str, recorded_by: str) -> KeptAnswer:
    return KeptAnswer(
        key=row.id,
        kind=row.kind,
        answer=row.answer,
        answered_on=row.answered_on,
        given_by=given_by,
        capacity=row.capacity,
        scope=tuple(row.scope or ()),
        recipients=tuple(recipient_named(reader.session, each) for each in row.recipients or ()),
        purpose=row.purpose,
        method=row.method,
        expires_on=row.expires_on or "",
        conditions=tuple(row.conditions or ()),
        not_sought_reason=row.not_sought_reason,
        recorded_by=recorded_by,
        state=state,
    )
