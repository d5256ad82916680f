"""Which column is this? A first guess from headings and content, for somebody to look over. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from app.feeds import field_list
from app.feeds.cleaning import read_nhs_number, read_postcode, read_upn
from app.feeds.codes import own_codes
from app.feeds.guessing_values import codes_of, date_forms, name_split, words_in
from app.feeds.sampling import Sample, SheetSample
from app.feeds.taught import EVENTS, LEFT, NOTHING, PEOPLE, ColumnTaught, SheetTaught, Taught, Use

_MOST_VALUES = 40
#: Fields of a table of people that only make sense beside the date of an event.
_OF_EVENTS = ("event.text", "event.detail", "event.reference")
_DATES = (
    "birth_date",
    "expected_date",
    "death_date",
    "event.date",
    "school_history.entry",
    "school_history.leaving",
)


@dataclass(frozen=True)
class Column:
    """A heading with the filled texts below it."""

    heading: str
    texts: tuple[str, ...]

    @property
    def different(self) -> tuple[str, ...]:
        """The different texts, the commonest first."""
        return tuple(text for text, _count in Counter(self.texts).most_common())


def guess(sample: Sample, organisation: str, name: str) -> Taught:
    """Guess what the columns of a file are; what cannot be guessed is not placed."""
    sheets = [_sheet(sample, each, organisation, first=at == 0) for at, each in enumerate(sample.sheets)]
    people = next((sheet for sheet in sheets if sheet.holds == PEOPLE), SheetTaught())
    by_age = bool(people.headings("household", "household.relation")) or _roles_of_adults(people)
    found = next((each for each in sample.sheets if each.name == people.sheet), None)
    return Taught(
        name=name,
        organisation=organisation,
        form=sample.form,
        everybody_a_child=not by_age,
        tells_people_apart=bool(people.headings("reference")) and not people.headings("event.reference"),
        closing=closing_of(found) if found else "",
        sheets=tuple(sheets),
    )


def _roles_of_adults(sheet: SheetTaught) -> bool:
    return any(means == "child" for _heading, use in sheet.using("role") for _value, means in use.codes)


def header_rows(sheet: SheetSample) -> tuple[int, int]:
    """Guess the row of the headings, and the row of their groups above it (0 for none)."""
    counts = [sum(bool(cell.strip()) for cell in row) for row in sheet.rows[:15]]
    most = max(counts, default=0)
    row = next((at for at, count in enumerate(counts, start=1) if count >= max(2, most * 0.6)), 1)
    headings = [cell.strip() for cell in sheet.rows[row - 1]] if sheet.rows else []
    twice = len([h for h in headings if h]) > len({h for h in headings if h})
    return row, row - 1 if row > 1 and twice and counts[row - 2] > 1 else 0


def closing_of(sheet: SheetSample) -> str:
    """Find a last line that counts the rows and is no person, as a pattern; empty when there is none."""
    for row in sheet.last[::-1]:
        filled = [cell.strip() for cell in row if cell.strip()]
        words = " ".join(filled)
        counting = re.search(r"\btotal\b|\bend of\b|\brecords?\b|\bcount\b", words, re.I)
        number = re.search(r"\d+", words)
        if len(filled) <= 2 and counting and number and len(words) < 120:
            before, after = words[: number.start()], words[number.end() :]
            return f"^{_loosely(before)}(\\d+){_loosely(after)}"
    return ""


def _loosely(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", words)) if words else ""


def columns_of(sheet: SheetSample, header_row: int, group_row: int) -> tuple[Column, ...]:
    """Give the columns of a sample under a row of headings; of two with one heading the first counts."""
    table = sheet.table(header_row, group_row)
    found: dict[str, Column] = {}
    for at, heading in enumerate(table.headings):
        texts = tuple(text for row in table.rows if (text := " ".join(row.cells[at].split())))
        if heading:
            found.setdefault(heading, Column(heading, texts))
    return tuple(found.values())


def _sheet(sample: Sample, sheet: SheetSample, organisation: str, *, first: bool) -> SheetTaught:
    header, groups = header_rows(sheet) if sample.form == "xlsx" else (1, 0)
    return guess_sheet(sheet, organisation, header, groups, PEOPLE if first else "")


def guess_sheet(
    sheet: SheetSample, organisation: str, header_row: int, group_row: int, holds: str = ""
) -> SheetTaught:
    """Guess the columns of one sheet under a row of headings; without ``holds`` guess what the sheet is as well."""
    columns = columns_of(sheet, header_row, group_row)
    if holds == PEOPLE:
        taught = _people(columns)
    else:
        taught = tuple(_event_column(column) for column in columns)
        told = {use.field for column in taught for use in column.uses}
        holds = holds or (EVENTS if {"reference", "event.date"} <= told else NOTHING)
    kind = field_list.kind_of(organisation)
    if holds == EVENTS and "note" in sheet.name.casefold() and kind == "health_visiting_contact":
        kind = "health_visiting_note"
    return SheetTaught(sheet.name, header_row, group_row, holds, kind, taught)


def _event_column(column: Column) -> ColumnTaught:
    field = _by_heading(column.heading)
    field = "event.text" if field == "note" else field
    if field not in ("reference", "event.date", "event.text", "event.detail"):
        return ColumnTaught(column.heading)
    return ColumnTaught(column.heading, (use_of(field, column),))


def _by_heading(heading: str) -> str:
    known = field_list.by_heading()
    group, parted, bare = heading.partition(": ")
    return known.get(field_list.plain(heading)) or known.get(field_list.plain(bare if parted else group), "")


def _people(columns: tuple[Column, ...]) -> tuple[ColumnTaught, ...]:
    contacts: dict[str, int] = {}
    found = []
    for column in columns:
        beside = _contact(column.heading, contacts)
        field = beside[0] or _by_heading(column.heading) or _by_content(column)
        if field in ("reference", "role") and not _fits(field, column):
            field = ""
        use = use_of(field, column) if field else None
        if use is not None and beside[1]:
            use = replace(use, kind=beside[1])
        found.append(ColumnTaught(column.heading, (use,) if use else ()))
    return _settled(found, columns)


def _fits(field: str, column: Column) -> bool:
    if field == "role":
        return len(column.different) <= _MOST_VALUES
    return len(column.texts) > 0


def _contact(heading: str, contacts: dict[str, int]) -> tuple[str, str]:
    """Give the field of a person beside the child that a heading names, and what that person is to the child."""
    words = field_list.plain(heading)
    for start, kind in field_list.beside():
        if words == start or words.startswith(f"{start} "):
            part = field_list.contact_parts().get(words[len(start) :].strip())
            if part is None:
                return "", ""
            number = contacts.setdefault(start, len(contacts) + 1)
            return (
                (f"contact.{number}.{part}", kind if part != "relation" else "") if number <= 3 else ("", "")
            )
    return "", ""


def _by_content(column: Column) -> str:
    """Guess by what stands in a column: numbers that check, postcodes."""
    texts = column.texts[:100]
    if len(texts) < 3:
        return ""
    for field, check in (
        ("nhs_number", read_nhs_number),
        ("upn", read_upn),
        ("address.postcode", read_postcode),
    ):
        good = sum(found.usable and not found.why for found in map(check, texts))
        if good >= len(texts) * 0.7:
            return field
    return ""


def use_of(field: str, column: Column) -> Use:
    """Give how a column is read as a field, as far as its content tells; "?" stands where somebody must say."""
    bare = field.rpartition(".")[2] if field.startswith("contact.") else field
    if bare in _DATES:  # where day and month may be either, "?" asks for it
        return Use(field, forms=date_forms(column.texts))
    if bare == "name":
        return Use(field, split=name_split(column.texts))
    if bare == "sex":
        return Use(field, codes=codes_of("sex", column.different, "?"))
    if bare == "role":
        return Use(field, codes=codes_of("role", column.different, "-"))
    if bare == "relation":
        return Use(field, codes=codes_of("relation", column.different, ""))
    if bare == "address.kind":
        codes = codes_of("home", column.different, "")
        return Use(field, codes=tuple((value, code) for value, code in codes if code))
    if bare == "ethnicity":
        known = {code.casefold() for code in own_codes("ethnicity")}
        coded = sum(text.casefold() in known for text in column.texts)
        return Use(field, kind="" if coded >= len(column.texts) * 0.5 else "text")
    if bare == "household.relation":
        return Use(field, words=words_in(field_list.telling("head"), column.different, whole=True)[:1])
    if bare == "event.text":
        return Use(field, words=words_in(field_list.telling("same_as"), column.different, whole=True))
    return Use(field)


def _settled(found: list[ColumnTaught], columns: tuple[Column, ...]) -> tuple[ColumnTaught, ...]:
    """Look at the columns together: what only an event makes sense of, and what a column says besides."""
    fields = {column.main for column in found}
    if "event.date" not in fields:
        found = [ColumnTaught(c.heading) if c.main in _OF_EVENTS else c for c in found]
    if "event.reference" in fields and "event.date" in fields:
        found = [_also(c, Use("reference")) if c.main == "event.reference" else c for c in found]
    by_heading = {column.heading: column for column in columns}
    withheld = "address.withheld" in fields or "address.lines" not in fields
    settled = []
    for column in found:
        content = by_heading[column.heading]
        whole = tuple(text.casefold() for text in content.different)
        if column.main == "household.relation":
            codes = codes_of("role", content.different, "-")
            column = _also(
                column, Use("role", codes=tuple(c for c in codes if c[1] in ("unborn", "deceased")))
            )
        column = _with_death(column)
        if _holds(whole, field_list.telling("do_not_link")) and column.main != "warning":
            column = _also(column, Use("warning", words=("DO NOT LINK",)))
        telling = column.main in ("warning", "event.text", "address.lines")
        if telling and not withheld and _holds(whole, field_list.telling("withheld")):
            words = tuple(word.upper() for word in field_list.telling("withheld"))
            column, withheld = _also(column, Use("address.withheld", words=words)), True
        settled.append(column)
    return tuple(settled)


def _with_death(column: ColumnTaught) -> ColumnTaught:
    """Read the day of a death that stands behind the word in a column of states."""
    for use in column.uses:
        for value, means in use.codes:
            head = re.split(r"\d", value, maxsplit=1)[0].strip()
            if use.field == "role" and means == "deceased" and head != value:
                forms = date_forms((value[len(head) :].strip(),))
                return _also(
                    column,
                    Use("death_date", forms=forms if forms != ("?",) else ("dd/mm/yyyy",), words=(head,)),
                )
    return column


def _holds(texts: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(word in text for text in texts for word in words)


def _also(column: ColumnTaught, use: Use) -> ColumnTaught:
    return replace(column, uses=(*column.uses, use))


def leave_rest(sheet: SheetTaught) -> SheetTaught:
    """Leave every column that is not placed: somebody has looked at them and said so."""
    columns = tuple(c if c.uses else ColumnTaught(c.heading, (Use(LEFT),)) for c in sheet.columns)
    return replace(sheet, columns=columns)
