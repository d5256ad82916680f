"""What the officer must know beside the pages: who gets the copy, what is not on it, where copies went."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal

from app.clock import shown
from app.papers.issuing import Issued
from app.papers.printing_register import CopyShown, Printed
from ui.parts import Card, button, text

DOCUMENTS = {"referral": "Referral", "share_record": "Record of the decision"}


def kind_words(document: str) -> str:
    """Name a kind of paper."""
    return DOCUMENTS.get(document, document)


class CopyCard(Card):
    """The card beside the pages.

    Signals: ``copy_asked(str)`` another copy is to be shown, by its reference.
    """

    copy_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("This copy")

    def show_copy(self, issued: Issued | None, copies: Iterable[CopyShown]) -> None:
        """Show the copy whose pages are seen, if any, and the register of all copies of the share."""
        self.clear()
        if issued is None:
            self.add(text("No pages are shown.", "second"))
        else:
            self._show_issued(issued)
        self.add(text("Copies so far", "section"))
        rows = tuple(copies)
        if not rows:
            self.add(text("None. Make a copy to see its pages.", "second"))
        for copy in rows:
            self._show_row(copy, here=issued is not None and copy.reference == issued.reference)

    def _show_issued(self, issued: Issued) -> None:
        kind = kind_words(issued.document)
        self.add(text(f"{kind}, copy {issued.number}, {issued.reference}", "strong"))
        self.add(text(f"For {issued.recipient}. {issued.pages} {'page' if issued.pages == 1 else 'pages'}."))
        self.add(text(f"Fingerprint {_in_fours(issued.fingerprint[:16])}"))
        self.add(text("Left out of this copy", "section"))
        if not issued.left_out:
            self.add(text("Nothing that was decided was left out.", "second"))
            return
        for left in issued.left_out:
            self.add(text(f"■ {left.what}: {left.why}"))
        if issued.document == "referral":
            self.add(text("The paper does not say that anything was left out.", "second"))

    def _show_row(self, copy: CopyShown, *, here: bool) -> None:
        title = f"Copy {copy.number}, {kind_words(copy.document).lower()} for {copy.recipient}"
        self.add(text(title, "strong" if here else "body"))
        for printed in copy.printed:
            self.add(text(register_words(printed), "second"))
        if not copy.printed:
            self.add(text("Not printed or saved.", "second"))
        if not here:
            look = button(
                f"Show copy {copy.number}", kind="link", on=lambda: self.copy_asked.emit(copy.reference)
            )
            self.add(look)


def register_words(printed: Printed) -> str:
    """Say one row of the print register: how, how often, when, by whom and where to."""
    times = f" {printed.sheets} times" if printed.sheets > 1 else ""
    return f"{printed.how.capitalize()}{times} {shown(printed.at)} by {printed.officer}: {printed.where}"


def _in_fours(words: str) -> str:
    return " ".join(words[at : at + 4] for at in range(0, len(words), 4))
