"""What the catalogue of law holds: gateways, bases, bodies and rule texts as frozen records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.sharing.working_days import WorkingDays

DUTY, POWER, FUNCTION, NOT_ALONE, REGULATES = "D", "P", "F", "N", "R"
PERMITS = frozenset({DUTY, POWER, FUNCTION})
ALWAYS, IN_FORCE, UNKNOWN, ENDED, S16LA_START = "always", "in force", "unknown", "ended", "s16la_start"
BEFORE_SCHOOL, OF_SCHOOL_AGE, AFTER_SCHOOL = "before", "of", "after"
SCHOOL_AGES = (BEFORE_SCHOOL, OF_SCHOOL_AGE, AFTER_SCHOOL)
NOBODY = "none"
BLOCK, WARN, INFORM = "B", "W", "I"
HOLDS, LATER, LATER_TO_HELPERS, NEVER_RUN = "holds", "later", "later to helpers", "never run"
LATER_IF_SPOKEN, BECOMES_WARNING = "later if spoken", "becomes W"
SAFEGUARDING_ROUTE, PART_3 = "safeguarding route", "Part 3"


@dataclass(frozen=True, slots=True)
class PersonTest:
    """One way to fit a gateway; all that is set must hold.

    ``anyone`` and ``nobody`` stand alone. ``from_age``, ``to_age`` and ``under`` are completed years, taken on the last
    31 August where ``academic``. ``school_age`` is before, of or after compulsory school age.
    """

    anyone: bool = False
    child: bool = False
    from_age: int | None = None
    to_age: int | None = None
    under: int | None = None
    flag: str = ""
    sex: str = ""
    academic: bool = False
    school_age: str = ""
    nobody: bool = False


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
    part of the row is: verified, secondary, known. ``purposes`` are codes of what it is made for (none: any).
    ``art6_by_body`` narrows the bases for a body that sends; ``any_package`` means that the power lists no condition of
    Article 9 of its own, so that any may go with it.
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
    effect_note: str = ""
    purposes: tuple[str, ...] = ()
    art6_by_body: tuple[tuple[str, tuple[str, ...]], ...] = ()
    any_package: bool = False

    @property
    def permits(self) -> bool:
        """Whether it lets somebody share at all (effect D, P or F)."""
        return self.effect in PERMITS


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the order of offering (section 4.4): when its gateways come first, said to the officer."""

    code: str
    title: str
    when: str
    offered: bool
    gateways: tuple[str, ...]


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
    """What a rule, or one part of it, says, what settles it, how severe it is; ``emergency`` as in section 6.0 c."""

    sentence: str
    settles: str
    emergency: str
    severity: str


@dataclass(frozen=True, slots=True)
class RuleText:
    """How a rule is treated and what it says; ``parts`` by name, the whole rule under the empty name.

    ``off_on`` names where it is not run: the safeguarding route (6.0 h) or Part 3 (6.0 k). ``kept_by`` names the
    gateways that keep it on the safeguarding route nevertheless.
    """

    id: str
    version: int
    severity: str
    applies: tuple[str, ...]
    told_apart_only: bool
    parts: Mapping[str, Said]
    source: str
    marks: tuple[str, ...]
    off_on: tuple[str, ...] = ()
    kept_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """The rule that speaks makes another silent about the same gateway, person, item or nothing in particular."""

    speaks: str
    silent: str
    same: str
    part: str


@dataclass(frozen=True, slots=True)
class Prohibition:
    """What no power lets anybody pass on, and the rules that keep it (section 4.5)."""

    id: str
    title: str
    summary: str
    kept_by: tuple[str, ...]
    source: str
    marks: tuple[str, ...]
    mark_note: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A duty that nobody may simply refuse, and the grounds in law on which one may."""

    gateway: str
    when: str
    grounds: tuple[str, ...]
    in_writing: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    """The policy under which somebody whom a privacy notice names is told (Annex A).

    ``items`` are the categories that may go without more (none: no list limits them); ``mode`` is how the data must be,
    where it must; ``channels`` the only ways, where some are. ``kept_by`` are the rules that keep the limits.
    """

    code: str
    title: str
    notices: tuple[str, ...]
    party_class: str
    bodies: tuple[str, ...]
    senders: tuple[str, ...]
    gateways: tuple[str, ...]
    purposes: tuple[str, ...]
    limits: str
    kept_by: tuple[str, ...]
    items: tuple[str, ...]
    mode: str
    approvals: tuple[str, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policies:
    """Prohibitions by id, refusals by gateway, recipients by code, and the words of each code by its kind."""

    prohibitions: Mapping[str, Prohibition]
    refusals: Mapping[str, Refusal]
    recipients: Mapping[str, Recipient]
    codes: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One edition of the law as data; every decision keeps its version."""

    version: str
    read_on: dt.date
    gateways: Mapping[str, Gateway]
    steps: tuple[Step, ...]
    conditions: Mapping[str, Condition]
    bases: Mapping[str, Basis]
    article9: Mapping[str, Article9]
    paragraphs: Mapping[str, Paragraph]
    packages: Mapping[str, Package]
    bodies: Mapping[str, Body]
    classes: Mapping[str, Named]
    words: Mapping[str, tuple[str, ...]]
    landlords: tuple[str, ...]
    contractors: tuple[str, ...]
    categories: Mapping[str, Named]
    purposes: Mapping[str, Named]
    lists: Mapping[str, frozenset[str]]
    rules: Mapping[str, RuleText]
    silences: tuple[Silence, ...]
    working_days: WorkingDays
    policies: Policies
