"""``kill -9`` at any moment: what was acknowledged is there afterwards, what was not is not there by half."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app import vault
from app.desk import Desk
from app.feeds.importing import tidy_after_break
from app.unit_of_work import Reader
from models import logbook
from tests.builders import MANAGER, MANAGER_PASSPHRASE
from tests.faults import whole_store
from tests.faults.acts import found_by_half, halves

ROOT = Path(__file__).resolve().parents[2]
#: In which of the pauses of a child it is killed, at the most: those of two acts, and for "write" of a dozen.
PAUSES = {"write": 12, "import": 10, "share": 3, "undo": 12, "rebuild": 7, **whole_store.PAUSES}


@dataclass
class Kills:
    """Figures of one run of kills; ``inside`` are those that fell while a transaction was open with rows written, or just
    before a step with files.
    """

    kills: int = 0
    inside: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@contextmanager
def children() -> Iterator[subprocess.Popen[str]]:
    """Start the program that forks a child for each kill; it imports everything once for all kinds of work."""
    command = [sys.executable, "-m", "tests.faults.writer"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        yield parent
        if parent.stdin is not None:
            parent.stdin.close()


def kill_many(
    parent: subprocess.Popen[str],
    sound: Path,
    folder: Path,
    kind: str,
    count: int,
    seed: int,
    inside: float = 0.5,
) -> Kills:
    """Kill a working child ``count`` times, each on a fresh copy of a store, and look at what is left.

    A share ``inside`` of the kills falls while a transaction is open with rows written.
    """
    chance, figures = random.Random(seed), Kills()
    for number in range(count):
        path = folder / f"killed{number}.mash"
        shutil.copyfile(sound, path)
        shutil.copyfile(vault.keys_path(sound), vault.keys_path(path))
        said = _run_and_kill(parent, path, kind, chance, inside, figures)
        acks = [(int(words[1]), words[2]) for words in said if words[0] == "ack"]
        made = [words[1] for words in said if words[0] == "made"]
        figures.kills += 1
        figures.acknowledged += len(acks) + len(made)
        _look(path, acks, figures, number)
        if kind in whole_store.KINDS:
            found = whole_store.faults_after(path, kind, made)
            figures.faults += [f"kill {number}: {words}" for words in found]
        for left in folder.glob(f"killed{number}.mash*"):
            left.unlink()
        if figures.kills % 25 == 0:
            print(f"\n{kind} so far: {figures}", flush=True)
    return figures


def _run_and_kill(
    parent: subprocess.Popen[str], path: Path, kind: str, chance: random.Random, inside: float, figures: Kills
) -> list[list[str]]:
    """Let a child work, and kill it in one of its pauses or a moment after; give what it said."""
    if parent.stdout is None or parent.stdin is None:
        raise RuntimeError("the child has no pipes")
    wanted_pauses = chance.randrange(1, PAUSES.get(kind, 24))
    kill_inside = chance.random() < inside
    said: list[list[str]] = []
    child = pauses = 0
    parent.stdin.write(f"{path} {kind}\n")
    parent.stdin.flush()
    for line in parent.stdout:
        words = line.split()
        said.append(words)
        if words[0] == "child":
            child = int(words[1])
        elif words[0] == "gone":
            if int(words[1]) != -signal.SIGKILL:
                raise RuntimeError(f"the child was not killed: it ended with {words[1]}")
            return said
        elif words[0] == "in":
            pauses += 1
            if pauses == wanted_pauses and kill_inside:
                figures.inside += 1
                os.kill(child, signal.SIGKILL)
                continue
            if pauses == wanted_pauses:
                threading.Timer(chance.random() * 0.02, os.kill, (child, signal.SIGKILL)).start()
            parent.stdin.write("\n")
            parent.stdin.flush()
    raise RuntimeError("the children came to an end")


def _look(path: Path, acks: list[tuple[int, str]], figures: Kills, number: int) -> None:
    desk: Desk = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    figures.faults += [f"kill {number}: {words}" for words in desk.read(found_by_half)]
    tidy_after_break(desk)
    there = desk.read(hashes)
    for sequence, entry_hash in acks:
        if there.get(sequence) != entry_hash:
            figures.lost.append(f"kill {number}: entry {sequence}")
    fault = desk.check_whole()
    if fault is not None:
        figures.faults.append(f"kill {number}: {fault.happened}")
    figures.faults += [f"kill {number}: {words}" for words in desk.read(left_by_half)]
    desk.close()


def hashes(reader: Reader) -> dict[int, str]:
    """Give the hash of every entry of the log by its number."""
    return {row.sequence: row.hash for row in logbook.entries_in_order(reader.session)}


def left_by_half(reader: Reader) -> list[str]:
    """Give what an interrupted act left by half: batches that are neither in nor out, shares half decided."""
    return halves(reader)
