"""Who agreed to what, refused it or took it back: answers about consent, each kept for good."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key


class Consent(Base):
    """One answer about consent (domain-and-law, 5.4); never changed, a later answer stands in front of it.

    It is about one of our persons or about somebody whom an organisation told of. ``kind`` is SERVICE, CONFIDENTIALITY,
    GDPR or INSTRUCTION (not to share: Education and Skills Act 2008 ss14 and 72). ``scope`` lists item categories,
    ``recipients`` organisations by key in hexadecimal or ``*``. Days are ISO text. ``replaces`` names a slip it mends.
    """

    __tablename__ = "consent"
    __table_args__ = (
        Index("ix_consent_person", "person_id"),
        Index("ix_consent_agency_person", "agency_person_id"),
        STRICT,
    )
    __covered_by__ = ("id", "person_id")
    __groups__ = {"side": ("person_id",)}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    agency_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("agency_person.id"))
    kind: Mapped[str]
    given_by: Mapped[str]
    given_by_agency_person: Mapped[UUID | None] = mapped_column(ForeignKey("agency_person.id"))
    capacity: Mapped[str]
    gillick: Mapped[str]
    scope: Mapped[Any] = mapped_column(Plain)
    recipients: Mapped[Any] = mapped_column(Plain)
    purpose: Mapped[str]
    method: Mapped[str]
    asked_on: Mapped[str | None]
    answered_on: Mapped[str]
    answer: Mapped[str]
    expires_on: Mapped[str | None]
    conditions: Mapped[Any] = mapped_column(Plain)
    not_sought_reason: Mapped[str]
    evidence: Mapped[str]
    attachment_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    witnessed_by: Mapped[str]
    replaces: Mapped[UUID | None] = mapped_column(ForeignKey("consent.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))


def consent(session: Session, key: UUID) -> Consent | None:
    """Give one answer."""
    return session.get(Consent, key)


def consents_of(session: Session, persons: list[UUID], agency_persons: list[UUID]) -> list[Consent]:
    """Give every answer about these people, slips that were mended among them, the earliest first."""
    query = select(Consent).where(
        or_(Consent.person_id.in_(persons), Consent.agency_person_id.in_(agency_persons))
    )
    return list(session.scalars(query.order_by(Consent.answered_on, Consent.recorded_at, Consent.id)))
