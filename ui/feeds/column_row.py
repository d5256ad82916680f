"""One column of a file: its heading, what stands in it, what it is, and what must be said of how it is read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.feeds.field_list import field_choices, meanings
from app.feeds.guessing import Column, use_of
from app.feeds.guessing_values import ASK, as_said
from app.feeds.taught import ColumnTaught, Use
from ui.parts import ChoicePills, CodeBox, LabelledRow, Tick, button

_SPLITS = (
    ("given_family", "Given names first"),
    ("family_comma_given", "Family name, comma, given names"),
    ("title_given_family", "Title, given names, family name"),
)
_ALSO = {
    "role": "Its words say who is a child, unborn or has died",
    "reference": "It is a part of the sender's reference of the person, too",
    "address.withheld": "Its words can withhold the address",
    "warning": "It warns where it says DO NOT LINK",
    "death_date": "It holds the day of a death",
}
_EXAMPLES, _LETTERS = 3, 46


class ColumnRow(QWidget):
    """A column to be placed.

    Signals: ``changed()`` it is placed or read in another way; ``reshaped()`` other fields stand in it now.
    """

    changed = Signal()
    reshaped = Signal()

    def __init__(self, column: ColumnTaught, content: Column, holds: str) -> None:
        super().__init__()
        self.heading = column.heading
        self._content = content
        self._uses = column.uses
        self.box = CodeBox(column.heading, field_choices(holds), hint="Not placed yet: type what it is")
        self.row = LabelledRow(column.heading, self.box, _examples(content))
        self._how = QWidget()
        self._rows = QVBoxLayout(self._how)
        self._rows.setContentsMargins(18, 0, 0, 0)
        self._rows.setSpacing(6)
        self.more = button(
            "How it is read", kind="link", on=self._on_more, accessible=f"How {column.heading} is read"
        )
        self._open = False
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        for widget in (self.row, self.more, self._how):
            body.addWidget(widget)
        self.box.set_value(column.main or None)
        self._settle()
        self.box.changed.connect(self._on_placed)

    def taught(self) -> ColumnTaught:
        """Give what is said of the column."""
        return ColumnTaught(self.heading, self._uses)

    def place(self, column: ColumnTaught) -> None:
        """Show a column that was placed elsewhere, as by leaving all that are not placed."""
        self._uses = column.uses
        self.box.blockSignals(True)
        self.box.set_value(column.main or None)
        self.box.blockSignals(False)
        self._settle()

    def show_problem(self, words: str) -> None:
        """Say at the column what is still missing."""
        self.row.set_problem(words)

    def _on_placed(self, field: object) -> None:
        self._uses = (use_of(str(field), self._content),) if field else ()
        self.row.set_problem("")
        self._open = False
        self._settle()
        self.changed.emit()

    def _on_more(self) -> None:
        self._open = not self._open
        self._settle()

    def _asks(self) -> bool:
        return any(use.forms == (ASK,) or any(code == ASK for _v, code in use.codes) for use in self._uses)

    def _settle(self) -> None:
        """Show what must be said of the reading: at once where something is open, else when it is asked for."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        fields = [row for at in range(len(self._uses)) for row in self._ways(at)]
        shown = self._open or self._asks()
        self.more.setVisible(bool(fields) and not self._asks())
        self.more.set_words("Hide how it is read" if self._open else "How it is read")
        for widget in fields:
            if shown:
                self._rows.addWidget(widget)
            else:
                widget.deleteLater()
        self._how.setVisible(bool(fields) and shown)
        self.reshaped.emit()

    def _ways(self, at: int) -> list[QWidget]:
        use = self._uses[at]
        ways: list[QWidget] = []
        if at and (words := _ALSO.get(use.field)):
            tick = Tick(words)
            tick.setChecked(True)
            tick.setAccessibleName(f"{self.heading}: {words}")
            tick.toggled.connect(partial(self._on_also, use))
            ways.append(tick)
        if use.forms == (ASK,) or any("/" in form for form in use.forms):
            ways.append(self._dates(at, use))
        if use.split:
            ways.append(self._choice(at, "Written as", _SPLITS, use.split, "split"))
        if use.kind and use.field.startswith("contact.") and use.split:
            ways.append(self._choice(at, "To the child", meanings("relation"), use.kind, "kind"))
        if means := meanings(use.field):
            ways += [self._value(at, value, code, means) for value, code in use.codes]
        return ways

    def _dates(self, at: int, use: Use) -> QWidget:
        first = None if use.forms == (ASK,) else "month" if use.forms[0].startswith("mm") else "day"
        pills = ChoicePills(
            f"{self.heading}: which comes first", (("day", "Day first"), ("month", "Month first")), first
        )
        pills.changed.connect(partial(self._on_dates, at))
        return LabelledRow("Which comes first", pills, "")

    def _choice(
        self, at: int, label: str, choices: tuple[tuple[str, str], ...], chosen: str, what: str
    ) -> QWidget:
        box = CodeBox(f"{self.heading}: {label}", choices)
        box.set_value(chosen)
        box.changed.connect(partial(self._on_chosen, at, what))
        return LabelledRow(label, box)

    def _value(self, at: int, value: str, code: str, means: tuple[tuple[str, str], ...]) -> QWidget:
        box = CodeBox(f"{self.heading}: {value} means", means, hint="Say what it means")
        box.set_value(None if code == ASK else code)
        box.changed.connect(partial(self._on_value, at, value))
        row = LabelledRow(value[:80], box)
        if code == ASK:
            row.set_problem("What does this value mean?")
            box.changed.connect(lambda _code: row.set_problem(""))
        return row

    def _on_also(self, use: Use, kept: bool) -> None:
        self._uses = (*self._uses, use) if kept else tuple(each for each in self._uses if each != use)
        self.changed.emit()

    def _on_dates(self, at: int, first: object) -> None:
        if first:
            self._change(at, replace(self._uses[at], forms=as_said(self._uses[at].forms, first == "month")))

    def _on_chosen(self, at: int, what: str, code: object) -> None:
        if code is not None:
            use = self._uses[at]
            self._change(
                at, replace(use, split=str(code)) if what == "split" else replace(use, kind=str(code))
            )

    def _on_value(self, at: int, value: str, code: object) -> None:
        codes = tuple(
            (v, (ASK if code is None else str(code)) if v == value else c) for v, c in self._uses[at].codes
        )
        self._change(at, replace(self._uses[at], codes=codes))

    def _change(self, at: int, use: Use) -> None:
        self._open = True  # what is being changed stays in sight
        self._uses = (*self._uses[:at], use, *self._uses[at + 1 :])
        self.changed.emit()


def _examples(content: Column) -> str:
    """Give the first different texts of the column, as they stand in the file's first rows."""
    first = list(dict.fromkeys(content.texts[:40]))[:_EXAMPLES]
    said = [text if len(text) <= _LETTERS else f"{text[:_LETTERS]}…" for text in first]
    return " · ".join(said) or "Nothing stands in this column."
