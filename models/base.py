"""How rows are declared: keys, column kinds and constraint names over STRICT tables."""

from __future__ import annotations

import json
import os
import threading
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BLOB, INTEGER, TEXT, MetaData, event
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

#: One writer for all values: making it costs as much as what it writes of a short one.
_written = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_read = json.JSONDecoder().decode
_last_key = (0, 0)
_key_lock = threading.Lock()


def new_key() -> UUID:
    """Make a UUIDv7 after RFC 9562: 48 bits of milliseconds, 12 bits that count within one, 62 random bits.

    Keys made by one process sort in the order of making.
    """
    global _last_key
    with _key_lock:
        milliseconds, count = time.time_ns() // 1_000_000, 0
        if milliseconds <= _last_key[0]:
            milliseconds, count = _last_key[0], _last_key[1] + 1
            if count > 0xFFF:
                milliseconds, count = milliseconds + 1, 0
        _last_key = (milliseconds, count)
    random_bits = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | random_bits)


class Key(TypeDecorator[UUID]):
    """A UUID kept as sixteen bytes."""

    impl = BLOB
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """A moment kept as UTC text with six decimals, which sorts as text."""

    impl = TEXT
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value.replace("Z", "+00:00"))


class Flag(TypeDecorator[bool]):
    """A yes or no kept as 1 or 0."""

    impl = INTEGER
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Plain(TypeDecorator[Any]):
    """A plain value (dict, list, text, number) kept as canonical JSON text."""

    impl = TEXT
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else _read(value)


def canonical(value: Any) -> str:
    """Write a plain value as JSON with sorted keys and no blanks: one value, one text."""
    return _written(value)


class Base(DeclarativeBase):
    """The root of every mapped row.

    A class says with ``__groups__`` which columns only make sense together (its field groups; a change row is kept for
    each group that changes) and with ``__covered_by__`` which of its columns name the thing by whose log entry a row of
    this kind is covered; without it a row is covered by its own ``id``.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {UUID: Key, datetime: Moment, bool: Flag, str: TEXT, int: INTEGER, bytes: BLOB}
    __groups__: dict[str, tuple[str, ...]] = {}
    __covered_by__: tuple[str, ...] = ("id",)


@event.listens_for(Base, "init", propagate=True)
def _give_key(row: Base, _arguments: Any, values: dict[str, Any]) -> None:
    """Give a new row its key at once, so that an entry can name it before it is written."""
    column = type(row).__table__.columns.get("id")
    if column is not None and isinstance(column.type, Key):
        values.setdefault("id", new_key())


STRICT = {"sqlite_strict": True}
