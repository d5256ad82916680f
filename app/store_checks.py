"""The quick checks around opening a store, each with its own verdict; nothing is unlocked before they hold."""

from __future__ import annotations

from pathlib import Path

from app.keyring import Keyring
from app.verdicts import verdict
from models import database, logbook

PAGE = 4096
PLAIN_HEADER = b"SQLite format 3\x00"


def before_opening(path: Path, ring: Keyring) -> None:
    """Look at the file itself: there, not empty, not plain, not cut within a page that no log can bring back."""
    if not path.is_file():
        raise verdict("store_missing")
    size = path.stat().st_size
    if size == 0:
        raise verdict("store_empty")
    with open(path, "rb") as store:
        first = store.read(16)
    if first == PLAIN_HEADER:
        raise verdict("store_plain")
    if size < PAGE or (size % PAGE and not _log_waits(path)):
        raise verdict("store_cut")


def _log_waits(path: Path) -> bool:
    """Say whether a write-ahead log lies beside: a power cut can leave part of a page that stands wholly in it."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def opened(path: Path, ring: Keyring, key: bytes) -> database.DoorConnection:
    """Open the store under its proved key; what fails now is the store's fault, not the passphrase's."""
    try:
        return database.connect(path, key, bytes.fromhex(ring.salt))
    except database.WrongKey:
        raise verdict("store_foreign") from None
    except database.CannotOpen as problem:
        if path.stat().st_size < ring.mark_size:
            raise verdict("store_cut") from None
        if database.kind_of_fault(problem):
            raise
        raise verdict("pages_damaged") from None


def after_opening(path: Path, connection: database.DoorConnection, ring: Keyring) -> None:
    """Compare the salt, the size and the log's head with what the keyring remembers."""
    with open(path, "rb") as store:
        if store.read(16).hex() != ring.salt:
            raise verdict("salt_damaged")
    pages = database.page_count(connection)
    if path.stat().st_size < pages * PAGE and not _log_waits(path):
        raise verdict("store_cut")
    if ring.mark_sequence == 0:
        return
    found = _hash_at(connection, ring.mark_sequence)
    if found is None:
        raise verdict("rolled_back")
    if found != ring.mark_hash:
        raise verdict("history_rewritten")


def _hash_at(connection: database.DoorConnection, sequence: int) -> str | None:
    try:
        with database.session_over(connection) as session:
            row = session.get(logbook.Entry, sequence)
            return row.hash if row else None
    except database.STORE_FAULTS:
        raise verdict("pages_damaged") from None


def prove_unreadable(connection: database.DoorConnection, path: Path, ring: Keyring) -> None:
    """Refuse a new store whose file can be read without its key, before anything of a child is written into it."""
    connection.execute("PRAGMA user_version = 1")
    database.checkpoint(connection)
    with open(path, "rb") as store:
        first = store.read(16)
    if not first or first == PLAIN_HEADER or first.hex() != ring.salt or database.opens_without_key(path):
        raise verdict("not_unreadable")
