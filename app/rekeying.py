"""The store under another key: for a leaver who could have kept the old one, and for files that may be in other hands."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app import backups, keyring, vault
from app.access import Act, require
from app.desk import Desk, Head
from app.keyring import Keyring
from app.unit_of_work import UnitOfWork
from app.verdicts import explained, verdict
from models import database


def change_store_key(desk: Desk) -> None:
    """Write the whole store anew under a fresh key, check the copy, and put it in the place of the old one.

    The desk is locked afterwards; every officer unlocks as before, for each way in is sealed to the new key and nobody's
    passphrase is needed for it. Old copies and backups still open with what opened them then. Killed at any moment, the
    store opens with the old key or the new one, and nothing is lost (``vault.finish_key_change``).
    """
    desk.do(_log_change)
    with explained(desk.keeper.path.parent, "not_writable"):
        _change(desk, desk.keeper.path, desk.keeper.store_key())


def _change(desk: Desk, path: Path, old_key: bytes) -> None:
    ring = keyring.read(vault.keys_path(path))
    keyring.prove(ring, old_key)
    key, waiting = os.urandom(32), vault.next_path(path)
    slots = tuple(_sealed_again(ring, slot, key) for slot in ring.slots)
    changed = replace(ring, salt=os.urandom(16).hex(), slots=slots)
    vault.remove(waiting)

    def write_anew(writing: database.DoorConnection) -> Callable[[], None]:
        head = _copy(writing, waiting, key, changed)

        def put_in_place() -> None:
            vault.note_head(
                path, changed, key, head, size=waiting.stat().st_size
            )  # from here on the new key holds, and the next opening could do the rest
            with suppress(OSError):
                vault.finish_key_change(path, changed)

        return put_in_place

    try:
        desk.end_with(write_anew)
    except BaseException:
        vault.finish_key_change(path, keyring.read(vault.keys_path(path)))
        raise


def _log_change(work: UnitOfWork) -> None:
    require(work, Act.KEEP_OFFICERS)
    work.record("change_store_key", things=[work.officer.id])


def _copy(writing: database.DoorConnection, waiting: Path, key: bytes, ring: Keyring) -> Head:
    target = database.connect(waiting, vault.db_key(key), bytes.fromhex(ring.salt), guarded=False)
    try:
        database.copy_into(writing, target)
        database.checkpoint(target)
        head = backups.check_copy(target)
    finally:
        target.close()
    with open(waiting, "r+b") as written:
        os.fsync(written.fileno())
    return head


def _sealed_again(ring: Keyring, slot: keyring.Slot, key: bytes) -> keyring.Slot:
    if slot.kind == "recovery":
        return keyring.recovery_slot(ring.store_id, base64.b64decode(ring.recovery_public), key)
    if keyring.is_dated(slot):
        raise verdict("slot_dated")
    return keyring.resealed(slot, ring.store_id, key)
