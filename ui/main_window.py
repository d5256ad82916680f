"""The window: rail, top bar, the page in front, status line, and every command of the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.access import may
from app.errors import DeskError
from ui.actions import Actions, Command
from ui.clipboard import forget
from ui.drafts import put_away
from ui.help.opening import Helper
from ui.idle_lock import USUAL, WARN_BEFORE, IdleLock
from ui.operations import Operations
from ui.page import Page
from ui.palette import Entry, Palette
from ui.parts import NoticeBar, announce
from ui.places import Place, places
from ui.rail import Rail
from ui.status_line import StatusLine
from ui.theme import theme
from ui.top_bar import TopBar

if TYPE_CHECKING:
    from app.desk import Desk

TITLE = "MASH Desk"
#: What is counted on the rail changes with these.
COUNTED = frozenset({"batches", "links", "shares", "drafts"})
FOUND_AT_ONCE = 6
#: How far one can go back.
STEPS_BACK = 100


#: How the window can be dressed, with the words of the command for it.
SCHEMES = (
    ("system", "as the system"),
    ("light", "light"),
    ("dark", "dark"),
    ("contrast", "in high contrast"),
)


class MainWindow(QMainWindow):
    """The window of an unlocked desk.

    Signals: ``lock_asked()`` the officer, or the clock, wants the desk locked; ``quit_asked()`` the window was closed.
    """

    lock_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        operations: Operations,
        store: str = "",
        *,
        shown: Sequence[Place] | None = None,
        idle_minutes: int = USUAL,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.operations = operations
        allowed = places() if shown is None else tuple(shown)
        self._places = {
            place.key: place for place in allowed if place.act is None or may(desk.officer, place.act)
        }
        self._pages: dict[str, Page] = {}
        self._past: list[tuple[str, Any]] = []
        self._ahead: list[tuple[str, Any]] = []
        self._here: tuple[str, Any] | None = None
        self.setWindowTitle(TITLE)
        self.actions_of = Actions(self)
        self.rail = Rail(self._places.values())
        self.rail.say_who(desk.officer.name, desk.officer.post)
        self.top = TopBar()
        self.notice = NoticeBar()
        self.stack = QStackedWidget()
        self.status = StatusLine(store)
        self.idle = IdleLock(idle_minutes, self)
        self.helper = Helper(self, lambda: self.page, self.actions_of, self._go_if_there, self.idle)
        self._build()
        self.palette_of = Palette(self.top.box, self, self.actions_of)
        self.actions_of.add(*self._commands())
        self._connect()
        self.actions_of.fill(self.menuBar())
        self.resize(1366, 768)

    # --- going about ------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page in front."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, key: str, value: Any = None) -> None:
        """Go to a place, with what is to be shown there; a place that does not exist is said in the status line."""
        if key not in self._places:
            self.say("There is no way there for you in this store.")
            return
        if self._here is not None:
            self._past = [*self._past, self._here][-STEPS_BACK:]
            self._ahead.clear()
        self._show(key, value)

    def _go_if_there(self, key: str) -> None:
        if key in self._places:
            self.go(key)

    def go_back(self) -> None:
        """Go back to where one was."""
        if self._past and self._here is not None:
            self._ahead.append(self._here)
            self._show(*self._past.pop())

    def go_forward(self) -> None:
        """Go forward again."""
        if self._ahead and self._here is not None:
            self._past.append(self._here)
            self._show(*self._ahead.pop())

    def say(self, words: str) -> None:
        """Tell something in the status line and announce it."""
        self.status.say(words)

    def show_problem(self, error: DeskError) -> None:
        """Show an error for which no page waits."""
        self.notice.say_problem(error)

    def check_store(self) -> None:
        """Check every page of the store and the whole log beside the work; the status line says how it stands."""
        self.status.say_check("checking")
        self.operations.beside(self.desk.check_whole, done=self._on_checked, page=self)

    def _on_checked(self, fault: DeskError | None) -> None:
        self.status.say_check("checked" if fault is None else "damaged")
        if fault is not None:
            self.notice.say_problem(fault)

    def leave(self) -> None:
        """Let every page put away what must not wait, and take back what is on the clipboard."""
        self.idle.stop()
        for page in self._pages.values():
            put_away(page)
        self.palette_of.close()
        forget()

    def all_pages(self) -> tuple[Page, ...]:
        """Make and give every page, for tests that walk them all."""
        return tuple(self._page(key) for key in self._places)

    # --- making -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.top)
        held = QVBoxLayout()
        held.setContentsMargins(12, 6, 12, 6)
        held.addWidget(self.notice)
        self._notice_place = QWidget()
        self._notice_place.setLayout(held)
        self._notice_place.hide()
        middle.addWidget(self._notice_place)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.status)
        whole = QWidget()
        whole.setObjectName("window")
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(middle, 1)
        self.setCentralWidget(whole)
        self.notice.shown_changed.connect(self._notice_place.setVisible)

    def _commands(self) -> tuple[Command, ...]:
        seen = [place for place in self._places.values() if place.words]
        going = [
            Command(
                f"go_{place.key}",
                f"Go to {place.words}",
                self._going(place.key),
                f"Ctrl+{number}" if number < 10 else "",
                "Go",
            )
            for number, place in enumerate(seen, 1)
        ]
        return (
            Command("lock", "Lock the desk", self.lock_asked.emit, "Ctrl+L", "Desk"),
            Command("quit", "Quit", self.close, "Ctrl+Q", "Desk"),
            Command(
                "find_anything", "Find a child, reference, or command", self.palette_of.open, "Ctrl+K", "Go"
            ),
            *going,
            Command("back", "Go back", self.go_back, "Alt+Left", "Go", lambda: bool(self._past)),
            Command("forward", "Go forward", self.go_forward, "Alt+Right", "Go", lambda: bool(self._ahead)),
            Command("next_pane", "Go to the next pane", lambda: self._move_pane(1), "F6", "Go"),
            Command("last_pane", "Go to the pane before", lambda: self._move_pane(-1), "Shift+F6", "Go"),
            *self._view_commands(),
            *self.helper.commands(),
        )

    def _view_commands(self) -> tuple[Command, ...]:
        return (
            Command("text_larger", "Make text larger", lambda: self._enlarge(0.1), "Ctrl++", "View",
                    other_keys=("Ctrl+=",)),
            Command("text_smaller", "Make text smaller", lambda: self._enlarge(-0.1), "Ctrl+-", "View"),
            Command("text_usual", "Make text its usual size", lambda: theme().enlarge(1.0), "Ctrl+0", "View",
                    lambda: theme().factor != 1.0),
            *(
                Command(f"look_{key}", f"Show {words}", self._choosing(key), "", "View", self._wears_other(key))
                for key, words in SCHEMES
            ),
        )  # fmt: skip

    def _going(self, key: str) -> Any:
        return lambda: self.go(key)

    @staticmethod
    def _choosing(scheme: str) -> Any:
        return lambda: theme().choose(scheme)

    @staticmethod
    def _wears_other(scheme: str) -> Any:
        return lambda: theme().scheme != scheme

    def _connect(self) -> None:
        self.rail.place_chosen.connect(self.go)
        self.top.lock.clicked.connect(lambda _on=False: self.lock_asked.emit())
        self.operations.touched.connect(self._on_touched)
        self.operations.refused.connect(self.show_problem)
        self.operations.busy_changed.connect(self.status.show_busy)
        self.idle.warned.connect(self._on_warned)
        self.idle.kept_awake.connect(self.notice.clear)
        self.idle.lock_due.connect(self.lock_asked)
        self.idle.minutes_changed.connect(self._on_minutes)
        self.palette_of.children_asked.connect(self._on_children_asked)
        self.palette_of.child_chosen.connect(self._on_child_chosen)
        self.palette_of.looked_at.connect(self._on_looked_at)

    # --- pages ------------------------------------------------------------------------------------------------------

    def _page(self, key: str) -> Page:
        page = self._pages.get(key)
        if page is None:
            page = self._places[key].make()(self.desk, self.operations)
            page.place_asked.connect(self.go)
            page.said.connect(self.say)
            page.commands_changed.connect(self._on_commands_changed)
            self._pages[key] = page
            self.stack.addWidget(page)
        return page

    def _show(self, key: str, value: Any) -> None:
        before, page = self.page, self._page(key)
        if before is not None and before is not page:
            put_away(before)
        self._here = (key, value)
        self.stack.setCurrentWidget(page)
        self.rail.mark(self._places[key].under or key)
        if value is not None:
            page.take(value)
        page.stale = False
        page.refresh()
        self._on_commands_changed()
        focus = QApplication.focusWidget()
        if focus is None or not (page.isAncestorOf(focus) or self.rail.isAncestorOf(focus)):
            self._enter(page.scroller)
        announce(self, page.title)

    def _on_commands_changed(self) -> None:
        page = self.page
        self.actions_of.show_page(page.commands() if page is not None else ())
        self.actions_of.fill(self.menuBar())

    def _on_touched(self, topics: frozenset[str]) -> None:
        for page in self._pages.values():
            if page.topics & topics:
                page.stale = True
        page_now = self.page
        if page_now is not None and page_now.stale and self.isVisible():
            page_now.stale = False
            page_now.refresh()
        if topics & COUNTED:
            self.count()

    # --- counts, panes, help ----------------------------------------------------------------------------------------

    def count(self) -> None:
        """Count again what waits in each place."""
        if "worklist" in self._places and self.operations.desk is not None:
            from app.frontdoor.worklist import worklist

            self.operations.ask(worklist, done=self._on_counted, failed=self._on_not_counted, page=self)

    def _on_counted(self, work: Any) -> None:
        self.rail.set_count("worklist", work.late, late=True)
        self.rail.set_count("feeds", work.batches_to_review)
        self.rail.set_count("linking", work.links_to_decide)
        self.rail.set_count("sharing", work.shares_to_finish)

    def _on_not_counted(self, _error: DeskError) -> None:
        """Leave the counts as they are: an officer without a worklist has none."""

    def _move_pane(self, step: int) -> None:
        page = self.page
        panes: list[QWidget] = [self.rail, self.top, *(page.panes() if page is not None else ())]
        focus = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), 0)
        for turn in range(1, len(panes) + 1):
            if self._enter(panes[(at + step * turn) % len(panes)]):
                return

    @staticmethod
    def _enter(pane: QWidget) -> bool:
        """Give the focus to the first thing in a pane that takes it by Tab."""
        for part in pane.findChildren(QWidget):
            if part.isVisibleTo(pane) and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    @staticmethod
    def _enlarge(step: float) -> None:
        theme().enlarge(theme().factor + step)

    # --- the palette's children -------------------------------------------------------------------------------------

    def _on_children_asked(self, typed: str) -> None:
        from app.casefile.finding import find

        def show(found: Any) -> None:
            self.palette_of.show_children(typed, [_entry(hit) for hit in found.hits], found)

        self.operations.ask(
            find, typed, limit=FOUND_AT_ONCE, done=show, failed=self._on_not_counted, page=self
        )

    def _on_looked_at(self, found: Any) -> None:
        from app.casefile.finding import settle_search

        self.operations.run(settle_search, found, page=self)

    def _on_child_chosen(self, hit: Any) -> None:
        if hit.person_id is not None:
            self.go("casefile", hit.person_id)
        else:
            self.go("linking", hit.agency_person)

    # --- life -------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count the idle time when the window is there."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.idle.watch(handle)
        self.idle.start()
        if self._here is None and self._places:
            self._show(next(iter(self._places)), None)
            self.count()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything away and say that the window closes."""
        self.leave()
        super().closeEvent(event)
        self.quit_asked.emit()

    def _on_warned(self, seconds: int) -> None:
        self.notice.say(
            f"The desk locks in {seconds or WARN_BEFORE} seconds.",
            "amber",
            "Stay",
            self.idle.touch,
            "Any key keeps it open. What you typed is kept.",
        )

    def _on_minutes(self, minutes: int) -> None:
        self.rail.say_locks(f"Locks in {minutes} min")


def _entry(hit: Any) -> Entry:
    said = (hit.birth, hit.person or "not linked yet", "; ".join(hit.why))
    return Entry(hit.name, " · ".join(part for part in said if part), hit=hit)
