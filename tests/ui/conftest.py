"""What the tests of the screen share: the program's own dress, and operations that run in the test's own turn."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Name the program as it names itself."""
    return ["mash-desk"]


@pytest.fixture(autouse=True)
def dressed_as_usual(qapp: QApplication, tmp_path: Path) -> None:
    """Dress in the light scheme at the usual size, and keep settings in a folder of the test."""
    from ui.theme import theme

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    qapp.setOrganizationName("MASH Desk tests")
    theme().wear("light", 1.0)


@pytest.fixture
def at_once_operations(desk: Desk) -> Operations:
    """Give operations of an open desk that run in the test's own turn."""
    from ui.operations import at_once

    return at_once(desk)


@pytest.fixture
def no_desk() -> Operations:
    """Give operations before a desk is open, in the test's own turn."""
    from ui.operations import at_once

    return at_once(None)
