"""What a batch holds: counts, people, what is refused row by row with the reason, what looks odd."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.feeds.previewing import BatchPreview, RefusedLine, findings_of
from app.feeds.records import Finding
from app.frontdoor.rows import counted
from app.unit_of_work import Reader
from ui.feeds.row_card import RowCard
from ui.operations import Operations
from ui.parts import Card, Chip, FlowLayout, Tabs, button, names, text
from ui.tables import Column, Table

TABS = (("refused", "Refused"), ("odd", "Looks odd"), ("people", "People"))
ROW_STATES = {"open": "open", "left": "left", "mended": "mended"}
COMING = {
    "staged": ("comes in", "come in"),
    "accepted": ("came in", "came in"),
    "undone": ("had come in", "had come in"),
    "discarded": ("did not come in", "did not come in"),
}
NOTHING = {
    "refused": "No row is refused.",
    "odd": "Nothing looks odd.",
    "people": "It speaks of nobody.",
}


class PreviewView(QWidget):
    """One batch, looked at.

    Signals: ``save_asked(str)`` write the refused rows out: "report" with the reasons, "mend" under their own headings;
    ``left_asked(object)`` a refused row is left for good.
    """

    save_asked = Signal(str)
    left_asked = Signal(object)

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._nobody = NOTHING["people"]
        self.chips = FlowLayout(gap=8)
        self.about = Card()
        self.tabs = Tabs("What is shown of the batch", TABS)
        self._build_tables()
        self._build_people()
        self.none = text("", "second")
        self.row = RowCard()
        self._build_acts()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addLayout(self.chips)
        for widget in (self.about, self.tabs, self.refused, self.odd, self.people, self.none, self.acts):
            body.addWidget(widget)
        body.addWidget(self.row)
        body.addStretch(1)
        self.tabs.changed.connect(self._on_tab)
        self.refused.row_selected.connect(self._on_refused)
        self.odd.row_selected.connect(self.row.show_finding)

    def _build_tables(self) -> None:
        self.refused = Table(
            "Refused rows",
            (
                Column("Line", lambda row: str(row.line or ""), right=True, width=6),
                Column(
                    "Why it cannot come in",
                    lambda row: row.reason,
                    width=0,
                    second=lambda row: " | ".join(cell for cell in row.row if cell)[:200],
                ),
                Column("State", lambda row: ROW_STATES.get(row.state, row.state), width=8),
            ),
            rows_shown=4,
        )
        self.odd = Table(
            "What looks odd",
            (
                Column("Line", lambda row: str(row.line or ""), right=True, width=6, sort="line"),
                Column(
                    "Of whom",
                    lambda row: row.agency_reference,
                    width=14,
                    second=lambda row: row.field,
                    sort="who",
                ),
                Column(
                    "What is odd",
                    lambda row: row.what,
                    width=0,
                    sort="what",
                    second=lambda row: f"given as {row.as_given[:200]}" if row.as_given else "",
                ),
            ),
            rows_shown=4,
        )

    def _build_people(self) -> None:
        self.people = Table(
            "People of this batch",
            (
                Column("Name", lambda row: row.name or "no name", names=True, width=0),
                Column("Born", lambda row: row.birth, width=14),
                Column("Agency's reference", lambda row: row.reference, width=18),
                Column("Who", lambda row: "child" if row.is_child else "adult", width=6),
            ),
            rows_shown=10,
        )

    def _build_acts(self) -> None:
        self.save_button = button(
            "Save with reasons", on=lambda: self.save_asked.emit("report"),
            accessible="Save the refused rows with their reasons",
        )  # fmt: skip
        self.mend_button = button(
            "Save to mend", on=lambda: self.save_asked.emit("mend"),
            accessible="Save the open refused rows under their own headings, to mend them",
        )  # fmt: skip
        self.left_button = button("Leave this row for good", on=self._on_left)
        self.acts = QWidget()
        line = FlowLayout(self.acts, gap=10)
        for each in (self.save_button, self.mend_button, self.left_button):
            line.addWidget(each)

    def show_preview(self, preview: BatchPreview) -> None:
        """Show one batch; the refused rows first where there are any."""
        batch = preview.batch
        self.chips.clear()
        for words, tone in _counts(preview):
            self.chips.addWidget(Chip(words, tone))
        self._show_about(preview)
        self.refused.show_rows(preview.refused)
        self.odd.show_query(self._operations, _counting(preview.findings_count), _findings, batch.key)
        self.people.show_rows(preview.people)
        for key, words, count in (
            ("refused", "Refused", len(preview.refused)),
            ("odd", "Looks odd", preview.findings_count),
            ("people", "People", batch.people),
        ):
            self.tabs.set_words(key, f"{words} {count:,}")
        self.tabs.set_value("refused" if preview.refused else "odd" if preview.findings_count else "people")
        self.refused.select(max(0, self.refused.currentIndex().row()))
        self._on_tab(self.tabs.value())

    def chosen_row(self) -> RefusedLine | None:
        """Give the refused row in focus."""
        row = self.refused.selected()
        return row if isinstance(row, RefusedLine) else None

    def _show_about(self, preview: BatchPreview) -> None:
        self.about.clear()
        files = list(preview.files)
        more = f" and {len(files) - 4:,} more" if len(files) > 5 else ""
        listed = ", ".join(files[:4] if more else files)
        self.about.add(names(f"{listed}{more}, read as {preview.layout}"))
        if preview.refused and preview.state == "staged":
            self.about.add(text("The refused rows stay out and are kept here with what they say.", "second"))
        for before in preview.again:
            self.about.add(text(f"◆ {before.words}", "strong"))
        shown, whole = len(preview.people), preview.batch.people
        self._nobody = f"The first {shown:,} of {whole:,} people." if shown < whole else NOTHING["people"]

    def _on_tab(self, key: str) -> None:
        tables = {"refused": self.refused, "odd": self.odd, "people": self.people}
        for code, table in tables.items():
            table.setVisible(code == key and table.rows.rowCount() > 0)
        empty = not tables[key].rows.rowCount()
        part = key == "people" and self._nobody != NOTHING["people"]
        self.none.setText(self._nobody if part else NOTHING[key] if empty else "")
        self.none.setVisible(empty or part)
        self.acts.setVisible(key == "refused" and not empty)
        if key == "refused":
            self._on_refused(self.chosen_row())
        else:
            self.row.show_finding(self._first_finding() if key == "odd" else None)

    def _first_finding(self) -> Finding | None:
        if self.odd.selected() is None:
            self.odd.select(0)
        row = self.odd.selected()
        return row if isinstance(row, Finding) else None

    def _on_refused(self, row: RefusedLine | None) -> None:
        self.row.show_refused(row)
        done = row is None or row.state != "open"
        self.left_button.set_reason("This row is dealt with" if done else "")
        some = any(
            isinstance(each := self.refused.rows.row(at), RefusedLine) and each.state == "open"
            for at in range(self.refused.rows.rowCount())
        )
        self.mend_button.set_reason("" if some else "No refused row waits to be mended")

    def _on_left(self) -> None:
        row = self.chosen_row()
        if row is not None:
            self.left_asked.emit(row)


def _counts(preview: BatchPreview) -> tuple[tuple[str, str], ...]:
    batch = preview.batch
    odd, refused = counted(batch.flagged, "looks odd", "look odd"), f"{batch.refused:,} refused"
    return (
        (f"{counted(batch.rows_read, 'row')} read", "plain"),
        (f"● {counted(batch.accepted, *COMING.get(preview.state, COMING['staged']))}", "green"),
        (f"◆ {odd}", "amber") if batch.flagged else (odd, "plain"),
        (f"▲ {refused}", "red") if batch.refused else (refused, "plain"),
        (f"{batch.skipped:,} said before", "plain"),
    )


def _counting(count: int) -> Any:
    return lambda _reader, _key: count


def _findings(
    reader: Reader, key: UUID, *, offset: int, limit: int, sort: str, descending: bool
) -> tuple[Finding, ...]:
    return findings_of(reader, key, offset, limit, sort=sort, descending=descending)
