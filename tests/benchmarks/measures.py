"""All measures by name, with their bare counterparts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from models.database import DoorConnection
from tests.benchmarks.asking import bare_case, bare_search, opening, searching
from tests.benchmarks.filling import (
    Filled,
    bare_import,
    fill,
    opened_again,
    opened_desk,
    plain_connection,
    was_filled,
)
from tests.benchmarks.growing import grow
from tests.benchmarks.holding import holding, limit
from tests.benchmarks.judging import bare_cases, bare_walk, judging, judging_many
from tests.benchmarks.measuring import Measure
from tests.benchmarks.pages import bare_case_page, bare_sort, bare_worklist, case_page, sorting, worklist
from tests.benchmarks.paper import bare_page, printing
from tests.benchmarks.starting import bare_window, starting
from tests.benchmarks.using import bare_memory, memory
from tests.benchmarks.writing import bare_write, logged_write

#: The bare counterpart of each measure, for ``--show-bare``.
BARE: dict[str, Callable[..., Any]] = {
    "import": bare_import,
    "search": bare_search,
    "case": bare_case,
    "logged write": bare_write,
    "worklist": bare_worklist,
    "case page": bare_case_page,
    "sort": bare_sort,
    "memory": bare_memory,
    "referral": bare_page,
    "start": bare_window,
    "judging one share": bare_walk,
    "judge": bare_cases,
    "hold": limit,
}
#: Measures that need a borough in a store.
_ON_STORE = frozenset(BARE) - {"referral", "judging one share", "judge"}
#: Measures of what filling a store took, or that take much out of it: not of a store that was kept.
_OF_FILLING = frozenset({"import", "hold"})


def run(
    folder: Path, people: int, names: tuple[str, ...], *, records: int = 0, kept: bool = False
) -> Iterator[Measure]:
    """Run the named measures, or all, on a borough of so many people made in ``folder``.

    With ``records`` the store is then filled up to so many records. A ``kept`` folder that has a store in it is used as
    it is.
    """
    unknown = set(names) - set(BARE)
    if unknown:
        raise SystemExit(f"No measure is called {', '.join(sorted(unknown))}. There are: {', '.join(BARE)}.")
    there = kept and was_filled(folder)
    chosen = set(names) or (set(BARE) - _OF_FILLING if there else set(BARE))
    size = f"{people:,}" + (f" / {records:,}" if records else "")
    if chosen & _ON_STORE:
        filled = opened_again(folder) if there else fill(folder, people, lambda line: None)
        try:
            if records:
                _grow(folder, records)
            yield from _on_store(filled, folder, chosen, size)
        finally:
            filled.close()
    if "referral" in chosen:
        yield printing(size)
    if "judging one share" in chosen:
        yield judging(size)
    if "judge" in chosen:
        yield judging_many(folder)


def _grow(folder: Path, records: int) -> None:
    writing = plain_connection(folder / "desk.mash")
    grow(writing, records)
    writing.close()


def _on_store(filled: Filled, folder: Path, chosen: set[str], size: str) -> Iterator[Measure]:
    if "import" in chosen and filled.rows:
        yield importing(filled, size)
    reading = plain_connection(folder / "desk.mash", readonly=True)
    if "search" in chosen:
        yield searching(filled.desk, reading, size)
    if "case" in chosen:
        yield opening(filled.desk, reading, size)
    yield from _in_the_window(filled, reading, folder, chosen, size)
    person = UUID(bytes=reading.execute("SELECT id FROM person ORDER BY id LIMIT 1").fetchone()[0])
    reading.close()
    if "logged write" in chosen:
        _copy_person(filled, person)
        yield logged_write(filled.desk, filled.bare, person, size)
    if "start" in chosen:
        yield starting(folder, folder / "desk.mash", size)
    if "hold" in chosen:
        yield holding(filled.desk, filled.writes, size)


def _in_the_window(
    filled: Filled, reading: DoorConnection, folder: Path, chosen: set[str], size: str
) -> Iterator[Measure]:
    if "worklist" in chosen:
        yield worklist(filled.desk, reading, folder, size)
    if "case page" in chosen:
        yield case_page(filled.desk, reading, folder, size)
    if "sort" in chosen:
        writing = plain_connection(folder / "desk.mash")
        yield sorting(filled.desk, reading, writing, folder, size)
        writing.close()
    if "memory" in chosen:
        filled.desk.close()
        yield memory(folder / "desk.mash", folder, size)
        filled.desk = opened_desk(folder)


def importing(filled: Filled, size: str) -> Measure:
    """Give what bringing in took a row of a file, from reading it to its acceptance."""
    rows = max(filled.rows, 1)
    note = (
        f"a row of {rows:,}; {filled.stored_rows:,} rows stored; files in turn; this disk hardly flushes; "
        f"looking for {filled.pairs:,} pairs afterwards took {filled.pairing:.0f} s"
    )
    return Measure("import", size, filled.ours / rows * 1000, filled.bare_time / rows * 1000, 8.0, note)


def _copy_person(filled: Filled, person: UUID) -> None:
    """Put the person on whom is written into the bare store too."""
    row = filled.desk.read(
        lambda reader: tuple(
            reader.session.connection()
            .exec_driver_sql("SELECT * FROM person WHERE id = ?", (person.bytes,))
            .one()
        )
    )
    marks = ", ".join("?" * len(row))
    filled.bare.execute("BEGIN IMMEDIATE")
    filled.bare.execute(f"INSERT OR IGNORE INTO person VALUES ({marks})", row)
    filled.bare.commit()
