"""Is this information that a law keeps from going on: courts, adoption, benefits, informants, gender, publication?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.facts import AGGREGATE, ANONYMOUS, Facts, Item
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.persons import is_child, touched
from app.sharing.resting_on_consent import asks_for_consent, unanswered
from app.sharing.signatures import MANAGER, is_signed

COURT_RESTRICTED, ADOPTION_PROTECTED = "COURT_RESTRICTED", "ADOPTION_PROTECTED"
BENEFITS, TAX, INFORMANT = "DWP_SS", "HMRC", "CONFIDENTIAL_SOURCE"
BEHIND_THE_FIREWALL = ("ADOPTION_AGENCY", "COURT", "REGISTRAR")
MAY_KNOW_THE_INFORMANT = ("POLICE", "COURT")
DEBT_AND_FRAUD_POWER = "DEA17-35"
SAFEGUARDING_PURPOSES = ("SAFEGUARD", "ADULT_SAFEGUARDING")
PRESS, PUBLICATION = "MEDIA_PUBLIC", "publication"


def numbered(facts: Facts, category: str) -> Iterator[tuple[int, Item]]:
    """Give the items of a category with their place in the share, counted from 1."""
    return ((number, item) for number, item in enumerate(facts.items, start=1) if item.cat == category)


def court_papers(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R01: information from a hearing in private goes to somebody whom neither the rules nor the court permit."""
    if facts.recipient.fpr_permitted or facts.leave_of_court:
        return
    for number, _ in numbered(facts, COURT_RESTRICTED):
        yield found(item=number)


def adoption_firewall(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R02: adoption information, or both identities of an adopted child, outside agency, court and registrar."""
    behind = facts.recipient.party_class in BEHIND_THE_FIREWALL
    if behind and is_signed(facts, MANAGER):
        return
    for number, _ in numbered(facts, ADOPTION_PROTECTED):
        yield found(item=number)
    if facts.links_pre_and_post_adoption_ids:
        yield found("links")


def passed_on(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R03: benefits, tax or shared public data passed on beyond what its own power lets it be used for."""
    safeguarding = facts.purpose_code in SAFEGUARDING_PURPOSES
    for number, item in enumerate(facts.items, start=1):
        if item.cat == BENEFITS and not item.within_purpose:
            yield found(item=number)
        recorded = item.within_purpose and bool(item.received_under.strip()) and item.source_agreed
        if item.cat == TAX and not recorded:
            yield found("tax", item=number)
        by_that_power = item.received_under.strip() == DEBT_AND_FRAUD_POWER
        if by_that_power and not item.within_purpose and not safeguarding:
            yield found("public services", item=number)


def informant(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R04: who told us in confidence, without a manager, or to somebody else than police, court or as they agreed."""
    signed = is_signed(facts, MANAGER)
    may_know = facts.recipient.party_class in MAY_KNOW_THE_INFORMANT
    for number, item in numbered(facts, INFORMANT):
        if not may_know and not item.source_agreed:
            yield found(item=number)
        elif not signed:
            yield found("manager", item=number)


def gender_history(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R10: gender history without consent that counts and without another exception of section 22."""
    for ask in asks_for_consent(facts, catalogue):
        if ask.rule == "R10":
            for number in unanswered(facts, ask):
                yield found(item=number)


def published(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R11: published, and it would show who a victim, or a child in family proceedings, is."""
    if facts.recipient.party_class != PRESS and facts.channel != PUBLICATION:
        return
    shielded = {
        person.id
        for person in facts.subjects
        if person.sexual_offence_victim
        or person.fgm_victim
        or (person.family_proceedings and is_child(person, facts.date))
    }
    nobody_told_apart = facts.mode in (AGGREGATE, ANONYMOUS)
    for number, item in enumerate(facts.items, start=1):
        tells = item.could_identify or not nobody_told_apart
        if tells and not shielded.isdisjoint(touched(item)):
            yield found(item=number)


def sexual_health(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R12: sexual health without consent that counts, the Caldicott Guardian, or an emergency towards who treats."""
    for ask in asks_for_consent(facts, catalogue):
        if ask.rule == "R12":
            for number in unanswered(facts, ask):
                yield found(item=number)


RULES: dict[str, Rule] = {
    "R01": court_papers,
    "R02": adoption_firewall,
    "R03": passed_on,
    "R04": informant,
    "R10": gender_history,
    "R11": published,
    "R12": sexual_health,
}
