"""Who works at this desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
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


class Approval(Base):
    """What waits for a second person: which act on which thing, asked by whom and why, and what was answered.

    ``state`` is open, given, refused, withdrawn or used; ``thing`` is the key of what the act is about. ``covers`` is the
    fingerprint of what was agreed to, where the thing may still change: an agreement never covers anything else.
    """

    __tablename__ = "approval"
    __table_args__ = (Index("ix_approval_state", "state"), STRICT)
    __covered_by__ = ("id", "thing")
    __groups__ = {"answer": ("state", "answered_by", "answered_at", "answer")}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    act: Mapped[str]
    thing: Mapped[UUID]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("officer.id"))
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    covers: Mapped[str | None]


def open_approvals(session: Session) -> list[Approval]:
    """Give what waits for a second person, the oldest first."""
    return list(session.scalars(select(Approval).where(Approval.state == "open").order_by(Approval.asked_at)))


def given_approval(
    session: Session, act: str, thing: UUID, asked_by: UUID, covers: str = ""
) -> Approval | None:
    """Give what a second person agreed to, for exactly what it covers, and nobody has used yet."""
    return session.scalar(
        select(Approval)
        .where(Approval.act == act, Approval.thing == thing, Approval.asked_by == asked_by)
        .where(Approval.state == "given", Approval.covers.is_(covers or None))
        .order_by(Approval.answered_at.desc())
    )


def given_for(session: Session, thing: UUID) -> list[Approval]:
    """Give all that second persons agreed to about a thing, the first given first."""
    query = select(Approval).where(Approval.thing == thing, Approval.state.in_(("given", "used")))
    return list(session.scalars(query.order_by(Approval.answered_at, Approval.id)))


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
