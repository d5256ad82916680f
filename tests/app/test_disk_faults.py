"""A disk that is full or fails for a moment is named as that, and never as a bad backup or a bug."""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import models.officers
from app import backups, rekeying, vault
from app.restoring import restore
from app.verdicts import StoreVerdict
from models import database
from tests.builders import MANAGER, MANAGER_PASSPHRASE, a_desk, a_store


def _named(act: Callable[[], object]) -> str:
    with pytest.raises(StoreVerdict) as refusal:
        act()
    return refusal.value.name


def _restored(container: Path) -> None:
    restore(container, container.with_name("again.mash"), MANAGER, passphrase=MANAGER_PASSPHRASE)


@pytest.fixture(scope="module")
def container(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a sound backup."""
    folder = tmp_path_factory.mktemp("backup")
    desk = a_desk(folder)
    backups.back_up(desk, folder / "desk.mashbackup")
    desk.close()
    return folder / "desk.mashbackup"


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("SQLITE_FULL", "disk_full"),
        ("SQLITE_CANTOPEN", "store_unreachable"),
        ("SQLITE_CORRUPT", "pages_damaged"),
    ],
)
def test_what_the_disk_does_while_a_backup_is_restored_is_not_called_a_damaged_backup(
    container: Path, word: str, name: str
) -> None:
    with mock.patch.object(database, "connect", side_effect=database.CannotOpen(word)):
        assert _named(lambda: _restored(container)) == name
    assert {file.name for file in container.parent.glob("again*")} <= {"again.mash.lock"}


def test_a_backup_that_the_disk_cannot_read_just_now_is_not_called_no_backup(container: Path) -> None:
    real: Callable[..., Any] = open

    def failing(path: Any, *arguments: Any, **named: Any) -> Any:
        if str(path) == str(container):
            raise OSError(errno.EIO, "made to fail")
        return real(path, *arguments, **named)

    with mock.patch("zipfile.io.open", failing):
        assert _named(lambda: backups.read_manifest(container)) == "store_unreachable"


def test_a_store_that_cannot_be_read_while_it_is_backed_up_is_named_and_no_backup_is_left(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path)
    out = tmp_path / "desk.mashbackup"
    with mock.patch.object(database, "connect", side_effect=database.CannotOpen("SQLITE_CORRUPT")):
        assert _named(lambda: backups.back_up(desk, out)) == "pages_damaged"
    with mock.patch.object(database, "damaged_pages", return_value=["page 3"]):
        assert _named(lambda: backups.back_up(desk, out)) == "copy_unsound"
    assert list(tmp_path.glob("*.mashbackup*")) == []
    desk.close()


def test_a_change_of_key_whose_last_step_fails_holds_and_the_next_opening_does_the_rest(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path)
    path, real = tmp_path / "desk.mash", os.replace

    def failing(one: Path, other: Path) -> None:
        if Path(other) == path:
            raise OSError(errno.EIO, "made to fail")
        real(one, other)

    with mock.patch.object(os, "replace", failing):
        rekeying.change_store_key(desk)
    assert vault.next_path(path).exists()
    again = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    assert again.check_whole() is None
    again.close()
    assert not vault.next_path(path).exists()


def test_a_store_whose_officers_cannot_be_read_is_named_and_leaves_nothing_to_be_logged_later(
    tmp_path: Path,
) -> None:
    path = a_store(tmp_path)
    read: Callable[..., Any] = models.officers.officer_named

    def failing(session: Any, owner: str) -> Any:
        read(session, owner)
        raise database.CannotOpen("SQLITE_CORRUPT")

    with mock.patch.object(models.officers, "officer_named", failing):
        assert _named(lambda: vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)) == "pages_damaged"
    gc.collect()  # a session that was left open would be closed now, and say so in the log
    vault.open_store(path, MANAGER, MANAGER_PASSPHRASE).close()
