"""What the made-up police would have sent: a row a person per occurrence."""

from __future__ import annotations

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from app.dates import age_on
from app.demo.lists import communities, places, table
from app.demo.noise import seen_at
from app.demo.persons import POLICE, SCHOOL, UNBORN, Household, Person
from app.demo.schooling import school_name
from app.demo.spelling import british, capitals, cut_short, wrong_postcode
from app.demo.truth import Truth

FILE = "police_notices.csv"
COLUMNS = (
    "Occurrence", "Seq", "Reported", "Type", "Grade", "Role", "Surname", "Forenames", "DOB", "Age", "Sex",
    "Ethnicity", "Address", "Postcode", "Telephone", "Occupation/School", "AKA", "Narrative", "OIC",
)  # fmt: skip
_LATER_ROWS = ("AS PERSON 1", "SEE ABOVE", "")


class PoliceNotices:
    """UTF-8 without mark, everything quoted, CR LF, capitals; the last line counts the records and is none."""

    def __init__(self, folder: Path, truth: Truth) -> None:
        self._stream = (folder / FILE).open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        self._rows.writerow(COLUMNS)
        self._truth = truth
        self._notices: list[dict[str, Any]] = table("words")["notice"]
        self._officers: list[str] = table("words")["officers"]
        self._occurrences = 0
        self.records = 0

    def household(self, household: Household, share: float) -> None:
        """Write the household's occurrence, if the police know it; ``share`` of the year has gone by."""
        at = self._when(household, share)
        people = [
            person for person in household.people if POLICE in person.known_to and _there(person, at.date())
        ]
        if not people:
            return
        self._occurrences += 1
        kind = self._kind(household, people, at)
        number = f"NM/{410_000 + self._occurrences * 37:07d}/26"
        officer = self._officers[self._occurrences % len(self._officers)]
        for sequence, person in enumerate(people, start=1):
            self.records += 1
            role = self._role(person, people, kind)
            later = _LATER_ROWS[(self._occurrences + sequence) % 3]
            text = kind["text"] if sequence == 1 else later
            head = (number, str(sequence), kind["reported"], kind["type"], kind["grade"], role)
            self._rows.writerow((*head, *self._person(person, household, kind["on"]), text, officer))
            place, key = f"record {self.records}", f"{number} #{sequence}"
            self._truth.about(FILE, place, key, role.lower(), person, household, agency=POLICE)

    def close(self) -> None:
        """Write the last line, which counts the records, and close the file."""
        run = british(places().today)
        self._stream.write(f'"*** END OF EXTRACT - {self.records} PERSON RECORDS - RUN {run} 06:00 ***"\r\n')
        self._stream.close()

    def _when(self, household: Household, share: float) -> datetime:
        if household.notice is not None:
            return household.notice.on
        first = datetime.combine(date(2026, 1, 3), time(7, 5))
        return first + timedelta(days=int(share * 320), minutes=self._occurrences * 217 % 1020)

    def _kind(self, household: Household, people: list[Person], at: datetime) -> dict[str, Any]:
        reported = {"on": at.date(), "reported": f"{british(at.date())} {at:%H:%M}"}
        told = household.notice
        if told is not None:
            man, woman = ("SUSPECT", "VICTIM") if household.withheld_from else ("PARENT", "INFORMANT")
            words = {"type": told.type, "grade": told.grade, "text": told.text}
            return {**words, "man": man, "woman": woman, **reported}
        kind = dict(self._notices[self._occurrences % len(self._notices)])
        eldest = max((age_on(p.born, at.date()) for p in people if p.is_child and p.born), default=0)
        if kind["type"] in ("MISSING PERSON", "ASB") and eldest < 11:
            kind = dict(self._notices[0])
        children = [p.given for p in people if p.is_child and p.given] or ["CHILDREN"]
        text = kind["text"].format(
            mother=household.mother.given,
            father=household.man.given if household.man else "EX PARTNER",
            children=" AND ".join(children),
            child=children[0],
        )
        return {**kind, "text": capitals(text), **reported}

    @staticmethod
    def _role(person: Person, people: list[Person], kind: dict[str, Any]) -> str:
        if person.role == UNBORN:
            return "UNBORN CHILD"
        if person.is_child:
            eldest = next(p for p in people if p.is_child)
            return "MISSING PERSON" if kind["type"] == "MISSING PERSON" and person is eldest else "CHILD"
        return str(kind["woman"] if person.sex == "F" else kind["man"])

    def _person(self, person: Person, household: Household, on: date) -> tuple[str, ...]:
        names = communities()[person.community]
        seen, wrong = seen_at(POLICE, person, household, names), person.wrong_at(POLICE)
        address = household.address_at(person, POLICE)
        postcode = wrong_postcode(address.postcode) if "postcode_typo" in wrong else address.postcode
        born = british(seen.born, short_year="birth_short_year" in wrong) if seen.born else ""
        school = school_name(person, household) if SCHOOL in person.known_to else ""
        forenames = "UNBORN" if person.role == UNBORN else capitals(seen.forenames)
        return (
            capitals(seen.family),
            forenames,
            born,
            "" if born else _age(person, on),
            seen.sex,
            names.police,
            cut_short(
                address.line(with_locality=False) + (f" {address.locality}" if self.records % 2 else "")
            ),
            postcode.replace(" ", "") if self.records % 4 == 3 else postcode,
            "" if "phone_missing" in wrong else person.phone.replace(" ", ""),
            capitals(school).replace(" SCHOOL", " SCH"),
            capitals(person.known_as),
        )


def _there(person: Person, on: date) -> bool:
    """Say whether the person was born on the day, or on the way."""
    if person.expected:
        return (person.expected - on).days < 270
    return person.born is not None and person.born <= on


def _age(person: Person, on: date) -> str:
    if person.expected:
        return f"EDD {british(person.expected, short_year=True)}"
    if person.born is None:
        return ""
    years = age_on(person.born, on)
    if person.is_child:
        months = (on.year - person.born.year) * 12 + on.month - person.born.month
        return f"{max(months, 0)} MTHS" if years < 2 else str(years)
    return f"{years // 10}0S" if person.born.day % 2 else f"APPROX {years // 5 * 5}"
