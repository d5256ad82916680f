"""Work on a whole store at once, broken off: another key, a backup, a restore, an older store brought up to date."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from alembic import command
from alembic.config import Config

from app import backups, keyring, rekeying, vault
from app.desk import Desk
from app.errors import DeskError
from app.restoring import restore
from app.verdicts import StoreVerdict
from models import database, migrating
from tests.app.test_rekeying import _as_before as keyring_of_the_older_form
from tests.builders import COUNCIL, MANAGER, MANAGER_PASSPHRASE

Pause = Callable[[], None]
Say = Callable[..., None]
_WRITES = re.compile(r"\s*(CREATE|INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


def opened(path: Path) -> Desk:
    """Open a store as its first officer."""
    return vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)


@contextmanager
def pausing_at_files(pause: Pause) -> Iterator[None]:
    """Call a pause before every change of a file's name, every sync from Python, every copy and every checkpoint."""

    def first(real: Callable[..., Any]) -> Callable[..., Any]:
        def paused(*args: Any, **named: Any) -> Any:
            pause()
            return real(*args, **named)

        return paused

    with ExitStack() as patched:
        for where, names in ((os, ("replace", "fsync", "unlink")), (database, ("copy_into", "checkpoint"))):
            for name in names:
                patched.enter_context(mock.patch.object(where, name, first(getattr(where, name))))
        yield


@contextmanager
def pausing_at_statements(pause: Pause) -> Iterator[None]:
    """Call a pause before every statement that writes, as a migration runs them."""
    real = database.DoorCursor.execute

    def paused(cursor: database.DoorCursor, statement: str, *parameters: Any) -> Any:
        if _WRITES.match(statement):
            pause()
        return real(cursor, statement, *parameters)

    with mock.patch.object(database.DoorCursor, "execute", paused):
        yield


def _say_head(desk: Desk, say: Say) -> None:
    head = desk.head()
    say("ack", head.sequence, head.hash)


def _change_keys(path: Path, pause: Pause, say: Say) -> None:
    for _ in range(10_000):
        desk = opened(path)
        _say_head(desk, say)
        with pausing_at_files(pause):
            rekeying.change_store_key(desk)


def _back_up(path: Path, pause: Pause, say: Say) -> None:
    desk = opened(path)
    for number in range(10_000):
        out = path.with_name(f"{path.name}-{number}{backups.ENDING}")
        with pausing_at_files(pause):
            backups.back_up(desk, out)
        _say_head(desk, say)
        say("made", out.name)


def _restore(path: Path, pause: Pause, say: Say) -> None:
    container = path.with_name(path.name + backups.ENDING)
    desk = opened(path)
    backups.back_up(desk, container)
    _say_head(desk, say)
    say("made", container.name)
    for number in range(10_000):
        again = path.with_name(f"{path.name}-again{number}.mash")
        with pausing_at_files(pause), pausing_at_statements(pause):
            restore(container, again, MANAGER, passphrase=MANAGER_PASSPHRASE)
        say("made", again.name)


def _migrate(path: Path, pause: Pause, say: Say) -> None:
    with pausing_at_files(pause), pausing_at_statements(pause):
        desk = opened(path)
    _say_head(desk, say)
    while True:
        pause()


def _create(path: Path, pause: Pause, say: Say) -> None:
    for number in range(10_000):
        new = path.with_name(f"{path.name}-new{number}.mash")
        with pausing_at_files(pause), pausing_at_statements(pause), stretching_lightly():
            made_anew(new)
        say("made", new.name)


def lightly(passphrase: str, salt: bytes, cost: keyring.Cost) -> bytes:
    """Stretch a passphrase at no cost, for stores of which each has a salt of its own and none outlives the run."""
    return hashlib.sha256(salt + passphrase.encode()).digest()


def stretching_lightly() -> AbstractContextManager[object]:
    """Stretch every passphrase lightly while the block runs."""
    return mock.patch.object(keyring, "_stretched", lightly)


def made_anew(path: Path) -> None:
    """Make a store, as its first officer does."""
    vault.create_store(
        path, council=COUNCIL, officer=MANAGER, passphrase=MANAGER_PASSPHRASE, cost=keyring.FLOOR
    )


KINDS: dict[str, Callable[[Path, Pause, Say], None]] = {
    "rekey": _change_keys,
    "backup": _back_up,
    "restore": _restore,
    "migrate": _migrate,
    "create": _create,
}
#: In which of the pauses of a child it is killed, at the most: a little more than those of one act, or of two short ones.
PAUSES = {"rekey": 55, "backup": 34, "restore": 40, "migrate": 80, "create": 200}


def older_store(path: Path, entries: int = 20) -> None:
    """Make a closed store as the first version of the program left it: tables v0001, and a keyring of schema 1."""

    def upgrade_to_first(connection: database.DoorConnection) -> None:
        config = Config()
        config.set_main_option("script_location", str(migrating.MIGRATIONS))
        with database.engine_over(connection).connect() as bound:
            config.attributes["connection"] = bound
            command.upgrade(config, "v0001")
            bound.commit()

    with (
        mock.patch.object(migrating, "upgrade", upgrade_to_first),
        mock.patch.object(migrating, "newest_version", return_value="v0001"),
    ):
        made_anew(path)
        desk = opened(path)
        for _ in range(entries):
            desk.do(lambda work: work.record("search", counts={"found": 3}))
        desk.close()
    keyring_of_the_older_form(path)


def faults_after(path: Path, kind: str, made: list[str]) -> list[str]:
    """Look at what lies beside a store that was worked on as a whole, and go on from there as an officer would."""
    found: list[str] = []
    if kind == "backup":
        found += _unsound_backups(path, made)
    if kind == "restore":
        found += _unsound_restores(path, made)
    if kind == "migrate":
        found += _not_newest(path)
    if kind == "create":
        with stretching_lightly():
            found += _unsound_new(path, made)
    kept = {path.name, vault.keys_path(path).name, path.name + ".lock"}
    left = {file.name for file in path.parent.glob(path.name + "*")} - kept
    return found + [f"{name} was left" for name in sorted(left) if not _wanted(name)]


def _wanted(name: str) -> bool:
    return name.endswith((backups.ENDING, "-again.mash", ".lock")) or bool(
        re.search(r"-(again|new)\d+\.mash(\.keys)?$", name)
    )


def _unsound_backups(path: Path, made: list[str]) -> list[str]:
    there = {file.name for file in path.parent.glob(f"{path.name}-*{backups.ENDING}")}
    found = [f"{name} was made and is gone" for name in made if name not in there]
    found += [f"{name}: {words}" for name in there if (words := unsound_backup(path.with_name(name)))]
    desk = opened(path)
    for left in path.parent.glob(f"{path.name}-*{backups.ENDING}.*"):
        os.utime(left, (0, 0))  # the next backup is not made in the same hour
    backups.back_up(desk, path.with_name(f"{path.name}-{len(there)}-again{backups.ENDING}"))
    desk.close()
    return found


def unsound_backup(container: Path) -> str:
    """Restore a container into a scratch place and say what is wrong with it; an empty text when nothing is."""
    scratch = container.with_name(container.name + ".tried")
    try:
        restore(container, scratch, MANAGER, passphrase=MANAGER_PASSPHRASE)
        return unsound_store(scratch)
    except DeskError as problem:
        return problem.happened
    finally:
        vault.remove(scratch)


def unsound_store(path: Path) -> str:
    """Open and check a store; say what is wrong with it, or give an empty text."""
    try:
        desk = opened(path)
    except DeskError as problem:
        return problem.happened
    fault = desk.check_whole()
    desk.close()
    return fault.happened if fault else ""


def _unsound_restores(path: Path, made: list[str]) -> list[str]:
    stores = [name for name in made if name.endswith(".mash")]
    found = [f"{name}: {words}" for name in stores if (words := unsound_store(path.with_name(name)))]
    container = path.with_name(path.name + backups.ENDING)
    if container.name not in made:
        return found
    unfinished = path.with_name(f"{path.name}-again{len(stores)}.mash")
    if unsound_store(unfinished):
        try:
            restore(container, unfinished, MANAGER, passphrase=MANAGER_PASSPHRASE)
            found += [words for words in [unsound_store(unfinished)] if words]
        except DeskError as problem:
            found.append(f"restoring again: {problem.happened}")
    return found


def _unsound_new(path: Path, made: list[str]) -> list[str]:
    """Look at the stores that were made, and make the one again whose making was broken off, if it was."""
    found = [f"{name}: {words}" for name in made if (words := unsound_store(path.with_name(name)))]
    broken = path.with_name(f"{path.name}-new{len(made)}.mash")
    try:
        opened(broken).close()
    except StoreVerdict as named:
        if named.name not in ("store_unfinished", "store_missing"):
            found.append(f"half a store was called {named.name}")
        made_anew(broken)
    words = unsound_store(broken)
    return found + ([f"made again: {words}"] if words else [])


def _not_newest(path: Path) -> list[str]:
    ring = keyring.read(vault.keys_path(path))
    found = [
        f"the slot of {slot.owner} is dated" for slot in ring.slots if slot.owner and keyring.is_dated(slot)
    ]
    container = path.with_name(f"{path.name}.before-{migrating.newest_version()}{backups.ENDING}")
    if not container.exists():
        found.append("no backup was made before the migration")
    elif words := unsound_backup(container):
        found.append(f"the backup before the migration: {words}")
    desk = opened(path)
    with desk.keeper.source() as (connection, _ring, _key):
        if migrating.version_of(connection) != migrating.newest_version():
            found.append("the tables are of an older version")
        migrating.check_guards(connection)
    desk.close()
    return found
