"""Which names, streets and chances the made-up borough is drawn from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import resources


@dataclass(frozen=True, slots=True)
class Community:
    """The names of one community; ``order`` is western, patronym, chain or east (resources/demo/names.toml)."""

    key: str
    weight: float
    order: str
    ethnicity: str
    language: str
    police: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    middle_girls: tuple[str, ...]
    middle_boys: tuple[str, ...]
    feminine: tuple[tuple[str, str], ...]
    short: dict[str, str]
    respelt: dict[str, str]

    def family_for(self, family: str, sex: str) -> str:
        """Give a family name the ending it has for a woman or girl."""
        if sex == "F":
            for masculine, feminine in self.feminine:
                if family.endswith(masculine):
                    return family[: -len(masculine)] + feminine
        return family


@dataclass(frozen=True, slots=True)
class Places:
    """The council, its streets and its schools; ``today`` is the day up to which the agencies have written."""

    council: str
    town: str
    post_town: str
    authority: str
    postcode_areas: tuple[str, ...]
    uprn_from: int
    today: date
    primaries: tuple[str, ...]
    secondaries: tuple[str, ...]
    practices: tuple[tuple[str, str], ...]
    practice_not_listed: str
    localities: tuple[str, ...]
    streets: tuple[str, ...]
    landlords: tuple[str, ...]
    refuge: str
    refuge_landlord: str


def table(name: str) -> dict[str, Any]:
    """Read one of the tables below resources/demo."""
    return tomllib.loads(resources.text(f"demo/{name}.toml"))


@cache
def chances() -> dict[str, dict[str, float]]:
    """Read the written table of chances: section, then what happens, then how often."""
    return table("noise")


@cache
def communities() -> dict[str, Community]:
    """Read the communities by their key."""
    return {key: _community(key, row) for key, row in table("names").items()}


@cache
def places() -> Places:
    """Read the council, its streets and schools."""
    row = table("places")
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    lists["practices"] = tuple((code, name) for code, name in row["practices"])
    return Places(**{**row, **lists})


def _community(key: str, row: dict[str, Any]) -> Community:
    def names(field: str) -> tuple[str, ...]:
        return tuple(word.replace("_", " ") for word in row.get(field, "").split())

    def pairs(field: str) -> dict[str, str]:
        return dict(pair.replace("_", " ").split("=") for pair in row[field].split())

    return Community(
        key=key,
        weight=row["weight"],
        order=row["order"],
        ethnicity=row["ethnicity"],
        language=row["language"],
        police=row["police"],
        girls=names("girls"),
        boys=names("boys"),
        women=names("women"),
        men=names("men"),
        families=names("families"),
        middle_girls=names("middle_girls"),
        middle_boys=names("middle_boys"),
        feminine=tuple((a, b) for a, b in row.get("feminine", ())),
        short=pairs("short"),
        respelt=pairs("respelt"),
    )
