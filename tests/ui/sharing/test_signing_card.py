"""Where a rule asks for a second person, the page offers to have the share signed, and a signature settles it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import officers
from app.approvals import waiting_for_second
from models.codes import Role
from tests.builders import COLLEAGUE_PASSPHRASE
from tests.ui.sharing.conftest import Shares

Key = Qt.Key
INES = "Ines Roy"


@pytest.fixture
def private(shares: Shares) -> Shares:
    desk = shares.page.desk
    officers.add_officer(desk, INES, passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.INFORMATION_GOVERNANCE,))
    shares.open()
    shares.fill()
    assert not shares.page.signing.isVisible(), "nothing asks for a second person yet"
    shares.page.form.items.described(shares.child.said["birth"]).category.set_value("SEXUAL_HEALTH")
    shares.weighed()
    return shares


def test_a_second_person_signs_here_and_the_share_can_be_decided(private: Shares) -> None:
    page, card = private.page, private.page.signing
    assert "block R12" in private.open_rules()
    assert card.isVisible() and card.sign.value() == "CALDICOTT"
    page._on_act_asked("R12")
    QTest.keyClicks(card.why, "The nurse treats her for it.")
    card.second.officer.set_value(INES)
    QTest.keyClicks(card.second.passphrase.box, COLLEAGUE_PASSPHRASE)
    QTest.keyClick(card.here, Key.Key_Space)
    private.qtbot.waitUntil(lambda: "block R12" not in private.open_rules(), timeout=8000)
    assert INES in card.says.text() and not card.rows.isVisible()
    assert card.second.passphrase.value() == ""


def test_it_is_asked_for_later_and_stands_on_her_worklist(private: Shares) -> None:
    page, card = private.page, private.page.signing
    QTest.keyClick(card.later, Key.Key_Space)
    assert card.sign.value() and page._reference == "", "why is not said yet"
    QTest.keyClicks(card.why, "The nurse treats her for it.")
    QTest.keyClick(card.later, Key.Key_Space)
    private.qtbot.waitUntil(lambda: page._reference.startswith("S-"))
    first = page.desk.officer
    page.desk.act_as(page.desk.read(officers.officer_now, INES))
    (waiting,) = page.desk.read(waiting_for_second)
    page.desk.act_as(first)
    assert waiting.words == "Give the Caldicott Guardian's answer"
