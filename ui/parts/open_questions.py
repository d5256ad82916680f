"""What still stands in the way: each question with its rule, one sentence, and the act that settles it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.announcing import announce
from ui.parts.key_button import KeyButton
from ui.parts.words import text
from ui.theme import theme

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
        self._shown: tuple[Question, ...] = ()
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def show_questions(self, questions: Iterable[Question]) -> None:
        """Show questions, the gravest first; what is new since the last time is announced."""
        order = list(_SHOWN)
        found = sorted(questions, key=lambda question: order.index(question.severity))
        self._shown = tuple(found)
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

    def shown(self) -> tuple[Question, ...]:
        """Give the questions that stand here, the gravest first."""
        return self._shown

    def minimumSizeHint(self) -> QSize:
        """Be as wide as the longest word, so that nothing is cut off."""
        return QSize(self._inside.minimumSizeHint().width() + 14, 120)

    def _on_act(self, key: str, _checked: bool = False) -> None:
        self.act_asked.emit(key)

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
            act = _Act(question.act_words)
            act.clicked.connect(partial(self._on_act, question.key))
            act.setAccessibleDescription(question.sentence)
            body.addWidget(act)
        return box


class _Act(KeyButton):
    """The act that settles a question: a link whose words break into lines in a narrow panel."""

    _WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    _EDGE = 3

    def __init__(self, words: str) -> None:
        super().__init__(words, kind="link")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the words at a width."""
        room = QRect(0, 0, max(40, width - 2 * self._EDGE), 10_000)
        words = QFontMetrics(self._font()).boundingRect(room, self._WRAP, self.text())
        return max(24, words.height() + 2 * self._EDGE)

    def sizeHint(self) -> QSize:
        """Give the size of the words in one line."""
        width = QFontMetrics(self._font()).horizontalAdvance(self.text()) + 2 * self._EDGE + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give the room of the longest word."""
        metrics = QFontMetrics(self._font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + 2 * self._EDGE + 2, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the underlined words, and the focus round them."""
        ink, painter = theme().tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        painter.setPen(QColor(ink.accent))
        edge = self._EDGE
        painter.drawText(self.rect().adjusted(edge, edge, -edge, 0), self._WRAP, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(ink.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setUnderline(True)
        return font


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
