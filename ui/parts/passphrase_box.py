"""A box for a passphrase: hidden while it is typed, shown on request, and pasting is allowed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.parts.key_button import button
from ui.parts.text_box import LineBox


class PassphraseBox(QWidget):
    """A box that hides what is typed, with a button that shows it; pasting is allowed.

    Signals: ``changed()`` it holds another text; ``entered()`` Enter was pressed in it.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.box = LineBox(label)
        self.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.reveal = button("Show", on=self._on_reveal, accessible=f"Show {label.lower()}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.box, 1)
        line.addWidget(self.reveal)
        self.setFocusProxy(self.box)
        self.box.changed.connect(self.changed)
        self.box.returnPressed.connect(self.entered)

    def value(self) -> str:
        """Give the passphrase, blanks at its ends included."""
        return self.box.text()

    def clear(self) -> None:
        """Empty the box and hide what is typed again."""
        self.box.clear()
        self._show(False)

    def _on_reveal(self) -> None:
        self._show(self.box.echoMode() == QLineEdit.EchoMode.Password)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.box.setEchoMode(mode.Normal if shown else mode.Password)
        label = self.box.accessibleName().lower()
        self.reveal.set_words("Hide" if shown else "Show")
        self.reveal.setAccessibleName(f"{'Hide' if shown else 'Show'} {label}")
