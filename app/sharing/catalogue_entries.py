"""What one entry of a catalogue file holds, refused by file and entry when it does not hold it."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from typing import Any

from app.errors import RefusedInput

SCHEMA = "mash-desk/law/1"


class CatalogueRefused(RefusedInput):
    """A catalogue file is not what the desk can judge by."""


def refuse(file: str, entry: str, what: str) -> CatalogueRefused:
    """Make the refusal that names the file and the entry."""
    return CatalogueRefused(
        f"The catalogue of law cannot be used: {file}, {entry}: {what}.",
        kept="Nothing was judged and nothing was changed.",
        next_step="Mend the entry, or put back the file that came with MASH Desk.",
    )


class Entry:
    """One table of a file; every key that is asked for is ticked off, and what is left over is refused."""

    def __init__(self, file: str, kind: str, table: dict[str, Any]) -> None:
        self._file = file
        self._table = table
        self._left = set(table)
        named = (
            table.get("id")
            or table.get("code")
            or table.get("speaks")
            or table.get("name")
            or "without a name"
        )
        self.name = f"{kind} {named}"

    def text(self, key: str, *, may_be_empty: bool = False) -> str:
        """Give a text that must be there."""
        value = self._value(key, str)
        if not value.strip() and not may_be_empty:
            raise self.refused(f"{key} is empty")
        return str(value)

    def optional(self, key: str) -> str:
        """Give a text, or an empty one where the key is missing."""
        return self.text(key) if key in self._table else ""

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """Give a text that is one of the allowed ones."""
        value = self.text(key)
        if value not in allowed:
            raise self.refused(f"{key} is {value}, which is none of {', '.join(allowed)}")
        return value

    def has(self, key: str) -> bool:
        """Say whether the entry holds the key."""
        return key in self._table

    def flag(self, key: str) -> bool:
        """Give a yes or no."""
        return bool(self._value(key, bool))

    def whole(self, key: str) -> int:
        """Give a whole number."""
        return int(self._value(key, int))

    def optional_whole(self, key: str) -> int | None:
        """Give a whole number, or nothing where the key is missing."""
        return self.whole(key) if key in self._table else None

    def day(self, key: str) -> dt.date:
        """Give a calendar day."""
        return dt.date.fromisoformat(str(self._value(key, dt.date)))

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; it may be empty but not missing."""
        values = self._value(key, list)
        if not all(isinstance(value, str) for value in values):
            raise self.refused(f"{key} holds something that is no text")
        return tuple(values)

    def entries(self, key: str) -> Iterator[Entry]:
        """Give the tables of a list, one entry each; none where the key is missing."""
        self._left.discard(key)
        for table in self._table.get(key, []):
            yield Entry(self._file, f"{self.name}, {key}", table)

    def done(self) -> None:
        """Refuse the entry when it holds a key that nobody asked for."""
        if self._left:
            raise self.refused(f"unknown key {', '.join(sorted(self._left))}")

    def refused(self, what: str) -> CatalogueRefused:
        """Make the refusal of this entry."""
        return refuse(self._file, self.name, what)

    def _value(self, key: str, kind: type) -> Any:
        self._left.discard(key)
        if key not in self._table:
            raise self.refused(f"{key} is missing")
        value = self._table[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.refused(f"{key} is of the wrong kind")
        return value


class Files:
    """The catalogue files by name, each parsed and of the schema this program reads."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._tables = {name: _parsed(name, text) for name, text in texts.items()}

    def entries(self, file: str, kind: str) -> Iterator[Entry]:
        """Give the entries of one kind in the order of the file."""
        for table in self.table(file).get(kind, []):
            yield Entry(file, kind, table)

    def whole(self, file: str) -> Entry:
        """Give a file that is one entry."""
        return Entry(file, "the file", self.table(file))

    def table(self, file: str) -> dict[str, Any]:
        """Give the parsed file."""
        if file not in self._tables:
            raise refuse(file, "the file", "it is missing")
        return self._tables[file]


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refuse(name, "the file", f"it is not readable as TOML ({error})") from error
    if table.get("schema") != SCHEMA:
        raise refuse(name, "the file", f"its schema is {table.get('schema', 'missing')}, not {SCHEMA}")
    return table
