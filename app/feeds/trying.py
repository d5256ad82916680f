"""What would a layout read of the rows that are in sight? Pure: a sample and the layout's text in, lines out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.dates import from_value
from app.errors import DeskError
from app.feeds.events import JoinReader
from app.feeds.gathering import Gathering
from app.feeds.layouts import load_layout
from app.feeds.records import Reading, ReadPerson
from app.feeds.sampling import Sample
from app.feeds.table import Table
from app.feeds.tabular import TableReader


@dataclass(frozen=True)
class TriedPerson:
    """One person as would be read: who, and everything else that the row says, in words."""

    name: str
    birth: str
    reference: str
    is_child: bool
    rest: str


@dataclass(frozen=True)
class Tried:
    """What would come in of the rows in sight: people, how many events, what looks odd, why nothing can be read."""

    people: tuple[TriedPerson, ...] = ()
    events: int = 0
    first_event: str = ""
    refused: int = 0
    odd: tuple[str, ...] = ()
    problem: str = ""


def try_layout(sample: Sample, layout_text: str, today: date, most: int = 60) -> Tried:
    """Read the first rows of a sample by a layout; a layout or a table that does not fit is told as a problem."""
    try:
        return _tried(_read(sample, layout_text, today, most))
    except DeskError as error:
        return Tried(problem=error.happened)


def _read(sample: Sample, layout_text: str, today: date, most: int) -> Reading:
    layout = load_layout("this layout", layout_text)
    gathering = Gathering()
    sheet = sample.sheet(layout.sheet) if layout.sheet else sample.sheets[0]
    reader = TableReader(layout, gathering, today, lambda _rows: None)
    table = sheet.table(layout.header_row, layout.group_row, sample.file)
    reader.read(Table(table.file, table.sheet, table.headings, table.rows[:most]))
    for rule in layout.joins:
        joined = sample.sheet(rule.sheet).table(rule.header_row, 0, sample.file)
        if joined.rows:
            refused = len(gathering.refused)
            JoinReader(rule, reader.keys, gathering, today).read(joined, lambda _rows: None)
            del gathering.refused[refused:]  # of people further down, who are not in sight
    return gathering.reading([], layout.name, "", tells_people_apart=False, partial=False)


def _tried(reading: Reading) -> Tried:
    flags = [
        f"{f.field}: {f.what}" if f.field else f.what for f in reading.findings if f.outcome == "flagged"
    ]
    flags = [flag for flag in flags if "closing line" not in flag]
    first = next(iter(reading.records), None)
    said = ""
    if first is not None:
        said = " · ".join(each for each in (from_value(first.date).shown(), first.text[:160]) if each)
    return Tried(
        people=tuple(map(_person, sorted(reading.persons, key=lambda person: person.reference_made_by_us))),
        events=len(reading.records),
        first_event=said,
        refused=len(reading.refused),
        odd=tuple(dict.fromkeys(flags)),
    )


def _person(person: ReadPerson) -> TriedPerson:
    name = birth = ""
    rest: list[str] = []
    for one in person.statements:
        value = one.value
        if one.group == "name" and not name:
            parts = (value.get(k, "") for k in ("title", "given", "middle", "family"))
            name = " ".join(part for part in parts if part) or one.as_given
        elif one.group in ("birth", "expected") and not birth:
            birth = from_value(value.get("date")).shown() + (" (expected)" if one.group == "expected" else "")
        else:
            rest.append(f"{one.group.replace('_', ' ')} {_in_words(value)}")
    return TriedPerson(name or "no name", birth, person.key, person.is_child, " · ".join(rest))


def _in_words(value: dict[str, Any]) -> str:
    if value.get("withheld"):
        return "withheld"
    said: list[str] = []
    for key, each in value.items():
        if key in ("check", "kind", "temporary", "precision") or each in (None, "", [], False):
            continue
        if key == "date":
            said.append(from_value(each).shown())
        else:
            said.append(", ".join(map(str, each)) if isinstance(each, list) else str(each))
    return " ".join(dict.fromkeys(said))
