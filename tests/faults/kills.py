"""``kill -9`` at any moment: what was acknowledged is there afterwards, what was not is not there by half."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from app import vault
from app.desk import Desk
from app.feeds.importing import tidy_after_break
from app.unit_of_work import Reader
from models import logbook
from tests.builders import MANAGER, MANAGER_PASSPHRASE
from tests.faults.acts import found_by_half, halves

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Kills:
    """Figures of one run of kills; ``inside`` are those that fell while a transaction was open with rows written."""

    kills: int = 0
    inside: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def kill_many(sound: Path, folder: Path, kind: str, count: int, seed: int, inside: float = 0.35) -> Kills:
    """Kill a working child ``count`` times, each on a fresh copy of a store, and look at what is left.

    A share ``inside`` of the kills falls while a transaction is open with rows written.
    """
    chance, figures = random.Random(seed), Kills()
    for number in range(count):
        path = folder / f"killed{number}.mash"
        shutil.copyfile(sound, path)
        shutil.copyfile(vault.keys_path(sound), vault.keys_path(path))
        acks = _run_and_kill(path, kind, chance, inside, figures)
        figures.kills += 1
        figures.acknowledged += len(acks)
        _look(path, acks, figures, number)
        for left in folder.glob(f"killed{number}.mash*"):
            left.unlink()
        if figures.kills % 10 == 0:
            print(f"\n{kind} so far: {figures}", flush=True)
    return figures


def _run_and_kill(
    path: Path, kind: str, chance: random.Random, inside: float, figures: Kills
) -> list[tuple[int, str]]:
    command = [sys.executable, "-m", "tests.faults.writer", str(path), kind]
    child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    wanted_pauses = chance.randrange(1, 8 if kind == "share" else 24)
    kill_inside = chance.random() < inside
    acks: list[tuple[int, str]] = []
    pauses = 0
    if child.stdout is None or child.stdin is None:
        raise RuntimeError("the child has no pipes")
    for line in child.stdout:
        words = line.split() if line.endswith("\n") else ["cut"]
        if words[0] == "ack":
            acks.append((int(words[1]), words[2]))
        elif words[0] == "in":
            pauses += 1
            if pauses == wanted_pauses and kill_inside:
                figures.inside += 1
                os.kill(child.pid, signal.SIGKILL)
                continue
            if pauses == wanted_pauses:
                threading.Timer(chance.random() * 0.02, os.kill, (child.pid, signal.SIGKILL)).start()
            try:
                child.stdin.write("\n")
                child.stdin.flush()
            except OSError:
                continue
    child.wait()
    child.stdout.close()
    with contextlib.suppress(OSError):
        child.stdin.close()
    return acks


def _look(path: Path, acks: list[tuple[int, str]], figures: Kills, number: int) -> None:
    desk: Desk = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    figures.faults += [f"kill {number}: {words}" for words in desk.read(found_by_half)]
    tidy_after_break(desk)
    hashes = desk.read(_hashes)
    for sequence, entry_hash in acks:
        if hashes.get(sequence) != entry_hash:
            figures.lost.append(f"kill {number}: entry {sequence}")
    fault = desk.check_whole()
    if fault is not None:
        figures.faults.append(f"kill {number}: {fault.happened}")
    figures.faults += [f"kill {number}: {words}" for words in desk.read(left_by_half)]
    desk.close()


def _hashes(reader: Reader) -> dict[int, str]:
    return {row.sequence: row.hash for row in logbook.entries_in_order(reader.session)}


def left_by_half(reader: Reader) -> list[str]:
    """Give what an interrupted act left by half: batches that are neither in nor out, shares half decided."""
    return halves(reader)
