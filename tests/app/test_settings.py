"""A setting is changed by whoever may, is checked first, and its value stands in no entry of the log."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path

import pytest

from app.access import may
from app.desk import Desk
from app.errors import DeskError, NotAllowed, RefusedInput
from app.logbook.searching import LogQuestion, look_through
from app.settings import all_values, change_setting, list_settings, picture_bytes, png_size, specs
from app.sharing.deciding import decide_share
from app.unit_of_work import Reader
from models import sharing
from models.codes import Role
from tests.app.frontdoor.waiting import share_with
from tests.app.sharing.children import a_child
from tests.builders import COUNCIL, with_role

NAMES = sorted(specs())


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 4, height: int = 3) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"\x00" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def as_kept(data: bytes) -> str:
    return base64.b64encode(data).decode()


def fitting(name: str, folder: Path) -> object:
    spec = specs()[name]
    values = {
        "line": "Words",
        "lines": "One\nTwo",
        "number": spec.least + 1,
        "choice": spec.choices[-1][0] if spec.choices else "",
        "picture": as_kept(png()),
        "folder": str(folder),
        "names": "Kyocera 2",
    }
    return values[spec.kind]


@pytest.mark.parametrize("role", list(Role))
def test_a_setting_is_changed_only_by_a_role_that_may(desk: Desk, role: Role, tmp_path: Path) -> None:
    with_role(desk, role)
    for name in NAMES:
        before, value = desk.read(all_values)[name], fitting(name, tmp_path)
        if may(desk.officer, specs()[name].act):
            assert desk.do(change_setting, name, value) == desk.read(all_values)[name] == value
        else:
            with pytest.raises(NotAllowed):
                desk.do(change_setting, name, value)
            assert desk.read(all_values)[name] == before


def test_whoever_may_not_change_a_setting_reads_who_may(desk: Desk) -> None:
    with_role(desk, Role.SOCIAL_WORKER)
    shown = {each.spec.name: each for each in desk.read(list_settings)}
    assert not any(each.changeable for each in shown.values())
    assert shown["council_dpo"].reason == "Only a colleague who is manager or administrator may change this."
    assert shown["backup_folder"].reason == "Only a colleague who is administrator may change this."


def test_the_log_names_the_setting_and_never_its_value(desk: Desk) -> None:
    desk.do(change_setting, "council_dpo", "dpo@hackbridge.example")
    entry = desk.do(look_through, LogQuestion(act="change_setting")).entries[0]
    assert entry.reason_code == "council_dpo"
    assert "hackbridge.example" not in repr(entry)


def test_setting_what_stands_already_writes_no_entry(desk: Desk) -> None:
    head = desk.head()
    assert desk.do(change_setting, "council_name", f" {COUNCIL} ") == COUNCIL
    assert desk.head() == head


REFUSED: list[tuple[str, object]] = [
    ("council_name", "  "),
    ("council_name", "x" * 121),
    ("council_dpo", "one\ntwo"),
    ("council_dpo", 7),
    ("council_marking", "TOP SECRET"),
    ("idle_minutes", 1),
    ("idle_minutes", "16"),
    ("idle_minutes", "ten"),
    ("idle_minutes", "²"),
    ("backup_folder", "backups"),
    ("backup_folder", "/not/there/at/all"),
    ("council_logo", "no base64!"),
    ("council_logo", as_kept(b"GIF89a")),
    ("council_logo", as_kept(png()[:-4])),
    ("council_logo", as_kept(png() + b"more")),
    ("council_logo", as_kept(png(1001, 1))),
    ("council_logo", as_kept(png() + bytes(70_000))),
]


def test_a_value_that_does_not_fit_is_refused_by_the_name_of_its_field(desk: Desk) -> None:
    before, head = desk.read(all_values), desk.head()
    for name, value in REFUSED:
        with pytest.raises(RefusedInput) as refused:
            desk.do(change_setting, name, value)
        assert refused.value.happened.startswith(specs()[name].words), (name, value)
        assert refused.value.next_step
    assert (desk.read(all_values), desk.head()) == (before, head)


def test_a_name_that_no_setting_has_is_refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="no setting"):
        desk.do(change_setting, "vault_size", "3")


def test_every_cut_and_every_turned_bit_of_a_picture_is_found() -> None:
    whole = png()
    assert png_size(whole) == (4, 3)
    assert all(png_size(whole[:end]) == (0, 0) for end in range(len(whole)))
    for at in range(8, len(whole)):
        turned = bytearray(whole)
        turned[at] ^= 1
        assert png_size(bytes(turned)) == (0, 0), at


def test_a_logo_comes_back_byte_for_byte_and_can_be_taken_away(desk: Desk) -> None:
    desk.do(change_setting, "council_logo", as_kept(png()))
    assert picture_bytes(desk.read(all_values)["council_logo"]) == png()
    assert desk.do(change_setting, "council_logo", "") == ""


def test_printers_are_kept_once_each_without_empty_lines(desk: Desk) -> None:
    assert desk.do(change_setting, "printers_allowed", "A\n\n B \nA") == "A\nB"


def frozen_council(reader: Reader, reference: str) -> object:
    row = sharing.share_referenced(reader.session, reference)
    assert row is not None and row.frozen is not None
    return json.loads(row.frozen)["council"]


def test_a_frozen_share_carries_what_the_council_has_set(desk: Desk) -> None:
    child = a_child(desk)
    asked = {
        "council_name": "Hackbridge Borough",
        "council_address": "1 Mill Lane\nHackbridge",
        "council_dpo": "dpo@hackbridge.example",
        "council_marking": "OFFICIAL",
        "council_privacy": "hackbridge.example/privacy",
        "council_logo": "",
    }
    for name, value in asked.items():
        desk.do(change_setting, name, value)
    made = desk.do(decide_share, share_with(child))
    council = desk.read(frozen_council, made.reference)
    assert council == {name.removeprefix("council_"): value for name, value in asked.items()}
