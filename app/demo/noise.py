"""What an agency gets wrong about a person, drawn from the written table, and how its record then looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from app.demo.lists import Community, chances
from app.demo.numbers import temporary, with_wrong_check
from app.demo.persons import SCHOOL, Household, Person

# Of one group at most one thing happens to a record; the others are independent.
GROUPS = (
    ("names_swapped", "name_split", "given_respelt", "given_typo", "given_short"),
    ("family_respelt", "former_family"),
    (
        "birth_missing",
        "birth_swapped",
        "birth_year_off",
        "birth_new_year",
        "birth_short_year",
        "birth_as_text",
    ),
    ("nhs_missing", "nhs_wrong_check", "nhs_of_sibling", "nhs_cut_short", "nhs_as_text"),
    ("upn_missing", "upn_wrong_check", "upn_lower", "upn_temporary", "former_upn"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A person as one agency wrote the person down."""

    given: str
    middle: str
    family: str
    born: date | None
    sex: str
    nhs: str
    upn: str
    former_upn: str

    @property
    def forenames(self) -> str:
        """Write given and middle names together."""
        return f"{self.given} {self.middle}".strip()


def draw(
    random: Callable[[], float], agency: str, person: Person, household: Household, names: Community
) -> tuple[str, ...]:
    """Draw from the table what ``agency`` gets wrong about the person; only what can happen to such a person happens."""
    happened: list[str] = []
    for kinds in _grouped(agency):
        roll = random()
        for kind, chance in kinds:
            if roll < chance:
                if possible(kind, person, household, names):
                    happened.append(kind)
                break
            roll -= chance
    return tuple(happened)


def possible(kind: str, person: Person, household: Household, names: Community) -> bool:
    """Say whether this can happen to this person at all: a day above the twelfth cannot be taken for a month."""
    born = person.born
    if kind == "birth_swapped":
        return born is not None and born.day <= 12 and born.day != born.month
    if kind.startswith("birth_"):
        return born is not None
    if kind == "given_short":
        return person.given in names.short
    if kind in ("given_respelt", "family_respelt"):
        return (person.given if kind == "given_respelt" else person.family) in names.respelt
    if kind in ("given_typo", "names_swapped"):
        return len(person.given) > (3 if kind == "given_typo" else 0)
    if kind == "name_split":
        return bool(person.middle) or "-" in person.family or " " in person.family
    if kind == "former_family":
        return bool(person.former_family)
    if kind == "address_old":
        return household.previous is not None and not person.elsewhere and not household.withheld_from
    if kind == "nhs_of_sibling":
        return _sibling_number(person, household) != ""
    return person.role != "unborn" or not kind.startswith(("nhs", "sex"))


def seen_at(agency: str, person: Person, household: Household, names: Community) -> Seen:
    """Give the person as the agency wrote it, with all that it got wrong."""
    wrong = person.wrong_at(agency)
    if not wrong:
        return Seen(
            person.given, person.middle, person.family, person.born, person.sex, person.nhs, person.upn, ""
        )
    given, middle, family = _name(person, wrong, names)
    upn, former_upn = _upn(person.upn, wrong)
    sex = {"M": "F", "F": "M"}.get(person.sex, "U") if "sex_wrong" in wrong else person.sex
    nhs = _nhs(person, household, wrong)
    return Seen(given, middle, family, _born(person.born, wrong), sex, nhs, upn, former_upn)


@cache
def _grouped(agency: str) -> tuple[tuple[tuple[str, float], ...], ...]:
    table = chances()[agency]
    grouped = [tuple((kind, table[kind]) for kind in group if kind in table) for group in GROUPS]
    alone = [
        ((kind, chance),) for kind, chance in table.items() if not any(kind in group for group in GROUPS)
    ]
    return tuple(kinds for kinds in [*grouped, *alone] if kinds)


def _name(person: Person, wrong: tuple[str, ...], names: Community) -> tuple[str, str, str]:
    given, middle, family = person.given, person.middle, person.family
    if "former_family" in wrong:
        family = person.former_family
    if "family_respelt" in wrong:
        family = names.respelt[family]
    if "given_respelt" in wrong:
        given = names.respelt[given]
    if "given_short" in wrong:
        given, middle = names.short[given], ""
    if "given_typo" in wrong:
        given = _typo(given, person.key)
    if "names_swapped" in wrong:
        given, family = family, f"{given} {middle}".strip()
        middle = ""
    if "name_split" in wrong:
        given, middle, family = _split(given, middle, family)
    return given, middle, family


def _split(given: str, middle: str, family: str) -> tuple[str, str, str]:
    if middle:
        return given, "", middle
    first = family.replace("-", " ").split()
    return given, "", first[0] if len(first[0]) > 3 else first[-1]


def _typo(word: str, key: str) -> str:
    """Change two letters over or leave one out, always the same for the same person."""
    at = 1 + Random(key).randrange(len(word) - 2)
    if word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :]


def _born(born: date | None, wrong: tuple[str, ...]) -> date | None:
    if born is None or "birth_missing" in wrong:
        return None
    if "birth_swapped" in wrong:
        return date(born.year, born.day, born.month)
    if "birth_year_off" in wrong:
        return born.replace(year=born.year - 1, day=min(born.day, 28))
    if "birth_new_year" in wrong:
        return date(born.year, 1, 1)
    return born


def _nhs(person: Person, household: Household, wrong: tuple[str, ...]) -> str:
    if "nhs_missing" in wrong:
        return ""
    if "nhs_wrong_check" in wrong:
        return with_wrong_check(person.nhs)
    if "nhs_of_sibling" in wrong:
        return _sibling_number(person, household)
    if "nhs_cut_short" in wrong:
        return person.nhs[:-1]
    return person.nhs


def _upn(upn: str, wrong: tuple[str, ...]) -> tuple[str, str]:
    if not upn or "upn_missing" in wrong:
        return "", ""
    if "upn_wrong_check" in wrong:
        return with_wrong_check(upn), ""
    if "upn_lower" in wrong:
        return upn.lower(), ""
    if "upn_temporary" in wrong:
        return temporary(upn), ""
    return upn, temporary(upn) if "former_upn" in wrong else ""


def _sibling_number(person: Person, household: Household) -> str:
    others = [child for child in household.children if child is not person and child.nhs]
    near = [child for child in others if child.born == person.born] or others
    return near[0].nhs if near else ""


def assign(random: Callable[[], float], household: Household, names: Community) -> None:
    """Draw for every agency that knows a person of the household what it got wrong; agencies in one fixed order."""
    for person in household.people:
        for agency in sorted(person.known_to):
            if agency == SCHOOL and not person.is_child:
                continue
            person.noise[agency] = draw(random, agency, person, household, names)
