"""When do the rules on moving on, the borough of residence and the council's own services speak?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import RECORD_REVIEW, Act, Approval, Facts, Item, Party, Subject
from app.sharing.judging import judge
from tests.app.sharing.cases import LAW, SILENT, SPEAKS, check
from tests.builders_sharing import CHILD, COUNCIL, IDENTITY, WORRY, a_share, the

DAY = dt.timedelta(days=1)
ON = dt.date(2026, 11, 3)
EVE, BIRTHDAY = DAY, 0 * DAY
YOUNG: Subject = the(CHILD, dob=dt.date(2010, 3, 12))
WENT_TO = Item("DESTINATION", about="K1", tag="fact", source="survey")
MARKS = Item("EDUCATION", about="K1", tag="fact", source="school")
COLLEGE = Party("COLLEGE", "POST16_PROVIDER", "Tidewell College", "Admissions")
OLD_SCHOOL = Party("SCHOOL_MAINTAINED", "ORIGIN_SCHOOL", "Quay Lane School", "Head of year")
BOROUGH = Party("LA_OTHER", "BOROUGH_OF_RESIDENCE", "Saltmarsh Borough", "Education lead")
EARLY_YEARS = Party("LA", "INTERNAL_SERVICE", "Northmere Council", "Early years lead", same_council=True)
SIGNED = (Approval("Ivo Reed", "DATA_MANAGER"),)


def shared(to: Party, **changes: Any) -> Facts:
    right: dict[str, Any] = {
        "sender": COUNCIL,
        "recipient": to,
        "subjects": (YOUNG,),
        "items": (IDENTITY,),
        "art6": ("6e",),
        "channel": "secure file transfer",
    }
    return a_share(**{**right, **changes})


def to_college(**changes: Any) -> Facts:
    return shared(COLLEGE, **{"gateways": ("ESA08-68",), "purpose_code": "SUPPORT", **changes})


def to_old_school(**changes: Any) -> Facts:
    conditions = (("DEST-BACK.power", "Localism Act"), ("DEST-BACK.approval", "IG 17"))
    right = {"gateways": ("DEST-BACK",), "purpose_code": "DESTINATION", "conditions": conditions}
    return shared(OLD_SCHOOL, **{**right, "subjects": (the(YOUNG, dob=dt.date(2009, 1, 1)),), **changes})


def to_borough(**changes: Any) -> Facts:
    right = {"gateways": ("BOR-RES",), "purpose_code": "SERVICE_IMPROVEMENT", "approvals": SIGNED}
    return shared(BOROUGH, **{**right, **changes})


def to_early_years(**changes: Any) -> Facts:
    right = {"gateways": ("INT-DEPT",), "purpose_code": "HEALTH_EDUCATION_INTEREST"}
    return shared(EARLY_YEARS, **{**right, **changes})


@pytest.mark.parametrize("facts", [to_college(), to_old_school(), to_borough(), to_early_years()])
def test_an_ordinary_share_of_a_service_is_allowed(facts: Facts) -> None:
    found = judge(facts, LAW)
    assert (found.blocks, found.warnings) == ((), ())


@pytest.mark.parametrize(("turned", "speaks"), [(EVE, SPEAKS), (BIRTHDAY, SILENT)])
def test_p01_until_the_fifteenth_birthday(turned: dt.timedelta, speaks: bool) -> None:
    facts = to_college(subjects=(the(YOUNG, dob=dt.date(2011, 11, 3) + turned),))
    check("P01", facts, speaks)
    check("P01", the(facts, recipient=OLD_SCHOOL), SILENT)


def test_p01_names_the_person_and_knows_the_unborn() -> None:
    for name, said in (("", "K1"), ("Ada Quill", "Ada Quill")):
        unborn = the(YOUNG, dob=None, edd=dt.date(2027, 1, 1), name=name)
        found = judge(to_college(subjects=(unborn,)), LAW)
        assert next(one.sentence for one in found.results if one.id == "P01").startswith(
            f"{said} is under 15"
        )
    check("P01", to_college(subjects=(the(YOUNG, dob=None),)), SILENT)


def test_p02_any_purpose_but_support() -> None:
    check("P02", to_college(purpose_code="STATISTICS"), SPEAKS)
    check("P02", to_college(purpose_code=""), SPEAKS)
    check("P02", to_college(), SILENT)
    check("P02", to_old_school(), SILENT)


def test_p03_more_than_the_destination() -> None:
    check("P03", to_old_school(items=(IDENTITY, WENT_TO, MARKS)), SPEAKS)
    check("P03", to_old_school(items=(IDENTITY, WENT_TO)), SILENT)
    check("P03", to_college(items=(MARKS,)), SILENT)


@pytest.mark.parametrize(("turned", "speaks"), [(EVE, SILENT), (BIRTHDAY, SPEAKS)])
def test_p04_from_the_twentieth_birthday_without_send(turned: dt.timedelta, speaks: bool) -> None:
    grown = the(YOUNG, dob=dt.date(2006, 11, 3) + turned)
    kept = a_share(
        event=RECORD_REVIEW, decision="NONE", subjects=(grown,), act=Act(record_kept="education_history")
    )
    check("P04", kept, speaks)
    check("P04", the(kept, subjects=(the(grown, send=True),)), SILENT)
    check("P04", the(kept, act=Act(record_kept="case record")), SILENT)
    check("P04", the(kept, subjects=(the(YOUNG, dob=None),)), SILENT)


def test_p04_names_the_person() -> None:
    for name, said in (("", "K1"), ("Ada Quill", "Ada Quill")):
        grown = the(YOUNG, dob=dt.date(2000, 1, 1), name=name)
        act = Act(record_kept="education_history")
        found = judge(a_share(event=RECORD_REVIEW, decision="NONE", subjects=(grown,), act=act), LAW)
        assert found.warnings == ("P04",)
        assert next(one.sentence for one in found.results if one.id == "P04").startswith(f"{said} is 20")


def test_p05_no_approval_of_the_data_manager() -> None:
    check("P05", to_borough(approvals=()), SPEAKS)
    check("P05", to_borough(approvals=(Approval("Ivo Reed", "MANAGER"),)), SPEAKS)
    check("P05", to_borough(approvals=(), purpose_code="OTHER"), SPEAKS)
    check("P05", to_borough(approvals=(), gateways=("CA04-10",)), SPEAKS)
    check("P05", to_borough(), SILENT)
    check("P05", to_borough(approvals=(), gateways=("CA04-10",), purpose_code="OTHER"), SILENT)
    check("P05", to_old_school(purpose_code="SERVICE_IMPROVEMENT"), SILENT)


def test_p06_safeguarding_to_the_borough_informs() -> None:
    for_safety = to_borough(gateways=("CA04-16LA",), purpose_code="SAFEGUARD", harm_or_risk="hunger")
    assert judge(for_safety, LAW).infos[-1:] == ("P06",)
    check("P06", to_borough(), SILENT)
    check("P06", to_college(purpose_code="SAFEGUARD"), SILENT)


def test_p07_who_asked_does_not_approve() -> None:
    check("P07", to_borough(requested_by="ivo  reed"), SPEAKS)
    check("P07", to_borough(requested_by="Ivo Reed", approvals=()), SILENT)
    check("P07", to_borough(requested_by="Ida Reed"), SILENT)
    check("P07", to_borough(requested_by=""), SILENT)
    check("P07", to_borough(requested_by="", approvals=(Approval("", "DATA_MANAGER"),)), SILENT)
    # It still counts as present for the other rules.
    check("P05", to_borough(requested_by="Ivo Reed"), SILENT)


def test_p08_more_than_pupil_data() -> None:
    pupil = tuple(
        the(IDENTITY, cat=code) for code in ("IDENTITY", "DOB", "ADDRESS", "EDUCATION", "ATTENDANCE", "SEN")
    )
    check("P08", to_borough(items=pupil), SILENT)
    check("P08", to_borough(items=(*pupil, WORRY)), SPEAKS)
    check("P08", to_borough(items=(WORRY,), gateways=("CA04-10",)), SPEAKS)
    check("P08", to_borough(items=(WORRY,), purpose_code="OTHER"), SPEAKS)
    check("P08", to_borough(items=(WORRY,), gateways=("CA04-10",), purpose_code="OTHER"), SILENT)
    check("P08", to_borough(items=(WORRY,), recipient=OLD_SCHOOL), SILENT)


def test_n01_no_benefit_of_the_child_named() -> None:
    check("N01", to_early_years(purpose_code="SERVICE_IMPROVEMENT"), SPEAKS)
    check("N01", to_early_years(purpose_code="SAFEGUARD"), SILENT)
    check("N01", to_early_years(), SILENT)
    check("N01", to_college(), SILENT)


def test_n02_service_without_a_role_for_the_child() -> None:
    no_role = the(EARLY_YEARS, service_role_with_child=False)
    check("N02", to_early_years(recipient=no_role), SPEAKS)
    check("N02", to_early_years(), SILENT)
    check("N02", to_college(recipient=the(COLLEGE, service_role_with_child=False)), SILENT)


@pytest.mark.parametrize(
    ("recipient", "speaks"),
    [
        (EARLY_YEARS, SPEAKS),
        (the(EARLY_YEARS, same_council=False), SPEAKS),
        (the(BOROUGH, same_council=True), SPEAKS),
        (the(BOROUGH, body="LA"), SPEAKS),
        (the(BOROUGH, party_class="INTERNAL_SERVICE"), SPEAKS),
        (BOROUGH, SILENT),
    ],
)
def test_n03_between_services_of_one_council(recipient: Party, speaks: bool) -> None:
    action = (("CA89-27.action", "a place in a nursery"),)
    facts = shared(recipient, gateways=("CA89-27",), conditions=action)
    check("N03", facts, speaks)
    check("G03", facts, SILENT)
    check("N03", the(facts, gateways=("INT-DEPT",)), SILENT)
    from_elsewhere = the(facts, sender=the(BOROUGH, party_class="OTHER_LA"), recipient=COUNCIL)
    check("N03", from_elsewhere, SILENT)


def test_n04_about_staff() -> None:
    about_a_worker = the(IDENTITY, cat="WORKFORCE")
    check("N04", to_early_years(items=(about_a_worker,)), SPEAKS)
    check("N04", to_early_years(), SILENT)
