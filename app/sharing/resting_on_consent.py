"""Where does a share rest on consent, and which consents answer there (domain-and-law, 6.0 g)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.sharing.categories import is_special_category
from app.sharing.consents import (
    ANY_KIND,
    BY_A_PARENT,
    DISCLOSING,
    GDPR,
    Giver,
    claimed_consents,
    counting_consents,
    given_in_time,
    holds_responsibility,
    names_recipient,
    person_answered_for,
    taken_back,
)
from app.sharing.facts import ANONYMOUS, Consent, Facts, Subject
from app.sharing.law import Catalogue
from app.sharing.parties import acts_as_council
from app.sharing.persons import age, is_child, persons_about
from app.sharing.powers import chosen, is_emergency, on_safeguarding_route, permitting

CONS, SLAVERY, HOMELESS_REFERRAL, CHANNEL = "CONS", "MSA15-52", "HA96-213B", "CTSA15-36"
HOMELESS_FAMILY, TEMPORARY_HOME = "HA96-213A", "HA96-213AA"
HELPS_IN_EMERGENCY = ("NHS_PROVIDER", "EMERGENCY_SERVICE", "GP")


@dataclass(frozen=True, slots=True)
class Ask:
    """One rule that asks for consent: ``part`` names which of its grounds, ``items`` count from 1.

    ``household``: the agreement of A03, which is one for all items and not about the item's person. ``asked_freely``:
    one whose asking section 5.2 forbids does not count.
    """

    rule: str
    items: tuple[int, ...]
    part: str = ""
    kinds: tuple[str, ...] = DISCLOSING
    giver: Giver = Giver.USUAL
    household: bool = False
    asked_freely: bool = False


def asks_for_consent(facts: Facts, catalogue: Catalogue) -> tuple[Ask, ...]:
    """Give every rule that asks for consent on this share: C02, Y04, A01, A03, A05, A06, R10 and R12 (6.0 g).

    Asks with no item are left out.
    """
    groups = (
        _only_ground(facts, catalogue),
        _youth_extras(facts, catalogue),
        _by_gateway(facts, catalogue),
        _by_category(facts, catalogue),
    )
    return tuple(ask for group in groups for ask in group if ask.items)


def answers(facts: Facts, ask: Ask, number: int) -> tuple[Consent, ...]:
    """Give the consents that count for one item of an ask."""
    if ask.household:
        return household_agreements(facts)
    found = counting_consents(facts, facts.items[number - 1], ask.kinds, ask.giver)
    return tuple(consent for consent in found if not (ask.asked_freely and consent.conditions_5_2))


def claims(facts: Facts, ask: Ask, number: int) -> tuple[Consent, ...]:
    """Give the consents that would count for one item of an ask, whoever gave them."""
    if ask.household:
        return tuple(consent for consent in facts.consents if _agrees_to_all(facts, consent))
    found = claimed_consents(facts, facts.items[number - 1], ask.kinds, ask.giver)
    return tuple(consent for consent in found if not (ask.asked_freely and consent.conditions_5_2))


def unanswered(facts: Facts, ask: Ask) -> tuple[int, ...]:
    """Give the items of an ask for which no consent counts."""
    return tuple(number for number in ask.items if not answers(facts, ask, number))


def household_agreements(facts: Facts) -> tuple[Consent, ...]:
    """Give the agreements that count for A03: by the applicant, another adult for herself, or who holds responsibility.

    Of any kind, in time, for this recipient, naming every category sent. An applicant of 16 or 17 who lives
    independently agrees alone under HA96-213AA.
    """
    alone = independent_applicants(facts)
    return tuple(
        consent
        for consent in facts.consents
        if _agrees_to_all(facts, consent)
        and (who_gave(consent) in alone if alone else _may_agree(facts, consent))
    )


def independent_applicants(facts: Facts) -> tuple[str, ...]:
    """Give the applicants of 16 or 17 who live independently, where HA96-213AA is chosen: nobody agrees for them."""
    if TEMPORARY_HOME not in facts.gateways:
        return ()
    return tuple(
        person.id
        for person in facts.subjects
        if person.applicant and person.living_independently and age(person, facts.date) in (16, 17)
    )


def who_gave(consent: Consent) -> str:
    """Give the id of whoever answered."""
    return consent.subject if consent.given_by == "self" else consent.given_by


def _agrees_to_all(facts: Facts, consent: Consent) -> bool:
    sent = {item.cat for item in facts.items}
    return (
        given_in_time(facts, consent)
        and names_recipient(facts, consent)
        and sent <= set(consent.scope_items)
        and not any(taken_back(facts, consent, category) for category in sent)
    )


def _may_agree(facts: Facts, consent: Consent) -> bool:
    giver = who_gave(consent)
    if any(person.applicant and person.id == giver for person in facts.subjects):
        return True
    person = person_answered_for(facts, consent)
    if person is None:
        return False
    herself = giver == person.id and not is_child(person, facts.date)
    return herself or holds_responsibility(person, consent)


def _only_ground(facts: Facts, catalogue: Catalogue) -> Iterator[Ask]:
    """C02: consent is the only ground as power, as Article 6 basis, or as Article 9 condition."""
    if {gateway.id for gateway in permitting(facts, catalogue)} == {CONS}:
        yield Ask("C02", _numbers(facts), asked_freely=True)
    listed = any("6a" in gateway.art6 for gateway in chosen(facts, catalogue))
    if set(facts.art6) == {"6a"} and listed:
        yield Ask("C02", _numbers(facts), "basis", (GDPR,))
    if set(facts.art9) == {"9(2)(a)"}:
        special = [is_special_category(item, catalogue) for item in facts.items]
        numbers = tuple(number for number in _numbers(facts) if special[number - 1])
        yield Ask("C02", numbers, "article 9", (GDPR,))


def _youth_extras(facts: Facts, catalogue: Catalogue) -> Iterator[Ask]:
    """Y04: a council gives youth support more than the core, its policy being consent, off the safeguarding route."""
    by_consent = facts.settings.yss_policy == "CONSENT" and acts_as_council(facts.sender)
    if facts.recipient.party_class != "YOUTH_SUPPORT" or not by_consent:
        return
    if not on_safeguarding_route(facts, catalogue):
        core = catalogue.lists["CORE"]
        extras = tuple(number for number in _numbers(facts) if facts.items[number - 1].cat not in core)
        yield Ask("Y04", extras, giver=Giver.YOUTH)


def _by_gateway(facts: Facts, catalogue: Catalogue) -> Iterator[Ask]:
    """A01, A03, A05 and A06: powers that ask for consent."""
    about = persons_about(facts)
    if SLAVERY in facts.gateways and facts.mode != ANONYMOUS:
        adults = tuple(person for person in about if not is_child(person, facts.date))
        yield Ask("A01", _items_about(facts, adults))
    powers = {gateway.id for gateway in permitting(facts, catalogue)}
    if powers and powers <= {HOMELESS_FAMILY, TEMPORARY_HOME}:
        yield Ask("A03", _numbers(facts), kinds=ANY_KIND, household=True)
    if HOMELESS_REFERRAL in facts.gateways:
        yield Ask("A05", _numbers(facts), kinds=ANY_KIND)
    if CHANNEL in facts.gateways and facts.channel_stage == "SUPPORT":
        yield Ask("A06", _items_about(facts, about), kinds=ANY_KIND, giver=Giver.CHANNEL)


def _by_category(facts: Facts, catalogue: Catalogue) -> Iterator[Ask]:
    """R10 and R12: gender history and sexual health, unless something else than consent lets them through."""
    if not gender_exception_stands(facts, catalogue):
        yield Ask("R10", _numbers_of(facts, "GENDER_HISTORY"))
    if not sexual_health_let_through(facts):
        yield Ask("R12", _numbers_of(facts, "SEXUAL_HEALTH"))


def gender_exception_stands(facts: Facts, catalogue: Catalogue) -> bool:
    """Say whether an exception of Gender Recognition Act 2004 s22(4) other than consent is named and holds."""
    named = facts.gra_exception
    if named not in catalogue.lists["GRA_EXCEPTIONS"] or named == "CONSENT":
        return False
    return named != "OTHER_ENACTMENT" or any(approval.role == "LEGAL" for approval in facts.approvals)


def sexual_health_let_through(facts: Facts) -> bool:
    """Say whether the Caldicott Guardian approved, or an emergency lets it through to those who treat."""
    if any(approval.role == "CALDICOTT" for approval in facts.approvals):
        return True
    vital = "6d" in facts.art6 or "VI" in facts.art9_packages
    return is_emergency(facts) and facts.recipient.party_class in HELPS_IN_EMERGENCY and vital


def parents_consents(facts: Facts, ask: Ask, number: int) -> tuple[Consent, ...]:
    """Give the claimed consents for one item of an ask that a parent, or the council as parent, gave."""
    return tuple(consent for consent in claims(facts, ask, number) if consent.capacity in BY_A_PARENT)


def _numbers(facts: Facts) -> tuple[int, ...]:
    return tuple(range(1, len(facts.items) + 1))


def _numbers_of(facts: Facts, category: str) -> tuple[int, ...]:
    return tuple(number for number in _numbers(facts) if facts.items[number - 1].cat == category)


def _items_about(facts: Facts, people: tuple[Subject, ...]) -> tuple[int, ...]:
    ids = {person.id for person in people}
    return tuple(number for number in _numbers(facts) if facts.items[number - 1].about in ids)
