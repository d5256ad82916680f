"""When does compulsory school age begin and end, and what is somebody's academic age (domain-and-law, 6.0 e)?"""

from __future__ import annotations

import datetime as dt

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Subject
from app.sharing.persons import fits
from app.sharing.school_ages import academic_age, first_school_day, last_school_day, school_age

LAW = shipped_catalogue()
DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("born", "first"),
    [
        ("2020-01-01", "2025-03-31"),
        ("2020-03-31", "2025-03-31"),
        ("2020-04-01", "2025-08-31"),
        ("2020-08-31", "2025-08-31"),
        ("2020-09-01", "2025-12-31"),
        ("2020-12-31", "2025-12-31"),
        ("2020-02-29", "2025-03-31"),
    ],
)
def test_school_age_begins_on_the_first_term_day_on_or_after_the_fifth_birthday(
    born: str, first: str
) -> None:
    assert first_school_day(day(born)) == day(first)
    assert school_age(day(born), day(first) - DAY) == "before"
    assert school_age(day(born), day(first)) == "of"


@pytest.mark.parametrize(
    ("born", "last"),
    [
        ("2010-09-01", "2027-06-25"),  # 16 on 1 September 2026, in the school year that ends in 2027
        ("2010-08-31", "2026-06-26"),  # 16 on the last day of the school year, after its last Friday in June
        ("2010-03-15", "2026-06-26"),
        ("2011-01-05", "2027-06-25"),
        ("2007-06-30", "2023-06-30"),  # 30 June 2023 is itself a Friday
    ],
)
def test_school_age_ends_with_the_last_friday_in_june_of_the_year_of_the_sixteenth_birthday(
    born: str, last: str
) -> None:
    assert last_school_day(day(born)) == day(last)
    assert last_school_day(day(born)).weekday() == 4
    assert school_age(day(born), day(last)) == "of"
    assert school_age(day(born), day(last) + DAY) == "after"


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2010-08-31", "2026-09-01", 16),
        ("2010-08-31", "2026-08-31", 15),
        ("2010-09-01", "2026-09-01", 15),
        ("2010-09-01", "2027-08-31", 15),
        ("2010-09-01", "2027-09-01", 16),
    ],
)
def test_the_academic_age_changes_only_when_a_school_year_begins(born: str, on: str, age: int) -> None:
    assert academic_age(day(born), day(on)) == age


def fit(gateway: str, on: str, **changes: object) -> bool:
    values: dict[str, object] = {"id": "K1", "role": "child", **changes}
    return fits(LAW.gateways[gateway], Subject(**values), day(on))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gateway", "on", "fitting"),
    [
        ("CFA14-23", "2025-08-30", True),
        ("CFA14-23", "2025-08-31", False),
        ("EA96-436A", "2025-08-30", False),
        ("EA96-436A", "2025-08-31", True),
        ("EA96-436A", "2036-06-27", True),
        ("EA96-436A", "2036-06-28", False),
        ("ESA08-13", "2036-06-27", False),
        ("ESA08-13", "2036-06-28", True),
        ("ESA08-13", "2038-04-30", True),
        ("ESA08-13", "2038-05-01", False),
        ("NCCIS", "2036-08-31", False),
        ("NCCIS", "2036-09-01", True),
        ("NCCIS", "2038-08-31", True),
        ("NCCIS", "2038-09-01", False),
    ],
)
def test_a_gateway_of_school_age_fits_from_its_first_day_through_its_last(
    gateway: str, on: str, fitting: bool
) -> None:
    assert fit(gateway, on, dob=day("2020-05-01")) is fitting


def test_a_participation_return_holds_young_people_with_needs_by_their_years() -> None:
    assert fit("NCCIS", "2044-05-01", dob=day("2020-05-01"), send=True)
    assert not fit("NCCIS", "2044-05-01", dob=day("2020-05-01"))
    assert not fit("NCCIS", "2045-05-01", dob=day("2020-05-01"), send=True)


def test_the_unborn_are_before_school_age_and_an_unknown_age_is_none_of_the_three() -> None:
    assert fit("CFA14-23", "2026-11-03", edd=day("2027-02-01"))
    assert not fit("EA96-436A", "2026-11-03", edd=day("2027-02-01"))
    assert not fit("CFA14-23", "2026-11-03")
    assert not fit("ESA08-13", "2026-11-03")


def test_private_fostering_reaches_to_sixteen_and_to_eighteen_for_a_disabled_child() -> None:
    assert fit("CA89-67", "2036-04-30", dob=day("2020-05-01"))
    assert not fit("CA89-67", "2036-05-01", dob=day("2020-05-01"))
    assert fit("CA89-67", "2038-04-30", dob=day("2020-05-01"), disabled=True)
    assert not fit("CA89-67", "2038-05-01", dob=day("2020-05-01"), disabled=True)


def test_the_care_plan_is_for_a_child_who_is_looked_after() -> None:
    assert fit("CA89-22", "2026-11-03", dob=day("2019-03-12"), looked_after=True)
    assert not fit("CA89-22", "2026-11-03", dob=day("2019-03-12"))
    assert not fit("CA89-22", "2026-11-03", dob=day("2000-03-12"), role="adult", looked_after=True)


def test_the_report_of_mutilation_is_about_a_girl_under_eighteen() -> None:
    assert fit("FGM03-5B", "2026-11-03", dob=day("2008-11-04"), sex="F")
    assert not fit("FGM03-5B", "2026-11-03", dob=day("2008-11-03"), sex="F")
    assert not fit("FGM03-5B", "2026-11-03", dob=day("2019-03-12"), sex="M")
    assert not fit("FGM03-5B", "2026-11-03", dob=day("2019-03-12"))


def test_an_enquiry_about_an_adult_needs_both_the_age_and_the_risk() -> None:
    assert fit("CA14-42", "2026-11-03", dob=day("2008-11-03"), role="adult", at_risk=True)
    assert not fit("CA14-42", "2026-11-03", dob=day("2008-11-04"), at_risk=True)
    assert not fit("CA14-42", "2026-11-03", dob=day("2008-11-03"), role="adult")


def test_a_return_holds_care_leavers_to_twenty_five() -> None:
    assert fit("CA89-83", "2026-11-03", dob=day("2001-11-04"), role="adult", care_leaver=True)
    assert not fit("CA89-83", "2026-11-03", dob=day("2001-11-03"), role="adult", care_leaver=True)
    assert not fit("CA89-83", "2026-11-03", dob=day("2001-11-04"), role="adult")


def test_what_is_for_nobody_fits_nobody() -> None:
    assert not fit("ICB-AGG", "2026-11-03", dob=day("2019-03-12"))
    assert not fit("WFORCE", "2026-11-03", dob=day("1990-03-12"), role="staff")
