"""May this be decided as it stands? Every rule that applies, in the order of its id, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.sharing import (
    adult_rules,
    basis_rules,
    case_rules,
    category_rules,
    clock_rules,
    consent_rules,
    content_rules,
    delivery_rules,
    duty_rules,
    identity_rules,
    internal_rules,
    law,
    onward_rules,
    partner_rules,
    power_rules,
    recipient_rules,
    record_rules,
    restriction_rules,
    statistics_rules,
    youth_rules,
)
from app.sharing.facts import SHARE, Facts
from app.sharing.findings import Finding, Rule
from app.sharing.law import Catalogue, RuleText
from app.sharing.running import is_put_off, is_run, severity_of, shares_in_emergency
from app.sharing.silencing import heard

WORST_FIRST = (law.BLOCK, law.WARN, law.INFORM)
ALLOWED, WARNED, BLOCKED = "ALLOWED", "WARNED", "BLOCKED"
PASSED, FIRED, NOT_RUN = "passed", "fired", "not_run"
NO_REASONS: Mapping[str, str] = MappingProxyType({})

RULES: dict[str, Rule] = {
    **basis_rules.RULES,
    **power_rules.RULES,
    **duty_rules.RULES,
    **category_rules.RULES,
    **content_rules.RULES,
    **youth_rules.RULES,
    **onward_rules.RULES,
    **internal_rules.RULES,
    **recipient_rules.RULES,
    **record_rules.RULES,
    **statistics_rules.RULES,
    **adult_rules.RULES,
    **partner_rules.RULES,
    **restriction_rules.RULES,
    **delivery_rules.RULES,
    **consent_rules.RULES,
    **case_rules.RULES,
    **clock_rules.RULES,
    **identity_rules.RULES,
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is still open: the rule, its severity (B or W), what it says, and what settles it."""

    rule: str
    severity: str
    sentence: str
    settles: str


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule answered; ``later`` means put off to the manager's review by an emergency.

    ``questions`` hold what it said, one for each different sentence; ``about`` the gateways it said it of.
    """

    id: str
    version: int
    severity: str
    outcome: str
    later: bool = False
    questions: tuple[Question, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """All that the rule said, in one text."""
        return " ".join(question.sentence for question in self.questions)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer of every rule of the catalogue in id order, and what follows from them."""

    catalogue_version: str
    results: tuple[RuleResult, ...]

    @property
    def outcome(self) -> str:
        """BLOCKED by one B or more; else WARNED by one W or more; else ALLOWED."""
        if self.blocks:
            return BLOCKED
        return WARNED if self.warnings else ALLOWED

    @property
    def fired(self) -> tuple[str, ...]:
        """The ids of the rules that spoke, those put off included."""
        return tuple(result.id for result in self.results if result.outcome == FIRED)

    @property
    def blocks(self) -> tuple[str, ...]:
        """The ids of the rules that stop it."""
        return self._spoke(law.BLOCK)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The ids of the rules that want a typed reason."""
        return self._spoke(law.WARN)

    @property
    def infos(self) -> tuple[str, ...]:
        """The ids of the rules that inform."""
        return self._spoke(law.INFORM)

    @property
    def later(self) -> tuple[str, ...]:
        """The ids of the rules that wait for the manager's review of an emergency."""
        return tuple(result.id for result in self.results if result.later)

    def _spoke(self, severity: str) -> tuple[str, ...]:
        return tuple(
            result.id
            for result in self.results
            if result.outcome == FIRED and not result.later and result.severity == severity
        )


def judge(facts: Facts, catalogue: Catalogue) -> Judgement:
    """Run every rule that applies to the facts (domain-and-law, 6.0) and give their answers in id order."""
    return Judgement(catalogue.version, results_of(facts, catalogue, catalogue.rules.values()))


def open_questions(
    facts: Facts, catalogue: Catalogue, reasons: Mapping[str, str] = NO_REASONS
) -> tuple[Question, ...]:
    """Give what must still be answered before this can be decided, what stops first.

    ``reasons`` holds the officer's typed reason by rule id; it settles a warning, never a stop. In an emergency a
    warning does not wait for its reason (6.0 c).
    """
    waits = {law.BLOCK} if shares_in_emergency(facts) else {law.BLOCK, law.WARN}
    open_ones = [
        question
        for result in judge(facts, catalogue).results
        if not result.later
        for question in result.questions
        if question.severity in waits
        and (question.severity == law.BLOCK or not reasons.get(result.id, "").strip())
    ]
    return tuple(sorted(open_ones, key=lambda question: question.severity != law.BLOCK))


def what_would_stop_it(facts: Facts, catalogue: Catalogue) -> tuple[Question, ...]:
    """Give what would have stopped the share, as reasons beside a refusal or deferral; they stop nothing."""
    shared = judge(replace(facts, decision=SHARE), catalogue)
    stops = [result for result in shared.results if result.id in shared.blocks]
    return tuple(replace(question, severity=law.INFORM) for result in stops for question in result.questions)


def results_of(facts: Facts, catalogue: Catalogue, rules: Iterable[RuleText]) -> tuple[RuleResult, ...]:
    """Give the answers of these rules alone, in their order; what another rule silences is silent only beside it."""
    found = {
        text.id: tuple(RULES[text.id](facts, catalogue)) if is_run(text, facts, catalogue) else None
        for text in rules
    }
    return tuple(
        _result(catalogue.rules[rule], findings, facts, catalogue)
        for rule, findings in heard(found, catalogue).items()
    )


def _result(
    text: RuleText, findings: tuple[Finding, ...] | None, facts: Facts, catalogue: Catalogue
) -> RuleResult:
    """What is put off in an emergency speaks only when nothing of the same rule holds; the worst part sets the severity."""
    if findings is None:
        return RuleResult(text.id, text.version, text.severity, NOT_RUN)
    if not findings:
        return RuleResult(text.id, text.version, text.severity, PASSED)
    holding = tuple(
        one for one in findings if not is_put_off(text.parts[one.part].emergency, facts, catalogue)
    )
    said = holding or findings
    questions = tuple(dict.fromkeys(_question(text, finding, facts, catalogue) for finding in said))
    severity = min((question.severity for question in questions), key=WORST_FIRST.index)
    about = tuple(dict.fromkeys(finding.gateway for finding in said if finding.gateway))
    return RuleResult(text.id, text.version, severity, FIRED, not holding, questions, about)


def _question(text: RuleText, finding: Finding, facts: Facts, catalogue: Catalogue) -> Question:
    gateway = f"{catalogue.gateways[finding.gateway].section} ({finding.gateway})" if finding.gateway else ""
    words = {"gateway": gateway, "item": str(finding.item), **dict(finding.words)}
    said = text.parts[finding.part]
    severity = severity_of(said, facts)
    return Question(text.id, severity, said.sentence.format(**words), said.settles.format(**words))
