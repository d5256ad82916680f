"""Which consents count for an item on the day, who may give them, and what was answered last (domain-and-law, 6.0 g)?"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from app.sharing.facts import Consent, Facts, Item, Subject
from app.sharing.persons import age

GDPR, CONFIDENTIALITY, SERVICE = "GDPR", "CONFIDENTIALITY", "SERVICE"
#: The kinds that lift a duty of confidence; agreement to a service does not.
DISCLOSING = (GDPR, CONFIDENTIALITY)
ANY_KIND = (GDPR, CONFIDENTIALITY, SERVICE)
GIVEN, REFUSING = "given", ("refused", "withdrawn")
BY_A_PARENT = ("PR", "LA")


class Giver(Enum):
    """Who may answer for a person on the day of the share.

    ``USUAL``: from 16 the person, before whoever holds parental responsibility, or the child with a Gillick note.
    ``YOUTH``: a child under 16 is enough without the note. ``CHANNEL``: the person from 18 only.
    """

    USUAL = "usual"
    YOUTH = "youth"
    CHANNEL = "channel"


def consent_counts_for_all(facts: Facts, items: Iterable[Item], kinds: tuple[str, ...]) -> bool:
    """Say whether there are items and for each of them a consent of one of these kinds counts."""
    every = tuple(items)
    return bool(every) and all(consent_counts(facts, item, kinds) for item in every)


def consent_counts(facts: Facts, item: Item, kinds: tuple[str, ...], giver: Giver = Giver.USUAL) -> bool:
    """Say whether a consent of one of these kinds counts for an item with this recipient on the day."""
    return bool(counting_consents(facts, item, kinds, giver))


def counting_consents(
    facts: Facts, item: Item, kinds: tuple[str, ...] = DISCLOSING, giver: Giver = Giver.USUAL
) -> tuple[Consent, ...]:
    """Give the consents of these kinds that count for an item with this recipient on the day."""
    claimed = claimed_consents(facts, item, kinds, giver)
    return tuple(consent for consent in claimed if entitled(facts, consent, giver))


def claimed_consents(
    facts: Facts, item: Item, kinds: tuple[str, ...] = DISCLOSING, giver: Giver = Giver.USUAL
) -> tuple[Consent, ...]:
    """Give the consents that would count for an item, whoever gave them: who may give them is not asked here."""
    return tuple(
        consent
        for consent in facts.consents
        if consent.kind in kinds
        and given_in_time(facts, consent)
        and consent.subject == item.about
        and item.cat in consent.scope_items
        and names_recipient(facts, consent)
        and not taken_back(facts, consent, item.cat, giver)
    )


def given_in_time(facts: Facts, consent: Consent) -> bool:
    """Say whether the answer is a yes of the day or earlier that has not expired; its last day still counts."""
    if consent.answer != GIVEN or consent.date > facts.date:
        return False
    return consent.expires is None or facts.date <= consent.expires


def names_recipient(facts: Facts, consent: Consent) -> bool:
    """Say whether a consent names the receiving organisation (of private people the one name), or whoever receives."""
    recipient = facts.recipient.organisation or facts.recipient.person
    return "*" in consent.recipients or recipient in consent.recipients


def taken_back(facts: Facts, consent: Consent, category: str, giver: Giver = Giver.USUAL) -> bool:
    """Say whether somebody entitled refused or withdrew it for this category on the same day or later, up to the day."""
    return any(
        consent.subject == other.subject
        and consent.date <= other.date
        and category in (other.scope_items or (category,))
        and _says_no(facts, other, giver)
        for other in facts.consents
    )


def last_answer(facts: Facts) -> Consent | None:
    """Give the latest yes or no by someone entitled, for this recipient and a category of the share; nothing when none.

    Of answers of one day a refusal or withdrawal is the last. An empty scope means everything.
    """
    sent = {item.cat for item in facts.items}
    answers = [
        consent
        for consent in facts.consents
        if (not consent.scope_items or sent & set(consent.scope_items))
        and (_says_no(facts, consent, Giver.USUAL) or _says_yes(facts, consent))
    ]
    return max(answers, key=lambda answer: (answer.date, answer.answer in REFUSING), default=None)


def refused_last(facts: Facts) -> bool:
    """Say whether the last answer is a refusal or a withdrawal."""
    answer = last_answer(facts)
    return answer is not None and answer.answer in REFUSING


def person_answered_for(facts: Facts, consent: Consent) -> Subject | None:
    """Give the person in the share whom a consent is for."""
    return next((subject for subject in facts.subjects if subject.id == consent.subject), None)


def is_own_answer(consent: Consent) -> bool:
    """Say whether the person answered, and said so."""
    return consent.given_by in ("self", consent.subject) and consent.capacity in ("", "self")


def holds_responsibility(person: Subject, consent: Consent) -> bool:
    """Say whether whoever answered holds parental responsibility for the person; ``LA`` is the council."""
    capacity = "LA" if consent.given_by == "LA" else "PR"
    return consent.capacity == capacity and consent.given_by in person.pr_holders


def entitled(facts: Facts, consent: Consent, giver: Giver = Giver.USUAL) -> bool:
    """Say whether the giver may answer for the person on the day of the share, not on the day of the answer."""
    person = person_answered_for(facts, consent)
    if person is None:
        return False
    if person.edd:
        return consent.given_by in person.pr_holders
    years = _years(facts, person, giver)
    if years is None:
        return False
    if years >= (18 if giver is Giver.CHANNEL else 16):
        return is_own_answer(consent) or (years >= 18 and consent.capacity == "deputy")
    may_choose = giver is Giver.YOUTH or (giver is Giver.USUAL and person.gillick_note)
    return (may_choose and is_own_answer(consent)) or holds_responsibility(person, consent)


def _years(facts: Facts, person: Subject, giver: Giver) -> int | None:
    """The age on the day; without a birth date an adult counts as 18 (judge-columns, 4), a child fits only that limit."""
    years = age(person, facts.date)
    if years is not None:
        return years
    if person.role == "child" or person.age_uncertain:
        return 0 if giver is Giver.CHANNEL else None
    return 18


def _says_no(facts: Facts, consent: Consent, giver: Giver) -> bool:
    """Whether it is a refusal or withdrawal that holds on the day; one that names no recipient is meant for all."""
    if consent.answer not in REFUSING or consent.date > facts.date:
        return False
    return (not consent.recipients or names_recipient(facts, consent)) and entitled(facts, consent, giver)


def _says_yes(facts: Facts, consent: Consent) -> bool:
    given = consent.answer == GIVEN and consent.date <= facts.date
    return given and names_recipient(facts, consent) and entitled(facts, consent)
