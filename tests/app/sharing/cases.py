"""What the tests of rules change in an ordinary share, and how they ask whether a rule spoke."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Approval, Consent, Facts, Item
from app.sharing.judging import FIRED, judge
from tests.builders_sharing import (
    ATTENDANCE,
    CHILD,
    COUNCIL,
    POLICE,
    WORRY,
    the,
)

LAW = shipped_catalogue()
SPEAKS, SILENT = True, False
GROWN = the(CHILD, dob=dt.date(1990, 1, 1))
AT_RISK = the(GROWN, at_risk=True)
HEALTH = Item("HEALTH", about="K1", tag="fact", source="school nurse")
OFFENCE = Item("OFFENCE", about="K1", tag="fact", source="police notice")
ADDRESS = Item("ADDRESS", about="K1", tag="fact", source="register")
CLUE = the(ATTENDANCE, address_clue=True)
HIDDEN = the(CHILD, address_withheld_from=("F1",))
BY_LAW_ONLY: dict[str, Any] = {"gateways": ("CA04-11",), "sender": POLICE, "art6": ("6e",)}
ENQUIRY: dict[str, Any] = {"gateways": ("CA89-47",), "sender": COUNCIL, "recipient": POLICE, "art6": ("6e",)}
SIGNED = (Approval("Dana Brook", "ADDRESS_SECOND"),)


def asked(condition: str, answer: str = "written down") -> tuple[tuple[str, str], ...]:
    return ((condition, answer),)


def a_consent(**changes: Any) -> Consent:
    values: dict[str, Any] = {
        "subject": "K1",
        "kind": "GDPR",
        "given_by": "M1",
        "capacity": "PR",
        "date": dt.date(2026, 11, 1),
        "answer": "given",
        "scope_items": ("HEALTH",),
        "recipients": ("*",),
    }
    return Consent(**{**values, **changes})


def spoke(rule: str, facts: Facts) -> bool:
    return next(result.outcome == FIRED for result in judge(facts, LAW).results if result.id == rule)


def check(rule: str, facts: Facts, answer: bool) -> None:
    assert spoke(rule, facts) is answer


def about_mother(*relates_to: str) -> Item:
    item: Item = the(WORRY, about="M1", relates_to=relates_to)
    return item
