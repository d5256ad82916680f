"""No damage to a store or its keyring goes unnoticed, and none is an error that nobody explains."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders import a_desk
from tests.faults.damages import damage_many

#: The long run (before an issue closes): DESK_LONG_FAULTS=1000.
COUNT = int(os.environ.get("DESK_LONG_FAULTS", "100"))
pytestmark = pytest.mark.timeout(max(120, 2 * COUNT))


def test_random_damage_is_always_noticed_by_the_end_of_the_full_check(quick_folder: Path) -> None:
    desk = a_desk(quick_folder)
    for _ in range(40):
        desk.do(lambda work: work.record("search", counts={"found": 3}))
    desk.close()
    folder = quick_folder / "copies"
    folder.mkdir()
    tally = damage_many(quick_folder / "desk.mash", folder, COUNT, seed=20261125)
    print(f"\n{tally.total} damages, {len(tally.unnoticed)} unnoticed; {dict(tally.verdicts)}")
    assert tally.unnoticed == []
    assert tally.total >= COUNT * 0.95
