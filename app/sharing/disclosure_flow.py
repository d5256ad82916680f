"""Which amounts in a network are fixed by what flows in and out of its nodes?

The unknown counts of a table with totals are such amounts: each stands in at most one row and one column. They are
whole numbers, none below its least, and a solution in whole numbers exists where any does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
#: The node beyond the table: where an amount goes that stands in one equation only.
OUTSIDE = "outside"
#: An arc by its place, and whether it is gone along or against.
Step = tuple[int, bool]


@dataclass(frozen=True, slots=True)
class Arc(Generic[Key]):
    """An unknown amount that leaves one node and enters another, and the least it can be."""

    key: Key
    tail: str
    head: str
    least: int


def fixed_arcs(arcs: tuple[Arc[Key], ...], need: Mapping[str, int]) -> tuple[Key, ...]:
    """Give the arcs whose amount can be one value only.

    ``need`` is what enters a node less what leaves it; what is over or missing goes outside. Where no amounts meet
    every need, the arcs are given that differences alone would fix, whatever their least.
    """
    flow = _Flow(arcs)
    if not flow.solve(need):
        flow.surplus = [1] * len(arcs)
    return tuple(arc.key for index, arc in enumerate(arcs) if flow.is_fixed(index))


class _Flow(Generic[Key]):
    """How much each arc carries above its least, and the ways along which that can change."""

    def __init__(self, arcs: tuple[Arc[Key], ...]) -> None:
        self._arcs = arcs
        self.surplus = [0] * len(arcs)
        self._at: dict[str, list[int]] = {}
        for index, arc in enumerate(arcs):
            self._at.setdefault(arc.tail, []).append(index)
            self._at.setdefault(arc.head, []).append(index)

    def solve(self, need: Mapping[str, int]) -> bool:
        """Send along the shortest ways what the nodes need; say whether every need is met."""
        missing = {**need, OUTSIDE: -sum(need.values())}
        for arc in self._arcs:
            missing[arc.head] -= arc.least
            missing[arc.tail] += arc.least
        while goals := {node for node, amount in missing.items() if amount > 0}:
            starts = [node for node, amount in missing.items() if amount < 0]
            path = self._way(starts, goals)
            if path is None:
                return False
            start, end = self._ends(path)
            carried = [self.surplus[index] for index, along in path if not along]
            amount = min(-missing[start], missing[end], *carried)
            missing[start] += amount
            missing[end] -= amount
            for index, along in path:
                self.surplus[index] += amount if along else -amount
        return True

    def is_fixed(self, index: int) -> bool:
        """Say whether neither more nor less can flow: there is no way back round the arc without the arc itself."""
        arc = self._arcs[index]
        if self._way([arc.head], {arc.tail}, without=index) is not None:
            return False
        return not self.surplus[index] or self._way([arc.tail], {arc.head}, without=index) is None

    def _way(self, starts: list[str], goals: set[str], without: int = -1) -> tuple[Step, ...] | None:
        came: dict[str, tuple[Step, ...]] = dict.fromkeys(starts, ())
        queue = deque(starts)
        while queue:
            node = queue.popleft()
            if node in goals:
                return came[node]
            for index, along, onward in self._steps(node):
                if index != without and onward not in came:
                    came[onward] = (*came[node], (index, along))
                    queue.append(onward)
        return None

    def _steps(self, node: str) -> Iterator[tuple[int, bool, str]]:
        """Along an arc anything can flow; against it only what it carries above its least."""
        for index in self._at.get(node, ()):
            arc = self._arcs[index]
            if arc.tail == node:
                yield index, True, arc.head
            elif self.surplus[index]:
                yield index, False, arc.tail

    def _ends(self, path: tuple[Step, ...]) -> tuple[str, str]:
        (first, along), (last, last_along) = path[0], path[-1]
        start = self._arcs[first].tail if along else self._arcs[first].head
        return start, self._arcs[last].head if last_along else self._arcs[last].tail
