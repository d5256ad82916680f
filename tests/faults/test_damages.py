"""No damage to a store or its keyring goes unnoticed, and none is an error that nobody explains."""

from __future__ import annotations

import os
from pathlib import Path

from tests.builders import a_desk
from tests.faults.damages import damage_many

#: The long run (before an issue closes): DESK_LONG_FAULTS=1000.
COUNT = int(os.environ.get("DESK_LONG_FAULTS", "100"))


def test_random_damage_is_always_noticed_by_the_end_of_the_full_check(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    for _ in range(40):
        desk.do(lambda work: work.record("search", counts={"found": 3}))
    desk.close()
    folder = tmp_path / "copies"
    folder.mkdir()
    tally = damage_many(tmp_path / "desk.mash", folder, COUNT, seed=20261125)
    print(f"\n{tally.total} damages, {len(tally.unnoticed)} unnoticed; {dict(tally.verdicts)}")
    assert tally.unnoticed == []
    assert tally.total >= COUNT * 0.95
