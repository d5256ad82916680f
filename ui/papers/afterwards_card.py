"""What became of a decided share, below its pages: sent, answered, and the review of an emergency."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.clock import shown
from app.sharing.afterwards import ANSWERED, REVIEWED, SENT, Afterwards, Review
from ui.parts import Card, ChoicePills, FlowLayout, LineBox, RowStack, button, text

ANSWERS = (("accepted", "Accepted"), ("rejected", "Rejected"), ("queried", "Asked back"))


class AfterwardsCard(Card):
    """Signals: ``sent_asked(str, str)`` channel and receipt; ``answer_asked(str, str)`` answer and words."""

    sent_asked = Signal(str, str)
    answer_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("What became of it")
        self.steps = text("", "second")
        self.add(self.steps)
        rows = RowStack()
        self.channel, self.receipt = LineBox("Sent by"), LineBox("Receipt")
        self.channel_row = rows.add("Sent by", self.channel, "How it left: secure file transfer, by hand.")
        rows.add("Receipt", self.receipt, "A number or name that shows that it arrived, if there is one.")
        self.answer, self.words = ChoicePills("The recipient's answer", ANSWERS), LineBox("In their words")
        self.answer_row = rows.add("Their answer", self.answer)
        rows.add("In their words", self.words, "Needed where they rejected it or asked back.")
        self.add(rows)
        presses = FlowLayout(gap=10)
        self.sent_button = button("Note that it was sent", on=self._on_sent)
        self.answer_button = button("Note the answer", on=self._on_answer)
        presses.addWidget(self.sent_button)
        presses.addWidget(self.answer_button)
        self.body.addLayout(presses)

    def show_steps(self, steps: tuple[Afterwards, ...]) -> None:
        """Show every step, the first first, and empty the fields."""
        self.steps.setText("\n".join(_step(one) for one in steps) or "Nothing was noted yet.")
        for box in (self.channel, self.receipt, self.words):
            box.set_value("")
        self.answer.set_value(None)

    def _on_sent(self) -> None:
        self.channel_row.set_problem("" if self.channel.value() else "Say by which way it was sent.")
        if self.channel.value():
            self.sent_asked.emit(self.channel.value(), self.receipt.value())
        else:
            self.channel.setFocus()

    def _on_answer(self) -> None:
        chosen = self.answer.value()
        self.answer_row.set_problem("" if chosen else "Choose what they answered.")
        if chosen:
            self.answer_asked.emit(chosen, self.words.value())
        else:
            self.answer.setFocus()


class ReviewCard(Card):
    """The review of an emergency: its three answers, and what was put off, each with a line for what was done.

    Signals: ``review_asked(object, str)`` the answers by rule, and a word on the whole.
    """

    review_asked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__("Review of the emergency")
        self.boxes: dict[str, LineBox] = {}
        self.words = LineBox("On the whole")
        self.done = button("It is reviewed", kind="filled", on=self._on_done)
        self.hide()

    def show_review(self, review: Review | None) -> None:
        """Show what waits to be reviewed, to somebody who may and did not decide it; else nothing."""
        self.clear()
        self.setVisible(review is not None and review.may_review)
        if review is None:
            return
        said = review.emergency
        self.add(text(f"{said['who']}: {said['danger']}. Nobody could wait because {said['why_now']}."))
        due = f"Due by {shown(review.due)}." if review.due else "Due by the close of the working day."
        self.add(
            text(f"Decided {shown(review.decided_at)}. {due} Say of each point what was done.", "second")
        )
        rows = RowStack()
        self.boxes = {}
        for one in review.put_off:
            self.boxes[one.rule] = LineBox(f"{one.rule}: {one.sentence}")
            rows.add(one.rule, self.boxes[one.rule], one.sentence)
        self.words = LineBox("On the whole")
        rows.add("On the whole", self.words)
        self.add(rows)
        self.done = button("It is reviewed", kind="filled", on=self._on_done)
        self.add(self.done)

    def _on_done(self) -> None:
        empty = [box for box in self.boxes.values() if not box.value()]
        if empty or not (self.boxes or self.words.value()):
            (empty[0] if empty else self.words).setFocus()
        else:
            answers = {rule: box.value() for rule, box in self.boxes.items()}
            self.review_asked.emit(answers, self.words.value())


def _step(one: Afterwards) -> str:
    said = one.content
    words = {
        SENT: f"sent by {said.get('channel')}"
        + (f", receipt {said['receipt']}" if said.get("receipt") else ""),
        ANSWERED: f"{said.get('answer')} by the recipient"
        + (f": {said['words']}" if said.get("words") else ""),
        REVIEWED: "the emergency was reviewed",
    }.get(one.kind, one.kind)
    return f"● {shown(one.at)}, {one.officer}: {words}"
