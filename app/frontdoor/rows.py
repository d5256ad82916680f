"""What is one row of the worklist, and by which names does it call children and agencies?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.people.naming import given_family
from app.unit_of_work import Reader
from models import directory, feeds, linking, sharing

NAMELESS = "Name not known"


@dataclass(frozen=True)
class WorkRow:
    """One thing to do: about whom or what, the next act in words, when it is due, and where to go for it.

    ``place`` is a place of the window and ``key`` what to show there.
    """

    what: str
    second: str
    act: str
    kind: str
    due: datetime | None
    late: bool
    place: str
    key: str


def organisation_names(reader: Reader) -> dict[UUID, str]:
    """Give the names of all organisations by key."""
    return {row.id: row.name for row in directory.organisations(reader.session)}


def agency_person_names(reader: Reader, keys: Sequence[UUID]) -> dict[UUID, str]:
    """Give what agencies call these persons of theirs, by key."""
    said = feeds.said_values(reader.session, list(keys), ("name",))
    return {person: given_family(value) for person, _, _, value, _, _ in said}


def children_of_shares(reader: Reader, shares: Sequence[sharing.Share]) -> dict[UUID, str]:
    """Name the children whom each share is about, by the share's key."""
    return {share.id: _children(reader, share.id) for share in shares}


def recipient(row: sharing.Share) -> str:
    """Name the organisation that a share goes to, as far as it was chosen."""
    to = (row.draft or {}).get("to") or {}
    return str(to.get("organisation") or "")


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with what is counted: ``1 row``, ``24 people``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _children(reader: Reader, share: UUID) -> str:
    words = []
    for about in sharing.about_of(reader.session, share):
        everyone = linking.one_child(reader.session, about.person_id)
        links = linking.links_of_persons(reader.session, everyone)
        names = agency_person_names(reader, [link.agency_person_id for link in links])
        words.append(next(iter(names.values()), NAMELESS))
    return " and ".join(words) or NAMELESS
