"""What reading a file gives: plain frozen records, before anything of them is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FLAGGED, REFUSED, SKIPPED, ACCEPTED = "flagged", "refused", "skipped", "accepted"


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """One thing said of a person: a field group and its value (a JSON dict).

    ``said_on`` is the day it speaks of (ISO, may be empty). Where the text could not be read, ``as_given`` holds it and
    ``usable`` is false: shown, flagged, never used for linking. ``place`` is where in the file it stands.
    """

    group: str
    value: dict[str, Any]
    said_on: str = ""
    as_given: str = ""
    usable: bool = True
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """One person as an organisation knows them; ``key`` is the organisation's reference.

    ``reference_made_by_us`` marks a key that is a digest because the file gave no reference. ``part`` says which person
    of the row it is (child, Mother, contact 1).
    """

    key: str
    reference_made_by_us: bool
    place: str
    part: str
    is_child: bool
    statements: tuple[ReadStatement, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class ReadRelation:
    """``to_key`` is the ``relation`` of ``from_key``: the mother of the child, say.

    ``relation`` is a code of ``resources/codes/ctf_relationship.csv`` or empty, ``text`` the words as given.
    """

    from_key: str
    to_key: str
    relation: str
    text: str
    parental_responsibility: bool | None
    place: str


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """One event; ``date`` is the value of a ``GivenDate``, ``people`` are pairs of person key and role."""

    reference: str
    kind: str
    date: dict[str, Any]
    text: str
    tag: str | None
    people: tuple[tuple[str, str], ...]
    place: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that looked odd (flagged), could not come in (refused) or was said already (skipped).

    ``what`` is a whole sentence; ``field`` the column or element; ``line`` the physical line or the row of the sheet.
    """

    file: str
    place: str
    outcome: str
    agency_reference: str
    field: str
    as_given: str
    what: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that could not come in: where it stood, why, its cells as given, and the headings above them."""

    file: str
    line: int | None
    reason: str
    row: tuple[str, ...]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its name, hash, size and how it was written."""

    name: str
    sha256: str
    size: int
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a batch of files says, with what looked odd and what was refused.

    The counts of rows add up: ``rows_read == accepted + refused_count + skipped``; ``flagged`` are those of the accepted
    rows with at least one finding. ``partial`` means that the files say nothing about what they leave out.
    """

    files: tuple[ReadFile, ...]
    layout_name: str
    layout_version: str
    tells_people_apart: bool
    persons: tuple[ReadPerson, ...]
    relations: tuple[ReadRelation, ...]
    records: tuple[ReadRecord, ...]
    findings: tuple[Finding, ...]
    refused: tuple[RefusedRow, ...]
    rows_read: int
    accepted: int
    flagged: int
    skipped: int
    partial: bool = False

    @property
    def refused_count(self) -> int:
        """How many rows were refused."""
        return len(self.refused)
