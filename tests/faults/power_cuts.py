"""What can lie on a disk after the power fails at any moment of a recorded session, and whether a store opens from it.

Every write, truncation, sync, rename and removal of the store's files is written down while a child works (strace). A cut
falls between any two of them. What was synced is there; of what was not, any part is: each write wholly, in part (torn
at 512 or 4,096 bytes) or not at all, and each change of a name or not, in order or out of it. A name is synced only with its
folder, as POSIX has it. A disk that says it has written what it has not is outside this model.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import DeskError
from tests.faults.kills import ROOT, hashes, left_by_half
from tests.faults.whole_store import opened, unsound_backup, unsound_store

CALLS = "openat,pwrite64,write,lseek,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat"
_CALL = re.compile(r"(\d+)\s+(\w+)\((.*)\)\s+=\s+(-?\d+)")
_HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"^(\d+)<([^>]*)>")


@dataclass(frozen=True)
class Step:
    """One thing that happened: ``what`` is write, cut, sync, make, rename, remove or said."""

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""
    other: str = ""


@dataclass
class Kept:
    """A file as it lies on disk for certain, and what was done to it since its last sync."""

    content: bytearray = field(default_factory=bytearray)
    pending: list[Step] = field(default_factory=list)


@dataclass
class Cuts:
    """Figures of one run of power cuts."""

    states: int = 0
    acknowledged: int = 0
    torn: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def record(stores: dict[str, Path], log: Path) -> dict[str, list[Step]]:
    """Let a child work through a session of each kind, and give what it did to the files of each store's own folder."""
    command = ["strace", "-f", "-y", "-xx", "-s", "50000000", "-o", str(log), "-e", f"trace={CALLS}"]
    command += [sys.executable, "-m", "tests.faults.recorded"]
    for kind, path in stores.items():
        command += [str(path), kind]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    steps: dict[str, list[Step]] = {kind: [] for kind in stores}
    kinds, now = {str(path.parent): kind for kind, path in stores.items()}, ""
    for folder, step in _steps(log, set(kinds)):
        if step.what == "said" and step.name.startswith("session "):
            now = step.name.removeprefix("session ")
        else:
            steps[kinds[folder] if folder else now].append(step)
    log.unlink()
    return steps


def _whole_lines(log: Path) -> Iterator[str]:
    begun: dict[str, str] = {}
    with open(log, encoding="ascii", errors="replace") as lines:
        for line in lines:
            process = line.split(" ", 1)[0]
            if "<unfinished ...>" in line:
                begun[process] = line[: line.index("<unfinished ...>")]
            elif "resumed>" in line:
                yield begun.pop(process) + line[line.index("resumed>") + 8 :]
            else:
                yield line


def _plain(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text


def _steps(log: Path, folders: set[str]) -> Iterator[tuple[str, Step]]:
    """Give each step with the folder that it happened in; what was said happened in none."""
    positions: dict[int, int] = {}
    for line in _whole_lines(log):
        found = _CALL.match(line)
        if not found or int(found[4]) < 0:
            continue
        call, rest, result = found[2], found[3], int(found[4])
        strings = _HEX.findall(rest)
        if call.startswith(("rename", "unlink")):
            names = [Path(_plain(text)) for text in strings]
            if str(names[0].parent) in folders:
                other = names[1].name if len(names) > 1 else ""
                yield str(names[0].parent), Step("rename" if other else "remove", names[0].name, other=other)
            continue
        if call == "openat":
            positions[result] = 0
            name = Path(_plain(strings[0]))
            if str(name.parent) in folders and "O_CREAT" in rest:
                yield str(name.parent), Step("make", name.name, at=int("O_TRUNC" in rest))
            continue
        yield from _step_of_a_file(call, rest, result, strings, positions, folders)


def _step_of_a_file(
    call: str, rest: str, result: int, strings: list[str], positions: dict[int, int], folders: set[str]
) -> Iterator[tuple[str, Step]]:
    descriptor = _DESCRIPTOR.match(rest)
    if descriptor is None:
        return
    number, name = int(descriptor[1]), Path(_plain(descriptor[2]))
    folder = str(name.parent)
    data = bytes.fromhex(strings[0].replace("\\x", ""))[:result] if strings else b""
    if call == "write" and number == 1:
        yield "", Step("said", data.decode().strip())
    elif call == "lseek":
        positions[number] = result
    elif str(name) in folders and call in ("fsync", "fdatasync"):
        yield str(name), Step("sync")
    elif folder not in folders:
        return
    elif call == "pwrite64":
        yield folder, Step("write", name.name, int(rest.rsplit(",", 1)[1]), data)
    elif call == "write":
        yield folder, Step("write", name.name, positions.get(number, 0), data)
        positions[number] = positions.get(number, 0) + result
    elif call == "ftruncate":
        yield folder, Step("cut", name.name, int(rest.rsplit(",", 1)[1]))
    elif call in ("fsync", "fdatasync"):
        yield folder, Step("sync", name.name)


class Disk:
    """A folder on a disk that keeps for certain only what was synced."""

    def __init__(self, before: dict[str, bytes]) -> None:
        self.names = {name: Kept(bytearray(content)) for name, content in before.items()}
        self.certain = dict(self.names)
        self.renamed: list[tuple[Step, Kept]] = []

    def take(self, step: Step) -> None:
        """Let one step happen."""
        if step.what == "make":
            if step.name not in self.names:
                self.names[step.name] = Kept()
                self.renamed.append((step, self.names[step.name]))
            elif step.at:
                self.names[step.name].pending.append(Step("cut", step.name, 0))
        elif step.what in ("rename", "remove"):
            file = self.names.pop(step.name)
            self.renamed.append((step, file))
            if step.other:
                self.names[step.other] = file
        elif step.what == "sync" and not step.name:
            self.certain = dict(self.names)
            self.renamed.clear()
        elif step.what == "sync" and step.name in self.names:
            file = self.names[step.name]
            for each in file.pending:
                _apply(file.content, each)
            file.pending.clear()
        elif step.what in ("write", "cut") and step.name in self.names:
            self.names[step.name].pending.append(step)

    def after_a_cut(self, chance: random.Random, figures: Cuts) -> dict[str, bytes]:
        """Give the files as they could lie there when the power fails now."""
        names = dict(self.certain)
        in_order, share = chance.random() < 0.5, chance.choice((0.0, 0.5, 0.9, 1.0))
        some = self.renamed[: chance.randint(0, len(self.renamed))] if in_order else self.renamed
        for step, file in some:
            if not in_order and chance.random() > share:
                continue
            if step.what == "make":
                names.setdefault(step.name, file)
            elif names.get(step.name) is file:
                del names[step.name]
            if step.other:
                names[step.other] = file
        return {name: self._torn(file, chance, share, figures) for name, file in names.items()}

    def _torn(self, file: Kept, chance: random.Random, share: float, figures: Cuts) -> bytes:
        content = bytearray(file.content)
        for step in file.pending:
            drawn = chance.random()
            if drawn < share * 0.7 or share == 1.0:
                _apply(content, step)
            elif drawn < share and step.what == "write":
                figures.torn += 1
                unit = chance.choice((512, 4096))
                for at in range(0, len(step.data), unit):
                    if chance.random() < 0.5:
                        _apply(content, Step("write", "", step.at + at, step.data[at : at + unit]))
        return bytes(content)


def _apply(content: bytearray, step: Step) -> None:
    size = step.at if step.what == "cut" else max(len(content), step.at + len(step.data))
    if size > len(content):
        content.extend(bytes(size - len(content)))
    if step.what == "cut":
        del content[step.at :]
    else:
        content[step.at : step.at + len(step.data)] = step.data


def cut_many(before: dict[str, bytes], steps: list[Step], path: Path, count: int, seed: int) -> Cuts:
    """Let the power fail ``count`` times in a recorded session, and open what is left each time."""
    chance, figures = random.Random(seed), Cuts()
    moments = sorted(chance.randrange(1, len(steps) + 1) for _ in range(count))
    disk, done = Disk(before), 0
    said: list[list[str]] = []
    for moment in moments:
        for step in steps[done:moment]:
            if step.what == "said":
                said.append(step.name.split())
            else:
                disk.take(step)
        done = moment
        for name, content in disk.after_a_cut(chance, figures).items():
            if not name.endswith(("-shm", ".lock")):
                path.with_name(name).write_bytes(content)
        _look(path, said, f"cut at {moment} of {len(steps)}", figures)
        for left in path.parent.iterdir():
            left.unlink()
        if figures.states % 500 == 0:
            print(f"\nso far: {figures}", flush=True)
    return figures


def _look(path: Path, said: list[list[str]], when: str, figures: Cuts) -> None:
    figures.states += 1
    try:
        desk = opened(path)
    except DeskError as problem:
        figures.faults.append(f"{when}: {problem.happened}")
        return
    acks = [(int(words[1]), words[2]) for words in said if words[0] == "ack"]
    figures.acknowledged += len(acks)
    there = desk.read(hashes)
    figures.lost += [f"{when}: entry {number}" for number, entry in acks if there.get(number) != entry]
    fault = desk.check_whole()
    found = desk.read(left_by_half) + ([fault.happened] if fault else [])
    desk.close()
    for name in (words[1] for words in said if words[0] == "made"):
        unsound = unsound_store if name.endswith(".mash") else unsound_backup
        if words := unsound(path.with_name(name)):
            found.append(f"{name}: {words}")
    figures.faults += [f"{when}: {words}" for words in found]
