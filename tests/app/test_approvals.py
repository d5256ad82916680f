"""What waits for a second person is answered by another officer who may, and used once by whoever asked."""

from __future__ import annotations

from uuid import UUID

import pytest

from app import officers
from app.access import Act
from app.approvals import answer_second, ask_second, waiting_for_second
from app.desk import Desk
from app.errors import DeskError, NotAllowed, NotFound, RefusedInput
from app.frontdoor.worklist import worklist
from app.people.withholding import lift_agreed_address, withhold_address
from models import people
from models.codes import Role
from tests.app.sharing.children import a_child
from tests.builders import COLLEAGUE_PASSPHRASE, MANAGER, MANAGER_PASSPHRASE

INES, TOM = "Ines Roy", "Tom Abara"


@pytest.fixture
def withheld(desk: Desk) -> UUID:
    person = a_child(desk).key
    officers.add_officer(desk, INES, passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.INFORMATION_GOVERNANCE,))
    officers.add_officer(desk, TOM, passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.SOCIAL_WORKER,))
    return desk.do(withhold_address, person, from_whom="Her father", why="Order of the court")


def asked(desk: Desk, withheld: UUID) -> UUID:
    return desk.do(ask_second, Act.LIFT_WITHHELD_ADDRESS, withheld, "The order ended.")


def test_an_address_is_lifted_after_another_officer_has_agreed_and_only_once(
    desk: Desk, withheld: UUID
) -> None:
    key = asked(desk, withheld)
    with pytest.raises(NotAllowed, match="Nobody has agreed"):
        desk.do(lift_agreed_address, withheld, because="The order ended.")
    assert desk.read(waiting_for_second) == (), "whoever asked is not the second person"
    with pytest.raises(NotAllowed, match="cannot be the second"):
        desk.do(answer_second, key, given=True)
    officers.act_as(desk, INES, COLLEAGUE_PASSPHRASE)
    (waiting,) = desk.read(waiting_for_second)
    first = desk.read(worklist).rows[0]
    assert (first.what, first.place, first.key) == (MANAGER, "settings", "second")
    assert (waiting.key, waiting.why, waiting.asked_by) == (key, "The order ended.", MANAGER)
    desk.do(answer_second, key, given=True)
    assert desk.read(waiting_for_second) == ()
    officers.act_as(desk, MANAGER, MANAGER_PASSPHRASE)
    desk.do(lift_agreed_address, withheld, because="The order ended.")
    lifted = desk.read(lambda reader: reader.session.get(people.WithheldAddress, withheld))
    assert lifted is not None and lifted.lifted_because == "The order ended."
    with pytest.raises(DeskError):
        desk.do(lift_agreed_address, withheld, because="Again.")


def test_a_refusal_needs_its_reason_and_leaves_the_address_withheld(desk: Desk, withheld: UUID) -> None:
    key = asked(desk, withheld)
    with pytest.raises(RefusedInput, match="waits for a second person already"):
        asked(desk, withheld)
    officers.act_as(desk, INES, COLLEAGUE_PASSPHRASE)
    with pytest.raises(RefusedInput, match="needs its reason"):
        desk.do(answer_second, key, given=False)
    desk.do(answer_second, key, given=False, words="The order stands until May.")
    with pytest.raises(NotFound):
        desk.do(answer_second, key, given=True)
    officers.act_as(desk, MANAGER, MANAGER_PASSPHRASE)
    with pytest.raises(NotAllowed):
        desk.do(lift_agreed_address, withheld, because="The order ended.")


def test_whoever_may_not_answer_sees_nothing_that_waits_and_may_not_ask(desk: Desk, withheld: UUID) -> None:
    key = asked(desk, withheld)
    officers.act_as(desk, TOM, COLLEAGUE_PASSPHRASE)
    assert desk.read(waiting_for_second) == ()
    with pytest.raises(NotAllowed):
        desk.do(answer_second, key, given=True)
    with pytest.raises(NotAllowed):
        asked(desk, withheld)


def test_without_a_reason_nothing_is_asked(desk: Desk, withheld: UUID) -> None:
    with pytest.raises(RefusedInput, match="why it is needed"):
        desk.do(ask_second, Act.LIFT_WITHHELD_ADDRESS, withheld, "  ")
