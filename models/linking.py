"""Is this the same child: links from agencies' persons to ours, candidates waiting for an answer, splits, firewalls."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import REAL, ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base, Plain, new_key
from models.codes import BatchState, CandidateState
from models.database import driver
from models.feeds import AgencyPerson, Batch, Statement


class SaidRow(NamedTuple):
    """One statement as the matcher needs it."""

    agency_person_id: UUID
    id: UUID
    group: str
    value: Any
    usable: bool
    said_on: str | None
    heard_at: datetime
    replaces: UUID | None


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


def change_candidate(session: Session, key: UUID, values: dict[str, Any]) -> None:
    """Change the comparison and state of a pair, leaving alone what is the same."""
    pair = session.get_one(Candidate, key)
    for name, value in values.items():
        if getattr(pair, name) != value:
            setattr(pair, name, value)


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


def links_ended_by(session: Session, batch: UUID, people: list[UUID]) -> list[Link]:
    """Give the links of these agency persons that ended because a batch was undone."""
    found: list[Link] = []
    for start in range(0, len(people), 500):
        query = select(Link).where(Link.agency_person_id.in_(people[start : start + 500]))
        found += session.scalars(query.where(Link.ended_batch_id == batch))
    return found


def batch_is_said(session: Session, batch: UUID) -> bool:
    """Say whether a batch is accepted, so that what it says counts."""
    return session.scalar(select(Batch.state).where(Batch.id == batch)) == BatchState.ACCEPTED


def said_for_matching(session: Session, people: list[UUID], groups: tuple[str, ...]) -> list[SaidRow]:
    """Give what is said of these agency persons in these groups, oldest first, as light rows."""
    columns = (
        *(Statement.agency_person_id, Statement.id, Statement.group, Statement.value, Statement.usable),
        *(Statement.said_on, Statement.heard_at, Statement.replaces),
    )
    found: list[SaidRow] = []
    for start in range(0, len(people), 500):
        query = (
            select(*columns)
            .outerjoin(Batch, Batch.id == Statement.batch_id)
            .where(or_(Statement.batch_id.is_(None), Batch.state == BatchState.ACCEPTED))
            .where(Statement.agency_person_id.in_(people[start : start + 500]), Statement.group.in_(groups))
            .order_by(Statement.heard_at, Statement.id)
        )
        found += (SaidRow(*row) for row in session.execute(query))
    return found


def people_referenced(session: Session, wanted: set[tuple[UUID, str]]) -> dict[tuple[UUID, str], UUID]:
    """Give the keys of agency persons by organisation and reference."""
    found: dict[tuple[UUID, str], UUID] = {}
    by_organisation: dict[UUID, list[str]] = {}
    for organisation, reference in sorted(wanted, key=lambda pair: (pair[0].bytes, pair[1])):
        by_organisation.setdefault(organisation, []).append(reference)
    for organisation, references in by_organisation.items():
        for start in range(0, len(references), 500):
            query = select(AgencyPerson.reference, AgencyPerson.id).where(
                AgencyPerson.organisation_id == organisation,
                AgencyPerson.reference.in_(references[start : start + 500]),
            )
            found.update({(organisation, reference): key for reference, key in session.execute(query)})
    return found


def _said_children() -> Any:
    """Start a query over the keys of agencies' children of whom something is said."""
    said = (
        select(Statement.agency_person_id)
        .outerjoin(Batch, Batch.id == Statement.batch_id)
        .where(or_(Statement.batch_id.is_(None), Batch.state == BatchState.ACCEPTED))
        .where(Statement.agency_person_id == AgencyPerson.id)
    )
    return select(AgencyPerson.id).where(AgencyPerson.is_child.is_(True), said.exists())


def _not_linked() -> Any:
    return ~select(Link.id).where(Link.agency_person_id == AgencyPerson.id, Link.ended_at.is_(None)).exists()


def waiting_children(session: Session) -> list[UUID]:
    """Give agencies' children of whom something is said and who are linked to no person of ours, oldest first."""
    return list(session.scalars(_said_children().where(_not_linked()).order_by(AgencyPerson.id)))


def said_children(session: Session) -> list[UUID]:
    """Give all agencies' children of whom something is said, oldest first."""
    return list(session.scalars(_said_children().order_by(AgencyPerson.id)))


def candidates_about(
    session: Session, agency_persons: list[UUID], persons: list[UUID], *states: str
) -> list[Candidate]:
    """Give the pairs in these states (all when none is named) of any of these records or persons of ours."""
    found: dict[UUID, Candidate] = {}
    for column, keys in ((Candidate.agency_person_id, agency_persons), (Candidate.person_id, persons)):
        for start in range(0, len(keys), 500):
            query = select(Candidate).where(column.in_(keys[start : start + 500]))
            if states:
                query = query.where(Candidate.state.in_(states))
            found.update({row.id: row for row in session.scalars(query)})
    return list(found.values())


#: A pair waits: the record is not linked, and the person of ours has a live link. Pairs are only found of records that are
#: said; where a batch was ever undone it is asked whether they still are, first by the batch that made them known.
_RECORD_FREE = "NOT EXISTS (SELECT 1 FROM link AS m WHERE m.agency_person_id = c.agency_person_id AND m.ended_at IS NULL)"
_RECORD_SAID = (
    " AND EXISTS (SELECT 1 FROM agency_person AS a LEFT JOIN batch AS f ON f.id = a.first_batch_id "
    "WHERE a.id = c.agency_person_id AND (f.state = 'accepted' OR EXISTS (SELECT 1 FROM statement AS s "
    "LEFT JOIN batch AS b ON b.id = s.batch_id WHERE s.agency_person_id = a.id "
    "AND (s.batch_id IS NULL OR b.state = 'accepted'))))"
)
_OPEN = "c.state IN ('open', 'not_sure')"


def _said_too(session: Session) -> str:
    states = (BatchState.UNDOING.value, BatchState.UNDONE.value)
    undone = driver(session).execute("SELECT 1 FROM batch WHERE state IN (?, ?) LIMIT 1", states)
    return _RECORD_SAID if undone.fetchone() else ""


def waiting_query(session: Session, columns: str) -> str:
    """Write the question for these columns of the pairs ``c`` that wait, the highest score first; its value is the most.

    They are put in order first and looked at one by one until there are enough.
    """
    return (
        f"SELECT {columns} FROM (SELECT * FROM candidate AS c WHERE {_OPEN} ORDER BY c.score DESC, c.id LIMIT -1) AS c "
        f"WHERE {_RECORD_FREE} AND EXISTS (SELECT 1 FROM link AS l WHERE l.person_id = c.person_id "
        f"AND l.ended_at IS NULL){_said_too(session)} LIMIT ?"
    )


def waiting_candidates(session: Session, limit: int | None = None) -> list[Candidate]:
    """Give the pairs that wait for an answer, the highest score first."""
    session.flush()
    query, most = waiting_query(session, "c.id"), -1 if limit is None else limit
    keys = [UUID(bytes=row[0]) for row in driver(session).execute(query, (most,)).fetchall()]
    found: dict[UUID, Candidate] = {}
    for start in range(0, len(keys), 500):
        some = select(Candidate).where(Candidate.id.in_(keys[start : start + 500]))
        found.update({row.id: row for row in session.scalars(some)})
    return [found[key] for key in keys]


def count_open(session: Session) -> int:
    """Count the pairs that wait for an answer.

    Persons without a live link are few, so that they are gathered first and every pair is only held against them.
    """
    session.flush()
    query = (
        "SELECT count(*) FROM (WITH unlinked AS MATERIALIZED (SELECT DISTINCT l.person_id AS id FROM link AS l "
        "WHERE l.ended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM link AS n WHERE n.person_id = l.person_id "
        f"AND n.ended_at IS NULL)) SELECT 1 FROM candidate AS c WHERE {_OPEN} AND {_RECORD_FREE} "
        "AND c.person_id NOT IN (SELECT id FROM unlinked) "
        f"AND EXISTS (SELECT 1 FROM link AS l WHERE l.person_id = c.person_id){_said_too(session)})"
    )
    return int(driver(session).execute(query).fetchone()[0])


def all_links(session: Session) -> list[Link]:
    """Give all links, ended ones too, the first made first."""
    return list(session.scalars(select(Link).order_by(Link.linked_at, Link.id)))


def link(session: Session, key: UUID) -> Link | None:
    """Give one link."""
    return session.get(Link, key)


def split(session: Session, key: UUID) -> Split | None:
    """Give one split."""
    return session.get(Split, key)


def splits_of(session: Session, person: UUID) -> list[Split]:
    """Give the splits from or to a person, the newest first."""
    query = select(Split).where(or_(Split.from_person_id == person, Split.to_person_id == person))
    return list(session.scalars(query.order_by(Split.split_at.desc())))


def live_person_links(session: Session, persons: list[UUID]) -> list[PersonLink]:
    """Give the joins, not ended, in which any of these persons leads or follows."""
    found: dict[UUID, PersonLink] = {}
    for column in (PersonLink.person_id, PersonLink.other_id):
        for start in range(0, len(persons), 500):
            query = select(PersonLink).where(
                column.in_(persons[start : start + 500]), PersonLink.ended_at.is_(None)
            )
            found.update({row.id: row for row in session.scalars(query)})
    return list(found.values())


def person_link(session: Session, key: UUID) -> PersonLink | None:
    """Give one join of two persons."""
    return session.get(PersonLink, key)
