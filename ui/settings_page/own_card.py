"""One's own way into the store, and what is known of this laptop: device letter and recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.passphrases import strength
from ui.parts import Card, ErrorSummary, LineBox, PassphraseBox, RowStack, Tick, button, text

MADE_HERE = (
    "Recovery made on this laptop. Its 17 words open this store: whoever made the store wrote them down. Replace it by a "
    "key that the council made elsewhere and keeps locked away."
)
BY_COUNCIL = "The council's recovery key, made elsewhere. This laptop holds only its public half."


class PassphraseCard(Card):
    """Changing one's own passphrase.

    Signals: ``change_asked(str, str)`` the passphrase until now, and the new one.
    """

    change_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("My passphrase")
        self.summary = ErrorSummary()
        self.old = PassphraseBox("Passphrase until now")
        self.new = PassphraseBox("New passphrase")
        self.again = PassphraseBox("New passphrase again")
        self.judged: QLabel = text("At least 15 characters, or five words.", "second")
        self.change_button = button("Change my passphrase", kind="filled", on=self._on_change)
        rows = RowStack()
        self.rows = tuple(rows.add(box.accessibleName(), box) for box in (self.old, self.new, self.again))
        for widget in (self.summary, rows, self.judged, self.change_button):
            self.body.addWidget(widget)
        self.new.changed.connect(self._on_typed)
        self.again.entered.connect(self._on_change)

    def clear_boxes(self) -> None:
        """Empty the boxes."""
        for box in (self.old, self.new, self.again):
            box.clear()

    def _on_typed(self) -> None:
        self.judged.setText(strength(self.new.value()).words)

    def _on_change(self) -> None:
        judged = strength(self.new.value())
        wrong: list[tuple[str, QWidget]] = []
        if not self.old.value():
            wrong.append(("Type your passphrase until now.", self.old))
        if not judged.will_do:
            wrong.append((judged.words, self.new))
        elif self.new.value() != self.again.value():
            wrong.append(("The two new passphrases are not the same.", self.again))
        said = {id(field): words for words, field in wrong}
        for row in self.rows:
            row.set_problem(said.get(id(row.field), ""))
        if not self.summary.show_errors(wrong):
            self.change_asked.emit(self.old.value(), self.new.value())


class DeviceCard(Card):
    """Device letter, store, and the recovery key with its replacement.

    Signals: ``replace_asked(str, Path)`` the words of the key until now, and the file of the council's public half.
    """

    replace_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("This laptop")
        rows = RowStack()
        self.device = rows.add_words("Device letter", "")
        self.store = rows.add_words("Store", "")
        self.recovery = rows.add_words("Recovery", "")
        self.disk = rows.add_words("Lies on", "")
        self.words = LineBox("The 17 words of the key until now", "seventeen words")
        self.file = LineBox("File of the council's public half", "recovery.public")
        self.choose = button("Choose…", on=self._on_choose, accessible="Choose the file of the public half")
        self.replace_button = button("Replace the recovery key", on=self._on_replace)
        self.understood = Tick("I know that the old words open this store no longer")
        self.summary = ErrorSummary()
        held = Card("Replace the recovery key")
        stack = RowStack()
        self.words_row = stack.add(
            "Words until now", self.words, "They prove the old key, and carry the log's seal over."
        )
        self.file_row = stack.add("Public half", self.file, "Made with: mash-desk recovery-key --out FOLDER")
        for widget in (self.summary, stack, self.choose, self.understood, self.replace_button):
            held.body.addWidget(widget)
        self.body.addWidget(rows)
        self.body.addWidget(held)

    def show_facts(self, device: str, store: str, made: str, disk: str, reason: str) -> None:
        """Show what is known; ``reason`` says why whoever looks may not replace the key."""
        self.device.setText(f"{device}: every reference made here carries it, such as P-{device}00731-…")
        self.store.setText(store)
        self.recovery.setText(BY_COUNCIL if made == "council" else MADE_HERE)
        self.disk.setText(disk)
        for field in (self.words, self.file, self.understood):
            field.setEnabled(not reason)
        self.choose.set_reason(reason)
        self.replace_button.set_reason(reason)
        self.words_row.set_hint(reason or "They prove the old key, and carry the log's seal over.")

    def clear_boxes(self) -> None:
        """Empty the boxes."""
        self.words.set_value("")
        self.file.set_value("")
        self.understood.setChecked(False)

    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, "Choose the public half", "", "Public half (*.public);;All files (*)"
        )
        if chosen:
            self.file.set_value(chosen)

    def _on_replace(self) -> None:
        wrong: list[tuple[str, QWidget]] = []
        if not self.words.value():
            wrong.append(("Type the 17 words of the key until now.", self.words))
        if not self.file.value():
            wrong.append(("Choose the file of the council's public half.", self.file))
        if not self.understood.isChecked():
            wrong.append(("Say that you know what happens to the old words.", self.understood))
        self.words_row.set_problem(wrong[0][0] if wrong and wrong[0][1] is self.words else "")
        self.file_row.set_problem(next((said for said, field in wrong if field is self.file), ""))
        if not self.summary.show_errors(wrong):
            self.replace_asked.emit(self.words.value(), Path(self.file.value()))
