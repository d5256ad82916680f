"""What an officer has put together so far for one share: plain values, as the page and the file give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One thing that is to leave: a statement or record by its key, or a text of the officer's own.

    ``about`` and ``relates_to`` are person references, or an organisation's code and its reference (``EDU:A-17``).
    """

    statement: str = ""
    record: str = ""
    text: str = ""
    category: str = ""
    about: str = ""
    relates_to: tuple[str, ...] = ()
    tag: str = ""
    source: str = ""
    relevant: bool = True
    address_clue: bool = False
    reveals_health: bool = False
    used_to_identify: bool = False

    @property
    def kind(self) -> str:
        """statement, record or text."""
        return "statement" if self.statement else "record" if self.record else "text"


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """Who asked, when, by when, under which reference; ``states_public_task`` as in domain-and-law, 4.2."""

    asked_by: str = ""
    received: datetime | None = None
    due: datetime | None = None
    reference: str = ""
    states_public_task: bool = False


@dataclass(frozen=True, slots=True)
class EmergencyDraft:
    """Who is in danger, from what, why nobody can wait."""

    who: str = ""
    danger: str = ""
    why_now: str = ""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A kind of information that stays here, and why; the recipient never sees this list."""

    category: str
    why: str


@dataclass(frozen=True, slots=True)
class ShareDraft:
    """A share as far as it has been thought through; nothing that an officer must judge has a default.

    ``organisation`` is a name or code of the directory. ``facts`` pairs the id of what a gateway asks, or the name of
    another fact, with its answer; ``reasons`` pairs a rule with the officer's reason for going past its warning.
    """

    decision: str = ""
    about: tuple[str, ...] = ()
    organisation: str = ""
    person: str = ""
    channel: str = ""
    purpose_code: str = ""
    purpose: str = ""
    gateways: tuple[str, ...] = ()
    art6: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    apd: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    told: bool | None = None
    told_reason: str = ""
    proportionality: str = ""
    reason: str = ""
    review_at: datetime | None = None
    request: RequestDraft | None = None
    items: tuple[ItemDraft, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    emergency: EmergencyDraft | None = None
    reasons: tuple[tuple[str, str], ...] = ()
