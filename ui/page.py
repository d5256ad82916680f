"""What every page of the window is: heading, body, perhaps a banner and a side, and one way to the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.errors import DeskError
from ui.actions import Command
from ui.operations import Operations
from ui.parts.announcing import announce
from ui.parts.flow import FlowLayout, TopColumn
from ui.parts.notice_bar import NoticeBar
from ui.parts.words import text
from ui.theme import theme

if TYPE_CHECKING:
    from app.desk import Desk

SIDE_WIDTH = 330


class Page(QWidget):
    """A page; a room's page is a subclass with its own signals, widgets, ``refresh``, ``show_...`` and ``_on_...``.

    Signals: ``place_asked(str, object)`` the officer goes to another place, with what is to be shown there;
    ``said(str)`` something happened that the status line tells; ``commands_changed()`` its commands are others now.
    """

    place_asked = Signal(str, object)
    said = Signal(str)
    commands_changed = Signal()

    key = ""
    title = ""
    topics: frozenset[str] = frozenset()
    help_text = ""

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.operations = operations
        self.stale = True
        self.notice = NoticeBar()
        self._banner: QWidget | None = None
        self._side: QWidget | None = None
        self._above = QVBoxLayout()
        self._above.setSpacing(0)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addWidget(self._middle(), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._above)
        whole.addLayout(self._beside, 1)
        theme().changed.connect(self._on_theme_changed)

    # --- what a page says -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for what is shown and show it; called when the page comes to the front and when its topics changed."""

    def take(self, value: Any) -> None:
        """Receive what the officer came here for, such as the key of a child; called before ``refresh``."""

    def commands(self) -> tuple[Command, ...]:
        """Give the page's own commands, which menus, palette and shortcut help show while it is in front."""
        return ()

    def leaving(self) -> None:
        """Put away what must not wait: called when another page comes to the front, before a lock and at the end."""

    # --- what a page does -------------------------------------------------------------------------------------------

    def run(self, use_case: Callable[..., Any], *args: Any, **named: Any) -> None:
        """Run a use case through the desk's door for this page (see ``Operations.run``)."""
        named.setdefault("failed", self.problem)
        self.operations.run(use_case, *args, page=self, **named)

    def ask(self, query: Callable[..., Any], *args: Any, **named: Any) -> None:
        """Ask a question for this page (see ``Operations.ask``)."""
        named.setdefault("failed", self.problem)
        self.operations.ask(query, *args, page=self, **named)

    def go(self, place: str, value: Any = None) -> None:
        """Go to another place."""
        self.place_asked.emit(place, value)

    def say(self, words: str) -> None:
        """Tell what happened in the status line, and announce it."""
        self.said.emit(words)
        announce(self, words)

    def problem(self, error: DeskError) -> None:
        """Show an error in the page's notice bar."""
        self.notice.say_problem(error)
        self.scroller.ensureWidgetVisible(self.notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the side in its share of the width."""
        super().resizeEvent(event)
        self._on_theme_changed()

    # --- what a page is made of -------------------------------------------------------------------------------------

    def heading(self, title: str, note: str = "", right: Iterable[QWidget] = ()) -> None:
        """Show the title with a quieter note beside it, and widgets at the right end."""
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._heading.show()
        for widget in right:
            self._heading_flow.push(widget)

    def set_banner(self, banner: QWidget) -> None:
        """Fix a widget above the page, where it is never scrolled away."""
        self._banner = banner
        self._above.addWidget(banner)

    def set_side(self, side: QWidget) -> None:
        """Fix a pane at the right of the page."""
        self._side = QFrame()
        self._side.setObjectName("side")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body = QVBoxLayout(self._side)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(side)
        self._beside.addWidget(self._side)
        self._on_theme_changed()

    def panes(self) -> tuple[QWidget, ...]:
        """Give the panes between which F6 moves, from left to right."""
        return tuple(pane for pane in (self._banner, self.scroller, self._side) if pane is not None)

    def _middle(self) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QWidget()
        inside.setObjectName("page_body")
        self.body = TopColumn(inside)
        self.body.setContentsMargins(20, 16, 20, 18)
        self.body.setSpacing(12)
        self.body.addWidget(self._heading_line())
        self.body.addWidget(self.notice)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setAccessibleName(self.title or "Page")
        self.scroller.setWidget(inside)
        column.addWidget(self.scroller, 1)
        self.footer = FlowLayout(gap=10)
        self.footer.setContentsMargins(20, 10, 20, 12)
        column.addLayout(self.footer)
        return held

    def _heading_line(self) -> QWidget:
        self._heading = QWidget()
        self._heading.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum
        )  # two lines at 200 %
        self._heading_flow = FlowLayout(self._heading, gap=14, line_gap=6)
        self._title = text("", "title", wrap=False)
        self._note = text("", "second", wrap=False)
        self._heading_flow.addWidget(self._title)
        self._heading_flow.addWidget(self._note)
        self._heading.hide()
        return self._heading

    def _on_theme_changed(self) -> None:
        if self._side is not None:
            share = min(theme().px(SIDE_WIDTH), max(260, round(self.width() * 0.36)))
            self._side.setFixedWidth(max(share, self._side.minimumSizeHint().width()))
        self.update()
