"""What became of a decided share: sent, answered, and, after an emergency, reviewed. The decision itself never changes.

Each step is a document of its own that names the share and its fingerprint, kept as bytes like the decision.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.access import Act, require
from app.clock import moment_text
from app.errors import NotAllowed, NotFound, RefusedInput
from app.references import read_reference
from app.sharing.catalogue import shipped_catalogue
from app.sharing.freezing import unfreeze
from app.unit_of_work import Reader, UnitOfWork
from models import officers, share_life, sharing
from models.base import canonical
from models.codes import Decision, ShareState

SCHEMA = "mash-desk/share-later/1"
SENT, ANSWERED, REVIEWED = "sent", "answered", "reviewed"
ANSWERS = ("accepted", "rejected", "queried")
#: When a working day closes: the review of an emergency is due by then (domain-and-law, section 6.0 c).
CLOSE = dt.time(17, 0)


@dataclass(frozen=True)
class Afterwards:
    """One step after a decision: which, when, by whom, and what was written of it."""

    kind: str
    at: dt.datetime
    officer: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class PutOff:
    """One rule that an emergency put off to the manager's review: what it said, and what settles it."""

    rule: str
    sentence: str


@dataclass(frozen=True)
class Review:
    """An emergency that a manager has still to look at: which share, its three answers, what was put off, until when.

    ``due`` is nothing where the working days of that year are not known.
    """

    reference: str
    decided_at: dt.datetime
    emergency: Mapping[str, str]
    put_off: tuple[PutOff, ...]
    due: dt.datetime | None
    may_review: bool


def mark_sent(work: UnitOfWork, reference: str, *, channel: str, receipt: str = "") -> None:
    """Say that what was decided has left: by which way, and the receipt where there is one."""
    require(work, Act.PRINT_AND_SEND)
    row = _shared(work, reference)
    if not channel.strip():
        raise RefusedInput("Say by which way it was sent.", kept="Nothing was changed.")
    _append(work, row, SENT, {"channel": channel.strip(), "receipt": receipt.strip()})


def mark_answered(work: UnitOfWork, reference: str, *, answer: str, words: str = "") -> None:
    """Keep what the recipient answered: accepted, rejected or queried; the last two say why."""
    require(work, Act.DRAFT_SHARE)
    row = _shared(work, reference)
    if answer not in ANSWERS:
        raise RefusedInput("An answer is accepted, rejected or queried.", kept="Nothing was changed.")
    if answer != "accepted" and not words.strip():
        raise RefusedInput("Say what the recipient objected to or asked.", kept="Nothing was changed.")
    _append(work, row, ANSWERED, {"answer": answer, "words": words.strip()})


def review_emergency(work: UnitOfWork, reference: str, answers: Mapping[str, str], words: str = "") -> None:
    """Review an emergency share: each rule that was put off gets its answer, by somebody who did not decide it.

    Refused while an answer is missing, when nothing waits to be reviewed, and for whoever decided.
    """
    require(work, Act.APPROVE_AS_SECOND)
    row = _decided(work, reference)
    put_off = _put_off(row)
    if not _waits(work, row):
        raise NotFound("Nothing of this share waits to be reviewed.", kept="Nothing was changed.")
    if row.decided_by == work.officer.id:
        raise NotAllowed(
            "Whoever decided an emergency cannot review it.",
            kept="It still waits.",
            next_step="Ask another manager or your information-governance lead.",
        )
    missing = [each.rule for each in put_off if not answers.get(each.rule, "").strip()]
    if missing or (not put_off and not words.strip()):
        raise RefusedInput(
            "An answer is missing.",
            kept="It still waits.",
            next_step="Say of each point what was done about it, in a few words.",
        )
    said = {each.rule: answers[each.rule].strip() for each in put_off}
    _append(work, row, REVIEWED, {"answers": said, "words": words.strip()})


def emergencies_to_review(reader: Reader) -> tuple[Review, ...]:
    """List the emergencies that nobody has reviewed, the oldest first; for those who may review."""
    require(reader, Act.APPROVE_AS_SECOND)
    keys = share_life.emergencies_not_reviewed(reader.session)
    rows = [row for key in keys if (row := sharing.share(reader.session, key)) is not None]
    return tuple(sorted((_review(reader, row) for row in rows), key=lambda each: each.decided_at))


def review_of(reader: Reader, reference: str) -> Review | None:
    """Give what waits to be reviewed of one share, or nothing."""
    require(reader, Act.DRAFT_SHARE)
    row = _decided(reader, reference)
    return _review(reader, row) if _waits(reader, row) else None


def afterwards(reader: Reader, reference: str) -> tuple[Afterwards, ...]:
    """Give what became of a decided share, the first step first."""
    require(reader, Act.DRAFT_SHARE)
    row = _decided(reader, reference)
    names = {one.id: one.name for one in officers.officers(reader.session)}
    return tuple(
        Afterwards(
            later.kind, later.at, names.get(later.officer_id, ""), json.loads(later.document)["content"]
        )
        for later in sharing.later_of(reader.session, row.id)
    )


def _append(work: UnitOfWork, row: sharing.Share, kind: str, content: dict[str, Any]) -> None:
    document = canonical(
        {
            "schema": SCHEMA,
            "share": row.reference,
            "fingerprint": row.frozen_sha256,
            "kind": kind,
            "at": moment_text(work.at),
            "officer": work.officer.name,
            "content": content,
        }
    ).encode()
    later = sharing.ShareLater(
        share_id=row.id,
        kind=kind,
        document=document,
        document_sha256=hashlib.sha256(document).hexdigest(),
        at=work.at,
        officer_id=work.officer.id,
    )
    work.session.add(later)
    persons = [about.person_id for about in sharing.about_of(work.session, row.id)]
    work.record("after_share", persons=persons, things=[row.id, later.id], reason_code=kind)
    work.topics.add("shares")


def _decided(work: UnitOfWork | Reader, reference: str) -> sharing.Share:
    row = sharing.share_referenced(work.session, read_reference(reference))
    if row is None or row.state != ShareState.DECIDED:
        raise NotFound("There is no decided share with this reference.", kept="Nothing was changed.")
    return row


def _shared(work: UnitOfWork, reference: str) -> sharing.Share:
    row = _decided(work, reference)
    if row.decision != Decision.SHARE:
        raise RefusedInput(
            "This was decided not to leave, so nothing of it was sent or answered.",
            kept="Nothing was changed.",
            next_step="Decide a share of its own when something is to leave.",
        )
    return row


def _waits(work: UnitOfWork | Reader, row: sharing.Share) -> bool:
    return row.id in share_life.emergencies_not_reviewed(work.session)


def _put_off(row: sharing.Share) -> tuple[PutOff, ...]:
    rules = unfreeze(row.frozen or b"").get("rules") or []
    return tuple(PutOff(rule["id"], rule["sentence"]) for rule in rules if rule.get("later"))


def _review(reader: Reader, row: sharing.Share) -> Review:
    decided = row.decided_at or row.begun_at
    return Review(
        row.reference,
        decided,
        unfreeze(row.frozen or b"")["emergency"],
        _put_off(row),
        shipped_catalogue().working_days.close_of_business(decided, CLOSE),
        may_review=row.decided_by != reader.officer.id,
    )
