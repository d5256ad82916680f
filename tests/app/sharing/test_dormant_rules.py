"""Which rules sleep because the room that would wake them does not exist yet, and has none of these rooms come?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app.sharing.facts import EVENTS
from tests.app.sharing.cases import LAW

APP = Path(__file__).resolve().parents[3] / "app"
#: The rule, the room it waits for, and what that room will bring: an event, or an input of the facts.
DORMANT = {
    "A12": ("the clock on female genital mutilation", "FGM_CLOCK"),
    "A13": ("the clock of Operation Encompass", "ENCOMPASS_CLOCK"),
    "I02": ("saving a number by hand", "SAVE_IDENTIFIER"),
    "I05": ("the hub", "offline"),
    "I06": ("the hub", "catalogue_age_days"),
    "I07": ("the hub", "SYNC_OVERWRITE"),
    "K06": ("a page on which a decided share could be edited: there is none, on purpose", "EDIT_PAST_SHARE"),
    "K08": ("the rating", "RAG_CHANGE"),
    "K09": ("the threshold decision", "THRESHOLD_DECISION"),
    "K10": ("the closing of a case", "CASE_CLOSE"),
    "K11": ("the threshold decision", "THRESHOLD_DECISION"),
    "P04": ("the review of what is kept", "RECORD_REVIEW"),
    "T02": ("published tables", "table"),
    "T07": ("published tables", "published_before"),
    "T08": ("published tables", "figures"),
}
#: What reads, copies or judges facts, but brings none of its own: rules, the judging file, kept judgements.
READERS = ("facts", "case_", "judged", "judging", "rejudging", "running", "catalogue")


def brings_facts(path: Path) -> bool:
    in_sharing = path.parent == APP / "sharing"
    reads_only = path.name.startswith(READERS) or path.name.endswith("_rules.py")
    return not (in_sharing and reads_only)


def what_rooms_bring() -> set[str]:
    """Give every event that a room names, and every input that a room fills."""
    brought: set[str] = set()
    for path in filter(brings_facts, APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name):
                brought |= {node.id} & set(EVENTS)
            if isinstance(node, ast.Call) and makes_facts(node):
                brought |= {keyword.arg for keyword in node.keywords if keyword.arg}
    return brought


def makes_facts(call: ast.Call) -> bool:
    """Whether a call makes facts, or changes those that are its first argument."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    first = call.args[0] if call.args else None
    return name == "Facts" or (name == "replace" and isinstance(first, ast.Name) and first.id == "facts")


BROUGHT = what_rooms_bring()


def test_what_a_share_brings_is_found() -> None:
    assert {"SHARE", "emergency", "gateways", "recipient"} <= BROUGHT


@pytest.mark.parametrize("rule", sorted(DORMANT))
def test_a_rule_sleeps_only_as_long_as_its_room_is_missing(rule: str) -> None:
    room, sign = DORMANT[rule]
    assert rule in LAW.rules
    assert sign not in BROUGHT, f"{room} is there: let {rule} speak on its page, and take it off this list"


def test_every_rule_of_an_act_that_is_no_share_sleeps_or_has_its_act() -> None:
    for rule, text in LAW.rules.items():
        acts = set(text.applies) & set(EVENTS[1:])
        if acts == set(text.applies):
            assert rule in DORMANT or acts & BROUGHT
