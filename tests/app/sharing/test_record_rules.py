"""Does a record say who said it, when, why and for how much, and is a case closed with the referrer told?"""

from __future__ import annotations

from typing import Any

import pytest

from app.sharing.facts import (
    CASE_CLOSE,
    CORRECT_PAST_SHARE,
    NONE,
    RAG_CHANGE,
    THRESHOLD_DECISION,
    Act,
    AgencyCheck,
    Approval,
    Facts,
    RagChange,
)
from tests.app.sharing.rules.hearing import content, outcome_of, ruled, stops, waits, warns
from tests.builders_sharing import AN_EMERGENCY, IDENTITY, WORRY, a_refusal, a_share, the


def an_act(event: str, **act: Any) -> Facts:
    return a_share(event=event, decision=NONE, act=Act(**act))


def said(rule: str, facts: Facts) -> str:
    return next(result.sentence for result in ruled(facts).results if result.id == rule)


@pytest.mark.parametrize("missing", [{"source": " "}, {"tag": ""}, {"source": "", "tag": " "}])
def test_k03_every_item_says_who_said_it_and_whether_it_is_fact(missing: dict[str, str]) -> None:
    items = (IDENTITY, the(WORRY, **missing))
    assert warns("K03", a_share(items=items))
    assert "Item 2" in said("K03", a_share(items=items))
    assert "Item 1" not in said("K03", a_share(items=items))
    assert waits("K03", a_share(items=items, emergency=AN_EMERGENCY))
    assert content("K03", a_share(items=(IDENTITY, the(WORRY, tag="opinion"))))
    assert outcome_of("K03", a_share(items=items, mode="AGGREGATE")) == "not_run"
    assert outcome_of("K03", a_refusal(items=items)) == "not_run"


@pytest.mark.parametrize(("months", "speaks"), [(0, False), (24, False), (24.5, True), (25, True)])
def test_k04_what_is_older_than_two_years_is_history_or_checked(months: float, speaks: bool) -> None:
    facts = a_share(items=(IDENTITY, the(WORRY, age_months=months)))
    assert warns("K04", facts) if speaks else content("K04", facts)
    assert content("K04", a_share(items=(the(WORRY, age_months=months, history=True),)))
    assert outcome_of("K04", the(facts, mode="ANONYMOUS")) == "not_run"


def test_k04_waits_in_an_emergency_and_says_how_old() -> None:
    facts = a_share(items=(the(WORRY, age_months=30),), emergency=AN_EMERGENCY)
    assert waits("K04", facts)
    assert "30 months old" in said("K04", facts)


def test_k07_a_manager_approves_a_whole_file() -> None:
    assert stops("K07", a_share(whole_file=True))
    assert content("K07", a_share(whole_file=True, approvals=(Approval("Dana Brook", "MANAGER"),)))
    assert stops("K07", a_share(whole_file=True, approvals=(Approval("Dana Brook", "CALDICOTT"),)))
    assert content("K07", a_share())
    assert waits("K07", a_share(whole_file=True, emergency=AN_EMERGENCY))
    assert outcome_of("K07", a_share(whole_file=True, mode="AGGREGATE")) == "not_run"


def test_k08_a_changed_rating_says_why() -> None:
    assert stops("K08", an_act(RAG_CHANGE, rag_change=RagChange("AMBER", "RED")))
    assert stops("K08", an_act(RAG_CHANGE, rag_change=RagChange("AMBER", "RED", " ")))
    assert content("K08", an_act(RAG_CHANGE, rag_change=RagChange("AMBER", "RED", "New bruise.")))
    assert content("K08", an_act(RAG_CHANGE, rag_change=RagChange("RED", " red ")))
    assert content("K08", an_act(RAG_CHANGE))


def test_k09_a_second_person_signs_the_threshold_decision() -> None:
    assert warns("K09", an_act(THRESHOLD_DECISION, analysis_by="D Brook", signed_by=" d  brook"))
    assert content("K09", an_act(THRESHOLD_DECISION, analysis_by="D Brook", signed_by="I Quill"))
    assert content("K09", an_act(THRESHOLD_DECISION))


def test_k10_who_referred_is_told_when_a_case_is_closed() -> None:
    assert stops("K10", an_act(CASE_CLOSE))
    assert stops("K10", an_act(CASE_CLOSE, referrer_not_told_reason="  "))
    assert content("K10", an_act(CASE_CLOSE, referrer_told=True))
    assert content("K10", an_act(CASE_CLOSE, referrer_not_told_reason="She asked not to be."))


def test_k11_an_open_red_check_is_a_gap() -> None:
    red = AgencyCheck("Northmere Police", "Red", "unanswered")
    assert warns("K11", an_act(THRESHOLD_DECISION, checks=(red,)))
    assert "Northmere Police" in said("K11", an_act(THRESHOLD_DECISION, checks=(red,)))
    assert "with an agency," in said("K11", an_act(THRESHOLD_DECISION, checks=(the(red, agency=""),)))
    assert content("K11", an_act(THRESHOLD_DECISION, checks=(the(red, status="answered"),)))
    assert content("K11", an_act(THRESHOLD_DECISION, checks=(the(red, rating="AMBER"),)))


@pytest.mark.parametrize(
    ("event", "rules"),
    [
        (RAG_CHANGE, {"K08"}),
        (THRESHOLD_DECISION, {"K09", "K11"}),
        (CASE_CLOSE, {"K10"}),
        (CORRECT_PAST_SHARE, set()),
    ],
)
def test_an_act_is_asked_only_what_belongs_to_it(event: str, rules: set[str]) -> None:
    found = ruled(an_act(event))
    assert {result.id for result in found.results if result.outcome != "not_run"} == rules
    for rule in rules:
        assert outcome_of(rule, a_share()) == "not_run"


def test_a_correction_of_a_past_share_is_always_allowed() -> None:
    assert ruled(an_act(CORRECT_PAST_SHARE, past_share="S-A00412-M", field="date")).outcome == "ALLOWED"
