"""What has to be said now, in the window itself: no message of the system, which a lock screen could show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.errors import DeskError
from ui.parts.announcing import announce
from ui.parts.key_button import KeyButton, button
from ui.parts.words import set_kind, text
from ui.problems import in_words
from ui.theme import theme

_SIGNS = {"red": "▲", "amber": "◆", "green": "●", "violet": "■", "accent": "●", "plain": "●"}


class NoticeBar(QFrame):
    """A strip with a sentence, perhaps an act, and a way to put it away; hidden while there is nothing to say.

    Signals: ``shown_changed(bool)`` it has something to say now, or nothing more.
    """

    shown_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("notice", "amber")
        self._first: QLabel = text("", "strong")
        self._rest: QLabel = text("")
        self._act: Callable[[], object] | None = None
        self._act_button = KeyButton("")
        self._act_button.clicked.connect(self._on_act)
        self._away = button("Close", kind="link", on=self.clear, accessible="Close this notice")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._first)
        words.addWidget(self._rest)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        acts.addWidget(self._act_button)
        acts.addWidget(self._away)
        acts.addStretch(1)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(14, 9, 14, 9)
        self._line.setSpacing(8)
        self._line.addLayout(words, 1)
        self._line.addLayout(acts)
        self.hide()

    def say(
        self,
        words: str,
        tone: str = "amber",
        act_words: str = "",
        act: Callable[[], object] | None = None,
        rest: str = "",
    ) -> None:
        """Show a sentence in a tone and announce it; ``act`` is done by a button of ``act_words``."""
        self._first.setText(f"{_SIGNS[tone]} {words}")
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self._act = act
        self._act_button.setVisible(bool(act_words and act))
        if act_words:
            self._act_button.set_words(act_words)
        set_kind(self, "notice", tone)
        for label in (self._first, self._rest):  # their colour follows from the bar's tone
            label.style().unpolish(label)
            label.style().polish(label)
        self.setAccessibleName(words)
        self.show()
        self.shown_changed.emit(True)
        announce(self, f"{words} {rest}".strip(), urgent=tone == "red")

    def say_problem(self, error: DeskError) -> None:
        """Show an error: what happened, what was kept, what to do."""
        self.say(error.happened, "red", rest=in_words(error))

    def words(self) -> str:
        """Give what the bar says, for tests; empty while it is hidden."""
        return f"{self._first.text()} {self._rest.text()}".strip() if not self.isHidden() else ""

    def clear(self) -> None:
        """Put the notice away."""
        self._act = None
        self.hide()
        self.shown_changed.emit(False)

    def minimumSizeHint(self) -> QSize:
        """Need no more width than the words and one button."""
        return QSize(self._act_button.minimumSizeHint().width() + 120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words when the bar is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme().px(420)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)

    def _on_act(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()
