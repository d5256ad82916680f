"""A date of which some may be missing: three boxes, whether it is about right, and "not known"."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from app.clock import LONG_MONTHS, MONTHS, today
from app.dates import ESTIMATED, EXACT, MONTH, UNREADABLE, YEAR, GivenDate
from ui.parts.flow import FlowLayout
from ui.parts.text_box import LineBox
from ui.parts.words import set_kind, text

_EARLIEST = 1900
HINT = "For example 12 Mar 2019. Leave out what is not known."


class DateBoxes(QWidget):
    """Day, month and year in boxes of their own; leave out what is not known.

    ``value()`` is None while nothing was said, a ``GivenDate`` of precision ``unreadable`` when "not known" is ticked,
    and otherwise exact, estimated, month or year.

    Signals: ``changed()`` something was typed or ticked.
    """

    changed = Signal()

    def __init__(self, label: str, *, may_be_unknown: bool = True, hint: str = HINT) -> None:
        super().__init__()
        self._hint = hint
        self.setAccessibleName(label)
        self.day = LineBox(f"{label}: day", letters=3)
        self.month = LineBox(f"{label}: month", letters=6)
        self.year = LineBox(f"{label}: year", letters=5)
        self.about = QCheckBox("about")
        self.about.setAccessibleName(f"{label}: about, estimated")
        self.unknown = QCheckBox("not known")
        self.unknown.setAccessibleName(f"{label}: not known")
        if not may_be_unknown:
            self.unknown.hide()
        self._said = text("", "second")
        boxes = FlowLayout(gap=8)
        for words, box in (("Day", self.day), ("Month", self.month), ("Year", self.year)):
            boxes.addWidget(_above(words, box))
        for tick in (self.about, self.unknown):
            boxes.addWidget(tick)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        body.addLayout(boxes)
        body.addWidget(self._said)
        self.setFocusProxy(self.day)
        for box in (self.day, self.month, self.year):
            box.changed.connect(self._on_changed)
        self.about.toggled.connect(self._on_changed)
        self.unknown.toggled.connect(self._on_unknown)
        self._say()

    def value(self) -> GivenDate | None:
        """Give the date as far as it was said, or None; one with a problem gives None too."""
        if self.unknown.isChecked():
            return GivenDate(precision=UNREADABLE)
        if not self._typed() or self.problem():
            return None
        day, month, year = self._read()
        if month is None:
            precision = YEAR
        elif day is None:
            precision = MONTH
        else:
            precision = EXACT
        return GivenDate(year, month, day, ESTIMATED if self.about.isChecked() else precision)

    def set_value(self, given: GivenDate | None) -> None:
        """Show a date, or empty boxes."""
        known = given if given is not None else GivenDate()
        self.unknown.setChecked(given is not None and given.precision == UNREADABLE)
        self.about.setChecked(known.precision == ESTIMATED)
        self.day.set_value(str(known.day or ""))
        self.month.set_value(MONTHS[known.month - 1] if known.month else "")
        self.year.set_value(str(known.year or ""))

    def problem(self) -> str:
        """Say in words what is wrong with what stands in the boxes; empty when nothing is."""
        if self.unknown.isChecked() or not self._typed():
            return ""
        day, month, year = self._read()
        if self.month.value() and month is None:
            return f"“{self.month.value()}” is no month. Write 3, 03, Mar or March."
        if year is None:
            return "The year is missing, or is not four figures, such as 2019."
        if not _EARLIEST <= year <= today().year + 2:
            return f"The year {year} cannot be right here."
        if self.day.value() and day is None:
            return f"“{self.day.value()}” is no day. Write a figure from 1 to 31."
        if day is not None and month is None:
            return "There is a day, but no month. Say the month, or leave out the day."
        return _no_such_day(year, month, day)

    def first_wrong(self) -> LineBox:
        """Give the box in which the first problem is, for the error summary to go to."""
        problem = self.problem()
        if "month" in problem:
            return self.month
        return self.year if "year" in problem.lower() else self.day

    def _typed(self) -> bool:
        return any(box.value() for box in (self.day, self.month, self.year))

    def _read(self) -> tuple[int | None, int | None, int | None]:
        year = int(self.year.value()) if re.fullmatch(r"[0-9]{4}", self.year.value()) else None
        return _number(self.day.value(), 31), read_month(self.month.value()), year

    def _on_changed(self) -> None:
        if self._typed() and self.unknown.isChecked():
            self.unknown.setChecked(False)
        self._say()
        self.changed.emit()

    def _on_unknown(self, on: bool) -> None:
        if on:
            for box in (self.day, self.month, self.year):
                box.clear()
            self.about.setChecked(False)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        problem, given = self.problem(), self.value()
        plain = problem or (given.shown() if given else self._hint)
        self._said.setText(plain)
        set_kind(self._said, "tone", "red" if problem else "")


def _above(words: str, box: LineBox) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    label: QLabel = text(words, "second", wrap=False)
    label.setBuddy(box)
    column.addWidget(label)
    column.addWidget(box)
    return held


def _number(words: str, most: int) -> int | None:
    return int(words) if re.fullmatch(r"[0-9]{1,2}", words) and 1 <= int(words) <= most else None


def read_month(words: str) -> int | None:
    """Read a month: 3, 03, Mar or March."""
    folded = words.strip().rstrip(".").casefold()
    for number, (short, long) in enumerate(zip(MONTHS, LONG_MONTHS, strict=True), 1):
        if folded and (
            folded in (short.casefold(), long.casefold())
            or (len(folded) > 3 and long.casefold().startswith(folded))
        ):
            return number
    return _number(folded, 12)


def _no_such_day(year: int, month: int | None, day: int | None) -> str:
    if month is None or day is None:
        return ""
    try:
        date(year, month, day)
    except ValueError:
        return f"There is no {day} {LONG_MONTHS[month - 1]} in {year}."
    return ""
