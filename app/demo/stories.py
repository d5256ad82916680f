"""The dozen families with which every made-up borough begins."""

from __future__ import annotations

from typing import Any

from app.demo.lists import places, table
from app.demo.numbers import Numbers
from app.demo.persons import SCHOOL, Address, Household, Notice, Person, year_group


def told_households(numbers: Numbers) -> list[Household]:
    """Make the dozen families of resources/demo/families.toml, with the noise that is written there."""
    return [_household(row, numbers) for row in table("families")["family"]]


def _household(row: dict[str, Any], numbers: Numbers) -> Household:
    people = [_person(told, row, numbers) for told in row["people"]]
    household = Household(
        key=row["id"],
        community=row["community"],
        people=people,
        home=numbers.address(*row["home"]),
        previous=_address(row.get("previous"), numbers),
        notice=Notice(**row["notice"]) if "notice" in row else None,
        notes=tuple(row.get("notes", ())),
        summary=row.get("summary", ""),
    )
    elsewhere = row.get("elsewhere")
    household.elsewhere = (
        household.previous if elsewhere == row.get("previous") else _address(elsewhere, numbers)
    )
    _tie(household, row)
    return household


def _tie(household: Household, row: dict[str, Any]) -> None:
    man = household.man
    for person, told in zip(household.people, row["people"], strict=True):
        if person.is_child:
            person.mother = household.mother.key
            known = man is not None and man.role == "father" and not told.get("other_father")
            person.father = (
                man.key
                if man is not None and known
                else f"not known, {household.key} {told.get('other_father')}"
            )
    if row.get("withheld") and man is not None:
        household.withheld_from = man.key


def _address(told: list[str] | None, numbers: Numbers) -> Address | None:
    return numbers.address(*told) if told else None


def _person(told: dict[str, Any], row: dict[str, Any], numbers: Numbers) -> Person:
    given, middle, family = told["name"].split("|")
    born = told.get("born")
    known_given, _, known_family = told.get("known_as", "").partition(" ")
    person = Person(
        key=numbers.person(),
        role=told["role"],
        given=given,
        middle=middle,
        family=family,
        sex=told["sex"],
        born=born,
        expected=told.get("expected"),
        twin=told.get("twin", False),
        elsewhere=told.get("elsewhere", False),
        known_given=known_given,
        known_family=known_family,
        former_family=told.get("former_family", ""),
        community=row["community"],
        nhs=numbers.nhs() if born else "",
        known_to=set(told["known_to"].split()),
        noise={agency: tuple(what.split()) for agency, what in told.get("noise", {}).items()},
    )
    if not person.is_child:
        person.phone = numbers.mobile()
    if SCHOOL in person.known_to and born:
        person.year_group = year_group(born, places().today)
        person.upn = numbers.upn(0, places().today.year - person.year_group)
    return person
