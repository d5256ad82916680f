"""What goes: the things known of a child to tick, and below each ticked one its category and whether it is fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.dates import from_value
from app.sharing.listing import Choosable
from app.sharing.share_draft import ItemDraft
from app.vocabulary import words as group_words
from ui.parts import ChecklistItem, ChoicePills, CodeBox, FlowLayout, ItemChecklist, button, text

TAGS = (("fact", "Fact"), ("opinion", "Opinion"), ("instruction", "Instruction"))
#: How many things are offered before the officer asks for the others.
FIRST = 12
NOTHING = "Nothing is known of this child yet that could go. A decision can still be made and kept."


class ItemsSection(QWidget):
    """The list of what could go; below each thing that is ticked, its category and tag.

    Nothing is ticked until the officer ticks it. Signals: ``changed()`` something was chosen or described otherwise.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._categories: tuple[tuple[str, str], ...] = ()
        self._known: dict[str, Choosable] = {}
        self._offered: dict[str, Choosable] = {}
        self._described: dict[str, Described] = {}
        self._kept: dict[str, ItemDraft] = {}
        self._about = ""
        self._filling = False
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        self.nothing = text(NOTHING, "second")
        self.checklist = ItemChecklist("What goes")
        self.more = button("Show everything that is known", kind="link", on=self._on_more)
        for widget in (self.nothing, self.checklist, self.more):
            body.addWidget(widget)
        self.checklist.changed.connect(self._on_ticked)
        self._show(FIRST)

    def offer(self, about: str, things: Iterable[Choosable], categories: tuple[tuple[str, str], ...]) -> None:
        """Offer what is known of a child; ``about`` is the child's reference."""
        self._about, self._categories, self._kept = about, categories, {}
        self._known = {thing.key: thing for thing in things}
        self._offered = dict(self._known)
        self._filling = True
        self.checklist.choose(())
        self._show(FIRST)
        self._filling = False

    def set_items(self, items: Iterable[ItemDraft]) -> int:
        """Choose the items of a draft that is taken up again; say how many of them are no longer known."""
        self._kept = {_key(item, at): item for at, item in enumerate(items)}
        written = {key: _written(key, item) for key, item in self._kept.items() if item.text}
        self._offered = {**written, **self._known}
        hidden = set(self._kept) - set(list(self._offered)[:FIRST])
        self._filling = True
        self._show(None if hidden else FIRST)
        self.checklist.choose(())
        self._describe()
        self.checklist.choose(self._kept)
        self._describe()
        self._filling = False
        return len(set(self._kept) - set(self.checklist.chosen()))

    def items(self) -> tuple[ItemDraft, ...]:
        """Give what was chosen, in the order of the list."""
        made = []
        for key in self.checklist.chosen():
            thing, described = self._offered[key], self._described[key]
            new = ItemDraft(
                statement=key if thing.kind == "statement" else "",
                record=key if thing.kind == "record" else "",
                about=self._about,
            )
            category, tag = described.category.value() or "", described.tag.value() or ""
            made.append(replace(self._kept.get(key, new), category=category, tag=tag))
        return tuple(made)

    def described(self, key: str) -> Described:
        """Give what is to be said of a thing that is ticked."""
        return self._described[key]

    def go_to(self) -> None:
        """Put the focus on the first thing that can be ticked."""
        self.checklist.go_to(0)

    def _show(self, most: int | None) -> None:
        things = list(self._offered.values())
        shown = things if most is None else things[:most]
        words = dict(self._categories)
        self.checklist.show_items(
            ChecklistItem(
                key=thing.key,
                text=_named(thing),
                source=" · ".join(part for part in (thing.organisation, _day(thing.date)) if part),
                category=words.get(thing.category, thing.category),
                state="withheld" if thing.hidden else "open",
                tone="violet" if thing.hidden else "plain",
            )
            for thing in shown
        )
        left = len(things) - len(shown)
        self.nothing.setVisible(not things)
        self.more.setVisible(left > 0)
        self.more.set_words(f"Show {left} more that are known")

    def _on_more(self) -> None:
        self._show(None)
        self.checklist.go_to(FIRST)
        self.changed.emit()

    def _on_ticked(self) -> None:
        self._describe()
        if not self._filling:
            self.changed.emit()

    def _describe(self) -> None:
        """Ask below each thing that is ticked what else is to be said of it, and below no other."""
        chosen = self.checklist.chosen()
        for key in set(self._described) - set(chosen):
            self._described.pop(key).let_go()
            self.checklist.set_below(key, None)
        for key in chosen:
            if key not in self._described:
                thing, kept = self._offered[key], self._kept.get(key)
                made = Described(thing, self._categories)
                made.category.set_value((kept.category if kept else thing.category) or None)
                made.tag.set_value((kept.tag if kept else thing.tag) or None)
                made.changed.connect(self.changed)
                self._described[key] = made
                self.checklist.set_below(key, made)


class Described(QWidget):
    """What is to be said of one thing that goes: its category, and whether it is fact, opinion or instruction."""

    changed = Signal()

    def __init__(self, thing: Choosable, categories: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        named = _cut(_named(thing))
        self.category = CodeBox(f"Category of {named}", categories)
        self.tag = ChoicePills(f"Fact or opinion: {named}", TAGS)
        self._line = FlowLayout(self)
        self._line.setContentsMargins(0, 0, 0, 6)
        self._line.addWidget(self.category)
        self._line.addWidget(self.tag)
        self.category.changed.connect(self._on_changed)
        self.tag.changed.connect(self._on_changed)

    def let_go(self) -> None:
        """Take apart what is in it: a layout must hold nothing when its widget goes."""
        self.blockSignals(True)
        self.tag.set_choices(())
        self._line.clear()

    def _on_changed(self, _value: object) -> None:
        self.changed.emit()


def _key(item: ItemDraft, at: int) -> str:
    return item.statement or item.record or f"text:{at}"


def _written(key: str, item: ItemDraft) -> Choosable:
    """Offer again what a draft says in its own words."""
    return Choosable("text", key, item.category, "", item.text, item.source, "", item.tag, False, True)


def _named(thing: Choosable) -> str:
    """Say a thing with what it is, such as ``UPN: C398990026001``; an event speaks for itself."""
    said = thing.words if thing.usable else f"{thing.words} (could not be read)"
    what = group_words("group", thing.group) if thing.kind == "statement" else ""
    return f"{what[:1].upper()}{what[1:]}: {said}" if what else said


def _cut(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"


def _day(iso: str) -> str:
    parts = [int(part) for part in iso.split("-") if part.isdigit()]
    names = ("year", "month", "day")
    return from_value(dict(zip(names, parts, strict=False))).shown() if parts else ""
