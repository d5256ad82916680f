"""Who are two people to each other: said from both sides, with parental responsibility and whether they live together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.errors import DeskError, NotFound, RefusedInput
from app.people.own_records import (
    keep_statement,
    new_record,
    own_person,
    own_record,
    settle_derived,
)
from app.people.saying import ours_to_correct
from app.unit_of_work import UnitOfWork
from app.vocabulary import codes
from models import feeds, linking
from models.feeds import Statement

#: What the first is to the second when the second is this to the first.
OTHER_WAY = {
    **dict.fromkeys(("PAM", "PAF", "PAR"), "CHD"),
    **dict.fromkeys(("STM", "STF", "STP"), "STC"),
    **dict.fromkeys(("FOM", "FOF"), "FOC"),
    "CHD": "PAR",
    "STC": "STP",
    "FOC": "CAR",
    "CAR": "CRD",
    "CRD": "CAR",
    "GRP": "GRC",
    "GRC": "GRP",
    "AUN": "NIB",
    "NIB": "AUN",
    "SGU": "CRD",
}
#: What two people are to each other in the same words; nobody has parental responsibility by it alone.
SYMMETRIC = ("SIB", "HSB", "SSB", "COU", "PTN", "EXP", "FAM", "REL", "OTH", "NEI")


def relate(
    work: UnitOfWork,
    person: UUID,
    other: UUID,
    *,
    relation: str,
    parental_responsibility: bool | None = None,
    lives_with: bool | None = None,
) -> UUID:
    """Say who ``other`` is to ``person`` (``PAM`` the mother); give the statement. The other way round is said too.

    Parental responsibility and living together are yes, no, or None where nobody knows. Refused for a person and
    themself, for a relation that the vocabulary does not know, and when the officer said of these two already who they are.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    _check(relation)
    if person == other or other in linking.one_child(work.session, person):
        raise RefusedInput(
            "Nobody is family of themselves.", kept="Nothing was changed.", next_step="Choose somebody else."
        )
    ours, theirs = own_record(work, person), record_of_relative(work, other, None, {})
    if standing(work, ours, theirs) is not None:
        raise DeskError(
            "It is recorded already who these two are to each other.",
            kept="Nothing was changed.",
            next_step="Correct what is recorded, under what our officers recorded.",
        )
    kept = keep_relation(work, ours, theirs, relation, parental_responsibility, lives_with)
    work.record(
        "record_statement", persons=[person, other], things=[*kept, ours, theirs], groups=["relation"]
    )
    settle_derived(work, [ours, theirs])
    return kept[0]


def correct_relation(
    work: UnitOfWork,
    statement: UUID,
    *,
    relation: str,
    parental_responsibility: bool | None = None,
    lives_with: bool | None = None,
) -> UUID:
    """Correct who somebody is to a person, on both sides; give the new statement of the side that was corrected."""
    require(work, Act.RECORD_ABOUT_CHILD)
    _check(relation)
    old = ours_to_correct(work, statement)
    if old.group != "relation" or not old.value.get("other"):
        raise NotFound("This statement is of no relation.", kept="Nothing was changed.")
    own = _record_named(work, old.agency_person_id, str(old.value["other"]))
    back = standing(work, own, old.agency_person_id) if own is not None else None
    value = relation_value(str(old.value["other"]), relation, parental_responsibility, lives_with)
    new = keep_statement(work, old.agency_person_id, "relation", value, replaces=old.id)
    things = [new, old.agency_person_id]
    if back is not None:
        turned = relation_value(str(back.value["other"]), other_way(relation), None, lives_with)
        things.append(keep_statement(work, back.agency_person_id, "relation", turned, replaces=back.id))
    links = linking.live_links(work.session, [old.agency_person_id, *([own] if own else [])])
    work.record(
        "correct_statement",
        persons=[link.person_id for link in links.values()],
        things=[*things, *([own] if own else [])],
        groups=["relation"],
    )
    settle_derived(work, [old.agency_person_id])
    return new


def relation_value(
    other: str, relation: str, parental_responsibility: bool | None, lives_with: bool | None
) -> dict[str, Any]:
    """Make the value of a relation; what nobody knows is None, so that it is seen to have been asked."""
    value: dict[str, Any] = {"other": other, "relation": relation}
    if parental_responsibility is not None or relation not in SYMMETRIC:
        value["parental_responsibility"] = parental_responsibility
    if lives_with is not None:
        value["lives_with"] = lives_with
    return value


def other_way(relation: str) -> str:
    """Give what the first is to the second, when the second is this to the first."""
    return OTHER_WAY.get(relation, relation if relation in SYMMETRIC else "OTH")


def keep_relation(
    work: UnitOfWork,
    record: UUID,
    other: UUID,
    relation: str,
    parental_responsibility: bool | None,
    lives_with: bool | None,
) -> list[UUID]:
    """Keep a relation between two records of the council's own, from both sides; the caller records the act."""
    _check(relation)
    references = {row.id: row.reference for row in feeds.agency_persons(work.session, [record, other])}
    value = relation_value(references[other], relation, parental_responsibility, lives_with)
    turned: dict[str, Any] = {"other": references[record], "relation": other_way(relation)}
    if lives_with is not None:
        turned["lives_with"] = lives_with
    return [
        keep_statement(work, record, "relation", value),
        keep_statement(work, other, "relation", turned),
    ]


def record_of_relative(
    work: UnitOfWork, person: UUID | None, record: UUID | None, name: dict[str, Any]
) -> UUID:
    """Give the council's own record of a relative, with a name on it: of a person of ours, of an agency's adult who
    becomes a person of ours by it, or of an adult whom nobody knew, by name.

    Refused for an agency's child whom nobody has linked yet: first it is decided who that is.
    """
    if person is None and record is not None:
        person = _person_of(work, record)
    if person is None:
        if not any(name.values()):
            raise RefusedInput(
                "A relative needs a name.",
                kept="Nothing was changed.",
                next_step="Write it, or choose somebody.",
            )
        made = new_record(work, is_child=False)
        own_person(work, made, "Added by an officer beside a child.")
        keep_statement(work, made, "name", {key: part for key, part in name.items() if part})
        work.session.flush()
        return made
    own = own_record(work, person)
    if not name_said(work, [own]):
        links = linking.links_of_persons(work.session, linking.one_child(work.session, person))
        if known := name_said(work, [link.agency_person_id for link in links]):
            keep_statement(work, own, "name", known)
    work.session.flush()
    return own


def name_said(work: UnitOfWork, records: Sequence[UUID]) -> dict[str, Any]:
    """Give the name last said of these records, or nothing."""
    said = feeds.statements_of(work.session, list(records))
    names = [row.value for row in said if row.group == "name" and row.usable and row.value]
    return dict(names[-1]) if names else {}


def standing(work: UnitOfWork, record: UUID, other: UUID) -> Statement | None:
    """Give what stands of who the other record's person is to the first one's, as our officers said it."""
    (row,) = feeds.agency_persons(work.session, [other])
    said = [one for one in feeds.statements_of(work.session, [record]) if one.batch_id is None]
    replaced = {one.replaces for one in said}
    return next(
        (
            one
            for one in reversed(said)
            if one.group == "relation" and one.id not in replaced and one.value.get("other") == row.reference
        ),
        None,
    )


def _check(relation: str) -> None:
    if relation not in dict(codes("relation")):
        raise RefusedInput(
            "The desk knows no such relation.",
            kept="Nothing was changed.",
            next_step="Choose one of the list.",
        )


def _person_of(work: UnitOfWork, record: UUID) -> UUID:
    link = linking.live_link(work.session, record)
    if link is not None:
        return link.person_id
    (row,) = feeds.agency_persons(work.session, [record])
    if row.is_child:
        raise DeskError(
            "It is not decided yet who this child is.",
            kept="Nothing was changed.",
            next_step="Decide first under Same child? and then say who they are to each other.",
        )
    return own_person(work, record, "Needed as a person: an officer said whose family this is.")


def _record_named(work: UnitOfWork, record: UUID, reference: str) -> UUID | None:
    (row,) = feeds.agency_persons(work.session, [record])
    return feeds.references_known(work.session, row.organisation_id, [reference]).get(reference)
