"""Which layouts has this desk been taught? Kept encrypted among the settings, by organisation; every change is logged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.errors import NotFound, RefusedInput
from app.feeds.layout_writing import layout_text
from app.feeds.layouts import LayoutFault, load_layout
from app.feeds.taught import Taught, from_value, missing, to_value
from app.unit_of_work import Reader, UnitOfWork
from models import desk, directory
from models.database import DoorSession

_PREFIX = "layout."
_LARGEST = 500_000
_TABLES = ("csv", "xlsx", "auto")


@dataclass(frozen=True)
class KeptLayout:
    """A layout of one organisation; ``taught`` is what was said on the page, None where the layout came as a file."""

    key: UUID
    name: str
    organisation: str
    form: str
    text: str
    taught: Taught | None = None


def keep_taught(work: UnitOfWork, taught: Taught) -> KeptLayout:
    """Keep what was taught as the organisation's layout, in place of one of the same name; nothing may be missing."""
    require(work, Act.IMPORT_FILES)
    still = missing(taught)
    if still:
        raise RefusedInput(
            still[0].words, kept="Nothing was changed.", next_step="Place it, then save again."
        )
    return keep_layout(work, taught.organisation, layout_text(taught), to_value(taught))


def keep_layout(
    work: UnitOfWork, organisation: str, text: str, taught: dict[str, Any] | None = None
) -> KeptLayout:
    """Keep a layout for one organisation by its code; refused with the line that is not in order."""
    require(work, Act.IMPORT_FILES)
    code = organisation.upper()
    if directory.organisation_coded(work.session, code) is None:
        raise NotFound("The directory knows no organisation with this code.", kept="Nothing was changed.")
    layout = load_layout("the layout", text)
    if layout.format not in _TABLES:
        raise LayoutFault(
            "A layout for Common Transfer Files cannot be changed.", kept="Nothing was changed."
        )
    name = f"{_PREFIX}{code}.{layout.name.casefold()}"
    row = desk.setting_row(work.session, name)
    value = {"name": layout.name, "organisation": code, "form": layout.format, "text": text, "taught": taught}
    if row is None:
        row = desk.Setting(name=name, value=value)
        work.session.add(row)
    else:
        row.value = value
    work.session.flush()
    work.record("keep_layout", things=[row.id])
    work.topics.add("layouts")
    return _kept(row)


def forget_layout(work: UnitOfWork, key: UUID) -> str:
    """Lay a layout aside, so that no file is read by it any more; give its name."""
    require(work, Act.IMPORT_FILES)
    row = next((row for row in _rows(work.session) if row.id == key), None)
    if row is None:
        raise NotFound("This layout is not in the store.", kept="Nothing was changed.")
    name = str(row.value["name"])
    row.value = {}
    work.session.flush()
    work.record("forget_layout", things=[row.id])
    work.topics.add("layouts")
    return name


def kept_layouts(reader: Reader, organisation: str = "") -> tuple[KeptLayout, ...]:
    """Give the layouts of an organisation by its code, or of all, by name."""
    require(reader, Act.IMPORT_FILES)
    code = organisation.upper()
    found = [_kept(row) for row in _rows(reader.session)]
    return tuple(sorted((k for k in found if code in ("", k.organisation)), key=lambda kept: kept.name))


def layouts_to_read_by(reader: Reader, organisation: str) -> tuple[tuple[str, str], ...]:
    """Give name and text of the layouts that were taught for an organisation, as a reading takes them."""
    return tuple((each.name, each.text) for each in kept_layouts(reader, organisation))


def read_layout_file(path: Path) -> str:
    """Read a layout file that somebody sent; refused with the line that is not in order."""
    try:
        if path.stat().st_size > _LARGEST:
            raise RefusedInput("This file is larger than any layout.", kept="Nothing was changed.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedInput(
            "The layout file cannot be read.", kept="Nothing was changed.", next_step="Look where it is."
        ) from error
    load_layout(path.name, text)
    return text


def _rows(session: DoorSession) -> list[desk.Setting]:
    names = [name for name, value in desk.settings(session).items() if name.startswith(_PREFIX) and value]
    return [row for name in names if (row := desk.setting_row(session, name)) is not None]


def _kept(row: desk.Setting) -> KeptLayout:
    value = row.value
    taught = from_value(value["taught"]) if value.get("taught") else None
    return KeptLayout(row.id, value["name"], value["organisation"], value["form"], value["text"], taught)
