"""Which names are one name: spellings of a language, short forms, forms that change with sex. Pure; lists are data."""

from __future__ import annotations

import csv
import io
import re
from functools import cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from app.folding import fold
from resources import text

#: From the surest to the weakest way in which two forenames may agree.
SAME, SPELLING, SHORT, INITIAL, RELATED, CLOSE, DIFFERS = (
    "same",
    "spelling",
    "short",
    "initial",
    "related",
    "close",
    "differs",
)
_CLOSE_ENOUGH = 0.92
_FEMININE = (
    ("ska", "ski"),
    ("cka", "cki"),
    ("dzka", "dzki"),
    ("aya", "y"),
    ("ova", "ov"),
    ("eva", "ev"),
    ("ina", "in"),
)
_FEMININE_LITHUANIAN = (
    ("iene", "as"),
    ("aite", "as"),
    ("iene", "is"),
    ("yte", "is"),
    ("ute", "us"),
    ("a", "s"),
)


def joined(word: str) -> str:
    """Give a name without the blanks inside: ``abdul rahman`` and ``abdulrahman`` are one."""
    return fold(word).replace(" ", "")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(f"linking/{name}"))))


@cache
def _groups() -> dict[str, dict[str, dict[str, frozenset[str]]]]:
    """Give, by kind (given, family) and folded spelling, the groups in which it is a variant, a relative, or doubtful."""
    found: dict[str, dict[str, dict[str, set[str]]]] = {"given": {}, "family": {}}
    for row in _rows("spelling.csv"):
        sure = "variant" if row["use"] == "agree" else "related"
        for part, how in (("variants", sure), ("related", "related")):
            for name in filter(None, row[part].split(";")):
                found[row["kind"]].setdefault(joined(name), {}).setdefault(how, set()).add(row["group"])
    return {
        kind: {name: {how: frozenset(groups) for how, groups in ways.items()} for name, ways in names.items()}
        for kind, names in found.items()
    }


@cache
def _stands_for() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _rows("short_forms.csv"):
        found.setdefault(joined(row["short"]), set()).add(joined(row["may_stand_for"]))
    return {short: frozenset(names) for short, names in found.items()}


_SOUNDS = (
    *(
        ("sch", "s"),
        ("sh", "s"),
        ("ch", "k"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("ck", "k"),
        ("th", "t"),
    ),
    *(
        ("ij", "i"),
        ("ye", "e"),
        ("ya", "ia"),
        ("yu", "iu"),
        ("c", "k"),
        ("q", "k"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
    ),
    *(("z", "s"), ("x", "ks"), ("oo", "u"), ("ee", "i"), ("ah", "a")),
)


@cache
def sound(name: str) -> str:
    """Write a name roughly as it sounds: one spelling for what transliterations spell in several ways."""
    for letters, said in _SOUNDS:
        name = name.replace(letters, said)
    return re.sub(r"(.)\1+", r"\1", name)


@cache
def _groups_by_sound() -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, set[str]]] = {"given": {}, "family": {}}
    for kind, names in _groups().items():
        for name, ways in names.items():
            found[kind].setdefault(sound(name), set()).update(ways.get("variant", ()))
    return {kind: {s: frozenset(g) for s, g in sounds.items()} for kind, sounds in found.items()}


@cache
def _group_sets(name: str, kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the groups in which a name is a sure variant, and those to which it may belong."""
    ways = _groups()[kind].get(name, {})
    sure = ways.get("variant", frozenset())
    return sure, sure | ways.get("related", frozenset()) | _groups_by_sound()[kind].get(
        sound(name), frozenset()
    )


def is_spelling(one: str, other: str, kind: str = "given") -> bool:
    """Say whether two names are spellings of one: a group of the list holds both as variants."""
    if one == other:
        return True
    return bool(_group_sets(one, kind)[0] & _group_sets(other, kind)[0])


def is_short_for(one: str, other: str) -> bool:
    """Say whether one of two forenames is a usual short form of the other, or of a spelling of it."""
    return _short(one, other) or _short(other, one)


def _short(short: str, name: str) -> bool:
    longer = _stands_for().get(short, frozenset())
    if name in longer:
        return True
    groups = _group_sets(name, "given")[0]
    return bool(groups) and any(_group_sets(each, "given")[0] & groups for each in longer)


def _both_stand_for_one(one: str, other: str) -> bool:
    shorts = _stands_for()
    return bool(shorts.get(one, frozenset()) & shorts.get(other, frozenset()))


@cache
def compare_words(one: str, other: str) -> str:
    """Say how two forenames (folded, without blanks) agree, as one of the words at the head of this module."""
    if one == other:
        return SAME
    if is_spelling(one, other):
        return SPELLING
    if is_short_for(one, other):
        return SHORT
    if (len(one) == 1 or len(other) == 1) and one[:1] == other[:1]:
        return INITIAL
    ours, theirs = _group_sets(one, "given"), _group_sets(other, "given")
    if close(one, other):
        return CLOSE
    if ours[1] & theirs[1] or _both_stand_for_one(one, other) or sound(one) == sound(other):
        return RELATED
    short, long = sorted((one, other), key=len)
    if (len(short) >= 3 and long.startswith(short)) or (len(short) >= 5 and long.endswith(short)):
        return RELATED
    return DIFFERS


def close(one: str, other: str) -> bool:
    """Say whether two names are nearly the same letters: a slip of the hand, or two names one letter apart."""
    if min(len(one), len(other)) < 3:
        return False
    return (
        JaroWinkler.similarity(one, other) >= _CLOSE_ENOUGH
        or Levenshtein.distance(one, other, score_cutoff=1) <= 1
    )


def is_surname_of_other_sex(one: str, other: str) -> bool:
    """Say whether two family names differ only by the ending that changes with sex or marriage."""
    for endings in (_FEMININE, _FEMININE_LITHUANIAN):
        for woman, man in endings:
            for a, b in ((one, other), (other, one)):
                stem = a[: -len(woman)]
                if len(stem) >= 4 and a == stem + woman and b == stem + man:
                    return True
    return False
