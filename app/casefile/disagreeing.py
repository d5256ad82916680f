"""On what do the agencies disagree about one child?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.dates import ESTIMATED, PLACEHOLDER, UNREADABLE, GivenDate, from_value
from app.folding import fold
from app.identifiers import tidy
from app.people.standing import Said

#: The groups that are compared, in the order in which a case page names them.
COMPARED = (
    "name",
    "birth",
    "expected",
    "death",
    "sex",
    "nhs_number",
    "upn",
    "uln",
    "address",
    "school",
    "gp",
)
_SCHOOLS = {"sch": "school", "pri": "primary", "prim": "primary", "sec": "secondary", "acad": "academy"}
_SHORT = {
    "rd": "road",
    "st": "street",
    "ave": "avenue",
    "cl": "close",
    "ct": "court",
    "ln": "lane",
    "dr": "drive",
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One group on which not everybody says the same: every word on it, and whether somebody settled it.

    ``camps`` are the versions, the one that most agencies' records tell first.
    """

    group: str
    said: tuple[Said, ...]
    settled: bool
    camps: tuple[tuple[Said, ...], ...] = ()

    def apart(self) -> frozenset[UUID]:
        """Name the statements that differ from what most records say; all of them when no version has most."""
        sizes = [len({one.source.agency_person for one in camp}) for camp in self.camps]
        most = len(sizes) > 1 and sizes[0] > sizes[1]
        return frozenset(one.id for camp in self.camps[1 if most else 0 :] for one in camp)


def disagreements(
    said: Iterable[Said], settled: frozenset[str] = frozenset(), aliases: Iterable[str] = ()
) -> tuple[Disagreement, ...]:
    """Give the groups on which what stands in front differs between agencies' records.

    Spelling, case and marks are no difference; an unknown part of a date agrees with anything; what could not be read
    or stands for "unknown" says nothing. ``settled`` names the groups that an officer settled; ``aliases`` are other
    names of the child, which explain a name that one agency uses.
    """
    groups: dict[str, list[Said]] = {}
    for one in said:
        if one.usable and one.group in COMPARED and _says_something(one):
            groups.setdefault(one.group, []).append(one)
    explained = frozenset([word for alias in aliases for word in fold(alias).split()])
    found = []
    for group in COMPARED:
        theirs = groups.get(group, [])
        if len(theirs) < 2:
            continue
        camps = _camps(group, theirs, explained)
        if len(camps) > 1:
            found.append(Disagreement(group, tuple(theirs), group in settled, camps))
    return tuple(found)


def agree(group: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two values of a group can both be true as they stand."""
    return _RULES[group](one, other)


def _camps(group: str, said: list[Said], explained: frozenset[str]) -> tuple[tuple[Said, ...], ...]:
    """Put what is said into camps of what can all be true together, the largest first.

    Only names are tied together by one that agrees with both (Bell and Okonkwo by Okonkwo-Bell); of the rest any two that
    differ are two camps.
    """
    camps = _tied_together(said, explained) if group == "name" else _together(group, said)
    return tuple(
        tuple(camp)
        for camp in sorted(camps, key=lambda camp: -len({one.source.agency_person for one in camp}))
    )


def _together(group: str, said: list[Said]) -> list[list[Said]]:
    camps: list[list[Said]] = []
    for one in said:
        camp = next((c for c in camps if all(agree(group, one.value, other.value) for other in c)), None)
        if camp is None:
            camps.append([one])
        else:
            camp.append(one)
    return camps


def _tied_together(said: list[Said], explained: frozenset[str]) -> list[list[Said]]:
    camps: list[list[Said]] = []
    for said_here in said:
        value = said_here.value
        near = [
            camp
            for camp in camps
            if any(
                agree("name", value, other.value) or _explain(value, other.value, explained) for other in camp
            )
        ]
        camps = [camp for camp in camps if camp not in near]
        camps.append([*(one for camp in near for one in camp), said_here])
    return camps


def _explain(one: Mapping[str, Any], other: Mapping[str, Any], explained: frozenset[str]) -> bool:
    """Say whether aliases bridge two names: each word of one that the other lacks is known as another name."""
    words, others = _all_words(one), _all_words(other)
    return bool(explained) and ((words - others) <= explained or (others - words) <= explained)


def _all_words(value: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(fold(f"{value.get('given') or ''} {value.get('family') or ''}").split())


def _names_agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return _families_agree(one, other) and _given_agree(one, other)


def _families_agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, theirs = (
        frozenset(
            fold(
                " ".join(str(v.get(key) or "") for key in ("family", "former_family", "preferred_family"))
            ).split()
        )
        for v in (one, other)
    )
    joined = {fold(str(v.get("family") or "")).replace(" ", "") for v in (one, other)}
    return not mine or not theirs or bool(mine & theirs) or len(joined) == 1


def _given_agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, theirs = (
        frozenset(fold(" ".join(str(v.get(key) or "") for key in _GIVEN)).split()) for v in (one, other)
    )
    if not mine or not theirs or mine & theirs:
        return True
    first, second = (fold(str(v.get("given") or "")) for v in (one, other))
    return (
        first.replace(" ", "") == second.replace(" ", "")
        or (len(first) == 1 and second.startswith(first))
        or (len(second) == 1 and first.startswith(second))
    )


_GIVEN = ("given", "former_given", "preferred_given")


def _dates_agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, theirs = from_value(one.get("date")), from_value(other.get("date"))
    if ESTIMATED in (mine.precision, theirs.precision):
        return mine.year is None or theirs.year is None or abs(mine.year - theirs.year) <= 1
    pairs = ((mine.year, theirs.year), (mine.month, theirs.month), (mine.day, theirs.day))
    return all(a is None or b is None or a == b for a, b in pairs)


def _codes_agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one.get("code") == other.get("code"))


def _numbers_agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return tidy(str(one.get("value"))) == tidy(str(other.get("value")))


def _addresses_agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, theirs = _address(one), _address(other)
    numbers_agree = not mine[1] or not theirs[1] or bool(mine[1] & theirs[1])
    if mine[0] and theirs[0]:
        return mine[0] == theirs[0] and numbers_agree
    return numbers_agree and (mine[2] <= theirs[2] or theirs[2] <= mine[2])


def _address(value: Mapping[str, Any]) -> tuple[str, frozenset[str], frozenset[str]]:
    """Give the postcode, the house numbers and the other words of an address, short forms written out."""
    words = [_SHORT.get(word, word) for line in value.get("lines") or [] for word in fold(str(line)).split()]
    numbers = frozenset(word for word in words if re.fullmatch(r"[0-9]+[a-z]?", word))
    return fold(str(value.get("postcode") or "")).replace(" ", ""), numbers, frozenset(words) - numbers


def _places_agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one.get("code") and other.get("code"):
        return bool(one["code"] == other["code"])
    mine, theirs = (
        frozenset(_SCHOOLS.get(word, word) for word in fold(str(v.get("name") or "")).split())
        for v in (one, other)
    )
    return mine <= theirs or theirs <= mine


_RULES: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], bool]] = {
    "name": _names_agree,
    "birth": _dates_agree,
    "expected": _dates_agree,
    "death": _dates_agree,
    "sex": _codes_agree,
    "nhs_number": _numbers_agree,
    "upn": _numbers_agree,
    "uln": _numbers_agree,
    "address": _addresses_agree,
    "school": _places_agree,
    "gp": _places_agree,
}


def _says_something(one: Said) -> bool:
    value = one.value
    if one.group in ("birth", "expected", "death"):
        return _is_known(from_value(value.get("date")))
    if one.group == "sex":
        return value.get("code") in ("M", "F")
    if one.group in ("nhs_number", "upn", "uln"):
        return value.get("check") == "ok" and not value.get("temporary")
    if one.group == "address":
        return value.get("kind", "home") == "home" and bool(value.get("lines") or value.get("postcode"))
    return any(value.values())


def _is_known(date: GivenDate) -> bool:
    return date.year is not None and date.precision not in (PLACEHOLDER, UNREADABLE)
