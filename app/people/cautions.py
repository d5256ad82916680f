"""What must be known before somebody knocks, and when is it to be looked at again?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.clock import LONDON
from app.dates import GivenDate, from_day
from app.errors import RefusedInput
from app.unit_of_work import Reader
from models import linking, people


@dataclass(frozen=True, slots=True)
class WarningDue:
    """A warning that stands and was to be reviewed by now: whose, and by which day."""

    statement: UUID
    person: UUID
    reference: str
    review: date


def warning_value(text: str, review: GivenDate | None, today: date) -> dict[str, Any]:
    """Make the value of a warning with the day by which it is looked at again; refused without either.

    A warning that nobody looks at again outlives its truth, so the day is needed and lies ahead.
    """
    if not text.strip():
        raise RefusedInput(
            "A warning says something.", kept="Nothing was changed.", next_step="Write what must be known."
        )
    day = review.exact if review is not None else None
    if day is None or day <= today:
        raise RefusedInput(
            "A warning needs a day, from tomorrow on, by which it is looked at again.",
            kept="Nothing was changed.",
            next_step="Say day, month and year.",
        )
    return {"text": text.strip(), "review": day.isoformat()}


def warnings_to_review(reader: Reader) -> tuple[WarningDue, ...]:
    """Give the warnings that stand and whose day has come, the one due first in front."""
    require(reader, Act.RECORD_ABOUT_CHILD)
    today = reader.at.astimezone(LONDON).date()
    rows = people.warnings_due(reader.session, today.isoformat())
    links = linking.live_links(reader.session, [row.agency_person_id for row in rows])
    ours = {
        row.id: row.reference
        for row in people.persons(reader.session, [link.person_id for link in links.values()])
    }
    return tuple(
        WarningDue(
            row.id, link.person_id, ours.get(link.person_id, ""), date.fromisoformat(row.value["review"])
        )
        for row in rows
        if (link := links.get(row.agency_person_id)) is not None
    )


def review_shown(due: WarningDue) -> str:
    """Say by which day a warning was to be reviewed."""
    return from_day(due.review).shown()
