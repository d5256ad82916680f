"""What would a directory file do: row by row what is added, changed, left, or refused and why."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.directory.bringing_in import ADDED, CHANGED, REFUSED, SAME, ImportPreview, PreviewRow
from ui.parts import Card, Chip, FlowLayout, TextBox, text
from ui.parts.folding_table import FoldingTable
from ui.tables import Column

WORDS = {ADDED: "+ added", CHANGED: "~ changed", SAME: "= as it is", REFUSED: "▲ refused"}
TONES = {ADDED: "green", CHANGED: "accent", SAME: "", REFUSED: "red"}


class ImportView(QWidget):
    """The file, looked at before anything of it comes in."""

    def __init__(self) -> None:
        super().__init__()
        self.preview: ImportPreview | None = None
        self.about = Card()
        self.chips = FlowLayout(gap=8)
        self.table = FoldingTable(
            "Rows of the file",
            (
                Column("Row", lambda row: str(row.row), right=True, width=6),
                Column("Code", lambda row: row.code, width=16),
                Column("Name", lambda row: row.name, width=32, second=self._second),
                Column(
                    "What happens",
                    lambda row: WORDS[row.outcome],
                    tone=lambda row: TONES[row.outcome],
                    width=14,
                ),
                Column("Columns, or why", lambda row: row.what, width=32),
            ),
            folds=("Columns, or why", "Code"),
            rows_shown=5,
        )
        self.in_full = TextBox("The row in full", 3)
        self.in_full.setReadOnly(True)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addLayout(self.chips)
        for widget in (self.about, self.table, text("The row in full", "label"), self.in_full):
            body.addWidget(widget)
        body.addStretch(1)
        self.table.row_selected.connect(self._on_row)

    def show_preview(self, name: str, preview: ImportPreview) -> None:
        """Show what a file would do, the refused rows first."""
        self.preview = preview
        self.chips.clear()
        for outcome in (ADDED, CHANGED, SAME, REFUSED):
            count = preview.count(outcome)
            tone = TONES[outcome] if count and TONES[outcome] else "plain"
            self.chips.addWidget(Chip(f"{count:,} {WORDS[outcome][2:]}", tone))
        self.about.clear()
        self.about.add(text(f"Nothing of {name} is in the directory yet.", "strong"))
        self.about.add(text(self.reason() or "Look at the rows, then bring it in as a whole."))
        if preview.not_read:
            self.about.add(text(f"Columns that are not read: {', '.join(preview.not_read)}.", "second"))
        self.table.show_rows(sorted(preview.rows, key=lambda row: (row.outcome != REFUSED, row.row)))
        self.table.select(0)

    def reason(self) -> str:
        """Say why it cannot be brought in; empty when it can."""
        if self.preview is None:
            return "Choose a file first."
        refused = self.preview.count(REFUSED)
        if refused:
            return f"Put {'the refused row' if refused == 1 else f'the {refused:,} refused rows'} right in the file first."
        return "" if self.preview.count(ADDED) or self.preview.count(CHANGED) else "It has nothing new."

    def _second(self, row: PreviewRow) -> str:
        return self.table.folded(row)

    def _on_row(self, row: PreviewRow) -> None:
        said = f"{WORDS[row.outcome]}{f': {row.what}' if row.what else ''}"
        self.in_full.set_value(f"Row {row.row}, {row.code or 'no code'}, {row.name or 'no name'}\n{said}")
