"""Which day does a text mean, and how sure is that? Pure: today's date is given, nothing is guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.dates import ESTIMATED, EXACT, MONTH, PLACEHOLDER, UNREADABLE, YEAR, GivenDate

#: How a layout may say that its dates are written; a time of day may follow each.
FORMS = (
    "dd/mm/yyyy",
    "dd/mm/yy",
    "dd.mm.yyyy",
    "dd.mm.yy",
    "mm/dd/yyyy",
    "mm/dd/yy",
    "yyyy-mm-dd",
    "yyyy-Mon-dd",
    "yyyymmdd",
    "dd Mon yyyy",
    "dd Mon yy",
    "dd-Mon-yyyy",
    "dd-Mon-yy",
    "ddd dd Mon yyyy",
    "ddd dd/mm/yyyy",
)
_TIMES = ("", " HH:MM", " HH:MM:SS")
KNOWN_FORMS = frozenset(form + time for form in FORMS for time in _TIMES)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.I)
_TIME = re.compile(r"[ T](\d{1,2}):(\d{2})(:\d{2}(\.\d+)?)?Z?$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_NAMED = re.compile(r"(\d{4})[- ]([A-Za-z]{3,9})[- ](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?:of )?([A-Za-z]{3,9})\.?,?[-/. ]+(\d{2}|\d{4})", re.I)
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})[-/ ]+(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})")
_EXPECTED = re.compile(r"(?:EDD|E\.D\.D\.|due|expected)\s*:?\s*(.+)", re.I)


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date as read: ``usable`` for linking or not, and ``why`` it was flagged (empty when it was not)."""

    date: GivenDate
    usable: bool = True
    why: str = ""

    @property
    def value(self) -> dict[str, Any]:
        """The JSON value for a statement."""
        return self.date.to_value()


@dataclass(frozen=True, slots=True)
class DateRules:
    """How the dates of one column are to be read.

    ``forms`` are those that the layout names; ``month_first_seen`` says that the column holds a date that can only be
    month first, so that every other one that may be turned is in doubt.
    """

    forms: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    month_first_seen: bool = False
    of_birth: bool = False
    may_lie_ahead: bool = False

    @property
    def month_first(self) -> bool:
        """Whether the layout says that the month stands first."""
        return any(form.startswith("mm/dd") for form in self.forms)

    @property
    def short_years(self) -> bool:
        """Whether the layout expects years of two figures, or says nothing of them."""
        return not self.forms or any(
            re.search(r"(?<!y)yy(?!y)", form) or not form.startswith(("dd/", "mm/", "dd."))
            for form in self.forms
        )


@dataclass(frozen=True, slots=True)
class _Parts:
    year: int
    month: int | None
    day: int | None
    turned: bool = False
    may_turn: bool = False
    short_year: bool = False


def read_date(text: str, rules: DateRules, today: date) -> DateRead:
    """Read one date; a text that is no date is kept as given with ``usable`` false and the reason."""
    given = " ".join(text.split())
    if given in rules.placeholders:
        return _placeholder(given, rules, today)
    weekday = _WEEKDAY.match(given)
    bare = given[weekday.end() :] if weekday else given
    time = _TIME.search(bare)
    parts = _parts(bare[: time.start()] if time else bare, rules, today)
    if isinstance(parts, str):
        return DateRead(GivenDate(precision=UNREADABLE, as_given=given), False, parts)
    if parts.month is None or parts.day is None:
        precision = YEAR if parts.month is None else MONTH
        return DateRead(GivenDate(parts.year, parts.month, None, precision, given), True, "")
    try:
        day = date(parts.year, parts.month, parts.day)
    except ValueError:
        return DateRead(
            GivenDate(precision=UNREADABLE, as_given=given), False, "This day does not exist in the calendar."
        )
    why = _doubt(parts, rules) or _range(day, rules, today)
    kept = given if why or (time and time[0].strip(" T0:.Z")) else ""
    if why and (parts.turned or (parts.may_turn and rules.month_first_seen)):
        return DateRead(GivenDate(precision=UNREADABLE, as_given=given), False, why)
    if why and ((day > today and rules.of_birth) or day.year < 1900):
        return DateRead(GivenDate(day.year, day.month, day.day, UNREADABLE, given), False, why)
    if not why and weekday and _DAYS[day.weekday()] != weekday.group(1)[:3].lower():
        why = "The day of the week does not fit the date."
        return DateRead(GivenDate(day.year, day.month, day.day, ESTIMATED, given), not rules.of_birth, why)
    return DateRead(GivenDate(day.year, day.month, day.day, EXACT, kept), True, why)


def _placeholder(given: str, rules: DateRules, today: date) -> DateRead:
    parts = _parts(given, rules, today)
    why = "This date stands for a date that is not known."
    if isinstance(parts, str):
        return DateRead(GivenDate(precision=PLACEHOLDER, as_given=given), False, why)
    return DateRead(GivenDate(parts.year, parts.month, parts.day, PLACEHOLDER, given), False, why)


def _doubt(parts: _Parts, rules: DateRules) -> str:
    if parts.turned:
        return "This date can only be read with the month first, which the layout does not say."
    if parts.may_turn and rules.month_first_seen:
        return "Some dates of this column stand month first, so this one may mean two days."
    if parts.short_year and not rules.short_years:
        return "The year has two figures where four are expected."
    return ""


def _range(day: date, rules: DateRules, today: date) -> str:
    if day.year < 1900:
        return "This date lies before 1900."
    if day > today and not rules.may_lie_ahead:
        return "This date lies in the future."
    return ""


def _parts(bare: str, rules: DateRules, today: date) -> _Parts | str:
    """Take a text without weekday and time apart, or say why it is no date."""
    if match := _ISO.fullmatch(bare):
        return _Parts(int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_NAMED.fullmatch(bare):
        month = _month(match[2])
        return (
            _Parts(int(match[1]), month, int(match[3])) if month else "This is no date: the month is unknown."
        )
    if match := _NAMED.fullmatch(bare):
        month = _month(match[2])
        if not month:
            return "This is no date: the month is unknown."
        return _Parts(_full_year(match[3], today, rules), month, int(match[1]))
    if match := _MONTH_YEAR.fullmatch(bare):
        month = _month(match[1])
        return _Parts(int(match[2]), month, None) if month else "This is no date: the month is unknown."
    if match := _NUMBERS.fullmatch(bare):
        return _from_numbers(match, rules, today)
    return _from_digits(bare)


def _from_digits(bare: str) -> _Parts | str:
    if re.fullmatch(r"(19|20)\d{6}", bare):
        return _Parts(int(bare[:4]), int(bare[4:6]), int(bare[6:]))
    if re.fullmatch(r"(19|20)\d{2}", bare):
        return _Parts(int(bare), None, None)
    if re.fullmatch(r"\d{4,5}(\.\d+)?", bare):
        return "This number may be a day counted by a spreadsheet; it is not guessed."
    return "This is no date."


def _from_numbers(match: re.Match[str], rules: DateRules, today: date) -> _Parts | str:
    first, second = int(match[1]), int(match[2])
    year, short = _full_year(match[3], today, rules), len(match[3]) == 2
    day, month = (second, first) if rules.month_first else (first, second)
    if month > 12 and 1 <= day <= 12:
        return _Parts(year, day, month, turned=True, short_year=short)
    may_turn = 1 <= day <= 12 and 1 <= month <= 12 and day != month
    return _Parts(year, month, day, may_turn=may_turn, short_year=short)


def _month(name: str) -> int | None:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def _full_year(text: str, today: date, rules: DateRules) -> int:
    """Read a year of two figures as the latest one that is not ahead (a year ahead for what may lie ahead)."""
    year = int(text)
    if len(text) == 4:
        return year
    latest = today.year + (1 if rules.may_lie_ahead else 0)
    century = latest - latest % 100
    return century + year if century + year <= latest else century - 100 + year


def month_first_stands(texts: Iterable[str]) -> bool:
    """Say whether any of a column's texts is a date that can only be month first, such as 12/25/2013."""
    for text in texts:
        match = _NUMBERS.match(text.strip())
        if match and int(match[2]) > 12 and 1 <= int(match[1]) <= 12 and int(match[2]) <= 31:
            return True
    return False


def expected_in(text: str) -> str:
    """Give the date text of an expected birth, such as ``22/01/27`` of ``EDD 22/01/27``, or an empty text."""
    match = _EXPECTED.fullmatch(text.strip())
    return match[1].strip() if match else ""


_UNITS = {"m": "months", "w": "weeks", "d": "days", "y": "years"}
_AGE = re.compile(
    r"(?P<about>approx\.?|about|around|abt\.?|circa|c\.?|~)?\s*(?P<number>\d{1,3})\s*"
    r"(?P<unit>years?|yrs?|y/?o|y|months?|mths?|mos?|m|weeks?|wks?|w|days?)?(?:\s+old)?\.?\s*(?P<claimed>claimed|est\.?|approx\.?)?",
    re.I,
)


def read_age(text: str) -> dict[str, Any] | None:
    """Read an age into ``{text, years, months, estimated}``; None when no number can be taken from it safely.

    ``10 MTHS`` has months, ``APPROX 40`` and ``16 CLAIMED`` are estimated, ``30S``, ``45-50`` and ``UNBORN`` give None.
    """
    given = " ".join(text.split())
    match = _AGE.fullmatch(given)
    if not match:
        return None
    number, unit = int(match["number"]), _UNITS[(match["unit"] or "y")[0].lower()]
    value: dict[str, Any] = {"text": given}
    if unit == "years":
        if number > 120:
            return None
        value["years"] = number
    elif unit == "months":
        value["months"] = number
    else:
        value["months"] = 0 if unit == "days" or number < 5 else number * 12 // 52
    if match["about"] or match["claimed"]:
        value["estimated"] = True
    return value
