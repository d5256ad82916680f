"""Who is the child that a form is about: the banner's facts, given once the look stands in the log."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.access import Act, reason_code, require
from app.casefile.banner import Banner
from app.casefile.case_view import banner_of
from app.casefile.gathering import gather, persons_of
from app.errors import NotFound
from app.references import read_reference
from app.unit_of_work import UnitOfWork
from models import people


@dataclass(frozen=True, slots=True)
class ChildLooked:
    """A child of ours as a form shows it: key, reference, banner, and how many agencies' records are linked."""

    person_id: UUID
    reference: str
    banner: Banner
    records: int


def look_at_child(work: UnitOfWork, reference: str, *, reason: str = "") -> ChildLooked:
    """Give the banner of a child by reference; the look is in the log before anything is given.

    ``reason`` as in ``open_case``: information governance must give one, and a code of the log is written.
    """
    require(work, Act.OPEN_CHILD, reason=reason)
    person = people.person_referenced(work.session, read_reference(reference))
    if person is None:
        raise NotFound("There is no person with this reference.", next_step="Find the child by name.")
    persons = persons_of(work.session, person.id)
    work.record("open_child", persons=[one.id for one in persons], reason_code=reason_code(reason))
    gathered = gather(work.session, persons)
    return ChildLooked(
        persons[0].id, persons[0].reference, banner_of(gathered, work.at), len(gathered.linked)
    )
