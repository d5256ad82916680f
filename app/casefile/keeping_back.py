"""Which of the words that fit a search would tell who lives where an address is withheld?"""

from __future__ import annotations

from typing import Any

from app.folding import fold
from models import casefile_search as search
from models.casefile_rows import Word


def without_withheld(cursor: Any, words: list[Word]) -> list[Word]:
    """Leave out every postcode of a child whose address is withheld, and that address's own postcode for everybody.

    Else the family's other records, which no agency marked and nobody linked yet, would be found by it.
    """
    fitting = {word[0] for word in words if word[2] == "postcode"}
    if not fitting:
        return words
    there = search.living_at(cursor, sorted({_plain(word[4]) for word in words if word[2] == "postcode"}))
    kept_back = search.kept_back(cursor, fitting | {one for one, _ in there})
    if not kept_back:
        return words
    withheld = {
        _plain(fold(str(value.get("postcode") or "")))
        for value in search.addresses(cursor, kept_back)
        if value.get("kind", "home") != "previous" or value.get("withheld")
    }
    return [
        word
        for word in words
        if word[2] != "postcode" or (word[0] not in kept_back and _plain(word[4]) not in withheld)
    ]


def _plain(folded: str) -> str:
    return folded.replace(" ", "")
