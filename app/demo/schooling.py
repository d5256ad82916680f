"""Which school a child of the made-up borough goes to."""

from __future__ import annotations

from dataclasses import dataclass

from app.demo.lists import places
from app.demo.numbers import estab
from app.demo.persons import Household, Person

LAST_PRIMARY_YEAR = 6


@dataclass(frozen=True, slots=True)
class School:
    """A school; ``code`` is the code of its organisation, ``SCH-`` with authority and establishment."""

    index: int
    name: str
    estab: str
    academy: bool

    @property
    def code(self) -> str:
        """Give the code under which its files come in."""
        return f"SCH-{places().authority}{self.estab}"


def school(index: int) -> School:
    """Give a school by its index: primaries first, secondaries after all primaries there could be."""
    listed = places()
    names = (*listed.primaries, *listed.secondaries)
    return School(index, names[index], estab(index), "Academy" in names[index])


def school_index(child: Person, household: Household) -> int | None:
    """Give the index of the school a child goes to, by the child's year group; ``None`` where it is at none."""
    if child.year_group is None:
        return None
    if child.year_group <= LAST_PRIMARY_YEAR:
        return household.primary
    return len(places().primaries) + household.secondary


def school_name(child: Person, household: Household) -> str:
    """Give the name of the school a child goes to; empty where it is at none."""
    index = school_index(child, household)
    return "" if index is None else school(index).name
