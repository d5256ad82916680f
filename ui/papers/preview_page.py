"""The pages of a decided share before they leave: who gets them, what was left out, print and save."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QScrollArea, QWidget

from app.clock import shown
from app.errors import DeskError
from app.papers.issuing import RECORD, Issued, Leaving, issue_copy, open_copy, print_copy, save_copy
from app.papers.printing_register import CopyShown, copies_of_share
from app.sharing.afterwards import (
    Afterwards,
    Review,
    afterwards,
    mark_answered,
    mark_sent,
    review_emergency,
    review_of,
)
from app.sharing.listing import ShareShown, shares_in_state
from app.vocabulary import words
from ui.actions import Command
from ui.page import Page
from ui.papers.afterwards_card import AfterwardsCard, ReviewCard
from ui.papers.copy_card import CopyCard, kind_words
from ui.papers.pages_view import DrawnPage, PagesView, all_pages
from ui.papers.printing import a4_printer, draw_on, prepare
from ui.parts import EmptyState, button
from ui.parts.folding_table import FoldingTable
from ui.tables import Column
from ui.theme import theme

if TYPE_CHECKING:
    from app.desk import Desk
    from app.unit_of_work import Reader
    from ui.operations import Operations

SCREEN_DOTS = 126.0
#: The width, at the usual size of text, under which the card stands above the pages and not beside them.
NARROW = 900


class PreviewPage(Page):
    """Decided shares, and the copies of one of them. What is previewed are the very bytes that are printed or saved."""

    key = "papers"
    title = "Papers"
    topics = frozenset({"shares", "papers"})
    help_text = (
        "Choose a decided share to see its pages. Each copy has its own number and stands in the print register. Beside "
        "the pages stand who gets it and what was left out, which the paper never says. Print and Save use the same "
        "bytes that you see. The job title is the reference, never a name."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._share = ""
        self._issued: Issued | None = None
        self._making = False
        self._rows: tuple[ShareShown, ...] = ()
        self._copies: tuple[CopyShown, ...] = ()
        self.heading("Papers", "")
        self.table = FoldingTable("Decided shares", self._columns(), folds=("Decision", "Decided", "About"))
        self.empty = EmptyState("No share has been decided yet. Its papers will stand here.")
        self.card = CopyCard()
        self.pages = PagesView()
        self.review, self.after = ReviewCard(), AfterwardsCard()
        self._beside_pages = QScrollArea()
        self._beside_pages.setObjectName("scrolled")
        self._beside_pages.setAccessibleName("This copy")
        self._beside_pages.setFrameShape(QFrame.Shape.NoFrame)
        self._beside_pages.setWidgetResizable(True)
        self.set_side(self._beside_pages)
        for widget in (self.table, self.empty, self.review, self.card, self.pages, self.after):
            self.body.addWidget(widget)
        self._make_buttons()
        self.table.row_chosen.connect(self._on_row_chosen)
        self.card.copy_asked.connect(self._on_copy_asked)
        self.review.review_asked.connect(self._on_review)
        self.after.sent_asked.connect(self._on_sent)
        self.after.answer_asked.connect(self._on_answer)
        self._show_list(())

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Reference", lambda row: row.reference, width=14),
            Column("To", lambda row: row.to, width=34, second=lambda row: self.table.folded(row)),
            Column("About", lambda row: ", ".join(row.about), width=24),
            Column("Decision", lambda row: words("decision", row.decision), width=14),
            Column("Decided", lambda row: shown(row.on), width=18),
        )

    def _make_buttons(self) -> None:
        self.copy_button = button("Make a copy", "", "filled", on=self._on_copy)
        self.print_button = button("Print", "Ctrl+P", on=self._on_print)
        self.save_button = button("Save as PDF", "Ctrl+Shift+S", on=self._on_save)
        self.record_button = button("Make our own record", on=partial(self._on_copy, RECORD))
        self.again_button = button("Decide again", on=self._on_again)
        self.back_button = button("All decided shares", kind="quiet", on=self._on_back)
        for each in (
            self.copy_button,
            self.print_button,
            self.save_button,
            self.record_button,
            self.again_button,
            self.back_button,
        ):
            self.footer.addWidget(each)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the reference of a decided share whose papers are wanted; with none, all of them are listed."""
        self._share, self._issued, self._copies = str(value or ""), None, ()
        self.notice.clear()
        self.pages.clear()
        self._settle()

    def refresh(self) -> None:
        """Ask for the decided shares, and for the copies of the one that is looked at."""
        self.ask(shares_in_state, "decided", done=self._show_list)
        if self._share:
            self.ask(copies_of_share, self._share, done=self.show_copies)
            self.ask(_what_became, self._share, done=self.show_what_became)

    def _show_list(self, rows: tuple[ShareShown, ...]) -> None:
        self._rows = rows
        if not self._share:
            self.heading("Papers", f"{len(rows):,} decided")
        self.table.show_rows(rows)
        self._settle()

    def show_copies(self, copies: tuple[CopyShown, ...]) -> None:
        """Show the share's copies so far; the newest one's pages, when none is seen yet."""
        self._copies = copies
        if self._issued is None:
            self.heading("Papers", self._share)
            if copies and not self._making:
                self._on_copy_asked(copies[-1].reference)
        self._settle()

    def show_what_became(self, found: tuple[tuple[Afterwards, ...], Review | None]) -> None:
        """Show what became of the share that is looked at, and what waits to be reviewed."""
        if self._share:
            self.after.show_steps(found[0])
            self.review.show_review(found[1])

    def show_issued(self, issued: Issued) -> None:
        """Show one copy: what the officer must know of it at once, its pages as soon as they are drawn."""
        self._issued, self._making = issued, False
        self.heading(
            f"{kind_words(issued.document)} for {issued.recipient}", f"{issued.share} · copy {issued.number}"
        )
        self._settle()
        self.operations.call(
            all_pages,
            issued.pdf,
            SCREEN_DOTS,
            done=lambda pages: self.show_pages(issued.reference, pages),
            failed=self.problem,
            page=self,
        )

    def show_pages(self, reference: str, pages: tuple[DrawnPage, ...]) -> None:
        """Show drawn pages, unless another copy has been asked for meanwhile."""
        if self._issued is not None and self._issued.reference == reference:
            self.pages.show_pages(pages)
            if QApplication.focusWidget() is None and self.pages.sheets:
                self.pages.sheets[0].setFocus()  # what was pressed to come here has gone with the old card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the card beside the pages, or above them where there is no room beside."""
        super().resizeEvent(event)
        self._place_card()

    def _place_card(self) -> None:
        beside = self.width() >= theme().px(NARROW)
        if beside and self._beside_pages.widget() is not self.card:
            self.body.removeWidget(self.card)
            self._beside_pages.setWidget(self.card)
        elif not beside and self._beside_pages.widget() is self.card:
            self._beside_pages.takeWidget()
            self.body.insertWidget(self.body.indexOf(self.pages), self.card)
        side = self._beside_pages.parentWidget()
        if side is not None:
            side.setVisible(beside and bool(self._share))
        self.card.setVisible(bool(self._share))

    def _settle(self) -> None:
        one = bool(self._share)
        self.table.setVisible(not one and bool(self._rows))
        self.empty.setVisible(not one and not self._rows)
        self.pages.setVisible(one)
        if not one:
            self.review.hide()
        self.card.show_copy(self._issued, self._copies)
        self._place_card()
        row = next((row for row in self._rows if row.reference == self._share), None)
        decision = row.decision if row is not None else ""
        for each in (self.copy_button, self.back_button, self.print_button, self.save_button):
            each.setVisible(one)
        self.record_button.setVisible(one and decision == "SHARE")
        self.after.setVisible(one and decision == "SHARE")
        self.again_button.setVisible(one and decision == "DEFER")
        for each in (self.print_button, self.save_button):
            each.set_reason("" if self._issued is not None else "Make a copy first")

    # --- what is done ------------------------------------------------------------------------------------------------

    def _on_row_chosen(self, row: ShareShown) -> None:
        self.take(row.reference)
        self.refresh()

    def _on_back(self) -> None:
        self.take("")
        self.refresh()
        self.table.setFocus()

    def _on_sent(self, channel: str, receipt: str) -> None:
        self.run(mark_sent, self._share, channel=channel, receipt=receipt, done=self._on_noted)

    def _on_answer(self, answer: str, said: str) -> None:
        self.run(mark_answered, self._share, answer=answer, words=said, done=self._on_noted)

    def _on_review(self, answers: dict[str, str], said: str) -> None:
        self.run(review_emergency, self._share, answers, said, done=self._on_noted)

    def _on_noted(self, _nothing: object) -> None:
        self.say("Noted. It stands beside the decision, which does not change.")

    def _on_again(self) -> None:
        row = next((row for row in self._rows if row.reference == self._share), None)
        if row is not None and row.about:
            self.go("sharing", row.about[0])

    def _on_copy(self, document: str = "") -> None:
        self.notice.clear()
        self._making = True
        self.run(issue_copy, self._share, document, done=self.show_issued, failed=self._on_not_made)

    def _on_not_made(self, error: DeskError) -> None:
        self._making = False
        self.problem(error)

    def _on_copy_asked(self, reference: str) -> None:
        self.run(open_copy, reference, done=self.show_issued, failed=self._on_not_opened)

    def _on_not_opened(self, error: DeskError) -> None:
        self._issued = None
        self.pages.clear()
        self._settle()
        self.problem(error)

    def _on_print(self) -> None:
        if self._issued is None:
            return
        printer = a4_printer(self._issued.reference)
        if QPrintDialog(printer, self).exec():
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the copy that is shown on a printer that was chosen; the register is written first."""
        if self._issued is not None:
            self.run(
                print_copy,
                self._issued.reference,
                printer=printer.printerName() or "file",
                sheets=printer.copyCount(),
                done=lambda leaving: self._on_registered(leaving, printer),
            )

    def _on_registered(self, leaving: Leaving, printer: QPrinter) -> None:
        prepare(printer, leaving.job_title)
        self.operations.call(
            draw_on,
            leaving.pdf,
            printer,
            done=lambda _sheets: self.say(
                f"Sent to the printer as {leaving.job_title}. It stands in the print register."
            ),
            failed=self.problem,
            page=self,
        )

    def _on_save(self) -> None:
        if self._issued is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, "Save this copy", f"{self._issued.reference}.pdf", "PDF (*.pdf)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Save the copy that is shown; the register is written with it."""
        if self._issued is not None:
            self.run(save_copy, self._issued.reference, path, done=self._on_saved)

    def _on_saved(self, leaving: Leaving) -> None:
        self.say(f"{leaving.job_title} is saved. It stands in the print register.")

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command(
                "print_copy", "Print this copy", self._on_print, keys="Ctrl+P", enabled_when=self._has_copy
            ),
            Command(
                "save_copy",
                "Save this copy as PDF",
                self._on_save,
                keys="Ctrl+Shift+S",
                enabled_when=self._has_copy,
            ),
        )

    def _has_copy(self) -> bool:
        return self._issued is not None


def _what_became(reader: Reader, share: str) -> tuple[tuple[Afterwards, ...], Review | None]:
    return afterwards(reader, share), review_of(reader, share)
