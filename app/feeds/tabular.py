"""What do the rows of a table say of people and events, by its layout? Pure; each row comes in or says why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from app.dates import UNREADABLE, GivenDate
from app.feeds import cleaning
from app.feeds.checking import FileRefused
from app.feeds.cleaning_dates import month_first_stands
from app.feeds.events import Progress, tell
from app.feeds.gathering import Gathering, made_reference
from app.feeds.headings import match_headings
from app.feeds.layout_shape import DATE_FIELDS, ContactRule, Layout
from app.feeds.person_fields import PersonRead, is_withheld, read_person
from app.feeds.reading_csv import refuse_when_all_differ
from app.feeds.records import ReadRelation, ReadStatement
from app.feeds.row_cells import RowCells
from app.feeds.table import Table, TableRow


@dataclass
class Household:
    """One household while its rows are read: who heads it, and who belongs to it as what."""

    head: str = ""
    members: tuple[tuple[str, str, str], ...] = ()


class TableReader:
    """Reads one table by its layout into a gathering."""

    def __init__(self, layout: Layout, gathering: Gathering, today: date, progress: Progress) -> None:
        self.layout = layout
        self.gathering = gathering
        self.today = today
        self.progress = progress
        self.keys: dict[str, str] = {}
        self._seen: dict[tuple[str, ...], str] = {}
        self._households: dict[str, Household] = {}
        self._month_first: frozenset[str] = frozenset()
        self._withheld: frozenset[str] = frozenset()
        self._columns: dict[str, int] = {}

    def read(self, table: Table, files: int = 1) -> None:
        """Read every row; refused as a whole when the headings do not fit or there is nothing to bring in."""
        layout, gathering = self.layout, self.gathering
        gathering.headings = table.headings
        self._columns = match_headings(layout, table, gathering)
        rows, said = without_closing(table, layout.closing)
        if not rows:
            raise FileRefused("The file has headings and no record: there is nothing to bring in.")
        if table.sign:
            refuse_when_all_differ(rows, table.headings, table.sign)
        for remark in table.remarks:
            gathering.flag("", "", "", remark)
        self._look_ahead(rows)
        for number, row in enumerate(rows):
            gathering.begin_row()
            self._row(row, table.headings)
            if number % 200 == 0:
                self.progress(200)
        self._relate_households()
        check_count(layout, said, len(rows) - self._repeated, gathering)
        look_over_columns(layout, rows, self._columns, gathering, self.today)

    _repeated = 0

    def _look_ahead(self, rows: list[TableRow]) -> None:
        whole = [row for row in rows if not row.broken]
        dated = {
            c
            for rule in self.layout.person
            if rule.name in DATE_FIELDS and rule.source
            for c in rule.source.columns
        }
        if self.layout.event is not None and self.layout.event.date is not None:
            dated.update(self.layout.event.date.columns)
        self._month_first = frozenset(
            c
            for c in dated
            if c in self._columns and month_first_stands(r.cells[self._columns[c]] for r in whole)
        )
        held = next(
            (rule.withheld for rule in self.layout.person if rule.withheld and rule.withheld.same), None
        )
        if held is not None:
            cells = [self._cells(row) for row in whole]
            self._withheld = frozenset(
                c.get(held.same, "")
                for c in cells
                if is_withheld(held, RowCells(c, self.today)) and c.get(held.same)
            )

    def _cells(self, row: TableRow) -> dict[str, str]:
        return {name: cleaning.own_text(row.cells[place]) for name, place in self._columns.items()}

    def _row(self, row: TableRow, headings: tuple[str, ...]) -> None:
        gathering = self.gathering
        if row.broken:
            gathering.refuse_row(row.place, row.line, row.broken, row.cells)
            return
        if row.cells[0].strip() == headings[0] and tuple(" ".join(c.split()) for c in row.cells) == headings:
            self._repeated += 1
            what = f"Line {row.line} repeats the headings (a new page of the report): it is no person."
            gathering.refuse_row(row.place, row.line, what, row.cells)
            return
        earlier = self._seen.setdefault(row.cells, row.place)
        if earlier != row.place:
            what = f"This row says word for word what {earlier} said: it is counted once."
            gathering.skip_row(row.place, row.line, what)
            return
        if row.odd:
            gathering.flag(row.place, "", "", row.odd, line=row.line)
        self._person_row(row)

    def _person_row(self, row: TableRow) -> None:
        cells = self._cells(row)
        event = self.layout.event
        said_on = ""
        bare = RowCells(cells, self.today, month_first=self._month_first)
        if event is not None and event.date is not None and (found := bare.date(event.date)):
            said_on = found.date.iso() if found.usable else ""
        context = RowCells(cells, self.today, said_on, row.place, self._month_first, self._withheld)
        read = read_person(self.layout.person, context)
        key, made, why = self._reference(context)
        if not key or not read.statements:
            reason = why if not key else "The row says nothing of a person."
            self.gathering.refuse_row(row.place, row.line, reason, row.cells, key)
            return
        if why:
            read.flag(self._reference_column(), context.get(self.layout.reference.source), why)
        role = context.get(self.layout.role.source)
        is_child = self._decide_child(role, read)
        contacts = [self._contact(rule, context, key) for rule in self.layout.contacts]
        self._guard_numbers(read, [c for c in contacts if c is not None])
        self.gathering.person(key, made=made, place=row.place, part=_part(role, is_child), is_child=is_child)
        self.gathering.say(key, read.statements)
        self.keys.setdefault(key, key)
        self._flags(read, row, key)
        if event is not None:
            tell(self.gathering, event, context, key, role or ("child" if is_child else "person"), row)
        self._household(cells, key, role)
        self.gathering.accept_row()

    def _reference_column(self) -> str:
        source = self.layout.reference.source
        return source.columns[0] if source is not None else ""

    def _reference(self, row: RowCells) -> tuple[str, bool, str]:
        """Give the organisation's reference of a row, whether it was made by us, and why (or why there is none)."""
        rule = self.layout.reference
        why = ""
        if rule.source is not None:
            parts = [cleaning.whole_number_text(row.cells.get(c, "").strip()) for c in rule.source.columns]
            if all(parts) and not any(cleaning.is_scientific(part) for part in parts):
                return rule.source.joint.join(parts), False, ""
            lost = any(cleaning.is_scientific(part) for part in parts)
            why = "The reference has lost its digits in a spreadsheet" if lost else "The row has no reference"
        made_from = [row.cells.get(column, "") for column in rule.made_from]
        if not any(text.strip() for text in made_from):
            return "", True, (why or "The row has no reference") + ", and nothing to make one from."
        why = f"{why}: one was made from what the row says of the person." if why else ""
        return made_reference(*made_from), True, why

    def _decide_child(self, role: str, read: PersonRead) -> bool:
        rule = self.layout.role
        if any(fnmatchcase(role.upper(), each.upper()) for each in rule.unborn):
            read.unborn = True
        if any(fnmatchcase(role.upper(), each.upper()) for each in rule.deceased) and not any(
            statement.group == "death" for statement in read.statements
        ):
            read.say("death", {"date": GivenDate(precision=UNREADABLE, as_given=role).to_value()})
        by_age = read.is_child
        if rule.child == ("*",):
            return True
        if by_age is not None:
            return by_age
        return any(fnmatchcase(role.upper(), each.upper()) for each in rule.child)

    def _contact(self, rule: ContactRule, row: RowCells, child: str) -> PersonRead | None:
        read = read_person(rule.fields, row)
        if not any(statement.group == "name" for statement in read.statements):
            return None
        name = next(statement for statement in read.statements if statement.group == "name")
        said = row.get(rule.relation_source)
        code = rule.relation_codes.get(said, "") if said else rule.relation
        key = made_reference(child, rule.part, *(str(name.value.get(k, "")) for k in ("given", "family")))
        self.gathering.person(
            key, made=True, place=f"{row.place} {rule.part}", part=rule.part, is_child=False
        )
        self.gathering.say(key, [_at(s, f"{row.place} {rule.part}") for s in read.statements])
        answer = row.get(rule.responsibility)
        responsible = cleaning.yes_or_no(answer) if answer else None
        self.gathering.relate(ReadRelation(child, key, code, said or rule.part, responsible, row.place))
        for column, given, what in read.flags:
            self.gathering.flag(f"{row.place} {rule.part}", column, given, what, key)
        return read

    def _guard_numbers(self, read: PersonRead, contacts: list[PersonRead]) -> None:
        others = {contact.nhs_number for contact in contacts if contact.nhs_number}
        if read.nhs_number not in others:
            return
        what = "This is the number of the mother or carer in the same row; it is not used for the child."
        for place, statement in enumerate(read.statements):
            if statement.group == "nhs_number":
                read.flag("nhs_number", read.nhs_number, what)
                read.statements[place] = ReadStatement(
                    "nhs_number", statement.value, statement.said_on, read.nhs_number, False, statement.place
                )

    def _flags(self, read: PersonRead, row: TableRow, key: str) -> None:
        for column, given, what in read.flags:
            self.gathering.flag(row.place, column, given, what, key, row.line)

    def _household(self, cells: Mapping[str, str], key: str, role: str) -> None:
        rule = self.layout.household
        if rule is None or not cells.get(rule.column):
            return
        if cleaning.is_scientific(cells[rule.column]):
            what = "The number has lost its digits in a spreadsheet; it does not tell who lives together."
            self.gathering.flag("", rule.column, cells[rule.column], what, key)
            return
        home = self._households.setdefault(cells[rule.column], Household())
        said = cells.get(rule.relation, "").strip()
        if said.upper() == rule.head.upper() and not home.head:
            home.head = key
        elif said:
            home.members = (*home.members, (key, said, role))

    def _relate_households(self) -> None:
        rule = self.layout.household
        for name, home in self._households.items():
            for key, said, _ in home.members:
                if home.head and rule is not None and key != home.head:
                    self.gathering.relate(ReadRelation(home.head, key, "", said, None, name))
                    words = f"{rule.head}; this person is recorded as {said}"
                    self.gathering.relate(ReadRelation(key, home.head, "", words, None, name))


def _part(role: str, is_child: bool) -> str:
    return role.lower() if role and len(role) < 40 else "child" if is_child else "person"


def _at(statement: ReadStatement, place: str) -> ReadStatement:
    return ReadStatement(
        statement.group, statement.value, statement.said_on, statement.as_given, statement.usable, place
    )


def without_closing(table: Table, closing: str) -> tuple[list[TableRow], str | None]:
    """Part the last lines that are no record from the rows; give the count that they state, if any."""
    if not closing:
        return list(table.rows), ""
    rows, said = [], None
    for row in table.rows:
        words = " ".join(cell.strip() for cell in row.cells if cell.strip())
        match = re.search(closing, words) if len(words) < 200 else None
        if match:
            said = match.group(1) if match.re.groups else ""
        else:
            rows.append(row)
    return rows, said


def check_count(layout: Layout, said: str | None, rows: int, gathering: Gathering) -> None:
    """Point out a closing line that is missing or counts other records than there are."""
    if not layout.closing:
        return
    if said is None:
        gathering.flag(
            "", "", "", "The closing line that this kind of file ends with is missing; the file may be cut."
        )
    elif said and int(said) != rows:
        gathering.flag("", "", said, f"The closing line says {said} records, and {rows} were found.")


def look_over_columns(
    layout: Layout, rows: list[TableRow], columns: Mapping[str, int], gathering: Gathering, today: date
) -> None:
    """Point out a column of birth dates in which every row holds something else: columns may be changed over."""
    birth = next((rule.source for rule in layout.person if rule.name == "birth_date"), None)
    if birth is None or len(rows) < 2:
        return
    whole = [row for row in rows if not row.broken]
    texts = [text for row in whole if (text := row.cells[columns[birth.columns[0]]].strip())]
    flagged = {(f.place, f.field) for f in gathering.findings}
    bad = [row.place for row in whole if (row.place, birth.columns[0]) in flagged]
    if len(texts) < 2 or len(bad) < len(texts):
        return
    like_postcodes = all(cleaning.read_postcode(text).usable for text in texts)
    hint = " They look like postcodes: two columns seem changed over." if like_postcodes else ""
    what = f"In every row the {birth.columns[0]} is not a date.{hint} It is kept as given and not used for linking."
    gathering.flag("", birth.columns[0], "", what)
