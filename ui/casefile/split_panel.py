"""A record was linked to the wrong child: what goes with it, what stays, and why."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal

from app.casefile.case_records import Column
from app.casefile.taking_apart import LinkApart
from app.clock import moment, shown_day
from app.linking.splitting import Piece, Side
from ui.casefile.disagreements import capital
from ui.casefile.panels import Panel, demand
from ui.parts import ChoicePills, LabelledRow, RowStack, TextBox

#: What a comparison says of a field that one side did not give.
NO_WEIGHT = "no weight"
HERE, GOES, BOTH = "stays here", "goes with the record", "on both"


class SplitPanel(Panel):
    """Taking one record's link back. Each piece begins on the side where its own evidence lies.

    Signals: ``take_back_asked(UUID, str, object)`` the link, why, and the sides by piece.
    """

    take_back_asked = Signal(object, str, object)

    def __init__(self) -> None:
        super().__init__(
            "Take this link back",
            "Take this link back",
            "The record gets a page of its own, and everything its agency said goes with it unchanged. The two are not "
            "asked again as one child. It can be undone.",
        )
        self.apart: LinkApart | None = None
        self.sides: dict[UUID, ChoicePills] = {}
        self.why = TextBox("Why it is not this child", lines=2)
        self.why_row: LabelledRow | None = None
        self.said: tuple[str, ...] = ()

    def show_link(self, apart: LinkApart, column: Column, child: str) -> None:
        """Show whose record it is, how it was linked, and every piece with its side."""
        self.apart, self.sides, self.said = apart, {}, ()
        stack = RowStack()
        self._say(stack, "Record", f"{column.organisation_name}, {_reference(column)}, linked to {child}")
        since = shown_day(moment(column.linked_since).date()) if column.linked_since else ""
        by = f"by {column.linked_by}" if column.linked_by else ""
        how = " ".join(part for part in (column.link_words, since, by) if part)
        reasons = dict.fromkeys(words for words in column.reasons if words != NO_WEIGHT)
        self._say(stack, "How it was linked", "; ".join((how, *reasons)))
        for piece in apart.pieces:
            self._show_piece(stack, piece, bound=piece.id in apart.bound)
        if not apart.pieces:
            self._say(stack, "Recorded meanwhile", "Nothing that would have to be put on a side.")
        self.why = TextBox("Why it is not this child", lines=2)
        self.why_row = stack.add("Why it is not this child", self.why)
        self.put_fields(stack)

    def _show_piece(self, stack: RowStack, piece: Piece, *, bound: bool) -> None:
        label = capital(piece.words)
        if not piece.may_go:
            self._say(stack, label, f"Was decided about this child: {HERE}, and the new page points to it.")
            return
        if bound:
            goes = piece.side == Side.GO
            why = "it rests on what this record says" if goes else "it rests on what another record says"
            self._say(stack, label, f"{capital(GOES if goes else HERE)}: {why}.")
            return
        choices = [(Side.STAY.value, capital(HERE)), (Side.GO.value, capital(GOES))]
        if piece.kind == "withheld_address":
            choices.append((Side.BOTH.value, capital(BOTH)))
        pills = ChoicePills(label, choices)
        pills.set_value(piece.side.value)
        self.sides[piece.id] = pills
        stack.add(label, pills)

    def _say(self, stack: RowStack, label: str, words: str) -> None:
        stack.add_words(label, words)
        self.said += (f"{label}: {words}",)

    def on_do(self) -> None:
        """Ask to take the link back, or say that the reason is missing."""
        if self.apart is None or self.why_row is None:
            return
        if demand(self.why_row, self.why.value(), "Say in a few words why it is another child."):
            sides = {key: Side(code) for key, pills in self.sides.items() if (code := pills.value())}
            self.take_back_asked.emit(self.apart.link, self.why.value(), sides)

    def is_written(self) -> bool:
        """Say whether a reason was written."""
        return bool(self.why.value())


def _reference(column: Column) -> str:
    return "which gave no reference" if column.made_by_us else column.agency_reference
