"""What is known about one share on the day it is decided: the one plain value that every rule reads.

The names are those of domain-and-law, section 6.1, so that a lawyer can read a rule beside the statute. Nothing here
is worked out: ages, lists and defaults that follow from a body are questions for ``reading`` and the catalogue.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

SHARE, DO_NOT_SHARE, DEFER, NONE = "SHARE", "DO_NOT_SHARE", "DEFER", "NONE"
EDIT_PAST_SHARE = "EDIT_PAST_SHARE"
IDENTIFIABLE, PSEUDONYMISED, ANONYMOUS, AGGREGATE = "IDENTIFIABLE", "PSEUDONYMISED", "ANONYMOUS", "AGGREGATE"


@dataclass(frozen=True, slots=True)
class Party:
    """The organisation that sends, or whoever receives.

    ``party_class`` and ``body`` are codes of section 6.1. A flag that is ``None`` was set by nobody and follows from
    the body (section 4.8). ``person`` is the named person or post. ``person_id``, ``represents`` and ``household_of``
    hold ids of people in the share and are for private people only.
    """

    body: str
    party_class: str = ""
    organisation: str = ""
    person: str = ""
    public_authority: bool | None = None
    s16la_listed: bool | None = None
    competent_authority: bool | None = None
    commissioned: bool = False
    registered_landlord: bool = False
    acting_for_relevant_authority: bool = False
    agent_of_council: bool = False
    childrens_social_care: bool = False
    carer: bool = False
    person_id: str = ""
    represents: str = ""
    household_of: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person in the share: ``role`` is child, adult or staff; a date of birth or an expected date, never both.

    ``protected`` marks the persons the share is about (section 6.0 f). ``address_withheld_from`` names the people from
    whom the address is hidden; ``pr_holders`` who holds parental responsibility (``LA`` is the council).
    """

    id: str
    role: str = "child"
    dob: dt.date | None = None
    edd: dt.date | None = None
    name: str = ""
    protected: bool = False
    at_risk: bool = False
    age_uncertain: bool = False
    send: bool = False
    care_leaver: bool = False
    address_withheld_from: tuple[str, ...] = ()
    pr_holders: tuple[str, ...] = ()
    gillick_note: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One fact that leaves: its category, whom it is about and to whom else it relates.

    ``address_clue`` marks what gives a hidden address away without being one. ``reveals_health`` is asked of SEN
    items, ``used_to_identify`` of photographs: each makes the item special category data.
    """

    cat: str
    about: str = ""
    relates_to: tuple[str, ...] = ()
    relevant: bool = True
    tag: str = ""
    source: str = ""
    address_clue: bool = False
    reveals_health: bool = False
    used_to_identify: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer about consent (section 5.4): ``kind`` is SERVICE, CONFIDENTIALITY or GDPR."""

    subject: str
    kind: str
    given_by: str
    capacity: str
    date: dt.date
    answer: str
    scope_items: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    expires: dt.date | None = None
    conditions_5_2: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved or signed as second person, in which role (MANAGER, ADDRESS_SECOND and so on)."""

    who: str
    role: str


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked, when, by when an answer is due; whether the request itself states the asking body's public task."""

    asked_by: str = ""
    received: dt.datetime | None = None
    due: dt.datetime | None = None
    reference: str = ""
    states_public_task: bool = False


@dataclass(frozen=True, slots=True)
class Emergency:
    """Three short answers; an emergency is set only when all three are written (section 6.0 c)."""

    who: str = ""
    danger: str = ""
    why_now: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the council set: when s16LA starts, local start dates by gateway, whether its agencies are designated."""

    s16la_start: dt.date = dt.date(2026, 9, 30)
    local_start: tuple[tuple[str, dt.date], ...] = ()
    designated_agencies: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was known and chosen for one share, refusal, deferral or act on a share.

    ``event`` is SHARE for all three decisions. ``told`` and ``detriment_considered`` are ``None`` until somebody
    answers. ``conditions`` pairs a condition of section 4.6 with its answer.
    """

    date: dt.date
    sender: Party
    recipient: Party
    event: str = "SHARE"
    decision: str = SHARE
    mode: str = IDENTIFIABLE
    subjects: tuple[Subject, ...] = ()
    items: tuple[Item, ...] = ()
    gateways: tuple[str, ...] = ()
    art6: tuple[str, ...] = ()
    art9_packages: tuple[str, ...] = ()
    art9: tuple[str, ...] = ()
    sch1: tuple[str, ...] = ()
    apd_ref: str = ""
    apd_expires: dt.date | None = None
    offence_basis: str = ""
    cr_reason: str = ""
    sg_limb: str = ""
    protected_group: str = ""
    ri_condition: str = ""
    consents: tuple[Consent, ...] = ()
    approvals: tuple[Approval, ...] = ()
    purpose_code: str = ""
    purpose: str = ""
    proportionality: str = ""
    told: bool | None = None
    told_reason: str = ""
    detriment_considered: bool | None = None
    reason: str = ""
    refusal_ground: str = ""
    request: Request | None = None
    review_at: dt.datetime | None = None
    channel: str = ""
    emergency: Emergency | None = None
    conditions: tuple[tuple[str, str], ...] = ()
    settings: Settings = Settings()
