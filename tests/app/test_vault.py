"""A store opens only for its officers, and every fault of its files has a name and a next step."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import keyring, officers, passphrases, recovery, vault
from app.errors import DeskError, RefusedInput
from app.keyring import FLOOR, Cost
from app.unit_of_work import Reader, UnitOfWork
from app.verdicts import VERDICTS, StoreVerdict
from models import logbook
from models.codes import Role
from tests.builders import COLLEAGUE_PASSPHRASE, MANAGER, MANAGER_PASSPHRASE, a_desk, a_store

PAGE = 4096


def _verdict(path: Path, passphrase: str = MANAGER_PASSPHRASE, officer: str = MANAGER) -> str:
    with pytest.raises(StoreVerdict) as refusal:
        vault.open_store(path, officer, passphrase).close()
    assert refusal.value.next_step.endswith(".")
    return refusal.value.name


def _acts(reader: Reader) -> list[str]:
    return [row.act for row in logbook.entries_in_order(reader.session)]


# --- each fault by name ----------------------------------------------------------------------------------------------


def test_a_wrong_passphrase_is_named_and_the_store_is_not_touched(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    before = path.read_bytes()
    assert _verdict(path, "wrong wrong wrong wrong wrong") == "wrong_passphrase"
    assert path.read_bytes() == before


def test_nobody_without_a_slot_opens_the_store(tmp_path: Path) -> None:
    assert _verdict(a_store(tmp_path), officer="Nobody") == "no_such_officer"


def test_where_nothing_is_no_part_of_a_store_is_said_to_be_lost(tmp_path: Path) -> None:
    assert _verdict(tmp_path / "nowhere.mash") == "store_missing"


def test_a_missing_keyring_is_named(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    vault.keys_path(path).unlink()
    assert _verdict(path) == "keyring_missing"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff\xfe\x00", b"[1, 2]", b'{"schema": "mash-desk/keyring/1"}']
)
def test_a_keyring_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    path = a_store(tmp_path)
    vault.keys_path(path).write_bytes(content)
    assert _verdict(path) == "keyring_unreadable"


def test_a_keyring_of_a_newer_program_is_named(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    keys = vault.keys_path(path)
    keys.write_text(keys.read_text().replace("mash-desk/keyring/2", "mash-desk/keyring/9"))
    assert _verdict(path) == "keyring_newer"


def test_a_keyring_whose_mark_was_set_back_is_named(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    keys = vault.keys_path(path)
    values = json.loads(keys.read_text())
    values["mark_sequence"] = 0
    keys.write_text(json.dumps(values))
    assert _verdict(path) == "keyring_altered"


@pytest.mark.parametrize("change", [{"memory": 1024}, {"times": 1}, {"memory": 1 << 40}, {"times": 1000}])
def test_a_slot_made_cheaper_or_absurdly_dear_is_refused_before_it_is_tried(
    tmp_path: Path, change: dict[str, int]
) -> None:
    path = a_store(tmp_path)
    keys = vault.keys_path(path)
    values = json.loads(keys.read_text())
    values["slots"][0].update(change)
    keys.write_text(json.dumps(values))
    assert _verdict(path) == "keyring_altered"


def test_a_slot_of_another_store_does_not_open_this_one(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    other = tmp_path / "other.mash"
    vault.create_store(other, council="X", officer=MANAGER, passphrase=MANAGER_PASSPHRASE, cost=FLOOR)
    values, others = (json.loads(vault.keys_path(p).read_text()) for p in (path, other))
    values["slots"][0] = others["slots"][0]
    vault.keys_path(path).write_text(json.dumps(values))
    assert _verdict(path) == "wrong_passphrase"


def test_a_missing_store_is_named(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    path.unlink()
    assert _verdict(path) == "store_missing"
    assert not path.exists()


def test_an_empty_store_is_named_and_no_new_one_is_started_in_its_place(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    path.write_bytes(b"")
    assert _verdict(path) == "store_empty"
    assert path.stat().st_size == 0


def test_a_plain_database_is_named(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    path.write_bytes(b"SQLite format 3\x00" + path.read_bytes()[16:])
    assert _verdict(path) == "store_plain"


@pytest.mark.parametrize("cut", [1, 100, PAGE - 1, PAGE, 5 * PAGE])
def test_a_store_cut_short_is_named(tmp_path: Path, cut: int) -> None:
    path = a_store(tmp_path)
    os.truncate(path, path.stat().st_size - cut)
    assert _verdict(path) == "store_cut"


def test_a_store_beside_another_stores_keyring_is_named(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    other = tmp_path / "other.mash"
    vault.create_store(other, council="X", officer=MANAGER, passphrase=MANAGER_PASSPHRASE, cost=FLOOR)
    shutil.copyfile(vault.keys_path(other), vault.keys_path(path))
    assert _verdict(path) == "store_foreign"


def test_a_damaged_salt_is_named_and_can_be_written_again(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    before = path.read_bytes()
    path.write_bytes(b"\x00" * 16 + before[16:])
    assert _verdict(path) == "salt_damaged"
    vault.repair_salt(path, MANAGER, MANAGER_PASSPHRASE)
    assert path.read_bytes()[:16] == before[:16]
    vault.open_store(path, MANAGER, MANAGER_PASSPHRASE).close()


def test_a_damaged_first_page_is_named(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    data = bytearray(path.read_bytes())
    data[2000] ^= 1
    path.write_bytes(data)
    assert _verdict(path) == "store_foreign"


def test_an_older_copy_put_back_is_named(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    old = path.read_bytes()
    vault.open_store(path, MANAGER, MANAGER_PASSPHRASE).close()
    path.write_bytes(old)
    assert _verdict(path) == "rolled_back"


def test_a_store_with_another_history_is_named(tmp_path: Path) -> None:
    """Two copies of one store go different ways; one is put beside the other's keyring."""
    path = a_store(tmp_path)
    (tmp_path / "twin").mkdir()
    twin = tmp_path / "twin" / path.name
    shutil.copyfile(path, twin)
    shutil.copyfile(vault.keys_path(path), vault.keys_path(twin))
    for each in (path, twin):
        vault.open_store(each, MANAGER, MANAGER_PASSPHRASE).close()
    shutil.copyfile(twin, path)
    assert _verdict(path) == "history_rewritten"


def test_a_store_that_is_open_cannot_be_opened_again(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    assert _verdict(tmp_path / "desk.mash") == "in_use"
    desk.close()
    vault.open_store(tmp_path / "desk.mash", MANAGER, MANAGER_PASSPHRASE).close()


def test_a_store_of_a_newer_program_is_named(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    connection = desk.writing_connection()
    with connection.door.lets("open"):
        connection.execute("UPDATE alembic_version SET version_num = 'v9999'")
    desk.close()
    assert _verdict(tmp_path / "desk.mash") == "store_newer"


@pytest.mark.parametrize("name", sorted(VERDICTS))
def test_every_verdict_says_what_happened_what_is_safe_and_what_to_do(name: str) -> None:
    for sentence in VERDICTS[name]:
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_damage_in_the_middle_is_seen_by_the_full_check_and_stops_all_writing(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    data = bytearray(path.read_bytes())
    data[-PAGE // 2] ^= 1
    path.write_bytes(data)
    try:
        desk = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    except StoreVerdict:
        return
    fault = desk.check_whole()
    assert fault is not None
    with pytest.raises(DeskError, match="damaged"):
        desk.do(lambda work: work.record("search"))
    desk.close()


# --- making a store --------------------------------------------------------------------------------------------------


def test_a_new_store_cannot_be_read_without_its_key_and_holds_no_plain_word(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    data = path.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"Tidewell" not in data
    assert b"officer" not in data


def test_a_store_is_not_made_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "taken.mash"
    path.write_text("a letter")
    with pytest.raises(StoreVerdict, match="already"):
        vault.create_store(path, council="X", officer="Y", passphrase=MANAGER_PASSPHRASE, cost=FLOOR)
    assert path.read_text() == "a letter"


def test_a_store_that_could_not_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        vault.create_store(tmp_path / "new.mash", council="X", officer="Y", passphrase="short", cost=FLOOR)
    assert list(tmp_path.iterdir()) == []


def test_the_first_officer_is_manager_and_administrator(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    assert desk.officer.roles == {Role.MANAGER, Role.ADMINISTRATOR}
    desk.close()


def test_unlocking_is_the_first_thing_an_officer_does_in_the_log(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    assert desk.read(_acts) == ["make_store", "unlock"]
    desk.close()


# --- officers, passphrases, recovery ---------------------------------------------------------------------------------


def test_a_changed_passphrase_opens_and_the_old_one_does_not(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    officers.change_passphrase(desk, MANAGER_PASSPHRASE, "nine grey herons wait by water")
    desk.close()
    path = tmp_path / "desk.mash"
    assert _verdict(path) == "wrong_passphrase"
    vault.open_store(path, MANAGER, "nine grey herons wait by water").close()


def test_each_officer_has_a_way_in_of_their_own_until_it_is_taken(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    officers.add_officer(desk, "Tom Abara", passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.SOCIAL_WORKER,))
    desk.close()
    path = tmp_path / "desk.mash"
    toms = vault.open_store(path, "tom abara", COLLEAGUE_PASSPHRASE)
    assert toms.officer.name == "Tom Abara"
    toms.close()
    desk = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    officers.remove_officer(desk, "Tom Abara")
    desk.close()
    assert _verdict(path, COLLEAGUE_PASSPHRASE, "Tom Abara") == "no_such_officer"


def test_the_last_administrator_stays(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    with pytest.raises(DeskError, match="last administrator"):
        officers.remove_officer(desk, MANAGER)
    with pytest.raises(DeskError, match="last administrator"):
        desk.do(officers.change_roles, MANAGER, (Role.MANAGER,))
    desk.close()


def test_the_recovery_words_open_the_store_and_the_log_says_so(tmp_path: Path) -> None:
    path = tmp_path / "desk.mash"
    made = vault.create_store(path, council="X", officer=MANAGER, passphrase=MANAGER_PASSPHRASE, cost=FLOOR)
    desk = vault.open_with_recovery(path, recovery.from_words(made.recovery_words), MANAGER)
    assert desk.read(_acts)[-1] == "unlock_by_recovery"
    desk.close()


def test_a_council_key_made_elsewhere_opens_the_store_and_its_words_are_not_shown(tmp_path: Path) -> None:
    public, private = recovery.write_pair(tmp_path / "away")
    path = tmp_path / "desk.mash"
    made = vault.create_store(
        path,
        council="X",
        officer=MANAGER,
        passphrase=MANAGER_PASSPHRASE,
        recovery_public=recovery.read_public(public),
        cost=FLOOR,
    )
    assert made.recovery_words == ""
    vault.open_with_recovery(path, recovery.read_private(private), MANAGER).close()


def test_another_councils_recovery_key_does_not_open_the_store(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    with pytest.raises(StoreVerdict) as refusal:
        vault.open_with_recovery(path, recovery.make_pair().private, MANAGER)
    assert refusal.value.name == "wrong_recovery_key"


@given(st.binary(min_size=32, max_size=32))
def test_recovery_words_read_back_as_the_key_they_stand_for(private: bytes) -> None:
    words = recovery.as_words(private)
    assert recovery.from_words(words.upper().replace(" ", "-")) == private


@given(st.binary(min_size=32, max_size=32), st.integers(0, 16), st.sampled_from("bdfghjklmnprstvz"))
def test_a_misread_recovery_word_is_refused(private: bytes, at: int, letter: str) -> None:
    words = recovery.as_words(private).split()
    if words[at][0] == letter:
        return
    words[at] = letter + words[at][1:]
    with pytest.raises(RefusedInput):
        recovery.from_words(" ".join(words))


def test_after_three_wrong_passphrases_the_next_try_waits_also_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_store(tmp_path)
    now = 1_700_000_000.0
    monkeypatch.setattr(time, "time", lambda: now)
    for _ in range(3):
        assert _verdict(path, "wrong wrong wrong wrong wrong") == "wrong_passphrase"
    with pytest.raises(DeskError, match="waits"):
        vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    now += 2
    vault.open_store(path, MANAGER, MANAGER_PASSPHRASE).close()


@pytest.mark.parametrize(("count", "seconds"), [(0, 0), (2, 0), (3, 1), (4, 2), (8, 32), (9, 60), (99, 60)])
def test_the_wait_doubles_from_one_second_to_sixty(tmp_path: Path, count: int, seconds: int) -> None:
    ring = keyring.read(vault.keys_path(a_store(tmp_path)))
    tried = keyring.Keyring(**{**ring.__dict__, "tries": {"count": count, "at": 1000.0}})
    assert keyring.wait_needed(tried, 1000.0) == seconds


def test_a_clock_set_back_does_not_shorten_the_wait(tmp_path: Path) -> None:
    ring = keyring.read(vault.keys_path(a_store(tmp_path)))
    tried = keyring.Keyring(**{**ring.__dict__, "tries": {"count": 9, "at": 1000.0}})
    assert keyring.wait_needed(tried, 10.0) == 60


def test_what_a_try_costs_is_never_below_the_floor() -> None:
    cost = keyring.calibrated()
    assert cost.memory >= 64 * 1024
    assert cost.times >= 3
    with pytest.raises(StoreVerdict):
        Cost(32 * 1024, 3, 2)


# --- passphrases -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "short",
        "fourteen chars",
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaa",
        "one one one one one",
        "Letmein letmein letmein",
    ],
)
def test_a_passphrase_that_is_short_known_or_uniform_will_not_do(passphrase: str) -> None:
    assert not passphrases.strength(passphrase).will_do


@pytest.mark.parametrize(
    "passphrase",
    ["a bee can do it all", "fifteen letters", "ψυχή και σώμα μαζί", "five quiet otters swim home"],
)
def test_fifteen_characters_or_five_words_will_do_without_a_rule_of_composition(passphrase: str) -> None:
    assert passphrases.strength(passphrase).will_do


def test_every_passphrase_in_any_script_opens_what_it_closed(tmp_path: Path) -> None:
    path = tmp_path / "desk.mash"
    passphrase = "mężczyzna 五 пять ١٢٣ 🦦 خمسة"
    vault.create_store(path, council="X", officer="Ọlá", passphrase=passphrase, cost=FLOOR)
    desk = vault.open_store(path, "ọlá", passphrase)
    assert desk.officer.name == "Ọlá"
    desk.close()


def test_no_key_or_passphrase_stands_in_an_error_or_its_traceback(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    with pytest.raises(StoreVerdict) as refusal:
        vault.open_store(path, MANAGER, "a secret that nobody may see")
    assert "secret" not in str(refusal.value)


def _noop(work: UnitOfWork) -> None:
    work.record("search")


def test_a_closed_desk_takes_nothing_more(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    with pytest.raises(DeskError, match="locked"):
        desk.do(_noop)
    desk.close()


@pytest.mark.parametrize("written", ["{words}", "{words}\n", "\ufeff{words}\r\n", "1. {words}"])
def test_the_recovery_words_open_a_store_from_any_file_that_holds_them(tmp_path: Path, written: str) -> None:
    made = vault.create_store(
        tmp_path / "made.mash", council="X", officer=MANAGER, passphrase=MANAGER_PASSPHRASE, cost=FLOOR
    )
    file = tmp_path / "words.txt"
    file.write_text(written.format(words=made.recovery_words), encoding="utf-8")
    desk = vault.open_with_recovery(made.path, recovery.read_private(file), MANAGER)
    assert desk.officer.name == MANAGER
    desk.close()


def test_a_file_without_the_words_opens_nothing(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("baban babab", encoding="utf-8")
    with pytest.raises(DeskError, match="17 words"):
        recovery.read_private(file)
