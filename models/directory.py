"""Who we work with: organisations, their posts and channels, and what class each is in law."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, new_key


class Organisation(Base):
    """An agency, school, service or team; class and body are those of domain-and-law, section 6.1."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("code"), STRICT)
    __groups__ = {
        "name": ("name",),
        "law": (
            "class_",
            "body",
            "s16la_listed",
            "commissioned",
            "competent_authority",
            "registered_landlord",
        ),
        "references": ("tells_people_apart",),
        "state": ("state",),
        "parent": ("parent_id",),
    }
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    code: Mapped[str]
    name: Mapped[str]
    class_: Mapped[str] = mapped_column("class")
    body: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    tells_people_apart: Mapped[bool] = mapped_column(default=False)
    s16la_listed: Mapped[bool | None]
    commissioned: Mapped[bool] = mapped_column(default=False)
    competent_authority: Mapped[bool] = mapped_column(default=False)
    registered_landlord: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="here")


class Channel(Base):
    """One way to reach an organisation, and whether it is secure."""

    __tablename__ = "channel"
    __table_args__ = (Index("ix_channel_organisation", "organisation_id"), STRICT)
    __covered_by__ = ("id", "organisation_id")
    __groups__ = {"channel": ("kind", "address", "secure", "state")}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str]
    address: Mapped[str]
    secure: Mapped[bool]
    state: Mapped[str] = mapped_column(default="here")


class Post(Base):
    """A named person or a role at an organisation."""

    __tablename__ = "post"
    __table_args__ = (Index("ix_post_organisation", "organisation_id"), STRICT)
    __covered_by__ = ("id", "organisation_id")
    __groups__ = {"post": ("name", "title", "state")}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    title: Mapped[str]
    state: Mapped[str] = mapped_column(default="here")


def organisation(session: Session, key: UUID) -> Organisation | None:
    """Give one organisation."""
    return session.get(Organisation, key)


def organisation_coded(session: Session, code: str) -> Organisation | None:
    """Give the organisation with this code, in any case."""
    return session.scalar(select(Organisation).where(Organisation.code == code.upper()))


def organisation_named(session: Session, name: str) -> Organisation | None:
    """Give the organisation with this name or code."""
    found = session.scalar(select(Organisation).where(Organisation.name == name))
    return found or organisation_coded(session, name)


def organisations(session: Session) -> list[Organisation]:
    """Give all organisations by name."""
    return list(session.scalars(select(Organisation).order_by(Organisation.name)))


def channels_of(session: Session, organisation: UUID) -> list[Channel]:
    """Give the channels of an organisation."""
    query = select(Channel).where(Channel.organisation_id == organisation, Channel.state == "here")
    return list(session.scalars(query.order_by(Channel.kind)))


def posts_of(session: Session, organisation: UUID) -> list[Post]:
    """Give the posts of an organisation."""
    query = select(Post).where(Post.organisation_id == organisation, Post.state == "here")
    return list(session.scalars(query.order_by(Post.title, Post.name)))


def channel(session: Session, key: UUID) -> Channel | None:
    """Give one channel, ended or not."""
    return session.get(Channel, key)


def post(session: Session, key: UUID) -> Post | None:
    """Give one post, ended or not."""
    return session.get(Post, key)


def all_channels(session: Session) -> list[Channel]:
    """Give the channels of all organisations."""
    return list(session.scalars(select(Channel).where(Channel.state == "here").order_by(Channel.kind)))


def all_posts(session: Session) -> list[Post]:
    """Give the posts of all organisations."""
    return list(session.scalars(select(Post).where(Post.state == "here").order_by(Post.title, Post.name)))
