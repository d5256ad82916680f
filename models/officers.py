"""Who works at this desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key


class Officer(Base):
    """One officer: name, post, roles, and which slot of the keyring is theirs."""

    __tablename__ = "officer"
    __table_args__ = (UniqueConstraint("name"), STRICT)
    __groups__ = {"roles": ("roles",), "post": ("post",), "slot": ("slot",), "state": ("state",)}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    name: Mapped[str]
    post: Mapped[str]
    roles: Mapped[Any] = mapped_column(Plain)
    slot: Mapped[str]
    state: Mapped[str] = mapped_column(default="here")
    added_at: Mapped[datetime]


def officer_named(session: Session, name: str) -> Officer | None:
    """Give the officer of this name, in whatever case it was typed."""
    wanted = name.casefold().strip()
    return next((row for row in session.scalars(select(Officer)) if row.name.casefold() == wanted), None)


def officer(session: Session, key: UUID) -> Officer | None:
    """Give one officer."""
    return session.get(Officer, key)


def officers(session: Session) -> list[Officer]:
    """Give all officers by name, those who left among them."""
    return list(session.scalars(select(Officer).order_by(Officer.name)))
