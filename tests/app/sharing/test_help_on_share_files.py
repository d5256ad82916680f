"""The help page on share files names every key that a share file may hold, since a refusal sends people there."""

from __future__ import annotations

import dataclasses
import re

import pytest

import resources
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
