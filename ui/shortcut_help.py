"""Which keys do what: the page's own and the window's, read from the one registry."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Command
from ui.parts import KeyButton, button, rule, shown_keys, text
from ui.theme import theme


class ShortcutHelp(QDialog):
    """A list of every command with a key; what a page explains about itself stands above it."""

    def __init__(
        self, commands: Iterable[Command], title: str, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self.setAccessibleName("Help")
        self.lines: list[str] = []
        inside = QWidget()
        inside.setObjectName("page_body")
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(20, 16, 20, 16)
        self._body.setSpacing(6)
        self._body.addWidget(text(title, "title"))
        self._body.addWidget(text(words))
        self._body.addSpacing(8)
        self._body.addWidget(text("Keys", "section"))
        for command in commands:
            if command.keys:
                self._add(command)
        self._body.addStretch(1)
        scroller = QScrollArea()
        scroller.setObjectName("scrolled")
        scroller.setAccessibleName("Help on this page and its keys")
        scroller.setWidgetResizable(True)
        scroller.setWidget(inside)
        self.close_button: KeyButton = button("Close", "Esc", on=self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 12)
        whole.addWidget(scroller, 1)
        line = QHBoxLayout()
        line.setContentsMargins(20, 0, 20, 0)
        line.addStretch(1)
        line.addWidget(self.close_button)
        whole.addLayout(line)
        self.resize(theme().px(520), theme().px(560))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.close_button.setFocus()

    def _add(self, command: Command) -> None:
        line = QHBoxLayout()
        line.addWidget(text(command.words), 1)
        line.addWidget(text(shown_keys(command.keys), "second", wrap=False))
        self._body.addLayout(line)
        self._body.addWidget(rule())
        self.lines.append(f"{command.words}: {command.keys}")
