"""The second person at this desk: who they are, and the passphrase that proves it."""

from __future__ import annotations

from collections.abc import Iterable

from ui.parts.code_box import CodeBox
from ui.parts.passphrase_box import PassphraseBox
from ui.parts.rows import LabelledRow, RowStack


class SecondPerson:
    """Two rows of a form: the officer who agrees here and now, and their passphrase, which is never kept."""

    def __init__(self, rows: RowStack) -> None:
        self.officer = CodeBox("Second person", hint="Choose their name")
        self.passphrase = PassphraseBox("Their passphrase")
        self._officer_row: LabelledRow = rows.add(
            "Second person", self.officer, "Another officer who may agree. They type their own passphrase."
        )
        self._passphrase_row: LabelledRow = rows.add("Their passphrase", self.passphrase)

    def show_officers(self, names: Iterable[str]) -> None:
        """Offer who may agree."""
        self.officer.set_choices((name, name) for name in names)

    def given(self) -> tuple[str, str] | None:
        """Give name and passphrase, or say at the rows what is missing and give nothing."""
        officer, typed = self.officer.value(), self.passphrase.value()
        self._officer_row.set_problem("" if officer else "Choose who agrees.")
        self._passphrase_row.set_problem("" if typed else "They type their passphrase here.")
        if officer and typed:
            return officer, typed
        (self._passphrase_row if officer else self._officer_row).field.setFocus()
        return None

    def clear(self) -> None:
        """Forget the passphrase and the name."""
        self.passphrase.clear()
        self.officer.set_value(None)
        self._officer_row.set_problem("")
        self._passphrase_row.set_problem("")
