"""A child that works through short sessions, so that each of their writes, syncs and renames can be written down.

Run as ``python -m tests.faults.recorded STORE KIND STORE KIND ...``; it says ``session KIND``, and ``ack SEQUENCE HASH``
and ``made NAME`` as it goes, and what is written down holds these words among the writes, in the order of it all.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app import backups, rekeying
from app.desk import Desk
from app.restoring import restore
from app.unit_of_work import UnitOfWork
from models import desk as store
from tests.builders import MANAGER, MANAGER_PASSPHRASE
from tests.faults.whole_store import opened


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")  # in one piece, so that it is one line of the record
    sys.stdout.flush()


def _acknowledged(desk: Desk) -> None:
    head = desk.head()
    _say("ack", head.sequence, head.hash)


def _change_a_setting(work: UnitOfWork, number: int) -> None:
    row = store.setting_row(work.session, "council_name")
    if row is None:
        raise SystemExit(3)
    row.value = f"Council {number}" * (1 + number % 3 * 300)
    work.record("change_setting", things=[row.id])


def _some_writes(desk: Desk, count: int) -> None:
    for number in range(count):
        desk.do(_change_a_setting, number)
        _acknowledged(desk)


def write(path: Path) -> None:
    """Write, check the whole store (which empties the write-ahead log), write on, lock, unlock and write again."""
    desk = opened(path)
    _some_writes(desk, 8)
    desk.check_whole()
    _some_writes(desk, 4)
    desk.close()
    desk = opened(path)
    _some_writes(desk, 3)
    desk.close()


def rekey(path: Path) -> None:
    """Write, give the store another key, and write on."""
    desk = opened(path)
    _some_writes(desk, 2)
    rekeying.change_store_key(desk)
    desk = opened(path)
    _acknowledged(desk)
    _some_writes(desk, 3)
    desk.close()


def backup(path: Path) -> None:
    """Make a backup, restore it elsewhere, and write on in the first store."""
    desk = opened(path)
    _some_writes(desk, 1)
    container = path.with_name(path.name + backups.ENDING)
    backups.back_up(desk, container)
    _acknowledged(desk)
    _say("made", container.name)
    again = path.with_name(path.name + "-again.mash")
    restore(container, again, MANAGER, passphrase=MANAGER_PASSPHRASE)
    _say("made", again.name)
    _some_writes(desk, 2)
    desk.close()


def migrate(path: Path) -> None:
    """Open an older store, which brings it up to date, and write in it."""
    desk = opened(path)
    _acknowledged(desk)
    _some_writes(desk, 3)
    desk.close()


SESSIONS = {"write": write, "rekey": rekey, "backup": backup, "migrate": migrate}

if __name__ == "__main__":
    for place, kind in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        _say("session", kind)
        SESSIONS[kind](Path(place))
