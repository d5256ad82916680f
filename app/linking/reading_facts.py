"""What do an agency's statements come to, for comparing? Pure: statements in, facts out; unusable ones are passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from app.dates import GivenDate, from_value
from app.folding import fold
from app.linking.match_facts import (
    FORMER,
    KNOWN_AS,
    LEGAL,
    Home,
    MatchFacts,
    NameForm,
    Relative,
    SaidBy,
    home,
    name_form,
)

#: Groups of statements from which facts are read; the rest need not be loaded for matching.
GROUPS = (
    *(
        "name",
        "alias",
        "birth",
        "expected",
        "death",
        "age",
        "sex",
        "gender",
        "nhs_number",
        "upn",
        "former_upn",
    ),
    *("uln", "address", "phone", "school", "warning", "relation"),
)
_DO_NOT_LINK = re.compile(r"\b(do not link|adopted)\b")
_SEXES = {"m": "M", "male": "M", "boy": "M", "f": "F", "female": "F", "girl": "F"}


class Said(Protocol):
    """A statement, as a feed read it or as the store keeps it."""

    @property
    def group(self) -> str:
        """The field group."""

    @property
    def value(self) -> Any:
        """The value of the group."""

    @property
    def usable(self) -> bool:
        """Whether it could be read."""

    @property
    def said_on(self) -> str | None:
        """The day it speaks of, as ISO text."""


@dataclass
class _Gathered:
    heard: date
    names: list[NameForm] = field(default_factory=list)
    births: list[GivenDate] = field(default_factory=list)
    expected: list[GivenDate] = field(default_factory=list)
    born_years: list[tuple[int, int]] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    sexes: set[str] = field(default_factory=set)
    nhs: set[str] = field(default_factory=set)
    upns: set[str] = field(default_factory=set)
    temporary_upns: set[str] = field(default_factory=set)
    former_upns: set[str] = field(default_factory=set)
    ulns: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    schools: set[str] = field(default_factory=set)
    died: bool = False
    do_not_link: bool = False


def facts_of(
    key: str,
    said_by: SaidBy,
    statements: Iterable[Said],
    *,
    is_child: bool,
    heard: date,
    relatives: Sequence[Relative] = (),
    firewalled: bool = False,
) -> MatchFacts:
    """Read the facts of one agency's person from its statements, the oldest first.

    ``heard`` is the day from which an age is counted where the statement names none.
    """
    got = _Gathered(heard)
    for said in statements:
        reader = _READERS.get(said.group)
        if reader is not None and (said.usable or said.group in ("death", "warning")):
            reader(got, said)
    return MatchFacts(
        key=key,
        said_by=(said_by,),
        is_child=is_child,
        names=tuple(dict.fromkeys(got.names)),
        births=tuple(dict.fromkeys(got.births)),
        expected=tuple(dict.fromkeys(got.expected)),
        born_years=tuple(dict.fromkeys(got.born_years)),
        died=got.died,
        sexes=frozenset(got.sexes),
        homes=_with_former(got.homes),
        nhs=frozenset(got.nhs),
        upns=frozenset(got.upns),
        temporary_upns=frozenset(got.temporary_upns),
        former_upns=frozenset(got.former_upns),
        ulns=frozenset(got.ulns),
        phones=frozenset(got.phones),
        schools=frozenset(got.schools),
        relatives=tuple(relatives),
        firewalled=firewalled or got.do_not_link,
    )


def relative_of(statements: Iterable[Said], relation: str) -> Relative | None:
    """Read an adult named beside a child; None when no name is known."""
    got = _Gathered(date.min)
    for said in statements:
        if said.usable and said.group in ("name", "birth", "nhs_number"):
            _READERS[said.group](got, said)
    if not got.names:
        return None
    born = got.births[-1] if got.births else None
    return Relative(got.names[-1], relation, born, next(iter(sorted(got.nhs)), ""))


def united(key: str, parts: Sequence[MatchFacts]) -> MatchFacts:
    """Put the facts of all records of one person together; what any of them says counts."""

    def every(of: Callable[[MatchFacts], Iterable[Any]]) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(value for part in parts for value in of(part)))

    def whole(of: Callable[[MatchFacts], frozenset[str]]) -> frozenset[str]:
        return frozenset(value for part in parts for value in of(part))

    return MatchFacts(
        key=key,
        said_by=every(lambda part: part.said_by),
        is_child=any(part.is_child for part in parts),
        names=every(lambda part: part.names),
        births=every(lambda part: part.births),
        expected=every(lambda part: part.expected),
        born_years=every(lambda part: part.born_years),
        died=any(part.died for part in parts),
        sexes=whole(lambda part: part.sexes),
        homes=every(lambda part: part.homes),
        nhs=whole(lambda part: part.nhs),
        upns=whole(lambda part: part.upns),
        temporary_upns=whole(lambda part: part.temporary_upns),
        former_upns=whole(lambda part: part.former_upns),
        ulns=whole(lambda part: part.ulns),
        phones=whole(lambda part: part.phones),
        schools=whole(lambda part: part.schools),
        relatives=every(lambda part: part.relatives),
        firewalled=any(part.firewalled for part in parts),
    )


# --- one reader a group ----------------------------------------------------------------------------------------------


def _name(got: _Gathered, said: Said) -> None:
    value: Mapping[str, str] = said.value
    family = value.get("family", "")
    given = " ".join(filter(None, (value.get("given", ""), value.get("middle", ""))))
    got.names.append(name_form(given, family))
    if value.get("preferred_given") or value.get("preferred_family"):
        chosen = value.get("preferred_given") or given
        got.names.append(name_form(chosen, value.get("preferred_family") or family, KNOWN_AS))
    if value.get("former_given") or value.get("former_family"):
        former = value.get("former_given") or given
        got.names.append(name_form(former, value.get("former_family") or family, FORMER))
    got.names[:] = [form for form in got.names if form.all]


def _alias(got: _Gathered, said: Said) -> None:
    family = next((form.family for form in got.names if form.kind == LEGAL), ())
    for text in re.split(r"[;/\n]", str(said.value.get("text", ""))):
        words = [
            word for word in fold(text.replace(",", " ")).split() if word not in ("aka", "nee", "known", "as")
        ]
        if len(words) == 1:
            got.names.append(NameForm((words[0],), family, KNOWN_AS))
        elif words:
            got.names.append(name_form(" ".join(words[:-1]), words[-1], KNOWN_AS))


def _birth(got: _Gathered, said: Said) -> None:
    got.births.append(_bare(from_value(said.value.get("date"))))


def _expected(got: _Gathered, said: Said) -> None:
    got.expected.append(_bare(from_value(said.value.get("date"))))


def _bare(given: GivenDate) -> GivenDate:
    return GivenDate(given.year, given.month, given.day, given.precision)


def _death(got: _Gathered, said: Said) -> None:
    got.died = True


def _age(got: _Gathered, said: Said) -> None:
    day = date.fromisoformat(said.said_on[:10]) if said.said_on and len(said.said_on) >= 10 else got.heard
    slack = 2 if said.value.get("estimated") else 0
    if (years := said.value.get("years")) is not None:
        got.born_years.append((day.year - int(years) - 1 - slack, day.year - int(years) + slack))
    elif (months := said.value.get("months")) is not None:
        newest = day.year * 12 + day.month - 1 - int(months)
        got.born_years.append(((newest - 1) // 12 - slack, newest // 12 + slack))


def _sex(got: _Gathered, said: Said) -> None:
    for text in (said.value.get("code"), said.value.get("text")):
        if text and (sex := _SEXES.get(fold(str(text)))):
            got.sexes.add(sex)


def _nhs(got: _Gathered, said: Said) -> None:
    if said.value.get("check") == "ok":
        got.nhs.add(said.value["value"])


def _upn(got: _Gathered, said: Said) -> None:
    if said.value.get("check") == "ok":
        (got.temporary_upns if said.value.get("temporary") else got.upns).add(said.value["value"])


def _former_upn(got: _Gathered, said: Said) -> None:
    if said.value.get("check") == "ok":
        got.former_upns.add(said.value["value"])


def _uln(got: _Gathered, said: Said) -> None:
    if said.value.get("check") == "ok":
        got.ulns.add(said.value["value"])


def _address(got: _Gathered, said: Said) -> None:
    value = said.value
    got.homes.append(
        home(
            " ".join(value.get("lines", ())),
            value.get("postcode") or "",
            uprn=str(value.get("uprn") or ""),
            kind=value.get("kind") or "home",
            withheld=bool(value.get("withheld")),
        )
    )


def _phone(got: _Gathered, said: Said) -> None:
    digits = re.sub(r"\D", "", str(said.value.get("value", "")))
    if len(digits) >= 9:
        got.phones.add(digits[-9:])


def _school(got: _Gathered, said: Said) -> None:
    got.schools.update(fold(str(said.value[part])) for part in ("name", "code") if said.value.get(part))


def _warning(got: _Gathered, said: Said) -> None:
    if _DO_NOT_LINK.search(fold(str(said.value.get("text", "")))):
        got.do_not_link = True


_READERS: dict[str, Callable[[_Gathered, Said], None]] = {
    "name": _name,
    "alias": _alias,
    "birth": _birth,
    "expected": _expected,
    "death": _death,
    "age": _age,
    "sex": _sex,
    "gender": _sex,
    "nhs_number": _nhs,
    "upn": _upn,
    "former_upn": _former_upn,
    "uln": _uln,
    "address": _address,
    "phone": _phone,
    "school": _school,
    "warning": _warning,
}


def _with_former(homes: list[Home]) -> tuple[Home, ...]:
    """The home said last is the home; those said before it at other places are former ones."""
    last: dict[Home, Home] = {}
    current = next((each for each in reversed(homes) if not each.former), None)
    for each in homes:
        left = current is not None and each.place != current.place and not each.former and each.place != ""
        kept = replace(each, former=True) if left else each
        last[kept] = kept
    return tuple(last)
