"""Does a decided share come out the same when it is judged again, on what was frozen in it alone?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from app.access import Act, require
from app.errors import DeskError, NotFound
from app.references import read_reference
from app.sharing.catalogue import shipped_catalogue
from app.sharing.freezing import unfreeze
from app.sharing.judged import read_judged
from app.sharing.judging import RULES, judge
from app.sharing.law import Catalogue
from app.sharing.plain_values import CannotBeMade
from app.unit_of_work import Reader
from models import sharing

GONE = "no longer known"


class NotJudgedAgain(DeskError):
    """A share that cannot be judged again."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule that answers otherwise than it did; ``rewritten`` where its version is another today."""

    rule: str
    then: str
    now: str
    rewritten: bool


@dataclass(frozen=True, slots=True)
class JudgedAgain:
    """What judging a share again gave: when and under which edition of the law it was decided, and what differs."""

    reference: str
    decided_at: str
    catalogue_version: str
    rules: int
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether every rule answers as it did."""
        return not self.differences


def re_judge(reader: Reader, reference: str) -> JudgedAgain:
    """Judge a decided share again from its frozen document; today's catalogue is not asked.

    Refused for a share that is not decided, and for one that was frozen before its facts were kept in it.
    """
    require(reader, Act.DRAFT_SHARE)
    row = sharing.share_referenced(reader.session, read_reference(reference))
    if row is None:
        raise NotFound("There is no share with this reference.")
    if row.frozen is None:
        raise NotJudgedAgain("This share is not decided yet.", next_step="Weigh the draft instead.")
    return judge_again(unfreeze(row.frozen))


def judge_again(document: Mapping[str, Any]) -> JudgedAgain:
    """Judge a frozen document again and compare every rule's answer with the one that stands in it."""
    try:
        facts, catalogue = read_judged(document.get("judged") or {})
    except CannotBeMade:
        raise NotJudgedAgain(
            "This share does not hold what it was judged on, or in a form that this version cannot read.",
            kept="It was left as it is; its answers stand in it.",
            next_step="Judge it with the version of MASH Desk that decided it.",
        ) from None
    known = _known(catalogue)
    now = {
        result.id: _words(result.outcome, result.severity, result.later)
        for result in judge(facts, known).results
    }
    then = {
        rule["id"]: _words(rule["outcome"], rule["severity"], rule["later"]) for rule in document["rules"]
    }
    today = shipped_catalogue().rules
    differences = tuple(
        Difference(rule, said, now.get(rule, GONE), rule not in today or today[rule].version != version)
        for rule, said, version in ((one["id"], then[one["id"]], one["version"]) for one in document["rules"])
        if now.get(rule, GONE) != said
    )
    return JudgedAgain(
        document["reference"], document["decided_at"], document["catalogue_version"], len(then), differences
    )


def _words(outcome: str, severity: str, later: bool) -> str:
    if outcome != "fired":
        return outcome.replace("_", " ")
    return f"spoke, {severity}, {'later' if later else 'at once'}"


def _known(catalogue: Catalogue) -> Catalogue:
    """Leave out the rules that this program no longer has."""
    rules = {rule: text for rule, text in catalogue.rules.items() if rule in RULES}
    silences = tuple(one for one in catalogue.silences if {one.speaks, one.silent} <= rules.keys())
    return replace(catalogue, rules=MappingProxyType(rules), silences=silences)
