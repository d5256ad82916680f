"""What rows does a CSV text hold, and where is it broken? Pure; lone quotation marks never swallow rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.feeds.checking import LONGEST_CELL, MOST_BREAKS, FileRefused
from app.feeds.table import Table, TableRow

SEPARATORS = (",", ";", "\t", "|")
_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')
_LONG_FOR_OTHERS = 131_072


def separator_of(text: str) -> str:
    """Find the sign that parts the headings: the one that stands most often in the first line outside quotes."""
    first = next((line for line in _LINE_END.split(text[:100_000]) if line.strip()), "")
    bare = _QUOTED.sub("", first)
    return max(SEPARATORS, key=bare.count)


def read_csv(text: str, file: str, separator: str = "auto") -> Table:
    """Split a text into a table; its first filled line gives the headings.

    Line ends of every kind part rows, empty lines are left, an end-of-file sign of old systems (0x1A) is left. Refused with
    ``FileRefused`` when a quotation mark opens and never closes, naming the line where it opened.
    """
    remarks = []
    if text.rstrip().endswith("\x1a"):
        text = text.rstrip("\x1a\r\n \t\x00")
        remarks.append("The file ends with an end-of-file sign of old systems (0x1A); it was left.")
    if len(set(_LINE_END.findall(text))) > 1 and '"' not in text:
        remarks.append("The lines end in different ways; every kind was read as the end of a row.")
    sign = separator_of(text) if separator == "auto" else separator
    rows = _rows(text, sign)
    headings: tuple[str, ...] = ()
    found: list[TableRow] = []
    for line, cells, odd in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if not headings:
            headings = tuple(" ".join(cell.split()) for cell in cells)
            continue
        found.append(_row(len(found) + 1, line, cells, odd, len(headings), sign))
    return Table(file, "", headings, tuple(found), tuple(remarks), sign)


def _row(number: int, line: int, cells: list[str], odd: str, expected: int, sign: str) -> TableRow:
    while len(cells) > expected and not cells[-1].strip():
        cells.pop()
    broken = ""
    if any("\x00" in cell for cell in cells):
        broken = "The row holds a NUL, a sign that no text holds; it may be damaged."
    elif len(cells) != expected:
        broken = f"The row has {len(cells)} {'cell' if len(cells) == 1 else 'cells'} where {expected} are expected."
    longest = max(cells, key=len)
    if len(longest) > LONGEST_CELL:
        broken = f"A cell of the row has {len(longest):,} letters, more than can be read."
    elif longest.count("\n") > MOST_BREAKS:
        broken = (
            f"A cell of the row runs over more than {MOST_BREAKS} lines; a quotation mark may be missing."
        )
    elif len(longest) > _LONG_FOR_OTHERS:
        odd = odd or f"A cell of the row has {len(longest):,} letters; it was brought in whole."
    elif not broken and _swallowed(cells, expected, sign):
        raise FileRefused(
            f"A quotation mark that opens in the row on line {line} has swallowed whole rows after it.",
            "Ask the sender for the file again; a quotation mark is missing.",
        )
    return TableRow(f"record {number}", line, tuple(cells), broken, odd)


def _swallowed(cells: list[str], expected: int, sign: str) -> bool:
    return any(
        inner.count(sign) >= expected - 1 > 1
        for cell in cells
        if "\n" in cell or "\r" in cell
        for inner in _LINE_END.split(cell)[1:]
    )


def _rows(text: str, sign: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield each row's physical line, cells and oddity."""
    place, line, end = 0, 1, len(text)
    while place < end:
        stop = _LINE_END.search(text, place)
        until = stop.start() if stop else end
        if '"' not in text[place:until]:
            yield line, text[place:until].split(sign), ""
            place, line = (stop.end() if stop else end), line + 1
            continue
        cells, place, odd, breaks = _quoted_row(text, place, sign, line)
        yield line, cells, odd
        line += breaks


def _quoted_row(text: str, place: int, sign: str, line: int) -> tuple[list[str], int, str, int]:
    cells: list[str] = []
    odd, breaks, end = "", 0, len(text)
    cell_end = re.compile(f"{re.escape(sign)}|\r\n|\n|\r|\\Z")
    while True:
        cell, place, inside, stray = _cell(text, place, cell_end, line + breaks, len(cells) + 1)
        cells.append(cell)
        breaks += inside
        odd = odd or stray
        after = cell_end.match(text, place)
        place = after.end() if after else end
        if after is None or after[0] != sign:
            return cells, place, odd, breaks + 1


def _cell(
    text: str, place: int, cell_end: re.Pattern[str], line: int, number: int
) -> tuple[str, int, int, str]:
    """Read one cell: its text, where it ends, the line breaks inside it, and what is odd about its quotation marks."""
    stop = cell_end.search(text, place)
    until = stop.start() if stop else len(text)
    if not text.startswith('"', place):
        return text[place:until], until, 0, ""
    quoted = _QUOTED.match(text, place)
    if quoted is None:
        raise _open_quote(text, place, line)
    breaks = len(_LINE_END.findall(quoted[0]))
    after = cell_end.match(text, quoted.end())
    if after is not None:
        return quoted[1].replace('""', '"'), quoted.end(), breaks, ""
    if breaks:
        raise _open_quote(text, place, line)
    stop = cell_end.search(text, quoted.end())
    until = stop.start() if stop else len(text)
    odd = f"A quotation mark opens cell {number} and closes in its midst; the cell is kept as it stands."
    return text[place:until], until, 0, odd


def _open_quote(text: str, place: int, line: int) -> FileRefused:
    lines_after = len(_LINE_END.findall(text, place))
    if lines_after <= 1:
        return FileRefused(
            f"The file breaks off inside the text of the row on line {line}: nobody can say how much is lost.",
        )
    return FileRefused(
        f"A quotation mark opens on line {line} and never closes; {lines_after} lines after it would be swallowed.",
    )


def refuse_when_all_differ(rows: Sequence[TableRow], headings: tuple[str, ...], sign: str) -> None:
    """Refuse a table in which every row has another number of cells than the headings."""
    counts = {len(row.cells) for row in rows}
    if len(counts) != 1 or counts == {len(headings)}:
        return
    count = counts.pop()
    other = next((s for s in SEPARATORS if s != sign and rows[0].cells[0].count(s) >= len(headings) - 1), "")
    names = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
    parted = f"The headings are parted by {names[sign]}, the rows by {names[other]}: " if other else ""
    raise FileRefused(
        f"{parted}every row has {count} {'cell' if count == 1 else 'cells'} where {len(headings)} are expected.",
    )
