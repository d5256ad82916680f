"""What the tests of a child's page share: the page as the window holds it, and what the log says since."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.logbook.searching import LogQuestion, window
from ui.casefile.case_page import CasePage
from ui.operations import at_once

#: What a page has of the smallest council screen beside the rail, at the usual size of text and at twice the size.
ROOM, ROOM_TWICE = (1170, 680), (974, 640)

OpenPage = Callable[[Desk, UUID], CasePage]
ActsSince = Callable[[Desk, int], list[str]]


@pytest.fixture
def open_page(qtbot: QtBot) -> OpenPage:
    """Give a way to open a child's page as the window does: refreshed when what it shows was touched."""

    def opened(desk: Desk, person: UUID) -> CasePage:
        operations = at_once(desk)
        made = CasePage(desk, operations)
        qtbot.addWidget(made)
        made.resize(*ROOM)
        made.show()
        made.activateWindow()
        QApplication.processEvents()
        operations.touched.connect(lambda topics: made.refresh() if topics & made.topics else None)
        made.take(person)
        made.refresh()
        return made

    return opened


@pytest.fixture
def acts_since() -> ActsSince:
    """Give a way to list what was entered into the log after an entry, the first entered first."""

    def listed(desk: Desk, sequence: int) -> list[str]:
        entries = desk.read(window, LogQuestion(), 0, 200).entries
        return [one.act for one in reversed(entries) if one.sequence > sequence]

    return listed
