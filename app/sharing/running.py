"""Is a rule run at all for this share or act, and does it wait for the manager in an emergency (6.0 a, c, h, i, k)?"""

from __future__ import annotations

from app.sharing import law
from app.sharing.facts import AGGREGATE, ANONYMOUS, DEFER, DO_NOT_SHARE, SHARE, Facts
from app.sharing.law import Catalogue, RuleText
from app.sharing.powers import is_emergency, is_under_part_3, on_safeguarding_route

DECISIONS = {SHARE: "SHARE", DO_NOT_SHARE: "REFUSE", DEFER: "DEFER"}
TELEPHONE = "telephone"


def is_run(text: RuleText, facts: Facts, catalogue: Catalogue) -> bool:
    """Say whether a rule is run: for this decision or event, in this mode, on this route."""
    done = DECISIONS[facts.decision] if facts.event == SHARE else facts.event
    if done not in text.applies:
        return False
    if text.told_apart_only and facts.mode in (AGGREGATE, ANONYMOUS):
        return False
    if law.PART_3 in text.off_on and is_under_part_3(facts, catalogue):
        return False
    kept = any(gateway in text.kept_by for gateway in facts.gateways)
    limits_are_off = law.SAFEGUARDING_ROUTE in text.off_on and on_safeguarding_route(facts, catalogue)
    return kept or not limits_are_off


def shares_in_emergency(facts: Facts) -> bool:
    """Say whether this is a share in an emergency: only then the column of emergencies counts."""
    return facts.event == SHARE and facts.decision == SHARE and is_emergency(facts)


def is_put_off(treatment: str, facts: Facts, catalogue: Catalogue) -> bool:
    """Say whether an emergency puts this off to the manager's review."""
    if not shares_in_emergency(facts):
        return False
    if treatment == law.LATER_TO_HELPERS:
        return facts.recipient.party_class in catalogue.lists["HELPERS"]
    if treatment == law.LATER_IF_SPOKEN:
        return facts.channel == TELEPHONE
    return treatment == law.LATER


def severity_of(said: law.Said, facts: Facts) -> str:
    """Give how severe a part is: as its text says, but what becomes a warning is one in an emergency."""
    if said.emergency == law.BECOMES_WARNING and shares_in_emergency(facts):
        return law.WARN
    return said.severity
