"""What screens and the matcher need quickly; derived from statements, and rebuilt from them at any time.

Both tables hold rows only for agency persons that are known from an accepted batch or from an officer. They are filled
when a batch is accepted, emptied for its people when it is undone, and compared with a rebuild in a test.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, select, union
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import STRICT, Base
from models.database import driver


class SearchWord(Base):
    """One thing by which an agency's person can be found: a name, an alias, a number, a postcode.

    ``folded`` is what is indexed (``app.folding.fold``), ``shown`` the text as the agency gave it, ``kind`` says why it
    was found: name, alias, former_name, nhs_number, upn, uln, reference, postcode, carer.
    """

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_person", "agency_person_id"), STRICT)
    __derived__ = True
    id: Mapped[int] = mapped_column(primary_key=True)
    agency_person_id: Mapped[UUID] = mapped_column(ForeignKey("agency_person.id"))
    kind: Mapped[str]
    folded: Mapped[str]
    shown: Mapped[str]


class MatchKey(Base):
    """One key under which two records may be compared (blocking): kind and value, such as surname and birth date.

    Kinds: nhs, upn, former_upn, uln, surname_birth, forename_birth, surname_postcode, forename_postcode, birth_postcode,
    house_postcode, mother_expected. Values are folded texts joined by ``|``; day and month changed over give a second
    key of its kind. Only usable statements make keys.
    """

    __tablename__ = "match_key"
    __table_args__ = (
        Index("ix_match_key_value", "kind", "value"),
        Index("ix_match_key_person", "agency_person_id"),
        STRICT,
    )
    __derived__ = True
    id: Mapped[int] = mapped_column(primary_key=True)
    agency_person_id: Mapped[UUID] = mapped_column(ForeignKey("agency_person.id"))
    kind: Mapped[str]
    value: Mapped[str]


#: The full-text index over ``search_word`` and the triggers that keep it, as the first migration makes them.
SEARCH_DDL = (
    "CREATE VIRTUAL TABLE search_text USING fts5(folded, content='search_word', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')",
    "CREATE TRIGGER search_word_added AFTER INSERT ON search_word BEGIN "
    "INSERT INTO search_text(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER search_word_removed AFTER DELETE ON search_word BEGIN "
    "INSERT INTO search_text(search_text, rowid, folded) VALUES ('delete', old.id, old.folded); END",
)


def words_of(session: Session, people: list[UUID]) -> list[SearchWord]:
    """Give the search words of these agency persons."""
    return list(session.scalars(select(SearchWord).where(SearchWord.agency_person_id.in_(people))))


def keys_of_everybody(session: Session) -> list[MatchKey]:
    """Give all match keys, to compare them with a rebuild."""
    return list(session.scalars(select(MatchKey)))


def add_derived(
    session: Session, words: list[tuple[UUID, str, str, str]], keys: list[tuple[UUID, str, str]]
) -> None:
    """Add search words (person, kind, folded, shown) and match keys (person, kind, value), straight to the driver.

    These are by far the most rows of an import, and a plain statement for all of them costs a third of a mapped one.
    """
    connection = session.connection()
    if words:
        connection.exec_driver_sql(
            "INSERT INTO search_word (agency_person_id, kind, folded, shown) VALUES (?, ?, ?, ?)",
            [(person.bytes, *rest) for person, *rest in words],
        )
    if keys:
        connection.exec_driver_sql(
            "INSERT INTO match_key (agency_person_id, kind, value) VALUES (?, ?, ?)",
            [(person.bytes, *rest) for person, *rest in keys],
        )


def forget_derived(session: Session, people: list[UUID]) -> None:
    """Take the derived rows of these agency persons away; they can be made again from statements."""
    cursor = driver(session)
    for start in range(0, len(people), 500):
        some = [person.bytes for person in people[start : start + 500]]
        marks = ", ".join("?" * len(some))
        cursor.execute(f"DELETE FROM search_word WHERE agency_person_id IN ({marks})", some)
        cursor.execute(f"DELETE FROM match_key WHERE agency_person_id IN ({marks})", some)


def everybody_derived(session: Session) -> list[UUID]:
    """Give every agency person of whom there are derived rows."""
    query = union(select(SearchWord.agency_person_id), select(MatchKey.agency_person_id))
    return list(session.scalars(query))
