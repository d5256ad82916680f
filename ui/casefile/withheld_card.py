"""The withheld address, while it is shown to somebody who said why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from app.casefile.case_records import WithheldShown
from ui.casefile.disagreements import day_words
from ui.parts import Card, button, names, text


class WithheldCard(Card):
    """What was kept back. Forgetting it takes the words away, not only out of sight.

    Signals: ``mask_asked()`` the officer has read it.
    """

    mask_asked = Signal()

    def __init__(self) -> None:
        super().__init__("■ Withheld: do not give this to anybody from whom it is withheld")
        self.hide()

    def show_withheld(self, shown: WithheldShown) -> None:
        """Show each address with who says so, and each record whose words hold a clue to it."""
        self.clear()
        for who, address, said_on in shown.addresses:
            self.add(names(f"{address}  ({who}, {day_words(said_on) or 'no day given'})"))
        if not shown.addresses:
            self.add(text("No agency has given an address."))
        if shown.records:
            self.add(text("Records that hold a clue to it, in full", "strong"))
        for _key, words in shown.records:
            self.add(text(words))
        again = button("Hide it again", on=self.mask_asked.emit, accessible="Hide the withheld address again")
        self.add(again)
        self.show()
        again.show()  # what is hidden takes no focus, and a layout shows what is new with the next turn only
        again.setFocus()

    def forget(self) -> None:
        """Take what was shown away."""
        self.hide()
        for words in self.findChildren(QLabel):
            if words in self._added:
                words.clear()
        self.clear()
