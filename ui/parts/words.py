"""How words stand on a page: always plain text, in one of a few kinds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QWidget

from ui import typefaces

KINDS = ("body", "second", "label", "title", "section", "strong", "problem", "words")


def text(words: str, kind: str = "body", *, wrap: bool = True, selectable: bool = False) -> QLabel:
    """Make a label of plain text; what agencies wrote is never read as markup.

    Kinds: body, second (smaller and quieter), label, title (of a page), section, strong, problem, words (large).
    """
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setWordWrap(wrap)
    if selectable:
        flags = Qt.TextInteractionFlag
        label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        label.setAccessibleName(words)
    return label


def names(words: str, kind: str = "body", *, wrap: bool = True) -> QLabel:
    """Make a label for people's names: the whole of it in Noto Sans where a mark has no letter of its own."""
    label = text(words, kind, wrap=wrap)
    if typefaces.has_free_mark(words):
        font = label.font()
        font.setFamilies(typefaces.MARKED_CHAIN)
        label.setFont(font)
    return label


def set_kind(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and dress the widget again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def names_field(label: QLabel, field: QWidget) -> None:
    """Let a label name a field to a screen reader; in a field made of parts, the box that is typed into."""
    typed_into = field.focusProxy()
    same = field.accessibleName() in ("", typed_into.accessibleName() if typed_into is not None else "")
    label.setBuddy(typed_into if isinstance(typed_into, QLineEdit) and same else field)


def rule() -> QFrame:
    """Make a thin line between rows."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line
