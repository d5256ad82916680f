"""What an officer was typing: kept in the encrypted store within a second, and there again after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.access import Act, require
from app.unit_of_work import Reader, UnitOfWork
from models import desk


@dataclass(frozen=True)
class DraftShown:
    """One unfinished form: which, about what, its title, when it was saved, and what stood in it."""

    form: str
    about: str
    title: str
    saved_at: datetime
    value: Mapping[str, Any]


def save_draft(work: UnitOfWork, form: str, about: str, title: str, value: Any) -> datetime:
    """Keep what stands in a form; one row a form, officer and thing, outside the log by name."""
    require(work, Act.USE_OWN_DESK)
    row = desk.draft_row(work.session, work.officer.id, form, about)
    if row is None:
        row = desk.Draft(officer_id=work.officer.id, form=form, about=about)
        work.session.add(row)
    row.title, row.value, row.saved_at = title, value, work.at
    work.session.flush()
    work.topics.add("drafts")
    return work.at


def finish_draft(work: UnitOfWork, form: str, about: str) -> None:
    """Erase a draft whose form is finished or given up."""
    require(work, Act.USE_OWN_DESK)
    desk.erase_draft(work.session, work.officer.id, form, about)
    work.session.flush()
    work.topics.add("drafts")


def my_drafts(reader: Reader) -> tuple[DraftShown, ...]:
    """Give one's own unfinished forms, the newest first."""
    rows = desk.drafts_of(reader.session, reader.officer.id)
    return tuple(DraftShown(r.form, r.about, r.title, r.saved_at, r.value) for r in rows)


def my_draft(reader: Reader, form: str, about: str) -> DraftShown | None:
    """Give one's own draft of one form."""
    row = desk.draft_row(reader.session, reader.officer.id, form, about)
    return DraftShown(row.form, row.about, row.title, row.saved_at, row.value) if row else None
