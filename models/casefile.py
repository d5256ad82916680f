"""One child seen whole: finding people by words, and what a case page reads."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.feeds import AgencyPerson, SearchWord
from models.people import Person


@dataclass(frozen=True)
class WordHit:
    """One search word that fits: whose it is, why, and the text as the agency gave it."""

    agency_person: UUID
    kind: str
    shown: str
    folded: str


def hits(session: Session, words: tuple[str, ...], limit: int = 400) -> list[WordHit]:
    """Give the search words under which one row holds every given word as a prefix, in any order.

    ``words`` are folded already. Each hit is one row of ``search_word``.
    """
    if not words:
        return []
    query = " ".join(f'"{word}"*' for word in words)
    rows = session.execute(
        text(
            "SELECT w.agency_person_id, w.kind, w.shown, w.folded FROM search_text "
            "JOIN search_word AS w ON w.id = search_text.rowid "
            "WHERE search_text MATCH :query LIMIT :limit"
        ),
        {"query": query, "limit": limit},
    )
    return [WordHit(UUID(bytes=row[0]), row[1], row[2], row[3]) for row in rows]


def hits_by_value(session: Session, folded: str, kinds: tuple[str, ...], limit: int = 400) -> list[WordHit]:
    """Give the search words of these kinds that equal a folded value (numbers, postcodes, references)."""
    query = select(SearchWord).where(SearchWord.folded == folded, SearchWord.kind.in_(kinds)).limit(limit)
    return [WordHit(row.agency_person_id, row.kind, row.shown, row.folded) for row in session.scalars(query)]


def count_people(session: Session) -> tuple[int, int]:
    """Count our persons and the agencies' persons."""
    ours = session.scalar(select(func.count(Person.id))) or 0
    theirs = session.scalar(select(func.count(AgencyPerson.id))) or 0
    return ours, theirs
