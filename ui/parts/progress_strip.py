"""How far a long work is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from ui.operations import Watch
from ui.parts.announcing import announce
from ui.parts.key_button import button
from ui.parts.words import text


class ProgressStrip(QFrame):
    """A strip that is hidden until a work begins.

    Signals: ``cancel_asked()`` Cancel was pressed.
    """

    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._watch: Watch | None = None
        self._words: QLabel = text("", "body")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._cancel = button("Cancel", on=self._on_cancel)
        self.cancel_asked.connect(self._on_cancel_asked)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._words)
        left.addWidget(self._bar)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 12)
        line.setSpacing(16)
        line.addLayout(left, 1)
        line.addWidget(self._cancel)
        self.hide()

    def begin(self, words: str) -> None:
        """Show that a work has begun."""
        self._words.setText(words)
        self._bar.setRange(0, 0)
        self._cancel.set_reason("")
        self.show()
        announce(self, words)

    def report(self, done: int, total: int = 0, words: str = "") -> None:
        """Show how far it is; with a total of 0 nobody knows. Once Cancel was pressed the words stay at that."""
        if self.isHidden():
            self.show()
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if words and not self._cancel.reason:
            self._words.setText(words)

    def end(self) -> None:
        """Hide the strip: the work is over."""
        self._watch = None
        self.hide()

    def follow(self, watch: Watch) -> None:
        """Show the work that a watch belongs to until it ends; Cancel asks it, and no work before it, to stop."""
        self._watch = watch
        self.begin("Working…")
        watch.told.connect(self.report)
        watch.ended.connect(self.end)

    def words(self) -> str:
        """Give what the strip says."""
        return self._words.text()

    def _on_cancel(self) -> None:
        self._cancel.set_reason("Stopping at the next safe place.")
        self._words.setText("Stopping at the next safe place…")
        self.cancel_asked.emit()

    def _on_cancel_asked(self) -> None:
        if self._watch is not None:
            self._watch.stop()
