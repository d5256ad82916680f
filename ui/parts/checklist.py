"""Which items are chosen: each with who says so, fact or opinion, and its category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSizePolicy, QWidget

from ui.parts.chip import Chip
from ui.parts.words import text

OPEN, WITHHELD = "open", "withheld"


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
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._filling = False

    def show_items(self, items: Iterable[ChecklistItem]) -> None:
        """Show items, keeping the ticks of those that were there before."""
        chosen = set(self.chosen())
        self._filling = True
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes = {}
        for row, shown in enumerate(items):
            self._add(row, shown, shown.key in chosen)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))
        self._filling = False

    def chosen(self) -> tuple[str, ...]:
        """Give the keys of the items that are ticked, in their order."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def choose(self, keys: Iterable[str]) -> None:
        """Tick just these items."""
        wanted = set(keys)
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)

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

    def _add(self, row: int, item: ChecklistItem, ticked: bool) -> None:
        says = " · ".join(part for part in (item.source, item.tag) if part)
        label = text(item.text)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if item.state == WITHHELD:
            sign = text("■", wrap=False)
            sign.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignVCenter)
            says = says or "withheld"
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
            self._boxes[item.key] = box
            self._grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, row, 1)
        self._grid.addWidget(text(says, "second"), row, 2)
        if item.category:
            self._grid.addWidget(Chip(item.category, item.tone), row, 3)

    def _on_toggled(self, _on: bool) -> None:
        if not self._filling:
            self.changed.emit()
