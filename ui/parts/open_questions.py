"""What still stands in the way: each question with its rule, one sentence, and the act that settles it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.announcing import announce
from ui.parts.key_button import button
from ui.parts.words import text

_SHOWN = {
    "block": ("red", "▲", "Stops"),
    "warning": ("amber", "◆", "Warning"),
    "info": ("accent", "●", "Note"),
    "passed": ("green", "●", "Satisfied"),
}


@dataclass(frozen=True)
class Question:
    """One open question: its key, the rule's id, how grave it is, a sentence, and the words of the act that settles it."""

    key: str
    rule: str
    severity: str
    sentence: str
    act_words: str = ""


class OpenQuestions(QScrollArea):
    """The panel at the right of a form.

    Signals: ``act_asked(str)`` the act of a question was pressed, by the question's key.
    """

    act_asked = Signal(str)

    def __init__(self, title: str = "Open questions") -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        inside = self._inside = QWidget()
        inside.setObjectName("questions")
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(16, 16, 16, 16)
        self._body.setSpacing(8)
        self._body.addWidget(text(title, "section"))
        self._questions = _Lines()
        self._body.addLayout(self._questions.body)
        self._sections = _Lines()
        self._body.addLayout(self._sections.body)
        self._body.addStretch(1)
        self._last: tuple[str, ...] = ()
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def show_questions(self, questions: Iterable[Question]) -> None:
        """Show questions, the gravest first; what is new since the last time is announced."""
        order = list(_SHOWN)
        found = sorted(questions, key=lambda question: order.index(question.severity))
        self._questions.clear()
        for question in found:
            self._questions.add(self._box(question))
        now = tuple(question.sentence for question in found if question.severity in ("block", "warning"))
        fresh = [sentence for sentence in now if sentence not in self._last]
        if fresh and self.isVisible():
            announce(self, f"{len(now)} open. " + " ".join(fresh))
        self._last = now

    def add_section(self, title: str, lines: Iterable[str]) -> None:
        """Add a heading with lines below the questions."""
        self._sections.add(text(title, "section"))
        for line in lines:
            self._sections.add(text(line, "second"))

    def clear_sections(self) -> None:
        """Take the sections away."""
        self._sections.clear()

    def sentences(self) -> tuple[str, ...]:
        """Give the sentences of what is open, for tests and for the reason of a button."""
        return self._last

    def minimumSizeHint(self) -> QSize:
        """Be as wide as the widest act, so that nothing is cut off."""
        return QSize(self._inside.minimumSizeHint().width() + 14, 120)

    def _box(self, question: Question) -> QFrame:
        tone, sign, word = _SHOWN[question.severity]
        box = QFrame()
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box.setProperty("notice", tone)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        body = QVBoxLayout(box)
        body.setContentsMargins(12, 8, 12, 9)
        body.setSpacing(2)
        body.addWidget(text(" ".join(part for part in (sign, word, question.rule) if part), "strong"))
        body.addWidget(text(question.sentence))
        if question.act_words:
            act = button(question.act_words, kind="link", on=partial(self.act_asked.emit, question.key))
            act.setAccessibleDescription(question.sentence)
            body.addWidget(act)
        return box


class _Lines:
    """Widgets one below another that can be taken away together."""

    def __init__(self) -> None:
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._widgets: list[QWidget] = []

    def add(self, widget: QWidget) -> None:
        self._widgets.append(widget)
        self.body.addWidget(widget)

    def clear(self) -> None:
        for widget in self._widgets:
            widget.hide()
            self.body.removeWidget(widget)
            widget.deleteLater()
        self._widgets = []
