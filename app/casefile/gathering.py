"""What does the store hold of one child, all agencies and joined persons together?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.casefile.masking import Clues, clues_in, is_withheld, masked
from app.clock import moment_text
from app.errors import NotFound
from app.people.standing import Said, Source, in_front
from models import casefile, people
from models.casefile_rows import BatchRow, LinkedRow, PersonRow, ToldRow
from models.database import DoorSession, driver
from models.people import Settlement, WithheldAddress


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that is said of one child. Holds withheld addresses: it never leaves the room.

    ``front`` is what stands in front as said, ``shown`` the same with what is withheld taken out. ``by_hand`` is what an
    officer settled on and nobody says now: a value of the officer's own (under the settlement's key), or what an agency
    has since said otherwise; masked like the rest.
    """

    persons: tuple[PersonRow, ...]
    linked: tuple[LinkedRow, ...]
    said: tuple[Said, ...]
    front: tuple[Said, ...]
    shown: tuple[Said, ...]
    told: tuple[ToldRow, ...]
    batches: dict[UUID, BatchRow]
    settlements: tuple[Settlement, ...]
    by_hand: tuple[Said, ...]
    withholdings: tuple[WithheldAddress, ...]
    withheld: bool
    clues: Clues


def persons_of(session: DoorSession, person: UUID) -> tuple[PersonRow, ...]:
    """Give the persons joined as one child with this one, the leading one first; refused when there is none."""
    found = tuple(casefile.persons(session, person))
    if not found:
        raise NotFound(
            "This child is not in the store.",
            kept="Nothing was opened.",
            next_step="Search again: the records may have been undone or put together with another child's.",
        )
    return found


def gather(session: DoorSession, persons: tuple[PersonRow, ...]) -> Gathered:
    """Read everything of one child in a fixed number of questions, however much there is."""
    keys = [person.id for person in persons]
    cursor = driver(session)
    linked = casefile.linked(cursor, keys)
    said = _all_said(cursor, linked)
    told = told_once(casefile.told(cursor, [row.agency_person for row in linked]))
    batches = {one.batch for one in said if one.batch} | {row.batch for row in told if row.batch}
    with_settled, with_withheld = casefile.decided_by_hand(cursor, keys)
    settlements = tuple(one for key in with_settled for one in people.settlements_of(session, key))
    withholdings = tuple(one for key in with_withheld for one in people.withheld_of(session, key))
    withheld = bool(withholdings) or is_withheld(said)
    by_hand = tuple(_by_hand(one) for one in settlements if one.value and one.statement_id is None)
    settled_on = {one.statement_id for one in settlements}
    clues = clues_in((*said, *by_hand)) if withheld else Clues()
    front = in_front(said)
    by_hand += tuple(one for one in said if one.id in settled_on and one not in front)
    why = next((one.why for one in withholdings if one.why), "marked as withheld by an agency")
    return Gathered(
        persons=persons,
        linked=tuple(linked),
        said=said,
        front=front,
        shown=masked(front, clues, why) if withheld else front,
        by_hand=masked(by_hand, clues, why) if withheld else by_hand,
        told=told,
        batches=casefile.batches_of(cursor, list(batches)),
        settlements=settlements,
        withholdings=withholdings,
        withheld=withheld,
        clues=clues,
    )


def told_once(rows: Sequence[ToldRow]) -> tuple[ToldRow, ...]:
    """Leave out what an agency told again word for word, as when a file comes twice; the first telling stands.

    The first, because it says since when it was known here. Anything told otherwise, be it one letter, stays beside it.
    """
    first: dict[tuple[object, ...], ToldRow] = {}
    for row in rows:
        known = first.setdefault(_words_of(row), row)
        if row.heard_at < known.heard_at:
            first[_words_of(row)] = row
    return tuple(row for row in rows if row.batch == first[_words_of(row)].batch)


def _words_of(row: ToldRow) -> tuple[object, ...]:
    return (
        row.agency_person, row.organisation_code, row.reference, row.kind, row.date_iso, row.text, row.tag, row.role,
    )  # fmt: skip


def _all_said(cursor: Any, linked: list[LinkedRow]) -> tuple[Said, ...]:
    sources = {
        row.agency_person: Source(
            row.agency_person,
            row.organisation_code,
            row.organisation_name,
            row.reference,
            row.tells_people_apart,
        )
        for row in linked
    }
    return tuple(
        Said(
            row.id, sources[row.agency_person], row.group, row.value, row.said_on, row.heard_at, row.as_given,
            row.usable, row.batch, row.replaces, row.by,
        )
        for row in casefile.said(cursor, list(sources))
    )  # fmt: skip


def _by_hand(row: Settlement) -> Said:
    source = Source(row.id, "", "settled by hand", "")
    return Said(row.id, source, row.group, row.value, heard_at=moment_text(row.settled_at))
