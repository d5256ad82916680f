"""Which command was asked for, and how it ends: 0 done, 1 refused with nothing half done, 2 wrong usage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from app.cli import (
    agency_files,
    backing_up,
    by_hand,
    children,
    desk_matters,
    directory,
    judging_cases,
    keeping,
    law,
    making,
    shares,
    stores,
)
from app.errors import DeskError

GROUPS = (
    *(stores, directory, backing_up, agency_files, children, by_hand, keeping),
    *(shares, judging_cases, law, desk_matters, making),
)


def parser() -> argparse.ArgumentParser:
    """Make the parser of every command; each group of commands adds its own."""
    top = argparse.ArgumentParser(prog="mash-desk", description="The MASH desk, from the command line.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add_commands(commands)
    return top


def main(arguments: list[str], open_window: Callable[[list[str]], int]) -> int:
    """Run one command and give its exit code; ``open_window`` is how whoever puts the program together shows it."""
    asked = parser().parse_args(arguments)
    asked.open_window = open_window
    try:
        return int(asked.run(asked) or 0)
    except DeskError as refusal:
        for sentence in (refusal.happened, refusal.kept, refusal.next_step):
            if sentence:
                print(sentence, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing is half done.", file=sys.stderr)
        return 1
