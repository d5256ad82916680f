"""Is a chosen power strong enough, approved, free of a refusal, and is the harm named where a service's limits are off?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.consents import refused_last
from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.powers import is_emergency, on_safeguarding_route, permitting

VOLUNTARY_HELP = ("CA89-17", "CA04-10")
KNOWN_ONLY = "known"


def weak_power(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G06: every chosen gateway that permits anything is on the list WEAK."""
    powers = permitting(facts, catalogue)
    if powers and all(gateway.id in catalogue.lists["WEAK"] for gateway in powers):
        yield found()


def not_approved(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G07: a chosen gateway is known only, wholly or in part, and the council has not approved it."""
    for gateway in permitting(facts, catalogue):
        if KNOWN_ONLY in gateway.marks and gateway.id in facts.settings.not_approved:
            yield found(gateway=gateway.id)


def voluntary_help_refused(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G15: the power is that of voluntary help, the last answer is a no, and no other power stands beside it."""
    voluntary = [gateway for gateway in VOLUNTARY_HELP if gateway in facts.gateways]
    if not voluntary:
        return
    counted_out = {*VOLUNTARY_HELP, "CONS", *catalogue.lists["WEAK"]}
    another = any(gateway.id not in counted_out for gateway in permitting(facts, catalogue))
    if not another and refused_last(facts):
        for gateway in voluntary:
            yield found(gateway=gateway)


def harm_not_named(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """G16: the safeguarding route to a service with limits of its own, and no harm or risk is written.

    The three answers of an emergency say it as well (6.0 c).
    """
    limited = facts.recipient.party_class in catalogue.lists["SERVICE_LIMITS"]
    named = bool(facts.harm_or_risk.strip()) or is_emergency(facts)
    if limited and not named and on_safeguarding_route(facts, catalogue):
        yield found()


RULES: dict[str, Rule] = {
    "G06": weak_power,
    "G07": not_approved,
    "G15": voluntary_help_refused,
    "G16": harm_not_named,
}
