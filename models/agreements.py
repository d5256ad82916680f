"""What the council has written down about the law: its choices among the powers, and its register of documents."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key


class LawChoice(Base):
    """What this council decided about one row of the catalogue: approved or not, a day from which it holds here, retired.

    A row of the catalogue without one stands as it came. ``second_by`` is who agreed to its activation.
    """

    __tablename__ = "law_choice"
    __table_args__ = (UniqueConstraint("gateway"), STRICT)
    __groups__ = {
        "choice": ("approved", "local_start", "retired_on", "why", "second_by", "changed_at", "changed_by")
    }
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    gateway: Mapped[str]
    approved: Mapped[bool]
    local_start: Mapped[str | None]
    retired_on: Mapped[str | None]
    why: Mapped[str]
    second_by: Mapped[UUID | None] = mapped_column(ForeignKey("officer.id"))
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))


class Agreement(Base):
    """An agreement, policy document or assessment with its dates: ISA, APD or DPIA; ended, never deleted.

    ``parties`` lists organisations by key in hexadecimal, ``covers`` the gateways, packages or paragraphs it speaks of.
    """

    __tablename__ = "agreement"
    __table_args__ = (Index("ix_agreement_kind", "kind"), STRICT)
    __groups__ = {
        "what": ("title", "reference", "parties", "covers", "note"),
        "dates": ("valid_from", "valid_until", "review_on"),
        "ended": ("ended_at", "ended_because"),
    }
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    kind: Mapped[str]
    title: Mapped[str]
    reference: Mapped[str]
    parties: Mapped[Any] = mapped_column(Plain)
    covers: Mapped[Any] = mapped_column(Plain)
    valid_from: Mapped[str | None]
    valid_until: Mapped[str | None]
    review_on: Mapped[str | None]
    note: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None]


def choices(session: Session) -> list[LawChoice]:
    """Give the council's choices by gateway."""
    return list(session.scalars(select(LawChoice).order_by(LawChoice.gateway)))


def choice(session: Session, gateway: str) -> LawChoice | None:
    """Give the council's choice about one gateway."""
    return session.scalar(select(LawChoice).where(LawChoice.gateway == gateway))


def agreement(session: Session, key: UUID) -> Agreement | None:
    """Give one document of the register."""
    return session.get(Agreement, key)


def agreements(session: Session) -> list[Agreement]:
    """Give the register by kind and title, ended ones among them."""
    return list(session.scalars(select(Agreement).order_by(Agreement.kind, Agreement.title, Agreement.id)))
