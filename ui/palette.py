"""One box for everything: type a child, a reference or a command, and go there with Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.folding import fold
from ui.actions import Actions, Command
from ui.parts import announce, shown_keys
from ui.rail import Index
from ui.theme import theme

#: How long after the last key children are looked for, and how long they are in sight before it counts as a search.
LOOK_AFTER, LOOKED_AT_AFTER = 120, 1000
MOST_COMMANDS, MOST = 8, 14
_ENTRY = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Entry:
    """One line of the palette: its words, what stands quieter beside them, its key, and what Enter does."""

    words: str
    note: str = ""
    keys: str = ""
    act: Callable[[], object] | None = None
    hit: Any = None


def matching(commands: Iterable[Command], typed: str) -> tuple[Command, ...]:
    """Give the commands in whose words every typed word begins one; all of them for nothing typed."""
    asked = fold(typed).split()
    found = []
    for command in commands:
        said = fold(command.words).split()
        if all(any(word.startswith(part) for word in said) for part in asked) and command.enabled_when():
            found.append(command)
    return tuple(found)


class _Drawing(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, QFontMetrics(option.font).height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ink, entry = theme().tokens, index.data(_ENTRY)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, QColor(ink.accent_ground if chosen else ink.surface))
        if chosen:
            bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(bar, QColor(ink.accent))
        inner = option.rect.adjusted(14, 0, -12, 0)
        metrics = QFontMetrics(option.font)
        painter.setFont(option.font)
        painter.setPen(QColor(ink.text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, entry.words)
        small = QFont(option.font)
        small.setPointSizeF(theme().size("second"))
        painter.setFont(small)
        painter.setPen(QColor(ink.second))
        keys = shown_keys(entry.keys) if entry.keys else ""
        taken = QFontMetrics(small).horizontalAdvance(keys) + 16 if keys else 0
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, keys)
        left = metrics.horizontalAdvance(entry.words) + 14
        note = inner.adjusted(left, 0, -taken, 0)
        shown = QFontMetrics(small).elidedText(entry.note, Qt.TextElideMode.ElideRight, max(0, note.width()))
        painter.drawText(note, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class Palette(QObject):
    """What drops down from the box of the top bar.

    Signals: ``children_asked(str)`` look for children of this text; ``child_chosen(object)`` a child found was chosen;
    ``looked_at(object)`` children found were in sight for a second.
    """

    children_asked = Signal(str)
    child_chosen = Signal(object)
    looked_at = Signal(object)

    def __init__(self, box: QLineEdit, window: QWidget, actions: Actions) -> None:
        super().__init__(box)
        self._box = box
        self._window = window
        self._actions = actions
        self._children: tuple[Entry, ...] = ()
        self._found: Any = None
        self.panel = QFrame(window)
        self.panel.setObjectName("card")
        self.panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = QListWidget()
        self.list.setAccessibleName("Found")
        self.list.setObjectName("found")
        self.list.setItemDelegate(_Drawing(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        body = QVBoxLayout(self.panel)
        body.setContentsMargins(1, 5, 1, 5)
        body.addWidget(self.list)
        self.panel.hide()
        self._look = _timer(self, LOOK_AFTER)
        self._seen = _timer(self, LOOKED_AT_AFTER)
        box.installEventFilter(self)
        box.textEdited.connect(self._on_edited)
        self.list.itemClicked.connect(self._on_clicked)
        self._look.timeout.connect(self._on_look)
        self._seen.timeout.connect(self._on_seen)

    def open(self) -> None:
        """Put the cursor into the box and show what can be done."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()
        self._fill()

    def close(self) -> None:
        """Put the list away and empty the box: a name left there could be read from across the room."""
        self._look.stop()
        self._seen.stop()
        self._children, self._found = (), None
        self._box.clear()
        self.panel.hide()

    def show_children(self, typed: str, entries: Iterable[Entry], found: Any) -> None:
        """Show children found, if the box still holds the text for which they were found."""
        if typed == self._box.text().strip() and self.panel.isVisibleTo(self._window):
            self._children, self._found = tuple(entries), found
            self._fill()
            if self._children:
                self._seen.start()

    def entries(self) -> tuple[Entry, ...]:
        """Give the lines that are shown."""
        return tuple(self.list.item(at).data(_ENTRY) for at in range(self.list.count()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with up and down while the cursor stays in the box; Enter goes, Esc closes."""
        if event.type() == QEvent.Type.FocusOut and watched is self._box:
            self.panel.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            if not self.panel.isVisible():
                self._fill()
            elif self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                self._announce()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.list.currentItem())
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            self._window.setFocus()
            return True
        return False

    def _on_edited(self, typed: str) -> None:
        self._children, self._found = (), None
        self._seen.stop()
        self._fill()
        self._look.start()

    def _on_look(self) -> None:
        typed = self._box.text().strip()
        if len(typed) >= 2:
            self.children_asked.emit(typed)

    def _on_seen(self) -> None:
        if self.panel.isVisible() and self._found is not None:
            found, self._found = self._found, None
            self.looked_at.emit(found)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._go(item)

    def _go(self, item: QListWidgetItem | None) -> None:
        entry = item.data(_ENTRY) if item is not None else None
        if entry is None:
            return
        self._on_seen_when_chosen(entry)
        self.close()
        self._window.setFocus()
        if entry.hit is not None:
            self.child_chosen.emit(entry.hit)
        elif entry.act is not None:
            entry.act()

    def _on_seen_when_chosen(self, entry: Entry) -> None:
        if entry.hit is not None and self._found is not None:
            found, self._found = self._found, None
            self.looked_at.emit(found)

    def _fill(self) -> None:
        typed = self._box.text().strip()
        commands = [
            Entry(command.words, command.menu, command.keys, self._giving(command))
            for command in matching(self._actions.commands(), typed)[:MOST_COMMANDS]
        ]
        shown = [*self._children, *commands] if typed else commands
        self.list.clear()
        for entry in shown[:MOST]:
            item = QListWidgetItem(entry.words)
            item.setData(_ENTRY, entry)
            said = ", ".join(part for part in (entry.words, entry.note, entry.keys) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.list.addItem(item)
        if not shown:
            item = QListWidgetItem("Nothing of that name")
            item.setData(_ENTRY, Entry("Nothing of that name here", "Go to Children for a wider search"))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._place()

    def _giving(self, command: Command) -> Callable[[], object]:
        return lambda: self._actions.give(command.name)

    def _place(self) -> None:
        corner = self._box.mapTo(self._window, self._box.rect().bottomLeft())
        height = sum(self.list.sizeHintForRow(at) for at in range(self.list.count())) + 14
        width = max(self._box.width(), min(theme().px(520), self._window.width() - corner.x() - 20))
        self.panel.setGeometry(
            corner.x(), corner.y() + 4, width, min(height, self._window.height() - corner.y() - 40)
        )
        self.panel.show()
        self.panel.raise_()

    def _announce(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            announce(self._box, str(item.data(Qt.ItemDataRole.AccessibleTextRole)))


def _timer(parent: QObject, after: int) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(after)
    return made
