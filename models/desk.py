"""What the desk keeps of itself: its settings, its counters, drafts and how lists were left."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key
from models.database import driver


class Meta(Base):
    """One fact about the store: its id, device letter, log head, seal. Written by the door itself."""

    __tablename__ = "meta"
    __table_args__ = STRICT
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Counter(Base):
    """The last number given for a kind of reference on a device. Written by the door itself."""

    __tablename__ = "counter"
    __table_args__ = STRICT
    kind: Mapped[str] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class Setting(Base):
    """One setting of the council, such as its name or its data protection officer's contact."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("name"), STRICT)
    __groups__ = {"setting": ("value",)}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    name: Mapped[str]
    value: Mapped[Any] = mapped_column(Plain)


class Draft(Base):
    """What an officer was typing: one mutable row a form and officer, outside the log by name."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("officer_id", "form", "about"), STRICT)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    form: Mapped[str]
    about: Mapped[str]
    title: Mapped[str]
    value: Mapped[Any] = mapped_column(Plain)
    saved_at: Mapped[datetime]


class ViewSetting(Base):
    """How an officer left a list: columns, order, filter. Outside the log by name."""

    __tablename__ = "view_setting"
    __table_args__ = (UniqueConstraint("officer_id", "view"), STRICT)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    view: Mapped[str]
    value: Mapped[Any] = mapped_column(Plain)


def meta(session: Session, name: str, default: str = "") -> str:
    """Give one fact about the store."""
    row = driver(session).execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row and row[0] else default


def settings(session: Session) -> dict[str, Any]:
    """Give all settings by name."""
    return {row.name: row.value for row in session.scalars(select(Setting))}


def setting_row(session: Session, name: str) -> Setting | None:
    """Give the row of one setting."""
    return session.scalar(select(Setting).where(Setting.name == name))


def draft_row(session: Session, officer: UUID, form: str, about: str) -> Draft | None:
    """Give an officer's draft of one form about one thing."""
    return session.scalar(
        select(Draft).where(Draft.officer_id == officer, Draft.form == form, Draft.about == about)
    )


def drafts_of(session: Session, officer: UUID) -> list[Draft]:
    """Give an officer's drafts, the newest first."""
    return list(
        session.scalars(select(Draft).where(Draft.officer_id == officer).order_by(Draft.saved_at.desc()))
    )


def erase_draft(session: Session, officer: UUID, form: str, about: str) -> None:
    """Erase an officer's draft when its form is finished."""
    row = draft_row(session, officer, form, about)
    if row is not None:
        session.delete(row)


def view_setting(session: Session, officer: UUID, view: str) -> ViewSetting | None:
    """Give how an officer left a list."""
    return session.scalar(
        select(ViewSetting).where(ViewSetting.officer_id == officer, ViewSetting.view == view)
    )
