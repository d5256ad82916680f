"""Which copies were made, who printed or saved them where, and which copy is this sheet or file?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.access import Act, may, require
from app.clock import shown
from app.references import looks_like_reference, read_reference
from app.unit_of_work import Reader
from models import officers, papers, sharing

_HEX = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True)
class Printed:
    """One time that a copy left the desk: printed or saved, where, how many times, when, by whom."""

    how: str
    where: str
    sheets: int
    at: datetime
    officer: str


@dataclass(frozen=True)
class CopyShown:
    """One copy, without a word of what it says."""

    reference: str
    share: str
    number: int
    document: str
    recipient: str
    made_at: datetime
    made_by: str
    log_head: str
    fingerprint: str
    file_sha256: str
    pages: int
    printed: tuple[Printed, ...]

    def __str__(self) -> str:
        said = (
            f"{self.reference}\tcopy {self.number} of {self.share}\tfor {self.recipient}\t{shown(self.made_at)}"
            f"\t{self.made_by}\tfingerprint {self.fingerprint[:16]}\tlog head {self.log_head}"
        )
        times = [f"{one.how} {shown(one.at)} by {one.officer}" for one in self.printed]
        return "\t".join([said, *times])


def trace(reader: Reader, text: str) -> tuple[CopyShown, ...]:
    """Find the copies that a reference (of a copy or a share), a fingerprint's beginning or a file's hash stands for.

    What the QR code holds can be given whole: any part of it that names a copy finds it.
    """
    _may_look(reader)
    found: dict[str, papers.Copy] = {}
    for token in _tokens(text):
        for copy in _named(reader, token):
            found.setdefault(copy.reference, copy)
    return tuple(_shown(reader, copy) for copy in sorted(found.values(), key=lambda copy: copy.made_at))


def copies_of_share(reader: Reader, share: str) -> tuple[CopyShown, ...]:
    """List the copies of a share, the first made first."""
    _may_look(reader)
    row = sharing.share_referenced(reader.session, read_reference(share))
    return tuple(_shown(reader, copy) for copy in papers.copies_of(reader.session, row.id)) if row else ()


def print_register(
    reader: Reader, offset: int = 0, limit: int = 200
) -> tuple[tuple[Printed, CopyShown], ...]:
    """List each printing and saving with its copy, the newest first."""
    _may_look(reader)
    rows = papers.all_printings(reader.session, offset, limit)
    return tuple((_printed(reader, printing), _shown(reader, copy)) for printing, copy in rows)


def _may_look(reader: Reader) -> None:
    """Let those look who print and those who read the log; the register says nothing of a child."""
    if not may(reader.officer, Act.READ_WHOLE_LOG):
        require(reader, Act.PRINT_AND_SEND)


def _tokens(text: str) -> list[str]:
    """Part what was typed or scanned; figures typed in groups belong together."""
    parts = text.split()
    joined = "".join(parts).lower()
    if _HEX.fullmatch(joined):
        return [joined]
    whole = "".join(parts)
    return [whole] if looks_like_reference(whole) else parts


def _named(reader: Reader, token: str) -> list[papers.Copy]:
    session = reader.session
    if not looks_like_reference(token):
        return papers.traced(session, token) if _HEX.fullmatch(token.lower()) else []
    reference = read_reference(token)
    if reference.startswith("S-"):
        row = sharing.share_referenced(session, reference)
        return papers.copies_of(session, row.id) if row else []
    return papers.traced(session, reference)


def _printed(reader: Reader, row: papers.Printing) -> Printed:
    return Printed(row.how, row.where, row.sheets, row.at, _officer(reader, row.officer_id))


def _officer(reader: Reader, key: UUID) -> str:
    row = officers.officer(reader.session, key)
    return row.name if row else ""


def _shown(reader: Reader, copy: papers.Copy) -> CopyShown:
    share = sharing.share(reader.session, copy.share_id)
    printings = papers.printings_of(reader.session, copy.id)
    return CopyShown(
        reference=copy.reference,
        share=share.reference if share else "",
        number=copy.number,
        document=copy.document,
        recipient=copy.recipient,
        made_at=copy.made_at,
        made_by=_officer(reader, copy.made_by),
        log_head=copy.log_head,
        fingerprint=copy.fingerprint,
        file_sha256=copy.file_sha256 or "",
        pages=copy.pages or 0,
        printed=tuple(_printed(reader, row) for row in printings),
    )
