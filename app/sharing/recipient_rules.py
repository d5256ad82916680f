"""May this recipient have this at all: section 115 goes one way, and a hidden address stays hidden."""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.facts import Facts, Item
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.parties import is_relevant_authority
from app.sharing.persons import touched

SECTION_115 = "CDA98-115"


def not_a_relevant_authority(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A08: section 115 towards somebody who is not on its list and acts for nobody on it."""
    if SECTION_115 in facts.gateways and not is_relevant_authority(facts.recipient, catalogue):
        who = facts.recipient.organisation or catalogue.bodies[facts.recipient.body].title
        yield found(gateway=SECTION_115, recipient=who)


def hidden_from_recipient(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R05: an address, or a clue to it, that is hidden from the recipient, whom it represents or lives with."""
    recipient = facts.recipient
    reached = {recipient.person_id, recipient.represents, recipient.household_of} - {""}
    for number, item in enumerate(facts.items, start=1):
        if _shows_address(item) and reached & _hidden_from(item, facts):
            yield found(item=number)


def hidden_from_somebody(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R13: an address, or a clue to it, that is hidden from anybody, and no second person signed."""
    signed = any(approval.role == "ADDRESS_SECOND" for approval in facts.approvals)
    for number, item in enumerate(facts.items, start=1):
        if _shows_address(item) and _hidden_from(item, facts) and not signed:
            yield found(item=number)


def _shows_address(item: Item) -> bool:
    return item.cat == "ADDRESS" or item.address_clue


def _hidden_from(item: Item, facts: Facts) -> set[str]:
    people = touched(item)
    return {
        who for subject in facts.subjects if subject.id in people for who in subject.address_withheld_from
    }


RULES: dict[str, Rule] = {
    "A08": not_a_relevant_authority,
    "R05": hidden_from_recipient,
    "R13": hidden_from_somebody,
}
