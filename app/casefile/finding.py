"""Whom was meant: children found by names, numbers and postcodes, and why each was found."""

from __future__ import annotations

from bisect import bisect_left
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
from models.casefile_rows import FacedRow, HolderRow, WordRow
from models.database import DoorSession

#: How many people one page of answers shows, and how many words are looked at to fill it.
PAGE, WORDS_LOOKED_AT, PIECES = 30, 150, 12
#: From how many places a search across records begins, out of how many, and how near the words of one record stand.
SEEDS, PLACES, NEAR = 300, 20_000, 24
#: How many records of one person are asked for the name and birth date that are shown.
FACES = 3
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
    owners = _by_owner(asked.pieces, rows)
    fitting = [owner for owner in owners if owner.fits]
    fitting.sort(key=lambda owner: owner.rank)
    return FoundPage(_hits(reader.session, fitting[:limit]), cut or len(fitting) > limit)


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
    if len(pieces) == 1 or len({row.owner for row in rows}) > limit:
        return rows, cut
    queries = tuple(piece.beginning for piece in pieces)
    places = [casefile.places(session, query, PLACES) for query in queries]
    seeds = likely_seeds(places, SEEDS)
    across = casefile.hits_across(session, seeds, queries, 2 * limit) if seeds else []
    return [*rows, *across], cut or min(len(one) for one in places) > SEEDS


def likely_seeds(places: list[list[int]], most: int) -> list[int]:
    """Choose from where to look for people of whom every piece fits some word: at most ``most`` places.

    Each list holds the places that fit one piece, in order. The shortest is taken, since all who are meant stand in it.
    Where it is too long, places with every other piece near them come first: the words of one record stand together.
    """
    rarest = min(places, key=len)
    if len(rarest) <= most:
        return rarest
    others = [one for one in places if one is not rarest]
    near = [place for place in rarest if all(_is_near(place, one) for one in others)]
    chosen = dict.fromkeys([*near, *rarest[: most - len(near)]] if len(near) < most else near[:most])
    return list(chosen)


def _is_near(place: int, others: list[int]) -> bool:
    at = bisect_left(others, place - NEAR)
    return at < len(others) and others[at] <= place + NEAR


def _rows_of_ours(session: DoorSession, asked: Asked) -> list[WordRow]:
    known = (people.person_referenced(session, reference) for reference in asked.references)
    keys = [found.id for found in known if found is not None]
    lead = casefile.leaders(session, keys)
    rows = casefile.words_of_persons(session, keys)
    return [row._replace(person=lead.get(row.person, row.person)) for row in rows if row.person is not None]


@dataclass(frozen=True, slots=True)
class _Marked:
    """A word with how each piece fits it: 0 not, 1 by its beginning, 2 whole."""

    row: WordRow
    marks: tuple[int, ...]

    @property
    def nearness(self) -> tuple[int, int, bool, str]:
        """Rank a word among its owner's: what fits most first, the written-out before capitals."""
        kind = _RANKS.get(self.row.kind, _LAST_RANK)
        return (-sum(self.marks), kind, self.row.shown.isupper(), self.row.shown)


@dataclass(frozen=True, slots=True)
class _Owner:
    """One person found and the words by which, the nearest first."""

    words: tuple[_Marked, ...]
    fits: bool
    rank: tuple[int, int, int]


def _by_owner(pieces: tuple[Piece, ...], rows: list[WordRow]) -> list[_Owner]:
    owners: dict[bytes, list[_Marked]] = {}
    for row in dict.fromkeys(rows):
        marks = tuple(2 if piece.fits_whole(row.folded) else int(piece.fits(row.folded)) for piece in pieces)
        owners.setdefault(row.owner, []).append(_Marked(row, marks))
    return [_owner(words) for words in owners.values()]


def _owner(found: list[_Marked]) -> _Owner:
    """Rank: everything in one word of theirs, most pieces whole, what fitted best."""
    ordered = tuple(sorted(found, key=lambda one: one.nearness))
    best = [max(column) for column in zip(*(one.marks for one in ordered), strict=True)]
    in_one = any(all(one.marks) for one in ordered)
    kind = min(_RANKS.get(one.row.kind, _LAST_RANK) for one in ordered)
    return _Owner(ordered, all(best), (0 if in_one else 1, -sum(best), kind))


def _hits(session: DoorSession, owners: list[_Owner]) -> tuple[FoundHit, ...]:
    """Make the hits of one page out of two questions for all of them together."""
    if not owners:
        return ()
    shown = [key for owner in owners for key in _records(owner)[:FACES]]
    holders = casefile.holders(session, [key for owner in owners for key in _records(owner)])
    faces: dict[bytes, dict[str, FacedRow]] = {}
    for face in casefile.faces(session, shown):
        faces.setdefault(face.agency_person, {})[face.group] = face
    made = [(owner.rank, _hit(owner, holders, faces)) for owner in owners]
    made.sort(key=lambda pair: (pair[0], not pair[1].is_child, pair[1].name.casefold(), pair[1].birth_iso))
    return tuple(hit for _, hit in made)


def _records(owner: _Owner) -> list[bytes]:
    return list(dict.fromkeys(one.row.agency_person for one in owner.words))


def _hit(owner: _Owner, holders: dict[bytes, HolderRow], faces: dict[bytes, dict[str, FacedRow]]) -> FoundHit:
    best = owner.words[0].row
    holder = holders[best.agency_person]
    keys = _records(owner)
    name, birth, expected = (_said(group, keys, faces) for group in ("name", "birth", "expected"))
    born = from_value((birth or expected or {}).get("date"))
    linked = best.person is not None
    return FoundHit(
        person=holder.person_reference,
        person_id=UUID(bytes=best.person) if best.person else None,
        agency_person=UUID(bytes=best.agency_person),
        organisation="" if linked else holder.organisation_code,
        organisation_name="" if linked else holder.organisation_name,
        agency_reference="" if linked else holder.reference,
        is_child=linked or holder.is_child,
        name=given_family(name) if name else NAMELESS,
        birth=born.shown() if birth else f"expected {born.shown()}" if expected else "",
        birth_iso=born.iso(),
        why=_why(owner),
        held_by=tuple(dict.fromkeys(holders[key].organisation_name for key in keys)),
    )


def _said(group: str, keys: list[bytes], faces: dict[bytes, dict[str, FacedRow]]) -> dict[str, Any] | None:
    return next((faces[key][group].value for key in keys if group in faces.get(key, {})), None)


def _why(owner: _Owner) -> tuple[str, ...]:
    """Say what fitted, each thing once, the nearest first, as many as it takes for every piece."""
    left = set(range(len(owner.words[0].marks)))
    if not left:
        return (words("found_by", "our_reference"),)
    reasons: dict[str, None] = {}
    for one in owner.words:
        fitting = {place for place, mark in enumerate(one.marks) if mark}
        if fitting & left:
            row = one.row
            shown = nhs_number_shown(row.shown) if row.kind == "nhs_number" else row.shown
            reasons[f"{words('found_by', row.kind)} {shown}"] = None
            left -= fitting
    return tuple(reasons)
