"""Is what an agency said put into words that an officer and a recipient can read?"""

from __future__ import annotations

from typing import Any

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.wording import CATEGORY_OF_GROUP, CATEGORY_OF_RECORD, in_words, proposed_category


@pytest.mark.parametrize(
    ("group", "value", "said"),
    [
        ("name", {"given": "Zoë", "middle": "Ada", "family": "Okonkwo"}, "Zoë Ada Okonkwo"),
        ("name", {"given": "Zoë", "family": "Okonkwo", "preferred_given": "Zo"}, "Zoë Okonkwo, known as Zo"),
        ("birth", {"date": {"year": 2019, "month": 3, "day": 12, "precision": "exact"}}, "12 March 2019"),
        ("birth", {"date": {"year": 2019, "precision": "year"}}, "2019"),
        (
            "address",
            {"lines": ["3 Elm Row", "Tidewell"], "postcode": "QQ1 7ZZ"},
            "3 Elm Row, Tidewell, QQ1 7ZZ",
        ),
        (
            "relation",
            {"text": "mother", "parental_responsibility": True},
            "mother, with parental responsibility",
        ),
        (
            "relation",
            {"text": "aunt", "parental_responsibility": False},
            "aunt, without parental responsibility",
        ),
        ("relation", {"text": "aunt"}, "aunt"),
        ("warning", {"text": "Dog in the garden."}, "Dog in the garden."),
        ("nhs_number", {"value": "9991042202", "check": "ok"}, "9991042202"),
        ("phone", {"value": "07700 900123", "kind": "mobile"}, "mobile, 07700 900123"),
        ("looked_after", {"in_care": True, "authority": "Southmere"}, "Southmere, in care: yes"),
        ("sen", {"provision": "E", "types": ["ASD", "SLCN"]}, "E, ASD, SLCN"),
    ],
)
def test_a_value_is_said_in_words(group: str, value: dict[str, Any], said: str) -> None:
    assert in_words(group, value) == said


def test_a_date_inside_a_value_is_said_too() -> None:
    entry = {"year": 2024, "month": 9, "day": 2, "precision": "exact"}
    assert (
        in_words("school_history", {"name": "Quay Lane", "entry": entry})
        == "entry: 2 September 2024, Quay Lane"
    )


def test_every_proposed_category_is_one_of_the_catalogue() -> None:
    proposed = {*CATEGORY_OF_GROUP.values(), *CATEGORY_OF_RECORD.values()}
    assert proposed <= set(shipped_catalogue().categories)


def test_a_kind_without_a_category_of_its_own_is_proposed_as_safeguarding() -> None:
    assert proposed_category("record", "note of a visit") == "SAFEGUARDING"
    assert proposed_category("statement", "something new") == "SAFEGUARDING"
    assert proposed_category("record", "police_notice") == "OFFENCE"
