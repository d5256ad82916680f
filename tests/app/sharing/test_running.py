"""Where is a rule not run, what does it silence, and what does an emergency make of it (6.0 c, d, h, i, k)?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import (
    AGGREGATE,
    ANONYMOUS,
    IDENTIFIABLE,
    PSEUDONYMISED,
    Facts,
    Item,
    Party,
)
from app.sharing.findings import Finding, found
from app.sharing.judging import judge, open_questions
from app.sharing.law import BECOMES_WARNING, Said, Silence
from app.sharing.running import is_run, severity_of
from app.sharing.silencing import heard
from tests.app.sharing.cases import LAW
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHILD,
    COUNCIL,
    IDENTITY,
    POLICE,
    WORRY,
    a_refusal,
    a_share,
    the,
)

YOUTH_CLUB = Party("YSS_PROVIDER", "YOUTH_SUPPORT", "Harbour Youth", "Team lead", commissioned=True)
BOROUGH = Party("LA_OTHER", "BOROUGH_OF_RESIDENCE", "Saltmarsh Borough", "Duty desk")
MAPPA: dict[str, Any] = {
    "channel": "secure file transfer",
    "sender": COUNCIL,
    "recipient": POLICE,
    "gateways": ("CJA03-325",),
    "art6": (),
    "conditions": (
        ("CJA03-325.eligible", "yes"),
        ("CJA03-325.memorandum", "M 4"),
        ("CJA03-325.part3", "Part 3, schedule 8 paragraph 4"),
    ),
}


def not_run(facts: Facts) -> set[str]:
    return {result.id for result in judge(facts, LAW).results if result.outcome == "not_run"}


# --- where a rule is not run ------------------------------------------------------------------------------------------

#: Section 6.0 i, in full.
OFF_IN_COUNTS = {
    *("G04", "G08", "G09", "G10", "G15", "D03", "P01", "P08", "N02", "N04"),
    *(f"S{number:02}" for number in range(1, 13)),
    *("Y01", "Y02", "Y03", "Y04", "Y05", "Y06", "Y07", "Y09"),
    *("A01", "A02", "A03", "A04", "A05", "A06", "R06", "R10", "R12"),
    *("C01", "C02", "C03", "C04", "C05", "C06", "K03", "K04", "K07", "I01", "I03", "I04"),
}


@pytest.mark.parametrize("mode", [AGGREGATE, ANONYMOUS])
def test_in_counts_exactly_these_rules_are_off(mode: str) -> None:
    plain = a_share(mode=IDENTIFIABLE, purpose_code="OTHER")
    off = not_run(the(plain, mode=mode)) - not_run(plain)
    assert off == OFF_IN_COUNTS & set(LAW.rules)


def test_data_under_a_key_is_personal_data_and_every_rule_runs() -> None:
    assert not_run(a_share(mode=PSEUDONYMISED)) == not_run(a_share())


#: Section 6.0 h, in full.
OFF_ON_THE_ROUTE = {
    *(f"Y{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 9)),
    *("P01", "P02", "P03", "P05", "P08", "T05"),
}


@pytest.mark.parametrize("gateway", sorted(LAW.lists["SAFEGUARDING"]))
def test_on_the_safeguarding_route_the_limits_of_a_service_are_off(gateway: str) -> None:
    route = a_share(recipient=YOUTH_CLUB, gateways=(gateway,))
    off = OFF_ON_THE_ROUTE & set(LAW.rules)
    assert not_run(route) - not_run(the(route, purpose_code="OTHER")) == off
    assert not_run(route) - not_run(the(route, gateways=("CA04-10",))) == off


def test_secure_transfer_is_kept_on_the_safeguarding_route() -> None:
    assert "Y08" in judge(a_share(recipient=YOUTH_CLUB, harm_or_risk="he goes hungry"), LAW).blocks


def test_the_power_of_the_borough_keeps_its_approval_on_the_route() -> None:
    route = a_share(recipient=BOROUGH, harm_or_risk="he goes hungry", items=(WORRY,), channel="post")
    assert judge(route, LAW).blocks == ()
    kept = judge(the(route, gateways=("CA04-16LA", "BOR-RES")), LAW)
    assert {"P05"} == {"P05", "P08"} & set(kept.blocks)


#: Section 6.0 k, in full.
OFF_UNDER_PART_3 = {"G08", "G09", "G10", "S01", "S02", "S03", "S05", "S06", "S07", "S11", "S12"}


def test_under_part_3_these_rules_are_off_and_the_share_is_allowed() -> None:
    alone = a_share(**MAPPA)
    assert not_run(alone) - not_run(a_share(purpose_code="OTHER")) == OFF_UNDER_PART_3
    assert judge(alone, LAW).outcome == "ALLOWED"
    cited = the(alone, gateways=("CJA03-325", "CLDC"))
    assert not_run(cited) == not_run(alone)


def test_beside_another_power_the_ordinary_rules_run() -> None:
    beside = a_share(**{**MAPPA, "gateways": ("CJA03-325", "CA04-10")})
    assert not_run(beside) == not_run(a_share(purpose_code="OTHER"))
    assert "G08" in judge(beside, LAW).blocks


def test_under_part_3_its_basis_and_record_are_asked() -> None:
    without = tuple(pair for pair in MAPPA["conditions"] if pair[0] != "CJA03-325.part3")
    assert judge(a_share(**{**MAPPA, "conditions": without}), LAW).blocks == ("G14",)
    offence = Item("OFFENCE", about="K1", tag="fact", source="police notice")
    for basis, blocks in (("", ("S04",)), ("para 10", ("S04",)), ("PART 3, police", ()), ("part 3", ())):
        facts = a_share(**MAPPA, items=(offence,), offence_basis=basis)
        assert judge(facts, LAW).blocks == blocks
    said = judge(a_share(**MAPPA, items=(offence,), offence_basis="official authority: care"), LAW)
    assert said.blocks == ("S04",)


def test_an_act_that_is_no_share_runs_its_own_rules_only() -> None:
    ran = set(LAW.rules) - not_run(a_share(event="REQUEST_CLOCK", decision="NONE"))
    assert ran == {rule for rule, text in LAW.rules.items() if "REQUEST_CLOCK" in text.applies}
    assert is_run(LAW.rules["K01"], a_refusal(), LAW)


# --- the special rule silences the general one ------------------------------------------------------------------------

#: Section 6.0 d: who speaks, who is silent. D03 and G04 never speak of one gateway: G04 does not test that of D03.
SILENCES = {
    *(("D05", "G02"), ("D04", "G03"), ("S10", "G03"), ("N03", "G03"), ("A08", "G03")),
    *(("Y01", "G04"), ("Y02", "G04"), ("Y03", "G04"), ("S07", "S03"), ("G01", "G08"), ("G05", "G08")),
    *(("C02", "C05"), ("Y04", "C02"), ("R05", "R13")),
}


def test_the_silences_are_those_of_the_reference() -> None:
    there = {pair for pair in SILENCES if set(pair) <= set(LAW.rules)}
    assert {(silence.speaks, silence.silent) for silence in LAW.silences} == there


def test_a_wrong_age_is_told_once_by_the_rule_of_the_service_and_another_person_still_is() -> None:
    young, grown = (the(CHILD, id=who, dob=dt.date(year, 3, 12)) for who, year in (("A", 2015), ("B", 2005)))
    facts = a_share(
        sender=COUNCIL,
        recipient=YOUTH_CLUB,
        subjects=(young,),
        items=(the(IDENTITY, about="A"),),
        gateways=("EA96-507B",),
        art6=("6e",),
        purpose_code="YOUTH_ACTIVITIES",
        channel="secure file transfer",
    )
    assert judge(facts, LAW).blocks == ("Y01",)
    assert set(judge(the(facts, subjects=(young, grown)), LAW).blocks) == {"Y01", "Y02"}
    at_school = the(facts, recipient=the(YOUTH_CLUB, party_class="CONTRACTED_PROVIDER"))
    assert "G04" in judge(at_school, LAW).blocks


def test_a_rule_on_age_does_not_hide_a_fault_that_is_no_matter_of_age() -> None:
    grown = the(CHILD, dob=dt.date(1990, 3, 12), role="adult")
    facts = a_share(
        sender=COUNCIL,
        recipient=YOUTH_CLUB,
        subjects=(grown,),
        gateways=("CA14-42",),
        purpose_code="ADULT_SAFEGUARDING",
    )
    assert {"Y03", "G04"} <= set(judge(facts, LAW).blocks)
    at_risk = the(facts, subjects=(the(grown, at_risk=True),))
    assert "G04" not in judge(at_risk, LAW).blocks


def test_a_rule_that_fell_silent_silences_nothing() -> None:
    chain = the(LAW, silences=(Silence("Y04", "C02", "item", ""), Silence("C02", "C05", "nothing", "")))
    said: dict[str, tuple[Finding, ...] | None] = {
        "C02": (found(item=2),),
        "C05": (found(),),
        "Y04": (found(item=2),),
    }
    assert heard(said, chain) == {"C02": (), "C05": (found(),), "Y04": (found(item=2),)}
    both = {**said, "C02": (found(item=1), found(item=2))}
    assert heard(both, chain) == {"C02": (found(item=1),), "C05": (), "Y04": (found(item=2),)}
    assert list(heard(said, chain)) == ["C02", "C05", "Y04"]
    assert heard({"C02": None, "C05": (found(),)}, chain) == {"C02": None, "C05": (found(),)}


def test_a_silence_takes_every_part_and_needs_something_that_both_speak_of() -> None:
    one = the(LAW, silences=(Silence("D04", "G03", "gateway", ""),))
    of_a_part = found("part", gateway="CA04-10")
    assert heard({"G03": (of_a_part,), "D04": (found(gateway="CA04-10"),)}, one)["G03"] == ()
    assert heard({"G03": (found(),), "D04": (found(),)}, one)["G03"] == (found(),)


# --- emergencies ------------------------------------------------------------------------------------------------------


def test_what_may_wait_if_spoken_waits_only_on_the_telephone() -> None:
    route = a_share(recipient=YOUTH_CLUB, emergency=AN_EMERGENCY)
    assert "Y08" in judge(the(route, channel="email"), LAW).blocks
    spoken = judge(the(route, channel="telephone"), LAW)
    assert "Y08" in spoken.later
    assert "Y08" not in spoken.blocks


def test_what_becomes_a_warning_is_one_only_in_an_emergency() -> None:
    said = Said("s", "t", BECOMES_WARNING, "B")
    assert severity_of(said, a_share()) == "B"
    assert severity_of(said, a_share(emergency=AN_EMERGENCY)) == "W"
    assert severity_of(said, a_refusal(emergency=AN_EMERGENCY)) == "B"
    assert severity_of(said, a_share(event="CONSENT_REQUEST", emergency=AN_EMERGENCY)) == "B"
    assert severity_of(Said("s", "t", "holds", "B"), a_share(emergency=AN_EMERGENCY)) == "B"


#: Section 6.2, columns Sev and Emerg., of the rules of this page: severity, then treatment.
COLUMNS = {
    "G06": "W later", "G07": "W later", "G15": "B holds", "G16": "B holds", "D02": "W never run", "D07": "W never run",
    "S05": "B later", "S08": "W later", "S09": "B holds", "S10": "B holds", "S11": "W holds",
    "Y01": "B holds", "Y02": "B holds", "Y03": "B holds", "Y04": "B holds", "Y05": "B holds", "Y06": "W holds",
    "Y07": "B holds", "Y08": "B later if spoken", "Y09": "B holds",
    "P01": "W holds", "P02": "B holds", "P03": "B holds", "P04": "W never run", "P05": "B holds", "P06": "I holds",
    "P07": "B holds", "P08": "B holds", "N01": "B holds", "N02": "W later", "N03": "B holds", "N04": "B holds",
}  # fmt: skip


@pytest.mark.parametrize("rule", sorted(COLUMNS))
def test_a_rule_is_as_severe_and_treated_in_an_emergency_as_the_reference_says(rule: str) -> None:
    for part in LAW.rules[rule].parts.values():
        assert f"{part.severity} {part.emergency}" == COLUMNS[rule]


def test_a_warning_beside_a_stop_of_the_same_rule_is_settled_by_its_reason() -> None:
    two = the(LAW.rules["G13"], parts={**LAW.rules["G13"].parts, "person": Said("who", "name", "holds", "W")})
    law = the(LAW, rules={**LAW.rules, "G13": two})
    nobody = a_share(recipient=the(COUNCIL, organisation="", person=""))
    assert judge(nobody, law).blocks == ("G13",)
    assert [one.severity for one in open_questions(nobody, law, {"G13": "known"})] == ["B"]
    assert judge(a_share(recipient=the(COUNCIL, person="")), law).warnings == ("G13",)
