"""Whose address, of the people on a paper, is withheld today, and which words would lead to it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.casefile.masking import Clues
from app.papers.guarding import clues_of
from models import directory, feeds, linking, people
from models.database import DoorSession


@dataclass(frozen=True)
class WithheldNow:
    """References of people whose address is withheld, and the clues to those addresses."""

    hidden: frozenset[str]
    clues: Clues


def withheld_now(session: DoorSession, frozen: Mapping[str, Any]) -> WithheldNow:
    """Look up, for everybody whom a frozen decision speaks of, whether an address is withheld since or still.

    An agency's mark or an officer's counts, on any person joined as that child.
    """
    named = {str(person.get("reference") or "") for person in frozen.get("about") or []}
    for item in frozen.get("items") or []:
        named |= {str(item.get("about") or ""), *(str(other) for other in item.get("relates_to") or [])}
    hidden: set[str] = set()
    addresses: list[Mapping[str, Any]] = []
    for reference in sorted(named - {""}):
        ours, theirs = _known_as(session, reference)
        said = [row.value or {} for row in feeds.statements_of(session, theirs) if row.group == "address"]
        if any(people.withheld_of(session, key) for key in ours) or any(
            value.get("withheld") for value in said
        ):
            hidden.add(reference)
            addresses += said
    return WithheldNow(frozenset(hidden), clues_of(addresses))


def _known_as(session: DoorSession, reference: str) -> tuple[list[UUID], list[UUID]]:
    """Give the keys of our persons and of the agencies' persons who are this one child or adult."""
    if ":" in reference:
        code, _, called = reference.partition(":")
        organisation = directory.organisation_coded(session, code)
        row = feeds.agency_person(session, organisation.id, called) if organisation else None
        link = linking.live_link(session, row.id) if row else None
        if link is None:
            return [], [row.id] if row else []
        ours = linking.one_child(session, link.person_id)
    else:
        person = people.person_referenced(session, reference)
        ours = linking.one_child(session, person.id) if person else []
    return ours, [link.agency_person_id for link in linking.links_of_persons(session, ours)]
