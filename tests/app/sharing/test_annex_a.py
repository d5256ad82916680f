"""Is every statement of the two privacy notices kept: which policy keeps it, by which rules, and which test shows it?

One row for each row of Annex A (domain-and-law). A statement about something that MASH Desk does not hold yet names what
it waits for in place of a test.
"""

from __future__ import annotations

import ast
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import AGGREGATE, Approval, Consent, Facts, Item, Party, Subject
from app.sharing.judging import judge
from app.sharing.powers import bases_of
from tests.builders_sharing import AN_EMERGENCY, CHILD, IDENTITY, a_share, the

LAW = shipped_catalogue()
HERE = Path(__file__).parent
POLICIES = LAW.policies.recipients
INTERNAL = tuple(code for code, policy in POLICIES.items() if policy.party_class == "INTERNAL_SERVICE")
PARTNERS = ("POLICE", "PROBATION", "HOSPITAL", "SURGERY", "SCHOOL")
BOTH = "both"
FIRST, SECOND = "first", "second"


@dataclass(frozen=True)
class Statement:
    """What a notice promises, the policies, powers and rules that keep it, and the test that shows it."""

    notice: str
    says: str
    policies: tuple[str, ...] = ()
    gateways: str = ""
    rules: str = ""
    test: str = ""
    waits_for: str = ""


STATEMENTS = (
    Statement(FIRST, "used for the council's functions, and for statistics without names", INTERNAL, "INT-DEPT",
              "N01 T02 T03", "test_statistics_rules.py::test_t03_where_nobody_is_told_apart_no_item_says_who"),
    Statement(FIRST, "school workforce data serves research and support of schools", (), "WFORCE",
              "N04", "test_onward_rules.py::test_n04_about_staff"),
    Statement(FIRST, "held in confidence by the necessary people alone", INTERNAL, "CLDC",
              "N02", "test_onward_rules.py::test_n02_service_without_a_role_for_the_child"),
    Statement(FIRST, "shared with listed services, school nursing, health visiting and the hub",
              (*INTERNAL, "SCHOOL_NURSING", "HEALTH_VISITING", "MASH_PARTNERS"), "CA04-10 INT-DEPT",
              "N01", "test_annex_a.py::test_a_recipient_of_the_notices_is_told_under_its_policy"),
    Statement(FIRST, "only in the child's health or education interest, or for welfare", INTERNAL, "INT-DEPT",
              "N01", "test_onward_rules.py::test_n01_no_benefit_of_the_child_named"),
    Statement(FIRST, "borough of residence, approved by the data manager", ("BOROUGH_OF_RESIDENCE",), "BOR-RES",
              "P05 P06 P07 P08", "test_onward_rules.py::test_p05_no_approval_of_the_data_manager"),
    Statement(FIRST, "the education ministry for statistics, destinations and programmes", ("DFE",),
              "EA96-537A CA89-83 NCCIS", "T05 T06",
              "test_statistics_rules.py::test_t05_a_return_or_inspection_is_named_off_the_safeguarding_route"),
    Statement(FIRST, "post-16 providers for support; schools what pupils went on to do",
              ("POST16_PROVIDER", "FORMER_SCHOOL"), "ESA08-68 DEST-BACK",
              "P01 P02 P03", "test_onward_rules.py::test_p03_more_than_the_destination"),
    Statement(FIRST, "a school must tell youth support who the young person is", ("YOUTH_SUPPORT_FROM_SCHOOL",),
              "ESA08-72", "Y07", "test_youth_rules.py::test_y07_own_share_of_a_school_whatever_the_policy"),
    Statement(FIRST, "health board statistics without names; heights and weights; figures back",
              ("HEALTH_BOARD_STATISTICS", "HEALTH_FIGURES_BACK", "HEIGHT_AND_WEIGHT", "RESEARCH"),
              "ICB-AGG NCMP NHSA06-251", "T01 T02 T03 T04",
              "test_statistics_rules.py::test_t01_the_health_board_gets_counts_only"),
    Statement(BOTH, "education history to twenty, longer with needs; public bodies may supply",
              ("COUNCIL_PARTICIPATION", "COUNCIL_CENSUS"), "ESA08-16 ESA08-77 EA96-537A",
              "P04", "test_onward_rules.py::test_p04_from_the_twentieth_birthday_without_send"),
    Statement(SECOND, "returns and sources: school files, censuses, ministry",
              ("NEXT_SCHOOL", "COUNCIL_CENSUS", "DFE"), "EA96-537A SI05-1437 SI07-1065", "T05",
              "test_annex_a.py::test_a_recipient_of_the_notices_is_told_under_its_policy"),
    Statement(SECOND, "people are told what they must give and what they may",
              waits_for="forms that collect: a mark on each field whether it is mandatory"),
    Statement(SECOND, "only to those with real need; not without consent unless law allows",
              (*PARTNERS, "WHOM_THE_FAMILY_NAMES", "EMERGENCY_HELPER"), "CONS EMERG", "G01 N02 C02",
              "test_consent_rules.py::test_c02_the_only_ground_covers_every_item"),
    Statement(SECOND, "youth support from thirteen, three facts, more by consent, securely", ("YOUTH_SUPPORT",),
              "EA96-507B", "Y01 Y02 Y03 Y04 Y05 Y06 Y07 Y08 Y09",
              "test_youth_rules.py::test_y04_more_than_the_core_without_consent"),
    Statement(SECOND, "the Convention on the Rights of the Child", (), "UNCRC", "G05",
              "test_annex_a.py::test_the_convention_explains_a_share_but_permits_none"),
    Statement(SECOND, "ministry and inspectors collect by law, securely", ("DFE", "OFSTED"),
              "EIA06-136 CA89-83", "D06 T05 T06",
              "test_statistics_rules.py::test_t06_a_return_never_rests_on_consent"),
    Statement(SECOND, "partners usually to protect somebody from harm", (*PARTNERS, "MASH_PARTNERS"),
              "CA04-16LA CA04-11", "D03 G16",
              "test_annex_a.py::test_a_recipient_of_the_notices_is_told_under_its_policy"),
    Statement(SECOND, "kept as long as law and schedule say, else six years from the last contact",
              waits_for="the schedule of retention"),
    Statement(SECOND, "the data protection officer stands on every paper", ("FAMILY",), "FAM-17", "C06",
              "../papers/test_referral.py::test_the_foot_of_each_page_names_reference_copy_page_fingerprint_and_log_head"),
)  # fmt: skip


@cache
def names_in(file: str) -> set[str]:
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_annex_a_has_a_row_for_every_statement() -> None:
    assert len(STATEMENTS) == 20
    assert all(bool(row.test) != bool(row.waits_for) for row in STATEMENTS)


@pytest.mark.parametrize("row", [row for row in STATEMENTS if row.test], ids=lambda row: row.says)
def test_a_statement_of_the_notices_has_its_policy_its_law_and_its_test(row: Statement) -> None:
    assert set(row.policies) <= set(POLICIES)
    assert set(row.gateways.split()) <= set(LAW.gateways)
    assert set(row.rules.split()) <= set(LAW.rules)
    for policy in row.policies:
        assert row.notice == BOTH or row.notice in POLICIES[policy].notices
    file, _, name = row.test.partition("::")
    assert name in names_in(file)


def test_every_policy_stands_beside_a_statement() -> None:
    assert {policy for row in STATEMENTS for policy in row.policies} == set(POLICIES)


YOUNG: Subject = the(CHILD, dob=dt.date(2009, 12, 1), pr_holders=("M1",))
SMALL: Subject = the(CHILD, dob=dt.date(2022, 1, 1))
AGREED = Consent("K1", "GDPR", "M1", "PR", dt.date(2026, 10, 1), "given", ("IDENTITY",), ("*",))
WEIGHT = Item("HEALTH", about="K1", tag="fact", source="school nurse")
HSC: dict[str, Any] = {"art9_packages": ("HSC",), "art9": ("9(2)(h)",), "sch1": ("para 2",)}
#: What a policy asks beside what stands in its data.
ASKED: dict[str, dict[str, Any]] = {
    "HEALTH_FIGURES_BACK": {"items": (Item("HEALTH"),)},
    "FORMER_SCHOOL": {"items": (Item("DESTINATION"),)},
    "HEALTH_BOARD_STATISTICS": {"items": (Item("EDUCATION"),)},
    "HEIGHT_AND_WEIGHT": {"subjects": (SMALL,), "items": (WEIGHT,), **HSC},
    "COUNCIL_PARTICIPATION": {"subjects": (YOUNG,)},
    "POST16_PROVIDER": {"subjects": (YOUNG,)},
    "YOUTH_SUPPORT": {"subjects": (YOUNG,)},
    "YOUTH_SUPPORT_FROM_SCHOOL": {"subjects": (YOUNG,)},
    "WHOM_THE_FAMILY_NAMES": {"consents": (AGREED,), "subjects": (the(CHILD, pr_holders=("M1",)),)},
    "EMERGENCY_HELPER": {"emergency": AN_EMERGENCY, "channel": "telephone"},
    "FAMILY": {"subjects": (the(CHILD, pr_holders=("M1",)),), "channel": "post"},
}


def under_its_policy(code: str, **changes: Any) -> Facts:
    """Give a share with a recipient as its policy says: first sender, body, power, basis, purpose, way and signature."""
    policy = POLICIES[code]
    gateway = LAW.gateways[policy.gateways[0]]
    recipient = Party(
        policy.bodies[0], policy.party_class, "Northmere Recipient", "Head of service", commissioned=True,
        person_id="M1" if policy.party_class == "FAMILY" else "",
    )  # fmt: skip
    facts = a_share(
        sender=Party(policy.senders[0], organisation="Northmere Sender", person="Lead officer"),
        recipient=recipient,
        items=(IDENTITY,),
        gateways=(gateway.id,),
        purpose_code=next(purpose for purpose in policy.purposes if purpose in gateway.purposes),
        mode=policy.mode or "IDENTIFIABLE",
        channel=policy.channels[0] if policy.channels else "secure file transfer",
        approvals=tuple(Approval("Dana Brook", role) for role in policy.approvals),
        conditions=tuple((condition, "written down") for condition in LAW.conditions),
    )
    bases = bases_of(gateway, facts, LAW)[:1]
    subjects = () if facts.mode == AGGREGATE else facts.subjects
    return a_share(**{**{key: getattr(facts, key) for key in facts.__dataclass_fields__},
                      "art6": bases, "subjects": subjects, **ASKED.get(code, {}), **changes})  # fmt: skip


@pytest.mark.parametrize("code", POLICIES)
def test_a_recipient_of_the_notices_is_told_under_its_policy(code: str) -> None:
    found = judge(under_its_policy(code), LAW)
    assert {
        rule: result.sentence for result in found.results for rule in [result.id] if rule in found.blocks
    } == {}


#: A share that goes past a limit of the policy, and the rule of that policy which stops it.
PAST_THE_LIMIT: tuple[tuple[str, str, dict[str, Any]], ...] = (
    *((code, "N01", {"purpose_code": "OTHER"}) for code in INTERNAL),
    ("ACE", "N04", {"items": (Item("WORKFORCE", about="K1", tag="fact", source="payroll"),)}),
    ("SCHOOL_NURSING", "G12", {"proportionality": ""}),
    ("HEALTH_VISITING", "C06", {"told": None}),
    ("MASH_PARTNERS", "D03", {"items": (the(IDENTITY, relevant=False),)}),
    ("BOROUGH_OF_RESIDENCE", "P05", {"approvals": ()}),
    ("BOROUGH_OF_RESIDENCE", "P07", {"requested_by": "Dana Brook"}),
    ("BOROUGH_OF_RESIDENCE", "P08", {"items": (Item("SOCIAL_CARE", about="K1", tag="fact", source="case"),)}),
    ("DFE", "T05", {"gateways": ("LGA72-111",), "art6": ("6e",)}),
    ("DFE", "T06", {"art6": ("6a",)}),
    ("OFSTED", "T05", {"gateways": ("LGA72-111",), "art6": ("6e",)}),
    ("YOUTH_SUPPORT", "Y01", {"subjects": (the(YOUNG, dob=dt.date(2014, 1, 1)),)}),
    ("YOUTH_SUPPORT", "Y04", {"items": (Item("EDUCATION", about="K1", tag="fact", source="school"),)}),
    ("YOUTH_SUPPORT", "Y08", {"channel": "secure email"}),
    ("YOUTH_SUPPORT_FROM_SCHOOL", "Y08", {"channel": "post"}),
    ("POST16_PROVIDER", "P02", {"purpose_code": "OTHER"}),
    ("FORMER_SCHOOL", "P03", {"items": (Item("HEALTH"),)}),
    ("HEALTH_BOARD_STATISTICS", "T01", {"mode": "IDENTIFIABLE"}),
    ("HEALTH_BOARD_STATISTICS", "T03", {"file_fields": ("NAME",)}),
    ("HEALTH_FIGURES_BACK", "T03", {"file_fields": ("NHS_NUMBER",)}),
    ("RESEARCH", "T01", {"gateways": ("NHSA06-14Z63",)}),
    ("HEIGHT_AND_WEIGHT", "G04", {"subjects": (CHILD,)}),
    ("HEIGHT_AND_WEIGHT", "S01", {"art9": (), "art9_packages": (), "sch1": ()}),
    *((code, "G01", {"gateways": ()}) for code in PARTNERS),
    ("COUNCIL_PARTICIPATION", "G03", {"sender": Party("NHS_TRUST", organisation="Northmere Hospitals")}),
    ("COUNCIL_CENSUS", "G03", {"sender": Party("POLICE", organisation="Northmere Police")}),
    ("NEXT_SCHOOL", "G03", {"sender": Party("LA", organisation="Northmere Council")}),
    ("WHOM_THE_FAMILY_NAMES", "C02", {"consents": ()}),
    ("EMERGENCY_HELPER", "G14", {"emergency": None, "conditions": ()}),
    ("FAMILY", "R05", {"subjects": (the(CHILD, pr_holders=("M1",), address_withheld_from=("M1",)),),
                       "items": (Item("ADDRESS", about="K1", tag="fact", source="register"),)}),
    ("FAMILY", "R06", {"items": (Item("THIRD_PARTY", about="K1", tag="fact", source="case"),), "approvals": ()}),
)  # fmt: skip


@pytest.mark.parametrize(("code", "rule", "changes"), PAST_THE_LIMIT, ids=lambda value: str(value)[:24])
def test_what_goes_past_the_limit_of_a_policy_is_stopped_by_its_rule(
    code: str, rule: str, changes: dict[str, Any]
) -> None:
    assert rule in judge(under_its_policy(code, **changes), LAW).blocks
    assert rule in POLICIES[code].kept_by


def test_every_policy_has_a_limit_that_is_tried() -> None:
    assert {code for code, _, _ in PAST_THE_LIMIT} == set(POLICIES)


def test_the_convention_explains_a_share_but_permits_none() -> None:
    assert "G05" in judge(a_share(gateways=("UNCRC",)), LAW).blocks
    beside = judge(a_share(gateways=("CA04-16LA", "UNCRC")), LAW)
    assert beside.outcome == "ALLOWED"
