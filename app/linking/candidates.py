"""Which pairs should somebody look at? Found when a batch is accepted; nothing is linked here but a child's first record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.desk import Desk
from app.linking.comparing import Comparison, compare
from app.linking.surroundings import Surroundings, look_around
from app.linking.weights import shipped_weights
from app.unit_of_work import Reader, UnitOfWork
from models import feeds, linking
from models.base import new_key
from models.codes import Band, CandidateState, LinkHow
from models.database import DoorSession
from models.linking import Candidate, Firewall, Link
from models.people import Person

#: A record is compared with many and asked about with few: the best of them.
MOST_PAIRS = 8
CHUNK = 100
_WAITING = (CandidateState.OPEN, CandidateState.NOT_SURE)
_BANDS = (Band.CERTAIN, Band.TWIN, Band.REVIEW)


@dataclass(frozen=True)
class Proposed:
    """What looking for the same child came to: records looked at, persons made, records that wait, pairs found."""

    looked_at: int = 0
    new_persons: int = 0
    waiting: int = 0
    pairs: int = 0

    def __add__(self, other: Proposed) -> Proposed:
        return Proposed(
            self.looked_at + other.looked_at,
            self.new_persons + other.new_persons,
            self.waiting + other.waiting,
            self.pairs + other.pairs,
        )


@dataclass
class _Plan:
    """What is to be written: first links with new persons, firewalls, new pairs, pairs that changed."""

    first: dict[UUID, UUID] = field(default_factory=dict)
    walls: list[UUID] = field(default_factory=list)
    pairs: list[tuple[UUID, UUID, Comparison]] = field(default_factory=list)
    changed: list[Candidate] = field(default_factory=list)
    waiting: set[UUID] = field(default_factory=set)


class Planner:
    """Compares records with the persons of ours around them, one record after the other."""

    def __init__(self, session: DoorSession, records: Sequence[UUID]) -> None:
        self.around: Surroundings = look_around(session, records)
        self.known = {
            (pair.agency_person_id, pair.person_id): pair
            for pair in linking.candidates_about(session, list(records), [])
        }

    def alike(self, record: UUID) -> list[tuple[UUID, Comparison]]:
        """Give the persons with whom a record should be looked at, the most alike first."""
        facts = self.around.facts[record]
        found = []
        for person in self.around.persons_near(record):
            compared = compare(facts, self.around.person_facts(person), self.around.around(record, person))
            if compared.band != Band.UNLIKELY:
                found.append((person, compared))
        found.sort(key=lambda each: (_BANDS.index(each[1].band), -each[1].score, each[0].bytes))
        return found[:MOST_PAIRS]

    def plan(self, record: UUID, plan: _Plan) -> None:
        """Decide what becomes of one record that is linked to nobody: a person of its own, or waiting."""
        facts = self.around.facts.get(record)
        if facts is None or record in self.around.person_of:
            return
        if facts.firewalled:
            plan.walls.append(record)
            self._own_person(record, plan)
            return
        alike = dict(self.alike(record))
        waits = False
        for person, compared in alike.items():
            pair = self.known.get((record, person))
            if pair is None:
                plan.pairs.append((record, person, compared))
                waits = True
            else:
                waits = self._again(pair, compared, plan) or waits
        for (other, person), pair in self.known.items():
            if other == record and person not in alike and pair.state in _WAITING:
                pair.state = CandidateState.STALE
                plan.changed.append(pair)
        if waits:
            plan.waiting.add(record)
        else:
            self._own_person(record, plan)

    def _own_person(self, record: UUID, plan: _Plan) -> None:
        plan.first[record] = new_key()
        self.around.linked(record, plan.first[record])

    def _again(self, pair: Candidate, compared: Comparison, plan: _Plan) -> bool:
        """Bring a known pair up to date and say whether it waits; a refused one only when its band has changed."""
        changed = renew(pair, compared)
        reopened = pair.state in (CandidateState.STALE, CandidateState.CONFIRMED) or (
            pair.state == CandidateState.REFUSED and changed == "band"
        )
        if reopened:
            pair.state = CandidateState.OPEN
        if reopened or changed:
            plan.changed.append(pair)
        return pair.state in _WAITING


def renew(pair: Candidate, compared: Comparison) -> str:
    """Put a new comparison into a pair; say ``band`` or ``score`` for what changed, or nothing."""
    before = (pair.band, pair.score)
    if before == (compared.band, compared.score):
        return ""
    pair.band, pair.score = compared.band.value, compared.score
    pair.reasons, pair.engine = compared.plain_reasons(), shipped_weights().engine
    return "band" if before[0] != compared.band else "score"


def propose_links(work: UnitOfWork, records: Sequence[UUID], *, batch: UUID | None = None) -> Proposed:
    """Look for the same child for some records that are linked to nobody.

    A record with no candidate gets a person of its own (link ``first``); one with candidates waits for an officer; adults
    stay as their agencies know them. Records that already wait are compared with the persons made now.
    """
    require(work, Act.CONFIRM_LINK)
    planner, plan = Planner(work.session, records), _Plan()
    for record in records:
        planner.plan(record, plan)
    _write(work, plan)
    again, second = _touched_by(work.session, planner, plan), _Plan()
    if again:
        renewed = Planner(work.session, again)
        for record in again:
            renewed.plan(record, second)
        _write(work, second)
    made = [*plan.first.values(), *second.first.values()]
    done = Proposed(
        len(records),
        len(made),
        len((plan.waiting | second.waiting).intersection(records) - second.first.keys()),
        len(plan.pairs) + len(second.pairs),
    )
    work.record(
        "propose_links",
        persons=made,
        things=[
            *([batch] if batch else []),
            *(pair.id for each in (plan, second) for pair in each.changed),
        ],
        counts={"records": done.looked_at, "persons": done.new_persons, "pairs": done.pairs},
    )
    work.topics |= {"links", "people"}
    return done


def _touched_by(session: DoorSession, planner: Planner, plan: _Plan) -> list[UUID]:
    """Give the records that wait, from now or from before, and share a key with a record that has a person now."""
    near = {other for record in plan.first for other in planner.around.near.get(record, ())}
    asked = {pair.agency_person_id for pair in linking.candidates_about(session, list(near), [], *_WAITING)}
    waiting = (plan.waiting & near) | {record for record in asked if record not in planner.around.person_of}
    return sorted(waiting, key=lambda record: record.bytes)


def _write(work: UnitOfWork, plan: _Plan) -> None:
    engine = shipped_weights().engine
    references = work.new_references("P", len(plan.first)) if plan.first else []
    work.insert_many(
        Person,
        [
            {"id": person, "reference": reference, "made_at": work.at, "made_by": work.officer.id}
            | {"state": "here", "restrictions": []}
            for person, reference in zip(plan.first.values(), references, strict=True)
        ],
    )
    work.insert_many(
        Link, [_first_link(work, record, person, engine) for record, person in plan.first.items()]
    )
    work.insert_many(
        Firewall,
        [
            {"id": new_key(), "agency_person_id": record, "because": "said by the organisation"}
            | {"state": "here", "set_at": work.at}
            for record in plan.walls
        ],
    )
    work.insert_many(Candidate, [_pair_row(work, each, engine) for each in plan.pairs])


def _first_link(work: UnitOfWork, record: UUID, person: UUID, engine: str) -> dict[str, Any]:
    return {
        "id": new_key(),
        "agency_person_id": record,
        "person_id": person,
        "how": LinkHow.FIRST.value,
        "reasons": [{"field": "why", "verdict": "", "words": "The first record of this child."}],
        "engine": engine,
        "linked_by": work.officer.id,
        "linked_at": work.at,
    }


def _pair_row(work: UnitOfWork, pair: tuple[UUID, UUID, Comparison], engine: str) -> dict[str, Any]:
    record, person, compared = pair
    return {
        "id": new_key(),
        "agency_person_id": record,
        "person_id": person,
        "score": compared.score,
        "band": compared.band.value,
        "state": CandidateState.OPEN.value,
        "reasons": compared.plain_reasons(),
        "engine": engine,
        "found_at": work.at,
    }


# --- a whole batch ---------------------------------------------------------------------------------------------------


def records_to_place(reader: Reader, batch: UUID | None = None) -> tuple[UUID, ...]:
    """Give the records that need looking at: those of a batch that are linked to nobody, and those waiting for nothing.

    The last are left over where the person that they might have been has gone with a batch that was undone. Without a
    batch these are all that wait: what is around them has changed.
    """
    require(reader, Act.CONFIRM_LINK)
    waiting = linking.waiting_children(reader.session)
    if batch is None:
        return tuple(waiting)
    asked = {pair.agency_person_id for pair in linking.waiting_candidates(reader.session)}
    of_batch = set(feeds.people_in_batch(reader.session, batch))
    return tuple(record for record in waiting if record in of_batch or record not in asked)


def propose_all(
    desk: Desk,
    batch: UUID | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Proposed:
    """Look for the same child for all records of an accepted batch, in short transactions one after the other.

    Call it after a batch was accepted and after one was undone (without a batch). It can be stopped and called again.
    """
    records = desk.read(records_to_place, batch)
    done = Proposed()
    for start in range(0, len(records), CHUNK):
        if stopped():
            break
        done += desk.do(propose_links, records[start : start + CHUNK], batch=batch)
        if progress is not None:
            progress(min(start + CHUNK, len(records)), len(records))
    return done


def refresh_pairs(work: UnitOfWork, persons: Iterable[UUID]) -> list[Candidate]:
    """Compare the waiting pairs of some persons of ours again, now that more is linked; give those that changed."""
    pairs = linking.candidates_about(work.session, [], list(persons), *_WAITING)
    if not pairs:
        return []
    records = sorted({pair.agency_person_id for pair in pairs}, key=lambda key: key.bytes)
    around = look_around(work.session, records)
    changed = []
    for pair in pairs:
        facts = around.facts.get(pair.agency_person_id)
        if facts is None or pair.person_id not in around.records_of:
            continue
        compared = compare(
            facts, around.person_facts(pair.person_id), around.around(pair.agency_person_id, pair.person_id)
        )
        if compared.band == Band.UNLIKELY:
            pair.state = CandidateState.STALE
            changed.append(pair)
        elif renew(pair, compared):
            changed.append(pair)
    return changed


def place_left_over(work: UnitOfWork, changed: Iterable[Candidate]) -> None:
    """Look again for records whose last pair is no longer asked: each gets a person of its own, or other pairs."""
    records = {pair.agency_person_id for pair in changed if pair.state == CandidateState.STALE}
    if not records:
        return
    work.session.flush()
    asked = {
        pair.agency_person_id for pair in linking.candidates_about(work.session, list(records), [], *_WAITING)
    }
    linked = linking.live_links(work.session, list(records))
    left = sorted(records - asked - linked.keys(), key=lambda record: record.bytes)
    if left:
        propose_links(work, left)
