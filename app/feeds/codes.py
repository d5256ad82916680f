"""Which codes are in the national lists that files use, and what do they say in words?"""

from __future__ import annotations

import csv
import io
from functools import cache

from resources import FOLDER, text


@cache
def list_names() -> frozenset[str]:
    """Give the names of the code lists that come with the desk."""
    return frozenset(path.stem for path in (FOLDER / "codes").glob("*.csv"))


@cache
def code_words(name: str) -> dict[str, str]:
    """Give a list's codes with their words; where no words are known the text is empty."""
    rows = csv.DictReader(io.StringIO(text(f"codes/{name}.csv")))
    return {row["code"]: row["label"] for row in rows}


@cache
def own_codes(name: str) -> dict[str, str]:
    """Give a list's codes, each standing for itself: what a code is read against."""
    return {code: code for code in code_words(name)}


def said_as(name: str, code: str) -> str:
    """Say a code in words, or the code itself where no words are known."""
    return code_words(name).get(code) or code
