"""A card in the middle of a window of its own, which scrolls when the text is large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.parts.card import Card
from ui.parts.words import names_field, text
from ui.theme import theme

#: A window narrower than this leaves little room beside the card.
NARROW = 400


class CentredCard(QScrollArea):
    """Shows a card in the middle, ``width`` wide at the usual size of text."""

    def __init__(self, card: Card, width: int) -> None:
        super().__init__()
        self._card = card
        self._width = width
        inside = QWidget()
        inside.setObjectName("page_body")
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(card)
        column.addStretch(2)
        line = self._line = QHBoxLayout(inside)
        line.addStretch(1)
        line.addLayout(column)
        line.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self._measure()
        theme().changed.connect(self._measure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card within the window."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Give the card its width; where the window is narrow, the room beside it goes to the card."""
        beside = 8 if self.width() < NARROW else 20
        self._line.setContentsMargins(beside, 24, beside, 24)
        self._card.setFixedWidth(max(240, min(theme().px(self._width), self.width() - 2 * beside - 20)))


def labelled(label: str, field: QWidget, hint: str = "") -> QWidget:
    """Put a label above a field, and a hint below it."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    words = text(label, "label")
    names_field(words, field)
    column.addWidget(words)
    column.addWidget(field)
    if hint:
        column.addWidget(text(hint, "second"))
        field.setAccessibleDescription(hint)
    return held
