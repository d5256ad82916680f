"""One field for each kind of setting, and a card of them that says what is wrong at the field itself."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import DeskError
from app.settings import SettingShown, Spec, checked
from ui.parts import (
    Card,
    ChoicePills,
    ErrorSummary,
    FlowLayout,
    LabelledRow,
    LineBox,
    RowStack,
    TextBox,
    button,
    text,
)

#: A logo is shown so high; a larger file than this is not even read.
LOGO_HEIGHT, MOST_READ = 48, 1 << 20


class FolderBox(QWidget):
    """A folder's path, typed or chosen. Signals: ``changed()`` it is another."""

    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.box = LineBox(label)
        self.choose = button("Choose…", on=self._on_choose, accessible=f"Choose the {label.lower()}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.box, 1)
        line.addWidget(self.choose)
        self.setFocusProxy(self.box)
        self.box.changed.connect(self.changed)

    def value(self) -> str:
        """Give the path."""
        return self.box.value()

    def set_value(self, words: str) -> None:
        """Show a path."""
        self.box.set_value(words)

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Choose a folder", self.value())
        if chosen:
            self.box.set_value(str(Path(chosen)))


class PictureBox(QWidget):
    """A picture that is shown, chosen from a file, or taken away. Signals: ``changed()`` it is another."""

    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self._value = ""
        self._shown = QLabel("No picture")
        self._shown.setProperty("kind", "second")
        self.choose = button(
            "Choose a PNG…", on=self._on_choose, accessible=f"Choose a PNG as {label.lower()}"
        )
        self.away = button(
            "Take it away", kind="quiet", on=self._on_away, accessible=f"Take the {label.lower()} away"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        acts = FlowLayout(gap=8)
        acts.addWidget(self.choose)
        acts.addWidget(self.away)
        column.addLayout(acts)
        self.setFocusProxy(self.choose)

    def value(self) -> str:
        """Give the picture as it is kept."""
        return self._value

    def set_value(self, kept: str) -> None:
        """Show a picture, or that there is none."""
        self._value = kept
        drawn = QPixmap()
        if kept and drawn.loadFromData(base64.b64decode(kept)):
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown.setPixmap(drawn.scaledToHeight(min(LOGO_HEIGHT, drawn.height()), smooth))
            self._shown.setAccessibleName(
                f"{self.accessibleName()}: {drawn.width()} by {drawn.height()} dots"
            )
        else:
            self._shown.setText("A picture that cannot be shown" if kept else "No picture")
        self.away.setVisible(bool(kept))

    def take_file(self, path: Path) -> None:
        """Take a file's bytes; whether they will do is said when they are saved."""
        try:
            with open(path, "rb") as file:
                data = file.read(MOST_READ)
        except OSError:
            data = b"unread"
        self.set_value(base64.b64encode(data).decode("ascii"))
        self.changed.emit()

    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, "Choose a picture", "", "PNG pictures (*.png)")
        if chosen:
            self.take_file(Path(chosen))

    def _on_away(self) -> None:
        self.set_value("")
        self.changed.emit()
        self.choose.setFocus()


def field_for(spec: Spec) -> Any:
    """Make the field of a setting; it has ``value``, ``set_value`` and ``changed``."""
    if spec.kind in ("lines", "names"):
        return TextBox(spec.words, 3)
    if spec.kind == "choice":
        return ChoicePills(spec.words, spec.choices)
    if spec.kind == "folder":
        return FolderBox(spec.words)
    if spec.kind == "picture":
        return PictureBox(spec.words)
    return LineBox(spec.words, letters=6 if spec.kind == "number" else 0)


class SettingsCard(Card):
    """The settings of one group.

    Signals: ``save_asked(dict)`` these settings shall be others; ``altered()`` something was typed or chosen.
    """

    save_asked = Signal(object)
    altered = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.summary = ErrorSummary()
        self.rows: dict[str, LabelledRow] = {}
        self._specs: dict[str, Spec] = {}
        self._fields: dict[str, Any] = {}
        self._values: dict[str, Any] = {}
        self._stack = RowStack()
        self.body.addWidget(self.summary)
        self.body.addWidget(self._stack)
        self.note = text("", "second")
        self.note.hide()
        self.body.addWidget(self.note)

    def show_settings(self, shown: Iterable[SettingShown]) -> None:
        """Show settings as they stand; what is half typed and not saved stays in its field."""
        for each in shown:
            name = each.spec.name
            half_typed = name in self._values and self._value(name) != str(self._values[name])
            if name not in self.rows:
                self._add(each.spec)
            row = self.rows[name]
            self._values[name] = each.value
            if not half_typed:
                self._fields[name].set_value(str(each.value))
            row.field.setEnabled(each.changeable)
            row.set_hint(" ".join(words for words in (each.spec.hint, each.reason) if words))

    def changes(self) -> dict[str, str]:
        """Give the settings that are to be others, by name."""
        return {name: self._value(name) for name in self.rows if self._value(name) != str(self._values[name])}

    def save(self) -> None:
        """Check what was changed, say what is wrong at its field, or ask for it to be kept."""
        changes, wrong = self.changes(), []
        for name, row in self.rows.items():
            row.set_problem("")
            if name in changes:
                words = _problem(self._specs[name], changes[name])
                row.set_problem(words)
                if words:
                    wrong.append((words, row.field))
        if not self.summary.show_errors(wrong) and changes:
            self.save_asked.emit(changes)

    def put_back(self) -> None:
        """Show again what stands."""
        for name, row in self.rows.items():
            self._fields[name].set_value(str(self._values[name]))
            row.set_problem("")
        self.summary.clear()
        self.altered.emit()

    def say(self, words: str) -> None:
        """Say something below the fields."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _add(self, spec: Spec) -> None:
        field = field_for(spec)
        self._specs[spec.name], self._fields[spec.name] = spec, field
        self.rows[spec.name] = self._stack.add(spec.words, field, spec.hint)
        field.changed.connect(lambda *_which: self.altered.emit())

    def _value(self, name: str) -> str:
        return str(self._fields[name].value() or "")


def _problem(spec: Spec, value: str) -> str:
    try:
        checked(spec, value)
    except DeskError as error:
        return f"{error.happened} {error.next_step}"
    return ""
