"""What a cell means is read the same way every time, and never guessed in silence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feeds import cleaning
from app.feeds.cleaning_dates import DateRules, expected_in, month_first_stands, read_age, read_date

TODAY = date(2026, 11, 25)
BIRTH = DateRules(of_birth=True)

READ = [
    ("12/03/2019", (2019, 3, 12)),
    ("7/4/2015", (2015, 4, 7)),
    ("19.11.22", (2022, 11, 19)),
    ("15/03/85", (1985, 3, 15)),
    ("2nd March 2025", (2025, 3, 2)),
    ("26th January 2021", (2021, 1, 26)),
    ("13-Jan-19", (2019, 1, 13)),
    ("10-Oct-22", (2022, 10, 10)),
    ("Fri 27 Jun 2014", (2014, 6, 27)),
    ("Thu 23/10/2008", (2008, 10, 23)),
    ("Tue, 23 Jun 26", (2026, 6, 23)),
    ("2020-Apr-25 00:00:00", (2020, 4, 25)),
    ("2019-03-12", (2019, 3, 12)),
    ("20190312", (2019, 3, 12)),
    ("29/02/2020", (2020, 2, 29)),
]


@pytest.mark.parametrize(("text", "day"), READ, ids=[text for text, _ in READ])
def test_a_date_in_any_usual_form_is_read(text: str, day: tuple[int, int, int]) -> None:
    found = read_date(text, BIRTH, TODAY)
    assert (found.date.exact, found.usable, found.why) == (date(*day), True, "")
    assert found.date.as_given == ""


UNREAD = [
    "-3",
    "00/01/1900",
    "-0001-11-30",
    "-46000",
    "42005",
    "31/02/2015",
    "12/25/2013",
    "12 Foo 2019",
    "soon",
    "1/2",
]


@pytest.mark.parametrize("text", UNREAD)
def test_a_text_that_is_no_date_is_kept_as_given(text: str) -> None:
    found = read_date(text, BIRTH, TODAY)
    assert (found.usable, found.date.as_given, found.date.exact) == (False, text, None)
    assert found.why


def test_a_birth_in_the_future_or_before_1900_is_not_used() -> None:
    assert not read_date("01/01/2030", BIRTH, TODAY).usable
    assert not read_date("01/01/1899", BIRTH, TODAY).usable


def test_a_stand_in_for_an_unknown_date_is_marked() -> None:
    found = read_date("01/01/1900", DateRules(placeholders=("01/01/1900",), of_birth=True), TODAY)
    assert (found.date.precision, found.usable) == ("placeholder", False)


def test_month_and_year_alone_keep_their_precision() -> None:
    assert read_date("March 2016", BIRTH, TODAY).date.iso() == "2016-03"
    assert read_date("2016", BIRTH, TODAY).date.precision == "year"


def test_the_wrong_day_of_the_week_is_pointed_out() -> None:
    assert "day of the week" in read_date("Monday 13 October 2026", DateRules(), TODAY).why


def test_one_date_that_can_only_be_month_first_casts_doubt_on_the_column() -> None:
    assert month_first_stands(["04/07/2015", "12/25/2013"])
    assert not month_first_stands(["04/07/2015", "25/12/2013"])
    doubtful = DateRules(month_first_seen=True, of_birth=True)
    assert not read_date("04/07/2015", doubtful, TODAY).usable
    assert read_date("04/04/2015", doubtful, TODAY).usable
    assert read_date("25/12/2013", doubtful, TODAY).usable


@given(st.dates(date(1930, 1, 1), TODAY))
def test_a_date_of_four_figures_comes_back_whatever_its_form(day: date) -> None:
    forms = (
        "%d/%m/%Y",
        "%Y-%m-%d",
        "%d %b %Y",
        "%d %B %Y",
        "%a %d %b %Y",
        "%Y-%b-%d 00:00:00",
        "%d.%m.%Y",
        "%Y%m%d",
    )
    assert {read_date(day.strftime(form), BIRTH, TODAY).date.exact for form in forms} == {day}


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_of_dates_fall(text: str) -> None:
    found = read_date(text, DateRules(forms=("dd/mm/yyyy",)), TODAY)
    assert found.usable or found.why


AGES = [
    ("10 MTHS", {"months": 10}),
    ("15 months", {"months": 15}),
    ("APPROX 40", {"years": 40, "estimated": True}),
    ("ABOUT 40", {"years": 40, "estimated": True}),
    ("16 CLAIMED", {"years": 16, "estimated": True}),
    ("8", {"years": 8}),
    ("3 wks", {"months": 0}),
]


@pytest.mark.parametrize(("text", "value"), AGES, ids=[text for text, _ in AGES])
def test_an_age_is_read(text: str, value: dict[str, object]) -> None:
    assert read_age(text) == {"text": text, **value}


@pytest.mark.parametrize("text", ["30S", "45-50", "UNBORN", "EDD 22/01/27", "old", "400"])
def test_an_age_without_a_number_of_years_is_not_guessed(text: str) -> None:
    assert read_age(text) is None


def test_an_expected_date_is_found_in_its_words() -> None:
    assert expected_in("EDD 22/01/27") == "22/01/27"
    assert expected_in("22/01/27") == ""


def test_identifiers_say_whether_their_check_holds() -> None:
    assert cleaning.read_nhs_number("999 723 3107").value == {"value": "9997233107", "check": "ok"}
    assert not cleaning.read_nhs_number("9994045225").usable
    assert not cleaning.read_nhs_number("9.99E+09").usable
    assert cleaning.read_upn("a308991624029").usable
    assert cleaning.read_upn("N30899122407G").value["temporary"]
    assert not cleaning.read_upn("21db2df8-fa0").usable
    assert not cleaning.read_uln("0ec98ce2-5").usable


def test_numbers_that_a_spreadsheet_broke_are_not_used() -> None:
    assert not cleaning.read_phone("7.7009E+09").usable
    assert not cleaning.read_phone("7700900123").usable
    assert cleaning.read_phone("07700 900123").usable
    assert not cleaning.read_uprn("9.99E+11").usable


def test_names_are_split_only_as_the_layout_says() -> None:
    assert cleaning.split_name("ODUKOYA, Ireti", "family_comma_given") == {
        "family": "ODUKOYA",
        "given": "Ireti",
    }
    assert cleaning.split_name("Mrs Mosunmola Odukoya", "title_given_family") == {
        "title": "Mrs",
        "given": "Mosunmola",
        "family": "Odukoya",
    }
    assert cleaning.split_name("Dustin\xa0Hazlett", "given_family") == {
        "given": "Dustin",
        "family": "Hazlett",
    }


@given(st.text(max_size=60))
def test_cleaning_a_text_twice_changes_nothing_more(text: str) -> None:
    once = cleaning.plain_text(cleaning.strip_marks(text)[0])
    assert cleaning.plain_text(cleaning.strip_marks(once)[0]) == once
