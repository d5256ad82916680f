"""What was shared in a period: every decided share, narrowed by law, recipient, officer, decision and what stood out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.clock import shown, shown_day, today
from app.dates import GivenDate
from app.sharing.share_list import ListedShare, ShareFilter, Totals, list_shares, shares_as_csv, totals
from ui.actions import Command
from ui.page import Page
from ui.parts import Card, Chip, CodeBox, DateBoxes, EmptyState, FieldAbove, FlowLayout, Tick, button
from ui.parts.folding_table import FoldingTable
from ui.saving import write_whole
from ui.tables import Column

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

DECISIONS = (("SHARE", "Shared"), ("DO_NOT_SHARE", "Not shared"), ("DEFER", "Decide later"))
BEFORE = "Choose the days, then list the shares. That you read the list stands in the log."
NOTHING = "No share was decided on these days."
NOT_ONE = "No share of these days fits what you chose. Empty a field to see more."


class ShareListPage(Page):
    """The list of shares of a period; reading it is an entry of the log, narrowing it is none."""

    key = "share_list"
    title = "Share list"
    help_text = (
        "Every share that was decided in a period, for whoever answers for sharing. Choose the days and list the shares; "
        "then narrow by gateway, recipient, officer or decision, to those with a warning passed, or to emergencies. "
        "No child is named; Enter opens the paper of a share. Save as CSV writes what is shown, and the log says so."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.heading("Share list", "")
        self._all: tuple[ListedShare, ...] = ()
        self._days: tuple[date, date] | None = None
        self._build_days()
        self._build_filters()
        self._chips = FlowLayout(gap=8)
        self.counts = QWidget()
        self.counts.setLayout(self._chips)
        self.table = FoldingTable(
            "Shares", self._columns(), folds=("Family told", "Under", "Officer", "Decided")
        )
        self.empty = EmptyState(BEFORE)
        for part in (self.filters, self.counts, self.table, self.empty):
            self.body.addWidget(part)
        for part in (self.filters, self.counts, self.table):
            part.setVisible(False)
        self.table.row_chosen.connect(self._on_chosen)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Decided", lambda row: shown(row.decided_at), width=17),
            Column("Share", lambda row: row.reference, width=13),
            Column("Decision", lambda row: dict(DECISIONS).get(row.decision, row.decision), width=13),
            Column("Recipient", lambda row: row.recipient, width=30, second=self._second),
            Column("Under", lambda row: ", ".join(gateway.id for gateway in row.gateways), width=15),
            Column("Officer", lambda row: row.officer, names=True, width=16),
            Column("Stands out", _stands_out, width=16, tone=lambda row: "red" if row.emergency else "amber"),
            Column("Family told", lambda row: {True: "yes", False: "no", None: "?"}[row.told], width=11),
        )

    def _second(self, row: ListedShare) -> str:
        return self.table.folded(row)

    def _build_days(self) -> None:
        now = today()
        self.first = DateBoxes("From day", may_be_unknown=False, hint="For example 1 Nov 2026.")
        self.last = DateBoxes("To day", may_be_unknown=False, hint="For example 30 Nov 2026.")
        self.first.set_value(GivenDate(now.year, now.month, 1, "exact"))
        self.last.set_value(GivenDate(now.year, now.month, now.day, "exact"))
        for boxes in (self.first, self.last):
            boxes.about.hide()  # a day on which was decided is known exactly
        self.list_button = button("List the shares", kind="filled", on=self._on_list)
        self.save_button = button("Save as CSV", on=self._on_save)
        self.save_button.set_reason("List the shares first.")
        line = FlowLayout(gap=20, line_gap=10)
        for words, boxes in (("From day", self.first), ("To day", self.last)):
            line.addWidget(FieldAbove(words, boxes))
        for press in (self.list_button, self.save_button):
            line.addWidget(press)
        card = Card()
        card.body.addLayout(line)
        self.body.addWidget(card)

    def _build_filters(self) -> None:
        self.gateway = CodeBox("Gateway", ())
        self.recipient = CodeBox("Recipient", ())
        self.officer = CodeBox("Officer", ())
        self.decision = CodeBox("Decision", ())
        self.warned = Tick("Only with a warning passed")
        self.emergency = Tick("Only emergencies")
        self.empty_button = button("Show all of them", kind="quiet", on=self._on_empty_pressed)
        line = FlowLayout(gap=20, line_gap=10)
        for words, box in (
            ("Gateway", self.gateway), ("Recipient", self.recipient),
            ("Officer", self.officer), ("Decision", self.decision),
        ):  # fmt: skip
            line.addWidget(FieldAbove(words, box))
            box.changed.connect(self._on_narrowed)
        for tick in (self.warned, self.emergency):
            line.addWidget(tick)
            tick.toggled.connect(self._on_narrowed)
        line.addWidget(self.empty_button)
        self.filters = Card("Narrow")
        self.filters.body.addLayout(line)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_shares(self, rows: tuple[ListedShare, ...]) -> None:
        """Show the shares of a period, and offer to narrow by what occurs in it."""
        self._all = rows
        every = totals(rows)
        sections = {gateway.id: gateway.section for row in rows for gateway in row.gateways}
        self.gateway.set_choices(
            tuple((code, f"{sections[code]} ({code}), {count}") for code, count in every.gateways)
        )
        self.recipient.set_choices(_choices(every.recipients))
        self.officer.set_choices(_choices(every.officers))
        words = dict(DECISIONS)
        self.decision.set_choices(
            tuple((code, f"{words.get(code, code)}, {count}") for code, count in every.decisions)
        )
        self.filters.setVisible(bool(rows))
        self.save_button.set_reason("" if rows else "There is nothing to save.")
        self._on_narrowed()
        self.say(f"{_many(len(rows))} decided on these days. That you read the list stands in the log.")

    def narrowed(self) -> ShareFilter:
        """Give what the list is narrowed to."""
        return ShareFilter(
            gateway=self.gateway.value() or "",
            recipient=self.recipient.value() or "",
            officer=self.officer.value() or "",
            decision=self.decision.value() or "",
            warned=self.warned.isChecked(),
            emergency=self.emergency.isChecked(),
        )

    def _on_narrowed(self, *_changed: object) -> None:
        only = self.narrowed()
        rows = tuple(row for row in self._all if only.fits(row))
        self._show_counts(totals(rows))
        whole = f" of {len(self._all):,}" if len(rows) != len(self._all) else ""
        days = " to ".join(dict.fromkeys(map(shown_day, self._days))) if self._days else ""
        self.heading("Share list", f"{len(rows):,}{whole} · {days}" if days else "")
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.set_sentence(NOT_ONE if self._all else NOTHING if self._days else BEFORE)
        self.empty.setVisible(not rows)

    def _show_counts(self, counted: Totals) -> None:
        self._chips.clear()
        words = dict(DECISIONS)
        for code, count in counted.decisions:
            self._chips.addWidget(Chip(f"{words.get(code, code)} {count:,}", "plain"))
        if counted.warned:
            self._chips.addWidget(Chip(f"◆ Warning passed {counted.warned:,}", "amber"))
        if counted.emergencies:
            self._chips.addWidget(Chip(f"▲ Emergency {counted.emergencies:,}", "red"))
        self.counts.setVisible(counted.shares > 0)

    # --- what is done ------------------------------------------------------------------------------------------------

    def _on_list(self) -> None:
        days = []
        for words, boxes in (("first", self.first), ("last", self.last)):
            value = boxes.value()
            if boxes.problem() or value is None or value.exact is None:
                said = boxes.problem() or "The list needs day, month and year."
                self.notice.say(f"The {words} day is not clear.", rest=f"{said} Nothing was listed.")
                boxes.first_wrong().setFocus()
                return
            days.append(value.exact)
        self.notice.clear()
        self.run(list_shares, days[0], days[1], done=self._listed_for(days[0], days[1]))

    def _listed_for(self, first: date, last: date) -> Any:
        def show(rows: tuple[ListedShare, ...]) -> None:
            self._days = (first, last)
            self.show_shares(rows)

        return show

    def _on_empty(self) -> None:
        for box in (self.gateway, self.recipient, self.officer, self.decision):
            box.set_value(None)
        for tick in (self.warned, self.emergency):
            tick.setChecked(False)

    def _on_empty_pressed(self) -> None:
        self._on_empty()
        self.gateway.setFocus()
        self.say("Nothing narrows the list now.")

    def _on_chosen(self, row: ListedShare) -> None:
        self.go("papers", row.reference)

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the share list", "shares.csv", "CSV (*.csv)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write what is shown to a file; the log says that it was written out."""
        if self._days is not None:
            first, last = self._days
            self.run(shares_as_csv, first, last, self.narrowed(), done=lambda made: self._write(path, *made))

    def _write(self, path: Path, content: str, count: int) -> None:
        self.operations.call(
            write_whole, path, content, unharmed="The shares are as they were", failed=self.problem, page=self,
            done=lambda name: self.say(f"{_many(count)} saved as {name}. That stands in the log."),
        )  # fmt: skip

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command("list_shares", "List the shares of these days", self._on_list, "Ctrl+Return"),
            Command(
                "save_share_list", "Save the share list as CSV", self._on_save, enabled_when=self._has_some
            ),
        )

    def _has_some(self) -> bool:
        return bool(self._all)


def _stands_out(row: ListedShare) -> str:
    said = ["▲ Emergency"] if row.emergency else []
    return " · ".join((*said, *(f"◆ {rule}" for rule in row.warnings)))


def _choices(counted: Iterable[tuple[str, int]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, f"{name}, {count}") for name, count in counted)


def _many(count: int) -> str:
    return "1 share" if count == 1 else f"{count:,} shares"
