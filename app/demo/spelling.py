"""How a name or an address is spelt by systems that lack letters or like capitals."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from anyascii import anyascii

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_CUT_SHORT = {
    " ROAD": " RD", " STREET": " ST", " AVENUE": " AVE", " CLOSE": " CL", " GARDENS": " GDNS", " LANE": " LN",
    " PLACE": " PL", " COURT": " CT", " TERRACE": " TER", " DRIVE": " DR",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def capitals(text: str) -> str:
    """Write in plain capitals, as police systems do."""
    return anyascii(text).upper()


@lru_cache(maxsize=50_000)
def windows(text: str) -> str:
    """Replace the letters that Windows-1252 lacks by the nearest plain ones."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return "".join(letter if _has(letter) else anyascii(letter) for letter in text)
    return text


def cut_short(address: str) -> str:
    """Write an address in capitals with the last words of streets cut short."""
    text = capitals(address)
    for word, short in _CUT_SHORT.items():
        if word in text:
            return text.replace(word, short)
    return text


def british(day: date, *, short_year: bool = False) -> str:
    """Write a day as ``08/03/2022`` or ``08/03/22``."""
    year = f"{day.year % 100:02d}" if short_year else f"{day.year:04d}"
    return f"{day.day:02d}/{day.month:02d}/{year}"


def with_weekday(day: date, turn: int) -> str:
    """Write a day with the name of the day, in one of four forms that nurses use by turns."""
    name, month = DAYS[day.weekday()], MONTHS[day.month - 1]
    forms = (
        f"{name[:3]} {day.day:02d} {month[:3]} {day.year}",
        f"{name} {day.day} {month} {day.year}",
        f"{name[:3]} {british(day)}",
        f"{name[:3]}, {day.day:02d} {month[:3]} {day.year % 100:02d}",
    )
    return forms[turn % 4]


def wrong_postcode(postcode: str) -> str:
    """Change the last two letters of a postcode over, or the last one where they are equal."""
    if postcode[-1] != postcode[-2]:
        return postcode[:-2] + postcode[-1] + postcode[-2]
    return postcode[:-1] + ("B" if postcode[-1] == "A" else "A")


def _has(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
