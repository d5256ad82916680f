"""Are a rating, a threshold decision and a closing recorded so that somebody else can follow them?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue

RED, UNANSWERED = "red", "unanswered"


def rating_without_reason(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K08: a rating was changed and nobody wrote why."""
    change = facts.act.rag_change
    if (
        change is not None
        and _folded(change.before) != _folded(change.after)
        and not change.rationale.strip()
    ):
        yield found()


def one_person_for_both(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K09: whoever wrote the analysis signs the threshold decision."""
    analyst, signer = _folded(facts.act.analysis_by), _folded(facts.act.signed_by)
    if signer and analyst == signer:
        yield found()


def referrer_not_told(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K10: a case is closed, the referrer was not told and nobody wrote why."""
    if not facts.act.referrer_told and not facts.act.referrer_not_told_reason.strip():
        yield found()


def red_check_open(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K11: a threshold decision is signed while a check rated Red is unanswered."""
    for check in facts.act.checks:
        if _folded(check.rating) == RED and _folded(check.status) == UNANSWERED:
            yield found(agency=check.agency or "an agency")


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


RULES: dict[str, Rule] = {
    "K08": rating_without_reason,
    "K09": one_person_for_both,
    "K10": referrer_not_told,
    "K11": red_check_open,
}
