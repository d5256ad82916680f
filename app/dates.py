"""What is known of a person's date when some of it is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.clock import LONG_MONTHS, MONTHS

EXACT, ESTIMATED, MONTH, YEAR, PLACEHOLDER, UNREADABLE = (
    "exact",
    "estimated",
    "month",
    "year",
    "placeholder",
    "unreadable",
)


@dataclass(frozen=True, slots=True)
class GivenDate:
    """A date as it was given: any of year, month and day may be missing; nothing is rounded.

    ``precision`` is exact, estimated, month, year, placeholder (a stand-in such as 1 January 1900) or unreadable (only
    ``as_given`` is known). ``as_given`` is the text from which it was read, kept even when it was read.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    precision: str = EXACT
    as_given: str = ""

    @property
    def exact(self) -> date | None:
        """The calendar day, when day, month and year are all known and are no placeholder."""
        if self.precision in (PLACEHOLDER, UNREADABLE):
            return None
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def to_value(self) -> dict[str, Any]:
        """Give the JSON value kept in a statement; what is unknown is left out."""
        parts = {"year": self.year, "month": self.month, "day": self.day}
        value: dict[str, Any] = {key: part for key, part in parts.items() if part is not None}
        value["precision"] = self.precision
        if self.as_given:
            value["as_given"] = self.as_given
        return value

    def iso(self) -> str:
        """Write what is known: ``2019-03-12``, ``2019-03``, ``2019`` or an empty text."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def shown(self) -> str:
        """Say it on screen: ``12-Mar-2019``, ``Mar-2019``, ``2019``, ``about 2019`` or the text as given."""
        return self._say("-", MONTHS, 2)

    def on_paper(self) -> str:
        """Say it on paper: ``12 March 2019``."""
        return self._say(" ", LONG_MONTHS, 1)

    def _say(self, joint: str, months: tuple[str, ...], width: int) -> str:
        if self.precision == UNREADABLE or self.year is None:
            return self.as_given or "unknown"
        parts = [str(self.year)]
        if self.month is not None:
            parts.insert(0, months[self.month - 1])
            if self.day is not None:
                parts.insert(0, f"{self.day:0{width}d}")
        said = joint.join(parts)
        if self.precision == PLACEHOLDER:
            return f"{said} (stands for unknown)"
        return f"about {said}" if self.precision == ESTIMATED else said


def from_value(value: dict[str, Any] | None) -> GivenDate:
    """Read what ``GivenDate.to_value`` gave; ``None`` gives an unknown date."""
    if not value:
        return GivenDate(precision=UNREADABLE)
    return GivenDate(
        year=value.get("year"),
        month=value.get("month"),
        day=value.get("day"),
        precision=value.get("precision", EXACT),
        as_given=value.get("as_given", ""),
    )


def from_day(day: date, as_given: str = "") -> GivenDate:
    """Make an exact date of a calendar day."""
    return GivenDate(day.year, day.month, day.day, EXACT, as_given)


def age_on(born: date, day: date) -> int:
    """Count completed years on ``day``.

    Who is born on 29 February turns a year older on 1 March in common years (domain-and-law, section 6.0 e).
    """
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (0 if had_birthday else 1)
