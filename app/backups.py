"""One verified copy of a store with its keyring in one container, under a key of its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app import clock, keyring, log_chain
from app.access import Act, require
from app.desk import Desk, Head
from app.errors import RefusedInput
from app.keyring import Keyring
from app.unit_of_work import UnitOfWork
from app.verdicts import explained, verdict
from models import database, logbook
from models import desk as stored

SCHEMA = "mash-desk/backup/1"
MANIFEST, STORE, KEYS = "manifest.json", "store.mash", "store.mash.keys"
#: How a container is called.
ENDING = ".mashbackup"
#: A container's parts are copied so many bytes at a time.
_PIECE = 1 << 20
#: Half a backup that has not grown for so many seconds belongs to nobody who is still at work.
_LEFT_AFTER = 3600


@dataclass(frozen=True)
class Manifest:
    """What stands in a container beside the store and its keyring; ``mac`` covers all of it.

    ``wrapped`` is the copy's own key, wrapped for whoever has the store's key (so every officer's passphrase of that day,
    and the recovery key, opens it); ``salt`` is the copy's. ``head`` is the log's as it stood.
    """

    store_id: str
    made_at: str
    device: str
    sequence: int
    hash: str
    store_sha256: str
    keys_sha256: str
    size: int
    salt: str
    wrapped: str
    mac: str = ""

    @property
    def head(self) -> str:
        """The log's head in the copy, as it stands at the foot of a paper."""
        return log_chain.short_head(self.sequence, self.hash)


@dataclass(frozen=True)
class BackupMade:
    """A container that was written, opened again and checked."""

    path: Path
    made_at: datetime
    head: str
    size: int


def back_up(desk: Desk, out: Path) -> BackupMade:
    """Write a container, open it again, check every page and the whole log of the copy, and only then name it ``out``.

    Refused where there is a file of that name, and where the folder cannot be written to. Work goes on meanwhile.
    """
    if out.exists():
        raise RefusedInput(
            "There is a file of this name already.",
            kept="It was left as it is, and no backup was made.",
            next_step="Choose another name.",
        )
    desk.do(_log_backup)
    with desk.keeper.source() as (connection, ring, store_key):
        return write_container(connection, ring, store_key, out)


def _log_backup(work: UnitOfWork) -> None:
    require(work, Act.BACK_UP)
    work.record("back_up", things=[work.officer.id])
    work.topics.add("backups")


def write_container(
    connection: database.DoorConnection, ring: Keyring, store_key: bytes, out: Path
) -> BackupMade:
    """Copy what a connection sees under a fresh key, check the copy, and pack it with the keyring."""
    copy = out.with_name(out.name + ".copying")
    with explained(out.parent, "not_writable"):
        out.parent.mkdir(parents=True, exist_ok=True)
        _sweep(out.parent)
        _remove(copy)
        try:
            manifest = _written(connection, ring, store_key, copy, out)
        finally:
            with suppress(OSError):  # what cannot be taken away now, the next backup takes away
                _remove(copy)
        return BackupMade(out, clock.moment(manifest.made_at), manifest.head, out.stat().st_size)


def _written(
    connection: database.DoorConnection, ring: Keyring, store_key: bytes, copy: Path, out: Path
) -> Manifest:
    key, salt = os.urandom(32), os.urandom(16)
    head, device = _copy_and_check(connection, copy, key, salt)
    marked = replace(ring, mark_sequence=head.sequence, mark_hash=head.hash, mark_size=0, tries={})
    keys = keyring.as_text(keyring.signed(marked, store_key)).encode()
    manifest = Manifest(
        store_id=ring.store_id,
        made_at=clock.moment_text(clock.now_utc()),
        device=device,
        sequence=head.sequence,
        hash=head.hash,
        store_sha256=_sha256(copy),
        keys_sha256=hashlib.sha256(keys).hexdigest(),
        size=copy.stat().st_size,
        salt=salt.hex(),
        wrapped=keyring.wrap(keyring.derived(store_key, "backup"), key, ring.store_id.encode()),
    )
    manifest = replace(manifest, mac=_mac(manifest, store_key))
    _pack(out, copy, keys, manifest)
    return manifest


def _copy_and_check(
    connection: database.DoorConnection, copy: Path, key: bytes, salt: bytes
) -> tuple[Head, str]:
    target = database.connect(copy, key, salt, guarded=False)
    try:
        database.copy_into(connection, target)
        database.checkpoint(target)
        with database.session_over(target) as session:
            device = stored.meta(session, "device")
        return check_copy(target), device
    finally:
        target.close()


def check_copy(copy: database.DoorConnection) -> Head:
    """Check every page of a copy and the whole chain of its log; give its head, or refuse with *copy unsound*."""
    if database.damaged_pages(copy):
        raise verdict("copy_unsound")
    with database.session_over(copy) as session:
        entries = [
            log_chain.chain_entry(row, clock.moment_text(row.at)) for row in logbook.entries_in_order(session)
        ]
    if not entries or next(log_chain.faults(entries), None) is not None:
        raise verdict("copy_unsound")
    return Head(entries[-1].sequence, entries[-1].hash)


def _pack(out: Path, copy: Path, keys: bytes, manifest: Manifest) -> None:
    part = out.with_name(out.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as container:
            container.writestr(MANIFEST, json.dumps({"schema": SCHEMA, **asdict(manifest)}, indent=1))
            container.writestr(KEYS, keys)
            container.write(copy, STORE)
        with open(part, "r+b") as written:
            os.fsync(written.fileno())
        read_manifest(part)
        with opened_container(part) as container, container.open(STORE) as store:
            if _sha256_of(store) != manifest.store_sha256:
                raise verdict("copy_unsound")
        _remove(copy)  # before the container has its name: whoever finds that has nothing to tidy up
        _name(part, out)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _name(part: Path, out: Path) -> None:
    """Give a container its name, so that one that was said to be made is there after a power cut too."""
    os.replace(part, out)
    try:
        keyring.settle_folder(out.parent)
    except OSError:
        out.unlink(missing_ok=True)  # for it is said not to be made
        raise


def read_manifest(path: Path) -> Manifest:
    """Read what a container says of itself; refused by name when it is none, newer than the program, or damaged."""
    with opened_container(path) as container:
        try:
            values: dict[str, Any] = json.loads(container.read(MANIFEST))
            schema = values.pop("schema")
            manifest = Manifest(**values)
            _check_kinds(manifest)
        except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
            raise verdict("backup_damaged") from None
    if schema != SCHEMA:
        raise verdict("backup_newer")
    return manifest


def _check_kinds(manifest: Manifest) -> None:
    numbers = (manifest.sequence, manifest.size)
    texts = [value for name, value in asdict(manifest).items() if name not in ("sequence", "size")]
    if not all(type(n) is int for n in numbers) or not all(isinstance(text, str) for text in texts):
        raise ValueError("not a manifest")
    if len(bytes.fromhex(manifest.salt)) != 16:
        raise ValueError("not a salt")
    base64.b64decode(manifest.wrapped, validate=True)


def read_keyring(path: Path, manifest: Manifest) -> tuple[Keyring, bytes]:
    """Give the keyring of a container, and its bytes as they are to stand beside the store again."""
    with opened_container(path) as container:
        try:
            keys = container.read(KEYS)
        except (KeyError, zipfile.BadZipFile):
            raise verdict("backup_damaged") from None
    if hashlib.sha256(keys).hexdigest() != manifest.keys_sha256:
        raise verdict("backup_damaged")
    return keyring.parsed(keys), keys


def unpack_store(path: Path, manifest: Manifest, store_key: bytes, to: Path) -> bytes:
    """Prove the manifest with the store's key, write the copy out to ``to``, and give the key that opens it."""
    if not hmac.compare_digest(_mac(manifest, store_key), manifest.mac):
        raise verdict("backup_damaged")
    key = keyring.unwrap(
        keyring.derived(store_key, "backup"), manifest.wrapped, manifest.store_id.encode(), "backup_damaged"
    )
    running = hashlib.sha256()
    with opened_container(path) as container:
        try:
            with container.open(STORE) as store, open(to, "wb") as out:
                while piece := store.read(_PIECE):
                    running.update(piece)
                    out.write(piece)
        except (KeyError, zipfile.BadZipFile):
            raise verdict("backup_damaged") from None
    if running.hexdigest() != manifest.store_sha256:
        raise verdict("backup_damaged")
    return key


@contextmanager
def opened_container(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a container for reading; a file that is none is refused by name."""
    with explained(otherwise="backup_none"):
        try:
            container = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise verdict("backup_missing") from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
            if isinstance(problem.__context__, OSError):
                raise problem.__context__ from None  # a disk that could not be read is no bad file
            raise verdict("backup_none") from None
        with container:
            yield container


def _mac(manifest: Manifest, store_key: bytes) -> str:
    covered = json.dumps({**asdict(manifest), "mac": ""}, sort_keys=True).encode()
    return hmac.new(keyring.derived(store_key, "backup manifest"), covered, hashlib.sha256).hexdigest()


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return _sha256_of(file)


def _sha256_of(file: Any) -> str:
    running = hashlib.sha256()
    while piece := file.read(_PIECE):
        running.update(piece)
    return running.hexdigest()


def _remove(copy: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Take away what a backup that was broken off left in a folder; one that is just being made is let alone."""
    for ending in (".part", ".copying", ".copying-wal", ".copying-shm"):
        for left in folder.glob(f"*{ENDING}{ending}"):
            if time.time() - left.stat().st_mtime > _LEFT_AFTER:
                left.unlink(missing_ok=True)
