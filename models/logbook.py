"""The log: who saw, changed, shared, printed what, when; append-only, chained and sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key
from models.database import driver


class Entry(Base):
    """One act: names and digests, never content. ``sequence`` has no gap; three triggers hold that it is append-only."""

    __tablename__ = "entry"
    __table_args__ = (Index("ix_entry_at", "at"), STRICT)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    officer_id: Mapped[UUID | None]
    officer: Mapped[str]
    device: Mapped[str]
    act: Mapped[str]
    persons: Mapped[Any] = mapped_column(Plain)
    things: Mapped[Any] = mapped_column(Plain)
    groups: Mapped[Any] = mapped_column(Plain)
    counts: Mapped[Any] = mapped_column(Plain)
    reason_code: Mapped[str]
    digest: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
    seal: Mapped[str]


class EntryThing(Base):
    """Which persons and things an entry names, for searching the log; derived from ``entry``."""

    __tablename__ = "entry_thing"
    __table_args__ = (Index("ix_entry_thing_thing", "thing", "sequence"), STRICT)
    sequence: Mapped[int] = mapped_column(ForeignKey("entry.sequence"), primary_key=True)
    thing: Mapped[str] = mapped_column(primary_key=True)


class Change(Base):
    """One field group of one thing, before and after, salted so that its content can be destroyed lawfully."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_thing", "thing"), STRICT)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    entry: Mapped[int] = mapped_column(ForeignKey("entry.sequence"))
    kind: Mapped[str]
    thing: Mapped[UUID]
    group: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    device: Mapped[str]
    device_sequence: Mapped[int]
    base_revision: Mapped[int | None]
    value_schema: Mapped[int]
    salt: Mapped[bytes | None]
    row_digest: Mapped[str]


def head(session: Session) -> Entry | None:
    """Give the last entry."""
    return session.scalar(select(Entry).order_by(Entry.sequence.desc()).limit(1))


def last_link(session: Session) -> tuple[int, str]:
    """Give the number and hash of the last entry, from which the next one follows; 0 and nothing for an empty log."""
    query = "SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1"
    row = driver(session).execute(query).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def entries_in_order(session: Session, start: int = 1) -> Iterator[Entry]:
    """Give every entry from ``start`` on, in order, without holding them all."""
    query = select(Entry).where(Entry.sequence >= start).order_by(Entry.sequence)
    yield from session.scalars(query.execution_options(yield_per=1000))


def changes_of(session: Session, sequence: int) -> list[Change]:
    """Give the change rows of one entry, in the order in which they were digested."""
    return list(session.scalars(select(Change).where(Change.entry == sequence).order_by(Change.id)))


def change_rows(session: Session) -> Iterator[Change]:
    """Give all change rows by entry."""
    query = select(Change).order_by(Change.entry, Change.id)
    yield from session.scalars(query.execution_options(yield_per=1000))


def find_entries(
    session: Session,
    *,
    thing: str | None = None,
    officer: str | None = None,
    act: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    offset: int = 0,
    limit: int = 200,
) -> list[Entry]:
    """Give entries by thing, officer, act and time, the newest first."""
    query = select(Entry).order_by(Entry.sequence.desc()).offset(offset).limit(limit)
    query = _narrowed(query, thing, officer, act, start, end)
    return list(session.scalars(query))


def count_entries(
    session: Session,
    *,
    thing: str | None = None,
    officer: str | None = None,
    act: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
) -> int:
    """Count what ``find_entries`` would give without a limit."""
    query = _narrowed(select(func.count(Entry.sequence)), thing, officer, act, start, end)
    return session.scalar(query) or 0


def _narrowed(
    query: Any,
    thing: str | None,
    officer: str | None,
    act: str | None,
    start: datetime | None,
    end: datetime | None,
) -> Any:
    if thing is not None:
        query = query.join(EntryThing, EntryThing.sequence == Entry.sequence).where(EntryThing.thing == thing)
    if officer:
        query = query.where(Entry.officer == officer)
    if act:
        query = query.where(Entry.act == act)
    if start is not None:
        query = query.where(Entry.at >= start)
    if end is not None:
        query = query.where(Entry.at < end)
    return query


def acts_used(session: Session) -> list[str]:
    """Give the acts that occur in the log."""
    return list(session.scalars(select(Entry.act).distinct().order_by(Entry.act)))
