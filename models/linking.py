"""Is this the same child: links from agencies' persons to ours, candidates waiting for an answer, splits, firewalls."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import REAL, ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key
from models.codes import BatchState, CandidateState
from models.feeds import Batch, MatchKey


class Link(Base):
    """This agency's person is that child of ours: how, why, who, when; ended, never deleted.

    ``reasons`` is a list of {field, verdict, words}. ``ended_batch_id`` names the batch whose undoing ended it.
    """

    __tablename__ = "link"
    __table_args__ = (
        Index("ix_link_agency_person", "agency_person_id"),
        Index("ix_link_person", "person_id"),
        STRICT,
    )
    __covered_by__ = ("id", "person_id", "ended_batch_id")
    __groups__ = {"ended": ("ended_at", "ended_by", "ended_because", "ended_batch_id")}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    agency_person_id: Mapped[UUID] = mapped_column(ForeignKey("agency_person.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    how: Mapped[str]
    reasons: Mapped[Any] = mapped_column(Plain)
    score: Mapped[float | None] = mapped_column(REAL)
    band: Mapped[str | None]
    engine: Mapped[str]
    linked_by: Mapped[UUID | None] = mapped_column(ForeignKey("officer.id"))
    linked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_because: Mapped[str | None]
    ended_batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batch.id"))


class Candidate(Base):
    """A pair that somebody should look at: an agency's person and a person of ours."""

    __tablename__ = "candidate"
    __table_args__ = (
        Index("ix_candidate_agency_person", "agency_person_id"),
        Index("ix_candidate_person", "person_id"),
        Index("ix_candidate_state", "state", "band"),
        STRICT,
    )
    __covered_by__ = ("id", "agency_person_id", "person_id")
    __groups__ = {
        "answer": ("state", "answered_at", "answered_by", "note"),
        "comparison": ("score", "band", "reasons", "engine"),
    }
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    agency_person_id: Mapped[UUID] = mapped_column(ForeignKey("agency_person.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    score: Mapped[float] = mapped_column(REAL)
    band: Mapped[str]
    state: Mapped[str] = mapped_column(default=CandidateState.OPEN)
    reasons: Mapped[Any] = mapped_column(Plain)
    engine: Mapped[str]
    found_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    note: Mapped[str | None]


class PersonLink(Base):
    """Two persons of ours are one child; ``person_id`` leads, ``other_id`` follows; ended, never deleted."""

    __tablename__ = "person_link"
    __table_args__ = (
        Index("ix_person_link_person", "person_id"),
        Index("ix_person_link_other", "other_id"),
        STRICT,
    )
    __groups__ = {"ended": ("ended_at", "ended_by", "ended_because")}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reasons: Mapped[Any] = mapped_column(Plain)
    joined_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    joined_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_because: Mapped[str | None]


class Split(Base):
    """A link was taken back: from which person to which, and where each piece recorded meanwhile was put."""

    __tablename__ = "split"
    __table_args__ = STRICT
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    link_id: Mapped[UUID] = mapped_column(ForeignKey("link.id"))
    from_person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    to_person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    placed: Mapped[Any] = mapped_column(Plain)
    because: Mapped[str]
    split_by: Mapped[UUID] = mapped_column(ForeignKey("officer.id"))
    split_at: Mapped[datetime]


class Firewall(Base):
    """A record that must never be compared with others (a life before adoption, a protected identity)."""

    __tablename__ = "firewall"
    __table_args__ = (Index("ix_firewall_agency_person", "agency_person_id"), STRICT)
    __covered_by__ = ("id", "agency_person_id")
    __groups__ = {"state": ("state",)}
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_key)
    agency_person_id: Mapped[UUID] = mapped_column(ForeignKey("agency_person.id"))
    because: Mapped[str]
    state: Mapped[str] = mapped_column(default="here")
    set_at: Mapped[datetime]


def live_link(session: Session, agency_person: UUID) -> Link | None:
    """Give the link of an agency's person that has not ended."""
    return session.scalar(select(Link).where(Link.agency_person_id == agency_person, Link.ended_at.is_(None)))


def live_links(session: Session, agency_persons: list[UUID]) -> dict[UUID, Link]:
    """Give the live links of many agency persons by agency person."""
    found: dict[UUID, Link] = {}
    for start in range(0, len(agency_persons), 500):
        query = select(Link).where(
            Link.agency_person_id.in_(agency_persons[start : start + 500]), Link.ended_at.is_(None)
        )
        found.update({row.agency_person_id: row for row in session.scalars(query)})
    return found


def links_of_persons(session: Session, persons: list[UUID]) -> list[Link]:
    """Give the live links of persons of ours, the first made first."""
    query = select(Link).where(Link.person_id.in_(persons), Link.ended_at.is_(None))
    return list(session.scalars(query.order_by(Link.linked_at, Link.id)))


def one_child(session: Session, person: UUID) -> list[UUID]:
    """Give all persons of ours that are joined as one child with this one, the leading one first.

    A join names a leader, so this is never a chain: those who follow the same leader.
    """
    leader = session.scalar(
        select(PersonLink.person_id).where(PersonLink.other_id == person, PersonLink.ended_at.is_(None))
    )
    first = leader or person
    query = select(PersonLink.other_id).where(PersonLink.person_id == first, PersonLink.ended_at.is_(None))
    return [first, *session.scalars(query)]


def candidate(session: Session, key: UUID) -> Candidate | None:
    """Give one pair."""
    return session.get(Candidate, key)


def candidates(session: Session, *states: str, band: str | None = None, limit: int = 200) -> list[Candidate]:
    """Give pairs in these states, the highest score first."""
    query = select(Candidate).where(Candidate.state.in_(states or tuple(CandidateState)))
    if band is not None:
        query = query.where(Candidate.band == band)
    return list(session.scalars(query.order_by(Candidate.score.desc(), Candidate.id).limit(limit)))


def candidates_of(session: Session, agency_person: UUID) -> list[Candidate]:
    """Give all pairs of one agency's person, whatever was answered."""
    query = select(Candidate).where(Candidate.agency_person_id == agency_person)
    return list(session.scalars(query.order_by(Candidate.score.desc(), Candidate.id)))


def count_open(session: Session) -> int:
    """Count the pairs that wait for an answer."""
    query = select(func.count(Candidate.id)).where(
        Candidate.state.in_((CandidateState.OPEN, CandidateState.NOT_SURE))
    )
    return session.scalar(query) or 0


def sharing_a_key(session: Session, keys: list[tuple[str, str]]) -> dict[tuple[str, str], list[UUID]]:
    """Give the agency persons that stand under each of these match keys (kind, value)."""
    found: dict[tuple[str, str], list[UUID]] = {}
    by_kind: dict[str, list[str]] = {}
    for kind, value in keys:
        by_kind.setdefault(kind, []).append(value)
    for kind, values in by_kind.items():
        for start in range(0, len(values), 500):
            query = select(MatchKey.value, MatchKey.agency_person_id).where(
                MatchKey.kind == kind, MatchKey.value.in_(values[start : start + 500])
            )
            for value, person in session.execute(query):
                found.setdefault((kind, value), []).append(person)
    return found


def keys_of(session: Session, agency_persons: list[UUID]) -> list[MatchKey]:
    """Give the match keys of these agency persons."""
    found: list[MatchKey] = []
    for start in range(0, len(agency_persons), 500):
        query = select(MatchKey).where(MatchKey.agency_person_id.in_(agency_persons[start : start + 500]))
        found += session.scalars(query)
    return found


def firewalled(session: Session, agency_persons: list[UUID]) -> set[UUID]:
    """Give those of these agency persons that stand behind a firewall."""
    found: set[UUID] = set()
    for start in range(0, len(agency_persons), 500):
        query = select(Firewall.agency_person_id).where(
            Firewall.agency_person_id.in_(agency_persons[start : start + 500]), Firewall.state == "here"
        )
        found.update(session.scalars(query))
    return found


def links_ended_by(session: Session, batch: UUID) -> list[Link]:
    """Give the links that ended because a batch was undone."""
    return list(session.scalars(select(Link).where(Link.ended_batch_id == batch)))


def batch_is_said(session: Session, batch: UUID) -> bool:
    """Say whether a batch is accepted, so that what it says counts."""
    return session.scalar(select(Batch.state).where(Batch.id == batch)) == BatchState.ACCEPTED
