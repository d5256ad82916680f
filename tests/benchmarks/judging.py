"""How long the rules of sharing take for one share; informative, beside one walk over the same facts."""

from __future__ import annotations

import dataclasses

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Facts
from app.sharing.judging import judge
from tests.benchmarks.measuring import Measure, in_turn
from tests.builders_sharing import a_share


def judging(size: str) -> Measure:
    """Measure judging an ordinary share with the whole catalogue."""
    facts, catalogue = a_share(), shipped_catalogue()
    judge(facts, catalogue)
    ours, plain = in_turn(lambda: judge(facts, catalogue), lambda: bare_walk(facts), runs=200)
    return Measure("judge", size, ours, plain, 0.0, "informative: no aim; bare only copies the facts once")


def bare_walk(facts: Facts) -> object:
    """Copy every fact once, as plain values."""
    return dataclasses.asdict(facts)
