"""A power cut at any moment takes nothing that was acknowledged, and leaves a store that opens whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.builders import a_store
from tests.faults.power_cuts import Step, cut_many, record
from tests.faults.whole_store import older_store

#: The long run before an issue closes: DESK_LONG_FAULTS=5000 for all sessions together.
COUNT = int(os.environ.get("DESK_LONG_FAULTS", "12"))
#: Of a hundred cuts, so many fall in each session.
SHARES = {"write": 40, "rekey": 20, "backup": 20, "migrate": 20}
pytestmark = [
    pytest.mark.timeout(max(120, 4 * COUNT)),
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not on this machine"),
]


def _begun(folder: Path, kind: str) -> Path:
    folder.mkdir()
    if kind == "migrate":
        older_store(folder / "desk.mash")
        return folder / "desk.mash"
    return a_store(folder)


def _files(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if file.suffix != ".lock"}


def test_a_power_cut_at_any_moment_of_a_session_loses_nothing_that_was_acknowledged(
    quick_folder: Path,
) -> None:
    stores = {kind: _begun(quick_folder / kind, kind) for kind in SHARES}
    before = {kind: _files(path) for kind, path in stores.items()}
    recorded = record(stores, quick_folder / "calls")
    wrong = []
    for kind, path in stores.items():
        for file in path.parent.iterdir():
            file.unlink()
        steps = recorded[kind]
        count = max(1, COUNT * SHARES[kind] // 100)
        figures = cut_many(before[kind], steps, path, count, seed=20261125)
        print(f"\n{kind}: {len(steps)} recorded steps, {figures}")
        assert figures.states == count
        assert any(step.what == "sync" for step in steps)
        assert any(step.what == "said" for step in steps)
        wrong += [*figures.lost, *figures.faults]
    assert wrong == []
    _require_that_cuts_are_hard(before["write"], recorded["write"], stores["write"])


def _require_that_cuts_are_hard(before: dict[str, bytes], steps: list[Step], path: Path) -> None:
    """A store that synced nothing would lose what it acknowledged: otherwise the cuts would be too mild to show much."""
    unsynced = [step for step in steps if step.what != "sync"]
    seen = cut_many(before, unsynced, path, 12, seed=3)
    assert seen.lost or seen.faults
