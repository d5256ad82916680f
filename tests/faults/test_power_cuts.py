"""A power cut at any moment takes nothing that was acknowledged, and leaves a store that opens whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.builders import a_store
from tests.faults.power_cuts import cut_many, record
from tests.faults.whole_store import older_store

#: The long run (before an issue closes): DESK_LONG_FAULTS=5000 for all four together.
COUNT = int(os.environ.get("DESK_LONG_FAULTS", "12"))
#: Of a hundred cuts, so many fall in each session.
SHARES = {"write": 40, "rekey": 20, "backup": 20, "migrate": 20}
pytestmark = [
    pytest.mark.timeout(max(120, 4 * COUNT)),
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not on this machine"),
]


@pytest.mark.parametrize("kind", SHARES)
def test_a_power_cut_at_any_moment_of_a_session_loses_nothing_that_was_acknowledged(
    tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    path = folder / "desk.mash"
    if kind == "migrate":
        older_store(path)
    else:
        a_store(folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".lock"}
    steps = record(path, kind)
    for file in folder.iterdir():
        file.unlink()
    count = max(1, COUNT * SHARES[kind] // 100)
    figures = cut_many(before, steps, path, count, seed=20261125)
    print(f"\n{kind}: {len(steps)} recorded steps, {figures}")
    assert figures.states == count
    assert any(step.what == "sync" for step in steps)
    assert (figures.lost, figures.faults) == ([], [])
    if kind == "write":
        unsynced = [step for step in steps if step.what != "sync"]
        seen = cut_many(before, unsynced, path, 12, seed=3)
        assert seen.lost or seen.faults, (
            "a store that synced nothing would have lost nothing: the cuts are too mild"
        )
