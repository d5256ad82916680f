"""What a table of a file is once it is plain text: headings and rows that know where they stood."""

from __future__ import annotations

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
