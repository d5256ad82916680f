"""One pair as it is looked at: two sides and what follows, why it is asked, what was answered before, a note."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import shown
from app.linking.asking import ComparePair
from app.linking.taking_back import RecordPairs
from ui.parts import Card, CompareCell, CompareRow, ComparisonTable, LineBox, RowStack, button, text
from ui.theme import theme

NOTE = "Note"
#: Under this width the cards stand one below the other.
NARROW = 700


class PairView(QWidget):
    """The comparison and what stands below it.

    Signals: ``again_asked(UUID)`` a pair that was refused shall be looked at again.
    """

    again_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.table = ComparisonTable("Comparison")
        self.why, self.others, self.before = (
            Card("Why it is asked"),
            Card("What else the record holds"),
            Card("Also about this record"),
        )
        self._cards = QHBoxLayout()
        self._cards.setSpacing(12)
        self._cards.addWidget(self.why, 3)
        self._cards.addWidget(self.others, 2)
        self.note = LineBox(NOTE, "what is to be found out, and from whom; or why you are sure")
        rows = RowStack()
        self.note_row = rows.add(NOTE, self.note)
        self.promise = text(
            "Whatever you choose can be undone. Nothing that an agency said is changed.", "second"
        )
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(self.table)
        body.addLayout(self._cards)
        for widget in (self.before, rows, self.promise):
            body.addWidget(widget)
        self.before.hide()

    def show_pair(self, pair: ComparePair) -> None:
        """Show one pair; nothing is chosen beforehand."""
        linked = ", ".join(pair.linked_organisations)
        self.table.show_rows(
            headings=("", f"{pair.organisation} says", "We know", "So"),
            notes=("", pair.agency_reference, f"{pair.person_reference} · {linked} linked", ""),
            rows=tuple(
                CompareRow(
                    row.label,
                    (
                        CompareCell(row.said),
                        CompareCell(row.known),
                        CompareCell(row.words, verdict=row.verdict),
                    ),
                )
                for row in pair.rows
            ),
            shares=(0.55, 1.2, 1.2, 1.35),
        )
        self.why.clear()
        self.why.add(text(pair.why or "No more is known than stands above."))
        self.others.clear()
        for line in pair.other_facts or ("Nothing else.",):
            self.others.add(text(line))
        self.note.set_value(pair.note)
        self.note_row.set_problem("")
        self.before.hide()

    def show_record(self, found: RecordPairs, shown_now: UUID) -> None:
        """Show what else is asked about the record, and what was refused: a refused pair can be asked again."""
        others = len([key for key in found.waiting if key != shown_now])
        refused = [each for each in found.refused if each.candidate != shown_now] if not found.person else []
        self.before.clear()
        last: QWidget = self.table
        if others:
            more = "1 other child of ours waits" if others == 1 else f"{others} other children of ours wait"
            self.before.add(text(f"{more} to be compared with this record."))
        for each in refused:
            when = f" on {shown(each.answered_at)}" if each.answered_at else ""
            said = f": {each.note}" if each.note else "."
            self.before.add(text(f"{each.person_reference} was said to be another child{when}{said}"))
            again = button(
                "Ask again", kind="link", on=self._asking(each.candidate),
                accessible=f"Ask again whether it is {each.person_reference}",
            )  # fmt: skip
            self.before.add(again)
            QWidget.setTabOrder(last, again)
            last = again
        QWidget.setTabOrder(last, self.note)
        self.before.setVisible(bool(others or refused))

    def arrange(self, width: int) -> None:
        """Put the cards one below the other where the page is narrow for its text."""
        narrow = width < theme().px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._cards.direction() != way:
            self._cards.setDirection(way)

    def _asking(self, candidate: UUID) -> Callable[[], None]:
        return lambda: self.again_asked.emit(candidate)
