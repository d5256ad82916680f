"""Finding a child: one box, and for each hit why it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.casefile.finding import FoundHit, FoundPage, find, settle_search
from ui.page import Page
from ui.parts import EmptyState, LineBox, text
from ui.tables import Column, Table

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

#: The search is asked again this long after the last key, and counts as settled (and is logged) after the second time.
ASK_AFTER, SETTLED_AFTER = 150, 1000


class SearchPage(Page):
    """Names in any order and spelling, numbers, postcodes, references. A search that settles is logged: ids and count."""

    key = "search"
    title = "Children"
    topics = frozenset({"batches", "links"})
    help_text = (
        "Type names in any order, or the beginning of them, with or without accents; a birth name, an NHS number, a UPN, "
        "a reference or a postcode. Beside each hit stands why it was found. Enter opens the child, and the opening "
        "stands in the log. Who is not yet linked to a child is shown with the agency's own reference."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.heading("Find a child", "")
        self.box = LineBox("Find a child", "name, NHS number, UPN, postcode or reference")
        self.body.addWidget(self.box)
        self.table = Table(
            "Children found",
            (
                Column("Name", lambda hit: hit.name, names=True, width=30, second=_known_to),
                Column("Born", lambda hit: hit.birth, width=16),
                Column("Reference", _reference, width=24),
                Column("Why it was found", lambda hit: ", ".join(hit.why), width=40),
            ),
        )
        self.empty = EmptyState("Children are found here by what any agency calls them.")
        self.hint = text("", "second")
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.hint)
        self._hits: tuple[FoundHit, ...] = ()
        self._asked = ""
        self._ask_soon, self._settle = QTimer(self), QTimer(self)
        for timer, after, then in (
            (self._ask_soon, ASK_AFTER, self._on_ask),
            (self._settle, SETTLED_AFTER, self._on_settled),
        ):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(then)
        self.box.changed.connect(self._on_typed)
        self.box.returnPressed.connect(self._on_entered)
        self.table.row_chosen.connect(self._on_chosen)
        self.show_found(FoundPage(()))

    def take(self, value: object) -> None:
        """Take what somebody typed into the box at the top of the window."""
        if value:
            self.box.set_value(str(value))
            self._on_ask()

    def refresh(self) -> None:
        """Search again, and put the cursor into the box."""
        self.box.setFocus()
        if self.box.value().strip():
            self._on_ask()

    def show_found(self, page: FoundPage) -> None:
        """Show who was found, or say what can be done when nobody was."""
        self._hits = page.hits
        self.table.show_rows(page.hits)
        self.table.setVisible(bool(page.hits))
        self.empty.setVisible(not page.hits)
        asked = bool(self.box.value().strip())
        self.empty.set_sentence(
            "Nobody is known by this. Try fewer letters, another spelling, or a number."
            if asked
            else "Children are found here by what any agency calls them."
        )
        self.hint.setText("More were found than are shown. Type more of the name." if page.more else "")
        self.hint.setVisible(page.more)
        count = len(page.hits)
        self.heading("Find a child", f"{count}{' or more' if page.more else ''} found" if asked else "")
        if page.hits:
            self._settle.start()

    def _on_typed(self) -> None:
        self._settle.stop()
        self._ask_soon.start()

    def _on_ask(self) -> None:
        words = self.box.value().strip()
        self._asked = words
        if words:
            self.ask(find, words, done=self._on_found)
        else:
            self.show_found(FoundPage(()))

    def _on_found(self, page: FoundPage) -> None:
        if self._asked == self.box.value().strip():
            self.show_found(page)

    def _on_entered(self) -> None:
        if self._hits and not self._ask_soon.isActive():
            self._on_chosen(self.table.selected() or self._hits[0])

    def _on_settled(self) -> None:
        if self._hits:
            self.run(settle_search, self._hits)

    def _on_chosen(self, hit: FoundHit) -> None:
        self._settle.stop()
        self.run(settle_search, (hit,))
        if hit.person_id is not None:
            self.go("casefile", hit.person_id)
        else:
            self.say("Not yet linked to a child of ours. Decide on the page 'Same child?' first.")
            self.go("linking", hit.agency_person)


def _reference(hit: FoundHit) -> str:
    return hit.person or f"not yet linked · {hit.agency_reference}"


def _known_to(hit: FoundHit) -> str:
    return ", ".join(hit.held_by) or hit.organisation_name
