"""Is what was decided recorded: why not, until when, who was told, and never by editing what was decided?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue

FAMILY = "FAMILY"


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


RULES: dict[str, Rule] = {
    "C06": family_not_told,
    "K01": no_reason_for_refusing,
    "K02": open_ended_deferral,
    "K06": past_share_edited,
}
