"""What stands in the cells of one row, and how are its dates to be read? Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.feeds.cleaning_dates import DateRead, DateRules, read_date
from app.feeds.layout_shape import Source


@dataclass(frozen=True)
class RowCells:
    """The cells of one row by heading, and what the whole file tells about reading them."""

    cells: Mapping[str, str]
    today: date
    said_on: str = ""
    place: str = ""
    month_first: frozenset[str] = frozenset()
    withheld_values: frozenset[str] = frozenset()

    def get(self, source: Source | None) -> str:
        """Give the text of a source: its filled columns joined, and the part that its pattern takes."""
        if source is None:
            return ""
        if len(source.columns) == 1 and not source.pattern:
            return self.cells.get(source.columns[0], "").strip()
        said = [self.cells.get(column, "").strip() for column in source.columns]
        text = source.joint.join(each for each in said if each)
        if source.pattern and text:
            match = re.search(source.pattern, text)
            return (match.group(1) if match.re.groups else match.group(0)).strip() or text if match else ""
        return text

    def rules(self, source: Source, *, of_birth: bool = False, may_lie_ahead: bool = False) -> DateRules:
        """Give how a date of this source is to be read."""
        turned = any(column in self.month_first for column in source.columns)
        return DateRules(source.forms, source.placeholders, turned, of_birth, may_lie_ahead)

    def date(self, source: Source, *, of_birth: bool = False, may_lie_ahead: bool = False) -> DateRead | None:
        """Read the date of a source; None when the cell is empty."""
        text = self.get(source)
        if not text:
            return None
        return read_date(text, self.rules(source, of_birth=of_birth, may_lie_ahead=may_lie_ahead), self.today)
