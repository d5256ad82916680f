"""Commands about backups: make one, and make a store again from one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app import recovery
from app.cli.opening import add_command, add_who, opened, passphrase
from app.errors import DeskError


def add_commands(commands: Any) -> None:
    """Add: backup, restore."""
    backup = add_command(
        commands, "backup", "Make a verified copy of store and keyring in one file.", _backup
    )
    backup.add_argument("file", metavar="FILE", type=Path)
    restore = add_command(
        commands,
        "restore",
        "Make a store again from a backup, under a new device letter.",
        _restore,
        store=False,
    )
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument("store", metavar="STORE", type=Path)
    restore.add_argument("--recovery-key", metavar="FILE", type=Path, help="instead of a passphrase")
    restore.add_argument("--device", default="", metavar="LETTERS", help="default: two drawn by lot")
    add_who(restore)


def _backup(asked: argparse.Namespace) -> int:
    from app.backups import back_up

    with opened(asked) as desk:
        made = back_up(desk, asked.file)
    print(f"made {made.path}")
    print(f"log head {made.head}: every page and the whole log of the copy were checked")
    return 0


def _restore(asked: argparse.Namespace) -> int:
    from app import backups
    from app.restoring import restore

    ring, _ = backups.read_keyring(asked.file, backups.read_manifest(asked.file))
    officer = asked.officer or (ring.owners[0] if len(ring.owners) == 1 else "")
    if not officer:
        raise DeskError(
            "Several officers have a way into this backup, and it was not said who restores it.",
            kept="Nothing was restored.",
            next_step=f"Add --officer with one of: {', '.join(ring.owners)}.",
        )
    private = recovery.read_private(asked.recovery_key) if asked.recovery_key else None
    words = "" if private is not None else passphrase(asked.passphrase_file, f"Passphrase of {officer}: ")
    done = restore(
        asked.file, asked.store, officer, passphrase=words, recovery_private=private, device=asked.device
    )
    print(f"restored {done.path} as it stood at log head {done.head}")
    print(f"New references of this laptop begin with the device letters {done.device}.")
    return 0
