"""Whose address, of the people on a paper, is withheld today, and which words would lead to it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.casefile.masking import Clues
from app.papers.guarding import clues_of
from models import directory, feeds, linking, people
from models.database import DoorSession

#: Who is near a home: the name of such a source leads to it (domain-and-law, section 8.6), its kind does not.
NEAR_HOME = {"EDUCATION_AGENCY": "A school", "ORIGIN_SCHOOL": "A school", "GP": "A GP practice"}


@dataclass(frozen=True)
class WithheldNow:
    """References of people whose address is withheld, the clues to it, and sources near home with what to call them."""

    hidden: frozenset[str]
    clues: Clues
    near_home: Mapping[str, str] = field(default_factory=dict)


def without_near_home(frozen: Mapping[str, Any], now: WithheldNow) -> dict[str, Any]:
    """Name a source near a withheld home by its kind only, and leave out what it calls the child."""

    def renamed(source: Any) -> Any:
        if isinstance(source, Mapping):
            kind = now.near_home.get(str(source.get("organisation")))
            return {**source, "organisation": kind, "reference": ""} if kind else source
        return now.near_home.get(str(source), source)

    items = [
        {**item, "source": renamed(item.get("source"))} if str(item.get("about")) in now.hidden else item
        for item in frozen.get("items") or []
    ]
    about = [
        {
            **person,
            "statements": [
                {**said, "source": renamed(said.get("source"))} for said in person.get("statements") or []
            ],
        }
        if str(person.get("reference")) in now.hidden
        else person
        for person in frozen.get("about") or []
    ]
    return {**frozen, "items": items, "about": about}


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
    near_home = {
        row.name: NEAR_HOME[row.class_] for row in directory.organisations(session) if row.class_ in NEAR_HOME
    }
    return WithheldNow(frozenset(hidden), clues_of(addresses), near_home)


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
