"""What counts as a disagreement between agencies, and what is only another spelling."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casefile.disagreeing import agree, disagreements
from app.people.standing import Said, Source
from models.base import new_key
from tests.builders_case import born, home, name


def _said(*pairs: tuple[str, Any]) -> list[Said]:
    return [
        Said(new_key(), Source(new_key(), f"O{place}", f"Office {place}", "1"), group, value)
        for place, (group, value) in enumerate(pairs)
    ]


def _groups(*pairs: tuple[str, Any], aliases: tuple[str, ...] = ()) -> list[str]:
    return [one.group for one in disagreements(_said(*pairs), aliases=aliases)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (name("Zo\u00eb", "Okonkwo-Bell"), name("ZOE", "OKONKWO BELL")),
        (name("\u0141ukasz", "Nowak"), name("Lukasz", "nowak")),
        (name("Sean", "O\u2019Brien"), name("SEAN", "OBRIEN")),
        (name("Zoe", "Okonkwo-Bell"), name("Zoe", "Bell")),
        (name("Z", "Bell"), name("Zoe", "Bell")),
        (name("Zoe", "Bell", preferred_given="Zo"), name("Zo", "Bell")),
        (name("Zoe", "Bell", former_family="Ng"), name("Zoe", "Ng")),
        (name("Anne Marie", "Lee"), name("Annemarie", "Lee")),
        (born(2019, 3, 12), born(2019, 3)),
        (born(2019, 3, 12), born(2019)),
        (born(2019, 3, 12), born(2020, precision="estimated")),
        (born(2019, 3, 12), born(1900, 1, 1, "placeholder")),
        (("sex", {"code": "F"}), ("sex", {"code": "U"})),
        (("sex", {"code": "F"}), ("sex", {"code": None, "text": "?"})),
        (home("14 Alder Court", "QX4 1AB"), home("14 ALDER CT.", "qx41ab")),
        (home("Flat 2, 14 Alder Court", "QX4 1AB"), home("14 Alder Court", "QX4 1AB")),
        (home("14 Alder Court", "QX4 1AB"), home("14 Alder Court", "")),
        (home("14 Alder Court", "QX4 1AB"), home("3 Elm Row", "QX9 9ZZ", kind="previous")),
        (
            ("nhs_number", {"value": "999 104 2202", "check": "ok"}),
            ("nhs_number", {"value": "9991042202", "check": "ok"}),
        ),
        (
            ("nhs_number", {"value": "9991042202", "check": "ok"}),
            ("nhs_number", {"value": "9991042203", "check": "bad"}),
        ),
        (("school", {"name": "Larkhill Primary School"}), ("school", {"name": "LARKHILL PRIMARY"})),
        (("phone", {"value": "1"}), ("phone", {"value": "2"})),
    ],
)
def test_another_spelling_or_less_knowledge_is_no_disagreement(one: Any, other: Any) -> None:
    assert _groups(one, other) == []
    assert _groups(other, one) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (name("Zoe", "Bell"), name("Chloe", "Bell")),
        (name("Zoe", "Bell"), name("Zoe", "Okonkwo")),
        (born(2019, 3, 12), born(2019, 12, 3)),
        (born(2019, 3), born(2019, 4)),
        (born(2019), born(2021, precision="estimated")),
        (("sex", {"code": "F"}), ("sex", {"code": "M"})),
        (home("14 Alder Court", "QX4 1AB"), home("41 Alder Court", "QX4 1AB")),
        (home("14 Alder Court", "QX4 1AB"), home("14 Alder Court", "QX4 1AC")),
        (home("14 Alder Court", "QX4 1AB"), home("3 Elm Row", "")),
        (
            ("nhs_number", {"value": "9991042202", "check": "ok"}),
            ("nhs_number", {"value": "9990000018", "check": "ok"}),
        ),
        (("school", {"name": "Larkhill", "code": "1"}), ("school", {"name": "Larkhill", "code": "2"})),
    ],
)
def test_what_cannot_both_be_true_is_a_disagreement(one: Any, other: Any) -> None:
    assert _groups(one, other) == [one[0]]
    assert _groups(other, one) == [one[0]]


def test_two_family_names_are_tied_together_by_a_third_that_holds_both() -> None:
    apart = (name("Zoe", "Bell"), name("Zoe", "Okonkwo"))
    assert _groups(*apart) == ["name"]
    assert _groups(*apart, name("Zoe", "Okonkwo-Bell")) == []


def test_an_alias_explains_the_name_that_one_agency_uses() -> None:
    apart = (name("Zoe", "Bell"), name("Kitty", "Bell"))
    assert _groups(*apart, aliases=("Kitty",)) == []


def test_what_could_not_be_read_says_nothing() -> None:
    one, other = _said(born(2019, 3, 12), born(2019, 12, 3))
    unreadable = Said(new_key(), other.source, "birth", {}, as_given="31/02/2019", usable=False)
    assert disagreements([one, unreadable]) == ()
    assert len(disagreements([one, other])) == 1


def test_every_word_on_it_is_given_and_settling_marks_it() -> None:
    said = _said(born(2019, 3, 12), born(2019, 12, 3), born(2019))
    (found,) = disagreements(said, frozenset({"birth"}))
    assert found.said == tuple(said)
    assert found.settled


_PARTS = st.tuples(st.integers(2000, 2026), st.none() | st.integers(1, 12), st.none() | st.integers(1, 28))


@given(_PARTS, _PARTS)
def test_agreeing_goes_both_ways_and_everything_agrees_with_itself(one: Any, other: Any) -> None:
    mine, theirs = born(*one)[1], born(*other)[1]
    assert agree("birth", mine, theirs) == agree("birth", theirs, mine)
    assert agree("birth", mine, mine)


@given(
    st.sampled_from(["Zo\u00eb", "Jos\u00e9", "\u00d8yvind", "Fran\u00e7ois"]),
    st.sampled_from(["upper", "lower", "title"]),
)
def test_case_and_marks_of_a_name_never_make_a_disagreement(given_name: str, case: str) -> None:
    other = getattr(given_name, case)()
    assert _groups(name(given_name, "Bell"), name(other, "BELL")) == []
