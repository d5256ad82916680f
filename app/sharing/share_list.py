"""What was shared in a period, with whom, by whom, under which law: the list of whoever answers for sharing."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.access import Act, require
from app.clock import LONDON, moment, moment_text
from app.errors import RefusedInput
from app.feeds.previewing import harmless
from app.sharing.freezing import unfreeze
from app.sharing.judging import FIRED
from app.sharing.law import WARN
from app.unit_of_work import UnitOfWork
from models import sharing

COLUMNS = (
    "share",
    "decided_at",
    "decision",
    "officer",
    "post",
    "about",
    "recipient",
    "recipient_class",
    "channel",
    "purpose",
    "gateways",
    "items",
    "warnings_passed",
    "emergency",
    "family_told",
    "fingerprint",
)


@dataclass(frozen=True, slots=True)
class Gateway:
    """A duty or power that a share was made under: its code and where it stands in law."""

    id: str
    section: str


@dataclass(frozen=True, slots=True)
class ListedShare:
    """One decided share as its frozen document says it; no name and no word about a child is in it.

    ``warnings`` are the rules that warned and were passed with a reason; ``told`` is None where nobody answered.
    """

    reference: str
    decided_at: datetime
    decision: str
    officer: str
    post: str
    about: tuple[str, ...]
    recipient: str
    recipient_class: str
    channel: str
    purpose: str
    gateways: tuple[Gateway, ...]
    items: int
    warnings: tuple[str, ...]
    emergency: bool
    told: bool | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ShareFilter:
    """What to narrow a list to; an empty field does not narrow, and those that are filled must all fit."""

    gateway: str = ""
    recipient: str = ""
    officer: str = ""
    decision: str = ""
    warned: bool = False
    emergency: bool = False

    def fits(self, row: ListedShare) -> bool:
        """Say whether a share is one of those asked for."""
        return (
            (not self.gateway or any(gateway.id == self.gateway for gateway in row.gateways))
            and self.recipient in ("", row.recipient)
            and self.officer in ("", row.officer)
            and self.decision in ("", row.decision)
            and (not self.warned or bool(row.warnings))
            and (not self.emergency or row.emergency)
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """How many shares there are of each kind, the most frequent first; a share under two gateways counts under both."""

    shares: int
    decisions: tuple[tuple[str, int], ...]
    gateways: tuple[tuple[str, int], ...]
    recipients: tuple[tuple[str, int], ...]
    officers: tuple[tuple[str, int], ...]
    warned: int
    emergencies: int


def list_shares(work: UnitOfWork, first_day: date, last_day: date) -> tuple[ListedShare, ...]:
    """Give every share decided in a period, both days included, the first decided first; that it was read is logged."""
    require(work, Act.LIST_SHARES)
    rows = _listed(work, first_day, last_day)
    work.record("list_shares", counts={"shares": len(rows)})
    return rows


def shares_as_csv(
    work: UnitOfWork, first_day: date, last_day: date, only: ShareFilter = ShareFilter()
) -> tuple[str, int]:
    """Write the shares of a period as CSV after RFC 4180 and give how many; no cell of it runs in a spreadsheet."""
    require(work, Act.LIST_SHARES)
    rows = tuple(row for row in _listed(work, first_day, last_day) if only.fits(row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in _cells(row)] for row in rows)
    work.record("export_shares", counts={"shares": len(rows)})
    return text.getvalue(), len(rows)


def totals(rows: Iterable[ListedShare]) -> Totals:
    """Count shares by decision, gateway, recipient and officer, and those with a warning passed or in an emergency."""
    every = tuple(rows)
    return Totals(
        shares=len(every),
        decisions=_counted(row.decision for row in every),
        gateways=_counted(gateway.id for row in every for gateway in row.gateways),
        recipients=_counted(row.recipient for row in every),
        officers=_counted(row.officer for row in every),
        warned=sum(bool(row.warnings) for row in every),
        emergencies=sum(row.emergency for row in every),
    )


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


def _listed(work: UnitOfWork, first_day: date, last_day: date) -> tuple[ListedShare, ...]:
    if last_day < first_day:
        raise RefusedInput(
            "The last day lies before the first day.",
            kept="Nothing was listed.",
            next_step="Change one of the two days.",
        )
    rows = sharing.decided_between(work.session, _begin(first_day), _begin(last_day + timedelta(days=1)))
    return tuple(_one(row.frozen or b"", row.frozen_sha256 or "") for row in rows)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=LONDON)


def _one(frozen: bytes, fingerprint: str) -> ListedShare:
    document = unfreeze(frozen)
    to, officer = document["to"], document["officer"]
    return ListedShare(
        reference=document["reference"],
        decided_at=moment(document["decided_at"]),
        decision=document["decision"],
        officer=officer["name"],
        post=officer["post"],
        about=tuple(one["reference"] for one in document["about"]),
        recipient=to["organisation"],
        recipient_class=to["class"],
        channel=to["channel"],
        purpose=document["purpose"]["code"],
        gateways=tuple(Gateway(one["id"], one["section"]) for one in document["law"]["gateways"]),
        items=len(document["items"]),
        warnings=tuple(rule["id"] for rule in document["rules"] if _warned(rule)),
        emergency=document["emergency"] is not None,
        told=document["told"]["family"],
        fingerprint=fingerprint,
    )


def _warned(rule: dict[str, Any]) -> bool:
    return bool(rule["severity"] == WARN and rule["outcome"] == FIRED)


def _cells(row: ListedShare) -> tuple[str, ...]:
    told = "" if row.told is None else "yes" if row.told else "no"
    return (
        row.reference,
        moment_text(row.decided_at),
        row.decision,
        row.officer,
        row.post,
        ";".join(row.about),
        row.recipient,
        row.recipient_class,
        row.channel,
        row.purpose,
        ";".join(gateway.id for gateway in row.gateways),
        str(row.items),
        ";".join(row.warnings),
        "yes" if row.emergency else "no",
        told,
        row.fingerprint,
    )
