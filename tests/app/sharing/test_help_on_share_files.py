"""The help page on share files names every key that a share file may hold, since a refusal sends people there."""

from __future__ import annotations

import dataclasses
import re
import tomllib

import pytest

import resources
from app.sharing.catalogue import shipped_catalogue
from app.sharing.share_draft import ItemDraft, RequestDraft, ShareDraft
from app.sharing.share_file import CHANNELS, DECISIONS, OTHER_FACTS, TAGS, draft_values

PAGE = resources.text("help/share-files.md")


def _keys() -> set[str]:
    full = draft_values(
        ShareDraft(
            decision="SHARE", about=("P-A00001-K",), review_at=None, request=RequestDraft(asked_by="x"),
            apd="x", told=True, proportionality="x", reason="x", gateways=("x",), art6=("x",), packages=("x",),
            facts=(("x", "y"),), reasons=(("x", "y"),), organisation="x",
            person="x", channel="x", purpose_code="x", purpose="x",
        )
    )  # fmt: skip
    items = {field.name for field in dataclasses.fields(ItemDraft)}
    return set(full) - {"item"} | items | {"review_at", "held_back", "emergency"}


@pytest.mark.parametrize("key", sorted({*_keys(), *OTHER_FACTS, *CHANNELS, *DECISIONS, *TAGS}))
def test_the_page_names(key: str) -> None:
    assert re.search(rf"(?<!\w){re.escape(key)}(?!\w)", PAGE), f"{key} is not on the page"


ANSWERS: dict[str, str] = tomllib.loads(resources.text("law/share_file_keys.toml"))["keys"]


def test_every_rule_says_which_key_of_a_share_file_answers_it() -> None:
    assert set(ANSWERS) == set(shipped_catalogue().rules)


@pytest.mark.parametrize("rule", sorted(ANSWERS))
def test_the_key_that_answers_a_rule_is_on_the_page(rule: str) -> None:
    for key in ANSWERS[rule].split(", "):
        last = key.rsplit(".", 1)[-1]
        assert re.search(rf"(?<!\w){re.escape(last)}(?!\w)", PAGE), f"{key} is not on the page"
