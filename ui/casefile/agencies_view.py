"""What agencies hold of a child: a column for each record, and the happenings of the last twelve months as a strip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casefile.case_records import CaseView, Cell, RecordShown, TableRow
from app.casefile.case_records import Column as AgencyColumn
from app.casefile.chronology import Happening
from app.clock import moment, shown_day, today
from app.people.saying import OWN
from ui.casefile.disagreements import short
from ui.parts import Card, CompareCell, CompareRow, ComparisonTable, TimelineMark, TimelineStrip

#: How many letters of the latest record stand in the table, and how narrow a column may be, in letters.
LATEST, NARROWEST, LABEL = 140, 16, 9
Index = QModelIndex | QPersistentModelIndex


class ColumnsTable(ComparisonTable):
    """The columns; where they would be too narrow to read, they keep their width and scroll within the table."""

    def _fit(self) -> None:
        letter = max(1, self.fontMetrics().averageCharWidth())
        columns = max(0, len(self._shares) - 1)
        wanted = letter * (LABEL + NARROWEST * columns)
        scrolls = columns > 0 and wanted > self.viewport().width()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        if not scrolls:
            super()._fit()
            return
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for column in range(columns + 1):
            header.resizeSection(column, letter * (NARROWEST if column else LABEL))
        self.resizeRowsToContents()
        self.updateGeometry()

    def _height(self) -> int:
        scrolls = self.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        return super()._height() + (self.horizontalScrollBar().sizeHint().height() if scrolls else 0)


class AgenciesView(QWidget):
    """The table and the strip.

    Signals: ``records_asked(str, object)`` somebody wants to read what an organisation tells, by code, perhaps from one
    record on, by key; ``split_asked(UUID)`` somebody wants to take the link of an agency's record back.
    """

    records_asked = Signal(str, object)
    split_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        self.table = ColumnsTable("What agencies hold")
        self.strip = TimelineStrip("The last twelve months")
        self.strip_card = Card("Last 12 months")
        self.strip_card.add(self.strip)
        body.addWidget(self.table)
        body.addWidget(self.strip_card)
        body.addStretch(1)
        self._columns: tuple[AgencyColumn, ...] = ()
        self._may_split = False
        self.table.cell_chosen.connect(self._on_cell)
        self.table.clicked.connect(self._on_clicked)
        self.strip.mark_chosen.connect(self._on_mark)

    def show_case(self, view: CaseView, *, may_split: bool) -> None:
        """Show every agency's record side by side; ``may_split`` says whether this officer may take a link back."""
        self._columns, self._may_split = view.columns, may_split
        at = self.table.currentIndex()
        rows = [_row(row, view.columns) for row in view.table]
        if may_split:
            links = tuple(_link_cell(column, len(view.columns)) for column in view.columns)
            rows.append(CompareRow("Link", links, "link"))
        self.table.show_rows(
            headings=("", *(column.organisation_name for column in view.columns)),
            notes=("", *(_link_note(column) for column in view.columns)),
            rows=tuple(rows),
            shares=(min(0.5, 0.22 * len(view.columns)), *([1.0] * len(view.columns))),
        )
        if at.isValid() and at.row() < len(rows) and at.column() <= len(view.columns):
            self.table.setCurrentIndex(self.table.model().index(at.row(), at.column()))
        self._show_strip(view.chronology)

    def go_to_links(self) -> None:
        """Bring the way to take a link back into focus."""
        model = self.table.model()
        self.table.setCurrentIndex(model.index(model.rowCount() - 1, min(1, len(self._columns))))
        self.table.setFocus()

    def _show_strip(self, chronology: tuple[Happening, ...]) -> None:
        last = today()
        first = last - timedelta(days=365)
        marks = tuple(
            TimelineMark(day, "accent", f"{each.organisation_name}: {short(each.text, 90)}", each)
            for each in chronology
            if (day := each.date.exact) is not None and first <= day <= last
        )
        self.strip_card.setVisible(bool(marks))
        self.strip.show_marks(marks, first, last)

    def _on_clicked(self, index: Index) -> None:
        row = self.table.model().headerData(index.row(), Qt.Orientation.Vertical)
        if row in ("Records", "Link"):
            self._on_cell(str(row).lower(), index.column())

    def _on_cell(self, key: str, place: int) -> None:
        """Do what a cell offers: its records, the whole of the latest one, or taking the link back."""
        if not 1 <= place <= len(self._columns):
            return
        column = self._columns[place - 1]
        if key in ("records", "latest") and column.records:
            first = column.records[0].id if key == "latest" else None
            self.records_asked.emit(column.organisation, first)
        elif key == "link" and _may_go(column, len(self._columns)):
            self.split_asked.emit(column.agency_person)

    def _on_mark(self, mark: TimelineMark) -> None:
        if isinstance(mark.key, Happening):
            self.records_asked.emit(mark.key.organisation, mark.key.record)


def _row(row: TableRow, columns: tuple[AgencyColumn, ...]) -> CompareRow:
    drawn: Callable[[Cell, AgencyColumn], CompareCell] = {
        "latest": _latest_cell,
        "records": _records_cell,
    }.get(row.code, _plain_cell)
    cells = tuple(drawn(cell, column) for cell, column in zip(row.cells, columns, strict=True))
    return CompareRow(row.label, cells, row.code)


def _plain_cell(cell: Cell, _column: AgencyColumn) -> CompareCell:
    return CompareCell(
        text="withheld ■" if cell.withheld else cell.text,
        tone="amber" if cell.differs else "",
        mark="◆" if cell.differs else "",
    )


def _latest_cell(cell: Cell, column: AgencyColumn) -> CompareCell:
    """Say the latest record in about 140 letters; the whole of it is one key away."""
    if not column.records:
        return CompareCell("nothing told")
    last: RecordShown = column.records[0]
    said = short(last.text, LATEST)
    cut = said != " ".join(last.text.split())
    note = " · ".join(part for part in (last.tag or "", "Enter: the whole of it" if cut else "") if part)
    return CompareCell(f"{last.date}: {said}" if last.date else said, note=note)


def _records_cell(_cell: Cell, column: AgencyColumn) -> CompareCell:
    count = len(column.records)
    return CompareCell(f"{count} · open", link=True) if count else CompareCell("none")


def _link_cell(column: AgencyColumn, columns: int) -> CompareCell:
    if _may_go(column, columns):
        return CompareCell("Take this link back", link=True)
    own = column.organisation == OWN and column.made_by_us
    return CompareCell("what our officers recorded" if own else "the only record")


def _may_go(column: AgencyColumn, columns: int) -> bool:
    return columns > 1 and not (column.organisation == OWN and column.made_by_us)


def _link_note(column: AgencyColumn) -> str:
    day = shown_day(moment(column.last_heard).date()) if column.last_heard else ""
    return " · ".join(part for part in (column.form, day, column.link_words) if part)
