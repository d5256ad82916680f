"""Plain codes that the store holds; words for them are shown by the app."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an officer may do (what-is-kept, section 8)."""

    CONTACT_OFFICER = "contact_officer"
    SOCIAL_WORKER = "social_worker"
    MANAGER = "manager"
    INFORMATION_GOVERNANCE = "information_governance"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class BatchState(StrEnum):
    """Where a batch of files from one organisation stands.

    ``undoing`` is taken back for every question, and what was derived from it is still being swept away.
    """

    STAGED = "staged"
    ACCEPTED = "accepted"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"


class LinkHow(StrEnum):
    """How an agency's person came to be linked to ours."""

    FIRST = "first"
    CONFIRMED = "confirmed"
    AUTOMATIC = "automatic"


class Band(StrEnum):
    """How alike two records are, in the words of the compare page."""

    CERTAIN = "certain"
    REVIEW = "review"
    TWIN = "twin"
    UNLIKELY = "unlikely"


class CandidateState(StrEnum):
    """What was answered about a pair."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NOT_SURE = "not_sure"
    STALE = "stale"


class Decision(StrEnum):
    """What was decided about a share."""

    SHARE = "SHARE"
    DO_NOT_SHARE = "DO_NOT_SHARE"
    DEFER = "DEFER"


class ShareState(StrEnum):
    """Where a share stands."""

    DRAFT = "draft"
    DECIDED = "decided"
    DROPPED = "dropped"
