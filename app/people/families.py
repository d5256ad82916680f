"""Who is family of a child: what each organisation says of relations, with names and parental responsibility."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.people.naming import NAMELESS, given_family
from app.people.standing import Said
from app.vocabulary import codes


@dataclass(frozen=True, slots=True)
class Relative:
    """How one organisation knows another of its persons: name, and our reference when that one is a person of ours."""

    name: Mapping[str, Any]
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One relation as one organisation tells it; ``reference`` is ours, where the relative is a person of ours.

    ``parental_responsibility`` is None where nobody said. ``agency_reference`` is the organisation's own,
    ``told_of`` that organisation's record of the child.
    """

    relation: str
    name: str
    reference: str | None
    organisation: str
    organisation_name: str
    parental_responsibility: bool | None
    agency_reference: str = ""
    told_of: UUID | None = None
    lives_with: bool | None = None

    @property
    def words(self) -> str:
        """The relative in a table: ``Ada OKONKWO (mother, PR)``."""
        about = [self.relation] if self.relation else []
        if self.parental_responsibility:
            about.append("PR")
        if self.lives_with:
            about.append("lives with the child")
        return f"{self.name} ({', '.join(about)})" if about else self.name


def relation_words(value: Mapping[str, Any]) -> str:
    """Say a relation: the words for its code, else the text as the organisation gave it."""
    code = str(value.get("relation") or value.get("code") or "")
    return dict(codes("relation")).get(code, "") or str(value.get("text") or "") or code


def family_of(said: Iterable[Said], known: Mapping[tuple[str, str], Relative]) -> tuple[FamilyMember, ...]:
    """Give the family as each organisation tells it, those with parental responsibility first.

    ``said`` is what stands in front of a child; ``known`` gives relatives by organisation code and its reference.
    """
    members: dict[tuple[str, str, str], FamilyMember] = {}
    for one in said:
        if one.group != "relation" or not one.value.get("other"):
            continue
        other = str(one.value["other"])
        relative = known.get((one.source.organisation, other))
        member = FamilyMember(
            relation=relation_words(one.value),
            name=given_family(dict(relative.name)) if relative and relative.name else NAMELESS,
            reference=relative.reference if relative else None,
            organisation=one.source.organisation,
            organisation_name=one.source.organisation_name,
            parental_responsibility=one.value.get("parental_responsibility"),
            agency_reference=other,
            told_of=one.source.agency_person,
            lives_with=one.value.get("lives_with"),
        )
        members[(member.organisation, other, member.relation)] = member
    order = {True: 0, None: 1, False: 2}
    return tuple(sorted(members.values(), key=lambda member: order[member.parental_responsibility]))
