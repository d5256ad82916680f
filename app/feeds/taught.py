"""What has somebody said about the columns of a file, and what is still missing of a layout? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

#: A column that is known and left.
LEFT = "left"
PEOPLE, EVENTS, NOTHING = "people", "events", "nothing"
#: Fields that several columns may be joined into, with what stands between their texts.
JOINED = {
    **dict.fromkeys(("name", "family_name", "given_names", "middle_names", "note", "also_known_as"), " "),
    "note": ", ",
    "reference": " #",
}
_SEVERAL = {*JOINED, "address.lines", "previous_address.lines", "event.text", "event.detail", LEFT}


@dataclass(frozen=True, slots=True)
class Use:
    """What one column is used for, and how it is read.

    ``codes`` says what a value means, ``words`` which words decide (an address is withheld, a row heads a household),
    ``kind`` is what a contact is to the child, or ``text`` for words that are no code.
    """

    field: str
    forms: tuple[str, ...] = ()
    split: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ColumnTaught:
    """One column by its heading; without a use it is not placed yet."""

    heading: str
    uses: tuple[Use, ...] = ()

    @property
    def main(self) -> str:
        """The field that the column is, or an empty text while it is not placed."""
        return self.uses[0].field if self.uses else ""


@dataclass(frozen=True, slots=True)
class SheetTaught:
    """One table of the file: where its headings stand, whether it names people or tells events of them."""

    sheet: str = ""
    header_row: int = 1
    group_row: int = 0
    holds: str = PEOPLE
    kind: str = ""
    columns: tuple[ColumnTaught, ...] = ()

    def using(self, *fields: str) -> Iterator[tuple[str, Use]]:
        """Give every heading and use of some fields, in the order of the file."""
        for column in self.columns:
            yield from ((column.heading, use) for use in column.uses if use.field in fields)

    def headings(self, *fields: str) -> list[str]:
        """Give the headings of some fields."""
        return [heading for heading, _use in self.using(*fields)]


@dataclass(frozen=True, slots=True)
class Taught:
    """Everything that was said of one kind of file of one organisation."""

    name: str
    organisation: str
    form: str = "csv"
    everybody_a_child: bool = True
    tells_people_apart: bool = False
    closing: str = ""
    sheets: tuple[SheetTaught, ...] = field(default_factory=tuple)

    @property
    def people(self) -> SheetTaught:
        """The table that names the people."""
        return next((sheet for sheet in self.sheets if sheet.holds == PEOPLE), SheetTaught())


@dataclass(frozen=True, slots=True)
class Missing:
    """What still keeps a layout from being made: the sheet and column it is about (may be empty), and a sentence."""

    sheet: str
    heading: str
    words: str


def row_is(sheet: SheetTaught) -> str:
    """Say what one row is, as a layout says it."""
    if sheet.headings("household"):
        return "household_member"
    return "person_in_event" if sheet.headings("event.date") else "person"


def missing(taught: Taught) -> tuple[Missing, ...]:
    """Say what is still to be placed or decided, in the order of the file."""
    found: list[Missing] = []
    for sheet in taught.sheets:
        if sheet.holds == NOTHING:
            continue
        for column in sheet.columns:
            found += [Missing(sheet.sheet, column.heading, words) for words in _of_column(sheet, column)]
        found += [Missing(sheet.sheet, "", words) for words in _of_sheet(sheet)]
    if not any(sheet.holds == PEOPLE for sheet in taught.sheets):
        found.append(Missing("", "", "No sheet names the people."))
    return tuple(found)


def _of_column(sheet: SheetTaught, column: ColumnTaught) -> Iterator[str]:
    if not column.uses:
        yield f"{_short(column.heading)} is not placed."
    for use in column.uses:
        twice = [each for each in sheet.headings(use.field) if each != column.heading]
        if use.field not in _SEVERAL and twice and sheet.headings(use.field)[0] != column.heading:
            yield f"{_short(column.heading)}: {_short(twice[0])} is that already."
        if use.forms == ("?",):
            yield f"{_short(column.heading)}: day or month first?"
        open_values = [value for value, code in use.codes if code == "?"]
        if open_values:
            yield f"{_short(column.heading)}: what does {_short(open_values[0])} mean?"


def _short(words: str) -> str:
    return words if len(words) <= 22 else f"{words[:21]}…"


def _of_sheet(sheet: SheetTaught) -> Iterator[str]:
    if sheet.holds == EVENTS:
        if not sheet.headings("reference"):
            yield f"{_short(sheet.sheet)}: no column is the reference."
        if not sheet.headings("event.date", "event.text"):
            yield f"{_short(sheet.sheet)}: no date, no text."
        return
    if not sheet.headings("name", "family_name", "given_names"):
        yield "No column is a name."
    if not (sheet.headings("reference") or made_from(sheet)):
        yield "No column is the sender's reference."
    if sheet.headings("household") and not sheet.headings("household.relation"):
        yield "No column says what somebody is at home."
    for whole in ("address", "previous_address"):
        parts = [use.field for _heading, use in sheet.using(*(f"{whole}.{p}" for p in _PLACED[whole]))]
        if parts and f"{whole}.lines" not in parts:
            yield "No column holds the lines of an address."


_PLACED = dict.fromkeys(("address", "previous_address"), ("lines", "postcode", "uprn", "kind", "withheld"))


def made_from(sheet: SheetTaught) -> list[str]:
    """Give the columns from which a reference is made for a row that has none: names, birth date, first line of address."""
    fields = ["name", "family_name", "given_names", "birth_date"]
    fields += ["age"] if row_is(sheet) == "person_in_event" else []
    first = sheet.headings("address.lines")[:1]
    return [c.heading for c in sheet.columns if {u.field for u in c.uses} & {*fields} or c.heading in first]


# --- kept as plain values ---------------------------------------------------------------------------------------------


def to_value(taught: Taught) -> dict[str, Any]:
    """Give what was said as plain values, to be kept as a draft or beside its layout."""
    return {
        **{name: getattr(taught, name) for name in _PLAIN},
        "sheets": [
            {
                **{name: getattr(sheet, name) for name in _PLAIN_SHEET},
                "columns": [[c.heading, [_use_value(use) for use in c.uses]] for c in sheet.columns],
            }
            for sheet in taught.sheets
        ],
    }


_PLAIN = ("name", "organisation", "form", "everybody_a_child", "tells_people_apart", "closing")
_PLAIN_SHEET = ("sheet", "header_row", "group_row", "holds", "kind")


def _use_value(use: Use) -> list[Any]:
    return [use.field, list(use.forms), use.split, [list(c) for c in use.codes], list(use.words), use.kind]


def from_value(value: Mapping[str, Any]) -> Taught:
    """Read what ``to_value`` wrote."""
    sheets = tuple(
        SheetTaught(
            **{name: sheet[name] for name in _PLAIN_SHEET},
            columns=tuple(ColumnTaught(h, tuple(map(_use_from, uses))) for h, uses in sheet["columns"]),
        )
        for sheet in value["sheets"]
    )
    return Taught(**{name: value[name] for name in _PLAIN}, sheets=sheets)


def _use_from(said: list[Any]) -> Use:
    codes = tuple((str(value), str(code)) for value, code in said[3])
    return Use(said[0], tuple(said[1]), said[2], codes, tuple(said[4]), said[5])


def as_before(first: Taught, earlier: Taught) -> Taught:
    """Place columns as they were placed before, where the headings are still there; the rest stays as guessed."""
    known = {sheet.sheet: sheet for sheet in earlier.sheets}
    if len(earlier.sheets) == len(first.sheets) == 1:
        known = {first.sheets[0].sheet: earlier.sheets[0]}
    sheets = []
    for sheet in first.sheets:
        before = known.get(sheet.sheet)
        if before is not None and before.header_row == sheet.header_row:
            uses = {column.heading: column.uses for column in before.columns}
            columns = tuple(replace(c, uses=uses.get(c.heading) or c.uses) for c in sheet.columns)
            sheet = replace(sheet, holds=before.holds, kind=before.kind, columns=columns)
        sheets.append(sheet)
    return replace(
        first,
        name=earlier.name,
        everybody_a_child=earlier.everybody_a_child,
        tells_people_apart=earlier.tells_people_apart,
        closing=earlier.closing,
        sheets=tuple(sheets),
    )
