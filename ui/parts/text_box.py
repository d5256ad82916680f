"""Boxes to type in: one line, or some lines that Tab leaves."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy


class LineBox(QLineEdit):
    """One line. Signals: ``changed()`` it holds another text."""

    changed = Signal()

    def __init__(self, label: str, hint: str = "", *, letters: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self._letters = letters
        if letters:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        """Give the text without blanks at its ends."""
        return self.text().strip()

    def set_value(self, words: str) -> None:
        """Put a text into the box."""
        self.setText(words)

    def sizeHint(self) -> QSize:
        """Give room for as many letters as were asked for."""
        size = super().sizeHint()
        if self._letters:
            size.setWidth(self.fontMetrics().averageCharWidth() * self._letters + 24)
        return size


class TextBox(QPlainTextEdit):
    """Some lines; Tab goes on to the next field. Signals: ``changed()`` it holds another text."""

    changed = Signal()

    def __init__(self, label: str, lines: int = 3, hint: str = "") -> None:
        super().__init__()
        self._lines = lines
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        """Give the text without blanks at its ends."""
        return self.toPlainText().strip()

    def set_value(self, words: str) -> None:
        """Put a text into the box."""
        self.setPlainText(words)

    def sizeHint(self) -> QSize:
        """Give room for the lines that were asked for."""
        return QSize(240, QFontMetrics(self.font()).lineSpacing() * self._lines + 20)

    def minimumSizeHint(self) -> QSize:
        """Keep the lines in sight."""
        return QSize(120, self.sizeHint().height())
