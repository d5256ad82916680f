"""A backup is a verified copy that nobody reads without a way in; a store restored from it goes on as a new device."""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import pytest

from app import backups, officers, restoring, vault
from app.desk import Desk, store_facts
from app.directory import keeping, organisations
from app.errors import DeskError, NotAllowed
from app.logbook.verifying import verify
from app.recovery import from_words
from app.verdicts import StoreVerdict
from models.codes import Role
from tests.builders import COLLEAGUE_PASSPHRASE, COUNCIL, MANAGER, MANAGER_PASSPHRASE, with_role


@pytest.fixture
def container(desk: Desk, tmp_path: Path) -> Path:
    desk.do(keeping.add_post, "HV", "", "Duty health visitor")
    return backups.back_up(desk, tmp_path / "monday.mashbackup").path


def _verdict(container: Path, to: Path, passphrase: str = MANAGER_PASSPHRASE) -> str:
    with pytest.raises(StoreVerdict) as refused:
        restoring.restore(container, to, MANAGER, passphrase=passphrase)
    assert not to.exists(), "nothing is left of a restoring that failed"
    assert not vault.keys_path(to).exists()
    return refused.value.name


def _rewritten(container: Path, to: Path, **parts: bytes) -> Path:
    names = {"manifest": backups.MANIFEST, "store": backups.STORE, "keys": backups.KEYS}
    with zipfile.ZipFile(container) as old, zipfile.ZipFile(to, "w") as new:
        for part, name in names.items():
            new.writestr(name, parts.get(part, old.read(name)))
    return to


# --- making ----------------------------------------------------------------------------------------------------------


def test_the_log_says_that_a_backup_was_made_and_the_copy_holds_that_entry(
    desk: Desk, container: Path
) -> None:
    assert backups.read_manifest(container).head == desk.head().short


def test_nothing_that_can_be_read_stands_in_a_container(desk: Desk, container: Path) -> None:
    raw = container.read_bytes()
    for words in (COUNCIL, "Duty health visitor", "Health visiting"):
        assert words.encode() not in raw
        assert words.encode("utf-16-le") not in raw
    assert b"SQLite format 3" not in raw


def test_every_backup_has_a_key_of_its_own(desk: Desk, container: Path, tmp_path: Path) -> None:
    second = backups.back_up(desk, tmp_path / "tuesday.mashbackup").path
    first, again = backups.read_manifest(container), backups.read_manifest(second)
    assert first.salt != again.salt
    assert first.wrapped != again.wrapped


def test_a_file_of_that_name_is_left_as_it_is(desk: Desk, container: Path) -> None:
    before = container.read_bytes()
    with pytest.raises(DeskError, match="already"):
        backups.back_up(desk, container)
    assert container.read_bytes() == before


def test_nothing_is_left_beside_the_container(container: Path) -> None:
    beside = {path.name for path in container.parent.iterdir()}
    assert not [name for name in beside if name.endswith((".copying", ".part", ".copying-wal"))]


def test_only_an_administrator_makes_one(desk: Desk, tmp_path: Path) -> None:
    with_role(desk, Role.SOCIAL_WORKER)
    with pytest.raises(NotAllowed):
        backups.back_up(desk, tmp_path / "no.mashbackup")
    assert not (tmp_path / "no.mashbackup").exists()


# --- restoring -------------------------------------------------------------------------------------------------------


def test_a_restored_store_holds_what_stood_there_and_goes_on_under_other_letters(
    desk: Desk, container: Path, tmp_path: Path
) -> None:
    desk.do(keeping.add_post, "HV", "", "Added after the backup")
    done = restoring.restore(
        container, tmp_path / "again" / "desk.mash", MANAGER, passphrase=MANAGER_PASSPHRASE
    )
    again = vault.open_store(done.path, MANAGER, MANAGER_PASSPHRASE)
    posts = [post.title for post in again.read(organisations.organisation, "HV").posts]
    assert posts == ["Duty health visitor"]
    facts, before = again.read(store_facts), desk.read(store_facts)
    assert facts["store_id"] == before["store_id"]
    assert facts["device"] == done.device != before["device"]
    assert again.check_whole() is None
    assert all(result.holds is not False for result in verify(again))
    again.close()


def test_the_log_of_a_restored_store_says_so(container: Path, tmp_path: Path) -> None:
    from app.logbook.searching import LogQuestion, look_through

    done = restoring.restore(container, tmp_path / "again.mash", MANAGER, passphrase=MANAGER_PASSPHRASE)
    again = vault.open_store(done.path, MANAGER, MANAGER_PASSPHRASE)
    (entry,) = again.do(look_through, LogQuestion(act="restore")).entries
    assert entry.officer == MANAGER
    again.close()


def test_two_laptops_restored_from_one_backup_give_no_reference_twice(
    container: Path, tmp_path: Path
) -> None:
    devices = {
        restoring.restore(container, tmp_path / f"{n}.mash", MANAGER, passphrase=MANAGER_PASSPHRASE).device
        for n in range(3)
    }
    assert len(devices) == 3
    assert all(len(letters) == 2 for letters in devices)


def test_the_letters_can_be_chosen(container: Path, tmp_path: Path) -> None:
    done = restoring.restore(
        container, tmp_path / "b.mash", MANAGER, passphrase=MANAGER_PASSPHRASE, device="b"
    )
    assert done.device == "B"
    with pytest.raises(DeskError, match="letters"):
        restoring.restore(
            container, tmp_path / "c.mash", MANAGER, passphrase=MANAGER_PASSPHRASE, device="IO1"
        )


def test_the_recovery_key_restores_where_every_passphrase_is_forgotten(tmp_path: Path) -> None:
    made = vault.create_store(
        tmp_path / "one.mash", council=COUNCIL, officer=MANAGER, passphrase=MANAGER_PASSPHRASE
    )
    desk = vault.open_store(made.path, MANAGER, MANAGER_PASSPHRASE)
    backups.back_up(desk, tmp_path / "one.mashbackup")
    desk.close()
    done = restoring.restore(
        tmp_path / "one.mashbackup",
        tmp_path / "two.mash",
        MANAGER,
        recovery_private=from_words(made.recovery_words),
    )
    again = vault.open_store(done.path, MANAGER, MANAGER_PASSPHRASE)
    assert again.officer.name == MANAGER
    again.close()


def test_a_colleague_who_is_no_administrator_restores_nothing(desk: Desk, tmp_path: Path) -> None:
    officers.add_officer(desk, "Tom Abara", passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.MANAGER,))
    backups.back_up(desk, tmp_path / "two.mashbackup")
    with pytest.raises(NotAllowed):
        restoring.restore(
            tmp_path / "two.mashbackup", tmp_path / "no.mash", "Tom Abara", passphrase=COLLEAGUE_PASSPHRASE
        )
    assert not (tmp_path / "no.mash").exists()


def test_a_store_that_is_there_is_not_written_over(container: Path, tmp_path: Path) -> None:
    there = tmp_path / "desk.mash"
    before = there.read_bytes()
    with pytest.raises(StoreVerdict) as refused:
        restoring.restore(container, there, MANAGER, passphrase=MANAGER_PASSPHRASE)
    assert refused.value.name == "store_exists"
    assert there.read_bytes() == before


# --- damage ----------------------------------------------------------------------------------------------------------


def test_each_way_in_which_a_backup_can_be_wrong_has_its_name(container: Path, tmp_path: Path) -> None:
    to = tmp_path / "out.mash"
    manifest = json.loads(zipfile.ZipFile(container).read(backups.MANIFEST))
    newer = json.dumps({**manifest, "schema": "mash-desk/backup/2"}).encode()
    other = json.dumps({**manifest, "sequence": manifest["sequence"] - 1}).encode()
    empty = tmp_path / "empty"
    empty.touch()
    assert _verdict(tmp_path / "nowhere", to) == "backup_missing"
    assert _verdict(empty, to) == "backup_none"
    assert _verdict(_rewritten(container, tmp_path / "newer", manifest=newer), to) == "backup_newer"
    assert _verdict(_rewritten(container, tmp_path / "other", manifest=other), to) == "backup_damaged"
    assert _verdict(_rewritten(container, tmp_path / "list", manifest=b"[]"), to) == "backup_damaged"
    assert _verdict(_rewritten(container, tmp_path / "keys", keys=b"{}"), to) == "backup_damaged"
    assert _verdict(_rewritten(container, tmp_path / "store", store=b"x" * 8192), to) == "backup_damaged"
    assert _verdict(container, to, "not the passphrase at all") == "wrong_passphrase"


def test_no_random_damage_to_a_container_is_restored(container: Path, tmp_path: Path) -> None:
    sound, chance = container.read_bytes(), random.Random(41)
    damaged = tmp_path / "damaged.mashbackup"
    for number in range(60):
        data = bytearray(sound)
        kind = number % 3
        at = chance.randrange(len(data))
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at:]
        else:
            data[at : at + 64] = bytes(64)
        if data == sound:
            continue
        damaged.write_bytes(data)
        to = tmp_path / f"{number}.mash"
        try:
            done = restoring.restore(damaged, to, MANAGER, passphrase=MANAGER_PASSPHRASE)
        except DeskError:
            assert not to.exists()
            continue
        again = vault.open_store(done.path, MANAGER, MANAGER_PASSPHRASE)
        assert done.head == backups.read_manifest(container).head, "only what bears no meaning was damaged"
        assert again.check_whole() is None
        again.close()
