"""Can an answer about consent be kept as it was written down? One sentence for the first thing that is wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from app.errors import RefusedInput
from app.sharing.case_codes import ANSWERS, CAPACITIES, CONSENT_KINDS, NOT_TO_BE_ASKED
from app.sharing.consent_rules import NOT_ASKED
from app.sharing.consents_kept import INSTRUCTION
from app.sharing.facts import Subject
from app.sharing.persons import age

KINDS = (*CONSENT_KINDS, INSTRUCTION)
METHODS = ("written", "verbal", "electronic")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about consent as an officer writes it down (domain-and-law, 5.4).

    ``given_by`` is ``self``, ``LA`` (the council), a person's reference, or ``CODE:reference``. ``recipients`` are names
    or codes of organisations, or ``*``. ``conditions`` are those of 5.2 (``5.2(1)``) under which nobody may ask.
    """

    kind: str
    answer: str
    answered_on: dt.date
    given_by: str = ""
    capacity: str = ""
    scope: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    purpose: str = ""
    method: str = ""
    asked_on: dt.date | None = None
    expires_on: dt.date | None = None
    gillick: str = ""
    conditions: tuple[str, ...] = ()
    not_sought_reason: str = ""
    evidence: str = ""
    attachment: UUID | None = None
    witness: str = ""
    replaces: UUID | None = None


def check_answer(said: Answer, subject: Subject, day: dt.date, categories: frozenset[str]) -> None:
    """Refuse what cannot be kept: ``subject`` is whom it is about, ``day`` the day on which it is written down.

    Refused are unknown codes, days that cannot be, an answer that was asked for where asking is forbidden (5.2), a
    yes that does not say to what, and whoever can never answer for this person.
    """
    _check_codes(said, categories)
    _check_days(said, day)
    _check_asking(said)
    if said.kind == INSTRUCTION and said.answer not in ("given", "withdrawn"):
        raise _refused("An instruction not to share is given or withdrawn.")
    if said.answer not in NOT_ASKED and said.answer != "asked":
        _check_whole(said)
    _check_giver(said, subject)


def _check_codes(said: Answer, categories: frozenset[str]) -> None:
    one_of = (
        ("kind", (said.kind,), KINDS),
        ("answer", (said.answer,), ANSWERS),
        ("capacity", (said.capacity,), ("", *CAPACITIES)),
        ("method", (said.method,), ("", *METHODS)),
        ("condition", said.conditions, NOT_TO_BE_ASKED),
        ("category", said.scope, tuple(sorted(categories))),
    )
    for what, given, known in one_of:
        if any(each not in known for each in given):
            allowed = ", ".join(each for each in known if each)
            raise _refused(f"The {what} is none that is known.", f"It is one of: {allowed}.")


def _check_days(said: Answer, day: dt.date) -> None:
    if said.answered_on > day:
        raise _refused("An answer cannot lie in the future.", "Record it on the day it is given.")
    if said.asked_on is not None and said.asked_on > said.answered_on:
        raise _refused("The answer is earlier than the question.", "Compare the two days.")
    if said.expires_on is not None and said.expires_on < said.answered_on:
        raise _refused("The answer would end before it was given.", "Compare the two days.")


def _check_asking(said: Answer) -> None:
    if said.answer in NOT_ASKED:
        if not said.not_sought_reason.strip():
            raise _refused(
                "Consent was not sought, and it is not said why.", "Say in a few words why nobody was asked."
            )
    elif said.conditions:
        raise _refused(
            "Consent must not be asked for while a reason against asking holds.",
            "Record that it was not sought, and why; share under a power or duty.",
        )


def _check_whole(said: Answer) -> None:
    for missing, words in (
        (not said.given_by.strip() or not said.capacity, "who answered, and in which capacity"),
        (not said.method, "how it was answered: written, verbal or electronic"),
        (said.kind != INSTRUCTION and said.answer == "given" and not said.scope, "what may be shared"),
        (said.kind != INSTRUCTION and said.answer == "given" and not said.recipients, "with whom"),
        (said.kind != INSTRUCTION and said.answer == "given" and not said.purpose.strip(), "for what"),
    ):
        if missing:
            raise _refused(f"It is not said {words}.", "An answer holds only for what was said.")


def _check_giver(said: Answer, subject: Subject) -> None:
    """An unborn child answers nothing, and nobody holds parental responsibility for an adult (Children Act 1989 s105)."""
    if (said.capacity == "self") != (said.given_by == "self") and said.given_by:
        raise _refused("Whoever answers for themself is written as self.", "Compare who answered and how.")
    if (said.capacity == "LA") != (said.given_by == "LA") and said.given_by:
        raise _refused("The council answers in its own capacity only.", "Compare who answered and how.")
    if subject.edd and said.capacity == "self":
        raise _refused("An unborn child cannot answer.", "The mother answers, for her own data.")
    years = age(subject, said.answered_on)
    adult = not subject.age_uncertain and years is not None and years >= 18
    if adult and said.capacity in ("PR", "LA"):
        raise _refused("Nobody holds parental responsibility for an adult.", "Ask the adult.")


def _refused(happened: str, next_step: str = "") -> RefusedInput:
    return RefusedInput(happened, kept="Nothing was recorded.", next_step=next_step)
