"""How a store is made, opened, and given another passphrase: keyring first, store second, each fault by name."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from filelock import FileLock, Timeout

from app import keyring, new_store, passphrases, recovery, store_checks
from app.access import OfficerNow
from app.desk import Desk, Head
from app.disk_places import require_own_disk
from app.errors import DeskError
from app.keeper import Keeper
from app.keyring import Cost, Keyring
from app.unit_of_work import UnitOfWork
from app.verdicts import explained, verdict
from models import database, migrating, officers
from models.codes import Role


@dataclass(frozen=True)
class StoreMade:
    """A new store: where it is, and the recovery key's words when it was made here (shown once)."""

    path: Path
    recovery_words: str


def keys_path(path: Path) -> Path:
    """Give the place of a store's keyring."""
    return path.with_name(path.name + ".keys")


def officers_of(path: Path) -> tuple[str, ...]:
    """Give the names of those who can open a store, for the unlock window."""
    return _keyring_beside(path).owners


def create_store(
    path: Path,
    *,
    council: str,
    officer: str,
    passphrase: str,
    post: str = "",
    recovery_public: bytes | None = None,
    cost: Cost | None = None,
) -> StoreMade:
    """Make a store with its first officer, who is manager and administrator.

    Refused when a file of that name is there, when the passphrase will not do, and when the new file turns out not to
    be encrypted (nothing is written into it then). Without ``recovery_public`` a recovery key is made here and its
    words are in the answer.
    """
    passphrases.require_good(passphrase)
    if not council.strip() or not officer.strip():
        raise DeskError(
            "A store needs the council's name and the first officer's name.",
            kept="Nothing was made.",
            next_step="Fill in both.",
        )
    if path.exists() and not restoring_path(path).exists():
        raise verdict("store_exists")
    require_own_disk(path)
    with _alone(path):
        clear_unfinished(path)
        return _made(path, council.strip(), officer.strip(), post.strip(), passphrase, recovery_public, cost)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the store's lock while it is made, so that two who make it never meet; no lock file outlives a refusal."""
    lock = FileLock(str(path) + ".lock", timeout=0, thread_local=False)
    with explained(path.parent, "not_writable"):
        path.parent.mkdir(parents=True, exist_ok=True)
        _take(lock)
    try:
        yield
    finally:
        lock.release()
        if not path.exists():
            Path(lock.lock_file).unlink(missing_ok=True)


def _take(lock: FileLock) -> None:
    try:
        lock.acquire()
    except Timeout:
        raise verdict("in_use") from None


def making_path(path: Path) -> Path:
    """Give the place of a store that is being made; it gets its name when it is whole and its keyring lies on disk."""
    return path.with_name(path.name + ".making")


def is_unfinished(path: Path) -> bool:
    """Say whether the making of a store was broken off: it has no name yet, and a keyring beside it is its own."""
    making, keys = making_path(path), keys_path(path)
    if path.exists() or not making.exists():
        return False
    if not keys.exists():
        return True
    with explained(path.parent, "keyring_unreadable"), open(making, "rb") as store:
        return store.read(16).hex() == keyring.read(keys).salt


def clear_unfinished(path: Path) -> None:
    """Take away what a making left that was broken off, and refuse when anything else has the store's name.

    It never bore the store's name, so it was never opened and nothing was put into it.
    """
    if is_unfinished(path):
        _remove_unnamed(path)
    if restoring_path(path).exists() and not keys_path(path).exists():
        raise verdict("restore_unfinished")
    if path.exists() or keys_path(path).exists():
        raise verdict("store_exists")


def _remove_unnamed(path: Path) -> None:
    for keys in (keys_path(path), path.with_name(path.name + ".keys.new")):
        keys.unlink(missing_ok=True)
    remove(making_path(path))


def _made(
    path: Path,
    council: str,
    officer: str,
    post: str,
    passphrase: str,
    recovery_public: bytes | None,
    cost: Cost | None,
) -> StoreMade:
    words = ""
    if recovery_public is None:
        pair = recovery.make_pair()
        recovery_public, words = pair.public, recovery.as_words(pair.private)
    store_key, first_seal = os.urandom(32), os.urandom(32)
    ring = new_store.ring_for(recovery_public, first_seal, made="here" if words else "council")
    slots = (
        keyring.passphrase_slot(ring.store_id, officer, passphrase, store_key, cost or keyring.calibrated()),
        keyring.recovery_slot(ring.store_id, recovery_public, store_key),
    )
    ring = replace(ring, slots=slots)
    making = making_path(path)
    try:
        with explained(path.parent, "not_writable"):
            head = new_store.write_file(
                making, ring, db_key(store_key), first_seal, council=council, officer=officer, post=post
            )
            keyring.settle_folder(path.parent)  # the file is there for certain before a keyring speaks of it
            note_head(path, keyring.signed(ring, store_key), store_key, head, size=making.stat().st_size)
            os.replace(making, path)
            keyring.settle_folder(path.parent)
    except BaseException:
        if path.exists():
            os.replace(path, making)  # it has no name while it loses its keyring
        _remove_unnamed(path)
        raise
    return StoreMade(path, words)


def open_store(path: Path, officer: str, passphrase: str) -> Desk:
    """Open a store for an officer: the keyring proves the passphrase before the store is touched.

    Every fault is a ``StoreVerdict`` with its own name and next step; a wrong passphrase is counted, and after the
    third the next try waits 1, 2, 4 up to 60 seconds.
    """
    ring = _keyring_beside(path)
    slot = ring.slot_of(officer)
    if slot is None:
        raise verdict("no_such_officer")
    wait = keyring.wait_needed(ring, time.time())
    if wait > 0:
        raise DeskError(
            f"After several wrong passphrases the next try waits {int(wait) + 1} seconds.",
            kept="The store is unharmed.",
            next_step="Wait, then try again.",
        )
    try:
        store_key = keyring.open_passphrase_slot(ring.store_id, slot, passphrase)
    except DeskError:
        keyring.write(keys_path(path), keyring.with_wrong_try(ring, time.time()))
        raise
    opened = _opened(path, ring, store_key, slot.owner, "unlock")
    if keyring.is_dated(slot):
        opened.keeper.renew_slot(slot, passphrase)
    return opened


def _keyring_beside(path: Path) -> Keyring:
    """Read the keyring of a store; where there is neither, say that there is no store rather than that a part is lost."""
    if is_unfinished(path):
        raise verdict("store_unfinished")
    if not keys_path(path).exists() and restoring_path(path).exists():
        raise verdict("restore_unfinished")
    if not path.exists() and not keys_path(path).exists():
        raise verdict("store_missing")
    return keyring.read(keys_path(path))


def _opened(path: Path, ring: Keyring, store_key: bytes, owner: str, act: str) -> Desk:
    keyring.prove(ring, store_key)
    lock = FileLock(str(path) + ".lock", timeout=0, thread_local=False)  # taken and let go on other threads
    with explained(path.parent, "not_writable"):
        _take(lock)
    try:
        with explained(path.parent):
            return _opened_locked(path, ring, store_key, owner, act, lock)
    except BaseException:
        lock.release()
        raise


def _opened_locked(path: Path, ring: Keyring, store_key: bytes, owner: str, act: str, lock: FileLock) -> Desk:
    finish_key_change(path, ring)
    remove(restoring_path(path))
    remove(making_path(path))
    store_checks.before_opening(path, ring)
    writing = store_checks.opened(path, ring, db_key(store_key))
    try:
        _migrate_when_older(path, writing, ring, store_key)
        store_checks.after_opening(path, writing, ring)
        with database.session_over(writing) as session:
            row = officers.officer_named(session, owner)
        reading = database.connect(path, db_key(store_key), bytes.fromhex(ring.salt), readonly=True)
    except BaseException:
        writing.close()
        raise
    if row is None or row.state != "here":
        writing.close()
        reading.close()
        raise verdict("no_such_officer")
    now = OfficerNow(row.id, row.name, row.post, frozenset(Role(role) for role in row.roles))

    def on_close(head: Head) -> None:
        note_head(path, keyring.read(keys_path(path)), store_key, head)

    opened = Desk(writing, reading, now, on_close, lock.release)
    opened.keeper = Keeper(path, keys_path(path), store_key)
    try:
        opened.do(_log_unlock, act, now.id, int(ring.tries.get("count", 0)))
    except BaseException:
        opened.abandon()
        raise
    if ring.tries:
        keyring.write(keys_path(path), replace(ring, tries={}))
    return opened


def _log_unlock(work: UnitOfWork, act: str, officer: UUID, wrong_tries: int) -> None:
    counts = {"wrong_tries": wrong_tries} if wrong_tries else {}
    work.record(act, things=[officer], counts=counts)


def _migrate_when_older(
    path: Path, writing: database.DoorConnection, ring: Keyring, store_key: bytes
) -> None:
    version = migrating.version_of(writing)
    if version == migrating.newest_version():
        return
    if version > migrating.newest_version():
        raise verdict("store_newer")
    _back_up_before_migrating(path, writing, ring, store_key)
    plain = database.connect(path, db_key(store_key), bytes.fromhex(ring.salt), guarded=False)
    try:
        migrating.upgrade(plain)
    finally:
        plain.close()


def _back_up_before_migrating(
    path: Path, writing: database.DoorConnection, ring: Keyring, store_key: bytes
) -> None:
    """Keep a verified copy beside the store; one that an interrupted migration left is as good, and is kept."""
    from app import backups

    out = path.with_name(f"{path.name}.before-{migrating.newest_version()}{backups.ENDING}")
    if not out.exists():
        backups.write_container(writing, ring, store_key, out)


def next_path(path: Path) -> Path:
    """Give the place of a store that is being written under another key."""
    return path.with_name(path.name + ".next")


def restoring_path(path: Path) -> Path:
    """Give the place of the copy that a store is restored from; it stays until the store has its keyring."""
    return path.with_name(path.name + ".restoring")


def finish_key_change(path: Path, ring: Keyring) -> None:
    """Bring a change of the store's key to its end, or take back what it left: the keyring says which.

    The keyring names the salt of the store it opens. When that is the store that waits beside, the keyring was changed
    and the store is put in its place; otherwise the change never came to pass.
    """
    waiting = next_path(path)
    if not waiting.exists():
        return
    with open(waiting, "rb") as store:
        salt = store.read(16).hex()
    if salt == ring.salt:
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(
                missing_ok=True
            )  # of the old key: it must not be read into the new
        keyring.settle_folder(path.parent)  # nor after a power cut
        os.replace(waiting, path)
    remove(waiting)


def open_with_recovery(path: Path, private: bytes, officer: str) -> Desk:
    """Open a store with the recovery key as an officer of it; the log says that it was used."""
    ring = _keyring_beside(path)
    slot = next((slot for slot in ring.slots if slot.kind == "recovery"), None)
    if slot is None:
        raise verdict("wrong_recovery_key")
    store_key = keyring.open_recovery_slot(ring.store_id, slot, private)
    named = ring.slot_of(officer)
    return _opened(path, ring, store_key, named.owner if named else officer, "unlock_by_recovery")


def repair_salt(path: Path, officer: str, passphrase: str) -> None:
    """Write the store's first sixteen bytes again from the keyring, after proving that this opens the store."""
    ring = _keyring_beside(path)
    slot = ring.slot_of(officer)
    if slot is None:
        raise verdict("no_such_officer")
    store_key = keyring.open_passphrase_slot(ring.store_id, slot, passphrase)
    keyring.prove(ring, store_key)
    with explained(path.parent, "not_writable"):
        store_checks.opened(path, ring, db_key(store_key)).close()
        with open(path, "r+b") as store:
            store.write(bytes.fromhex(ring.salt))
            store.flush()
            os.fsync(store.fileno())


def db_key(store_key: bytes) -> bytes:
    """Give the key of the store's file, derived from the store key."""
    return keyring.derived(store_key, "database")


def note_head(path: Path, ring: Keyring, store_key: bytes, head: Head, size: int = 0) -> None:
    """Write into the keyring how far the log has come and how large the store is: its high-water mark."""
    size = size or path.stat().st_size
    marked = replace(ring, mark_sequence=head.sequence, mark_hash=head.hash, mark_size=size)
    keyring.write(keys_path(path), keyring.signed(marked, store_key))


def remove(path: Path) -> None:
    """Take away every part of a store whose making failed; the store itself last, so that a break can be seen later."""
    problems = []
    for suffix in ("-wal", "-shm", "-journal", ".keys", ".keys.new", ".lock", ""):
        try:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        except OSError as problem:
            problems.append(problem)
    if problems:
        raise problems[0]
