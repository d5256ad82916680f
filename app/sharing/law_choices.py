"""Which powers does this council use, from when here, and which no longer? Chosen by information governance, with a second.

The catalogue comes with the program and is never changed; a choice stands beside its row.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from app.access import Act, require
from app.approvals import agree_in_place, ask_second, use_given
from app.clock import LONDON
from app.desk import Desk
from app.errors import NotFound, RefusedInput
from app.sharing.catalogue import shipped_catalogue
from app.sharing.law import Catalogue
from app.unit_of_work import Reader, UnitOfWork
from models import agreements
from models.agreements import LawChoice
from models.base import new_key
from models.database import DoorSession

SCHEMA = "mash-desk/law-choices/1"
#: What the marks of a row say when nobody has checked it against its source.
KNOWN_ONLY = "known"


@dataclass(frozen=True)
class Choice:
    """What a council chose of one power: its id, whether approved, from when here, until when, and why."""

    gateway: str
    approved: bool
    local_start: str
    retired_on: str
    why: str


@dataclass(frozen=True)
class Difference:
    """How a file of choices differs from what stands: the power, what stands (nothing, where none) and what comes."""

    gateway: str
    now: Choice | None
    then: Choice


def choices(reader: Reader) -> tuple[Choice, ...]:
    """Give what the council chose, by power; a power that is not named stands as it came and is not approved."""
    require(reader, Act.DRAFT_SHARE)
    return tuple(_shown(row) for row in agreements.choices(reader.session))


def ask_to_approve(work: UnitOfWork, gateway: str, *, why: str, local_start: str = "") -> UUID:
    """Ask a second person to approve a power for this council, with a day from which it holds here where it needs one.

    What stands is not changed by asking. Refused for a power that is not in the catalogue or has ended, and for a day
    that is none.
    """
    require(work, Act.KEEP_CATALOGUE)
    _day(local_start)
    row = _row_for(work, gateway, why)
    work.record("choose_law", things=[row.id], reason_code="asked")
    return ask_second(work, Act.KEEP_CATALOGUE, row.id, why, covers=_covers(gateway, local_start))


def approve_agreed(work: UnitOfWork, gateway: str, *, why: str, local_start: str = "") -> None:
    """Approve a power to which a second person agreed, with exactly the day that they agreed to."""
    require(work, Act.KEEP_CATALOGUE)
    row = _row_for(work, gateway, why)
    row.second_by = use_given(work, Act.KEEP_CATALOGUE, row.id, _covers(gateway, local_start))
    row.approved, row.local_start, row.retired_on = True, _day(local_start), None
    row.why, row.changed_at, row.changed_by = why.strip(), work.at, work.officer.id
    work.record("choose_law", things=[row.id], reason_code="approved")
    work.topics.add("law")


def approve(
    desk: Desk, gateway: str, *, why: str, second: str, passphrase: str, local_start: str = ""
) -> None:
    """Approve a power at this desk: the second person proves their passphrase, and both stand in the log."""
    key = desk.do(_named, gateway, why, local_start)
    covers = _covers(gateway, local_start)
    agree_in_place(desk, Act.KEEP_CATALOGUE, key, why, second=second, passphrase=passphrase, covers=covers)
    desk.do(approve_agreed, gateway, why=why, local_start=local_start)


def retire(work: UnitOfWork, gateway: str, *, why: str) -> None:
    """Take a power out of use here from today; shares that rest on it stay as they are. Stopping needs no second."""
    require(work, Act.KEEP_CATALOGUE)
    row = _row_for(work, gateway, why)
    row.approved, row.retired_on = False, work.at.astimezone(LONDON).date().isoformat()
    row.why, row.changed_at, row.changed_by = why.strip(), work.at, work.officer.id
    work.record("choose_law", things=[row.id], reason_code="retired")
    work.topics.add("law")


def choices_as_file(reader: Reader) -> str:
    """Write the council's choices as one file that another desk of the same council reads."""
    require(reader, Act.DRAFT_SHARE)
    lines = [f'schema = "{SCHEMA}"', f'catalogue = "{shipped_catalogue().version}"']
    for one in (_shown(row) for row in agreements.choices(reader.session)):
        lines += [
            "",
            "[[choice]]",
            f"gateway = {_text(one.gateway)}",
            f"approved = {str(one.approved).lower()}",
        ]
        lines += [
            f"{name} = {_text(value)}"
            for name, value in (
                ("local_start", one.local_start),
                ("retired_on", one.retired_on),
                ("why", one.why),
            )
            if value
        ]
    return "\n".join(lines) + "\n"


def differences(reader: Reader, text: str) -> tuple[Difference, ...]:
    """Say what a file of choices would change, before anything is; refused when it is no such file."""
    require(reader, Act.DRAFT_SHARE)
    stands = {row.gateway: _shown(row) for row in agreements.choices(reader.session)}
    return tuple(
        Difference(one.gateway, stands.get(one.gateway), one)
        for one in read_choices(text)
        if stands.get(one.gateway) != one
    )


def read_choices(text: str) -> tuple[Choice, ...]:
    """Read a file of choices; refused naming the entry that cannot be used."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_file(f"it is not readable as TOML ({error})") from error
    if table.get("schema") != SCHEMA:
        raise _no_file(f"its schema is not {SCHEMA}")
    return tuple(_read(entry) for entry in table.get("choice", []))


def not_approved(session: DoorSession) -> tuple[str, ...]:
    """Name the powers that the council has not approved, as the rules read it."""
    approved = {row.gateway for row in agreements.choices(session) if row.approved}
    return tuple(gateway for gateway in shipped_catalogue().gateways if gateway not in approved)


def local_starts(session: DoorSession) -> dict[str, str]:
    """Give the days from which powers hold here, by power; only those that were approved."""
    rows = agreements.choices(session)
    return {row.gateway: row.local_start for row in rows if row.approved and row.local_start}


def council_catalogue(session: DoorSession) -> Catalogue:
    """Give the catalogue as this council uses it: what it took out of use was last in force on the day before."""
    catalogue = shipped_catalogue()
    ends = {
        row.gateway: dt.date.fromisoformat(row.retired_on) - dt.timedelta(days=1)
        for row in agreements.choices(session)
        if row.retired_on
    }
    if not ends:
        return catalogue
    gateways = {
        code: replace(gateway, until=min(gateway.until or ends[code], ends[code]))
        if code in ends
        else gateway
        for code, gateway in catalogue.gateways.items()
    }
    return replace(catalogue, gateways=gateways)


def _named(work: UnitOfWork, gateway: str, why: str, local_start: str) -> UUID:
    require(work, Act.KEEP_CATALOGUE)
    _day(local_start)
    row = _row_for(work, gateway, why)
    work.record("choose_law", things=[row.id], reason_code="asked")
    return row.id


def _row_for(work: UnitOfWork, gateway: str, why: str) -> LawChoice:
    known = shipped_catalogue().gateways.get(gateway)
    if known is None or known.start == "ended":
        raise NotFound("The catalogue has no such power in use.", kept="Nothing was changed.")
    if not why.strip():
        raise RefusedInput(
            "Say why.", kept="Nothing was changed.", next_step="The second person decides by it."
        )
    row = agreements.choice(work.session, gateway)
    if row is None:
        row = LawChoice(
            id=new_key(),
            gateway=gateway,
            approved=False,
            why=why.strip(),
            changed_at=work.at,
            changed_by=work.officer.id,
        )
        work.session.add(row)
        work.session.flush()
    return row


def _shown(row: LawChoice) -> Choice:
    return Choice(row.gateway, row.approved, row.local_start or "", row.retired_on or "", row.why)


def _covers(gateway: str, local_start: str) -> str:
    return f"{gateway} from {local_start or 'the day of the catalogue'}"


def _day(text: str) -> str | None:
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise RefusedInput(
            "The day from which it holds here is no day.",
            kept="Nothing was changed.",
            next_step="Write it as year-month-day.",
        ) from error


def _read(entry: Mapping[str, object]) -> Choice:
    gateway = str(entry.get("gateway", ""))
    if gateway not in shipped_catalogue().gateways:
        raise _no_file(f"{gateway or 'an entry'} is no power of this catalogue")
    if not isinstance(entry.get("approved"), bool):
        raise _no_file(f"{gateway} does not say whether it is approved")
    start, until = str(entry.get("local_start", "")), str(entry.get("retired_on", ""))
    for day in (start, until):
        _day(day)
    return Choice(gateway, bool(entry["approved"]), start, until, str(entry.get("why", "")))


def _no_file(why: str) -> RefusedInput:
    return RefusedInput(
        f"This is no file of choices of law: {why}.",
        kept="Nothing was changed.",
        next_step="Use a file that a desk of your council exported.",
    )


def _text(value: str) -> str:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{quoted}"'
