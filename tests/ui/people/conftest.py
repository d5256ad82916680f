"""What the tests of writing by hand share: pages as the window holds them, and where they asked to go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from ui.operations import at_once
from ui.page import Page
from ui.people.add_page import AddPersonPage
from ui.people.own_page import OwnRecordPage

ROOM, ROOM_TWICE = (1170, 680), (974, 640)
P = TypeVar("P", bound=Page)

OpenAdd = Callable[[Desk], AddPersonPage]
OpenOwn = Callable[[Desk, UUID], OwnRecordPage]


def gone_to(page: Page) -> list[tuple[str, Any]]:
    """Collect where a page asks to go from now on."""
    asked: list[tuple[str, Any]] = []
    page.place_asked.connect(lambda place, value: asked.append((place, value)))
    return asked


def _opened(qtbot: QtBot, page: P) -> P:
    qtbot.addWidget(page)
    page.resize(*ROOM)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


@pytest.fixture
def open_add(qtbot: QtBot) -> OpenAdd:
    """Give a way to open the form as the window does."""

    def opened(desk: Desk) -> AddPersonPage:
        page = _opened(qtbot, AddPersonPage(desk, at_once(desk)))
        page.refresh()
        return page

    return opened


@pytest.fixture
def open_own(qtbot: QtBot) -> OpenOwn:
    """Give a way to open what was recorded of somebody as the window does."""

    def opened(desk: Desk, person: UUID) -> OwnRecordPage:
        page = _opened(qtbot, OwnRecordPage(desk, at_once(desk)))
        page.take(person)
        page.refresh()
        return page

    return opened
