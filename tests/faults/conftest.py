"""Where stores are broken: in memory where the system has a place for it, because no kill or cut here needs a real disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

IN_MEMORY = Path("/dev/shm")


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """Give an empty folder in memory, or on the disk where there is none; a sync costs nothing there, and is still asked.

    What a power cut leaves is worked out from what was synced, and a kill leaves the system's own memory as it is.
    """
    if not (IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK)):
        yield tmp_path
        return
    folder = Path(mkdtemp(prefix="desk-faults-", dir=IN_MEMORY))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
