"""One list of what happened, however much of each date is known."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.casefile.chronology import Happening, one_list, told_by, turned_round
from app.dates import GivenDate
from models.base import new_key
from tests.builders_case import given_date

_DATES = st.one_of(
    st.just(""),
    st.dates().map(lambda day: f"{day.year:04d}"),
    st.dates().map(lambda day: f"{day.year:04d}-{day.month:02d}"),
    st.dates().map(lambda day: day.isoformat()),
    st.datetimes().map(lambda at: at.strftime("%Y-%m-%dT%H:%M").rjust(16, "0")),
)


def _on(iso: str, organisation: str = "POL", text: str = "seen", heard_at: str = "") -> Happening:
    value = given_date(iso[:10])
    date = GivenDate(value.get("year"), value.get("month"), value.get("day"), value["precision"])
    return Happening(iso, date, organisation, organisation, "notice", text, None, new_key(), heard_at)


def test_a_month_stands_before_its_days_and_after_the_month_before() -> None:
    listed = one_list([_on("2026-03-01"), _on("2026-04"), _on("2026-03"), _on("2026-02-28"), _on("2026")])
    assert [one.iso for one in listed] == ["2026", "2026-02-28", "2026-03", "2026-03-01", "2026-04"]


def test_what_has_no_date_stands_last() -> None:
    assert [one.iso for one in one_list([_on(""), _on("1999")])] == ["1999", ""]


def test_within_a_day_the_time_decides_then_when_it_was_heard() -> None:
    first, second = _on("2026-03-01", heard_at="2026-03-02"), _on("2026-03-01", heard_at="2026-03-03")
    listed = one_list([_on("2026-03-01T22:10"), second, _on("2026-03-01T02:10"), first])
    assert listed[:2] == (first, second)
    assert [one.iso[11:] for one in listed[2:]] == ["02:10", "22:10"]


def test_one_record_told_of_two_persons_of_the_child_stands_once() -> None:
    one = _on("2026-03-01")
    assert one_list([one, one]) == (one,)


def test_the_same_words_in_two_records_stand_twice() -> None:
    assert len(one_list([_on("2026-03-01"), _on("2026-03-01")])) == 2


def test_a_filter_keeps_only_the_agencies_named() -> None:
    listed = one_list([_on("2026", "POL"), _on("2025", "EDU"), _on("2024", "HV")])
    assert [one.organisation for one in told_by(listed, ["POL", "HV"])] == ["HV", "POL"]
    assert told_by(listed, []) == listed


@given(st.lists(st.builds(_on, _DATES), max_size=12), st.randoms())
def test_the_order_told_does_not_matter_and_nothing_is_lost(told: list[Happening], chance: Random) -> None:
    mixed = list(told)
    chance.shuffle(mixed)
    assert one_list(mixed) == one_list(told)
    assert set(one_list(mixed)) == set(told)


@given(st.lists(st.builds(_on, _DATES), max_size=12))
def test_known_dates_never_run_backwards(told: list[Happening]) -> None:
    isos = [one.iso for one in one_list(told) if one.iso]
    assert isos == sorted(isos)


def test_turned_round_the_newest_comes_first_and_what_has_no_date_still_last() -> None:
    listed = one_list([_on("2026-03"), _on(""), _on("2024-01-02"), _on("2026-03-09")])
    assert [one.iso for one in turned_round(listed)] == ["2026-03-09", "2026-03", "2024-01-02", ""]


@given(st.lists(st.builds(_on, _DATES), max_size=12))
def test_turning_a_chronology_round_loses_nothing(told: list[Happening]) -> None:
    listed = one_list(told)
    assert set(turned_round(listed)) == set(listed)
    assert len(turned_round(listed)) == len(listed)
