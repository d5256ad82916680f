"""All measures by name, with their bare counterparts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.benchmarks.asking import bare_case, bare_search, opening, searching
from tests.benchmarks.filling import Filled, bare_import, fill, plain_connection
from tests.benchmarks.holding import holding, limit
from tests.benchmarks.judging import bare_walk, judging
from tests.benchmarks.measuring import Measure
from tests.benchmarks.paper import bare_page, printing
from tests.benchmarks.starting import bare_window, starting
from tests.benchmarks.writing import bare_write, logged_write

#: The bare counterpart of each measure, for ``--show-bare``.
BARE: dict[str, Callable[..., Any]] = {
    "import": bare_import,
    "search": bare_search,
    "case": bare_case,
    "logged write": bare_write,
    "referral": bare_page,
    "start": bare_window,
    "judge": bare_walk,
    "hold": limit,
}
#: Measures that need a borough in a store.
_ON_STORE = frozenset({"import", "search", "case", "logged write", "start", "hold"})


def run(folder: Path, people: int, names: tuple[str, ...]) -> Iterator[Measure]:
    """Run the named measures, or all, on a borough of so many people made in ``folder``."""
    chosen = set(names) or set(BARE)
    unknown = chosen - set(BARE)
    if unknown:
        raise SystemExit(f"No measure is called {', '.join(sorted(unknown))}. There are: {', '.join(BARE)}.")
    size = f"{people:,}"
    if chosen & _ON_STORE:
        filled = fill(folder, people, lambda line: None)
        try:
            yield from _on_store(filled, folder, chosen, size)
        finally:
            filled.close()
    if "referral" in chosen:
        yield printing(size)
    if "judge" in chosen:
        yield judging(size)


def _on_store(filled: Filled, folder: Path, chosen: set[str], size: str) -> Iterator[Measure]:
    if "import" in chosen:
        yield importing(filled, size)
    reading = plain_connection(folder / "desk.mash", readonly=True)
    if "search" in chosen:
        yield searching(filled.desk, reading, size)
    if "case" in chosen:
        yield opening(filled.desk, reading, size)
    person = UUID(bytes=reading.execute("SELECT id FROM person ORDER BY id LIMIT 1").fetchone()[0])
    reading.close()
    if "logged write" in chosen:
        _copy_person(filled, person)
        yield logged_write(filled.desk, filled.bare, person, size)
    if "start" in chosen:
        yield starting(folder, folder / "desk.mash", size)
    if "hold" in chosen:
        yield holding(filled.desk, filled.writes, size)


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
