"""A council approves a power with a second person, gives it a day, takes it out of use; no decided share changes by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import officers
from app.approvals import answer_second, waiting_for_second
from app.desk import Desk
from app.errors import DeskError, NotAllowed, NotFound, RefusedInput
from app.sharing.deciding import decide_share, weigh_share
from app.sharing.law_choices import (
    approve,
    approve_agreed,
    ask_to_approve,
    choices,
    choices_as_file,
    differences,
    retire,
)
from models.codes import Role
from tests.app.sharing.children import Child, a_child
from tests.app.sharing.test_deciding import a_draft, document_of
from tests.builders import COLLEAGUE_PASSPHRASE, MANAGER, with_role

INES = "Ines Roy"
WHY = "Legal has read it."


@pytest.fixture
def child(desk: Desk) -> Child:
    child = a_child(desk)
    officers.add_officer(desk, INES, passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.INFORMATION_GOVERNANCE,))
    with_role(desk, Role.INFORMATION_GOVERNANCE)
    return child


def spoken(desk: Desk, child: Child, gateway: str) -> tuple[str, ...]:
    draft = replace(a_draft(child), gateways=(gateway,), art6=("6e",))
    return desk.read(weigh_share, draft).judgement.fired


def test_a_power_that_nobody_checked_warns_until_two_have_approved_it(desk: Desk, child: Child) -> None:
    assert "G07" in spoken(desk, child, "LGA72-111")
    with pytest.raises(DeskError):
        approve(desk, "LGA72-111", why=WHY, second=INES, passphrase="not hers at all")
    assert "G07" in spoken(desk, child, "LGA72-111")
    approve(desk, "LGA72-111", why=WHY, second=INES, passphrase=COLLEAGUE_PASSPHRASE)
    assert "G07" not in spoken(desk, child, "LGA72-111")
    assert "G07" not in spoken(desk, child, "CA04-11"), "a row that was read needs no approval to be used"


def test_a_day_of_its_own_holds_only_once_it_was_agreed_to(desk: Desk, child: Child) -> None:
    desk.do(ask_to_approve, "CA04-16LC", why=WHY, local_start="2026-11-01")
    assert "G02" in spoken(desk, child, "CA04-16LC")
    with pytest.raises(NotAllowed):
        desk.do(approve_agreed, "CA04-16LC", why=WHY, local_start="2026-11-01")
    first = desk.officer
    desk.act_as(desk.read(officers.officer_now, INES))
    (waiting,) = desk.read(waiting_for_second)
    desk.do(answer_second, waiting.key, given=True)
    assert waiting.about == "CA04-16LC from 2026-11-01"
    desk.act_as(first)
    with pytest.raises(NotAllowed):
        desk.do(approve_agreed, "CA04-16LC", why=WHY, local_start="2026-10-01")
    desk.do(approve_agreed, "CA04-16LC", why=WHY, local_start="2026-11-01")
    assert "G02" not in spoken(desk, child, "CA04-16LC")


def test_a_power_taken_out_of_use_stops_the_next_share_and_changes_none(desk: Desk, child: Child) -> None:
    made = desk.do(decide_share, a_draft(child))
    before = document_of(desk, made)
    desk.do(retire, "CA04-16LA", why="The duty is tested in court.")
    assert "G02" in desk.read(weigh_share, a_draft(child)).judgement.blocks
    assert document_of(desk, made) == before


def test_asking_changes_nothing_that_stands(desk: Desk, child: Child) -> None:
    desk.do(retire, "CA04-16LA", why="The duty is tested in court.")
    before = desk.read(choices)
    desk.do(ask_to_approve, "CA04-16LA", why="It was upheld.", local_start="2026-11-01")
    assert desk.read(choices) == before
    assert "G02" in desk.read(weigh_share, a_draft(child)).judgement.blocks
    approve(desk, "CA04-16LA", why="It was upheld.", second=INES, passphrase=COLLEAGUE_PASSPHRASE)
    assert "G02" not in desk.read(weigh_share, a_draft(child)).judgement.blocks


def test_the_choices_go_to_another_desk_as_one_file_with_what_differs_shown_first(
    desk: Desk, child: Child
) -> None:
    desk.do(retire, "CA04-11", why='The "arrangements" are read again.')
    file = desk.read(choices_as_file)
    assert desk.read(differences, file) == ()
    (one,) = desk.read(differences, file.replace("approved = false", "approved = true"))
    assert (one.gateway, one.now, one.then.approved) == ("CA04-11", desk.read(choices)[0], True)
    for broken in (
        "x = ",
        'schema = "other"',
        file.replace("CA04-11", "CA04-XX"),
        file.replace("false", '"no"'),
    ):
        with pytest.raises(RefusedInput, match="no file of choices"):
            desk.read(differences, broken)


def test_what_cannot_be_chosen_is_refused(desk: Desk, child: Child) -> None:
    for gateway in ("IMA23-18", "NOT-THERE"):
        with pytest.raises(NotFound):
            desk.do(ask_to_approve, gateway, why=WHY)
    for day, why in (("soon", WHY), ("2026-11-01", " ")):
        with pytest.raises(RefusedInput):
            desk.do(ask_to_approve, "CNIS", why=why, local_start=day)
    desk.act_as(desk.read(officers.officer_now, MANAGER))
    with pytest.raises(NotAllowed):
        desk.do(retire, "CA04-11", why=WHY)
