"""How a form keeps what is being typed: one draft, within a second of the last key, and a word on when it was saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.clock import LONDON
from app.errors import DeskError
from ui.page import Page

#: How long after the last key a draft is saved, in milliseconds.
AFTER = 800


class DraftKeeper(QObject):
    """Saves the draft of one form of a page.

    Signals: ``saved(str)`` it was saved: "draft saved 10:42:07".
    """

    saved = Signal(str)

    def __init__(
        self,
        page: Page,
        form: str,
        *,
        about: Callable[[], str],
        title: Callable[[], str],
        value: Callable[[], dict[str, Any]],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._form = form
        self._about = about
        self._title = title
        self._value = value
        self.saved_words = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.flush)
        self._waiting = False

    def touch(self) -> None:
        """Note that something was typed; it is saved when the keys rest."""
        self._waiting = True
        self._timer.start()

    def flush(self) -> None:
        """Save now what waits: on leaving the page, before a lock, at the end."""
        self._timer.stop()
        if not self._waiting:
            return
        from app.drafts import save_draft

        self._waiting = False
        self._page.operations.run(
            save_draft,
            self._form,
            self._about(),
            self._title(),
            self._value(),
            done=self._on_saved,
            failed=self._on_failed,
            page=self._page,
        )

    def finish(self) -> None:
        """Erase the draft: the form was sent, or given up on purpose."""
        from app.drafts import finish_draft

        self._timer.stop()
        self._waiting = False
        self._page.operations.run(
            finish_draft, self._form, self._about(), failed=self._on_failed, page=self._page
        )

    def _on_saved(self, at: datetime) -> None:
        self.saved_words = f"draft saved {at.astimezone(LONDON):%H:%M:%S}"
        self.saved.emit(self.saved_words)

    def _on_failed(self, error: DeskError) -> None:
        self._waiting = True
        self._page.problem(error)


def put_away(page: Page) -> None:
    """Let a page put away what must not wait, and save every draft of it."""
    page.leaving()
    for keeper in page.findChildren(DraftKeeper):
        keeper.flush()
