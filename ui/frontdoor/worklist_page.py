"""What to do next, in one list, with what was in the middle and what came from agencies below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.clock import now_utc, shown, shown_day, today
from app.drafts import DraftShown
from app.frontdoor.worklist import BatchLine, Worklist, WorkRow, worklist
from ui.page import Page
from ui.parts import Card, Chip, EmptyState, FlowLayout, button, text
from ui.tables import Column, Table

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

#: Which place of the window a kind of draft is taken up again in.
DRAFT_PLACES = {"share": "sharing", "import": "feeds", "person": "casefile"}


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
        self.table = Table(
            "What to do next",
            (
                Column(
                    "Child or sender",
                    lambda row: row.what,
                    names=True,
                    width=26,
                    second=lambda row: row.second,
                ),
                Column("Next thing to do", lambda row: row.act, width=46),
                Column("Due", due_words, width=20, tone=lambda row: "red" if row.late else ""),
            ),
        )
        self.empty = EmptyState(
            "Nothing waits for you. What agencies send, pairs to decide and unfinished shares will stand here.",
            "Bring in a file",
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        lower = QHBoxLayout()
        lower.setSpacing(12)
        self._drafts = Card("You were in the middle of")
        self._batches = Card("From agencies")
        lower.addWidget(self._drafts)
        lower.addWidget(self._batches)
        self.body.addLayout(lower)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.empty.asked.connect(self._on_import_asked)

    def refresh(self) -> None:
        """Ask what waits."""
        self.ask(worklist, done=self.show_worklist)

    def show_worklist(self, work: Worklist) -> None:
        """Show what waits."""
        late = f"{work.late} late" if work.late else "nothing late"
        self.heading("Today, what next", f"{shown_day(today())} · {late}")
        self._show_chips(work)
        self.table.show_rows(work.rows)
        self.table.setVisible(bool(work.rows))
        self.empty.setVisible(not work.rows)
        self._show_drafts(work.drafts)
        self._show_batches(work.from_agencies)

    def _show_chips(self, work: Worklist) -> None:
        self._chips.clear()
        for words, count in (
            ("To review", work.batches_to_review),
            ("Links to decide", work.links_to_decide),
            ("Shares to finish", work.shares_to_finish),
            ("Decisions to review", work.shares_to_review),
        ):
            self._chips.addWidget(Chip(f"{words} {count}", "accent" if count else "plain"))

    def _show_drafts(self, drafts: tuple[DraftShown, ...]) -> None:
        self._drafts.clear()
        if not drafts:
            self._drafts.add(text("No form is half written.", "second"))
        for draft in drafts[:5]:
            words = f"{draft.title}, saved {shown(draft.saved_at)[-5:]}"
            place = DRAFT_PLACES.get(draft.form, "worklist")
            self._drafts.add(
                button(
                    words, kind="link", on=self._going(place, draft.about), accessible=f"Continue: {words}"
                )
            )

    def _show_batches(self, lines: tuple[BatchLine, ...]) -> None:
        self._batches.clear()
        if not lines:
            self._batches.add(text("Nothing has come in yet.", "second"))
        for line in lines:
            refused = f", {line.refused} refused, see why" if line.refused else ""
            self._batches.add(
                button(f"{line.words}{refused}", kind="link", on=self._going("feeds", line.key))
            )

    def _going(self, place: str, key: str) -> Callable[[], None]:
        def go() -> None:
            self.go(place, key)

        return go

    def _on_row_chosen(self, row: WorkRow) -> None:
        self.go(row.place, row.key)

    def _on_import_asked(self) -> None:
        self.go("feeds", None)


def due_words(row: WorkRow) -> str:
    """Say when something is due: the time of day today, else the day; how late it is."""
    if row.due is None:
        return ""
    if row.late:
        minutes = int((now_utc() - row.due).total_seconds() // 60)
        return f"late by {minutes // 60} h" if minutes < 2880 else f"late by {minutes // 1440} days"
    words = shown(row.due)
    return f"{words[-5:]} · today" if words[:11] == shown_day(today()) else words
