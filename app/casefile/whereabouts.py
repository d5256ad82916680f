"""Somebody stands here by an agency's word alone: is there a page of theirs, or a pair that waits for an answer?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.access import Act, require
from app.unit_of_work import Reader
from models import directory, linking, people
from models.codes import CandidateState


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody is found: ``person`` opens a child's page, ``candidate`` a pair; neither where nothing waits."""

    person: UUID | None = None
    candidate: UUID | None = None


def whereabouts_of_record(reader: Reader, agency_person: UUID) -> Whereabouts:
    """Say where an agency's record leads: to the person it is linked to, else to the likeliest pair that waits."""
    require(reader, Act.SEARCH)
    link = linking.live_link(reader.session, agency_person)
    if link is not None:
        return Whereabouts(person=linking.one_child(reader.session, link.person_id)[0])
    waits = (CandidateState.OPEN, CandidateState.NOT_SURE)
    for pair in linking.candidates_of(reader.session, agency_person):
        if pair.state in waits and linking.links_of_persons(reader.session, [pair.person_id]):
            return Whereabouts(candidate=pair.id)
    return Whereabouts()


def whereabouts_of_relative(
    reader: Reader, reference: str | None, organisation: str, agency_reference: str
) -> Whereabouts:
    """Say where a relative leads: by our reference where there is one, else by the organisation's own."""
    require(reader, Act.SEARCH)
    ours = people.person_referenced(reader.session, reference) if reference else None
    if ours is not None:
        return Whereabouts(person=ours.id)
    known = directory.organisation_coded(reader.session, organisation)
    if known is None:
        return Whereabouts()
    asked = (known.id, agency_reference)
    record = linking.people_referenced(reader.session, {asked}).get(asked)
    return whereabouts_of_record(reader, record) if record is not None else Whereabouts()
