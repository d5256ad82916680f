"""How a refusal is told on screen, and how a bug is told without anybody's data."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QWidget

from app.errors import DeskError

_log = logging.getLogger("mash_desk.bugs")


class BugFound(DeskError):
    """Something failed that should not have: told with a reference under which the log file keeps the place."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(
            f"The program made a mistake (reference {reference}).",
            kept="What was saved before is safe; this last act was not kept.",
            next_step="Try again. If it comes back, tell your administrator the reference.",
        )


def bug(error: BaseException) -> BugFound:
    """Write down where a bug happened, by file and line and kind only, and give what is shown of it.

    The text of the error is left out: it could quote what somebody typed.
    """
    reference = "E-" + os.urandom(3).hex().upper()
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name} line {frame.lineno}" for frame in reversed(frames[-8:]))
    _log.error("%s %s in %s", reference, type(error).__name__, places or "no frame")
    return BugFound(reference)


def in_words(error: DeskError) -> str:
    """Give the sentences of an error after its first: what was kept and what to do."""
    return " ".join(part for part in (error.kept, error.next_step) if part)


def show_dialog(error: DeskError, parent: QWidget | None = None) -> None:
    """Show an error in a window of its own, where no page is there to show it."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle("MASH Desk")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(error.happened)
    box.setInformativeText(in_words(error))
    box.setAccessibleName(error.happened)
    box.exec()


def install_last_hook(show: Callable[[DeskError], None]) -> None:
    """Catch what nothing else caught on the screen's thread: write it down, show it, and go on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            show(error if isinstance(error, DeskError) else bug(error))

    sys.excepthook = hook
