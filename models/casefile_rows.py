"""What the questions about one child seen whole give: plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

#: One search word as the driver gives it: whose record it is of, our person when that is linked (the leading one of
#: those joined), kind, text as shown, text as folded; keys as bytes.
Word = tuple[bytes, bytes | None, str, str, str]


class FacedRow(NamedTuple):
    """How an agency's person is shown: whose it is, our person's reference when linked, and the JSON values last said."""

    reference: str
    is_child: int
    organisation_code: str
    organisation_name: str
    person_reference: str | None
    name: str | None
    birth: str | None
    expected: str | None


class PersonRow(NamedTuple):
    """One of our persons."""

    id: UUID
    reference: str


class LinkedRow(NamedTuple):
    """One agency's person of a child: how, since when, by whom and why it was linked."""

    agency_person: UUID
    organisation: UUID
    organisation_code: str
    organisation_name: str
    tells_people_apart: bool
    reference: str
    made_by_us: bool
    how: str
    band: str
    reasons: Any
    since: str
    by: str


class SaidRow(NamedTuple):
    """One statement that is said of an agency's person; ``by`` names the officer who said it, if one did."""

    id: UUID
    agency_person: UUID
    batch: UUID | None
    group: str
    value: dict[str, Any]
    said_on: str
    heard_at: str
    as_given: str
    usable: bool
    replaces: UUID | None
    by: str


class ToldRow(NamedTuple):
    """One record that an agency's person took part in."""

    id: UUID
    agency_person: UUID
    organisation_code: str
    organisation_name: str
    batch: UUID | None
    reference: str
    kind: str
    date: dict[str, Any]
    date_iso: str
    text: str
    tag: str | None
    role: str
    heard_at: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as the head of a column shows it."""

    id: UUID
    reference: str
    layout: str
    at: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelativeRow:
    """An agency's person who is family of a child: the name said of them, and our reference when linked."""

    organisation: UUID
    reference: str
    name: dict[str, Any]
    person_reference: str | None


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A decided share about a child."""

    reference: str
    decision: str
    decided_at: str
    to: tuple[str, ...]
