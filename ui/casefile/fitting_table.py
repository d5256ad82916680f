"""A list that fits its width at any size of text: columns fold into the first one's second line, long words break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ui.parts import TextBox
from ui.table_model import SECOND_LINE
from ui.tables import SIDE, Column, RowDrawing, Table
from ui.theme import SECOND, theme

#: How many lines of a text stand in a row at most, and of how many rows the height is measured.
LINES, MEASURED = 4, 1000
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
Index = QModelIndex | QPersistentModelIndex


class FittingTable(Table):
    """A table without sideways scrolling. ``folds`` are the columns that give way first, ``wraps`` the one that breaks."""

    def __init__(
        self, name: str, columns: Sequence[Column], *, folds: Sequence[int] = (), wraps: int = -1
    ) -> None:
        self._folds, self._wraps = tuple(folds), wraps
        super().__init__(name, columns)
        self.setItemDelegate(FittingDrawing(self, wraps))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def folded(self, row: Any) -> str:
        """Say what stands in the columns that gave way."""
        hidden = (column for at, column in enumerate(self.rows.columns) if self.isColumnHidden(at))
        shown = (f"{one.show(row)} {one.second(row) if one.second else ''}".strip() for one in hidden)
        return " · ".join(words for words in shown if words)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show rows, each as high as its words need."""
        super().show_rows(rows)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what came while the table was out of sight."""
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_model"):
            self.fit()

    def fit(self) -> None:
        """Let columns give way until the rest fits, or share the width out among the rest; once the table is in sight."""
        if not self.isVisible():
            return
        letter, room = self._letter(), self.viewport().width()
        wanted = [int(column.width * letter) + 2 * SIDE for column in self.rows.columns]
        hidden: set[int] = set()
        for at in self._folds:
            if sum(wanted) - sum(wanted[one] for one in hidden) > room:
                hidden.add(at)
        for at in range(len(wanted)):
            self.setColumnHidden(at, at in hidden)
        whole = sum(width for at, width in enumerate(wanted) if at not in hidden)
        if whole <= room and not hidden:
            self._measure()
        else:
            self._measuring = True
            for at, width in enumerate(wanted):
                if at not in hidden:
                    self.horizontalHeader().resizeSection(at, int(width * min(1.0, room / max(1, whole))))
            self._measuring = False
        self._fit_heights()

    def _fit_heights(self) -> None:
        if self._wraps < 0:
            return
        option = QStyleOptionViewItem()
        option.font = self.font()
        drawing, usual = self.itemDelegate(), self.verticalHeader().defaultSectionSize()
        for row in range(min(self.rows.rowCount(), MEASURED)):
            height = drawing.sizeHint(option, self.rows.index(row, self._wraps)).height()
            self.setRowHeight(row, max(usual, height))


class FittingDrawing(RowDrawing):
    """Draws the cells, one column in several lines; what is cut is told when the pointer rests on it."""

    def __init__(self, table: FittingTable, wraps: int) -> None:
        super().__init__(table)
        self._wraps = wraps

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell; of the column that breaks, up to four lines and the quieter line below."""
        if index.column() != self._wraps:
            super().paint(painter, option, index)
            return
        ink = theme().tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        table = self.parent()
        strong = chosen and isinstance(table, QWidget) and table.hasFocus()
        painter.save()
        painter.fillRect(option.rect, QColor(ink.accent_ground if chosen else ink.surface))
        painter.setPen(QPen(QColor(ink.accent if strong else ink.line), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if strong:
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        inner = option.rect.adjusted(SIDE, 8, -SIDE, -8)
        words, second = _words(index)
        lines, _cut = broken(words, option.font, inner.width())
        painter.setFont(option.font)
        painter.setPen(QColor(ink.text))
        painter.drawText(inner, _WRAP, "\n".join(lines))
        if second:
            used = QFontMetrics(option.font).lineSpacing() * len(lines)
            small = _small(option.font)
            painter.setFont(small)
            painter.setPen(QColor(ink.second))
            under = QRect(inner.left(), inner.top() + used, inner.width(), QFontMetrics(small).height())
            shown = QFontMetrics(small).elidedText(second, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(under, int(Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Measure the lines in the column's width."""
        table = self.parent()
        if index.column() != self._wraps or not isinstance(table, FittingTable):
            return super().sizeHint(option, index)
        words, second = _words(index)
        width = table.columnWidth(index.column())
        lines, _cut = broken(words, option.font, width - 2 * SIDE)
        height = QFontMetrics(option.font).lineSpacing() * len(lines)
        height += QFontMetrics(_small(option.font)).height() + 1 if second else 0
        return QSize(width, height + 17)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell the whole of a cell where the pointer rests."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), told(index), view)
        return True


def told(index: Index) -> str:
    """Give all words of a cell, as they stand when the pointer rests on it."""
    return "\n".join(part for part in _words(index) if part)


def broken(words: str, font: QFont, width: int) -> tuple[list[str], bool]:
    """Break words into the lines of a width, four at most; say whether some did not fit."""
    metrics = QFontMetrics(font)
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if line and metrics.horizontalAdvance(longer) > width:
            lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
            line = word
            if len(lines) == LINES:
                break
        else:
            line = longer
    if len(lines) < LINES:
        return [*lines, metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)], False
    lines[-1] = metrics.elidedText(f"{lines[-1]} {line} …", Qt.TextElideMode.ElideRight, width)
    return lines, True


def _words(index: Index) -> tuple[str, str]:
    model = index.model()
    assert isinstance(model, QAbstractItemModel)
    return str(index.data() or ""), str(index.data(SECOND_LINE) or "")


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * SECOND)
    return made


class ListInFull(QWidget):
    """A list, and below it the whole of the row in focus, which Tab reaches and arrows scroll."""

    def __init__(self, table: FittingTable, in_full: Callable[[Any], str], *, lines: int = 2) -> None:
        super().__init__()
        self.table = table
        self._in_full = in_full
        self.whole = TextBox(f"{table.accessibleName()}: the chosen row in full", lines)
        self.whole.setReadOnly(True)
        by = Qt.TextInteractionFlag
        self.whole.setTextInteractionFlags(by.TextSelectableByMouse | by.TextSelectableByKeyboard)
        self.whole.setObjectName("in_full")
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addWidget(table, 1)
        body.addWidget(self.whole)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        table.row_selected.connect(self._on_selected)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show rows and the first of them in full, or hide when there is none."""
        self.whole.set_value("")
        self.table.show_rows(rows)
        self.setVisible(bool(rows))
        if rows and not self.table.currentIndex().isValid():
            self.table.select(0)
        row = self.table.selected()
        if row is not None:
            self._on_selected(row)

    def _on_selected(self, row: Any) -> None:
        self.whole.set_value(self._in_full(row) if row is not None else "")
