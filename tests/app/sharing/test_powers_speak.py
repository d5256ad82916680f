"""When does each rule on powers, bases and conditions speak, and when is it silent? One line a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from app.sharing.facts import Request, Settings
from app.sharing.judging import judge
from tests.app.sharing.cases import (
    AT_RISK,
    BY_LAW_ONLY,
    ENQUIRY,
    GROWN,
    LAW,
    SILENT,
    SPEAKS,
    about_mother,
    asked,
    check,
)
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHARITY,
    CHILD,
    COUNCIL,
    FATHER,
    HOSPITAL,
    MOTHER,
    POLICE,
    SCHOOL,
    WORRY,
    a_share,
    the,
)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [({}, SILENT), ({"gateways": ()}, SPEAKS), ({"gateways": ("CLDC",)}, SILENT)],
)
def test_g01_speaks_when_no_power_is_chosen(changes: dict[str, Any], answer: bool) -> None:
    check("G01", a_share(**changes), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"gateways": ("CDA98-115",), "date": dt.date(1997, 12, 31)}, SPEAKS),
        ({"gateways": ("CDA98-115",), "date": dt.date(1998, 1, 1)}, SILENT),
        ({"gateways": ("CA04-10",), "date": dt.date(2004, 12, 31)}, SPEAKS),
        ({"gateways": ("CA04-10",), "date": dt.date(2005, 1, 1)}, SILENT),
        ({"gateways": ("CLDC",), "date": dt.date(1900, 1, 1)}, SILENT),
        ({"art6": ("6ea",), "date": dt.date(2026, 2, 4)}, SPEAKS),
        ({"art6": ("6ea",), "date": dt.date(2026, 2, 5)}, SILENT),
    ],
)
def test_g02_speaks_before_the_first_day(changes: dict[str, Any], answer: bool) -> None:
    check("G02", a_share(**changes), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"gateways": ("CA04-11",)}, SPEAKS),
        ({"gateways": ("CA04-11",), "sender": POLICE}, SILENT),
        ({"gateways": ("CA04-16LA", "CA89-17")}, SPEAKS),
        ({"gateways": ("CA89-17",), "sender": COUNCIL, "recipient": SCHOOL}, SILENT),
        ({"gateways": ("CA04-16LA", "CLDC")}, SILENT),
        ({"settings": Settings(designated_agencies=False)}, SPEAKS),
    ],
)
def test_g03_speaks_when_a_power_does_not_fit_the_sides(changes: dict[str, Any], answer: bool) -> None:
    check("G03", a_share(**changes), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        (BY_LAW_ONLY, SILENT),
        ({**BY_LAW_ONLY, "subjects": (GROWN,)}, SPEAKS),
        ({"subjects": (GROWN,)}, SILENT),
        ({**BY_LAW_ONLY, "subjects": (the(CHILD, dob=dt.date(2008, 11, 3)),)}, SPEAKS),
        ({**BY_LAW_ONLY, "subjects": (the(CHILD, dob=dt.date(2008, 11, 4)),)}, SILENT),
        ({**BY_LAW_ONLY, "subjects": (CHILD, the(GROWN, id="K2"))}, SPEAKS),
        ({**BY_LAW_ONLY, "subjects": (CHILD, MOTHER)}, SILENT),
        ({**BY_LAW_ONLY, "subjects": (CHILD, MOTHER), "items": (about_mother(),)}, SPEAKS),
        ({**BY_LAW_ONLY, "subjects": (CHILD, MOTHER), "items": (about_mother("K1"),)}, SILENT),
        ({"subjects": (CHILD, MOTHER), "items": (about_mother(),)}, SILENT),
        ({**BY_LAW_ONLY, "items": (the(WORRY, about=""),)}, SILENT),
        ({"gateways": ("CA04-10",), "subjects": (the(CHILD, dob=dt.date(2006, 11, 4)),)}, SILENT),
        ({"gateways": ("CA04-10",), "subjects": (the(CHILD, dob=dt.date(2006, 11, 3)),)}, SPEAKS),
        ({"gateways": ("CA04-10",), "subjects": (the(GROWN, care_leaver=True),)}, SILENT),
        ({"gateways": ("CA04-10",), "subjects": (the(GROWN, send=True),)}, SPEAKS),
        ({"gateways": ("CDA98-115",), "subjects": (GROWN,)}, SILENT),
        ({**BY_LAW_ONLY, "subjects": (GROWN,), "mode": "AGGREGATE"}, SILENT),
    ],
)
def test_g04_speaks_when_a_person_does_not_fit(changes: dict[str, Any], answer: bool) -> None:
    check("G04", a_share(**changes), answer)


@pytest.mark.parametrize(
    ("gateways", "answer"),
    [(("CLDC",), SPEAKS), (("CLDC", "CA04-16LA"), SILENT), ((), SILENT)],
)
def test_g05_speaks_when_nothing_chosen_permits(gateways: tuple[str, ...], answer: bool) -> None:
    check("G05", a_share(gateways=gateways), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"art6": ()}, SPEAKS),
        ({"art6": ("6e",)}, SILENT),
        ({"art6": ("6d",)}, SPEAKS),
        ({"art6": ("6c", "6d")}, SPEAKS),
        ({"art6": ("6d",), "emergency": AN_EMERGENCY}, SILENT),
        ({"art6": ("6a",), "emergency": AN_EMERGENCY}, SPEAKS),
        ({"gateways": ("CA04-10",), "art6": ("6c",)}, SPEAKS),
        ({"gateways": ("CA04-10", "CA04-16LA"), "art6": ("6c",)}, SILENT),
        ({"gateways": ("CDA98-115",), "art6": ("6ea",)}, SPEAKS),
        ({"gateways": ("CDA98-115",), "art6": ("6ea",), "sender": CHARITY}, SILENT),
        ({"art6": (), "mode": "ANONYMOUS"}, SILENT),
    ],
)
def test_g08_speaks_when_the_basis_does_not_belong(changes: dict[str, Any], answer: bool) -> None:
    check("G08", a_share(**changes), answer)


INTEREST = {"sender": CHARITY, "art6": ("6ea",)}


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        ({"art6": ("6f",)}, SPEAKS),
        ({"art6": ("6f",), "sender": CHARITY}, SILENT),
        ({"art6": ("6ea",), "ri_condition": "CRIME"}, SPEAKS),
        (INTEREST, SPEAKS),
        ({**INTEREST, "request": Request(states_public_task=True)}, SILENT),
        ({**INTEREST, "request": Request(states_public_task=False)}, SPEAKS),
        ({**INTEREST, "ri_condition": "PUBLIC_TASK_REQUEST"}, SPEAKS),
        ({**INTEREST, "ri_condition": "CRIME"}, SILENT),
        ({**INTEREST, "ri_condition": "EMERGENCY"}, SILENT),
        ({**INTEREST, "ri_condition": "SAFEGUARDING"}, SILENT),
        ({**INTEREST, "ri_condition": "SAFEGUARDING", "subjects": (GROWN,)}, SPEAKS),
        ({**INTEREST, "ri_condition": "SAFEGUARDING", "subjects": (AT_RISK,)}, SILENT),
        (
            {
                **INTEREST,
                "ri_condition": "SAFEGUARDING",
                "subjects": (GROWN,),
                "protected_group": "children there",
            },
            SILENT,
        ),
        (
            {**INTEREST, "ri_condition": "SAFEGUARDING", "subjects": (GROWN,), "protected_group": " "},
            SPEAKS,
        ),
        ({**INTEREST, "subjects": (GROWN,), "protected_group": "children there"}, SPEAKS),
    ],
)
def test_g09_speaks_when_the_basis_is_closed_or_bare(changes: dict[str, Any], answer: bool) -> None:
    check("G09", a_share(**changes), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        ({"art6": ("6c", "6a")}, SPEAKS),
        ({"art6": ("6a",), "gateways": ("CLDC",)}, SILENT),
    ],
)
def test_g10_speaks_when_consent_stands_beside_a_power(changes: dict[str, Any], answer: bool) -> None:
    check("G10", a_share(**changes), answer)


@pytest.mark.parametrize(
    ("purpose", "answer"),
    [
        ("", SPEAKS),
        ("x" * 19, SPEAKS),
        ("x" * 20, SILENT),
        ("visit                   now", SPEAKS),
        ("For the safeguarding of children and their welfare", SPEAKS),
        ("Safeguarding of children at Quay Lane", SILENT),
        ("--------------------------", SPEAKS),
    ],
)
def test_g11_speaks_when_the_purpose_says_nothing(purpose: str, answer: bool) -> None:
    check("G11", a_share(purpose=purpose), answer)


@pytest.mark.parametrize(("text", "answer"), [("", SPEAKS), (" \n", SPEAKS), ("Only this.", SILENT)])
def test_g12_speaks_when_nobody_says_why_this_much(text: str, answer: bool) -> None:
    check("G12", a_share(proportionality=text), answer)


@pytest.mark.parametrize(
    ("recipient", "answer"),
    [
        (COUNCIL, SILENT),
        (the(COUNCIL, person=" "), SPEAKS),
        (the(COUNCIL, organisation=""), SPEAKS),
        (the(FATHER, person=""), SILENT),
        (the(FATHER, organisation=""), SILENT),
        (the(FATHER, organisation="", person=""), SPEAKS),
        (the(FATHER, party_class="PRIVATE_PERSON", person=""), SILENT),
    ],
)
def test_g13_speaks_when_nobody_is_named(recipient: Any, answer: bool) -> None:
    check("G13", a_share(recipient=recipient), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        (ENQUIRY, SPEAKS),
        ({**ENQUIRY, "conditions": asked("CA89-47.cause")}, SPEAKS),
        (
            {**ENQUIRY, "conditions": (*asked("CA89-47.cause"), *asked("CA89-47.decider"))},
            SILENT,
        ),
        (
            {**ENQUIRY, "conditions": (*asked("CA89-47.cause"), *asked("CA89-47.decider", "  "))},
            SPEAKS,
        ),
        ({**BY_LAW_ONLY}, SPEAKS),
        ({**BY_LAW_ONLY, "conditions": asked("CA04-11.function")}, SILENT),
        ({"gateways": ("CA04-10",)}, SILENT),
        ({"gateways": ("CA04-10",), "sender": COUNCIL, "recipient": HOSPITAL}, SPEAKS),
        (
            {
                "gateways": ("CA04-10",),
                "sender": COUNCIL,
                "recipient": HOSPITAL,
                "conditions": asked("CA04-10.included"),
            },
            SILENT,
        ),
        ({"gateways": ("CDA98-115",), "recipient": POLICE}, SILENT),
        ({"gateways": ("CDA98-115",), "recipient": the(CHARITY, acting_for_relevant_authority=True)}, SPEAKS),
        ({"gateways": ("CDA98-115",), "recipient": the(CHARITY, registered_landlord=True)}, SILENT),
        ({"gateways": ("EMERG",), "art6": ("6d",)}, SPEAKS),
        ({"gateways": ("EMERG",), "art6": ("6d",), "conditions": asked("EMERG.danger")}, SPEAKS),
        ({"gateways": ("EMERG",), "art6": ("6d",), "emergency": AN_EMERGENCY}, SILENT),
        ({"art6": ("6e",)}, SILENT),
        ({"art6": ("6e",), "sender": the(CHARITY, commissioned=True)}, SPEAKS),
        ({"art6": ("6c",), "sender": the(CHARITY, commissioned=True)}, SILENT),
        (
            {
                "art6": ("6e",),
                "sender": the(CHARITY, commissioned=True),
                "conditions": asked("6e.task"),
            },
            SILENT,
        ),
    ],
)
def test_g14_speaks_when_a_condition_is_not_recorded(changes: dict[str, Any], answer: bool) -> None:
    check("G14", a_share(**changes), answer)


def test_g10_is_silent_where_the_power_rests_on_consent() -> None:
    resting = replace(LAW.gateways["CA04-16LA"], art6=("6a",))
    catalogue = replace(LAW, gateways={**LAW.gateways, "CA04-16LA": resting})
    assert "G10" not in judge(a_share(art6=("6a",)), catalogue).fired
