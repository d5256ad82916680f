"""Is somebody here already? Names are typed, whoever may be meant is shown, and one is chosen or none of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.casefile.finding import FoundHit, FoundPage, find, settle_search
from app.people.adding import Relation
from ui.page import Page
from ui.parts import FlowLayout, LabelledRow, LineBox, RowStack, TopColumn, button, names, text

#: The store is asked this long after the last key, and a look counts as settled (and is logged) after the second time.
ASK_AFTER, SETTLED_AFTER = 200, 1000
MOST = 6


def hit_words(hit: FoundHit) -> str:
    """Say who was found: name, birth date, and how we call them."""
    born = f"born {hit.birth}" if hit.birth and not hit.birth.startswith("expected") else hit.birth
    known = hit.person or f"not yet linked, {hit.organisation_name}"
    return " · ".join(part for part in (hit.name, born, known) if part)


class HitList(QWidget):
    """Those who were found, a line each, with one act; empty while nobody is looked for.

    ``asking`` is set while what is shown is not yet the answer to what was typed last.

    Signals: ``chosen(FoundHit)`` the act was pressed beside one; ``shown(tuple)`` others are shown than before.
    """

    chosen = Signal(object)
    shown = Signal(object)

    def __init__(self, page: Page, act_words: str, *, only_children: bool | None = None) -> None:
        super().__init__()
        self._page, self._act_words, self._only = page, act_words, only_children
        self._asked = ""
        self.asking = False
        self.hits: tuple[FoundHit, ...] = ()
        self._body = TopColumn(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(6)
        self._lines: list[QWidget] = []
        self._soon, self._settle = QTimer(self), QTimer(self)
        for timer, after, then in (
            (self._soon, ASK_AFTER, self.look),
            (self._settle, SETTLED_AFTER, self._on_settled),
        ):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(then)

    def look_for(self, words: str) -> None:
        """Look for these words when the keys rest."""
        self._asked = " ".join(words.split())
        self.asking = True
        self._settle.stop()
        self._soon.start()

    def look(self) -> None:
        """Look now for what was asked last."""
        self._soon.stop()
        if len(self._asked) < 2:
            self.show_hits(FoundPage(()))
            return
        asked = self._asked
        self._page.ask(find, asked, limit=MOST, done=lambda found: self._on_found(asked, found))

    def _on_found(self, asked: str, found: FoundPage) -> None:
        if asked == self._asked:
            self.show_hits(found)

    def show_hits(self, found: FoundPage) -> None:
        """Show who was found, the likeliest first."""
        self.asking = False
        for line in self._lines:
            self._body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.hits = tuple(hit for hit in found.hits if self._only is None or hit.is_child == self._only)
        self._lines = [self._line(hit) for hit in self.hits]
        if found.more:
            self._lines.append(text("More are here than are shown. Write more of the name.", "second"))
        for line in self._lines:
            self._body.addWidget(line)
        self.shown.emit(self.hits)
        if self.hits:
            self._settle.start()

    def _line(self, hit: FoundHit) -> QWidget:
        words = hit_words(hit)
        line = QWidget()
        flow = FlowLayout(line, gap=10)
        flow.addWidget(names(words))
        act = button(self._act_words, kind="link", on=partial(self._on_chosen, hit))
        act.setAccessibleName(f"{self._act_words}: {words}")
        flow.addWidget(act)
        return line

    def _on_chosen(self, hit: FoundHit) -> None:
        self._settle.stop()
        self._page.run(settle_search, (hit,))
        self.chosen.emit(hit)

    def _on_settled(self) -> None:
        if self.hits:
            self._page.run(settle_search, self.hits)


class PersonFinder(QWidget):
    """Two boxes for names and, below, who may be meant; who is not chosen from the list is somebody new.

    Signals: ``changed()`` another name was typed, or somebody was chosen or let go.
    """

    changed = Signal()

    def __init__(self, page: Page, label: str, *, new_words: str) -> None:
        super().__init__()
        self._new_words = new_words
        self.hit: FoundHit | None = None
        self.given = LineBox(f"{label}: first name")
        self.family = LineBox(f"{label}: family name")
        self.list = HitList(page, "Choose")
        self.told = text("", "second")
        self.again = button("Choose somebody else", kind="link", on=self.let_go)
        self.rows = RowStack()
        self._given_row = self.rows.add("First name", self.given)
        self._family_row = self.rows.add("Family name", self.family)
        body = TopColumn(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        for part in (self.rows, self.list, self.told, self.again):
            body.addWidget(part)
        self.setFocusProxy(self.given)
        self.again.hide()
        self.given.changed.connect(self._on_typed)
        self.family.changed.connect(self._on_typed)
        self.list.chosen.connect(self.choose)
        self._say()

    @property
    def first_row(self) -> LabelledRow:
        """The row where a problem with the whole is said."""
        return self._given_row

    def typed(self) -> dict[str, Any]:
        """Give the names that were typed, without empty parts."""
        parts = (("given", self.given.value()), ("family", self.family.value()))
        return {key: part for key, part in parts if part}

    def set_typed(self, value: dict[str, Any]) -> None:
        """Put names back, with nobody chosen."""
        self.hit = None
        self.given.set_value(str(value.get("given") or ""))
        self.family.set_value(str(value.get("family") or ""))
        self._say()

    def is_said(self) -> bool:
        """Say whether somebody is chosen or named."""
        return self.hit is not None or bool(self.typed())

    def relation(self, code: str, responsible: bool | None, lives_with: bool | None) -> Relation:
        """Give who they are to the one who is added or open."""
        if self.hit is None:
            return Relation(code, None, None, self.typed(), responsible, lives_with)
        record = None if self.hit.person_id else self.hit.agency_person
        return Relation(code, self.hit.person_id, record, {}, responsible, lives_with)

    def choose(self, hit: FoundHit) -> None:
        """Take one who was found."""
        self.hit = hit
        self._say()
        self.again.setFocus()
        self.changed.emit()

    def let_go(self) -> None:
        """Take nobody, and go back to the names."""
        self.hit = None
        self._say()
        self.given.setFocus()
        self.list.look()
        self.changed.emit()

    def _on_typed(self) -> None:
        self.list.look_for(f"{self.given.value()} {self.family.value()}")
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        chosen = self.hit is not None
        for part in (self.rows, self.list):
            part.setVisible(not chosen)
        self.again.setVisible(chosen)
        said = " ".join(self.typed().values())
        new = f"{self._new_words}: {said}, unless you choose somebody above." if said else ""
        self.told.setText(f"Chosen: {hit_words(self.hit)}" if self.hit else new)
        self.told.setVisible(bool(self.told.text()))
