"""Does a consent count for an item on the day (domain-and-law, 6.0 g)? It seldom should be the ground of a share."""

from __future__ import annotations

from collections.abc import Iterable

from app.sharing.facts import Consent, Facts, Item, Subject
from app.sharing.persons import age

GDPR = "GDPR"
REFUSING = ("refused", "withdrawn")


def consent_counts_for_all(facts: Facts, items: Iterable[Item], kinds: tuple[str, ...]) -> bool:
    """Say whether there are items and for each of them a consent of one of these kinds counts."""
    every = tuple(items)
    return bool(every) and all(consent_counts(facts, item, kinds) for item in every)


def consent_counts(facts: Facts, item: Item, kinds: tuple[str, ...]) -> bool:
    """Say whether a consent of one of these kinds counts for an item with this recipient on the day."""
    return any(_counts(facts, consent, item) for consent in facts.consents if consent.kind in kinds)


def _counts(facts: Facts, consent: Consent, item: Item) -> bool:
    if consent.answer != "given" or consent.date > facts.date:
        return False
    if consent.expires is not None and consent.expires < facts.date:
        return False
    if not _is_about(consent, item, facts.recipient.organisation) or not _entitled(facts, consent):
        return False
    return not any(_takes_back(facts, other, consent, item) for other in facts.consents)


def _is_about(consent: Consent, item: Item, organisation: str) -> bool:
    named = "*" in consent.recipients or organisation in consent.recipients
    return consent.subject == item.about and item.cat in consent.scope_items and named


def _takes_back(facts: Facts, other: Consent, consent: Consent, item: Item) -> bool:
    """A refusal or withdrawal of the same day or later, by someone entitled; an empty scope means everything."""
    if other.answer not in REFUSING or not consent.date <= other.date <= facts.date:
        return False
    organisation = facts.recipient.organisation
    same_recipient = not other.recipients or "*" in other.recipients or organisation in other.recipients
    same_category = not other.scope_items or item.cat in other.scope_items
    return other.subject == item.about and same_recipient and same_category and _entitled(facts, other)


def _entitled(facts: Facts, consent: Consent) -> bool:
    """Whether the giver may answer for the person on the day of the share, not on the day of the answer."""
    person = next((subject for subject in facts.subjects if subject.id == consent.subject), None)
    if person is None:
        return False
    own = consent.given_by in ("self", person.id) and consent.capacity in ("", "self")
    years = age(person, facts.date)
    if person.edd:
        return consent.given_by in person.pr_holders
    if years is None and person.role != "child" and not person.age_uncertain:
        # An adult whose birth date nobody gave counts as 18 or over (judge-columns, section 4).
        return own or consent.capacity == "deputy"
    if years is None:
        return False
    if years >= 16:
        return own or (years >= 18 and consent.capacity == "deputy")
    return (own and person.gillick_note) or _holds_responsibility(person, consent)


def _holds_responsibility(person: Subject, consent: Consent) -> bool:
    capacity = "LA" if consent.given_by == "LA" else "PR"
    return consent.capacity == capacity and consent.given_by in person.pr_holders
