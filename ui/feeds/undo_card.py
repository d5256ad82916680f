"""What undoing a batch does, in numbers, and why it is done: asked before anything happens."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.feeds.undoing import Undoing
from app.frontdoor.rows import counted
from ui.parts import Card, FlowLayout, LineBox, RowStack, announce, button, text


class UndoCard(Card):
    """A card that stands above the batch until the officer undoes it or keeps it.

    Signals: ``undo_asked(str)`` undo it, for this reason; ``kept()`` it stays as it is.
    """

    undo_asked = Signal(str)
    kept = Signal()

    def __init__(self) -> None:
        super().__init__("Undo this batch?")
        self._words = text("")
        self.because = LineBox("Why it is undone", "such as: wrong file, sent again tomorrow")
        rows = RowStack()
        rows.add("Why it is undone", self.because)
        self.undo = button("Undo the batch", on=self._on_undo)
        self.keep = button("Keep it", on=self.put_away)
        presses = FlowLayout(gap=10)
        presses.addWidget(self.undo)
        presses.addWidget(self.keep)
        self.add(self._words)
        self.add(rows)
        self.body.addLayout(presses)
        self.because.changed.connect(self._settle)
        self.hide()

    def foresee(self, what: Undoing) -> None:
        """Say what would happen."""
        leaving = counted(what.people_leaving, "person is", "people are")
        links = f"; {counted(what.links_ending, 'link ends', 'links end')}" if what.links_ending else ""
        shares = f" {what.shares_words}" if what.shares else ""
        self._words.setText(
            f"{leaving} known from {what.reference} alone and will leave the lists{links}.{shares} Nothing is "
            "destroyed, and the records that wait are compared again."
        )
        self.because.set_value("")
        self._settle()
        self.show()
        self.because.setFocus()
        announce(self, self.words())

    def words(self) -> str:
        """Give what the card says; empty while it is hidden."""
        return self._words.text() if not self.isHidden() else ""

    def put_away(self) -> None:
        """Leave the batch as it is."""
        self.hide()
        self.kept.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the batch with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _settle(self) -> None:
        self.undo.set_reason("" if self.because.value() else "Say why it is undone")

    def _on_undo(self) -> None:
        if self.because.value():
            self.undo_asked.emit(self.because.value())
