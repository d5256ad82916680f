"""Another key for the store: everybody still here unlocks as before, whoever left does not, and a break loses nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from app import backups, keyring, officers, recovery, rekeying, store_checks, vault
from app.desk import Desk, store_facts
from app.directory import keeping, organisations
from app.errors import NotAllowed
from app.keyring import FLOOR
from app.logbook.verifying import verify
from app.verdicts import StoreVerdict
from models.codes import Role
from tests.builders import COLLEAGUE_PASSPHRASE, MANAGER, MANAGER_PASSPHRASE, a_desk, a_store, with_role

LEAVER, LEAVER_PASSPHRASE = "Rae Sumner", "four old kettles sing at dawn"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a store with three officers, something in it, and its desk locked."""
    desk = a_desk(tmp_path)
    officers.add_officer(desk, "Tom Abara", passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.SOCIAL_WORKER,))
    officers.add_officer(desk, LEAVER, passphrase=LEAVER_PASSPHRASE, roles=(Role.MANAGER,))
    desk.do(keeping.add_post, "HV", "", "Duty health visitor")
    desk.close()
    return Path(desk.keeper.path)


def _open(path: Path) -> Desk:
    return vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)


def _sound(path: Path) -> None:
    desk = _open(path)
    assert desk.check_whole() is None
    assert [post.title for post in desk.read(organisations.organisation, "HV").posts] == [
        "Duty health visitor"
    ]
    assert all(result.holds is not False for result in verify(desk))
    desk.close()
    assert not vault.next_path(path).exists()


def test_everybody_still_here_unlocks_with_their_own_passphrase(path: Path) -> None:
    rekeying.change_store_key(_open(path))
    vault.open_store(path, "Tom Abara", COLLEAGUE_PASSPHRASE).close()
    _sound(path)


def test_a_leaver_who_kept_the_old_keyring_opens_the_old_copy_only(path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.keys"
    shutil.copyfile(vault.keys_path(path), kept)
    desk = _open(path)
    officers.remove_officer(desk, LEAVER)
    rekeying.change_store_key(desk)
    ring = keyring.read(kept)
    slot = ring.slot_of(LEAVER)
    assert slot is not None
    old = keyring.open_passphrase_slot(ring.store_id, slot, LEAVER_PASSPHRASE)
    now = keyring.read(vault.keys_path(path))
    with pytest.raises(StoreVerdict):
        keyring.prove(now, old)
    with pytest.raises(StoreVerdict) as refused:
        store_checks.opened(path, now, vault.db_key(old))
    assert refused.value.name == "store_foreign"
    with pytest.raises(StoreVerdict) as refused:
        vault.open_store(path, LEAVER, LEAVER_PASSPHRASE)
    assert refused.value.name == "no_such_officer"


def test_the_recovery_key_opens_the_store_under_its_new_key(tmp_path: Path) -> None:
    made = vault.create_store(
        tmp_path / "made.mash", council="X", officer=MANAGER, passphrase=MANAGER_PASSPHRASE, cost=FLOOR
    )
    rekeying.change_store_key(_open(made.path))
    desk = vault.open_with_recovery(made.path, recovery.from_words(made.recovery_words), MANAGER)
    assert desk.check_whole() is None
    desk.close()


def test_seals_still_hold_after_the_key_was_changed(tmp_path: Path) -> None:
    made = vault.create_store(
        tmp_path / "made.mash", council="X", officer=MANAGER, passphrase=MANAGER_PASSPHRASE, cost=FLOOR
    )
    rekeying.change_store_key(_open(made.path))
    desk = _open(made.path)
    results = verify(desk, recovery_private=recovery.from_words(made.recovery_words))
    assert [result.holds for result in results] == [True, True, True]
    desk.close()


def test_no_page_of_the_old_store_is_in_the_new_one(path: Path) -> None:
    before = path.read_bytes()
    rekeying.change_store_key(_open(path))
    after = path.read_bytes()
    pages = {before[at : at + 4096] for at in range(0, len(before), 4096)}
    assert not pages & {after[at : at + 4096] for at in range(0, len(after), 4096)}


def test_the_desk_is_locked_afterwards_and_the_log_says_why(path: Path) -> None:
    from app.logbook.searching import LogQuestion, look_through

    desk = _open(path)
    rekeying.change_store_key(desk)
    with pytest.raises(Exception, match="locked"):
        desk.read(store_facts)
    again = _open(path)
    assert again.do(look_through, LogQuestion(act="change_store_key")).total == 1
    again.close()


def test_only_an_administrator_changes_the_key(tmp_path: Path) -> None:
    desk = with_role(a_desk(tmp_path), Role.MANAGER)
    with pytest.raises(NotAllowed):
        rekeying.change_store_key(desk)
    desk.close()
    assert not vault.next_path(tmp_path / "desk.mash").exists()


def test_a_backup_of_before_still_opens_with_what_opened_it_then(path: Path, tmp_path: Path) -> None:
    from app.restoring import restore

    desk = _open(path)
    backups.back_up(desk, tmp_path / "before.mashbackup")
    rekeying.change_store_key(desk)
    done = restore(
        tmp_path / "before.mashbackup", tmp_path / "again.mash", MANAGER, passphrase=MANAGER_PASSPHRASE
    )
    _sound(done.path)


# --- broken off ------------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """What a kill leaves behind is what is on disk at that moment."""


def _left_at(path: Path, to: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> Path:
    """Change the key and stop at a step; give a copy of the files exactly as they lie there then."""
    copy, desk = to / path.name, _open(path)

    def stop(*_: object, **__: object) -> None:
        first = not to.exists()
        to.mkdir(exist_ok=True)
        for file in path.parent.glob("desk.mash*"):
            if first and not file.name.endswith(".lock"):
                shutil.copyfile(file, to / file.name)
        raise Killed

    real_replace = os.replace
    steps: dict[str, tuple[object, str, Callable[..., None]]] = {
        "before the copy is checked": (backups, "check_copy", stop),
        "before the keyring is written": (vault, "note_head", stop),
        "between the keyring and the store": (vault, "finish_key_change", stop),
    }
    if step == "in the middle of the keyring":

        def half(source: object, target: object) -> None:
            if str(target).endswith(".keys"):
                stop()
            real_replace(str(source), str(target))

        monkeypatch.setattr(os, "replace", half)
    else:
        where, name, what = steps[step]
        monkeypatch.setattr(where, name, what)
    with pytest.raises(Killed):
        rekeying.change_store_key(desk)
    monkeypatch.undo()
    return copy


@pytest.mark.parametrize(
    "step",
    [
        "before the copy is checked",
        "before the keyring is written",
        "in the middle of the keyring",
        "between the keyring and the store",
    ],
)
def test_broken_off_at_any_step_the_store_opens_whole(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = keyring.read(vault.keys_path(path)).salt
    left = _left_at(path, tmp_path / "left", monkeypatch, step)
    _sound(left)
    changed = keyring.read(vault.keys_path(left)).salt != before
    assert changed == (step == "between the keyring and the store")
    vault.open_store(left, "Tom Abara", COLLEAGUE_PASSPHRASE).close()


# --- older forms -----------------------------------------------------------------------------------------------------


def _as_before(path: Path) -> None:
    """Write a keyring as it was before slots had a key pair of their own, sealed as it was then."""
    ring = keyring.read(vault.keys_path(path))
    slot = ring.slot_of(MANAGER)
    assert slot is not None
    key = keyring.open_passphrase_slot(ring.store_id, slot, MANAGER_PASSPHRASE)
    old = replace(slot, public="", sealed="", wrapped="")
    wrapping = keyring.derived(
        keyring._stretched(MANAGER_PASSPHRASE, base64.b64decode(slot.salt), FLOOR), "slot"
    )
    old = replace(old, wrapped=keyring.wrap(wrapping, key, old.context(ring.store_id)))
    values = asdict(replace(ring, slots=tuple(old if each.id == slot.id else each for each in ring.slots)))
    for each in values["slots"]:
        del each["public"], each["sealed"]
    covered = {name: value for name, value in values.items() if name not in ("mac", "tries")}
    text = json.dumps(covered, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    values["mac"] = hmac.new(keyring.derived(key, "keyring"), text, hashlib.sha256).hexdigest()
    values["schema"] = "mash-desk/keyring/1"
    vault.keys_path(path).write_text(json.dumps(values), encoding="utf-8")


def test_a_slot_of_the_older_form_opens_and_is_written_anew(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    _as_before(path)
    _open(path).close()
    slot = keyring.read(vault.keys_path(path)).slot_of(MANAGER)
    assert slot is not None
    assert slot.public
    _open(path).close()


def test_a_colleague_who_has_not_unlocked_since_holds_up_a_change_of_the_key(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    desk = _open(path)
    _as_before(path)
    before = asdict(keyring.read(vault.keys_path(path)))
    with pytest.raises(StoreVerdict) as refused:
        rekeying.change_store_key(desk)
    assert refused.value.name == "slot_dated"
    assert asdict(keyring.read(vault.keys_path(path))) == before
    desk.close()
