"""The directory: whom we work with, found while one types; one organisation at a time changed, or a file brought in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.directory.bringing_in import (
    ImportPreview,
    export_organisations,
    import_organisations,
    preview_import,
    text_of_file,
)
from app.directory.keeping import (
    add_channel,
    add_organisation,
    add_post,
    change_organisation,
    end_channel,
    end_post,
)
from app.directory.organisations import (
    ChannelShown,
    OrganisationShown,
    PostShown,
    list_organisations,
    organisation,
)
from app.directory.values import ChannelValues, FaultyValues, PostValues
from app.drafts import DraftShown, finish_draft, my_draft
from app.errors import DeskError
from ui.actions import Command
from ui.directory.import_view import ImportView
from ui.directory.organisation_form import OrganisationForm
from ui.directory.organisation_list import OrganisationList
from ui.directory.reach_cards import ChannelsCard, PostsCard
from ui.drafts import DraftKeeper
from ui.page import Page
from ui.parts import button
from ui.saving import write_whole

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

NEW = "+new"
LIST, ONE, FILE = "list", "one", "file"
FORM = "organisation"
LONGEST_TITLE = 42


class DirectoryPage(Page):
    """The list, one organisation, or a file that is looked at. Every change is an entry of the log."""

    key = "directory"
    title = "Directory"
    topics = frozenset({"directory"})
    help_text = (
        "Every sender and every recipient stands here. Type to find one by name, code, class, flag, person or address; "
        "Enter opens it. What an organisation is in law decides what may be shared with it, so class and body are chosen "
        "from the law's own list, and each flag says what it means. Channels and posts are added and ended, never "
        "erased. A CSV file shows row by row what it would do before anything comes in."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._state, self._code, self._content = LIST, "", ""
        self._rows: tuple[OrganisationShown, ...] = ()
        self.heading("Directory", "")
        self.list = OrganisationList()
        self.form, self.channels, self.posts = OrganisationForm(), ChannelsCard(), PostsCard()
        self.file = ImportView()
        self.body.addWidget(self.list, 1)
        self._rest = QWidget()  # takes the room that the list takes where it is shown
        for widget in (self.form, self.channels, self.posts, self.file):
            self.body.addWidget(widget)
        self.body.addWidget(self._rest, 1)
        self._build_answers()
        self.draft = DraftKeeper(
            self, FORM, about=lambda: self._code or NEW, title=self._draft_title, value=self.form.draft
        )
        self._connect()
        self._settle()

    def _build_answers(self) -> None:
        self.add_button = button("Add an organisation", "Ctrl+Shift+O", "filled", on=self._on_new)
        self.file_button = button("Bring in a CSV file", on=self._on_pick)
        self.export_button = button("Save as CSV", on=self._on_export)
        self.save_button = button("Save", "Ctrl+Return", "filled", on=self._on_save)
        self.bring_button = button("Bring it in", "Ctrl+Return", "filled", on=self._on_bring)
        self.back_button = button("All organisations", on=self._on_back)
        self.forget_button = button("Forget what I typed", kind="quiet", on=self._on_forget)
        for each in (
            self.add_button, self.file_button, self.export_button,
            self.save_button, self.bring_button, self.back_button, self.forget_button,
        ):  # fmt: skip
            self.footer.addWidget(each)

    def _connect(self) -> None:
        self.list.opened.connect(self.take_up)
        self.list.new_asked.connect(self._on_new)
        self.list.counted.connect(self._on_counted)
        self.form.changed.connect(self._on_form_changed)
        self.channels.added.connect(self._on_channel)
        self.channels.ended.connect(self._on_channel_ended)
        self.posts.added.connect(self._on_post)
        self.posts.ended.connect(self._on_post_ended)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the code of the organisation to be shown, the sign of a new one, or nothing for the list."""
        self.draft.flush()
        if value == NEW:
            self._on_new()
        elif value:
            self.take_up(str(value))
        else:
            self._go_to_list()

    def refresh(self) -> None:
        """Ask for the organisations, and for channels and posts of the one that is open; fields stay as typed."""
        self.ask(list_organisations, done=self.show_organisations)
        if self._state == ONE and self._code:
            self.ask(organisation, self._code, done=self._show_reach)

    def show_organisations(self, rows: tuple[OrganisationShown, ...]) -> None:
        """Show the organisations, and offer them as those of which another can be a part."""
        self._rows = rows
        self.form.offer_parents(rows)
        self.list.show_organisations(rows)

    def take_up(self, code: str) -> None:
        """Open one organisation."""
        self.notice.clear()
        self.ask(organisation, code, done=self.show_organisation)

    def show_organisation(self, row: OrganisationShown) -> None:
        """Show one organisation, with what was being typed about it."""
        self._state, self._code = ONE, row.code
        self.heading(_short(row.name), row.code)
        self.form.show_organisation(row)
        self.form.offer_parents(self._rows)
        self.channels.forget()
        self.posts.forget()
        self._show_reach(row)
        self._settle()
        self.form.name_box.setFocus()
        self.ask(my_draft, FORM, row.code, done=self._on_draft)

    def show_file(self, name: str, preview: ImportPreview) -> None:
        """Show what a file would do."""
        self._state = FILE
        self.heading("Bring in a CSV file", name)
        self.file.show_preview(name, preview)
        self.bring_button.set_reason(self.file.reason())
        self._settle()
        (self.file.table if self.file.reason() else self.bring_button).setFocus()
        self.say(f"{len(preview.rows):,} rows looked at. {self.file.reason() or 'Look, then bring it in.'}")

    def _show_reach(self, row: OrganisationShown) -> None:
        if row.code == self._code:
            self.channels.show_channels(row.channels)
            self.posts.show_posts(row.posts)

    def _settle(self) -> None:
        listing, one, file = (self._state == state for state in (LIST, ONE, FILE))
        for widget in (self.list, self.add_button, self.file_button, self.export_button):
            widget.setVisible(listing)
        for card in (self.channels, self.posts):
            card.setVisible(one and bool(self._code))
        self._rest.setVisible(not listing)
        self.form.setVisible(one)
        self.save_button.setVisible(one)
        self.forget_button.setVisible(one)
        self.file.setVisible(file)
        self.bring_button.setVisible(file)
        self.back_button.setVisible(not listing)
        if listing:
            self.list.show_found()
        self.scroller.verticalScrollBar().setValue(0)
        self.commands_changed.emit()

    def _on_counted(self, shown: int, whole: int) -> None:
        if self._state == LIST:
            self.heading(
                "Directory", f"{shown:,} of {whole:,}" if shown < whole else f"{whole:,} organisations"
            )

    def _on_back(self) -> None:
        self.draft.flush()
        self._go_to_list()
        self.list.box.setFocus()

    def _go_to_list(self) -> None:
        self._state, self._code, self._content = LIST, "", ""
        self.notice.clear()
        self._settle()

    # --- one organisation --------------------------------------------------------------------------------------------

    def _on_new(self) -> None:
        self.draft.flush()
        self.notice.clear()
        self._state, self._code = ONE, ""
        self.heading("A new organisation", "")
        self.form.show_new()
        self.form.offer_parents(self._rows)
        self._settle()
        self.form.name_box.setFocus()
        self.ask(my_draft, FORM, NEW, done=self._on_draft)

    def _on_form_changed(self) -> None:
        if self._state == ONE:
            self.draft.touch()

    def _draft_title(self) -> str:
        return f"Directory: {self.form.name_box.value() or self._code or 'a new organisation'}"

    def _on_draft(self, kept: DraftShown | None) -> None:
        if kept is not None and self._state == ONE and kept.about == (self._code or NEW):
            self.form.show_draft(kept.value)
            self.say("This is what you were in the middle of.")

    def _on_forget(self) -> None:
        """Go back to what is kept: the draft is erased on purpose."""
        about = self._code or NEW
        self.draft.finish()
        self.run(finish_draft, FORM, about, done=lambda _none: self._on_forgotten(about))

    def _on_forgotten(self, about: str) -> None:
        if self._state == ONE and about == (self._code or NEW):
            self.take(about)
            self.say("Nothing of it is kept; here is what the directory has.")

    def _on_save(self) -> None:
        faults = self.form.faults()
        if faults:
            self.form.show_faults(faults)
            return
        self.notice.clear()
        values = self.form.values()
        if self._code:
            self.run(change_organisation, values, done=self._on_changed, failed=self._on_refused)
            return
        flags = {name: getattr(values, name) for name in (*self.form.ticks, "s16la_listed")}
        self.run(
            add_organisation, values.code, values.name, values.class_, values.body, flags, parent=values.parent,
            done=lambda _key: self._on_added(values.code), failed=self._on_refused,
        )  # fmt: skip

    def _on_added(self, code: str) -> None:
        self.draft.finish()
        self.ask(organisation, code, done=self._on_added_shown)

    def _on_added_shown(self, row: OrganisationShown) -> None:
        self.show_organisation(row)
        self.say(f"{row.name} is in the directory. Say below how it is reached.")
        self.channels.kind.setFocus()

    def _on_changed(self, changed: bool) -> None:
        self.draft.finish()
        self.form.clear_faults()
        self.heading(_short(self.form.name_box.value()), self._code)
        self.say(
            "Saved; the log has what changed." if changed else "Nothing was another: nothing was written."
        )

    def _on_refused(self, error: DeskError) -> None:
        if isinstance(error, FaultyValues):
            self.form.show_faults(error.faults)
        else:
            self.problem(error)

    # --- channels and posts ------------------------------------------------------------------------------------------

    def _on_channel(self, values: ChannelValues) -> None:
        self.run(
            add_channel, self._code, values.kind, values.address, secure=values.secure,
            done=lambda _key: self._on_reach_added(self.channels, "The channel is added."),
            failed=lambda error: self._on_reach_refused(self.channels, error),
        )  # fmt: skip

    def _on_post(self, values: PostValues) -> None:
        self.run(
            add_post, self._code, values.name, values.title,
            done=lambda _key: self._on_reach_added(self.posts, "The post is added."),
            failed=lambda error: self._on_reach_refused(self.posts, error),
        )  # fmt: skip

    def _on_reach_added(self, card: ChannelsCard | PostsCard, words: str) -> None:
        card.forget()
        card.add_button.setFocus()
        self.say(words)
        self.refresh()

    def _on_reach_refused(self, card: ChannelsCard | PostsCard, error: DeskError) -> None:
        if isinstance(error, FaultyValues):
            card.show_faults(error.faults)
        else:
            self.problem(error)

    def _on_channel_ended(self, channel: ChannelShown) -> None:
        again = ChannelValues(channel.kind, channel.address, channel.secure)
        self.run(
            end_channel, channel.id,
            done=lambda _none: self._on_ended(channel.words, lambda: self._on_channel(again)),
        )  # fmt: skip

    def _on_post_ended(self, post: PostShown) -> None:
        again = PostValues(post.name, post.title)
        self.run(
            end_post, post.id, done=lambda _none: self._on_ended(post.words, lambda: self._on_post(again))
        )

    def _on_ended(self, words: str, undo: Callable[[], object]) -> None:
        self.notice.say(
            f"{words} has ended and is offered no more.", "plain", "Undo", undo,
            rest="What was sent that way keeps saying so.",
        )  # fmt: skip
        self.refresh()

    # --- files --------------------------------------------------------------------------------------------------------

    def _on_pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Bring in a directory file", "", "CSV (*.csv);;All files (*)"
        )
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Read a file and show what it would do."""
        self.notice.clear()

        def weigh(content: str) -> None:
            self._content = content
            self.ask(preview_import, content, done=lambda preview: self.show_file(path.name, preview))

        self.operations.call(text_of_file, path, done=weigh, failed=self.problem, page=self)

    def _on_bring(self) -> None:
        if self._state == FILE and not self.bring_button.reason:
            self.run(import_organisations, self._content, done=self._on_brought_in)

    def _on_brought_in(self, counts: tuple[int, int]) -> None:
        self._go_to_list()
        self.refresh()
        self.list.box.setFocus()
        self.say(f"{counts[0]:,} added, {counts[1]:,} changed.")

    def _on_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the directory", "directory.csv", "CSV (*.csv)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the directory to a file that can be brought in again."""
        self.run(
            export_organisations,
            done=lambda words: self.operations.call(
                write_whole,
                path,
                words,
                unharmed="The directory is as it was",
                done=self._on_saved,
                failed=self.problem,
                page=self,
            ),
        )

    def _on_saved(self, name: str) -> None:
        self.say(f"The directory is saved as {name}. It can be brought in here or at another desk.")

    # --- keys ---------------------------------------------------------------------------------------------------------

    def _on_go_on(self) -> None:
        (self._on_save if self._state == ONE else self._on_bring)()

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command("add_organisation", "Add an organisation", self._on_new, keys="Ctrl+Shift+O"),
            Command("bring_in_directory", "Bring in a directory file", self._on_pick),
            Command("save_directory", "Save the directory as CSV", self._on_export),
            Command(
                "keep_organisation", "Save the organisation, or bring the file in", self._on_go_on,
                keys="Ctrl+Return",
                enabled_when=lambda: self._state == ONE or (self._state == FILE and not self.bring_button.reason),
            ),
        )  # fmt: skip


def _short(name: str) -> str:
    """Give a name as a title: what does not fit one line at twice the size is left to the field below."""
    return name if len(name) <= LONGEST_TITLE else f"{name[: LONGEST_TITLE - 1].rstrip()}…"
