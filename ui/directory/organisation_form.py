"""What is kept of one organisation, as fields: class and body in words, and what each flag means in law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.directory.classes import bodies, classes, flags, listed_words, only_body
from app.directory.organisations import OrganisationShown
from app.directory.schools import CLASS, SCHOOLS
from app.directory.values import Fault, OrganisationValues, school_code
from ui.parts import Card, ChoicePills, CodeBox, ErrorSummary, LabelledRow, LineBox, RowStack, Tick

CODE_HINT = "Short and lasting, such as OAK-1. For a school type the seven figures of authority and school."
CLASS_HINT = "The law's own list. It decides what may be shared with it, and within which limits."
LISTED = (("", "As follows from its body"), ("yes", "Listed"), ("no", "Not listed"))
LABELS = {
    "tells_people_apart": "Its references",
    "s16LA_listed": "Duty to share",
    "commissioned": "Arranged service",
    "competent_authority": "Law enforcement",
    "registered_landlord": "Social landlord",
}


class OrganisationForm(Card):
    """The fields of one organisation. Signals: ``changed()`` something else stands in a field."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("What it is")
        self._code = ""
        self._quiet = False
        self.errors = ErrorSummary()
        self.name_box = LineBox("Name", "as it shall stand on paper")
        self.code_box = LineBox("Code", letters=24)
        self.class_box = CodeBox("Class", ((each.code, each.title) for each in classes().values()))
        self.body_box = CodeBox("In law it is", ())
        self.parent_box = CodeBox("Part of", (), hint="nothing")
        self.listed = ChoicePills(flags()["s16LA_listed"].title, LISTED, "")
        self.ticks = {code: Tick(flag.title) for code, flag in flags().items() if code != "s16LA_listed"}
        self.rows: dict[str, LabelledRow] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        stack = RowStack()
        fields: tuple[tuple[str, str, QWidget, str], ...] = (
            ("name", "Name", self.name_box, ""),
            ("code", "Code", self.code_box, CODE_HINT),
            ("class", "Class", self.class_box, CLASS_HINT),
            ("body", "In law it is", self.body_box, ""),
            ("parent", "Part of", self.parent_box, ""),
        )
        for column, label, field, hint in fields:
            self.rows[column] = stack.add(label, field, hint)
        for code, flag in flags().items():
            field = self.listed if code == "s16LA_listed" else self.ticks[code]
            self.rows[code] = stack.add(LABELS[code], field, flag.meaning)
        self.add(self.errors)
        self.add(stack)

    def _connect(self) -> None:
        self.class_box.changed.connect(self._on_class)
        self.body_box.changed.connect(self._on_body)
        self.code_box.editingFinished.connect(self._on_code_left)
        for box in (self.name_box, self.code_box, self.class_box, self.body_box, self.parent_box):
            box.changed.connect(self._on_changed)
        self.listed.changed.connect(self._on_changed)
        for tick in self.ticks.values():
            tick.toggled.connect(self._on_changed)

    # --- what stands in it -------------------------------------------------------------------------------------------

    def offer_parents(self, rows: Iterable[OrganisationShown]) -> None:
        """Offer the organisations of which this one can be a part."""
        self._quiet = True
        self.parent_box.set_choices(
            (row.code, f"{row.name} ({row.code})") for row in rows if row.code != self._code
        )
        self._quiet = False

    def show_new(self) -> None:
        """Show empty fields for an organisation that is to be added."""
        self._show("", OrganisationValues("", ""))

    def show_organisation(self, row: OrganisationShown) -> None:
        """Show what is kept of an organisation; its code cannot be changed, for files and shares name it."""
        same = {name: getattr(row, name) for name in OrganisationValues.__dataclass_fields__}
        self._show(row.code, OrganisationValues(**same))

    def show_draft(self, draft: Mapping[str, Any]) -> None:
        """Put back what was being typed; what the form does not know is left."""
        known = {
            name: value for name, value in draft.items() if name in OrganisationValues.__dataclass_fields__
        }
        self._show(self._code, OrganisationValues(**{"code": self._code, "name": "", **known}))

    def draft(self) -> dict[str, Any]:
        """Give what stands in the fields, to be kept while it is typed."""
        values = self.values()
        return {name: getattr(values, name) for name in OrganisationValues.__dataclass_fields__}

    def values(self) -> OrganisationValues:
        """Give the fields as values."""
        return OrganisationValues(
            code=self._code or self.code_box.value(),
            name=self.name_box.value(),
            class_=self.class_box.value() or "",
            body=self.body_box.value() or "",
            parent=self.parent_box.value() or "",
            s16la_listed={"yes": True, "no": False}.get(self.listed.value() or ""),
            **{code: tick.isChecked() for code, tick in self.ticks.items()},
        )

    def _show(self, code: str, values: OrganisationValues) -> None:
        self._quiet = True
        self._code = code
        self.name_box.set_value(values.name)
        self.name_box.setCursorPosition(0)
        self.code_box.set_value(values.code)
        self.code_box.setReadOnly(bool(code))
        self.rows["code"].set_hint("It stays as it is: files and shares name it." if code else CODE_HINT)
        self.class_box.set_value(values.class_ or None)
        self._on_class(self.class_box.value())
        if values.body:
            self.body_box.set_value(values.body)
        self.parent_box.set_value(values.parent or None)
        listed = values.s16la_listed
        self.listed.set_value("" if listed is None else "yes" if listed else "no")
        for column, tick in self.ticks.items():
            tick.setChecked(getattr(values, column))
        self._on_body(self.body_box.value())
        self.clear_faults()
        self._quiet = False

    # --- what is wrong ------------------------------------------------------------------------------------------------

    def faults(self) -> tuple[Fault, ...]:
        """Name the boxes in which something stands that is not in their list."""
        boxes = (("class", self.class_box), ("body", self.body_box), ("parent", self.parent_box))
        return tuple(Fault(column, box.problem()) for column, box in boxes if box.problem())

    def show_faults(self, faults: Iterable[Fault]) -> None:
        """Say beside each field what is wrong, and above them all of it; with none the form is plain again."""
        self.clear_faults()
        said: list[tuple[str, QWidget]] = []
        for fault in faults:
            row = self.rows.get(fault.column, self.rows["name"])
            words = _in_words(fault)
            row.set_problem(words)
            said.append((words, row.field))
        self.errors.show_errors(said)
        before: QWidget = self.errors
        for line in self.errors.findChildren(QPushButton):  # they came last, and Tab shall find them on top
            if not line.isHidden():
                self.setTabOrder(before, line)
                before = line

    def clear_faults(self) -> None:
        """Take every problem away."""
        for row in self.rows.values():
            row.set_problem("")
        self.errors.clear()

    # --- what follows from what --------------------------------------------------------------------------------------

    def _on_class(self, code: object) -> None:
        """Offer the bodies of the class; one that has a single body needs no second choice."""
        found = classes().get(str(code or ""))
        choices = found.bodies if found else ()
        self.body_box.set_choices((body, bodies()[body].title) for body in choices)
        if found and only_body(found.code):
            self.body_box.set_value(found.bodies[0])
        self.rows["body"].setVisible(bool(found) and len(choices) != 1)

    def _on_body(self, code: object) -> None:
        follows = listed_words(str(code or ""))
        meaning = flags()["s16LA_listed"].meaning
        self.rows["s16LA_listed"].set_hint(f"{meaning} Its body: {follows}." if follows else meaning)

    def _on_code_left(self) -> None:
        """Take seven figures as a school's number, and fill in what every school is."""
        code = school_code(self.code_box.value())
        if not code or self._code or code == self.code_box.value():
            return
        self.code_box.set_value(code)
        if self.class_box.value() is None:
            self.class_box.set_value(CLASS)
            self.ticks["tells_people_apart"].setChecked(True)
        if self.parent_box.value() is None:
            self.parent_box.set_value(SCHOOLS)

    def _on_changed(self, *_value: object) -> None:
        if not self._quiet:
            self.changed.emit()


def _in_words(fault: Fault) -> str:
    """Say a fault as the form does: the list that the command line prints stands in the box itself."""
    for column, words in (
        ("class", "Choose its class from the list."),
        ("body", "Choose what it is in law from the list."),
    ):
        if fault.column == column and fault.words.endswith(".") and ": " in fault.words:
            return words
    return fault.words
