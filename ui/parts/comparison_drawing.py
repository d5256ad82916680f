"""How the cells of a comparison are drawn: a chip, words that wrap, a mark, and a ground where sides disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui import typefaces
from ui.parts.chip import verdict_mark
from ui.theme import SECOND, theme

if TYPE_CHECKING:
    from ui.parts.comparison import CompareCell

CELL = int(Qt.ItemDataRole.UserRole) + 1
SIDE, TOP, GAP = 12, 8, 8
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
Index = QModelIndex | QPersistentModelIndex


class CellDrawing(QStyledItemDelegate):
    """Draws and measures one cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, line, chip, words and focus."""
        ink, cell = theme().tokens, _cell(index)
        place = option.rect
        painter.save()
        painter.fillRect(place, QColor(ink.ground(cell.tone) if cell.tone else ink.surface))
        if index.row() < index.model().rowCount() - 1:  # the frame is the last line
            painter.setPen(QColor(ink.line))
            painter.drawLine(place.bottomLeft(), place.bottomRight())
        inner = place.adjusted(SIDE, TOP, -SIDE, -TOP)
        if cell.verdict:
            inner = _draw_chip(painter, inner, option.font, cell)
        painter.setFont(_words_font(option.font, cell))
        colour = ink.second if index.column() == 0 else ink.accent if cell.link else ink.text
        painter.setPen(QColor(colour))
        painter.drawText(inner, _WRAP, _words(cell))
        if cell.note:
            self._draw_note(painter, inner, option, cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(ink.accent), 2))
            painter.drawRect(place.adjusted(2, 2, -2, -3))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Measure the words in the column's width."""
        cell = _cell(index)
        table = self.parent()
        width = table.columnWidth(index.column()) if isinstance(table, QTableView) else 200
        room = max(24, width - 2 * SIDE - (_chip_width(option.font, cell) if cell.verdict else 0))
        height = _height(_words_font(option.font, cell), room, _words(cell))
        if cell.note:
            height += _height(_small(option.font), room, cell.note) + 2
        least = _height(option.font, 999, "X") + (4 if cell.verdict else 0)
        return QSize(width, max(height, least) + 2 * TOP + 1)

    @staticmethod
    def _draw_note(painter: QPainter, inner: QRect, option: QStyleOptionViewItem, cell: CompareCell) -> None:
        used = _height(_words_font(option.font, cell), inner.width(), _words(cell)) if _words(cell) else 0
        painter.setFont(_small(option.font))
        painter.setPen(QColor(theme().tokens.second))
        painter.drawText(inner.adjusted(0, used + 2, 0, 0), _WRAP, cell.note)


class HeadingDrawing(QHeaderView):
    """A heading of two lines: who, and below it smaller when and how."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """Measure the highest heading at its width."""
        heights = [self._height(section) for section in range(self.count())]
        return QSize(100, max(heights, default=30))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one heading."""
        ink = theme().tokens
        painter.save()
        painter.fillRect(rect, QColor(ink.header))
        painter.setPen(QColor(ink.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(SIDE, TOP + 2, -SIDE, -TOP)
        title, note = self._texts(logicalIndex)
        bold = _bold(self.font())
        painter.setFont(bold)
        painter.setPen(QColor(ink.text))
        painter.drawText(inner, _WRAP, title)
        painter.setFont(_small(self.font()))
        painter.setPen(QColor(ink.second))
        used = _height(bold, inner.width(), title) if title else 0
        painter.drawText(inner.adjusted(0, used + 1, 0, 0), _WRAP, note)
        painter.restore()

    def _height(self, section: int) -> int:
        room = max(24, self.sectionSize(section) - 2 * SIDE)
        title, note = self._texts(section)
        height = _height(_bold(self.font()), room, title or "X")
        return height + (_height(_small(self.font()), room, note) if note else 0) + 2 * TOP + 4

    def _texts(self, section: int) -> tuple[str, str]:
        model, across = self.model(), Qt.Orientation.Horizontal
        if not isinstance(model, QAbstractItemModel):  # the table is going away
            return "", ""
        title = model.headerData(section, across, Qt.ItemDataRole.DisplayRole)
        return str(title or ""), str(model.headerData(section, across, Qt.ItemDataRole.UserRole) or "")


def _cell(index: Index) -> CompareCell:
    return cast("CompareCell", index.data(CELL))


def _words(cell: CompareCell) -> str:
    return f"{cell.text} {cell.mark}".strip() if cell.mark else cell.text


def _words_font(font: QFont, cell: CompareCell) -> QFont:
    made = _bold(font) if cell.strong else QFont(font)
    made.setUnderline(cell.link)
    if typefaces.has_free_mark(cell.text):
        made.setFamilies(typefaces.MARKED_CHAIN)
    return made


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * SECOND)
    return made


def _height(font: QFont, width: int, words: str) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), _WRAP, words).height()


def _chip_width(font: QFont, cell: CompareCell) -> int:
    words, _tone = verdict_mark(cell.verdict, cell.verdict_words)
    return QFontMetrics(_bold(_small(font))).horizontalAdvance(words) + 18 + GAP


def _draw_chip(painter: QPainter, inner: QRect, font: QFont, cell: CompareCell) -> QRect:
    """Draw the chip at the left of a cell and give what is left of it."""
    ink = theme().tokens
    words, tone = verdict_mark(cell.verdict, cell.verdict_words)
    small = _bold(_small(font))
    width, height = _chip_width(font, cell) - GAP, QFontMetrics(small).height() + 5
    box = QRectF(inner.left() + 0.5, inner.top() - 1.5, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(ink.ground(tone)))
    painter.setPen(QPen(QColor(ink.edge(tone)), 1))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(small)
    painter.setPen(QColor(ink.tone(tone)))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    return inner.adjusted(width + GAP, 0, 0, 0)
