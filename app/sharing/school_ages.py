"""When does somebody's compulsory school age begin and end, and how old were they when the school year began?"""

from __future__ import annotations

import datetime as dt

from app.dates import age_on
from app.sharing.law import AFTER_SCHOOL, BEFORE_SCHOOL, OF_SCHOOL_AGE

FRIDAY = 4
FIRST_DAYS = ((3, 31), (8, 31), (12, 31))


def school_age(born: dt.date, day: dt.date) -> str:
    """Say whether somebody is before, of or after compulsory school age on a day (domain-and-law, 6.0 e)."""
    if day < first_school_day(born):
        return BEFORE_SCHOOL
    return OF_SCHOOL_AGE if day <= last_school_day(born) else AFTER_SCHOOL


def first_school_day(born: dt.date) -> dt.date:
    """Give the first 31 March, 31 August or 31 December on or after the fifth birthday."""
    fifth = _birthday(born, 5)
    return next(day for month, last in FIRST_DAYS if (day := dt.date(fifth.year, month, last)) >= fifth)


def last_school_day(born: dt.date) -> dt.date:
    """Give the last Friday in June of the school year in which somebody turns 16."""
    sixteenth = _birthday(born, 16)
    end = dt.date(sixteenth.year + (sixteenth.month >= 9), 6, 30)
    return end - dt.timedelta(days=(end.weekday() - FRIDAY) % 7)


def academic_age(born: dt.date, day: dt.date) -> int:
    """Give the completed years on the last 31 August before the day, on which a school year ended."""
    ended = dt.date(day.year if day > dt.date(day.year, 8, 31) else day.year - 1, 8, 31)
    return age_on(born, ended)


def _birthday(born: dt.date, years: int) -> dt.date:
    """Give a birthday; who was born on 29 February has it on 1 March in a common year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return dt.date(born.year + years, 3, 1)
