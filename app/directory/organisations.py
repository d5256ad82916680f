"""Which organisations do we work with, as they are listed, found and chosen?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from app.directory.classes import body_words, class_words, flags
from app.directory.keeping import unknown
from app.folding import fold
from app.unit_of_work import Reader
from app.vocabulary import words
from models import directory
from models.database import DoorSession


@dataclass(frozen=True)
class ChannelShown:
    """One way to reach an organisation."""

    id: UUID
    kind: str
    address: str
    secure: bool

    @property
    def words(self) -> str:
        """The channel in words: ``secure email duty@nhs.example``."""
        return f"{words('channel', self.kind)} {self.address}"


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

    @property
    def class_words(self) -> str:
        """Its class in words: ``School, college or early years``."""
        return class_words(self.class_)

    @property
    def body_words(self) -> str:
        """What it is in law, in words: ``Academy``; nothing where the class says the same."""
        body = body_words(self.body)
        return "" if body == self.class_words else body

    @property
    def flag_words(self) -> tuple[str, ...]:
        """The flags that somebody set, in a few words each."""
        set_ones = {
            "tells_people_apart": self.tells_people_apart,
            "s16LA_listed": self.s16la_listed is True,
            "commissioned": self.commissioned,
            "competent_authority": self.competent_authority,
            "registered_landlord": self.registered_landlord,
        }
        said = [flag.short for code, flag in flags().items() if set_ones[code]]
        return (*said, "not section 16LA") if self.s16la_listed is False else tuple(said)

    @cached_property
    def searched(self) -> str:
        """All in which typed words are looked for, folded once."""
        said = (
            self.code,
            self.name,
            self.parent,
            self.class_words,
            self.body_words,
            *self.flag_words,
            *(channel.words for channel in self.channels),
            *(post.words for post in self.posts),
        )
        return fold(" ".join(said))


def list_organisations(reader: Reader) -> tuple[OrganisationShown, ...]:
    """List all organisations by name, with their channels and posts."""
    return all_shown(reader.session)


def all_shown(session: DoorSession) -> tuple[OrganisationShown, ...]:
    """Give all organisations by name, with their channels and posts."""
    rows = directory.organisations(session)
    codes = {row.id: row.code for row in rows}
    channels: dict[UUID, list[directory.Channel]] = {}
    posts: dict[UUID, list[directory.Post]] = {}
    for channel in directory.all_channels(session):
        channels.setdefault(channel.organisation_id, []).append(channel)
    for post in directory.all_posts(session):
        posts.setdefault(post.organisation_id, []).append(post)
    return tuple(_shown(row, codes, channels.get(row.id, ()), posts.get(row.id, ())) for row in rows)


def organisation(reader: Reader, code: str) -> OrganisationShown:
    """Give one organisation by its code; an unknown code is refused with the list of those known."""
    session = reader.session
    row = directory.organisation_coded(session, code)
    if row is None:
        raise unknown(session)
    codes = {each.id: each.code for each in directory.organisations(session)}
    return _shown(row, codes, directory.channels_of(session, row.id), directory.posts_of(session, row.id))


def matching(rows: Iterable[OrganisationShown], typed: str) -> tuple[OrganisationShown, ...]:
    """Give those in which every typed word is found: in name, code, class, parent, flags, channels or posts."""
    asked = fold(typed).split()
    return tuple(row for row in rows if all(each in row.searched for each in asked))


def _shown(
    row: directory.Organisation,
    codes: dict[UUID, str],
    channels: Iterable[directory.Channel],
    posts: Iterable[directory.Post],
) -> OrganisationShown:
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
