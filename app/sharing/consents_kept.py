"""Which answers about consent does the store hold of the people in a share, and on which of them does it rest?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from app.references import looks_like_reference, read_reference
from app.sharing.consents import GIVEN
from app.sharing.facts import SHARE, Consent, Facts, Instruction, Subject
from app.sharing.gathering_people import Known, People
from app.sharing.law import Catalogue
from app.sharing.resting_on_consent import answers, asks_for_consent
from models import consents, directory, linking, people
from models.database import DoorSession

#: The fourth kind that is kept: an instruction not to share (Education and Skills Act 2008 ss14 and 72).
INSTRUCTION = "INSTRUCTION"
EVERYBODY = "*"
NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class KeptConsents:
    """What was answered about the people of a share: ``keys`` name the rows of ``consents``, one each, in hexadecimal.

    ``noted`` are those for whom every yes of their own that has not expired says why the child understands it.
    """

    consents: tuple[Consent, ...] = ()
    keys: tuple[str, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    noted: frozenset[str] = frozenset()


def standing(rows: Iterable[consents.Consent]) -> tuple[consents.Consent, ...]:
    """Leave out the slips: an answer that another one mends counts no more."""
    every = tuple(rows)
    mended = {row.replaces for row in every}
    return tuple(row for row in every if row.id not in mended)


def kept_consents(session: DoorSession, those: People, day: dt.date) -> KeptConsents:
    """Read every answer that stands about the people of a share."""
    pairs = [
        (known.subject.id, row)
        for known in those.known.values()
        for row in standing(rows_about(session, known))
    ]
    real = [(whose, row) for whose, row in pairs if row.kind != INSTRUCTION]
    told = [(whose, row) for whose, row in pairs if row.kind == INSTRUCTION]
    return KeptConsents(
        tuple(as_fact(session, those, whose, row) for whose, row in real),
        tuple(row.id.hex for _, row in real),
        tuple(_instructions(session, those, told)),
        _noted(real, day),
    )


def rows_about(session: DoorSession, known: Known) -> list[consents.Consent]:
    """Give every row about one person, slips among them, the earliest first."""
    return consents.consents_of(session, list(known.persons), list(known.agency_persons))


def with_consents(facts: Facts, kept: KeptConsents) -> Facts:
    """Put what was answered into the facts of a share."""
    return replace(
        facts,
        consents=kept.consents,
        instructions=kept.instructions,
        subjects=tuple(with_note(subject, kept) for subject in facts.subjects),
    )


def with_note(subject: Subject, kept: KeptConsents) -> Subject:
    """Say of a person whether a Gillick note is kept."""
    return replace(subject, gillick_note=subject.id in kept.noted)


def rests_on(facts: Facts, keys: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """Give the keys of the consents on which a share rests (domain-and-law, 6.0 g); a refusal rests on none."""
    if facts.decision != SHARE or not keys:
        return ()
    used = {
        consent
        for ask in asks_for_consent(facts, catalogue)
        for number in ask.items
        for consent in answers(facts, ask, number)
    }
    pairs = zip(facts.consents, keys, strict=True)
    return tuple(sorted({key for consent, key in pairs if consent in used}))


def as_fact(session: DoorSession, those: People, whose: str, row: consents.Consent) -> Consent:
    """Make of a row what the rules read; organisations stand by name, whoever answered as the share names them."""
    return Consent(
        subject=whose,
        kind=row.kind,
        given_by=_giver(session, those, whose, row),
        capacity=row.capacity,
        date=dt.date.fromisoformat(row.answered_on),
        answer=row.answer,
        scope_items=tuple(row.scope or ()),
        recipients=tuple(recipient_named(session, one) for one in row.recipients or ()),
        expires=dt.date.fromisoformat(row.expires_on) if row.expires_on else None,
        conditions_5_2=tuple(row.conditions or ()),
        not_sought_reason=row.not_sought_reason,
        method=row.method,
    )


def recipient_named(session: DoorSession, kept: str) -> str:
    """Give the name of an organisation that a row names by key, or ``*`` for all."""
    if kept == EVERYBODY:
        return EVERYBODY
    row = directory.organisation(session, UUID(kept))
    return row.name if row else kept


def _giver(session: DoorSession, those: People, whose: str, row: consents.Consent) -> str:
    if row.given_by_agency_person is not None:
        named = those.name_of(row.given_by_agency_person)
    elif looks_like_reference(row.given_by):
        named = leading_reference(session, row.given_by)
    else:
        return row.given_by
    return "self" if named == whose else named


def leading_reference(session: DoorSession, reference: str) -> str:
    """Give the reference of the person with whom this one is joined, or its own."""
    ours = people.person_referenced(session, read_reference(reference))
    leader = people.person(session, linking.one_child(session, ours.id)[0]) if ours else None
    return leader.reference if leader else reference


def _instructions(
    session: DoorSession, those: People, rows: list[tuple[str, consents.Consent]]
) -> Iterable[Instruction]:
    """An instruction stands until whoever gave it takes it back."""
    last: dict[tuple[str, str], consents.Consent] = {}
    for whose, row in rows:
        last[(whose, _giver(session, those, whose, row))] = row
    for (whose, giver), row in last.items():
        if row.answer == GIVEN:
            day = dt.date.fromisoformat(row.answered_on)
            yield Instruction(whose, giver, day, row.purpose)


def _noted(pairs: list[tuple[str, consents.Consent]], day: dt.date) -> frozenset[str]:
    """A yes of a child's own without a note beside one with a note does not borrow it: then no note counts."""
    own = [
        (whose, bool(row.gillick.strip()))
        for whose, row in pairs
        if row.capacity == "self" and row.answer == GIVEN and (row.expires_on or NEVER) >= day.isoformat()
    ]
    return frozenset(whose for whose, _ in own) - frozenset(whose for whose, note in own if not note)
