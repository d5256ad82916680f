"""Does the program grow while it is used? Eight hours of an officer's work through the real pages, without a pause."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.benchmarks.measuring import Measure

ROOT = Path(__file__).resolve().parents[2]
HOURS, CASES_AN_HOUR, SEARCHES_AN_HOUR = 8, 60, 30
#: What memory may grow to over the hours, beside what the program holds when it has been warm for one.
GROWTH = 1.05


def memory(store: Path, folder: Path, size: str) -> Measure:
    """Measure the memory of a process of its own that is used for eight hours, beside its own after the first.

    The figures are megabytes, not milliseconds.
    """
    asked = [sys.executable, "-P", "-m", "tests.benchmarks.using", str(store), str(folder)]
    ran = subprocess.run(asked, cwd=ROOT, env=_around(), check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout.splitlines()[-1])
    hours = ", ".join(f"{each:.0f}" for each in told["hours"])
    note = (
        f"megabytes, not milliseconds: {told['cases']} cases, {told['searches']} searches, {told['drafts']} drafts, "
        f"{told['previews']} previews; opened {told['idle']:.0f}, after each hour {hours}; objects {told['grown']:+d}"
    )
    return Measure("memory", size, told["hours"][-1], told["hours"][0], GROWTH, note)


def bare_memory() -> float:
    """Give the bare counterpart: the same process after its first hour, when every page and cache has been used."""
    return held()


def _around() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


def held() -> float:
    """Give what this process holds of the machine's memory, in megabytes; where the system tells, without what it shares."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0.0


def use(store: Path, folder: Path) -> dict[str, Any]:
    """Use a store for eight hours and say what was held after each."""
    from app import vault
    from tests.benchmarks.window import a_window, go_and_draw
    from tests.builders import MANAGER, MANAGER_PASSPHRASE

    desk = vault.open_store(store, MANAGER, MANAGER_PASSPHRASE)
    done = {"cases": 0, "searches": 0, "drafts": 0, "previews": 0}
    with a_window(desk, folder) as window:
        go_and_draw(window, "worklist")
        idle, hours, objects = at_rest(), [], []
        work = _works(store)
        for _ in range(HOURS):
            _an_hour(window, work, done)
            go_and_draw(window, "worklist")
            hours.append(at_rest())
            objects.append(len(gc.get_objects()))
    desk.close()
    return {**done, "idle": idle, "hours": hours, "grown": objects[-1] - objects[0], "objects": objects}


def at_rest() -> float:
    """Let everything that waits be done and thrown away, and give what is held then."""
    from tests.benchmarks.window import settle

    settle()
    gc.collect()
    settle()
    return held()


def _works(store: Path) -> tuple[Iterator[UUID], Iterator[str], Iterator[str]]:
    """Give children, typed words and batches, each without end."""
    from tests.benchmarks.asking import longest_cases, what_is_typed
    from tests.benchmarks.filling import plain_connection

    bare = plain_connection(store, readonly=True)
    children = [UUID(bytes=key) for key in longest_cases(bare, HOURS * CASES_AN_HOUR)]
    typed = what_is_typed(bare)
    batches = [
        str(UUID(bytes=row[0])) for row in bare.execute("SELECT id FROM batch WHERE state = 'accepted'")
    ]
    bare.close()
    return cycle(children), cycle(typed), cycle(batches)


def _an_hour(
    window: Any, work: tuple[Iterator[UUID], Iterator[str], Iterator[str]], done: dict[str, int]
) -> None:
    from tests.benchmarks.window import go_and_draw

    children, typed, batches = work
    for minute in range(CASES_AN_HOUR):
        child = next(children)
        if minute % 2 == 0:
            go_and_draw(window, "search", next(typed))
            done["searches"] += 1
        go_and_draw(window, "casefile", child)
        done["cases"] += 1
        if minute % 10 == 0:
            _draft(window, child)
            done["drafts"] += 1
        if minute % 15 == 0:
            go_and_draw(window, "feeds", next(batches))
            done["previews"] += 1
        if minute % 20 == 0:
            go_and_draw(window, "linking")
            go_and_draw(window, "logbook")
            go_and_draw(window, "worklist")


def _draft(window: Any, child: UUID) -> None:
    """Begin a share about a child, look at it, and go away from it as an officer does who is called to something else."""
    from PySide6.QtCore import QCoreApplication

    window.page.share_button.click()
    QCoreApplication.processEvents()
    window.grab()


if __name__ == "__main__":
    print(json.dumps(use(Path(sys.argv[1]), Path(sys.argv[2]))))
