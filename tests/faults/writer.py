"""A child process that works in a store until it is killed; it says each act that was acknowledged.

Run as ``python -m tests.faults.writer STORE KIND``. It prints ``ack SEQUENCE HASH`` after each act that came back, and
``in`` while a transaction is open with rows written; then it waits for a line from its parent, so that the parent can
choose to kill it just there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app import vault
from app.desk import Desk
from app.unit_of_work import UnitOfWork
from models import desk as store
from tests.builders import MANAGER, MANAGER_PASSPHRASE
from tests.faults import acts


def say(*words: object) -> None:
    """Tell the parent, at once."""
    print(*words, flush=True)


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


def main(path: Path, kind: str) -> None:
    """Open the store and act until killed."""
    desk: Desk = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    say("open")
    for number in range(10_000):
        if kind == "write":
            desk.do(change_a_setting, number)
        else:
            acts.ACTS[kind](desk, number, pause)
        head = desk.head()
        say("ack", head.sequence, head.hash)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
