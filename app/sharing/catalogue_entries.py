"""What one entry of a catalogue file holds, refused by file and entry when it does not hold it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import Any, TypeVar

from app.errors import RefusedInput

SCHEMA = "mash-desk/law/1"
Record = TypeVar("Record")
HEADER = re.compile(r"\[\[?([\w.]+)\]\]?\s*(?:#.*)?$")


class CatalogueRefused(RefusedInput):
    """A catalogue file is not what the desk can judge by."""


def refuse(file: str, entry: str, what: str, line: int = 0) -> CatalogueRefused:
    """Make the refusal that names the file, the line where one is known, and the entry."""
    place = f"{file}, line {line}" if line else file
    return CatalogueRefused(
        f"The catalogue of law cannot be used: {place}, {entry}: {what}.",
        kept="Nothing was judged and nothing was changed.",
        next_step="Mend the entry, or put back the file that came with MASH Desk.",
    )


class Lines:
    """On which line of a file does each table, and each key of it, begin?"""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._headers = [
            (number, found.group(1))
            for number, line in enumerate(self._lines, start=1)
            if (found := HEADER.match(line))
        ]

    def of(self, header: str, after: int = 0, before: int = 0) -> list[int]:
        """Give the lines of the tables of one name, between two lines where these are given."""
        return [
            line
            for line, name in self._headers
            if name == header and line > after and (not before or line < before)
        ]

    def of_key(self, key: str, start: int) -> int:
        """Give the line of a key of the table that begins on ``start``, or that line where the key is missing."""
        ends = [line for line, _ in self._headers if line > start]
        last = ends[0] - 1 if ends else len(self._lines)
        for number in range(start + 1, last + 1):
            if re.match(rf"{re.escape(key)}\s*=", self._lines[number - 1]):
                return number
        return start


class Place:
    """Where an entry stands: its file, the line it begins on, the name of its table, and where the next one begins."""

    def __init__(self, file: str, lines: Lines, line: int = 0, header: str = "", until: int = 0) -> None:
        self.file, self.lines, self.line, self.header, self.until = file, lines, line, header, until

    def inner(self, key: str, number: int) -> Place:
        """Give the place of the table that stands as ``number`` in the list ``key`` of this one."""
        header = f"{self.header}.{key}"
        found = self.lines.of(header, self.line, self.until)
        if number < len(found):
            return Place(self.file, self.lines, found[number], header, self.until)
        return Place(self.file, self.lines, self.lines.of_key(key, self.line), header, self.until)


class Entry:
    """One table of a file; every key that is asked for is ticked off, and what is left over is refused."""

    def __init__(self, place: Place, kind: str, table: dict[str, Any]) -> None:
        self._place = place
        self._table = table
        self._left = set(table)
        named = (
            table.get("id")
            or table.get("code")
            or table.get("speaks")
            or table.get("name")
            or table.get("gateway")
            or "without a name"
        )
        self.name = f"{kind} {named}"

    def text(self, key: str, *, may_be_empty: bool = False) -> str:
        """Give a text that must be there."""
        value = self._value(key, str)
        if not value.strip() and not may_be_empty:
            raise self.refused(f"{key} is empty", key)
        return str(value)

    def optional(self, key: str) -> str:
        """Give a text, or an empty one where the key is missing."""
        return self.text(key) if key in self._table else ""

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """Give a text that is one of the allowed ones."""
        value = self.text(key)
        if value not in allowed:
            raise self.refused(f"{key} is {value}, which is none of {', '.join(allowed)}", key)
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
            raise self.refused(f"{key} holds something that is no text", key)
        return tuple(values)

    def optional_texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts, or an empty one where the key is missing."""
        return self.texts(key) if key in self._table else ()

    def optional_flag(self, key: str) -> bool:
        """Give a yes or no; no where the key is missing."""
        return self.flag(key) if key in self._table else False

    def optional_lists(self, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give lists of texts by name, in the order written; none where the key is missing."""
        if key not in self._table:
            return ()
        inner = Entry(self._place, f"{self.name}, {key}", self._value(key, dict))
        return tuple((name, inner.texts(name)) for name in self._table[key])

    def refuse_strange(self, key: str, codes: Iterable[str], known: Iterable[str]) -> None:
        """Refuse codes that stand for nothing."""
        strange = sorted(set(codes) - set(known))
        if strange:
            raise self.refused(f"{', '.join(strange)} stands for nothing", key)

    def entries(self, key: str) -> Iterator[Entry]:
        """Give the tables of a list, one entry each; none where the key is missing."""
        self._left.discard(key)
        for number, table in enumerate(self._table.get(key, [])):
            yield Entry(self._place.inner(key, number), f"{self.name}, {key}", table)

    def done(self) -> None:
        """Refuse the entry when it holds a key that nobody asked for."""
        if self._left:
            strange = sorted(self._left)
            raise self.refused(f"unknown key {', '.join(strange)}", strange[0])

    def refused(self, what: str, key: str = "") -> CatalogueRefused:
        """Make the refusal of this entry, at the line of the key where one is named."""
        place = self._place
        line = place.lines.of_key(key, place.line) if key else place.line
        return refuse(place.file, self.name, what, line)

    def _value(self, key: str, kind: type) -> Any:
        self._left.discard(key)
        if key not in self._table:
            raise self.refused(f"{key} is missing")
        value = self._table[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.refused(f"{key} is of the wrong kind", key)
        return value


class Files:
    """The catalogue files by name, each parsed and of the schema this program reads."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._tables = {name: _parsed(name, text) for name, text in texts.items()}
        self._lines = {name: Lines(text) for name, text in texts.items()}
        self._known: dict[tuple[str, str], Entry] = {}

    def entries(self, file: str, kind: str) -> Iterator[Entry]:
        """Give the entries of one kind in the order of the file."""
        tables = self.table(file).get(kind, [])
        starts = self._lines[file].of(kind)
        if not isinstance(tables, list) or len(starts) != len(tables):
            raise refuse(file, "the file", f"{kind} is no list of tables", starts[0] if starts else 0)
        for number, table in enumerate(tables):
            until = starts[number + 1] if number + 1 < len(starts) else 0
            yield Entry(Place(file, self._lines[file], starts[number], kind, until), kind, table)

    def whole(self, file: str) -> Entry:
        """Give a file that is one entry."""
        return Entry(Place(file, Lines("")), "the file", self.table(file))

    def part(self, file: str, name: str) -> Entry:
        """Give one named table of a file; an empty one where it is missing."""
        table = self.table(file).get(name, {})
        found = self._lines[file].of(name)
        entry = Entry(Place(file, self._lines[file], found[0] if found else 0, name), name, table)
        entry.name = name
        return entry

    def remember(self, kind: str, code: str, entry: Entry) -> None:
        """Keep the place of an entry for what is found out only when all files were read."""
        self._known[(kind, code)] = entry

    def codes(self, kind: str) -> frozenset[str]:
        """Give the codes of all entries of a kind that were read."""
        return frozenset(code for known, code in self._known if known == kind)

    def place_of(self, kind: str, code: str) -> Entry:
        """Give an entry that was read, to refuse it."""
        return self._known[(kind, code)]

    def table(self, file: str) -> dict[str, Any]:
        """Give the parsed file."""
        if file not in self._tables:
            raise refuse(file, "the file", "it is missing")
        return self._tables[file]


def read_keyed(
    files: Files, names: tuple[str, ...], kind: str, key: str, read: Callable[[Entry], Record]
) -> MappingProxyType[str, Record]:
    """Read the entries of one kind by their code; one that stands there twice is refused."""
    records: dict[str, Record] = {}
    for file in names:
        for entry in files.entries(file, kind):
            code = entry.text(key)
            if code in records:
                raise entry.refused("it stands there twice")
            records[code] = read(entry)
            entry.done()
            files.remember(kind, code, entry)
    return MappingProxyType(records)


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        raise refuse(name, "the file", f"it is not readable as TOML ({error})", line) from error
    if table.get("schema") != SCHEMA:
        line = next((n for n, row in enumerate(text.split("\n"), 1) if row.startswith("schema")), 1)
        raise refuse(name, "the file", f"its schema is {table.get('schema', 'missing')}, not {SCHEMA}", line)
    return table
