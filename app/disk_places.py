"""On what kind of disk a path lies: this computer's own, another's over the network, or a folder that a service copies."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.errors import RefusedInput

#: Kinds of file system that another computer serves (Linux, /proc/mounts, third column).
NETWORK_KINDS = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs ncpfs afs coda ceph lustre glusterfs davfs davfs2 fuse.sshfs fuse.rclone "
    "fuse.davfs fuse.davfs2 fuse.gvfsd-fuse fuse.glusterfs fuse.s3fs fuse.smbnetfs".split()
)
#: Names of folders that a service copies elsewhere, folded, with the service in words.
SYNCED = (
    (re.compile(r"onedrive( - .+)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?"), "Dropbox"),
    (re.compile(r"google ?drive|googledrive-.+|my drive"), "Google Drive"),
    (re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs"), "iCloud Drive"),
    (re.compile(r"box( sync)?|box-box"), "Box"),
    (re.compile(r"nextcloud|owncloud"), "Nextcloud"),
    (re.compile(r"sharepoint( - .+)?"), "SharePoint"),
    (re.compile(r"pcloud ?drive|megasync|syncthing|sync"), "a synchronising service"),
)


@dataclass(frozen=True)
class Mount:
    """One line of a mount table: where it is mounted, and which kind of file system it is."""

    point: str
    kind: str


@dataclass(frozen=True)
class DiskPlace:
    """What a path lies on: ``kind`` is own, network or synced; ``what`` names the share or the service in words."""

    kind: str
    what: str = ""


def mounts_of(table: str) -> tuple[Mount, ...]:
    """Read a mount table as Linux writes it: fields parted by blanks, a blank in a name written as an octal escape."""
    rows = (line.split(" ") for line in table.splitlines())
    return tuple(Mount(_plain(row[1]), row[2]) for row in rows if len(row) >= 3)


def place_of(path: str, mounts: tuple[Mount, ...] = ()) -> DiskPlace:
    """Say what a whole path lies on, from its own words and a mount table; nothing is looked up."""
    words = path.replace("\\", "/")
    if (words.startswith("//") and not words.startswith(("//./", "//?/"))) or words.lower().startswith(
        "//?/unc/"
    ):
        return DiskPlace("network", "a network share")
    parts = [part.casefold() for part in words.split("/") if part]
    for part in parts:
        for pattern, service in SYNCED:
            if pattern.fullmatch(part):
                return DiskPlace("synced", service)
    kind = _mounted_as(words, mounts)
    return DiskPlace("network", f"a network drive ({kind})") if kind in NETWORK_KINDS else DiskPlace("own")


def place_now(path: Path) -> DiskPlace:
    """Say what a path lies on at this computer now."""
    whole = path.expanduser().absolute()
    found = place_of(str(whole), _table_now())
    if found.kind == "own" and whole.exists():
        found = place_of(str(whole.resolve()), _table_now())
    if found.kind == "own" and sys.platform == "win32":
        found = _windows_drive(whole.drive) or found
    return found


def require_own_disk(path: Path) -> None:
    """Refuse a place for a store that is on the network or that a service copies.

    A store's log in the making needs memory that two computers do not share, and a service may put an older file in the
    place of a newer one (SQLite, write-ahead logging, "use over a network filesystem").
    """
    found = place_now(path.parent)
    if found.kind == "network":
        raise RefusedInput(
            f"A store cannot lie on {found.what}: two computers that write to it would destroy it.",
            kept="Nothing was made.",
            next_step="Choose a folder on this computer's own disk, and put backups on the network instead.",
        )
    if found.kind == "synced":
        raise RefusedInput(
            f"A store cannot lie in a folder that {found.what} copies: it could put an old file over the present one.",
            kept="Nothing was made.",
            next_step="Choose a folder on this computer's own disk that no service copies.",
        )


def backup_warning(path: Path) -> str:
    """Say what to think of when backups go to a path; empty for a disk of this computer."""
    found = place_now(path)
    if found.kind == "network":
        return (
            f"This is {found.what}. Backups are encrypted, so that is a good place; one is made only while it is in "
            "reach."
        )
    if found.kind == "synced":
        return (
            f"{found.what[0].upper()}{found.what[1:]} copies this folder elsewhere. Backups are encrypted, but they leave "
            "the council's hands: ask your information-governance lead first."
        )
    return ""


def _plain(word: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), word)


def _mounted_as(path: str, mounts: tuple[Mount, ...]) -> str:
    """Give the kind of the mount that a path lies under: the deepest, and of two on one point the later."""
    lies_in = PurePosixPath(path)
    best, depth = "", -1
    for mount in mounts:
        point = PurePosixPath(mount.point)
        if (lies_in == point or point in lies_in.parents) and len(point.parts) >= depth:
            best, depth = mount.kind, len(point.parts)
    return best


def _table_now() -> tuple[Mount, ...]:
    if not sys.platform.startswith("linux"):
        return ()
    try:
        return mounts_of(Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return ()


def _windows_drive(drive: str) -> DiskPlace | None:
    """Ask Windows whether a drive letter is a network drive (GetDriveTypeW gives 4)."""
    import ctypes

    kernel = getattr(ctypes, "windll", None)
    if kernel is not None and drive and kernel.kernel32.GetDriveTypeW(f"{drive}\\") == 4:
        return DiskPlace("network", f"the network drive {drive}")
    return None
