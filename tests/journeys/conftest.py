"""What the journeys start with: the program itself, its windows closed at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.main import Program


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp)
    yield made
    made.end()
    if made.window is not None:
        made.window.blockSignals(True)
        made.window.close()
