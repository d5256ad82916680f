"""What would be read of the rows in sight: people, an event, what looks odd, or why nothing can be read yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from app.feeds.trying import Tried, TriedPerson
from app.frontdoor.rows import counted
from ui.parts import TopColumn, names, rule, text

_PEOPLE, _ODD = 6, 6


class ReadPane(QScrollArea):
    """The pane at the right of the columns; it follows every change."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What would be read")
        self._inside = QWidget()
        self._inside.setObjectName("questions")
        self._body = TopColumn(self._inside)
        self._body.setContentsMargins(16, 16, 16, 16)
        self._body.setSpacing(8)
        self.setWidget(self._inside)
        self._said: list[str] = []
        self.show_waiting("Say which column is which: what would be read stands here.")

    def words(self) -> str:
        """Give what the pane says."""
        return "\n".join(self._said)

    def show_waiting(self, words: str) -> None:
        """Say why nothing can be read yet."""
        self._start()
        self._say(words, "second")

    def show_tried(self, tried: Tried) -> None:
        """Show what would be read."""
        if tried.problem:
            self._start()
            self._say(f"▲ {tried.problem}", "strong")
            return
        self._start()
        people = counted(len(tried.people), "person", "people")
        children = sum(person.is_child for person in tried.people)
        events = f", {counted(tried.events, 'event')}" if tried.events else ""
        self._say(f"{people} in the first rows, {children} of them children{events}.", "strong")
        if tried.refused:
            self._say(f"▲ {counted(tried.refused, 'row')} refused.")
        for person in tried.people[:_PEOPLE]:
            self._person(person)
        if tried.first_event:
            self._body.addWidget(rule())
            self._say("The first event", "second")
            self._say(tried.first_event)
        if tried.odd:
            self._body.addWidget(rule())
            self._say(f"◆ Looks odd ({len(tried.odd)})", "strong")
            for odd in tried.odd[:_ODD]:
                self._say(odd, "second")

    def _person(self, person: TriedPerson) -> None:
        self._body.addWidget(rule())
        self._say(f"{person.name}{f', born {person.birth}' if person.birth else ''}", "")
        who = "child" if person.is_child else "adult"
        self._say(f"{who} · {person.reference}", "second")
        if person.rest:
            self._say(person.rest, "second")

    def _start(self) -> None:
        while self._body.count():
            item = self._body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._said = []
        self._body.addWidget(text("What would be read", "section"))

    def _say(self, words: str, kind: str = "") -> None:
        self._said.append(words)
        self._body.addWidget(text(words, kind) if kind else names(words))
