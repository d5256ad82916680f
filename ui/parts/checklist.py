"""Which items are chosen: each with who says so, fact or opinion, and its category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSizePolicy, QWidget

from ui.parts.chip import Chip
from ui.parts.words import text
from ui.theme import theme

OPEN, WITHHELD = "open", "withheld"
#: The width under which who says so and the category go below the words of an item.
NARROW = 440
#: How many lines of the grid one item may take: its words, who says so, its category, what stands below it.
LINES = 4


@dataclass(frozen=True)
class ChecklistItem:
    """One item that may be chosen; one that is withheld can never be."""

    key: str
    text: str
    source: str = ""
    tag: str = ""
    category: str = ""
    state: str = OPEN
    tone: str = "plain"


@dataclass(frozen=True)
class _Row:
    """The widgets of one item, in the order in which they are read."""

    sign: QWidget
    label: QLabel
    says: QLabel
    chip: Chip | None


class ItemChecklist(QWidget):
    """Items with a box each; up and down move, Space ticks. A withheld item shows ■ and cannot be ticked.

    Signals: ``changed()`` something was ticked or unticked.
    """

    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._boxes: dict[str, QCheckBox] = {}
        self._rows: dict[str, _Row] = {}
        self._below: dict[str, QWidget] = {}
        self._placed: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self._filling = False
        self._narrow = False

    def show_items(self, items: Iterable[ChecklistItem]) -> None:
        """Show items, keeping the ticks of those that were there before, and what stands below them."""
        chosen = set(self.chosen())
        self._filling = True
        for row in self._rows.values():
            for widget in (row.sign, row.label, row.says, row.chip):
                _let_go(widget)
        self._boxes, self._rows = {}, {}
        for shown in items:
            self._rows[shown.key] = self._made(shown, shown.key in chosen)
        for key in set(self._below) - set(self._rows):
            _let_go(self._below.pop(key))
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))
        self._lay_out()
        self._filling = False

    def set_below(self, key: str, widget: QWidget | None) -> None:
        """Let a widget stand below an item, such as what else is to be said of it; None takes it away."""
        _let_go(self._below.pop(key, None))
        if widget is not None:
            self._below[key] = widget
        self._lay_out()

    def keys(self) -> tuple[str, ...]:
        """Give the keys of all items that are shown, in their order."""
        return tuple(self._rows)

    def chosen(self) -> tuple[str, ...]:
        """Give the keys of the items that are ticked, in their order."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def choose(self, keys: Iterable[str]) -> None:
        """Tick just these items."""
        wanted = set(keys)
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)

    def go_to(self, at: int) -> None:
        """Put the focus on the box of an item by its place, where it has one; else on the next that has."""
        keys = list(self._rows)[at:]
        box = next((self._boxes[key] for key in keys if key in self._boxes), None)
        if box is not None:
            box.setFocus(Qt.FocusReason.TabFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Need no more width than an item whose parts stand one below another."""
        wide = [row.label.minimumSizeHint().width() for row in self._rows.values()]
        wide += [row.says.minimumSizeHint().width() for row in self._rows.values()]
        wide += [row.chip.minimumSizeHint().width() for row in self._rows.values() if row.chip is not None]
        wide += [below.minimumSizeHint().width() for below in self._below.values()]
        sign = max((row.sign.sizeHint().width() for row in self._rows.values()), default=0)
        least = sign + self._grid.horizontalSpacing() + max(wide, default=0)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put who says so and the category below the words where the list is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between the boxes with up and down, and tick a box by a press on its words."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            boxes = list(self._boxes.values())
            if step and watched in boxes:
                at = next(index for index, box in enumerate(boxes) if box is watched) + step
                if 0 <= at < len(boxes):
                    boxes[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(watched, QLabel):
            box = watched.buddy()
            if isinstance(box, QCheckBox):
                box.click()
        return super().eventFilter(watched, event)

    def _made(self, item: ChecklistItem, ticked: bool) -> _Row:
        says = " · ".join(part for part in (item.source, item.tag) if part)
        label = text(item.text)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sign: QWidget
        if item.state == WITHHELD:
            mark = text("■", wrap=False)
            mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            sign, says = mark, says or "withheld"
            label.setProperty("kind", "label")
        else:
            box = QCheckBox()
            box.setAccessibleName(", ".join(part for part in (item.text, says, item.category) if part))
            box.setMinimumSize(24, 24)
            box.setChecked(ticked)
            box.toggled.connect(self._on_toggled)
            box.installEventFilter(self)
            label.setBuddy(box)
            label.installEventFilter(self)
            sign = self._boxes[item.key] = box
        return _Row(
            sign, label, text(says, "second"), Chip(item.category, item.tone) if item.category else None
        )

    def _lay_out(self) -> None:
        """Put every item into its lines: beside each other where there is room, one below another where not."""
        for widget in self._placed:
            self._grid.removeWidget(widget)
        self._placed = []
        middle, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        for place, (key, row) in enumerate(self._rows.items()):
            line = place * LINES
            self._placed += [row.sign, row.label, row.says]
            self._grid.addWidget(row.sign, line, 0, middle)
            self._grid.addWidget(row.label, line, 1)
            across = (line + 1, 1, 1, 3) if self._narrow else (line, 2, 1, 1)
            self._grid.addWidget(row.says, *across)
            if row.chip is not None:
                across = (line + 2, 1, 1, 3) if self._narrow else (line, 3, 1, 1)
                self._placed.append(row.chip)
                self._grid.addWidget(row.chip, *across, left | middle)
            if key in self._below:
                self._placed.append(self._below[key])
                self._grid.addWidget(self._below[key], line + 3, 1, 1, 3)
        self.updateGeometry()

    def _on_toggled(self, _on: bool) -> None:
        if not self._filling:
            self.changed.emit()


def _let_go(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.deleteLater()
