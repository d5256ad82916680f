"""One refused row, mended: every cell under its heading, why it was refused, and one press to read it again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal

from app.feeds.mending import OpenRow
from ui.parts import Card, FlowLayout, LabelledRow, LineBox, button, names, text


class MendCard(Card):
    """The row in focus as a form.

    Signals: ``read_asked(object)`` the cells (a tuple) shall be read again; ``left_asked()`` the row is left for good;
    ``typed()`` a cell was changed.
    """

    read_asked = Signal(object)
    left_asked = Signal()
    typed = Signal()

    def __init__(self) -> None:
        super().__init__("Mend this row")
        self.boxes: list[LineBox] = []
        self._last = 0
        self._reason = text("", "strong")
        self.hide()

    def show_row(self, row: OpenRow | None) -> None:
        """Show a row; cells beyond the headings stand last, to be moved or emptied."""
        self.clear()
        self.boxes = []
        self.setVisible(row is not None)
        if row is None:
            return
        place = f"Line {row.line} of {row.file}" if row.line else row.file
        self.add(names(f"{place}, from {row.organisation_name} ({row.reference})"))
        self._reason = text(f"▲ {row.reason}", "strong")
        self.add(self._reason)
        width = max(len(row.cells), len(row.headings))
        for at in range(width):
            heading = row.headings[at] if at < len(row.headings) else f"Cell {at + 1}, without a heading"
            box = LineBox(heading)
            box.set_value(row.cells[at] if at < len(row.cells) else "")
            box.installEventFilter(self)
            box.textEdited.connect(lambda _words: self.typed.emit())
            self.boxes.append(box)
            self.add(LabelledRow(heading, box))
        self._add_acts(row)

    def _add_acts(self, row: OpenRow) -> None:
        acts = FlowLayout(gap=10)
        self.read_button = button("Read it again", "Ctrl+Return", "filled", on=self.ask_to_read)
        acts.addWidget(self.read_button)
        if len(self.boxes) > len(row.headings):
            words = "Take the cell out, and move the rest up"
            acts.addWidget(
                button(words, on=self._close_gap, accessible=f"{words}: the cell in which the focus was last")
            )
        acts.addWidget(button("Leave this row for good", on=self.left_asked.emit))
        self.body.addLayout(acts)

    def cells(self) -> tuple[str, ...]:
        """Give the cells as they stand; empty ones beyond the headings are none."""
        return tuple(box.text() for box in self.boxes)

    def set_cells(self, cells: tuple[str, ...]) -> None:
        """Put back what was typed before."""
        for box, words in zip(self.boxes, cells, strict=False):
            box.set_value(words)

    def show_reason(self, words: str) -> None:
        """Say why the row is refused again."""
        self._reason.setText(f"▲ {words}")

    def ask_to_read(self) -> None:
        """Ask for the row to be read again."""
        if self.boxes:
            self.read_asked.emit(self.cells())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember in which cell the focus was last."""
        if event.type() == QEvent.Type.FocusIn and watched in self.boxes:
            self._last = self.boxes.index(watched)
        return super().eventFilter(watched, event)

    def _close_gap(self) -> None:
        at = min(self._last, len(self.boxes) - 1)
        said = [box.text() for box in self.boxes]
        del said[at]
        self.set_cells((*said, ""))
        self.typed.emit()
