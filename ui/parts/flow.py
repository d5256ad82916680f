"""How small things break into lines when they are wider than their place, and rows keep to the top of theirs."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QVBoxLayout, QWidget

#: What Qt expects one past the end; its type has no word for it.
_NO_ITEM = cast(QLayoutItem, None)


class FlowLayout(QLayout):
    """Lay items out from left to right, in as many lines as they need."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """Give an item; Qt asks one past the end to find out where it is."""
        return self._items[index] if 0 <= index < len(self._items) else _NO_ITEM

    def takeAt(self, index: int) -> QLayoutItem:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else _NO_ITEM

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than the items need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines at a width."""
        around = self._around()
        inner = QRect(0, 0, width, 0).marginsRemoved(QMargins(around.left(), 0, around.right(), 0))
        return self._laid_out(inner, move=False) + around.top() + around.bottom()

    def setGeometry(self, place: QRect) -> None:
        """Put the items in their places."""
        super().setGeometry(place)
        self._laid_out(place.marginsRemoved(self._around()), move=True)

    def sizeHint(self) -> QSize:
        """Give the size of one line of all items."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0)).grownBy(self._around())

    def minimumSize(self) -> QSize:
        """Give the size of the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self._around())

    def clear(self) -> None:
        """Let go of all items and their widgets."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def push(self, widget: QWidget) -> None:
        """Add a widget that stands at the right end of its line."""
        widget.setProperty("pushed", True)
        self.addWidget(widget)

    def _around(self) -> QMargins:
        return self.contentsMargins() if any(not item.isEmpty() for item in self._items) else QMargins()

    def _laid_out(self, place: QRect, *, move: bool) -> int:
        x, y, line = place.x(), place.y(), 0
        row: list[tuple[QLayoutItem, int, QSize]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            width = min(size.width(), place.width()) if place.width() > 0 else size.width()
            height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
            if row and x + width > place.x() + place.width():
                self._settle(row, y, line, place.right(), move)
                x, y, line, row = place.x(), y + line + self._line_gap, 0, []
            row.append((item, x, QSize(width, height)))
            x += width + self._gap
            line = max(line, height)
        self._settle(row, y, line, place.right(), move)
        return y + line - place.y()

    @staticmethod
    def _settle(row: list[tuple[QLayoutItem, int, QSize]], y: int, line: int, right: int, move: bool) -> None:
        for item, left, size in reversed(row if move else []):
            x = left
            widget = item.widget()
            if widget is not None and widget.property("pushed"):
                x = max(left, right + 1 - size.width())
                right = x - 10
            item.setGeometry(QRect(QPoint(x, y + (line - size.height()) // 2), size))


class TopColumn(QVBoxLayout):
    """A column that keeps to the top of its place unless something in it wants the room."""

    def setGeometry(self, place: QRect) -> None:
        """Give the rows no more height than they ask for, where none of them grows."""
        grows = bool(self.expandingDirections() & Qt.Orientation.Vertical) or any(
            self.stretch(at) > 0 and (item := self.itemAt(at)) is not None and not item.isEmpty()
            for at in range(self.count())
        )
        if not grows:
            wanted = self.heightForWidth(place.width()) if self.hasHeightForWidth() else -1
            height = wanted if wanted > 0 else self.sizeHint().height()
            place = QRect(place.left(), place.top(), place.width(), min(place.height(), height))
        super().setGeometry(place)
