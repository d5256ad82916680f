"""Is there a power for this share, does it fit who, whom and when, and are its basis and conditions recorded?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from app.clock import shown_day
from app.sharing.facts import AGGREGATE, ANONYMOUS, Facts, Subject
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue, Condition, Gateway
from app.sharing.parties import (
    in_the_mirror,
    is_council_or_partner,
    is_on_section_115_list,
    is_public_authority,
    is_responsible_or_listed,
    lets_tell,
)
from app.sharing.persons import age_in_words, fits, is_child, persons_about, touches_one_of
from app.sharing.powers import (
    bases_of,
    basis_in_force,
    chosen,
    in_force,
    is_emergency,
    is_under_part_3,
    permitting,
)

SHORTEST_PURPOSE = 20
#: Every age limit of the catalogue lies below.
OLDEST_LIMIT = 30


def no_power(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G01: no gateway is chosen."""
    if not chosen(facts, catalogue):
        yield found()


def not_in_force(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G02: a chosen gateway, or basis, was not in force on the day."""
    day = shown_day(facts.date)
    for gateway in permitting(facts, catalogue):
        if not in_force(gateway, facts.date, facts.settings):
            yield found(gateway=gateway.id, date=day)
    for code in facts.art6:
        if not basis_in_force(catalogue.bases[code], facts.date):
            yield found("basis", date=day, start=catalogue.bases[code].start)


def wrong_sides(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G03: a chosen gateway does not let this sender tell this recipient."""
    for gateway in permitting(facts, catalogue):
        if not lets_tell(gateway, facts, catalogue):
            yield found(
                gateway=gateway.id,
                sender=facts.sender.organisation or catalogue.bodies[facts.sender.body].title,
                recipient=facts.recipient.organisation or catalogue.bodies[facts.recipient.body].title,
            )


def wrong_person(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G04: a person the share is about does not fit a chosen gateway, or an item relates to none of them."""
    tested = [gateway for gateway in permitting(facts, catalogue) if not gateway.persons_asked_by]
    about = persons_about(facts)
    for gateway in tested:
        for person in about:
            if not fits(gateway, person, facts.date):
                yield found(
                    gateway=gateway.id,
                    person=person.id if _fits_at_another_age(gateway, person, facts.date) else "",
                    name=person.name or person.id,
                    age=age_in_words(person, facts.date),
                    range=gateway.persons_in_words,
                )
    for number, item in enumerate(facts.items, start=1):
        if tested and item.about and not touches_one_of(item, about):
            yield found("unrelated", item=number)


def _fits_at_another_age(gateway: Gateway, person: Subject, day: dt.date) -> bool:
    """Whether the age is the fault, and nothing else: the rules on a service's ages say it then (6.0 d)."""
    births = (day.replace(year=day.year - years, day=1) for years in range(OLDEST_LIMIT))
    return any(fits(gateway, replace(person, dob=birth, edd=None), day) for birth in births)


def permits_nothing(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G05: everything chosen explains or limits sharing, nothing permits it."""
    if chosen(facts, catalogue) and not permitting(facts, catalogue):
        yield found()


def wrong_basis(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G08: no Article 6 basis, or one that no chosen gateway lists; 6d fits any gateway in an emergency."""
    if not facts.art6:
        yield found()
    listed = {basis for gateway in chosen(facts, catalogue) for basis in bases_of(gateway, facts, catalogue)}
    if is_emergency(facts):
        listed.add("6d")
    for basis in facts.art6:
        if basis not in listed:
            yield found("comparison", basis=basis)


def closed_basis(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G09: a public authority chose 6ea or 6f, or 6ea has no condition of Annex 1."""
    if is_public_authority(facts.sender, catalogue):
        for code in facts.art6:
            if catalogue.bases[code].closed_to_public_authorities:
                yield found(basis=code)
    if "6ea" in facts.art6 and not _annex_1_condition(facts):
        yield found("no condition")


def _annex_1_condition(facts: Facts) -> bool:
    if facts.request is not None and facts.request.states_public_task:
        return True
    if facts.ri_condition in ("CRIME", "EMERGENCY"):
        return True
    protected = any(is_child(person, facts.date) or person.at_risk for person in persons_about(facts))
    return facts.ri_condition == "SAFEGUARDING" and (protected or bool(facts.protected_group.strip()))


def consent_beside_power(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G10: consent is chosen and a chosen gateway does not list it."""
    for gateway in permitting(facts, catalogue):
        if "6a" in facts.art6 and "6a" not in gateway.art6:
            yield found(gateway=gateway.id)


def empty_purpose(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G11: the purpose is blank, under 20 characters, or made of empty words only."""
    purpose = " ".join(facts.purpose.split())
    empty = {word.casefold() for word in catalogue.lists["EMPTY_WORDS"]}
    words = re.findall(r"[^\W_]+", purpose.casefold())
    if len(purpose) < SHORTEST_PURPOSE or all(word in empty for word in words):
        yield found()


def not_weighed(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G12: nobody wrote why this much and no more."""
    if not facts.proportionality.strip():
        yield found()


def nobody_named(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G13: the receiving organisation, or its person or post, is missing; one name is enough for private people."""
    organisation, person = facts.recipient.organisation.strip(), facts.recipient.person.strip()
    if facts.recipient.party_class in catalogue.lists["ONE_NAME_IS_ENOUGH"]:
        if not organisation and not person:
            yield found()
        return
    if not organisation:
        yield found()
    if not person:
        yield found("person")


def condition_missing(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G14: something that a chosen gateway, or public task, asks to be recorded is not."""
    answers = dict(facts.conditions)
    for condition in asked_conditions(facts, catalogue):
        if condition.asked == "from the emergency record":
            recorded = is_emergency(facts)
        else:
            recorded = bool(answers.get(condition.id, "").strip())
        if not recorded:
            gateway = condition.gateway
            yield found(gateway=gateway, question=condition.question, condition=condition.id)


def asked_conditions(facts: Facts, catalogue: Catalogue) -> tuple[Condition, ...]:
    """Give the conditions of section 4.6 that this share asks, in the order of the catalogue."""
    gateways = {gateway.id for gateway in permitting(facts, catalogue)}
    return tuple(
        condition
        for condition in catalogue.conditions.values()
        if (not condition.gateway or condition.gateway in gateways) and _is_asked(condition, facts, catalogue)
    )


def _is_asked(condition: Condition, facts: Facts, catalogue: Catalogue) -> bool:
    asked = ASKED_WHEN.get(condition.asked)
    return asked is None or asked(facts, catalogue)


#: When a condition exists that section 4.6 asks only on some shares; any other is always asked.
ASKED_WHEN: dict[str, Callable[[Facts, Catalogue], bool]] = {
    "a side is neither the council nor a partner": lambda facts, catalogue: (
        not all(is_council_or_partner(side, catalogue) for side in in_the_mirror(facts))
    ),
    "the recipient is not on the list of section 115": lambda facts, catalogue: (
        not is_on_section_115_list(facts.recipient, catalogue)
    ),
    "public task from a body that is no public authority": lambda facts, catalogue: (
        "6e" in facts.art6 and not is_public_authority(facts.sender, catalogue)
    ),
    "people can be told apart": lambda facts, catalogue: facts.mode not in (AGGREGATE, ANONYMOUS),
    "it runs under Part 3": is_under_part_3,
    "a side is neither responsible nor listed": lambda facts, catalogue: (
        not all(is_responsible_or_listed(side, catalogue) for side in (facts.sender, facts.recipient))
    ),
}


RULES: dict[str, Rule] = {
    "G01": no_power,
    "G02": not_in_force,
    "G03": wrong_sides,
    "G04": wrong_person,
    "G05": permits_nothing,
    "G08": wrong_basis,
    "G09": closed_basis,
    "G10": consent_beside_power,
    "G11": empty_purpose,
    "G12": not_weighed,
    "G13": nobody_named,
    "G14": condition_missing,
}
