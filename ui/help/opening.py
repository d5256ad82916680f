"""Who opens the guide, the keys and the tour of a window, and offers the tour once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import DeskError
from app.view_settings import keep_view_setting, view_setting
from ui.actions import Actions, Command
from ui.idle_lock import IdleLock
from ui.operations import Operations
from ui.page import Page
from ui.parts import NoticeBar
from ui.shortcut_help import ShortcutHelp

if TYPE_CHECKING:
    from ui.help.guide_window import GuideWindow
    from ui.help.tour import Tour

#: The officer's own setting that says that the tour was offered.
OFFERED = "tour"


class Helper(QObject):
    """Help for one window: F1 opens the guide at the page in front."""

    def __init__(
        self,
        window: QWidget,
        page: Callable[[], Page | None],
        actions: Actions,
        go: Callable[[str], object],
        idle: IdleLock,
    ) -> None:
        super().__init__(window)
        self._window, self._page, self._actions, self._go, self._idle = window, page, actions, go, idle
        self._leads: dict[str, str] = {}
        self.guide: GuideWindow | None = None
        self.tour: Tour | None = None

    def commands(self) -> tuple[Command, ...]:
        """Give the commands of the menu Help."""
        return (
            Command("help", "Explain this page", self.show_guide, "F1", "Help"),
            Command("show_keys", "Show the keys of this page", self.show_keys, "Ctrl+F1", "Help"),
            Command("take_tour", "Take the tour", self.show_tour, "", "Help"),
        )

    def show_guide(self) -> GuideWindow:
        """Open the guide at the page in front, or turn to that page where it is open."""
        from ui.help.guide_window import GuideWindow  # printing takes a moment to load

        page = self._page()
        if page is not None:
            self._leads[page.key] = page.help_text
        if self.guide is None:
            self.guide = GuideWindow(self._leads, self._window)
            self.guide.keys_asked.connect(self.show_keys)
            self.guide.tour_asked.connect(self.show_tour)
            self.guide.finished.connect(self._on_guide_closed)
        self.guide.show_page(page.key if page is not None else "")
        self._bring(self.guide)
        self.guide.browser.setFocus()
        return self.guide

    def show_keys(self) -> ShortcutHelp:
        """List the keys of the page in front and of the window."""
        page = self._page()
        title, words = (page.title, page.help_text) if page is not None else ("Keys", "")
        over = self.guide if self.guide is not None and self.guide.isActiveWindow() else self._window
        shown = ShortcutHelp(self._actions.commands(), title, words, over)
        shown.open()
        return shown

    def show_tour(self) -> Tour:
        """Begin the tour at its first step."""
        from ui.help.tour import Tour

        if self.guide is not None:
            self.guide.close()
        if self.tour is None:
            self.tour = Tour(self._go, self._window)
            self.tour.finished.connect(self._on_tour_closed)
        self._bring(self.tour)
        self.tour.show_step(0)
        return self.tour

    def offer_tour(self, operations: Operations, notice: NoticeBar) -> None:
        """Offer the tour to an officer to whom it was never offered; once, whatever they answer."""

        def offer(offered: str) -> None:
            if not offered and not notice.words():
                operations.run(keep_view_setting, OFFERED, "offered", failed=_forgo, page=self._window)
                notice.say(
                    "New here? Four steps show the way.", "plain", "Take the tour", self._on_taken_up(notice),
                    "It is offered this once; the menu Help has it at any time.",
                )  # fmt: skip

        operations.ask(view_setting, OFFERED, done=offer, failed=_forgo, page=self._window)

    def _on_taken_up(self, notice: NoticeBar) -> Callable[[], object]:
        def take() -> None:
            notice.clear()
            self.show_tour()

        return take

    def _bring(self, dialog: QDialog) -> None:
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        handle = dialog.windowHandle()
        if handle is not None:
            self._idle.watch(handle)

    def _on_guide_closed(self, _result: int) -> None:
        self.guide = None

    def _on_tour_closed(self, _result: int) -> None:
        self.tour = None


def _forgo(_error: DeskError) -> None:
    """Offer nothing more: the desk was closed meanwhile, or cannot be read, which others say."""
