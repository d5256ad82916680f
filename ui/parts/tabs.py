"""Which view of a page is in front: words in a row, the chosen one underlined."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from ui.theme import theme


class Tabs(QTabBar):
    """Tabs without a frame; arrows move between them.

    Signals: ``changed(str)`` another tab is in front, by its key.
    """

    changed = Signal(str)

    def __init__(self, label: str, choices: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for key, words in choices:
            self.setTabData(self.addTab(words), key)
        self.currentChanged.connect(self._on_current)

    def value(self) -> str:
        """Give the key of the tab in front."""
        return str(self.tabData(self.currentIndex()))

    def set_value(self, key: str) -> None:
        """Bring a tab to the front."""
        for index in range(self.count()):
            if self.tabData(index) == key:
                self.setCurrentIndex(index)

    def set_words(self, key: str, words: str) -> None:
        """Give a tab other words, such as a count."""
        for index in range(self.count()):
            if self.tabData(index) == key:
                self.setTabText(index, words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words, the line under the chosen tab, and the focus."""
        ink = theme().tokens
        painter = QPainter(self)
        for index in range(self.count()):
            place, chosen = self.tabRect(index), index == self.currentIndex()
            font = self.font()
            font.setBold(False)
            font.setWeight(font.Weight.DemiBold if chosen else font.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(ink.text if chosen else ink.second))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
            if chosen:
                painter.fillRect(
                    place.left() + 8, place.bottom() - 2, place.width() - 16, 3, QColor(ink.accent)
                )
                if self.hasFocus():
                    painter.setPen(QColor(ink.accent))
                    painter.drawRect(place.adjusted(1, 1, -2, -5))

    def _on_current(self, _index: int) -> None:
        self.changed.emit(self.value())
