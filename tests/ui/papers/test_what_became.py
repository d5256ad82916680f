"""Below the pages of a decided share stands what became of it, and a manager reviews an emergency there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import officers
from app.desk import Desk
from app.sharing.afterwards import afterwards, emergencies_to_review
from app.sharing.deciding import decide_share
from models.codes import Role
from tests.app.sharing.children import a_child
from tests.app.sharing.test_afterwards import DANGER, INES, acting
from tests.app.sharing.test_deciding import a_draft
from tests.builders import COLLEAGUE_PASSPHRASE
from ui.operations import at_once
from ui.papers.preview_page import PreviewPage

Key = Qt.Key


@pytest.fixture
def emergency(desk: Desk) -> str:
    officers.add_officer(desk, INES, passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.MANAGER,))
    draft = replace(a_draft(a_child(desk)), gateways=("EMERG",), art6=("6d",), emergency=DANGER, told=False)
    return desk.do(decide_share, draft).reference


def page_of(desk: Desk, qtbot: QtBot, share: str) -> PreviewPage:
    page = PreviewPage(desk, at_once(desk))
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    page.take(share)
    page.refresh()
    return page


def test_sending_and_the_answer_are_noted_and_a_manager_reviews_the_emergency(
    desk: Desk, qtbot: QtBot, emergency: str
) -> None:
    page = page_of(desk, qtbot, emergency)
    assert not page.review.isVisible(), "whoever decided does not review"
    QTest.keyClick(page.after.sent_button, Key.Key_Space)
    assert desk.read(afterwards, emergency) == ()
    QTest.keyClicks(page.after.channel, "telephone")
    QTest.keyClick(page.after.sent_button, Key.Key_Space)
    page.after.answer.set_value("accepted")
    QTest.keyClick(page.after.answer_button, Key.Key_Space)
    assert [step.kind for step in desk.read(afterwards, emergency)] == ["sent", "answered"]
    acting(desk, INES)
    page = page_of(desk, qtbot, emergency)
    assert page.review.isVisible() and "telephone" in page.after.steps.text()
    QTest.keyClick(page.review.done, Key.Key_Space)
    assert desk.read(emergencies_to_review), "a point without a word is not reviewed"
    for box in page.review.boxes.values():
        QTest.keyClicks(box, "Done at noon.")
    QTest.keyClick(page.review.done, Key.Key_Space)
    assert desk.read(emergencies_to_review) == ()
