"""How is much written without holding the store? In transactions of about ``STEP`` each, smaller or larger on the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.cycles import old_left_alone
from app.desk import Desk
from app.unit_of_work import UnitOfWork

#: How long one step should take, in seconds; a step is made smaller or larger to come near it.
STEP = 0.06
#: Told how much is written, and of how much.
Written = Callable[[int, int], None]
Unit = TypeVar("Unit")
FEWEST, MOST = 40, 800


def in_steps(
    desk: Desk,
    units: Sequence[Unit],
    write: Callable[[UnitOfWork, list[Unit]], None],
    *,
    written: Written | None = None,
    before_each: Callable[[], None] = lambda: None,
    first: int = 50,
) -> None:
    """Write units in transactions that take about ``STEP`` each, beginning with ``first`` of them.

    ``before_each`` is called between two transactions and breaks the rest off by raising.
    """
    size, done = min(first, MOST), 0
    with old_left_alone():
        while done < len(units):
            before_each()
            some = list(units[done : done + size])
            began = time.perf_counter()
            desk.do(write, some)
            took = max(time.perf_counter() - began, 0.001)
            done += len(some)
            if written is not None:
                written(done, len(units))
            size = min(MOST, max(FEWEST, int(size * min(1.5, STEP / took))))
