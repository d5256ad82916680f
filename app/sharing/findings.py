"""What a rule found: which part of it speaks, about which gateway, person or item, and the words for its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.sharing.facts import Facts
from app.sharing.law import Catalogue


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule speaks about; ``item`` counts from 1 in the order of the share, 0 is none.

    ``person`` is the id of somebody in the share where the rule speaks of that person's age.
    """

    part: str = ""
    gateway: str = ""
    item: int = 0
    words: tuple[tuple[str, str], ...] = ()
    person: str = ""


Rule = Callable[[Facts, Catalogue], Iterable[Finding]]


def found(part: str = "", *, gateway: str = "", item: int = 0, person: str = "", **words: str) -> Finding:
    """Make a finding; ``words`` fill the sentence of the catalogue, beside {gateway} and {item}."""
    return Finding(part, gateway, item, tuple(sorted(words.items())), person)
