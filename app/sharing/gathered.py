"""What the store holds about a draft share: the people, the recipient and each chosen thing, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.sharing.facts import Facts, Subject
from app.sharing.share_draft import ShareDraft


@dataclass(frozen=True, slots=True)
class PersonAbout:
    """One of our persons in the share; ``references`` are what the organisations call them."""

    key: UUID
    reference: str
    subject: Subject
    agency_persons: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom it goes: an organisation of the directory, a person or post there, and the channel."""

    key: UUID
    organisation: str
    code: str
    class_: str
    body: str
    person: str
    channel: str
    address: str
    secure: bool | None


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it: the organisation, what it calls the person or event, and the day it speaks of."""

    organisation: str
    reference: str
    said_on: str


@dataclass(frozen=True, slots=True)
class ChosenItem:
    """One chosen thing with its text as it stands now; ``value`` is a statement's value, ``key`` its row."""

    number: int
    kind: str
    key: UUID | None
    category: str
    tag: str
    about: str
    about_person: UUID | None
    relates_to: tuple[str, ...]
    source: Source
    group: str
    value: Mapping[str, Any] | None
    text: str
    date: str


@dataclass(frozen=True, slots=True)
class Council:
    """Whose desk this is, as it stands on paper; ``logo`` is a PNG as base64."""

    name: str
    address: str
    dpo: str
    marking: str
    privacy: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A draft with all that the store says about it, and the facts that the rules read.

    ``consent_keys`` name the rows of ``facts.consents``, one each, in hexadecimal.
    """

    draft: ShareDraft
    facts: Facts
    persons: tuple[PersonAbout, ...]
    recipient: Recipient
    items: tuple[ChosenItem, ...]
    council: Council
    consent_keys: tuple[str, ...] = ()
