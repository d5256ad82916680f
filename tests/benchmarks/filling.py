"""The made-up borough comes in, file by file, and after each file the same rows go bare into a second store."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app import keyring, vault
from app.demo import BoroughMade, make_borough
from app.desk import Desk
from app.directory.schools import ensure_schools
from app.feeds.importing import accept_batch, stage_files
from app.linking.candidates import propose_all
from app.unit_of_work import Reader
from models import database
from tests.benchmarks.holding import writes_timed
from tests.builders import MANAGER, MANAGER_PASSPHRASE, a_store

#: What an import fills, in an order in which nothing names what is not yet there.
TABLES = (
    "batch", "batch_file", "agency_person", "statement", "record", "record_person", "finding", "refused_row",
    "search_word", "match_key",
)  # fmt: skip
#: What must be there before, and is no part of the measure.
BEFORE = ("organisation",)
Rows = list[tuple[Any, ...]]
#: Stands beside a store that was filled to the end.
FILLED = "filled"


@dataclass
class Filled:
    """A store with the borough in it, the bare one with the same rows, and what both took in seconds."""

    desk: Desk
    bare: database.DoorConnection
    rows: int = 0
    ours: float = 0.0
    bare_time: float = 0.0
    stored_rows: int = 0
    reading: float = 0.0
    pairing: float = 0.0
    pairs: int = 0
    last: dict[str, int] = field(default_factory=dict)
    writes: list[tuple[float, str]] = field(default_factory=list)

    def close(self) -> None:
        """Let go of both stores."""
        self.bare.close()
        self.desk.close()


def plain_connection(path: Path, *, readonly: bool = False) -> database.DoorConnection:
    """Open a store with the settings of the desk and no door: what is written needs no entry."""
    ring = keyring.read(vault.keys_path(path))
    slot = ring.slot_of(MANAGER)
    if slot is None:
        raise LookupError("the store has no such officer")
    key = keyring.open_passphrase_slot(ring.store_id, slot, MANAGER_PASSPHRASE)
    salt = bytes.fromhex(ring.salt)
    return database.connect(path, keyring.derived(key, "database"), salt, readonly=readonly, guarded=False)


def bare_import(connection: database.DoorConnection, tables: dict[str, Rows]) -> None:
    """Write rows that are ready into the same tables: one ``executemany`` a table, one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for table, rows in tables.items():
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
    connection.commit()


def fill(folder: Path, people: int, say: Callable[[str], None] = print) -> Filled:
    """Bring a borough of so many people into a new store of ``folder``; its pairs are looked for too."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bare").mkdir()
    made = make_borough(folder / "files", people=people)
    a_store(folder)
    desk = opened_desk(folder)
    filled = Filled(desk, plain_connection(a_store(folder / "bare")))
    desk.do(ensure_schools, [(one.code, one.name) for one in made.organisations])
    _bring_in(filled, made, say)
    (folder / FILLED).touch()
    return filled


def opened_desk(folder: Path) -> Desk:
    """Open the store of ``folder`` as its manager."""
    return vault.open_store(folder / "desk.mash", MANAGER, MANAGER_PASSPHRASE)


def was_filled(folder: Path) -> bool:
    """Say whether the store of a kept folder was filled to the end; refused where it was begun only."""
    if (folder / FILLED).exists():
        return True
    if (folder / "desk.mash").exists():
        raise SystemExit(
            f"The store in {folder} was not filled to the end. Remove the folder and begin again."
        )
    return False


def opened_again(folder: Path) -> Filled:
    """Open a store that was filled before, and the bare one beside it; nothing is known of how long filling took."""
    return Filled(opened_desk(folder), plain_connection(folder / "bare" / "desk.mash"))


def _bring_in(filled: Filled, made: BoroughMade, say: Callable[[str], None]) -> None:
    for table in (*BEFORE, *TABLES):
        filled.last[table] = filled.bare.execute(f'SELECT coalesce(max(rowid), 0) FROM "{table}"').fetchone()[
            0
        ]
    for file in made.files:
        began = time.perf_counter()
        with writes_timed(filled.desk) as writes:
            staged = stage_files(filled.desk, [file.path], organisation=file.agency)
            accept_batch(filled.desk, staged.key)
        ours = time.perf_counter() - began
        filled.writes += writes
        bare_import(filled.bare, {table: _new_rows(filled, table) for table in BEFORE})
        rows = {table: _new_rows(filled, table) for table in TABLES}
        began = time.perf_counter()
        bare_import(filled.bare, rows)
        bare = time.perf_counter() - began
        filled.rows += staged.rows_read
        filled.ours, filled.bare_time = filled.ours + ours, filled.bare_time + bare
        filled.stored_rows += sum(map(len, rows.values()))
        began = time.perf_counter()
        proposed = propose_all(filled.desk, staged.key)
        filled.pairing += time.perf_counter() - began
        filled.pairs += proposed.pairs
        say(
            f"# {file.path.name}: {staged.rows_read} rows in {ours:.1f} s, bare {bare:.1f} s, "
            f"{proposed.pairs} pairs in {time.perf_counter() - began:.1f} s"
        )


def _new_rows(filled: Filled, table: str) -> Rows:
    """Give the rows that came into a table since last asked, as they are stored."""
    rows = filled.desk.read(_rows_after, table, filled.last[table])
    if rows:
        filled.last[table] = rows[-1][0]
    return [row[1:] for row in rows]


def _rows_after(reader: Reader, table: str, last: int) -> Rows:
    statement = f'SELECT rowid, * FROM "{table}" WHERE rowid > ? ORDER BY rowid'
    found = reader.session.connection().exec_driver_sql(statement, (last,))
    return [tuple(row) for row in found]
