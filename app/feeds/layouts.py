"""Which layout fits a file, and is a layout itself in order? Layouts are data (TOML); the format is told in
``resources/layouts/README.md``.

Beyond the fields of the format itself a layout may say ``organisations`` (codes, ``*`` at the end stands for any rest),
``closing`` (a pattern of the last line that is no person; its group is the count), ``group_row``, ``[household]``,
``[role] unborn, deceased``, and in a source ``pattern``, ``joint``, ``label``, ``optional`` and ``codes`` as the name of a
list in ``resources/codes``.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from app.errors import RefusedInput
from app.feeds.cleaning import SPLITS
from app.feeds.cleaning_dates import KNOWN_FORMS
from app.feeds.codes import code_words, list_names
from app.feeds.layout_shape import (
    PARTED_FIELDS,
    SIMPLE_FIELDS,
    ContactRule,
    EventRule,
    FieldRule,
    HouseholdRule,
    JoinRule,
    Layout,
    ReferenceRule,
    RoleRule,
    Source,
    Withheld,
)
from resources import FOLDER, text

SCHEMA = "mash-desk/layout/1"
FORMATS = ("csv", "xlsx", "ctf", "auto")
ROWS = ("person", "person_in_event", "household_member")
_TOP = {
    *(
        "schema",
        "name",
        "format",
        "organisations",
        "separator",
        "encoding",
        "sheet",
        "header_row",
        "group_row",
    ),
    *(
        "row_is",
        "closing",
        "file",
        "reference",
        "person",
        "contact",
        "role",
        "household",
        "event",
        "join",
        "ignore",
    ),
}
_SOURCE_KEYS = {
    *(
        "column",
        "columns",
        "joint",
        "forms",
        "placeholders",
        "split",
        "codes",
        "kind",
        "pattern",
        "label",
        "optional",
    )
}


class NoLayoutFits(RefusedInput):
    """A file for which no layout is known; somebody may say which column is which."""


class LayoutFault(RefusedInput):
    """A layout that is not in order; the sentence names the line."""


class _Reader:
    """Reads one layout text; knows on which line a key stands."""

    def __init__(self, name: str, toml: str) -> None:
        self.name = name
        self.lines = toml.splitlines()
        try:
            self.data = tomllib.loads(toml)
        except tomllib.TOMLDecodeError as error:
            raise LayoutFault(
                f"The layout {name} is not written in the layout format: {error}.",
                next_step="Mend the line that is named, or make the layout again.",
            ) from error

    def line_of(self, section: str, key: str) -> int:
        """Find the line of a key in a section (empty for the top); 0 when it cannot be told."""
        here = section == ""
        for number, line in enumerate(self.lines, start=1):
            head = re.match(r"\s*\[\[?\s*([\w.]+)\s*\]\]?", line)
            if head:
                here = head[1] == section
                if (here and not key) or (key and head[1] == f"{section}.{key}"):
                    return number
            elif here and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
                return number
        return 0

    def refuse(self, what: str, section: str, key: str) -> LayoutFault:
        line = self.line_of(section, key) or self.line_of(section, "")
        where = f"Line {line} of the layout {self.name}" if line else f"The layout {self.name}"
        return LayoutFault(f"{where} {what}.", next_step="Mend the layout and try again.")

    def source(self, said: Any, section: str, key: str) -> Source:
        """Read a source: a column's name, or a table with how to read it."""
        line = self.line_of(section, key)
        if isinstance(said, str):
            return Source((said,), line)
        if isinstance(said, list):
            return Source(tuple(str(column) for column in said), line, joint="\n")
        if not isinstance(said, dict):
            raise self.refuse(f"does not name a column for {key}", section, key)
        for option in said.keys() - _SOURCE_KEYS:
            raise self.refuse(f"has the unknown option {option} for {key}", section, key)
        columns = said.get("columns") or said.get("column")
        columns = (columns,) if isinstance(columns, str) else tuple(columns or ())
        if not columns:
            raise self.refuse(f"does not name a column for {key}", section, key)
        self._check_options(said, section, key)
        return Source(
            columns,
            line,
            joint=said.get("joint", " "),
            forms=tuple(said.get("forms", ())),
            placeholders=tuple(said.get("placeholders", ())),
            split=said.get("split", ""),
            codes=self._codes(said.get("codes"), section, key),
            kind=said.get("kind", ""),
            pattern=said.get("pattern", ""),
            label=said.get("label", ""),
            optional=bool(said.get("optional", False)),
        )

    def _check_options(self, said: Mapping[str, Any], section: str, key: str) -> None:
        for form in said.get("forms", ()):
            if form not in KNOWN_FORMS:
                raise self.refuse(f"names the date form {form}, which the desk does not know", section, key)
        if said.get("split", SPLITS[0]) not in SPLITS:
            raise self.refuse(f"splits names as {said['split']}, which the desk does not know", section, key)
        try:
            re.compile(said.get("pattern", ""))
        except re.error as error:
            raise self.refuse(f"has a pattern that cannot be read for {key}", section, key) from error

    def _codes(self, said: Any, section: str, key: str) -> Mapping[str, str] | None:
        if said is None:
            return None
        if isinstance(said, str):
            if said not in list_names():
                raise self.refuse(f"names the code list {said}, which the desk does not have", section, key)
            return {code: label or code for code, label in code_words(said).items()}
        if not isinstance(said, dict):
            raise self.refuse(f"has codes for {key} that are no table", section, key)
        return {str(given): str(code) for given, code in said.items()}

    def fields(
        self, said: Mapping[str, Any], section: str, beside: frozenset[str] = frozenset()
    ) -> tuple[FieldRule, ...]:
        """Read the fields of a person; an unknown field is refused with its line."""
        rules = []
        for name, value in said.items():
            if name in beside:
                continue
            if name in PARTED_FIELDS:
                rules.append(self._parted(name, value, section))
            elif name in SIMPLE_FIELDS:
                rules.append(FieldRule(name, self.source(value, section, name)))
            else:
                raise self.refuse(f"names the field {name}, which the desk does not know", section, name)
        return tuple(rules)

    def _parted(self, name: str, said: Any, section: str) -> FieldRule:
        if not isinstance(said, dict):
            return FieldRule(name, parts={PARTED_FIELDS[name][0]: self.source(said, section, name)})
        parts = {}
        for part, value in said.items():
            if part in ("kind", "withheld_when"):
                continue
            if part not in PARTED_FIELDS[name]:
                raise self.refuse(
                    f"gives {name} the part {part}, which the desk does not know", section, name
                )
            parts[part] = self.source(value, section, name)
        withheld = self._withheld(said["withheld_when"], section, name) if "withheld_when" in said else None
        kind = said.get("kind", "")
        if isinstance(kind, dict):
            return FieldRule(
                name, parts=parts, kind_source=self.source(kind, section, name), withheld=withheld
            )
        return FieldRule(name, parts=parts, kind=str(kind), withheld=withheld)

    def _withheld(self, said: Mapping[str, Any], section: str, key: str) -> Withheld:
        for option in said.keys() - {"column", "equals", "contains", "filled", "same"}:
            raise self.refuse(f"has the unknown option {option} in withheld_when", section, key)
        return Withheld(
            self.source({"column": said.get("column", "")}, section, key),
            _texts(said.get("equals")),
            _texts(said.get("contains")),
            bool(said.get("filled", False)),
            str(said.get("same", "")),
        )

    def event(self, said: Mapping[str, Any], section: str) -> EventRule:
        """Read how an event is told; ``text`` may be one source or a list of them."""
        for key in said.keys() - {"reference", "kind", "date", "text", "details", "same_as", "tag"}:
            raise self.refuse(f"has the unknown key {key} for an event", section, key)
        if "kind" not in said:
            raise self.refuse("has an event without a kind", section, "kind")
        return EventRule(
            kind=str(said["kind"]),
            reference=self.source(said["reference"], section, "reference") if "reference" in said else None,
            date=self.source(said["date"], section, "date") if "date" in said else None,
            text=self._several(said.get("text", []), section, "text"),
            details=self._several(said.get("details", []), section, "details"),
            same_as=_texts(said.get("same_as")),
            tag=str(said.get("tag", "")),
        )

    def _several(self, said: Any, section: str, key: str) -> tuple[Source, ...]:
        return tuple(self.source(each, section, key) for each in (said if isinstance(said, list) else [said]))


def _texts(said: Any) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(str(each) for each in said or ())


def load_layout(name: str, toml: str) -> Layout:
    """Read and check one layout; refused with ``LayoutFault`` naming the line that is wrong."""
    reader = _Reader(name, toml)
    try:
        return _checked(reader, toml)
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # what a layout says is anybody's word
        raise LayoutFault(
            f"The layout {name} holds a value of another kind than its key takes.",
            next_step="Compare it with a layout that is read, such as one that the desk saves.",
        ) from error


def _checked(reader: _Reader, toml: str) -> Layout:
    name, data = reader.name, reader.data
    if data.get("schema") != SCHEMA:
        raise reader.refuse(f"does not say the schema {SCHEMA}, the only one the desk reads", "", "schema")
    for key in data.keys() - _TOP:
        raise reader.refuse(f"has the unknown key {key}", "", key)
    if data.get("format") not in FORMATS:
        raise reader.refuse("does not say one of the formats csv, xlsx, ctf, auto", "", "format")
    if data.get("row_is", "person") not in ROWS:
        raise reader.refuse(f"says row_is {data['row_is']}, which the desk does not know", "", "row_is")
    ignore = data.get("ignore", {})
    return Layout(
        name=str(data.get("name", name)),
        version=hashlib.sha256(toml.encode()).hexdigest()[:12],
        format=data["format"],
        organisations=tuple(data.get("organisations", ("*",))),
        separator=data.get("separator", "auto"),
        encoding=data.get("encoding", "auto"),
        sheet=data.get("sheet", ""),
        header_row=int(data.get("header_row", 1)),
        group_row=int(data.get("group_row", 0)),
        row_is=data.get("row_is", "person"),
        closing=data.get("closing", ""),
        file=data.get("file", ""),
        reference=_reference(reader, data),
        person=reader.fields(data.get("person", {}), "person"),
        contacts=tuple(_contact(reader, said) for said in data.get("contact", [])),
        role=_role(reader, data.get("role", {})),
        household=_household(reader, data.get("household")),
        event=reader.event(data["event"], "event") if "event" in data else None,
        joins=tuple(_join(reader, said) for said in data.get("join", [])),
        ignore=tuple(ignore.get("columns", ())),
        ignore_groups=tuple(ignore.get("groups", ())),
    )


def _reference(reader: _Reader, data: Mapping[str, Any]) -> ReferenceRule:
    said = data.get("reference", {})
    for key in said.keys() - {"column", "columns", "joint", "made_from", "tells_people_apart"}:
        raise reader.refuse(f"has the unknown key {key} for the reference", "reference", key)
    made_from = _texts(said.get("made_from"))
    column = {key: said[key] for key in ("column", "columns", "joint") if key in said}
    if data.get("format") != "ctf" and not made_from and not column:
        raise reader.refuse("says neither a column nor made_from for the reference", "reference", "column")
    source = (
        reader.source(column, "reference", "column" if "column" in column else "columns") if column else None
    )
    return ReferenceRule(
        source,
        made_from,
        bool(said.get("tells_people_apart", False)),
        reader.line_of("reference", "made_from"),
    )


def _contact(reader: _Reader, said: Mapping[str, Any]) -> ContactRule:
    beside = frozenset(("part", "relation", "parental_responsibility"))
    fields = reader.fields(said, "contact", beside)
    relation = said.get("relation", "")
    if isinstance(relation, dict):
        source = reader.source({k: v for k, v in relation.items() if k != "codes"}, "contact", "relation")
        codes = {str(k): str(v) for k, v in relation.get("codes", {}).items()}
        relation, relation_source = "", source
    else:
        codes, relation_source = {}, None
    responsibility = said.get("parental_responsibility")
    return ContactRule(
        part=str(said.get("part", "contact")),
        fields=fields,
        relation=str(relation),
        relation_source=relation_source,
        relation_codes=codes,
        responsibility=reader.source(responsibility, "contact", "parental_responsibility")
        if responsibility
        else None,
    )


def _role(reader: _Reader, said: Mapping[str, Any]) -> RoleRule:
    for key in said.keys() - {"column", "child", "unborn", "deceased"}:
        raise reader.refuse(f"has the unknown key {key} for the role", "role", key)
    source = reader.source(said["column"], "role", "column") if "column" in said else None
    return RoleRule(
        source, _texts(said.get("child")), _texts(said.get("unborn")), _texts(said.get("deceased"))
    )


def _household(reader: _Reader, said: Mapping[str, Any] | None) -> HouseholdRule | None:
    if said is None:
        return None
    for key in ("column", "relation", "head"):
        if key not in said:
            raise reader.refuse(f"does not say {key} for the household", "household", key)
    return HouseholdRule(
        said["column"], said["head"], said["relation"], reader.line_of("household", "column")
    )


def _join(reader: _Reader, said: Mapping[str, Any]) -> JoinRule:
    if "on" not in said or "event" not in said or not ("file" in said or "sheet" in said):
        raise reader.refuse("has a join without on, event, and file or sheet", "join", "on")
    return JoinRule(
        file=str(said.get("file", "")),
        sheet=str(said.get("sheet", "")),
        header_row=int(said.get("header_row", 1)),
        on=str(said["on"]),
        line=reader.line_of("join", "on"),
        event=reader.event(said["event"], "join.event"),
        ignore=_texts(said.get("ignore")),
    )


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """Give the layouts that come with the desk, in the order of their names."""
    names = sorted(path.name for path in (FOLDER / "layouts").glob("*.toml"))
    return tuple(load_layout(name, text(f"layouts/{name}")) for name in names)


def fits_organisation(layout: Layout, code: str) -> bool:
    """Say whether a layout is for an organisation; ``SCH-*`` in it stands for every code that begins so."""
    return any(fnmatchcase(code.upper(), said) for said in layout.organisations)


def choose_layouts(code: str, form: str) -> tuple[Layout, ...]:
    """Give the shipped layouts for an organisation's code and a file's form (csv, xlsx, ctf); refused when none fits."""
    fitting = tuple(
        layout
        for layout in shipped_layouts()
        if layout.format in (form, "auto") and fits_organisation(layout, code)
    )
    if fitting:
        return fitting
    forms = {"csv": "a CSV file", "xlsx": "an Excel workbook", "ctf": "a Common Transfer File"}
    raise NoLayoutFits(
        f"No layout fits {forms.get(form, 'a file of this form')} from {code}.",
        kept="Nothing was brought in.",
        next_step="Choose the right sender, or say how the file is laid out (a layout of your own).",
    )
