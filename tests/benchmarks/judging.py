"""How long the rules of sharing take: for one share, and for ten thousand cases through the command."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import io
import json
import time
from pathlib import Path

from app.cli.running import main
from app.sharing.case_file import COLUMNS
from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Facts
from app.sharing.judging import judge
from tests.benchmarks.measuring import Measure, in_turn
from tests.builders_sharing import a_share

CASES = Path(__file__).resolve().parents[1] / "app" / "sharing" / "cases"
MANY = 10_000
#: A cell that begins so holds JSON.
JSON = ("{", "[")


def judging(size: str) -> Measure:
    """Measure judging an ordinary share with the whole catalogue."""
    facts, catalogue = a_share(), shipped_catalogue()
    judge(facts, catalogue)
    ours, plain = in_turn(lambda: judge(facts, catalogue), lambda: bare_walk(facts), runs=200)
    return Measure(
        "judging one share", size, ours, plain, 0.0, "informative: no aim; bare only copies the facts once"
    )


def bare_walk(facts: Facts) -> object:
    """Copy every fact once, as plain values."""
    return dataclasses.asdict(facts)


def judging_many(folder: Path) -> Measure:
    """Measure ten thousand mixed cases through the command, from file to file; bare reads the rows and their JSON."""
    cases, results = write_cases(folder / "CASES.csv"), folder / "RESULTS.csv"
    work = 0.0

    def command() -> None:
        nonlocal work
        began = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            main(["judge", str(cases), "--out", str(results)], lambda _arguments: 2)
        work = time.process_time() - began

    ours, plain = in_turn(command, lambda: bare_cases(cases), runs=1)
    note = (
        f"aim: within 60,000 ms; {work:.1f} s of it work of one core, {MANY * 60 / work:,.0f} cases a minute"
    )
    return Measure("judge", f"{MANY:,}", ours, plain, 0.0, note)


def bare_cases(cases: Path) -> int:
    """Read every row, and the JSON in it, with the standard library; judge nothing."""
    read = 0
    with open(cases, encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            for cell in row.values():
                if cell.startswith(JSON):
                    read += _reads(cell)
    return read


def _reads(cell: str) -> bool:
    try:
        json.loads(cell)
    except ValueError:
        return False
    return True


def write_cases(path: Path) -> Path:
    """Write ten thousand cases: all that the tests judge, in turn, each time under another id."""
    rows = [
        {column: cell for column, cell in row.items() if column in COLUMNS}
        for file in sorted(CASES.glob("*.csv"))
        for row in csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(keepends=True))
    ]
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="")
        writer.writeheader()
        for number in range(MANY):
            writer.writerow({**rows[number * 7 % len(rows)], "id": str(number)})
    return path
