"""The log finds what was done, and says when it is not as it was written."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock, log_chain, recovery, vault
from app.desk import Desk
from app.directory import keeping
from app.errors import NotAllowed
from app.keyring import FLOOR
from app.logbook import searching, verifying
from app.logbook.searching import LogQuestion
from models.codes import Role
from tests.builders import MANAGER, MANAGER_PASSPHRASE, with_role

# --- finding ---------------------------------------------------------------------------------------------------------


def test_the_newest_entry_stands_first(desk: Desk) -> None:
    desk.do(keeping.add_post, "HV", "", "Duty health visitor")
    page = desk.do(searching.look_through, LogQuestion())
    assert page.entries[0].act == "keep_directory"
    assert [entry.sequence for entry in page.entries] == sorted(
        (entry.sequence for entry in page.entries), reverse=True
    )


def test_looking_at_the_log_is_itself_logged(desk: Desk) -> None:
    before = desk.head().sequence
    desk.do(searching.look_through, LogQuestion())
    assert desk.do(searching.look_through, LogQuestion(act="search_log")).total == 1
    assert desk.head().sequence == before + 2


def test_the_log_is_found_by_officer_act_and_day(desk: Desk) -> None:
    today = clock.today()
    with_role(desk, Role.MANAGER, name="Tom Abara")
    by_tom = desk.do(searching.look_through, LogQuestion(officer="Tom Abara"))
    assert {entry.officer for entry in by_tom.entries} == {"Tom Abara"}
    assert desk.do(searching.look_through, LogQuestion(act="make_store")).total == 1
    assert desk.do(searching.look_through, LogQuestion(first_day=today, last_day=today)).total > 3
    tomorrow = today + timedelta(days=1)
    assert desk.do(searching.look_through, LogQuestion(first_day=tomorrow)).total == 0


def test_a_word_that_is_no_reference_finds_nothing_and_never_everything(desk: Desk) -> None:
    assert desk.do(searching.look_through, LogQuestion(about="Smith")).total == 0


def test_a_social_worker_does_not_read_the_log(desk: Desk) -> None:
    with_role(desk, Role.SOCIAL_WORKER)
    with pytest.raises(NotAllowed):
        desk.do(searching.look_through, LogQuestion())


def test_the_log_as_csv_has_a_row_for_every_entry_and_the_columns_of_the_contract(desk: Desk) -> None:
    head = desk.head()
    rows = list(csv.reader(io.StringIO(desk.do(searching.log_as_csv))))
    contract = "sequence, at, officer, device, act, persons, things, groups, counts, reason_code, hash"
    assert rows[0] == contract.split(", ")
    assert [int(row[0]) for row in rows[1:]] == list(range(1, head.sequence + 1))
    assert rows[-1][-1] == head.hash


# --- verifying -------------------------------------------------------------------------------------------------------


def test_a_sound_log_holds_in_all_three_ways(tmp_path: Path) -> None:
    path = tmp_path / "desk.mash"
    made = vault.create_store(path, council="X", officer=MANAGER, passphrase=MANAGER_PASSPHRASE, cost=FLOOR)
    desk = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    printed = desk.head().short
    private = recovery.from_words(made.recovery_words)
    results = verifying.verify(desk, anchors=(printed,), recovery_private=private)
    assert [(result.name, result.holds) for result in results] == [
        ("chain", True),
        ("anchors", True),
        ("seal", True),
    ]
    desk.close()


def test_without_the_recovery_key_the_seal_is_said_to_be_not_checked(desk: Desk) -> None:
    assert verifying.verify(desk)[2].holds is None


def test_an_anchor_that_was_never_a_head_of_this_log_is_said(desk: Desk) -> None:
    number = desk.head().sequence
    assert verifying.verify(desk, anchors=(f"{number}-000000000000",))[1].holds is False
    assert verifying.verify(desk, anchors=("99999-000000000000",))[1].holds is False
    assert verifying.verify(desk, anchors=("hello",))[1].holds is False


def _tamper(desk: Desk, *statements: str) -> None:
    """Do what somebody with the key and another program could do: lift the guards first."""
    connection: Any = desk.writing_connection()
    connection.set_authorizer(None)
    with connection.door.lets("open"):
        for trigger in ("entry_no_update", "entry_no_delete", "entry_in_order"):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)


TAMPERINGS = [
    "UPDATE entry SET officer = 'Somebody Else' WHERE sequence = 2",
    "UPDATE entry SET at = '2020-01-01T00:00:00.000000Z' WHERE sequence = 1",
    "UPDATE entry SET act = 'search' WHERE sequence = 1",
    "UPDATE entry SET persons = '[\"x\"]' WHERE sequence = 2",
    "UPDATE entry SET counts = '{}' WHERE sequence = 1",
    "UPDATE entry SET reason_code = 'x' WHERE sequence = 1",
    "UPDATE entry SET digest = 'x' WHERE sequence = 2",
    "UPDATE entry SET hash = 'x' WHERE sequence = 2",
    "DELETE FROM entry WHERE sequence = 1",
    "DELETE FROM entry WHERE sequence = 2",
    "UPDATE entry SET sequence = 999 WHERE sequence = 2",
    "UPDATE change SET after = '\"forged\"'",
    "UPDATE change SET before = '\"forged\"'",
    "UPDATE change SET row_digest = 'x'",
    "UPDATE change SET salt = NULL, after = 'forged', row_digest = 'x'",
    "UPDATE change SET entry = 1",
    "DELETE FROM change",
]


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_an_entry_or_a_change_that_was_altered_is_seen_by_the_chain(desk: Desk, statement: str) -> None:
    with_role(desk, Role.MANAGER)
    from app import officers
    from tests.builders import COLLEAGUE_PASSPHRASE

    officers.change_passphrase(desk, COLLEAGUE_PASSPHRASE, "nine grey herons wait by water")
    _tamper(desk, statement)
    assert verifying.verify(desk)[0].holds is False


def test_a_log_whose_end_was_cut_off_is_seen_by_its_anchor_only(desk: Desk) -> None:
    printed = desk.head().short
    _tamper(desk, f"DELETE FROM entry WHERE sequence = {desk.head().sequence}")
    chain, anchors, _seal = verifying.verify(desk, anchors=(printed,))
    assert chain.holds is True
    assert anchors.holds is False


# --- the chain by itself ---------------------------------------------------------------------------------------------

texts = st.text(max_size=12)


@st.composite
def chains(draw: Callable[..., Any]) -> list[log_chain.ChainEntry]:
    made: list[log_chain.ChainEntry] = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        entry = log_chain.ChainEntry(
            sequence=number,
            at=clock.moment_text(datetime(2026, 11, 24, tzinfo=UTC) + timedelta(seconds=number)),
            officer_id="",
            officer=draw(texts),
            device="A",
            act=draw(texts),
            persons=tuple(draw(st.lists(texts, max_size=2))),
            things=tuple(draw(st.lists(texts, max_size=2))),
            groups=(),
            counts={},
            reason_code=draw(texts),
            digest=draw(texts),
            previous=made[-1].hash if made else "",
        )
        made.append(log_chain.ChainEntry(**{**entry.__dict__, "hash": log_chain.hash_of(entry)}))
    return made


@given(chains())
def test_a_chain_as_written_is_whole(chain: list[log_chain.ChainEntry]) -> None:
    assert list(log_chain.faults(chain)) == []


FIELDS = ["officer", "act", "reason_code", "digest", "at", "device", "officer_id"]


@given(chains(), st.data())
def test_any_altered_field_of_any_entry_breaks_the_chain(
    chain: list[log_chain.ChainEntry], data: Any
) -> None:
    at = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from(FIELDS))
    old = getattr(chain[at], name)
    changed = [*chain]
    changed[at] = log_chain.ChainEntry(**{**chain[at].__dict__, name: old + "x"})
    assert list(log_chain.faults(changed)) != []


@given(chains(), st.data())
def test_an_entry_taken_out_breaks_the_chain_unless_it_was_the_last(
    chain: list[log_chain.ChainEntry], data: Any
) -> None:
    at = data.draw(st.integers(0, len(chain) - 1))
    rest = chain[:at] + chain[at + 1 :]
    assert bool(list(log_chain.faults(rest))) == (at < len(chain) - 1)


@given(texts, texts, texts, texts)
def test_moving_a_letter_from_one_field_to_the_next_changes_the_hash(a: str, b: str, c: str, d: str) -> None:
    plain: dict[str, Any] = {
        "sequence": 1,
        "at": "",
        "officer_id": "",
        "persons": (),
        "things": (),
        "groups": (),
        "counts": {},
    }
    one = log_chain.ChainEntry(**plain, officer=a, device=b, act=c, reason_code="", digest=d, previous="")
    two = log_chain.ChainEntry(
        **plain, officer=a + b, device="", act=c, reason_code="", digest=d, previous=""
    )
    assert (log_chain.hash_of(one) == log_chain.hash_of(two)) == (b == "")


def test_a_seal_key_cannot_be_walked_backwards_to_the_one_before() -> None:
    key = b"k" * 32
    after = log_chain.next_seal_key(key)
    assert after == hashlib.sha256(b"next" + key).digest()
    assert log_chain.seal_of(key, "h") != log_chain.seal_of(after, "h")


@given(chains(), st.binary(min_size=32, max_size=32))
def test_a_chain_hashed_again_without_the_seal_key_is_seen_by_the_seal(
    chain: list[log_chain.ChainEntry], key: bytes
) -> None:
    sealed, moving = [], key
    for entry in chain:
        sealed.append(
            log_chain.ChainEntry(**{**entry.__dict__, "seal": log_chain.seal_of(moving, entry.hash)})
        )
        moving = log_chain.next_seal_key(moving)
    assert list(log_chain.seal_faults(sealed, key)) == []
    forged = log_chain.ChainEntry(**{**sealed[-1].__dict__, "officer": sealed[-1].officer + "x"})
    forged = log_chain.ChainEntry(**{**forged.__dict__, "hash": log_chain.hash_of(forged)})
    assert list(log_chain.faults([*sealed[:-1], forged])) == []
    assert [fault.sequence for fault in log_chain.seal_faults([*sealed[:-1], forged], key)] == [
        forged.sequence
    ]
