"""Which bank holidays does the catalogue know? The file of them read into working days, or refused by entry."""

from __future__ import annotations

import datetime as dt

from app.sharing.catalogue_entries import Entry, Files
from app.sharing.working_days import SATURDAY, WorkingDays

FILE = "bank_holidays.toml"
MARKS = ("verified", "secondary", "known")


def read_working_days(files: Files) -> WorkingDays:
    """Read England's bank holidays.

    Refused by file and entry: a day that is none or lies in another year or on a weekend, a year that stands there
    twice, a mark that is none.
    """
    holidays: set[dt.date] = set()
    years: set[int] = set()
    for entry in files.entries(FILE, "year"):
        year = entry.whole("year")
        if year in years:
            raise entry.refused(f"{year} stands there twice")
        years.add(year)
        holidays.update(_day(entry, year, text) for text in entry.texts("days"))
        entry.text("source")
        if not set(entry.texts("marks")) <= set(MARKS):
            raise entry.refused(f"marks holds something that is none of {', '.join(MARKS)}")
        entry.done()
    return WorkingDays(frozenset(holidays), frozenset(years))


def _day(entry: Entry, year: int, text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise entry.refused(f"{text} is no day") from error
    if day.year != year or day.weekday() >= SATURDAY:
        raise entry.refused(f"{text} is no Monday to Friday of {year}")
    return day
