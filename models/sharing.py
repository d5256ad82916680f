"""What was shared or not shared, with whom, under which law: a draft until it is decided, then frozen for good."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key
from models.codes import Decision, ShareState


class Share(Base):
    """One share, or one decision not to share. ``draft`` changes while it is thought about; ``frozen`` is written once.

    ``frozen`` holds the canonical JSON bytes, ``frozen_sha256`` their fingerprint.
    """

    __tablename__ = "share"
    __table_args__ = (UniqueConstraint("reference"), Index("ix_share_state", "state"), STRICT)
    __groups__ = {
        "draft": ("draft",),
        "decision": (
            "state",
            "decision",
            "decided_at",
            "decided_by",
            "frozen_sha256",
            "catalogue_version",
            "review_at",
        ),
    }
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    reference: Mapped[str]
    state: Mapped[str] = mapped_column(default=ShareState.DRAFT)
    decision: Mapped[str | None]
    draft: Mapped[Any] = mapped_column(Plain)
    begun_at: Mapped[datetime]
    begun_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    review_at: Mapped[datetime | None]
    catalogue_version: Mapped[str | None]
    frozen: Mapped[bytes | None]
    frozen_sha256: Mapped[str | None]


class ShareAbout(Base):
    """Whom a share is about."""

    __tablename__ = "share_about"
    __table_args__ = (Index("ix_share_about_person", "person_id"), STRICT)
    __covered_by__ = ("share_id",)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    share_id: Mapped[UUID] = mapped_column(ForeignKey("share.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class ShareTo(Base):
    """To whom a decided share went, for search and who-knows-what; equals the frozen document."""

    __tablename__ = "share_to"
    __table_args__ = (
        Index("ix_share_to_organisation", "organisation_id"),
        Index("ix_share_to_share", "share_id"),
        STRICT,
    )
    __covered_by__ = ("share_id",)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    share_id: Mapped[UUID] = mapped_column(ForeignKey("share.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    person: Mapped[str]
    channel: Mapped[str]


class ShareItem(Base):
    """One thing that a decided share carries; equals the frozen document."""

    __tablename__ = "share_item"
    __table_args__ = (
        Index("ix_share_item_share", "share_id"),
        Index("ix_share_item_statement", "statement_id"),
        Index("ix_share_item_record", "record_id"),
        STRICT,
    )
    __covered_by__ = ("share_id",)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    share_id: Mapped[UUID] = mapped_column(ForeignKey("share.id"))
    number: Mapped[int]
    kind: Mapped[str]
    statement_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement.id"))
    record_id: Mapped[UUID | None] = mapped_column(ForeignKey("record.id"))
    category: Mapped[str]
    tag: Mapped[str | None]
    about_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]


class RuleResult(Base):
    """What one rule said of a decided share, in the version of that day, and the officer's reason for passing it."""

    __tablename__ = "rule_result"
    __table_args__ = (Index("ix_rule_result_share", "share_id"), STRICT)
    __covered_by__ = ("share_id",)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    share_id: Mapped[UUID] = mapped_column(ForeignKey("share.id"))
    rule: Mapped[str]
    version: Mapped[str]
    severity: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[str | None]


class ShareLater(Base):
    """What became of a decided share: sent, answered, corrected, recalled; each a frozen document that names it."""

    __tablename__ = "share_later"
    __table_args__ = (Index("ix_share_later_share", "share_id"), STRICT)
    __covered_by__ = ("share_id",)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    share_id: Mapped[UUID] = mapped_column(ForeignKey("share.id"))
    kind: Mapped[str]
    document: Mapped[bytes]
    document_sha256: Mapped[str]
    at: Mapped[datetime]
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))


def share(session: Session, key: UUID) -> Share | None:
    """Give one share."""
    return session.get(Share, key)


def share_referenced(session: Session, reference: str) -> Share | None:
    """Give the share with this reference."""
    return session.scalar(select(Share).where(Share.reference == reference))


def shares_about(session: Session, persons: list[UUID]) -> list[Share]:
    """Give the shares about these persons, the newest first, drafts among them."""
    query = (
        select(Share)
        .join(ShareAbout, ShareAbout.share_id == Share.id)
        .where(ShareAbout.person_id.in_(persons))
        .distinct()
        .order_by(Share.begun_at.desc())
    )
    return list(session.scalars(query))


def about_of(session: Session, key: UUID) -> list[ShareAbout]:
    """Give whom a share is about."""
    return list(session.scalars(select(ShareAbout).where(ShareAbout.share_id == key).order_by(ShareAbout.id)))


def recipients_of(session: Session, key: UUID) -> list[ShareTo]:
    """Give to whom a share went."""
    return list(session.scalars(select(ShareTo).where(ShareTo.share_id == key)))


def items_of(session: Session, key: UUID) -> list[ShareItem]:
    """Give what a share carried, in order."""
    query = select(ShareItem).where(ShareItem.share_id == key)
    return list(session.scalars(query.order_by(ShareItem.number)))


def results_of(session: Session, key: UUID) -> list[RuleResult]:
    """Give what each rule said of a share."""
    query = select(RuleResult).where(RuleResult.share_id == key)
    return list(session.scalars(query.order_by(RuleResult.rule)))


def shares_in(session: Session, *states: str) -> list[Share]:
    """Give the shares in these states, the newest first."""
    return list(session.scalars(select(Share).where(Share.state.in_(states)).order_by(Share.begun_at.desc())))


def later_of(session: Session, key: UUID) -> list[ShareLater]:
    """Give what became of a share, the first step first."""
    query = select(ShareLater).where(ShareLater.share_id == key)
    return list(session.scalars(query.order_by(ShareLater.at, ShareLater.id)))


def deferred(session: Session) -> list[Share]:
    """Give the decisions to decide later that name a day, the one that is due first at the head."""
    query = select(Share).where(
        Share.state == ShareState.DECIDED, Share.decision == Decision.DEFER, Share.review_at.is_not(None)
    )
    return list(session.scalars(query.order_by(Share.review_at, Share.id)))


def decided_since(session: Session, persons: list[UUID], at: datetime) -> list[Share]:
    """Give the shares about any of these persons that were decided after a moment, the first decided first."""
    query = (
        select(Share)
        .join(ShareAbout, ShareAbout.share_id == Share.id)
        .where(ShareAbout.person_id.in_(persons), Share.decided_at > at)
        .distinct()
        .order_by(Share.decided_at)
    )
    return list(session.scalars(query))


def decided_between(session: Session, start: datetime, end: datetime) -> list[Share]:
    """Give the shares decided from a moment on and before another, the first decided first."""
    query = select(Share).where(
        Share.state == ShareState.DECIDED, Share.decided_at >= start, Share.decided_at < end
    )
    return list(session.scalars(query.order_by(Share.decided_at, Share.reference)))


def shares_using(session: Session, statements: list[UUID], records: list[UUID]) -> list[Share]:
    """Give the decided shares that carried any of these statements or records."""
    found: dict[UUID, Share] = {}
    for column, keys in ((ShareItem.statement_id, statements), (ShareItem.record_id, records)):
        for start in range(0, len(keys), 500):
            query = (
                select(Share)
                .join(ShareItem, ShareItem.share_id == Share.id)
                .where(column.in_(keys[start : start + 500]), Share.state == ShareState.DECIDED)
            )
            found.update({row.id: row for row in session.scalars(query)})
    return list(found.values())


def shares_using_batch(session: Session, batch: UUID) -> list[Share]:
    """Give the decided shares that carried what this batch said."""
    from models.feeds import Record, Statement

    by_statement = select(ShareItem.share_id).join(Statement, Statement.id == ShareItem.statement_id)
    by_record = select(ShareItem.share_id).join(Record, Record.id == ShareItem.record_id)
    ids = by_statement.where(Statement.batch_id == batch).union(by_record.where(Record.batch_id == batch))
    query = select(Share).where(Share.id.in_(ids), Share.state == ShareState.DECIDED)
    return list(session.scalars(query.order_by(Share.reference)))
