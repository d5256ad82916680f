"""Who every record of the made-up borough is really about."""

from __future__ import annotations

import csv
from typing import TextIO

from app.demo.persons import Household, Person, brothers_and_sisters

COLUMNS = (
    "file", "sheet", "place", "key", "part", "person", "kind", "family", "true_name", "sex", "born", "twin_of",
    "sibling_of", "address_withheld_from", "half_sibling_of", "expected", "name_change", "nhs_number", "upn", "noise",
)  # fmt: skip


class Truth:
    """Writes a line for every person in every record; for tests and for judging by hand, never for the program."""

    def __init__(self, stream: TextIO) -> None:
        self._rows = csv.writer(stream, lineterminator="\n")
        self._rows.writerow(COLUMNS)
        self._household: Household | None = None
        self._known: dict[str, tuple[str, str, str]] = {}
        self.records = 0

    def about(
        self,
        file: str,
        place: str,
        key: str,
        part: str,
        person: Person,
        household: Household,
        *,
        agency: str = "",
        sheet: str = "",
    ) -> None:
        """Say that the record at ``place`` is about ``person``; with ``agency``, what that agency got wrong."""
        twins, siblings, halves = self._relations(person, household)
        away = person.elsewhere or not household.withheld_from
        true = (person.key, self._kind(person), household.key, person.name, person.sex, person.born or "")
        withheld = "" if away else household.withheld_from
        noise = ";".join(person.wrong_at(agency)) if agency else ""
        rest = (halves, person.expected or "", person.former_family, person.nhs, person.upn, noise)
        self._rows.writerow((file, sheet, place, key, part, *true, twins, siblings, withheld, *rest))
        self.records += 1

    def _relations(self, person: Person, household: Household) -> tuple[str, str, str]:
        if self._household is not household:
            self._household, self._known = household, {}
        if not person.is_child:
            return "", "", ""
        if person.key not in self._known:
            twins, full, half = brothers_and_sisters(household, person)
            self._known[person.key] = (";".join(twins), ";".join(full), ";".join(half))
        return self._known[person.key]

    @staticmethod
    def _kind(person: Person) -> str:
        return person.role if person.is_child else "adult"
