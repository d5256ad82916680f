"""An address must not reach certain people: withheld from whom and why, and lifted only by two."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.access import Act, require
from app.approvals import agree_in_place, use_given
from app.clock import LONDON
from app.desk import Desk
from app.errors import DeskError, NotFound, RefusedInput
from app.unit_of_work import Reader, UnitOfWork
from models import officers, people
from models.base import new_key
from models.people import WithheldAddress


@dataclass(frozen=True)
class Withholding:
    """One withholding that stands: from whom, why, until when; ``agreed`` where a second person agreed to lift it."""

    key: UUID
    from_whom: str
    why: str
    until: str
    agreed: bool


def withholdings(reader: Reader, person: UUID) -> tuple[Withholding, ...]:
    """Give what stands between a person's address and somebody, for whoever may lift it."""
    require(reader, Act.LIFT_WITHHELD_ADDRESS)
    act = Act.LIFT_WITHHELD_ADDRESS.value
    return tuple(
        Withholding(
            row.id,
            row.from_whom,
            row.why,
            row.until or "",
            officers.given_approval(reader.session, act, row.id, reader.officer.id) is not None,
        )
        for row in people.withheld_of(reader.session, person)
    )


def withhold_address(
    work: UnitOfWork,
    person: UUID,
    *,
    from_whom: str,
    why: str,
    until: str | None = None,
    from_person: UUID | None = None,
) -> UUID:
    """Withhold a person's address from somebody: from whom and why in words, until a day (ISO) or until it is lifted.

    ``from_person`` names the one it is withheld from where that is a person of ours. Refused without both texts, and
    with a day that is past.
    """
    require(work, Act.WITHHOLD_ADDRESS)
    if not from_whom.strip() or not why.strip():
        raise DeskError(
            "Say from whom the address is withheld, and why.",
            kept="Nothing was changed.",
            next_step="Fill in both; they are shown to colleagues, never to a recipient.",
        )
    if until is not None and until < work.at.astimezone(LONDON).date().isoformat():
        raise RefusedInput(
            "The day until which it is withheld is past.",
            kept="Nothing was changed.",
            next_step="Give a day to come, or none: then it is withheld until it is lifted.",
        )
    for key in (person, from_person):
        if key is not None and people.person(work.session, key) is None:
            raise NotFound("This person is not kept here.", kept="Nothing was changed.")
    row = WithheldAddress(
        id=new_key(),
        person_id=person,
        from_whom=from_whom.strip(),
        from_person_id=from_person,
        why=why.strip(),
        until=until,
        set_at=work.at,
        set_by=work.officer.id,
    )
    work.session.add(row)
    work.record("withhold_address", persons=[person], things=[row.id], groups=["address"])
    work.topics.add("people")
    return row.id


def lift_withheld_address(
    desk: Desk, withholding: UUID, *, because: str, second: str, passphrase: str
) -> None:
    """Lift a withholding: a manager does, and a second person proves with name and passphrase that they agree.

    The second person's agreement is an entry of its own in the log, before the address is shown again.
    """
    person = desk.read(_whose, withholding, because)
    agree_in_place(
        desk,
        Act.LIFT_WITHHELD_ADDRESS,
        withholding,
        because,
        second=second,
        passphrase=passphrase,
        person=person,
    )
    desk.do(lift_agreed_address, withholding, because=because)


def lift_agreed_address(work: UnitOfWork, withholding: UUID, *, because: str) -> None:
    """Lift a withholding to which a second person agreed at their own desk, when it was asked of them."""
    require(work, Act.LIFT_WITHHELD_ADDRESS)
    if not because.strip():
        raise DeskError("Lifting needs a reason.", kept="The address stays withheld.")
    second = use_given(work, Act.LIFT_WITHHELD_ADDRESS, withholding)
    _lift(work, withholding, because, second)


def _whose(reader: Reader, withholding: UUID, because: str) -> UUID:
    require(reader, Act.LIFT_WITHHELD_ADDRESS)
    if not because.strip():
        raise DeskError("Lifting needs a reason.", kept="The address stays withheld.")
    row = reader.session.get(WithheldAddress, withholding)
    if row is None or row.lifted_at is not None:
        raise NotFound("This address is not withheld any more.", kept="Nothing was changed.")
    return row.person_id


def _lift(work: UnitOfWork, withholding: UUID, because: str, second: UUID) -> None:
    require(work, Act.LIFT_WITHHELD_ADDRESS)
    row = _standing(work, withholding)
    row.lifted_at, row.lifted_by, row.lifted_because = work.at, work.officer.id, because.strip()
    work.record("lift_withheld_address", persons=[row.person_id], things=[row.id, second], groups=["address"])
    work.topics.add("people")


def _standing(work: UnitOfWork, withholding: UUID) -> WithheldAddress:
    row = work.session.get(WithheldAddress, withholding)
    if row is None or row.lifted_at is not None:
        raise NotFound("This address is not withheld any more.", kept="Nothing was changed.")
    return row
