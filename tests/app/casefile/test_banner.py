"""The age, the name and the number that stand on the banner."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casefile.banner import age_words, banner
from app.dates import GivenDate, from_day
from app.people.standing import Said, Source
from models.base import new_key
from tests.builders_case import born, name

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        (GivenDate(2019, 3, 12), "7 years"),
        (GivenDate(2019, 11, 24), "7 years"),
        (GivenDate(2019, 11, 25), "6 years"),
        (GivenDate(2024, 11, 24), "2 years"),
        (GivenDate(2024, 11, 25), "23 months"),
        (GivenDate(2026, 10, 24), "1 month"),
        (GivenDate(2026, 10, 25), "4 weeks"),
        (GivenDate(2026, 11, 20), "4 days"),
        (GivenDate(2026, 11, 24), "0 days"),
        (GivenDate(2026, 11, 25), ""),
        (GivenDate(2019, 3, None, "month"), "7 years"),
        (GivenDate(2019, 11, None, "month"), "6 or 7 years"),
        (GivenDate(2019, None, None, "year"), "6 or 7 years"),
        (GivenDate(1900, 1, 1, "placeholder"), ""),
        (GivenDate(precision="unreadable", as_given="spring"), ""),
    ],
)
def test_an_age_is_said_as_exactly_as_the_birth_date_allows(birth: GivenDate, said: str) -> None:
    assert age_words(birth, DAY) == said


def test_a_child_of_29_february_is_older_on_1_march() -> None:
    leap = GivenDate(2016, 2, 29)
    assert age_words(leap, date(2026, 2, 28)) == "9 years"
    assert age_words(leap, date(2026, 3, 1)) == "10 years"


@given(st.dates(date(2005, 1, 1), date(2026, 12, 31)), st.dates(date(2005, 1, 1), date(2026, 12, 31)))
def test_an_age_is_empty_exactly_before_birth(birth: date, day: date) -> None:
    assert bool(age_words(from_day(birth), day)) == (birth <= day)


def _said(*pairs: tuple[str, Any], register: bool = False) -> list[Said]:
    return [
        Said(new_key(), Source(new_key(), "X", "X", "1", register), group, value) for group, value in pairs
    ]


def test_what_most_agencies_say_stands_on_the_banner() -> None:
    said = _said(born(2019, 3, 12), born(2019, 12, 3), born(2019, 3, 12))
    assert banner(said, frozenset(), DAY, None).birth == "12-Mar-2019"


def test_a_register_counts_for_more_where_words_stand_against_words() -> None:
    said = [*_said(born(2019, 3, 12), register=True), *_said(born(2019, 12, 3))]
    assert banner(said, frozenset(), DAY, None).birth == "12-Mar-2019"
    assert banner(said[::-1], frozenset(), DAY, None).birth == "12-Mar-2019"


def test_what_was_settled_stands_before_what_most_say() -> None:
    said = _said(born(2019, 3, 12), born(2019, 12, 3), born(2019, 3, 12))
    assert banner(said, frozenset({said[1].id}), DAY, None).birth == "03-Dec-2019"


def test_of_several_spellings_the_one_with_marks_is_shown() -> None:
    said = _said(name("Zo\u00eb", "Bell"), name("ZOE", "BELL"), name("Zoe", "Bell"))
    assert banner(said, frozenset(), DAY, None).name == "Zo\u00eb BELL"


def test_nothing_said_is_said_so() -> None:
    shown = banner([], frozenset(), DAY, None)
    assert (shown.name, shown.birth, shown.age, shown.chips) == ("Name not known", "", "", ())


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Igbo (mother)", "", "Interpreter: Igbo (mother)"),
        ("Yes", "Somali", "Interpreter: Somali"),
        ("Y", "", "Interpreter needed"),
    ],
)
def test_an_interpreter_is_said_with_the_language(text: str, language: str, said: str) -> None:
    told = _said(("interpreter", {"text": text}), *([("language", {"text": language})] if language else []))
    assert [chip.words for chip in banner(told, frozenset(), DAY, None).chips] == [said]


def test_no_interpreter_needed_is_no_chip() -> None:
    assert banner(_said(("interpreter", {"text": "No"})), frozenset(), DAY, None).chips == ()


def test_a_withheld_address_is_the_first_chip_and_says_from_whom() -> None:
    shown = banner(_said(("warning", {"text": "dog"})), frozenset(), DAY, ("Karl Bell", "Karl Bell"))
    assert [chip.words for chip in shown.chips] == ["Address withheld from Karl Bell", "dog"]
