"""What our own officers know of a child: recorded as a statement of the council's own, corrected by a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.access import Act, require
from app.errors import DeskError, NotFound
from app.people.own_records import OWN as OWN
from app.people.own_records import check_said, keep_statement, own_record, settle_derived
from app.unit_of_work import UnitOfWork
from models import feeds, linking
from models.feeds import Statement

#: What may be taken back without anything in its place: several of these may stand, and none need.
TAKEN_BACK = ("warning", "note", "alias", "phone", "email", "relation", "interpreter")


def record_statement(
    work: UnitOfWork, person: UUID, group: str, value: dict[str, Any], *, said_on: str | None = None
) -> UUID:
    """Record what an officer knows of a person: a field group and its value; give the statement.

    It stands under the council's own record of the person, which is made with the first such statement. A number is
    checked as one from a file is; one that fails is kept, flagged, and not used for linking.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    check_said(group, value)
    record = own_record(work, person)
    statement = keep_statement(work, record, group, value, said_on=said_on)
    work.record("record_statement", persons=[person], things=[statement, record], groups=[group])
    settle_derived(work, [record])
    return statement


def correct_statement(work: UnitOfWork, statement: UUID, value: dict[str, Any]) -> UUID:
    """Put a new statement in front of one that an officer recorded; give the new one, the old one is kept.

    What an agency said is never corrected here: refused, with the way to settle it instead. Refused too where the
    statement was corrected already: the last word is the one to correct.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    old = ours_to_correct(work, statement)
    return _put_in_front(work, old, value, "correct_statement")


def take_back_statement(work: UnitOfWork, statement: UUID, *, because: str) -> UUID:
    """Say that something an officer recorded no longer holds, and why; what was recorded is kept and shown as replaced."""
    require(work, Act.RECORD_ABOUT_CHILD)
    old = ours_to_correct(work, statement)
    if old.group not in TAKEN_BACK:
        raise DeskError(
            "This cannot be taken back without something in its place.",
            kept="Nothing was changed.",
            next_step="Correct it: say what holds instead.",
        )
    if not because.strip():
        raise DeskError(
            "Taking something back needs a reason.",
            kept="It stands as it was recorded.",
            next_step="Say in a few words why it no longer holds.",
        )
    return _put_in_front(work, old, {"ended": because.strip()}, "take_back_statement")


def ours_to_correct(work: UnitOfWork, statement: UUID) -> Statement:
    """Give a statement that an officer may correct; refused for an agency's word and for one corrected already."""
    old = feeds.statement(work.session, statement)
    if old is None:
        raise NotFound("This statement is not kept here.", kept="Nothing was changed.")
    if old.officer_id is None:
        raise DeskError(
            "An agency said this, so it is not ours to correct.",
            kept="It stands as it was said.",
            next_step="Record what you know and settle on it, and tell the agency.",
        )
    own = feeds.statements_of(work.session, [old.agency_person_id])
    if any(row.replaces == old.id for row in own):
        raise DeskError(
            "This was corrected already.",
            kept="The correction stands.",
            next_step="Look at the page again and correct what stands now.",
        )
    return old


def _put_in_front(work: UnitOfWork, old: Statement, value: dict[str, Any], act: str) -> UUID:
    record, group = old.agency_person_id, old.group
    said_on = old.said_on if act == "correct_statement" else None
    new = keep_statement(work, record, group, value, said_on=said_on, replaces=old.id)
    link = linking.live_link(work.session, record)
    work.record(act, persons=[link.person_id] if link else [], things=[new, record], groups=[group])
    settle_derived(work, [record])
    return new
