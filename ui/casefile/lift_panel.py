"""Lifting a withheld address: why it may be known again, and who agrees to that as second person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import shown_day
from app.people.withholding import Withholding
from ui.casefile.panels import Panel, demand
from ui.parts import ChoicePills, LabelledRow, LineBox, button
from ui.parts.rows import RowStack
from ui.parts.second_person import SecondPerson


class LiftPanel(Panel):
    """One withholding is lifted by two: here, by asking for later, or as was agreed.

    Signals: ``lift_asked(UUID, str, str, str)`` which, because, second person, passphrase; ``later_asked(UUID, str)``;
    ``agreed_asked(UUID, str)``.
    """

    lift_asked = Signal(object, str, str, str)
    later_asked = Signal(object, str)
    agreed_asked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__(
            "Lift the withheld address",
            "Lift it, both of you here",
            "From then on the address is shown and may leave like any other. Two people lift it, and both stand in the "
            "log.",
        )
        self.later = button("Ask a second person for later", on=self._on_later)
        self.agreed = button("Lift it, as was agreed", on=self._on_agreed)
        self.presses.addWidget(self.later)
        self.presses.addWidget(self.agreed)
        self._standing: dict[str, Withholding] = {}
        self.show_withholdings((), ())

    def show_withholdings(self, standing: tuple[Withholding, ...], others: tuple[str, ...]) -> None:
        """Show what stands, and offer who may agree."""
        self._standing = {str(one.key): one for one in standing}
        rows = RowStack()
        self.which = ChoicePills("Which", [(str(one.key), _words(one)) for one in standing])
        self._which_row: LabelledRow = rows.add("Withheld from", self.which)
        self.because = LineBox("Because")
        self._because_row: LabelledRow = rows.add(
            "Because", self.because, "Why the address may be known again."
        )
        self.second = SecondPerson(rows)
        self.second.show_officers(others)
        self.put_fields(rows)
        if len(standing) == 1:
            self.which.set_value(str(standing[0].key))
        self.agreed.setVisible(any(one.agreed for one in standing))

    def stops(self) -> list[QWidget]:
        """Give what Tab stops at, the further ways after the first."""
        return [*super().stops(), self.later, self.agreed]

    def on_do(self) -> None:
        """Ask to lift it here, or say what is missing."""
        wanted = self._wanted()
        given = self.second.given() if wanted else None
        if wanted and given:
            self.lift_asked.emit(wanted[0], wanted[1], *given)
            self.second.passphrase.clear()

    def clear_fields(self) -> None:
        """Forget what was typed."""
        self.because.set_value("")
        self.second.clear()

    def is_written(self) -> bool:
        """Say whether something was written."""
        return bool(self.because.value() or self.second.passphrase.value())

    def _wanted(self) -> tuple[UUID, str] | None:
        chosen = self._standing.get(self.which.value() or "")
        whole = demand(self._because_row, self.because.value(), "Say why it may be known again.")
        whole = demand(self._which_row, chosen, "Choose which withholding is lifted.") and whole
        return (chosen.key, self.because.value()) if chosen is not None and whole else None

    def _on_later(self) -> None:
        wanted = self._wanted()
        if wanted:
            self.later_asked.emit(*wanted)

    def _on_agreed(self) -> None:
        wanted = self._wanted()
        if wanted:
            self.agreed_asked.emit(*wanted)


def _words(one: Withholding) -> str:
    return (
        f"{one.from_whom}, until {shown_day(date.fromisoformat(one.until))}" if one.until else one.from_whom
    )
