"""May an adult, or a family that needs a home, be referred without their own yes?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.consents import given_in_time, names_recipient
from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.persons import persons_about
from app.sharing.powers import permitting
from app.sharing.resting_on_consent import (
    HOMELESS_REFERRAL,
    SLAVERY,
    asks_for_consent,
    independent_applicants,
    unanswered,
    who_gave,
)


def slavery_without_consent(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A01: the slavery notice names an adult who did not agree to every item about them."""
    for ask in asks_for_consent(facts, catalogue):
        if ask.rule == "A01":
            for number in unanswered(facts, ask):
                yield found(item=number)


def perhaps_a_child(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A02: the slavery notice is about somebody who may be under 18."""
    for person in persons_about(facts):
        if SLAVERY in facts.gateways and person.age_uncertain:
            yield found(name=person.name or person.id)


def no_agreement_of_the_household(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A03: a family in temporary accommodation, no other power, and nobody agreed who may."""
    for ask in asks_for_consent(facts, catalogue):
        if ask.rule == "A03" and unanswered(facts, ask):
            yield found()


def somebody_else_agreed(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A04: an applicant of 16 or 17 who lives independently did not agree, somebody else did."""
    alone = independent_applicants(facts)
    givers = {
        who_gave(consent)
        for consent in facts.consents
        if given_in_time(facts, consent) and names_recipient(facts, consent)
    }
    if alone and givers and givers.isdisjoint(alone):
        yield found()


def homeless_without_consent(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A05: a homeless person is referred without agreeing to every item, or with more than who and where."""
    for ask in asks_for_consent(facts, catalogue):
        if ask.rule == "A05":
            for number in unanswered(facts, ask):
                yield found(item=number)
    if {gateway.id for gateway in permitting(facts, catalogue)} != {HOMELESS_REFERRAL}:
        return
    for number, item in enumerate(facts.items, start=1):
        if item.cat not in catalogue.lists["HOMELESS_NOTICE"]:
            yield found("beyond", item=number)


def support_without_consent(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A06: support by a Channel panel, and nobody entitled agreed to every item about the person."""
    for ask in asks_for_consent(facts, catalogue):
        if ask.rule == "A06":
            for number in unanswered(facts, ask):
                yield found(item=number)


RULES: dict[str, Rule] = {
    "A01": slavery_without_consent,
    "A02": perhaps_a_child,
    "A03": no_agreement_of_the_household,
    "A04": somebody_else_agreed,
    "A05": homeless_without_consent,
    "A06": support_without_consent,
}
