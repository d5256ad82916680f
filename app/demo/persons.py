"""Who lives in the made-up borough: people, their homes and how they belong together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

CHILD, UNBORN = "child", "unborn"
SCHOOL, HEALTH_VISITING, POLICE, HOUSING, NURSING = (
    "school",
    "health_visiting",
    "police",
    "housing",
    "school_nursing",
)


@dataclass(frozen=True, slots=True)
class Address:
    """A home; ``flat`` may also be the name of a house."""

    flat: str
    number: str
    street: str
    locality: str
    postcode: str
    uprn: str

    def line(self, *, with_locality: bool = True) -> str:
        """Write the address in one line without its postcode."""
        head = f"{self.flat}, " if self.flat else ""
        tail = f", {self.locality}" if with_locality else ""
        return f"{head}{self.number} {self.street}{tail}"


@dataclass(slots=True)
class Person:
    """One true person; ``noise`` says what each agency got wrong, by the words of resources/demo/noise.toml."""

    key: str
    role: str
    given: str
    middle: str
    family: str
    sex: str
    born: date | None = None
    expected: date | None = None
    mother: str = ""
    father: str = ""
    twin: bool = False
    elsewhere: bool = False
    known_given: str = ""
    known_family: str = ""
    former_family: str = ""
    community: str = ""
    nhs: str = ""
    upn: str = ""
    phone: str = ""
    year_group: int | None = None
    known_to: set[str] = field(default_factory=set)
    noise: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_child(self) -> bool:
        """Say whether it is a child, born or not."""
        return self.role in (CHILD, UNBORN)

    @property
    def known_as(self) -> str:
        """Write the name the person goes by, where it is another than the legal one."""
        return f"{self.known_given} {self.known_family}".strip()

    @property
    def name(self) -> str:
        """Write the whole name, given name first."""
        return " ".join(part for part in (self.given, self.middle, self.family) if part) or "unborn"

    def wrong_at(self, agency: str) -> tuple[str, ...]:
        """Tell what this agency got wrong about the person."""
        return self.noise.get(agency, ())


@dataclass(frozen=True, slots=True)
class Notice:
    """A police notice that is written out in full for one of the fixed families."""

    type: str
    grade: str
    on: datetime
    text: str


@dataclass(slots=True)
class Household:
    """One family and its homes; ``withheld_from`` is the key of the person who must not learn the address."""

    key: str
    community: str
    people: list[Person]
    home: Address
    previous: Address | None = None
    elsewhere: Address | None = None
    withheld_from: str = ""
    primary: int = 0
    secondary: int = 0
    notice: Notice | None = None
    notes: tuple[str, ...] = ()
    summary: str = ""

    @property
    def children(self) -> list[Person]:
        """Give the children, born or not, eldest first."""
        return [person for person in self.people if person.is_child]

    @property
    def mother(self) -> Person:
        """Give the mother."""
        return self.people[0]

    @property
    def man(self) -> Person | None:
        """Give the father or stepfather, wherever he lives."""
        return next((p for p in self.people if p.role in ("father", "stepfather")), None)

    def home_of(self, person: Person) -> Address:
        """Give the address at which the person lives now."""
        return self.elsewhere if person.elsewhere and self.elsewhere else self.home

    def address_at(self, person: Person, agency: str) -> Address:
        """Give the address that the agency has of the person: an old one where it heard nothing of a move."""
        if self.previous and "address_old" in person.wrong_at(agency):
            return self.previous
        return self.home_of(person)


def brothers_and_sisters(household: Household, child: Person) -> tuple[list[str], list[str], list[str]]:
    """Give the keys of the child's twins, of the full siblings and of the half-siblings in the household."""
    twins: list[str] = []
    full: list[str] = []
    half: list[str] = []
    for other in household.children:
        if other is child:
            continue
        if child.twin and other.twin and other.born == child.born:
            twins.append(other.key)
        (full if other.father == child.father else half).append(other.key)
    return twins, full, half


def year_group(born: date, today: date) -> int:
    """Count the national curriculum year of a child (0 is Reception), from the school year that begins on 1 September."""
    started = today.year if today.month >= 9 else today.year - 1
    born_in = born.year if born.month >= 9 else born.year - 1
    return started - born_in - 5
