"""What is wrong with a store that does not open: each case by name, with the next step in plain words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from app.errors import DeskError
from models import database


class StoreVerdict(DeskError):
    """Why a store did not open. ``name`` is one of ``VERDICTS``."""

    def __init__(self, name: str, happened: str, kept: str, next_step: str) -> None:
        self.name = name
        super().__init__(happened, kept=kept, next_step=next_step)


_UNTOUCHED = "Nothing was changed."
_BACKUP = "Restore the last good backup; the damaged files are left as they are."

VERDICTS: dict[str, tuple[str, str, str]] = {
    "wrong_passphrase": (
        "This passphrase does not open the store.",
        "The store is unharmed.",
        "Try again; Caps Lock may be on. If it is forgotten, the council's recovery key opens the store.",
    ),
    "wrong_recovery_key": (
        "This recovery key does not belong to this store.",
        "The store is unharmed.",
        "Compare the words with the paper, or ask for the key that was made with this store.",
    ),
    "no_such_officer": (
        "No officer of this name has a way into this store.",
        "The store is unharmed.",
        "Choose a name from the list, or ask your administrator to add you.",
    ),
    "keyring_missing": (
        "The keyring beside the store is missing.",
        "The store itself is unharmed, and closed without its keyring.",
        "Put the file that ends in .mash.keys back beside the store, from where both came or from a backup.",
    ),
    "keyring_unreadable": (
        "The keyring beside the store cannot be read.",
        "The store itself is unharmed.",
        "Put the keyring back from a backup of the same store.",
    ),
    "keyring_altered": (
        "The keyring beside the store was altered.",
        "The store itself was not opened.",
        "Tell your administrator: put the keyring back from a backup, and find out who changed it.",
    ),
    "keyring_newer": (
        "This keyring was written by a newer version of the program.",
        _UNTOUCHED,
        "Open it with the newer version.",
    ),
    "store_missing": (
        "There is no store at this place.",
        _UNTOUCHED,
        "Check the folder. A store was perhaps moved: the store and its keyring travel together.",
    ),
    "store_empty": ("The store's file is empty: 0 bytes.", _UNTOUCHED, _BACKUP),
    "store_plain": (
        "This file is not encrypted, so it is no store of the desk.",
        _UNTOUCHED,
        "Do not put anything into it. Choose the right file.",
    ),
    "store_cut": ("The store's file was cut short: its end is missing.", _UNTOUCHED, _BACKUP),
    "store_foreign": (
        "This store and this keyring do not belong together, or the store's first page is damaged.",
        _UNTOUCHED,
        "Put the keyring that was made with this store beside it, or restore the last good backup.",
    ),
    "salt_damaged": (
        "The first bytes of the store are damaged; everything after them is whole.",
        "Nothing was lost. The keyring remembers these bytes.",
        "Choose 'repair' to write them again, or restore the last good backup.",
    ),
    "pages_damaged": (
        "Pages of the store are damaged, or the disk could not read them.",
        _UNTOUCHED,
        "Lock and unlock once more, for a disk may fail only once. If it stays so, restore the last good backup; the "
        "damaged files are left as they are.",
    ),
    "rolled_back": (
        "This is an older copy of the store than the one that was last closed here.",
        _UNTOUCHED,
        "Find out who put it back. If a backup was restored on purpose, use 'restore', which says so in the log.",
    ),
    "history_rewritten": (
        "The log in this store is not the one that was there when it was last closed.",
        _UNTOUCHED,
        "Tell your information-governance lead; keep the files as they are.",
    ),
    "store_newer": (
        "This store was written by a newer version of the program.",
        _UNTOUCHED,
        "Open it with the newer version.",
    ),
    "in_use": (
        "This store is open in another window of the program.",
        _UNTOUCHED,
        "Go to that window, or close it first.",
    ),
    "not_unreadable": (
        "The new store was not encrypted, so it was not used.",
        "Nothing was written into it.",
        "Tell your administrator: the encryption library on this machine does not do its work.",
    ),
    "store_exists": (
        "There is a file of this name already.",
        "It was left as it is.",
        "Choose another name, or open that store.",
    ),
    "not_writable": (
        "The store's folder cannot be written to.",
        _UNTOUCHED,
        "Choose a folder on this computer that is yours.",
    ),
}


VERDICTS |= {
    "disk_full": (
        "The disk is full.",
        "What was saved before is safe; this last act was not kept, and nothing of it is half done.",
        "Make room on the disk (empty the bin, move large files away), then do it again.",
    ),
    "store_unreachable": (
        "The store's file cannot be read or written just now.",
        "What was saved before is safe; this last act was not kept, and nothing of it is half done.",
        "Check that the disk is there and that the folder may be written to, then do it again.",
    ),
    "store_busy": (
        "The store was busy for longer than five seconds.",
        "Nothing of this last act was kept.",
        "Do it again. If it stays so, close the other program that reads the file.",
    ),
}

VERDICTS |= {
    "store_unfinished": (
        "The making of this store was broken off before it was finished.",
        "Nothing had been put into it, so nothing was lost.",
        "Make the store again under the same name; what was left of it is taken away then.",
    ),
    "restore_unfinished": (
        "The restoring of this store was broken off before it was finished.",
        "The backup that it came from is unharmed.",
        "Restore the backup again to the same place; what was left is taken away then.",
    ),
    "slot_dated": (
        "A colleague's way in is of an older form, and cannot be taken over to another key.",
        _UNTOUCHED,
        "Let every colleague unlock once, or remove those who no longer work here, then do it again.",
    ),
    "copy_unsound": (
        "The copy was not sound when it was read back, so it was not used.",
        "Nothing else was changed.",
        "Do it again. If it stays so, ask your administrator to look at this disk.",
    ),
    "backup_missing": ("There is no backup at this place.", _UNTOUCHED, "Check the folder and the name."),
    "backup_none": (
        "This file is no backup of the desk, or its end is missing.",
        _UNTOUCHED,
        "Choose another backup; those made here end in .mashbackup.",
    ),
    "backup_damaged": (
        "This backup is damaged, or was altered after it was made.",
        _UNTOUCHED,
        "Choose another backup, and keep this one for your administrator.",
    ),
    "backup_newer": (
        "This backup was made by a newer version of the program.",
        _UNTOUCHED,
        "Restore it with the newer version.",
    ),
}

#: What a fault of the world is called (``models.database.kind_of_fault``).
FAULTS = {
    "damaged": "pages_damaged",
    "full": "disk_full",
    "unreachable": "store_unreachable",
    "busy": "store_busy",
}


#: So many bytes have to find room on a disk that is not full: a few pages of a store.
_LITTLE = 64 * 1024
#: What the system says of the disk itself, when it is not the library that was writing.
_DISK = {errno.ENOSPC: "disk_full", errno.EDQUOT: "disk_full", errno.EIO: "store_unreachable"}


@contextmanager
def explained(near: Path | None = None, otherwise: str = "") -> Iterator[None]:
    """Turn what the world did to the store into its verdict; a bug stays a bug.

    ``near`` is the folder that was written to: the library calls a full disk unreachable where it could not even begin a
    file, so a little is written there to tell the two apart. ``otherwise`` is the verdict for whatever else the system
    says of a file.
    """
    try:
        yield
    except database.STORE_FAULTS as problem:
        kind = database.kind_of_fault(problem)
        if not kind:
            raise
        if kind == "unreachable" and near is not None and not _has_room(near):
            kind = "full"
        raise verdict(FAULTS[kind]) from None
    except OSError as problem:
        name = _DISK.get(problem.errno or 0, otherwise)
        if not name:
            raise
        raise verdict(name) from None


def _has_room(folder: Path) -> bool:
    """Write a little into a file without a name, which nothing is left of; only a full disk says no."""
    try:
        with TemporaryFile(dir=folder) as tried:
            tried.write(bytes(_LITTLE))
            tried.flush()
            os.fsync(tried.fileno())
    except OSError as problem:
        return _DISK.get(problem.errno or 0) != "disk_full"
    return True


def verdict(name: str) -> StoreVerdict:
    """Make the verdict of this name."""
    return StoreVerdict(name, *VERDICTS[name])
