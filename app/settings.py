"""What the council has set at its desk, who may change each of it, and what a value must be like."""

from __future__ import annotations

import base64
import binascii
import struct
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.access import Act, may, require, table
from app.errors import NotFound, RefusedInput
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import role_words
from models import desk as stored
from models.base import new_key
from models.codes import Role
from models.database import DoorSession
from resources import text

#: A logo has at most so many dots a side.
LARGEST_SIDE = 1000
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT = "The setting is as it was."


#: What a setting may hold: words (a picture as its letters), or a number.
SettingValue = str | int


@dataclass(frozen=True)
class Spec:
    """One setting: what it is called and says, of which kind it is, its bounds, and which act changing it is.

    ``most`` is letters, or the largest number, or bytes of a picture; ``choices`` are codes with their words.
    """

    name: str
    group: str
    words: str
    hint: str
    kind: str
    act: Act
    default: SettingValue = ""
    least: int = 0
    most: int = 0
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def who(self) -> str:
        """Say which roles may change it."""
        allowed = table()[self.act]
        return " or ".join(role_words(role).lower() for role in Role if role in allowed)


@dataclass(frozen=True)
class SettingShown:
    """A setting as it stands, and whether whoever asks may change it; ``reason`` says why not."""

    spec: Spec
    value: SettingValue
    changeable: bool
    reason: str


@cache
def specs() -> dict[str, Spec]:
    """Give every setting by name, in the order in which they are shown."""
    found = {}
    for name, values in tomllib.loads(text("settings.toml")).items():
        if isinstance(values, dict):
            choices = tuple(values.pop("choices", {}).items())
            found[name] = Spec(name=name, choices=choices, **{**values, "act": Act(values["act"])})
    return found


def list_settings(reader: Reader) -> tuple[SettingShown, ...]:
    """List every setting with its value, and whether this officer may change it."""
    require(reader, Act.USE_OWN_DESK)
    values = settings_of(reader.session)
    shown = []
    for spec in specs().values():
        changeable = may(reader.officer, spec.act)
        reason = "" if changeable else f"Only a colleague who is {spec.who} may change this."
        shown.append(SettingShown(spec, values[spec.name], changeable, reason))
    return tuple(shown)


def all_values(reader: Reader) -> Mapping[str, Any]:
    """Give the value of every setting, for the parts of the program that follow it."""
    require(reader, Act.USE_OWN_DESK)
    return settings_of(reader.session)


def settings_of(session: DoorSession) -> dict[str, Any]:
    """Give every setting by name, with the default of what nobody has set."""
    kept = stored.settings(session)
    return {spec.name: kept.get(spec.name, spec.default) for spec in specs().values()}


def _named(name: str) -> Spec:
    spec = specs().get(name)
    if spec is None:
        raise NotFound("There is no setting of this name.", kept="Nothing was changed.")
    return spec


def change_setting(work: UnitOfWork, name: str, value: Any) -> SettingValue:
    """Set a setting; the log names it, never its value. Give the value as it was kept.

    Refused by its field: too long, out of bounds, not one of the choices, a picture of another kind or size, a folder
    that is not there.
    """
    require(work, _named(name).act)
    kept: SettingValue = checked(_named(name), value)
    row = stored.setting_row(work.session, name)
    if row is None:
        row = stored.Setting(id=new_key(), name=name, value=kept)
        work.session.add(row)
    elif row.value == kept:
        return kept
    else:
        row.value = kept
    work.record("change_setting", things=[row.id], reason_code=name)
    work.topics.add("settings")
    return kept


def checked(spec: Spec, value: Any) -> Any:
    """Give a value as it is kept, or refuse it in words that name the setting and say what was expected."""
    if spec.kind == "number":
        return _number(spec, value)
    if not isinstance(value, str):
        raise _refused(spec, "is no text", "Type it in words.")
    words = value.strip()
    if spec.kind == "picture":
        return _picture(spec, words)
    if spec.needed and not words:
        raise _refused(spec, "is empty", "It stands on every paper: fill it in.")
    if spec.kind == "choice" and words not in dict(spec.choices):
        raise _refused(spec, "is none of the choices", "Choose one of those offered.")
    if spec.most and len(words) > spec.most:
        raise _refused(spec, f"has {len(words)} letters", f"At most {spec.most} have room.")
    if spec.kind in ("line", "folder") and "\n" in words:
        raise _refused(spec, "has several lines", "One line has room.")
    if spec.kind == "folder" and words and not (Path(words).is_absolute() and Path(words).is_dir()):
        raise _refused(
            spec, "is not there", "Choose a folder that this computer can reach, by its whole path."
        )
    if spec.kind == "names":
        return "\n".join(dict.fromkeys(line.strip() for line in words.splitlines() if line.strip()))
    return words


def picture_bytes(kept: str) -> bytes:
    """Give the bytes of a picture as it is kept."""
    return base64.b64decode(kept)


def _number(spec: Spec, value: Any) -> int:
    asked = str(value).strip()
    if not asked.isdecimal() or not spec.least <= int(asked) <= spec.most:
        raise _refused(
            spec, "is no number that fits", f"Type a whole number from {spec.least} to {spec.most}."
        )
    return int(asked)


def _picture(spec: Spec, words: str) -> str:
    """Check a PNG chunk by chunk without drawing it (PNG, third edition, clause 5); it is kept as base64."""
    try:
        data = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError):
        raise _refused(spec, "is no picture", "Choose a PNG file.") from None
    if not data:
        return ""
    if len(data) > spec.most:
        raise _refused(spec, f"has {len(data):,} bytes", f"At most {spec.most:,} have room.")
    width, height = png_size(data)
    if not (1 <= width <= LARGEST_SIDE and 1 <= height <= LARGEST_SIDE):
        raise _refused(
            spec, "is no whole PNG of a fitting size", f"Choose a PNG of at most {LARGEST_SIDE} dots a side."
        )
    return base64.b64encode(data).decode("ascii")


def png_size(data: bytes) -> tuple[int, int]:
    """Give width and height of a PNG whose chunks are whole; nothing else gives (0, 0)."""
    if not data.startswith(_PNG):
        return 0, 0
    at, size = len(_PNG), (0, 0)
    seen: list[bytes] = []
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(body) < length or check != struct.pack(">I", zlib.crc32(kind + body)):
            return 0, 0
        if not seen and (kind != b"IHDR" or length != 13):
            return 0, 0
        if not seen:
            size = struct.unpack(">II", body[:8])
        seen.append(kind)
        at += 12 + length
        if kind == b"IEND":
            return size if at == len(data) and b"IDAT" in seen else (0, 0)
    return 0, 0


def _refused(spec: Spec, what: str, next_step: str) -> RefusedInput:
    return RefusedInput(f"{spec.words}: what was given {what}.", kept=_KEPT, next_step=next_step)


def minutes_of_rhythm(values: Mapping[str, Any]) -> int:
    """Give after how many minutes a backup is due; 0 is only by hand."""
    return int(values["backup_rhythm"])


def change_settings(work: UnitOfWork, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Set several settings at once, all of them or none; give the names of those that are others now."""
    require(work, Act.USE_OWN_DESK)
    before = settings_of(work.session)
    return tuple(name for name, value in values.items() if change_setting(work, name, value) != before[name])
