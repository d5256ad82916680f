"""What a batch holds: counts, people, what is refused row by row with the reason, what looks odd."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.feeds.previewing import BatchPreview
from ui.parts import Card, Chip, FlowLayout, Tabs, text
from ui.tables import Column, Table

TABS = (("refused", "Refused"), ("odd", "Looks odd"), ("people", "People"))


class PreviewView(QWidget):
    """One batch, looked at."""

    def __init__(self) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        self.chips = FlowLayout(gap=8)
        self.about = Card()
        self.tabs = Tabs("What is shown of the batch", TABS)
        self.refused = Table(
            "Refused rows",
            (
                Column("Line", lambda row: str(row.line or ""), right=True, width=7),
                Column("Why it cannot come in", lambda row: row.reason, width=60),
                Column("As given", lambda row: " | ".join(row.row), width=60),
            ),
        )
        self.odd = Table(
            "What looks odd",
            (
                Column("Line", lambda row: str(row.line or ""), right=True, width=7),
                Column("Of whom", lambda row: row.agency_reference, width=16),
                Column("Field", lambda row: row.field, width=18),
                Column("As given", lambda row: row.as_given, width=24),
                Column("What is odd", lambda row: row.what, width=60),
            ),
        )
        self.people = Table(
            "People of this batch",
            (
                Column("Name", lambda row: row.name, names=True, width=34),
                Column("Born", lambda row: row.birth, width=18),
                Column("Agency's reference", lambda row: row.reference, width=22),
                Column("Child", lambda row: "child" if row.is_child else "adult", width=9),
            ),
        )
        self.none = text("", "second")
        body.addLayout(self.chips)
        for widget in (self.about, self.tabs, self.refused, self.odd, self.people, self.none):
            body.addWidget(widget)
        self.tabs.changed.connect(self._on_tab)

    def show_preview(self, preview: BatchPreview) -> None:
        """Show one batch; the refused rows first where there are any."""
        batch = preview.batch
        self.chips.clear()
        for words, tone in (
            (f"{batch.rows_read:,} rows read", "plain"),
            (f"● {batch.accepted:,} come in", "green"),
            (f"◆ {batch.flagged:,} look odd", "amber" if batch.flagged else "plain"),
            (f"▲ {batch.refused:,} refused", "red" if batch.refused else "plain"),
            (f"{batch.skipped:,} said before", "plain"),
        ):
            self.chips.addWidget(Chip(words, tone))
        self.about.clear()
        self.about.add(text(f"{', '.join(preview.files)}, read as {preview.layout}"))
        for before in preview.again:
            self.about.add(text(f"◆ {before.words}", "strong"))
        self.refused.show_rows(preview.refused)
        self.odd.show_rows(preview.findings)
        self.people.show_rows(preview.people)
        for key, words, count in (
            ("refused", "Refused", batch.refused),
            ("odd", "Looks odd", preview.findings_count),
            ("people", "People", batch.people),
        ):
            self.tabs.set_words(key, f"{words} {count:,}")
        self.tabs.set_value("refused" if preview.refused else "odd" if preview.findings else "people")
        self._on_tab(self.tabs.value())

    def _on_tab(self, key: str) -> None:
        tables = {"refused": self.refused, "odd": self.odd, "people": self.people}
        nothing = {
            "refused": "No row is refused.",
            "odd": "Nothing looks odd.",
            "people": "It speaks of nobody.",
        }
        for code, table in tables.items():
            table.setVisible(code == key and table.rows.rowCount() > 0)
        self.none.setText("" if tables[key].rows.rowCount() else nothing[key])
