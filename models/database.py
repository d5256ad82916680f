"""The only way to open a store: SQLCipher, in one order of settings, with one door for every write."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

#: Tables that an officer's typing and lists use; outside the log by name (what-is-kept, section 5).
NOT_COVERED = frozenset({"draft", "view_setting"})
#: Tables made again from statements at any time; written within an act that has an entry, or by a rebuild.
DERIVED = frozenset({"search_word", "match_key", "search_text"})
#: What the door itself writes, in the same transaction as the entry.
MACHINERY = frozenset({"meta", "counter", "entry", "entry_thing", "change"})

_WRITES = re.compile(
    r"\s*(?:WITH\b.*?\b)?(INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+[\"`\[]?(\w+)",
    re.IGNORECASE | re.DOTALL,
)
_READS = re.compile(r"\s*(SELECT|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK TO|BEGIN|WITH)\b", re.IGNORECASE)
_PRAGMAS_READ = re.compile(
    r"\s*PRAGMA\s+(?:main\.)?(table_x?info|table_list|index_list|index_x?info|foreign_key_list|foreign_keys|"
    r"integrity_check|quick_check|cipher_integrity_check|foreign_key_check|page_count|page_size|freelist_count|"
    r"user_version|application_id|journal_mode|synchronous|temp_store|query_only|trusted_schema|cell_size_check|"
    r"wal_checkpoint|compile_options|cipher_version|cipher_provider|cache_size|secure_delete|mmap_size|"
    r"recursive_triggers|data_version|read_uncommitted|optimize)\s*(?:\(\s*\w*\s*\))?\s*;?\s*$",
    re.IGNORECASE,
)


def kind_of_fault(problem: Exception) -> str:
    """Say what the world did to the store: ``damaged``, ``full``, ``unreachable``, ``busy``; empty when it is a bug."""
    original = getattr(problem, "orig", problem)
    name = str(getattr(original, "sqlite_errorname", "")) or _WORDS.get(str(original), "")
    return kind_named(str(original) if isinstance(original, CannotOpen) else name)


def kind_named(name: str) -> str:
    """Give the kind of fault that the library calls by this name; empty when it is none of the world's."""
    return next((kind for beginning, kind in _FAULTS if name.startswith(beginning)), "")


#: Copying a whole store raises without the name; these are the library's own words for it.
_WORDS = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "database is locked": "SQLITE_BUSY",
}


_FAULTS = (
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_NOTADB", "damaged"),
    ("SQLITE_FULL", "full"),
    ("SQLITE_IOERR", "unreachable"),
    ("SQLITE_CANTOPEN", "unreachable"),
    ("SQLITE_READONLY", "unreachable"),
    ("SQLITE_BUSY", "busy"),
    ("SQLITE_LOCKED", "busy"),
)


class WriteOutsideTheDoor(Exception):
    """Something tried to write past the unit of work; always a bug, never shown as it is."""


class WrongKey(Exception):
    """The store did not open under this key."""


class CannotOpen(Exception):
    """The file could not be opened or read at all; the text is the library's name for it, never a path."""


#: What reading a damaged store, or one on a full or failing disk, raises.
STORE_FAULTS: tuple[type[Exception], ...] = (dbapi2.DatabaseError, DatabaseError, CannotOpen)


class Door:
    """Which writes a connection lets through just now.

    ``state`` is ``closed`` (reads only, and the tables not covered by name), ``flush`` (the mapped session is writing
    what it tracked), ``bulk`` (the unit of work is writing counted rows) or ``open`` (making or migrating a store).
    ``unsettled`` is true from the first write until the unit of work has covered all of them; while it is true nothing
    can be committed.
    """

    def __init__(self) -> None:
        self.state = "closed"
        self.unsettled = False

    @contextmanager
    def lets(self, state: str) -> Iterator[None]:
        """Let writes of this kind through while the block runs."""
        before, self.state = self.state, state
        try:
            yield
        finally:
            self.state = before

    def check(self, statement: str) -> None:
        """Refuse a statement that this state of the door does not let through."""
        if self.state == "open":
            return
        written = _WRITES.match(statement)
        if written is not None:
            table = written.group(2).lower()
            if table in NOT_COVERED:
                return
            if self.state in ("flush", "bulk") or table in DERIVED:
                self.unsettled = True
                return
            raise WriteOutsideTheDoor("a write that no log entry would cover was refused")
        if not (_READS.match(statement) or _PRAGMAS_READ.match(statement)):
            raise WriteOutsideTheDoor("a statement that is neither a read nor a covered write was refused")


class DoorCursor(dbapi2.Cursor):
    """A cursor that asks the door of its connection first."""

    def execute(self, statement: str, *parameters: Any) -> Any:
        """Run one statement if the door lets it through."""
        self.connection.door.check(statement)
        return super().execute(statement, *parameters)

    def executemany(self, statement: str, *parameters: Any) -> Any:
        """Run one statement for many rows if the door lets it through."""
        self.connection.door.check(statement)
        return super().executemany(statement, *parameters)

    def executescript(self, script: str) -> Any:
        """Refuse scripts: they commit by themselves."""
        if self.connection.door.state != "open":
            raise WriteOutsideTheDoor("a script was refused")
        return super().executescript(script)


class DoorConnection(dbapi2.Connection):
    """A connection whose every cursor asks the door."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.door = Door()

    def cursor(self, *arguments: Any, **named: Any) -> Any:
        """Give a cursor that asks the door."""
        return super().cursor(DoorCursor)

    def execute(self, statement: str, *parameters: Any) -> Any:
        """Run one statement on a cursor that asks the door."""
        return self.cursor().execute(statement, *parameters)

    def executemany(self, statement: str, *parameters: Any) -> Any:
        """Run one statement for many rows on a cursor that asks the door."""
        return self.cursor().executemany(statement, *parameters)

    def executescript(self, script: str) -> Any:
        """Refuse scripts outside making and migrating."""
        return self.cursor().executescript(script)

    def commit(self) -> None:
        """Commit, unless something was written that the unit of work has not covered: then all of it is undone."""
        if self.door.unsettled and self.door.state != "open":
            self.rollback()
            raise WriteOutsideTheDoor("a commit past the unit of work was refused")
        super().commit()

    def rollback(self) -> None:
        """Undo what was written since the transaction began."""
        self.door.unsettled = False
        super().rollback()


class DoorSession(Session):
    """A session whose flush is the only moment at which its connection lets mapped rows be written."""

    def __init__(self, engine: Engine, door: Door) -> None:
        self.door = door
        super().__init__(engine, autoflush=True, expire_on_commit=False)

    def flush(self, objects: Any = None) -> None:
        """Write what changed, with the door held open for just that."""
        with self.door.lets("flush"):
            super().flush(objects)


def _authorise(
    action: int, first: str | None, second: str | None, base: str | None, inner: str | None
) -> int:
    """Refuse, on the desk's own connections, what nothing of ours needs once a store is open.

    Deleting or changing an entry, dropping, altering, attaching, loading code and the pragmas that could lift the log's
    guards (security-and-sync, section 9).
    """
    if action in _NEVER:
        return int(dbapi2.SQLITE_DENY)
    if action in (dbapi2.SQLITE_UPDATE, dbapi2.SQLITE_DELETE) and first in ("entry", "entry_thing"):
        return int(dbapi2.SQLITE_DENY)
    if action == dbapi2.SQLITE_PRAGMA and second is not None and first in _GUARDED_PRAGMAS:
        return int(dbapi2.SQLITE_DENY)
    if action == dbapi2.SQLITE_FUNCTION and second in ("load_extension", "sqlcipher_export"):
        return int(dbapi2.SQLITE_DENY)
    return int(dbapi2.SQLITE_OK)


_NEVER = frozenset(
    getattr(dbapi2, name)
    for name in (
        "SQLITE_ATTACH",
        "SQLITE_DETACH",
        "SQLITE_ALTER_TABLE",
        "SQLITE_DROP_TABLE",
        "SQLITE_DROP_TRIGGER",
        "SQLITE_DROP_INDEX",
        "SQLITE_DROP_VIEW",
        "SQLITE_DROP_VTABLE",
        "SQLITE_CREATE_TRIGGER",
        "SQLITE_CREATE_TABLE",
        "SQLITE_CREATE_VIEW",
    )
)
_GUARDED_PRAGMAS = frozenset(
    {"writable_schema", "key", "rekey", "recursive_triggers", "trusted_schema", "query_only", "foreign_keys"}
)


def connect(
    path: Path, key: bytes, salt: bytes, *, readonly: bool = False, guarded: bool = True
) -> DoorConnection:
    """Open a keyed connection with the settings of security-and-sync, section 7, in that order.

    ``key`` is 32 bytes, ``salt`` 16. Raises ``WrongKey`` when the store does not open under it; the key never stands in
    an exception's text. ``guarded=False`` is for making and migrating only: the door stands open and nothing is
    forbidden.
    """
    raw = f"{key.hex()}{salt.hex()}"
    if not re.fullmatch(r"[0-9a-f]{96}", raw):
        raise ValueError("a raw key is 32 bytes and a salt 16")
    try:
        connection = DoorConnection(str(path), isolation_level=None, check_same_thread=False, timeout=5.0)
    except dbapi2.DatabaseError as problem:
        raise CannotOpen(getattr(problem, "sqlite_errorname", "")) from None
    try:
        with connection.door.lets("open"):
            connection.enable_load_extension(False)
            _unlock(connection, raw)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            if sys.platform == "darwin":
                connection.execute("PRAGMA fullfsync=ON")
                connection.execute("PRAGMA checkpoint_fullfsync=ON")
            if readonly:
                connection.execute("PRAGMA query_only=ON")
    except dbapi2.DatabaseError as problem:
        connection.close()
        raise CannotOpen(getattr(problem, "sqlite_errorname", "")) from None
    except BaseException:
        connection.close()
        raise
    if guarded:
        connection.set_authorizer(_authorise)
    else:
        connection.door.state = "open"
    return connection


_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=1000",
    "journal_size_limit=67108864",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "cache_size=-65536",
    "busy_timeout=5000",
)


def _unlock(connection: DoorConnection, raw: str) -> None:
    try:
        connection.execute(f"PRAGMA key = \"x'{raw}'\"")
        connection.execute("PRAGMA cipher_compatibility = 4")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.DatabaseError as problem:
        name = getattr(problem, "sqlite_errorname", "")
        raise (WrongKey if name == "SQLITE_NOTADB" else CannotOpen)(name) from None


def engine_over(connection: DoorConnection) -> Engine:
    """Make an engine over one held connection; values never stand in its exceptions or logs."""
    begin = "BEGIN" if connection.execute("PRAGMA query_only").fetchone()[0] else "BEGIN IMMEDIATE"
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _plain_transactions(dbapi_connection: Any, _record: Any) -> None:
        dbapi_connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(conn: Any) -> None:
        conn.connection.cursor().execute(begin)

    return engine


def session_over(connection: DoorConnection) -> DoorSession:
    """Open a session that never expires what it gave: records are read once and frozen."""
    return DoorSession(engine_over(connection), connection.door)


def driver(session: Session) -> Any:
    """Give a cursor of the driver itself in the session's transaction, for short statements that every act runs.

    The door is asked as ever. What the session holds and has not flushed is not seen.
    """
    return session.connection().connection.cursor()


def checkpoint(connection: DoorConnection) -> None:
    """Bring the write-ahead log into the store and empty it, as is done at lock and at close."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def page_count(connection: DoorConnection) -> int:
    """Give how many pages the store's header says it has."""
    return int(connection.execute("PRAGMA page_count").fetchone()[0])


def opens_without_key(path: Path) -> bool:
    """Say whether a file can be read as an ordinary database, which a store never can."""
    plain = dbapi2.connect(str(path))
    try:
        plain.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.DatabaseError:
        return False
    finally:
        plain.close()
    return True


def damaged_pages(connection: DoorConnection) -> list[str]:
    """Give what SQLCipher's own page check and SQLite's full check find; an empty list means sound."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
        if not found:
            rows = connection.execute("PRAGMA integrity_check").fetchall()
            found = [str(row[0]) for row in rows if row[0] != "ok"]
    except dbapi2.DatabaseError as problem:
        name = getattr(problem, "sqlite_errorname", "SQLITE_ERROR")
        found = [] if name == "SQLITE_INTERRUPT" else [name]
    return found


def copy_into(source: DoorConnection, target: DoorConnection) -> None:
    """Copy a whole store into an empty one under that one's own key, in one step."""
    with source.door.lets("open"), target.door.lets("open"):
        source.backup(target)
