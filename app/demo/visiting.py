"""What the made-up health visitors would have sent: a workbook with children, contacts and notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from app.demo.lists import communities, places, table
from app.demo.noise import Seen, seen_at
from app.demo.persons import HEALTH_VISITING, POLICE, UNBORN, Household, Person
from app.demo.spelling import capitals, wrong_postcode
from app.demo.truth import Truth

FILE = "health_visiting.xlsx"
EXTRACT = date(2026, 11, 6)
CHILDREN = (
    "HV Ref", "NHS No", "Surname", "Forename", "Known as", "DOB", "EDD", "Sex", "Ethnicity", "Address", "Postcode",
    "Address alert", "GP code", "GP practice", "Mother", "Mother NHS No", "Mother DOB", "Father / partner",
    "Level of service", "Caseload holder", "Age (months)", "Next review due", "Status", "Onto caseload",
)  # fmt: skip
CONTACTS = (
    "HV Ref", "Surname", "Contact date", "Type", "Place", "Seen by", "Present", "Outcome", "Weight (kg)", "Comments",
)  # fmt: skip
NOTES = ("Ref", "Child", "Date", "Author", "Category", "Note")
ALERT = "NOT TO BE GIVEN TO FATHER - MARAC 24/09/26"
_PRACTICE_FIRST_COLUMN = 27
_NOTES_FIRST_ROW = 5


@dataclass(frozen=True, slots=True)
class _Formats:
    day: Any
    short: Any
    minute: Any
    merged: Any


class Caseload:
    """Three sheets; a hidden column holds the address alert, and practice, age and review are formulas."""

    def __init__(self, folder: Path, truth: Truth) -> None:
        self._book = xlsxwriter.Workbook(str(folder / FILE), {"strings_to_urls": False})
        self._book.set_properties({"created": datetime(2026, 11, 6, 8, 0, tzinfo=UTC).replace(tzinfo=None)})
        add = self._book.add_format
        self._formats = _Formats(
            day=add({"num_format": "dd/mm/yyyy"}),
            short=add({"num_format": "d-mmm-yy"}),
            minute=add({"num_format": "dd/mm/yyyy hh:mm"}),
            merged=add({"valign": "top"}),
        )
        self._children, self._contacts, self._notes = map(
            self._book.add_worksheet, ("Children", "Contacts", "Notes")
        )
        self._truth = truth
        words = table("words")
        self._visitors: list[str] = words["visitors"]
        self._kinds: list[dict[str, Any]] = words["contact"]
        self._practices = dict(places().practices)
        self.records = self._contact_rows = self._note_rows = 0
        self._head()

    def household(self, household: Household) -> None:
        """Write each child of the household whom the health visitors know, with contacts and notes."""
        for child in household.children:
            too_young = child.born is not None and child.born > EXTRACT
            if HEALTH_VISITING in child.known_to and not too_young:
                self.records += 1
                seen = seen_at(HEALTH_VISITING, child, household, communities()[child.community])
                reference = f"HV{700_000 + self.records * 13}"
                self._child(reference, child, seen, household)
                self._contacts_of(reference, child, seen, household)
                self._notes_of(reference, child, seen, household)

    def close(self) -> None:
        """Write the total below the children and close the workbook."""
        last = self.records + 1
        self._children.write_string(last + 1, 0, "Total")
        self._children.write_formula(last + 1, 1, f"=COUNTA(A2:A{last})", None, self.records)
        self._book.close()

    def _head(self) -> None:
        self._children.write_row(0, 0, CHILDREN)
        self._children.write_row(0, _PRACTICE_FIRST_COLUMN, ("GP code", "Practice"))
        self._children.set_column("L:L", 24, None, {"hidden": True})
        for row, practice in enumerate(places().practices, start=1):
            self._children.write_row(row, _PRACTICE_FIRST_COLUMN, practice)
        self._contacts.write_row(0, 0, CONTACTS)
        notes = self._notes
        notes.merge_range(
            "A1:F1", "Weirside Community Health NHS Trust – Health Visiting", self._formats.merged
        )
        notes.merge_range(
            "A2:F2", "Notes shared with the Northmere MASH, extract of 06/11/2026", self._formats.merged
        )
        notes.merge_range("A3:C3", "OFFICIAL-SENSITIVE", self._formats.merged)
        notes.merge_range("D3:F3", "Not to be shared further without agreement", self._formats.merged)
        notes.write_row(_NOTES_FIRST_ROW - 1, 0, NOTES)

    def _child(self, reference: str, child: Person, seen: Seen, household: Household) -> None:
        sheet, row, turn = self._children, self.records, self.records
        wrong = child.wrong_at(HEALTH_VISITING)
        address = household.address_at(child, HEALTH_VISITING)
        postcode = wrong_postcode(address.postcode) if "postcode_typo" in wrong else address.postcode
        unborn = child.role == UNBORN
        write = sheet.write_string
        write(row, 0, reference)
        self._number(row, 1, household.mother.nhs if unborn else seen.nhs, as_text="nhs_as_text" in wrong)
        write(row, 2, seen.family)
        write(row, 3, "Unborn" if unborn else seen.forenames)
        if child.known_as:
            write(row, 4, child.known_as)
        self._born(row, seen, as_text="birth_as_text" in wrong)
        if child.expected:
            sheet.write_datetime(row, 6, child.expected, self._formats.day)
        word = {"F": "Female", "M": "Male"}.get(seen.sex, "U")
        write(row, 7, seen.sex if turn % 3 == 0 else word)
        write(row, 8, communities()[child.community].ethnicity)
        write(row, 9, address.line(with_locality=turn % 2 == 0))
        write(row, 10, postcode)
        if household.withheld_from:
            write(row, 11, ALERT)
        self._practice(row)
        self._parents(row, household)
        self._service(row, child, household)
        place = f"row {row + 1}"
        about = self._truth.about
        about(FILE, place, reference, "Mother", household.mother, household, sheet="Children")
        if household.man is not None:
            about(FILE, place, reference, "Father / partner", household.man, household, sheet="Children")
        about(FILE, place, reference, "child", child, household, sheet="Children", agency=HEALTH_VISITING)

    def _number(self, row: int, column: int, number: str, *, as_text: bool = False) -> None:
        if number and as_text:
            self._children.write_string(row, column, number)
        elif number:
            self._children.write_number(row, column, int(number))

    def _born(self, row: int, seen: Seen, *, as_text: bool) -> None:
        if seen.born is None:
            return
        if as_text:
            self._children.write_string(row, 5, f"{seen.born:%d.%m.%y}")
        else:
            self._children.write_datetime(row, 5, seen.born, self._formats.day)
        line = row + 1
        age = (
            (EXTRACT.year - seen.born.year) * 12
            + EXTRACT.month
            - seen.born.month
            - (seen.born.day > EXTRACT.day)
        )
        whole_age: int | str = "#VALUE!" if as_text else max(age, 0)
        due: float | str = "#VALUE!" if as_text else (seen.born - date(1899, 12, 30)).days + 1826
        self._children.write_formula(row, 20, f'=DATEDIF(F{line},DATE(2026,11,6),"m")', None, whole_age)
        self._children.write_formula(row, 21, f"=EDATE(F{line},60)", self._formats.day, due)

    def _practice(self, row: int) -> None:
        listed = places()
        turn = row % (len(listed.practices) * 4 + 1)
        code = listed.practice_not_listed if turn == 0 else listed.practices[turn % len(listed.practices)][0]
        self._children.write_string(row, 12, code)
        name = self._practices.get(code, "#N/A")
        self._children.write_formula(row, 13, f"=VLOOKUP(M{row + 1},$AB$2:$AC$6,2,FALSE)", None, name)

    def _parents(self, row: int, household: Household) -> None:
        mother, man = household.mother, household.man
        self._children.write_string(row, 14, mother.name)
        self._number(row, 15, mother.nhs)
        if mother.born:
            self._children.write_datetime(row, 16, mother.born, self._formats.day)
        if man is not None:
            self._children.write_string(row, 17, man.name)

    def _service(self, row: int, child: Person, household: Household) -> None:
        write = self._children.write_string
        targeted = POLICE in child.known_to or household.withheld_from
        write(row, 18, "Targeted" if targeted else "Specialist" if row % 17 == 0 else "Universal")
        write(row, 19, self._visitors[row % len(self._visitors)])
        old = child.born is not None and (EXTRACT - child.born).days > 5 * 365.25
        write(row, 22, "Antenatal" if child.role == UNBORN else "Closed - school age" if old else "Active")
        since = child.born + timedelta(days=11) if child.born else EXTRACT - timedelta(days=50)
        self._children.write_datetime(row, 23, since, self._formats.short)

    def _contacts_of(self, reference: str, child: Person, seen: Seen, household: Household) -> None:
        if child.born is None:
            on = EXTRACT - timedelta(days=31)
            due = [
                (
                    on,
                    {"type": "Antenatal", "place": "Clinic", "comment": "Booked late. Routine enquiry made."},
                )
            ]
        else:
            all_due = [(child.born + timedelta(days=kind["months"] * 30 + 12), kind) for kind in self._kinds]
            due = [(on, kind) for on, kind in all_due if on <= EXTRACT][-2:]
        for on, kind in due:
            self._contact_rows += 1
            row, turn = self._contact_rows, self._contact_rows
            sheet, write = self._contacts, self._contacts.write_string
            write(row, 0, reference)
            sheet.write_formula(row, 1, f"=VLOOKUP(A{row + 1},Children!$A:$C,3,FALSE)", None, seen.family)
            if turn % 4 == 0:
                write(row, 2, (f"{on:%d.%m.%Y}", on.isoformat())[turn // 4 % 2])
            else:
                at = datetime.combine(on, time(9 + turn % 8, turn % 4 * 15))
                sheet.write_datetime(row, 2, at, self._formats.minute)
            who = self._visitors[turn % len(self._visitors)]
            for column, text in enumerate((kind["type"], kind["place"], who, "Mother", "Seen"), start=3):
                write(row, column, text)
            if child.born is not None:
                sheet.write_number(row, 8, round(3.3 + (on - child.born).days * 0.011 + turn % 7 / 10, 2))
            write(row, 9, kind["comment"])
            place, part = f"row {row + 1}", "contact about"
            self._truth.about(FILE, place, reference, part, child, household, sheet="Contacts")

    def _notes_of(self, reference: str, child: Person, seen: Seen, household: Household) -> None:
        notes = household.notes
        if not notes and POLICE in child.known_to:
            notes = ("Police notice received. To be discussed with the family at next contact.",)
        if not notes:
            return
        sheet = self._notes
        first = _NOTES_FIRST_ROW + self._note_rows
        shown = capitals(f"{seen.given or 'UNBORN'} {seen.family}")
        for column, text in enumerate((reference, shown)):
            if len(notes) > 1:
                sheet.merge_range(first, column, first + len(notes) - 1, column, text, self._formats.merged)
            else:
                sheet.write_string(first, column, text)
        for place, note in enumerate(notes):
            row = first + place
            on = EXTRACT - timedelta(days=58 - 31 * place)
            sheet.write_datetime(row, 2, on, self._formats.day)
            who = self._visitors[row % len(self._visitors)]
            category = "Safeguarding" if household.notes else "Police notice"
            for column, text in enumerate((who, category, note), start=3):
                sheet.write_string(row, column, text)
            self._truth.about(
                FILE, f"row {row + 1}", reference, "note about", child, household, sheet="Notes"
            )
        self._note_rows += len(notes)
