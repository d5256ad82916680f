"""One of many codes: type to narrow the list, see the words, keep the code."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy


class CodeBox(QComboBox):
    """A list of words that narrows while one types; what is kept is the code.

    Signals: ``changed(object)`` another code is chosen, or None.
    """

    changed = Signal(object)

    def __init__(
        self, label: str, choices: Iterable[tuple[str, str]] = (), hint: str = "Type to find"
    ) -> None:
        super().__init__()
        self._value: str | None = None
        self.setAccessibleName(label)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        line = self._line = QLineEdit()
        self.setLineEdit(line)
        line.setAccessibleName(label)
        line.setPlaceholderText(hint)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.set_choices(choices)
        self.activated.connect(self._on_activated)
        completer.activated.connect(self._on_completed)
        line.editingFinished.connect(self._on_finished)

    def value(self) -> str | None:
        """Give the chosen code, or None."""
        return self._value

    def set_value(self, code: str | None) -> None:
        """Choose a code, or nothing."""
        index = self.findData(code) if code is not None else -1
        self.setCurrentIndex(index)
        if index < 0:
            self.clearEditText()
        self._note(code if index >= 0 else None)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer other choices; the chosen code is kept where it is among them, and so is what is being typed."""
        kept, typed, at = self._value, self._line.text(), self._line.cursorPosition()
        typing = typed.strip() and typed != self.itemText(self.findData(kept))
        self.clear()
        for code, words in choices:
            self.addItem(words, code)
        self.set_value(kept)
        if typing:
            self.setCurrentIndex(-1)
            self.setEditText(typed)
            self._line.setCursorPosition(at)
            if not self.hasFocus():
                self._take(typed)
        elif self.hasFocus():
            self._line.selectAll()  # so that typing still replaces what stands there

    def problem(self) -> str:
        """Say what is wrong when what was typed is none of the choices."""
        typed = self.currentText().strip()
        return "" if self._value is not None or not typed else f"“{typed}” is not in the list."

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all when the box is entered, so that typing replaces what was chosen, not what is being typed."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._line.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed when the box is left."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._take(self.currentText())

    def _on_activated(self, index: int) -> None:
        self._note(self.itemData(index))

    def _on_completed(self, words: str) -> None:
        self._take(words)

    def _on_finished(self) -> None:
        self._take(self.currentText())

    def _take(self, words: str) -> None:
        """Take what was typed: the choice of those words, or the only one that holds them."""
        from app.folding import fold  # its letters take a moment to load, and the unlock window needs none

        typed = fold(words)
        folded = [(index, fold(self.itemText(index))) for index in range(self.count())]
        exact = [index for index, choice in folded if choice == typed]
        holding = [index for index, choice in folded if typed and typed in choice]
        found = exact[:1] or (holding if len(holding) == 1 else [])
        if found:
            self.setCurrentIndex(found[0])
            self._note(self.itemData(found[0]))
        else:
            self._note(None)

    def _note(self, code: str | None) -> None:
        if code != self._value:
            self._value = code
            self.changed.emit(code)
