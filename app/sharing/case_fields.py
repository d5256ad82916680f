"""What does one cell of a judging file hold? Texts, days, times, codes and JSON, read or refused in one sentence.

A refusal names the column and the place in it, never what stands there, so that it holds nobody's data.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Container, Iterable, Mapping
from typing import Any, NoReturn

from app.clock import LONDON

#: Days are kept off both ends of the calendar, so that a rule can count years and working days on from them.
EARLIEST, LATEST = dt.date(1000, 1, 1), dt.date(9000, 1, 1)
MOST = 1_000_000
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
ENTRY = re.compile(r"entry [0-9]+")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


class CaseError(Exception):
    """A row that cannot be read: which column, and what is wrong with it."""

    def __init__(self, column: str, wrong: str) -> None:
        self.column = column
        super().__init__(f"{column}: {wrong}")


def read_day(text: str) -> dt.date:
    """Read a day such as 2026-11-03; anything else is a ``ValueError``."""
    if not DAY.fullmatch(text):
        raise ValueError
    return min(max(dt.date.fromisoformat(text), EARLIEST), LATEST)


def read_time(text: str) -> dt.datetime:
    """Read a local time of England such as 2026-11-03T16:00; anything else is a ``ValueError``."""
    if not TIME.fullmatch(text):
        raise ValueError
    at = dt.datetime.fromisoformat(text)
    return dt.datetime.combine(read_day(text[:10]), at.time(), LONDON)


def entries(text: str) -> tuple[str, ...]:
    """Give the entries of a list: parted by semicolons, blanks around them and empty ones dropped."""
    return tuple(entry for part in text.split(";") if (entry := part.strip()))


def read_json(column: str, text: str, kind: type, words: str) -> Any:
    """Read the JSON of a cell; an empty cell is an empty object or array, another kind is refused."""
    if not text or text.isspace():
        return kind()
    try:
        value = json.loads(text, parse_constant=_no_number, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError):
        raise CaseError(column, "the JSON cannot be read") from None
    if not isinstance(value, kind):
        raise CaseError(column, f"this must be {words}")
    return value


def _no_number(_: str) -> NoReturn:
    raise ValueError


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError
    return read


class Fields:
    """One JSON object of a column; every key that is asked for is ticked off, and ``done`` refuses what is left.

    A key that is missing, or ``null``, counts as silence.
    """

    __slots__ = ("_left", "_values", "column", "path")

    def __init__(self, column: str, values: Mapping[str, Any], path: str = "") -> None:
        self.column = column
        self.path = path
        self._values = values
        self._left = set(values)

    def __bool__(self) -> bool:
        return bool(self._values)

    def refuse(self, key: str, wrong: str) -> CaseError:
        """Make the error about one key of this object."""
        return CaseError(self.column, " ".join(word for word in (self.path, key, wrong) if word))

    def flag(self, key: str, silent: bool = False) -> bool:
        """Read true or false."""
        value = self.maybe_flag(key)
        return silent if value is None else value

    def maybe_flag(self, key: str) -> bool | None:
        """Read true or false; nothing where the object is silent."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            raise self.refuse(key, "must be true or false")
        return value

    def text(self, key: str) -> str:
        """Read a text."""
        value = self._take(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.refuse(key, "must be a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read an array of texts."""
        values = self._array(key)
        if not all(isinstance(value, str) for value in values):
            raise self.refuse(key, "must be an array of texts")
        return tuple(values)

    def number(self, key: str) -> float | None:
        """Read a number that is not below nought."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(key, "must be a number")
        if not 0 <= value <= MOST:
            raise self.refuse(key, f"must be a number from 0 to {MOST}")
        return value

    def whole(self, key: str, silent: int = 0, most: int = MOST) -> int:
        """Read a whole number that is not below nought."""
        value = self.maybe_whole(key)
        if value is not None and value > most:
            raise self.refuse(key, f"must be a number from 0 to {most}")
        return silent if value is None else value

    def maybe_whole(self, key: str) -> int | None:
        """Read a whole number; nothing where the object is silent."""
        value = self.number(key)
        if value is None:
            return None
        if int(value) != value:
            raise self.refuse(key, "must be a whole number")
        return int(value)

    def day(self, key: str) -> dt.date | None:
        """Read a day."""
        text = self.text(key)
        try:
            return read_day(text) if text else None
        except ValueError:
            raise self.refuse(key, "is no date such as 2026-11-03") from None

    def time(self, key: str) -> dt.datetime | None:
        """Read a time."""
        text = self.text(key)
        try:
            return read_time(text) if text else None
        except ValueError:
            raise self.refuse(key, "is no time such as 2026-11-03T16:00") from None

    def code(self, key: str, known: Container[str], silent: str = "") -> str:
        """Read a code."""
        text = self.text(key)
        if text and text not in known:
            raise self.refuse(key, "is an unknown code")
        return text or silent

    def codes(self, key: str, known: Container[str]) -> tuple[str, ...]:
        """Read an array of codes."""
        codes = self.texts(key)
        for number, code in enumerate(codes, start=1):
            if code not in known:
                raise self.refuse(key, f"entry {number} is an unknown code")
        return codes

    def has(self, key: str) -> bool:
        """Say whether anything stands under a key."""
        return self._values.get(key) is not None

    def raw(self, key: str) -> Any:
        """Give what stands under a key, whatever it is."""
        return self._take(key)

    def fields(self, key: str) -> Fields:
        """Read an object; an empty one where this object is silent."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            raise self.refuse(key, "must be an object")
        return Fields(self.column, value or {}, f"{self.path} {key}".strip())

    def list_of(self, key: str) -> tuple[Fields, ...]:
        """Read an array of objects."""
        return objects(self.column, self._array(key), f"{self.path} {key}".strip())

    def names(self) -> Iterable[str]:
        """Give the keys of an object whose keys are codes, and tick them all off."""
        self._left.clear()
        return self._values

    def done(self) -> None:
        """Refuse a key that nobody asked for."""
        if self._left:
            key = min(self._left)
            inside = "" if not self.path or ENTRY.fullmatch(self.path) else f" in {self.path}"
            wrong = f"unknown key {key}" if NAME.fullmatch(key) else "a key that is no name"
            raise CaseError(self.column, wrong + inside)

    def _take(self, key: str) -> Any:
        self._left.discard(key)
        return self._values.get(key)

    def _array(self, key: str) -> list[Any]:
        value = self._take(key)
        if value is not None and not isinstance(value, list):
            raise self.refuse(key, "must be an array")
        return value or []


def objects(column: str, values: Iterable[Any], path: str = "") -> tuple[Fields, ...]:
    """Read the entries of an array, each of which must be an object."""
    found = []
    for number, value in enumerate(values, start=1):
        place = f"{path} entry {number}".strip()
        if not isinstance(value, dict):
            raise CaseError(column, f"{place} must be an object")
        found.append(Fields(column, value, place))
    return tuple(found)
