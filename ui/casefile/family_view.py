"""Who belongs to the child, and what was shared about them: two lists, each row leading to where it is told."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casefile.case_records import ShareShown
from app.clock import moment, shown_day
from app.people.families import FamilyMember
from ui.casefile.fitting_table import FittingTable, ListInFull
from ui.parts import EmptyState
from ui.tables import Column

#: How the key begins that stands for a person to whom the agency gave no reference.
STANDS_FOR_NONE = "made-"
PARENTAL = {True: "yes", False: "no", None: "not said"}


class FamilyView(QWidget):
    """Who belongs to the child, who says so, and who has parental responsibility.

    Signals: ``relative_asked(FamilyMember)`` somebody wants to see a relative.
    """

    relative_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        self.table = FittingTable(
            "Family",
            (
                Column("Name", lambda row: row.name, names=True, width=26, second=self._folded),
                Column("Relation", lambda row: row.relation, width=36),
                Column("Parental responsibility", parental, width=22),
                Column("Who says so", lambda row: row.organisation_name, width=24),
                Column("Reference", reference, width=17, second=_whose_reference),
            ),
            folds=(3, 2, 1),
        )
        self.list = ListInFull(self.table, _relative_in_full, lines=3)
        self.empty = EmptyState("No agency has said who belongs to this child.")
        body.addWidget(self.list, 1)
        body.addWidget(self.empty)
        self.table.row_chosen.connect(self.relative_asked)

    def show_family(self, family: Iterable[FamilyMember]) -> None:
        """Show the family as it was said."""
        rows = tuple(family)
        self.list.show_rows(rows)
        self.empty.setVisible(not rows)

    def _folded(self, row: FamilyMember) -> str:
        """Say what gave way; a bare "yes" would not say to what."""
        said = {1: row.relation, 2: f"parental responsibility {parental(row)}", 3: row.organisation_name}
        return " · ".join(words for at, words in said.items() if words and self.table.isColumnHidden(at))


class SharesView(QWidget):
    """What was shared about the child, and what was decided not to be.

    Signals: ``share_asked(str)`` somebody wants to see a share, by its reference.
    """

    share_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        self.table = FittingTable(
            "Shares",
            (
                Column("Date", lambda row: shown_day(moment(row.date).date()), width=16, second=self._folded),
                Column("Decision", lambda row: row.decision_words, width=20),
                Column("To", lambda row: row.to, width=50),
                Column("Reference", lambda row: row.reference, width=18),
            ),
            folds=(1,),
        )
        self.list = ListInFull(self.table, _share_in_full, lines=3)
        self.empty = EmptyState("Nothing about this child has been shared or refused here.")
        body.addWidget(self.list, 1)
        body.addWidget(self.empty)
        self.table.row_chosen.connect(lambda row: self.share_asked.emit(row.reference))

    def show_shares(self, shares: Iterable[ShareShown]) -> None:
        """Show the decided shares, the newest first."""
        rows = tuple(shares)
        self.list.show_rows(rows)
        self.empty.setVisible(not rows)

    def _folded(self, row: ShareShown) -> str:
        return self.table.folded(row)


def parental(row: FamilyMember) -> str:
    """Say whether somebody has parental responsibility."""
    return PARENTAL[row.parental_responsibility]


def reference(row: FamilyMember) -> str:
    """Give our reference of a relative, else the agency's own; one that stands for none is not shown."""
    return row.reference or _own(row) or "none given"


def _own(row: FamilyMember) -> str:
    return "" if row.agency_reference.startswith(STANDS_FOR_NONE) else row.agency_reference


def _whose_reference(row: FamilyMember) -> str:
    return "Enter opens the page" if row.reference else "the agency's own" if _own(row) else ""


def _relative_in_full(row: FamilyMember) -> str:
    known = f"our reference {row.reference}" if row.reference else f"its reference: {reference(row)}"
    head = f"{row.name} · {row.relation}" if row.relation else row.name
    return f"{head}\nParental responsibility: {parental(row)} · {row.organisation_name} says so, {known}"


def _share_in_full(row: ShareShown) -> str:
    day = shown_day(moment(row.date).date())
    return f"{row.reference} · {day} · {row.decision_words}\nTo: {row.to}"
