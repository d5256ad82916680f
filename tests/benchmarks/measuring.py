"""Time ours and the bare counterpart in turn, and give the medians and their ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One row of the bench: medians in milliseconds, their ratio, the aim for the ratio, and a note.

    ``limit_ms`` is what ours may take whatever the bare counterpart takes; 0 where only the ratio counts.
    """

    name: str
    size: str
    ours_ms: float
    bare_ms: float
    aim: float
    note: str = ""
    limit_ms: float = 0.0

    @property
    def reached(self) -> bool:
        """Whether the aim for the ratio and the limit are both kept."""
        return (not self.aim or self.ratio <= self.aim) and (
            not self.limit_ms or self.ours_ms <= self.limit_ms
        )

    @property
    def ratio(self) -> float:
        """How many times the bare counterpart ours takes."""
        return self.ours_ms / self.bare_ms if self.bare_ms else float("inf")


def in_turn(
    ours: Callable[[], object], bare: Callable[[], object], *, runs: int, at: float = 0.5
) -> tuple[float, float]:
    """Run both ``runs`` times, alternating, and give the quantile ``at`` of each in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for kept, act in zip(times, (ours, bare), strict=True):
            started = time.perf_counter()
            act()
            kept.append((time.perf_counter() - started) * 1000)
    return quantile(times[0], at), quantile(times[1], at)


def quantile(values: list[float], at: float) -> float:
    """Give the median (0.5) or another quantile of some times."""
    if at == 0.5:
        return statistics.median(values)
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(at * len(ordered)))]
