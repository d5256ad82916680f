"""What stands where a list will be: one sentence, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.parts.card import Card
from ui.parts.key_button import KeyButton
from ui.parts.words import text


class EmptyState(Card):
    """A sentence about what will be here, and the act that brings it.

    Signals: ``asked()`` the button was pressed.
    """

    asked = Signal()

    def __init__(self, sentence: str, button_words: str = "", keys: str = "") -> None:
        super().__init__()
        self.body.setContentsMargins(24, 28, 24, 28)
        self._sentence = text(sentence)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self._sentence)
        self.button = KeyButton(button_words, keys)
        if not button_words:
            self.button.hide()  # never shown here: without a parent it would flash up as a window of its own
        self.button.clicked.connect(lambda _checked=False: self.asked.emit())
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.setAccessibleName(sentence)

    def set_sentence(self, sentence: str) -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
