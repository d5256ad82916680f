"""May another service of the council have this: for the child's benefit, with a role for the child, not about staff?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.powers import SAFEGUARD

INTERNAL_SERVICE, HELP_REQUEST, STAFF = "INTERNAL_SERVICE", "CA89-27", "WORKFORCE"
BENEFITS = ("HEALTH_EDUCATION_INTEREST", SAFEGUARD)


def no_benefit_named(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """N01: an internal service gets it for neither the child's health or education nor safeguarding."""
    if facts.recipient.party_class == INTERNAL_SERVICE and facts.purpose_code not in BENEFITS:
        yield found()


def no_role_for_the_child(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """N02: an internal service has no role for this child."""
    recipient = facts.recipient
    if recipient.party_class == INTERNAL_SERVICE and not recipient.service_role_with_child:
        yield found()


def help_from_the_same_council(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """N03: section 27 is chosen between services of one council."""
    recipient = facts.recipient
    own_body = facts.sender.body == recipient.body == "LA"
    if HELP_REQUEST in facts.gateways and (
        own_body or recipient.same_council or recipient.party_class == INTERNAL_SERVICE
    ):
        yield found(gateway=HELP_REQUEST)


def about_staff(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """N04: an item is about staff."""
    for number, item in enumerate(facts.items, start=1):
        if item.cat == STAFF:
            yield found(item=number)


RULES: dict[str, Rule] = {
    "N01": no_benefit_named,
    "N02": no_role_for_the_child,
    "N03": help_from_the_same_council,
    "N04": about_staff,
}
