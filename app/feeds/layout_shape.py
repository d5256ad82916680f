"""What a layout says, once it has been read and checked: plain frozen values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

#: Fields of a person that come from one column or a few joined.
SIMPLE_FIELDS = (
    "name",
    "family_name",
    "given_names",
    "middle_names",
    "title",
    "preferred_family_name",
    "preferred_given_names",
    "former_family_name",
    "also_known_as",
    "birth_date",
    "expected_date",
    "death_date",
    "age",
    "sex",
    "gender",
    "ethnicity",
    "religion",
    "language",
    "interpreter",
    "disability",
    "upn",
    "former_upn",
    "nhs_number",
    "uln",
    "other_id",
    "phone",
    "email",
    "warning",
    "note",
    "sen",
)
#: Fields made of parts, with the parts that each may have.
PARTED_FIELDS: Mapping[str, tuple[str, ...]] = {
    "address": ("lines", "postcode", "uprn"),
    "previous_address": ("lines", "postcode", "uprn"),
    "school": ("name", "code", "year_group"),
    "gp": ("name", "code"),
    "school_history": ("name", "code", "entry", "leaving"),
}
DATE_FIELDS = ("birth_date", "expected_date", "death_date")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands in a row and how it is read. ``line`` is the line of the layout that says so."""

    columns: tuple[str, ...]
    line: int = 0
    joint: str = " "
    forms: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    split: str = ""
    codes: Mapping[str, str] | None = None
    kind: str = ""
    pattern: str = ""
    label: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Withheld:
    """When an address must not be told: a column that equals, contains one of the words, or is filled at all.

    ``same`` names a column whose value the whole household shares: one such row withholds the address of all.
    """

    source: Source
    equals: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    filled: bool = False
    same: str = ""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one field of a person is read: from one source, or from named parts."""

    name: str
    source: Source | None = None
    parts: Mapping[str, Source] = field(default_factory=dict)
    kind: str = ""
    kind_source: Source | None = None
    withheld: Withheld | None = None

    def sources(self) -> Iterator[Source]:
        """Give every source that the field reads."""
        if self.source is not None:
            yield self.source
        yield from self.parts.values()
        if self.kind_source is not None:
            yield self.kind_source
        if self.withheld is not None:
            yield self.withheld.source
            if self.withheld.same:
                yield Source((self.withheld.same,), self.withheld.source.line)


@dataclass(frozen=True, slots=True)
class ContactRule:
    """A person beside the child in a row: which part, which fields, and what they are to the child."""

    part: str
    fields: tuple[FieldRule, ...]
    relation: str = ""
    relation_source: Source | None = None
    relation_codes: Mapping[str, str] = field(default_factory=dict)
    responsibility: Source | None = None


@dataclass(frozen=True, slots=True)
class EventRule:
    """How a record of an event is read from a row."""

    kind: str
    reference: Source | None
    date: Source | None
    text: tuple[Source, ...]
    details: tuple[Source, ...] = ()
    same_as: tuple[str, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class JoinRule:
    """A second table of the same batch: a file (part of its name) or a sheet, and the column that joins it."""

    file: str
    sheet: str
    header_row: int
    on: str
    line: int
    event: EventRule
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceRule:
    """The organisation's own reference of a person, and whether its references tell people apart."""

    source: Source | None
    made_from: tuple[str, ...]
    tells_people_apart: bool
    line: int


@dataclass(frozen=True, slots=True)
class RoleRule:
    """Who in a row is a child: by the role where no age is known, and always for the unborn."""

    source: Source | None = None
    child: tuple[str, ...] = ()
    unborn: tuple[str, ...] = ()
    deceased: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdRule:
    """Which rows are one household, and how each is related to its head."""

    column: str
    head: str
    relation: str
    line: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How one organisation lays out one kind of file."""

    name: str
    version: str
    format: str
    organisations: tuple[str, ...]
    separator: str = "auto"
    encoding: str = "auto"
    sheet: str = ""
    header_row: int = 1
    group_row: int = 0
    row_is: str = "person"
    closing: str = ""
    file: str = ""
    reference: ReferenceRule = ReferenceRule(None, (), False, 0)
    person: tuple[FieldRule, ...] = ()
    contacts: tuple[ContactRule, ...] = ()
    role: RoleRule = RoleRule()
    household: HouseholdRule | None = None
    event: EventRule | None = None
    joins: tuple[JoinRule, ...] = ()
    ignore: tuple[str, ...] = ()
    ignore_groups: tuple[str, ...] = ()

    def needed(self) -> dict[str, int]:
        """Give the columns that a file of this layout must have, each with the line that names it first."""
        needed: dict[str, int] = {}
        for source in self._sources():
            if not source.optional:
                for column in source.columns:
                    needed.setdefault(column, source.line)
        for column in self.reference.made_from:
            needed.setdefault(column, self.reference.line)
        if self.household is not None:
            for column in (self.household.column, self.household.relation):
                needed.setdefault(column, self.household.line)
        return needed

    def read(self) -> set[str]:
        """Give every column that is read."""
        return {column for source in self._sources() for column in source.columns} | set(self.needed())

    def known(self) -> set[str]:
        """Give every column that the layout speaks of, read or left."""
        return self.read() | set(self.ignore)

    def _sources(self) -> Iterator[Source]:
        if self.reference.source is not None:
            yield self.reference.source
        for rule in self.person:
            yield from rule.sources()
        for contact in self.contacts:
            for rule in contact.fields:
                yield from rule.sources()
            yield from (s for s in (contact.relation_source, contact.responsibility) if s is not None)
        if self.role.source is not None:
            yield self.role.source
        if self.event is not None:
            yield from event_sources(self.event)


def event_sources(event: EventRule) -> Iterator[Source]:
    """Give every source that an event reads."""
    yield from (source for source in (event.reference, event.date) if source is not None)
    yield from event.text
    yield from event.details
