"""When do the rules on weak, unapproved and voluntary powers speak, and those on late requests?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import REQUEST_CLOCK, Consent, Facts, Item, Party, Request, Settings
from app.sharing.judging import judge
from tests.app.sharing.cases import LAW, SILENT, SPEAKS, a_consent, asked, check
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHARITY,
    CHILD,
    COUNCIL,
    POLICE,
    WORRY,
    a_deferral,
    a_refusal,
    a_share,
    the,
)

NOON = dt.datetime(2026, 11, 3, 12, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
YOUNG = the(CHILD, pr_holders=("M1",))
YOUTH_CLUB = Party("YSS_PROVIDER", "YOUTH_SUPPORT", "Harbour Youth", "Team lead", commissioned=True)


def test_g03_own_data_go_to_a_private_person_only() -> None:
    own = a_share(gateways=("FAM-OWN",), recipient=Party("PERSON", "FAMILY", person="Alice", person_id="K1"))
    check("G03", own, SILENT)
    check("G03", the(own, recipient=the(own.recipient, body="PROVIDER")), SPEAKS)
    check("G03", the(own, recipient=the(own.recipient, person_id="M1")), SPEAKS)


def test_g06_only_weak_powers() -> None:
    weak = a_share(sender=COUNCIL, recipient=POLICE, gateways=("LA11-1", "LGA72-111"), art6=("6e",))
    check("G06", weak, SPEAKS)
    check("G06", the(weak, gateways=("LA11-1", "CLDC")), SPEAKS)
    check("G06", the(weak, gateways=("LA11-1", "CA04-10")), SILENT)
    check("G06", the(weak, gateways=("CLDC",)), SILENT)
    check("G06", the(weak, gateways=()), SILENT)


def test_g07_known_only_and_not_approved() -> None:
    known = next(one for one in LAW.gateways.values() if one.permits and "known" in one.marks)
    verified = LAW.gateways["CDA98-115"]
    assert "known" not in verified.marks
    for gateway, unapproved, speaks in (
        (known.id, (known.id,), SPEAKS),
        (known.id, (), SILENT),
        (verified.id, (verified.id,), SILENT),
    ):
        facts = a_share(gateways=(gateway,), settings=Settings(not_approved=unapproved))
        check("G07", facts, speaks)


def a_no(**changes: Any) -> Consent:
    right = {"answer": "refused", "recipients": (), "scope_items": (), "kind": "SERVICE"}
    no: Consent = a_consent(**{**right, **changes})
    return no


def after_a_no(*gateways: str, **changes: Any) -> Facts:
    right: dict[str, Any] = {
        "sender": COUNCIL,
        "recipient": POLICE,
        "gateways": gateways,
        "art6": ("6e",),
        "subjects": (YOUNG,),
        "consents": (a_no(),),
    }
    return a_share(**{**right, **changes})


@pytest.mark.parametrize(
    ("gateways", "speaks"),
    [
        (("CA89-17",), SPEAKS),
        (("CA04-10",), SPEAKS),
        (("CA04-10", "LA11-1"), SPEAKS),
        (("CA04-10", "CONS", "CLDC"), SPEAKS),
        (("CA89-17", "CA04-10"), SPEAKS),
        (("CA89-17", "CA89-47"), SILENT),
        (("CA89-47",), SILENT),
        (("LA11-1",), SILENT),
    ],
)
def test_g15_voluntary_help_that_was_refused(gateways: tuple[str, ...], speaks: bool) -> None:
    check("G15", after_a_no(*gateways), speaks)
    check("G15", after_a_no(*gateways, consents=()), SILENT)


def test_g15_silent_when_the_family_said_yes_afterwards() -> None:
    yes = a_consent(date=dt.date(2026, 11, 2), recipients=("*",), scope_items=("SAFEGUARDING",))
    check("G15", after_a_no("CA89-17", consents=(a_no(), yes)), SILENT)
    same_day = the(yes, date=dt.date(2026, 11, 1))
    check("G15", after_a_no("CA89-17", consents=(a_no(), same_day)), SPEAKS)
    check("G15", after_a_no("CA89-17", consents=(same_day, a_no(answer="withdrawn"))), SPEAKS)


@pytest.mark.parametrize(
    ("changes", "speaks"),
    [
        ({"date": dt.date(2026, 11, 4)}, SILENT),
        ({"given_by": "X9"}, SILENT),
        ({"scope_items": ("FINANCE",)}, SILENT),
        ({"scope_items": ("SAFEGUARDING",)}, SPEAKS),
        ({"recipients": ("Northmere Hospitals",)}, SILENT),
        ({"recipients": ("Northmere Police",)}, SPEAKS),
        ({"answer": "not sought"}, SILENT),
    ],
)
def test_g15_no_that_is_not_the_last_answer(changes: dict[str, Any], speaks: bool) -> None:
    check("G15", after_a_no("CA89-17", consents=(a_no(**changes),)), speaks)


@pytest.mark.parametrize(
    "changes",
    [
        {"date": dt.date(2026, 11, 4)},
        {"given_by": "X9"},
        {"scope_items": ("FINANCE",)},
        {"recipients": ("Northmere Hospitals",)},
        {"recipients": ()},
    ],
)
def test_g15_later_yes_that_does_not_bear(changes: dict[str, Any]) -> None:
    yes = a_consent(**{"date": dt.date(2026, 11, 2), "recipients": ("*",), "scope_items": (), **changes})
    check("G15", after_a_no("CA89-17", consents=(a_no(), yes)), SPEAKS)


def test_g16_safeguarding_route_without_harm() -> None:
    to_youth = a_share(recipient=YOUTH_CLUB, channel="secure file transfer")
    check("G16", to_youth, SPEAKS)
    check("G16", the(to_youth, harm_or_risk="he goes hungry"), SILENT)
    check("G16", the(to_youth, harm_or_risk="  "), SPEAKS)
    check("G16", the(to_youth, emergency=AN_EMERGENCY), SILENT)
    check("G16", the(to_youth, purpose_code="YOUTH_ACTIVITIES"), SILENT)
    check("G16", the(to_youth, gateways=("CA04-10",)), SILENT)
    check("G16", a_share(), SILENT)


# --- requests under the duty ------------------------------------------------------------------------------------------


def a_request(**changes: Any) -> Request:
    return Request(**{"asked_by": "Northmere Council", "due": NOON, **changes})


def overdue(**changes: Any) -> Facts:
    right: dict[str, Any] = {"event": REQUEST_CLOCK, "decision": "NONE", "items": (), "request": a_request()}
    return a_share(**{**right, "as_of": NOON + MINUTE, **changes})


def test_d02_request_past_its_time_without_an_answer() -> None:
    assert judge(overdue(), LAW).warnings == ("D02",)
    check("D02", overdue(as_of=NOON), SILENT)
    check("D02", overdue(as_of=None), SILENT)
    check("D02", overdue(request=None), SILENT)
    check("D02", overdue(request=a_request(due=None)), SILENT)
    check("D02", overdue(request=a_request(answered_at=NOON)), SILENT)
    check("D02", overdue(request=a_request(answered_at=NOON + MINUTE)), SILENT)
    check("D02", overdue(request=a_request(answered_at=NOON + 2 * MINUTE)), SPEAKS)


@pytest.mark.parametrize(
    ("changes", "speaks"),
    [
        ({"date": dt.date(2026, 9, 29)}, SILENT),
        ({"date": dt.date(2026, 9, 30)}, SPEAKS),
        ({"sender": CHARITY}, SILENT),
        ({"recipient": CHARITY}, SILENT),
        ({"recipient": Party("")}, SILENT),
        ({"recipient": Party("", s16la_listed=True)}, SPEAKS),
        ({"subjects": (the(CHILD, dob=dt.date(2008, 11, 3)),)}, SILENT),
        ({"items": (the(WORRY, relevant=False),)}, SILENT),
        ({"items": (the(WORRY, relevant=False), WORRY)}, SPEAKS),
    ],
)
def test_d02_only_where_the_duty_applies(changes: dict[str, Any], speaks: bool) -> None:
    check("D02", overdue(**changes), speaks)


def test_d02_deferral_of_what_is_overdue() -> None:
    late = a_deferral(request=a_request(answered_at=NOON), as_of=NOON + MINUTE)
    check("D02", late, SPEAKS)
    check("D02", the(late, items=()), SILENT)
    assert set(judge(late, LAW).warnings) == {"D02", "D07"}


def test_d06_entries_that_bind_only_when_asked_or_about_a_child() -> None:
    about_child = a_refusal(gateways=("MSA15-52",))
    check("D06", about_child, SPEAKS)
    check("D06", the(about_child, subjects=(the(CHILD, dob=dt.date(2008, 11, 3)),)), SILENT)
    for gateway in ("CFA14-31", "CA14-6-7"):
        check("D06", a_refusal(gateways=(gateway,)), SILENT)
        check("D06", a_refusal(gateways=(gateway,), request=a_request(asked_by=" ")), SILENT)
        check("D06", a_refusal(gateways=(gateway,), request=a_request()), SPEAKS)
    check("D06", a_refusal(gateways=("CA89-17",), request=a_request()), SILENT)


@pytest.mark.parametrize(
    ("request_", "changes", "speaks"),
    [
        (None, {}, SILENT),
        (a_request(due=None), {}, SILENT),
        (a_request(due=None, earlier_deferrals=1), {}, SPEAKS),
        (a_request(due=NOON), {"review_at": NOON}, SILENT),
        (a_request(due=NOON), {"review_at": NOON + MINUTE}, SPEAKS),
        (a_request(due=NOON), {"review_at": None}, SILENT),
        (a_request(due=NOON), {"review_at": NOON, "as_of": NOON}, SILENT),
        (a_request(due=NOON), {"review_at": NOON, "as_of": NOON + MINUTE}, SPEAKS),
    ],
)
def test_d07_deferred_again_or_too_late(
    request_: Request | None, changes: dict[str, Any], speaks: bool
) -> None:
    check("D07", a_deferral(request=request_, **changes), speaks)


# --- what the content needs -------------------------------------------------------------------------------------------

HEALTH = Item("HEALTH", about="K1", tag="fact", source="school nurse")


def test_s05_safeguarding_condition_although_consent_counts() -> None:
    facts = a_share(items=(HEALTH, WORRY), art9_packages=("SG",), subjects=(YOUNG,), consents=(a_consent(),))
    check("S05", facts, SPEAKS)
    check("S05", the(facts, consents=()), SILENT)
    check("S05", the(facts, art9_packages=("HSC",)), SILENT)
    check("S05", the(facts, consents=(a_consent(kind="CONFIDENTIALITY"),)), SILENT)
    plain = the(facts, items=(WORRY,))
    check("S05", plain, SILENT)
    check("S05", the(plain, consents=(a_consent(scope_items=("SAFEGUARDING",)),)), SPEAKS)


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("He was diagnosed in May.", SPEAKS),
        ("Her MENTAL  health is poor", SPEAKS),
        ("There was self-harm.", SPEAKS),
        ("Mental strain, good health", SILENT),
        ("She goes to a churchyard.", SILENT),
        ("Two arrests? He was arrested.", SPEAKS),
        ("", SILENT),
        ("He likes boats.", SILENT),
    ],
)
def test_s08_sensitive_words_in_what_leaves(text: str, speaks: bool) -> None:
    check("S08", a_share(free_text=text), speaks)
    check("S08", a_share(items=(the(WORRY, detail=text),)), speaks)


def test_s08_silent_when_an_item_of_the_kind_is_marked() -> None:
    ill = "On medication since May."
    check("S08", a_share(free_text=ill, items=(HEALTH,)), SILENT)
    needs = the(HEALTH, cat="SEN")
    check("S08", a_share(free_text=ill, items=(needs,)), SPEAKS)
    check("S08", a_share(free_text=ill, items=(the(needs, reveals_health=True),)), SILENT)
    check("S08", a_share(free_text=ill, items=(the(HEALTH, cat="OFFENCE"),)), SPEAKS)
    check("S08", a_share(free_text="Out on bail.", items=(HEALTH,)), SPEAKS)
    check("S08", a_share(free_text="Out on bail.", items=(the(HEALTH, cat="OFFENCE"),)), SILENT)
    found = judge(a_share(free_text="On bail, on medication, a diagnosis."), LAW)
    said = next(result for result in found.results if result.id == "S08")
    assert [question.sentence.count(",") for question in said.questions] == [3, 1]


@pytest.mark.parametrize(
    ("sender", "speaks"),
    [
        (COUNCIL, SILENT),
        (the(COUNCIL, childrens_social_care=True), SPEAKS),
        (the(COUNCIL, service="ADULT_SOCIAL_CARE"), SPEAKS),
        (the(COUNCIL, service="HOUSING"), SILENT),
        (Party("NHS_TRUST"), SPEAKS),
        (Party("ICB"), SPEAKS),
        (POLICE, SILENT),
    ],
)
def test_s09_serious_violence_and_what_health_or_care_knows(sender: Party, speaks: bool) -> None:
    facts = a_share(sender=sender, recipient=POLICE, gateways=("PCSCA22-16",), art6=("6e",))
    check("S09", facts, speaks)
    check("S09", the(facts, items=()), SILENT)
    check("S09", the(facts, gateways=("CDA98-115",)), SILENT)


@pytest.mark.parametrize("category", ["HEALTH", "SEXUAL_HEALTH", "DISABILITY"])
def test_s09_patient_data_from_anybody(category: str) -> None:
    facts = a_share(sender=POLICE, gateways=("PCSCA22-16",), items=(the(HEALTH, cat=category),))
    check("S09", facts, SPEAKS)


@pytest.mark.parametrize("gateway", ["HSCA12-251A", "HSCA12-251B"])
def test_s10_adult_power_and_childrens_social_care(gateway: str) -> None:
    care = the(COUNCIL, childrens_social_care=True)
    facts = a_share(sender=care, recipient=Party("NHS_TRUST", "NHS_PROVIDER"), gateways=(gateway,))
    check("S10", facts, SPEAKS)
    check("G03", facts, SILENT)
    check("S10", the(facts, sender=COUNCIL), SILENT)
    check("S10", the(facts, sender=COUNCIL, recipient=care), SPEAKS)
    check("S10", the(facts, gateways=("CA04-10",)), SILENT)


def test_s02_speaks_of_a_paragraph_that_belongs_to_no_condition_and_s03_asks_no_document_of_it() -> None:
    facts = a_share(art9=("9(2)(g)",), sch1=("para 5",))
    check("S02", facts, SPEAKS)
    check("S03", facts, SILENT)


def with_package(code: str, art9: str, **changes: Any) -> Facts:
    right: dict[str, Any] = {"items": (HEALTH,), "art9_packages": (code,), "art9": (art9,)}
    return a_share(**{**right, **changes})


@pytest.mark.parametrize(
    ("facts", "speaks"),
    [
        (with_package("HSC", "9(2)(h)"), SILENT),
        (with_package("PH", "9(2)(i)"), SPEAKS),
        (with_package("PH", "9(2)(h)"), SILENT),
        (with_package("PH", "9(2)(i)", items=(WORRY,)), SILENT),
        (with_package("VI", "9(2)(c)"), SPEAKS),
        (with_package("VI", "9(2)(c)", emergency=AN_EMERGENCY), SILENT),
        (with_package("PH", "9(2)(i)", emergency=AN_EMERGENCY), SPEAKS),
        (with_package("PH", "9(2)(i)", gateways=("CA04-16LA", "LA11-1")), SILENT),
        (with_package("CR", "9(2)(g)", gateways=("CA04-16LA", "CDA98-115")), SILENT),
        (with_package("CR", "9(2)(g)"), SPEAKS),
        (a_share(items=(HEALTH,), art9=("9(2)(i)",)), SILENT),
    ],
)
def test_s11_package_that_no_chosen_power_lists(facts: Facts, speaks: bool) -> None:
    check("S11", facts, speaks)


def test_g14_waits_for_what_only_some_shares_ask() -> None:
    facts = a_share(gateways=("CDA98-115",), recipient=POLICE, conditions=asked("CDA98-115.for"))
    check("G14", facts, SILENT)
