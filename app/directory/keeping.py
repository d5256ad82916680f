"""How does the directory change: organisations added and changed, posts and channels added and ended?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.directory.values import (
    ChannelValues,
    Fault,
    FaultyValues,
    OrganisationValues,
    PostValues,
    channel_faults,
    faults_of,
    post_faults,
    refuse,
    tidied,
)
from app.errors import NotFound
from app.folding import fold
from app.unit_of_work import UnitOfWork
from models import directory
from models.database import DoorSession

#: The columns of an organisation that are kept as they are given; its parent is kept as a key.
KEPT = tuple(field.name for field in fields(OrganisationValues) if field.name not in ("code", "parent"))


def unknown(session: DoorSession) -> NotFound:
    """Make the refusal of a code that the directory does not have; it lists those it has."""
    known = ", ".join(row.code for row in directory.organisations(session))
    return NotFound(
        "There is no organisation with this code.",
        kept="Nothing was changed.",
        next_step=f"Known codes: {known}. New ones are added in the directory.",
    )


def add_organisation(
    work: UnitOfWork,
    code: str,
    name: str,
    class_: str,
    body: str,
    flags: dict[str, Any] | None = None,
    *,
    parent: str = "",
    channels: Iterable[ChannelValues] = (),
    posts: Iterable[PostValues] = (),
) -> UUID:
    """Add one organisation with its channels and posts, in one act.

    ``flags`` are those of ``OrganisationValues``. Refused column by column (``FaultyValues``): a code that is there, a
    name that another has, a class or body that the law files do not have.
    """
    require(work, Act.KEEP_DIRECTORY)
    values = tidied(OrganisationValues(code, name, class_, body, parent, **(flags or {})))
    row = new_row(work.session, values)
    work.session.flush()
    things, counts = _with_them(work.session, row.id, channels, posts)
    work.record("keep_directory", things=things, counts={"added": 1, **counts})
    work.topics.add("directory")
    return row.id


def _with_them(
    session: DoorSession, key: UUID, channels: Iterable[ChannelValues], posts: Iterable[PostValues]
) -> tuple[list[UUID], dict[str, int]]:
    """Add channels and posts to an organisation; give what an entry names and counts."""
    new_channels = [_new_channel(session, key, channel).id for channel in channels]
    new_posts = [_new_post(session, key, post).id for post in posts]
    counts = {"channels": len(new_channels), "posts": len(new_posts)}
    return [key, *new_channels, *new_posts], {name: count for name, count in counts.items() if count}


def new_row(session: DoorSession, values: OrganisationValues) -> directory.Organisation:
    """Make the row of a new organisation from tidied values; an entry that names it is the caller's to write."""
    taken = directory.organisation_coded(session, values.code) is not None
    found = [Fault("code", "There is an organisation with this code already.")] if taken else []
    refuse((*found, *faults_of(values), *known_faults(session, values)))
    row = directory.Organisation(code=values.code, **{name: getattr(values, name) for name in KEPT})
    row.parent_id = key_of(session, values.parent)
    session.add(row)
    return row


def change_organisation(
    work: UnitOfWork,
    values: OrganisationValues,
    *,
    channels: Iterable[ChannelValues] = (),
    posts: Iterable[PostValues] = (),
) -> bool:
    """Give the organisation of this code these values, and more channels and posts, in one act.

    Say whether anything was another before. Refused as ``add_organisation`` is.
    """
    require(work, Act.KEEP_DIRECTORY)
    values = tidied(values)
    row = _row(work.session, values.code)
    refuse((*faults_of(values), *known_faults(work.session, values)))
    changed = change_row(row, values, key_of(work.session, values.parent))
    things, counts = _with_them(work.session, row.id, channels, posts)
    if changed or counts:
        work.record("keep_directory", things=things, counts={"changed": int(changed), **counts})
        work.topics.add("directory")
    return bool(changed or counts)


def change_row(row: directory.Organisation, values: OrganisationValues, parent: UUID | None) -> bool:
    """Write into a row what is new in it; say whether anything was. A value that is the same leaves no change row."""
    wanted = {name: getattr(values, name) for name in KEPT} | {"parent_id": parent}
    different = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def known_faults(session: DoorSession, values: OrganisationValues) -> tuple[Fault, ...]:
    """Name what keeps tidied values from being kept beside what the directory has: a name twice, a parent in a ring."""
    rows = directory.organisations(session)
    above = {row.code: next((up.code for up in rows if up.id == row.parent_id), "") for row in rows}
    named = {fold(row.name): row.code for row in rows if row.code != values.code}
    found = []
    before = next((row.name for row in rows if row.code == values.code), "")
    other = named.get(fold(values.name))
    if other and values.name != before:
        found.append(same_name(other))
    if values.parent and values.parent not in above:
        found.append(
            Fault("parent", f"The directory has no {values.parent[:40]} of which this could be a part.")
        )
    elif in_a_ring(values.code, above | {values.code: values.parent}):
        found.append(Fault("parent", f"{values.parent} is itself a part of {values.code}."))
    return tuple(found)


def same_name(other: str) -> Fault:
    """Say that a name is taken: whom a share goes to is chosen by name."""
    return Fault("name", f"{other} has this name already. Add a place or a number that tells them apart.")


def in_a_ring(code: str, above: dict[str, str]) -> bool:
    """Say whether going up from an organisation, part by part, comes back to where one was."""
    seen = set()
    while code:
        if code in seen:
            return True
        seen.add(code)
        code = above.get(code, "")
    return False


def key_of(session: DoorSession, code: str) -> UUID | None:
    """Give the key of the organisation with this code, or None for none."""
    row = directory.organisation_coded(session, code) if code else None
    return row.id if row is not None else None


def add_channel(work: UnitOfWork, code: str, kind: str, address: str, *, secure: bool) -> UUID:
    """Add a way to reach an organisation."""
    require(work, Act.KEEP_DIRECTORY)
    row = _row(work.session, code)
    channel = _new_channel(work.session, row.id, ChannelValues(kind, address, secure))
    work.record("keep_directory", things=[row.id, channel.id], counts={"channels": 1})
    work.topics.add("directory")
    return channel.id


def end_channel(work: UnitOfWork, key: UUID) -> None:
    """End a channel: it is offered no more; what was sent by it keeps saying so."""
    require(work, Act.KEEP_DIRECTORY)
    channel = directory.channel(work.session, key)
    if channel is None or channel.state != "here":
        raise NotFound("This channel has ended already.", kept="Nothing was changed.")
    channel.state = "ended"
    work.record("keep_directory", things=[channel.organisation_id, key], counts={"channels_ended": 1})
    work.topics.add("directory")


def add_post(work: UnitOfWork, code: str, name: str, title: str) -> UUID:
    """Add a named person or a role to an organisation."""
    require(work, Act.KEEP_DIRECTORY)
    row = _row(work.session, code)
    post = _new_post(work.session, row.id, PostValues(name, title))
    work.record("keep_directory", things=[row.id, post.id], counts={"posts": 1})
    work.topics.add("directory")
    return post.id


def end_post(work: UnitOfWork, key: UUID) -> None:
    """End a post: nobody is offered it as a recipient any more."""
    require(work, Act.KEEP_DIRECTORY)
    post = directory.post(work.session, key)
    if post is None or post.state != "here":
        raise NotFound("This post has ended already.", kept="Nothing was changed.")
    post.state = "ended"
    work.record("keep_directory", things=[post.organisation_id, key], counts={"posts_ended": 1})
    work.topics.add("directory")


def new_channel(
    session: DoorSession, organisation: UUID, values: ChannelValues, there: Iterable[directory.Channel]
) -> directory.Channel | None:
    """Make the row of a new channel beside those that are there; None where it is one of them in this form."""
    for known in there:
        if (known.kind, known.address) == (values.kind, values.address.strip()):
            if known.secure != values.secure:
                known.secure = values.secure
                return known
            return None
    row = directory.Channel(
        organisation_id=organisation, kind=values.kind, address=values.address.strip(), secure=values.secure
    )
    session.add(row)
    return row


def _new_channel(session: DoorSession, organisation: UUID, values: ChannelValues) -> directory.Channel:
    refuse(channel_faults(values))
    row = new_channel(session, organisation, values, directory.channels_of(session, organisation))
    if row is None:
        raise FaultyValues([Fault("address", "The organisation has this channel already.")])
    session.flush()
    return row


def _new_post(session: DoorSession, organisation: UUID, values: PostValues) -> directory.Post:
    refuse(post_faults(values))
    name, title = (" ".join(part.split()) for part in (values.name, values.title))
    known = {(row.name, row.title) for row in directory.posts_of(session, organisation)}
    if (name, title) in known:
        raise FaultyValues([Fault("post", "The organisation has this post already.")])
    row = directory.Post(organisation_id=organisation, name=name, title=title)
    session.add(row)
    session.flush()
    return row


def _row(session: DoorSession, code: str) -> directory.Organisation:
    row = directory.organisation_coded(session, code.strip())
    if row is None:
        raise unknown(session)
    return row
