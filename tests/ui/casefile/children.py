"""Children whose pages are hard to show: one agency, five, very long names, unborn, twins, a relative of every kind."""

from __future__ import annotations

from uuid import UUID

from app.desk import Desk
from tests.builders_case import Row, Told, a_child, born, bring_in, expected, home, name, relation

LONG_NAME = name("Maximiliana-Theodora Oluwaseun Adebukonla", "Featherstonehaugh-Cholmondeley-Ogunbanjo")
LONG_TEXT = (
    "Called to the address at night by a neighbour who heard shouting. The child was awake on the stairs and said that "
    "it happens most weekends. Mother had a bruise on the left arm and said that she had walked into a door. Father had "
    "left before officers came. The kitchen was clean and there was food. A younger child slept through. Officers will "
    "go back on Thursday and have asked the school to watch for tiredness. The last words of the record: ask for Joan."
)
AGENCIES = ("EDU", "HV", "POL", "HSG", "EY")


def known_to_one(desk: Desk) -> UUID:
    """A child of whom only the school knows, who told of nothing yet."""
    sent = bring_in(desk, "EDU", Row("E-9", (name("Amy", "Ward"), born(2018, 5, 4))))
    return a_child(desk, sent.people["E-9"])


def known_to_five(desk: Desk, agencies: tuple[str, ...] = AGENCIES) -> UUID:
    """A child of a very long name whom five agencies know, who do not agree, and tell at length."""
    keys = []
    for place, code in enumerate(agencies):
        told = (
            Told("2026-09-03T02:10", f"{code} says. {LONG_TEXT}"),
            Told("2026-10" if place % 2 else "", f"{code} tells without a day"),
            Told(f"2026-0{place + 2}-11", f"{code} wrote a line"),
        )
        says = (LONG_NAME, born(2019, 3, 12 - place), home(f"{place + 1} Alder Court", "QX4 1AB"))
        sent = bring_in(desk, code, Row(f"{code}-5", says, told))
        keys.append(sent.people[f"{code}-5"])
    return a_child(desk, *keys)


def not_born_yet(desk: Desk) -> UUID:
    """A child who is expected, of no name yet."""
    sent = bring_in(desk, "HV", Row("U-1", (name("", "Okonkwo"), expected(2027, 2, 14))))
    return a_child(desk, sent.people["U-1"])


def twins(desk: Desk) -> tuple[UUID, UUID]:
    """Twins whom one agency tells of, each the other's sister; the mother is known to the agency alone."""
    mother = Row("T-0", (name("Ruth", "Bell"),), is_child=False)
    both = (relation("T-0", "PAM", responsible=True), born(2020, 6, 1), home("3 Lock Row", "QX4 2AA"))
    one = Row("T-1", (name("Ivy", "Bell"), *both, relation("T-2", "REL")))
    other = Row("T-2", (name("Iris", "Bell"), *both, relation("T-1", "REL")))
    sent = bring_in(desk, "EDU", mother, one, other)
    return a_child(desk, sent.people["T-1"]), a_child(desk, sent.people["T-2"])
