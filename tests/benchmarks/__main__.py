"""Run the bench: ``python3 desk.py bench [NAME ...] [--people N] [--json OUT] [--show-bare]``."""

from __future__ import annotations

import argparse
import inspect
import json
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import measures
from tests.benchmarks.measuring import Measure

COLUMNS = ("name", "size", "ours_ms", "bare_ms", "ratio", "aim", "note")


def main(arguments: list[str]) -> int:
    """Run the measures that were asked for and print a row each."""
    asked = _parser().parse_args(arguments)
    if asked.show_bare:
        for name in asked.name or sorted(measures.BARE):
            print(f"# bare counterpart of {name}")
            print(inspect.getsource(measures.BARE[name]))
        return 0
    rows: list[Measure] = []
    print("  ".join(f"{column:>12}" for column in COLUMNS))
    for people in asked.people:
        with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
            for measure in measures.run(Path(folder), people, tuple(asked.name)):
                rows.append(measure)
                _print(measure)
    if asked.json:
        content = [{column: getattr(row, column) for column in COLUMNS} for row in rows]
        Path(asked.json).write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="desk.py bench")
    parser.add_argument("name", nargs="*", help="measures to run (default: all)")
    parser.add_argument("--people", nargs="+", type=int, default=[2_000, 100_000])
    parser.add_argument("--json", metavar="OUT")
    parser.add_argument("--show-bare", action="store_true", help="print the code of the bare counterparts")
    return parser


def _print(row: Measure) -> None:
    mark = "" if not row.aim or row.ratio <= row.aim else "  over its aim"
    print(
        f"{row.name:>12}  {row.size:>12}  {row.ours_ms:12.2f}  {row.bare_ms:12.2f}  {row.ratio:12.2f}  "
        f"{row.aim:12.2f}  {row.note}{mark}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
