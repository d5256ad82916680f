"""How is one kind of statement written: a name, a date, a telephone number with what is safe, a warning, a relation?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from app.clock import LONDON, now_utc
from app.dates import from_day, from_value
from app.errors import RefusedInput
from app.people.cautions import warning_value
from app.people.contacts import ADDRESS_KINDS, PHONE_KINDS, SAFE, contact_value
from app.people.relating import relation_value
from app.vocabulary import codes
from ui.parts import ChoicePills, CodeBox, DateBoxes, LabelledRow, LineBox, RowStack, TextBox

#: What can stand in a row of an editor.
Field = LineBox | TextBox | ChoicePills | DateBoxes | CodeBox
YES_NO = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))
_ANSWER = {"yes": True, "no": False}
SEXES = (("F", "Female"), ("M", "Male"), ("U", "Not known"))


def answer(pills: ChoicePills) -> bool | None:
    """Give yes, no, or None where it is not known or not answered."""
    return _ANSWER.get(pills.value() or "")


def shown_answer(value: object) -> str | None:
    """Give the pill of an answer that is kept; nothing is chosen where nobody answered."""
    return "yes" if value is True else "no" if value is False else None


def today() -> date:
    """Give this day."""

    return now_utc().astimezone(LONDON).date()


class Editor(RowStack):
    """The fields of one kind of statement. ``value`` raises ``RefusedInput`` in whole sentences where they hold none.

    Signals: ``changed()`` something else stands in them.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[LabelledRow] = []

    def put(self, label: str, field: Field, hint: str = "") -> LabelledRow:
        """Add a row whose changes are changes of the editor."""
        row = self.add(label, field, hint)
        self.rows.append(row)
        field.changed.connect(lambda *_: self.changed.emit())
        return row

    def value(self) -> dict[str, Any]:
        """Give the value of the statement."""
        raise RefusedInput("Nothing was written.", kept="Nothing was changed.")

    def draft(self) -> dict[str, Any]:
        """Give what stands in the fields as far as it goes, for a draft."""
        try:
            return self.value()
        except RefusedInput:
            return {}

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show what is to be corrected, or nothing."""

    def is_written(self) -> bool:
        """Say whether anything was written."""
        return False

    def show_problem(self, words: str) -> None:
        """Say at the first field what is wrong, and go there; nothing takes it back."""
        for row in self.rows:
            row.set_problem("")
        if words and self.rows:
            self.rows[0].set_problem(words)
            self.rows[0].field.setFocus()


class TextEditor(Editor):
    """Words: a note, another name."""

    def __init__(self, label: str, *, lines: int = 3, hint: str = "") -> None:
        super().__init__()
        self.words = TextBox(label, lines=lines)
        self.put(label, self.words, hint)

    def value(self) -> dict[str, Any]:
        """Give the words."""
        return {"text": _needed(self.words.value(), "Write what you know.")}

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show words."""
        self.words.set_value(str(value.get("text") or ""))

    def is_written(self) -> bool:
        """Say whether there are words."""
        return bool(self.words.value())


class NumberEditor(Editor):
    """One line that is a number."""

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__()
        self.line = LineBox(label)
        self.put(label, self.line, hint)

    def value(self) -> dict[str, Any]:
        """Give the number as typed; it is checked where it is kept."""
        return {"value": _needed(self.line.value(), "Write the number.")}

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show a number."""
        self.line.set_value(str(value.get("value") or ""))

    def is_written(self) -> bool:
        """Say whether there is a number."""
        return bool(self.line.value())


class NameEditor(Editor):
    """A name in its parts; parts that are not shown here stay as they were."""

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, Any] = {}
        self.parts = {
            "given": LineBox("First name"),
            "middle": LineBox("Middle names"),
            "family": LineBox("Family name"),
            "former_family": LineBox("Former family name"),
        }
        for box in self.parts.values():
            self.put(box.accessibleName(), box)

    def value(self) -> dict[str, Any]:
        """Give the name without empty parts."""
        given = {key: box.value() for key, box in self.parts.items()}
        if not (given["given"] or given["family"]):
            raise RefusedInput(
                "Write at least one name: first name or family name.", kept="Nothing was changed."
            )
        return {key: part for key, part in (self._before | given).items() if part}

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show a name."""
        self._before = dict(value)
        for key, box in self.parts.items():
            box.set_value(str(value.get(key) or ""))

    def is_written(self) -> bool:
        """Say whether any part is written."""
        return any(box.value() for box in self.parts.values())


class DateEditor(Editor):
    """A date of which some may be missing."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.date = DateBoxes(label, may_be_unknown=False)
        self.put(label, self.date)

    def value(self) -> dict[str, Any]:
        """Give the date."""
        given = self.date.value()
        problem = self.date.problem() or ("" if given else "Write the date; the year is enough.")
        if problem or given is None:
            raise RefusedInput(problem, kept="Nothing was changed.")
        return {"date": given.to_value()}

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show a date."""
        self.date.set_value(from_value(value.get("date")) if value.get("date") else None)

    def is_written(self) -> bool:
        """Say whether any box is written in."""
        return self.date.value() is not None or bool(self.date.problem())


class SexEditor(Editor):
    """The sex as recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.pills = ChoicePills("Sex", SEXES)
        self.put("Sex", self.pills)

    def value(self) -> dict[str, Any]:
        """Give the code."""
        return {"code": _needed(self.pills.value() or "", "Choose one.")}

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show a code."""
        self.pills.set_value(value.get("code"))

    def is_written(self) -> bool:
        """Say whether one is chosen."""
        return self.pills.value() is not None


class ContactEditor(Editor):
    """A telephone number, an e-mail or an address, with what is safe: yes, no, not known; nothing is assumed."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self.way = way
        label = {"phone": "Number", "email": "E-mail", "address": "Address"}[way]
        self.line = TextBox(label, lines=2) if way == "address" else LineBox(label)
        self.postcode, self.kind = LineBox("Postcode", letters=10), ChoicePills("Which", PHONE_KINDS)
        self.put(
            label, self.line, "One line below the other, without the postcode." if way == "address" else ""
        )
        if way == "address":
            self.put("Postcode", self.postcode)
            self.kind.set_choices(ADDRESS_KINDS)
        if way != "email":
            self.put("Which", self.kind)
        self.safe = {name: ChoicePills(words, YES_NO) for name, words in SAFE[way]}
        for pills in self.safe.values():
            self.put(pills.accessibleName(), pills)

    def value(self) -> dict[str, Any]:
        """Give the value with what is safe."""
        given = self.line.value()
        safe = {name: answer(pills) for name, pills in self.safe.items()}
        reached = given.splitlines() if self.way == "address" else given
        return contact_value(
            self.way, reached, kind=self.kind.value() or "", postcode=self.postcode.value(), safe=safe
        )

    def draft(self) -> dict[str, Any]:
        """Give what stands in the fields, whether it reaches anybody or not."""
        given = self.line.value()
        value: dict[str, Any] = {"lines": given.splitlines()} if self.way == "address" else {"value": given}
        value |= {"postcode": self.postcode.value(), "kind": self.kind.value()}
        return value | {name: answer(pills) for name, pills in self.safe.items()}

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show a value."""
        self.line.set_value("\n".join(value.get("lines") or ()) or str(value.get("value") or ""))
        self.postcode.set_value(str(value.get("postcode") or ""))
        self.kind.set_value(value.get("kind"))
        for name, pills in self.safe.items():
            pills.set_value(shown_answer(value.get(name)))

    def is_written(self) -> bool:
        """Say whether there is anything to reach somebody at."""
        return bool(self.line.value() or self.postcode.value())


class WarningEditor(Editor):
    """What must be known before somebody knocks, and by when it is looked at again."""

    def __init__(self) -> None:
        super().__init__()
        self.words = TextBox("Warning", lines=2)
        self.review = DateBoxes("Review by", may_be_unknown=False)
        self.review.about.hide()
        self.put(
            "Warning",
            self.words,
            "It stands on every page about this person, and on papers if you choose it.",
        )
        self.put("Review by", self.review, "A warning that is late to be reviewed comes onto the worklist.")

    def value(self) -> dict[str, Any]:
        """Give the warning with its day."""
        return warning_value(self.words.value(), self.review.value(), today())

    def draft(self) -> dict[str, Any]:
        """Give the words, and the day where it is whole."""
        review = self.review.value()
        day = review.exact if review is not None else None
        return {"text": self.words.value(), "review": day.isoformat() if day else ""}

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show a warning."""
        self.words.set_value(str(value.get("text") or ""))
        review = str(value.get("review") or "")
        self.review.set_value(from_day(date.fromisoformat(review)) if review else None)

    def is_written(self) -> bool:
        """Say whether there are words."""
        return bool(self.words.value())

    def show_problem(self, words: str) -> None:
        """Say it at the day, where the words are there."""
        super().show_problem("" if self.words.value() else words)
        if words and self.words.value():
            self.rows[1].set_problem(words)
            self.review.setFocus()


class RelationEditor(Editor):
    """Who somebody is, whether they hold parental responsibility, whether they live with the one who is open."""

    def __init__(self) -> None:
        super().__init__()
        self._other = ""
        self.relation = CodeBox("They are the", codes("relation"))
        self.responsible = ChoicePills("Parental responsibility", YES_NO)
        self.lives_with = ChoicePills("Lives with them", YES_NO)
        self.put(
            "They are the",
            self.relation,
            "What they are to this person: mother, brother or sister, grandparent.",
        )
        self.put(
            "Parental responsibility", self.responsible, "Ask; a father or a step parent may not hold it."
        )
        self.put("Lives with them", self.lives_with)

    def code(self) -> str:
        """Give the relation's code; refused where none of the list is chosen."""
        return _needed(self.relation.value() or "", "Choose who they are from the list.")

    def value(self) -> dict[str, Any]:
        """Give the relation to the one it was said of."""
        return relation_value(self._other, self.code(), answer(self.responsible), answer(self.lives_with))

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show a relation."""
        self._other = str(value.get("other") or "")
        self.relation.set_value(value.get("relation"))
        self.responsible.set_value(shown_answer(value.get("parental_responsibility")))
        self.lives_with.set_value(shown_answer(value.get("lives_with")))

    def is_written(self) -> bool:
        """Say whether a relation is chosen."""
        return self.relation.value() is not None


def _needed(words: str, otherwise: str) -> str:
    if not words.strip():
        raise RefusedInput(otherwise, kept="Nothing was changed.")
    return words.strip()


#: What may be recorded, in the order in which it is offered, and the words of each.
KINDS = (
    ("phone", "Telephone"),
    ("email", "E-mail"),
    ("address", "Address"),
    ("warning", "Warning"),
    ("note", "Note"),
    ("alias", "Also known as"),
    ("name", "Name"),
    ("birth", "Birth date"),
    ("sex", "Sex"),
    ("nhs_number", "NHS number"),
)


def editor_of(group: str) -> Editor:
    """Make the fields in which a statement of a group is written or corrected."""
    if group in SAFE:
        return ContactEditor(group)
    if group in ("birth", "expected", "death"):
        return DateEditor(dict(codes("group"))[group].capitalize())
    if group in ("nhs_number", "upn", "former_upn", "uln"):
        return NumberEditor(dict(codes("group"))[group])
    made = {"name": NameEditor, "sex": SexEditor, "warning": WarningEditor, "relation": RelationEditor}
    return made[group]() if group in made else TextEditor("In your words")
