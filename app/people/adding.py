"""Somebody is not here yet: a child, an adult or an unborn child is added by hand, and compared like any other record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.clock import LONDON
from app.dates import GivenDate
from app.errors import NotFound, RefusedInput
from app.people.contacts import address_value
from app.people.own_records import keep_statement, new_record, own_person, settle_derived
from app.people.relating import keep_relation, name_said, record_of_relative, relate
from app.unit_of_work import UnitOfWork
from models import linking, people

CHILD, ADULT, UNBORN = "child", "adult", "unborn"
#: Looks for the same child among those who are here: what linking does with every record that comes in.
Place = Callable[[UnitOfWork, Sequence[UUID]], object]
#: A pregnancy is known 42 weeks ahead at most, and a birth may be this much late before somebody asks.
LONGEST_AHEAD, LONGEST_LATE = timedelta(weeks=42), timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody beside the one who is added: who they are to them, and what is known of it.

    ``person`` is a person of ours, ``record`` an agency's person who is not linked yet; with neither, ``name`` says who
    it is and they are added as an adult. What is not known is None.
    """

    relation: str
    person: UUID | None = None
    record: UUID | None = None
    name: dict[str, Any] = field(default_factory=dict)
    parental_responsibility: bool | None = None
    lives_with: bool | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What an officer knows of somebody who is added; what is not known is left empty."""

    kind: str
    given: str = ""
    middle: str = ""
    family: str = ""
    known_as: str = ""
    birth: GivenDate | None = None
    expected: GivenDate | None = None
    sex: str = ""
    nhs_number: str = ""
    lines: tuple[str, ...] = ()
    postcode: str = ""
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """Who was added: our person by key and reference, or None while ``candidate``, a pair, waits to be decided."""

    record: UUID
    person: UUID | None
    reference: str
    candidate: UUID | None = None


def add_person(work: UnitOfWork, new: NewPerson, *, place: Place) -> Added:
    """Add somebody under the council's own name; a child is then looked for among those here, by ``place``.

    With no candidate the child gets a person of its own at once; with one it waits for an answer. An adult is a person of
    ours from the beginning. Refused with the field named: a child or adult without a name, a birth in the future, an
    unborn child without expected date or mother, with a birth date or with numbers that nobody has before birth
    (domain-and-law, section 8.7).
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    check_new(new, work.at.astimezone(LONDON).date())
    record = new_record(work, is_child=new.kind != ADULT)
    person = own_person(work, record, "Added by an officer.") if new.kind == ADULT else None
    others = [record_of_relative(work, each.person, each.record, each.name) for each in new.relations]
    groups = []
    for group, value in _said(new, _mother_family(work, new, others)):
        keep_statement(work, record, group, value)
        groups.append(group)
    work.session.flush()
    things = [record, *others]
    for each, other in zip(new.relations, others, strict=True):
        things += keep_relation(
            work, record, other, each.relation, each.parental_responsibility, each.lives_with
        )
    touched = [link.person_id for link in linking.live_links(work.session, others).values()]
    persons = [*([person] if person else []), *touched]
    work.record("add_person", persons=persons, things=things, groups=[*groups], reason_code=new.kind)
    settle_derived(work, [record, *others])
    if new.kind != ADULT:
        place(work, [record])
    return _added(work, record)


def _added(work: UnitOfWork, record: UUID) -> Added:
    work.session.flush()
    link = linking.live_link(work.session, record)
    if link is None:
        pairs = linking.candidates_of(work.session, record)
        return Added(record, None, "", pairs[0].id if pairs else None)
    person = people.person(work.session, link.person_id)
    return Added(record, link.person_id, person.reference if person else "")


def check_new(new: NewPerson, today: date) -> None:
    """Refuse what cannot be added, with the first thing that is wrong."""
    wrong = next(iter(faults(new, today)), None)
    if wrong is not None:
        raise RefusedInput(
            wrong[1], kept="Nobody was added.", next_step="Mend it in the form; all else is kept."
        )


def faults(new: NewPerson, today: date) -> tuple[tuple[str, str], ...]:
    """Give what keeps somebody from being added: the field's name and a sentence for each."""
    found = []
    if new.kind == UNBORN:
        found += _faults_of_unborn(new, today)
    elif not (new.given.strip() or new.family.strip()):
        found.append(("given", "Write at least one name: first name or family name."))
    if new.kind != UNBORN and new.expected is not None:
        found.append(("expected", "Somebody who is born has a birth date, not an expected date."))
    if new.birth is not None and new.kind != UNBORN and _begins(new.birth) > today:
        found.append(
            ("birth", "The birth date lies in the future. A child who is not born yet is added as unborn.")
        )
    return tuple(found)


def _faults_of_unborn(new: NewPerson, today: date) -> list[tuple[str, str]]:
    found = []
    if new.expected is None or new.expected.year is None:
        found.append(("expected", "Say when the child is expected; month and year are enough."))
    elif _begins(new.expected) > today + LONGEST_AHEAD:
        found.append(("expected", "The expected date is more than 42 weeks ahead."))
    elif _ends(new.expected) < today - LONGEST_LATE:
        found.append(
            ("expected", "The expected date has passed by more than six weeks: add the child as born.")
        )
    if not any(each.relation == "PAM" for each in new.relations):
        found.append(("mother", "Say who the mother is: an unborn child is found by her."))
    if new.birth is not None:
        found.append(("birth", "An unborn child has an expected date, never a birth date as well."))
    if new.nhs_number.strip():
        found.append(("nhs_number", "Nobody has an NHS number before birth."))
    return found


def _begins(given: GivenDate) -> date:
    return date(given.year, given.month or 1, given.day or 1) if given.year else date.min


def _ends(given: GivenDate) -> date:
    if given.year is None:
        return date.max
    if given.day and given.month:
        return date(given.year, given.month, given.day)
    month = given.month or 12
    return date(given.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _mother_family(work: UnitOfWork, new: NewPerson, others: list[UUID]) -> str:
    """Give the mother's family name, after which an unborn child is called."""
    mothers = (other for each, other in zip(new.relations, others, strict=True) if each.relation == "PAM")
    mother = next(mothers, None)
    return str(name_said(work, [mother]).get("family", "")) if mother is not None else ""


def _said(new: NewPerson, mother_family: str) -> list[tuple[str, dict[str, Any]]]:
    """Give the statements that follow from the form: group and value, without empty parts."""
    family = new.family.strip() or (mother_family if new.kind == UNBORN else "")
    name = {"given": new.given.strip(), "middle": new.middle.strip(), "family": family}
    found: list[tuple[str, dict[str, Any]]] = [("name", {key: part for key, part in name.items() if part})]
    if new.known_as.strip():
        found.append(("alias", {"text": new.known_as.strip()}))
    if new.birth is not None:
        found.append(("birth", {"date": new.birth.to_value()}))
    if new.expected is not None:
        found.append(("expected", {"date": new.expected.to_value()}))
    sex = "U" if new.kind == UNBORN else new.sex
    if sex:
        found.append(("sex", {"code": sex}))
    if new.nhs_number.strip():
        found.append(("nhs_number", {"value": new.nhs_number.strip()}))
    if new.lines or new.postcode.strip():
        found.append(("address", address_value(new.lines, new.postcode)))
    return [(group, value) for group, value in found if value]


def relate_new(work: UnitOfWork, person: UUID, relation: Relation) -> UUID:
    """Say who somebody is to a person of ours, where they may be one of ours, an agency's adult, or nobody yet.

    Who is nobody yet is added as an adult by name. Gives the statement; refused as ``relate`` refuses.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    other = relation.person
    if other is None:
        record = record_of_relative(work, None, relation.record, relation.name)
        link = linking.live_link(work.session, record)
        other = link.person_id if link else None
        work.record("add_person", persons=[other] if other else [], things=[record], reason_code=ADULT)
    if other is None:
        raise NotFound("This person is not kept here.", kept="Nothing was changed.")
    return relate(
        work,
        person,
        other,
        relation=relation.relation,
        parental_responsibility=relation.parental_responsibility,
        lives_with=relation.lives_with,
    )
