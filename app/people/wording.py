"""How is what was said of somebody put into words on the screen?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.dates import from_value
from app.identifiers import nhs_number_shown
from app.people.naming import as_said
from app.vocabulary import words

WITHHELD = "withheld"
_DATES = frozenset({"birth", "expected", "death"})
_LEFT_OUT = frozenset({"check", "temporary", "uprn", "withheld", "withheld_reason", "other"})


def in_words(group: str, value: Mapping[str, Any], as_given: str = "") -> str:
    """Put a statement into words; what could not be read is given as it came."""
    if group == "address" and value.get("withheld") and "lines" not in value:
        return WITHHELD
    if not value:
        return as_given
    if group == "name":
        return as_said(dict(value)) or as_given
    if group in _DATES:
        return from_value(value.get("date")).shown()
    if group == "address":
        return ", ".join([*value.get("lines", []), *([value["postcode"]] if value.get("postcode") else [])])
    if group == "nhs_number":
        return nhs_number_shown(str(value.get("value", "")))
    if group == "sex":
        return words("sex", value.get("code")) or str(value.get("text", ""))
    return str(value["text"]) if value.get("text") else _listed(value) or as_given


def _listed(value: Mapping[str, Any]) -> str:
    parts = []
    for key, one in value.items():
        if key in _LEFT_OUT or one is None or one == "":
            continue
        if isinstance(one, bool):
            parts.append(f"{key.replace('_', ' ')}: {'yes' if one else 'no'}")
        elif isinstance(one, Mapping):
            parts.append(f"{key} {from_value(dict(one)).shown()}")
        elif isinstance(one, list):
            parts.append(", ".join(str(each) for each in one))
        else:
            parts.append(str(one))
    return ", ".join(parts)
