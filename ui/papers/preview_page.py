"""The pages of a decided share before they leave: who gets them, what was left out, print and save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from app.clock import shown
from app.errors import DeskError
from app.papers.issuing import Issued, Leaving, issue_copy, open_copy, print_copy, save_copy
from app.papers.printing_register import CopyShown, copies_of_share
from app.sharing.listing import ShareShown, shares_in_state
from app.vocabulary import words
from ui.actions import Command
from ui.page import Page
from ui.papers.pages_view import PagesView, page_images, page_words
from ui.parts import Card, EmptyState, button, text
from ui.tables import Column, Table

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

SCREEN_DOTS, PRINT_DOTS = 84.0, 300.0
DOCUMENTS = {"referral": "Referral", "share_record": "Record of the decision"}


class PreviewPage(Page):
    """Decided shares, and the copies of one of them. What is previewed are the very bytes that are printed or saved."""

    key = "papers"
    title = "Papers"
    topics = frozenset({"shares", "papers"})
    help_text = (
        "Choose a decided share to see its pages. Each copy has its own number and stands in the print register. At the "
        "right stand who gets it and what was left out, which the paper never says. Print and Save use the same bytes "
        "that you see. The job title is the reference, never a name."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._share = ""
        self._issued: Issued | None = None
        self.heading("Papers", "")
        self.table = Table(
            "Decided shares",
            (
                Column("Decided", lambda row: shown(row.on), width=18),
                Column("Decision", lambda row: words("decision", row.decision), width=16),
                Column("About", lambda row: ", ".join(row.about), width=20),
                Column("To", lambda row: row.to, width=32),
                Column("Reference", lambda row: row.reference, width=16),
            ),
        )
        self.empty = EmptyState("No share has been decided yet. Its papers will stand here.")
        self.pages = PagesView()
        self.side = Card("This copy")
        self.set_side(self.side)
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.pages)
        self.body.addStretch(1)
        self.copy_button = button("Make a copy", "", "filled", on=self._on_copy)
        self.print_button = button("Print", "Ctrl+P", on=self._on_print)
        self.save_button = button("Save as PDF", "Ctrl+Shift+S", on=self._on_save)
        self.back_button = button("All decided shares", on=self._on_back)
        for each in (self.copy_button, self.print_button, self.save_button, self.back_button):
            self.footer.addWidget(each)
        self.table.row_chosen.connect(self._on_row_chosen)
        self._show_list(())

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the reference of a decided share whose papers are wanted."""
        self._share, self._issued = str(value or ""), None
        self.pages.clear()

    def refresh(self) -> None:
        """Ask for the decided shares, or for the copies of the one that is looked at."""
        if not self._share:
            self.ask(shares_in_state, "decided", done=self._show_list)
        elif self._issued is None:
            self.ask(copies_of_share, self._share, done=self.show_copies)

    def _show_list(self, rows: tuple[ShareShown, ...]) -> None:
        self.heading("Papers", f"{len(rows)} decided")
        self.table.show_rows(rows)
        self._settle_widgets(listing=True)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def show_copies(self, copies: tuple[CopyShown, ...]) -> None:
        """Show the share's copies so far; the newest one's pages, when there is one."""
        self.heading("Papers", self._share)
        self._settle_widgets(listing=False)
        self.side.clear()
        self._list_copies(copies)
        if copies:
            self.run(open_copy, copies[-1].reference, done=self.show_issued, failed=self._on_not_opened)

    def show_issued(self, issued: Issued) -> None:
        """Show the pages of one copy, and beside them what the officer must know of it."""
        self._issued = issued
        self.pages.show_pages(page_images(issued.pdf, SCREEN_DOTS), page_words(issued.pdf))
        kind = DOCUMENTS.get(issued.document, issued.document)
        self.heading(f"{kind} for {issued.recipient}", f"{issued.share} · copy {issued.number}")
        self.side.clear()
        self.side.add(text(f"{kind}, copy {issued.number}, {issued.reference}", "strong"))
        self.side.add(text(f"For {issued.recipient}. {issued.pages} pages."))
        self.side.add(text(f"Fingerprint {issued.fingerprint[:16]}", "mono"))
        self.side.add(text("Left out of this copy", "section"))
        if not issued.left_out:
            self.side.add(text("Nothing that was decided was left out.", "second"))
        for left in issued.left_out:
            self.side.add(text(f"■ {left.what}: {left.why}", "second"))
        self.side.add(text("The paper does not say that anything was left out.", "second"))
        self._settle_widgets(listing=False)

    def _list_copies(self, copies: tuple[CopyShown, ...]) -> None:
        self.side.add(text("Copies so far", "section"))
        if not copies:
            self.side.add(text("None. Make a copy to see its pages.", "second"))
        for copy in copies:
            left = (
                ", ".join(f"{each.how} {shown(each.at)}" for each in copy.printed) or "not printed or saved"
            )
            self.side.add(text(f"Copy {copy.number}, {copy.reference}: {left}", "second"))

    def _settle_widgets(self, *, listing: bool) -> None:
        self.table.setVisible(listing)
        self.empty.setVisible(False)
        self.pages.setVisible(not listing)
        self.copy_button.setVisible(not listing)
        self.back_button.setVisible(not listing)
        reason = "" if self._issued is not None else "Make a copy first"
        for each in (self.print_button, self.save_button):
            each.setVisible(not listing)
            each.set_reason(reason)

    # --- what is done ------------------------------------------------------------------------------------------------

    def _on_row_chosen(self, row: ShareShown) -> None:
        self.take(row.reference)
        self.refresh()

    def _on_back(self) -> None:
        self.take("")
        self.side.clear()
        self.refresh()

    def _on_copy(self) -> None:
        self.run(issue_copy, self._share, done=self.show_issued)

    def _on_not_opened(self, error: DeskError) -> None:
        self._issued = None
        self._settle_widgets(listing=False)
        self.problem(error)

    def _on_print(self) -> None:
        if self._issued is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._issued.reference)
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
                done=lambda leaving: self._printed(leaving, printer),
            )

    def _printed(self, leaving: Leaving, printer: QPrinter) -> None:
        printer.setDocName(leaving.job_title)
        draw_pages(page_images(leaving.pdf, PRINT_DOTS), printer)
        self.say(f"Sent to the printer as {leaving.job_title}. It stands in the print register.")

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


def draw_pages(images: tuple[QImage, ...], printer: QPrinter) -> None:
    """Draw pages on a printer, each on a sheet of its own and as large as the sheet."""
    painter = QPainter(printer)
    for number, image in enumerate(images):
        if number:
            printer.newPage()
        painter.drawImage(painter.viewport(), image)
    painter.end()
