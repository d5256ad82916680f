"""What our officers recorded of somebody, as it stands and with what it replaced; and the letters that came in."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.casefile.own_record import LetterShown, OwnStatement
from app.dates import from_day
from app.people.letter_kinds import KINDS
from app.people.letters import LetterOpened
from ui.parts import Card, Chip, FlowLayout, LineBox, RowStack, TopColumn, button, names, text


class StandingCard(Card):
    """One line a statement, with what it replaced below it.

    Signals: ``correct_asked(OwnStatement)``, ``take_back_asked(OwnStatement)``.
    """

    correct_asked = Signal(object)
    take_back_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("What our officers recorded")

    def show_statements(self, statements: tuple[OwnStatement, ...]) -> None:
        """Show what stands, the last word first."""
        self.clear()
        if not statements:
            self.add(text("Nothing was recorded by hand yet.", "second"))
        rows = RowStack()
        for one in statements:
            rows.add(_capital(one.group_words), self._line(one))
        if statements:
            self.add(rows)

    def _line(self, one: OwnStatement) -> QWidget:
        line = QWidget()
        line.setAccessibleName(f"{_capital(one.group_words)}: {one.text}")
        body = TopColumn(line)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(2)
        body.addWidget(names(one.text))
        if one.overdue:
            body.addWidget(Chip("▲ late to be reviewed", "red"))
        body.addWidget(text(f"{one.by}, {_shown(one.said_on)}", "second"))
        for before in one.replaced:
            body.addWidget(text(f"Before: {before}", "second"))
        presses = FlowLayout(gap=12)
        about = f"{one.group_words} {one.text}"
        if one.value and not one.ended:
            act = button("Correct", kind="link", on=partial(self.correct_asked.emit, one))
            act.setAccessibleName(f"Correct: {about}")
            presses.addWidget(act)
        if one.may_be_taken_back:
            act = button("No longer holds", kind="link", on=partial(self.take_back_asked.emit, one))
            act.setAccessibleName(f"No longer holds: {about}")
            presses.addWidget(act)
        body.addLayout(presses)
        return line


class LettersCard(Card):
    """The letters, the last added first.

    Signals: ``open_asked(UUID)`` one is to be read.
    """

    open_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Letters and mails")

    def show_letters(self, letters: tuple[LetterShown, ...]) -> None:
        """Show the list."""
        self.clear()
        if not letters:
            self.add(text("No letter was attached yet.", "second"))
            return
        rows = RowStack()
        for one in letters:
            rows.add(_shown(one.received_on) or "Day not said", self._line(one))
        self.add(rows)

    def _line(self, one: LetterShown) -> QWidget:
        line = QWidget()
        line.setAccessibleName(one.name)
        body = TopColumn(line)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(2)
        head = FlowLayout(gap=10)
        head.addWidget(names(one.name))
        if one.ended_because:
            head.addWidget(Chip("removed", "plain"))
        body.addLayout(head)
        sender = f"from {one.sender}, " if one.sender else ""
        kind = KINDS.get(one.kind, one.kind)
        body.addWidget(text(f"{kind}, {_size(one.size)}, {sender}attached by {one.added}", "second"))
        if one.ended_because:
            body.addWidget(text(f"Removed: {one.ended_because}", "second"))
        act = button("Read it as text", kind="link", on=partial(self.open_asked.emit, one.key))
        act.setAccessibleName(f"Read as text: {one.name}")
        body.addWidget(act)
        return line


class LetterCard(Card):
    """One letter as plain text; nothing in it can be pressed, run or fetched.

    Signals: ``closed()``, ``remove_asked(UUID, str)`` it is to be removed, and why.
    """

    closed = Signal()
    remove_asked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__("Letter")
        self.letter: LetterOpened | None = None
        self.told = text("", "second")
        self.words = text("", "body", selectable=True)
        self.because = LineBox("Why it is removed")
        rows = RowStack()
        self.because_row = rows.add(
            "Why it is removed", self.because, "The letter stays in sight as removed."
        )
        self.remove = button("Remove the letter", on=self._on_remove)
        self.close_button = button("Close the letter", on=self.closed.emit)
        presses = FlowLayout(gap=10)
        presses.addWidget(self.close_button)
        presses.addWidget(self.remove)
        for part in (self.told, self.words, rows):
            self.add(part)
        self.body.addLayout(presses)
        self.hide()

    def show_letter(self, letter: LetterOpened) -> None:
        """Show one letter."""
        self.letter = letter
        sender = f"from {letter.sender}, " if letter.sender else ""
        self.told.setText(f"{letter.name}, {sender}shown as text only; that you read it is in the log.")
        shown = letter.text or "There is no text to show."
        self.words.setText(shown)
        self.words.setAccessibleName(f"Text of {letter.name}")
        self.because.set_value("")
        self.because_row.set_problem("")
        for part in (self.because_row, self.remove):
            part.setVisible(not letter.ended_because)
        self.show()
        self.words.setFocus()

    def forget(self) -> None:
        """Show no letter any more, and hold none."""
        self.letter = None
        for label in (self.told, self.words):
            label.setText("")
        self.words.setAccessibleName("Text of the letter")
        self.hide()

    def _on_remove(self) -> None:
        if not self.because.value():
            self.because_row.set_problem("Say in a few words why it does not belong here.")
            self.because.setFocus()
        elif self.letter is not None:
            self.remove_asked.emit(self.letter.key, self.because.value())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def _shown(iso: str) -> str:
    try:
        return from_day(date.fromisoformat(iso[:10])).shown()
    except ValueError:
        return iso
