"""Refused rows: what could not come in of all batches, to be mended here, mended outside, or left; nothing is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.clock import shown
from app.drafts import DraftShown, my_draft
from app.feeds.exporting import export_refused
from app.feeds.mending import Mended, OpenRow, mend_row, open_rows
from app.feeds.previewing import close_refused_row
from app.frontdoor.rows import counted
from ui.actions import Command
from ui.drafts import DraftKeeper
from ui.feeds.mend_card import MendCard
from ui.feeds.tab_order import chain
from ui.operations import Watch
from ui.page import Page
from ui.parts import EmptyState, FlowLayout, ProgressStrip, button, text
from ui.saving import write_whole
from ui.tables import Column, Table

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

FORM = "refused_row"


class RefusedPage(Page):
    """Every refused row that nobody has dealt with."""

    key = "refused"
    title = "Refused rows"
    topics = frozenset({"batches"})
    help_text = (
        "Every row that could not come in and that nobody has dealt with stands here, of all batches. Mend its cells and "
        "read it again: it becomes a small batch of the same sender, which you look at and accept. Or save the rows of "
        "its file, mend them in a spreadsheet, and bring that in. A row that is of no use is left for good; it is kept."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._row: OpenRow | None = None
        self._wanted = ""
        self.heading(self.title, "")
        self.table = _rows()
        self.empty = EmptyState("No refused row is open.", "From agencies")
        self.strip = ProgressStrip()
        self.card = MendCard()
        self.saved = text("", "second")
        self.save_button = button(
            "Save the open rows of this file, to mend them", on=self._on_save,
            accessible="Save the open rows of this file under their own headings",
        )  # fmt: skip
        self.acts = QWidget()
        FlowLayout(self.acts, gap=10).addWidget(self.save_button)
        for widget in (self.table, self.acts, self.empty, self.strip, self.card, self.saved):
            self.body.addWidget(widget)
        self.back_button = button("Back to From agencies", on=lambda: self.go("feeds"))
        self.footer.addWidget(self.back_button)
        self.draft = DraftKeeper(
            self, FORM, about=self._about, title=self._draft_title, value=self._draft_value
        )
        self.draft.saved.connect(self.saved.setText)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_chosen.connect(self._on_chosen)
        self.card.read_asked.connect(self._on_read)
        self.card.left_asked.connect(self._on_left)
        self.card.typed.connect(self.draft.touch)
        self.empty.asked.connect(lambda: self.go("feeds"))

    def take(self, value: object) -> None:
        """Take the key of the row that is to be mended."""
        self._wanted = str(value or "")

    def refresh(self) -> None:
        """Ask for the open rows."""
        self.ask(open_rows, done=self.show_rows)

    def show_rows(self, rows: tuple[OpenRow, ...]) -> None:
        """Show all open rows, the newest batch first."""
        self.heading(self.title, f"{len(rows):,} open" if rows else "")
        self.table.show_rows(rows)
        for widget in (self.table, self.acts):
            widget.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        at = next((at for at, row in enumerate(rows) if str(row.key) == self._wanted), None)
        self._wanted = ""
        if at is not None:
            self.table.select(at)
            self._on_selected(rows[at])
        if not any(self._row == row for row in rows):
            self._on_selected(None)
            self.table.select(max(0, self.table.currentIndex().row()))
            self._on_selected(self.table.selected())

    def _on_selected(self, row: object) -> None:
        found = row if isinstance(row, OpenRow) else None
        if found is not None and found == self._row:
            return
        self.draft.flush()
        self._row = found
        self.saved.setText("")
        self.card.show_row(found)
        chain((self.notice, self.table, self.acts, self.empty, self.strip, self.card, self.back_button))
        if found is not None:
            self.ask(my_draft, FORM, self._about(), done=self._on_draft)

    def _on_draft(self, draft: DraftShown | None) -> None:
        if draft is not None and draft.about == self._about():
            self.card.set_cells(tuple(draft.value.get("cells", ())))
            self.saved.setText("What you had typed is here again.")

    def _on_chosen(self, _row: object) -> None:
        if self.card.boxes:
            self.card.boxes[0].setFocus()

    def _on_read(self, cells: tuple[str, ...]) -> None:
        row = self._row
        if row is None:
            return
        while len(cells) > len(row.headings) and not cells[-1].strip():
            cells = cells[:-1]
        self.notice.clear()
        self.operations.long(
            _mend, row, cells, done=self._on_mended, failed=self.problem, page=self, strip=self.strip,
            topics=("batches",),
        )  # fmt: skip

    def _on_mended(self, mended: Mended) -> None:
        if mended.staged is None:
            self.card.show_reason(mended.reason)
            self.say(f"Refused again: {mended.reason}")
            return
        self.draft.finish()
        people = counted(mended.staged.people, "person", "people")
        self.say(f"Read: {people}, as {mended.staged.reference}. Look at it, then accept.")
        key = mended.staged.key
        self.notice.say(
            f"{mended.staged.reference} waits to be accepted.",
            "green",
            "Look at it",
            lambda: self.go("feeds", key),
        )
        self.refresh()

    def _on_left(self) -> None:
        if self._row is not None:
            self.run(close_refused_row, self._row.key, done=lambda _none: self._on_row_left())

    def _on_row_left(self) -> None:
        self.say("The row is left for good; it stays with its batch to be read.")
        self.refresh()

    def _on_save(self) -> None:
        if self._row is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the refused rows", f"{Path(self._row.file).stem}-to-mend.csv", "CSV (*.csv)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the open rows of the file in focus under their own headings; that is one entry in the log."""
        if self._row is None:
            return

        def write(words: str) -> None:
            self.operations.call(
                write_whole,
                path,
                words,
                unharmed="The rows are kept in the store",
                done=self._on_saved,
                failed=self.problem,
                page=self,
            )

        self.run(export_refused, self._row.batch, file=self._row.file, done=write)

    def _on_saved(self, name: str) -> None:
        self.say(f"The rows are saved as {name}. They name people: keep the file where only you can read it.")

    def _about(self) -> str:
        return str(self._row.key) if self._row is not None else ""

    def _draft_title(self) -> str:
        row = self._row
        return f"Line {row.line} of {row.file}" if row is not None else ""

    def _draft_value(self) -> dict[str, Any]:
        return {"cells": list(self.card.cells())}

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command(
                "read_row_again", "Read the mended row again", self.card.ask_to_read, keys="Ctrl+Return",
                enabled_when=lambda: self._row is not None,
            ),
        )  # fmt: skip


def _mend(desk: Desk, watch: Watch, row: OpenRow, cells: tuple[str, ...]) -> Mended:
    watch.report(0, 0, "reading the row")
    return mend_row(desk, row, cells)


def _rows() -> Table:
    return Table(
        "Open refused rows",
        (
            Column(
                "From", lambda row: row.organisation_name, width=20,
                second=lambda row: f"{row.reference} · {shown(row.came)}",
            ),
            Column("Line", lambda row: str(row.line or ""), right=True, width=6),
            Column(
                "Why it cannot come in", lambda row: row.reason, width=0,
                second=lambda row: " | ".join(cell for cell in row.cells if cell)[:200],
            ),
        ),
        rows_shown=5,
    )  # fmt: skip
