"""The program's own window over a store, without a screen, and a window of Qt alone that shows rows: both drawn whole."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from app.desk import Desk

#: The size of the window, as it opens on an officer's laptop.
SIZE = (1366, 768)


@cache
def application(folder: Path) -> Any:
    """Make Qt's application once, dressed as the program is; its settings stay in ``folder``."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    made = QApplication(["desk-bench", "-style", "Fusion"])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    made.setOrganizationName("MASH Desk bench")

    from ui import typefaces
    from ui.theme import theme

    theme().wear("light", 1.0)
    typefaces.load_rest()
    return made


@contextmanager
def a_window(desk: Desk, folder: Path) -> Iterator[Any]:
    """Open the program's window over a desk; questions and acts run in the caller's own turn."""
    app = application(folder)
    from ui.main_window import MainWindow
    from ui.operations import at_once

    window = MainWindow(desk, at_once(desk), "Bench")
    window.resize(*SIZE)
    window.show()
    app.processEvents()
    try:
        yield window
    finally:
        window.leave()
        window.blockSignals(True)
        window.close()
        window.deleteLater()
        settle()


def settle() -> None:
    """Let Qt do all that waits, deleting what is to be deleted too."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _ in range(2):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def go_and_draw(window: Any, place: str, value: Any = None) -> None:
    """Go to a place and draw the whole window, as the officer then sees it."""
    from PySide6.QtCore import QCoreApplication

    window.go(place, value)
    QCoreApplication.processEvents()
    window.grab()


def bare_table(rows: Sequence[Sequence[Any]]) -> None:
    """Show rows as text in a window of Qt alone, of the same size, and draw it whole."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

    table = QTableWidget(len(rows), max(map(len, rows), default=1))
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            table.setItem(down, across, QTableWidgetItem(str(cell)[:200]))
    table.resize(*SIZE)
    table.show()
    QCoreApplication.processEvents()
    table.grab()
    table.close()
    table.deleteLater()
    settle()
