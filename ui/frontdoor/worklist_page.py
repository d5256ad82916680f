"""What to do next, in one list, with what was in the middle and what came from agencies below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.access import Act, may
from app.clock import now_utc, shown, shown_day, today
from app.drafts import DraftShown
from app.frontdoor.rows import WorkRow
from app.frontdoor.worklist import BatchLine, Worklist, worklist
from ui.frontdoor.flow_row import FlowRow
from ui.page import Page
from ui.parts import Card, Chip, EmptyState, FlowLayout, button, text
from ui.parts.folding_table import FoldingTable
from ui.tables import Column

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

NOTHING = "Nothing waits for you. What agencies send, pairs to decide and unfinished shares will stand here."
#: How many drafts and batches are shown, and how many rows are in sight before the list scrolls in itself.
LINES, ROWS = 4, 6
#: Which place of the window a kind of draft is taken up again in.
DRAFT_PLACES = {
    "share": "sharing", "import": "feeds", "person": "casefile", "compare": "linking",
    "add_person": "people",
    "own_record": "about", "organisation": "directory",
    "columns": "columns", "refused_row": "refused",
}  # fmt: skip


class WorklistPage(Page):
    """The worklist. Choosing a row goes to where it is done."""

    key = "worklist"
    title = "Worklist"
    topics = frozenset({"batches", "links", "shares", "drafts"})
    help_text = (
        "Everything that waits stands here, late things first. Press Enter on a row to go where it is done. Below it "
        "stand the forms you were in the middle of, and what came from agencies."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.heading("Today, what next", shown_day(today()))
        self._chips = FlowLayout(gap=8)
        self.body.addLayout(self._chips)
        self.table = FoldingTable(
            "What to do next", self._columns(), folds=("Due", "Next thing to do"), rows_shown=ROWS
        )
        self._brings_in = may(desk.officer, Act.IMPORT_FILES)
        self.empty = EmptyState(NOTHING, "Bring in a file" if self._brings_in else "")
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self._drafts = Card("You were in the middle of")
        self._batches = Card("From agencies")
        lower = FlowRow()
        for card in (self._drafts, self._batches):
            card.body.setSpacing(4)
            lower.add(card)
        self.body.addWidget(lower)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.row_selected.connect(self._on_row_selected)
        self.empty.asked.connect(self._on_import_asked)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "Child or sender",
                lambda row: row.what,
                names=True,
                width=30,
                strong=True,
                second=self._second,
            ),
            Column("Next thing to do", lambda row: row.act, width=46),
            Column("Due", due_words, width=16, tone=lambda row: "red" if row.late else ""),
        )

    def _second(self, row: WorkRow) -> str:
        """Say below a name what stands beside it where there is room, and the references."""
        return " · ".join(words for words in (self.table.folded(row), row.second) if words)

    def refresh(self) -> None:
        """Ask what waits."""
        self.ask(worklist, done=self.show_worklist)

    def show_worklist(self, work: Worklist) -> None:
        """Show what waits."""
        late = f"{work.late} late" if work.late else "nothing late"
        waiting = (
            work.batches_to_review
            + work.links_to_decide
            + work.shares_to_finish
            + work.shares_to_review
            + work.warnings_to_review
        )
        shown_of = f" · {len(work.rows)} of {waiting:,} shown" if waiting > len(work.rows) else ""
        self.heading("Today, what next", f"{shown_day(today())} · {late}{shown_of}")
        self._show_chips(work)
        self.table.show_rows(work.rows)
        self.table.setVisible(bool(work.rows))
        self.empty.setVisible(not work.rows)
        self._show_drafts(work.drafts)
        self._show_batches(work.from_agencies)
        self._share_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide again which of list and page scrolls."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Let the list scroll where the page holds some rows of it and all that stands below; else the page alone."""
        rows = self.table.rows.rowCount()
        self.table.rows_shown = ROWS
        viewport = self.scroller.viewport()
        whole = self.body.totalMinimumHeightForWidth(viewport.width()) > viewport.height()
        policy = QSizePolicy.Policy
        self.table.rows_shown = max(ROWS, rows) if whole else ROWS
        grows = policy.Expanding if rows > ROWS and not whole else policy.Fixed
        self.table.setSizePolicy(policy.Expanding, grows)
        self.table.updateGeometry()

    def _on_row_selected(self, _row: WorkRow) -> None:
        """Keep the row in focus in sight where the page scrolls."""
        place = self.table.visualRect(self.table.currentIndex())
        inside = self.scroller.widget()
        if inside is not None and self.table.rows_shown > ROWS:
            middle = self.table.viewport().mapTo(inside, place.center())
            self.scroller.ensureVisible(0, middle.y(), 0, 2 * place.height())

    def _show_chips(self, work: Worklist) -> None:
        self._chips.clear()
        for words, count, act in (
            ("Decisions to take again", work.shares_to_review, Act.DECIDE_SHARE),
            ("Batches to review", work.batches_to_review, Act.IMPORT_FILES),
            ("Links to decide", work.links_to_decide, Act.CONFIRM_LINK),
            ("Shares to finish", work.shares_to_finish, Act.DRAFT_SHARE),
        ):
            if may(self.desk.officer, act):
                self._chips.addWidget(Chip(f"{words} {count:,}", "accent" if count else "plain"))
        if work.warnings_to_review:
            self._chips.addWidget(Chip(f"Warnings to review {work.warnings_to_review:,}", "accent"))

    def _show_drafts(self, drafts: tuple[DraftShown, ...]) -> None:
        self._drafts.clear()
        if not drafts:
            self._drafts.add(text("No form is half written.", "second"))
        for draft in drafts[:LINES]:
            words = f"{draft.title} · draft {saved_words(draft.saved_at)}"
            place = DRAFT_PLACES.get(draft.form, "worklist")
            self._drafts.add(_line(words, "continue", f"Continue: {words}", self._going(place, draft.about)))
        if len(drafts) > LINES:
            self._drafts.add(text(f"and {len(drafts) - LINES} more", "second"))

    def _show_batches(self, lines: tuple[BatchLine, ...]) -> None:
        self._batches.clear()
        self._batches.setVisible(self._brings_in)
        if not lines:
            self._batches.add(text("Nothing has come in yet.", "second"))
        for line in lines[:LINES]:
            see = f"{line.refused} refused, see why" if line.refused else "open"
            self._batches.add(_line(line.words, see, f"{line.words}: {see}", self._going("feeds", line.key)))

    def _going(self, place: str, key: str) -> Callable[[], None]:
        def go() -> None:
            self.go(place, key)

        return go

    def _on_row_chosen(self, row: WorkRow) -> None:
        self.go(row.place, row.key)

    def _on_import_asked(self) -> None:
        self.go("feeds", None)


class _Words(QLabel):
    """Words that stand in one line where there is room, and wrap only where there is none."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """Give the width of all words in one line."""
        size = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, size.height())


def _line(words: str, link: str, accessible: str, on: Callable[[], None]) -> QWidget:
    """Make a line of words with a link after them; the words wrap before the link is pushed out."""
    held = QWidget()
    flow = FlowLayout(held, gap=8, line_gap=0)
    flow.addWidget(_Words(words))
    flow.addWidget(button(link, kind="link", on=on, accessible=accessible))
    return held


def saved_words(at: datetime) -> str:
    """Say when a draft was saved: the time today, else the day before it."""
    words = shown(at)
    return words[-5:] if words[:11] == shown_day(today()) else words


def due_words(row: WorkRow) -> str:
    """Say when something is due: the time of day today, else the day; how late it is."""
    if row.due is None:
        return ""
    if row.late:
        minutes = max(1, int((now_utc() - row.due).total_seconds() // 60))
        if minutes < 60:
            return f"late by {minutes} min"
        return f"late by {minutes // 60} h" if minutes < 2880 else f"late by {minutes // 1440} days"
    words = shown(row.due)
    return f"{words[-5:]} · today" if words[:11] == shown_day(today()) else words
