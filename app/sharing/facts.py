"""What is known about one share on the day it is decided: the one plain value that every rule reads.

The names are those of domain-and-law, section 6.1, so that a lawyer can read a rule beside the statute. Nothing here
is worked out: ages, lists and defaults that follow from a body are questions for ``reading`` and the catalogue.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.sharing.facts_content import HIDDEN, Figure, Item, Published, Table
from app.sharing.facts_people import Party, Subject
from app.sharing.facts_record import (
    UNDATED,
    Act,
    AgencyCheck,
    Approval,
    Consent,
    Emergency,
    Identifier,
    Instruction,
    Match,
    RagChange,
    Request,
    Settings,
)

__all__ = [
    "AGGREGATE",
    "ANONYMOUS",
    "CASE_CLOSE",
    "CONSENT_REQUEST",
    "CORRECT_PAST_SHARE",
    "DEFER",
    "DO_NOT_SHARE",
    "EDIT_PAST_SHARE",
    "ENCOMPASS_CLOCK",
    "EVENTS",
    "FGM_CLOCK",
    "HIDDEN",
    "IDENTIFIABLE",
    "MODES",
    "NONE",
    "PSEUDONYMISED",
    "RAG_CHANGE",
    "RECORD_REVIEW",
    "REQUEST_CLOCK",
    "SAVE_IDENTIFIER",
    "SHARE",
    "SYNC_OVERWRITE",
    "THRESHOLD_DECISION",
    "UNDATED",
    "Act",
    "AgencyCheck",
    "Approval",
    "Consent",
    "Emergency",
    "Facts",
    "Figure",
    "Identifier",
    "Instruction",
    "Item",
    "Match",
    "Party",
    "Published",
    "RagChange",
    "Request",
    "Settings",
    "Subject",
    "Table",
]

SHARE, DO_NOT_SHARE, DEFER, NONE = "SHARE", "DO_NOT_SHARE", "DEFER", "NONE"
CONSENT_REQUEST, REQUEST_CLOCK, RECORD_REVIEW = "CONSENT_REQUEST", "REQUEST_CLOCK", "RECORD_REVIEW"
SAVE_IDENTIFIER, FGM_CLOCK, ENCOMPASS_CLOCK = "SAVE_IDENTIFIER", "FGM_CLOCK", "ENCOMPASS_CLOCK"
EDIT_PAST_SHARE, CORRECT_PAST_SHARE, RAG_CHANGE = "EDIT_PAST_SHARE", "CORRECT_PAST_SHARE", "RAG_CHANGE"
THRESHOLD_DECISION, CASE_CLOSE, SYNC_OVERWRITE = "THRESHOLD_DECISION", "CASE_CLOSE", "SYNC_OVERWRITE"
EVENTS = (
    SHARE,
    CONSENT_REQUEST,
    REQUEST_CLOCK,
    RECORD_REVIEW,
    SAVE_IDENTIFIER,
    FGM_CLOCK,
    ENCOMPASS_CLOCK,
    EDIT_PAST_SHARE,
    CORRECT_PAST_SHARE,
    RAG_CHANGE,
    THRESHOLD_DECISION,
    CASE_CLOSE,
    SYNC_OVERWRITE,
)
IDENTIFIABLE, PSEUDONYMISED, ANONYMOUS, AGGREGATE = "IDENTIFIABLE", "PSEUDONYMISED", "ANONYMOUS", "AGGREGATE"
MODES = (IDENTIFIABLE, PSEUDONYMISED, ANONYMOUS, AGGREGATE)
USUAL_SETTINGS, CONFIRMED, NO_ACT = Settings(), Match(), Act()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was known and chosen for one share, refusal, deferral or act on a share.

    ``event`` is SHARE for all three decisions. ``told`` and ``detriment_considered`` are ``None`` until somebody
    answers. ``conditions`` pairs a condition of section 4.6 with its answer. Times carry a zone; ``as_of`` is "now"
    for the clocks, and ``None`` means that no clock has run out. ``act`` holds what only an event that is no share
    brings with it. ``file_fields`` and ``breakdown`` belong to statistics, as ``table`` and ``figures`` do.
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
    settings: Settings = USUAL_SETTINGS
    requested_by: str = ""
    harm_or_risk: str = ""
    gra_exception: str = ""
    as_of: dt.datetime | None = None
    happened_at: dt.datetime | None = None
    saved_at: dt.datetime | None = None
    free_text: str = ""
    whole_file: bool = False
    leave_of_court: bool = False
    leave_ref: str = ""
    links_pre_and_post_adoption_ids: bool = False
    unredacted_assessment: bool = False
    parent_informed: bool = False
    channel_stage: str = ""
    instructions: tuple[Instruction, ...] = ()
    table: Table | None = None
    figures: tuple[Figure, ...] = ()
    file_fields: tuple[str, ...] = ()
    breakdown: tuple[str, ...] = ()
    published_before: tuple[Published, ...] = ()
    match: Match = CONFIRMED
    offline: bool = False
    catalogue_age_days: float = 0
    act: Act = NO_ACT
