"""Nothing acknowledged is lost to a kill, and nothing is half done."""

from __future__ import annotations

import os
from pathlib import Path

from tests.builders import a_desk
from tests.faults.kills import kill_many

#: The long run (before an issue closes): DESK_LONG_FAULTS=100 or more for each kind.
COUNT = int(os.environ.get("DESK_LONG_FAULTS", "8"))


def test_a_kill_while_writing_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    a_desk(tmp_path).close()
    figures = kill_many(tmp_path / "desk.mash", tmp_path, "write", COUNT, seed=9)
    print(f"\n{figures}")
    assert figures.kills == COUNT
    assert figures.inside >= COUNT // 5
    assert figures.acknowledged > 0
    assert (figures.lost, figures.faults) == ([], [])
