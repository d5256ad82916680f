"""What a store holds after its migrations is what the program's tables say, with every trigger and index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from models import database, migrating, tracking
from models.base import Base


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[database.DoorConnection]:
    opened = database.connect(tmp_path / "x.mash", os.urandom(32), os.urandom(16), guarded=False)
    migrating.upgrade(opened)
    yield opened
    opened.close()


def _plain(sql: str) -> str:
    return " ".join(sql.replace('"', "").replace("(", " ( ").replace(")", " ) ").split())


def test_every_table_and_index_of_the_program_is_in_a_migrated_store(
    connection: database.DoorConnection,
) -> None:
    assert tracking.ROOMS
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    kept = {name: _plain(sql) for name, sql in rows}
    for table in Base.metadata.sorted_tables:
        wanted = _plain(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        assert kept[table.name] == wanted
        for index in table.indexes:
            assert kept[str(index.name)] == _plain(str(CreateIndex(index).compile(dialect=sqlite.dialect())))


def test_a_migrated_store_has_no_table_that_the_program_does_not_know(
    connection: database.DoorConnection,
) -> None:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    known = {table.name for table in Base.metadata.sorted_tables} | {"alembic_version"}
    assert {
        name for (name,) in rows if not name.startswith("search_text") and not name.startswith("sqlite_")
    } == known


def test_every_table_is_strict(connection: database.DoorConnection) -> None:
    rows = connection.execute("PRAGMA table_list").fetchall()
    loose = {row[1] for row in rows if row[0] == "main" and row[2] == "table" and not row[5]}
    assert loose <= {"alembic_version", "sqlite_schema"}


def test_the_three_guards_of_the_log_are_there_after_every_migration(
    connection: database.DoorConnection,
) -> None:
    names = {
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    }
    assert {"entry_no_update", "entry_no_delete", "entry_in_order"} <= names
    connection.execute("DROP TRIGGER entry_in_order")
    with pytest.raises(RuntimeError, match="entry_in_order"):
        migrating.check_guards(connection)


def test_the_settings_that_keep_a_store_safe_are_on(connection: database.DoorConnection) -> None:
    def value(name: str) -> object:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert value("journal_mode") == "wal"
    assert value("synchronous") == 2
    assert value("temp_store") == 2
    assert value("foreign_keys") == 1
    assert value("recursive_triggers") == 1
    assert value("trusted_schema") == 0
    assert value("secure_delete") == 1
    assert value("mmap_size") == 0


def test_the_newest_version_is_that_of_the_last_step() -> None:
    assert migrating.newest_version() == "v0003"


def test_a_malformed_key_is_never_taken_as_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="raw key"):
        database.connect(tmp_path / "y.mash", b"short", os.urandom(16))
    assert not (tmp_path / "y.mash").exists()


def test_a_store_of_the_first_version_becomes_one_like_a_fresh_store(
    connection: database.DoorConnection, tmp_path: Path
) -> None:
    """Every step is taken on a store that holds an earlier version, and the schema's text is the same in the end."""
    old = database.connect(tmp_path / "old.mash", os.urandom(32), os.urandom(16), guarded=False)
    _upgraded_to(old, "v0001")
    assert migrating.version_of(old) == "v0001"
    migrating.upgrade(old)
    assert migrating.version_of(old) == migrating.newest_version()
    assert migrating.schema_text(old) == migrating.schema_text(connection)
    old.close()


def _upgraded_to(connection: database.DoorConnection, version: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    with database.engine_over(connection).connect() as bound:
        config.attributes["connection"] = bound
        command.upgrade(config, version)
        bound.commit()


def test_shares_decided_before_the_third_version_are_found_by_the_powers_they_rest_on(tmp_path: Path) -> None:
    old = database.connect(tmp_path / "old.mash", os.urandom(32), os.urandom(16), guarded=False)
    _upgraded_to(old, "v0002")
    document = b'{"law":{"gateways":[{"id":"CA89-47"},{"id":"CA04-11"}]},"emergency":{"who":"the child"}}'
    columns = "id, reference, state, draft, begun_at, begun_by, frozen"
    old.commit()
    old.execute("PRAGMA foreign_keys = OFF")
    for key, frozen in ((b"1" * 16, document), (b"2" * 16, None)):
        values = (
            key,
            f"S-A0000{key[0]}-X",
            "decided" if frozen else "draft",
            "{}",
            "2026-09-30",
            b"9" * 16,
            frozen,
        )
        old.execute(f"INSERT INTO share ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    old.commit()
    migrating.upgrade(old)
    rows = old.execute("SELECT share_id, kind, code FROM share_law ORDER BY code").fetchall()
    assert [tuple(row) for row in rows] == [
        (b"1" * 16, "emergency", ""),
        (b"1" * 16, "gateway", "CA04-11"),
        (b"1" * 16, "gateway", "CA89-47"),
    ]
    old.close()
