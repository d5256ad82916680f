"""What tables does a workbook hold? Called in the reading child only: the library may take the process down."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from app.feeds.checking import FileRefused
from app.feeds.table import Table, TableRow, headings_of


def read_xlsx(data: bytes, file: str, sheet: str, header_row: int, group_row: int = 0) -> Table | None:
    """Read one sheet (the first when none is named) into a table; None when the workbook has no such sheet.

    Merged cells give their text to every row they cover. Whole numbers come without ``.0``, days and times as ISO text. With
    a ``group_row`` each heading stands behind its group (``Parent: Surname``). Columns behind a gap in the headings are a
    table beside the table and are left.
    """
    book = _opened(data)
    if sheet and sheet not in book.sheet_names:
        return None
    try:
        found = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
    except CalamineError as error:
        raise FileRefused("The workbook is damaged: a sheet of it cannot be read.") from error
    rows = [[_text(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    _fill_merged(found, rows, header_row)
    if len(rows) < header_row:
        return Table(file, found.name, (), ())
    headings = headings_of(rows, header_row, group_row)
    many = len(book.sheet_names) > 1
    body = [
        TableRow(
            f"{found.name} row {number}" if many and sheet else f"row {number}",
            number,
            tuple(row[: len(headings)]),
        )
        for number, row in enumerate(rows[header_row:], start=header_row + 1)
        if any(cell.strip() for cell in row[: len(headings)])
    ]
    beside = any(cell for cell in rows[header_row - 1][len(headings) :])
    remarks = ("Beside the table stands another one; it was left.",) if beside else ()
    return Table(file, found.name, headings, tuple(body), remarks)


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise FileRefused(
            "The workbook is protected by a password.",
            "Ask the sender for it without one, over a secure channel.",
        ) from error
    except CalamineError as error:
        raise FileRefused("The workbook is damaged: it cannot be read.") from error


def sheets_of(data: bytes, most: int) -> list[tuple[str, list[list[str]]]]:
    """Give the first sheets of a workbook with all their rows as text; a sheet that is a drawing is left."""
    book = _opened(data)
    found = []
    for name in book.sheet_names[:most]:
        try:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except CalamineError:
            continue
        found.append((name, [[_text(cell) for cell in row] for row in rows]))
    return found


def sheet_names(data: bytes) -> list[str]:
    """Give the names of a workbook's sheets."""
    return list(CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names)


def _fill_merged(sheet: CalamineSheet, rows: list[list[str]], header_row: int) -> None:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top < header_row or bottom - top > 1000 or right - left > 100:
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                rows[row][column] = rows[top][left]


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return str(cell)
