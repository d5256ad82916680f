"""Is a percentage or average stopped exactly when it gives a small number away (section 10.2, steps 5 to 7)?"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sharing.disclosure_figures import betrayal, numerators_of
from app.sharing.facts import Figure


def percent(value: str, numerator: Any = None, denominator: Any = None, **more: Any) -> str:
    return betrayal(Figure("percent", value, numerator, denominator, **more), 10)


def average(value: str, people: int | None) -> str:
    return betrayal(Figure("average", value, people=people), 10)


@pytest.mark.parametrize(("numerator", "denominator"), [("c", 40), (20, "c"), ("c", "c"), ("c", None)])
def test_a_percentage_of_a_hidden_number_is_stopped(numerator: Any, denominator: Any) -> None:
    assert percent("50.0", numerator, denominator) == "hidden"


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(1, 40), (5, 40), (5, None), (None, 5), (1, 1), (None, 1)]
)
def test_a_number_of_one_to_five_beside_a_percentage_is_stopped(numerator: Any, denominator: Any) -> None:
    assert percent("12.5", numerator, denominator) == "small"


@pytest.mark.parametrize(("numerator", "denominator"), [(6, 40), (0, 40), (20, 40), (15, 18), (6, 6)])
def test_two_shown_numbers_above_five_are_let_through(numerator: int, denominator: int) -> None:
    assert percent("15.0", numerator, denominator) == ""


@pytest.mark.parametrize(
    ("value", "denominator", "said"),
    [
        ("83.3", 18, "exact"),
        ("90.0", 40, "exact"),
        ("87.5", 40, "exact"),
        ("85.0", 40, ""),
        ("12.5", 40, "exact"),
        ("15.0", 40, ""),
        ("50.0", 40, ""),
        ("0.0", 40, ""),
        ("100.0", 40, ""),
        ("50", 10, "exact"),
        ("0.1", 10_000, ""),
        ("0.03", 10_000, "exact"),
        ("0.1", 1_000, "exact"),
        ("3.1", 1_000, ""),
        ("33.3", 10, ""),
        ("1", 500, ""),
        ("1", 400, "exact"),
        ("83.3 %", 18, "exact"),
        ("0", 0, ""),
    ],
)
def test_a_shown_denominator_tells_when_only_small_numbers_give_the_value(
    value: str, denominator: int, said: str
) -> None:
    assert percent(value, None, denominator) == said


def test_the_denominator_alone_tells_and_only_while_the_numerator_is_not_shown() -> None:
    assert percent("83.3") == ""
    assert percent("83.3", 15, 18) == ""
    assert percent("83.3", 15) == ""


@pytest.mark.parametrize("value", ["0", "100", "0.0", "100.0"])
def test_nought_and_all_of_a_small_named_group_are_stopped(value: str) -> None:
    assert percent(value, people=9, named_group=True) == "everyone"
    assert percent(value, people=10, named_group=True) == ""
    assert percent(value, people=9) == ""
    assert percent(value, named_group=True) == "everyone"
    assert percent(value, None, 9, named_group=True) == "everyone"
    assert percent(value, None, 10, named_group=True) == ""
    assert percent(value, None, 9, people=10, named_group=True) == ""
    assert percent(value, None, 10, people=9, named_group=True) == "everyone"


def test_another_percentage_of_a_small_named_group_is_not() -> None:
    assert percent("50.0", people=9, named_group=True) == ""


@pytest.mark.parametrize(("people", "said"), [(9, "few"), (10, ""), (None, "few"), (0, "few")])
def test_an_average_needs_ten_people(people: int | None, said: str) -> None:
    assert average("7.5", people) == said


def test_the_council_may_ask_for_more_people() -> None:
    assert betrayal(Figure("average", "7.5", people=10), 11) == "few"
    assert betrayal(Figure("percent", "100", people=10, named_group=True), 11) == "everyone"


@pytest.mark.parametrize("hidden", ["c", "C", " c "])
def test_a_hidden_figure_tells_nothing(hidden: str) -> None:
    assert percent(hidden, "c", 3) == ""
    assert average(hidden, None) == ""


@pytest.mark.parametrize("value", ["", ":", "z", "n/a", "-3"])
def test_a_value_that_is_no_number_is_judged_by_what_stands_beside_it(value: str) -> None:
    assert percent(value, None, 18, people=1, named_group=True) == ""
    assert percent(value, "c", 18) == "hidden"


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 2))
@settings(max_examples=150, deadline=None)
def test_the_numbers_behind_a_value_are_those_that_round_to_it(part: int, whole: int, places: int) -> None:
    def rounded(number: int) -> Decimal:
        exact = Decimal(100 * number) / Decimal(whole)
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    value = rounded(min(part, whole))
    found = [number for number in range(whole + 1) if rounded(number) == value]
    assert list(numerators_of(f"{value:f}", whole)) == found
