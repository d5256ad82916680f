"""How does a file that no layout fits begin? Looked at in a child process, as every strange file is.

What comes back is plain text: the first rows of every sheet and its last ones, cells cut short. Nothing is kept.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import RefusedInput
from app.feeds.checking import FileRefused, check_workbook, decoded, form_of
from app.feeds.reading import Limits, start_child
from app.feeds.reading_csv import read_csv
from app.feeds.reading_inside import refuse_unreadable
from app.feeds.table import Table, TableRow, headings_of

#: How the child is started, after the interpreter.
CHILD = ("-m", "app.feeds.sampling")
#: How many rows are looked at, how many of the last, how many sheets, and how much of a cell.
ROWS, LAST, SHEETS, LETTERS, COLUMNS = 400, 3, 12, 400, 300


_LIMITS = Limits(seconds=60)


@dataclass(frozen=True)
class SheetSample:
    """One table of a file as it stands: first rows (the headings among them), last rows, and how many there are."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    last: tuple[tuple[str, ...], ...]
    count: int

    def table(self, header_row: int, group_row: int, file: str = "") -> Table:
        """Give the sample as a table under the headings of a row."""
        if len(self.rows) < header_row:
            return Table(file, self.name, (), ())
        headings = headings_of(self.rows, header_row, group_row)
        width = len(headings)
        rows = tuple(
            TableRow(f"row {number}", number, (*row[:width], *[""] * (width - len(row))))
            for number, row in enumerate(self.rows[header_row:], start=header_row + 1)
            if any(cell.strip() for cell in row[:width])
        )
        return Table(file, self.name, headings, rows)


@dataclass(frozen=True)
class Sample:
    """What is known of a file before anybody has said how it is laid out."""

    file: str
    form: str
    sheets: tuple[SheetSample, ...]

    def sheet(self, name: str) -> SheetSample:
        """Give a sheet by its name; an empty one when there is none."""
        return next((each for each in self.sheets if each.name == name), SheetSample(name, (), (), 0))


def sample_file(path: Path | str, limits: Limits = _LIMITS) -> Sample:
    """Look at how a CSV file or a workbook begins; refused with ``RefusedInput`` when it is neither or is damaged."""
    whole = str(Path(path).resolve())
    refuse_unreadable((whole,), limits.largest_file)
    job = {"path": whole, "megabytes": limits.megabytes, "seconds": limits.seconds}
    with start_child(CHILD) as child:
        try:
            said, _ = child.communicate(json.dumps(job) + "\n", timeout=limits.seconds + 30)
            name, value = json.loads(said.splitlines()[-1])
        except (OSError, IndexError, ValueError) as error:
            raise _died() from error
        finally:
            child.kill()
    if name == "refusal":
        raise RefusedInput(value["happened"], kept=value["kept"], next_step=value["next_step"])
    if name != "sample":
        raise _died()
    return _as_sample(Path(whole).name, value)


def _as_sample(file: str, value: dict[str, object]) -> Sample:
    sheets = value["sheets"]
    if not isinstance(sheets, list):
        raise _died()
    return Sample(
        file,
        str(value["form"]),
        tuple(
            SheetSample(name, tuple(map(tuple, rows)), tuple(map(tuple, last)), count)
            for name, rows, last, count in sheets
        ),
    )


def _died() -> RefusedInput:
    return RefusedInput(
        "The file could not be looked at: it took more memory or time than a file of records may take.",
        kept="Nothing of it was brought in.",
        next_step="Ask the sender for a smaller file, or for the same records as CSV.",
    )


def look(data: bytes, file: str) -> Sample:
    """Look at a file's bytes here and now; called in the child, and in tests."""
    form = form_of(data, file)
    if form == "xml":
        raise FileRefused(
            "This is a Common Transfer File: its fields have names of their own, and nothing need be taught.",
            "Bring it in with the school or the council as the sender.",
        )
    if form == "csv":
        text, _, _ = decoded(data)
        table = read_csv(text, file)
        whole = [row.cells for row in table.rows if not row.broken]
        found = _sheet("", [table.headings, *whole])
        last = tuple(_cut(row.cells) for row in table.rows[-LAST:])
        return Sample(file, form, (replace(found, last=last),))
    from app.feeds.reading_xlsx import sheets_of

    check_workbook(data)
    return Sample(file, form, tuple(_sheet(name, rows) for name, rows in sheets_of(data, SHEETS)))


def _sheet(name: str, rows: list[tuple[str, ...]] | list[list[str]]) -> SheetSample:
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    return SheetSample(
        name, tuple(map(_cut, rows[: ROWS + 1])), tuple(map(_cut, filled[-LAST:])), max(0, len(filled) - 1)
    )


def _cut(row: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(cell[:LETTERS] for cell in row[:COLUMNS])


def main() -> None:
    """Look at the file of one job from standard input and write the sample to standard output."""
    from app.errors import DeskError
    from app.feeds.reading_child import harden, say, say_refusal

    job = json.loads(sys.stdin.readline())
    harden(job["megabytes"], job["seconds"])
    path = Path(job["path"])
    try:
        found = look(path.read_bytes(), path.name)
    except DeskError as error:
        say_refusal(error)
        return
    except (MemoryError, RecursionError):
        say("died", {})
        return
    sheets = [[sheet.name, sheet.rows, sheet.last, sheet.count] for sheet in found.sheets]
    say("sample", {"form": found.form, "sheets": sheets})


if __name__ == "__main__":
    main()
