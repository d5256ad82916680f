"""How a list of a hundred thousand rows is shown: a window of frozen rows, read from the store as it is scrolled to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.errors import DeskError
from ui.operations import Operations

BLOCK = 200
SECOND_LINE = int(Qt.ItemDataRole.UserRole) + 1
TONE = int(Qt.ItemDataRole.UserRole) + 2
CHIP = int(Qt.ItemDataRole.UserRole) + 3
ROW = int(Qt.ItemDataRole.UserRole) + 4
Index = QModelIndex | QPersistentModelIndex


def _nothing(_row: Any) -> str:
    return ""


@dataclass(frozen=True)
class Column:
    """One column: its title and how a row is shown in it.

    ``sort`` is the name by which the query sorts (empty: not sortable). ``names`` marks a column that holds people's
    names: it is left out of what is copied unless asked for. ``tone`` gives a tone for the words, ``chip`` says that
    they are drawn as a chip in it. ``second`` is a smaller second line. ``width`` is in letters; 0 takes what is left.
    """

    title: str
    show: Callable[[Any], str]
    sort: str = ""
    names: bool = False
    right: bool = False
    tone: Callable[[Any], str] = _nothing
    second: Callable[[Any], str] | None = None
    width: int = 18
    chip: bool = False
    strong: bool = False


class TableModel(QAbstractTableModel):
    """Rows of a query in blocks of 200, or a ready tuple.

    Signals: ``counted(int)`` how many rows there are; ``failed(DeskError)`` a question was refused.
    """

    counted = Signal(int)
    failed = Signal(object)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._blocks: dict[int, tuple[Any, ...]] = {}
        self._asked: set[int] = set()
        self._count = 0
        self._turn = 0
        self._operations: Operations | None = None
        self._window: Callable[..., Any] | None = None
        self._counting: Callable[..., Any] | None = None
        self._args: tuple[Any, ...] = ()
        self.sort_name = ""
        self.descending = False

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show rows that are all there already."""
        self._operations = None
        self._turn += 1
        self.beginResetModel()
        ready = tuple(rows)
        self._blocks = {at // BLOCK: ready[at : at + BLOCK] for at in range(0, len(ready), BLOCK)}
        self._count = len(ready)
        self.endResetModel()
        self.counted.emit(self._count)

    def show_query(
        self, operations: Operations, count: Callable[..., Any], window: Callable[..., Any], *args: Any
    ) -> None:
        """Show what a query gives.

        ``count(reader, *args)`` gives how many there are; ``window(reader, *args, offset=, limit=, sort=, descending=)``
        gives some of them.
        """
        self._operations, self._counting, self._window, self._args = operations, count, window, args
        self.reload()

    def reload(self) -> None:
        """Ask again for what is shown."""
        if self._operations is None or self._counting is None:
            return
        self._turn += 1
        turn = self._turn
        self._operations.ask(
            self._counting,
            *self._args,
            done=lambda count: self._on_counted(turn, count),
            failed=self._on_failed,
            page=self,
        )

    def row(self, at: int) -> Any:
        """Give a row, or None while it is being read."""
        block = self._blocks.get(at // BLOCK)
        if block is None:
            self._fetch(at // BLOCK)
            block = self._blocks.get(at // BLOCK)
        inside = at % BLOCK
        return block[inside] if block is not None and inside < len(block) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own way of saying "no parent"
        """Count the rows."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a cell shows, its second line, its tone, or what a screen reader says."""
        if not index.isValid() or role not in _ROLES:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.show(row)
        second = column.second(row) if column.second else ""
        answers: dict[int, object] = {
            Qt.ItemDataRole.AccessibleTextRole: ", ".join(
                part for part in (column.title, column.show(row), second) if part
            ),
            SECOND_LINE: second,
            TONE: column.tone(row),
            CHIP: column.chip,
            ROW: row,
        }
        return answers.get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give a column's title."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let the store sort by a column; one that has no name to sort by is left alone."""
        if not 0 <= column < len(self.columns) or not self.columns[column].sort:
            return
        self.sort_name = self.columns[column].sort
        self.descending = order == Qt.SortOrder.DescendingOrder
        if self._operations is not None:
            self.reload()
        else:
            self._sort_ready(self.columns[column])

    def as_text(self, rows: Sequence[int], *, with_names: bool = False) -> str:
        """Give rows as text with tabs between, without the columns that hold names unless asked for."""
        kept = [column for column in self.columns if with_names or not column.names]
        found = [row for row in map(self.row, rows) if row is not None]
        lines = [[column.title for column in kept], *([column.show(row) for column in kept] for row in found)]
        return "\n".join("\t".join(line) for line in lines)

    def _sort_ready(self, column: Column) -> None:
        rows = [row for at in sorted(self._blocks) for row in self._blocks[at]]
        rows.sort(key=lambda row: column.show(row).casefold(), reverse=self.descending)
        self.show_rows(rows)

    def _fetch(self, block: int) -> None:
        if block in self._asked or self._operations is None or self._window is None:
            return
        self._asked.add(block)
        turn = self._turn
        self._operations.ask(
            self._window,
            *self._args,
            offset=block * BLOCK,
            limit=BLOCK,
            sort=self.sort_name,
            descending=self.descending,
            done=lambda rows: self._on_rows(turn, block, rows),
            failed=self._on_failed,
            page=self,
        )

    def _on_counted(self, turn: int, count: int) -> None:
        if turn != self._turn:
            return
        self.beginResetModel()
        self._blocks, self._asked, self._count = {}, set(), count
        self.endResetModel()
        self.counted.emit(count)

    def _on_rows(self, turn: int, block: int, rows: Sequence[Any]) -> None:
        if turn != self._turn or block not in self._asked:
            return
        self._blocks[block] = tuple(rows)
        first = self.index(block * BLOCK, 0)
        last = self.index(min(self._count, (block + 1) * BLOCK) - 1, len(self.columns) - 1)
        if first.isValid() and last.isValid():
            self.dataChanged.emit(first, last)

    def _on_failed(self, error: DeskError) -> None:
        self.failed.emit(error)


_ROLES = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.AccessibleTextRole,
    SECOND_LINE,
    TONE,
    CHIP,
    ROW,
}
