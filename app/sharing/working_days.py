"""Which days are working days in England, when does one end, and which day lies so many months on?"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from app.clock import LONDON

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """England's bank holidays that fall on Monday to Friday, and the years for which they are known.

    Outside these years nothing is guessed: whoever asks is told that it is not known.
    """

    holidays: frozenset[dt.date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_working_day(self, day: dt.date) -> bool | None:
        """Say whether it is Monday to Friday and no bank holiday; nothing for a weekday of a year not in the table."""
        if day.weekday() >= SATURDAY:
            return False
        return day not in self.holidays if day.year in self.years else None

    def next_working_day(self, day: dt.date) -> dt.date | None:
        """Give the first working day after a day; nothing where the table does not reach."""
        after = day + ONE_DAY
        while (works := self.is_working_day(after)) is False:
            after += ONE_DAY
        return after if works else None

    def close_of_business(self, at: dt.datetime, close: dt.time) -> dt.datetime | None:
        """Give the close of the working day of a moment: after close, or on a day off, of the next working day.

        The answer is in English local time. Nothing where the table does not reach (domain-and-law, section 6.0 c).
        """
        local = at.astimezone(LONDON)
        day: dt.date | None = local.date()
        works = self.is_working_day(local.date())
        if works is None:
            return None
        if not works or local.time() > close:
            day = self.next_working_day(local.date())
        return None if day is None else dt.datetime.combine(day, close, LONDON)


def next_weekday(day: dt.date) -> dt.date:
    """Give the first Monday to Friday after a day: no working day comes sooner, whatever the bank holidays are."""
    after = day + ONE_DAY
    while after.weekday() >= SATURDAY:
        after += ONE_DAY
    return after


def months_after(day: dt.date, months: int) -> dt.date:
    """Give the same day so many months on; from the 29th to 31st the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
