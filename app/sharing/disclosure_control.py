"""Does a table of counts give a small number away, in plain sight or by differences of rows, columns and totals?

The rule is domain-and-law, section 10.2, steps 1 to 4. A hidden cell stands for a count of 1 or more (0 is shown as 0),
so a reader of the table has one equation for each row and column whose total stands there. Each count stands in at most
one row and one column: the equations are those of a flow in a network, and a hidden count is fixed exactly when no
round trip through its arc is left open once one solution is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.sharing.disclosure_flow import OUTSIDE, Arc, fixed_arcs
from app.sharing.facts_content import HIDDEN, Table

TOTAL = "total"
SMALLEST_SHOWN = 6
SMALL = range(1, SMALLEST_SHOWN)
_WHOLE = re.compile(r"\d{1,3}(,\d{3})+|\d+")

Place = tuple[int, int]
Line = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Weakness:
    """A cell that gives a small number away, by row and column (from 0): ``how`` is shown, alone or differences."""

    row: int
    column: int
    how: str


def weaknesses(table: Table) -> tuple[Weakness, ...]:
    """Give every cell that shows or betrays a count of 1 to 5, each once, what is plainest first.

    ``shown``: the count stands there. ``alone``: a row or column with a shown total hides too little, one cell, or as
    much as there are cells. ``differences``: rows, columns and totals together leave it one value only.
    """
    shown = [Weakness(*place, "shown") for place in _places(table) if _count(table, place) in SMALL]
    alone = [Weakness(*place, "alone") for line in _lines(table) for place in _betrayed_by(table, line)]
    solved = [Weakness(*place, "differences") for place in _solved(table)]
    plainest: dict[Place, Weakness] = {}
    for weakness in (*shown, *alone, *solved):
        plainest.setdefault((weakness.row, weakness.column), weakness)
    return tuple(plainest.values())


def _places(table: Table) -> Iterator[Place]:
    for row, cells in enumerate(table.rows):
        for column in range(len(cells)):
            yield row, column


def _text(table: Table, place: Place) -> str:
    return table.rows[place[0]][place[1]].strip()


def _count(table: Table, place: Place) -> int | None:
    """The whole number that stands in a cell; nothing where it is hidden or says something else."""
    text = _text(table, place)
    return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else None


def _is_hidden(table: Table, place: Place) -> bool:
    return _text(table, place).casefold() == HIDDEN


def _total_at(labels: tuple[str, ...]) -> int | None:
    """Where the totals stand: the last heading or label of that name."""
    named = [index for index, label in enumerate(labels) if label.strip().casefold() == TOTAL]
    return named[-1] if named else None


def _lines(table: Table) -> tuple[Line, ...]:
    """Every row and column that has a total: the cells that add up, and the total last."""
    return (*_rows_with_total(table), *_columns_with_total(table))


def _rows_with_total(table: Table) -> tuple[Line, ...]:
    total = _total_at(table.columns)
    if total is None:
        return ()
    return tuple(
        (*((row, column) for column in range(len(cells)) if column != total), (row, total))
        for row, cells in enumerate(table.rows)
        if total < len(cells)
    )


def _columns_with_total(table: Table) -> tuple[Line, ...]:
    total = _total_at(table.row_labels)
    if total is None or total >= len(table.rows):
        return ()
    return tuple(
        (
            *((row, column) for row, cells in enumerate(table.rows) if row != total and column < len(cells)),
            (total, column),
        )
        for column in range(len(table.rows[total]))
    )


def _betrayed_by(table: Table, line: Line) -> tuple[Place, ...]:
    """The hidden cells of one row or column that its shown total gives away: one alone, or as many as are left."""
    *parts, total = line
    whole = _count(table, total)
    counts = [_count(table, part) for part in parts if not _is_hidden(table, part)]
    known = [count for count in counts if count is not None]
    hidden = tuple(part for part in parts if _is_hidden(table, part))
    if whole is None or len(known) < len(counts):
        return ()
    return hidden if len(hidden) == 1 or whole - sum(known) <= len(hidden) else ()


def _solved(table: Table) -> tuple[Place, ...]:
    """The hidden cells that all equations together leave one value only; what does not add up is read as far as it goes."""
    need: dict[str, int] = {}
    tails: dict[Place, str] = {}
    heads: dict[Place, str] = {}
    for name, turned, line in _equations(table):
        need[name] = 0
        for place in line:
            weight = -turned if place == line[-1] else turned
            count = _count(table, place)
            if count is not None:
                need[name] -= weight * count
            else:
                (heads if weight > 0 else tails)[place] = name
    unknown = [place for place in _places(table) if place in tails or place in heads]
    arcs = tuple(
        Arc(place, tails.get(place, OUTSIDE), heads.get(place, OUTSIDE), int(_is_hidden(table, place)))
        for place in unknown
    )
    return tuple(place for place in fixed_arcs(arcs, need) if _is_hidden(table, place))


def _equations(table: Table) -> Iterator[tuple[str, int, Line]]:
    """Each row and column with a total as: its parts less its total are nothing, turned round where 1 is -1.

    The row of totals and the columns, but not the column of totals, are turned round: so every count enters one
    equation and leaves the other.
    """
    last_row, last_column = _total_at(table.row_labels), _total_at(table.columns)
    for line in _rows_with_total(table):
        row = line[-1][0]
        yield f"row {row}", -1 if row == last_row else 1, line
    for line in _columns_with_total(table):
        column = line[-1][1]
        yield f"column {column}", 1 if column == last_column else -1, line
