"""The window before the desk: the store's name, the passphrase, what to do if it is forgotten; nothing about children."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import DeskError
from ui.late_vault import Vault
from ui.operations import Operations
from ui.parts import (
    Card,
    CentredCard,
    CodeBox,
    FlowLayout,
    KeyButton,
    LineBox,
    NoticeBar,
    PassphraseBox,
    button,
    labelled,
    text,
)

FORGOTTEN = (
    "Nobody can read a passphrase back. Use the council's recovery key below, or ask a colleague who has a way in of "
    "their own to give you a new one."
)
WIDTH = 460


class UnlockWindow(QWidget):
    """The unlock window of one store.

    Signals: ``unlocked(Desk)`` the desk is open; ``other_store_asked()``, ``new_store_asked()`` and ``restore_asked()``
    the officer wants another store, a new one, or one made again from a backup; ``closed()`` the window was closed
    without unlocking; ``drawn()`` it is in sight for the first time.
    """

    unlocked = Signal(object)
    other_store_asked = Signal()
    new_store_asked = Signal()
    restore_asked = Signal()
    closed = Signal()
    drawn = Signal()

    def __init__(self, store: Path, vault: Vault, operations: Operations) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("MASH Desk")
        self._store = store
        self._vault = vault
        self._operations = operations
        self._officers: tuple[str, ...] = ()
        self._done = False
        self._drawn = False
        self.notice = NoticeBar()
        self.officer = CodeBox("Officer", hint="Choose your name")
        self.passphrase = PassphraseBox("Passphrase")
        self.words = LineBox("Recovery key: its 17 words", "seventeen words")
        self.open_button: KeyButton = button("Unlock", "Return", "filled", self._on_unlock)
        self.recovery_button: KeyButton = button("Use the recovery key", kind="link", on=self._on_recovery)
        self.repair_button: KeyButton = button("Repair the first bytes", on=self._on_repair)
        self._build()
        self.passphrase.entered.connect(self._on_unlock)
        self.words.returnPressed.connect(self._on_unlock)

    def start(self) -> None:
        """Find out whose store it is; called when the window is in sight."""
        self._operations.call(
            self._vault.officers_of, self._store, done=self.show_officers, failed=self._on_failed, page=self
        )
        self.passphrase.setFocus()

    def show_officers(self, names: tuple[str, ...]) -> None:
        """Show who can open the store; a single one is chosen already."""
        self._officers = names
        self.officer.set_choices((name, name) for name in names)
        if len(names) == 1:
            self.officer.set_value(names[0])
        self._officer_place.setVisible(len(names) != 1)
        self._who.setText(names[0] if len(names) == 1 else "")
        self._who.setVisible(len(names) == 1)
        if len(names) > 1:
            self.officer.setFocus()

    def fill_in_made_up(self, passphrase: str) -> None:
        """Fill the passphrase of the made-up borough in: it is no secret."""
        self.passphrase.box.setText(passphrase)
        self.notice.say("Made-up people only: the passphrase is filled in. Press Enter.", "accent")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when the window is drawn for the first time."""
        super().paintEvent(event)
        if not self._drawn:
            self._drawn = True
            self.drawn.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window was closed, unless the desk is open now."""
        super().closeEvent(event)
        if not self._done:
            self.closed.emit()

    def _build(self) -> None:
        card = Card()
        card.body.setContentsMargins(26, 22, 26, 22)
        card.body.setSpacing(10)
        card.add(text(self._store.stem, "title"))
        card.add(text("Encrypted store. Your passphrase opens it; nothing leaves this computer.", "second"))
        card.add(self.notice)
        self._who = text("", "strong")
        self._who.hide()
        card.add(self._who)
        self._officer_place = labelled("Officer", self.officer)
        self._passphrase_place = labelled("Passphrase", self.passphrase)
        self._words_place = labelled("Recovery key", self.words)
        self._words_place.hide()
        for place in (self._officer_place, self._passphrase_place, self._words_place):
            card.add(place)
        self.repair_button.hide()
        acts = FlowLayout(gap=12)
        acts.addWidget(self.open_button)
        acts.addWidget(self.repair_button)
        card.body.addLayout(acts)
        card.add(text("Forgotten?", "section"))
        card.add(text(FORGOTTEN, "second"))
        others = FlowLayout(gap=18)
        others.addWidget(self.recovery_button)
        others.addWidget(button("Open another store", kind="link", on=self.other_store_asked.emit))
        others.addWidget(button("Make a new store", kind="link", on=self.new_store_asked.emit))
        others.addWidget(button("Restore from a backup", kind="link", on=self.restore_asked.emit))
        card.body.addLayout(others)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(CentredCard(card, WIDTH))
        self.resize(760, 560)

    def _on_recovery(self) -> None:
        by_words = self._words_place.isHidden()
        self._words_place.setVisible(by_words)
        self._passphrase_place.setVisible(not by_words)
        self.recovery_button.set_words("Use the passphrase" if by_words else "Use the recovery key")
        (self.words if by_words else self.passphrase).setFocus()

    def _on_unlock(self) -> None:
        officer = self.officer.value()
        by_words = not self._words_place.isHidden()
        typed = self.words.value() if by_words else self.passphrase.value()
        if officer is None:
            self.notice.say("Choose your name first.", "amber")
            self.officer.setFocus()
        elif not typed:
            self.notice.say("Type the recovery key." if by_words else "Type your passphrase.", "amber")
            (self.words if by_words else self.passphrase).setFocus()
        elif self.open_button.isEnabled():
            self.open_button.set_reason("Opening the store.")
            self.open_button.set_words("Opening…")
            way: Any = self._vault.open_with_words if by_words else self._vault.open_store
            self._operations.call(
                way, self._store, officer, typed, done=self._on_opened, failed=self._on_failed, page=self
            )

    def _on_repair(self) -> None:
        self._operations.call(
            self._vault.repair,
            self._store,
            self.officer.value() or "",
            self.passphrase.value(),
            done=self._on_repaired,
            failed=self._on_failed,
            page=self,
        )

    def _on_repaired(self, _nothing: object) -> None:
        self.repair_button.hide()
        self.notice.say("The first bytes of the store are written again. Unlock it now.", "green")

    def _on_opened(self, desk: object) -> None:
        self._done = True
        self.passphrase.clear()
        self.words.clear()
        self.unlocked.emit(desk)

    def _on_failed(self, error: DeskError) -> None:
        self.open_button.set_reason("")
        self.open_button.set_words("Unlock")
        self.notice.say_problem(error)
        self.repair_button.setVisible(getattr(error, "name", "") == "salt_damaged")
        self.passphrase.box.selectAll()
        if self._passphrase_place.isVisible():
            self.passphrase.setFocus()
