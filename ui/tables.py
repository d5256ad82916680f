"""How a list is drawn, sorted, chosen from and copied: one table for every page, over one model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSettings,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui import typefaces
from ui.clipboard import copy_text
from ui.operations import Operations
from ui.table_model import BLOCK, CHIP, SECOND_LINE, TONE, Column, TableModel
from ui.theme import SECOND, theme

__all__ = ["BLOCK", "Column", "Table", "TableModel"]

SIDE = 12
Index = QModelIndex | QPersistentModelIndex


class Table(QTableView):
    """A table of frozen rows.

    Signals: ``row_chosen(object)`` Enter or a double click on a row; ``row_selected(object)`` another row has the focus;
    ``counted(int)`` how many rows there are now.
    """

    row_chosen = Signal(object)
    row_selected = Signal(object)
    counted = Signal(int)

    def __init__(self, name: str, columns: Sequence[Column], *, rows_shown: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("table_" + "_".join(name.lower().split()))
        self.rows_shown = rows_shown
        self._model = TableModel(columns)
        self._model.setParent(self)
        self.setModel(self._model)
        self.setItemDelegate(RowDrawing(self))
        self._dress()
        self._measure()
        self.horizontalHeader().sortIndicatorChanged.connect(self._on_sort)
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_activated)
        self.customContextMenuRequested.connect(self._on_menu)
        self._model.counted.connect(self._on_counted)

    @property
    def rows(self) -> TableModel:
        """The model under the table."""
        return self._model

    def show_query(
        self, operations: Operations, count: Callable[..., Any], window: Callable[..., Any], *args: Any
    ) -> None:
        """Show what a query gives, in blocks (see ``TableModel.show_query``)."""
        self._model.show_query(operations, count, window, *args)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show rows that are all there already, keeping the focus on the row at which it was."""
        at = self.currentIndex().row()
        self._model.show_rows(rows)
        if 0 <= at < len(rows):
            self._set_current(at)

    def reload(self) -> None:
        """Ask again for what is shown."""
        self._model.reload()

    def selected(self) -> Any:
        """Give the row in focus, or None."""
        index = self.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    def select(self, at: int) -> None:
        """Bring a row into focus."""
        if 0 <= at < self._model.rowCount():
            self._set_current(at)

    def copy(self, *, with_names: bool = False) -> None:
        """Copy the chosen rows; columns that hold names stay behind unless they are asked for."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        copy_text(self._model.as_text(rows, with_names=with_names))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a row with Enter, copy with Ctrl+C; everything else is the table's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_activated(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            event.accept()  # choosing 100,000 rows one by one takes seconds; nothing here needs it
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        """Bring the first row into focus when none is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self._set_current(0)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_model"):
            self._measure()

    def sizeHint(self) -> QSize:
        """Give room for the rows that shall be in sight at once."""
        if not self.rows_shown:
            return super().sizeHint()
        rows = min(max(1, self._model.rowCount()), self.rows_shown)
        header = self.horizontalHeader().sizeHint().height()
        return QSize(400, header + rows * self.verticalHeader().defaultSectionSize() + 4)

    def minimumSizeHint(self) -> QSize:
        """Keep heading and some rows in sight."""
        hint = self.sizeHint()
        least = self.horizontalHeader().sizeHint().height() + 3 * self.verticalHeader().defaultSectionSize()
        return QSize(240, min(hint.height(), least) if not self.rows_shown else hint.height())

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grows = QSizePolicy.Policy.Fixed if self.rows_shown else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, grows)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(all(column.width for column in self._model.columns))
        sorts = any(column.sort for column in self._model.columns)
        header.setSortIndicatorShown(sorts)
        header.setSectionsClickable(sorts)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _measure(self) -> None:
        """Set heights and widths from the text; a width that the officer chose is kept as a share of the letter."""
        line = QFontMetrics(self.font()).height()
        two = any(column.second for column in self._model.columns)
        height = round(line * (2.0 if two else 1.0) + (22 if two else 18))
        self.verticalHeader().setDefaultSectionSize(max(28, height))
        letter = self._letter()
        header, kept = self.horizontalHeader(), QSettings()
        self._measuring = True
        for at, column in enumerate(self._model.columns):
            if column.width:
                width = kept.value(f"{self.objectName()}/{column.title}", column.width, type=int)
                header.resizeSection(at, int(float(str(width)) * letter) + 2 * SIDE)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self._measuring = False
        self.updateGeometry()

    def _letter(self) -> float:
        return max(1.0, QFontMetrics(self.font()).averageCharWidth())

    def _set_current(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self._model.index(at, max(0, self.currentIndex().column()))
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        self._model.sort(column, order)

    def _on_resized(self, section: int, _old: int, width: int) -> None:
        column = self._model.columns[section]
        if column.width and not self._measuring and self.isVisible() and self.underMouse():
            letters = round((width - 2 * SIDE) / self._letter())
            QSettings().setValue(f"{self.objectName()}/{column.title}", letters)

    def _on_current(self, current: Index, _previous: Index) -> None:
        if current.isValid():
            self.row_selected.emit(self._model.row(current.row()))

    def _on_activated(self, index: Index) -> None:
        row = self._model.row(index.row()) if index.isValid() else None
        if row is not None:
            self.row_chosen.emit(row)

    def _on_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy rows without names").triggered.connect(lambda _on=False: self.copy())
        menu.addAction("Copy rows with names").triggered.connect(lambda _on=False: self.copy(with_names=True))
        menu.popup(self.viewport().mapToGlobal(place))

    def _on_counted(self, count: int) -> None:
        if self.rows_shown:
            self.updateGeometry()
        self.counted.emit(count)


class RowDrawing(QStyledItemDelegate):
    """Draws a cell: words, a quieter second line, a tone or a chip, and the focus on its row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell from the tokens."""
        ink = theme().tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, QColor(ink.accent_ground if chosen else ink.surface))
        table = self.parent()
        focused = isinstance(table, QTableView) and table.hasFocus()
        line = QColor(ink.accent if chosen and focused else ink.line)
        painter.setPen(QPen(line, 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if chosen and focused:
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
            if index.column() == 0 or option.rect.left() <= 1:
                painter.fillRect(option.rect.left(), option.rect.top(), 3, option.rect.height(), line)
        inner = option.rect.adjusted(SIDE, 4, -SIDE, -4)
        if index.data(CHIP):
            _draw_chip(painter, inner, option.font, index)
        else:
            _draw_words(painter, inner, option.font, index)
        painter.restore()


def _draw_words(painter: QPainter, inner: QRect, base: QFont, index: Index) -> None:
    ink = theme().tokens
    words, second = str(index.data() or ""), str(index.data(SECOND_LINE) or "")
    tone = str(index.data(TONE) or "")
    model = index.model()
    strong = isinstance(model, TableModel) and model.columns[index.column()].strong
    font = QFont(base)
    if tone or strong:
        font.setWeight(QFont.Weight.DemiBold)
    if typefaces.has_free_mark(words):
        font.setFamilies(typefaces.MARKED_CHAIN)
    elif isinstance(model, TableModel) and model.columns[index.column()].right:
        font = typefaces.tabular(font)
    side = (
        Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole)))
        & Qt.AlignmentFlag.AlignHorizontal_Mask
    )
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(ink.tone(tone) if tone else ink.text))
    small = QFont(base)
    small.setPointSizeF(base.pointSizeF() * SECOND)
    height = metrics.height() + (QFontMetrics(small).height() + 1 if second else 0)
    top = inner.top() + (inner.height() - height) // 2
    line = QRect(inner.left(), top, inner.width(), metrics.height())
    painter.drawText(line, side, metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width()))
    if second:
        painter.setFont(small)
        painter.setPen(QColor(ink.second))
        under = QRect(inner.left(), line.bottom() + 2, inner.width(), QFontMetrics(small).height())
        shown = QFontMetrics(small).elidedText(second, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(under, side, shown)


def _draw_chip(painter: QPainter, inner: QRect, base: QFont, index: Index) -> None:
    words = str(index.data() or "")
    if not words:
        return
    ink, tone = theme().tokens, str(index.data(TONE) or "plain")
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * SECOND)
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    width, height = min(inner.width(), metrics.horizontalAdvance(words) + 18), metrics.height() + 5
    box = QRect(inner.left(), inner.top() + (inner.height() - height) // 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(ink.ground(tone)))
    painter.setPen(QPen(QColor(ink.edge(tone)), 1))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(QColor(ink.tone(tone)))
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - 10)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
