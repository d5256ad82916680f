"""How long do files, their undoing and a rebuild hold the store at most, beside the quarter of a second that they may?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from app.desk import Desk
from app.feeds.derived_rows import rebuild
from app.feeds.undoing import undo_batch
from app.unit_of_work import Reader
from models import feeds
from models.codes import BatchState
from tests.benchmarks.measuring import Measure

#: What one write may take, in milliseconds, so that a case can be opened meanwhile.
LIMIT = 250.0


def limit() -> float:
    """Give the limit: this measure has no bare counterpart."""
    return LIMIT


@contextmanager
def writes_timed(desk: Desk) -> Iterator[list[tuple[float, str]]]:
    """Note of every write of a desk how many milliseconds it took and what it was."""
    taken: list[tuple[float, str]] = []
    run = desk.run

    def timed(use_case: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return run(use_case, *arguments, **named)
        finally:
            taken.append(((time.perf_counter() - began) * 1000, use_case.__qualname__))

    desk.run = timed  # type: ignore[method-assign]
    try:
        yield taken
    finally:
        desk.run = run  # type: ignore[method-assign]


def holding(desk: Desk, brought_in: list[tuple[float, str]], size: str) -> Measure:
    """Rebuild, undo the largest batch, and give the longest write among these and those that ``brought_in`` the files.

    The store has one batch less afterwards.
    """
    with writes_timed(desk) as rebuilt:
        rebuild(desk)
    key, people = desk.read(_largest)
    with writes_timed(desk) as undone:
        undo_batch(desk, key, because="to measure it")
    parts = {
        "bringing in": brought_in or [(0.0, "nothing")],
        "rebuild": rebuilt,
        f"undoing {people:,} people": undone,
    }
    said = "; ".join(f"{name} {max(times)[0]:.0f} ms of {len(times):,}" for name, times in parts.items())
    longest = max(time for times in parts.values() for time in times)
    return Measure("hold", size, longest[0], LIMIT, 1.0, f"the longest write ({longest[1]}); {said}")


def _largest(reader: Reader) -> tuple[UUID, int]:
    batch = max(feeds.batches(reader.session, BatchState.ACCEPTED), key=lambda row: row.people)
    return batch.id, batch.people
