"""The steps of the first run: what each asks, and what is wrong with what was answered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.passphrases import strength
from ui.parts import ChoicePills, LineBox, PassphraseBox, Tick, button, labelled, set_kind, text

Errors = list[tuple[str, QWidget]]
SUFFIX = ".mash"


class Step(QWidget):
    """One step: a title, its fields, and what is wrong with them.

    Signals: ``entered()`` Enter was pressed in its last field.
    """

    entered = Signal()
    title = ""

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)

    def errors(self) -> Errors:
        """List what is wrong, each with its field; nothing when all is well."""
        return []

    def close_up(self) -> None:
        """Keep the fields at the top."""
        self.body.addStretch(1)


class Welcome(Step):
    """What this is, and the ways to begin.

    Signals: ``new_asked()``, ``open_asked()``, ``made_up_asked()``, ``restore_asked()``: which way was chosen.
    """

    new_asked = Signal()
    open_asked = Signal()
    made_up_asked = Signal()
    restore_asked = Signal()
    title = "Welcome to MASH Desk"

    def __init__(self) -> None:
        super().__init__()
        self.body.addWidget(
            text(
                "The desk keeps what agencies send about children in one encrypted file on this computer, shows each "
                "child whole, and helps you decide what may be shared, under which law. It needs no server and no "
                "connection."
            )
        )
        self.new_button = button("Make a new store", kind="filled", on=self.new_asked.emit)
        ways = (
            (self.new_button, "For the first officer of a team. It takes five minutes."),
            (button("Open a store", on=self.open_asked.emit), "You were given a store file and its keyring."),
            (
                button("Restore from a backup", on=self.restore_asked.emit),
                "A laptop was lost or its store is damaged.",
            ),
            (
                button("Try it on a made-up borough", on=self.made_up_asked.emit),
                "Made-up people only, in a store of its own. Nothing of it touches your work.",
            ),
        )
        for made, words in ways:
            made.setAccessibleDescription(words)
            self.body.addWidget(made)
            self.body.addWidget(text(words, "second"))
        self.close_up()
        self.setFocusProxy(self.new_button)


class CouncilAndOfficer(Step):
    """Whose store it is, who is the first officer, and where the file goes."""

    title = "Whose store is it?"

    def __init__(self) -> None:
        super().__init__()
        self.council = LineBox("Council")
        self.officer = LineBox("Your name")
        self.post = LineBox("Your post")
        self.place = LineBox("Store file")
        self._own_place = False
        self.choose = button("Choose…", on=self._on_choose, accessible="Choose where the store file goes")
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.place, 1)
        line.addWidget(self.choose)
        place.setFocusProxy(self.place)
        self.body.addWidget(labelled("Council", self.council, "As it stands on your letters."))
        self.body.addWidget(
            labelled("Your name", self.officer, "You are the first officer: manager and administrator.")
        )
        self.body.addWidget(
            labelled("Your post", self.post, "For example MASH manager. It stands on papers.")
        )
        self.body.addWidget(
            labelled(
                "Store file", place, "On this computer, not on a shared drive. Its keyring is put beside it."
            )
        )
        self.close_up()
        self.setFocusProxy(self.council)
        self._on_council()
        self.council.changed.connect(self._on_council)
        self.place.textEdited.connect(self._on_place)
        self.place.returnPressed.connect(self.entered)

    def path(self) -> Path:
        """Give the store's place."""
        typed = Path(self.place.value())
        return typed if typed.suffix else typed.with_suffix(SUFFIX)

    def errors(self) -> Errors:
        """List the fields that are empty, and a file that is there already."""
        found: Errors = []
        if not self.council.value():
            found.append(("Say which council the store is for.", self.council))
        if not self.officer.value():
            found.append(("Say your name, as it shall stand in the log.", self.officer))
        if not self.place.value():
            found.append(("Say where the store file goes.", self.place))
        elif self.path().exists():
            found.append(
                ("There is a file of this name already. Choose another, or open that store.", self.place)
            )
        return found

    def _on_council(self) -> None:
        if not self._own_place:
            plain = "".join(letter for letter in self.council.value() if letter.isalnum() or letter in " -")
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            name = plain.strip() or "Desk"
            self.place.set_value(str(Path(folder) / "MASH Desk" / f"{name}{SUFFIX}"))

    def _on_place(self, _words: str) -> None:
        self._own_place = True

    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "Where the store file goes", self.place.value(), f"Stores (*{SUFFIX})"
        )
        if chosen:
            self._own_place = True
            self.place.set_value(chosen)


class NewPassphrase(Step):
    """The first officer's passphrase, with how strong it is in words."""

    title = "Choose your passphrase"

    def __init__(self) -> None:
        super().__init__()
        self.passphrase = PassphraseBox("Passphrase")
        self.again = PassphraseBox("Passphrase again")
        self._strength: QLabel = text("", "second")
        self.body.addWidget(
            text(
                "Five unrelated words are easy to remember and hard to guess. You may paste it from a password keeper. "
                "Nobody can read it back for you."
            )
        )
        self.body.addWidget(labelled("Passphrase", self.passphrase))
        self.body.addWidget(self._strength)
        self.body.addWidget(labelled("Passphrase again", self.again))
        self.close_up()
        self.setFocusProxy(self.passphrase)
        self.passphrase.changed.connect(self._on_typed)
        self.again.entered.connect(self.entered)
        self._on_typed()

    def strength_words(self) -> str:
        """Give what is said about the strength."""
        return self._strength.text()

    def errors(self) -> Errors:
        """Say what is wrong with the passphrase, or that the two differ."""
        judged = strength(self.passphrase.value())
        if not judged.will_do:
            return [(f"This passphrase will not do. {judged.words}", self.passphrase)]
        if self.again.value() != self.passphrase.value():
            return [("The two passphrases are not the same.", self.again)]
        return []

    def _on_typed(self) -> None:
        judged = strength(self.passphrase.value())
        signs = "●" * judged.level + "○" * (3 - judged.level)
        self._strength.setText(f"{signs}  {judged.words}")
        set_kind(self._strength, "tone", "green" if judged.will_do else "amber")


class RecoveryWay(Step):
    """How the store is opened when every passphrase is lost."""

    title = "If every passphrase is lost"
    HERE, COUNCIL = "here", "council"

    def __init__(self) -> None:
        super().__init__()
        self.way = ChoicePills(
            "Recovery key",
            ((self.HERE, "Make a recovery key now"), (self.COUNCIL, "Use our council's key file")),
        )
        self.file = LineBox("Key file of the council")
        choose = button("Choose…", on=self._on_choose, accessible="Choose the council's key file")
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.file, 1)
        line.addWidget(choose)
        held.setFocusProxy(self.file)
        self._file_place = labelled(
            "Key file of the council", held, "The public half, which IT hands out to all laptops."
        )
        self._file_place.hide()
        self.body.addWidget(
            text(
                "A recovery key opens the store without a passphrase. If it is made now, it is shown once as 17 words "
                "that you write on paper. A council that has a key of its own gives you its file instead."
            )
        )
        self.body.addWidget(self.way)
        self.body.addWidget(self._file_place)
        self.close_up()
        self.setFocusProxy(self.way)
        self.way.changed.connect(self._on_way)

    def key_file(self) -> Path | None:
        """Give the council's key file, or None when the key is made here."""
        return Path(self.file.value()) if self.way.value() == self.COUNCIL else None

    def errors(self) -> Errors:
        """Say that nothing was chosen, or that the file is not there."""
        if self.way.value() is None:
            return [("Choose how the store is opened when every passphrase is lost.", self.way)]
        file = self.key_file()
        if file is not None and not file.is_file():
            return [("There is no such key file. Choose the file that IT gave you.", self.file)]
        return []

    def _on_way(self, way: str | None) -> None:
        self._file_place.setVisible(way == self.COUNCIL)

    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, "The council's key file", "", "All files (*)")
        if chosen:
            self.file.set_value(chosen)


class RecoveryWords(Step):
    """The seventeen words, shown this once."""

    title = "Write these words down"

    def __init__(self) -> None:
        super().__init__()
        self._shown: QLabel = text("", "words", selectable=True)
        font = QFont(self._shown.font())
        font.setWordSpacing(6)
        self._shown.setFont(font)
        self._shown.setAccessibleName("The recovery key's words")
        self.written = Tick("I have written them down and will keep them away from this computer")
        self.body.addWidget(
            text(
                "They are not shown again. Whoever has them can open the store, so seal the paper and give it to "
                "whoever keeps the council's keys."
            )
        )
        self.body.addWidget(self._shown)
        self.body.addWidget(self.written)
        self.close_up()
        self.setFocusProxy(self.written)

    def show_words(self, words: str) -> None:
        """Show the words, four to a line and numbered; a number stays with its word where the window is narrow."""
        parts = words.split()
        lines = [
            "   ".join(f"{at + n + 1}\N{NO-BREAK SPACE}{part}" for n, part in enumerate(parts[at : at + 4]))
            for at in range(0, len(parts), 4)
        ]
        self._shown.setText("\n".join(lines))
        self._shown.setAccessibleDescription(words)

    def forget(self) -> None:
        """Take the words off the screen and out of the window."""
        self._shown.clear()
        self._shown.setAccessibleDescription("")

    def errors(self) -> Errors:
        """Ask for the tick: the words are the only way in when passphrases are lost."""
        if self.written.isChecked():
            return []
        return [("Write the words down, then say so below.", self.written)]


class Finished(Step):
    """The store is made: what travels together, and the way on."""

    title = "The store is ready"

    def __init__(self) -> None:
        super().__init__()
        self._where: QLabel = text("", selectable=True)
        self._where.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._where)
        self.body.addWidget(
            text(
                "The store and the file that ends in .mash.keys travel together: one without the other is lost. Back "
                "both up.",
            )
        )
        self.close_up()

    def show_place(self, path: Path) -> None:
        """Say where the store is."""
        self._where.setText(f"{path.name} in {path.parent}")
        self._where.setAccessibleName(f"Store file {path.name} in {path.parent}")
