"""Run the bench: ``python3 desk.py bench [NAME ...] [--people N] [--records N] [--keep FOLDER] [--json OUT]``."""

from __future__ import annotations

import argparse
import inspect
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import measures
from tests.benchmarks.measuring import Measure

ABOUT = (
    "How fast it is, beside a bare counterpart in the same run. Ours may take so many times what the bare one takes (aim) "
    "and, of what an officer waits for, at most limit_ms: the worklist 500, a case page 150, search 100, sorting a list "
    "300, the longest write 250. The house's size is --people 100000 --records 1000000; memory is what eight hours of use "
    "add, and may be 5 in 100."
)
COLUMNS = ("name", "size", "ours_ms", "bare_ms", "ratio", "aim", "limit_ms", "note")


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
        with _folder(asked.keep, people) as folder:
            for measure in measures.run(
                folder, people, tuple(asked.name), records=asked.records, kept=bool(asked.keep)
            ):
                rows.append(measure)
                _print(measure)
    if asked.json:
        content = [{column: getattr(row, column) for column in COLUMNS} for row in rows]
        Path(asked.json).write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0


@contextmanager
def _folder(keep: str, people: int) -> Iterator[Path]:
    """Give a folder for a store of so many people: one that is kept, or one that is gone afterwards."""
    if keep:
        yield Path(keep) / str(people)
    else:
        with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
            yield Path(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="desk.py bench", description=ABOUT)
    parser.add_argument("name", nargs="*", help="measures to run (default: all)")
    parser.add_argument("--people", nargs="+", type=int, default=[2_000, 100_000])
    parser.add_argument(
        "--records",
        type=int,
        default=0,
        metavar="N",
        help="fill the store up to N records by SQL before measuring",
    )
    parser.add_argument(
        "--keep", default="", metavar="FOLDER",
        help="keep the filled store in FOLDER and use it again: filling 100,000 people takes most of an hour",
    )  # fmt: skip
    parser.add_argument("--json", metavar="OUT")
    parser.add_argument("--show-bare", action="store_true", help="print the code of the bare counterparts")
    return parser


def _print(row: Measure) -> None:
    mark = "" if row.reached else "  over its aim"
    print(
        f"{row.name:>12}  {row.size:>12}  {row.ours_ms:12.2f}  {row.bare_ms:12.2f}  {row.ratio:12.2f}  "
        f"{row.aim:12.2f}  {row.limit_ms:12.0f}  {row.note}{mark}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
