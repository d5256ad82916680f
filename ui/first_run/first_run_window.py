"""The window of the first run: one step after another, back and forth, and nothing written before the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.errors import DeskError
from ui.first_run.steps import (
    CouncilAndOfficer,
    Finished,
    NewPassphrase,
    RecoveryWay,
    RecoveryWords,
    Step,
    Welcome,
)
from ui.late_vault import Vault
from ui.operations import Operations
from ui.parts import (
    Card,
    CentredCard,
    ErrorSummary,
    FlowLayout,
    KeyButton,
    NoticeBar,
    ProgressStrip,
    announce,
    button,
    text,
)

WIDTH = 620


class FirstRunWindow(QWidget):
    """The first run.

    Signals: ``store_chosen(Path)`` a store that is there shall be opened; ``store_made(Path, Desk)`` a store was made
    and is open; ``restore_asked()`` one shall be made again from a backup; ``closed()`` the window was closed before that.
    """

    store_chosen = Signal(object)
    store_made = Signal(object, object)
    closed = Signal()
    restore_asked = Signal()

    def __init__(self, vault: Vault, operations: Operations, *, first: bool = True) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("MASH Desk")
        self._vault = vault
        self._operations = operations
        self._ended = False
        self.welcome = Welcome()
        self.whose = CouncilAndOfficer()
        self.secret = NewPassphrase()
        self.recovery = RecoveryWay()
        self.words = RecoveryWords()
        self.finished = Finished()
        self._steps: tuple[Step, ...] = (
            self.welcome,
            self.whose,
            self.secret,
            self.recovery,
            self.words,
            self.finished,
        )
        self._title: QLabel = text("", "title")
        self._count: QLabel = text("", "second")
        self.summary = ErrorSummary()
        self.notice = NoticeBar()
        self.progress = ProgressStrip()
        self.stack = QStackedWidget()
        self.back_button: KeyButton = button("Back", "Alt+Left", on=self.go_back)
        self.next_button: KeyButton = button("Go on", "Ctrl+Return", "filled", self.go_on)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.go_on)
        self._build()
        self.welcome.new_asked.connect(self._on_new)
        self.welcome.open_asked.connect(self._on_open)
        self.welcome.made_up_asked.connect(self._on_made_up)
        self.welcome.restore_asked.connect(self.restore_asked)
        for step in self._steps:
            step.entered.connect(self.go_on)
        self._show(self.welcome if first else self.whose)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self.stack.currentIndex()]

    def go_on(self) -> None:
        """Go to the next step, if this one is answered."""
        step = self.step
        if not self.next_button.isEnabled() or step is self.welcome:
            return
        if self.summary.show_errors(step.errors()):
            return
        if step is self.recovery:
            self._make()
        elif step is self.finished:
            self._open()
        else:
            self._show(self._steps[self.stack.currentIndex() + 1])

    def go_back(self) -> None:
        """Go back a step; once the store is made there is no way back."""
        at = self.stack.currentIndex()
        if 0 < at <= 3:
            self._show(self._steps[at - 1])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window was closed before a desk was open."""
        super().closeEvent(event)
        if not self._ended:
            self.closed.emit()

    def _build(self) -> None:
        card = Card()
        card.body.setContentsMargins(28, 22, 28, 22)
        card.body.setSpacing(12)
        for widget in (self._count, self._title, self.summary, self.notice, self.progress):
            card.add(widget)
        for step in self._steps:
            self.stack.addWidget(step)
        card.add(self.stack)
        acts = FlowLayout(gap=12)
        acts.addWidget(self.next_button)
        acts.addWidget(self.back_button)
        card.body.addLayout(acts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(CentredCard(card, WIDTH))
        self.resize(900, 680)

    def _show(self, step: Step) -> None:
        at = self._steps.index(step)
        self.summary.clear()
        self.notice.clear()
        self._title.setText(step.title)
        self._count.setText(f"Step {at} of {len(self._steps) - 1}" if at else "")
        self._count.setVisible(at > 0)
        for other in self._steps:
            other.setVisible(other is step)
        self.stack.setCurrentWidget(step)
        self.back_button.setVisible(0 < at <= 3)
        self.next_button.setVisible(at > 0)
        self.next_button.set_words(
            {3: "Make the store", len(self._steps) - 1: "Open the desk"}.get(at, "Go on")
        )
        announce(self, step.title)
        target = self.next_button if step is self.finished else step
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        self.next_button.set_reason("Making the store.")
        self.progress.begin("Making the store and stretching the passphrase…")
        self._operations.call(
            self._vault.create_store,
            self.whose.path(),
            council=self.whose.council.value(),
            officer=self.whose.officer.value(),
            post=self.whose.post.value(),
            passphrase=self.secret.passphrase.value(),
            key_file=self.recovery.key_file(),
            done=self._on_made,
            failed=self._on_failed,
            page=self,
        )

    def _on_made(self, words: str) -> None:
        self._rest()
        self.finished.show_place(self.whose.path())
        if words:
            self.words.show_words(words)
            self._show(self.words)
        else:
            self._show(self.finished)

    def _open(self) -> None:
        self.words.forget()
        self.next_button.set_reason("Opening the desk.")
        self._operations.call(
            self._vault.open_store,
            self.whose.path(),
            self.whose.officer.value(),
            self.secret.passphrase.value(),
            done=lambda desk: self._on_opened(self.whose.path(), desk),
            failed=self._on_failed,
            page=self,
        )

    def _on_new(self) -> None:
        self._show(self.whose)

    def _on_open(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, "Open a store", "", "Stores (*.mash);;All files (*)"
        )
        if chosen:
            self._ended = True
            self.store_chosen.emit(Path(chosen))

    def _on_made_up(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        place = Path(folder) / "MASH Desk made-up borough"
        self.welcome.setEnabled(False)
        self.progress.begin("Making a made-up borough: its people, its agencies' files, and a store for it…")
        self._operations.call(
            self._vault.made_up,
            place,
            done=lambda desk: self._on_opened(place / "made-up.mash", desk),
            failed=self._on_failed,
            page=self,
        )

    def _on_opened(self, path: Path, desk: object) -> None:
        self._ended = True
        self.secret.passphrase.clear()
        self.secret.again.clear()
        self._rest()
        self.store_made.emit(path, desk)

    def _on_failed(self, error: DeskError) -> None:
        self._rest()
        self.notice.say_problem(error)

    def _rest(self) -> None:
        self.progress.end()
        self.next_button.set_reason("")
        self.welcome.setEnabled(True)
