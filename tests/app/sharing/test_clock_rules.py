"""Does a late record, notice or telephone call speak from the first moment at which it is late?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.clock import LONDON
from app.sharing.facts import ENCOMPASS_CLOCK, FGM_CLOCK, NONE, Act, Facts
from tests.app.sharing.rules.hearing import content, outcome_of, ruled, waits, warns
from tests.builders_sharing import AN_EMERGENCY, a_share


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def clock(event: str, as_of: str, date: str = "2026-11-03", **act: Any) -> Facts:
    return a_share(
        event=event,
        decision=NONE,
        date=dt.date.fromisoformat(date),
        as_of=at(as_of) if as_of else None,
        act=Act(**act),
    )


FRIDAY, CHRISTMAS_EVE = dt.date(2026, 11, 6), dt.date(2026, 12, 24)


def fgm(as_of: str, discovered: dt.date | None = FRIDAY, **act: Any) -> Facts:
    return clock(FGM_CLOCK, as_of, discovered_on=discovered, **act)


@pytest.mark.parametrize(
    ("discovered", "in_time", "late"),
    [
        (dt.date(2026, 11, 3), "2026-11-04T23:59", "2026-11-05T00:00"),
        (FRIDAY, "2026-11-09T23:59", "2026-11-10T00:00"),
        (CHRISTMAS_EVE, "2026-12-29T23:59", "2026-12-30T00:00"),
    ],
)
def test_a12_the_police_are_told_by_the_end_of_the_next_working_day(
    discovered: dt.date, in_time: str, late: str
) -> None:
    assert content("A12", fgm(in_time, discovered))
    assert warns("A12", fgm(late, discovered))
    assert ruled(fgm(late, discovered)).fired == ("A12",)


def test_a12_is_silent_once_told_by_oneself_or_by_somebody_of_the_same_profession() -> None:
    late = "2026-11-20T09:00"
    assert content("A12", fgm(late, police_notified_on=dt.date(2026, 11, 9)))
    assert content("A12", fgm(late, already_notified_by="Dr Quill", same_profession=True))
    assert warns("A12", fgm(late, already_notified_by="Mr Quill", same_profession=False))
    assert warns("A12", fgm(late, already_notified_by="  ", same_profession=True))
    assert content("A12", fgm(""))


def test_a12_counts_from_the_day_of_the_act_where_no_other_is_given() -> None:
    assert content("A12", fgm("2026-11-04T20:00", None))
    assert warns("A12", fgm("2026-11-05T08:00", None))


def test_a12_says_so_where_the_bank_holidays_are_not_known() -> None:
    long_ahead = dt.date(2045, 11, 3)
    assert content("A12", fgm("2045-11-06T12:00", long_ahead))
    assert warns("A12", fgm("2045-11-07T00:00", long_ahead))
    said = next(one.sentence for one in ruled(fgm("2045-11-07T00:00", long_ahead)).results if one.id == "A12")
    assert "bank holidays after 2045 are not in the desk's table" in said


@pytest.mark.parametrize(
    ("as_of", "shown", "speaks"),
    [
        ("2026-11-04T08:29", "", False),
        ("2026-11-04T08:30", "", True),
        ("2026-11-05T08:30", "2026-11-04T08:29", False),
        ("2026-11-04T12:00", "2026-11-04T08:30", True),
        ("", "2026-11-04T09:00", True),
        ("", "2026-11-04T08:00", False),
        ("", "", False),
    ],
)
def test_a13_the_notice_is_seen_before_the_school_day_starts(as_of: str, shown: str, speaks: bool) -> None:
    facts = clock(
        ENCOMPASS_CLOCK,
        as_of,
        notice_received_at=at("2026-11-03T22:00"),
        next_school_day_starts=at("2026-11-04T08:30"),
        shown_to_dsl_at=at(shown) if shown else None,
    )
    assert warns("A13", facts) if speaks else content("A13", facts)


def test_a13_a_school_day_that_nobody_named_is_not_guessed() -> None:
    assert content("A13", clock(ENCOMPASS_CLOCK, "2026-11-20T09:00"))


@pytest.mark.parametrize(
    ("happened", "saved", "late"),
    [
        ("2026-11-03T09:00", "2026-11-03T17:00", False),
        ("2026-11-03T09:00", "2026-11-04T23:59", False),
        ("2026-11-03T09:00", "2026-11-05T00:00", True),
        ("2026-11-06T23:59", "2026-11-09T23:59", False),
        ("2026-11-06T23:59", "2026-11-10T00:00", True),
        ("2026-11-07T10:00", "2026-11-09T12:00", False),
        ("2026-12-24T10:00", "2026-12-29T12:00", False),
        ("2026-12-24T10:00", "2026-12-30T12:00", True),
    ],
)
def test_k05_a_record_is_late_after_the_first_working_day_that_follows(
    happened: str, saved: str, late: bool
) -> None:
    facts = a_share(happened_at=at(happened), saved_at=at(saved))
    assert warns("K05", facts) if late else content("K05", facts)


def test_k05_with_one_time_missing_nothing_is_late_and_an_emergency_puts_it_off() -> None:
    times = {"happened_at": at("2026-11-03T09:00"), "saved_at": at("2026-11-20T09:00")}
    assert content("K05", a_share(happened_at=times["happened_at"]))
    assert content("K05", a_share(saved_at=times["saved_at"]))
    assert waits("K05", a_share(**times, emergency=AN_EMERGENCY))


def test_k05_reads_the_days_of_england() -> None:
    summer = dt.datetime(2026, 7, 7, 23, 30, tzinfo=dt.UTC)
    assert content("K05", a_share(happened_at=summer, saved_at=at("2026-07-09T20:00")))
    assert warns("K05", a_share(happened_at=summer, saved_at=at("2026-07-10T00:10")))


def test_k05_says_so_where_the_bank_holidays_are_not_known() -> None:
    facts = a_share(happened_at=at("2045-11-03T09:00"), saved_at=at("2045-11-08T09:00"))
    assert warns("K05", facts)
    said = next(one.sentence for one in ruled(facts).results if one.id == "K05")
    assert "cannot say whether this was recorded in time" in said


def test_a_clock_runs_for_its_own_event_only() -> None:
    for rule in ("A12", "A13"):
        assert outcome_of(rule, a_share()) == "not_run"
    assert outcome_of("A12", clock(ENCOMPASS_CLOCK, "2026-11-20T09:00")) == "not_run"
    assert outcome_of("A13", fgm("2026-11-20T09:00")) == "not_run"
    assert outcome_of("K05", fgm("2026-11-20T09:00")) == "not_run"
