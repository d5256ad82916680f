"""Commands that make something up: the borough's files, and the demonstration of the whole job."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.opening import add_command


def add_commands(commands: Any) -> None:
    """Add: make-demo, demo, open."""
    borough = add_command(
        commands, "make-demo", "Make a made-up borough's agency files.", _borough, store=False
    )
    borough.add_argument("--people", type=int, default=40, metavar="N")
    borough.add_argument("--seed", type=int, default=1, metavar="S")
    borough.add_argument("--out", required=True, metavar="DIR", type=Path)
    demo = add_command(commands, "demo", "See the program at work on a made-up team.", _demo, store=False)
    demo.add_argument("--out", metavar="DIR", type=Path, help="where papers and pictures go")
    demo.add_argument("--no-window", action="store_true", help="do the job without opening a window")
    window = add_command(commands, "open", "Open the program.", _open, store=False)
    window.add_argument("store", nargs="?", metavar="STORE", type=Path)


def _borough(asked: argparse.Namespace) -> int:
    from app.demo import make_borough

    made = make_borough(asked.out, people=asked.people, seed=asked.seed)
    print(f"{made.people} people, {made.children} children, {made.households} households in {made.folder}")
    for file in made.files:
        print(f"{file.agency}\t{file.layout}\t{file.records}\t{file.path.name}")
    return 0


def _demo(asked: argparse.Namespace) -> int:
    from app.cli.demonstration import demonstrate

    done: int = demonstrate(asked.out, None if asked.no_window else asked.open_window)
    return done


def _open(asked: argparse.Namespace) -> int:
    done: int = asked.open_window([str(asked.store)] if asked.store else [])
    return done
