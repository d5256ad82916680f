"""Nothing acknowledged is lost to a kill, and nothing is half done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.demo import make_borough
from app.directory.schools import ensure_schools
from app.feeds.importing import accept_batch, stage_files
from app.linking.candidates import propose_all
from tests.builders import a_desk
from tests.faults.kills import kill_many
from tests.faults.whole_store import older_store

#: The long run (before an issue closes): DESK_LONG_FAULTS=100 or more for each kind.
COUNT = int(os.environ.get("DESK_LONG_FAULTS", "4"))
#: A kill takes seconds: a program is started, unlocks, works, and its store is looked through afterwards.
pytestmark = pytest.mark.timeout(max(120, 30 * COUNT))


@pytest.fixture(scope="module")
def made_up_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a closed store with the made-up borough's first school in it."""
    folder = tmp_path_factory.mktemp("kills")
    desk = a_desk(folder)
    borough = make_borough(folder / "files")
    desk.do(ensure_schools, [(made.code, made.name) for made in borough.organisations])
    file = borough.files[0]
    staged = stage_files(desk, [file.path], organisation=file.agency)
    accept_batch(desk, staged.key)
    propose_all(desk, staged.key)
    desk.close()
    return folder / "desk.mash"


@pytest.mark.parametrize("kind", ["import", "share", "undo", "rebuild"])
def test_a_kill_while_bringing_in_deciding_undoing_or_rebuilding_loses_nothing_and_leaves_nothing_half_done(
    tmp_path: Path, made_up_store: Path, kind: str
) -> None:
    figures = kill_many(made_up_store, tmp_path, kind, COUNT // 2 + 1, seed=7)
    print(f"\n{kind}: {figures}")
    assert figures.kills == COUNT // 2 + 1
    assert figures.acknowledged > 0 or kind == "rebuild"
    assert (figures.lost, figures.faults) == ([], [])


def test_a_kill_while_writing_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    a_desk(tmp_path).close()
    figures = kill_many(tmp_path / "desk.mash", tmp_path, "write", COUNT, seed=9)
    print(f"\n{figures}")
    assert figures.kills == COUNT
    assert figures.inside >= COUNT // 5
    assert figures.acknowledged > 0
    assert (figures.lost, figures.faults) == ([], [])


@pytest.mark.parametrize("kind", ["rekey", "backup", "restore", "migrate"])
def test_a_kill_while_working_on_a_whole_store_loses_nothing_and_leaves_nothing_in_the_way(
    tmp_path: Path, kind: str
) -> None:
    if kind == "migrate":
        older_store(tmp_path / "desk.mash")
    else:
        a_desk(tmp_path).close()
    figures = kill_many(tmp_path / "desk.mash", tmp_path, kind, COUNT // 2, seed=11, inside=0.5)
    print(f"\n{kind}: {figures}")
    assert figures.kills == COUNT // 2
    assert (figures.lost, figures.faults) == ([], [])
