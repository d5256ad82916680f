"""Nothing acknowledged is lost to a kill, and nothing is half done."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from app.demo import make_borough
from app.directory.schools import ensure_schools
from app.feeds.importing import accept_batch, stage_files
from app.linking.candidates import propose_all
from tests.builders import a_desk, a_store
from tests.faults.kills import children, kill_many
from tests.faults.whole_store import older_store

#: Of every kind so many kills; the long run before an issue closes: DESK_LONG_FAULTS=1000 makes 1,000 of all kinds.
LONG = int(os.environ.get("DESK_LONG_FAULTS", "0"))
#: How many in an ordinary run, and of a hundred in a long one.
KINDS = {
    "write": (4, 30),
    "import": (2, 11),
    "share": (2, 6),
    "undo": (2, 6),
    "rebuild": (2, 5),
    "rekey": (2, 11),
    "backup": (2, 10),
    "restore": (2, 6),
    "migrate": (2, 10),
    "create": (2, 5),
}
#: A kill takes seconds where others are at work too: a child works, and its store is looked through afterwards.
pytestmark = pytest.mark.timeout(max(120, 10 * LONG))


@pytest.fixture(scope="module")
def parent() -> Iterator[subprocess.Popen[str]]:
    """Give the program that forks the children."""
    with children() as started:
        yield started


@cache
def made_up_store() -> Path:
    """Give a closed store with the made-up borough's first school in it, made once."""
    folder = Path(mkdtemp(prefix="desk-kills-"))
    desk = a_desk(folder)
    borough = make_borough(folder / "files")
    desk.do(ensure_schools, [(made.code, made.name) for made in borough.organisations])
    file = borough.files[0]
    staged = stage_files(desk, [file.path], organisation=file.agency)
    accept_batch(desk, staged.key)
    propose_all(desk, staged.key)
    desk.close()
    return folder / "desk.mash"


def _sound(kind: str, folder: Path) -> Path:
    if kind in ("import", "share", "undo", "rebuild"):
        return made_up_store()
    if kind == "migrate":
        older_store(folder / "desk.mash")
        return folder / "desk.mash"
    return a_store(folder)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged_and_leaves_nothing_half_done(
    quick_folder: Path, parent: subprocess.Popen[str], kind: str
) -> None:
    few, of_a_hundred = KINDS[kind]
    count = max(few, LONG * of_a_hundred // 100)
    figures = kill_many(parent, _sound(kind, quick_folder), quick_folder, kind, count, seed=11)
    print(f"\n{kind}: {figures}")
    assert figures.kills == count
    assert figures.inside >= count // 4
    assert figures.acknowledged > 0 or count < 10
    assert (figures.lost, figures.faults) == ([], [])
