"""What goes: the things known of a child to tick, and for each ticked one its category and whether it is fact."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.dates import from_value
from app.sharing.listing import Choosable
from app.sharing.share_draft import ItemDraft
from app.vocabulary import words as group_words
from ui.parts import ChecklistItem, ChoicePills, CodeBox, ItemChecklist, button, text

TAGS = (("fact", "Fact"), ("opinion", "Opinion"), ("instruction", "Instruction"))
#: How many things are offered before the officer asks for the others.
FIRST = 12


class ItemsSection(QWidget):
    """The list of what could go, and below it what was chosen, each with its category and tag.

    Nothing is ticked until the officer ticks it. Signals: ``changed()`` something was chosen or described otherwise.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._categories: tuple[tuple[str, str], ...] = ()
        self._offered: dict[str, Choosable] = {}
        self._chosen: dict[str, tuple[CodeBox, ChoicePills]] = {}
        self._kept: dict[str, ItemDraft] = {}
        self._about = ""
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        self.checklist = ItemChecklist("What goes")
        self.more = button("Show everything that is known", kind="link", on=self._on_more)
        self._details = QGridLayout()
        self._details.setHorizontalSpacing(10)
        self._details.setVerticalSpacing(6)
        body.addWidget(self.checklist)
        body.addWidget(self.more)
        body.addLayout(self._details)
        self.checklist.changed.connect(self._on_ticked)

    def offer(self, about: str, things: Iterable[Choosable], categories: tuple[tuple[str, str], ...]) -> None:
        """Offer what is known of a child; ``about`` is the child's reference."""
        self._about, self._categories = about, categories
        self._offered = {thing.key: thing for thing in things}
        self._show(FIRST)

    def set_items(self, items: Iterable[ItemDraft]) -> None:
        """Choose the items of a draft that is taken up again."""
        self._kept = {item.statement or item.record: item for item in items}
        hidden = set(self._kept) - {key for key, _ in list(self._offered.items())[:FIRST]}
        if hidden:
            self._show(None)
        self.checklist.choose(self._kept)
        self._show_details()

    def items(self) -> tuple[ItemDraft, ...]:
        """Give what was chosen, in the order of the list."""
        made = []
        for key in self.checklist.chosen():
            thing = self._offered[key]
            category, tag = self._chosen[key]
            made.append(
                ItemDraft(
                    statement=key if thing.kind == "statement" else "",
                    record=key if thing.kind == "record" else "",
                    category=category.value() or "",
                    about=self._about,
                    tag=tag.value() or "",
                )
            )
        return tuple(made)

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
        self.more.setVisible(left > 0)
        self.more.set_words(f"Show {left} more that are known")

    def _on_more(self) -> None:
        self._show(None)
        self._show_details()

    def _on_ticked(self) -> None:
        self._show_details()
        self.changed.emit()

    def _show_details(self) -> None:
        before = {key: (boxes[0].value(), boxes[1].value()) for key, boxes in self._chosen.items()}
        while (item := self._details.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._chosen = {}
        for row, key in enumerate(self.checklist.chosen()):
            thing, kept = self._offered[key], self._kept.get(key)
            category = CodeBox(f"Category of {thing.words[:40]}", self._categories)
            tag = ChoicePills(f"Fact or opinion: {thing.words[:40]}", TAGS)
            was = before.get(
                key, (kept.category if kept else thing.category, kept.tag if kept else thing.tag)
            )
            category.set_value(was[0] or None)
            tag.set_value(was[1] or None)
            category.changed.connect(self._on_described)
            tag.changed.connect(self._on_described)
            self._details.addWidget(text(_cut(_named(thing)), "second"), row, 0)
            self._details.addWidget(category, row, 1)
            self._details.addWidget(tag, row, 2)
            self._chosen[key] = (category, tag)
        self._details.setColumnStretch(0, 1)

    def _on_described(self, _value: object) -> None:
        self.changed.emit()


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
