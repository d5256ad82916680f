"""What was asked, answered, approved and set beside a share, and the acts that are no share (section 6.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: The day of an answer or instruction that nobody dated: it lies after every day, so it counts on none.
UNDATED = dt.date.max


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer about consent (section 5.4): ``kind`` is SERVICE, CONFIDENTIALITY or GDPR.

    ``recipients`` hold names of organisations, or ``*`` for whoever receives this share.
    """

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
    not_sought_reason: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved or signed as second person, in which role (MANAGER, ADDRESS_SECOND and so on)."""

    who: str
    role: str


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked, when, by when an answer is due; whether the request itself states the asking body's public task.

    ``answered_at`` is ``None`` while no answer went; ``earlier_deferrals`` counts those before this one.
    """

    asked_by: str = ""
    received: dt.datetime | None = None
    due: dt.datetime | None = None
    reference: str = ""
    states_public_task: bool = False
    answered_at: dt.datetime | None = None
    earlier_deferrals: int = 0


@dataclass(frozen=True, slots=True)
class Emergency:
    """Three short answers; an emergency is set only when all three are written (section 6.0 c)."""

    who: str = ""
    danger: str = ""
    why_now: str = ""


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction not to share more than the core (Education and Skills Act 2008 ss14 and 72)."""

    subject: str
    given_by: str
    date: dt.date = UNDATED
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How sure the desk is whom this is about: ``state`` is confirmed or below_threshold."""

    state: str = "confirmed"
    duplicates_exist: bool = False


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that is saved: ``type`` NHS, UPN, ULN or NINO; ``save_as`` verified or as_given."""

    type: str
    value: str
    save_as: str


@dataclass(frozen=True, slots=True)
class RagChange:
    """A rating that is changed from one colour to another, why and by whom."""

    before: str = ""
    after: str = ""
    rationale: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class AgencyCheck:
    """One agency's check before a threshold decision: its rating, and whether it is answered or unanswered."""

    agency: str = ""
    rating: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What the acts that are no share bring with them; each event reads its own part and leaves the rest empty.

    SAVE_IDENTIFIER: ``identifier``. RECORD_REVIEW: ``record_kept``. FGM_CLOCK: ``discovered_on`` to
    ``same_profession``. ENCOMPASS_CLOCK: the three times. EDIT_PAST_SHARE, CORRECT_PAST_SHARE: ``past_share``,
    ``field``. RAG_CHANGE: ``rag_change``. THRESHOLD_DECISION: ``analysis_by``, ``signed_by``, ``checks``.
    CASE_CLOSE: ``referrer_told`` and the reason. SYNC_OVERWRITE: ``server_changed_since_copy``.
    """

    identifier: Identifier | None = None
    record_kept: str = ""
    discovered_on: dt.date | None = None
    police_notified_on: dt.date | None = None
    already_notified_by: str = ""
    same_profession: bool = False
    notice_received_at: dt.datetime | None = None
    next_school_day_starts: dt.datetime | None = None
    shown_to_dsl_at: dt.datetime | None = None
    past_share: str = ""
    field: str = ""
    rag_change: RagChange | None = None
    analysis_by: str = ""
    signed_by: str = ""
    checks: tuple[AgencyCheck, ...] = ()
    referrer_told: bool = False
    referrer_not_told_reason: str = ""
    server_changed_since_copy: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What the council set: start dates, approved powers, youth support policy, consent's life, safe domains.

    ``not_approved`` names the gateways that the council has not approved. ``yss_policy`` is CONSENT or STATUTORY_S72.
    ``small_group`` is the least number of people behind an average (section 10.2).
    """

    s16la_start: dt.date = dt.date(2026, 9, 30)
    local_start: tuple[tuple[str, dt.date], ...] = ()
    designated_agencies: bool = True
    not_approved: tuple[str, ...] = ()
    yss_policy: str = "CONSENT"
    consent_max_months: int = 12
    secure_domains: tuple[str, ...] = (
        "council.example",
        "police.example",
        "nhs.example",
        "schools.example",
        "justice.example",
    )
    small_group: int = 10
