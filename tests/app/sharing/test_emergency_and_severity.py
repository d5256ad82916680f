"""Which rules wait in an emergency, which hold, and how severe is each?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.judging import judge
from tests.app.sharing.cases import (
    ADDRESS,
    BY_LAW_ONLY,
    ENQUIRY,
    GROWN,
    HEALTH,
    HIDDEN,
    LAW,
    OFFENCE,
)
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHARITY,
    FATHER,
    HOSPITAL,
    WORRY,
    a_share,
    the,
)

LATER: dict[str, dict[str, Any]] = {
    "C06": {"told": None},
    "G11": {"purpose": "help"},
    "G12": {"proportionality": ""},
    "G14": ENQUIRY,
    "S12": {"art9_packages": ("CR",)},
}
HOLDS: dict[str, dict[str, Any]] = {
    "A08": {"gateways": ("CDA98-115",), "recipient": HOSPITAL},
    "D03": {"items": (the(WORRY, relevant=False),)},
    "D04": {"recipient": CHARITY},
    "D05": {"date": dt.date(2026, 9, 29)},
    "G01": {"gateways": ()},
    "G02": {"gateways": ("CDA98-115",), "date": dt.date(1997, 12, 31)},
    "G03": {"gateways": ("CA04-11",)},
    "G04": {**BY_LAW_ONLY, "subjects": (GROWN,)},
    "G05": {"gateways": ("CLDC",)},
    "G08": {"art6": ()},
    "G09": {"art6": ("6f",)},
    "G10": {"art6": ("6c", "6a")},
    "R05": {"subjects": (HIDDEN,), "items": (ADDRESS,), "recipient": FATHER},
    "S01": {"items": (HEALTH,)},
    "S02": {"art9": ("9(2)(h)",)},
    "S03": {"sch1": ("para 18",)},
    "S04": {"items": (OFFENCE,)},
    "S06": {"art9_packages": ("SG",), "subjects": (GROWN,)},
    "S07": {"sch1": ("para 10",)},
}


@pytest.mark.parametrize("rule", sorted(LATER))
def test_in_an_emergency_this_rule_waits_for_the_manager(rule: str) -> None:
    assert not judge(a_share(**LATER[rule]), LAW).later
    assert rule in judge(a_share(**LATER[rule], emergency=AN_EMERGENCY), LAW).later


@pytest.mark.parametrize("rule", sorted(HOLDS))
def test_in_an_emergency_this_rule_holds(rule: str) -> None:
    found = judge(a_share(**HOLDS[rule], emergency=AN_EMERGENCY), LAW)
    assert rule in found.blocks + found.warnings


@pytest.mark.parametrize("rule", sorted({*HOLDS, *LATER}))
def test_a_rule_has_the_severity_of_the_reference(rule: str) -> None:
    found = judge(a_share(**{**HOLDS, **LATER}[rule]), LAW)
    warns = {"G10", "G11", "S12"}
    assert rule in (found.warnings if rule in warns else found.blocks)
