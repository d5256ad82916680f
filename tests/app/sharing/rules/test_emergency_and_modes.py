"""Which rules does an emergency put off and which hold (6.0 c), and which fall away where nobody can be told apart?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import DO_NOT_SHARE, Approval, Emergency, Facts
from tests.app.sharing.rules.hearing import (
    ADDRESS,
    ADULT,
    HEALTH,
    OFFENCE,
    a_party,
    by_section_11,
    by_section_47,
    by_section_115,
    content,
    outcome_of,
    ruled,
    stops,
    waits,
    warns,
)
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHARITY,
    CHILD,
    COUNCIL,
    FATHER,
    HOSPITAL,
    POLICE,
    SCHOOL,
    WORRY,
    a_refusal,
    a_share,
    the,
)

HIDDEN = the(CHILD, address_withheld_from=("F1",))

#: One share for each rule, at fault in that rule.
AT_FAULT: dict[str, Facts] = {
    "G01": a_share(gateways=()),
    "G02": by_section_115(date=dt.date(1997, 12, 31)),
    "G03": by_section_11(sender=SCHOOL),
    "G04": by_section_11(subjects=(ADULT,)),
    "G05": a_share(gateways=("CLDC",)),
    "G08": a_share(art6=()),
    "G09": by_section_115(art6=("6ea",)),
    "G10": a_share(art6=("6c", "6a")),
    "G11": a_share(purpose="Welfare"),
    "G12": a_share(proportionality=""),
    "G13": a_share(recipient=the(COUNCIL, organisation="")),
    "G14": by_section_47(conditions=()),
    "D03": a_share(items=(the(WORRY, relevant=False),)),
    "D04": a_share(recipient=CHARITY),
    "D05": a_share(date=dt.date(2026, 9, 29)),
    "S01": a_share(items=(HEALTH,)),
    "S02": a_share(art9=("9(2)(h)",)),
    "S03": a_share(sch1=("para 18",)),
    "S04": a_share(items=(OFFENCE,)),
    "S06": by_section_115(art9_packages=("SG",), subjects=(ADULT,)),
    "S07": a_share(sch1=("para 10",)),
    "S12": by_section_115(art9_packages=("CR",)),
    "A08": by_section_115(recipient=HOSPITAL),
    "R05": by_section_47(subjects=(HIDDEN,), items=(ADDRESS,), recipient=FATHER),
    "R13": by_section_47(subjects=(HIDDEN,), items=(ADDRESS,)),
    "C06": a_share(told=None),
}
LATER = {"G11", "G12", "G14", "S12", "C06"}
WARN = {"G10", "G11", "S12"}
SPOKEN = ("telephone", "secure email", "hand", "")


@pytest.mark.parametrize("rule", AT_FAULT)
def test_each_rule_stops_or_warns_on_an_ordinary_day(rule: str) -> None:
    assert (warns if rule in WARN else stops)(rule, AT_FAULT[rule])


@pytest.mark.parametrize("channel", SPOKEN)
@pytest.mark.parametrize("rule", sorted(set(AT_FAULT) - LATER - {"R13"}))
def test_what_holds_in_an_emergency_holds_by_every_channel_and_to_every_helper(
    rule: str, channel: str
) -> None:
    urgent = the(AT_FAULT[rule], emergency=AN_EMERGENCY, channel=channel)
    assert (warns if rule in WARN else stops)(rule, urgent)


@pytest.mark.parametrize("channel", SPOKEN)
@pytest.mark.parametrize("rule", sorted(LATER))
def test_what_waits_in_an_emergency_waits_by_every_channel_and_stops_nothing(rule: str, channel: str) -> None:
    urgent = the(AT_FAULT[rule], emergency=AN_EMERGENCY, channel=channel)
    assert waits(rule, urgent)
    assert ruled(urgent).outcome == "ALLOWED"
    told = {result.id: result for result in ruled(urgent).results}[rule]
    assert (told.outcome, told.later) == ("fired", True)


@pytest.mark.parametrize("rule", sorted(LATER))
@pytest.mark.parametrize("missing", ["who", "danger", "why_now"])
def test_with_one_of_the_three_answers_missing_nothing_waits(rule: str, missing: str) -> None:
    half = the(AN_EMERGENCY, **{missing: ""})
    for emergency in (half, Emergency()):
        facts = the(AT_FAULT[rule], emergency=emergency)
        assert (warns if rule in WARN else stops)(rule, facts)


def test_a_rule_that_waits_stands_beside_one_that_holds() -> None:
    found = ruled(a_share(art6=(), proportionality="", purpose="", emergency=AN_EMERGENCY))
    assert (found.outcome, found.blocks, found.later) == ("BLOCKED", ("G08",), ("G11", "G12"))


def test_an_emergency_makes_a_refusal_no_easier() -> None:
    bare = a_refusal(reason="", detriment_considered=None, emergency=AN_EMERGENCY)
    assert bare.decision == DO_NOT_SHARE
    assert (ruled(bare).blocks, ruled(bare).later) == (("D01", "K01"), ())


def test_a_call_in_immediate_danger_goes_with_nothing_but_who_is_told_and_the_three_answers() -> None:
    """4.4, step 0."""
    call = a_share(
        gateways=("EMERG",),
        art6=("6d",),
        items=(HEALTH,),
        art9_packages=("VI",),
        art9=("9(2)(c)",),
        recipient=the(a_party("AMBULANCE", "EMERGENCY_SERVICE"), person=""),
        purpose="",
        proportionality="",
        told=None,
        channel="telephone",
        emergency=AN_EMERGENCY,
    )
    found = ruled(call)
    assert (found.outcome, found.blocks, found.warnings) == ("ALLOWED", (), ())
    assert found.later == ("C06", "G11", "G12", "G13")


def test_an_address_hidden_from_him_goes_at_once_to_helpers_and_is_signed_for_others() -> None:
    def urgent(recipient: Any, **changes: Any) -> Facts:
        facts: Facts = the(AT_FAULT["R13"], recipient=recipient, emergency=AN_EMERGENCY, **changes)
        return facts

    assert waits("R13", urgent(POLICE))
    assert waits("R13", urgent(HOSPITAL))
    assert waits("R13", urgent(a_party("FIRE", "EMERGENCY_SERVICE")))
    assert stops("R13", urgent(a_party("MASH", "PARTNERSHIP")))
    assert content(
        "R13", urgent(a_party("MASH", "PARTNERSHIP"), approvals=(Approval("D", "ADDRESS_SECOND"),))
    )


# --- modes (6.0 i) ------------------------------------------------------------------------------------------------------

TOLD_APART = ["G04", "G08", "G09", "G10", "D03", "S01", "S02", "S03", "S04", "S06", "S07", "S12", "C06"]


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS"])
@pytest.mark.parametrize("rule", TOLD_APART)
def test_where_nobody_can_be_told_apart_these_are_not_run(rule: str, mode: str) -> None:
    facts = the(AT_FAULT[rule], mode=mode)
    assert outcome_of(rule, facts) == "not_run"
    assert content(rule, facts)


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS"])
@pytest.mark.parametrize("rule", sorted(set(AT_FAULT) - set(TOLD_APART)))
def test_the_others_are_run_for_counts_and_nameless_cases(rule: str, mode: str) -> None:
    facts = the(AT_FAULT[rule], mode=mode)
    assert (warns if rule in WARN else stops)(rule, facts)


@pytest.mark.parametrize("rule", AT_FAULT)
def test_pseudonymised_data_is_personal_data_and_every_rule_runs(rule: str) -> None:
    facts = the(AT_FAULT[rule], mode="PSEUDONYMISED")
    assert (warns if rule in WARN else stops)(rule, facts)


@pytest.mark.parametrize("rule", AT_FAULT)
def test_no_rule_of_a_share_is_run_for_a_refusal_a_deferral_or_another_act(rule: str) -> None:
    for other in ({"decision": "DO_NOT_SHARE"}, {"decision": "DEFER"}, {"event": "EDIT_PAST_SHARE"}):
        assert outcome_of(rule, the(AT_FAULT[rule], **other)) == "not_run"


def test_the_same_frozen_facts_give_the_same_results() -> None:
    """6.3: a decision must be reproducible."""
    for facts in AT_FAULT.values():
        assert ruled(facts) == ruled(facts)
