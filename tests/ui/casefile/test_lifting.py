"""A withheld address is lifted on the child's page by two officers, at once or after one was asked for later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import officers
from app.approvals import answer_second, waiting_for_second
from app.desk import Desk
from app.people.withholding import withhold_address
from models import people
from models.codes import Role
from tests.builders import COLLEAGUE_PASSPHRASE
from tests.ui.borough import a_borough, the_child
from tests.ui.casefile.conftest import OpenPage
from ui.casefile.case_page import CasePage

Key = Qt.Key
INES = "Ines Roy"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = a_borough(tmp_path)
    officers.add_officer(opened, INES, passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.INFORMATION_GOVERNANCE,))
    opened.do(withhold_address, the_child(opened), from_whom="Her father", why="Order of the court")
    yield opened
    opened.close()


def standing(desk: Desk) -> int:
    return len(desk.read(lambda reader: people.withheld_of(reader.session, the_child(desk))))


def opened_panel(page: CasePage) -> None:
    page._on_lift()
    panel = page.lifting
    assert panel.isVisible()
    QTest.keyClick(panel.do, Key.Key_Space)
    assert panel.isVisible(), "nothing was said yet"
    QTest.keyClicks(panel.because, "The order ended on Monday.")


def test_two_officers_lift_it_at_this_desk(desk: Desk, open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(desk, the_child(desk))
    opened_panel(page)
    panel = page.lifting
    panel.second.officer.set_value(INES)
    QTest.keyClicks(panel.second.passphrase.box, "not hers at all")
    QTest.keyClick(panel.do, Key.Key_Space)
    qtbot.waitUntil(lambda: page.notice.isVisible())
    assert standing(desk) == 1
    assert panel.second.passphrase.value() == "", "a passphrase never stays in a box"
    QTest.keyClicks(panel.second.passphrase.box, COLLEAGUE_PASSPHRASE)
    QTest.keyClick(panel.do, Key.Key_Space)
    qtbot.waitUntil(lambda: standing(desk) == 0)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert desk.officer.name != INES


def test_it_is_asked_for_later_and_lifted_when_it_was_agreed(desk: Desk, open_page: OpenPage) -> None:
    page = open_page(desk, the_child(desk))
    opened_panel(page)
    assert not page.lifting.agreed.isVisible()
    QTest.keyClick(page.lifting.later, Key.Key_Space)
    assert standing(desk) == 1
    first = desk.officer
    desk.act_as(desk.read(officers.officer_now, INES))
    (waiting,) = desk.read(waiting_for_second)
    desk.do(answer_second, waiting.key, given=True)
    desk.act_as(first)
    opened_panel(page)
    assert page.lifting.agreed.isVisible()
    QTest.keyClick(page.lifting.agreed, Key.Key_Space)
    assert standing(desk) == 0
