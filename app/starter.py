"""What a new store knows before anybody has typed a word: the organisations every council works with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from app.errors import RefusedInput
from models.base import new_key
from resources import text

COLUMNS = (
    "code",
    "name",
    "class",
    "body",
    "parent",
    "tells_people_apart",
    "s16LA_listed",
    "commissioned",
    "competent_authority",
    "registered_landlord",
)
_YES, _NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0", ""}


def organisations() -> list[dict[str, Any]]:
    """Give the rows of the starter set, parents before children, each with its key."""
    return list(read_organisations(text("directory/starter.csv")))


def read_organisations(content: str) -> Iterator[dict[str, Any]]:
    """Read organisations from CSV text (columns of formats, ``organisations import``), parents first in the file.

    ``parent`` is a code of an earlier row; an empty ``s16LA_listed`` means that it follows from the body. Refused, with
    the line, when a column is missing, a yes or no is neither, or a parent is not known.
    """
    rows = csv.DictReader(io.StringIO(content))
    missing = [name for name in COLUMNS[:4] if name not in (rows.fieldnames or ())]
    if missing:
        raise RefusedInput(f"The columns {', '.join(missing)} are missing.", kept="Nothing was brought in.")
    keys: dict[str, Any] = {}
    for line, row in enumerate(rows, start=2):
        code = (row["code"] or "").strip().upper()
        if not code or not (row["name"] or "").strip():
            raise RefusedInput(f"Line {line} has no code or no name.", kept="Nothing was brought in.")
        parent = (row.get("parent") or "").strip().upper()
        keys[code] = new_key()
        yield {
            "id": keys[code],
            "code": code,
            "name": row["name"].strip(),
            "class_": (row["class"] or "").strip().upper(),
            "body": (row["body"] or "").strip().upper(),
            "parent_id": _parent(parent, keys, line),
            "s16la_listed": _yes_or_no(row.get("s16LA_listed"), line, empty=None),
            **{name: bool(_yes_or_no(row.get(name), line, empty=False)) for name in _FLAGS},
        }


_FLAGS = ("tells_people_apart", "commissioned", "competent_authority", "registered_landlord")


def _parent(code: str, keys: dict[str, Any], line: int) -> Any:
    if not code:
        return None
    if code not in keys:
        raise RefusedInput(
            f"Line {line} names a parent that no earlier line has.",
            kept="Nothing was brought in.",
            next_step="Put the parent's line before it.",
        )
    return keys[code]


def _yes_or_no(value: str | None, line: int, *, empty: bool | None) -> bool | None:
    word = (value or "").strip().lower()
    if not word:
        return empty
    if word in _YES | _NO:
        return word in _YES
    raise RefusedInput(
        f"Line {line} has neither yes nor no where one is expected.", kept="Nothing was brought in."
    )
