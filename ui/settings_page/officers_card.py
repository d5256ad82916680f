"""Who works at this desk: their roles, a colleague who is new, and one who leaves."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.officers import OfficerShown
from app.passphrases import strength
from app.vocabulary import codes, role_words
from ui.parts import Card, ErrorSummary, FlowLayout, LineBox, PassphraseBox, RowStack, Tick, button, text

WHAT_LEAVING_DOES = (
    "Their way in is taken away and the store is written anew under another key, for they could have kept the old one. "
    "The desk locks when it is done; everybody unlocks as before. What they did stays under their name."
)


class OfficersCard(Card):
    """The officers, one line each.

    Signals: ``roles_asked(OfficerShown)`` somebody's roles are to be changed; ``leave_asked(OfficerShown)`` they leave.
    """

    roles_asked = Signal(object)
    leave_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Officers")

    def show_officers(self, officers: tuple[OfficerShown, ...], reason: str, me: str) -> None:
        """Show all; ``reason`` says why whoever looks may change none of them."""
        self.clear()
        if reason:
            self.add(text(reason, "second"))
        for each in officers:
            self.add(self._line(each, reason, me))

    def _line(self, each: OfficerShown, reason: str, me: str) -> QWidget:
        held = QWidget()
        flow = FlowLayout(held, gap=14, line_gap=2)
        flow.addWidget(text(each.name + (" (you)" if each.name == me else ""), "strong", wrap=False))
        roles = ", ".join(role_words(role).lower() for role in each.roles)
        words = " · ".join(part for part in (each.post, roles if each.here else "has left") if part)
        flow.addWidget(text(words, "second", wrap=False))
        if each.here and not reason:
            acts = [("Change roles", self.roles_asked), ("Remove", self.leave_asked)]
            for shown, asked in acts[:1] if each.name == me else acts:
                act = button(
                    shown, kind="link", on=partial(asked.emit, each), accessible=f"{shown}: {each.name}"
                )
                flow.addWidget(act)
        return held


class OfficerForm(Card):
    """A new colleague with a passphrase, or the roles of one who is here.

    Signals: ``add_asked(str, str, str, tuple)`` name, post, passphrase, roles; ``roles_chosen(str, tuple)`` name, roles;
    ``given_up()``.
    """

    add_asked = Signal(str, str, str, object)
    roles_chosen = Signal(str, object)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._whose = ""
        self.title = text("Add an officer", "section")
        self.summary = ErrorSummary()
        self.officer, self.post = LineBox("Name"), LineBox("Post")
        self.passphrase = PassphraseBox("First passphrase")
        self.roles = {role: Tick(words) for role, words in codes("role")}
        self.add_button = button("Add the officer", kind="filled", on=self._on_save)
        self.back_button = button("Leave it", kind="quiet", on=self.given_up.emit)
        ticks = QWidget()
        ticks.setAccessibleName("Roles")
        column = QVBoxLayout(ticks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for tick in self.roles.values():
            column.addWidget(tick)
        ticks.setFocusProxy(next(iter(self.roles.values())))
        rows = RowStack()
        self.name_row = rows.add("Name", self.officer, "As it stands on papers and in the log.")
        self.post_row = rows.add("Post", self.post)
        self.roles_row = rows.add(
            "Roles", ticks, "What their roles do not allow is refused, not only hidden."
        )
        self.passphrase_row = rows.add(
            "First passphrase",
            self.passphrase,
            "They change it themselves under My passphrase, once they have unlocked.",
        )
        acts = FlowLayout(gap=10)
        acts.addWidget(self.add_button)
        acts.addWidget(self.back_button)
        for widget in (self.title, self.summary, rows):
            self.body.addWidget(widget)
        self.body.addLayout(acts)

    def begin(self, officer: OfficerShown | None = None) -> None:
        """Begin with nobody, or with the roles of an officer."""
        self._whose = officer.name if officer else ""
        words = f"Roles of {officer.name}" if officer else "Add an officer"
        self.title.setText(words)
        self.setAccessibleName(words)
        self.add_button.set_words("Keep these roles" if officer else "Add the officer")
        for row in (self.name_row, self.post_row, self.passphrase_row):
            row.setVisible(officer is None)
        for box in (self.officer, self.post):
            box.set_value("")
        self.passphrase.clear()
        for role, tick in self.roles.items():
            tick.setChecked(officer is not None and role in officer.roles)
        self._say_wrong([])
        (self.roles_row.field if officer else self.officer).setFocus()

    def _on_save(self) -> None:
        chosen = tuple(role for role, tick in self.roles.items() if tick.isChecked())
        wrong: list[tuple[str, QWidget]] = []
        if not self._whose and not self.officer.value():
            wrong.append(("Type the officer's name.", self.officer))
        if not chosen:
            wrong.append(("Choose at least one role.", self.roles_row.field))
        if not self._whose:
            judged = strength(self.passphrase.value())
            if not judged.will_do:
                wrong.append((judged.words, self.passphrase))
        self._say_wrong(wrong)
        if wrong:
            return
        if self._whose:
            self.roles_chosen.emit(self._whose, chosen)
        else:
            self.add_asked.emit(self.officer.value(), self.post.value(), self.passphrase.value(), chosen)

    def _say_wrong(self, wrong: list[tuple[str, QWidget]]) -> None:
        said = {id(field): words for words, field in wrong}
        for row in (self.name_row, self.roles_row, self.passphrase_row):
            row.set_problem(said.get(id(row.field), ""))
        self.summary.show_errors(wrong)
