"""How an organisation is reached: its channels, and the people and posts there; added one by one, and ended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.directory.organisations import ChannelShown, PostShown
from app.directory.values import ChannelValues, Fault, PostValues, channel_faults, post_faults
from app.vocabulary import codes
from ui.parts import (
    Card,
    Chip,
    ChoicePills,
    FlowLayout,
    LabelledRow,
    LineBox,
    RowStack,
    Tick,
    button,
    names,
    text,
)

#: Words up to this many letters stand in one line also at twice the size.
LONGEST_LINE = 60
SECURE_KINDS = ("secure_email", "secure_file_transfer")


def _breakable(words: str) -> str:
    """Let a line end within what has no blank for long, such as an e-mail address."""
    return re.sub(r"(\S{20})(?=\S)", "\\1\u200b", words)


class ReachCard(Card):
    """A list of what is there, each with a press that ends it, and the fields of one more.

    Signals: ``ended(object)`` somebody wants to end this one.
    """

    ended = Signal(object)

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__(title)
        self._nothing = nothing
        self.rows: dict[str, LabelledRow] = {}
        self.listed = QWidget()
        self._lines = QVBoxLayout(self.listed)
        self._lines.setContentsMargins(0, 0, 0, 4)
        self._lines.setSpacing(6)
        self.stack = RowStack()
        self.body.addWidget(self.listed)
        self.body.addWidget(self.stack)

    def show_lines(self, lines: Iterable[tuple[object, str, str, str]]) -> None:
        """Show what is there: the thing, its words, and a chip with its tone."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        ends: list[QWidget] = []
        for thing, words, chip, tone in lines:
            line = QWidget()
            flow = FlowLayout(line, gap=10)
            label = names(_breakable(words), wrap=len(words) > LONGEST_LINE)
            label.setAccessibleName(words)
            flow.addWidget(label)
            if chip:
                flow.addWidget(Chip(chip, tone))
            press = button("End", kind="link", accessible=f"End {words}", on=partial(self.ended.emit, thing))
            flow.addWidget(press)
            ends.append(press)
            self._lines.addWidget(line)
        if not self._lines.count():
            self._lines.addWidget(text(self._nothing, "second"))
        before: QWidget = self._stop_before()
        for end in ends:  # they came last, and Tab shall find them where they stand
            self.setTabOrder(before, end)
            before = end

    def _stop_before(self) -> QWidget:
        """Give the stop of Tab that comes before the fields of this card, or the card where there is none."""
        before = self.stack.previousInFocusChain()
        while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain() if before is not self.stack else None
        return before or self

    def show_faults(self, faults: Iterable[Fault]) -> bool:
        """Say beside each field what is wrong, and go to the first; give whether there is anything."""
        found = list(faults)
        for row in self.rows.values():
            row.set_problem("")
        for fault in found:
            self.rows[fault.column].set_problem(fault.words)
        if found:
            self.rows[found[0].column].field.setFocus()
        return bool(found)


class ChannelsCard(ReachCard):
    """The channels. Signals: ``added(ChannelValues)`` one more is wanted."""

    added = Signal(object)

    def __init__(self) -> None:
        super().__init__("Channels", "No channel yet: a share can be decided, but not where it goes.")
        self.kind = ChoicePills("Kind of channel", codes("channel"))
        self.address = LineBox("Address", "an e-mail address, a place, a number")
        self.secure = Tick("Secure: only those it is meant for can read it on the way and there")
        self.rows = {
            "channel": self.stack.add("New channel", self.kind),
            "address": self.stack.add("Address", self.address),
        }
        self.stack.add("How safe", self.secure)
        self.add_button = button("Add the channel", on=self._on_add)
        self.body.addWidget(self.add_button)
        self.kind.changed.connect(self._on_kind)

    def show_channels(self, channels: Iterable[ChannelShown]) -> None:
        """Show the channels, each with whether it is secure."""
        self.show_lines(
            (
                each,
                each.words,
                "● secure" if each.secure else "◆ not secure",
                "green" if each.secure else "amber",
            )
            for each in channels
        )

    def forget(self) -> None:
        """Empty the fields."""
        self.kind.set_value(None)
        self.address.set_value("")
        self.secure.setChecked(False)
        self.show_faults(())

    def _on_kind(self, kind: object) -> None:
        self.secure.setChecked(kind in SECURE_KINDS)

    def _on_add(self) -> None:
        values = ChannelValues(self.kind.value() or "", self.address.value(), self.secure.isChecked())
        faults = [
            Fault("channel", "Choose which kind of channel it is.") if each.column == "channel" else each
            for each in channel_faults(values)
        ]
        if not self.show_faults(faults):
            self.added.emit(values)


class PostsCard(ReachCard):
    """The people and posts. Signals: ``added(PostValues)`` one more is wanted."""

    added = Signal(object)

    def __init__(self) -> None:
        super().__init__("People and posts", "Nobody is named yet: a share goes to the organisation alone.")
        self.name_box = LineBox("Name of the person", "such as Ms R. Shah; may be left empty")
        self.title_box = LineBox("Role or post", "such as designated safeguarding lead")
        self.rows = {
            "name": self.stack.add("Name", self.name_box),
            "post": self.stack.add("Role or post", self.title_box),
        }
        self.add_button = button("Add the post", on=self._on_add)
        self.body.addWidget(self.add_button)

    def show_posts(self, posts: Iterable[PostShown]) -> None:
        """Show the posts."""
        self.show_lines((each, each.words, "", "") for each in posts)

    def forget(self) -> None:
        """Empty the fields."""
        self.name_box.set_value("")
        self.title_box.set_value("")
        self.show_faults(())

    def _on_add(self) -> None:
        values = PostValues(self.name_box.value(), self.title_box.value())
        if not self.show_faults(post_faults(values)):
            self.added.emit(values)
