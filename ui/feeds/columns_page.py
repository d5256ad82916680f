"""Which column is this? An unknown table is taught: every column is placed or left, and kept as its sender's layout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from app.clock import today
from app.drafts import DraftShown, my_draft
from app.errors import DeskError
from app.feeds.guessing import guess
from app.feeds.kept_layouts import (
    KeptLayout,
    forget_layout,
    keep_layout,
    keep_taught,
    kept_layouts,
    read_layout_file,
)
from app.feeds.layout_writing import layout_text
from app.feeds.sampling import Sample, SheetSample, sample_file
from app.feeds.taught import Missing, Taught, as_before, from_value, missing, to_value
from app.feeds.trying import Tried, try_layout
from ui.actions import Command
from ui.drafts import DraftKeeper
from ui.feeds.file_asked import FileAsked
from ui.feeds.layouts_card import LayoutsCard
from ui.feeds.read_pane import ReadPane
from ui.feeds.tab_order import chain
from ui.feeds.teach_card import TeachCard
from ui.feeds.teach_sheet import TeachSheet
from ui.page import Page
from ui.parts import ChoicePills, EmptyState, ErrorSummary, button
from ui.saving import write_whole

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

FORM = "columns"
_AFTER = 120


class ColumnsPage(Page):
    """A file that no layout fits, or whose layout is to be changed."""

    key = "columns"
    title = "Which column is this?"
    topics = frozenset({"layouts"})
    help_text = (
        "Every column of the file stands here with what is in it and with a guess of what it is. Put the guesses right, "
        "place the columns that are not placed, or leave them. At the right you see what would be read of the first rows. "
        "What you say is kept as the sender's layout: its next file is read without asking."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._asked: FileAsked | None = None
        self._sample: Sample | None = None
        self._taught: Taught | None = None
        self._sheet = ""
        self._kept: tuple[KeptLayout, ...] = ()
        self.heading(self.title, "")
        self.empty = EmptyState(
            "Choose a file on From agencies, and its columns will stand here.", "From agencies"
        )
        self.errors = ErrorSummary()
        self.card = TeachCard()
        self.tabs = ChoicePills("Sheets of the workbook", ())
        self.sheet = TeachSheet("")
        self.layouts = LayoutsCard()
        self.pane = ReadPane()
        for widget in (self.empty, self.errors, self.card, self.tabs, self.sheet, self.layouts):
            self.body.addWidget(widget)
        self.set_side(self.pane)
        self.keep_button = button(
            "Keep the layout and read the file", "Ctrl+Return", "filled", on=self._on_keep
        )
        self.save_button = button("Save as a layout file", on=self._on_save)
        self.load_button = button("Take a layout file", on=self._on_load)
        self.back_button = button("Back to From agencies", on=lambda: self.go("feeds"))
        for each in (self.keep_button, self.save_button, self.load_button, self.back_button):
            self.footer.addWidget(each)
        self.draft = DraftKeeper(
            self, FORM, about=self._about, title=lambda: f"Columns of {self._file()}", value=self._draft_value
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self.try_now)
        self._connect()
        self._settle()

    def _connect(self) -> None:
        self.empty.asked.connect(lambda: self.go("feeds"))
        self.card.changed.connect(self._on_changed)
        self.sheet.changed.connect(self._on_changed)
        self.sheet.reshaped.connect(self._chain)
        self.tabs.changed.connect(self._on_tab)
        self.layouts.save_asked.connect(self._on_save_kept)
        self.layouts.forget_asked.connect(self._on_forget)
        self.draft.saved.connect(self.card.show_saved)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the file that is to be taught."""
        if isinstance(value, FileAsked) and value.paths and value != self._asked:
            self._asked, self._sample, self._taught = value, None, None
            self.errors.clear()
            self.notice.clear()
        elif isinstance(value, str) and self._taught is None:
            self.notice.say(
                "Choose the file again: what you had said of its columns is kept.", "plain", rest=value
            )

    def refresh(self) -> None:
        """Look at the file if it was not looked at, and ask for the layouts of its sender."""
        if self._asked is None:
            self._settle()
            return
        self.ask(kept_layouts, self._asked.agency, done=self._on_kept)

    def _on_kept(self, kept: tuple[KeptLayout, ...]) -> None:
        self._kept = kept
        self.layouts.show_layouts(kept)
        self.layouts.setVisible(self._taught is not None and bool(kept))
        self._chain()
        if self._asked is not None and self._sample is None:
            self.operations.call(
                sample_file, self._asked.paths[0], done=self._on_sample, failed=self._on_failed, page=self
            )

    def _on_failed(self, error: DeskError) -> None:
        self._asked = None
        self.problem(error)
        self._settle()

    def _on_sample(self, sample: Sample) -> None:
        self._sample = sample
        self.ask(my_draft, FORM, self._about(), done=self._on_draft)

    def _on_draft(self, draft: DraftShown | None) -> None:
        if self._sample is None or self._asked is None:
            return
        first = guess(
            self._sample, self._asked.agency, f"{Path(self._sample.file).stem} from {self._asked.agency}"
        )
        earlier = from_value(draft.value) if draft is not None else self._earlier(first)
        if draft is not None:
            self.say("You were in the middle of this file: what you had said is here again.")
        self.show_taught(self._sample, as_before(first, earlier) if earlier is not None else first)

    def _earlier(self, first: Taught) -> Taught | None:
        """Give what was taught of a file of this sender with the same columns, or with most of them."""
        here = {column.heading for sheet in first.sheets for column in sheet.columns}
        best, most = None, len(here) * 0.6
        for kept in self._kept:
            if kept.taught is not None and kept.form == first.form:
                known = {c.heading for sheet in kept.taught.sheets for c in sheet.columns}
                if len(here & known) >= most:
                    best, most = kept.taught, len(here & known)
        return best

    def show_taught(self, sample: Sample, taught: Taught) -> None:
        """Show a file with what is said of its columns."""
        self._sample, self._taught = sample, taught
        self.heading(self.title, f"{sample.file} from {taught.organisation}")
        self.card.show_taught(taught)
        self.tabs.blockSignals(True)
        self.tabs.set_choices(tuple((sheet.sheet, sheet.sheet or "Table") for sheet in taught.sheets))
        self.tabs.blockSignals(False)
        self._sheet = taught.people.sheet or taught.sheets[0].sheet
        self.tabs.set_value(self._sheet)
        self._show_sheet()
        self._settle()
        self.try_now()
        open_row = next((row for row in self.sheet.rows if not row.taught().uses), None)
        (open_row.box if open_row is not None else self.card.name).setFocus()

    def _show_sheet(self) -> None:
        if self._sample is None or self._taught is None:
            return
        taught = next(sheet for sheet in self._taught.sheets if sheet.sheet == self._sheet)
        sample: SheetSample = self._sample.sheet(self._sheet)
        self.sheet.show_sheet(
            sample, taught, several=len(self._taught.sheets) > 1, workbook=self._sample.form == "xlsx"
        )

    def _settle(self) -> None:
        there = self._taught is not None
        self.empty.setVisible(not there)
        for widget in (self.card, self.sheet):
            widget.setVisible(there)
        self.tabs.setVisible(there and self._taught is not None and len(self._taught.sheets) > 1)
        self.layouts.setVisible(there and bool(self._kept))
        for each in (self.keep_button, self.save_button, self.load_button):
            each.setVisible(there)

    # --- what is said ------------------------------------------------------------------------------------------------

    def taught(self) -> Taught | None:
        """Give all that is said of the file now."""
        if self._taught is None:
            return None
        here = self.sheet.taught()
        sheets = tuple(here if sheet.sheet == here.sheet else sheet for sheet in self._taught.sheets)
        return self.card.said_of(replace(self._taught, sheets=sheets))

    def _on_changed(self) -> None:
        self._taught = self.taught()
        self.draft.touch()
        self._timer.start()

    def _on_tab(self, sheet: object) -> None:
        if sheet is None or sheet == self._sheet:
            return
        self._taught = self.taught()
        self._sheet = str(sheet)
        self._show_sheet()

    def try_now(self) -> None:
        """Read the rows in sight by what is said, and show what comes of it."""
        taught = self.taught()
        if taught is None or self._sample is None:
            return
        people = taught.people
        if not people.headings("name", "family_name", "given_names"):
            self.pane.show_waiting("Place a column as a name first.")
            return
        asked = taught
        self.operations.call(
            try_layout, self._sample, layout_text(taught), today(),
            done=lambda tried: self._on_tried(asked, tried), failed=self.problem, page=self,
        )  # fmt: skip

    def _on_tried(self, asked: Taught, tried: Tried) -> None:
        if asked == self.taught():
            self.pane.show_tried(tried)

    # --- keeping -----------------------------------------------------------------------------------------------------

    def _on_keep(self) -> None:
        taught = self.taught()
        if taught is None or not self._all_said(taught):
            return
        self.run(keep_taught, taught, done=self._on_layout_kept)

    def _all_said(self, taught: Taught) -> bool:
        """Say at each column what is missing, with a summary that goes there; give whether nothing is."""
        still = missing(taught)
        here = {each.heading: each.words for each in still if each.sheet == self._sheet and each.heading}
        self.sheet.show_problems(here)
        if still and not any(each.sheet == self._sheet for each in still) and still[0].sheet:
            self.tabs.set_value(still[0].sheet)
            return self._all_said(taught)
        some = self.errors.show_errors([(each.words, self._field_of(each)) for each in still])
        self._chain()
        return not some

    def _field_of(self, each: Missing) -> QWidget:
        row = self.sheet.row_of(each.heading) if each.sheet == self._sheet else None
        if row is not None:
            return row.box
        if each.sheet != self._sheet:
            return self.tabs
        return self.sheet.rows[0].box if self.sheet.rows else self.card.name

    def _on_layout_kept(self, kept: KeptLayout) -> None:
        self.draft.finish()
        self.say(f"The layout {kept.name} is kept. The next file of {kept.organisation} is read by it.")
        asked, self._asked, self._sample, self._taught = self._asked, None, None, None
        self._settle()
        self.go("feeds", asked)

    def _on_save(self) -> None:
        taught = self.taught()
        if taught is not None and self._all_said(taught):
            self._save(taught.name, layout_text(taught))

    def _on_save_kept(self, kept: KeptLayout) -> None:
        self._save(kept.name, kept.text)

    def _save(self, name: str, words: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the layout", f"{name}.toml", "Layouts (*.toml)")
        if chosen:
            self.operations.call(
                write_whole,
                Path(chosen),
                words,
                unharmed="The layout is as it was",
                done=self._on_saved,
                failed=self.problem,
                page=self,
            )

    def _on_saved(self, name: str) -> None:
        self.say(f"The layout is saved as {name}. It names no person.")

    def _on_load(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Take a layout file", "", "Layouts (*.toml);;All files (*)"
        )
        if chosen:
            self.operations.call(
                read_layout_file, Path(chosen), done=self._on_loaded, failed=self.problem, page=self
            )

    def _on_loaded(self, words: str) -> None:
        if self._asked is not None:
            self.run(keep_layout, self._asked.agency, words, done=self._on_layout_kept)

    def _on_forget(self, kept: KeptLayout) -> None:
        self.run(forget_layout, kept.key, done=self._on_forgotten)

    def _on_forgotten(self, name: str) -> None:
        self.say(f"The layout {name} is laid aside. No file is read by it any more.")
        self.refresh()

    def _chain(self) -> None:
        body = (self.notice, self.errors, self.card, self.tabs, self.sheet, self.layouts)
        chain((*body, self.pane, self.keep_button, self.save_button, self.load_button, self.back_button))

    # --- going about -------------------------------------------------------------------------------------------------

    def _file(self) -> str:
        return self._asked.paths[0].name if self._asked is not None else ""

    def _about(self) -> str:
        return f"{self._asked.agency}: {self._file()}" if self._asked is not None else ""

    def _draft_value(self) -> dict[str, Any]:
        taught = self.taught()
        return to_value(taught) if taught is not None else {}

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command(
                "keep_layout", "Keep the layout and read the file", self._on_keep, keys="Ctrl+Return",
                enabled_when=lambda: self._taught is not None,
            ),
            Command(
                "leave_columns", "Leave every column that is not placed", self.sheet.leave_rest,
                keys="Ctrl+Shift+U", enabled_when=lambda: self._taught is not None,
            ),
        )  # fmt: skip
