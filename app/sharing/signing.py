"""Who signed a share as second person, in which capacity, and whether what they signed is still what would leave."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.access import Act, require
from app.approvals import agree_in_place, ask_second, signatures_on
from app.desk import Desk
from app.errors import NotFound
from app.references import read_reference
from app.sharing.facts import Approval
from app.sharing.share_draft import ShareDraft
from app.sharing.share_file import draft_values
from app.unit_of_work import Reader, UnitOfWork
from models import officers, sharing
from models.base import canonical
from models.codes import ShareState
from models.database import DoorSession

#: What a signature is given for: who gets what, for what, under which power. Another word in a reason leaves it standing.
SIGNED = ("decision", "about", "to", "purpose", "item", "emergency")


@dataclass(frozen=True)
class Signed:
    """A signature that covers a share as it stands: the capacity, whose it is, when, and what they said."""

    sign: str
    name: str
    post: str
    at: datetime
    words: str


def covers(draft: ShareDraft) -> str:
    """Give the fingerprint of what a second person agrees to; anything else on the page may change afterwards."""
    values = draft_values(draft)
    what = {key: values.get(key) for key in SIGNED}
    what["gateways"] = list(draft.gateways)
    return hashlib.sha256(canonical(what).encode()).hexdigest()


def signed_for(session: DoorSession, share: UUID | None, draft: ShareDraft) -> tuple[Signed, ...]:
    """Give the signatures on a share that cover it as it stands; those on an earlier wording cover nothing."""
    if share is None:
        return ()
    wanted = covers(draft)
    rows = {row.id: row for row in officers.officers(session)}
    return tuple(
        Signed(each.sign, rows[each.by].name, rows[each.by].post, each.at, each.words)
        for each in signatures_on(session, share)
        if each.covers == wanted and each.by in rows
    )


def approvals_of(signed: tuple[Signed, ...]) -> tuple[Approval, ...]:
    """Give signatures as the rules read them."""
    return tuple(Approval(each.name, each.sign) for each in signed)


def ask_signature(work: UnitOfWork, reference: str, draft: ShareDraft, sign: str, why: str) -> UUID:
    """Ask for a signature on a draft share where no second person is at hand; it stands on their worklist."""
    require(work, Act.DRAFT_SHARE)
    share, person = _draft(work, reference)
    return ask_second(work, Act.DRAFT_SHARE, share, why, person=person, sign=sign, covers=covers(draft))


def sign_in_place(
    desk: Desk,
    reference: str,
    draft: ShareDraft,
    sign: str,
    why: str,
    *,
    second: str,
    passphrase: str,
    words: str = "",
) -> None:
    """Let a second person sign a draft share at this desk: they prove their passphrase, and the entry is theirs."""
    share, person = desk.read(_draft_of, reference)
    agree_in_place(
        desk,
        Act.DRAFT_SHARE,
        share,
        why,
        second=second,
        passphrase=passphrase,
        person=person,
        sign=sign,
        covers=covers(draft),
        words=words,
    )


def _draft_of(reader: Reader, reference: str) -> tuple[UUID, UUID | None]:
    require(reader, Act.DRAFT_SHARE)
    return _draft(reader, reference)


def _draft(work: UnitOfWork | Reader, reference: str) -> tuple[UUID, UUID | None]:
    row = sharing.share_referenced(work.session, read_reference(reference))
    if row is None or row.state != ShareState.DRAFT:
        raise NotFound("There is no draft share with this reference.", kept="Nothing was signed.")
    about = sharing.about_of(work.session, row.id)
    return row.id, about[0].person_id if about else None
