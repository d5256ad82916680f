"""Random damage to a store and its keyring: what is done, and what the program says of it."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app import vault
from app.errors import DeskError
from app.verdicts import StoreVerdict
from tests.builders import MANAGER, MANAGER_PASSPHRASE

PAGE = 4096


def _flip_a_bit(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _overwrite_a_run(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    length = min(chance.randrange(1, 600), len(data) - start)
    old = bytes(data[start : start + length])
    new = chance.randbytes(length)
    data[start : start + length] = new if new != old else bytes(byte ^ 1 for byte in old)


def _zero_a_page(data: bytearray, chance: random.Random) -> None:
    page = chance.randrange(max(1, len(data) // PAGE))
    data[page * PAGE : (page + 1) * PAGE] = bytes(len(data[page * PAGE : (page + 1) * PAGE]))


def _swap_two_pages(data: bytearray, chance: random.Random) -> None:
    pages = len(data) // PAGE
    if pages < 3:
        _flip_a_bit(data, chance)
        return
    first, second = chance.sample(range(pages), 2)
    one, two = slice(first * PAGE, (first + 1) * PAGE), slice(second * PAGE, (second + 1) * PAGE)
    data[one], data[two] = data[two], data[one]


def _append_rubbish(data: bytearray, chance: random.Random) -> None:
    data.extend(chance.randbytes(PAGE))


KINDS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip_a_bit,
    _cut,
    _overwrite_a_run,
    _zero_a_page,
    _swap_two_pages,
    _append_rubbish,
)


@dataclass
class Tally:
    """What became of many damages: by verdict, and those that nobody noticed."""

    verdicts: Counter[str] = field(default_factory=Counter)
    unnoticed: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many damages were tried."""
        return sum(self.verdicts.values()) + len(self.unnoticed)


def damage_many(sound: Path, folder: Path, count: int, seed: int) -> Tally:
    """Damage copies of a sound, closed store (or its keyring) ``count`` times and open each.

    Any error other than one that is ours to explain is let through: it fails the caller.
    """
    chance = random.Random(seed)
    tally = Tally()
    for number in range(count):
        path = folder / "copy.mash"
        shutil.copyfile(sound, path)
        shutil.copyfile(vault.keys_path(sound), vault.keys_path(path))
        hurt = path if chance.random() < 0.7 else vault.keys_path(path)
        kind = chance.choice(KINDS)
        data = bytearray(hurt.read_bytes())
        kind(data, chance)
        if bytes(data) == hurt.read_bytes():
            continue
        hurt.write_bytes(data)
        verdict = _verdict(path)
        if verdict:
            tally.verdicts[verdict] += 1
        else:
            tally.unnoticed.append(f"{number}: {kind.__name__} in {hurt.suffix}")
        for left in folder.glob("copy.mash*"):
            left.unlink()
    return tally


def _verdict(path: Path) -> str:
    try:
        names = vault.officers_of(path)
        desk = vault.open_store(path, MANAGER if MANAGER in names else "Nobody", MANAGER_PASSPHRASE)
    except StoreVerdict as refusal:
        return refusal.name
    fault: DeskError | None = desk.check_whole()
    if fault is None:
        desk.close()
        return ""
    desk.abandon()
    return "full check"
