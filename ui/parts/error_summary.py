"""Everything that keeps a form from being taken, at its top, each line leading to its field."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.parts.announcing import announce
from ui.parts.key_button import button
from ui.parts.words import text

HEADING = "There is a problem"


class ErrorSummary(QFrame):
    """A panel headed "There is a problem"; it takes the focus when it is shown, and is hidden when all is well."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("notice", "red")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(HEADING)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(14, 10, 14, 12)
        self._body.setSpacing(2)
        self._body.addWidget(text(f"▲ {HEADING}", "strong"))
        self._lines: list[QWidget] = []
        self.hide()

    def show_errors(self, errors: Iterable[tuple[str, QWidget]]) -> bool:
        """Show each error as a line that goes to its field; give whether there is any."""
        self.clear()
        found = list(errors)
        for words, field in found:
            line = button(words, kind="link", on=partial(self._go, field))
            self._body.addWidget(line)
            self._lines.append(line)
        if found:
            said = f"{HEADING}. {len(found)} to put right. " + " ".join(words for words, _field in found)
            self.setAccessibleDescription(said)
            self.show()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, said, urgent=True)
        return bool(found)

    def lines(self) -> tuple[str, ...]:
        """Give the words of the lines that are shown."""
        return tuple(line.accessibleName() for line in self._lines)

    def clear(self) -> None:
        """Take all lines away and hide."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        self.hide()

    @staticmethod
    def _go(field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
