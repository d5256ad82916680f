"""When does Python look for cycles of objects that nobody holds, so that it does not look through all while work waits?"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seldom_swept() -> Iterator[None]:
    """Let Python look for cycles seldom while the block runs.

    What is read or remembered is much and has no cycles; looking through all of it again and again costs a sixth of the
    time.
    """
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def old_left_alone() -> Iterator[None]:
    """Leave all that is there already out of every search for cycles while the block runs.

    Looking through what an import has read takes longer than one of its steps may hold the store.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
