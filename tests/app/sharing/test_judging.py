"""In which order do rules answer, which outcome follows, what does an emergency put off and what falls silent?"""

from __future__ import annotations

import datetime as dt

import pytest

from app.errors import DeskError
from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import ANONYMOUS, Emergency, Facts, Item
from app.sharing.judging import Judgement, judge, open_questions, what_would_stop_it
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHARITY,
    CHILD,
    COUNCIL,
    FATHER,
    HOSPITAL,
    POLICE,
    WORRY,
    a_deferral,
    a_refusal,
    a_share,
    an_edit,
    the,
)

LAW = shipped_catalogue()
HIDDEN = the(CHILD, address_withheld_from=("F1",))
ADDRESS = Item(cat="ADDRESS", about="K1", tag="fact", source="school register")


def judged(facts: Facts) -> Judgement:
    return judge(facts, LAW)


@pytest.mark.parametrize("facts", [a_share(), a_refusal(), a_deferral()])
def test_an_ordinary_decision_is_allowed_and_leaves_nothing_open(facts: Facts) -> None:
    assert judged(facts).outcome == "ALLOWED"
    assert open_questions(facts, LAW) == ()


def test_every_rule_answers_once_in_the_order_of_ids() -> None:
    ids = [result.id for result in judged(a_share()).results]
    assert ids == sorted(LAW.rules)


def test_one_stop_blocks_whatever_else_warns() -> None:
    found = judged(a_share(gateways=(), purpose="help"))
    assert (found.outcome, found.blocks, found.warnings) == ("BLOCKED", ("G01",), ("G11",))


def test_a_warning_alone_warns() -> None:
    assert judged(a_share(purpose="help")).outcome == "WARNED"


def test_a_refusal_can_always_be_saved_with_a_reason() -> None:
    bare = a_refusal(gateways=(), art6=(), purpose="", proportionality="", told=None)
    assert judged(bare).outcome == "ALLOWED"
    assert {result.id for result in judged(bare).results if result.outcome != "not_run"} == {
        "D01",
        "D06",
        "K01",
    }


def test_only_a_missing_time_or_reason_stops_a_deferral() -> None:
    assert judged(a_deferral(gateways=(), review_at=None)).blocks == ("K02",)


def test_an_edit_of_a_past_share_is_refused_and_nothing_else_is_asked() -> None:
    found = judged(an_edit(gateways=()))
    assert (found.blocks, found.fired) == (("K06",), ("K06",))


def test_what_would_have_stopped_a_share_informs_beside_the_refusal() -> None:
    beside = what_would_stop_it(a_refusal(gateways=()), LAW)
    assert [(question.rule, question.severity) for question in beside] == [("G01", "I")]


def test_where_nobody_can_be_told_apart_the_personal_rules_are_not_run() -> None:
    found = judged(a_share(mode=ANONYMOUS, art6=(), told=None, items=(WORRY,)))
    assert found.outcome == "ALLOWED"
    assert {result.id for result in found.results if result.outcome == "not_run"} >= {"G04", "G08", "C06"}


# --- emergency --------------------------------------------------------------------------------------------------------


def test_an_emergency_puts_off_what_can_wait_and_goes() -> None:
    found = judged(a_share(emergency=AN_EMERGENCY, purpose="help", proportionality="", told=None))
    assert (found.outcome, found.blocks, found.later) == ("ALLOWED", (), ("C06", "G11", "G12"))


def test_what_holds_stops_in_an_emergency_too() -> None:
    assert judged(a_share(emergency=AN_EMERGENCY, gateways=())).blocks == ("G01",)


@pytest.mark.parametrize("missing", ["who", "danger", "why_now"])
def test_an_emergency_with_one_answer_missing_is_none(missing: str) -> None:
    two_answers: Emergency = the(AN_EMERGENCY, **{missing: "  "})
    assert judged(a_share(emergency=two_answers, proportionality="")).blocks == ("G12",)


def test_an_emergency_puts_nothing_off_for_a_refusal() -> None:
    assert judged(a_refusal(emergency=AN_EMERGENCY, reason="")).blocks == ("K01",)


def test_a_missing_post_waits_in_an_emergency_but_a_missing_organisation_does_not() -> None:
    no_post = the(COUNCIL, person="")
    assert judged(a_share(emergency=AN_EMERGENCY, recipient=no_post)).later == ("G13",)
    nobody = the(COUNCIL, person="", organisation="")
    assert judged(a_share(emergency=AN_EMERGENCY, recipient=nobody)).blocks == ("G13",)


def test_a_second_signature_waits_only_towards_helpers() -> None:
    hidden = a_share(subjects=(HIDDEN,), items=(ADDRESS,), emergency=AN_EMERGENCY)
    assert judged(hidden).blocks == ("R13",)
    to_police = a_share(subjects=(HIDDEN,), items=(ADDRESS,), emergency=AN_EMERGENCY, recipient=POLICE)
    assert judged(to_police).later == ("R13",)


def test_a_warning_does_not_delay_an_emergency_although_it_is_shown() -> None:
    facts = a_share(emergency=AN_EMERGENCY, gateways=("CA04-16LA",), art6=("6c", "6a"))
    assert judged(facts).warnings == ("G10",)
    assert all(question.rule != "G10" for question in open_questions(facts, LAW))


# --- silence ----------------------------------------------------------------------------------------------------------


def test_before_the_duty_began_only_its_own_rule_speaks() -> None:
    found = judged(a_share(date=dt.date(2026, 9, 29)))
    assert found.blocks == ("D05",)


def test_another_gateway_not_in_force_still_speaks_beside_it() -> None:
    early = a_share(date=dt.date(1997, 12, 31), gateways=("CA04-16LA", "CDA98-115"))
    found = judged(early)
    about = {result.id: result.about for result in found.results if result.outcome == "fired"}
    assert about["G02"] == ("CDA98-115",)
    assert about["D05"] == ("CA04-16LA",)


def test_a_charity_that_is_not_commissioned_is_told_once() -> None:
    assert judged(a_share(recipient=CHARITY)).blocks == ("D04",)


def test_section_115_towards_a_hospital_is_told_once() -> None:
    facts = a_share(
        gateways=("CDA98-115",),
        art6=("6e",),
        recipient=HOSPITAL,
        conditions=(("CDA98-115.for", "none"),),
    )
    assert judged(facts).blocks == ("A08",)


def test_without_a_power_the_bases_are_not_compared() -> None:
    assert judged(a_share(gateways=())).blocks == ("G01",)
    assert judged(a_share(gateways=("CLDC",))).blocks == ("G05",)
    assert judged(a_share(gateways=(), art6=())).blocks == ("G01", "G08")


def test_the_rule_on_unlawful_acts_silences_the_general_one_on_policy_documents() -> None:
    facts = a_share(
        art9_packages=("CR", "GOV"),
        art9=("9(2)(g)",),
        sch1=("para 10", "para 6"),
        cr_reason="The suspect would move.",
    )
    assert judged(facts).blocks == ("S07",)


def test_the_hidden_address_is_told_once_about_the_same_item() -> None:
    to_father = a_share(
        subjects=(HIDDEN,),
        items=(ADDRESS,),
        recipient=FATHER,
        channel="hand",
        gateways=("CA89-47",),
        sender=COUNCIL,
        conditions=(("CA89-47.cause", "bruises"), ("CA89-47.decider", "team manager, 2 November")),
    )
    assert judged(to_father).blocks == ("R05",)


def test_another_item_with_a_hidden_address_still_needs_a_signature() -> None:
    sister = the(CHILD, id="K2", address_withheld_from=("X9",))
    items = (ADDRESS, the(ADDRESS, about="K2"))
    found = judged(a_share(subjects=(HIDDEN, sister), items=items, recipient=the(COUNCIL, person_id="F1")))
    assert found.blocks == ("R05", "R13")
    assert "Item 2" in next(result.sentence for result in found.results if result.id == "R13")


# --- questions and offers ---------------------------------------------------------------------------------------------


def test_open_questions_say_what_settles_them_and_stops_come_first() -> None:
    questions = open_questions(a_share(purpose="help", proportionality=""), LAW)
    assert [(question.rule, question.severity) for question in questions] == [("G12", "B"), ("G11", "W")]
    assert all(question.sentence and question.settles for question in questions)


def test_a_typed_reason_settles_a_warning_but_never_a_stop() -> None:
    facts = a_share(purpose="help", proportionality="")
    reasons = {"G11": "The caller hung up.", "G12": "Because."}
    assert [question.rule for question in open_questions(facts, LAW, reasons)] == ["G12"]


def test_each_missing_condition_is_a_question_of_its_own() -> None:
    facts = a_share(gateways=("CA89-47",), sender=COUNCIL, recipient=POLICE)
    asked = [question for question in open_questions(facts, LAW) if question.rule == "G14"]
    assert len(asked) == 2
    assert "CA89-47.cause" in asked[0].settles


def test_a_power_that_the_catalogue_does_not_hold_is_refused_in_words() -> None:
    with pytest.raises(DeskError, match="does not hold LA00-0"):
        judged(a_share(gateways=("LA00-0",)))


def test_the_same_facts_give_the_same_judgement() -> None:
    assert judged(a_share()) == judged(a_share())
