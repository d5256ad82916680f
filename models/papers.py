"""What left as paper or file: each copy of a frozen record, and each printing of a copy."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, new_key


class Copy(Base):
    """One numbered copy of a decided share: for whom, when, with the log head before it.

    ``fingerprint`` is the SHA-256 of the frozen record (this is what the paper prints); ``file_sha256`` that of the
    file made of it, which stands only here.
    """

    __tablename__ = "copy"
    __table_args__ = (
        UniqueConstraint("reference"),
        Index("ix_copy_share", "share_id"),
        Index("ix_copy_file", "file_sha256"),
        STRICT,
    )
    __covered_by__ = ("id", "share_id")
    __groups__ = {"file": ("file_sha256", "pages")}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    reference: Mapped[str]
    share_id: Mapped[UUID] = mapped_column(ForeignKey("share.id"))
    number: Mapped[int]
    document: Mapped[str]
    document_version: Mapped[str]
    recipient: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    log_head: Mapped[str]
    fingerprint: Mapped[str]
    file_sha256: Mapped[str | None]
    pages: Mapped[int | None]


class Printing(Base):
    """A copy was printed or saved: where, how many, by whom. The job title is the reference, never a name."""

    __tablename__ = "printing"
    __table_args__ = (Index("ix_printing_copy", "copy_id"), STRICT)
    __covered_by__ = ("id", "copy_id")
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    copy_id: Mapped[UUID] = mapped_column(ForeignKey("copy.id"))
    how: Mapped[str]
    where: Mapped[str]
    sheets: Mapped[int]
    at: Mapped[datetime]
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))


def copy(session: Session, key: UUID) -> Copy | None:
    """Give one copy."""
    return session.get(Copy, key)


def copy_referenced(session: Session, reference: str) -> Copy | None:
    """Give the copy with this reference."""
    return session.scalar(select(Copy).where(Copy.reference == reference))


def copies_of(session: Session, share: UUID) -> list[Copy]:
    """Give the copies of a share in order."""
    return list(session.scalars(select(Copy).where(Copy.share_id == share).order_by(Copy.number)))


def next_number(session: Session, share: UUID) -> int:
    """Give the number of the next copy of a share."""
    return (session.scalar(select(func.max(Copy.number)).where(Copy.share_id == share)) or 0) + 1


def traced(session: Session, text: str) -> list[Copy]:
    """Give the copies with this reference, fingerprint (or its beginning, 8 figures or more) or file hash."""
    wanted = text.strip()
    conditions = [Copy.reference == wanted.upper()]
    if len(wanted) >= 8:
        conditions += [Copy.fingerprint.startswith(wanted.lower()), Copy.file_sha256 == wanted.lower()]
    return list(session.scalars(select(Copy).where(or_(*conditions)).order_by(Copy.made_at)))


def printings_of(session: Session, copy_key: UUID) -> list[Printing]:
    """Give the printings of a copy."""
    return list(session.scalars(select(Printing).where(Printing.copy_id == copy_key).order_by(Printing.at)))


def all_printings(session: Session, offset: int = 0, limit: int = 200) -> list[tuple[Printing, Copy]]:
    """Give printings with their copies, the newest first."""
    query = (
        select(Printing, Copy)
        .join(Copy, Copy.id == Printing.copy_id)
        .order_by(Printing.at.desc())
        .offset(offset)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(query)]
