"""What an officer writes down of somebody who is open: one form at a time, each with its button and a way to leave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.dates import GivenDate
from app.directory.organisations import OrganisationShown
from app.errors import RefusedInput
from app.people.letter_reading import ReadLetter
from app.people.relating import correct_relation
from app.people.saying import correct_statement
from ui.page import Page
from ui.parts import Card, ChoicePills, CodeBox, DateBoxes, FlowLayout, LineBox, RowStack, button, text
from ui.people.editors import KINDS, SEXES, Editor, RelationEditor, answer, editor_of
from ui.people.person_finder import PersonFinder

LETTERS = "Letters (*.pdf *.eml *.txt *.docx *.png *.jpg *.jpeg);;All files (*)"


class HandCard(Card):
    """A form. Esc leaves it only while nothing is written.

    Signals: ``asked()`` its button was pressed; ``left()`` the officer leaves it; ``changed()`` something was written.
    """

    asked = Signal()
    left = Signal()
    changed = Signal()

    def __init__(self, title: str, does: str, explains: str = "") -> None:
        super().__init__(title)
        if explains:
            self.add(text(explains, "second"))
        self.do = button(does, kind="filled", on=self.asked.emit)
        self.leave = button("Cancel", on=self.left.emit, accessible=f"Cancel: {title}")
        self.saved = text("", "second", wrap=False)
        self._presses = FlowLayout(gap=10)
        for each in (self.do, self.leave, self.saved):
            self._presses.addWidget(each)
        self.hide()

    def finish(self) -> None:
        """Put the buttons below all fields."""
        self.body.addLayout(self._presses)

    def is_written(self) -> bool:
        """Say whether leaving would lose something."""
        return False

    def empty(self) -> None:
        """Empty the form."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc while there is nothing to lose."""
        if event.key() == Qt.Key.Key_Escape and not self.is_written():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class RecordCard(HandCard):
    """Record one thing of several kinds, or correct one that stands."""

    def __init__(self) -> None:
        super().__init__(
            "Record what you know",
            "Record it",
            "It stands under the council's own name, with yours and today's date. What agencies said is not changed.",
        )
        self.kind = ChoicePills("What it is", KINDS)
        rows = RowStack()
        self.kind_row = rows.add("What it is", self.kind)
        self.told = text("", "second")
        self.add(rows)
        self.add(self.told)
        self.editors: dict[str, Editor] = {}
        self._correcting = ""
        self.kind.changed.connect(self._on_kind)
        self.told.hide()
        self.finish()

    @property
    def group(self) -> str:
        """The group that is written now."""
        return self._correcting or str(self.kind.value() or "")

    @property
    def editor(self) -> Editor | None:
        """The fields in front."""
        return self.editors.get(self.group)

    def _on_kind(self, _code: object) -> None:
        self._show_editor()
        self.changed.emit()

    def _show_editor(self) -> None:
        if self.group and self.group not in self.editors:
            made = editor_of(self.group)
            made.changed.connect(self.changed)
            self.editors[self.group] = made
            self.body.insertWidget(self.body.count() - 1, made)
        for group, editor in self.editors.items():
            editor.setVisible(group == self.group)

    def correct(self, group: str, words: str, value: Mapping[str, Any]) -> None:
        """Show what stands of a group, to be corrected."""
        self._correcting = group
        self.kind_row.hide()
        self.told.setText(f"You correct: {words}. What stood before stays in sight.")
        self.told.show()
        self.do.setText("Correct it")
        self._show_editor()
        if self.editor is not None:
            self.editor.show_problem("")
            self.editor.set_value(value)
            self.editor.rows[0].field.setFocus()

    def record(self) -> None:
        """Ask for something new."""
        self._correcting = ""
        self.kind_row.show()
        self.told.hide()
        self.do.setText("Record it")
        self._show_editor()
        self.kind.setFocus()

    def value(self) -> dict[str, Any] | None:
        """Give the value that is written, or None where it holds none; what is wrong is said at the field."""
        self.kind_row.set_problem("" if self.editor else "Choose what it is.")
        if self.editor is None:
            self.kind.setFocus()
            return None
        return value_of(self.editor)

    def correction(self, statement: object) -> tuple[Any, tuple[Any, ...], dict[str, Any]] | None:
        """Give the act that corrects a statement, with what it is given."""
        value = self.value()
        if value is None:
            return None
        if isinstance(self.editor, RelationEditor):
            named = {key: value.get(key) for key in ("relation", "parental_responsibility", "lives_with")}
            return correct_relation, (statement,), named
        return correct_statement, (statement, value), {}

    def is_written(self) -> bool:
        """Say whether anything is written."""
        return self.editor is not None and self.editor.is_written()

    def empty(self) -> None:
        """Empty all fields."""
        self._correcting = ""
        self.saved.setText("")
        for editor in self.editors.values():
            editor.set_value({})
            editor.show_problem("")
        self.kind.set_value(None)
        self._show_editor()


class FamilyCard(HandCard):
    """Say who somebody else is to the one who is open."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            "Say who is family",
            "Record the relation",
            "It is said on both sides. Somebody who is not here yet is added by the name you write.",
        )
        self.finder = PersonFinder(page, "Relative", new_words="Will be added as an adult")
        self.relation = RelationEditor()
        self.add(self.finder)
        self.add(self.relation)
        self.finder.changed.connect(self.changed)
        self.relation.changed.connect(self.changed)
        self.finish()

    def whole(self) -> bool:
        """Say what is missing at its field, and whether nothing is."""
        code = value_of(self.relation)
        said = self.finder.is_said()
        self.finder.first_row.set_problem("" if said else "Write a name, or choose somebody who is here.")
        if not said:
            self.finder.given.setFocus()
        return said and code is not None

    def given(self) -> tuple[str, bool | None, bool | None]:
        """Give the relation, parental responsibility and living together."""
        return self.relation.code(), answer(self.relation.responsible), answer(self.relation.lives_with)

    def is_written(self) -> bool:
        """Say whether somebody is named or a relation chosen."""
        return self.finder.is_said() or self.relation.is_written()

    def empty(self) -> None:
        """Empty the form."""
        self.finder.set_typed({})
        self.finder.first_row.set_problem("")
        self.relation.set_value({})
        self.relation.show_problem("")


class BirthCard(HandCard):
    """The child who was expected is born."""

    def __init__(self) -> None:
        super().__init__(
            "Record the birth",
            "Record the birth",
            "The birth date stands in the place of the expected date, under the same reference. Leave empty what is not "
            "known yet.",
        )
        rows = RowStack()
        self.birth = DateBoxes("Born on", may_be_unknown=False)
        self.given, self.family = LineBox("First name"), LineBox("Family name")
        self.sex, self.nhs_number = ChoicePills("Sex", SEXES), LineBox("NHS number", letters=14)
        self.birth_row = rows.add("Born on", self.birth)
        for field in (self.given, self.family, self.sex, self.nhs_number):
            rows.add(field.accessibleName(), field)
        self.add(rows)
        self.finish()

    def day(self) -> GivenDate | None:
        """Give the day of the birth, or say what is missing."""
        day = self.birth.value()
        problem = self.birth.problem() or ("" if day else "Write the day; month and year are enough.")
        self.birth_row.set_problem(problem)
        if problem:
            self.birth.setFocus()
            return None
        return day

    def others(self) -> dict[str, str]:
        """Give what else is known since the birth."""
        return {
            "given": self.given.value(),
            "family": self.family.value(),
            "sex": self.sex.value() or "",
            "nhs_number": self.nhs_number.value(),
        }

    def is_written(self) -> bool:
        """Say whether anything is written."""
        return self.birth.value() is not None or any(self.others().values())

    def empty(self) -> None:
        """Empty the form."""
        self.birth.set_value(None)
        self.birth_row.set_problem("")
        self.sex.set_value(None)
        for box in (self.given, self.family, self.nhs_number):
            box.set_value("")


class AttachCard(HandCard):
    """Attach a letter or mail: choose it, see what it says as text, say from whom and when it came.

    Signals: ``read_asked(Path)`` a file was chosen and shall be read.
    """

    read_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            "Attach a letter or mail",
            "Attach it",
            "PDF, mail (.eml), text, Word (.docx) or picture, up to 25 MB. It is kept encrypted and shown as text only; "
            "nothing in it is run or fetched.",
        )
        self.letter: ReadLetter | None = None
        self.choose = button("Choose a file", on=self.pick)
        self.came_from = CodeBox("Who sent it", ())
        self.received = DateBoxes("Came in on", may_be_unknown=False)
        self.preview = text("No file is chosen yet.", "second", selectable=True)
        rows = RowStack()
        self.file_row = rows.add("File", _beginning_with(self.choose))
        self.came_from_row = rows.add(
            "Who sent it", self.came_from, "Leave it empty where the directory has nobody."
        )
        self.received_row = rows.add("Came in on", self.received)
        rows.add("What it says", self.preview)
        self.add(rows)
        self.finish()

    def show_organisations(self, organisations: Iterable[OrganisationShown]) -> None:
        """Offer the organisations of the directory as senders."""
        self.came_from.set_choices(tuple((each.code, f"{each.name} ({each.code})") for each in organisations))

    def pick(self) -> None:
        """Let the officer pick a file."""
        name, _ = QFileDialog.getOpenFileName(self, "Choose a letter or mail", "", LETTERS)
        if name:
            self.read_asked.emit(Path(name))

    def show_letter(self, letter: ReadLetter) -> None:
        """Show what was read, before it is attached."""
        self.letter = letter
        self.file_row.set_problem("")
        remarks = "".join(f"\n[{remark}]" for remark in letter.remarks)
        shown = letter.text if len(letter.text) <= 2_000 else f"{letter.text[:2_000]}…"
        self.preview.setText(f"{letter.name}\n\n{shown}{remarks}")
        self.preview.setAccessibleName(f"What {letter.name} says")
        self.changed.emit()

    def whole(self) -> bool:
        """Say what is missing at its field, and whether nothing is."""
        self.file_row.set_problem("" if self.letter else "Choose a file first.")
        self.came_from_row.set_problem(self.came_from.problem())
        self.received_row.set_problem(self.received.problem())
        if self.letter is None:
            self.choose.setFocus()
        return self.letter is not None and not self.came_from.problem() and not self.received.problem()

    def is_written(self) -> bool:
        """Say whether a letter is chosen."""
        return self.letter is not None

    def empty(self) -> None:
        """Let go of the letter, and empty the form."""
        self.letter = None
        self.preview.setText("No file is chosen yet.")
        self.preview.setAccessibleName("What the letter says")
        self.came_from.set_value(None)
        self.received.set_value(None)
        for row in (self.file_row, self.came_from_row, self.received_row):
            row.set_problem("")


class TakeBackCard(HandCard):
    """Say that something no longer holds, and why."""

    def __init__(self) -> None:
        super().__init__(
            "It no longer holds", "Take it back", "What was recorded stays in sight as what stood before."
        )
        self.told, self.because = text("", "body"), LineBox("Why")
        rows = RowStack()
        self.row = rows.add("Why", self.because)
        self.add(self.told)
        self.add(rows)
        self.finish()

    def is_written(self) -> bool:
        """Say whether a reason is written."""
        return bool(self.because.value())

    def empty(self) -> None:
        """Empty the form."""
        self.because.set_value("")
        self.row.set_problem("")


def _beginning_with(made: QWidget) -> QWidget:
    """Hold a button at the beginning of its line."""
    held = QWidget()
    held.setFocusProxy(made)
    FlowLayout(held).addWidget(made)
    return held


def value_of(editor: Editor) -> dict[str, Any] | None:
    """Give the value of an editor, or None after saying at its field what is wrong."""
    editor.show_problem("")
    try:
        return editor.value()
    except RefusedInput as refused:
        editor.show_problem(refused.happened)
        return None
