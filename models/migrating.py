"""Bring a store's tables to the version this program knows; a new store takes the same steps."""

from __future__ import annotations

import hashlib
from pathlib import Path

from models.database import DoorConnection, engine_over

MIGRATIONS = Path(__file__).parent / "migrations"


def newest_version() -> str:
    """Give the version of the newest step, read from the file names so that Alembic need not be loaded."""
    return sorted(path.stem for path in (MIGRATIONS / "versions").glob("v*.py"))[-1]


def version_of(connection: DoorConnection) -> str:
    """Give the version of an open store's tables; an empty text when it has none."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
    if found is None:
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def upgrade(connection: DoorConnection) -> None:
    """Take every step that is missing, in one transaction a step; ``connection`` must not be guarded."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = engine_over(connection)
    with engine.connect() as bound:
        config.attributes["connection"] = bound
        command.upgrade(config, "head")
        bound.commit()
    check_guards(connection)


#: What every store must hold after a migration; ``batch_alter_table`` would drop these in silence.
GUARDS = (
    "entry_no_update",
    "entry_no_delete",
    "entry_in_order",
    "search_word_added",
    "search_word_removed",
    "search_text",
)


def check_guards(connection: DoorConnection) -> None:
    """Refuse a store whose log triggers or search tables are not there."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema").fetchall()}
    missing = [name for name in GUARDS if name not in names]
    if missing:
        raise RuntimeError(f"the store lacks {', '.join(missing)}")


def schema_text(connection: DoorConnection) -> str:
    """Give every table, index and trigger as SQL text in one order, for comparing two stores."""
    query = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
    rows = [(row[0], row[1]) for row in connection.execute(query).fetchall()]
    return "\n".join(" ".join(str(sql).split()) for _name, sql in rows)


def schema_fingerprint(connection: DoorConnection) -> str:
    """Give the SHA-256 of the schema's text."""
    return hashlib.sha256(schema_text(connection).encode()).hexdigest()
