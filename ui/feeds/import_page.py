"""Bringing files in: choose them, see what would come in and what is refused, accept or discard; undo a batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.access import Act, may
from app.directory.organisations import OrganisationShown, list_organisations
from app.errors import DeskError
from app.feeds.exporting import export_refused
from app.feeds.importing import StagedBatch, discard_batch
from app.feeds.layouts import NoLayoutFits
from app.feeds.previewing import (
    BatchLine,
    BatchPreview,
    RefusedLine,
    close_refused_row,
    list_batches,
    preview_batch,
)
from app.feeds.reading import ReadingStopped, Stop
from app.feeds.undoing import Undoing, foresee_undo
from app.frontdoor.rows import counted
from app.vocabulary import words
from ui.actions import Command
from ui.feeds.batch_list import batch_list
from ui.feeds.choose_card import ChooseCard
from ui.feeds.file_asked import FileAsked
from ui.feeds.long_works import BroughtIn, UndoneBatch, accept, compare, read, undo
from ui.feeds.preview_view import PreviewView
from ui.feeds.sending_school import SendingSchool
from ui.feeds.undo_card import UndoCard
from ui.page import Page
from ui.parts import EmptyState, ProgressStrip, button
from ui.saving import write_whole

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations


class ImportPage(Page):
    """The batches, and one of them looked at. Nothing comes in before it is accepted, and a batch comes out whole."""

    key = "feeds"
    title = "From agencies"
    topics = frozenset({"batches", "directory"})
    help_text = (
        "Choose who sent it and the files, or drop them on the page, then read them: you see row by row what will come "
        "in, what is refused and why, and what looks odd. Accept lets everything in that was not refused; discard lays "
        "it aside. An accepted batch can be undone as a whole. Nothing is guessed: what could not be read is kept as "
        "given and marked."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._key: UUID | None = None
        self._state = ""
        self._asked: FileAsked | None = None
        self._stop = Stop()
        self.setAcceptDrops(True)
        self.heading("From agencies", "")
        self.choose_card = ChooseCard()
        self.agency, self.read_button = self.choose_card.agency, self.choose_card.read_button
        self.strip = ProgressStrip()
        self.undo_card = UndoCard()
        self.preview = PreviewView(operations)
        self.table = batch_list()
        self.empty = EmptyState(
            "Nothing has come in yet. Choose an agency's files above, and they will stand here."
        )
        for widget in (self.choose_card, self.strip, self.undo_card, self.preview):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        self._rest = QWidget()  # takes the room that the table takes where there is one
        self.body.addWidget(self._rest, 1)
        self._build_answers()
        self._connect()
        self._settle()

    def _build_answers(self) -> None:
        self.accept_button = button("Accept: bring this in", "Ctrl+Return", "filled", on=self._on_accept)
        self.discard_button = button("Discard", on=self._on_discard)
        self.undo_button = button("Undo this batch", on=self._on_undo)
        self.again_button = button("Look for the same child", on=self._on_compare)
        self.back_button = button("All batches", on=self._on_back)
        for each in (self.accept_button, self.discard_button, self.undo_button, self.again_button):
            self.footer.addWidget(each)
        self.footer.addWidget(self.back_button)
        if not may(self.desk.officer, Act.UNDO_OWN_BATCH):
            self.undo_button.set_reason("Ask a contact officer or a manager to undo a batch")

    def _connect(self) -> None:
        self.choose_card.read_asked.connect(self._on_read)
        self.choose_card.teach_asked.connect(self._on_teach)
        self.choose_card.refused_asked.connect(lambda: self.go("refused"))
        self.sending_school = SendingSchool(self, self.choose_card)
        self.strip.cancel_asked.connect(self._on_cancel)
        self.undo_card.undo_asked.connect(self._on_undo_confirmed)
        self.undo_card.kept.connect(self.undo_button.setFocus)
        self.preview.save_asked.connect(self._on_save)
        self.preview.left_asked.connect(self._on_left)
        self.table.row_chosen.connect(self._on_row_chosen)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the key of the batch to be looked at, or files that are to be read now that their layout is known."""
        if isinstance(value, FileAsked):
            self._asked, value = value, None
        self._key = UUID(str(value)) if value else None
        self.undo_card.hide()

    def refresh(self) -> None:
        """Ask for senders and batches, and for the batch that is looked at."""
        self.ask(list_organisations, done=self.show_organisations)
        if self._key is not None:
            asked = self._key
            self.ask(
                preview_batch, asked, done=lambda shown: self._on_preview(asked, shown), failed=self._on_gone
            )
        else:
            self.ask(list_batches, done=self.show_batches)

    def show_organisations(self, organisations: tuple[OrganisationShown, ...]) -> None:
        """Offer the organisations of the directory as senders."""
        self.choose_card.show_organisations(organisations)
        if self._asked is not None:
            asked, self._asked = self._asked, None
            self.agency.set_value(asked.agency)
            self.choose(asked.paths)
            self._on_read()

    def show_batches(self, rows: tuple[BatchLine, ...]) -> None:
        """Show all batches, the newest first."""
        if self._key is not None:
            return
        self._state = ""
        waiting = sum(row.state == "staged" for row in rows)
        self.choose_card.refused_button.setVisible(any(row.refused for row in rows))
        self.heading("From agencies", f"{waiting} to review" if waiting else "")
        self.table.show_rows(rows)
        self._settle(bool(rows))

    def _on_preview(self, asked: UUID, preview: BatchPreview) -> None:
        """Show what was asked for, unless somebody has gone on meanwhile."""
        if self._key == asked:
            self.show_preview(preview)

    def show_preview(self, preview: BatchPreview) -> None:
        """Show what a batch holds."""
        self._key, self._state = preview.batch.key, preview.state
        sender = self.choose_card.called(preview.batch.organisation)
        self.heading(preview.batch.reference, f"{sender} · {words('batch_state', preview.state)}")
        self.preview.show_preview(preview)
        self._settle()

    def choose(self, paths: tuple[Path, ...]) -> None:
        """Take files that were dropped or picked; the sender is still to be named."""
        if self._key is not None:
            self._on_back()
        self.choose_card.choose(paths)
        (self.read_button if self.agency.value() else self.agency).setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files be dropped, and nothing else."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.choose(paths)

    def _settle(self, rows: bool = False) -> None:
        listing = self._key is None
        self.choose_card.setVisible(listing)
        self.table.setVisible(listing and rows)
        self.empty.setVisible(listing and not rows)
        self._rest.setVisible(listing and not rows)
        self.preview.setVisible(not listing)
        self.back_button.setVisible(not listing)
        for each in (self.accept_button, self.discard_button):
            each.setVisible(self._state == "staged")
        for each in (self.undo_button, self.again_button):
            each.setVisible(self._state == "accepted")
        if self._state != "accepted":
            self.undo_card.hide()

    # --- reading -----------------------------------------------------------------------------------------------------

    def _on_read(self) -> None:
        self.notice.clear()
        self._stop = Stop()
        self.operations.long(
            read, self.choose_card.paths, self.agency.value(), self._stop, done=self._on_staged,
            failed=self._on_failed, page=self, strip=self.strip, topics=("batches",),
        )  # fmt: skip

    def _on_teach(self) -> None:
        self.notice.clear()
        self.go("columns", FileAsked(str(self.agency.value()), self.choose_card.paths))

    def _on_cancel(self) -> None:
        self._stop.stop()

    def _on_staged(self, batch: StagedBatch) -> None:
        self.choose_card.forget()
        self._key = batch.key
        again = " ".join(before.words for before in batch.again)
        read_words = f"{counted(batch.rows_read, 'row')} read, {batch.refused:,} refused."
        self.say(f"{read_words} Look at it, then accept. {again}".strip())
        self.refresh()
        self.accept_button.setFocus()

    def _on_failed(self, error: DeskError) -> None:
        if isinstance(error, ReadingStopped):
            self.notice.say(error.happened, "plain", rest=error.kept)
        elif isinstance(error, NoLayoutFits) and self.choose_card.teach_button.isVisibleTo(self):
            self.notice.say(
                error.happened, "amber", "Say which column is which", self._on_teach, rest=error.kept
            )
        else:
            self.problem(error)
        self.refresh()

    def _on_gone(self, error: DeskError) -> None:
        self.problem(error)
        self._on_back()

    # --- accepting, discarding, undoing ------------------------------------------------------------------------------

    def _on_accept(self) -> None:
        if self._key is not None and self._state == "staged":
            self.notice.clear()
            self.operations.long(
                accept, self._key, done=self._on_accepted, failed=self._on_failed, page=self,
                strip=self.strip, topics=("batches", "links", "people", "search"),
            )  # fmt: skip

    def _on_accepted(self, done: BroughtIn) -> None:
        new = counted(done.found.new_persons, "child is", "children are")
        wait = counted(done.found.waiting, "record waits", "records wait")
        self.say(f"Brought in. {new} new, {wait} to be compared.")
        self._tell_of_comparing(done)
        self.refresh()

    def _tell_of_comparing(self, done: BroughtIn) -> None:
        if done.stopped:
            self.notice.say(
                "Comparing was stopped; some records are not placed yet.", "amber", "Go on", self._on_compare
            )
        elif done.found.waiting:
            self.notice.say(
                f"{counted(done.found.waiting, 'record may', 'records may')} be of a child we know.",
                "accent", "Compare them", lambda: self.go("linking"),
            )  # fmt: skip

    def _on_compare(self) -> None:
        if self._key is not None:
            self.operations.long(
                compare, self._key, done=self._on_compared, failed=self._on_failed, page=self,
                strip=self.strip, topics=("links", "people"),
            )  # fmt: skip

    def _on_compared(self, done: BroughtIn) -> None:
        looked = counted(done.found.looked_at, "record")
        self.say(f"{looked} looked at, {counted(done.found.waiting, 'waits', 'wait')} to be compared.")
        self._tell_of_comparing(done)

    def _on_discard(self) -> None:
        if self._key is not None:
            self.run(discard_batch, self._key, done=self._on_discarded)

    def _on_discarded(self, reference: str) -> None:
        self.say(f"{reference} is laid aside. Nothing of it came in.")
        self._on_back()

    def _on_undo(self) -> None:
        if self._key is not None:
            self.ask(foresee_undo, self._key, done=self._on_foreseen)

    def _on_foreseen(self, what: Undoing) -> None:
        self.undo_card.foresee(what)
        self.scroller.ensureWidgetVisible(self.undo_card)

    def _on_undo_confirmed(self, because: str) -> None:
        if self._key is not None:
            self.notice.clear()
            self.operations.long(
                undo, self._key, because, done=self._on_undone, failed=self._on_failed, page=self,
                strip=self.strip, topics=("batches", "links", "people", "search", "case"),
            )  # fmt: skip

    def _on_undone(self, done: UndoneBatch) -> None:
        self.undo_card.hide()
        looked = counted(done.found.looked_at, "record was", "records were")
        again = f" {looked} compared again." if done.found.looked_at else ""
        self.say(f"{done.reference} is undone.{again} Bring the right file in when you have it.")
        self.refresh()
        self.back_button.setFocus()

    # --- refused rows ------------------------------------------------------------------------------------------------

    def _on_save(self, kind: str) -> None:
        row = self.preview.chosen_row()
        file = Path(row.file).stem if row is not None else "rows"
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Save the refused rows",
            f"{file}-{'to-mend' if kind == 'mend' else 'refused'}.csv",
            "CSV (*.csv)",
        )
        if name:
            self.save_to(Path(name), kind)

    def save_to(self, path: Path, kind: str = "report") -> None:
        """Write the refused rows to a file: "report" with their reasons, "mend" under their own headings."""
        row = self.preview.chosen_row()
        if self._key is None or row is None:
            return

        def write(words_of_it: str) -> None:
            self.operations.call(
                write_whole,
                path,
                words_of_it,
                unharmed="The rows are kept in the store",
                done=self._on_saved,
                failed=self.problem,
                page=self,
            )

        file = row.file if kind == "mend" else ""
        self.run(export_refused, self._key, file=file, done=write)

    def _on_saved(self, name: str) -> None:
        self.say(
            f"The refused rows are saved as {name}. They name people: keep the file where only you can read it."
        )

    def _on_left(self, row: RefusedLine) -> None:
        self.run(close_refused_row, row.key, done=lambda _none: self._on_row_left())

    def _on_row_left(self) -> None:
        self.say("The row is left for good; it stays here to be read.")
        self.refresh()

    # --- going about -------------------------------------------------------------------------------------------------

    def _on_back(self) -> None:
        self._key, self._state = None, ""
        self.undo_card.hide()
        self._settle()
        self.refresh()
        self.agency.setFocus()

    def _on_row_chosen(self, row: BatchLine) -> None:
        self.take(row.key)
        self.refresh()

    def _on_pick(self) -> None:
        if self._key is not None:
            self._on_back()
        self.choose_card.pick()

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command("choose_files", "Choose an agency's files", self._on_pick, keys="Ctrl+O"),
            Command(
                "accept_batch", "Accept this batch", self._on_accept, keys="Ctrl+Return",
                enabled_when=lambda: self._state == "staged",
            ),
        )  # fmt: skip


def _dropped(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
