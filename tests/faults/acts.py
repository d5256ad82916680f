"""What the child does when it is not only changing a setting, and what would be half of it."""

from __future__ import annotations

from collections.abc import Callable

from app.desk import Desk
from app.unit_of_work import Reader
from models import feeds
from models.codes import BatchState

#: Acts by kind: the desk, a running number, and a pause to be called while a transaction is open.
ACTS: dict[str, Callable[[Desk, int, Callable[[], None]], None]] = {}


def halves(reader: Reader) -> list[str]:
    """Give batches that are still staged after a restart; they should have been discarded at unlock."""
    return [f"{row.reference} is half staged" for row in feeds.batches(reader.session, BatchState.STAGED)]
