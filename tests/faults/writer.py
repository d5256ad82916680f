"""A child process that works in a store until it is killed; it says each act that was acknowledged.

``python -m tests.faults.writer`` imports everything once, and then forks a child for every line ``PATH KIND`` it reads.
The child prints its number, ``ack SEQUENCE HASH`` after each act that came back, ``made NAME`` after each file that was
made, and ``in`` while a transaction is open with rows written or a step with files is about to be taken; then it waits
for a line, so that whoever reads can choose to kill it just there. ``gone STATUS`` closes what a child said.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from app import keyring, vault
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


def work(path: Path, kind: str) -> None:
    """Open the store and act until killed."""
    if kind in whole_store.KINDS:
        whole_store.KINDS[kind](path, pause, say)
    desk: Desk = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    say("open")
    for number in range(10_000):
        if kind == "write":
            desk.do(change_a_setting, number)
        else:
            acts.ACTS[kind](desk, number, pause)
        head = desk.head()
        say("ack", head.sequence, head.hash)


def stretch(path: Path) -> None:
    """Stretch the passphrase of a store before the child is forked: it is done once for all copies of one store."""
    ring = keyring.read(vault.keys_path(path))
    slot = ring.slot_of(MANAGER)
    if slot is not None:
        keyring.open_passphrase_slot(ring.store_id, slot, MANAGER_PASSPHRASE)


def serve() -> None:
    """Fork a child for every line, one at a time."""
    while line := sys.stdin.readline():
        words = line.split()
        if not words:
            continue
        stretch(Path(words[0]))
        child = os.fork()
        if child == 0:
            say("child", os.getpid())
            try:
                work(Path(words[0]), words[1])
            finally:
                traceback.print_exc()
                os._exit(9)
        say("gone", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    serve()
