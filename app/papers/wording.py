"""In which words does a frozen value stand on paper? Dates, times, numbers and the groups of a statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.clock import LONDON, LONG_MONTHS, moment
from app.dates import age_on, from_value
from app.identifiers import nhs_number_shown
from app.people.wording import safe_words
from app.vocabulary import words

NOT_RECORDED = "Not recorded"
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")


def day_said(text: Any) -> str:
    """Say a date on paper, ``12 March 2019``; a date with a time also the English time. What is no date stays as it is."""
    if isinstance(text, Mapping):
        return from_value(dict(text)).on_paper()
    given = str(text or "").strip()
    try:
        if _TIME.match(given):
            local = moment(given).astimezone(LONDON)
            return f"{_day(local.date())} {local:%H:%M}"
        found = _DAY.fullmatch(given)
        if found and found[3]:
            return _day(date.fromisoformat(given))
        if found and 1 <= int(found[2]) <= 12:
            return f"{LONG_MONTHS[int(found[2]) - 1]} {found[1]}"
    except ValueError:
        return given
    return given


def _day(day: date) -> str:
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def statement_said(group: str, value: Mapping[str, Any] | None, on: date) -> str:
    """Say what a statement of a group says, a line for each part that stands alone; ``on`` is the day for an age.

    A value whose parts are not known here is said part by part, so that nothing chosen is lost.
    """
    given = {key: part for key, part in (value or {}).items() if part not in (None, "", [], {})}
    if not given:
        return ""
    sayer = _SAYERS.get(group, _parts)
    return "\n".join(line for line in sayer(given, on).split("\n") if line.strip())


def name_said(value: Mapping[str, Any]) -> str:
    """Say a name as people do: title, given, middle, family."""
    return " ".join(_text(value.get(key)) for key in ("title", "given", "middle", "family") if value.get(key))


def also_known_said(value: Mapping[str, Any]) -> str:
    """Say by which other names a name statement knows the child."""
    pairs = (("preferred_given", "preferred_family"), ("former_given", "former_family"))
    said = [" ".join(_text(value[key]) for key in pair if value.get(key)) for pair in pairs]
    return "; ".join(part for part in said if part)


def _name(value: Mapping[str, Any], on: date) -> str:
    other = also_known_said(value)
    return name_said(value) + (f" (also known as {other})" if other else "")


def _born(value: Mapping[str, Any], on: date) -> str:
    given = value.get("date")
    if not isinstance(given, Mapping):
        return day_said(given)
    born = from_value(dict(given))
    said = born.on_paper()
    if born.exact is not None and born.exact <= on:
        said += f", aged {age_on(born.exact, on)}"
    return said


def _plain_date(value: Mapping[str, Any], on: date) -> str:
    return day_said(value.get("date"))


def _age(value: Mapping[str, Any], on: date) -> str:
    parts = [f"{value[key]} {key}" for key in ("years", "months") if key in value]
    return ", ".join(parts) or _text(value.get("text"))


def _coded(value: Mapping[str, Any], on: date) -> str:
    kind = f" ({_text(value['kind'])})" if value.get("kind") else ""
    return (_text(value.get("text")) or _text(value.get("code"))) + kind


def _sex(value: Mapping[str, Any], on: date) -> str:
    code = _text(value.get("code"))
    return words("sex", code).capitalize() if code in ("M", "F", "U") else _coded(value, on)


def _number(value: Mapping[str, Any], on: date) -> str:
    doubt = " (fails its check)" if value.get("check") == "bad" else ""
    return _text(value.get("value")) + doubt


def _nhs(value: Mapping[str, Any], on: date) -> str:
    return _number({**value, "value": nhs_number_shown(_text(value.get("value")))}, on)


def _address(value: Mapping[str, Any], on: date) -> str:
    lines = value.get("lines")
    parts = [_text(line) for line in lines] if isinstance(lines, list | tuple) else [_text(lines)]
    parts.append(_text(value.get("postcode")))
    kind = _text(value.get("kind"))
    said = ", ".join(part for part in (*parts, *safe_words(value)) if part)
    return said + (f" ({kind.replace('_', ' ')})" if said and kind and kind != "home" else "")


def _phone(value: Mapping[str, Any], on: date) -> str:
    kind = f" ({_text(value['kind'])})" if value.get("kind") else ""
    return ", ".join((_text(value.get("value")) + kind, *safe_words(value)))


def _warning(value: Mapping[str, Any], on: date) -> str:
    review = day_said(value.get("review")) if value.get("review") else ""
    said = _parts({key: part for key, part in value.items() if key != "review"}, on)
    return f"{said} (to be reviewed by {review})" if review else said


def _school(value: Mapping[str, Any], on: date) -> str:
    year = _text(value.get("year_group"))
    said = _text(value.get("name")) or _text(value.get("code"))
    return said + (f", year {year}" if year else "")


def _relation(value: Mapping[str, Any], on: date) -> str:
    said = relation_words(value)
    named = ": ".join(part for part in (said, _text(value.get("name"))) if part)
    holds = value.get("parental_responsibility")
    if not isinstance(holds, bool):
        return named
    return f"{named}; {'holds' if holds else 'does not hold'} parental responsibility"


def relation_words(value: Mapping[str, Any]) -> str:
    """Say what somebody is to the child: in the agency's words, else by the code."""
    return _text(value.get("text")) or words("relation", _text(value.get("relation") or value.get("code")))


def _parts(value: Mapping[str, Any], on: date) -> str:
    """Say every part of a value, named; a part called text or value needs no name."""
    said = []
    for key in sorted(value):
        part = _text(value[key])
        if part:
            said.append(part if key in ("text", "value") else f"{key.replace('_', ' ')}: {part}")
    return "; ".join(said)


def _text(value: Any) -> str:
    """Give one plain value as words; lists with commas, dates as dates."""
    if value is None:
        return ""
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return from_value(dict(value)).on_paper() if "precision" in value else _parts(value, date.min)
    if isinstance(value, list | tuple):
        return ", ".join(part for part in (_text(one) for one in value) if part)
    return str(value).strip()


_SAYERS: dict[str, Callable[[Mapping[str, Any], date], str]] = {
    "name": _name,
    "birth": _born,
    "expected": _plain_date,
    "death": _plain_date,
    "age": _age,
    "sex": _sex,
    "ethnicity": _coded,
    "language": _coded,
    "disability": _coded,
    "nhs_number": _nhs,
    "uln": _number,
    "address": _address,
    "phone": _phone,
    "email": _phone,
    "school": _school,
    "gp": _school,
    "relation": _relation,
    "warning": _warning,
}
