"""What does a row say of one person: every field of a layout, read into statements with what looked odd. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.feeds import cleaning
from app.feeds.cleaning_dates import DateRules, expected_in, read_age, read_date
from app.feeds.codes import own_codes, said_as
from app.feeds.layout_shape import FieldRule, Source, Withheld
from app.feeds.records import ReadStatement
from app.feeds.row_cells import RowCells

SEXES = {"M": "M", "F": "F", "U": "U", "Male": "M", "Female": "F", "Unknown": "U", "Boy": "M", "Girl": "F"}
_NAME_PARTS = {
    "family_name": "family",
    "given_names": "given",
    "middle_names": "middle",
    "title": "title",
    "preferred_family_name": "preferred_family",
    "preferred_given_names": "preferred_given",
    "former_family_name": "former_family",
}
_LISTS = {
    "ethnicity": "ethnicity",
    "disability": "cin_disability",
    "language": "language",
    "sen": "sen_provision",
}


@dataclass
class PersonRead:
    """What was read of one person: statements, flags (field, text, sentence), and what decides whether it is a child."""

    row: RowCells
    statements: list[ReadStatement] = field(default_factory=list)
    flags: list[tuple[str, str, str]] = field(default_factory=list)
    birth: date | None = None
    years: int | None = None
    unborn: bool = False
    nhs_number: str = ""

    def say(self, group: str, value: dict[str, Any], *, as_given: str = "", usable: bool = True) -> None:
        """Add a statement of this row."""
        self.statements.append(
            ReadStatement(group, value, self.row.said_on, as_given, usable, self.row.place)
        )

    def flag(self, column: str, as_given: str, what: str) -> None:
        """Point out what is odd about a cell."""
        if what:
            self.flags.append((column, as_given, what))

    @property
    def is_child(self) -> bool | None:
        """Whether the age says child; None when no age is known."""
        if self.unborn:
            return True
        if self.birth is not None:
            at = _day(self.row.said_on) or self.row.today
            return (
                at.year - self.birth.year - ((at.month, at.day) < (self.birth.month, self.birth.day))
            ) < 18
        return None if self.years is None else self.years < 18


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if len(iso) == 10 else None


def read_person(rules: tuple[FieldRule, ...], row: RowCells) -> PersonRead:
    """Read all fields of one person from a row."""
    read = PersonRead(row)
    _read_name(rules, read)
    for rule in rules:
        if rule.name in _READERS and (rule.parts or row.get(rule.source)):
            _READERS[rule.name](rule, read)
    return read


def _read_name(rules: tuple[FieldRule, ...], read: PersonRead) -> None:
    value: dict[str, str] = {}
    left: list[str] = []
    for rule in rules:
        if rule.source is None or not (rule.name in _NAME_PARTS or rule.name == "name"):
            continue
        text = cleaning.one_line(read.row.get(rule.source))
        if not text:
            continue
        column = rule.source.columns[0]
        read.flag(column, text, cleaning.name_oddity(text))
        part = _NAME_PARTS.get(rule.name, "")
        found = cleaning.split_name(text, rule.source.split) if rule.source.split else {part: text}
        for key, words in found.items():
            if key in ("family", "given") and cleaning.is_no_name(words):
                left.append(words)
                read.flag(
                    column,
                    words,
                    "This stands where a name should be, and is none; it is not used as a name.",
                )
            else:
                value[key] = words
    if cleaning.speaks_of_unborn(value.get("given", "")) and any(cleaning.speaks_of_unborn(w) for w in left):
        left.append(value["given"])
        value["family"] = " ".join(value.pop("given").split()[1:])
    if value or left:
        usable = bool(value.get("family") or value.get("given"))
        read.say("name", dict(value), as_given=" ".join(left), usable=usable)


def _birth(rule: FieldRule, read: PersonRead) -> None:
    source = _source(rule)
    text = read.row.get(source)
    ahead = expected_in(text)
    if ahead:
        _expected_text(ahead, source, read)
        return
    found = read_date(text, read.row.rules(source, of_birth=True), read.row.today)
    read.flag(source.columns[0], text, found.why)
    read.say("birth", {"date": found.value}, as_given="" if found.usable else text, usable=found.usable)
    if found.usable:
        read.birth = found.date.exact


def _expected_text(text: str, source: Source, read: PersonRead) -> None:
    found = read_date(text, DateRules(source.forms, may_lie_ahead=True), read.row.today)
    read.flag(source.columns[0], text, found.why)
    read.say("expected", {"date": found.value}, as_given="" if found.usable else text, usable=found.usable)
    read.unborn = True


def _expected(rule: FieldRule, read: PersonRead) -> None:
    _expected_text(read.row.get(_source(rule)), _source(rule), read)


def _death(rule: FieldRule, read: PersonRead) -> None:
    source = _source(rule)
    text = read.row.get(source)
    found = read_date(text, read.row.rules(source), read.row.today)
    read.flag(source.columns[0], text, found.why)
    read.say("death", {"date": found.value}, as_given="" if found.usable else text, usable=found.usable)


def _age(rule: FieldRule, read: PersonRead) -> None:
    source = _source(rule)
    text = cleaning.one_line(read.row.get(source))
    ahead = expected_in(text)
    if ahead:
        _expected_text(ahead, source, read)
        return
    if text.upper() == "UNBORN":
        read.unborn = True
        read.say("age", {"text": text})
        return
    value = read_age(text)
    if value is None:
        read.flag(source.columns[0], text, "This age is no number of years or months; it is kept as given.")
        read.say("age", {"text": text}, as_given=text, usable=False)
        return
    read.say("age", value)
    read.years = value["years"] if "years" in value else value["months"] // 12
    _compare_age(source, text, value, read)


def _compare_age(source: Source, text: str, value: dict[str, Any], read: PersonRead) -> None:
    at = _day(read.row.said_on)
    if at is None or read.birth is None or value.get("estimated"):
        return
    by_date = at.year - read.birth.year - ((at.month, at.day) < (read.birth.month, read.birth.day))
    if read.years is not None and abs(by_date - read.years) > 1:
        read.flag(source.columns[0], text, "The age does not fit the birth date.")


def _sex(rule: FieldRule, read: PersonRead) -> None:
    source = _source(rule)
    text = read.row.get(source)
    found = cleaning.read_code(text, source.codes or SEXES)
    if found.usable:
        read.say("sex", {"code": found.value})
    else:
        read.flag(source.columns[0], text, found.why)
        read.say("sex", {"text": text}, as_given=text, usable=False)


def _coded(rule: FieldRule, read: PersonRead) -> None:
    source = _source(rule)
    text = cleaning.one_line(read.row.get(source))
    if source.kind == "text":
        read.say(rule.name, {"text": _labelled(source, text)})
        return
    name = _LISTS[rule.name]
    found = cleaning.read_code(text, source.codes or own_codes(name))
    value: dict[str, Any] = {"text": text}
    if found.usable:
        code = found.value
        value = {"provision": code} if rule.name == "sen" else {"code": code, "text": said_as(name, code)}
    else:
        read.flag(source.columns[0], text, found.why)
    if rule.name == "language":
        value["kind"] = source.kind or "F"
    read.say(rule.name, value, as_given="" if found.usable else text, usable=found.usable)


def _labelled(source: Source, text: str) -> str:
    return f"{source.label}: {text}" if source.label else text


def _words(rule: FieldRule, read: PersonRead) -> None:
    source = _source(rule)
    text = cleaning.plain_text(read.row.get(source))
    if source.codes is not None:
        found = cleaning.read_code(text, source.codes)
        read.flag(source.columns[0], text, found.why)
        text = text if not found.usable else str(found.value)
    if text:
        if cleaning.begins_like_formula(text):
            read.flag(
                source.columns[0],
                text,
                "The text begins with a sign that a spreadsheet would run; kept as text.",
            )
        group = "alias" if rule.name == "also_known_as" else rule.name
        value: dict[str, Any] = {"text": _labelled(source, text)}
        if group == "warning" and re.search(r"do not link", text, re.I):
            value["do_not_link"] = True
        read.say(group, value)


def _number(reader: Callable[[str], cleaning.Cleaned]) -> Callable[[FieldRule, PersonRead], None]:
    def read_number(rule: FieldRule, read: PersonRead) -> None:
        source = _source(rule)
        text = read.row.get(source)
        found = reader(text)
        read.flag(source.columns[0], text, found.why)
        read.say(rule.name, found.value, as_given="" if found.usable else text, usable=found.usable)
        if rule.name == "nhs_number":
            read.nhs_number = found.value["value"]

    return read_number


def _plain(rule: FieldRule, read: PersonRead) -> None:
    source = _source(rule)
    text = cleaning.one_line(read.row.get(source))
    if rule.name == "phone":
        found = cleaning.read_phone(text)
        read.flag(source.columns[0], text, found.why)
        read.say("phone", {"value": found.value, "kind": source.kind or "other"}, usable=found.usable)
    else:
        value = {"value": text, "kind": source.kind} if source.kind else {"value": text}
        read.say(rule.name, dict(value))


def _address(rule: FieldRule, read: PersonRead) -> None:
    row = read.row
    lines = [
        part.strip()
        for column in rule.parts["lines"].columns
        for part in cleaning.one_line(row.cells.get(column, "")).split(", ")
        if part.strip()
    ]
    postcode = row.get(rule.parts.get("postcode"))
    if not lines and not postcode:
        return
    value: dict[str, Any] = {"lines": lines, "kind": _address_kind(rule, row)}
    usable, as_given = True, ""
    if lines and cleaning.begins_like_formula(row.cells.get(rule.parts["lines"].columns[0], "")):
        what = "The address begins with a sign that a spreadsheet would run; kept letter for letter as text."
        read.flag(rule.parts["lines"].columns[0], lines[0], what)
        as_given = row.cells[rule.parts["lines"].columns[0]]
    if postcode:
        found = cleaning.read_postcode(postcode)
        if found.usable:
            value["postcode"] = found.value
        else:
            usable, as_given = False, postcode
            read.flag(rule.parts["postcode"].columns[0], postcode, found.why)
    if uprn := row.get(rule.parts.get("uprn")):
        found = cleaning.read_uprn(uprn)
        if found.usable:
            value["uprn"] = found.value
        else:
            read.flag(rule.parts["uprn"].columns[0], uprn, found.why)
    if reason := _withheld(rule.withheld, row):
        value["withheld"], value["withheld_reason"] = True, reason
    read.say("address", value, as_given=as_given, usable=usable)


def _address_kind(rule: FieldRule, row: RowCells) -> str:
    if rule.kind_source is not None and rule.kind_source.codes:
        return rule.kind_source.codes.get(row.get(rule.kind_source), "home")
    return rule.kind or ("previous" if rule.name == "previous_address" else "home")


def _withheld(rule: Withheld | None, row: RowCells) -> str:
    if rule is None:
        return ""
    if is_withheld(rule, row):
        return _reason(rule, row.get(rule.source))
    if rule.same and row.cells.get(rule.same, "") in row.withheld_values:
        return "The household's address is withheld."
    return ""


def _reason(rule: Withheld, text: str) -> str:
    """Take the line that says it, where the column is free text of several lines."""
    lines = [
        line.strip() for line in text.splitlines() if any(t.upper() in line.upper() for t in rule.contains)
    ]
    return lines[0] if lines else text.strip()


def is_withheld(rule: Withheld, row: RowCells) -> bool:
    """Say whether a row itself says that its address must not be told."""
    text = " ".join(row.get(rule.source).upper().split())
    if not text:
        return False
    return (
        rule.filled
        or text in {t.upper() for t in rule.equals}
        or any(t.upper() in text for t in rule.contains)
    )


def _parted(rule: FieldRule, read: PersonRead) -> None:
    value: dict[str, Any] = {}
    for part, source in rule.parts.items():
        text = cleaning.one_line(cleaning.whole_number_text(read.row.get(source)))
        if not text:
            continue
        if part in ("entry", "leaving"):
            found = read_date(text, read.row.rules(source, may_lie_ahead=True), read.row.today)
            read.flag(source.columns[0], text, found.why)
            text = found.date.iso() or text
        value[part] = text
    if value and not (rule.name == "school_history" and value.keys() <= {"name", "code"}):
        read.say(rule.name, value)


def _source(rule: FieldRule) -> Source:
    if rule.source is None:
        raise TypeError(f"the field {rule.name} has no source")
    return rule.source


_READERS: dict[str, Callable[[FieldRule, PersonRead], None]] = {
    "birth_date": _birth,
    "expected_date": _expected,
    "death_date": _death,
    "age": _age,
    "sex": _sex,
    **dict.fromkeys(_LISTS, _coded),
    **dict.fromkeys(("also_known_as", "religion", "interpreter", "warning", "note", "gender"), _words),
    "nhs_number": _number(cleaning.read_nhs_number),
    "upn": _number(cleaning.read_upn),
    "former_upn": _number(cleaning.read_upn),
    "uln": _number(cleaning.read_uln),
    **dict.fromkeys(("phone", "email", "other_id"), _plain),
    **dict.fromkeys(("address", "previous_address"), _address),
    **dict.fromkeys(("school", "gp", "school_history"), _parted),
}
