"""Are working days those of England, and is nothing guessed beyond the table of bank holidays?"""

from __future__ import annotations

import datetime as dt

import holidays as published
import pytest

import resources
from app.clock import LONDON
from app.sharing.catalogue_days import FILE, read_working_days
from app.sharing.catalogue_entries import CatalogueRefused, Files
from app.sharing.working_days import WorkingDays, months_after, next_weekday

TEXT = resources.text(f"law/{FILE}")
ENGLAND = read_working_days(Files({FILE: TEXT}))
CLOSE = dt.time(17, 0)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_the_table_holds_the_published_bank_holidays_of_england_on_weekdays() -> None:
    for year in ENGLAND.years:
        calendar = published.country_holidays("GB", subdiv="ENG", years=year)
        weekdays = {each for each in calendar if each.weekday() < 5}
        assert {each for each in ENGLAND.holidays if each.year == year} == weekdays
    assert {2025, 2026, 2027} <= ENGLAND.years


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2026-11-03", True),
        ("2026-11-07", False),
        ("2026-11-08", False),
        ("2026-12-25", False),
        ("2026-12-28", False),
        ("2026-12-29", True),
        ("2027-12-27", False),
        ("2024-03-29", False),
        ("2023-05-08", False),
        ("2017-11-04", False),
        ("2017-11-03", None),
        ("2045-11-03", None),
    ],
)
def test_a_working_day_is_monday_to_friday_without_bank_holidays(text: str, works: bool | None) -> None:
    assert ENGLAND.is_working_day(day(text)) is works


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("2026-11-03", "2026-11-04"),
        ("2026-11-06", "2026-11-09"),
        ("2026-11-07", "2026-11-09"),
        ("2026-12-24", "2026-12-29"),
        ("2026-04-02", "2026-04-07"),
    ],
)
def test_the_next_working_day_leaps_weekends_and_bank_holidays(text: str, after: str) -> None:
    assert ENGLAND.next_working_day(day(text)) == day(after)


def test_beyond_the_table_no_next_working_day_is_named() -> None:
    last = max(ENGLAND.years)
    assert ENGLAND.next_working_day(dt.date(last, 12, 31)) is None
    assert WorkingDays().next_working_day(day("2026-11-03")) is None
    assert next_weekday(day("2045-11-03")) == day("2045-11-06")
    assert next_weekday(day("2026-12-24")) == day("2026-12-25")


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-11-03T09:00", "2026-11-03"),
        ("2026-11-03T17:00", "2026-11-03"),
        ("2026-11-03T17:01", "2026-11-04"),
        ("2026-11-06T18:00", "2026-11-09"),
        ("2026-11-07T10:00", "2026-11-09"),
        ("2026-12-24T17:30", "2026-12-29"),
    ],
)
def test_the_close_of_the_working_day_of_a_moment(at: str, due: str) -> None:
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=LONDON)
    expected = dt.datetime.combine(day(due), CLOSE, LONDON)
    assert ENGLAND.close_of_business(moment, CLOSE) == expected
    assert ENGLAND.close_of_business(moment.astimezone(dt.UTC), CLOSE) == expected


def test_the_close_of_a_working_day_beyond_the_table_is_not_known() -> None:
    assert ENGLAND.close_of_business(dt.datetime(2045, 11, 3, 9, 0, tzinfo=LONDON), CLOSE) is None
    assert ENGLAND.close_of_business(dt.datetime(2028, 12, 30, 9, 0, tzinfo=LONDON), CLOSE) is None


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2025-11-03", 12, "2026-11-03"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-11-03", 0, "2026-11-03"),
    ],
)
def test_months_after_end_on_the_last_day_of_a_shorter_month(start: str, months: int, end: str) -> None:
    assert months_after(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-01-01", "2026-13-01", "2026-13-01 is no day"),
        ('"2026-01-01"', '"2027-01-01"', "2027-01-01 is no Monday to Friday of 2026"),
        ('"2026-01-01"', '"2026-01-03"', "2026-01-03 is no Monday to Friday of 2026"),
        ("year = 2026", "year = 2025", "2025 stands there twice"),
        ('marks = ["known"]', 'marks = ["sure"]', "marks holds something"),
    ],
)
def test_a_malformed_table_is_refused_by_entry(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(CatalogueRefused) as refused:
        read_working_days(Files({FILE: TEXT.replace(old, new)}))
    assert said in str(refused.value)
