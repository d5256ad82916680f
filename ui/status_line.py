"""The line at the foot of the window: which store, what just happened, whether something is being worked on."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui.parts import announce, text

#: Work that takes longer than this says so, in milliseconds.
SAY_BUSY_AFTER = 150


class StatusLine(QFrame):
    """The status line."""

    def __init__(self, store: str) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 4, 18, 4)
        line.setSpacing(20)
        words = f"Store: {store} · encrypted" if store else "Store encrypted"
        self._store_words = words
        self._store: QLabel = text(words, "second", wrap=False)
        line.addWidget(self._store)
        self._backup: QLabel = text("", "second", wrap=False)
        self._backup.hide()
        line.addWidget(self._backup)
        self._said: QLabel = text("", "second")
        line.addWidget(self._said, 1)
        self._busy: QLabel = text("Working…", "second", wrap=False)
        self._busy.hide()
        line.addWidget(self._busy)
        self._busy_soon = QTimer(self)
        self._busy_soon.setSingleShot(True)
        self._busy_soon.setInterval(SAY_BUSY_AFTER)
        self._busy_soon.timeout.connect(self._busy.show)

    def say(self, words: str) -> None:
        """Tell what happened, and announce it."""
        self._said.setText(words)
        announce(self, words)

    def say_check(self, words: str) -> None:
        """Say beside the store's name how the check of its pages and its log stands."""
        self._store.setText(f"{self._store_words} · {words}" if words else self._store_words)

    def say_backup(self, words: str) -> None:
        """Say when the last backup was made, or why none was."""
        self._backup.setText(words)
        self._backup.setVisible(bool(words))

    def backup_words(self) -> str:
        """Give what is said of the last backup."""
        return self._backup.text()

    def store_words(self) -> str:
        """Give what is said of the store."""
        return self._store.text()

    def words(self) -> str:
        """Give what was told last."""
        return self._said.text()

    def show_busy(self, busy: bool) -> None:
        """Say after a moment that something is being worked on."""
        if busy:
            self._busy_soon.start()
        else:
            self._busy_soon.stop()
            self._busy.hide()
