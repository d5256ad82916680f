"""Which organisations are there, found while one types? By name, code, class, flag, person or address."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.directory.organisations import OrganisationShown, matching
from ui.parts import EmptyState, LineBox
from ui.parts.folding_table import FoldingTable
from ui.tables import Column

NOTHING = "No organisation fits. Try fewer letters, or add the one you look for."


class OrganisationList(QWidget):
    """The box and the table under it.

    Signals: ``opened(str)`` somebody wants to see the organisation of this code; ``new_asked()`` they want to add one;
    ``counted(int, int)`` how many are shown, of how many.
    """

    opened = Signal(str)
    new_asked = Signal()
    counted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[OrganisationShown, ...] = ()
        self.box = LineBox("Find an organisation", "name, code, class, flag, person or address")
        self.table = FoldingTable(
            "Organisations",
            (
                Column("Name", lambda row: row.name, width=33, second=self._second, strong=True),
                Column(
                    "Class in law", lambda row: row.class_words, width=27, second=lambda row: row.body_words
                ),
                Column("Flags", lambda row: ", ".join(row.flag_words), width=22),
                Column("Reached by", reached_by, width=26, second=people_there),
            ),
            folds=("Flags", "Reached by", "Class in law"),
        )
        self.empty = EmptyState(NOTHING, "Add an organisation")
        self._rest = QWidget()  # takes the room that the table takes where there is one
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(self.box)
        body.addWidget(self.table, 1)
        body.addWidget(self.empty)
        body.addWidget(self._rest, 1)
        self.box.changed.connect(self.show_found)
        self.box.returnPressed.connect(self._on_entered)
        self.table.row_chosen.connect(lambda row: self.opened.emit(row.code))
        self.empty.asked.connect(self.new_asked)
        self.show_found()

    def show_organisations(self, rows: tuple[OrganisationShown, ...]) -> None:
        """Take other organisations and show those that fit what is typed."""
        self._rows = rows
        self.show_found()

    def show_found(self) -> None:
        """Show those in which every typed word is found."""
        found = matching(self._rows, self.box.value())
        self.table.show_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._rest.setVisible(not found)
        self.counted.emit(len(found), len(self._rows))

    def _on_entered(self) -> None:
        """Open the only one that is left, or go into the list."""
        if self.table.rows.rowCount() == 1:
            self.opened.emit(self.table.rows.row(0).code)
        elif self.table.rows.rowCount():
            self.table.setFocus()

    def _second(self, row: OrganisationShown) -> str:
        part = f"part of {row.parent}" if row.parent else ""
        return " · ".join(words for words in (row.code, part, self.table.folded(row)) if words)


def reached_by(row: OrganisationShown) -> str:
    """Name the first channel, a secure one before others, and how many more there are."""
    channels = sorted(row.channels, key=lambda channel: not channel.secure)
    if not channels:
        return ""
    more = f" and {len(channels) - 1} more" if len(channels) > 1 else ""
    return f"{channels[0].words}{more}"


def people_there(row: OrganisationShown) -> str:
    """Name the first post and how many more there are."""
    if not row.posts:
        return ""
    return row.posts[0].words + (f" and {len(row.posts) - 1} more" if len(row.posts) > 1 else "")
