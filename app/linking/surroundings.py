"""Who stands around these records: facts of them, of those who share a key with them, and of the persons they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from uuid import UUID

from app.clock import LONDON
from app.feeds.layouts import shipped_layouts
from app.linking.match_facts import Context, MatchFacts, Relative, SaidBy
from app.linking.reading_facts import GROUPS, facts_of, relative_of, united
from models import directory, feeds, linking, people
from models.database import DoorSession

#: A key under which more records stand says too little to be worth comparing all of them.
LARGEST_BLOCK = 200
_NUMBER_KINDS = ("nhs", "upn", "former_upn", "uln")
_ADULT_GROUPS = ("name", "birth", "nhs_number", "phone")


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

    def person_facts(self, person: UUID) -> MatchFacts:
        """Give the facts of a person of ours: all its linked records together."""
        return united(str(person), [self.facts[key] for key in self.records_of[person] if key in self.facts])

    def linked(self, record: UUID, person: UUID) -> None:
        """Note a link that was just made."""
        self.person_of[record] = person
        self.records_of.setdefault(person, []).append(record)

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


def look_around(session: DoorSession, records: Sequence[UUID], *, linked: bool = True) -> Surroundings:
    """Read the surroundings of these agency persons; without ``linked`` as if nothing were linked yet."""
    found = Surroundings()
    _find_neighbours(session, found, list(records))
    everybody = {*records, *(key for keys in found.near.values() for key in keys)}
    links = linking.live_links(session, list(everybody)) if linked else {}
    _find_persons(session, found, {link.person_id for link in links.values()})
    everybody |= {key for keys in found.records_of.values() for key in keys}
    beyond = everybody - found.near.keys()
    _find_neighbours(session, found, list(beyond), widen=False)
    found.facts = load_facts(session, everybody)
    found.in_register = linking.said_by_layouts(session, list(found.facts), registers())
    found.shared_numbers = _shared_numbers(session, found.facts.values())
    return found


@cache
def registers() -> tuple[str, ...]:
    """Name the layouts whose files list households with all their children."""
    return tuple(layout.name for layout in shipped_layouts() if layout.household is not None)


def _find_neighbours(
    session: DoorSession, found: Surroundings, records: list[UUID], *, widen: bool = True
) -> None:
    """Note who shares a key with whom; without ``widen`` only among those already met."""
    met = {*found.near, *(key for keys in found.near.values() for key in keys)}
    keys = linking.keys_of(session, records)
    pairs = {(row.kind, row.value) for row in keys}
    # A number and a former number are two kinds of key that may hold one value.
    twice = {
        ("upn" if kind == "former_upn" else "former_upn", value) for kind, value in pairs if "upn" in kind
    }
    standing = linking.sharing_a_key(session, sorted(pairs | twice), children_only=True)
    for record in records:
        found.near.setdefault(record, set())
    for row in keys:
        kinds = ("upn", "former_upn") if "upn" in row.kind else (row.kind,)
        for kind in kinds:
            others = standing.get((kind, row.value), [])
            if kind not in _NUMBER_KINDS and len(others) > LARGEST_BLOCK:
                continue
            near = set(others) if widen else set(others) & met
            found.near[row.agency_person_id] |= near - {row.agency_person_id}
    for record in records:
        for other in found.near[record]:
            if other in found.near or widen:
                found.near.setdefault(other, set()).add(record)


def _find_persons(session: DoorSession, found: Surroundings, persons: set[UUID]) -> None:
    """Note whose records are whose, a joined person standing for all that follow it."""
    joins = linking.live_person_links(session, list(persons))
    leader = {join.other_id: join.person_id for join in joins}
    every = persons | {key for join in joins for key in (join.person_id, join.other_id)}
    for link in linking.links_of_persons(session, list(every)):
        found.linked(link.agency_person_id, leader.get(link.person_id, link.person_id))


def load_facts(session: DoorSession, records: Iterable[UUID]) -> dict[UUID, MatchFacts]:
    """Read the facts of agency persons from what is said of them; those of whom nothing is said are left out."""
    keys = sorted(records, key=lambda key: key.bytes)
    rows = feeds.agency_persons(session, keys)
    organisations = {row.id: row for row in directory.organisations(session)}
    walled = linking.firewalled(session, keys)
    said = _statements(session, keys, GROUPS)
    relatives = _relatives(session, rows, said)
    found: dict[UUID, MatchFacts] = {}
    for row in rows:
        statements = said.get(row.id)
        if not statements:
            continue
        organisation = organisations[row.organisation_id]
        by = SaidBy(organisation.code, row.reference, organisation.tells_people_apart, row.made_by_us)
        found[row.id] = facts_of(
            str(row.id),
            by,
            statements,
            is_child=row.is_child,
            heard=statements[-1].heard_at.astimezone(LONDON).date(),
            relatives=relatives.get(row.id, ()),
            firewalled=row.id in walled,
        )
    return found


def _statements(
    session: DoorSession, keys: list[UUID], groups: tuple[str, ...]
) -> dict[UUID, list[linking.SaidRow]]:
    """Give what is said by agency person; a statement that a correction stands in front of is left out."""
    rows = linking.said_for_matching(session, keys, groups)
    replaced = {row.replaces for row in rows if row.replaces is not None}
    found: dict[UUID, list[linking.SaidRow]] = {}
    for row in rows:
        if row.id not in replaced:
            found.setdefault(row.agency_person_id, []).append(row)
    return found


def _relatives(
    session: DoorSession, rows: list[feeds.AgencyPerson], said: dict[UUID, list[linking.SaidRow]]
) -> dict[UUID, tuple[Relative, ...]]:
    """Give the adults whom each record names as family, as the same organisation knows them."""
    named = [
        (
            row.id,
            (row.organisation_id, str(statement.value["other"])),
            str(statement.value.get("relation") or ""),
        )
        for row in rows
        for statement in said.get(row.id, ())
        if statement.group == "relation" and statement.value.get("other")
    ]
    keys = linking.people_referenced(session, {other for _, other, _ in named})
    adults = {row.id for row in feeds.agency_persons(session, list(set(keys.values()))) if not row.is_child}
    about = _statements(session, sorted(adults, key=lambda key: key.bytes), _ADULT_GROUPS)
    found: dict[UUID, tuple[Relative, ...]] = {}
    for record, group in groupby(named, key=lambda each: each[0]):
        several = []
        for _, other, relation in group:
            key = keys.get(other)
            relative = relative_of(about.get(key, []), relation) if key in adults else None
            if relative is not None and relative not in several:
                several.append(relative)
        found[record] = tuple(several)
    return found


def _shared_numbers(session: DoorSession, every: Iterable[MatchFacts]) -> frozenset[str]:
    """Give the numbers that two living records of one organisation bear."""
    everybody = {facts.key: facts for facts in every}
    numbers = {("nhs", number) for facts in everybody.values() for number in facts.nhs}
    numbers |= {
        ("upn", number) for facts in everybody.values() for number in facts.upns | facts.temporary_upns
    }
    numbers |= {("uln", number) for facts in everybody.values() for number in facts.ulns}
    bearers = linking.sharing_a_key(session, sorted(numbers))
    several = {pair: keys for pair, keys in bearers.items() if len(set(keys)) > 1}
    rows = feeds.agency_persons(session, list({key for keys in several.values() for key in keys}))
    organisation = {row.id: row.organisation_id for row in rows}
    shared = set()
    for (kind, number), keys in several.items():
        living = [
            organisation[key]
            for key in set(keys)
            if key in organisation and not (str(key) in everybody and everybody[str(key)].died)
        ]
        if len(living) != len(set(living)):
            shared.add(f"{kind}:{number}")
    return frozenset(shared)


def references_of(session: DoorSession, persons: Sequence[UUID]) -> dict[UUID, str]:
    """Give the references of persons of ours."""
    return {row.id: row.reference for row in people.persons(session, list(persons))}
