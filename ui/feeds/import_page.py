"""Bringing files in: choose them, see what would come in and what is refused, accept or discard; undo a batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.clock import shown
from app.directory.organisations import OrganisationShown, list_organisations
from app.errors import DeskError
from app.feeds.importing import StagedBatch, accept_batch, discard_batch, stage_files
from app.feeds.previewing import BatchLine, BatchPreview, list_batches, preview_batch
from app.feeds.reading import Stop
from app.feeds.undoing import Undoing, foresee_undo, undo_batch
from app.linking.candidates import Proposed, propose_all
from app.vocabulary import words
from ui.actions import Command
from ui.feeds.preview_view import PreviewView
from ui.operations import Watch
from ui.page import Page
from ui.parts import Card, CodeBox, EmptyState, LineBox, NoticeBar, ProgressStrip, RowStack, button
from ui.tables import Column, Table

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations


class ImportPage(Page):
    """The batches, and one of them looked at. Nothing comes in before it is accepted, and a batch comes out whole."""

    key = "feeds"
    title = "From agencies"
    topics = frozenset({"batches", "directory"})
    help_text = (
        "Choose who sent it and the files, then read them: you see row by row what will come in, what is refused and "
        "why, and what looks odd. Accept lets everything in that was not refused; discard lays it aside. An accepted "
        "batch can be undone as a whole. Nothing is guessed: what could not be read is kept as given and marked."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._paths: tuple[Path, ...] = ()
        self._key: UUID | None = None
        self._state = ""
        self.heading("From agencies", "")
        self._build_choose()
        self.strip = ProgressStrip()
        self.body.addWidget(self.strip)
        self.undo_notice = NoticeBar()
        self.body.addWidget(self.undo_notice)
        self.preview = PreviewView()
        self.body.addWidget(self.preview)
        self.table = Table(
            "Batches",
            (
                Column("Read", lambda row: shown(row.staged_at), width=18),
                Column("From", lambda row: row.organisation_name, width=30, second=lambda row: row.reference),
                Column("State", lambda row: words("batch_state", row.state), width=20),
                Column("People", lambda row: f"{row.people:,}", right=True, width=9),
                Column("Flagged", lambda row: f"{row.flagged:,}", right=True, width=9),
                Column("Refused", lambda row: f"{row.refused:,}", right=True, width=9, tone=_refused_tone),
            ),
        )
        self.empty = EmptyState(
            "Nothing has come in yet. Choose an agency's files above, and they will stand here."
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        self._build_answers()
        self.table.row_chosen.connect(self._on_row_chosen)
        self._settle()

    def _build_choose(self) -> None:
        self.choose_card = Card("Bring in files")
        rows = RowStack()
        self.agency = CodeBox("Who sent it", ())
        self.files = LineBox("Files", "choose one or several files of one agency")
        self.files.setReadOnly(True)
        rows.add("Who sent it", self.agency)
        rows.add("Files", self.files)
        self.choose_card.add(rows)
        presses = QHBoxLayout()
        self.choose_button = button("Choose files", "Ctrl+O", on=self._on_choose)
        self.read_button = button("Read the files", kind="filled", on=self._on_read)
        presses.addWidget(self.choose_button)
        presses.addWidget(self.read_button)
        presses.addStretch(1)
        self.choose_card.body.addLayout(presses)
        self.body.addWidget(self.choose_card)
        self.agency.changed.connect(lambda _code: self._settle())

    def _build_answers(self) -> None:
        self.accept_button = button("Accept: bring this in", "Ctrl+Return", "filled", on=self._on_accept)
        self.discard_button = button("Discard", on=self._on_discard)
        self.undo_button = button("Undo this batch", on=self._on_undo)
        self.back_button = button("All batches", on=self._on_back)
        for each in (self.accept_button, self.discard_button, self.undo_button, self.back_button):
            self.footer.addWidget(each)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the key of the batch to be looked at."""
        self._key = UUID(str(value)) if value else None

    def refresh(self) -> None:
        """Ask for senders and batches, and for the batch that is looked at."""
        self.ask(list_organisations, done=self.show_organisations)
        if self._key is not None:
            self.ask(preview_batch, self._key, done=self.show_preview)
        else:
            self.ask(list_batches, done=self.show_batches)

    def show_organisations(self, organisations: tuple[OrganisationShown, ...]) -> None:
        """Offer the organisations of the directory as senders."""
        chosen = self.agency.value()
        self.agency.set_choices(tuple((each.code, f"{each.name} ({each.code})") for each in organisations))
        if chosen:
            self.agency.set_value(chosen)

    def show_batches(self, rows: tuple[BatchLine, ...]) -> None:
        """Show all batches, the newest first."""
        self._key, self._state = None, ""
        waiting = sum(row.state == "staged" for row in rows)
        self.heading("From agencies", f"{waiting} to review" if waiting else "")
        self.table.show_rows(rows)
        self._settle(bool(rows))

    def show_preview(self, preview: BatchPreview) -> None:
        """Show what a batch holds."""
        self._key, self._state = preview.batch.key, preview.state
        self.heading(
            preview.batch.reference, f"{preview.batch.organisation} · {words('batch_state', preview.state)}"
        )
        self.preview.show_preview(preview)
        self._settle()

    def choose(self, paths: tuple[Path, ...]) -> None:
        """Take the files that were chosen."""
        self._paths = paths
        self.files.set_value(", ".join(path.name for path in paths))
        self._settle()

    def _settle(self, rows: bool = False) -> None:
        listing = self._key is None
        self.choose_card.setVisible(listing)
        self.table.setVisible(listing and rows)
        self.empty.setVisible(listing and not rows)
        self.preview.setVisible(not listing)
        self.back_button.setVisible(not listing)
        for each in (self.accept_button, self.discard_button):
            each.setVisible(self._state == "staged")
        self.undo_button.setVisible(self._state == "accepted")
        missing = (
            "Choose who sent it" if not self.agency.value() else "" if self._paths else "Choose files first"
        )
        self.read_button.set_reason(missing)

    # --- what is done ------------------------------------------------------------------------------------------------

    def _on_choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self,
            "Choose an agency's files",
            "",
            "Agency files (*.csv *.xlsx *.xls *.xml *.ods);;All files (*)",
        )
        if names:
            self.choose(tuple(Path(name) for name in names))

    def _on_read(self) -> None:
        if self.read_button.reason:
            return
        self.notice.clear()
        self.operations.long(
            _read, self._paths, self.agency.value(), done=self._on_staged, failed=self._on_failed, page=self,
            strip=self.strip, topics=("batches",),
        )  # fmt: skip

    def _on_staged(self, batch: StagedBatch) -> None:
        self._paths = ()
        self.files.set_value("")
        self._key = batch.key
        again = " ".join(before.words for before in batch.again)
        self.say(
            f"{batch.rows_read:,} rows read, {batch.refused:,} refused. Look at it, then accept. {again}".strip()
        )
        self.refresh()

    def _on_accept(self) -> None:
        if self._key is not None and self._state == "staged":
            self.operations.long(
                _accept, self._key, done=self._on_accepted, failed=self._on_failed, page=self,
                strip=self.strip, topics=("batches", "links", "people"),
            )  # fmt: skip

    def _on_accepted(self, done: Proposed) -> None:
        self.say(
            f"Brought in. {done.new_persons:,} children are new, {done.waiting:,} records wait to be compared."
        )
        self.refresh()

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
        shares = f" {len(what.shares)} decided shares used it and stay as they are." if what.shares else ""
        self.undo_notice.say(
            f"Undo {what.reference}? {what.people_leaving:,} people are known from it alone and leave the lists, "
            f"{what.links_ending:,} links end.{shares}",
            "amber",
            act_words="Undo the batch",
            act=self._on_undo_confirmed,
        )

    def _on_undo_confirmed(self) -> None:
        self.undo_notice.clear()
        if self._key is not None:
            self.run(undo_batch, self._key, because="undone on the page", done=self._on_undone)

    def _on_undone(self, done: Undoing) -> None:
        self.say(f"{done.reference} is undone. Bring the right file in when you have it.")
        self.refresh()

    def _on_back(self) -> None:
        self._key, self._state = None, ""
        self.undo_notice.clear()
        self.refresh()

    def _on_row_chosen(self, row: BatchLine) -> None:
        self.take(row.key)
        self.refresh()

    def _on_failed(self, error: DeskError) -> None:
        self.problem(error)
        self.refresh()

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command("choose_files", "Choose an agency's files", self._on_choose, keys="Ctrl+O"),
            Command(
                "accept_batch", "Accept this batch", self._on_accept, keys="Ctrl+Return",
                enabled_when=lambda: self._state == "staged",
            ),
        )  # fmt: skip


def _read(desk: Desk, watch: Watch, paths: tuple[Path, ...], agency: str) -> StagedBatch:
    stop = Stop()

    def told(rows: int) -> None:
        watch.report(rows, 0, f"{rows:,} rows read")
        if watch.stopped():
            stop.stop()

    return stage_files(desk, paths, organisation=agency, progress=told, stop=stop)


def _accept(desk: Desk, watch: Watch, key: UUID) -> Proposed:
    watch.report(0, 0, "bringing in")
    accept_batch(desk, key)
    return propose_all(
        desk, key, progress=lambda done, total: watch.report(done, total, "looking for the same child")
    )


def _refused_tone(row: BatchLine) -> str:
    return "red" if row.refused else ""
