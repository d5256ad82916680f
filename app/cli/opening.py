"""How a command opens a store: who says so, with which passphrase."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app import vault
from app.desk import Desk
from app.errors import DeskError, RefusedInput

#: A larger store takes longer than a moment to check, and is checked whole when that is asked for.
MOST_CHECKED = 256 * 1024 * 1024


def add_command(
    commands: Any, name: str, words: str, run: Any, *, store: bool = True
) -> argparse.ArgumentParser:
    """Add a command; with ``store`` it takes STORE, ``--passphrase-file`` and ``--officer``."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    if store:
        command.add_argument("store", metavar="STORE", type=Path)
        add_who(command)
    command.set_defaults(run=run)
    return command


def add_who(command: argparse.ArgumentParser) -> None:
    """Add the two arguments that say who acts."""
    command.add_argument("--passphrase-file", metavar="FILE", type=Path, help="file whose first line is it")
    command.add_argument("--officer", metavar="NAME", help="who acts (default: the only officer)")


@contextmanager
def opened(asked: argparse.Namespace, *, checked: bool = True) -> Iterator[Desk]:
    """Open the store that a command names, check it whole, and close it at the end."""
    names = vault.officers_of(asked.store)
    officer = asked.officer or (names[0] if len(names) == 1 else _ask_officer(names))
    desk = vault.open_store(
        asked.store, officer, passphrase(asked.passphrase_file, f"Passphrase of {officer}: ")
    )
    try:
        if checked:
            _check_pages(desk, asked.store)
        yield desk
    finally:
        desk.close()


def _check_pages(desk: Desk, store: Path) -> None:
    """Check every page and the log before anything is done, as the window does beside the work; a fault stops here."""
    if store.stat().st_size > MOST_CHECKED:
        print("A store of this size is checked whole by 'verify' only.", file=sys.stderr)
        return
    fault = desk.check_whole()
    if fault is not None:
        raise fault


def _ask_officer(names: tuple[str, ...]) -> str:
    if not sys.stdin.isatty():
        raise DeskError(
            "Several officers can open this store, and it was not said who acts.",
            kept="Nothing was opened.",
            next_step=f"Add --officer with one of: {', '.join(names)}.",
        )
    print(f"Officer ({', '.join(names)}): ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def passphrase(file: Path | None, question: str) -> str:
    """Read a passphrase from the first line of a file, or ask for it without showing it."""
    if file is not None:
        return first_line(file)
    if not sys.stdin.isatty():
        raise DeskError(
            "No passphrase was given.",
            kept="Nothing was opened.",
            next_step="Name a file that holds it with --passphrase-file.",
        )
    return getpass.getpass(question)


def first_line(file: Path) -> str:
    """Read the first line of a passphrase file, without its line end."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RefusedInput(
            "The passphrase file cannot be read.", next_step="Check its name and place."
        ) from None
    return content.splitlines()[0] if content else ""


def write_out(path: Path, content: str) -> None:
    """Write a result beside its place first, so that a half-written file is never left under its name."""
    beside = path.with_name(path.name + ".part")
    try:
        with open(beside, "w", encoding="utf-8", newline="") as out:
            out.write(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise RefusedInput(
            "The result could not be written to this place.",
            kept="The store is as it was.",
            next_step="Choose a folder that exists and that you may write to.",
        ) from None
