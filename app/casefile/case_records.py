"""What a case page is given: one child seen whole, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.casefile.banner import Banner
from app.casefile.chronology import Happening
from app.people.families import FamilyMember


@dataclass(frozen=True, slots=True)
class StatementShown:
    """One thing an organisation says, in front; ``text`` is its value in words.

    A withheld address has ``withheld`` set and the value ``{"withheld": true, "reason": ...}``. ``by`` names the officer
    where an officer said it. ``differs`` marks what other agencies contradict, while nobody has settled it.
    """

    id: UUID
    group: str
    group_words: str
    value: Mapping[str, Any]
    text: str
    said_on: str
    heard_at: str
    as_given: str
    usable: bool
    settled: bool
    withheld: bool
    differs: bool
    by: str


@dataclass(frozen=True, slots=True)
class RecordShown:
    """One event an organisation tells of; ``has_clue`` says that a clue to a withheld address was taken out."""

    id: UUID
    reference: str
    kind: str
    date: str
    date_iso: str
    text: str
    tag: str | None
    role: str
    has_clue: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One organisation's record of the child, with the link that brought it here.

    ``form`` is the kind of file last sent (CSV, XLSX, CTF), ``last_heard`` the moment as text. ``older`` counts what it
    said before and has since said again.
    """

    organisation: str
    organisation_name: str
    agency_person: UUID
    agency_reference: str
    made_by_us: bool
    link_how: str
    link_words: str
    linked_since: str
    linked_by: str
    reasons: tuple[str, ...]
    form: str
    layout: str
    batch: str
    last_heard: str
    statements: tuple[StatementShown, ...]
    records: tuple[RecordShown, ...]
    older: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the table: its words, whether it differs from what most columns say, whether it is withheld."""

    text: str = ""
    differs: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of *What agencies hold*: a cell for each column, in the order of the columns."""

    code: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """What one agency's record says where agencies disagree; those of one ``camp`` say the same, 0 is what most say."""

    statement: UUID
    organisation: str
    organisation_name: str
    agency_reference: str
    value: Mapping[str, Any]
    text: str
    said_on: str
    settled_on: bool
    camp: int = 0
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class DisagreementShown:
    """One group on which not everybody says the same."""

    group: str
    group_words: str
    said: tuple[Version, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class SettledShown:
    """What an officer settled: on one statement, or on a value that nobody said so (then ``statement`` is None).

    ``key`` is the settlement's own, by which it is taken back.
    """

    group: str
    group_words: str
    statement: UUID | None
    value: Mapping[str, Any]
    text: str
    because: str
    key: UUID


@dataclass(frozen=True, slots=True)
class ShareShown:
    """One decided share about the child."""

    reference: str
    decision: str
    decision_words: str
    to: str
    date: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One child, everything that all agencies say. ``reference`` is that of the leading person of those joined."""

    person_id: UUID
    reference: str
    other_references: tuple[str, ...]
    as_of: datetime
    banner: Banner
    columns: tuple[Column, ...]
    table: tuple[TableRow, ...]
    disagreements: tuple[DisagreementShown, ...]
    settled: tuple[SettledShown, ...]
    family: tuple[FamilyMember, ...]
    chronology: tuple[Happening, ...]
    shares: tuple[ShareShown, ...]
    address_withheld: bool


@dataclass(frozen=True, slots=True)
class WithheldShown:
    """What was kept back, after it was asked for with a reason: each address with who says so, each record in full."""

    addresses: tuple[tuple[str, str, str], ...]
    records: tuple[tuple[UUID, str], ...]
