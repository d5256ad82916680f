"""Two records side by side, and in words how alike they are; one key an answer, and each can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.linking.asking import ComparePair, WaitingPair, open_pair, queue
from app.linking.deciding import LinkConfirmed, LinkRefused, confirm_link, not_sure, refuse_all, refuse_link
from ui.actions import Command
from ui.page import Page
from ui.parts import Card, Chip, CompareCell, CompareRow, ComparisonTable, EmptyState, LineBox, button, text

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

TONES = {"twin": "violet", "review": "amber", "certain": "green"}


class ComparePage(Page):
    """One pair at a time, the highest risk first. Opening a pair is in the log before it is shown."""

    key = "linking"
    title = "Same child?"
    topics = frozenset({"links", "batches"})
    help_text = (
        "Left stands what one agency says, right what is known of a child of ours, and in the third column what that "
        "comes to. S says that it is the same child, D that it is another, T that it is a twin or sibling, N that you "
        "are not sure. The letters act while the comparison has the focus; the menu can turn them off. Whatever you "
        "choose can be undone, and nothing that an agency said is changed."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._queue: tuple[WaitingPair, ...] = ()
        self._wanted: UUID | None = None
        self._letters = True
        self.pair: ComparePair | None = None
        self.heading("Same child?", "")
        self.band = Chip("", "plain")
        self.body.addWidget(self.band)
        self.table = ComparisonTable("Comparison")
        self.table.installEventFilter(self)
        self.body.addWidget(self.table)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        self.why, self.others = Card("Why it is asked"), Card("What else is known")
        cards.addWidget(self.why, 3)
        cards.addWidget(self.others, 2)
        self.body.addLayout(cards)
        self.note = LineBox("Note, where you are not sure", "what is to be found out, and from whom")
        self.body.addWidget(self.note)
        self.promise = text(
            "Whatever you choose can be undone at any time. Nothing that an agency said is changed.", "second"
        )
        self.body.addWidget(self.promise)
        self.empty = EmptyState(
            "No pair waits for an answer. When agencies' files come in, records that may be one child stand here."
        )
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self._build_answers()
        self._show_nothing()

    def _build_answers(self) -> None:
        self.same = button("Same child", "S", on=self._on_same)
        self.different = button("Different child", "D", on=self._on_different)
        self.twin = button("New child: twin or sibling", "T", on=self._on_twin)
        self.unsure = button("Not sure, with a note", "N", on=self._on_unsure)
        self.next = button("Next", "Right", on=self._on_next)
        self._answers = (self.same, self.different, self.twin, self.unsure, self.next)
        for each in self._answers:
            self.footer.addWidget(each)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the key of a pair that is to be looked at first."""
        self._wanted = UUID(str(value)) if value else None

    def refresh(self) -> None:
        """Ask which pairs wait."""
        self.ask(queue, done=self._on_queue)

    def _on_queue(self, pairs: tuple[WaitingPair, ...]) -> None:
        self._queue = pairs
        keys = [pair.candidate for pair in pairs]
        wanted = self._wanted if self._wanted in keys else (keys[0] if keys else None)
        self._wanted = None
        if self.pair is not None and self.pair.candidate in keys and wanted is None:
            return
        if wanted is None:
            self._show_nothing()
        elif self.pair is None or self.pair.candidate != wanted:
            self.run(open_pair, wanted, done=self.show_pair)

    def show_pair(self, pair: ComparePair) -> None:
        """Show one pair."""
        self.pair = pair
        place = next((at for at, each in enumerate(self._queue, 1) if each.candidate == pair.candidate), 1)
        self.heading("Same child?", f"{place} of {len(self._queue) or 1} · highest risk first")
        mark = "◇ " if pair.band == "twin" else ""
        self.band.show_words(f"{mark}{pair.band_words}", TONES.get(pair.band, "plain"))
        linked = ", ".join(pair.linked_organisations)
        self.table.show_rows(
            headings=("", f"{pair.organisation} says", "We know", "So"),
            notes=("", pair.agency_reference, f"{pair.person_reference} · {linked} linked", ""),
            rows=tuple(
                CompareRow(
                    row.label,
                    (
                        CompareCell(row.said),
                        CompareCell(row.known),
                        CompareCell(row.words, verdict=row.verdict),
                    ),
                )
                for row in pair.rows
            ),
        )
        self.why.clear()
        self.why.add(text(pair.why))
        self.others.clear()
        for line in pair.other_facts or ("Nothing else.",):
            self.others.add(text(line))
        self.note.set_value(pair.note)
        self.twin.set_words(
            f"New child: twin or sibling of {pair.forename}"
            if pair.forename
            else "New child: twin or sibling"
        )
        self._set_visible(there=True)
        self.table.setFocus()

    def _show_nothing(self) -> None:
        self.pair = None
        self.heading("Same child?", "")
        self._set_visible(there=False)

    def _set_visible(self, *, there: bool) -> None:
        shown = (self.band, self.table, self.why, self.others, self.note, self.promise, *self._answers)
        for widget in shown:
            widget.setVisible(there)
        self.empty.setVisible(not there)

    # --- what is answered --------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letters of the answers while the comparison itself has the focus."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            act = {"s": self._on_same, "d": self._on_different, "t": self._on_twin, "n": self._on_unsure}
            letter = event.text().lower()
            if self._letters and letter in act and not event.modifiers():
                act[letter]()
                return True
        return super().eventFilter(watched, event)

    def _on_same(self) -> None:
        if self.pair is not None:
            self.run(confirm_link, self.pair.candidate, reason=self.note.value(), done=self._on_confirmed)

    def _on_different(self) -> None:
        if self.pair is not None:
            self.run(refuse_link, self.pair.candidate, reason=self.note.value(), done=self._on_refused)

    def _on_twin(self) -> None:
        if self.pair is not None:
            self.run(refuse_all, self.pair.agency_person, reason=self.note.value(), done=self._on_refused)

    def _on_unsure(self) -> None:
        if self.pair is None:
            return
        if not self.note.value().strip():
            self.say("Write in the note what is to be found out, then press N again.")
            self.note.setFocus()
            return
        self.run(not_sure, self.pair.candidate, note=self.note.value(), done=self._on_left)

    def _on_confirmed(self, done: LinkConfirmed) -> None:
        self.say(f"Linked to {done.reference}. Take the link back on the child's page if it was wrong.")
        self._go_on()

    def _on_refused(self, done: LinkRefused) -> None:
        made = f" The record is {done.reference} now." if done.reference else ""
        self.say(f"Kept apart.{made}")
        self._go_on()

    def _on_left(self, _pair: UUID) -> None:
        self.say("Left open with your note. It is asked again after the others.")
        self._on_next()

    def _on_next(self) -> None:
        keys = [each.candidate for each in self._queue]
        if self.pair is not None and self.pair.candidate in keys and len(keys) > 1:
            self._wanted = keys[(keys.index(self.pair.candidate) + 1) % len(keys)]
        self.pair = None
        self.refresh()

    def _go_on(self) -> None:
        self.pair = None
        self.refresh()

    def _on_letters(self) -> None:
        self._letters = not self._letters
        self.say(
            "The letters answer again."
            if self._letters
            else "The letters no longer answer; press the buttons."
        )

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command("next_pair", "Next pair", self._on_next),
            Command("answer_letters", "Let letters answer, or not", self._on_letters),
        )
