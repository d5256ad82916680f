"""What our officers recorded of one person: record, relate, correct, take back, attach; each act in its own form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.access import Act, may, reason_needed
from app.casefile.own_record import OwnRecord, OwnStatement, open_letter, open_own_record
from app.directory.organisations import list_organisations
from app.drafts import DraftShown, my_draft
from app.errors import DeskError
from app.people.adding import relate_new
from app.people.births import record_birth
from app.people.letter_reading import ReadLetter, read_letter_file
from app.people.letters import LetterOpened, attach_letter, remove_letter
from app.people.saying import record_statement, take_back_statement
from app.vocabulary import codes
from ui.actions import Command
from ui.child_facts import facts_shown
from ui.drafts import DraftKeeper
from ui.page import Page
from ui.parts import ChildBanner, ChoicePills, EmptyState, FlowLayout, button
from ui.people.hand_cards import AttachCard, BirthCard, FamilyCard, HandCard, RecordCard, TakeBackCard
from ui.people.own_cards import LetterCard, LettersCard, StandingCard
from ui.people.tab_order import chain, stops

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations


class ReasonCard(HandCard):
    """Why somebody needs to see this person: one of a list, for the log."""

    def __init__(self) -> None:
        super().__init__("Why you need it", "Go on", "Your reason is written to the log.")
        self.reason = ChoicePills("Reason", codes("reason_to_look"))
        self.add(self.reason)
        self.finish()


class OwnRecordPage(Page):
    """Everything that was recorded by hand of one person. Opening it is in the log before anything is shown.

    Signals: none of its own; ``place_asked`` goes to the person's page.
    """

    key = "about"
    title = "Recorded by hand"
    topics = frozenset({"people", "links"})
    help_text = (
        "What our own officers recorded of this person, with what each correction replaced; agencies' words stand on the "
        "person's page and are never changed. Record a number with what is safe, a warning with the day by which it is "
        "looked at again, or who is family; attach a letter, which is kept encrypted and shown as text only. A birth "
        "replaces the expected date under the same reference. What you type is kept as a draft."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.person: UUID | None = None
        self.record: OwnRecord | None = None
        self._reason = ""
        self._statement: UUID | None = None
        self._make()
        self.draft = DraftKeeper(
            self,
            form="own_record",
            about=lambda: str(self.person),
            title=lambda: f"Record about {self.record.reference if self.record else 'a person'}",
            value=self._draft_value,
        )
        self.draft.saved.connect(self.recording.saved.setText)
        self._connect()
        self._show_nobody()

    def _make(self) -> None:
        self.banner = ChildBanner()
        self.whole_page = button(
            "Their page", on=self._on_whole_page, accessible="Their page: go to this person's own"
        )
        self.banner.buttons.addWidget(self.whole_page)
        self.set_banner(self.banner)
        self.acts = QWidget()
        self.record_button = button("Record something", on=self.on_record)
        self.family_button = button("Say who is family", on=self.on_family)
        self.birth_button = button("Record the birth", on=self.on_birth)
        self.attach_button = button("Attach a letter", on=self.on_attach)
        self.empty = EmptyState("Nobody is open. Find somebody first.", "Find a child")
        self.reasons, self.recording, self.relating = ReasonCard(), RecordCard(), FamilyCard(self)
        self.birth, self.attaching, self.taking_back = BirthCard(), AttachCard(), TakeBackCard()
        self.cards: tuple[HandCard, ...] = (
            self.reasons, self.recording, self.relating, self.birth, self.attaching, self.taking_back,
        )  # fmt: skip
        self.standing, self.letters, self.letter = StandingCard(), LettersCard(), LetterCard()
        flow = FlowLayout(self.acts, gap=10)
        for act in (self.record_button, self.family_button, self.birth_button, self.attach_button):
            flow.addWidget(act)
        for widget in (self.empty, self.acts, *self.cards, self.standing, self.letter, self.letters):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.empty.asked.connect(lambda: self.go("search", None))
        for card, act in (
            (self.reasons, self._on_reason),
            (self.recording, self._on_record_asked),
            (self.relating, self._on_relate_asked),
            (self.birth, self._on_birth_asked),
            (self.attaching, self._on_attach_asked),
            (self.taking_back, self._on_take_back_asked),
        ):
            card.asked.connect(act)
            card.left.connect(self._close_cards)
        self.recording.changed.connect(self._on_typed)
        self.recording.kind.changed.connect(self._order_stops)
        self.relating.finder.list.shown.connect(self._order_stops)
        self.attaching.read_asked.connect(self.read_letter)
        self.standing.correct_asked.connect(self._on_correct)
        self.standing.take_back_asked.connect(self._on_take_back)
        self.letters.open_asked.connect(self._on_open_letter)
        self.letter.closed.connect(self._on_letter_closed)
        self.letter.remove_asked.connect(self._on_remove_letter)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the key of the person; information governance says why first."""
        key = UUID(value) if isinstance(value, str) and value else value
        if not isinstance(key, UUID):
            return
        self.draft.flush()
        if key != self.person:
            self._show_nobody()
        self.person, self._reason = key, ""
        self.empty.hide()
        if self._must_say_why():
            self._open(self.reasons)

    def refresh(self) -> None:
        """Open the person again; the look is in the log."""
        if self.person is None or (self._must_say_why() and not self._reason):
            return
        person = self.person
        self.run(
            open_own_record, person, reason=self._reason, done=lambda found: self._on_opened(person, found)
        )

    def _on_opened(self, person: UUID, record: OwnRecord) -> None:
        if person == self.person:
            self.show_record(record)

    def show_record(self, record: OwnRecord) -> None:
        """Show what was recorded of one person."""
        first, self.record = self.record is None, record
        self.heading("Recorded by hand", record.reference)
        self.banner.show_child(facts_shown(record.banner, record.reference))
        self.banner.show()
        writes = may(self.desk.officer, Act.RECORD_ABOUT_CHILD)
        self.acts.setVisible(writes)
        self.birth_button.setVisible(record.expected)
        self.standing.show_statements(record.statements)
        self.letters.show_letters(record.letters)
        for card in (self.standing, self.letters):
            card.show()
        self._order_stops()
        if first and writes:
            self.ask(my_draft, "own_record", str(self.person), done=self._on_draft)

    def _order_stops(self, *_: object) -> None:
        """Let Tab go as the eye goes: banner, acts, the form, what stands, the letter, the letters."""
        forms = [part for card in self.cards for part in stops(card, (card.do, card.leave))]
        below = [part for card in (self.standing, self.letter, self.letters) for part in stops(card)]
        chain(
            [*stops(self.banner), *stops(self.notice), *stops(self.empty), *stops(self.acts), *forms, *below]
        )

    def _show_nobody(self) -> None:
        self.record = None
        self.letter.forget()
        for card in self.cards:
            card.hide()
            card.empty()
        for widget in (self.banner, self.acts, self.standing, self.letters):
            widget.hide()
        self.empty.setVisible(self.person is None)

    def leaving(self) -> None:
        """Close a letter that is open before anything else is shown."""
        self.letter.forget()

    def _must_say_why(self) -> bool:
        return self.desk.officer.roles <= reason_needed().get(Act.OPEN_CHILD, frozenset())

    def _on_reason(self) -> None:
        if self.reasons.reason.value():
            self._reason = str(self.reasons.reason.value())
            self.reasons.hide()
            self.refresh()
        else:
            self.reasons.reason.setFocus()

    # --- one form at a time ------------------------------------------------------------------------------------------

    def _open(self, card: HandCard, first: QWidget | None = None) -> None:
        for each in self.cards:
            each.setVisible(each is card)
        if first is not None:
            first.setFocus()
        self.scroller.ensureWidgetVisible(card)

    def _close_cards(self) -> None:
        for card in self.cards:
            card.hide()
            card.empty()
        self._statement = None
        self.record_button.setFocus()

    def on_record(self) -> None:
        """Open the form for one thing that is known."""
        self._statement = None
        self.recording.record()
        self._open(self.recording, self.recording.kind)

    def on_family(self) -> None:
        """Open the form for a relation."""
        self._open(self.relating, self.relating.finder.given)

    def on_birth(self) -> None:
        """Open the form for a birth."""
        self._open(self.birth, self.birth.birth)

    def on_attach(self) -> None:
        """Open the form for a letter."""
        self._open(self.attaching, self.attaching.choose)
        self.ask(list_organisations, done=self.attaching.show_organisations)

    def _on_correct(self, one: OwnStatement) -> None:
        self._statement = one.key
        self._open(self.recording)
        self.recording.correct(one.group, f"{one.group_words}, {one.text}", one.value)
        self._order_stops()

    def _on_take_back(self, one: OwnStatement) -> None:
        self._statement = one.key
        self.taking_back.told.setText(f"{one.group_words.capitalize()}: {one.text}")
        self._open(self.taking_back, self.taking_back.because)

    # --- what is done ------------------------------------------------------------------------------------------------

    def _act(self, said: str, use_case: Callable[..., Any], *args: Any, **named: Any) -> None:
        def done(_result: object) -> None:
            self._close_cards()
            self.notice.clear()
            self.say(said)
            self.refresh()

        self.run(use_case, *args, done=done, failed=self.problem, **named)

    def _on_record_asked(self) -> None:
        if self._statement is not None:
            if (correction := self.recording.correction(self._statement)) is not None:
                act, args, named = correction
                self._act("Corrected. What stood before stays in sight.", act, *args, **named)
            return
        value = self.recording.value()
        if value is not None:
            group = self.recording.group
            self.draft.finish()
            said = f"Recorded: {dict(codes('group'))[group]}."
            self._act(said, record_statement, self.person, group, value)

    def _on_relate_asked(self) -> None:
        if self.relating.whole():
            relation = self.relating.finder.relation(*self.relating.given())
            self._act("Recorded on both sides.", relate_new, self.person, relation)

    def _on_birth_asked(self) -> None:
        day = self.birth.day()
        if day is not None:
            said = "The birth is recorded. The reference stays the same."
            self._act(said, record_birth, self.person, day, **self.birth.others())

    def _on_take_back_asked(self) -> None:
        if not self.taking_back.because.value():
            self.taking_back.row.set_problem("Say in a few words why it no longer holds.")
            self.taking_back.because.setFocus()
            return
        because = self.taking_back.because.value()
        self._act("Taken back. It stays in sight.", take_back_statement, self._statement, because=because)

    # --- letters -----------------------------------------------------------------------------------------------------

    def read_letter(self, path: Path) -> None:
        """Read a file that was chosen, beside the desk's own work."""
        self.say("Reading the letter.")
        self.operations.call(read_letter_file, path, done=self._on_read, failed=self._on_not_read, page=self)

    def _on_read(self, letter: ReadLetter) -> None:
        self.attaching.show_letter(letter)
        self.say("The letter was read. Look at it, and attach it.")

    def _on_not_read(self, error: DeskError) -> None:
        self.attaching.file_row.set_problem(f"{error.happened} {error.next_step}")
        self.attaching.choose.setFocus()
        self.say(error.happened)

    def _on_attach_asked(self) -> None:
        card = self.attaching
        if card.whole() and card.letter is not None:
            self._act(
                "Attached. It is kept encrypted and shown as text only.",
                attach_letter,
                self.person,
                card.letter,
                organisation=card.came_from.value() or "",
                received=card.received.value(),
            )

    def _on_open_letter(self, key: UUID) -> None:
        self.run(open_letter, key, reason=self._reason, done=self.show_letter)

    def show_letter(self, letter: LetterOpened) -> None:
        """Show one letter as text."""
        self.letter.show_letter(letter)
        self.letter.remove.setEnabled(may(self.desk.officer, Act.RECORD_ABOUT_CHILD))
        self.scroller.ensureWidgetVisible(self.letter)

    def _on_letter_closed(self) -> None:
        self.letter.forget()
        self.attach_button.setFocus()

    def _on_remove_letter(self, key: UUID, because: str) -> None:
        self.letter.forget()
        self._act("Removed. It stays in sight as removed.", remove_letter, key, because=because)

    # --- the draft, and the commands ---------------------------------------------------------------------------------

    def _draft_value(self) -> dict[str, Any]:
        editor = self.recording.editor
        value = editor.draft() if editor is not None else {}
        return {"group": self.recording.group, "value": value}

    def _on_typed(self) -> None:
        if self._statement is None and self.recording.is_written():
            self.draft.touch()

    def _on_draft(self, draft: DraftShown | None) -> None:
        if draft is None or not draft.value.get("value") or self.recording.is_written():
            return
        self.on_record()
        self.recording.kind.set_value(draft.value.get("group"))
        if self.recording.editor is not None:
            self.recording.editor.set_value(draft.value["value"])

    def _on_whole_page(self) -> None:
        self.go("casefile", self.person)

    def _writes(self) -> bool:
        return self.record is not None and may(self.desk.officer, Act.RECORD_ABOUT_CHILD)

    def _expects(self) -> bool:
        return self._writes() and self.record is not None and self.record.expected

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command("record_by_hand", "Record something by hand", self.on_record, enabled_when=self._writes),
            Command("relate", "Say who is family", self.on_family, enabled_when=self._writes),
            Command("record_birth", "Record the birth", self.on_birth, enabled_when=self._expects),
            Command("attach", "Attach a letter or mail", self.on_attach, enabled_when=self._writes),
        )
