"""The log: searched by child, officer, act and day; verified with one press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.clock import shown
from app.errors import DeskError
from app.logbook.searching import EntryShown, LogPage, LogQuestion, acts_used, look_through, window
from app.logbook.verifying import Verified, verify
from app.officers import OfficerShown, list_officers
from app.unit_of_work import Reader
from ui.page import Page
from ui.parts import Card, Chip, CodeBox, DateBoxes, EmptyState, FieldAbove, FlowLayout, LineBox, button, text
from ui.parts.folding_table import FoldingTable
from ui.tables import Column

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations


DAY_HINT = "For example 12 Mar 2026."
BEFORE = "Nothing is shown until you search; the search itself stands in the log."
DAMAGED = (
    "Change nothing in this store. Keep a copy of it as it is, and tell whoever answers for it and your DPO."
)
NOTHING = "No entry of the log fits. Widen the days, or empty a field."


class LogbookPage(Page):
    """The log, the newest entry first. Looking at it is itself an entry."""

    key = "logbook"
    title = "Log"
    topics = frozenset({"officers"})
    help_text = (
        "Who saw, changed, shared and printed what, and when. Narrow by a reference, an officer, what was done or days, "
        "then press Search. Verify says whether the log is as it was written; at the foot of every paper stands a log "
        "head that can be compared with it."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.heading("Log", "")
        self._question = LogQuestion()
        self._wanted = False
        self._build_fields()
        self.verdict = Card("Is the log as it was written?")
        self.verdict.setVisible(False)
        self.body.addWidget(self.verdict)
        self.table = FoldingTable("Entries of the log", self._columns(), folds=("No", "About", "Who"))
        self.empty = EmptyState(BEFORE, "Show everything")
        self.table.setVisible(False)
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.empty.asked.connect(self._on_everything)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("No", lambda row: f"{row.sequence:,}", right=True, width=7),
            Column("When", lambda row: shown(row.at), width=18),
            Column("Who", lambda row: row.officer, names=True, width=18),
            Column("What was done", lambda row: row.act_words, width=34, second=self._second),
            Column("About", lambda row: ", ".join((*row.persons, *row.things)), width=27),
        )

    def _second(self, row: EntryShown) -> str:
        """Say below an act what stands beside it where there is room, and which fields and counts it names."""
        folded = self.table.folded(row)
        return " · ".join(words for words in (f"No {folded}" if folded else "", about_words(row)) if words)

    def _build_fields(self) -> None:
        self.about = LineBox("Child, share, batch or copy", "P-A00731-P")
        self.officer = CodeBox("Officer", ())
        self.act = CodeBox("What was done", ())
        self.first = DateBoxes("From day", may_be_unknown=False, hint=DAY_HINT)
        self.last = DateBoxes("To day", may_be_unknown=False, hint=DAY_HINT)
        for boxes in (self.first, self.last):
            boxes.about.hide()  # a day of the log is known exactly
        self.search_button = button("Search the log", kind="filled", on=self._on_search)
        self.verify_button = button("Verify the log", on=self._on_verify)
        self.empty_button = button("Empty the fields", kind="quiet", on=self._on_empty_pressed)
        card = Card()
        above, below = FlowLayout(gap=20, line_gap=10), FlowLayout(gap=20, line_gap=10)
        for words, box in (("About", self.about), ("Officer", self.officer), ("What was done", self.act)):
            above.addWidget(FieldAbove(words, box))
        for words, boxes in (("From day", self.first), ("To day", self.last)):
            below.addWidget(FieldAbove(words, boxes))
        for press in (self.search_button, self.verify_button, self.empty_button):
            below.addWidget(press)
        card.body.addLayout(above)
        card.body.addLayout(below)
        self.body.addWidget(card)
        self.about.returnPressed.connect(self._on_search)

    def take(self, value: object) -> None:
        """Take the reference whose entries are asked for; they are searched when the page comes to the front."""
        if value:
            self._on_empty()
            self.about.set_value(str(value))
            self._wanted = True

    def refresh(self) -> None:
        """Fill the choices; the log itself is shown when it is searched."""
        self.ask(list_officers, done=self.show_officers)
        self.ask(acts_used, done=self.act.set_choices)
        if self._wanted:
            self._wanted = False
            self._on_search()

    def show_officers(self, officers: tuple[OfficerShown, ...]) -> None:
        """Offer every officer, those who left among them."""
        self.officer.set_choices(tuple((each.name, each.name) for each in officers))

    def question(self) -> LogQuestion:
        """Give what the fields ask for."""
        return LogQuestion(
            about=self.about.value().strip(),
            officer=self.officer.value() or "",
            act=self.act.value() or "",
            first_day=_day(self.first),
            last_day=_day(self.last),
        )

    def show_page(self, page: LogPage) -> None:
        """Show how many entries fit, and the first of them."""
        plural = "entry" if page.total == 1 else "entries"
        self.heading("Log", f"{page.total:,} {plural}")
        self.table.show_query(self.operations, count_entries, entries, Found(self._question, page.total))
        self.empty.set_sentence(NOTHING)
        self.table.setVisible(page.total > 0)
        self.empty.setVisible(page.total == 0)
        self.say(f"{page.total:,} {plural} found. This search stands in the log.")

    def show_verified(self, results: tuple[Verified, ...]) -> None:
        """Show the three results: chain, anchors, seal."""
        self.verdict.clear()
        names = {"chain": "Chain", "anchors": "Anchors", "seal": "Seal"}
        states = {True: ("● holds", "green"), False: ("▲ broken", "red"), None: ("? not checked", "plain")}
        for result in results:
            line = QWidget()
            side_by_side = QHBoxLayout(line)
            side_by_side.setContentsMargins(0, 0, 0, 0)
            chip = Chip(f"{names[result.name]} {states[result.holds][0]}", states[result.holds][1])
            side_by_side.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            side_by_side.addWidget(text(result.words, "strong" if result.holds is False else "body"), 1)
            self.verdict.add(line)
        self.verdict.setVisible(True)
        broken = [result for result in results if result.holds is False]
        unchecked = [names[result.name].lower() for result in results if result.holds is None]
        rest = f" Not checked: {' and '.join(unchecked)}." if unchecked else ""
        self.say(broken[0].words if broken else f"Verified: nothing in the log was altered.{rest}")
        if broken:
            self.notice.say("The log is not as it was written.", "red", rest=DAMAGED)

    def _on_search(self) -> None:
        for words, boxes in (("first", self.first), ("last", self.last)):
            said = boxes.problem() or (
                "" if _day(boxes) or not boxes.year.value() else "The log needs day, month and year."
            )
            if said:
                self.notice.say(f"The {words} day is not clear.", rest=f"{said} Nothing was searched.")
                boxes.first_wrong().setFocus()
                return
        self.notice.clear()
        self._question = self.question()
        self.run(look_through, self._question, done=self.show_page)

    def _on_everything(self) -> None:
        self._on_empty()
        self._on_search()

    def _on_empty(self) -> None:
        self.about.set_value("")
        for choice in (self.officer, self.act):
            choice.set_value(None)
        for boxes in (self.first, self.last):
            boxes.set_value(None)

    def _on_empty_pressed(self) -> None:
        self._on_empty()
        self.about.setFocus()
        self.say("The fields are empty.")

    def _on_verify(self) -> None:
        self.say("Verifying the log.")
        self.operations.long(_verify, done=self.show_verified, failed=self._on_not_verified, page=self)

    def _on_not_verified(self, error: DeskError) -> None:
        self.problem(error)


def _verify(desk: Desk, _watch: Any) -> tuple[Verified, ...]:
    return verify(desk)


@dataclass(frozen=True)
class Found:
    """A search and how many entries it found; what was done since, the search among it, is not in its list."""

    question: LogQuestion
    total: int


def count_entries(_reader: Reader, found: Found) -> int:
    """Count the entries of a search, for the table."""
    return found.total


def entries(
    reader: Reader,
    found: Found,
    *,
    offset: int,
    limit: int,
    sort: str = "",
    descending: bool = False,
) -> tuple[EntryShown, ...]:
    """Give a window of a search for the table; the log has one order, the newest first."""
    newer = window(reader, found.question, 0, 1).total - found.total
    return window(reader, found.question, offset + newer, limit).entries


def about_words(row: EntryShown) -> str:
    """Say which field groups and counts an entry names."""
    counts = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in sorted(row.counts.items()))
    return " · ".join(
        part for part in (", ".join(row.groups).replace("_", " "), counts, row.reason_code) if part
    )


def _day(boxes: DateBoxes) -> Any:
    value = boxes.value()
    return value.exact if value is not None else None
