"""What is said of a file as a whole: the layout's name, who is a child, whose references these are, its last line."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from app.feeds.taught import Taught
from ui.parts import Card, ChoicePills, LineBox, RowStack, Tick, text

_CHILDREN = (("all", "Everybody whom a row names"), ("age", "Who is under 18, or by role"))


class TeachCard(Card):
    """The card above the columns.

    Signals: ``changed()`` something is said otherwise.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("The file")
        self.name = LineBox("Name of the layout")
        self.children_are = ChoicePills("Who is a child", _CHILDREN)
        self.apart = Tick("The sender's reference tells people apart: one person has one, and keeps it")
        self.closing = Tick("The last line counts the rows and is no person")
        self.saved = text("", "second")
        stack = RowStack()
        stack.add("Name of the layout", self.name)
        stack.add("Who is a child", self.children_are)
        self.add(stack)
        for widget in (self.apart, self.closing, self.saved):
            self.add(widget)
        self._closing = ""
        self.name.changed.connect(self.changed)
        self.children_are.changed.connect(lambda _code: self.changed.emit())
        self.apart.toggled.connect(lambda _on: self.changed.emit())
        self.closing.toggled.connect(lambda _on: self.changed.emit())

    def show_taught(self, taught: Taught) -> None:
        """Show what is said of a file."""
        self._closing = taught.closing
        self.blockSignals(True)
        self.name.set_value(taught.name)
        self.children_are.set_value("all" if taught.everybody_a_child else "age")
        self.apart.setChecked(taught.tells_people_apart)
        self.closing.setChecked(bool(taught.closing))
        self.closing.setVisible(bool(taught.closing))
        self.show_saved("")
        self.blockSignals(False)

    def show_saved(self, words: str) -> None:
        """Say when the draft was saved."""
        self.saved.setText(words)
        self.saved.setVisible(bool(words))

    def said_of(self, taught: Taught) -> Taught:
        """Give a file's teaching with what this card says."""
        return replace(
            taught,
            name=self.name.value().strip() or taught.name,
            everybody_a_child=self.children_are.value() != "age",
            tells_people_apart=self.apart.isChecked(),
            closing=self._closing if self.closing.isChecked() else "",
        )
