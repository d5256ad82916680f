"""Organisations and their posts: listed, added, changed, brought in from a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.errors import DeskError, NotFound
from app.starter import read_organisations
from app.unit_of_work import Reader, UnitOfWork
from models import directory
from models.database import DoorSession


@dataclass(frozen=True)
class ChannelShown:
    """One way to reach an organisation."""

    id: UUID
    kind: str
    address: str
    secure: bool


@dataclass(frozen=True)
class PostShown:
    """A named person or a role at an organisation."""

    id: UUID
    name: str
    title: str

    @property
    def words(self) -> str:
        """The post as it is chosen and printed: ``Ms R. Shah, designated safeguarding lead``."""
        return ", ".join(part for part in (self.name, self.title) if part)


@dataclass(frozen=True)
class OrganisationShown:
    """One organisation as listed and chosen; ``s16la_listed`` is None where it follows from the body."""

    id: UUID
    code: str
    name: str
    class_: str
    body: str
    parent: str
    tells_people_apart: bool
    s16la_listed: bool | None
    commissioned: bool
    competent_authority: bool
    registered_landlord: bool
    channels: tuple[ChannelShown, ...]
    posts: tuple[PostShown, ...]


def list_organisations(reader: Reader) -> tuple[OrganisationShown, ...]:
    """List all organisations by name, with their channels and posts."""
    rows = directory.organisations(reader.session)
    codes = {row.id: row.code for row in rows}
    return tuple(_shown(reader.session, row, codes) for row in rows)


def organisation(reader: Reader, code: str) -> OrganisationShown:
    """Give one organisation by its code; an unknown code is refused with the list of those known."""
    row = directory.organisation_coded(reader.session, code)
    if row is None:
        raise _unknown(reader.session)
    codes = {each.id: each.code for each in directory.organisations(reader.session)}
    return _shown(reader.session, row, codes)


def _unknown(session: DoorSession) -> NotFound:
    known = ", ".join(row.code for row in directory.organisations(session))
    return NotFound(
        "There is no organisation with this code.",
        kept="Nothing was changed.",
        next_step=f"Known codes: {known}. New ones are added in the directory.",
    )


def add_organisation(
    work: UnitOfWork, code: str, name: str, class_: str, body: str, flags: dict[str, bool] | None = None
) -> UUID:
    """Add one organisation; its code must be new. ``flags`` are those of the directory's columns."""
    require(work, Act.KEEP_DIRECTORY)
    if not code.strip() or not name.strip():
        raise DeskError("An organisation needs a code and a name.", kept="Nothing was changed.")
    if directory.organisation_coded(work.session, code) is not None:
        raise DeskError(
            "There is an organisation with this code already.",
            kept="It was left as it is.",
            next_step="Change that one, or choose another code.",
        )
    row = directory.Organisation(
        code=code.strip().upper(), name=name.strip(), class_=class_, body=body, **(flags or {})
    )
    work.session.add(row)
    work.record("keep_directory", things=[row.id], counts={"added": 1})
    work.topics.add("directory")
    return row.id


def import_organisations(work: UnitOfWork, content: str) -> tuple[int, int]:
    """Bring organisations in from CSV text: new codes are added, known ones changed; give both counts.

    Optional columns ``channel``, ``address`` and ``secure`` add a channel; one that is there already is left.
    """
    require(work, Act.KEEP_DIRECTORY)
    rows = list(read_organisations(content))
    added, changed, things = 0, 0, []
    renamed: dict[UUID, UUID] = {}
    for values in rows:
        known = directory.organisation_coded(work.session, values["code"])
        values["parent_id"] = renamed.get(values["parent_id"], values["parent_id"])
        if known is None:
            work.session.add(known := directory.Organisation(**values))
            added += 1
        else:
            renamed[values["id"]] = known.id
            changed += int(_change(known, values))
        things.append(known.id)
        work.session.flush()
    _add_channels(work, content)
    work.record("keep_directory", things=things, counts={"added": added, "changed": changed})
    work.topics.add("directory")
    return added, changed


def _add_channels(work: UnitOfWork, content: str) -> None:
    for line in csv.DictReader(io.StringIO(content)):
        address = (line.get("address") or "").strip()
        row = directory.organisation_coded(work.session, (line["code"] or "").strip())
        if not address or row is None:
            continue
        if address in {channel.address for channel in directory.channels_of(work.session, row.id)}:
            continue
        secure = (line.get("secure") or "").strip().lower() in ("yes", "y", "true", "1")
        kind = (line.get("channel") or "email").strip()
        work.session.add(directory.Channel(organisation_id=row.id, kind=kind, address=address, secure=secure))
        work.session.flush()


def _change(row: directory.Organisation, values: dict[str, Any]) -> bool:
    names = [name for name in values if name not in ("id", "code")]
    different = [name for name in names if getattr(row, name) != values[name]]
    for name in different:
        setattr(row, name, values[name])
    return bool(different)


def add_channel(work: UnitOfWork, code: str, kind: str, address: str, *, secure: bool) -> UUID:
    """Add a way to reach an organisation."""
    require(work, Act.KEEP_DIRECTORY)
    row = directory.organisation_coded(work.session, code)
    if row is None:
        raise _unknown(work.session)
    channel = directory.Channel(organisation_id=row.id, kind=kind, address=address, secure=secure)
    work.session.add(channel)
    work.record("keep_directory", things=[row.id, channel.id], counts={"channels": 1})
    work.topics.add("directory")
    return channel.id


def add_post(work: UnitOfWork, code: str, name: str, title: str) -> UUID:
    """Add a named person or a role to an organisation."""
    require(work, Act.KEEP_DIRECTORY)
    row = directory.organisation_coded(work.session, code)
    if row is None:
        raise _unknown(work.session)
    if not (name.strip() or title.strip()):
        raise DeskError("A post needs a name or a title.", kept="Nothing was changed.")
    post = directory.Post(organisation_id=row.id, name=name.strip(), title=title.strip())
    work.session.add(post)
    work.record("keep_directory", things=[row.id, post.id], counts={"posts": 1})
    work.topics.add("directory")
    return post.id


def ensure_schools(work: UnitOfWork, wanted: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Add the schools (code, name) that are not in the directory yet, under schools and the education system."""
    require(work, Act.IMPORT_FILES)
    parent = directory.organisation_coded(work.session, "EDU")
    added = []
    for code, name in wanted:
        if directory.organisation_coded(work.session, code) is None:
            row = directory.Organisation(
                code=code.upper(),
                name=name or code,
                class_="EDUCATION_AGENCY",
                body="SCHOOL_MAINTAINED",
                parent_id=parent.id if parent else None,
                tells_people_apart=True,
            )
            work.session.add(row)
            added.append(row)
    if added:
        work.record("keep_directory", things=[row.id for row in added], counts={"added": len(added)})
        work.topics.add("directory")
    return tuple(row.code for row in added)


def _shown(session: DoorSession, row: directory.Organisation, codes: dict[UUID, str]) -> OrganisationShown:
    channels = directory.channels_of(session, row.id)
    posts = directory.posts_of(session, row.id)
    return OrganisationShown(
        id=row.id,
        code=row.code,
        name=row.name,
        class_=row.class_,
        body=row.body,
        parent=codes.get(row.parent_id, "") if row.parent_id else "",
        tells_people_apart=row.tells_people_apart,
        s16la_listed=row.s16la_listed,
        commissioned=row.commissioned,
        competent_authority=row.competent_authority,
        registered_landlord=row.registered_landlord,
        channels=tuple(ChannelShown(c.id, c.kind, c.address, c.secure) for c in channels),
        posts=tuple(PostShown(p.id, p.name, p.title) for p in posts),
    )
