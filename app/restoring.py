"""A store made again from a backup, under a new device letter, with an entry in its log that says so."""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from app import backups, clock, keyring, vault
from app.access import Act, OfficerNow, require
from app.backups import Manifest
from app.desk import Head
from app.disk_places import require_own_disk
from app.errors import RefusedInput
from app.keyring import Keyring
from app.references import CHECK_LETTERS
from app.unit_of_work import UnitOfWork
from app.verdicts import explained, verdict
from models import database, officers, tracking
from models import desk as stored
from models.codes import Role

DEVICE = re.compile(r"[A-HJ-NP-RT-Z]{1,2}")


@dataclass(frozen=True)
class Restored:
    """A store that was made again: where, from a copy of which moment and log head, and its new device letters."""

    path: Path
    made_at: str
    head: str
    device: str


def restore(
    container: Path,
    path: Path,
    officer: str,
    *,
    passphrase: str = "",
    recovery_private: bytes | None = None,
    device: str = "",
) -> Restored:
    """Make the store of a backup again at ``path``, as one of its administrators.

    The passphrase is the officer's of the day of the backup; the recovery key does instead of it. ``device`` is the new
    letter (or two) for references; without one, two are drawn by lot, so that two laptops restored from one backup never
    give the same reference. Refused by name: no backup, damaged, newer, a file already at ``path``, a wrong passphrase.
    """
    letters = device.strip().upper()
    if letters and not DEVICE.fullmatch(letters):
        raise RefusedInput(
            "A device has one or two letters, without I, O and S.",
            kept="Nothing was restored.",
            next_step="Choose others.",
        )
    _clear_broken_off(path)
    if path.exists() or vault.keys_path(path).exists():
        raise verdict("store_exists")
    require_own_disk(path)
    manifest = backups.read_manifest(container)
    ring, _ = backups.read_keyring(container, manifest)
    store_key, owner = _way_in(ring, officer, passphrase, recovery_private)
    keyring.prove(ring, store_key)
    with explained(path.parent, "not_writable"):
        try:
            head, used = _make_again(container, manifest, path, ring, store_key, owner, letters)
            vault.note_head(path, ring, store_key, head)
        except BaseException:
            vault.remove(path)
            raise
        finally:
            with suppress(OSError):  # beside a whole store it is taken away when that is opened
                vault.remove(vault.restoring_path(path))
    return Restored(path, manifest.made_at, manifest.head, used)


def _clear_broken_off(path: Path) -> None:
    """Take away what a restore that was broken off left: a store without its keyring, and beside it what it came from."""
    copy = vault.restoring_path(path)
    if copy.exists() and not vault.keys_path(path).exists():
        vault.remove(path)
        vault.remove(copy)


def _way_in(ring: Keyring, officer: str, passphrase: str, private: bytes | None) -> tuple[bytes, str]:
    slot = ring.slot_of(officer)
    if private is not None:
        sealed = next((each for each in ring.slots if each.kind == "recovery"), None)
        if sealed is None:
            raise verdict("wrong_recovery_key")
        return keyring.open_recovery_slot(ring.store_id, sealed, private), slot.owner if slot else officer
    if slot is None:
        raise verdict("no_such_officer")
    return keyring.open_passphrase_slot(ring.store_id, slot, passphrase), slot.owner


def _make_again(
    container: Path, manifest: Manifest, path: Path, ring: Keyring, store_key: bytes, owner: str, letters: str
) -> tuple[Head, str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    copy = vault.restoring_path(path)
    key = backups.unpack_store(container, manifest, store_key, copy)
    _into_place(copy, key, manifest, path, ring, store_key)
    connection = database.connect(path, vault.db_key(store_key), bytes.fromhex(ring.salt))
    try:
        said = _say_so(connection, owner, letters)
        database.checkpoint(connection)
    finally:
        connection.close()
    return said


def _into_place(
    copy: Path, key: bytes, manifest: Manifest, path: Path, ring: Keyring, store_key: bytes
) -> None:
    """Check the copy, and write it under the store's own key."""
    try:
        source = database.connect(copy, key, bytes.fromhex(manifest.salt), guarded=False)
    except database.WrongKey:
        raise verdict("backup_damaged") from None
    try:
        head = backups.check_copy(source)
        if (head.sequence, head.hash) != (manifest.sequence, manifest.hash):
            raise verdict("backup_damaged")
        target = database.connect(path, vault.db_key(store_key), bytes.fromhex(ring.salt), guarded=False)
        try:
            database.copy_into(source, target)
        finally:
            target.close()
    finally:
        source.close()


def _say_so(connection: database.DoorConnection, owner: str, letters: str) -> tuple[Head, str]:
    """Give the store its new device and write the entry of the restoring, as an administrator of the store."""
    with database.session_over(connection) as session:
        row = officers.officer_named(session, owner)
        if row is None or row.state != "here":
            raise verdict("no_such_officer")
        now = OfficerNow(row.id, row.name, row.post, frozenset(Role(role) for role in row.roles))
        before = stored.meta(session, "device")
        used = letters or _drawn(before)
        tracker = tracking.Tracker(session)
        tracking.write_meta(session, {"device": used, "device_id": uuid4().hex})
        work = UnitOfWork(session, tracker, now, clock.now_utc())
        require(work, Act.BACK_UP)
        work.record("restore", things=[now.id], reason_code="from_backup")
        last = work.settle()
        session.commit()
    if last is None:
        raise RuntimeError("restoring wrote no entry")
    return Head(last.sequence, last.hash), used


def _drawn(before: str) -> str:
    """Draw two letters by lot, others than the store had until now."""
    while True:
        drawn = secrets.choice(CHECK_LETTERS) + secrets.choice(CHECK_LETTERS)
        if drawn != before:
            return drawn
