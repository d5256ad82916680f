"""Which shares are there: what one was in the middle of, what waits to be decided, and what was decided last."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.clock import shown
from app.drafts import DraftShown
from app.sharing.listing import ShareShown
from ui.parts import Card, EmptyState, FlowLayout, button, text

NOTHING = (
    "Open a child and press Share there: the decision is written here. Nothing is shared until you decide."
)
DECISIONS = {"SHARE": "shared with", "DO_NOT_SHARE": "not shared with", "DEFER": "decide later, with"}
#: How many decided shares are listed; all of them stand among the papers.
LAST = 8


class SharesList(QWidget):
    """What stands on the page before a child is chosen.

    Signals: ``opened(str)`` somebody wants to go on with a share or a draft, by its reference; ``child_wanted()``.
    """

    opened = Signal(str)
    child_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.empty = EmptyState(NOTHING, "Find a child")
        self.empty.asked.connect(self.child_wanted)
        self.begun = Card("To finish")
        self.decided = Card("Decided last")
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        for card in (self.empty, self.begun, self.decided):
            body.addWidget(card)

    def show_shares(self, drafts: Iterable[DraftShown], shares: Iterable[ShareShown]) -> None:
        """Show one's own drafts and the begun shares to go on with, and the decided ones to look at."""
        rows = tuple(shares)
        typed = [one for one in drafts if one.form == "share"]
        named = {one.about for one in typed}
        lines = [(f"{one.title} · saved {shown(one.saved_at)}", one.about) for one in typed]
        lines += [
            (_words(one), one.reference)
            for one in rows
            if one.state == "draft" and one.reference not in named
        ]
        self._fill(self.begun, lines, "Go on")
        done = [one for one in rows if one.state == "decided"]
        self._fill(self.decided, [(_words(one), one.reference) for one in done[:LAST]], "Open its paper")

    def _fill(self, card: Card, lines: list[tuple[str, str]], act: str) -> None:
        card.clear()
        card.setVisible(bool(lines))
        for words, reference in lines:
            held = QWidget()
            flow = FlowLayout(held, gap=8, line_gap=0)
            flow.addWidget(OneLine(words))
            link = button(act, kind="link", accessible=f"{act}: {words}")
            link.clicked.connect(partial(self._on_opened, reference))
            flow.addWidget(link)
            card.add(held)

    def _on_opened(self, reference: str, _checked: bool = False) -> None:
        self.opened.emit(reference)


class OneLine(QLabel):
    """Words that stand in one line where there is room, and wrap only where there is none."""

    def __init__(self, words: str, kind: str = "body") -> None:
        super().__init__(words)
        like = text("", kind)
        self.setTextFormat(like.textFormat())
        self.setProperty("kind", kind)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """Give the width of all words in one line."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, super().sizeHint().height())


def _words(share: ShareShown) -> str:
    about = ", ".join(share.about)
    if share.state == "draft":
        return f"{share.reference} · about {about}, with {share.to or 'nobody named yet'} · begun {shown(share.on)}"
    said = DECISIONS.get(share.decision, "with")
    return f"{share.reference} · about {about}, {said} {share.to} · {shown(share.on)}"
