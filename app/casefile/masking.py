"""What of a withheld address stands in which words, and how is it kept out of them?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.people.standing import Said

#: What stands where a clue to a withheld address was.
HIDDEN = "[address withheld]"
_STREET_ENDS = {
    "road": "rd",
    "street": "st",
    "avenue": "ave",
    "close": "cl",
    "court": "ct",
    "lane": "ln",
    "drive": "dr",
    "gardens": "gdns",
    "place": "pl",
    "terrace": "ter",
    "square": "sq",
    "crescent": "cres",
}
_WHOLE = {short: long for long, short in _STREET_ENDS.items()}
_BEFORE_STREET = re.compile(
    r"(flat|apartment|apt|unit|room|house|no|number|[0-9]+[a-z]?|[a-z])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clues:
    """What must not be read: a pattern over texts, empty when nothing is withheld."""

    pattern: re.Pattern[str] | None = None

    def stands_in(self, text: str) -> bool:
        """Say whether a text holds a clue."""
        return self.pattern is not None and self.pattern.search(text) is not None

    def taken_out(self, text: str) -> str:
        """Give a text with every clue replaced."""
        return text if self.pattern is None else self.pattern.sub(HIDDEN, text)

    def taken_out_of(self, value: Any) -> Any:
        """Give a JSON value with the clues taken out of every text in it."""
        if isinstance(value, str):
            return self.taken_out(value)
        if isinstance(value, Mapping):
            return {key: self.taken_out_of(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.taken_out_of(one) for one in value]
        return value


def is_withheld(said: Iterable[Said]) -> bool:
    """Say whether any agency or officer ever marked an address of this child as withheld.

    A newer file without the mark does not lift it: the most cautious word stands.
    """
    return any(one.group == "address" and one.value.get("withheld") for one in said)


def is_masked(one: Said) -> bool:
    """Say whether this is what ``masked`` puts in the place of an address."""
    return one.group == "address" and set(one.value) == {"withheld", "reason"}


def clues_in(said: Iterable[Said]) -> Clues:
    """Make the clues of a child's addresses that are kept back: postcodes, first lines, lines with a number, streets.

    A postcode is known with or without its blank, a line whatever stands between its words, short forms of street
    names too.
    """
    ways: dict[str, None] = {}
    for one in said:
        if not _is_kept_back(one):
            continue
        for way in _ways(one.value):
            ways[way] = None
        if one.as_given:
            ways[_loosely(re.findall(r"\w+", one.as_given))] = None
    patterns = sorted((way for way in ways if way), key=len, reverse=True)
    return Clues(re.compile("|".join(patterns), re.IGNORECASE)) if patterns else Clues()


def masked(said: Iterable[Said], clues: Clues, reason: str) -> tuple[Said, ...]:
    """Give what was said with every address that is kept back replaced, and the clues taken out of the rest."""
    return tuple(_masked(one, clues, reason) for one in said)


def _masked(one: Said, clues: Clues, reason: str) -> Said:
    value = one.value
    if _is_kept_back(one) or (one.group == "address" and clues.taken_out_of(value) != value):
        why = clues.taken_out(str(value.get("withheld_reason") or reason))
        return replace(one, value={"withheld": True, "reason": why}, as_given="")
    return replace(one, value=clues.taken_out_of(value), as_given=clues.taken_out(one.as_given))


def _is_kept_back(one: Said) -> bool:
    return one.group == "address" and (
        one.value.get("kind", "home") != "previous" or bool(one.value.get("withheld"))
    )


def _ways(value: Mapping[str, Any]) -> Iterable[str]:
    postcode = re.sub(r"[^A-Za-z0-9]", "", str(value.get("postcode") or ""))
    if len(postcode) > 3:
        yield rf"\b{postcode[:-3]}[\s-]*{postcode[-3:]}\b"
    for place, line in enumerate(value.get("lines") or []):
        found = re.findall(r"\w+", str(line))
        if found and (place == 0 or any(part.isdigit() for part in found)):
            yield _loosely(found)
            yield _loosely(_street(found))


def _street(parts: list[str]) -> list[str]:
    """Take flat and house numbers off the beginning of a line; a street of one word is no clue by itself."""
    while parts and _BEFORE_STREET.fullmatch(parts[0]):
        parts = parts[1:]
    return parts if len(parts) > 1 else []


def _loosely(parts: list[str]) -> str:
    if not parts or (len(parts) == 1 and len(parts[0]) < 5):
        return ""
    return r"\b" + r"[\W_]+".join(_either(part) for part in parts) + r"\b"


def _either(part: str) -> str:
    low = part.lower()
    other = _STREET_ENDS.get(low) or _WHOLE.get(low)
    return f"(?:{re.escape(part)}|{other})" if other else re.escape(part)
