"""What the catalogue of law holds: gateways, bases, bodies and rule texts as frozen records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

DUTY, POWER, FUNCTION, NOT_ALONE, REGULATES = "D", "P", "F", "N", "R"
PERMITS = frozenset({DUTY, POWER, FUNCTION})
ALWAYS, UNKNOWN, ENDED, S16LA_START = "always", "unknown", "ended", "s16la_start"
BLOCK, WARN, INFORM = "B", "W", "I"
HOLDS, LATER, LATER_TO_HELPERS, NEVER_RUN = "holds", "later", "later to helpers", "never run"


@dataclass(frozen=True, slots=True)
class PersonTest:
    """One way to fit a gateway: anyone, a child, or an age range (completed years), with a flag where one is named."""

    anyone: bool = False
    child: bool = False
    from_age: int | None = None
    to_age: int | None = None
    under: int | None = None
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Who may tell whom: words or bodies on either side; ``both_ways`` reads it from right to left as well."""

    givers: tuple[str, ...]
    takers: tuple[str, ...]
    both_ways: bool


@dataclass(frozen=True, slots=True)
class Gateway:
    """A power or duty to share (domain-and-law, sections 4.3 and 4.7).

    ``start`` is an ISO day, ``always``, ``unknown``, ``ended`` or the name of a setting. ``marks`` say how sure each
    part of the row is: verified, secondary, known.
    """

    id: str
    title: str
    section: str
    effect: str
    between: tuple[Pair, ...]
    persons: tuple[PersonTest, ...]
    persons_in_words: str
    persons_asked_by: str
    art6: tuple[str, ...]
    art6_not_from_public_authorities: tuple[str, ...]
    packages: tuple[str, ...]
    offence: bool
    part3: str
    consent: str
    start: str
    until: dt.date | None
    summary: str
    limits: str
    source: str
    marks: tuple[str, ...]
    mark_note: str

    @property
    def permits(self) -> bool:
        """Whether it lets somebody share at all (effect D, P or F)."""
        return self.effect in PERMITS


@dataclass(frozen=True, slots=True)
class Condition:
    """What a gateway asks to be recorded (section 4.6); no gateway means it belongs to a basis."""

    id: str
    gateway: str
    question: str
    kind: str
    asked: str


@dataclass(frozen=True, slots=True)
class Basis:
    """A basis of Article 6."""

    code: str
    title: str
    summary: str
    start: str
    closed_to_public_authorities: bool


@dataclass(frozen=True, slots=True)
class Article9:
    """A condition of Article 9 and the Schedule 1 paragraphs of which it needs one (none: it needs none)."""

    code: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of Schedule 1 and whether it needs an appropriate policy document."""

    code: str
    title: str
    policy_document: str


@dataclass(frozen=True, slots=True)
class Package:
    """An Article 9 condition with its paragraph under a name that an officer uses."""

    code: str
    title: str
    art9: str
    sch1: str
    summary: str
    source: str
    marks: tuple[str, ...]
    mark_note: str


@dataclass(frozen=True, slots=True)
class Body:
    """What an organisation is in law and which flags follow from that (section 4.8)."""

    code: str
    title: str
    s16la: str
    section_11: bool
    public_authority: bool
    competent_authority: bool
    section_115: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its words; ``holds`` lists the bodies of a class, ``special`` what makes a category special."""

    code: str
    title: str
    holds: tuple[str, ...] = ()
    special: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule, or one part of it, says, and what settles it; ``emergency`` as in section 6.0 c."""

    sentence: str
    settles: str
    emergency: str


@dataclass(frozen=True, slots=True)
class RuleText:
    """How a rule is treated and what it says; ``parts`` by name, the whole rule under the empty name."""

    id: str
    version: int
    severity: str
    applies: tuple[str, ...]
    told_apart_only: bool
    parts: Mapping[str, Said]
    source: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """The rule that speaks makes another silent about the same gateway, item or nothing in particular."""

    speaks: str
    silent: str
    same: str
    part: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One edition of the law as data; every decision keeps its version."""

    version: str
    read_on: dt.date
    gateways: Mapping[str, Gateway]
    conditions: Mapping[str, Condition]
    bases: Mapping[str, Basis]
    article9: Mapping[str, Article9]
    paragraphs: Mapping[str, Paragraph]
    packages: Mapping[str, Package]
    bodies: Mapping[str, Body]
    classes: Mapping[str, Named]
    words: Mapping[str, tuple[str, ...]]
    landlords: tuple[str, ...]
    categories: Mapping[str, Named]
    purposes: Mapping[str, Named]
    lists: Mapping[str, frozenset[str]]
    rules: Mapping[str, RuleText]
    silences: tuple[Silence, ...]
