"""What a share rests on, who asked for it, and what is still owed to whoever received it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key
from models.sharing import ShareLater


class ShareLaw(Base):
    """One thing that a decided share rests on; equals the frozen document.

    ``kind`` is gateway (its id), agreement or consent (their keys in hexadecimal), or emergency (with an empty code).
    """

    __tablename__ = "share_law"
    __table_args__ = (
        Index("ix_share_law_code", "kind", "code"),
        Index("ix_share_law_share", "share_id"),
        STRICT,
    )
    __covered_by__ = ("share_id",)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    share_id: Mapped[UUID] = mapped_column(ForeignKey("share.id"))
    kind: Mapped[str]
    code: Mapped[str]


class ShareRequest(Base):
    """A request for information, in or out, until a share, a refusal or an answer ends it.

    ``direction`` is in (asked of us) or out (asked by us). ``persons`` lists our persons by key in hexadecimal.
    """

    __tablename__ = "share_request"
    __table_args__ = (
        UniqueConstraint("reference"),
        Index("ix_share_request_state", "state", "due_at"),
        STRICT,
    )
    __groups__ = {
        "what": ("what", "purpose_code", "purpose", "due_at", "persons", "states_public_task"),
        "answer": ("state", "share_id", "answered_at", "answer"),
    }
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    reference: Mapped[str]
    direction: Mapped[str]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    person: Mapped[str]
    their_reference: Mapped[str]
    persons: Mapped[Any] = mapped_column(Plain)
    what: Mapped[str]
    purpose_code: Mapped[str]
    purpose: Mapped[str]
    states_public_task: Mapped[bool]
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default="open")
    share_id: Mapped[UUID | None] = mapped_column(ForeignKey("share.id"))
    answered_at: Mapped[datetime | None]
    answer: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))


class ShareNotice(Base):
    """What one recipient of a share must still be told or asked: a correction, a recall, a containment.

    ``later_id`` is the frozen document that ordered it. ``state`` is owed, sent, or answered.
    """

    __tablename__ = "share_notice"
    __table_args__ = (
        Index("ix_share_notice_share", "share_id"),
        Index("ix_share_notice_state", "state", "due_at"),
        STRICT,
    )
    __covered_by__ = ("id", "share_id")
    __groups__ = {
        "sent": ("sent_at", "channel"),
        "answer": ("state", "answered_at", "answer"),
        "due": ("due_at",),
    }
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    share_id: Mapped[UUID] = mapped_column(ForeignKey("share.id"))
    later_id: Mapped[UUID] = mapped_column(ForeignKey("share_later.id"))
    kind: Mapped[str]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    person: Mapped[str]
    asked: Mapped[str]
    due_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default="owed")
    channel: Mapped[str]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str]


class Incident(Base):
    """Something reached the wrong person: what happened, who is in danger by it, and the clock of the regulator.

    ``aware_at`` starts the 72 hours of UK GDPR Article 33; ``due_at`` is their end.
    """

    __tablename__ = "incident"
    __table_args__ = (UniqueConstraint("reference"), Index("ix_incident_share", "share_id"), STRICT)
    __covered_by__ = ("id", "share_id")
    __groups__ = {
        "what": ("happened", "danger", "reached", "address_reached"),
        "regulator": ("dpo_told_at", "regulator", "regulator_because", "regulator_told_at"),
        "closed": ("closed_at", "closed_because"),
    }
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    reference: Mapped[str]
    share_id: Mapped[UUID] = mapped_column(ForeignKey("share.id"))
    happened: Mapped[str]
    reached: Mapped[str]
    danger: Mapped[str]
    address_reached: Mapped[bool]
    aware_at: Mapped[datetime]
    due_at: Mapped[datetime]
    dpo_told_at: Mapped[datetime | None]
    regulator: Mapped[str]
    regulator_because: Mapped[str]
    regulator_told_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_because: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))


def law_of(session: Session, key: UUID) -> list[ShareLaw]:
    """Give what a share rests on."""
    query = select(ShareLaw).where(ShareLaw.share_id == key)
    return list(session.scalars(query.order_by(ShareLaw.kind, ShareLaw.code)))


def emergencies_not_reviewed(session: Session) -> list[UUID]:
    """Give the shares that were decided in an emergency and that nobody has reviewed."""
    reviewed = select(ShareLater.share_id).where(ShareLater.kind == "reviewed")
    query = select(ShareLaw.share_id).where(ShareLaw.kind == "emergency", ShareLaw.share_id.not_in(reviewed))
    return list(session.scalars(query))


def resting_on(session: Session, kind: str, code: str) -> list[UUID]:
    """Give the decided shares that rest on a gateway, an agreement or a consent."""
    return list(
        session.scalars(select(ShareLaw.share_id).where(ShareLaw.kind == kind, ShareLaw.code == code))
    )


def request(session: Session, key: UUID) -> ShareRequest | None:
    """Give one request."""
    return session.get(ShareRequest, key)


def requests_in(session: Session, *states: str) -> list[ShareRequest]:
    """Give the requests in these states, the one that is due first at the head, those without a time last."""
    query = select(ShareRequest).where(ShareRequest.state.in_(states))
    return list(
        session.scalars(query.order_by(ShareRequest.due_at.is_(None), ShareRequest.due_at, ShareRequest.id))
    )


def notices_of(session: Session, key: UUID) -> list[ShareNotice]:
    """Give what is owed, sent and answered about a share, in the order of making."""
    query = select(ShareNotice).where(ShareNotice.share_id == key)
    return list(session.scalars(query.order_by(ShareNotice.id)))


def notices_open(session: Session) -> list[ShareNotice]:
    """Give every notice that is owed or unanswered, the one due first at the head."""
    query = select(ShareNotice).where(ShareNotice.state != "answered")
    return list(
        session.scalars(query.order_by(ShareNotice.due_at.is_(None), ShareNotice.due_at, ShareNotice.id))
    )


def incidents_open(session: Session) -> list[Incident]:
    """Give the incidents that are not closed, the one whose clock ends first at the head."""
    query = select(Incident).where(Incident.closed_at.is_(None))
    return list(session.scalars(query.order_by(Incident.due_at, Incident.id)))


def incidents_of(session: Session, key: UUID) -> list[Incident]:
    """Give the incidents of a share."""
    return list(session.scalars(select(Incident).where(Incident.share_id == key).order_by(Incident.id)))
