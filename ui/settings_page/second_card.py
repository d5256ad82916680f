"""What waits for whoever looks as second person, each with what was asked, why and by whom, and the two answers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from app.approvals import Waiting
from app.clock import shown
from ui.parts import Card, FlowLayout, LabelledRow, LineBox, button, text

NOTHING = "Nothing waits for you as second person."


class SecondCard(Card):
    """The questions, the oldest first.

    Signals: ``answered(Waiting, bool, str)`` whether it is given, and the words of the answer.
    """

    answered = Signal(object, bool, str)

    def __init__(self) -> None:
        super().__init__("Waits for a second person")

    def show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        """Show all that waits."""
        self.clear()
        if not waiting:
            self.add(text(NOTHING, "second"))
        for each in waiting:
            self._add(each)

    def _add(self, each: Waiting) -> None:
        said = f"{each.asked_by}, {shown(each.asked_at)}: {each.why}"
        self.add(text(f"{each.words}: {each.about}" if each.about else each.words, "strong"))
        self.add(text(said))
        reason = LineBox(f"Your words on what {each.asked_by} asked")
        row = LabelledRow("Your words", reason, "Needed for a refusal.")
        held = Card()
        acts = FlowLayout(gap=10)
        acts.addWidget(button("Agree", on=partial(self._answer, each, True, row)))
        acts.addWidget(button("Refuse", on=partial(self._answer, each, False, row)))
        held.body.addWidget(row)
        held.body.addLayout(acts)
        self.add(held)

    def _answer(self, each: Waiting, given: bool, row: LabelledRow) -> None:
        field = row.field
        words = field.value() if isinstance(field, LineBox) else ""
        wrong = "" if given or words else "A refusal needs its reason."
        row.set_problem(wrong)
        if wrong:
            field.setFocus()
        else:
            self.answered.emit(each, given, words)
