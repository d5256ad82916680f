"""A box to tick whose words break into lines where the place is narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton

from ui.theme import theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_EDGE, _GAP = 4, 9


class Tick(QCheckBox):
    """A tick box; its words are its accessible name and wrap."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the words at a width."""
        room = max(40, width - self._left() - _EDGE)
        words = QFontMetrics(self.font()).boundingRect(QRect(0, 0, room, 10_000), _WRAP, self.text())
        return max(24, words.height() + 2 * _EDGE, self._box().height() + 2 * _EDGE)

    def sizeHint(self) -> QSize:
        """Give the size of the words in one line."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + self._left() + 2 * _EDGE
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give the width of a few words."""
        longest = max(
            (QFontMetrics(self.font()).horizontalAdvance(word) for word in self.text().split()), default=0
        )
        return QSize(longest + self._left() + 2 * _EDGE, 24)

    def hitButton(self, pos: QPoint) -> bool:
        """Take a press anywhere on box and words."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box as the style has it, the words beside it, and the focus round both."""
        ink, painter, option = theme().tokens, QPainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.rect = self._box()
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, self)
        painter.setPen(QColor(ink.text if self.isEnabled() else ink.second))
        place = self.rect().adjusted(self._left(), _EDGE, -_EDGE, 0)
        painter.drawText(place, _WRAP, self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(ink.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _box(self) -> QRect:
        side = round(self.font().pointSizeF() * 1.5) + 2
        line = QFontMetrics(self.font()).height()
        return QRect(_EDGE, _EDGE + max(0, (line - side) // 2), side, side)

    def _left(self) -> int:
        return self._box().right() + _GAP
