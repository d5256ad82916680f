"""A second person's signature covers exactly what was signed, is asked for or given in place, and is frozen with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import officers
from app.approvals import answer_second, waiting_for_second
from app.desk import Desk
from app.errors import DeskError, NotAllowed, RefusedInput
from app.people.withholding import withhold_address
from app.sharing.deciding import OpenQuestions, Weighed, begin_share, decide_share, weigh_share
from app.sharing.share_draft import ItemDraft, ShareDraft
from app.sharing.signing import ask_signature, sign_in_place
from models.codes import Role
from tests.app.sharing.children import Child, a_child
from tests.app.sharing.test_deciding import a_draft, document_of
from tests.builders import COLLEAGUE_PASSPHRASE, MANAGER, MANAGER_PASSPHRASE

INES = "Ines Roy"
WHY = "The health visitor goes to the new home on Thursday."


@pytest.fixture
def child(desk: Desk) -> Child:
    child = a_child(desk)
    desk.do(withhold_address, child.key, from_whom="Her father", why="Order of the court")
    officers.add_officer(desk, INES, passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.INFORMATION_GOVERNANCE,))
    return child


def with_address(child: Child) -> ShareDraft:
    plain = a_draft(child)
    address = ItemDraft(
        statement=child.said["address"], category="ADDRESS", about=child.reference, tag="fact"
    )
    return replace(plain, items=(*plain.items, address))


def blocks(desk: Desk, draft: ShareDraft, reference: str) -> tuple[str, ...]:
    weighed: Weighed = desk.read(weigh_share, draft, reference)
    return weighed.judgement.blocks


def test_a_withheld_address_leaves_only_after_a_second_person_signed_exactly_this(
    desk: Desk, child: Child
) -> None:
    draft = with_address(child)
    made = desk.do(begin_share, draft)
    assert blocks(desk, draft, made.reference) == ("R13",)
    with pytest.raises(OpenQuestions):
        desk.do(decide_share, draft, made.reference)
    sign_in_place(
        desk, made.reference, draft, "ADDRESS_SECOND", WHY, second=INES, passphrase=COLLEAGUE_PASSPHRASE
    )
    assert desk.officer.name == MANAGER
    assert blocks(desk, draft, made.reference) == ()
    assert blocks(desk, replace(draft, person="Somebody else"), made.reference) == ("R13",)
    assert blocks(desk, replace(draft, items=draft.items[:1] + draft.items[3:]), made.reference) == ("R13",)
    assert blocks(desk, draft, "") == ("R13",), "a signature belongs to its share"
    decided = desk.do(decide_share, replace(draft, reason="Another word of ours."), made.reference)
    frozen = document_of(desk, decided)
    assert [(each["capacity"], each["name"]) for each in frozen["signatures"]] == [("ADDRESS_SECOND", INES)]
    assert frozen["second_person"]["name"] == INES


def test_nobody_signs_for_themselves_or_in_a_capacity_that_is_not_theirs(desk: Desk, child: Child) -> None:
    draft = with_address(child)
    made = desk.do(begin_share, draft)
    for sign, second, passphrase in (
        ("ADDRESS_SECOND", MANAGER, MANAGER_PASSPHRASE),
        ("MANAGER", INES, COLLEAGUE_PASSPHRASE),
    ):
        with pytest.raises(NotAllowed):
            sign_in_place(desk, made.reference, draft, sign, WHY, second=second, passphrase=passphrase)
    with pytest.raises(DeskError):
        sign_in_place(
            desk, made.reference, draft, "ADDRESS_SECOND", WHY, second=INES, passphrase="not hers at all"
        )
    assert blocks(desk, draft, made.reference) == ("R13",)


def test_a_signature_is_asked_for_and_given_from_the_worklist(desk: Desk, child: Child) -> None:
    draft = with_address(child)
    made = desk.do(begin_share, draft)
    desk.do(ask_signature, made.reference, draft, "ADDRESS_SECOND", WHY)
    with pytest.raises(RefusedInput, match="already"):
        desk.do(ask_signature, made.reference, draft, "ADDRESS_SECOND", WHY)
    changed = replace(draft, person="Another nurse")
    desk.do(ask_signature, made.reference, changed, "ADDRESS_SECOND", WHY)
    officers.act_as(desk, INES, COLLEAGUE_PASSPHRASE)
    (waiting,) = desk.read(waiting_for_second)
    assert waiting.words == "Agree that a withheld address is shared"
    desk.do(answer_second, waiting.key, given=True)
    officers.act_as(desk, MANAGER, MANAGER_PASSPHRASE)
    assert blocks(desk, draft, made.reference) == ("R13",), "the request for the first wording was withdrawn"
    assert blocks(desk, changed, made.reference) == ()
