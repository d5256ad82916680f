"""Is what was decided recorded: why not, until when, who was told, and never by editing what was decided?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.signatures import MANAGER, is_signed

FAMILY = "FAMILY"
MONTHS_STILL_FRESH = 24


def family_not_told(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """C06: the family was not told and nobody wrote why, unless the family is the recipient."""
    unexplained = facts.told is not True and not facts.told_reason.strip()
    if unexplained and facts.recipient.party_class != FAMILY:
        yield found()


def no_reason_for_refusing(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K01: a refusal without a reason."""
    if not facts.reason.strip():
        yield found()


def open_ended_deferral(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K02: a deferral without a review time, or without a reason."""
    if facts.review_at is None:
        yield found()
    if not facts.reason.strip():
        yield found("reason")


def past_share_edited(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K06: a decided share is never edited; a correction names it."""
    yield found()


def unsourced(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K03: an item does not say who said it, or whether it is fact or opinion."""
    for number, item in enumerate(facts.items, start=1):
        if not item.source.strip():
            yield found(item=number)
        if not item.tag.strip():
            yield found("tag", item=number)


def perhaps_outdated(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K04: an item is more than 24 months old and nobody marked it as history."""
    for number, item in enumerate(facts.items, start=1):
        if item.age_months > MONTHS_STILL_FRESH and not item.history:
            yield found(item=number, months=f"{item.age_months:g}")


def whole_file(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K07: the whole file leaves and no manager approved it."""
    if facts.whole_file and not is_signed(facts, MANAGER):
        yield found()


RULES: dict[str, Rule] = {
    "C06": family_not_told,
    "K01": no_reason_for_refusing,
    "K02": open_ended_deferral,
    "K03": unsourced,
    "K04": perhaps_outdated,
    "K06": past_share_edited,
    "K07": whole_file,
}
