"""A child in which the n-th call to the file system fails: what each act says then, and what is left of it.

Run as ``python -m tests.faults.failing FOLDER ONLY`` with the library of ``failing_calls`` loaded before all others. For
each act and each kind of error the call of this number fails, or every one in turn when it is 0; it prints one line of
JSON each. With names of acts behind it, only those are tried.
"""

from __future__ import annotations

import errno
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app import backups, keyring, rekeying, vault
from app.desk import Desk
from app.errors import DeskError
from app.feeds.importing import accept_batch, stage_files, tidy_after_break
from app.restoring import restore
from app.verdicts import StoreVerdict
from tests.builders import MANAGER, MANAGER_PASSPHRASE
from tests.faults import failing_calls
from tests.faults.acts import found_by_half, halves, small_file
from tests.faults.kills import hashes
from tests.faults.recorded import _change_a_setting as change_a_setting
from tests.faults.whole_store import lightly, made_anew, opened, unsound_store


@dataclass(frozen=True)
class Outcome:
    """What became of one act in which one call failed."""

    act: str
    error: str
    number: int
    of: int
    said: str
    faults: tuple[str, ...]


def _write(path: Path, desk: Desk) -> None:
    desk.do(change_a_setting, 2)


def _bring_in(path: Path, desk: Desk) -> None:
    accept_batch(desk, stage_files(desk, [path.with_name("housing1.csv")], organisation="HSG").key)


def _close(path: Path, desk: Desk) -> None:
    desk.do(change_a_setting, 1)
    desk.close()


def _unlock(path: Path, desk: Desk) -> None:
    desk.close()
    opened(path).close()


def _change_key(path: Path, desk: Desk) -> None:
    rekeying.change_store_key(desk)


def _back_up(path: Path, desk: Desk) -> None:
    backups.back_up(desk, path.with_name(path.name + backups.ENDING))


def _restore(kept: Path, new: Path) -> None:
    restore(kept, new, MANAGER, passphrase=MANAGER_PASSPHRASE)


#: What is done in an open store.
IN_A_STORE: dict[str, Callable[[Path, Desk], None]] = {
    "write": _write,
    "close": _close,
    "unlock": _unlock,
    "rekey": _change_key,
    "backup": _back_up,
    "import": _bring_in,
}
#: What makes a store.
MAKING: dict[str, Callable[[Path, Path], None]] = {
    "restore": _restore,
    "create": lambda kept, new: made_anew(new),
}
ACTS = (*IN_A_STORE, *MAKING)


#: Kind of error: its number, whether it lasts, which calls fail.
ERRORS = {
    "I/O error": (errno.EIO, False, failing_calls.CHANGES),
    "disk full": (errno.ENOSPC, True, failing_calls.GROWS),
    "read error": (errno.EIO, False, failing_calls.READS),
}


#: The backup that stores are restored from; it lies where the others do, so that reading it can fail.
KEPT = "kept" + backups.ENDING


def _fresh(sound: Path, path: Path) -> None:
    for old in path.parent.iterdir():
        if old.name != KEPT:
            old.unlink()
    shutil.copyfile(sound, path)
    shutil.copyfile(vault.keys_path(sound), vault.keys_path(path))


def try_once(sound: Path, path: Path, act: str, error: str, number: int) -> tuple[int, str, tuple[str, ...]]:
    """Let one call of an act fail; give how many calls there were, what was said, and what is wrong afterwards."""
    if act in MAKING:
        return _try_making(path, MAKING[act], error, number)
    _fresh(sound, path)
    desk = opened(path)
    if act == "import":
        small_file(desk, 1)
    before = desk.head()
    _arm(path, error, number)
    said = _said(lambda: IN_A_STORE[act](path, desk))
    calls = failing_calls.disarm()
    closing = _said(desk.close)
    desk.abandon()
    faults = [f"closing afterwards: {closing}"] if closing.startswith("UNNAMED") else []
    if said.startswith("UNNAMED"):
        faults.append(said)
    return calls, said, (*faults, *_left(path, act, said, before.sequence, before.hash))


def _arm(path: Path, error: str, number: int) -> None:
    code, lasting, which = ERRORS[error]
    failing_calls.arm(path.parent, number, code, lasting=lasting, calls=which)


def _try_making(
    path: Path, make: Callable[[Path, Path], None], error: str, number: int
) -> tuple[int, str, tuple[str, ...]]:
    """Let one call of the making of a store fail; look for what is left, and make it again after every tenth."""
    kept, new = path.with_name(KEPT), path.with_name("new.mash")
    for old in path.parent.iterdir():
        if old != kept:
            old.unlink()
    _arm(path, error, number)
    said = _said(lambda: make(kept, new))
    calls = failing_calls.disarm()
    faults = [said] if said.startswith("UNNAMED") else []
    if said != "done":
        left = {file.name for file in path.parent.iterdir()} - {kept.name, "new.mash.lock"}
        faults += [f"{name} was left" for name in sorted(left)]
        if not left and number % 10:
            return calls, said, tuple(faults)
        make(kept, new)
    words = unsound_store(new)
    return calls, said, (*faults, *([f"made: {words}"] if words else []))


def _said(act: Callable[[], None]) -> str:
    try:
        act()
    except StoreVerdict as named:
        return named.name
    except DeskError as named:
        return named.happened
    except Exception as unnamed:  # noqa: BLE001  to be counted: an officer would meet it as a crash
        return f"UNNAMED {type(unnamed).__name__}: {unnamed}"
    return "done"


def _left(path: Path, act: str, said: str, sequence: int, entry: str) -> list[str]:
    try:
        desk = opened(path)
    except DeskError as problem:
        return [f"the store does not open: {problem.happened}"]
    found = []
    if act == "import":
        found += [f"found by half: {words}" for words in desk.read(found_by_half)]
        tidy_after_break(desk)
        found += desk.read(halves)
    if desk.read(hashes).get(sequence) != entry:
        found.append("an acknowledged entry is lost")
    if fault := desk.check_whole():
        found.append(fault.happened)
    desk.close()
    container = path.with_name(path.name + backups.ENDING)
    if act == "backup" and said != "done" and container.exists():
        found.append("a backup was left that was said not to be made")
    return found


def main(folder: Path, only: int, acts: Sequence[str]) -> None:
    """Try every kind of error with these acts: at each call when ``only`` is 0, and otherwise at that call only."""
    keyring._stretched = lightly
    sound, path = folder / "sound.mash", folder / "failing" / "desk.mash"
    path.parent.mkdir()
    made_anew(sound)
    desk = opened(sound)
    backups.back_up(desk, path.with_name(KEPT))
    desk.close()
    tried = 0
    for error in ERRORS:
        for act in acts:
            calls = only or try_once(sound, path, act, error, 0)[0]
            for number in [only] if only else range(1, calls + 1):
                _, said, faults = try_once(sound, path, act, error, number)
                print(json.dumps(asdict(Outcome(act, error, number, calls, said, faults))), flush=True)
                tried += 1
                if faults or tried % 100 == 0:
                    print(tried, act, error, number, "of", calls, said, faults, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] or ACTS)
