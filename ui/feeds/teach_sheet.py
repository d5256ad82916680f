"""One table of a file that is being taught: where its headings stand, what it holds, and its columns one by one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.feeds import field_list
from app.feeds.guessing import Column, columns_of, guess_sheet, leave_rest
from app.feeds.sampling import SheetSample
from app.feeds.taught import EVENTS, LEFT, NOTHING, PEOPLE, SheetTaught
from ui.feeds.column_row import ColumnRow
from ui.parts import Card, ChoicePills, CodeBox, RowStack, TopColumn, button, rule, text

HOLDS = ((PEOPLE, "People"), (EVENTS, "Events of those people"), (NOTHING, "Nothing for us"))


class TeachSheet(QWidget):
    """The card of one table.

    Signals: ``changed()`` something is placed or said otherwise; ``reshaped()`` other fields stand in it now.
    """

    changed = Signal()
    reshaped = Signal()

    def __init__(self, organisation: str) -> None:
        super().__init__()
        self._organisation = organisation
        self._sample = SheetSample("", (), (), 0)
        self._taught = SheetTaught()
        self._several = False
        self.rows: list[ColumnRow] = []
        self.head = Card("The table")
        stack = RowStack()
        self.holds = ChoicePills("What the table holds", HOLDS)
        self.header = CodeBox("Row of the headings")
        self.kind = CodeBox("Kind of event", field_list.kinds())
        self._holds_row = stack.add("It holds", self.holds)
        self._header_row = stack.add("Headings stand in", self.header)
        self._kind_row = stack.add("Kind of event", self.kind)
        self.head.add(stack)
        self.columns = Card("Which column is this?")
        self.count = text("", "second")
        self.leave = button("Leave every column that is not placed", on=self.leave_rest)
        body = TopColumn(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(self.head)
        body.addWidget(self.columns)
        self.holds.changed.connect(self._on_holds)
        self.header.changed.connect(self._on_header)
        self.kind.changed.connect(self._on_kind)

    def taught(self) -> SheetTaught:
        """Give what is said of the table."""
        return replace(self._taught, columns=tuple(row.taught() for row in self.rows))

    def show_sheet(self, sample: SheetSample, taught: SheetTaught, *, several: bool, workbook: bool) -> None:
        """Show a table with what is said of it."""
        self._sample, self._taught, self._several = sample, taught, several
        for part in (self.holds, self.header, self.kind):
            part.blockSignals(True)
        self.holds.set_value(taught.holds)
        self.header.set_choices(
            tuple(
                (str(at), f"Row {at}: {_row_words(row)}") for at, row in enumerate(sample.rows[:15], start=1)
            )
        )
        self.header.set_value(str(taught.header_row))
        self.kind.set_value(taught.kind or None)
        for part in (self.holds, self.header, self.kind):
            part.blockSignals(False)
        self._holds_row.setVisible(several)
        self._header_row.setVisible(workbook)
        self._show_columns()

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say at each column what is missing; a column without a problem says nothing."""
        for row in self.rows:
            row.show_problem(problems.get(row.heading, ""))

    def row_of(self, heading: str) -> ColumnRow | None:
        """Give the row of a column."""
        return next((row for row in self.rows if row.heading == heading), None)

    def leave_rest(self) -> None:
        """Leave every column that is not placed."""
        for row, column in zip(self.rows, leave_rest(self.taught()).columns, strict=True):
            if row.taught() != column:
                row.place(column)
                row.show_problem("")
        self._on_changed()
        first = next((row for row in self.rows if row.taught().main == LEFT), None)
        if first is not None:
            first.box.setFocus()

    def _show_columns(self) -> None:
        self.columns.body.removeWidget(self.count)
        self.columns.body.removeWidget(self.leave)
        for kept in (self.count, self.leave):
            kept.setParent(self)
            kept.hide()
        self.columns.clear()
        self.columns.add(self.count)
        self.columns.add(self.leave)
        content = {each.heading: each for each in self._contents()}
        self.rows = []
        for column in self._taught.columns:
            row = ColumnRow(
                column, content.get(column.heading, Column(column.heading, ())), self._taught.holds
            )
            row.changed.connect(self._on_changed)
            row.reshaped.connect(self.reshaped)
            if self.rows:
                self.columns.add(rule())
            self.columns.add(row)
            self.rows.append(row)
        self.count.show()
        self._settle()
        self.reshaped.emit()

    def _contents(self) -> tuple[Column, ...]:
        return columns_of(self._sample, self._taught.header_row, self._taught.group_row)

    def _settle(self) -> None:
        still = sum(not row.taught().uses for row in self.rows)
        whole = len(self.rows)
        words = f"{whole} columns. " + (
            f"{still} still to be placed." if still else "● All are placed or left."
        )
        self.count.setText(words)
        self.leave.setVisible(still > 0)
        self.columns.setVisible(self._taught.holds != NOTHING)
        told = self.taught().headings("event.date")
        self._kind_row.setVisible(bool(told) and self._taught.holds != NOTHING)
        self.head.setVisible(
            self._holds_row.isVisibleTo(self) or self._header_row.isVisibleTo(self) or bool(told)
        )

    def _on_changed(self) -> None:
        self._settle()
        self.changed.emit()

    def _on_holds(self, holds: object) -> None:
        if holds and holds != self._taught.holds:
            self._guess_again(self._taught.header_row, str(holds))

    def _on_header(self, row: object) -> None:
        if row and int(str(row)) != self._taught.header_row:
            self._guess_again(int(str(row)), self._taught.holds)

    def _on_kind(self, kind: object) -> None:
        self._taught = replace(self._taught, kind=str(kind or ""))
        self.changed.emit()

    def _guess_again(self, header_row: int, holds: str) -> None:
        self._taught = guess_sheet(self._sample, self._organisation, header_row, 0, holds)
        self._show_columns()
        self.changed.emit()


def _row_words(row: tuple[str, ...]) -> str:
    words = ", ".join(cell for cell in row if cell.strip())
    return words if len(words) <= 60 else f"{words[:60]}…"
