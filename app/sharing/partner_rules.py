"""Does it go by the route that the law gives panels, prisons, health boards and the Home Office?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.signatures import MANAGER, is_signed

CHANNEL_PANEL, POLICE, HOME_OFFICE = "CHANNEL_PANEL", "POLICE", "HOME_OFFICE"
REFERRAL = "REFERRAL"
MAPPA_DISCLOSURE, EARLY_NOTICE, IMMIGRATION_POWER = "CJA03-327A", "CFA14-23", "IAA99-20"
IMMIGRATION = "IMMIGRATION"


def referred_to_the_panel(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A07: somebody other than the police refers to a Channel panel."""
    to_panel = facts.recipient.party_class == CHANNEL_PANEL and facts.channel_stage == REFERRAL
    if to_panel and facts.sender.body != POLICE:
        yield found()


def disclosed_by_a_council(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A09: a council tells the public about an offender in place of the MAPPA authority."""
    council = facts.sender.body in catalogue.words["COUNCILS"] or facts.sender.agent_of_council
    if MAPPA_DISCLOSURE in facts.gateways and council:
        yield found(gateway=MAPPA_DISCLOSURE)


def parent_not_told_first(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A10: a health body tells the council of a young child's needs before the parent."""
    if EARLY_NOTICE in facts.gateways and not facts.parent_informed:
        yield found(gateway=EARLY_NOTICE)


def immigration_without_a_manager(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A11: information for immigration purposes, and no manager approved it."""
    for_immigration = facts.recipient.party_class == HOME_OFFICE and facts.purpose_code == IMMIGRATION
    asked = for_immigration or IMMIGRATION_POWER in facts.gateways
    if asked and not is_signed(facts, MANAGER):
        yield found()


RULES: dict[str, Rule] = {
    "A07": referred_to_the_panel,
    "A09": disclosed_by_a_council,
    "A10": parent_not_told_first,
    "A11": immigration_without_a_manager,
}
