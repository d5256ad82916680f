"""The window in which a store is made again from a backup: which file, whose way in, and where the store goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import DeskError
from ui.late_vault import Vault
from ui.operations import Operations
from ui.parts import (
    Card,
    CentredCard,
    CodeBox,
    ErrorSummary,
    FlowLayout,
    LineBox,
    NoticeBar,
    PassphraseBox,
    ProgressStrip,
    RowStack,
    Tick,
    button,
    text,
)

WIDTH = 640
WHAT_IT_DOES = (
    "Every page and the whole log of the backup are checked before anything of it is used. The store made from it is a new "
    "file with a new device letter; a store that is there already is never written over."
)


class RestoreWindow(QWidget):
    """Making a store again.

    Signals: ``restored(Path)`` it is there and can be unlocked; ``given_up()`` back to where one came from;
    ``closed()`` the window was closed.
    """

    restored = Signal(object)
    given_up = Signal()
    closed = Signal()

    def __init__(self, vault: Vault, operations: Operations) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("MASH Desk")
        self._vault, self._operations = vault, operations
        self._done = False
        self.summary, self.notice, self.progress = ErrorSummary(), NoticeBar(), ProgressStrip()
        self.file, self.place = LineBox("Backup"), LineBox("New store file")
        self.officer = CodeBox("Officer", hint="Choose the backup first")
        self.passphrase, self.words = PassphraseBox("Passphrase"), LineBox("Recovery key", "seventeen words")
        self.by_words = Tick("Use the recovery key instead of a passphrase")
        self.found = text("", "second")
        self.restore_button = button("Make the store again", "Ctrl+Return", "filled", self._on_restore)
        self.restore_button.setShortcut("Ctrl+Return")
        self.back_button = button("Back", on=self._on_back)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.place.set_value(str(Path(folder) / "restored.mash"))
        self._build()
        self.file.editingFinished.connect(self.look)
        self.by_words.toggled.connect(self._on_by_words)
        self.passphrase.entered.connect(self._on_restore)

    def look(self) -> None:
        """Look into the backup that is named, and say what it is."""
        if self.file.value():
            path = Path(self.file.value())
            self._operations.call(
                self._vault.look_into, path, done=self.show_backup, failed=self._on_failed, page=self
            )

    def show_backup(self, said: tuple[str, str, tuple[str, ...]]) -> None:
        """Show when a backup was made, and offer who has a way into it."""
        made, head, owners = said
        self.notice.clear()
        self.found.setText(f"Made {made}, at log head {head}.")
        self.officer.set_choices((name, name) for name in owners)
        if len(owners) == 1:
            self.officer.set_value(owners[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window was closed."""
        super().closeEvent(event)
        if not self._done:
            self.closed.emit()

    def _build(self) -> None:
        card = Card()
        card.body.setContentsMargins(28, 22, 28, 22)
        card.body.setSpacing(12)
        rows = RowStack()
        self.file_row = rows.add(
            "Backup", self._chosen_by(self.file, self._on_choose_file, "Choose the backup")
        )
        self.officer_row = rows.add("Officer", self.officer, "An administrator of the day of the backup.")
        self.passphrase_row = rows.add("Passphrase", self.passphrase, "The one of that day.")
        self.words_row = rows.add("Recovery key", self.words)
        self.words_row.setVisible(False)
        self.way_row = rows.add("Forgotten?", self.by_words)
        self.place_row = rows.add(
            "New store file",
            self._chosen_by(self.place, self._on_choose_place, "Choose where the store goes"),
            "On this computer's own disk, not in a folder that a service copies.",
        )
        inside: tuple[QWidget, ...] = (
            text("Restore from a backup", "title"), text(WHAT_IT_DOES, "second"),
            self.summary, self.notice, self.progress, rows, self.found,
        )  # fmt: skip
        for widget in inside:
            card.add(widget)
        acts = FlowLayout(gap=12)
        acts.addWidget(self.restore_button)
        acts.addWidget(self.back_button)
        card.body.addLayout(acts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(CentredCard(card, WIDTH))
        self.resize(900, 680)

    @staticmethod
    def _chosen_by(box: LineBox, on: Callable[[], object], accessible: str) -> QWidget:
        held = QWidget()
        held.setAccessibleName(box.accessibleName())
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(box, 1)
        line.addWidget(button("Choose…", on=on, accessible=accessible))
        held.setFocusProxy(box)
        return held

    def _on_choose_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, "Choose a backup", "", "Backups (*.mashbackup);;All files (*)"
        )
        if chosen:
            self.file.set_value(chosen)
            self.look()

    def _on_choose_place(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "Where the store goes", self.place.value(), "Stores (*.mash)"
        )
        if chosen:
            self.place.set_value(chosen if chosen.endswith(".mash") else f"{chosen}.mash")

    def _on_by_words(self, by_words: bool) -> None:
        self.words_row.setVisible(by_words)
        self.passphrase_row.setVisible(not by_words)

    def _on_restore(self) -> None:
        by_words = self.by_words.isChecked()
        typed = self.words.value() if by_words else self.passphrase.value()
        asked = (
            (self.file.value(), "Choose the backup.", self.file_row),
            (self.officer.value(), "Choose the officer.", self.officer_row),
            (typed, "Type the recovery key." if by_words else "Type the passphrase.",
             self.words_row if by_words else self.passphrase_row),
            (self.place.value(), "Say where the store goes.", self.place_row),
        )  # fmt: skip
        for value, words, row in asked:
            row.set_problem("" if value else words)
        wrong = [(words, row.field) for value, words, row in asked if not value]
        if self.summary.show_errors(wrong) or not self.restore_button.isEnabled():
            return
        self.restore_button.set_reason("The store is being made.")
        self.progress.begin("Checking every page of the backup, and making the store…")
        self._operations.call(
            self._vault.restore, Path(self.file.value()), Path(self.place.value()), self.officer.value(), typed,
            by_words=by_words, done=self._on_restored, failed=self._on_failed, page=self,
        )  # fmt: skip

    def _on_restored(self, _device: str) -> None:
        self._done = True
        self.passphrase.clear()
        self.words.clear()
        self.restored.emit(Path(self.place.value()))

    def _on_back(self) -> None:
        self._done = True
        self.given_up.emit()

    def _on_failed(self, error: DeskError) -> None:
        self.progress.end()
        self.restore_button.set_reason("")
        self.notice.say_problem(error)
