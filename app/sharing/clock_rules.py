"""Was it told or recorded in time: by the next working day, before school starts?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.clock import LONDON
from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.working_days import next_weekday


def fgm_not_notified(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A12: a professional knows of FGM, the next working day is over, and the police were not notified.

    Somebody of the same profession who has notified already is enough.
    """
    act = facts.act
    done_by_another = bool(act.already_notified_by.strip()) and act.same_profession
    if facts.as_of is None or act.police_notified_on is not None or done_by_another:
        return
    discovered = act.discovered_on or facts.date
    yield from _after_next_working_day(discovered, facts.as_of, catalogue)


def notice_not_shown(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """A13: the safeguarding lead had not seen a police notice when the next school day started."""
    starts, shown = facts.act.next_school_day_starts, facts.act.shown_to_dsl_at
    seen = shown or facts.as_of
    if starts is not None and seen is not None and seen >= starts:
        yield found()


def recorded_late(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """K05: it was saved after the first working day that follows the day it happened."""
    if facts.happened_at is not None and facts.saved_at is not None:
        yield from _after_next_working_day(_day(facts.happened_at), facts.saved_at, catalogue)


def _after_next_working_day(day: dt.date, moment: dt.datetime, catalogue: Catalogue) -> Iterator[Finding]:
    """Speak when the moment lies after the next working day, or when that day is not in the table and it may."""
    when = _day(moment)
    if when <= next_weekday(day):
        return
    last = catalogue.working_days.next_working_day(day)
    if last is None:
        yield found("no calendar", year=str(day.year))
    elif when > last:
        yield found()


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(LONDON).date()


RULES: dict[str, Rule] = {
    "A12": fgm_not_notified,
    "A13": notice_not_shown,
    "K05": recorded_late,
}
