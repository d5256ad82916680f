"""Two records side by side, and in words how alike they are; one key an answer, and each can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.drafts import DraftShown, finish_draft, my_draft
from app.errors import DeskError
from app.linking.asking import ComparePair, WaitingPair, open_pair, queue
from app.linking.candidates import Proposed, propose_links
from app.linking.deciding import (
    LinkConfirmed,
    LinkRefused,
    ask_again,
    confirm_link,
    not_sure,
    refuse_all,
    refuse_link,
)
from app.linking.taking_back import RecordPairs, pairs_of_record, take_back_answer
from ui.actions import Command
from ui.drafts import DraftKeeper
from ui.linking.pair_view import PairView
from ui.page import Page
from ui.parts import Chip, EmptyState, button

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

TONES = {"twin": "violet", "review": "amber", "certain": "green"}
LETTERS = "compare/letters"
LONGEST_NAME = 20


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
        self._current: UUID | None = None
        self._revisited: UUID | None = None
        self._kept_note = ""
        self._letters = bool(QSettings().value(LETTERS, True, type=bool))
        self.pair: ComparePair | None = None
        self.band = Chip("", "plain")
        self.heading("Same child?", "", right=(self.band,))
        self.view = PairView()
        self.table, self.note = self.view.table, self.view.note
        self.table.installEventFilter(self)
        self.body.addWidget(self.view)
        self.empty = EmptyState(
            "No pair waits for an answer. When agencies' files come in, records that may be one child stand here.",
            "Bring in files",
        )
        self.body.addWidget(self.empty)
        self.body.addStretch(1)
        self._build_answers()
        self.draft = DraftKeeper(
            self, "compare", about=self._about, title=self._called, value=lambda: {"note": self.note.value()}
        )
        self.note.textEdited.connect(self._on_typed)
        self.view.again_asked.connect(self._on_again)
        self.empty.asked.connect(lambda: self.go("feeds"))
        self._show_nothing()

    def _build_answers(self) -> None:
        self.same = button("Same child", "S", on=self._on_same)
        self.different = button("Different child", "D", on=self._on_different)
        self.twin = button("New child: twin or sibling", "T", on=self._on_twin)
        self.unsure = button("Not sure, with a note", "N", on=self._on_unsure)
        self.next = button("Next", "Ctrl+Right", on=self._on_next)
        self._answers = (self.same, self.different, self.twin, self.unsure, self.next)
        for each in self._answers[:-1]:
            self.footer.addWidget(each)
        self.footer.push(self.next)
        self._show_letters()

    # --- which pair --------------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the key of a pair, or of an agency's record whose own pairs are to be looked at."""
        self._wanted = UUID(str(value)) if value else None
        self.notice.clear()

    def refresh(self) -> None:
        """Ask which pairs wait."""
        self.ask(queue, done=self._on_queue)

    def _on_queue(self, pairs: tuple[WaitingPair, ...]) -> None:
        self._queue = pairs
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted not in self._keys():
            self.ask(pairs_of_record, wanted, done=self._on_record)
        elif wanted is not None:
            self._open(wanted)
        else:
            self._stay_or_go_on()

    def _stay_or_go_on(self) -> None:
        """Stay with the pair in front while it is still asked, so that nobody else's work moves it; else show the first."""
        keys = self._keys()
        if self._current is not None and self._current in (*keys, self._revisited):
            if self.pair is not None:
                self._show_place(self.pair)
        elif keys:
            self._open(keys[0])
        else:
            self._show_nothing()

    def _on_record(self, found: RecordPairs) -> None:
        """Show the pair of a record that somebody came for, or say plainly why there is none."""
        refused = [each.candidate for each in found.refused]
        if found.waiting:
            self._open(found.waiting[0])
            return
        if found.person is not None:
            person = found.person
            self.notice.say(
                f"This record is linked to {found.reference}; nothing is asked about it.",
                "accent", "Open the child", lambda: self.go("casefile", person),
            )  # fmt: skip
        elif refused:
            self._revisited = refused[0]
            self._open(refused[0])
            self.notice.say("This pair was said to be two children. It is shown again; answer anew.", "plain")
            return
        elif found.is_child:
            self.notice.say(
                "Nothing is asked about this record: no child of ours has been found that it may be.",
                "plain", "Look again", lambda: self._look_again(found.record),
            )  # fmt: skip
        else:
            self.notice.say(
                "Nothing is asked about this record: it is no child's, or not kept here.", "plain"
            )
        self._stay_or_go_on()

    def _look_again(self, record: UUID) -> None:
        self._wanted = record
        self.run(propose_links, [record], done=self._on_looked)

    def _on_looked(self, found: Proposed) -> None:
        self.say("It may be a child we know." if found.waiting else "It is a child of its own now.")
        self.refresh()

    def _open(self, candidate: UUID) -> None:
        self.draft.flush()
        if candidate != self._revisited:
            self._revisited = None
        self._current = candidate
        self.run(open_pair, candidate, done=self.show_pair, failed=self._on_not_opened)

    def _on_not_opened(self, error: DeskError) -> None:
        self._current = None
        self.problem(error)

    def _keys(self) -> tuple[UUID, ...]:
        return tuple(pair.candidate for pair in self._queue)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_pair(self, pair: ComparePair) -> None:
        """Show one pair; no answer is chosen beforehand."""
        self.pair, self._current = pair, pair.candidate
        self._show_place(pair)
        self.view.show_pair(pair)
        if self._kept_note:
            self.note.set_value(self._kept_note)
            self._kept_note = ""
        self.twin.set_words(f"New child: twin or sibling of {_called_shortly(pair.forename)}")
        self._set_visible(there=True)
        self.scroller.verticalScrollBar().setValue(0)
        self.table.setFocus()
        self.ask(pairs_of_record, pair.agency_person, done=self._on_record_of_pair)
        self.ask(my_draft, "compare", str(pair.candidate), done=self._on_draft)

    def _show_place(self, pair: ComparePair) -> None:
        keys = self._keys()
        waiting = next((each for each in self._queue if each.candidate == pair.candidate), None)
        risk = " · a warning or a withheld address is near" if waiting is not None and waiting.risk else ""
        note = (
            f"{keys.index(pair.candidate) + 1} of {len(keys)} · highest risk first{risk}" if waiting else ""
        )
        self.heading("Same child?", note or "asked again")
        if pair.state == "refused":
            self.band.show_words("✕ Said to be another child before", "plain")
        elif pair.band == "twin":
            self.band.show_words("◇ Possible twin or sibling: never linked without you", "violet")
        else:
            left = " · left open before" if pair.state == "not_sure" else ""
            self.band.show_words(f"{pair.band_words}{left}", TONES.get(pair.band, "plain"))

    def _on_record_of_pair(self, found: RecordPairs) -> None:
        if self.pair is not None and self.pair.agency_person == found.record:
            self.view.show_record(found, self.pair.candidate)

    def _on_draft(self, draft: DraftShown | None) -> None:
        if draft is not None and draft.about == self._about() and not self.note.value():
            self.note.set_value(str(draft.value.get("note", "")))

    def _show_nothing(self) -> None:
        self.pair = self._current = None
        self.heading("Same child?", "")
        self._set_visible(there=False)

    def _set_visible(self, *, there: bool) -> None:
        for widget in (self.band, self.view, *self._answers):
            widget.setVisible(there)
        self.empty.setVisible(not there)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below one another where the page is narrow."""
        super().resizeEvent(event)
        self.view.arrange(self.width())

    def _on_typed(self, _words: str) -> None:
        self.view.note_row.set_problem("")
        if self.pair is not None:
            self.draft.touch()

    def _about(self) -> str:
        return str(self.pair.candidate) if self.pair is not None else ""

    def _called(self) -> str:
        return f"Same child? {self.pair.person_reference}" if self.pair is not None else "Same child?"

    # --- what is answered --------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letters of the answers while the comparison itself has the focus."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            act = {"s": self._on_same, "d": self._on_different, "t": self._on_twin, "n": self._on_unsure}
            letter = event.text().lower()
            if self._letters and letter in act and not event.modifiers() and not event.isAutoRepeat():
                act[letter]()
                return True
        return super().eventFilter(watched, event)

    def _on_same(self) -> None:
        if self.pair is not None:
            self._answer(confirm_link, self.pair.candidate, self._on_confirmed, reason=self.note.value())

    def _on_different(self) -> None:
        if self.pair is not None:
            self._answer(refuse_link, self.pair.candidate, self._on_refused, reason=self.note.value())

    def _on_twin(self) -> None:
        if self.pair is not None:
            self._answer(refuse_all, self.pair.agency_person, self._on_refused, reason=self.note.value())

    def _on_unsure(self) -> None:
        if self.pair is None:
            return
        if not self.note.value():
            self.view.note_row.set_problem("Write what is to be found out, then press Not sure.")
            self.say("Write in the note what is to be found out, then press Not sure.")
            self.note.setFocus()
            self.scroller.ensureWidgetVisible(self.view.note_row)
            return
        self._answer(not_sure, self.pair.candidate, self._on_left, note=self.note.value())

    def _answer(self, use_case: Any, about: UUID, done: Any, **named: str) -> None:
        """Give one answer to the pair in front; a second key before it is taken says nothing."""
        pair, note = self.pair, self.note.value()
        if pair is None:
            return
        self.draft.flush()
        self.pair = None
        self.notice.clear()
        self.run(
            use_case, about, done=lambda result: done(result, pair, note),
            failed=lambda error: self._on_not_taken(error, pair), **named,
        )  # fmt: skip

    def _on_not_taken(self, error: DeskError, pair: ComparePair) -> None:
        if self._current == pair.candidate:
            self.pair = pair
        self.problem(error)

    def _on_confirmed(self, done: LinkConfirmed, pair: ComparePair, note: str) -> None:
        self._answered(pair, note, f"Linked to {done.reference}.")

    def _on_refused(self, done: LinkRefused, pair: ComparePair, note: str) -> None:
        made = f" The record is {done.reference} now." if done.reference else ""
        self._answered(pair, note, f"Kept apart.{made}")
        if done.person is not None:
            self.run(ask_again, pair.agency_person, done=self._on_asked_again)

    def _on_left(self, _pair: UUID, pair: ComparePair, note: str) -> None:
        keys = self._keys()
        if pair.candidate in keys and len(keys) > 1:
            self._wanted = keys[(keys.index(pair.candidate) + 1) % len(keys)]
        self._answered(pair, note, "Left open with your note. It is asked again after the others.")

    def _answered(self, pair: ComparePair, note: str, words: str) -> None:
        if note:
            self.run(finish_draft, "compare", str(pair.candidate))
        if self._revisited == pair.candidate:
            self._revisited = None
        self.say(words)
        self.notice.say(words, "green", "Undo", lambda: self._take_back(pair, note))
        if self._current == pair.candidate:
            self._current = None
            self.refresh()

    def _on_asked_again(self, pairs: int) -> None:
        if pairs:
            self.say("Records that wait are asked about the new child as well.")
            self.refresh()

    def _take_back(self, pair: ComparePair, note: str) -> None:
        self.run(take_back_answer, pair.candidate, done=lambda key: self._on_taken_back(key, note))

    def _on_taken_back(self, candidate: UUID, note: str) -> None:
        self.say("Taken back. The pair is asked as before.")
        self._wanted, self._kept_note = candidate, note
        self.refresh()

    def _on_again(self, candidate: UUID) -> None:
        self._revisited = candidate
        self._open(candidate)

    def _on_next(self) -> None:
        keys = self._keys()
        here = self.pair.candidate if self.pair is not None else self._current
        if here in keys and len(keys) > 1:
            self._wanted = keys[(keys.index(here) + 1) % len(keys)]
        elif here not in keys:
            self._current = None
        self._revisited = None
        self.refresh()

    # --- letters -----------------------------------------------------------------------------------------------------

    def _on_letters(self) -> None:
        self._letters = not self._letters
        QSettings().setValue(LETTERS, self._letters)
        self._show_letters()
        self.say(
            "The letters answer again."
            if self._letters
            else "The letters no longer answer; press the buttons."
        )

    def _show_letters(self) -> None:
        for each, letter in zip(self._answers, "SDTN", strict=False):
            each.set_keys(letter if self._letters else "")

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command("next_pair", "Show the next pair", self._on_next, keys="Ctrl+Right", enabled_when=self._asked),
            Command("answer_same", "Say that it is the same child", self._on_same, enabled_when=self._asked),
            Command(
                "answer_different", "Say that it is a different child", self._on_different,
                enabled_when=self._asked,
            ),
            Command("answer_letters", "Let letters answer, or not", self._on_letters),
        )  # fmt: skip

    def _asked(self) -> bool:
        return self.pair is not None


def _called_shortly(forename: str) -> str:
    """Give the first of several forenames where all of them would push the buttons out of the window."""
    first = forename if len(forename) <= LONGEST_NAME else forename.split()[0]
    return first if 0 < len(first) <= LONGEST_NAME else "this child"
