"""What events does a table tell of, and who took part? Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.dates import UNREADABLE, GivenDate
from app.feeds import cleaning
from app.feeds.gathering import Gathering, made_reference
from app.feeds.headings import required_of_join
from app.feeds.layout_shape import EventRule, JoinRule, Source
from app.feeds.row_cells import RowCells
from app.feeds.table import Table, TableRow

Progress = Callable[[int], None]


@dataclass(frozen=True)
class EventFound:
    """An event of one row: its date value and text, and why the date was flagged."""

    reference: str
    date: dict[str, Any]
    text: str
    details: list[str]
    given: str
    column: str
    why: str


def event_of(event: EventRule, row: RowCells) -> EventFound | None:
    """Read the event of a row; None when the row tells of none."""
    given = row.get(event.date)
    found = row.date(event.date) if event.date is not None else None
    said = [words for words in (_words(source, row) for source in event.text) if words]
    text = "; ".join(said) if len(event.text) > 1 else "".join(said)
    if text.upper() in {same.upper() for same in event.same_as}:
        text = ""
    details = [f"{s.label or s.columns[0]}: {words}" for s in event.details if (words := _words(s, row))]
    if not (given or text or details):
        return None
    unknown = GivenDate(precision=UNREADABLE).to_value()
    why = found.why if found else "The event has no date."
    if not why and cleaning.begins_like_formula(text):
        why = "The text begins with a sign that a spreadsheet would run; kept letter for letter as text."
    column = event.date.columns[0] if event.date is not None else ""
    return EventFound(
        row.get(event.reference), found.value if found else unknown, text, details, given, column, why
    )


def _words(source: Source, row: RowCells) -> str:
    text = cleaning.plain_text(cleaning.whole_number_text(row.get(source)))
    if text and source.codes is not None:
        found = cleaning.read_code(text, source.codes)
        return str(found.value) if found.usable else text
    return text


def tell(gathering: Gathering, event: EventRule, cells: RowCells, key: str, role: str, row: TableRow) -> None:
    """Add the event of a row, if it tells of one; rows with the same reference are one event with several people."""
    found = event_of(event, cells)
    if found is None:
        return
    if found.why:
        gathering.flag(row.place, found.column, found.given, found.why, key, row.line)
    own = found.reference or made_reference(key, event.kind, found.given, found.text, *found.details)
    gathering.event(
        own,
        reference=own,
        kind=event.kind,
        date=found.date,
        text=found.text,
        details=found.details,
        tag=event.tag or None,
        person=key,
        role=role,
        place=row.place,
    )


def _loose(reference: str) -> str:
    return "".join(reference.split()).casefold()


class JoinReader:
    """Reads a second table of the batch: events of people whom the first one named."""

    def __init__(self, rule: JoinRule, keys: Mapping[str, str], gathering: Gathering, today: date) -> None:
        self.rule = rule
        self.keys = keys
        self._loose = {_loose(said): key for said, key in keys.items()}
        self.gathering = gathering
        self.today = today

    def read(self, table: Table, progress: Progress) -> None:
        """Read every row; one whose person the first table did not name is refused."""
        columns = required_of_join(self.rule, table, self.gathering)
        self.gathering.headings = table.headings
        event = self.rule.event
        for number, row in enumerate(table.rows):
            self.gathering.begin_row()
            if row.broken:
                self.gathering.refuse_row(row.place, row.line, row.broken, row.cells)
                continue
            cells = {name: cleaning.own_text(row.cells[place]) for name, place in columns.items()}
            said = cells.get(self.rule.on, "").strip()
            key = self.keys.get(said) or self._loose.get(_loose(said))
            if key is None:
                reason = (
                    f"No person with this {self.rule.on} is in the batch; the row belongs to nobody known."
                )
                self.gathering.refuse_row(row.place, row.line, reason, row.cells, said)
                continue
            tell(self.gathering, event, RowCells(cells, self.today, "", row.place), key, "child", row)
            self.gathering.accept_row()
            if number % 500 == 0:
                progress(500)
