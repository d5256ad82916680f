"""What the questions about one child seen whole give: plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID


class WordRow(NamedTuple):
    """One search word that fits, whose it is, and our person when the agency's person is linked; keys as bytes.

    ``person`` is the leading one of those joined as one child.
    """

    agency_person: bytes
    person: bytes | None
    kind: str
    shown: str
    folded: str

    @property
    def owner(self) -> bytes:
        """Whose answer this is: our person where linked, else the agency's."""
        return self.person or self.agency_person


@dataclass(frozen=True, slots=True)
class FacedRow:
    """One statement by which a hit is shown: a name, a birth date or an expected date; the key as bytes."""

    agency_person: bytes
    group: str
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Whose an agency's person is: organisation and its reference, and our person's reference when linked."""

    reference: str
    is_child: bool
    organisation_code: str
    organisation_name: str
    person_reference: str | None


@dataclass(frozen=True, slots=True)
class LinkedRow:
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


@dataclass(frozen=True, slots=True)
class SaidRow:
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


@dataclass(frozen=True, slots=True)
class ToldRow:
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
