"""What agencies sent us: batches, whom they name, what they say, what was refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import STRICT, Base, Plain, new_key


class Batch(Base):
    """The files one organisation sent at one time, and where the batch stands.

    ``digest`` is a running SHA-256 over every row staged so far; the entry of acceptance carries it, so that one entry
    covers a batch of any size.
    """

    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_state", "state"), STRICT)
    __groups__ = {
        "state": ("state", "accepted_at", "accepted_by", "undone_at", "undone_by", "undone_because"),
        "counts": ("rows_read", "people", "records", "flagged", "refused", "skipped", "digest"),
    }
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    reference: Mapped[str]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    layout_name: Mapped[str]
    layout_version: Mapped[str]
    state: Mapped[str]
    staged_at: Mapped[datetime]
    staged_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]
    undone_because: Mapped[str | None]
    rows_read: Mapped[int] = mapped_column(default=0)
    people: Mapped[int] = mapped_column(default=0)
    records: Mapped[int] = mapped_column(default=0)
    flagged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(default="")


class BatchFile(Base):
    """One file of a batch by name, hash and size."""

    __tablename__ = "batch_file"
    __table_args__ = (Index("ix_batch_file_sha256", "sha256"), STRICT)
    __covered_by__ = ("batch_id",)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"))
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]


class AgencyPerson(Base):
    """One organisation's one person under its own reference; never altered by ours.

    ``made_by_us`` marks a reference made from a digest because the file gave none. Never the UPN alone: it changes.
    ``is_child`` is what the layout's role or the age said when the person first came.
    """

    __tablename__ = "agency_person"
    __table_args__ = (
        UniqueConstraint("organisation_id", "reference"),
        Index("ix_agency_person_batch", "first_batch_id"),
        STRICT,
    )
    __covered_by__ = ("id", "first_batch_id")
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    reference: Mapped[str]
    made_by_us: Mapped[bool] = mapped_column(default=False)
    is_child: Mapped[bool] = mapped_column(default=False)
    first_batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch.id"))


class Statement(Base):
    """What one batch, or one officer, said about an agency's person; immutable.

    ``value`` is a JSON dict by ``group`` (name, birth, address ...). ``usable`` is false where it could not be read:
    ``as_given`` then holds the text, shown and flagged, never used for linking. ``said_on`` is the day it speaks of.
    ``replaces`` names the statement that an officer's correction stands in front of.
    """

    __tablename__ = "statement"
    __table_args__ = (
        Index("ix_statement_person", "agency_person_id", "group"),
        Index("ix_statement_batch", "batch_id"),
        STRICT,
    )
    __covered_by__ = ("id", "agency_person_id", "batch_id")
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    agency_person_id: Mapped[UUID] = mapped_column(ForeignKey("agency_person.id"))
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch.id"))
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer.id"))
    group: Mapped[str]
    value: Mapped[Any] = mapped_column(Plain)
    value_schema: Mapped[int] = mapped_column(default=1)
    said_on: Mapped[str | None]
    heard_at: Mapped[datetime]
    place: Mapped[str]
    as_given: Mapped[str | None]
    usable: Mapped[bool] = mapped_column(default=True)
    replaces: Mapped[UUID | None] = mapped_column(ForeignKey("statement.id"))


class Record(Base):
    """What an organisation told of an event: date, kind, text; immutable.

    ``date`` is a partial date as JSON, ``date_iso`` the same as sortable text (may be cut: 2026-03).
    """

    __tablename__ = "record"
    __table_args__ = (Index("ix_record_batch", "batch_id"), STRICT)
    __covered_by__ = ("id", "batch_id")
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch.id"))
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer.id"))
    reference: Mapped[str]
    kind: Mapped[str]
    date: Mapped[Any] = mapped_column(Plain)
    date_iso: Mapped[str]
    text: Mapped[str]
    tag: Mapped[str | None]
    heard_at: Mapped[datetime]
    place: Mapped[str]


class RecordPerson(Base):
    """Who took part in a record, in which role."""

    __tablename__ = "record_person"
    __table_args__ = (
        Index("ix_record_person_person", "agency_person_id"),
        Index("ix_record_person_record", "record_id"),
        Index("ix_record_person_batch", "batch_id"),
        STRICT,
    )
    __covered_by__ = ("record_id", "batch_id")
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("record.id"))
    agency_person_id: Mapped[UUID] = mapped_column(ForeignKey("agency_person.id"))
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch.id"))
    role: Mapped[str]


class Finding(Base):
    """One thing that looked odd, was refused or was skipped while a batch was read."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_batch", "batch_id"), STRICT)
    __covered_by__ = ("batch_id",)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"))
    file: Mapped[str]
    place: Mapped[str]
    outcome: Mapped[str]
    agency_reference: Mapped[str]
    field: Mapped[str]
    as_given: Mapped[str]
    what: Mapped[str]
    line: Mapped[int | None]


class RefusedRow(Base):
    """A row that could not come in, as it was given; it can be mended and sent again."""

    __tablename__ = "refused_row"
    __table_args__ = (Index("ix_refused_row_batch", "batch_id"), STRICT)
    __covered_by__ = ("id", "batch_id")
    __groups__ = {"state": ("state", "mended_by_batch")}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"))
    file: Mapped[str]
    line: Mapped[int | None]
    reason: Mapped[str]
    row: Mapped[Any] = mapped_column(Plain)
    state: Mapped[str] = mapped_column(default="open")
    mended_by_batch: Mapped[UUID | None]
