"""How does a list of few columns stay within its width: some give way to quieter words under another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent

from ui.tables import SIDE, Column, Table


class FoldingTable(Table):
    """A table without sideways scrolling; ``folds`` are titles of the columns that give way, the first one first.

    Every column has a width in letters. A page shows ``folded(row)`` in the second line of a column that stays.
    """

    def __init__(
        self, name: str, columns: Sequence[Column], *, folds: Sequence[str], rows_shown: int = 0
    ) -> None:
        self._folds = tuple(folds)
        super().__init__(name, columns, rows_shown=rows_shown)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def folded(self, row: Any) -> str:
        """Say what stands in the columns that gave way."""
        columns = self.rows.columns
        shown = (column.show(row) for at, column in enumerate(columns) if self.isColumnHidden(at))
        return " · ".join(words for words in shown if words)

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
        """Let columns give way until the rest fits; what still does not fit shares the width."""
        letter, room, columns = self._letter(), self.viewport().width(), self.rows.columns
        wanted = {at: int(column.width * letter) + 2 * SIDE for at, column in enumerate(columns)}
        shown = dict(wanted)
        for title in self._folds:
            at = next(at for at, column in enumerate(columns) if column.title == title)
            if len(shown) > 1 and sum(shown.values()) > room:
                del shown[at]
        for at in wanted:
            self.setColumnHidden(at, at not in shown)
        if len(shown) == len(wanted) and sum(shown.values()) <= room:
            self._measure()
            return
        self._measuring = True
        share = room / max(1, sum(shown.values()))
        for at, width in shown.items():
            self.horizontalHeader().resizeSection(at, int(width * min(1.0, share)))
        self._measuring = False
