"""What do the rows of a directory file say? CSV text in, values or a fault by row and column out; pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.directory.values import (
    ChannelValues,
    Fault,
    OrganisationValues,
    channel_faults,
    faults_of,
    tidied,
)
from app.errors import RefusedInput

FLAGS = ("tells_people_apart", "s16LA_listed", "commissioned", "competent_authority", "registered_landlord")
COLUMNS = ("code", "name", "class", "body", "parent", *FLAGS, "channel", "address", "secure")
NEEDED = ("code",)
MOST_ROWS, MOST_LETTERS = 20_000, 10_000_000
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_YES, _NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}
_FIELDS = {"class": "class_", "s16LA_listed": "s16la_listed"}


@dataclass(frozen=True)
class CsvRow:
    """One row: its number in a spreadsheet (the heading is row 1), what it says by column, and what is wrong with it."""

    row: int
    said: dict[str, Any]
    channel: ChannelValues | None
    faults: tuple[Fault, ...]

    @property
    def code(self) -> str:
        """The code that the row is about, in capitals."""
        return str(self.said.get("code", "")).upper()

    def over(self, known: OrganisationValues | None) -> OrganisationValues:
        """Give the organisation as it would be: columns that the file does not have stay as they are known."""
        base = known or OrganisationValues("", "")
        values = {name: getattr(base, name) for name in OrganisationValues.__dataclass_fields__}
        values.update({_FIELDS.get(name, name): value for name, value in self.said.items()})
        if "class" in self.said and "body" not in self.said:
            values["body"] = base.body if self.said["class"].upper() == base.class_ else ""
        return tidied(OrganisationValues(**values))


@dataclass(frozen=True)
class CsvFile:
    """The rows of a file, and the headings that are none of ours and so are not read."""

    rows: tuple[CsvRow, ...]
    not_read: tuple[str, ...]


def read_rows(content: str) -> CsvFile:
    """Read a file's rows; refused whole when it has no such headings, is damaged, or is far too long."""
    if len(content) > MOST_LETTERS:
        raise _refused("The file is too long for a directory.")
    lines = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        headings = [heading.strip() for heading in next(lines, [])]
        cells = list(lines)
    except csv.Error:
        raise _refused(f"Line {lines.line_num} of the file cannot be read as CSV.") from None
    columns = _columns(headings)
    rows = tuple(_row(number, columns, each) for number, each in enumerate(cells, start=2) if any(each))
    if not rows:
        raise _refused("The file has headings and no row.")
    if len(rows) > MOST_ROWS:
        raise _refused(f"The file has more than {MOST_ROWS:,} rows.")
    return CsvFile(
        rows, tuple(heading for heading, ours in zip(headings, columns, strict=True) if heading and not ours)
    )


def _columns(headings: list[str]) -> list[str]:
    """Give our column for each heading, in any case; a heading of another kind keeps its own words."""
    ours = {column.lower(): column for column in COLUMNS}
    columns = [ours.get(heading.lower(), "") for heading in headings]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise RefusedInput(
            f"The file has no column {', '.join(missing)}.",
            kept="Nothing was brought in.",
            next_step=f"The first row names the columns: {', '.join(COLUMNS)}.",
        )
    twice = next((name for name in columns if name and columns.count(name) > 1), "")
    if twice:
        raise _refused(f"The file has the column {twice} twice.")
    return columns


def _row(number: int, columns: list[str], cells: list[str]) -> CsvRow:
    """Read one row; a cell that looks like a formula is text like any other, and is kept as it stands."""
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        words = f"The row has {len(cells)} cells and the file has {len(columns)} columns."
        return CsvRow(number, {}, None, (Fault(str(len(columns) + 1), words),))
    given = {name: _plain(cell) for name, cell in zip(columns, cells, strict=False) if name}
    said: dict[str, Any] = {
        name: value for name, value in given.items() if name in COLUMNS[:5] and name not in FLAGS
    }
    faults: list[Fault] = []
    for name in FLAGS:
        if name in given:
            said[name] = _yes_or_no(name, given[name], faults)
    return CsvRow(number, said, _channel(given, faults), tuple(faults))


def _channel(given: dict[str, str], faults: list[Fault]) -> ChannelValues | None:
    kind, address = given.get("channel", ""), given.get("address", "")
    secure = _yes_or_no("secure", given.get("secure", ""), faults)
    if not (kind or address):
        return None
    channel = ChannelValues(kind.lower().replace(" ", "_") or "email", address, bool(secure))
    faults.extend(channel_faults(channel))
    return channel


def _yes_or_no(name: str, value: str, faults: list[Fault]) -> bool | None:
    word = value.lower()
    if word in _YES | _NO:
        return word in _YES
    if word:
        faults.append(Fault(name, f"“{value[:40]}” is neither yes nor no."))
    return None if name == "s16LA_listed" else False


def _plain(cell: str) -> str:
    """Give a cell on one line, without the apostrophe that our own export puts before a formula sign."""
    text = cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS) else cell
    return " ".join(text.replace("\x00", "").split())


def write_rows(lines: Iterable[Iterable[str]]) -> str:
    """Write the directory's columns and these lines as CSV after RFC 4180; no cell of it runs in a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([[_harmless(cell) for cell in line] for line in lines])
    return text.getvalue()


def row_faults(row: CsvRow, values: OrganisationValues) -> Iterator[Fault]:
    """Yield what is wrong with a row and with the organisation that it would make."""
    yield from row.faults
    yield from (() if row.faults and not row.said else faults_of(values))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def _refused(happened: str) -> RefusedInput:
    return RefusedInput(
        happened,
        kept="Nothing was brought in.",
        next_step="Save it from the spreadsheet as “CSV UTF-8”, one organisation a row.",
    )
