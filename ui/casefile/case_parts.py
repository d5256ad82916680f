"""The four views of a case page: agencies side by side, chronology, family, shares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casefile.case_records import CaseView, ShareShown
from app.casefile.case_records import Column as AgencyColumn
from app.casefile.chronology import Happening, told_by
from app.clock import moment, shown_day, today
from app.people.families import FamilyMember
from app.vocabulary import words
from ui.parts import (
    Card,
    CodeBox,
    CompareCell,
    CompareRow,
    ComparisonTable,
    EmptyState,
    TimelineMark,
    TimelineStrip,
)
from ui.tables import Column, Table

PARENTAL = {True: "yes", False: "no", None: "not said"}


class AgenciesTable(QWidget):
    """A column for each agency's record: format, date, how linked, then identity, home, family, latest, records."""

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        self.table = ComparisonTable("What agencies hold")
        self.strip = TimelineStrip("The last twelve months")
        self.strip_card = Card("Last 12 months")
        self.strip_card.add(self.strip)
        body.addWidget(self.table)
        body.addWidget(self.strip_card)
        body.addStretch(1)

    def show_case(self, view: CaseView) -> None:
        """Show every agency's record side by side, and the happenings of the last twelve months."""
        headings = ("", *(column.organisation_name for column in view.columns))
        notes = ("", *(_link_note(column) for column in view.columns))
        rows = [
            CompareRow(
                row.label,
                tuple(
                    CompareCell(
                        text="withheld ■" if cell.withheld else cell.text,
                        tone="amber" if cell.differs else "",
                        mark="◆" if cell.differs else "",
                    )
                    for cell in row.cells
                ),
            )
            for row in view.table
        ]
        self.table.show_rows(headings=headings, notes=notes, rows=tuple(rows))
        last = today()
        first = last - timedelta(days=365)
        marks = [
            TimelineMark(day, "accent", f"{shown_day(day)}, {each.organisation_name}: {_short(each.text)}")
            for each in view.chronology
            if (day := each.date.exact) is not None and first <= day <= last
        ]
        self.strip_card.setVisible(bool(marks))
        self.strip.show_marks(tuple(marks), first, last)


def _link_note(column: AgencyColumn) -> str:
    day = shown_day(moment(column.last_heard).date()) if column.last_heard else ""
    return " · ".join(part for part in (column.form, day, column.link_words) if part)


class ChronologyView(QWidget):
    """One list of everything that happened, the newest first, by agency if wanted."""

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        self.filter = CodeBox("Show what was told by", ())
        self.table = Table(
            "Chronology",
            (
                Column("Date", lambda row: row.date.shown(), width=16),
                Column("Who says so", lambda row: row.organisation_name, width=24),
                Column("What happened", lambda row: row.text, width=70, second=_kind_and_tag),
            ),
        )
        self.empty = EmptyState("No agency has told of anything that happened.")
        body.addWidget(self.filter)
        body.addWidget(self.table, 1)
        body.addWidget(self.empty)
        self._all: tuple[Happening, ...] = ()
        self.filter.changed.connect(self._on_filter)

    def show_happenings(self, happenings: tuple[Happening, ...]) -> None:
        """Show the chronology, and the agencies by which it can be narrowed."""
        self._all = happenings
        told = dict.fromkeys((each.organisation, each.organisation_name) for each in happenings)
        self.filter.set_choices((("", "everybody"), *told))
        self._on_filter(None)

    def _on_filter(self, code: object) -> None:
        rows = told_by(self._all, (str(code),)) if code else self._all
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)


def _kind_and_tag(row: Happening) -> str:
    kind = row.kind.replace("_", " ")
    clue = "a clue to the withheld address was taken out" if row.has_clue else ""
    return " · ".join(part for part in (kind, words("tag", row.tag) if row.tag else "", clue) if part)


class FamilyView(QWidget):
    """Who belongs to the child, who says so, and who has parental responsibility.

    Signals: ``child_asked(UUID)`` somebody wants to see a relative who is a person of ours.
    """

    child_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        self.table = Table(
            "Family",
            (
                Column("Name", lambda row: row.name, names=True, width=30),
                Column("Relation", lambda row: row.relation, width=22),
                Column(
                    "Parental responsibility", lambda row: PARENTAL[row.parental_responsibility], width=22
                ),
                Column("Who says so", lambda row: row.organisation_name, width=24),
                Column("Reference", lambda row: row.reference or "", width=16),
            ),
        )
        self.empty = EmptyState("No agency has said who belongs to this child.")
        body.addWidget(self.table, 1)
        body.addWidget(self.empty)

    def show_family(self, family: Iterable[FamilyMember]) -> None:
        """Show the family as it was said."""
        rows = tuple(family)
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)


class SharesView(QWidget):
    """What was shared about the child, and what was decided not to be.

    Signals: ``share_asked(str)`` somebody wants to see a share, by its reference.
    """

    share_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        self.table = Table(
            "Shares",
            (
                Column("Date", lambda row: shown_day(moment(row.date).date()), width=16),
                Column("Decision", lambda row: row.decision_words, width=18),
                Column("To", lambda row: row.to, width=36),
                Column("Reference", lambda row: row.reference, width=18),
            ),
        )
        self.empty = EmptyState("Nothing about this child has been shared or refused here.")
        body.addWidget(self.table, 1)
        body.addWidget(self.empty)
        self.table.row_chosen.connect(self._on_chosen)

    def show_shares(self, shares: Iterable[ShareShown]) -> None:
        """Show the decided shares, the newest first."""
        rows = tuple(shares)
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _on_chosen(self, row: ShareShown) -> None:
        self.share_asked.emit(row.reference)


def _short(words_said: str) -> str:
    return words_said if len(words_said) <= 90 else words_said[:89] + "…"
