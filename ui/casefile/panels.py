"""What an officer does about the child who is open: a panel in the page, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.people.saying import record_statement
from app.people.withholding import withhold_address
from ui.parts import (
    Card,
    ChoicePills,
    DateBoxes,
    FlowLayout,
    KeyButton,
    LabelledRow,
    LineBox,
    RowStack,
    TextBox,
    button,
    text,
)


@dataclass(frozen=True)
class Wanted:
    """An act that a panel asks for: the use case, what it is given, and what is said when it is done."""

    act: Callable[..., object]
    args: tuple[Any, ...]
    said: str
    named: Mapping[str, Any] = field(default_factory=dict)


class Panel(Card):
    """A card with fields, one button that does it and one that leaves it. Esc leaves it only while nothing is written.

    Signals: ``wanted(Wanted)`` the act is asked for; ``left()`` the officer leaves the panel.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self, title: str, does: str, explains: str = "") -> None:
        super().__init__(title)
        self.person = UUID(int=0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # pills that break into lines are never cut
        self.setSizePolicy(policy)
        if explains:
            self.body.addWidget(text(explains, "second"))
        self.fields: RowStack = RowStack()
        self.body.addWidget(self.fields)
        self.do = button(does, kind="filled", on=self.on_do)
        self.leave = button("Cancel", on=self.left.emit, accessible=f"Cancel: {title}")
        self.presses = FlowLayout(gap=10)
        self.presses.addWidget(self.do)
        self.presses.addWidget(self.leave)
        self.body.addLayout(self.presses)
        self.hide()

    def on_do(self) -> None:
        """Ask for the act, or say what is missing."""

    def clear_fields(self) -> None:
        """Empty the fields."""

    def is_written(self) -> bool:
        """Say whether something was written or chosen that leaving would lose."""
        return False

    def put_fields(self, fields: RowStack) -> None:
        """Put other fields in the place of those that stood there."""
        place = self.body.indexOf(self.fields)
        self.fields.hide()
        self.body.removeWidget(self.fields)
        self.fields.deleteLater()
        self.body.insertWidget(place, fields)
        self.fields = fields
        fields.show()

    def stops(self) -> list[QWidget]:
        """Give what Tab stops at, in the order of the eye: the fields before the buttons."""
        return [*stops(self.fields), self.do, self.leave]

    def enter(self) -> None:
        """Bring the first field into focus."""
        shown = (part for part in stops(self.fields) if part.isVisibleTo(self))
        stop = next((part for part in shown if part.focusPolicy() & Qt.FocusPolicy.TabFocus), self.do)
        stop.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc while there is nothing to lose."""
        if event.key() == Qt.Key.Key_Escape and not self.is_written():
            self.left.emit()
        else:
            super().keyPressEvent(event)


def stops(within: QWidget) -> list[QWidget]:
    """Give what can take the focus within a widget, in the order in which it was made; pills stay together."""
    return [
        part
        for part in within.findChildren(QWidget)
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and part.focusProxy() is None
        and part.window() is within.window()
    ]


def demand(row: LabelledRow, given: object, words: str) -> bool:
    """Say at a row what is missing and go there, or take back what was said; give whether something was given."""
    row.set_problem("" if given else words)
    if not given:
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
    return bool(given)


class WithholdPanel(Panel):
    """Withhold the address: from whom, why, until when."""

    def __init__(self) -> None:
        super().__init__(
            "Withhold the address",
            "Withhold the address",
            "From now on the address and every clue to it are hidden on this page, and no paper holds them. A manager "
            "lifts it together with a second person.",
        )
        self.from_whom = LineBox("From whom")
        self.why = TextBox("Why", lines=2)
        self.until = DateBoxes("Until", may_be_unknown=False)
        self.until.about.hide()
        self._from_row = self.fields.add(
            "From whom", self.from_whom, "Colleagues see this, a recipient never does."
        )
        self._why_row = self.fields.add("Why", self.why)
        self._until_row = self.fields.add(
            "Until", self.until, "Leave it empty to withhold until it is lifted."
        )

    def on_do(self) -> None:
        """Ask to withhold, or say what is missing."""
        until = self.until.value()
        problem = self.until.problem() or (
            "" if until is None or until.exact else "Say day, month and year, or leave it empty."
        )
        self._until_row.set_problem(problem)
        whole = demand(self._why_row, self.why.value(), "Say why the address must not be known.")
        whole = (
            demand(self._from_row, self.from_whom.value(), "Say from whom the address is withheld.") and whole
        )
        if whole and not problem:
            self.wanted.emit(
                Wanted(
                    withhold_address,
                    (self.person,),
                    "The address is withheld. No paper holds it, and here it is shown only with a reason.",
                    {
                        "from_whom": self.from_whom.value(),
                        "why": self.why.value(),
                        "until": until.exact.isoformat() if until is not None and until.exact else None,
                    },
                )
            )

    def clear_fields(self) -> None:
        """Empty the fields."""
        self.from_whom.set_value("")
        self.why.set_value("")
        self.until.set_value(None)
        for row in (self._from_row, self._why_row, self._until_row):
            row.set_problem("")

    def is_written(self) -> bool:
        """Say whether something was written."""
        return bool(self.from_whom.value() or self.why.value())


class RecordPanel(Panel):
    """Record what an officer knows: a warning, a note, another name, a telephone number.

    Signals: ``changed()`` something else stands in it.
    """

    changed = Signal()
    kinds = (("warning", "Warning"), ("note", "Note"), ("alias", "Also known as"), ("phone", "Telephone"))

    def __init__(self) -> None:
        super().__init__(
            "Record something about this child",
            "Record it",
            "It stands under the council's own name, with yours and today's date. What agencies said is not changed.",
        )
        self.group = ChoicePills("What it is", self.kinds)
        self.words = TextBox("In your words", lines=3)
        self._group_row = self.fields.add("What it is", self.group)
        self._words_row = self.fields.add("In your words", self.words)
        self.saved = text("", "second", wrap=False)
        self.presses.addWidget(self.saved)
        self.group.changed.connect(lambda _code: self.changed.emit())
        self.words.changed.connect(self.changed)

    def value(self) -> dict[str, Any]:
        """Give what stands in the panel, for its draft."""
        return {"group": self.group.value(), "words": self.words.value()}

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Put a draft back."""
        self.group.set_value(value.get("group"))
        self.words.set_value(str(value.get("words") or ""))

    def on_do(self) -> None:
        """Ask to record it, or say what is missing."""
        whole = demand(self._words_row, self.words.value(), "Write what you know.")
        whole = demand(self._group_row, self.group.value(), "Choose what it is.") and whole
        group = self.group.value()
        if whole and group:
            value = {"value" if group == "phone" else "text": self.words.value()}
            said = f"Recorded: {dict(self.kinds)[group].lower()}."
            self.wanted.emit(Wanted(record_statement, (self.person, group, value), said))

    def clear_fields(self) -> None:
        """Empty the fields."""
        self.set_value({})
        self.saved.setText("")
        for row in (self._group_row, self._words_row):
            row.set_problem("")

    def is_written(self) -> bool:
        """Say whether something was written."""
        return bool(self.words.value())


class ReasonPanel(Panel):
    """Why somebody needs to see a child, or an address that is withheld: one of a list, for the log.

    Signals: ``given(str)`` the code of the reason.
    """

    given = Signal(str)

    def __init__(self, reasons: tuple[tuple[str, str], ...]) -> None:
        super().__init__("Why you need it", "Go on", "Your reason is written to the log.")
        self.reason = ChoicePills("Reason", reasons)
        self._row = self.fields.add("Reason", self.reason)

    @property
    def go_on(self) -> KeyButton:
        """The button that goes on with the reason chosen."""
        return self.do

    def on_do(self) -> None:
        """Give the reason, or say that there is none yet."""
        code = self.reason.value()
        if demand(self._row, code, "Choose why you need it.") and code:
            self.given.emit(code)

    def clear_fields(self) -> None:
        """Choose nothing."""
        self.reason.set_value(None)
        self._row.set_problem("")
