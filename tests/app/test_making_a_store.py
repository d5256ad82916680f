"""A store gets its name only when it is whole; what a broken-off making left is known, and taken away by the next."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from unittest import mock

import pytest
from filelock import FileLock

from app import keyring, vault
from app.keyring import FLOOR
from app.verdicts import StoreVerdict
from models import database
from tests.builders import COUNCIL, MANAGER, MANAGER_PASSPHRASE, a_desk, a_store

PAGE = 4096


def _make(path: Path) -> None:
    vault.create_store(path, council=COUNCIL, officer=MANAGER, passphrase=MANAGER_PASSPHRASE, cost=FLOOR)


def _open(path: Path) -> None:
    vault.open_store(path, MANAGER, MANAGER_PASSPHRASE).close()


def _refused(act: str, path: Path) -> str:
    doing = _make if act == "make" else _open
    with pytest.raises(StoreVerdict) as refusal:
        doing(path)
    return refusal.value.name


def _left(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {"desk.mash.lock"}


def _broken_off(folder: Path, *, with_keyring: bool) -> Path:
    path = a_store(folder)
    os.replace(path, vault.making_path(path))
    if not with_keyring:
        vault.keys_path(path).unlink()
    return path


@pytest.mark.parametrize("with_keyring", [False, True])
def test_a_making_that_was_broken_off_is_named_and_the_next_one_begins_anew(
    tmp_path: Path, with_keyring: bool
) -> None:
    path = _broken_off(tmp_path, with_keyring=with_keyring)
    assert _refused("open", path) == "store_unfinished"
    _make(path)
    assert _left(tmp_path) == {"desk.mash", "desk.mash.keys"}
    vault.open_store(path, MANAGER, MANAGER_PASSPHRASE).close()


def test_a_keyring_of_another_store_is_never_taken_away(tmp_path: Path) -> None:
    path = _broken_off(tmp_path, with_keyring=True)
    keys = vault.keys_path(path)
    ring = keyring.read(keys)
    keys.write_text(keyring.as_text(ring).replace(ring.salt, "00" * 16), encoding="utf-8")
    before = keys.read_bytes()
    assert _refused("make", path) == "store_exists"
    assert keys.read_bytes() == before
    assert vault.making_path(path).exists()


def test_a_store_that_lost_its_keyring_is_left_as_it_is(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    vault.keys_path(path).unlink()
    before = path.read_bytes()
    assert _refused("make", path) == "store_exists"
    assert path.read_bytes() == before


def test_a_restore_that_was_broken_off_is_named_when_opening_and_when_making(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    vault.keys_path(path).unlink()
    shutil.copyfile(path, vault.restoring_path(path))
    assert _refused("open", path) == "restore_unfinished"
    assert _refused("make", path) == "restore_unfinished"
    assert path.exists()


def test_two_who_make_one_store_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "desk.mash"
    with FileLock(str(path) + ".lock"):
        assert _refused("make", path) == "in_use"
    assert not vault.making_path(path).exists()


@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("after", range(2))
def test_a_disk_that_fails_at_the_last_steps_leaves_no_half_of_a_store(
    tmp_path: Path, problem: int, after: int
) -> None:
    real, done = os.replace, []

    def failing(one: Path, other: Path) -> None:
        done.append(other)
        if len(done) == after + 1:
            raise OSError(problem, "made to fail")
        real(one, other)

    path = tmp_path / "desk.mash"
    with mock.patch.object(os, "replace", failing):
        name = _refused("make", path)
    assert name == {errno.ENOSPC: "disk_full", errno.EIO: "store_unreachable"}.get(problem, "not_writable")
    assert list(tmp_path.iterdir()) == []


# --- a full disk by its own name -------------------------------------------------------------------------------------


def test_a_full_disk_is_named_where_the_library_only_says_that_it_cannot_open_a_file(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)

    def cannot(_work: object) -> None:
        raise database.CannotOpen("SQLITE_CANTOPEN")

    full = OSError(errno.ENOSPC, "made to fail")
    with pytest.raises(StoreVerdict) as plain:
        desk.do(cannot)
    with mock.patch("app.verdicts.TemporaryFile", side_effect=full), pytest.raises(StoreVerdict) as named:
        desk.do(cannot)
    desk.close()
    assert (plain.value.name, named.value.name) == ("store_unreachable", "disk_full")
    assert "room" in named.value.next_step


def test_part_of_a_page_that_a_power_cut_left_is_made_whole_from_the_log_beside_it(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    for _ in range(30):
        desk.do(lambda work: work.record("search", counts={"found": 3}))
    head = desk.head()
    copy = tmp_path / "cut"
    copy.mkdir()
    for name in ("desk.mash", "desk.mash-wal", "desk.mash.keys"):
        shutil.copyfile(tmp_path / name, copy / name)
    desk.close()
    with open(copy / "desk.mash", "ab") as store:
        store.write((tmp_path / "desk.mash").read_bytes()[store.tell() :][:512] or bytes(512))
    assert (copy / "desk.mash").stat().st_size % PAGE == 512
    again = vault.open_store(copy / "desk.mash", MANAGER, MANAGER_PASSPHRASE)
    assert again.head().sequence == head.sequence + 1
    assert again.check_whole() is None
    again.close()
    assert (copy / "desk.mash").stat().st_size % PAGE == 0
