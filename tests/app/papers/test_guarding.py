"""Can anything that may not leave be found anywhere in a copy?"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from app.papers.guarding import clues_of, given_away, printable
from app.papers.referral import referral
from models.base import canonical
from tests.app.papers.frozen import BORN, NAME, NHS, POLICE, a_copy, a_frozen, a_statement, an_item
from tests.app.papers.reading import everything_in, opened, tree_of

WITHHELD = a_statement(
    8,
    "address",
    {
        "lines": ["14 Quagmire Terrace", "Tidewell"],
        "postcode": "ZZ9 4QX",
        "uprn": "100099887766",
        "withheld": True,
    },
)
UPN = a_statement(9, "upn", {"value": "H801200001001", "check": "ok"})
SECRETS = ("Quagmire", "ZZ9", "4QX", "100099887766", "9991042202", "999 104 2202")


def all_of(frozen: dict[str, Any]) -> str:
    return _all_of(canonical(frozen))


@cache
def _all_of(text: str) -> str:
    frozen = json.loads(text)
    return everything_in(referral(frozen, a_copy(frozen)))


def read_out(frozen: dict[str, Any]) -> str:
    with opened(referral(frozen, a_copy(frozen))) as pdf:
        return tree_of(pdf).text()


@pytest.mark.parametrize("secret", SECRETS)
def test_a_withheld_address_and_its_clues_are_nowhere_in_the_file(secret: str) -> None:
    found = all_of(a_frozen(NAME, BORN, NHS, POLICE, WITHHELD))
    assert secret not in found
    assert secret.encode("utf-16-be").hex().upper() not in found


def test_a_secret_that_may_leave_is_found_by_the_same_search() -> None:
    open_address = {**WITHHELD, "value": {**WITHHELD["value"], "withheld": False}}
    found = all_of(a_frozen(NAME, BORN, NHS, POLICE, open_address))
    assert all(secret in found for secret in ("Quagmire", "ZZ9 4QX", "999 104 2202"))


@pytest.mark.parametrize(
    "text",
    [
        "He was asleep. She moved to 14 Quagmire Terrace in May. He is well.",
        "He was asleep. Neighbours in QUAGMIRE  TERRACE called. He is well.",
        "He was asleep. Letters go to zz94qx now. He is well.",
        "He was asleep. The home is UPRN 100099887766. He is well.",
    ],
)
def test_a_sentence_that_leads_to_a_withheld_address_is_taken_out_without_a_trace(text: str) -> None:
    read = read_out(a_frozen(NAME, WITHHELD, an_item(4, text=text)))
    assert "He was asleep. He is well." in read
    assert "withheld" not in read.lower()
    assert "left out" not in read.lower()


def test_the_same_address_from_another_agency_that_did_not_withhold_it_is_left_out_too() -> None:
    told = a_statement(
        5, "address", {"lines": ["Flat 2, 14 Quagmire Terrace"], "postcode": "ZZ94QX", "kind": "home"}
    )
    assert "Quagmire" not in all_of(a_frozen(NAME, told, WITHHELD))


@pytest.mark.parametrize("group", ["school", "gp", "phone", "school_history"])
def test_what_leads_to_a_withheld_address_is_left_out(group: str) -> None:
    clue = a_statement(5, group, {"name": "Zebrafinch", "value": "Zebrafinch"})
    assert "Zebrafinch" not in all_of(a_frozen(NAME, clue, WITHHELD))
    assert "Zebrafinch" in all_of(a_frozen(NAME, clue))


def test_the_store_can_name_a_child_as_hidden_where_the_decision_does_not_show_it() -> None:
    frozen = a_frozen(NAME, NHS)
    paper = referral(frozen, a_copy(frozen), frozenset({"P-A00731-K"}))
    assert "999 104 2202" not in everything_in(paper)


def test_a_upn_is_never_printed_as_item_or_in_a_text() -> None:
    text = "The pupil (UPN H801200001001) was away. UPN: H801200001001, twelve days."
    found = all_of(a_frozen(NAME, UPN, an_item(4, text=text)))
    assert "H801200001001" not in found
    assert "The pupil was away." in found


def test_a_statement_that_is_no_chosen_item_is_nowhere_in_the_file() -> None:
    frozen = a_frozen(NAME, POLICE)
    frozen["about"][0]["statements"].append(
        {"id": "x", "group": "warning", "value": {"text": "Xylophone secret"}, "source": "", "said_on": ""}
    )
    assert "Xylophone" not in all_of(frozen)


@pytest.mark.parametrize("word", ["HEALTH", "clinic", "Held back", "held back", "withheld"])
def test_a_copy_never_says_that_something_was_held_back(word: str) -> None:
    assert word not in read_out(a_frozen(NAME, BORN, NHS, POLICE, WITHHELD, UPN))


def test_what_was_left_out_leaves_no_gap_in_the_numbers() -> None:
    document = printable(a_frozen(NAME, UPN, WITHHELD, POLICE)).document
    assert [item["number"] for item in document["items"]] == [1, 2]


def test_the_officer_is_told_what_was_left_out_and_why_without_its_content() -> None:
    left = printable(a_frozen(NAME, NHS, UPN, WITHHELD, POLICE)).left_out
    assert {(one.what, one.why) for one in left} == {
        ("address", "it is withheld"),
        ("nhs_number", "it leads to a withheld address"),
        ("UPN", "it is a school's own key and stands on no paper"),
    }


def test_a_member_of_the_family_does_not_read_why_the_family_was_not_told() -> None:
    frozen = a_frozen()
    frozen["to"]["class"] = "FAMILY"
    assert "more risk" not in read_out(frozen)


def test_rules_and_reasons_of_the_officer_are_not_on_the_copy() -> None:
    rules = [
        {
            "id": "G01",
            "version": "1",
            "severity": "W",
            "outcome": "fired",
            "sentence": "Kumquat",
            "reason": "Kumquat",
        }
    ]
    assert "Kumquat" not in all_of(
        a_frozen(rules=rules, reason="Kumquat", held_back=[{"category": "Kumquat", "why": "Kumquat"}])
    )


def test_an_address_that_was_withheld_after_the_decision_is_noticed_in_what_would_print() -> None:
    clues = clues_of([{"lines": ["3 Heron Way", "Tidewell"], "postcode": "TW1 9ZZ"}])
    frozen = a_frozen(NAME, an_item(4, text="They live in Heron Way."))
    assert given_away(printable(frozen).document, clues)
    assert not given_away(printable(a_frozen()).document, clues)
