"""Is what goes to a post-16 provider, a former school or the borough of residence within what the service may have?"""

from __future__ import annotations

from collections.abc import Iterator

from app.folding import fold
from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.persons import age, persons_about
from app.sharing.powers import SAFEGUARD

POST16_PROVIDER, ORIGIN_SCHOOL, BOROUGH = "POST16_PROVIDER", "ORIGIN_SCHOOL", "BOROUGH_OF_RESIDENCE"
BOROUGH_POWER, SERVICE_IMPROVEMENT, SUPPORT = "BOR-RES", "SERVICE_IMPROVEMENT", "SUPPORT"
EDUCATION_HISTORY = "education_history"
MOVING_ON, HISTORY_ENDS = 15, 20


def too_young_to_move_on(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """P01: a post-16 provider hears of somebody under 15, or not yet born."""
    if facts.recipient.party_class != POST16_PROVIDER:
        return
    for person in persons_about(facts):
        years = -1 if person.edd else age(person, facts.date)
        if years is not None and years < MOVING_ON:
            yield found(name=person.name or person.id)


def not_for_support(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """P02: a post-16 provider gets it for another purpose than support."""
    if facts.recipient.party_class == POST16_PROVIDER and facts.purpose_code != SUPPORT:
        yield found()


def more_than_the_destination(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """P03: a former school gets more than who, and what the pupil went on to do."""
    if facts.recipient.party_class == ORIGIN_SCHOOL:
        for number, item in enumerate(facts.items, start=1):
            if item.cat not in catalogue.lists["DESTINATION_ITEMS"]:
                yield found(item=number)


def history_kept_past_20(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """P04: an education history is kept for somebody of 20 or over without SEND."""
    if facts.act.record_kept != EDUCATION_HISTORY:
        return
    for person in persons_about(facts):
        years = age(person, facts.date)
        if years is not None and years >= HISTORY_ENDS and not person.send:
            yield found(name=person.name or person.id)


def data_manager_not_asked(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """P05: pupil data for the borough of residence, and the Education Data Manager has not approved."""
    approved = any(approval.role == "DATA_MANAGER" for approval in facts.approvals)
    if not approved and (BOROUGH_POWER in facts.gateways or _to_improve_services(facts)):
        yield found()


def safeguarding_to_the_borough(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """P06: the borough of residence gets it for safeguarding."""
    if facts.recipient.party_class == BOROUGH and facts.purpose_code == SAFEGUARD:
        yield found()


def approved_by_who_asked(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """P07: an approval or second signature comes from the person who asked for the share."""
    asked = fold(facts.requested_by)
    for approval in facts.approvals:
        if asked and fold(approval.who) == asked:
            yield found(who=approval.who)


def more_than_pupil_data(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """P08: the borough of residence gets more than pupil data, to improve services or under its own power."""
    for_pupils = BOROUGH_POWER in facts.gateways or _to_improve_services(facts)
    if facts.recipient.party_class == BOROUGH and for_pupils:
        for number, item in enumerate(facts.items, start=1):
            if item.cat not in catalogue.lists["PUPIL_DATA"]:
                yield found(item=number)


def _to_improve_services(facts: Facts) -> bool:
    return facts.recipient.party_class == BOROUGH and facts.purpose_code == SERVICE_IMPROVEMENT


RULES: dict[str, Rule] = {
    "P01": too_young_to_move_on,
    "P02": not_for_support,
    "P03": more_than_the_destination,
    "P04": history_kept_past_20,
    "P05": data_manager_not_asked,
    "P06": safeguarding_to_the_borough,
    "P07": approved_by_who_asked,
    "P08": more_than_pupil_data,
}
