"""A tour for whoever is new: four steps, each at the place it speaks of, left at any moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.parts import FlowLayout, announce, button, text
from ui.theme import theme


@dataclass(frozen=True)
class Step:
    """One step: the place where it is shown, a title, and what there is to know."""

    place: str
    title: str
    words: str


STEPS = (
    Step(
        "worklist",
        "Begin here",
        "The worklist says what waits for you, late things first. Press Enter on a row to go where it is done. What you "
        "type anywhere is kept within a second; unfinished forms stand here too.",
    ),
    Step(
        "search",
        "Find a child",
        "Type what you have: part of a name, a number, a postcode. Ctrl+K does the same from every page, and finds every "
        "command. Opening a child stands in the log.",
    ),
    Step(
        "feeds",
        "Bring in, then compare",
        "Choose an agency's files and see row by row what would come in before anything is kept. A batch can be undone. "
        "Then Same child? asks which records are one child; you decide, and can undo that as well.",
    ),
    Step(
        "sharing",
        "Decide, then print",
        "On a child's page, Ctrl+S begins a share. What is still open stands at the right until it is settled; then the "
        "decision is frozen and its paper is made. F1 explains the page you are on, at any time.",
    ),
)


class Tour(QDialog):
    """The four steps, beside the window and never over its work; Esc leaves."""

    def __init__(self, go: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tour")
        self.setAccessibleName("Tour")
        self.setObjectName("page_body")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.at = 0
        self._go = go
        self._count = text("", "second", wrap=False)
        self._title = text("", "section")
        self._words = text("")
        self.back_button = button("Back", on=lambda: self.show_step(self.at - 1))
        self.next_button = button("Next", kind="filled", on=self._on_next)
        self.leave_button = button("Leave the tour", "Esc", on=self.reject)
        presses = FlowLayout(gap=8, line_gap=6)
        for press in (self.back_button, self.next_button, self.leave_button):
            presses.addWidget(press)
        body = QVBoxLayout(self)
        body.setContentsMargins(18, 14, 18, 14)
        body.setSpacing(8)
        for part in (self._count, self._title, self._words):
            body.addWidget(part)
        body.addLayout(presses)
        theme().changed.connect(self._settle)

    def sizeHint(self) -> QSize:
        """Give the width of some words in a line and the height that all of them need."""
        parent, body = self.parentWidget(), self.layout()
        most = round(parent.width() * 0.9) if parent is not None else theme().px(430)
        width = min(theme().px(430), most)
        return QSize(width, body.heightForWidth(width) if body is not None else 0)

    def show_step(self, at: int) -> None:
        """Show a step, at its place."""
        self.at = max(0, min(at, len(STEPS) - 1))
        step = STEPS[self.at]
        self._go(step.place)
        self._count.setText(f"Step {self.at + 1} of {len(STEPS)}")
        self._title.setText(step.title)
        self._words.setText(step.words)
        self.back_button.set_reason("" if self.at else "This is the first step.")
        self.next_button.set_words("Finish" if self.at == len(STEPS) - 1 else "Next")
        self._settle()
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"Step {self.at + 1} of {len(STEPS)}. {step.title}. {step.words}")

    def _settle(self) -> None:
        """Stand at the lower right of the window, as high as the words need."""
        parent = self.parentWidget()
        self.resize(self.sizeHint())
        if parent is not None:
            corner = parent.mapToGlobal(parent.rect().bottomRight())
            self.move(corner.x() - self.width() - 24, corner.y() - self.height() - 48)

    def _on_next(self) -> None:
        if self.at == len(STEPS) - 1:
            self.accept()
        else:
            self.show_step(self.at + 1)
