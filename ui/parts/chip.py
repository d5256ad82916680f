"""A short fact that must be seen at once: words, a sign and a tone, never the tone alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.parts.words import set_kind, text

_RATINGS = {"red": "▲ Red", "amber": "◆ Amber", "green": "● Green"}
_VERDICTS = {
    "same": ("= same", "green"),
    "similar": ("~ similar", "amber"),
    "former": ("~ former", "amber"),
    "differs": ("✕ differs", "red"),
    "missing": ("? missing", "plain"),
    "twin": ("◇ possible twin or sibling", "violet"),
}


class Chip(QLabel):
    """A chip; its words are its accessible name."""

    def __init__(self, words: str, tone: str = "plain") -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("chip", tone)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str, tone: str = "plain") -> None:
        """Show other words in a tone."""
        self.setText(words)
        self.setAccessibleName(words)
        set_kind(self, "chip", tone)


def rating_chip(rating: str | None) -> Chip:
    """Make the chip of a rating: red, amber, green, or none yet."""
    return Chip(_RATINGS[rating], rating) if rating in _RATINGS else Chip("not rated")


def verdict_mark(verdict: str, words: str = "") -> tuple[str, str]:
    """Give the words with their sign, and the tone, of how two values compare."""
    said, tone = _VERDICTS[verdict]
    return (f"{said.split()[0]} {words}" if words else said), tone


def verdict_chip(verdict: str, words: str = "") -> Chip:
    """Make the chip that says how two values compare: same, similar, former, differs, missing or twin."""
    return Chip(*verdict_mark(verdict, words))


def plain_words(label: str) -> QLabel:
    """Make the small words that stand beside a chip."""
    return text(label, "second", wrap=False)
