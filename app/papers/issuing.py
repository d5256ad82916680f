"""How does a copy leave? Its row first, then the bytes; printed and saved only as the very bytes that were made."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.clock import moment_text
from app.errors import DeskError, NotFound
from app.log_chain import short_head
from app.papers import referral, share_record
from app.papers.guarding import LeftOut, given_away, printable
from app.papers.tagging import page_count
from app.papers.withheld_now import WithheldNow, withheld_now, without_near_home
from app.references import read_reference
from app.settings import settings_of
from app.sharing.freezing import unfreeze
from app.unit_of_work import UnitOfWork
from models import logbook, papers, sharing
from models.codes import Decision, ShareState
from models.database import DoorSession

REFERRAL, RECORD = "referral", "share_record"
_MAKERS = {REFERRAL: referral.referral, RECORD: share_record.share_record}
_VERSIONS = {REFERRAL: referral.VERSION, RECORD: share_record.VERSION}


@dataclass(frozen=True)
class Issued:
    """A copy that was made: its row's values, its bytes, and what is not on it (for the officer's eyes)."""

    reference: str
    share: str
    number: int
    document: str
    recipient: str
    pages: int
    fingerprint: str
    file_sha256: str
    left_out: tuple[LeftOut, ...]
    pdf: bytes


@dataclass(frozen=True)
class Leaving:
    """A copy on its way out: its bytes, and the job title, which is the reference and never a name."""

    job_title: str
    pages: int
    pdf: bytes


class AddressWithheldSince(DeskError):
    """What was decided would give away an address that is withheld now."""

    def __init__(self) -> None:
        super().__init__(
            "An item of this share would give away an address that is withheld now.",
            kept="No copy was made; the decision stands as it was frozen.",
            next_step="Decide a new share without that item.",
        )


def issue_copy(work: UnitOfWork, share: str, document: str = "") -> Issued:
    """Make the next copy of a decided share: the referral of a share, else the share record.

    ``document`` (referral or share_record) chooses the record of a decision to share. Refused when the share is not
    decided, when its text gives away an address withheld since, or when a letter cannot be drawn.
    """
    require(work, Act.PRINT_AND_SEND)
    session = work.session
    row = _decided(session, share)
    frozen = unfreeze(row.frozen or b"")
    kind = document or (REFERRAL if frozen.get("decision") == Decision.SHARE else RECORD)
    now = withheld_now(session, frozen)
    frozen = _for(kind, frozen, now)
    guarded = printable(frozen, now.hidden, for_our_file=kind == RECORD)
    if given_away(guarded.document, now.clues):
        raise AddressWithheldSince
    head = logbook.head(session)
    copy = papers.Copy(
        reference=work.new_reference("D"),
        share_id=row.id,
        number=papers.next_number(session, row.id),
        document=kind,
        document_version=_VERSIONS[kind],
        recipient=_recipient(frozen, kind),
        made_at=work.at,
        made_by=work.officer.id,
        log_head=short_head(head.sequence, head.hash) if head else "",
        fingerprint=row.frozen_sha256 or "",
    )
    session.add(copy)
    session.flush()
    pdf = _bytes_of(frozen, copy, now.hidden)
    copy.file_sha256, copy.pages = hashlib.sha256(pdf).hexdigest(), page_count(pdf)
    counts = {"copy": copy.number, "pages": copy.pages}
    work.record("issue_copy", persons=_persons(session, row.id), things=[copy.id, row.id], counts=counts)
    work.topics.add("papers")
    return _issued(copy, row.reference, guarded.left_out, pdf)


def open_copy(work: UnitOfWork, reference: str) -> Issued:
    """Make the bytes of an issued copy again to look at it; that is a reading of the child, and is logged as one."""
    require(work, Act.PRINT_AND_SEND)
    copy, row, frozen = _issued_copy(work.session, reference)
    now = withheld_now(work.session, frozen)
    frozen = _for(copy.document, frozen, now)
    guarded = printable(frozen, now.hidden, for_our_file=copy.document == RECORD)
    pdf = _same_bytes(frozen, copy, now.hidden)
    work.record("open_child", persons=_persons(work.session, row.id), things=[copy.id, row.id])
    return _issued(copy, row.reference, guarded.left_out, pdf)


def print_copy(work: UnitOfWork, reference: str, *, printer: str, sheets: int = 1) -> Leaving:
    """Write to the register that a copy is printed, and give what to print; ``sheets`` is how many times.

    Refused on a printer that the council does not allow, where its settings name those it does.
    """
    require(work, Act.PRINT_AND_SEND)
    _check_printer(work.session, printer)
    return _leave(work, reference, how="printed", where=printer, sheets=sheets)


def _check_printer(session: DoorSession, printer: str) -> None:
    allowed = str(settings_of(session)["printers_allowed"]).splitlines()
    if allowed and printer.casefold() not in {each.casefold() for each in allowed}:
        raise DeskError(
            "Your council does not allow papers on this printer.",
            kept="Nothing was printed, and nothing was written to the register.",
            next_step=f"Choose one of these: {', '.join(allowed)}.",
        )


def save_copy(work: UnitOfWork, reference: str, path: Path) -> Leaving:
    """Write to the register that a copy is saved as a file, and save it; an existing file is replaced."""
    require(work, Act.PRINT_AND_SEND)
    leaving = _leave(work, reference, how="saved", where=str(path), sheets=1)
    _write(path, leaving.pdf)
    return leaving


def issue_and_save(work: UnitOfWork, share: str, path: Path, document: str = "") -> Issued:
    """Make the next copy of a decided share and save it, as one act: where it cannot be saved, no copy was made."""
    require(work, Act.PRINT_AND_SEND)
    issued = issue_copy(work, share, document)
    save_copy(work, issued.reference, path)
    return issued


def _leave(work: UnitOfWork, reference: str, *, how: str, where: str, sheets: int) -> Leaving:
    copy, row, frozen = _issued_copy(work.session, reference)
    now = withheld_now(work.session, frozen)
    pdf = _same_bytes(_for(copy.document, frozen, now), copy, now.hidden)
    printing = papers.Printing(
        copy_id=copy.id, how=how, where=where, sheets=sheets, at=work.at, officer_id=work.officer.id
    )
    work.session.add(printing)
    work.session.flush()
    persons = _persons(work.session, row.id)
    work.record(
        "print_copy",
        persons=persons,
        things=[printing.id, copy.id, row.id],
        counts={"sheets": sheets},
        reason_code=how,
    )
    work.topics.add("papers")
    return Leaving(copy.reference, copy.pages or 0, pdf)


def _write(path: Path, pdf: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".pdf")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
            os.replace(beside, path)
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as error:
        raise DeskError(
            "The copy could not be saved there.",
            kept="The decision stands as it was frozen; nothing was written to the register.",
            next_step="Choose a folder in which you may write, with room on it.",
        ) from error


def _for(kind: str, frozen: Mapping[str, Any], now: WithheldNow) -> Mapping[str, Any]:
    """Give the decision as this kind of paper may read it; our own file names every source."""
    return without_near_home(frozen, now) if kind == REFERRAL and now.hidden else frozen


def _decided(session: DoorSession, reference: str) -> sharing.Share:
    row = sharing.share_referenced(session, read_reference(reference))
    if row is None or row.state != ShareState.DECIDED or row.frozen is None:
        raise NotFound(
            "There is no decided share with this reference.",
            kept="No copy was made.",
            next_step="Decide and freeze the share first, or look for it among the shares.",
        )
    return row


def _issued_copy(
    session: DoorSession, reference: str
) -> tuple[papers.Copy, sharing.Share, Mapping[str, Any]]:
    found = papers.copy_referenced(session, read_reference(reference))
    row = sharing.share(session, found.share_id) if found else None
    if found is None or row is None or row.frozen is None:
        raise NotFound(
            "There is no copy with this reference.",
            next_step="Look for it in the print register; a copy's reference begins with D.",
        )
    return found, row, unfreeze(row.frozen)


def _bytes_of(frozen: Mapping[str, Any], copy: papers.Copy, hidden: frozenset[str]) -> bytes:
    values = {
        "reference": copy.reference,
        "number": copy.number,
        "recipient": copy.recipient,
        "made_at": moment_text(copy.made_at),
        "log_head": copy.log_head,
        "fingerprint": copy.fingerprint,
    }
    return _MAKERS[copy.document](frozen, values, hidden)


def _same_bytes(frozen: Mapping[str, Any], copy: papers.Copy, hidden: frozenset[str]) -> bytes:
    """Make a copy again and see that it is what was made first; anything else is not that copy."""
    pdf = _bytes_of(frozen, copy, hidden)
    if hashlib.sha256(pdf).hexdigest() != copy.file_sha256:
        raise DeskError(
            "This copy can no longer be made as it was: the desk, or what it may print, has changed since.",
            kept="The copy's row and the decision are kept.",
            next_step="Make a new copy of the share.",
        )
    return pdf


def _recipient(frozen: Mapping[str, Any], kind: str) -> str:
    if kind == RECORD:
        return "our file"
    return str((frozen.get("to") or {}).get("organisation") or "")


def _persons(session: DoorSession, share: UUID) -> list[UUID]:
    return [about.person_id for about in sharing.about_of(session, share)]


def _issued(copy: papers.Copy, share: str, left_out: tuple[LeftOut, ...], pdf: bytes) -> Issued:
    return Issued(
        reference=copy.reference,
        share=share,
        number=copy.number,
        document=copy.document,
        recipient=copy.recipient,
        pages=copy.pages or 0,
        fingerprint=copy.fingerprint,
        file_sha256=copy.file_sha256 or "",
        left_out=left_out,
        pdf=pdf,
    )
