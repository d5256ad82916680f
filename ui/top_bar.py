"""The bar above every page: one box for everything, and Lock."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy

from ui.parts import KeyButton, shown_keys
from ui.theme import theme


class FindBox(QLineEdit):
    """The box; it teaches its own key at its right end while it is empty."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self._keys = shown_keys(keys)
        self.setAccessibleName("Find a child, reference, or command")
        self.setAccessibleDescription(f"Key: {self._keys}")
        self.setPlaceholderText("Find a child, reference, or command")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Give room for the words that stand in it while it is empty."""
        return QSize(theme().px(420), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key cap over the empty box."""
        super().paintEvent(event)
        if self.text():
            return
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.86)
        metrics = QFontMetrics(font)
        width, height = metrics.horizontalAdvance(self._keys) + 10, metrics.height() + 2
        words = QFontMetrics(self.font()).horizontalAdvance(self.placeholderText())
        if words + width + 40 > self.width():
            return
        box = QRectF(self.width() - width - 8, (self.height() - height) / 2, width, height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.line), 1))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.second))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._keys)


class TopBar(QFrame):
    """The bar; buttons are added before Lock with ``add``."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.box = FindBox("Ctrl+K")
        self.lock = KeyButton("Lock", "Ctrl+L")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(18, 5, 18, 5)
        self._line.setSpacing(14)
        self._line.addWidget(self.box, 1)
        self._line.addStretch(1)
        self._line.addWidget(self.lock)

    def add(self, made: KeyButton) -> None:
        """Add a button before Lock."""
        self._line.insertWidget(self._line.count() - 1, made)
