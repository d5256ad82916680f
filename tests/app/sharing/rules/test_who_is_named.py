"""Does the sentence of a rule that speaks name the power, the sides and the person, as 6.2 words it?"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from app.sharing.facts import Facts
from app.sharing.judging import judge
from tests.app.sharing.rules.hearing import (
    ADULT,
    DAY_OF_18,
    LAW,
    by_section_11,
    by_section_47,
    by_section_115,
    content,
    ruled,
    warns,
)
from tests.builders_sharing import CHARITY, CHILD, HOSPITAL, MOTHER, POLICE, SCHOOL, WORRY, a_share, the


def sentence(rule: str, facts: Facts) -> str:
    """Give what the rule says of these facts."""
    assert rule in ruled(facts).fired
    return {result.id: result.sentence for result in ruled(facts).results}[rule]


def test_g03_names_the_power_the_sender_and_the_recipient() -> None:
    said = sentence("G03", by_section_11(sender=SCHOOL))
    assert "CA04-11" in said
    assert "Quay Lane Primary School" in said
    assert "Northmere Police" in said


@pytest.mark.parametrize(
    ("rule", "facts", "kind_of_body"),
    [
        ("G03", by_section_11(sender=the(SCHOOL, organisation="")), "Maintained school"),
        ("G03", by_section_11(sender=SCHOOL, recipient=the(POLICE, organisation="")), "with Police"),
        ("D04", a_share(recipient=the(CHARITY, organisation="")), "Charity"),
        ("A08", by_section_115(recipient=the(HOSPITAL, organisation="")), "NHS trust"),
    ],
)
def test_a_side_without_a_name_is_called_by_what_it_is_in_law(
    rule: str, facts: Facts, kind_of_body: str
) -> None:
    assert kind_of_body in sentence(rule, facts)


@pytest.mark.parametrize(
    ("rule", "facts", "name", "kind_of_body"),
    [
        ("D04", a_share(recipient=CHARITY), "Harbour Families", "Charity"),
        ("A08", by_section_115(recipient=HOSPITAL), "Northmere Hospitals", "NHS trust"),
        ("G03", by_section_11(sender=SCHOOL), "Quay Lane Primary School", "Maintained school"),
    ],
)
def test_a_side_with_a_name_is_called_by_it(rule: str, facts: Facts, name: str, kind_of_body: str) -> None:
    assert name in sentence(rule, facts)
    assert kind_of_body not in sentence(rule, facts)


def test_g04_names_the_person_the_age_and_the_range() -> None:
    said = sentence("G04", by_section_11(subjects=(DAY_OF_18,)))
    assert said.startswith("Noor Quill is 18; ")
    assert said.endswith("covers children under 18.")
    assert sentence("G04", by_section_11(subjects=(the(DAY_OF_18, name=""),))).startswith("K1 is 18; ")


def test_g04_says_nothing_of_an_item_that_is_about_nobody() -> None:
    """6.2: an item about anyone else; a count is about no one."""
    assert content("G04", by_section_47(items=(WORRY, the(WORRY, about=""))))


def test_g04_names_only_who_does_not_fit() -> None:
    said = sentence("G04", by_section_47(subjects=(CHILD, the(ADULT, id="A9"))))
    assert "Ida Quill" in said
    assert "Alice Marlowe" not in said
    assert MOTHER.name not in said


def test_d05_and_g02_name_the_day() -> None:
    early = a_share(date=by_section_11().date.replace(month=9, day=29))
    assert "30-Sep-2026" in sentence("D05", early)
    assert "CA04-11" in sentence("G02", by_section_11(date=early.date.replace(year=2004)))


def test_g10_is_content_with_a_power_that_lists_consent() -> None:
    """5.1: none of the powers here does, so one is made that does."""
    agreed = replace(LAW.gateways["CA04-11"], art6=("6e", "6a"))
    law = replace(LAW, gateways=MappingProxyType({**LAW.gateways, "CA04-11": agreed}))
    facts: Any = by_section_11(art6=("6a",))
    assert warns("G10", facts)
    assert "G10" not in judge(facts, law).fired
    assert "G08" not in judge(facts, law).fired
    beside = by_section_11(art6=("6a",), gateways=("CA04-11", "CA04-10"))
    assert "G10" in judge(beside, law).warnings
