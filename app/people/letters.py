"""A letter or mail came in about somebody: kept as it came in the encrypted store, shown as text, removed with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.access import Act, reason_code, require
from app.dates import GivenDate
from app.errors import DeskError, NotFound, RefusedInput
from app.people.letter_reading import ReadLetter
from app.unit_of_work import UnitOfWork
from models import directory, linking, people
from models.base import new_key
from models.people import Attachment


@dataclass(frozen=True, slots=True)
class LetterOpened:
    """One letter as text: what it is called, what it says, who sent it and when, and why it was removed, if it was."""

    key: UUID
    person: UUID
    name: str
    kind: str
    text: str
    sender: str
    received_on: str
    added_at: datetime
    ended_because: str


def attach_letter(
    work: UnitOfWork,
    person: UUID,
    letter: ReadLetter,
    *,
    organisation: str = "",
    received: GivenDate | None = None,
) -> UUID:
    """Attach a letter that was read to a person; give the attachment.

    ``organisation`` is the code of who sent it, where that is one of the directory. Refused when the same content is
    attached already, for a day in the future, and for a sender that the directory does not know.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    if people.person(work.session, person) is None:
        raise NotFound("This person is not kept here.", kept="Nothing was attached.")
    if people.attached_with(work.session, linking.one_child(work.session, person), letter.sha256) is not None:
        raise DeskError(
            "This very letter is attached already.",
            kept="It is kept once.",
            next_step="Look for it among the letters below; it may have another name.",
        )
    row = Attachment(
        id=new_key(),
        person_id=person,
        organisation_id=_sender(work, organisation),
        name=letter.name,
        kind=letter.kind,
        sha256=letter.sha256,
        size=letter.size,
        content=letter.content,
        text=_with_remarks(letter),
        received_on=_received(work, received),
        added_at=work.at,
        added_by=work.officer.id,
    )
    work.session.add(row)
    work.record("attach_letter", persons=[person], things=[row.id], counts={"bytes": letter.size})
    work.topics.add("people")
    return row.id


def _with_remarks(letter: ReadLetter) -> str:
    """Put what is to be said about a letter in brackets below its text."""
    return "\n\n".join(part for part in (letter.text, *(f"[{remark}]" for remark in letter.remarks)) if part)


def _sender(work: UnitOfWork, code: str) -> UUID | None:
    sender = directory.organisation_coded(work.session, code) if code else None
    if code and sender is None:
        raise NotFound(
            "The directory does not know this sender.",
            kept="Nothing was attached.",
            next_step="Choose one of the directory, or leave the sender empty.",
        )
    return sender.id if sender else None


def _received(work: UnitOfWork, received: GivenDate | None) -> str | None:
    if received is None:
        return None
    if received.iso() > work.at.date().isoformat():
        raise RefusedInput(
            "A letter that came in has a day that is not in the future.",
            kept="Nothing was attached.",
            next_step="Mend the day on which it came.",
        )
    return received.iso() or None


def read_letter_of(work: UnitOfWork, attachment: UUID, *, reason: str = "") -> LetterOpened:
    """Open a letter as text, an ended one too; that it was read is in the log before it is given.

    Clues to a withheld address are still in it: ``app.casefile.own_record.open_letter`` takes them out for the screen.
    """
    require(work, Act.OPEN_CHILD, reason=reason)
    row = _there(work, attachment)
    sender = directory.organisation(work.session, row.organisation_id) if row.organisation_id else None
    work.record("read_letter", persons=[row.person_id], things=[row.id], reason_code=reason_code(reason))
    return LetterOpened(
        row.id,
        row.person_id,
        row.name,
        row.kind,
        row.text,
        sender.name if sender else "",
        row.received_on or "",
        row.added_at,
        row.ended_because or "",
    )


def remove_letter(work: UnitOfWork, attachment: UUID, *, because: str) -> None:
    """End a letter with a reason: it is no longer among those that stand, and nothing of it is destroyed."""
    require(work, Act.RECORD_ABOUT_CHILD)
    row = _there(work, attachment)
    if row.ended_at is not None:
        raise DeskError("This letter was removed already.", kept="It stays removed.")
    if not because.strip():
        raise DeskError(
            "Removing a letter needs a reason.",
            kept="The letter stays.",
            next_step="Say in a few words why it does not belong here.",
        )
    row.ended_at, row.ended_because = work.at, because.strip()
    work.record("remove_letter", persons=[row.person_id], things=[row.id], groups=["ended"])
    work.topics.add("people")


def _there(work: UnitOfWork, attachment: UUID) -> Attachment:
    row = people.attachment(work.session, attachment)
    if row is None:
        raise NotFound("This letter is not kept here.", kept="Nothing was changed.")
    return row
