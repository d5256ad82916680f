"""The second person of a share: who signed it, who must still, and the two ways to have it signed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal

from app.approvals import signs
from app.clock import shown
from app.sharing.signing import Signed
from ui.parts import Card, CodeBox, FlowLayout, LineBox, RowStack, button, text
from ui.parts.second_person import SecondPerson


class SignCard(Card):
    """Shown only where a rule asks for a second person, or somebody signed.

    Signals: ``sign_asked(str, str, str, str)`` capacity, why, second person, passphrase; ``later_asked(str, str)``.
    """

    sign_asked = Signal(str, str, str, str)
    later_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Second person")
        self.says = text("", "second")
        self.add(self.says)
        self.rows = RowStack()
        self.sign = CodeBox("Signs as", [(code, each.words) for code, each in signs().items()])
        self.sign_row = self.rows.add("What is asked", self.sign)
        self.why = LineBox("Why it is needed")
        self.why_row = self.rows.add("Why it is needed", self.why, "The second person decides by it.")
        self.second = SecondPerson(self.rows)
        self.add(self.rows)
        presses = FlowLayout(gap=10)
        self.here = button("They sign here", on=self._on_here)
        self.later = button("Ask for it later", on=self._on_later)
        presses.addWidget(self.here)
        presses.addWidget(self.later)
        self.body.addLayout(presses)
        self.hide()

    def show_needed(self, open_rules: Iterable[str], signed: tuple[Signed, ...]) -> None:
        """Offer what the open rules ask for, and say who signed; nothing else is shown of it."""
        wanted = set(open_rules)
        needed = [code for code, each in signs().items() if each.settles & wanted]
        self.says.setText(
            "\n".join(
                f"● {one.name} signed {shown(one.at)}: {signs()[one.sign].words.lower()}."
                for one in signed
                if one.sign in signs()
            )
            or "What leaves needs the agreement of a second person. It covers exactly this; a change asks again."
        )
        if needed and self.sign.value() not in needed:
            self.sign.set_value(needed[0])
        for part in (self.rows, self.here, self.later):
            part.setVisible(bool(needed))
        self.setVisible(bool(needed or signed))

    def show_officers(self, names: Iterable[str]) -> None:
        """Offer who may agree."""
        self.second.show_officers(names)

    def enter(self) -> None:
        """Bring the first empty field into focus."""
        (self.why if not self.why.value() else self.second.officer).setFocus()

    def clear_typed(self) -> None:
        """Forget what was typed."""
        self.why.set_value("")
        self.second.clear()

    def _wanted(self) -> tuple[str, str] | None:
        sign, why = self.sign.value(), self.why.value()
        self.sign_row.set_problem("" if sign else "Choose what is asked.")
        self.why_row.set_problem("" if why else "Say in a few words why it is needed.")
        if sign and why:
            return sign, why
        (self.why if sign else self.sign).setFocus()
        return None

    def _on_here(self) -> None:
        wanted = self._wanted()
        given = self.second.given() if wanted else None
        if wanted and given:
            self.sign_asked.emit(*wanted, *given)
            self.second.passphrase.clear()

    def _on_later(self) -> None:
        wanted = self._wanted()
        if wanted:
            self.later_asked.emit(*wanted)
