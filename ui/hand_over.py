"""The window between two officers at one desk: nothing of the first is in sight, and the second proves a passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import DeskError
from app.officers import OfficerShown, act_as, list_officers
from ui.idle_lock import IdleLock
from ui.operations import Operations
from ui.parts import Card, CentredCard, CodeBox, FlowLayout, NoticeBar, PassphraseBox, button, labelled, text

if TYPE_CHECKING:
    from app.desk import Desk

WIDTH = 460
#: While nobody has the desk it is locked sooner than while somebody works.
LOCKS_AFTER = 2


class HandOverWindow(QWidget):
    """Who works next at this desk.

    Signals: ``handed_over()`` the other officer acts now, or the first goes on; ``lock_asked()`` nobody came;
    ``closed()`` the window was closed.
    """

    handed_over = Signal()
    lock_asked = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, operations: Operations) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("MASH Desk")
        self._desk, self._operations = desk, operations
        self._done = False
        self.notice = NoticeBar()
        self.officer = CodeBox("Officer", hint="Choose your name")
        self.passphrase = PassphraseBox("Passphrase")
        self.take_button = button("Take the desk over", "Return", "filled", self._on_take)
        self.back_button = button(f"Go on as {desk.officer.name}", kind="link", on=self._on_back)
        self.idle = IdleLock(LOCKS_AFTER, self)
        self._build()
        self.passphrase.entered.connect(self._on_take)
        self.idle.lock_due.connect(self.lock_asked)
        QShortcut(QKeySequence("Escape"), self, self._on_back)

    def start(self) -> None:
        """Ask who works here, and begin to count the time that nobody is there."""
        self._operations.ask(list_officers, done=self.show_officers, failed=self._on_failed, page=self)
        handle = self.windowHandle()
        if handle is not None:
            self.idle.watch(handle)
        self.idle.start()
        self.officer.setFocus()

    def show_officers(self, officers: tuple[OfficerShown, ...]) -> None:
        """Offer everybody who is here, the one who hands over among them: they too prove their passphrase to go on."""
        here = [each.name for each in officers if each.here]
        self.officer.set_choices((name, name) for name in here)
        if len(here) == 1:
            self.notice.say(
                "Nobody else has a way into this store.", rest="An administrator adds officers in Settings."
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window was closed before somebody took over."""
        super().closeEvent(event)
        self.idle.stop()
        if not self._done:
            self.closed.emit()

    def _build(self) -> None:
        card = Card()
        card.body.setContentsMargins(26, 22, 26, 22)
        card.body.setSpacing(10)
        card.add(text("Hand over to a colleague", "title"))
        card.add(
            text(
                f"What {self._desk.officer.name} was typing is kept for them. You see only what your own roles allow, and "
                "both of you stand in the log.",
                "second",
            )
        )
        card.add(self.notice)
        card.add(labelled("Officer", self.officer))
        card.add(labelled("Passphrase", self.passphrase))
        acts = FlowLayout(gap=14)
        acts.addWidget(self.take_button)
        acts.addWidget(self.back_button)
        card.body.addLayout(acts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(CentredCard(card, WIDTH))
        self.resize(760, 560)

    def _on_take(self) -> None:
        officer, typed = self.officer.value(), self.passphrase.value()
        if officer is None:
            self.notice.say("Choose your name first.", "amber")
            self.officer.setFocus()
        elif not typed:
            self.notice.say("Type your passphrase.", "amber")
            self.passphrase.setFocus()
        elif self.take_button.isEnabled():
            self.take_button.set_reason("Proving the passphrase.")
            self._operations.long(
                _take_over, officer, typed, done=self._on_taken, failed=self._on_failed, page=self
            )

    def _on_taken(self, _now: object) -> None:
        self._done = True
        self.passphrase.clear()
        self.idle.stop()
        self.handed_over.emit()

    def _on_back(self) -> None:
        """Whoever sits here now may be somebody else: going on takes the first officer's passphrase again."""
        self.officer.set_value(self._desk.officer.name)
        self.passphrase.setFocus()

    def _on_failed(self, error: DeskError) -> None:
        self.take_button.set_reason("")
        self.notice.say_problem(error)
        self.passphrase.box.selectAll()
        self.passphrase.setFocus()


def _take_over(desk: Desk, _watch: Any, officer: str, passphrase: str) -> object:
    if officer == desk.officer.name:
        return desk.keeper.prove_passphrase(officer, passphrase)
    return act_as(desk, officer, passphrase)
