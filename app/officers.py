"""Who works at this desk: adding a colleague, changing roles and passphrases, taking a leaver's way in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app import recovery
from app.access import Act, OfficerNow, require
from app.errors import DeskError, NotFound
from app.unit_of_work import Reader, UnitOfWork
from models import officers
from models.base import new_key
from models.codes import Role

if TYPE_CHECKING:
    from app.desk import Desk


@dataclass(frozen=True)
class OfficerShown:
    """One officer as listed: name, post, roles in words, and whether they are still here."""

    id: UUID
    name: str
    post: str
    roles: tuple[str, ...]
    here: bool


def list_officers(reader: Reader) -> tuple[OfficerShown, ...]:
    """List all officers by name."""
    rows = officers.officers(reader.session)
    return tuple(OfficerShown(r.id, r.name, r.post, tuple(r.roles), r.state == "here") for r in rows)


def roles_named(codes: Iterable[str]) -> tuple[Role, ...]:
    """Give the roles of these codes, in the order of the table of acts."""
    asked = set(codes)
    return tuple(role for role in Role if role.value in asked)


def add_officer(
    desk: Desk, name: str, *, passphrase: str, roles: tuple[Role, ...], post: str = ""
) -> OfficerShown:
    """Give a colleague a way in of their own: a slot of the keyring, a name, a post and roles."""
    desk.read(_may_add, name, roles)
    slot = desk.keeper.add_slot(name, passphrase)
    return desk.do(_add_row, name, post, roles, slot)


def _may_add(reader: Reader, name: str, roles: tuple[Role, ...]) -> None:
    require(reader, Act.KEEP_OFFICERS)
    known = officers.officer_named(reader.session, name)
    if known is not None and known.state == "here":
        raise DeskError("There is an officer of this name already.", kept="Nothing was changed.")
    if not roles or not name.strip():
        raise DeskError("An officer needs a name and at least one role.", kept="Nothing was changed.")


def _add_row(work: UnitOfWork, name: str, post: str, roles: tuple[Role, ...], slot: str) -> OfficerShown:
    require(work, Act.KEEP_OFFICERS)
    row = officers.officer_named(work.session, name)
    if row is None:
        row = officers.Officer(
            id=new_key(), name=name.strip(), post=post, roles=sorted(roles), slot=slot, added_at=work.at
        )
        work.session.add(row)
    else:
        row.state, row.roles, row.slot, row.post = "here", sorted(roles), slot, post
    work.record("add_officer", things=[row.id])
    work.topics.add("officers")
    return OfficerShown(row.id, row.name, row.post, tuple(row.roles), True)


def change_roles(work: UnitOfWork, name: str, roles: tuple[Role, ...]) -> OfficerShown:
    """Give an officer other roles; the last administrator keeps that role."""
    require(work, Act.KEEP_OFFICERS)
    row = _here(work, name)
    if not roles:
        raise DeskError("An officer needs at least one role.", kept="Nothing was changed.")
    if Role.ADMINISTRATOR not in roles:
        _keep_one_administrator(work, row.id)
    row.roles = sorted(roles)
    work.record("change_roles", things=[row.id])
    work.topics.add("officers")
    return OfficerShown(row.id, row.name, row.post, tuple(row.roles), True)


def remove_officer(desk: Desk, name: str) -> OfficerShown:
    """Take a leaver's way in away; what they did stays under their name."""
    shown = desk.do(_leave, name)
    desk.keeper.remove_slot(shown.name)
    return shown


def _leave(work: UnitOfWork, name: str) -> OfficerShown:
    require(work, Act.KEEP_OFFICERS)
    row = _here(work, name)
    _keep_one_administrator(work, row.id)
    row.state = "left"
    work.record("remove_officer", things=[row.id])
    work.topics.add("officers")
    return OfficerShown(row.id, row.name, row.post, tuple(row.roles), False)


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Change one's own passphrase: one slot of the keyring is written again, the store itself is not touched."""
    owner = desk.keeper.prove_passphrase(desk.officer.name, old)
    slot = desk.keeper.add_slot(owner, new)
    desk.do(_note_slot, slot)


def _note_slot(work: UnitOfWork, slot: str) -> None:
    require(work, Act.USE_OWN_DESK)
    row = officers.officer(work.session, work.officer.id)
    if row is not None:
        row.slot = slot
    work.record("change_passphrase", things=[work.officer.id])


def replace_recovery(desk: Desk, words: str, public_file: Path) -> None:
    """Put the council's own recovery key, by the file of its public half, in the place of the one until now.

    The words of the key until now prove it; without them the seal of the log could not be carried over. The log says it.
    """
    desk.read(_may_replace_recovery)
    public = recovery.read_public(public_file)
    desk.keeper.replace_recovery(recovery.from_words(words), public)
    desk.do(_note_recovery)


def _may_replace_recovery(reader: Reader) -> None:
    require(reader, Act.KEEP_DEVICES)


def _note_recovery(work: UnitOfWork) -> None:
    require(work, Act.KEEP_DEVICES)
    work.record("replace_recovery", things=[work.officer.id])
    work.topics.add("officers")


def act_as(desk: Desk, name: str, passphrase: str) -> OfficerNow:
    """Hand the desk to another officer, who proves their passphrase; both stand in the log."""
    owner = desk.keeper.prove_passphrase(name, passphrase)
    now = desk.read(officer_now, owner)
    desk.do(_note_hand_over, now.id)
    desk.act_as(now)
    desk.do(_note_taken_over)
    return now


def officer_now(reader: Reader, name: str) -> OfficerNow:
    """Give an officer of this name who is still here."""
    row = officers.officer_named(reader.session, name)
    if row is None or row.state != "here":
        raise NotFound("No officer of this name works here.", next_step="Choose a name from the list.")
    return OfficerNow(row.id, row.name, row.post, frozenset(Role(role) for role in row.roles))


def _note_hand_over(work: UnitOfWork, to: UUID) -> None:
    require(work, Act.USE_OWN_DESK)
    work.record("hand_over", things=[to])


def _note_taken_over(work: UnitOfWork) -> None:
    require(work, Act.USE_OWN_DESK)
    work.record("take_over", things=[work.officer.id])


def _here(work: UnitOfWork, name: str) -> officers.Officer:
    row = officers.officer_named(work.session, name)
    if row is None or row.state != "here":
        raise NotFound("No officer of this name works here.", kept="Nothing was changed.")
    return row


def _keep_one_administrator(work: UnitOfWork, leaving: UUID) -> None:
    others = [
        row
        for row in officers.officers(work.session)
        if row.state == "here" and row.id != leaving and Role.ADMINISTRATOR in row.roles
    ]
    if not others:
        raise DeskError(
            "This is the last administrator of the store.",
            kept="Nothing was changed.",
            next_step="Make somebody else administrator first.",
        )
