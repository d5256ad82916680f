"""A field with its label: the label left, the field right, what is wrong with it between them and the next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.words import names_field, rule, set_kind, text
from ui.theme import theme

#: The width of a label, and the width of a row under which its label goes above the field.
LABEL, NARROW = 150, 380


class LabelledRow(QWidget):
    """A label, its field, a hint and a place for a problem; the label names the field to a screen reader."""

    def __init__(self, label: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self.line_above: QFrame | None = None
        self.label = text(label, "label")
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        names_field(self.label, field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._problem = text("", "problem")
        self._problem.hide()
        self._hint = text(hint, "second")
        if not hint:
            self._hint.hide()
        if hint and not field.accessibleDescription():
            field.setAccessibleDescription(hint)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._problem)
        right.addWidget(field)
        right.addWidget(self._hint)
        self._lines = QHBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(14)
        self._lines.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addLayout(right, 1)
        self._set_label_width()

    def set_problem(self, words: str) -> None:
        """Say in words what is wrong with the field, or nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        set_kind(self.field, "faulty", "true" if words else "")
        self.field.setAccessibleDescription(words or self._hint.text())

    def set_hint(self, words: str) -> None:
        """Show another hint below the field, or none."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self.field.setAccessibleDescription(words)

    def setVisible(self, visible: bool) -> None:
        """Show or hide the row, and the line above it."""
        super().setVisible(visible)
        if self.line_above is not None:
            self.line_above.setVisible(visible)

    def minimumSizeHint(self) -> QSize:
        """Need no more width than the field alone: a narrow row puts its label above the field."""
        least = super().minimumSizeHint()
        return QSize(
            max(self.field.minimumSizeHint().width(), self.label.minimumSizeHint().width()), least.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the label above the field when the row is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._lines.direction() != way:
            self._lines.setDirection(way)
            self._lines.setSpacing(4 if narrow else 14)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the label again when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_label_width()

    def _set_label_width(self) -> None:
        self.label.setFixedWidth(min(theme().px(LABEL), 240))


class RowStack(QWidget):
    """Labelled rows one below another with thin lines between."""

    def __init__(self) -> None:
        super().__init__()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(9)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(self, label: str, field: QWidget, hint: str = "") -> LabelledRow:
        """Add a row and give it back."""
        row = LabelledRow(label, field, hint)
        if self._body.count():
            row.line_above = rule()
            self._body.addWidget(row.line_above)
        self._body.addWidget(row)
        return row

    def add_words(self, label: str, words: str) -> QLabel:
        """Add a row that only shows words; give the label that holds them."""
        shown = text(words)
        self.add(label, shown)
        return shown
