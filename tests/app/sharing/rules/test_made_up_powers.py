"""Do ages and starts of 4.7 that no shipped power uses yet count as 6.0 e says, once a power carries them?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from app.sharing.facts import Facts, Settings, Subject
from app.sharing.judging import judge
from tests.app.sharing.rules.hearing import ADULT, LAW, UNBORN, by_section_11
from tests.builders_sharing import CHILD, the

SIXTEEN = the(CHILD, dob=dt.date(2010, 11, 3))
NEARLY_SIXTEEN = the(CHILD, dob=dt.date(2010, 11, 4))
TWENTY = the(CHILD, dob=dt.date(2006, 11, 3))
NEARLY_TWENTY = the(CHILD, dob=dt.date(2006, 11, 4))
NO_DATE = the(ADULT, dob=None)


def fired(rule: str, facts: Facts, **changes: Any) -> bool:
    """Say whether the rule fires when section 11 is changed so."""
    power = replace(LAW.gateways["CA04-11"], **changes)
    law = replace(LAW, gateways=MappingProxyType({**LAW.gateways, "CA04-11": power}))
    return rule in judge(facts, law).fired


def ages(**limits: Any) -> dict[str, Any]:
    """Give a test of persons by age alone."""
    plain = replace(LAW.gateways["CA04-11"].persons[0], child=False)
    return {"persons": (replace(plain, **limits),)}


@pytest.mark.parametrize(
    ("limits", "subject", "fits"),
    [
        ({"from_age": 16}, NEARLY_SIXTEEN, False),
        ({"from_age": 16}, SIXTEEN, True),
        ({"from_age": 16}, TWENTY, True),
        ({"from_age": 16}, UNBORN, False),
        ({"to_age": 19}, NEARLY_TWENTY, True),
        ({"to_age": 19}, TWENTY, False),
        ({"to_age": 19}, UNBORN, True),
        ({"under": 20}, NEARLY_TWENTY, True),
        ({"under": 20}, TWENTY, False),
        ({"under": 20}, UNBORN, True),
        ({"from_age": 16, "to_age": 19}, NEARLY_SIXTEEN, False),
        ({"from_age": 16, "to_age": 19}, SIXTEEN, True),
        ({"from_age": 16, "to_age": 19}, NEARLY_TWENTY, True),
        ({"from_age": 16, "to_age": 19}, TWENTY, False),
        ({"from_age": 16, "to_age": 19}, UNBORN, False),
        ({"from_age": 16}, NO_DATE, False),
        ({"to_age": 19}, NO_DATE, False),
        ({"under": 20}, NO_DATE, False),
    ],
)
def test_g04_an_unborn_child_fits_every_upper_limit_and_no_lower_one(
    limits: dict[str, int], subject: Subject, fits: bool
) -> None:
    assert fired("G04", by_section_11(subjects=(subject,)), **ages(**limits)) is not fits


def locally(day: dt.date) -> Settings:
    """Give the council's own start date for section 11."""
    return Settings(local_start=(("CA04-11", day),))


def test_g02_an_unknown_commencement_waits_for_the_local_start_date_and_counts_on_it() -> None:
    today = by_section_11()
    assert fired("G02", today, start="unknown")
    assert fired(
        "G02", the(today, settings=Settings(local_start=(("CA04-10", today.date),))), start="unknown"
    )
    assert not fired("G02", the(today, settings=locally(today.date)), start="unknown")
    assert fired("G02", the(today, settings=locally(today.date + dt.timedelta(days=1))), start="unknown")


def test_g02_a_repealed_power_is_in_force_on_no_day_and_no_local_date_changes_that() -> None:
    today = by_section_11()
    assert fired("G02", today, start="ended")
    assert fired("G02", the(today, settings=locally(today.date)), start="ended")


def test_g02_a_power_with_a_last_day_is_in_force_through_it() -> None:
    today = by_section_11()
    assert not fired("G02", today, until=today.date)
    assert not fired("G02", today, until=today.date + dt.timedelta(days=1))
    assert fired("G02", today, until=today.date - dt.timedelta(days=1))


def test_g02_a_power_that_is_in_force_or_always_was_is_in_force_on_any_day() -> None:
    long_ago = by_section_11(date=dt.date(1900, 1, 1))
    assert not fired("G02", long_ago, start="always")
    assert not fired("G02", long_ago, start="in force")


def test_g02_a_power_begins_on_its_date_and_not_on_the_eve() -> None:
    today = by_section_11()
    assert not fired("G02", today, start="2026-11-03")
    assert fired("G02", today, start="2026-11-04")
