"""A child process that works in a store until it is killed; it says each act that was acknowledged.

``python -m tests.faults.writer`` imports everything once, and then forks a child for every line ``PATH KIND`` it reads.
The child prints its number, ``ack SEQUENCE HASH`` after each act that came back, ``made NAME`` after each file that was
made, and ``in`` while a transaction is open with rows written or a step with files is about to be taken; then it waits
for a line, so that whoever reads can choose to kill it just there. ``gone STATUS`` closes what a child said.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from app import vault
from app.desk import Desk
from app.unit_of_work import UnitOfWork
from models import desk as store
from tests.builders import MANAGER, MANAGER_PASSPHRASE
from tests.faults import acts, whole_store


def say(*words: object) -> None:
    """Tell the parent, at once and in one piece."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def pause() -> None:
    """Say that a transaction is open, and go on when the parent says so."""
    say("in")
    sys.stdin.readline()


def change_a_setting(work: UnitOfWork, number: int) -> None:
    """Write one row with its entry and change row, pausing before the commit."""
    row = store.setting_row(work.session, "council_name")
    if row is None:
        raise SystemExit(3)
    row.value = f"Council {number}"
    work.record("change_setting", things=[row.id])
    work.session.flush()
    pause()


def act(desk: Desk, kind: str, number: int) -> None:
    """Do one act of a kind in an open store."""
    if kind == "write":
        desk.do(change_a_setting, number)
    else:
        acts.ACTS[kind](desk, number, pause)


def work(path: Path, kind: str) -> None:
    """Open the store and act until killed."""
    if kind in whole_store.KINDS:
        whole_store.KINDS[kind](path, pause, say)
    desk: Desk = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    say("open")
    for number in range(10_000):
        act(desk, kind, number)
        head = desk.head()
        say("ack", head.sequence, head.hash)


def warm(path: Path, kind: str) -> None:
    """Open a copy of a store, and act in it once in a long run, before the first child of a kind is forked.

    What this takes time for (stretching the passphrase, loading modules, compiling statements) every child finds done.
    """
    with TemporaryDirectory() as folder, mock.patch(f"{__name__}.pause", return_value=None):
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(vault.keys_path(path), vault.keys_path(copy))
        desk: Desk = vault.open_store(copy, MANAGER, MANAGER_PASSPHRASE)
        if kind not in whole_store.KINDS and os.environ.get("DESK_LONG_FAULTS"):
            act(desk, kind, 0)
        desk.close()


def serve() -> None:
    """Fork a child for every line, one at a time."""
    warmed = set()
    while line := sys.stdin.readline():
        if not line.strip():
            continue  # for a child that was killed before it read it
        path, kind = line.split()
        if kind not in warmed:
            warm(Path(path), kind)
            warmed.add(kind)
        child = os.fork()
        if child == 0:
            say("child", os.getpid())
            try:
                work(Path(path), kind)
            finally:
                traceback.print_exc()
                os._exit(9)
        say("gone", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    serve()
