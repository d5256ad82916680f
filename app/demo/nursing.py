"""What the made-up school nurses would have sent: a row a contact with a child."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.demo.lists import communities, places, table
from app.demo.noise import seen_at
from app.demo.persons import NURSING, Household, Person
from app.demo.schooling import school_name
from app.demo.spelling import capitals, with_weekday
from app.demo.truth import Truth

FILE = "school_nursing.csv"
COLUMNS = (
    "Client ID", "NHS Number", "Name", "Date of Birth", "Gender", "School", "Class", "Address", "Postcode",
    "Parent/Carer", "Telephone", "Contact Date", "Reason", "Summary", "Weight (kg)", "Height (cm)", "Outcome", "Nurse",
)  # fmt: skip


class NurseContacts:
    """UTF-8 with mark, semicolons, decimal commas, line breaks inside quoted summaries."""

    def __init__(self, folder: Path, truth: Truth) -> None:
        self._stream = (folder / FILE).open("w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._stream, delimiter=";", lineterminator="\r\n")
        self._rows.writerow(COLUMNS)
        self._truth = truth
        words = table("words")
        self._reasons: list[dict[str, Any]] = words["nursing"]
        self._nurses: list[str] = words["nurses"]
        self.records = 0

    def household(self, household: Household, share: float) -> None:
        """Write a contact for each child whom the nurses know; ``share`` of the year has gone by."""
        for child in household.children:
            if NURSING in child.known_to and child.year_group is not None:
                self.records += 1
                self._contact(child, household, share)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _contact(self, child: Person, household: Household, share: float) -> None:
        turn = self.records
        seen = seen_at(NURSING, child, household, communities()[child.community])
        wrong = child.wrong_at(NURSING)
        address = household.address_at(child, NURSING)
        mother = household.mother
        on = _day_of_contact(household, share)
        reason = (
            self._reasons[0] if child.year_group == 6 else self._reasons[1 + turn % (len(self._reasons) - 1)]
        )
        measured = (
            (f"{26 + turn % 19},{turn % 10}", f"{132 + turn % 17},{turn % 10}")
            if child.year_group == 6
            else ("", "")
        )
        number = f"{4_300_000 + turn * 11}"
        nhs = (
            f"{seen.nhs[:3]} {seen.nhs[3:6]} {seen.nhs[6:]}".strip()
            if "nhs_with_blanks" in wrong
            else seen.nhs
        )
        phone = "" if "phone_missing" in wrong else mother.phone
        row = (
            *(number, nhs, f"{_upper(seen.family)}, {seen.given}"),
            with_weekday(seen.born, turn if turn % 5 == 0 else 0) if seen.born else "",
            {"F": "Female", "M": "Male"}.get(seen.sex, "Unknown"),
            school_name(child, household),
            "R" if child.year_group == 0 else str(child.year_group),
            *(address.line(with_locality=turn % 3 != 0), address.postcode),
            *(f"{'Mrs' if turn % 2 else 'Ms'} {mother.given} {mother.family}", phone, with_weekday(on, turn)),
            *(reason["reason"], household.summary or reason["summary"], *measured, reason["outcome"]),
            self._nurses[turn % len(self._nurses)],
        )
        self._rows.writerow(row)
        place = f"record {turn}"
        self._truth.about(FILE, place, number, "child", child, household, agency=NURSING)
        self._truth.about(FILE, place, number, "Parent/Carer", mother, household)


def _day_of_contact(household: Household, share: float) -> date:
    """Give a day of the year so far that is no day of the weekend; a told summary is from six weeks ago."""
    today = places().today
    on = today.replace(month=2, day=24) + timedelta(days=int(share * 265))
    if household.summary:
        on = today - timedelta(days=42)
    return on - timedelta(days=max(0, on.weekday() - 4))


def _upper(family: str) -> str:
    return family.upper() if family.isascii() else capitals(family)
