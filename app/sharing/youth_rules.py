"""May youth support have this: the age, the core without consent, whose consent, an instruction, the way it is sent?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.consents import is_own_answer
from app.sharing.facts import Facts, Instruction, Item, Subject
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.parties import acts_as_council
from app.sharing.persons import age, persons_about
from app.sharing.resting_on_consent import Ask, answers, asks_for_consent, parents_consents, unanswered

YOUTH_SUPPORT = "YOUTH_SUPPORT"
STATUTORY, SECURE_TRANSFER = "STATUTORY_S72", "secure file transfer"
SCHOOLS_OWN_SHARE = ("ESA08-14", "ESA08-72")
FROM_AGE, UNDER_AGE, UNDER_AGE_WITH_SEND, OWN_CHOICE = 13, 20, 25, 16


def under_13(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """Y01: somebody the share is about is under 13, or not yet born."""
    for person, years in _aged(facts):
        if years < FROM_AGE:
            yield found(person=person.id, name=person.name or person.id)


def over_19(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """Y02: somebody the share is about is 20 or over and has no SEND."""
    for person, years in _aged(facts):
        if years >= UNDER_AGE and not person.send:
            yield found(person=person.id, name=person.name or person.id)


def over_24(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """Y03: somebody the share is about is 25 or over."""
    for person, years in _aged(facts):
        if years >= UNDER_AGE_WITH_SEND:
            yield found(person=person.id, name=person.name or person.id)


def extras_without_consent(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """Y04: a council shares more than the core and no consent counts for it."""
    for ask in _extras(facts, catalogue):
        for number in unanswered(facts, ask):
            yield found(item=number)


def parent_chose_after_16(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """Y05: more than the core rests only on the consent of a parent, and the person is 16 or over."""
    for ask in _extras(facts, catalogue):
        for number in unanswered(facts, ask):
            years = _age_of(facts.items[number - 1].about, facts)
            if years is not None and years >= OWN_CHOICE and parents_consents(facts, ask, number):
                yield found(item=number)


def child_chose_without_note(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """Y06: more than the core rests only on the consent of a child under 16, and no Gillick note says why."""
    for ask in _extras(facts, catalogue):
        for number in ask.items:
            about, given = facts.items[number - 1].about, answers(facts, ask, number)
            years = _age_of(about, facts)
            young = years is not None and years < OWN_CHOICE
            by_the_child = bool(given) and all(is_own_answer(consent) for consent in given)
            if young and by_the_child and not _has_note(about, facts):
                yield found(item=number)


def told_not_to_share(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """Y07: an opt-out share of more than the core and the parents' names, against an instruction (ESA 2008 ss14, 72)."""
    if not _is_opt_out_share(facts, catalogue):
        return
    for number, item in enumerate(facts.items, start=1):
        beyond = item.cat not in catalogue.lists["OPT_OUT_CORE"]
        if beyond and any(_holds_back(instruction, item, facts) for instruction in facts.instructions):
            years = _age_of(item.about, facts)
            by_the_pupil = years is not None and years >= OWN_CHOICE
            yield found(item=number, who="The young person" if by_the_pupil else "A parent")


def not_by_secure_transfer(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """Y08: youth support gets it by another channel than secure file transfer."""
    if _to_youth_support(facts) and facts.channel != SECURE_TRANSFER:
        yield found()


def safeguarding_to_youth_support(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """Y09: safeguarding or social care goes to youth support; on the safeguarding route this is not run."""
    if _to_youth_support(facts):
        for number, item in enumerate(facts.items, start=1):
            if item.cat in catalogue.lists["SAFEGUARDING_ITEMS"]:
                yield found(item=number)


def _to_youth_support(facts: Facts) -> bool:
    return facts.recipient.party_class == YOUTH_SUPPORT


def _aged(facts: Facts) -> Iterator[tuple[Subject, int]]:
    """Whom youth support would hear about, with completed years; the unborn fit every upper limit, the undated none."""
    if _to_youth_support(facts):
        for person in persons_about(facts):
            years = -1 if person.edd else age(person, facts.date)
            if years is not None:
                yield person, years


def _extras(facts: Facts, catalogue: Catalogue) -> tuple[Ask, ...]:
    if not _to_youth_support(facts):
        return ()
    return tuple(ask for ask in asks_for_consent(facts, catalogue) if ask.rule == "Y04")


def _person(about: str, facts: Facts) -> Subject | None:
    return next((subject for subject in facts.subjects if subject.id == about), None)


def _age_of(about: str, facts: Facts) -> int | None:
    person = _person(about, facts)
    return None if person is None else age(person, facts.date)


def _has_note(about: str, facts: Facts) -> bool:
    return any(subject.id == about and subject.gillick_note for subject in facts.subjects)


def _is_opt_out_share(facts: Facts, catalogue: Catalogue) -> bool:
    if _to_youth_support(facts) and facts.settings.yss_policy == STATUTORY and acts_as_council(facts.sender):
        return True
    by_a_school = facts.sender.body in catalogue.words["SCHOOLS"]
    return by_a_school and any(gateway in facts.gateways for gateway in SCHOOLS_OWN_SHARE)


def _holds_back(instruction: Instruction, item: Item, facts: Facts) -> bool:
    """Whether an instruction is about the item's person, in time, and by whoever holds the right on the day."""
    person = _person(item.about, facts)
    if person is None or instruction.subject != person.id or instruction.date > facts.date:
        return False
    by_the_pupil = instruction.given_by in ("self", person.id)
    years = age(person, facts.date)
    if years is not None and years >= OWN_CHOICE:
        return by_the_pupil
    return not by_the_pupil and (not person.pr_holders or instruction.given_by in person.pr_holders)


RULES: dict[str, Rule] = {
    "Y01": under_13,
    "Y02": over_19,
    "Y03": over_24,
    "Y04": extras_without_consent,
    "Y05": parent_chose_after_16,
    "Y06": child_chose_without_note,
    "Y07": told_not_to_share,
    "Y08": not_by_secure_transfer,
    "Y09": safeguarding_to_youth_support,
}
