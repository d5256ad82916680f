"""Whose page this is: the child's name, age, number and what must not be missed, never scrolled away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import typefaces
from ui.parts.chip import Chip
from ui.parts.flow import FlowLayout
from ui.parts.words import set_kind

#: What stands around the words of a label, and around those of a chip with its padding and line, in pixels.
AROUND_WORDS, AROUND_CHIP = 4, 22


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


class _OneLine(QLabel):
    """Words that ask for one line and break only where the banner is narrower than they are."""

    around = AROUND_WORDS

    def sizeHint(self) -> QSize:
        """Give room for all words in one line."""
        self.ensurePolished()
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self.text()) + self.around
        if self.around == AROUND_CHIP:  # within a line Qt keeps half an x free
            width += metrics.horizontalAdvance("x") // 2 + 1
        return QSize(width, max(metrics.height(), self.heightForWidth(width)))

    def minimumSizeHint(self) -> QSize:
        """Give room for the longest word."""
        metrics = QFontMetrics(self.font())
        parts = self.text().replace("-", "- ").split()  # a line may end at a hyphen too
        longest = max((metrics.horizontalAdvance(part) for part in parts), default=0)
        return QSize(longest + self.around, metrics.height())

    def keep_plain(self) -> None:
        """Break at blanks, read nothing as markup, and take no more room than the words."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(_as_wide_as_asked())


class _ChipLine(Chip, _OneLine):
    around = AROUND_CHIP


def _as_wide_as_asked() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


def _line(words: str, kind: str) -> _OneLine:
    made = _OneLine(words)
    set_kind(made, "kind", kind)
    made.keep_plain()
    return made


class ChildBanner(QFrame):
    """The banner; buttons for what can always be done are added to ``buttons``, at its right or, narrow, below."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Child")
        self._name = _line("", "title")
        self._facts = _line("", "body")
        self._number = _line("", "body")
        top = FlowLayout(gap=14, line_gap=4)
        for label in (self._name, self._facts, self._number):
            top.addWidget(label)
        held = QWidget()
        self.buttons = FlowLayout(held, gap=12)
        held.setSizePolicy(_as_wide_as_asked())
        top.push(held)
        self._chips = FlowLayout(gap=8, line_gap=6)
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
            chip = _ChipLine(words, tone)
            chip.keep_plain()
            chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._chips.addWidget(chip)
            chip.show()
        if note:
            said = _line(note, "second")
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._chips.push(said)
            said.show()
