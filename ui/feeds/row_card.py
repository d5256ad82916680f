"""One row of a batch in full: why it was refused or what is odd about it, and every cell under its heading."""

from __future__ import annotations

from app.feeds.previewing import RefusedLine
from app.feeds.records import Finding
from ui.parts import Card, names, text

#: A cell may hold 160,000 letters; so many of them are shown.
LONGEST = 300


class RowCard(Card):
    """The row in focus, with nothing cut off but a text that would fill the screen."""

    def __init__(self) -> None:
        super().__init__("The row in full")
        self._said: list[str] = []
        self.hide()

    def show_refused(self, row: RefusedLine | None) -> None:
        """Show a refused row."""
        self._start(row is not None)
        if row is None:
            return
        place = f"Line {row.line} of {row.file}" if row.line else row.file
        self._say(place, "second")
        self._say(f"▲ {row.reason}", "strong")
        for at, cell in enumerate(row.row):
            if cell.strip():
                heading = row.headings[at] if at < len(row.headings) else ""
                self._say(f"{heading or f'Cell {at + 1}'}: {_short(cell)}")

    def show_finding(self, row: Finding | None) -> None:
        """Show what is odd."""
        self._start(row is not None)
        if row is None:
            return
        of = f" · {row.agency_reference}" if row.agency_reference else ""
        self._say(f"{row.place} of {row.file}{of}" if row.place else row.file, "second")
        self._say(f"◆ {row.what}", "strong")
        if row.as_given:
            self._say(f"{row.field or 'As given'}: {_short(row.as_given)}")

    def words(self) -> str:
        """Give what the card says."""
        return "\n".join(self._said)

    def _start(self, there: bool) -> None:
        self.clear()
        self._said = []
        self.setVisible(there)

    def _say(self, words: str, kind: str = "") -> None:
        self._said.append(words)
        self.add(text(words, kind) if kind else names(words))


def _short(cell: str) -> str:
    cell = cell.strip()
    return cell if len(cell) <= LONGEST else f"{cell[:LONGEST]}… ({len(cell):,} letters)"
