"""How much does each reason weigh? The table is data; the sum becomes a score from 0 to 1. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from app.linking.match_facts import FieldReason
from resources import text


@dataclass(frozen=True)
class Weights:
    """The table of weights in bits, by field and level of agreement, and the name of the engine that it belongs to."""

    engine: str
    begin: float
    looked_at: float
    surely: float
    bits: dict[tuple[str, str], float]


@cache
def shipped_weights() -> Weights:
    """Read the table of weights that comes with the desk."""
    table = tomllib.loads(text("linking/weights.toml"))
    bits = {
        (field, level): weight
        for field, levels in table.items()
        if isinstance(levels, dict)
        for level, weight in levels.items()
    }
    return Weights(table["engine"], table["begin"], table["looked_at"], table["surely"], bits)


def bits_of(reasons: Iterable[FieldReason]) -> float:
    """Add the weights of reasons to where a pair begins."""
    table = shipped_weights()
    return table.begin + sum(table.bits[reason.field, reason.level] for reason in reasons)


def score_of(bits: float) -> float:
    """Turn bits into a score between 0 and 1, to three places; 0.5 is as likely as not."""
    return round(1 / (1 + 2 ** -max(min(bits, 40.0), -40.0)), 3)
