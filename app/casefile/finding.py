"""Whom was meant: children found by names, numbers and postcodes, and why each was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.casefile.asked import Asked, Piece, what_was_asked
from app.dates import from_value
from app.errors import NotFound
from app.identifiers import nhs_number_shown
from app.people.naming import NAMELESS, given_family
from app.references import read_reference
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import words
from models import casefile, people
from models.casefile import FacedRow, HolderRow, WordRow
from models.database import DoorSession

#: How many people one page of answers shows, and how many words are looked at to fill it.
PAGE, WORDS_LOOKED_AT, SEEDS, PIECES = 30, 240, 1500, 12
_RANKS = {"nhs_number": 0, "upn": 0, "uln": 0, "name": 0, "reference": 1, "alias": 2, "former_name": 3}
_LAST_RANK = 4


@dataclass(frozen=True, slots=True)
class FoundHit:
    """One person found: ours by reference, or one of an agency's that is not linked yet.

    ``why`` says in words what fitted. ``person_id`` opens the case; ``agency_person`` is the record that fitted best.
    ``organisation`` and ``agency_reference`` are empty for a person of ours; ``held_by`` names whose words fitted.
    """

    person: str | None
    person_id: UUID | None
    agency_person: UUID
    organisation: str
    organisation_name: str
    agency_reference: str
    is_child: bool
    name: str
    birth: str
    birth_iso: str
    why: tuple[str, ...]
    held_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """What was found, the likeliest first; ``more`` says that some were left out and that more words would help."""

    hits: tuple[FoundHit, ...]
    more: bool = False


def find(reader: Reader, text: str, *, limit: int = PAGE) -> FoundPage:
    """Find people by names in any order, beginnings of names, numbers, references and postcodes, also mixed.

    Words may be spread over what several agencies say of one child. Nobody whose address is withheld is found by a
    postcode. Empty text finds nobody.
    """
    require(reader, Act.SEARCH)
    asked = what_was_asked(text)
    rows, cut = _rows(reader.session, asked, limit)
    hidden = {row.agency_person for row in rows if row.kind == "postcode"}
    if hidden:
        kept_back = casefile.kept_back(reader.session, list(hidden))
        rows = [row for row in rows if row.kind != "postcode" or row.agency_person not in kept_back]
    owners = _by_owner(rows)
    fitting = [key for key, theirs in owners.items() if _all_fit(asked.pieces, theirs)]
    ranked = sorted(fitting, key=lambda key: _rank(asked.pieces, owners[key]))
    shown = {key: owners[key] for key in ranked[:limit]}
    return FoundPage(_hits(reader.session, asked, shown), cut or len(ranked) > limit)


def settle_search(work: UnitOfWork, hits: FoundPage | Iterable[FoundHit]) -> int:
    """Log a search that was looked at for a second, or from which a case was opened: whom it showed and how many.

    What was typed is never kept. Gives the count.
    """
    require(work, Act.SEARCH)
    shown = tuple(hits.hits if isinstance(hits, FoundPage) else hits)
    persons = [hit.person_id for hit in shown if hit.person_id is not None]
    things = [hit.agency_person for hit in shown if hit.person_id is None]
    work.record("search", persons=persons, things=things, counts={"found": len(shown)})
    return len(shown)


def whose_reference(reader: Reader, reference: str) -> UUID:
    """Give the key of the person with a reference of ours, typed in any way; refused when nobody has it."""
    require(reader, Act.SEARCH)
    found = people.person_referenced(reader.session, read_reference(reference))
    if found is None:
        raise NotFound(
            "Nobody in this store has that reference.",
            kept="Nothing was opened.",
            next_step="Compare the reference with the one on the paper, or search by name.",
        )
    return found.id


def _rows(session: DoorSession, asked: Asked, limit: int) -> tuple[list[WordRow], bool]:
    """Give the words that fit, and whether there may be more of them than were looked at."""
    if asked.references:
        return _rows_of_ours(session, asked), False
    pieces = asked.pieces[:PIECES]
    if not pieces:
        return [], False
    whole = " AND ".join(piece.whole for piece in pieces)
    beginning = " AND ".join(piece.beginning for piece in pieces)
    rows = casefile.hits(session, whole, beginning, WORDS_LOOKED_AT)
    cut = len(rows) >= WORDS_LOOKED_AT
    if len(pieces) == 1 or len({row.person or row.agency_person for row in rows}) >= limit:
        return rows, cut
    counts = [casefile.count_up_to(session, piece.beginning, SEEDS + 1) for piece in pieces]
    if not min(counts):
        return rows, cut
    rarest = pieces[counts.index(min(counts))]
    across = casefile.hits_across(
        session, rarest.beginning, tuple(piece.ways for piece in pieces), SEEDS, limit + 1
    )
    return [*rows, *across], cut or min(counts) > SEEDS


def _rows_of_ours(session: DoorSession, asked: Asked) -> list[WordRow]:
    known = (people.person_referenced(session, reference) for reference in asked.references)
    keys = [found.id for found in known if found is not None]
    lead = casefile.leaders(session, keys)
    rows = casefile.words_of_persons(session, keys)
    return [
        WordRow(row.agency_person, lead.get(row.person, row.person), row.kind, row.shown, row.folded)
        for row in rows
        if row.person is not None
    ]


def _by_owner(rows: list[WordRow]) -> dict[UUID, list[WordRow]]:
    owners: dict[UUID, list[WordRow]] = {}
    for row in dict.fromkeys(rows):
        owners.setdefault(row.person or row.agency_person, []).append(row)
    return owners


def _all_fit(pieces: tuple[Piece, ...], rows: list[WordRow]) -> bool:
    return all(any(piece.fits(row.folded) for row in rows) for piece in pieces)


def _rank(pieces: tuple[Piece, ...], rows: list[WordRow]) -> tuple[int, int, int]:
    """Rank: everything in one word of theirs, most pieces whole, what fitted best."""
    in_one = any(all(piece.fits(row.folded) for piece in pieces) for row in rows)
    whole = sum(any(piece.fits_whole(row.folded) for row in rows) for piece in pieces)
    return (0 if in_one else 1, -whole, min(_RANKS.get(row.kind, _LAST_RANK) for row in rows))


def _nearness(pieces: tuple[Piece, ...], row: WordRow) -> tuple[tuple[int, int, int], bool, str]:
    return (_rank(pieces, [row]), row.shown.isupper(), row.shown)


def _hits(session: DoorSession, asked: Asked, owners: dict[UUID, list[WordRow]]) -> tuple[FoundHit, ...]:
    """Make the hits of one page out of two questions for all of them together."""
    keys = list(dict.fromkeys(row.agency_person for rows in owners.values() for row in rows))
    if not keys:
        return ()
    holders = casefile.holders(session, keys)
    faces: dict[UUID, dict[str, FacedRow]] = {}
    for face in casefile.faces(session, keys):
        faces.setdefault(face.agency_person, {})[face.group] = face
    made = [(_rank(asked.pieces, rows), _hit(asked.pieces, rows, holders, faces)) for rows in owners.values()]
    made.sort(key=lambda pair: (pair[0], not pair[1].is_child, pair[1].name.casefold(), pair[1].birth_iso))
    return tuple(hit for _, hit in made)


def _hit(
    pieces: tuple[Piece, ...],
    rows: list[WordRow],
    holders: dict[UUID, HolderRow],
    faces: dict[UUID, dict[str, FacedRow]],
) -> FoundHit:
    best = min(rows, key=lambda row: _nearness(pieces, row))
    holder = holders[best.agency_person]
    ordered = [best.agency_person, *(row.agency_person for row in rows)]
    name, birth, expected = (_said(group, ordered, faces) for group in ("name", "birth", "expected"))
    born = from_value((birth or expected or {}).get("date"))
    linked = best.person is not None
    return FoundHit(
        person=holder.person_reference,
        person_id=best.person,
        agency_person=best.agency_person,
        organisation="" if linked else holder.organisation_code,
        organisation_name="" if linked else holder.organisation_name,
        agency_reference="" if linked else holder.reference,
        is_child=linked or holder.is_child,
        name=given_family(name) if name else NAMELESS,
        birth=born.shown() if birth else f"expected {born.shown()}" if expected else "",
        birth_iso=born.iso(),
        why=_why(pieces, rows),
        held_by=tuple(dict.fromkeys(holders[key].organisation_name for key in dict.fromkeys(ordered))),
    )


def _said(group: str, keys: list[UUID], faces: dict[UUID, dict[str, FacedRow]]) -> dict[str, Any] | None:
    return next((faces[key][group].value for key in keys if group in faces.get(key, {})), None)


def _why(pieces: tuple[Piece, ...], rows: list[WordRow]) -> tuple[str, ...]:
    """Say what fitted, each thing once, the best first, as many as it takes for every piece."""
    if not pieces:
        return (words("found_by", "our_reference"),)
    reasons: dict[str, None] = {}
    left = set(pieces)
    for row in sorted(rows, key=lambda row: _nearness(pieces, row)):
        fitting = {piece for piece in pieces if piece.fits(row.folded)}
        if fitting & left or not reasons:
            shown = nhs_number_shown(row.shown) if row.kind == "nhs_number" else row.shown
            reasons[f"{words('found_by', row.kind)} {shown}"] = None
            left -= fitting
    return tuple(reasons)
