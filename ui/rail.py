"""The rail at the left: the places, how much waits in each, who is signed in and when the desk locks."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from ui.parts import text
from ui.places import Place
from ui.theme import theme

_KEY = int(Qt.ItemDataRole.UserRole)
_COUNT, _LATE, _GROUP = _KEY + 1, _KEY + 2, _KEY + 3
WIDTH = 196
Index = QModelIndex | QPersistentModelIndex


class _Drawing(QStyledItemDelegate):
    """Draws a place with its count, or the name of a group."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).height()
        return QSize(WIDTH, line + (12 if index.data(_GROUP) else 17))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ink, place = theme().tokens, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(option.font)
        if index.data(_GROUP):
            font.setPointSizeF(theme().size("second") * 0.95)
            painter.setFont(font)
            painter.setPen(QColor(ink.rail_second))
            painter.drawText(place.adjusted(16, 6, -8, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(place, QColor(ink.rail_chosen if chosen else ink.rail))
        if chosen:
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), QColor(ink.rail_ring))
        table = self.parent()
        if isinstance(table, QListWidget) and table.hasFocus() and chosen:
            painter.setPen(QColor(ink.rail_ring))
            painter.drawRect(place.adjusted(4, 2, -3, -3))
        painter.setFont(font)
        painter.setPen(QColor(ink.rail_text))
        painter.drawText(place.adjusted(16, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        if index.data(_COUNT):
            _draw_count(painter, place, font, str(index.data(_COUNT)), bool(index.data(_LATE)))
        painter.restore()


def _draw_count(painter: QPainter, place: QRect, font: QFont, count: str, late: bool) -> None:
    ink = theme().tokens
    small = QFont(font)
    small.setPointSizeF(theme().size("second") * 0.93)
    small.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(small)
    height = metrics.height() + 4
    width = max(height, metrics.horizontalAdvance(count) + 14)
    top = place.top() + (place.height() - height) / 2
    box = QRectF(place.right() - 15 - width, top, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.late if late else ink.badge))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setFont(small)
    painter.setPen(QColor(ink.late_text if late else ink.badge_text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, count)


class _List(QListWidget):
    """A list in which arrows only move; Enter, Space or a press goes.

    Signals: ``gone_to(QListWidgetItem)``.
    """

    gone_to = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.gone_to.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class Rail(QFrame):
    """The rail; its list is one stop for Tab, and arrows move in it.

    Signals: ``place_chosen(str)`` a place was chosen, by its key.
    """

    place_chosen = Signal(str)

    def __init__(self, shown: Iterable[Place]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._items: dict[str, QListWidgetItem] = {}
        self.list = _List()
        self.list.setAccessibleName("Places")
        self.list.setItemDelegate(_Drawing(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(False)
        self._fill(shown)
        brand = text("MASH Desk", wrap=False)
        brand.setProperty("kind", "brand")
        brand.setContentsMargins(16, 13, 8, 12)
        foot = QFrame()
        foot.setObjectName("rail_foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lines = QVBoxLayout(foot)
        lines.setContentsMargins(16, 9, 10, 10)
        lines.setSpacing(1)
        self._who: QLabel = text("")
        self._post: QLabel = text("")
        self._locks: QLabel = text("")
        for label in (self._who, self._post, self._locks):
            lines.addWidget(label)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(brand)
        whole.addWidget(self.list, 1)
        whole.addWidget(foot)
        self._measure()
        theme().changed.connect(self._measure)
        self.list.itemClicked.connect(self._on_gone_to)
        self.list.gone_to.connect(self._on_gone_to)

    def keys(self) -> tuple[str, ...]:
        """Give the keys of the places, in their order."""
        return tuple(self._items)

    def mark(self, key: str) -> None:
        """Mark where one is, without going there."""
        item = self._items.get(key)
        if item is not None:
            self.list.setCurrentItem(item)
        else:
            self.list.setCurrentRow(-1)

    def set_count(self, key: str, count: int, *, late: bool = False) -> None:
        """Show how much waits in a place; red only when it is late."""
        item = self._items.get(key)
        if item is None:
            return
        item.setData(_COUNT, str(count) if count else "")
        item.setData(_LATE, late)
        waits = f", {count} {'late' if late else 'waiting'}" if count else ""
        item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text() + waits)

    def say_who(self, name: str, post: str) -> None:
        """Show who is signed in."""
        self._who.setText(name)
        self._post.setText(post)

    def say_locks(self, words: str) -> None:
        """Show when the desk locks."""
        self._locks.setText(words)

    def _fill(self, shown: Iterable[Place]) -> None:
        group = ""
        for place in shown:
            if not place.words:
                continue
            if place.group and place.group != group:
                group = place.group
                heading = QListWidgetItem(group)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setData(_GROUP, True)
                self.list.addItem(heading)
            item = QListWidgetItem(place.words)
            item.setData(_KEY, place.key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, place.words)
            self.list.addItem(item)
            self._items[place.key] = item

    def _measure(self) -> None:
        metrics = QFontMetrics(self.list.font())
        words = [metrics.horizontalAdvance(item.text()) for item in self._items.values()]
        self.setFixedWidth(max(WIDTH, max(words, default=0) + metrics.horizontalAdvance("000") + 62))
        self.list.scheduleDelayedItemsLayout()

    def _on_gone_to(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY):
            self.place_chosen.emit(str(item.data(_KEY)))
