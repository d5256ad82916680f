"""A field under its label, in a row of fields that breaks where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.words import names_field, text

#: So many letters of the page's type are as wide as a field.
LETTERS = 26


class FieldAbove(QWidget):
    """A field with its label above it, so wide that two stand beside one another at twice the text."""

    def __init__(self, label: str, field: QWidget) -> None:
        super().__init__()
        shown_label = text(label, "label", wrap=False)
        names_field(shown_label, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(shown_label)
        column.addWidget(field)

    def sizeHint(self) -> QSize:
        """Give the field the width of its letters."""
        width = self.fontMetrics().averageCharWidth() * LETTERS
        height = self.heightForWidth(width) if self.hasHeightForWidth() else super().sizeHint().height()
        return QSize(width, height)
