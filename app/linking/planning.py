"""What is to become of records linked to nobody: a person of their own each, or pairs to look at? Reads, writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.linking.comparing import Comparison, compare
from app.linking.remembered import Remembered
from app.linking.surroundings import Surroundings, look_around
from app.linking.weights import shipped_weights
from models import linking_rows
from models.base import new_key
from models.codes import Band, CandidateState
from models.database import DoorSession

#: A record is compared with many and asked about with few: the best of them.
MOST_PAIRS = 8
WAITING = (CandidateState.OPEN, CandidateState.NOT_SURE)
_BANDS = (Band.CERTAIN, Band.TWIN, Band.REVIEW)


@dataclass(slots=True)
class Pair:
    """A pair as it is to be kept: ``key`` is None while it is new, ``reasons`` None while those kept stand."""

    record: UUID
    person: UUID
    score: float
    band: str
    state: str
    reasons: list[dict[str, str]] | None = None
    key: UUID | None = None

    def renew(self, compared: Comparison) -> str:
        """Put a new comparison in; say ``band`` or ``score`` for what changed, or nothing."""
        before = (self.band, self.score)
        if before == (compared.band, compared.score):
            return ""
        self.band, self.score = compared.band.value, compared.score
        self.reasons = compared.plain_reasons()
        return "band" if before[0] != compared.band else "score"


@dataclass
class Plan:
    """What is to be written: first links with new persons, firewalls, new pairs, pairs that changed (by key).

    ``head`` is the number of the log's last entry when it was made: it holds as long as that is the last one.
    """

    head: int
    first: dict[UUID, UUID] = field(default_factory=dict)
    walls: list[UUID] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    changed: dict[UUID, Pair] = field(default_factory=dict)
    waiting: set[UUID] = field(default_factory=set)


def plan_links(
    session: DoorSession, records: Sequence[UUID], head: int, remembered: Remembered | None = None
) -> Plan:
    """Plan for some records that are linked to nobody, one after the other.

    Those that wait, from now or from before, are compared with the persons made here as well.
    """
    planner = _Planner(session, remembered if remembered is not None else Remembered(), Plan(head))
    planner.look_at(records)
    if again := planner.touched():
        planner.look_at(again)
    return planner.plan


class _Planner:
    """Compares records with the persons of ours around them, one record after the other."""

    def __init__(self, session: DoorSession, remembered: Remembered, plan: Plan) -> None:
        self.session, self.remembered, self.plan = session, remembered, plan
        self.around = Surroundings()
        self.known: dict[UUID, dict[UUID, Pair]] = {}

    def look_at(self, records: Sequence[UUID]) -> None:
        """Look at records once, as things stand with what is planned until now."""
        self.around = look_around(
            self.session, records, remembered=self.remembered, made=dict(self.plan.first)
        )
        new = [record for record in records if record not in self.known]
        self.known.update((record, {}) for record in new)
        for row in linking_rows.pairs_of(self.session, new):
            pair = Pair(row.agency_person_id, row.person_id, row.score, row.band, row.state, key=row.id)
            self.known[pair.record][pair.person] = pair
        for record in records:
            self._place(record)

    def touched(self) -> list[UUID]:
        """Give the records that wait, from now or from before, and share a key with a record that has a person now."""
        near = {other for record in self.plan.first for other in self.around.near.get(record, ())}
        asked = linking_rows.waiting_among(self.session, near)
        waiting = (self.plan.waiting & near) | (asked - self.around.person_of.keys())
        return sorted(waiting, key=lambda record: record.bytes)

    def _alike(self, record: UUID) -> dict[UUID, Comparison]:
        """Give the persons with whom a record should be looked at, the most alike first."""
        facts = self.around.facts[record]
        found = []
        for person in self.around.persons_near(record):
            compared = compare(facts, self.around.person_facts(person), self.around.around(record, person))
            if compared.band != Band.UNLIKELY:
                found.append((person, compared))
        found.sort(key=lambda each: (_BANDS.index(each[1].band), -each[1].score, each[0].bytes))
        return dict(found[:MOST_PAIRS])

    def _place(self, record: UUID) -> None:
        """Decide what becomes of one record: a person of its own, or waiting."""
        facts = self.around.facts.get(record)
        if facts is None or record in self.around.person_of:
            return
        if facts.firewalled:
            self.plan.walls.append(record)
            self._own_person(record)
            return
        known, alike = self.known[record], self._alike(record)
        waits = False
        for person, compared in alike.items():
            if person in known:
                waits = self._again(known[person], compared) or waits
            else:
                known[person] = self._new_pair(record, person, compared)
                waits = True
        for person, pair in known.items():
            if person not in alike and pair.state in WAITING:
                pair.state = CandidateState.STALE.value
                self._note(pair)
        if waits:
            self.plan.waiting.add(record)
        else:
            self._own_person(record)

    def _new_pair(self, record: UUID, person: UUID, compared: Comparison) -> Pair:
        state, reasons = CandidateState.OPEN.value, compared.plain_reasons()
        pair = Pair(record, person, compared.score, compared.band.value, state, reasons)
        self.plan.pairs.append(pair)
        return pair

    def _own_person(self, record: UUID) -> None:
        self.plan.first[record] = new_key()
        self.around.linked(record, self.plan.first[record])

    def _again(self, pair: Pair, compared: Comparison) -> bool:
        """Bring a known pair up to date and say whether it waits; a refused one only when its band has changed."""
        changed = pair.renew(compared)
        reopened = pair.state in (CandidateState.STALE, CandidateState.CONFIRMED) or (
            pair.state == CandidateState.REFUSED and changed == "band"
        )
        if reopened:
            pair.state = CandidateState.OPEN.value
        if reopened or changed:
            self._note(pair)
        return pair.state in WAITING

    def _note(self, pair: Pair) -> None:
        if pair.key is not None:
            self.plan.changed[pair.key] = pair


def pair_values(pair: Pair) -> dict[str, Any]:
    """Give the values of a pair's comparison and state, as they are kept; without reasons when those kept stand."""
    values: dict[str, Any] = {"score": pair.score, "band": pair.band, "state": pair.state}
    if pair.reasons is not None:
        values |= {"reasons": pair.reasons, "engine": shipped_weights().engine}
    return values
