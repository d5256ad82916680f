"""Who may do what: roles, acts and the one question every use case asks first."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol
from uuid import UUID

from app.errors import NotAllowed, RefusedInput
from app.vocabulary import codes
from models.codes import Role
from resources import text


class Act(StrEnum):
    """What an officer can do that not everybody may (``resources/roles.toml`` says who)."""

    IMPORT_FILES = "import_files"
    MEND_ROWS = "mend_rows"
    UNDO_OWN_BATCH = "undo_own_batch"
    UNDO_BATCH = "undo_batch"
    OPEN_CHILD = "open_child"
    SEARCH = "search"
    CONFIRM_LINK = "confirm_link"
    RECORD_ABOUT_CHILD = "record_about_child"
    SPLIT_LINK = "split_link"
    JOIN_PERSONS = "join_persons"
    WITHHOLD_ADDRESS = "withhold_address"
    LIFT_WITHHELD_ADDRESS = "lift_withheld_address"
    DRAFT_SHARE = "draft_share"
    DECIDE_SHARE = "decide_share"
    PRINT_AND_SEND = "print_and_send"
    LIST_SHARES = "list_shares"
    APPROVE_AS_SECOND = "approve_as_second"
    KEEP_CATALOGUE = "keep_catalogue"
    READ_OWN_LOG = "read_own_log"
    READ_WHOLE_LOG = "read_whole_log"
    KEEP_DIRECTORY = "keep_directory"
    KEEP_OFFICERS = "keep_officers"
    KEEP_DEVICES = "keep_devices"
    KEEP_SETTINGS = "keep_settings"
    BACK_UP = "back_up"
    REBUILD = "rebuild"
    USE_OWN_DESK = "use_own_desk"


@dataclass(frozen=True)
class OfficerNow:
    """The officer who acts: who they are and what their roles are at this moment."""

    id: UUID
    name: str
    post: str
    roles: frozenset[Role]


class HasRoles(Protocol):
    """Whoever acts: the officer's roles are all that access looks at."""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of the officer who acts."""


class ActsFor(Protocol):
    """A unit of work or a reader: something done by an officer."""

    @property
    def officer(self) -> HasRoles:
        """The officer who acts."""


@cache
def table() -> dict[Act, frozenset[Role]]:
    """Give which roles may do each act; an act that the table does not name is nobody's."""
    acts = tomllib.loads(text("roles.toml"))["acts"]
    return {act: frozenset(Role(role) for role in acts.get(act.value, ())) for act in Act}


@cache
def reason_needed() -> dict[Act, frozenset[Role]]:
    """Give which roles must say why before an act."""
    needed = tomllib.loads(text("roles.toml"))["reason_needed"]
    return {Act(act): frozenset(Role(role) for role in roles) for act, roles in needed.items()}


def may(officer: HasRoles, act: Act) -> bool:
    """Say whether any of an officer's roles allows an act."""
    return bool(officer.roles & table()[act])


def require(work: ActsFor, act: Act, *, reason: str = "") -> None:
    """Refuse with ``NotAllowed`` unless the officer may do this, and has said why where a reason is needed."""
    allowed = work.officer.roles & table()[act]
    if not allowed:
        raise NotAllowed(
            "Your role does not allow this.",
            kept="Nothing was changed.",
            next_step="Ask a colleague with the right role, or ask your administrator to change yours.",
        )
    if allowed <= reason_needed().get(act, frozenset()) and not reason.strip():
        raise NotAllowed(
            "Your role may do this only with a reason that is written to the log.",
            kept="Nothing was opened.",
            next_step="Say in a few words why you need it.",
        )


def reason_code(reason: str) -> str:
    """Give the code of a reason said by its code or its words; refused when it is not on the list.

    The log holds codes, never free text.
    """
    known = codes("reason_to_look")
    said = reason.strip().casefold()
    found = next((code for code, text in known if said in (code, text.casefold())), "")
    if said and not found:
        raise RefusedInput(
            "The log keeps a reason as one of a list, and this one is not on it.",
            kept="Nothing was opened.",
            next_step=f"Choose one of: {', '.join(text for _, text in known)}.",
        )
    return found
