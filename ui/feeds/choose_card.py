"""Who sent it and which files: typed or chosen, dropped or picked, and why they cannot be read yet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.directory.organisations import OrganisationShown
from ui.parts import Card, CodeBox, FlowLayout, LineBox, RowStack, button, text

KINDS = "Agency files (*.csv *.xlsx *.xls *.xml *.ods);;All files (*)"


#: How the name of a file ends whose columns can be placed by hand.
TABLES = (".csv", ".txt", ".tsv", ".xlsx")


class ChooseCard(Card):
    """The card above the batches.

    Signals: ``teach_asked()`` somebody wants to say which column is which; ``refused_asked()`` to see all refused rows;
    ``read_asked()`` sender and files are named and shall be read; ``chosen(tuple)`` these files are chosen.
    """

    read_asked = Signal()
    teach_asked = Signal()
    refused_asked = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Bring in files")
        self.paths: tuple[Path, ...] = ()
        self.agency = CodeBox("Who sent it", ())
        self.files = LineBox("Files", "drop files of one agency here, or choose them")
        self.files.setReadOnly(True)
        rows = RowStack()
        self._agency_row = rows.add("Who sent it", self.agency)
        rows.add("Files", self.files)
        self.add(rows)
        self.choose_button = button("Choose files", "Ctrl+O", on=self.pick)
        self.read_button = button("Read the files", kind="filled", on=self.ask_to_read)
        self.teach_button = button("Which column is this?", on=self.teach_asked.emit)
        self.refused_button = button("Refused rows of all batches", on=self.refused_asked.emit)
        self.refused_button.hide()
        self.missing = text("", "second", wrap=False)
        presses = FlowLayout(gap=10)
        for each in (
            self.choose_button,
            self.read_button,
            self.teach_button,
            self.refused_button,
            self.missing,
        ):
            presses.addWidget(each)
        self.body.addLayout(presses)
        self.agency.changed.connect(self._on_agency)
        line = self.agency.lineEdit()
        if line is not None:
            line.editingFinished.connect(self.settle)
        self.settle()

    def show_organisations(self, organisations: Iterable[OrganisationShown]) -> None:
        """Offer the organisations of the directory as senders; what was typed before they came is found now."""
        self.agency.set_choices(tuple((each.code, f"{each.name} ({each.code})") for each in organisations))
        self.settle()

    def called(self, code: str) -> str:
        """Give an organisation's name with its code, or the code alone."""
        return self.agency.itemText(self.agency.findData(code)) or code

    def pick(self) -> None:
        """Let the officer pick files."""
        names, _ = QFileDialog.getOpenFileNames(self, "Choose an agency's files", "", KINDS)
        if names:
            self.choose(tuple(Path(name) for name in names))

    def choose(self, paths: Iterable[Path]) -> None:
        """Take files, and those that lie in a folder."""
        found: list[Path] = []
        for path in paths:
            found += sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]
        self.paths = tuple(dict.fromkeys(found))
        names = ", ".join(path.name for path in self.paths)
        self.files.set_value(names)
        self.files.setCursorPosition(0)
        self.files.setToolTip(names)
        self.settle()
        self.chosen.emit(self.paths)

    def forget(self) -> None:
        """Let go of the files: they are read."""
        self.choose(())

    def settle(self) -> None:
        """Say in words what is missing before the files can be read."""
        sender = self.agency.value()
        problem = "" if sender else self.agency.problem()
        self._agency_row.set_problem(f"{problem} Choose one of the list." if problem else "")
        missing = "Choose who sent it first." if not sender else "" if self.paths else "Choose files first."
        self.read_button.set_reason(missing)
        table = any(path.suffix.lower() in TABLES for path in self.paths[:1])
        self.teach_button.setVisible(table and not missing)
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))

    def ask_to_read(self) -> None:
        """Ask for the files to be read, where nothing is missing."""
        if not self.read_button.reason:
            self.read_asked.emit()

    def _on_agency(self, _code: object) -> None:
        self.settle()
