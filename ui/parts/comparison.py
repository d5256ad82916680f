"""Two or more sides beside one another, with what follows from them, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from ui.parts.chip import verdict_mark
from ui.parts.comparison_drawing import CELL, CellDrawing, HeadingDrawing

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class CompareCell:
    """One cell: its words, perhaps a verdict (same, similar, former, differs, missing, twin) drawn as a chip before
    them, a tone that grounds it (amber where sides disagree), and a mark after the words (◆ disagrees, ■ withheld)."""

    text: str = ""
    verdict: str = ""
    verdict_words: str = ""
    tone: str = ""
    mark: str = ""
    note: str = ""
    strong: bool = False
    link: bool = False

    def said(self) -> str:
        """Give the cell as a screen reader says it."""
        chip = verdict_mark(self.verdict, self.verdict_words)[0] if self.verdict else ""
        return " ".join(part for part in (chip, self.text, self.note, self.mark) if part)


@dataclass(frozen=True)
class CompareRow:
    """One row: what is compared, and a cell for each column after the first."""

    label: str
    cells: tuple[CompareCell, ...]
    key: str = ""


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.headings: Sequence[str] = ()
        self.notes: Sequence[str] = ()
        self.rows: Sequence[CompareRow] = ()

    def show(self, headings: Sequence[str], notes: Sequence[str], rows: Sequence[CompareRow]) -> None:
        self.beginResetModel()
        self.headings, self.notes, self.rows = headings, notes, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own way of saying "no parent"
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def cell(self, row: int, column: int) -> CompareCell:
        if column == 0:
            return CompareCell(self.rows[row].label)
        cells = self.rows[row].cells
        return cells[column - 1] if column <= len(cells) else CompareCell()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        return cell.said() if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return self.rows[section].label if role == Qt.ItemDataRole.DisplayRole else None
        note = self.notes[section] if section < len(self.notes) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        if role == Qt.ItemDataRole.UserRole:
            return note
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (self.headings[section] or "What is compared", note) if part)
        return None


class ComparisonTable(QTableView):
    """The side-by-side table; it is as high as its rows and has no scrolling of its own.

    Signals: ``cell_chosen(str, int)`` Enter or a double click on a cell: the row's key and the column.
    """

    cell_chosen = Signal(str, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(CellDrawing(self))
        self._heading = HeadingDrawing(self)
        self.setHorizontalHeader(self._heading)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(self._on_chosen)
        self._shares: tuple[float, ...] = ()

    def show_rows(
        self,
        *,
        headings: Sequence[str],
        rows: Sequence[CompareRow],
        notes: Sequence[str] = (),
        shares: Sequence[float] = (),
    ) -> None:
        """Show the sides; ``headings`` and ``notes`` begin with the label column's, ``shares`` are widths to one another."""
        self._model.show(tuple(headings), tuple(notes), tuple(rows))
        self._shares = tuple(shares) or (0.5, *([1.0] * (len(headings) - 1)))
        if rows:
            self.setCurrentIndex(self._model.index(0, min(1, len(headings) - 1)))
            self.clearSelection()
        self._fit()

    def cells(self) -> list[list[str]]:
        """Give what every cell says, for tests."""
        columns = self._model.columnCount()
        rows = range(self._model.rowCount())
        return [[self._model.cell(row, column).said() for column in range(columns)] for row in rows]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_shares"):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the cell with Enter; everything else is the table's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Give the height of heading and rows."""
        return QSize(400, self._height())

    def minimumSizeHint(self) -> QSize:
        """Never be lower than heading and rows."""
        return QSize(200, self._height())

    def _height(self) -> int:
        rows = sum(self.rowHeight(row) for row in range(self._model.rowCount()))
        return self._heading.sizeHint().height() + rows + 2 * self.frameWidth()

    def _fit(self) -> None:
        whole, total = self.viewport().width(), sum(self._shares) or 1.0
        header: QHeaderView = self.horizontalHeader()
        for column, share in enumerate(self._shares):
            header.resizeSection(column, int(whole * share / total))
        header.setStretchLastSection(True)
        self.resizeRowsToContents()
        self.updateGeometry()

    def _on_chosen(self, index: Index) -> None:
        self.cell_chosen.emit(self._model.rows[index.row()].key, index.column())
