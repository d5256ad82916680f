"""Was consent asked where it may be, does it cover what rests on it, is it fresh, and is a refusal's override recorded?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.consents import BY_A_PARENT, last_answer, person_answered_for
from app.sharing.facts import Consent, Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.persons import is_child
from app.sharing.powers import permitting
from app.sharing.resting_on_consent import CONS, answers, asks_for_consent, claims, unanswered
from app.sharing.signatures import MANAGER, is_signed
from app.sharing.working_days import months_after

NOT_ASKED = ("not sought", "could not be asked")
REFUSED = "refused"


def asked_where_forbidden(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """C01: consent was asked although asking could do harm (section 5.2)."""
    for consent in facts.consents:
        if consent.conditions_5_2 and consent.answer not in NOT_ASKED:
            yield found(why=", ".join(consent.conditions_5_2))


def not_covered(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """C02: consent is the only ground and does not count for an item."""
    for ask in asks_for_consent(facts, catalogue):
        if ask.rule == "C02":
            for number in unanswered(facts, ask):
                yield found(ask.part, item=number)


def stale(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """C03: an item rests on consent, and every consent that counts for it is older than the council lets it be."""
    for ask in asks_for_consent(facts, catalogue):
        for number in ask.items:
            counting = answers(facts, ask, number)
            if counting and all(_is_old(facts, consent) for consent in counting):
                yield found(item=number, months=str(facts.settings.consent_max_months))


def _is_old(facts: Facts, consent: Consent) -> bool:
    return months_after(consent.date, facts.settings.consent_max_months) < facts.date


def no_parental_responsibility(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """C04: consent for a child, on which the share rests, came as a parent's from somebody not known to be one."""
    for ask in asks_for_consent(facts, catalogue):
        for number in ask.items:
            if any(_from_no_parent(facts, consent) for consent in claims(facts, ask, number)):
                yield found(item=number)


def _from_no_parent(facts: Facts, consent: Consent) -> bool:
    person = person_answered_for(facts, consent)
    if person is None or not is_child(person, facts.date):
        return False
    return consent.capacity in BY_A_PARENT and consent.given_by not in person.pr_holders


def override_not_recorded(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """C05: the last answer is a refusal, and another power, a reason or a manager's approval is missing."""
    answer = last_answer(facts)
    if answer is None or answer.answer != REFUSED:
        return
    if all(gateway.id == CONS for gateway in permitting(facts, catalogue)):
        yield found()
    if not facts.reason.strip():
        yield found("reason")
    if not is_signed(facts, MANAGER):
        yield found("manager")


RULES: dict[str, Rule] = {
    "C01": asked_where_forbidden,
    "C02": not_covered,
    "C03": stale,
    "C04": no_parental_responsibility,
    "C05": override_not_recorded,
}
