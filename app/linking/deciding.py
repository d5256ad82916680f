"""An officer says whether two records are one child: confirm, refuse, not sure; each answer can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.access import Act, require
from app.desk import Desk
from app.errors import DeskError, NotFound
from app.linking.candidates import place_left_over, propose_links, refresh_pairs, renew
from app.linking.comparing import Comparison, compare
from app.linking.surroundings import look_around
from app.linking.weights import shipped_weights
from app.unit_of_work import Reader, UnitOfWork
from models import linking, linking_rows, people
from models.base import new_key
from models.codes import Band, CandidateState, LinkHow
from models.linking import Candidate, Link
from models.people import Person

_WAITING = (CandidateState.OPEN, CandidateState.NOT_SURE)
#: So many pairs are confirmed in one transaction that a case can be opened meanwhile.
AT_ONCE = 25


@dataclass(frozen=True)
class LinkConfirmed:
    """A record is linked: the link, and the reference of the person of ours."""

    link: UUID
    person: UUID
    reference: str


@dataclass(frozen=True)
class LinkRefused:
    """A pair is refused; ``reference`` is that of the new person when nothing else was left to ask about."""

    candidate: UUID
    person: UUID | None
    reference: str


def confirm_link(work: UnitOfWork, candidate: UUID, *, reason: str = "") -> LinkConfirmed:
    """Link a record to the person of ours that it was compared with; its other open pairs are no longer asked.

    Refused when the record is linked already, or stands behind a firewall.
    """
    require(work, Act.CONFIRM_LINK)
    pair = _open_pair(work, candidate)
    compared = compare_pair(work, pair)
    if compared.never:
        raise DeskError(
            f"These two can never be linked. {compared.why}",
            kept="Nothing was changed.",
            next_step="If the records are wrong, ask the organisations that sent them.",
        )
    link = _confirm(work, pair, reason)
    changed = refresh_pairs(work, [pair.person_id])
    work.record(
        "confirm_link",
        persons=[pair.person_id],
        things=[pair.id, link.id, link.agency_person_id, *(each.id for each in changed)],
        groups=["answer"],
    )
    place_left_over(work, changed)
    return LinkConfirmed(link.id, pair.person_id, _reference(work, pair.person_id))


def refuse_link(work: UnitOfWork, candidate: UUID, *, reason: str = "") -> LinkRefused:
    """Say that a record is of another child; when no pair of it is left to ask about, it gets a person of its own."""
    require(work, Act.CONFIRM_LINK)
    pair = _open_pair(work, candidate)
    return _refuse(work, [pair], pair.agency_person_id, reason)


def refuse_all(work: UnitOfWork, agency_person: UUID, *, reason: str = "") -> LinkRefused:
    """Say that a record is of a child whom none of the pairs names (a twin or sibling): it gets a person of its own."""
    require(work, Act.CONFIRM_LINK)
    pairs = [pair for pair in linking.candidates_of(work.session, agency_person) if pair.state in _WAITING]
    if not pairs:
        raise NotFound("Nothing is asked about this record any more.", kept="Nothing was changed.")
    return _refuse(work, pairs, agency_person, reason)


def not_sure(work: UnitOfWork, candidate: UUID, *, note: str) -> UUID:
    """Leave a pair open with a note of what is to be found out; it is asked again after the others."""
    require(work, Act.CONFIRM_LINK)
    pair = _open_pair(work, candidate)
    _answer(work, pair, CandidateState.NOT_SURE, note)
    work.record("not_sure", persons=[pair.person_id], things=[pair.id], groups=["answer"])
    work.topics.add("links")
    return pair.id


# --- many at once ----------------------------------------------------------------------------------------------------


def confirm_certain(work: UnitOfWork, candidates: Sequence[UUID]) -> int:
    """Confirm those of these pairs that are still certain when compared once more; count the links made.

    A record that is certainly two persons of ours is left for an officer to look at; so is every pair of another band.
    """
    require(work, Act.CONFIRM_LINK)
    found = (linking.candidate(work.session, key) for key in candidates)
    pairs = [
        pair for pair in found if pair and pair.state == CandidateState.OPEN and pair.band == Band.CERTAIN
    ]
    around = look_around(work.session, [pair.agency_person_id for pair in pairs])
    things: list[UUID] = []
    persons: list[UUID] = []
    for pair in pairs:
        record, person = pair.agency_person_id, pair.person_id
        if record in around.person_of or record not in around.facts or person not in around.records_of:
            continue
        compared = compare(around.facts[record], around.person_facts(person), around.around(record, person))
        if compared.band != Band.CERTAIN or _certain_of_another(work, pair):
            things += [pair.id] if renew(pair, compared) else []
            continue
        link = _confirm(work, pair, "")
        around.linked(record, person)
        things += [pair.id, link.id, record]
        persons.append(person)
    changed = refresh_pairs(work, persons)
    things += [pair.id for pair in changed]
    if things:
        counts = {"links": len(persons)}
        work.record("confirm_link", persons=persons, things=things, counts=counts, reason_code="band_certain")
    return len(persons)


def confirm_band(desk: Desk, band: str = Band.CERTAIN) -> int:
    """Confirm all certain pairs, in short transactions, until no more follow from what was linked; count the links.

    Only ``certain`` can be confirmed in bulk: the others need an officer's eyes on each.
    """
    if band != Band.CERTAIN:
        raise DeskError(
            "Only pairs of the band certain can be confirmed together.",
            kept="Nothing was changed.",
            next_step="Look at the others one by one under Same child?",
        )
    total = 0
    while True:
        keys = desk.read(_certain_keys)
        done = sum(
            desk.do(confirm_certain, keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE)
        )
        total += done
        if not done:
            return total


def _certain_keys(reader: Reader) -> tuple[UUID, ...]:
    require(reader, Act.CONFIRM_LINK)
    return tuple(
        pair.id
        for pair in linking_rows.waiting_pairs(reader.session)
        if pair.band == Band.CERTAIN and pair.state == CandidateState.OPEN
    )


def _certain_of_another(work: UnitOfWork, pair: Candidate) -> bool:
    return any(
        other.id != pair.id and other.band == Band.CERTAIN and other.state in _WAITING
        for other in linking.candidates_of(work.session, pair.agency_person_id)
    )


# --- what the answers have in common ---------------------------------------------------------------------------------


def compare_pair(work: UnitOfWork, pair: Candidate) -> Comparison:
    """Compare a pair as things stand now, with all that is linked to the person.

    Refused when one of the two is no longer said by any organisation.
    """
    persons = linking.one_child(work.session, pair.person_id)
    links = linking.links_of_persons(work.session, persons)
    around = look_around(work.session, [pair.agency_person_id, *(link.agency_person_id for link in links)])
    facts = around.facts.get(pair.agency_person_id)
    if facts is None or persons[0] not in around.records_of:
        raise DeskError(
            "One of the two is no longer said by any organisation.",
            kept="Nothing was changed.",
            next_step="The batch that brought it in was undone; go on to the next pair.",
        )
    return compare(facts, around.person_facts(persons[0]), around.around(pair.agency_person_id, persons[0]))


def _open_pair(work: UnitOfWork, candidate: UUID) -> Candidate:
    pair = linking.candidate(work.session, candidate)
    if pair is None:
        raise NotFound("This pair is not kept here.", kept="Nothing was changed.")
    if linking.live_link(work.session, pair.agency_person_id) is not None:
        raise DeskError(
            "This record is linked to a person already.",
            kept="Nothing was changed.",
            next_step="Take that link back first, if it is wrong.",
        )
    if pair.state not in (*_WAITING, CandidateState.REFUSED):
        raise DeskError("This pair was answered already.", kept="The answer stands.")
    return pair


def _lives(work: UnitOfWork, person: UUID) -> bool:
    return bool(linking.links_of_persons(work.session, [person]))


def _confirm(work: UnitOfWork, pair: Candidate, reason: str) -> Link:
    if not _lives(work, pair.person_id):
        raise DeskError(
            "The person that this record was compared with is no longer known from any organisation.",
            kept="Nothing was changed.",
            next_step="Look for the same child again.",
        )
    link = Link(
        agency_person_id=pair.agency_person_id,
        person_id=pair.person_id,
        how=LinkHow.CONFIRMED,
        reasons=pair.reasons,
        score=pair.score,
        band=pair.band,
        engine=pair.engine,
        linked_by=work.officer.id,
        linked_at=work.at,
    )
    work.session.add(link)
    _answer(work, pair, CandidateState.CONFIRMED, reason)
    for other in linking.candidates_of(work.session, pair.agency_person_id):
        if other.id != pair.id and other.state in _WAITING:
            other.state = CandidateState.STALE
    work.topics |= {"links", "people"}
    return link


def _answer(work: UnitOfWork, pair: Candidate, state: CandidateState, note: str) -> None:
    pair.state, pair.note = state, note.strip() or None
    pair.answered_at, pair.answered_by = work.at, work.officer.id


def _refuse(work: UnitOfWork, pairs: list[Candidate], record: UUID, reason: str) -> LinkRefused:
    for pair in pairs:
        _answer(work, pair, CandidateState.REFUSED, reason)
    left = [pair for pair in linking.candidates_of(work.session, record) if pair.state in _WAITING]
    person = None if left else own_person(work, record, "Every person it was compared with is another child.")
    work.record(
        "refuse_link",
        persons=[pair.person_id for pair in pairs] + ([person.id] if person else []),
        things=[*(pair.id for pair in pairs), record],
        groups=["answer"],
    )
    work.topics |= {"links", "people"}
    return LinkRefused(pairs[0].id, person.id if person else None, person.reference if person else "")


def own_person(work: UnitOfWork, record: UUID, words: str) -> Person:
    """Make a person of ours for a record and link it as the first; records that wait are compared with it later."""
    person = Person(id=new_key(), reference=work.new_reference("P"), made_at=work.at, made_by=work.officer.id)
    person.state, person.restrictions = "here", []
    work.session.add(person)
    work.session.flush()
    work.session.add(
        Link(
            agency_person_id=record,
            person_id=person.id,
            how=LinkHow.FIRST,
            reasons=[{"field": "why", "verdict": "", "words": words}],
            engine=shipped_weights().engine,
            linked_by=work.officer.id,
            linked_at=work.at,
        )
    )
    work.session.flush()
    return person


def ask_again(work: UnitOfWork, record: UUID) -> int:
    """Compare the records that wait near a record with the person that it has now; count the pairs found."""
    require(work, Act.CONFIRM_LINK)
    around = look_around(work.session, [record])
    waiting = [
        pair.agency_person_id
        for pair in linking.candidates_about(work.session, list(around.near[record]), [], *_WAITING)
    ]
    if not waiting:
        return 0
    return propose_links(work, sorted(set(waiting), key=lambda key: key.bytes)).pairs


def _reference(work: UnitOfWork, person: UUID) -> str:
    found = people.person(work.session, person)
    return found.reference if found else ""
