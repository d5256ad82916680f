"""Which decisions and which warnings wait to be looked at again, by when, and what has been answered since?"""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from app.access import Act, may
from app.clock import LONDON
from app.frontdoor.rows import NAMELESS, WorkRow, agency_person_names, children_of_shares, recipient
from app.people.cautions import warnings_to_review
from app.sharing.afterwards import emergencies_to_review
from app.unit_of_work import Reader
from models import feeds, sharing


def emergency_rows(reader: Reader) -> list[WorkRow]:
    """List the emergencies that wait for a manager's review, for those who may review and did not decide them."""
    if not may(reader.officer, Act.APPROVE_AS_SECOND):
        return []
    waiting = [each for each in emergencies_to_review(reader) if each.may_review]
    shares = {each.reference: sharing.share_referenced(reader.session, each.reference) for each in waiting}
    names = children_of_shares(reader, [row for row in shares.values() if row is not None])
    rows = []
    for each in waiting:
        row = shares[each.reference]
        if row is not None:
            rows.append(
                WorkRow(
                    what=names[row.id],
                    second=each.reference,
                    act="Review what was shared in an emergency",
                    kind="emergency",
                    due=each.due,
                    late=each.due is not None and each.due < reader.at,
                    place="papers",
                    key=each.reference,
                )
            )
    return rows


def deferred_rows(reader: Reader) -> list[WorkRow]:
    """List the decisions put off to a day, for those who may decide; the one due first stands first.

    Once every child of one has been decided about since, with the same organisation, it is answered and left out.
    """
    if not may(reader.officer, Act.DECIDE_SHARE):
        return []
    waiting = [row for row in sharing.deferred(reader.session) if not _answered(reader, row)]
    names = children_of_shares(reader, waiting)
    rows = []
    for row in waiting:
        late = row.review_at is not None and row.review_at < reader.at
        with_whom = f" with {recipient(row)}" if recipient(row) else ""
        rows.append(
            WorkRow(
                what=names[row.id],
                second=row.reference,
                act=f"Decide again whether to share{with_whom}",
                kind="review",
                due=row.review_at,
                late=late,
                place="papers",
                key=row.reference,
            )
        )
    return rows


def warning_rows(reader: Reader) -> list[WorkRow]:
    """List the warnings whose day to be looked at again has passed, for those who may record; the oldest first.

    What a warning says is not on the list: it is read on the page of the one whom it is about.
    """
    if not may(reader.officer, Act.RECORD_ABOUT_CHILD):
        return []
    due = warnings_to_review(reader)
    about = {one.statement: feeds.statement(reader.session, one.statement) for one in due}
    records = {key: row.agency_person_id for key, row in about.items() if row is not None}
    names = agency_person_names(reader, list(records.values()))
    return [
        WorkRow(
            what=names.get(records.get(one.statement, one.person), NAMELESS),
            second=one.reference,
            act="Review a warning: does it still hold?",
            kind="warning",
            due=datetime.combine(one.review, time(23, 59), LONDON),
            late=True,
            place="about",
            key=str(one.person),
        )
        for one in due
    ]


def _answered(reader: Reader, deferral: sharing.Share) -> bool:
    if deferral.decided_at is None:
        return False
    persons = _about(reader, deferral.id)
    since = sharing.decided_since(reader.session, sorted(persons), deferral.decided_at)
    decided = [_about(reader, row.id) for row in since if recipient(row) == recipient(deferral)]
    return persons <= set().union(*decided)


def _about(reader: Reader, share: UUID) -> set[UUID]:
    return {about.person_id for about in sharing.about_of(reader.session, share)}
