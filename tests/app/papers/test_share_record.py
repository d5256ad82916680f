"""Does the record of a decision say what was weighed and why, and not a word of what the items hold?"""

from __future__ import annotations

from typing import Any

import pytest

from app.papers.share_record import share_record
from tests.app.papers.frozen import a_copy, a_frozen
from tests.app.papers.reading import everything_in, opened, tree_of
from tests.app.papers.test_guarding import WITHHELD

RULES = [
    {
        "id": "S03",
        "version": "1",
        "severity": "W",
        "outcome": "fired",
        "sentence": "Say why.",
        "reason": "It would harm her.",
    },
    {
        "id": "G01",
        "version": "1",
        "severity": "B",
        "outcome": "passed",
        "sentence": "Name a power.",
        "reason": "",
    },
]


def record_of(**changes: Any) -> bytes:
    frozen = a_frozen(
        **{"decision": "DO_NOT_SHARE", "reason": "The school knows it all.", "rules": RULES, **changes}
    )
    return share_record(frozen, a_copy(frozen))


def read_out(paper: bytes) -> str:
    with opened(paper) as pdf:
        return tree_of(pdf).text()


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("SHARE", "Decided to share."),
        ("DO_NOT_SHARE", "Decided not to share."),
        ("DEFER", "Put off: to be decided later."),
    ],
)
def test_the_record_says_what_was_decided(decision: str, said: str) -> None:
    assert said in read_out(record_of(decision=decision))


@pytest.mark.parametrize(
    "said",
    [
        "The school knows it all.",
        "Priya Nair, MASH social worker",
        "a clinic letter is not needed",
        "S03 (Warns) Say why. It would harm her.",
        "Children Act 2004 s16LA",
        "P-A00731-K",
    ],
)
def test_the_record_says_why_and_under_which_law(said: str) -> None:
    assert said in " ".join(read_out(record_of()).split())


@pytest.mark.parametrize(
    "secret", ["Zoë", "Okonkwo", "argument", "collect her", "999 104 2202", "Name a power"]
)
def test_the_record_holds_nothing_of_what_the_items_say(secret: str) -> None:
    assert secret not in everything_in(record_of())


def test_a_reason_that_leads_to_a_withheld_address_is_taken_out_of_the_record_too() -> None:
    frozen = a_frozen(WITHHELD, decision="DEFER", reason="Ask first. She is at 14 Quagmire Terrace. Wait.")
    paper = share_record(frozen, a_copy(frozen))
    assert "Quagmire" not in everything_in(paper)
    assert "Ask first. Wait." in read_out(paper)


def test_the_same_decision_and_copy_give_the_same_record() -> None:
    assert record_of() == record_of()


def test_a_short_record_is_one_page() -> None:
    with opened(record_of()) as pdf:
        assert len(pdf.pages) == 1
