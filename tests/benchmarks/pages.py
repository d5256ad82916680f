"""Worklist, case page and the sort of a long list, from the asking to the drawn window, in a store of any size."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import UUID

from app.desk import Desk
from models.database import DoorConnection
from tests.benchmarks.asking import Rows, bare_case, longest_cases
from tests.benchmarks.growing import grow_findings
from tests.benchmarks.measuring import Measure, in_turn
from tests.benchmarks.window import a_window, bare_table, go_and_draw

#: What an officer may wait for at most, in milliseconds, with a hundred thousand people and a million records.
WORKLIST, CASE, SORT = 500.0, 150.0, 300.0
RUNS = 30


def worklist(desk: Desk, bare: DoorConnection, folder: Path, size: str) -> Measure:
    """Measure opening the worklist: what waits is asked and the window drawn."""
    with a_window(desk, folder) as window:
        go_and_draw(window, "worklist")
        ours, plain = in_turn(
            lambda: go_and_draw(window, "worklist"), lambda: bare_worklist(bare), runs=RUNS, at=0.95
        )
        rows = window.page.table.rows.rowCount()
    note = f"95th percentile of {RUNS}: {rows} rows asked and the window drawn, without a screen"
    return Measure("worklist", size, ours, plain, 0.0, note, WORKLIST)


def bare_worklist(connection: DoorConnection) -> None:
    """Count what waits and read the first pairs with the name said of each by plain SQL; show them in Qt's own table."""
    connection.execute("SELECT count(*) FROM candidate WHERE state IN ('open', 'not_sure')").fetchone()
    connection.execute("SELECT * FROM batch WHERE state = 'staged'").fetchall()
    connection.execute("SELECT * FROM share WHERE state = 'draft'").fetchall()
    rows = connection.execute(
        "SELECT (SELECT s.value FROM statement AS s WHERE s.agency_person_id = c.agency_person_id "
        "AND s.\"group\" = 'name' ORDER BY s.heard_at DESC, s.id DESC LIMIT 1), o.name, p.reference, c.band FROM "
        "(SELECT * FROM candidate WHERE state IN ('open', 'not_sure') ORDER BY CASE band WHEN 'twin' THEN 0 "
        "WHEN 'certain' THEN 1 WHEN 'review' THEN 2 ELSE 3 END, score DESC, id LIMIT 25) AS c "
        "JOIN agency_person AS a ON a.id = c.agency_person_id JOIN organisation AS o ON o.id = a.organisation_id "
        "JOIN person AS p ON p.id = c.person_id"
    ).fetchall()
    bare_table(rows)


def case_page(desk: Desk, bare: DoorConnection, folder: Path, size: str) -> Measure:
    """Measure opening children, one after another: the look is logged, all is read, the window drawn."""
    keys = longest_cases(bare, RUNS)
    asked, plain_keys = iter(cycle(keys)), iter(cycle(keys))
    with a_window(desk, folder) as window:
        go_and_draw(window, "casefile", UUID(bytes=keys[0]))
        ours, plain = in_turn(
            lambda: go_and_draw(window, "casefile", UUID(bytes=next(asked))),
            lambda: bare_case_page(bare, next(plain_keys)),
            runs=2 * len(keys),
            at=0.95,
        )
    note = f"95th percentile of {2 * len(keys)}: the children with most records; logged, read, drawn"
    return Measure("case page", size, ours, plain, 0.0, note, CASE)


def bare_case_page(connection: DoorConnection, person: bytes) -> None:
    """Read the rows of a child by plain SQL and show the first fifty in Qt's own table."""
    bare_table(bare_case(connection, person)[:50])


def sorting(desk: Desk, bare: DoorConnection, writing: DoorConnection, folder: Path, size: str) -> Measure:
    """Measure sorting a list of a hundred thousand lines by one of its columns, and drawing it."""
    from PySide6.QtCore import Qt

    batch = grow_findings(writing)
    orders = iter(cycle((Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)))
    ways = iter(cycle(("ASC", "DESC")))
    with a_window(desk, folder) as window:
        go_and_draw(window, "feeds", str(UUID(bytes=batch)))
        view = window.page.preview
        view.tabs.set_value("odd")

        def sort() -> None:
            view.odd.horizontalHeader().setSortIndicator(2, next(orders))
            view.odd.rows.row(0)
            view.odd.grab()

        sort()
        ours, plain = in_turn(sort, lambda: bare_sort(bare, batch, next(ways)), runs=RUNS, at=0.95)
        lines = view.odd.rows.rowCount()
    note = f"95th percentile of {RUNS}: {lines:,} lines of what is odd, by what is odd, both ways"
    return Measure("sort", size, ours, plain, 0.0, note, SORT)


def bare_sort(connection: DoorConnection, batch: bytes, way: str) -> None:
    """Sort the same lines by plain SQL and show the first two hundred in Qt's own table."""
    connection.execute("SELECT count(*) FROM finding WHERE batch_id = ?", (batch,)).fetchone()
    rows: Rows = connection.execute(
        f"SELECT line, agency_reference, what FROM finding WHERE batch_id = ? ORDER BY what {way}, id LIMIT 200",
        (batch,),
    ).fetchall()
    bare_table(rows)


def counted(connection: DoorConnection) -> dict[str, Any]:
    """Count what a store holds, for the size that is printed."""
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        for table in ("person", "agency_person", "statement", "record")
    }
