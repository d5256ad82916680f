"""One child seen whole: opened with a log entry first, then every agency side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from app.access import Act, reason_code, require
from app.casefile.banner import Banner, banner
from app.casefile.case_records import CaseView, ShareShown, WithheldShown
from app.casefile.chronology import Happening, one_list
from app.casefile.columns import columns_of, disagreements_shown, settled_shown, table_of
from app.casefile.disagreeing import disagreements
from app.casefile.gathering import Gathered, gather, persons_of
from app.casefile.masking import is_masked
from app.clock import LONDON
from app.dates import from_value
from app.errors import RefusedInput
from app.people.families import FamilyMember, Relative, family_of
from app.people.naming import other_names
from app.people.wording import in_words
from app.unit_of_work import UnitOfWork
from app.vocabulary import words
from models import casefile
from models.database import DoorSession, driver


def open_case(work: UnitOfWork, person: UUID, *, reason: str = "") -> CaseView:
    """Open a child: the look is in the log before anything is given; persons joined as one child are one.

    ``reason`` is a code of the vocabulary's ``reason_to_look`` or its words; information governance must give one.
    Withheld addresses and their clues are not in what is given.
    """
    require(work, Act.OPEN_CHILD, reason=reason)
    persons = persons_of(work.session, person)
    work.record("open_child", persons=[one.id for one in persons], reason_code=reason_code(reason))
    return view_of(work.session, gather(work.session, persons), work.at)


def open_after(
    work: UnitOfWork, person: UUID, act: Callable[..., object], *args: Any, **named: Any
) -> CaseView:
    """Do an act about a child who is open, and show the child as it is then.

    The act's own entry in the log names the child, so the look that follows it needs none of its own.
    """
    require(work, Act.OPEN_CHILD, reason="after an act about the child")
    act(work, *args, **named)
    work.session.flush()
    return view_of(work.session, gather(work.session, persons_of(work.session, person)), work.at)


def show_withheld(work: UnitOfWork, person: UUID, reason: str) -> WithheldShown:
    """Show a child's withheld addresses, and the records that hold a clue to them, to whoever says why.

    ``reason`` as in ``open_case``, but never empty; asking is logged as an act of its own.
    """
    require(work, Act.OPEN_CHILD, reason=reason)
    code = reason_code(reason)
    if not code:
        raise RefusedInput(
            "A withheld address is shown only with a reason.",
            kept="Nothing was shown.",
            next_step="Choose why you need it.",
        )
    persons = persons_of(work.session, person)
    keys = [one.id for one in persons]
    work.record("show_withheld_address", persons=keys, groups=["address"], reason_code=code)
    gathered = gather(work.session, persons)
    masked = {one.id for one in gathered.shown if is_masked(one)}
    addresses = (
        (one.source.organisation_name, in_words(one.group, one.value, one.as_given), one.said_on)
        for one in gathered.front
        if one.id in masked
    )
    records = {row.id: row.text for row in gathered.told if gathered.clues.stands_in(row.text)}
    return WithheldShown(tuple(addresses), tuple(records.items()))


def view_of(session: DoorSession, gathered: Gathered, at: datetime) -> CaseView:
    """Make the case page out of what was gathered of a child."""
    settled = settled_on(gathered)
    by_officers = settled_shown(gathered)
    settled_groups = frozenset(one.group for one in by_officers)
    aliases = [name for one in gathered.front if one.group == "name" for name in other_names(dict(one.value))]
    aliases += [str(one.value.get("text", "")) for one in gathered.front if one.group == "alias"]
    found = disagreements(gathered.front, settled_groups, aliases)
    columns = columns_of(gathered, settled, found)
    cursor = driver(session)
    family = _family(cursor, gathered)
    return CaseView(
        person_id=gathered.persons[0].id,
        reference=gathered.persons[0].reference,
        other_references=tuple(one.reference for one in gathered.persons[1:]),
        as_of=at,
        banner=banner_of(gathered, at),
        columns=columns,
        table=table_of(columns, family, found),
        disagreements=disagreements_shown(gathered, found, settled),
        settled=by_officers,
        family=family,
        chronology=_chronology(gathered),
        shares=_shares(cursor, gathered),
        address_withheld=gathered.withheld,
    )


def settled_on(gathered: Gathered) -> frozenset[UUID]:
    """Give the statements on which officers settled."""
    return frozenset(one.statement_id or one.id for one in gathered.settlements)


def banner_of(gathered: Gathered, at: datetime) -> Banner:
    """Make the banner out of what was gathered of a child."""
    from_whom = tuple(gathered.clues.taken_out(one.from_whom) for one in gathered.withholdings)
    return banner(
        (*gathered.shown, *gathered.by_hand),
        settled_on(gathered),
        at.astimezone(LONDON).date(),
        from_whom if gathered.withheld else None,
    )


def _family(cursor: Any, gathered: Gathered) -> tuple[FamilyMember, ...]:
    others = {
        str(one.value["other"])
        for one in gathered.shown
        if one.group == "relation" and one.value.get("other")
    }
    if not others:
        return ()
    codes_of = {row.organisation: row.organisation_code for row in gathered.linked}
    rows = casefile.relatives(cursor, list(codes_of), sorted(others))
    known = {
        (codes_of[row.organisation], row.reference): Relative(
            gathered.clues.taken_out_of(row.name), row.person_reference
        )
        for row in rows
    }
    return family_of(gathered.shown, known)


def _chronology(gathered: Gathered) -> tuple[Happening, ...]:
    clues = gathered.clues
    return one_list(
        Happening(
            iso=row.date_iso,
            date=from_value(row.date),
            organisation=row.organisation_code,
            organisation_name=row.organisation_name,
            kind=row.kind,
            text=clues.taken_out(row.text),
            tag=row.tag,
            record=row.id,
            heard_at=row.heard_at,
            has_clue=clues.stands_in(row.text),
        )
        for row in gathered.told
    )


def _shares(cursor: Any, gathered: Gathered) -> tuple[ShareShown, ...]:
    rows = casefile.decided_shares(cursor, [one.id for one in gathered.persons])
    return tuple(
        ShareShown(
            row.reference, row.decision, words("decision", row.decision), ", ".join(row.to), row.decided_at
        )
        for row in rows
    )
