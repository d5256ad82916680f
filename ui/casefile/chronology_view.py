"""What happened when, as all agencies tell it: newest or earliest first, by agency if wanted, every text in full."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casefile.chronology import Happening, told_by, turned_round
from app.vocabulary import words
from ui.casefile.fitting_table import FittingTable, ListInFull
from ui.parts import ChoicePills, CodeBox, EmptyState, FlowLayout, text
from ui.tables import Column

NEWEST, EARLIEST = "newest", "earliest"
ORDERS = ((NEWEST, "Newest first"), (EARLIEST, "Earliest first, as for a court"))


class ChronologyView(QWidget):
    """The chronology. The order that was chosen stays for the next child, the agency only for this one."""

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        self.order = ChoicePills("Order of the chronology", ORDERS, chosen=NEWEST)
        self.filter = CodeBox("Show what was told by", (("", "everybody"),))
        self.filter.set_value("")
        self.filter.setMinimumContentsLength(26)
        above = FlowLayout(gap=12)
        self._told_by = text("Told by", "label", wrap=False)
        self._told_by.setBuddy(self.filter)
        for widget in (self.order, self._told_by, self.filter):
            above.addWidget(widget)
        self.says = text("", "second")
        self.table = FittingTable(
            "Chronology",
            (
                Column("Date", lambda row: row.shown, width=18, second=self._folded),
                Column("Who says so", lambda row: row.organisation_name, width=24),
                Column(
                    "What happened", lambda row: " ".join(row.text.split()), width=60, second=kind_and_tag
                ),
            ),
            folds=(1,),
            wraps=2,
        )
        self.list = ListInFull(self.table, in_full, lines=5)
        self.empty = EmptyState("No agency has told of anything that happened.")
        body.addLayout(above)
        body.addWidget(self.says)
        body.addWidget(self.list, 1)
        body.addWidget(self.empty)
        self._all: tuple[Happening, ...] = ()
        self.filter.changed.connect(lambda _code: self._show())
        self.order.changed.connect(lambda _code: self._show())

    def begin(self) -> None:
        """Begin with another child: everybody is heard again, the order stays as it was chosen."""
        self._all = ()
        self.filter.set_choices((("", "everybody"),))
        self.filter.set_value("")

    def show_happenings(self, happenings: tuple[Happening, ...]) -> None:
        """Show the chronology, narrowed as it was; ``happenings`` come with the earliest first."""
        self._all = happenings
        kept = self.filter.value()
        told = dict.fromkeys((each.organisation, each.organisation_name) for each in happenings)
        self.filter.blockSignals(True)
        self.filter.set_choices((("", "everybody"), *told))
        self.filter.set_value(kept if any(code == kept for code, _name in told) else "")
        self.filter.blockSignals(False)
        self._show()

    def show_told_by(self, organisation: str, record: UUID | None = None) -> None:
        """Narrow to what an agency tells, and bring a record into focus where one is named."""
        self.filter.set_value(organisation)
        rows = self.shown()
        at = next((at for at, row in enumerate(rows) if record is not None and row.record == record), 0)
        self.table.select(at)
        self.table.setFocus()

    def shown(self) -> tuple[Happening, ...]:
        """Give what is shown, in the order in which it is shown."""
        code = self.filter.value()
        rows = told_by(self._all, (code,)) if code else self._all
        return rows if self.order.value() == EARLIEST else turned_round(rows)

    def _show(self) -> None:
        rows = self.shown()
        self.list.show_rows(rows)
        self.empty.setVisible(not rows)
        for widget in (self.order, self._told_by, self.filter, self.says):
            widget.setVisible(bool(self._all))
        first = "the earliest first" if self.order.value() == EARLIEST else "the newest first"
        without = sum(not row.iso for row in rows)
        last = f"; {without} without a date at the end" if without else ""
        self.says.setText(f"{len(rows)} {'event' if len(rows) == 1 else 'events'}, {first}{last}.")

    def _folded(self, row: Happening) -> str:
        return self.table.folded(row)


def kind_and_tag(row: Happening) -> str:
    """Say what kind of record it is, whether fact or opinion, and whether something was taken out."""
    kind = row.kind.replace("_", " ")
    clue = "a clue to the withheld address was taken out" if row.has_clue else ""
    return " · ".join(part for part in (kind, words("tag", row.tag) if row.tag else "", clue) if part)


def in_full(row: Happening) -> str:
    """Say the whole of one event."""
    head = " · ".join(part for part in (row.shown, row.organisation_name, kind_and_tag(row)) if part)
    return f"{head}\n{row.text}"
