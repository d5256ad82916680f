"""Who our persons are: almost nothing of their own, what was settled about them, which addresses are withheld."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key
from models.feeds import Statement


class Person(Base):
    """One child (or adult whom somebody needed as a person): a reference, a state, restrictions; the rest is said by
    the linked agency persons' statements."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("reference"), STRICT)
    __groups__ = {"state": ("state",), "restrictions": ("restrictions",)}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    reference: Mapped[str]
    state: Mapped[str] = mapped_column(default="here")
    restrictions: Mapped[Any] = mapped_column(Plain, default=list)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("officer.id"))


class Settlement(Base):
    """Which of several statements of a group was settled on, because of what, by whom; ended, never deleted."""

    __tablename__ = "settlement"
    __table_args__ = (Index("ix_settlement_person", "person_id"), STRICT)
    __covered_by__ = ("id", "person_id")
    __groups__ = {"ended": ("ended_at", "ended_because"), "side": ("person_id",)}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    group: Mapped[str]
    statement_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement.id"))
    value: Mapped[Any] = mapped_column(Plain)
    because: Mapped[str]
    settled_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    settled_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None]


class WithheldAddress(Base):
    """An address of a person that certain people must not learn: from whom, why, until when; lifted, never deleted.

    ``from_person_id`` is set where the one it is withheld from is a person of ours, ``from_whom`` says it in words.
    """

    __tablename__ = "withheld_address"
    __table_args__ = (Index("ix_withheld_address_person", "person_id"), STRICT)
    __covered_by__ = ("id", "person_id")
    __groups__ = {"lifted": ("lifted_at", "lifted_by", "lifted_because"), "side": ("person_id",)}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    from_whom: Mapped[str]
    from_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str]
    until: Mapped[str | None]
    set_at: Mapped[datetime]
    set_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[UUID | None]
    lifted_because: Mapped[str | None]


class Attachment(Base):
    """A letter, mail or picture that came in about a person: kept as it came, and its text as it is shown; ended, never
    deleted. ``organisation_id`` is who sent it, where that is known."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_person", "person_id"), STRICT)
    __covered_by__ = ("id", "person_id")
    __groups__ = {"ended": ("ended_at", "ended_because"), "side": ("person_id",)}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    kind: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes]
    text: Mapped[str]
    received_on: Mapped[str | None]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None]


def person(session: Session, key: UUID) -> Person | None:
    """Give one of our persons."""
    return session.get(Person, key)


def person_referenced(session: Session, reference: str) -> Person | None:
    """Give the person with this reference."""
    return session.scalar(select(Person).where(Person.reference == reference))


def persons(session: Session, keys: list[UUID]) -> list[Person]:
    """Give our persons by key."""
    found: list[Person] = []
    for start in range(0, len(keys), 500):
        found += session.scalars(select(Person).where(Person.id.in_(keys[start : start + 500])))
    return found


def settlement(session: Session, key: UUID) -> Settlement | None:
    """Give one settlement, ended or not."""
    return session.get(Settlement, key)


def settlements_of(session: Session, key: UUID) -> list[Settlement]:
    """Give what is settled about a person, the newest first."""
    query = select(Settlement).where(Settlement.person_id == key, Settlement.ended_at.is_(None))
    return list(session.scalars(query.order_by(Settlement.settled_at.desc())))


def withheld_of(session: Session, key: UUID) -> list[WithheldAddress]:
    """Give the withholdings of a person's address that have not been lifted."""
    query = select(WithheldAddress).where(
        WithheldAddress.person_id == key, WithheldAddress.lifted_at.is_(None)
    )
    return list(session.scalars(query.order_by(WithheldAddress.set_at)))


def withheld_from(session: Session, key: UUID) -> list[WithheldAddress]:
    """Give the withholdings that keep an address from this person."""
    query = select(WithheldAddress).where(
        WithheldAddress.from_person_id == key, WithheldAddress.lifted_at.is_(None)
    )
    return list(session.scalars(query))


def withheld_among(session: Session, keys: list[UUID]) -> set[UUID]:
    """Give those of these persons whose address an officer withheld and nobody lifted."""
    found: set[UUID] = set()
    for start in range(0, len(keys), 500):
        query = select(WithheldAddress.person_id).where(
            WithheldAddress.person_id.in_(keys[start : start + 500]), WithheldAddress.lifted_at.is_(None)
        )
        found.update(session.scalars(query))
    return found


class AttachmentRow(NamedTuple):
    """What is kept with an attachment, without its content and its text."""

    id: UUID
    person_id: UUID
    organisation_id: UUID | None
    name: str
    kind: str
    size: int
    received_on: str | None
    added_at: datetime
    added_by: UUID
    ended_at: datetime | None
    ended_because: str | None


def attachments_of(session: Session, persons: list[UUID]) -> list[AttachmentRow]:
    """Give the attachments of these persons, ended ones too, the last added first; their content stays where it is."""
    columns = [getattr(Attachment, name) for name in AttachmentRow._fields]
    query = select(*columns).where(Attachment.person_id.in_(persons))
    rows = session.execute(query.order_by(Attachment.added_at.desc(), Attachment.id.desc()))
    return [AttachmentRow(*row) for row in rows]


def attachment(session: Session, key: UUID) -> Attachment | None:
    """Give one attachment with its content, ended or not."""
    return session.get(Attachment, key)


def attached_with(session: Session, persons: list[UUID], sha256: str) -> UUID | None:
    """Give the attachment of these persons, not ended, that has this content."""
    query = select(Attachment.id).where(Attachment.person_id.in_(persons), Attachment.sha256 == sha256)
    return session.scalar(query.where(Attachment.ended_at.is_(None)))


def warnings_due(session: Session, day: str) -> list[Statement]:
    """Give the warnings of officers that stand and were to be reviewed before a day, the one due first in front."""
    review = func.json_extract(Statement.value, "$.review")
    replaced = select(Statement.replaces).where(Statement.batch_id.is_(None), Statement.replaces.is_not(None))
    query = select(Statement).where(
        Statement.batch_id.is_(None),
        Statement.group == "warning",
        review.is_not(None),
        review < day,
        Statement.id.not_in(replaced),
    )
    return list(session.scalars(query.order_by(review, Statement.id)))
