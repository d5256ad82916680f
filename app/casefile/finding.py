"""Whom was meant: children found by names, numbers and postcodes, and why each was found."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.casefile.as_said import enough_said, only_said
from app.casefile.asked import Asked, what_was_asked
from app.casefile.fitting import Marked, Owner, likely_seeds, owners_fitting
from app.casefile.keeping_back import without_withheld
from app.dates import from_value
from app.errors import NotFound
from app.identifiers import nhs_number_shown
from app.people.naming import NAMELESS, given_family
from app.references import read_reference
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import words
from models import casefile_search as search
from models import people
from models.casefile_rows import FacedRow, Word
from models.database import DoorSession, driver

#: How many people one page of answers shows, and how many pieces of what was typed are looked for.
PAGE, PIECES = 30, 12
#: From how many places a search across records begins, and out of how many.
SEEDS, PLACES = 300, 20_000
#: Values are kept as JSON without a blank around it.
_value = json.JSONDecoder().raw_decode
#: How many records of one person are asked for the name and birth date that are shown.
FACES = 3


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
    postcode, and nobody at all by the postcode of a withheld address: who lives there would be told. Empty text finds
    nobody.
    """
    require(reader, Act.SEARCH)
    asked = what_was_asked(text)
    cursor = driver(reader.session)
    if asked.references:
        words, cut = _words_of_ours(cursor, reader.session, asked.references), False
    else:
        words, cut = _words(cursor, reader.session, asked, limit)
    words = only_said(reader.session, words)
    fitting = owners_fitting(asked.pieces, without_withheld(cursor, words))
    return FoundPage(_hits(cursor, fitting[:limit]), cut or len(fitting) > limit)


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


def _words(cursor: Any, session: DoorSession, asked: Asked, limit: int) -> tuple[list[Word], bool]:
    """Give the words that fit, and whether there may be more of them than were looked at."""
    pieces = asked.pieces[:PIECES]
    if not pieces:
        return [], False
    beginnings = tuple([piece.beginning for piece in pieces])
    whole = " AND ".join([piece.whole for piece in pieces])
    beginning = " AND ".join(beginnings)
    words, cut = enough_said(
        session, lambda most: search.hits(cursor, whole, beginning, most), search.WORDS_LOOKED_AT
    )
    if len(pieces) == 1 or len({word[1] or word[0] for word in words}) > limit:
        return words, cut
    seeds, more = _seeds(cursor, beginnings)
    if seeds:
        words += search.hits_across(cursor, seeds, [piece.beginnings for piece in pieces], 2 * limit)
    return words, cut or more


def _seeds(cursor: Any, beginnings: tuple[str, ...]) -> tuple[list[int], bool]:
    """Give the places from where to look for people of whom every piece fits some word, and whether there are more."""
    found: list[list[int]] = []
    for beginning in beginnings:
        found.append(search.places(cursor, beginning, SEEDS + 1))
        if not found[-1]:
            return [], False
    if min(map(len, found)) <= SEEDS:
        return likely_seeds(found, SEEDS), False
    return likely_seeds([search.places(cursor, one, PLACES) for one in beginnings], SEEDS), True


def _words_of_ours(cursor: Any, session: DoorSession, references: tuple[str, ...]) -> list[Word]:
    known = (people.person_referenced(session, reference) for reference in references)
    return search.words_of_persons(cursor, [found.id.bytes for found in known if found is not None])


def _hits(cursor: Any, owners: list[Owner]) -> tuple[FoundHit, ...]:
    """Make the hits of one page: each is shown by the record that fitted best, then by others of the same child."""
    if not owners:
        return ()
    ordered = [owner.nearest() for owner in owners]
    records = [list(dict.fromkeys([word[0] for _, word in found])) for found in ordered]
    person = {word[0]: word[1] for found in ordered for _, word in found}
    faces = search.faces(cursor, [(keys[0], person[keys[0]]) for keys in records])
    lacking = [key for keys in records if _lacks(faces[keys[0]]) for key in keys[1:FACES]]
    if lacking:
        faces |= search.faces(cursor, [(key, person[key]) for key in lacking])
    others = [key for keys in records for key in keys[1:]]
    names = search.organisations(cursor, others) if others else {}
    made = [
        (owner.rank, _hit(found, keys, faces, names))
        for owner, found, keys in zip(owners, ordered, records, strict=True)
    ]
    made.sort(key=lambda pair: (pair[0], not pair[1].is_child, pair[1].name.casefold(), pair[1].birth_iso))
    return tuple([hit for _, hit in made])


def _lacks(face: FacedRow) -> bool:
    """Say whether something by which a hit is shown was not said in a record, so that another is asked."""
    return face.name is None or face.birth is None or (face.birth == "{}" and face.expected is None)


def _hit(
    found: list[Marked], keys: list[bytes], faces: dict[bytes, FacedRow], names: dict[bytes, str]
) -> FoundHit:
    record, person, *_ = found[0][1]
    shown = [faces[key] for key in keys[:FACES] if key in faces]
    first = shown[0]
    name = _said([face.name for face in shown])
    birth = _said([face.birth for face in shown])
    expected = None if birth else _said([face.expected for face in shown])
    born = from_value((birth or expected or {}).get("date"))
    return FoundHit(
        person=first.person_reference,
        person_id=UUID(bytes=person) if person else None,
        agency_person=UUID(bytes=record),
        organisation="" if person else first.organisation_code,
        organisation_name="" if person else first.organisation_name,
        agency_reference="" if person else first.reference,
        is_child=person is not None or bool(first.is_child),
        name=given_family(name) if name else NAMELESS,
        birth=born.shown() if birth else f"expected {born.shown()}" if expected else "",
        birth_iso=born.iso(),
        why=_why(found),
        held_by=tuple(dict.fromkeys([first.organisation_name, *(names[key] for key in keys[1:])])),
    )


def _said(values: list[str | None]) -> dict[str, Any]:
    for value in values:
        if value is not None:
            said: dict[str, Any] = _value(value)[0]
            return said
    return {}


def _why(found: list[Marked]) -> tuple[str, ...]:
    """Say what fitted, each thing once, the nearest first, as many as it takes for every piece."""
    left = set(range(len(found[0][0])))
    if not left:
        return (words("found_by", "our_reference"),)
    if len(found) == 1:
        return (_reason(found[0][1]),)
    reasons: dict[str, None] = {}
    for marks, word in found:
        fitting = {place for place, mark in enumerate(marks) if mark}
        if fitting & left:
            reasons[_reason(word)] = None
            left -= fitting
    return tuple(reasons)


def _reason(word: Word) -> str:
    _, _, kind, shown, _ = word
    return f"{words('found_by', kind)} {nhs_number_shown(shown) if kind == 'nhs_number' else shown}"
