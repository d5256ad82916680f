"""A white card on the page, with a heading if it needs one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui.parts.flow import TopColumn
from ui.parts.words import text


class Card(QFrame):
    """A card; what is in it is added to ``body``."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = TopColumn(self)
        self.body.setContentsMargins(16, 12, 16, 14)
        self.body.setSpacing(8)
        self._added: list[QWidget] = []
        if title:
            self.setAccessibleName(title)
            self.body.addWidget(text(title, "section"))

    def add(self, widget: QWidget) -> QWidget:
        """Add a widget below what is there, and give it back."""
        self.body.addWidget(widget)
        self._added.append(widget)
        return widget

    def clear(self) -> None:
        """Take away what was added, all but the title."""
        for widget in self._added:
            widget.hide()
            self.body.removeWidget(widget)
            widget.deleteLater()
        self._added = []
