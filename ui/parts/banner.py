"""Whose page this is: the child's name, age, number and what must not be missed, never scrolled away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ui import typefaces
from ui.parts.chip import Chip
from ui.parts.flow import FlowLayout
from ui.parts.words import text


@dataclass(frozen=True)
class BannerFacts:
    """What the banner says; ``chips`` are (words, tone), hidden address first; ``age`` is in words (``7 years``)."""

    name: str
    known_as: str = ""
    sex: str = ""
    age: str = ""
    born: str = ""
    nhs: str = ""
    chips: tuple[tuple[str, str], ...] = ()
    note: str = ""


class ChildBanner(QFrame):
    """The banner; buttons for what can always be done are added to ``buttons``."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Child")
        self._name: QLabel = text("", "title")
        self._facts: QLabel = text("", wrap=False)
        self._number: QLabel = text("", wrap=False)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(12)
        words = FlowLayout(gap=14, line_gap=2)
        for label in (self._name, self._facts, self._number):
            words.addWidget(label)
        self._chips = FlowLayout(gap=8, line_gap=6)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addLayout(words, 1)
        top.addLayout(self.buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 9, 20, 10)
        whole.setSpacing(7)
        whole.addLayout(top)
        whole.addLayout(self._chips)

    def show_child(self, facts: BannerFacts) -> None:
        """Show who it is; the whole is read by a screen reader as one sentence."""
        chain = typefaces.MARKED_CHAIN if typefaces.has_free_mark(facts.name) else typefaces.CHAIN
        font = self._name.font()
        font.setFamilies(chain)
        self._name.setFont(font)
        self._name.setText(facts.name)
        said = [f"known as {facts.known_as}" if facts.known_as else "", facts.sex]
        said.append(f"{facts.age} ({facts.born})" if facts.age and facts.born else facts.age or facts.born)
        plain = " · ".join(part for part in said if part)
        number = f"NHS {facts.nhs}" if facts.nhs else ""
        self._facts.setText(plain)
        self._number.setText(number)
        self._show_chips(facts.chips, facts.note)
        parts = (facts.name, plain, number, *(words for words, _tone in facts.chips))
        self.setAccessibleDescription(", ".join(part for part in parts if part))

    def _show_chips(self, chips: Iterable[tuple[str, str]], note: str) -> None:
        self._chips.clear()
        for words, tone in chips:
            chip = Chip(words, tone)
            self._chips.addWidget(chip)
            chip.show()
        if note:
            said = text(note, "second", wrap=False)
            self._chips.push(said)
            said.show()
