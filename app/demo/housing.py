"""What the made-up council's housing department would have sent: a row a household member."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

from app.dates import age_on
from app.demo.lists import communities, places
from app.demo.noise import seen_at
from app.demo.persons import HOUSING, UNBORN, Address, Household, Person
from app.demo.spelling import british, windows, wrong_postcode
from app.demo.truth import Truth

FILE = "housing.csv"
COLUMNS = (
    "Tenancy Ref", "Person Ref", "Position", "Title", "First Name", "Last Name", "Relationship", "DOB", "Age",
    "Address", "Postcode", "UPRN", "Tenure", "Accommodation", "Weekly Rent", "Arrears", "Date Moved In", "Landlord",
    "Phone", "Warning", "Notes",
)  # fmt: skip
WITHHELD = "CONFIDENTIAL - ADDRESS NOT TO BE DISCLOSED"
_TENURES = ("Secure", "Assured", "Private rented (licensed)", "Secure (introductory)", "Assured shorthold")
_RENTS = ("£131.20", "£1,425.00 pcm", "£118.64", "£152.07", "£1,610.00 pcm", "£70.00 per night", "£126.90")
_ARREARS = ("£0.00", "£0.00", "£214.35", "-£8.00 CR", "£1,066.10", "")


class Tenancies:
    """Windows-1252, comma, CR LF; a warning stands on the tenant's row and means the whole household."""

    def __init__(self, folder: Path, truth: Truth) -> None:
        self._stream = (folder / FILE).open("w", encoding="cp1252", newline="")
        self._rows = csv.writer(self._stream, lineterminator="\r\n")
        self._rows.writerow(COLUMNS)
        self._truth = truth
        self._tenancies = 0
        self._persons = 0
        self.records = 0

    def household(self, household: Household) -> None:
        """Write the household's tenancy; where they fled from a tenant, the old tenancy stands before the new one."""
        people = [person for person in household.people if HOUSING in person.known_to]
        if not people:
            return
        references = {person.key: self._reference() for person in people}
        man = household.man
        if man is not None and man.elsewhere and man in people and household.elsewhere is not None:
            others = [person for person in people if person is not man]
            self._tenancy(household, [man, *others], household.elsewhere, references, at_old_home=True)
        self._tenancy(household, [p for p in people if not p.elsewhere], household.home, references)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _reference(self) -> str:
        self._persons += 1
        return f"P{5_000_000 + self._persons * 3}"

    def _tenancy(
        self,
        household: Household,
        people: list[Person],
        address: Address,
        references: dict[str, str],
        *,
        at_old_home: bool = False,
    ) -> None:
        self._tenancies += 1
        tenancy = f"T/{200_000 + self._tenancies * 7}"
        refuge = bool(household.withheld_from) and not at_old_home
        terms = self._terms(refuge)
        for position, person in enumerate(people, start=1):
            self.records += 1
            first = position == 1
            wrong = person.wrong_at(HOUSING)
            postcode = wrong_postcode(address.postcode) if "postcode_typo" in wrong else address.postcode
            row = (
                *(tenancy, references[person.key], str(position)),
                *self._person(person, people[0], household),
                *(windows(address.line()), postcode, address.uprn, terms[0], terms[1] if first else ""),
                *((terms[2], terms[3]) if first else ("", "")),
                *(terms[4], terms[5], "" if "phone_missing" in wrong else person.phone),
                *(
                    WITHHELD if first and refuge else "",
                    "moved out, whereabouts not known" if at_old_home and not first else "",
                ),
            )
            self._rows.writerow(row)
            part, key = row[6].lower(), f"{tenancy} {row[1]}"
            self._truth.about(FILE, f"record {self.records}", key, part, person, household, agency=HOUSING)

    def _terms(self, refuge: bool) -> tuple[str, ...]:
        """Give tenure, accommodation, rent, arrears, day of moving in and landlord."""
        turn, listed = self._tenancies, places()
        if refuge:
            since = british(listed.today - timedelta(days=78 + turn % 30), short_year=True)
            return "Refuge", "Supported - refuge", "£395.40", "£0.00", since, listed.refuge_landlord
        since = british(listed.today - timedelta(days=200 + turn * 131 % 5000), short_year=True)
        tenure, landlord = _TENURES[turn % 5], listed.landlords[turn % len(listed.landlords)]
        return (
            tenure,
            ("Flat", "House", "Maisonette")[turn % 3],
            _RENTS[turn % 7],
            _ARREARS[turn % 6],
            since,
            landlord,
        )

    @staticmethod
    def _person(person: Person, tenant: Person, household: Household) -> tuple[str, ...]:
        if person.role == UNBORN and person.expected:
            due = f"EDD {british(person.expected, short_year=True)}"
            return "", "Baby", windows(person.family), "Baby due", due, ""
        seen = seen_at(HOUSING, person, household, communities()[person.community])
        born = british(seen.born, short_year=True) if seen.born else ""
        age = str(age_on(seen.born, places().today)) if seen.born else ""
        named = windows(seen.given), windows(seen.family)
        return _title(person, household), *named, _relationship(person, tenant), born, age


def _title(person: Person, household: Household) -> str:
    if person.is_child:
        return "Master" if person.sex == "M" else "Miss"
    man = household.man
    if person.sex == "M":
        return "Mr"
    return "Mrs" if man is not None and not man.elsewhere and man.family[:4] == person.family[:4] else "Ms"


def _relationship(person: Person, tenant: Person) -> str:
    if person is tenant:
        return "Tenant"
    if person.is_child:
        return "Son" if person.sex == "M" else "Daughter"
    return "Mother" if person.role == "grandmother" else "Partner"
