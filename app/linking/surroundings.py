"""Who stands around these records: facts of them, of those who share a key with them, and of the persons they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from app.linking.match_facts import Context, MatchFacts
from app.linking.reading_facts import united
from app.linking.remembered import Remembered
from models import linking_rows, people
from models.database import DoorSession

#: A key under which more records stand says too little to be worth comparing all of them.
LARGEST_BLOCK = 200
_NUMBER_KINDS = ("nhs", "upn", "former_upn", "uln")
_NONE: Mapping[UUID, UUID] = {}


@dataclass
class Surroundings:
    """The records asked for, those around them, and our persons as far as they are linked to any of these.

    ``facts`` holds children by record; ``near`` says which records share a key with one; ``person_of`` gives our person
    (the leading one of a join) for linked records, ``records_of`` the linked records of a person. ``in_register`` are
    records from a register of whole households.
    """

    facts: dict[UUID, MatchFacts] = field(default_factory=dict)
    near: dict[UUID, set[UUID]] = field(default_factory=dict)
    person_of: dict[UUID, UUID] = field(default_factory=dict)
    records_of: dict[UUID, list[UUID]] = field(default_factory=dict)
    shared_numbers: frozenset[str] = frozenset()
    in_register: set[UUID] = field(default_factory=set)
    _united: dict[UUID, MatchFacts] = field(default_factory=dict, repr=False)

    def person_facts(self, person: UUID) -> MatchFacts:
        """Give the facts of a person of ours: all its linked records together."""
        if person not in self._united:
            self._united[person] = united(str(person), self._of(self.records_of[person]))
        return self._united[person]

    def linked(self, record: UUID, person: UUID) -> None:
        """Note a link that was just made."""
        self.person_of[record] = person
        self.records_of.setdefault(person, []).append(record)
        self._united.pop(person, None)

    def persons_near(self, record: UUID) -> list[UUID]:
        """Give the persons of ours of whom a record shares a key with this one, in a steady order."""
        persons = {self.person_of[other] for other in self.near.get(record, ()) if other in self.person_of}
        return sorted(persons, key=lambda person: person.bytes)

    def around(self, record: UUID, person: UUID) -> Context:
        """Give what is known around a record and a person: other children near either, shared numbers and places.

        ``person`` may also be a record that is linked to nobody.
        """
        own = {record, *self.records_of.get(person, (person,))}
        keys = set().union(*(self.near.get(key, set()) for key in own)) - own
        others = [self.facts[key] for key in sorted(keys, key=lambda key: key.bytes) if key in self.facts]
        places = {
            home.place
            for facts in (*others, *self._of(own))
            for home in facts.homes
            if home.shared and home.place
        }
        children = tuple(facts for facts in others if facts.is_child)
        known = any(self._same_home(own, key) for key in (keys | own) & self.in_register)
        return Context(children, self.shared_numbers, frozenset(places), known)

    def _same_home(self, own: set[UUID], key: UUID) -> bool:
        """Whether a record of a household register is at a home that one of these records has."""
        homes = {home.place for facts in self._of(own) for home in facts.homes if home.place}
        return any(home.place in homes for facts in self._of([key]) for home in facts.homes)

    def _of(self, keys: Iterable[UUID]) -> list[MatchFacts]:
        return [self.facts[key] for key in keys if key in self.facts]


def look_around(
    session: DoorSession,
    records: Sequence[UUID],
    *,
    linked: bool = True,
    remembered: Remembered | None = None,
    made: Mapping[UUID, UUID] = _NONE,
) -> Surroundings:
    """Read the surroundings of these agency persons; without ``linked`` as if nothing were linked yet.

    ``made`` are first links (our person by record) that are planned and not yet written.
    """
    found, memory = Surroundings(), remembered if remembered is not None else Remembered()
    _find_neighbours(session, found, list(records), memory)
    everybody = {*records, *(key for keys in found.near.values() for key in keys)}
    links = linking_rows.linked_to(session, everybody) if linked else {}
    _find_persons(session, found, set(links.values()))
    for record, person in made.items():
        if record in everybody:
            found.linked(record, person)
    everybody |= {key for keys in found.records_of.values() for key in keys}
    beyond = everybody - found.near.keys()
    _find_neighbours(session, found, list(beyond), memory, widen=False)
    found.facts = memory.load(session, everybody)
    found.in_register = memory.in_register & found.facts.keys()
    found.shared_numbers = _shared_numbers(session, found.facts.values(), memory)
    return found


def _find_neighbours(
    session: DoorSession,
    found: Surroundings,
    records: list[UUID],
    memory: Remembered,
    *,
    widen: bool = True,
) -> None:
    """Note who shares a key with whom; without ``widen`` only among those already met."""
    met = {*found.near, *(key for keys in found.near.values() for key in keys)}
    keys = linking_rows.match_keys(session, records)
    pairs = {(kind, value) for _, kind, value in keys}
    # A number and a former number are two kinds of key that may hold one value.
    twice = {
        ("upn" if kind == "former_upn" else "former_upn", value) for kind, value in pairs if "upn" in kind
    }
    standing = memory.standing(session, sorted(pairs | twice))
    for record in records:
        found.near.setdefault(record, set())
    for record, own_kind, value in keys:
        for kind in ("upn", "former_upn") if "upn" in own_kind else (own_kind,):
            others = standing[kind, value]
            if kind not in _NUMBER_KINDS and len(others) > LARGEST_BLOCK:
                continue
            found.near[record].update(others if widen else met.intersection(others))
    for record in records:
        found.near[record].discard(record)
        for other in found.near[record]:
            if other in found.near or widen:
                found.near.setdefault(other, set()).add(record)


def _find_persons(session: DoorSession, found: Surroundings, persons: set[UUID]) -> None:
    """Note whose records are whose, a joined person standing for all that follow it."""
    joins = linking_rows.joined(session, persons)
    leader = {follows: leads for leads, follows in joins}
    every = persons | {key for join in joins for key in join}
    for record, person in linking_rows.linked_records(session, every):
        found.linked(record, leader.get(person, person))


def load_facts(session: DoorSession, records: Iterable[UUID]) -> dict[UUID, MatchFacts]:
    """Read the facts of agency persons from what is said of them; those of whom nothing is said are left out."""
    return Remembered().load(session, records)


def _shared_numbers(session: DoorSession, every: Iterable[MatchFacts], memory: Remembered) -> frozenset[str]:
    """Give the numbers that two living records of one organisation bear."""
    everybody = {facts.key: facts for facts in every}
    numbers = {("nhs", number) for facts in everybody.values() for number in facts.nhs}
    numbers |= {
        ("upn", number) for facts in everybody.values() for number in facts.upns | facts.temporary_upns
    }
    numbers |= {("uln", number) for facts in everybody.values() for number in facts.ulns}
    bearers = memory.bearing(session, sorted(numbers))
    several = {pair: set(keys) for pair, keys in bearers.items() if len(keys) > 1}
    organisation = memory.organisation_of(session, {key for keys in several.values() for key in keys})
    shared = set()
    for (kind, number), keys in several.items():
        living = [
            organisation[key]
            for key in keys
            if key in organisation and not (str(key) in everybody and everybody[str(key)].died)
        ]
        if len(living) != len(set(living)):
            shared.add(f"{kind}:{number}")
    return frozenset(shared)


def references_of(session: DoorSession, persons: Sequence[UUID]) -> dict[UUID, str]:
    """Give the references of persons of ours."""
    return {row.id: row.reference for row in people.persons(session, list(persons))}
