"""How is what was said of somebody put into words on the screen?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.dates import from_day, from_value
from app.identifiers import nhs_number_shown
from app.people.contacts import SAFE
from app.people.families import relation_words
from app.people.naming import as_said
from app.vocabulary import words

WITHHELD = "withheld"
_SCHOOLING = frozenset({"school", "school_history"})
_DATES = frozenset({"birth", "expected", "death"})
_SAFE_WORDS = {name: said[:1].lower() + said[1:] for asked in SAFE.values() for name, said in asked}
_LEFT_OUT = frozenset({"check", "temporary", "uprn", "withheld", "withheld_reason", "other"})


def in_words(group: str, value: Mapping[str, Any], as_given: str = "") -> str:
    """Put a statement into words; what could not be read is given as it came."""
    if group == "address" and value.get("withheld") and "lines" not in value:
        return WITHHELD
    if not value:
        return as_given
    if value.get("ended"):
        return f"no longer: {value['ended']}"
    if group == "name":
        return as_said(dict(value)) or as_given
    if group in _DATES:
        return from_value(value.get("date")).shown()
    if group == "address":
        postcode = [value["postcode"]] if value.get("postcode") else []
        return ", ".join([*value.get("lines", []), *postcode, *safe_words(value)])
    if group in ("phone", "email"):
        said = (str(value.get(key) or "") for key in ("value", "kind"))
        return ", ".join([*(part for part in said if part), *safe_words(value)]) or as_given
    if group == "relation":
        return _relation(value) or as_given
    if group == "warning" and value.get("review"):
        return f"{value.get('text') or as_given} (to be reviewed by {_day_said(value['review'])})"
    if group == "nhs_number":
        return nhs_number_shown(str(value.get("value", "")))
    if group in _SCHOOLING:
        return _school(value)
    if group == "gp":
        return str(value.get("name") or value.get("code") or as_given)
    if group == "sex":
        return words("sex", value.get("code")) or str(value.get("text", ""))
    return str(value["text"]) if value.get("text") else _listed(value) or as_given


def safe_words(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Say what is safe when somebody is reached this way: ``safe to call: no``; what nobody knows is left out."""
    return tuple(
        f"{said}: {'yes' if value[name] else 'no'}"
        for name, said in _SAFE_WORDS.items()
        if isinstance(value.get(name), bool)
    )


def _relation(value: Mapping[str, Any]) -> str:
    said = [relation_words(value)]
    for key, name in (("parental_responsibility", "parental responsibility"), ("lives_with", "lives with")):
        if isinstance(value.get(key), bool):
            said.append(f"{name}: {'yes' if value[key] else 'no'}")
    return ", ".join(part for part in said if part)


def _school(value: Mapping[str, Any]) -> str:
    year = str(value.get("year_group", ""))
    year = "Reception" if year.upper() == "R" else f"year {year}" if year.isdigit() else year
    days = [
        f"{word} {_day_said(value[key])}"
        for key, word in (("entry", "from"), ("leaving", "to"))
        if value.get(key)
    ]
    name = str(value.get("name") or value.get("code") or "")
    return ", ".join(part for part in (name, year, " ".join(days)) if part)


def _day_said(value: Any) -> str:
    if isinstance(value, Mapping):
        return from_value(dict(value)).shown()
    try:
        return from_day(date.fromisoformat(str(value))).shown()
    except ValueError:
        return str(value)


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
