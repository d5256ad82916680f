"""By which words is a person found, and under which keys are two records compared? Pure; made again at any time.

Only usable statements make match keys; words are made of everything that was said. ``models.feeds.derived`` says what the
kinds mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.dates import from_value
from app.folding import fold

GROUPS = (
    "name",
    "alias",
    "birth",
    "expected",
    "nhs_number",
    "upn",
    "former_upn",
    "uln",
    "address",
    "relation",
)
_WORD_OF = {"nhs_number": "nhs_number", "upn": "upn", "former_upn": "upn", "uln": "uln"}
_KEY_OF = {"nhs_number": "nhs", "upn": "upn", "former_upn": "former_upn", "uln": "uln"}


@dataclass(frozen=True, slots=True)
class SaidValue:
    """One statement as far as words and keys need it."""

    group: str
    value: Mapping[str, Any]
    usable: bool


def search_words(
    reference: str, made_by_us: bool, said: Iterable[SaidValue], relatives: Iterable[Mapping[str, Any]]
) -> list[tuple[str, str, str]]:
    """Give the search words of a person: kind, folded, shown. ``relatives`` are the names of who is told beside a child."""
    found: dict[tuple[str, str], str] = {}

    def add(kind: str, text: str) -> None:
        folded = fold(text)
        if folded:
            found.setdefault((kind, folded), text)

    if not made_by_us:
        add("reference", reference)
    for one in said:
        value = one.value
        if one.group == "name":
            _name_words(value, add)
        elif one.group == "alias":
            add("alias", str(value.get("text", "")))
        elif one.group in _WORD_OF and value.get("value"):
            add(_WORD_OF[one.group], str(value["value"]))
        elif one.group == "address" and value.get("postcode"):
            add("postcode", str(value["postcode"]))
            add("postcode", str(value["postcode"]).replace(" ", ""))
    for name in relatives:
        add("carer", _joined(name, "given", "middle", "family"))
    return [(kind, folded, shown) for (kind, folded), shown in found.items()]


def _joined(value: Mapping[str, Any], *parts: str) -> str:
    return " ".join(str(value[part]) for part in parts if value.get(part))


def _name_words(value: Mapping[str, Any], add: Any) -> None:
    add("name", _joined(value, "given", "middle", "family"))
    if value.get("preferred_given") or value.get("preferred_family"):
        given = value.get("preferred_given") or value.get("given") or ""
        family = value.get("preferred_family") or value.get("family") or ""
        add("alias", f"{given} {family}".strip())
    if value.get("former_family") or value.get("former_given"):
        given = value.get("former_given") or value.get("given") or ""
        add("former_name", f"{given} {value.get('former_family') or value.get('family') or ''}".strip())


def match_keys(said: Iterable[SaidValue], mothers: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Give the keys of a person: kind and value. ``mothers`` are the names of those told as mother."""
    surnames: dict[str, None] = {}
    forenames: dict[str, None] = {}
    births: dict[str, None] = {}
    postcodes: dict[str, None] = {}
    expected: list[tuple[int, int]] = []
    keys: dict[tuple[str, str], None] = {}
    for one in said:
        if not one.usable:
            continue
        value = one.value
        if one.group == "name":
            _note_names(value, surnames, forenames)
        elif one.group == "birth":
            births.update(dict.fromkeys(_birth_texts(value)))
        elif one.group == "expected":
            expected += _month(value)
        elif one.group in _KEY_OF and value.get("check", "ok") == "ok":
            keys[(_KEY_OF[one.group], str(value["value"]))] = None
        elif one.group == "address" and value.get("postcode"):
            postcode = fold(str(value["postcode"])).replace(" ", "")
            postcodes[postcode] = None
            if numbers := _house_numbers(value):
                keys[("house_postcode", f"{numbers}|{postcode}")] = None
    first = next(iter(forenames), "")
    last = next(iter(surnames), "")
    for birth in births:
        keys.update(dict.fromkeys(("surname_birth", f"{name}|{birth}") for name in surnames))
        keys.update(dict.fromkeys(("forename_birth", f"{name}|{birth}") for name in forenames))
    for postcode in postcodes:
        # Names come in either order from some agencies: the first of each stands under the other kind as well.
        over = dict.fromkeys([*surnames, first])
        under = dict.fromkeys([*forenames, last])
        keys.update(dict.fromkeys(("surname_postcode", f"{name}|{postcode}") for name in over if name))
        keys.update(dict.fromkeys(("forename_postcode", f"{name}|{postcode}") for name in under if name))
        keys.update(dict.fromkeys(("birth_postcode", f"{birth}|{postcode}") for birth in births))
    keys.update(dict.fromkeys(_mother_keys(mothers, expected, births)))
    return list(keys)


def _house_numbers(value: Mapping[str, Any]) -> str:
    """Give the numbers of flat and house: a household under any spelling of its street and of its names."""
    words = fold(" ".join(str(line) for line in value.get("lines") or ())).split()
    return "-".join(word for word in words if word[0].isdigit())


def _note_names(value: Mapping[str, Any], surnames: dict[str, None], forenames: dict[str, None]) -> None:
    for part in ("family", "preferred_family", "former_family"):
        if text := fold(str(value.get(part) or "")).replace(" ", ""):
            surnames[text] = None
    for part in ("given", "preferred_given"):
        if words := fold(str(value.get(part) or "")).split():
            forenames[words[0]] = None


def _birth_texts(value: Mapping[str, Any]) -> list[str]:
    exact = from_value(value.get("date")).exact
    if exact is None:
        return []
    texts = [exact.isoformat()]
    if exact.day <= 12 and exact.day != exact.month:
        texts.append(f"{exact.year:04d}-{exact.day:02d}-{exact.month:02d}")
    return texts


def _month(value: Mapping[str, Any]) -> list[tuple[int, int]]:
    date = from_value(value.get("date"))
    return [(date.year, date.month)] if date.year is not None and date.month is not None else []


def _mother_keys(
    mothers: Iterable[Mapping[str, Any]], expected: list[tuple[int, int]], births: Iterable[str]
) -> Iterable[tuple[str, str]]:
    """Put an unborn child beside the months in which it may be born, and a born one beside its own."""
    months = {birth[:7] for birth in births}
    for year, month in expected:
        for offset in (-3, -2, -1, 0, 1):
            count = year * 12 + month - 1 + offset
            months.add(f"{count // 12:04d}-{count % 12 + 1:02d}")
    for mother in mothers:
        name = fold(_joined(mother, "given", "family")).replace(" ", "")
        if name:
            yield from (("mother_expected", f"{name}|{month}") for month in sorted(months))
