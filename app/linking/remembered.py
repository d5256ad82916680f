"""What was read of the store for comparing, so that the next records need not read it again?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from uuid import UUID

from app.clock import LONDON
from app.feeds.layouts import shipped_layouts
from app.linking.match_facts import MatchFacts, Relative, SaidBy
from app.linking.reading_facts import GROUPS, facts_of, relative_of
from models import directory, linking_rows
from models.database import DoorSession
from models.linking_rows import AgencyRow, Told

#: How many records, and how many keys, are kept in mind; beyond that all is forgotten and read again as needed.
MOST_RECORDS = 12_000
MOST_KEYS = 60_000
_ADULT_GROUPS = ("name", "birth", "nhs_number")
Key = tuple[str, str]


@cache
def registers() -> tuple[str, ...]:
    """Name the layouts whose files list households with all their children."""
    return tuple(layout.name for layout in shipped_layouts() if layout.household is not None)


@dataclass
class Remembered:
    """Facts of records and who stands under which key, as the store had them at one entry of the log.

    Everything here follows from what was accepted, corrected and firewalled, each of them an act with an entry: while the
    log's head stands, what was read holds. Links are never kept here. ``facts`` has None for a record of whom nothing
    is said.
    """

    head: int = -1
    facts: dict[UUID, MatchFacts | None] = field(default_factory=dict)
    rows: dict[UUID, AgencyRow] = field(default_factory=dict)
    in_register: set[UUID] = field(default_factory=set)
    children: dict[Key, tuple[UUID, ...]] = field(default_factory=dict)
    bearers: dict[Key, tuple[UUID, ...]] = field(default_factory=dict)
    relatives: dict[tuple[UUID, str], Relative | None] = field(default_factory=dict)
    organisations: dict[UUID, tuple[str, bool]] = field(default_factory=dict)

    def stand_at(self, head: int) -> None:
        """Forget everything when the log's head is another one than before, or when it has become too much."""
        if head != self.head or len(self.facts) > MOST_RECORDS or len(self.children) > MOST_KEYS:
            for each in (self.facts, self.rows, self.in_register, self.children, self.bearers):
                each.clear()
            self.relatives.clear()
            self.organisations.clear()
        self.head = head

    def load(self, session: DoorSession, records: Iterable[UUID]) -> dict[UUID, MatchFacts]:
        """Give the facts of agency persons from what is said of them; those of whom nothing is said are left out."""
        wanted = list(records)
        if missing := [key for key in wanted if key not in self.facts]:
            self._read(session, sorted(missing, key=lambda key: key.bytes))
        return {key: facts for key in wanted if (facts := self.facts[key]) is not None}

    def standing(self, session: DoorSession, keys: Iterable[Key]) -> dict[Key, tuple[UUID, ...]]:
        """Give the children's records that stand under these keys."""
        return _filled(session, self.children, keys, children_only=True)

    def bearing(self, session: DoorSession, numbers: Iterable[Key]) -> dict[Key, tuple[UUID, ...]]:
        """Give the records, adults' too, that bear these numbers."""
        return _filled(session, self.bearers, numbers, children_only=False)

    def organisation_of(self, session: DoorSession, records: Iterable[UUID]) -> dict[UUID, UUID]:
        """Give the organisation whose record each is."""
        wanted = list(records)
        missing = [key for key in wanted if key not in self.rows]
        self.rows.update((row.id, row) for row in linking_rows.agency_rows(session, missing))
        return {key: self.rows[key].organisation_id for key in wanted if key in self.rows}

    def _read(self, session: DoorSession, records: list[UUID]) -> None:
        self.organisation_of(session, records)
        if not self.organisations:
            self.organisations = {
                row.id: (row.code, row.tells_people_apart) for row in directory.organisations(session)
            }
        walled = linking_rows.firewalled(session, records)
        told = linking_rows.told(session, records, GROUPS, registers())
        relatives = self._relatives(session, told)
        for key in records:
            row, said = self.rows.get(key), told.get(key)
            self.facts[key] = None
            if row is None or said is None:
                continue
            code, tells_apart = self.organisations[row.organisation_id]
            if said.in_layouts:
                self.in_register.add(key)
            self.facts[key] = facts_of(
                str(key),
                SaidBy(code, row.reference, tells_apart, row.made_by_us),
                said.said,
                is_child=row.is_child,
                heard=said.heard_at.astimezone(LONDON).date(),
                relatives=relatives.get(key, ()),
                firewalled=key in walled,
            )

    def _relatives(self, session: DoorSession, told: dict[UUID, Told]) -> dict[UUID, tuple[Relative, ...]]:
        """Give the adults whom each record names as family, as the same organisation knows them."""
        named = [
            (
                key,
                (self.rows[key].organisation_id, str(statement.value["other"])),
                str(statement.value.get("relation") or ""),
            )
            for key, about in told.items()
            for statement in about.said
            if statement.group == "relation" and statement.value.get("other")
        ]
        adults = _adults(session, {other for _, other, _ in named})
        self._read_relatives(
            session, {(adults[other], relation) for _, other, relation in named if other in adults}
        )
        found: dict[UUID, tuple[Relative, ...]] = {}
        for record, group in groupby(named, key=lambda each: each[0]):
            several: list[Relative] = []
            for _, other, relation in group:
                relative = self.relatives[adults[other], relation] if other in adults else None
                if relative is not None and relative not in several:
                    several.append(relative)
            found[record] = tuple(several)
        return found

    def _read_relatives(self, session: DoorSession, wanted: set[tuple[UUID, str]]) -> None:
        missing = wanted - self.relatives.keys()
        about = linking_rows.told(session, {key for key, _ in missing}, _ADULT_GROUPS)
        for key, relation in missing:
            said = about[key].said if key in about else ()
            self.relatives[key, relation] = relative_of(said, relation)


def _filled(
    session: DoorSession, known: dict[Key, tuple[UUID, ...]], keys: Iterable[Key], *, children_only: bool
) -> dict[Key, tuple[UUID, ...]]:
    wanted = list(keys)
    missing = [key for key in wanted if key not in known]
    read = linking_rows.under_keys(session, missing, children_only=children_only)
    known.update((key, tuple(read.get(key, ()))) for key in missing)
    return {key: known[key] for key in wanted}


def _adults(session: DoorSession, named: set[tuple[UUID, str]]) -> dict[tuple[UUID, str], UUID]:
    """Give, of the persons that records name beside a child, those who are no children themselves."""
    by_organisation: dict[UUID, list[str]] = {}
    for organisation, reference in named:
        by_organisation.setdefault(organisation, []).append(reference)
    return {
        (organisation, row.reference): row.id
        for organisation, references in by_organisation.items()
        for row in linking_rows.referenced(session, organisation, references)
        if not row.is_child
    }
