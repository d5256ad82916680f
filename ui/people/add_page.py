"""Somebody is not here yet: the form for a child, an adult or an unborn child, with whoever may be meant beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.casefile.finding import FoundHit
from app.casefile.own_record import name_of
from app.dates import GivenDate, from_value
from app.drafts import DraftShown, my_draft
from app.errors import DeskError
from app.linking.candidates import propose_links
from app.people.adding import ADULT, CHILD, UNBORN, Added, NewPerson, Relation, add_person, faults
from ui.actions import Command
from ui.drafts import DraftKeeper
from ui.page import Page
from ui.parts import (
    Card,
    ChoicePills,
    DateBoxes,
    ErrorSummary,
    LabelledRow,
    LineBox,
    RowStack,
    TextBox,
    Tick,
    button,
    text,
)
from ui.people.editors import SEXES, Field, RelationEditor, answer, today
from ui.people.person_finder import HitList, PersonFinder
from ui.people.tab_order import chain, stops

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

KINDS = ((CHILD, "Child"), (ADULT, "Adult"), (UNBORN, "Unborn child"))
_DOES = {CHILD: "Add the child", ADULT: "Add the adult", UNBORN: "Add the unborn child"}
#: Which rows are not asked of whom.
_NOT_ASKED = {
    CHILD: frozenset({"expected"}),
    ADULT: frozenset({"expected"}),
    UNBORN: frozenset({"middle", "known_as", "birth", "sex", "nhs_number"}),
}


class AddPersonPage(Page):
    """Add a person. Whoever may be meant is shown before anybody is made twice.

    Signals: none of its own; ``place_asked`` goes to who was added, to who was here already, or to the pair to decide.
    """

    key = "people"
    title = "Add a person"
    topics = frozenset()
    help_text = (
        "Write down somebody whom no agency's file holds. While you type the name, those who are here already are shown "
        "below it; open one instead of making the same person twice. An unborn child has an expected date and a mother, "
        "and is called after her until it is born. Dates may be partial. A child who is added is compared with all "
        "others like any record, and where one may be the same you are asked. What you type is kept as a draft."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.heading("Add a person", "Under the council's own name, with yours and today's date")
        self.beside: UUID | None = None
        self._loaded = self._to_add = False
        self.errors = ErrorSummary()
        self.body.addWidget(self.errors)
        self._make_who()
        self._make_already()
        self._make_more()
        self._make_family()
        self.saved = text("", "second", wrap=False)
        self.do = button("Add the child", "Ctrl+Return", kind="filled", on=self.on_add)
        self.clear = button("Empty the form", on=self.on_clear)
        for each in (self.do, self.clear, self.saved):
            self.footer.addWidget(each)
        self.body.addStretch(1)
        self.draft = DraftKeeper(
            self, form="add_person", about=lambda: "", title=lambda: "Add a person", value=self.draft_value
        )
        self.draft.saved.connect(self.saved.setText)
        self._connect()
        self._on_kind(CHILD)

    # --- what it is made of ------------------------------------------------------------------------------------------

    def _make_who(self) -> None:
        card, rows = Card("Who it is"), RowStack()
        self.who = card
        self.kind = ChoicePills("What they are", KINDS, CHILD)
        self.lines = {
            "given": LineBox("First name"),
            "middle": LineBox("Middle names"),
            "family": LineBox("Family name"),
            "known_as": LineBox("Also known as"),
            "nhs_number": LineBox("NHS number", letters=14),
            "postcode": LineBox("Postcode", letters=10),
        }
        self.birth, self.expected = DateBoxes("Birth date"), DateBoxes("Expected date", may_be_unknown=False)
        self.rows: dict[str, LabelledRow] = {"kind": rows.add("What they are", self.kind)}
        for key in ("given", "middle", "family", "known_as"):
            self.rows[key] = rows.add(self.lines[key].accessibleName(), self.lines[key])
        self.rows["birth"] = rows.add("Birth date", self.birth)
        self.rows["expected"] = rows.add("Expected date", self.expected)
        card.add(rows)
        self.body.addWidget(card)

    def _make_already(self) -> None:
        self.already = Card("Here already?")
        self.already_told = text("", "second")
        self.hits = HitList(self, "Open")
        self.none_of_these = Tick("None of these is the person I mean")
        for part in (self.already_told, self.hits, self.none_of_these):
            self.already.add(part)
        self.body.addWidget(self.already)

    def _make_more(self) -> None:
        card, rows = Card("More about them"), RowStack()
        self.more = card
        self.sex, self.address = ChoicePills("Sex", SEXES), TextBox("Address", lines=2)
        self.rows["sex"] = rows.add("Sex", self.sex)
        self.rows["nhs_number"] = rows.add("NHS number", self.lines["nhs_number"])
        self.rows["address"] = rows.add(
            "Address", self.address, "One line below the other, without the postcode."
        )
        self.rows["postcode"] = rows.add("Postcode", self.lines["postcode"])
        card.add(rows)
        self.body.addWidget(card)

    def _make_family(self) -> None:
        self.family_card = Card("Family")
        self.family_told = text("", "second")
        self.finder = PersonFinder(self, "Relative", new_words="Will be added as an adult")
        self.relation = RelationEditor()
        for part in (self.family_told, self.finder, self.relation):
            self.family_card.add(part)
        self.rows["mother"] = self.finder.first_row
        self.body.addWidget(self.family_card)

    def _connect(self) -> None:
        self.kind.changed.connect(self._on_kind)
        boxes: list[Field] = [*self.lines.values(), self.birth, self.expected, self.address, self.sex]
        for box in boxes:
            box.changed.connect(lambda *_: self._on_typed())
        for key in ("given", "family"):
            self.lines[key].changed.connect(self._on_name)
        self.finder.changed.connect(self._on_typed)
        self.relation.changed.connect(self._on_typed)
        self.hits.shown.connect(self._on_hits)
        self.finder.list.shown.connect(self._order_stops)
        self.hits.chosen.connect(self._on_open)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the person beside whom somebody is added, or nothing; text comes with one's own draft."""
        if isinstance(value, UUID):
            self.beside = value
            self.ask(name_of, value, done=self.show_beside)

    def refresh(self) -> None:
        """Bring back one's own draft, once, and put the cursor into the form."""
        if not self._loaded:
            self._loaded = True
            self.ask(my_draft, "add_person", "", done=self._on_draft)
        if not self.is_written():
            self.kind.setFocus()

    def show_beside(self, name: str) -> None:
        """Say beside whom somebody is added; that one is family without being looked for."""
        self.family_told.setText(f"Beside {name}: say what {name} is to the one whom you add.")
        self.finder.hide()

    def _on_kind(self, kind: object) -> None:
        code = str(kind or CHILD)
        for key, row in self.rows.items():
            if key not in ("kind", "mother"):
                row.setVisible(key not in _NOT_ASKED[code])
        self.rows["given"].set_hint("Leave it empty, or write Twin 1 and Twin 2." if code == UNBORN else "")
        self.rows["family"].set_hint("Empty: the mother's family name." if code == UNBORN else "")
        self.do.setText(_DOES[code])
        self.do.setAccessibleName(_DOES[code])
        if self.beside is None:
            mother = "Who the mother is. An unborn child is found by her."
            self.family_told.setText(
                mother if code == UNBORN else "One relative may be added at once; others afterwards."
            )
        if code == UNBORN and self.relation.relation.value() is None:
            self.relation.relation.set_value("PAM")
        self._on_name()
        self._on_typed()

    def _on_name(self) -> None:
        self.none_of_these.setChecked(False)
        self.hits.look_for(f"{self.lines['given'].value()} {self.lines['family'].value()}")

    def _on_hits(self, hits: tuple[FoundHit, ...]) -> None:
        self.none_of_these.setVisible(bool(hits))
        typed = self.lines["given"].value() or self.lines["family"].value()
        nobody = (
            "Nobody of this name is here."
            if typed
            else "Those of the same name are shown here as you type it."
        )
        self.already_told.setText("Open one of them, or say that none of them is meant." if hits else nobody)
        self._order_stops()
        if self._to_add:
            self._to_add = False
            self.on_add()

    def _order_stops(self, *_: object) -> None:
        """Let Tab go as the eye goes, also through those who were found meanwhile."""
        cards = (self.errors, self.who, self.already, self.more)
        above = [
            part
            for card in cards
            for part in stops(card, (self.none_of_these,) if card is self.already else ())
        ]
        family = [*stops(self.finder), *stops(self.relation)]
        chain([self.errors, *above, *family, self.do, self.clear])

    def _on_open(self, hit: FoundHit) -> None:
        if hit.person_id is not None:
            self.go("casefile", hit.person_id)
        else:
            self.go("linking", None)

    # --- what is done ------------------------------------------------------------------------------------------------

    def new_person(self) -> NewPerson:
        """Give what stands in the form, for as far as it is asked of this kind of person."""
        kind = self.kind.value() or CHILD
        left_out = _NOT_ASKED[kind]
        words = {key: "" if key in left_out else box.value() for key, box in self.lines.items()}
        return NewPerson(
            kind=kind,
            birth=None if "birth" in left_out else self.birth.value(),
            expected=None if "expected" in left_out else self.expected.value(),
            sex="" if "sex" in left_out else self.sex.value() or "",
            lines=tuple(line.strip() for line in self.address.value().splitlines() if line.strip()),
            relations=self._relations(),
            **words,
        )

    def _relations(self) -> tuple[Relation, ...]:
        code = self.relation.relation.value() or ""
        responsible, lives_with = answer(self.relation.responsible), answer(self.relation.lives_with)
        if self.beside is not None:
            return (Relation(code, self.beside, None, {}, responsible, lives_with),) if code else ()
        return (self.finder.relation(code, responsible, lives_with),) if self.finder.is_said() else ()

    def _faults(self, new: NewPerson) -> list[tuple[str, LabelledRow]]:
        found = [(words, self.rows[name]) for name, words in faults(new, today()) if name in self.rows]
        for key, boxes in (("birth", self.birth), ("expected", self.expected)):
            if key not in _NOT_ASKED[new.kind] and boxes.problem():
                found = [each for each in found if each[1] is not self.rows[key]]
                found.append((boxes.problem(), self.rows[key]))
        if any(not each.relation for each in new.relations):
            found.append(("Say who they are to each other.", self.relation.rows[0]))
        return found

    def on_add(self) -> None:
        """Add the person, or say what is missing at its field; who is here already is looked for first."""
        if self.hits.asking:
            self._to_add = True
            self.hits.look()
            return
        for row in (*self.rows.values(), *self.relation.rows):
            row.set_problem("")
        new = self.new_person()
        wrong: list[tuple[str, QWidget]] = []
        for words, row in self._faults(new):
            row.set_problem(words)
            wrong.append((words, row.field))
        if self.hits.hits and not self.none_of_these.isChecked():
            wrong.append(
                ("Look who is here already, and say that none of them is meant.", self.none_of_these)
            )
        if self.errors.show_errors(wrong):
            self._order_stops()
            self.scroller.ensureWidgetVisible(self.errors)
            return
        self.run(add_person, new, place=propose_links, done=self._on_added, failed=self._on_failed)

    def _on_failed(self, error: DeskError) -> None:
        self.problem(error)

    def _on_added(self, added: Added) -> None:
        self.draft.finish()
        self._empty()
        if added.person is not None:
            self.say(f"Added: {added.reference}.")
            self.go("casefile", added.person)
        else:
            self.say("Added. Somebody here may be the same child: decide that now.")
            self.go("linking", added.candidate)

    def on_clear(self) -> None:
        """Empty the form and its draft."""
        self.draft.finish()
        self._empty()
        self.say("The form is empty.")
        self.kind.setFocus()

    # --- the draft ---------------------------------------------------------------------------------------------------

    def is_written(self) -> bool:
        """Say whether anything stands in the form."""
        boxes: list[Field] = [*self.lines.values(), self.address, self.birth, self.expected]
        return any(box.value() for box in boxes) or bool(self.finder.typed())

    def draft_value(self) -> dict[str, Any]:
        """Give what stands in the form, for its draft."""
        return {
            "kind": self.kind.value(),
            **{key: box.value() for key, box in self.lines.items()},
            "address": self.address.value(),
            "sex": self.sex.value(),
            "birth": _date_value(self.birth.value()),
            "expected": _date_value(self.expected.value()),
            "relative": self.finder.typed(),
            "relation": self.relation.relation.value(),
        }

    def set_draft_value(self, value: dict[str, Any]) -> None:
        """Put a draft back."""
        self.kind.set_value(value.get("kind") or CHILD)
        for key, box in self.lines.items():
            box.set_value(str(value.get(key) or ""))
        self.address.set_value(str(value.get("address") or ""))
        self.sex.set_value(value.get("sex"))
        for key, boxes in (("birth", self.birth), ("expected", self.expected)):
            boxes.set_value(from_value(value[key]) if value.get(key) else None)
        self.finder.set_typed(dict(value.get("relative") or {}))
        self.relation.relation.set_value(value.get("relation"))

    def _on_draft(self, draft: DraftShown | None) -> None:
        if draft is not None and not self.is_written():
            self.set_draft_value(dict(draft.value))

    def _on_typed(self) -> None:
        if hasattr(self, "draft") and self.is_written():
            self.draft.touch()

    def _empty(self) -> None:
        self.beside = None
        self.finder.show()
        self.set_draft_value({})
        self.relation.set_value({})
        self.errors.clear()
        self.saved.setText("")
        self._on_kind(CHILD)

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (Command("add_this_person", "Add this person", self.on_add, "Ctrl+Return"),)


def _date_value(given: GivenDate | None) -> dict[str, Any] | None:
    return None if given is None else given.to_value()
