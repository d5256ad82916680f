"""What a table of a file is once it is plain text: headings and rows that know where they stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its place in words (record 3, Notes row 7), its physical line, its cells, and what is odd about it.

    ``broken`` says in a sentence why the row cannot be read; ``odd`` what should be pointed out.
    """

    place: str
    line: int
    cells: tuple[str, ...]
    broken: str = ""
    odd: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file; ``sign`` parts its cells, ``remarks`` are odd things about the table as a whole."""

    file: str
    sheet: str
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    remarks: tuple[str, ...] = ()
    sign: str = ""


def headings_of(rows: Sequence[Sequence[str]], header_row: int, group_row: int = 0) -> tuple[str, ...]:
    """Give the headings that stand in a row, up to the first gap; each behind its group where there is a row of groups."""
    headings = [" ".join(cell.split()) for cell in rows[header_row - 1]]
    gap = next((place for place, heading in enumerate(headings) if not heading), len(headings))
    if not group_row:
        return tuple(headings[:gap])
    groups, group = [], ""
    for cell in rows[group_row - 1]:
        group = cell.strip() or group
        groups.append(group)
    return tuple(f"{groups[place]}: {heading}" for place, heading in enumerate(headings[:gap]))
