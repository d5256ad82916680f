"""A store lies on this computer's own disk; a backup may lie elsewhere, and the officer is told what that means."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import disk_places, restoring, vault
from app.disk_places import DiskPlace, Mount, backup_warning, mounts_of, place_of
from app.errors import RefusedInput

TABLE = mounts_of(
    "/dev/sda1 / ext4 rw 0 0\n"
    "tmpfs /run tmpfs rw 0 0\n"
    "//files/mash /mnt/team cifs rw 0 0\n"
    "server:/x /mnt/team/deep\\040one nfs4 rw 0 0\n"
    "/dev/sdb1 /mnt/team/stick vfat rw 0 0\n"
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/people/priya/desk", DiskPlace("own")),
        ("/mnt/team/desk", DiskPlace("network", "a network drive (cifs)")),
        ("/mnt/team", DiskPlace("network", "a network drive (cifs)")),
        ("/mnt/teamwork", DiskPlace("own")),
        ("/mnt/team/deep one/x", DiskPlace("network", "a network drive (nfs4)")),
        ("/mnt/team/stick/x", DiskPlace("own")),
        ("\\\\files\\mash\\desk", DiskPlace("network", "a network share")),
        ("//files/mash/desk", DiskPlace("network", "a network share")),
        ("\\\\?\\UNC\\files\\mash", DiskPlace("network", "a network share")),
        ("\\\\?\\C:\\desk", DiskPlace("own")),
        ("C:\\people\\priya\\OneDrive - Hackbridge Council\\desk", DiskPlace("synced", "OneDrive")),
        ("C:\\people\\priya\\OneDriveless\\desk", DiskPlace("own")),
        ("/people/priya/Dropbox/desk", DiskPlace("synced", "Dropbox")),
        (
            "/people/priya/Library/CloudStorage/GoogleDrive-p@x.example/My Drive",
            DiskPlace("synced", "Google Drive"),
        ),
        ("/people/priya/Library/Mobile Documents/x", DiskPlace("synced", "iCloud Drive")),
        ("/people/priya/dropbox notes/desk", DiskPlace("own")),
    ],
)
def test_a_place_is_named_by_what_it_lies_on(path: str, expected: DiskPlace) -> None:
    assert place_of(path, TABLE) == expected


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=20), st.text(max_size=8)), max_size=4))
def test_any_path_and_any_table_have_an_answer(path: str, table: list[tuple[str, str]]) -> None:
    mounts = tuple(Mount(point, kind) for point, kind in table)
    assert place_of(path, mounts).kind in ("own", "network", "synced")


@given(st.text(max_size=300))
def test_any_text_can_be_read_as_a_table(table: str) -> None:
    assert all(isinstance(mount, Mount) for mount in mounts_of(table))


def test_a_store_is_not_made_in_a_folder_that_a_service_copies(tmp_path: Path) -> None:
    path = tmp_path / "Dropbox" / "desk.mash"
    with pytest.raises(RefusedInput, match="Dropbox copies"):
        vault.create_store(
            path, council="Hackbridge", officer="Priya Nair", passphrase="five quiet otters swim home"
        )
    with pytest.raises(RefusedInput, match="Dropbox copies"):
        restoring.restore(tmp_path / "none.mashbackup", path, "Priya Nair", passphrase="x")
    assert not path.parent.exists()


def test_a_link_into_a_copied_folder_does_not_hide_it(tmp_path: Path) -> None:
    real = tmp_path / "OneDrive"
    real.mkdir()
    (tmp_path / "plain").symlink_to(real, target_is_directory=True)
    assert disk_places.place_now(tmp_path / "plain").what == "OneDrive"


def test_backups_may_go_where_a_store_may_not_and_it_is_said(tmp_path: Path) -> None:
    assert backup_warning(tmp_path) == ""
    assert "information-governance lead" in backup_warning(tmp_path / "Nextcloud")
    assert "good place" in backup_warning(Path("//files/mash"))
