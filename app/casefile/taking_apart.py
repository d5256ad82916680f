"""An agency's record does not belong to this child: what taking its link back would move, and doing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.access import Act, require
from app.casefile.case_records import CaseView
from app.casefile.case_view import open_after
from app.errors import NotFound
from app.linking.splitting import Piece, Side, SplitDone, pieces, split_link
from app.unit_of_work import Reader, UnitOfWork
from models import linking, people


@dataclass(frozen=True, slots=True)
class LinkApart:
    """The link of one record, and what was recorded on the child meanwhile; ``only`` is set for the child's only one.

    ``bound`` are the pieces that rest on what a record says: apart from that record they would say nothing.
    """

    link: UUID
    agency_person: UUID
    only: bool
    pieces: tuple[Piece, ...]
    bound: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class LinkTakenBack:
    """A link that was taken back, by whose key it can be put back, and the child as it is now."""

    split: SplitDone
    view: CaseView


def link_apart(reader: Reader, agency_person: UUID) -> LinkApart:
    """Show what stands between an agency's record and the child to whom it is linked; refused when it is to none."""
    require(reader, Act.SPLIT_LINK)
    link = linking.live_link(reader.session, agency_person)
    if link is None:
        raise NotFound(
            "This record is not linked to a child any more.",
            kept="Nothing was changed.",
            next_step="Open the child again to see what is linked now.",
        )
    beside = linking.links_of_persons(reader.session, [link.person_id])
    settled = people.settlements_of(reader.session, link.person_id)
    bound = frozenset(row.id for row in settled if row.statement_id is not None)
    return LinkApart(link.id, agency_person, len(beside) < 2, pieces(reader, link.id), bound)


def take_link_back(
    work: UnitOfWork, person: UUID, link: UUID, *, because: str, sides: Mapping[UUID, Side] | None = None
) -> LinkTakenBack:
    """Take a link of a child who is open back, and show the child as it is then (see ``split_link``)."""
    require(work, Act.SPLIT_LINK)
    made: list[SplitDone] = []
    view = open_after(
        work, person, lambda within: made.append(split_link(within, link, because=because, sides=sides))
    )
    return LinkTakenBack(made[0], view)
