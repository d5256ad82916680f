"""Finding a child: one box, and for each hit why it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.casefile.finding import FoundHit, FoundPage, find, settle_search
from app.casefile.whereabouts import Whereabouts, whereabouts_of_record
from ui.casefile.family_view import STANDS_FOR_NONE
from ui.casefile.fitting_table import FittingTable, ListInFull
from ui.page import Page
from ui.parts import EmptyState, LineBox, text
from ui.tables import Column

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
        self.table = FittingTable(
            "Children found",
            (
                Column("Name", lambda hit: hit.name, names=True, width=26, second=self._folded),
                Column("Born", lambda hit: hit.birth, width=13),
                Column("Reference", reference, width=18, tone=_tone, second=_agency_reference),
                Column("Held by", held_by, width=22, second=_others),
                Column("Why it was found", lambda hit: ", ".join(hit.why), width=30),
            ),
            folds=(3, 1, 4),
        )
        self.list = ListInFull(self.table, hit_in_full, lines=3)
        self.empty = EmptyState("Children are found here by what any agency calls them.")
        self.hint = text("", "second")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.hint)
        self._hits: tuple[FoundHit, ...] = ()
        self._asked = ""
        self._open_the_one = False
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
        self.list.show_rows(page.hits)
        self.empty.setVisible(not page.hits)
        asked = bool(self.box.value().strip())
        self.empty.set_sentence(
            "Nobody is known by this. Try fewer letters, another spelling, a birth name, or a number."
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
        self._open_the_one = False
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
        if self._asked != self.box.value().strip():
            return
        self.show_found(page)
        if self._open_the_one and len(page.hits) == 1 and not page.more:
            self._on_chosen(page.hits[0])
        self._open_the_one = False

    def _on_entered(self) -> None:
        """Open who is in focus; straight after typing nobody is yet, so search at once and open if it is one only."""
        if self._ask_soon.isActive():
            self._ask_soon.stop()
            self._open_the_one = True
            self._on_ask()
        elif self._hits:
            self._on_chosen(self.table.selected() or self._hits[0])

    def _on_settled(self) -> None:
        if self._hits:
            self.run(settle_search, self._hits)

    def _on_chosen(self, hit: FoundHit) -> None:
        self._settle.stop()
        self.notice.clear()
        self.run(settle_search, (hit,))
        if hit.person_id is not None:
            self.go("casefile", hit.person_id)
        else:
            self.ask(whereabouts_of_record, hit.agency_person, done=lambda found: self._go_on(hit, found))

    def _go_on(self, hit: FoundHit, found: Whereabouts) -> None:
        """Go to the child or the pair of a record that was not linked when it was found, or say that there is none."""
        if found.person is not None:
            self.go("casefile", found.person)
        elif found.candidate is not None:
            self.say("Not yet linked to a child of ours. Decide first whether it is the same child.")
            self.go("linking", found.candidate)
        else:
            who = "This child" if hit.is_child else "This adult"
            self.notice.say(
                f"{who} is known to {hit.organisation_name} only and not linked to a child of ours.",
                "plain",
                rest=f"{hit.organisation_name} uses the reference {hit.agency_reference}. No pair waits to be decided."
                if hit.is_child
                else "An adult has no page of their own. Open the child to whose family they belong.",
            )

    def _folded(self, hit: FoundHit) -> str:
        return self.table.folded(hit)


def reference(hit: FoundHit) -> str:
    """Give our reference, or say that nobody has linked the record yet."""
    return hit.person or "◇ not yet linked"


def _tone(hit: FoundHit) -> str:
    return "" if hit.person else "amber"


def _agency_reference(hit: FoundHit) -> str:
    given = not hit.person and not hit.agency_reference.startswith(STANDS_FOR_NONE)
    return hit.agency_reference if given else ""


def holders(hit: FoundHit) -> tuple[str, ...]:
    """Name who holds what fitted."""
    return hit.held_by or (hit.organisation_name,)


def held_by(hit: FoundHit) -> str:
    """Name the first who holds what fitted; the others stand in the line below."""
    return holders(hit)[0]


def _others(hit: FoundHit) -> str:
    others = holders(hit)[1:]
    return f"and {', '.join(others)}" if others else ""


def hit_in_full(hit: FoundHit) -> str:
    """Say everything that is shown of one hit."""
    theirs = _agency_reference(hit)
    by = f", {hit.organisation_name}'s reference {theirs}" if theirs else ""
    known = hit.person or f"not yet linked to a child of ours{by}"
    born = f"born {hit.birth}" if hit.birth and not hit.birth.startswith("expected") else hit.birth
    head = " · ".join(part for part in (hit.name, born, known) if part)
    return f"{head}\nHeld by {', '.join(holders(hit))} · found by {', '.join(hit.why)}"
