"""What the made-up schools would have sent: Common Transfer Files, a full one each and one of changes.

Elements and their order are those of DfE's own writers (data-formats, sections 1.2 and 1.3): no namespace, ``Sex`` since
the version of 2025/26 and ``Gender`` in the one before as some suppliers still write it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape

from app.demo.lists import Community, communities, places
from app.demo.noise import Seen, seen_at
from app.demo.persons import SCHOOL, Address, Household, Person
from app.demo.schooling import School, school, school_index
from app.demo.truth import Truth

FOLDER = "ctf"
CURRENT, PREVIOUS = "26.0", "25.0"
_CHANGES_AT_MOST = 25
_SUPPLIERS = ("Blackboard Desk", "Registrar", "ClassPath")


class SchoolFile:
    """One Common Transfer File, written as its pupils come."""

    def __init__(self, folder: Path, at: School, serial: int, *, changes: bool = False) -> None:
        authority = places().authority
        self.school = at
        self.changes = changes
        self.version = PREVIOUS if _writes_the_previous(at) else CURRENT
        self.name = f"{FOLDER}/{authority}{at.estab}_CTF_{authority}LLLL_{serial:03d}.xml"
        marked = "utf-8-sig" if at.index % 3 == 1 else "utf-8"
        self.stream: TextIO = (folder / self.name).open("w", encoding=marked, newline="\n")
        self.stream.write(_header(at, self.version, changes=changes))
        self.pupils = 0

    def pupil(self, xml: str) -> None:
        """Write one pupil."""
        self.pupils += 1
        self.stream.write(xml)

    def close(self) -> None:
        """Write the end of the document and close the file."""
        self.stream.write("  </CTFpupilData>\n</CTfile>\n")
        self.stream.close()


class SchoolFiles:
    """The files of all schools; the first school also sends one of changes for what it had wrong of addresses."""

    def __init__(self, folder: Path, truth: Truth) -> None:
        (folder / FOLDER).mkdir(exist_ok=True)
        authority = places().authority
        for left_over in (folder / FOLDER).glob(f"{authority}????_CTF_{authority}LLLL_???.xml"):
            left_over.unlink()
        self._folder = folder
        self._truth = truth
        self._files: dict[int, SchoolFile] = {}
        self._changes: SchoolFile | None = None

    def household(self, household: Household) -> None:
        """Write the household's pupils, each into the file of the school it goes to."""
        for child in household.children:
            index = school_index(child, household)
            if index is None or SCHOOL not in child.known_to:
                continue
            if index not in self._files:
                self._files[index] = SchoolFile(self._folder, school(index), 11)
            self._write(self._files[index], child, household)
            if index == 0 and "address_old" in child.wrong_at(SCHOOL):
                self._write_change(child, household)

    def close(self) -> list[SchoolFile]:
        """Close all files and give them, full ones first, in the order of the schools."""
        files = [self._files[index] for index in sorted(self._files)]
        if self._changes is not None:
            files.append(self._changes)
        for file in files:
            file.close()
        return files

    def _write_change(self, child: Person, household: Household) -> None:
        if self._changes is None:
            self._changes = SchoolFile(self._folder, school(0), 12, changes=True)
        if self._changes.pupils < _CHANGES_AT_MOST:
            self._write(self._changes, child, household)

    def _write(self, file: SchoolFile, child: Person, household: Household) -> None:
        names = communities()[child.community]
        seen = seen_at(SCHOOL, child, household, names)
        old = household.address_at(child, SCHOOL)
        address = household.home if file.changes else old
        contacts = [person for person in (household.mother, household.man) if person is not None]
        file.pupil(
            "".join(
                (
                    "    <Pupil>\n",
                    _identity(seen, file.version),
                    "" if file.changes else _details(child, seen, names),
                    _address(address, "      "),
                    "      <Contacts>\n",
                    *(_contact(n, p, child, household) for n, p in enumerate(contacts, start=1)),
                    "      </Contacts>\n",
                    "" if file.changes else _history(child, file),
                    "    </Pupil>\n",
                )
            )
        )
        place = f"pupil {file.pupils}"
        for number, person in enumerate(contacts, start=1):
            self._truth.about(file.name, f"{place} contact {number}", seen.upn, "contact", person, household)
        self._truth.about(file.name, place, seen.upn, "pupil", child, household, agency=SCHOOL)


def _writes_the_previous(at: School) -> bool:
    return at.index >= len(places().primaries) and at.index % 4 == 0


def _tag(name: str, text: str, indent: int) -> str:
    return f"{' ' * indent}<{name}>{escape(text)}</{name}>\n" if text else ""


def _header(at: School, version: str, *, changes: bool) -> str:
    authority = places().authority
    made = "2026-11-16T04:10:09" if changes else f"2026-10-{5 + at.index % 20:02d}T04:{at.index % 60:02d}:30"
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n<CTfile>\n  <Header>\n',
            _tag("DocumentName", "Common Transfer File", 4),
            _tag("CTFversion", version, 4),
            _tag("DateTime", made, 4),
            _tag("DocumentQualifier", "partial" if changes else "full", 4),
            _tag("DataDescriptor", "Addresses and contacts changed this term" if changes else "", 4),
            _tag("SupplierID", _SUPPLIERS[at.index % 3], 4),
            "    <SourceSchool>\n",
            _tag("LEA", authority, 6),
            _tag("Estab", at.estab, 6),
            _tag("URN", f"99{at.estab}", 6),
            _tag("SchoolName", at.name, 6),
            _tag("AcademicYear", "2025" if version == PREVIOUS else "2026", 6),
            "    </SourceSchool>\n    <DestSchool>\n",
            _tag("LEA", authority, 6),
            _tag("Estab", "LLLL", 6),
            "    </DestSchool>\n  </Header>\n  <CTFpupilData>\n",
        )
    )


def _identity(seen: Seen, version: str) -> str:
    return "".join(
        (
            _tag("UPN", seen.upn, 6),
            _tag("Surname", seen.family, 6),
            _tag("Forename", seen.given, 6),
            _tag("DOB", seen.born.isoformat() if seen.born else "", 6),
            _tag("Gender" if version == PREVIOUS else "Sex", seen.sex, 6),
        )
    )


def _details(child: Person, seen: Seen, names: Community) -> str:
    first = names.language
    home = "ENG" if first != "ENG" else ""
    languages = "".join(
        f"          <Type>\n{_tag('LanguageType', kind, 12)}{_tag('Language', code, 12)}          </Type>\n"
        for kind, code in (("F", first), ("H", home))
        if code
    )
    year = "R" if child.year_group == 0 else str(child.year_group)
    return "".join(
        (
            "      <BasicDetails>\n",
            _tag("FormerUPN", seen.former_upn, 8),
            _tag("PreferredSurname", child.known_family if child.known_family != seen.family else "", 8),
            _tag("PreferredForename", child.known_given if child.known_given != seen.given else "", 8),
            _tag("FormerSurname", child.former_family, 8),
            _tag("MiddleNames", seen.middle, 8),
            _tag("NCyearActual", year, 8),
            _tag("Ethnicity", names.ethnicity, 8),
            _tag("EthnicitySource", "P", 8),
            f"        <Languages>\n{languages}        </Languages>\n",
            _tag("MedicalFlag", "false", 8),
            _tag("EnrolStatus", "C", 8),
            "      </BasicDetails>\n",
            _special_needs(child),
        )
    )


def _special_needs(child: Person) -> str:
    turn = int(child.key[1:])
    if turn % 9 or child.born is None:
        return ""
    since = date(2025, 9, 8) if (child.year_group or 0) > 1 else date(2026, 9, 7)
    kind = ("SLCN", "SEMH", "ASD", "MLD")[turn // 9 % 4]
    return (
        f"      <SENhistory>\n        <SEN>\n{_tag('StartDate', since.isoformat(), 10)}"
        f"{_tag('SENprovision', 'E' if turn % 27 == 0 else 'K', 10)}        </SEN>\n"
        f"        <SENneeds>\n          <SENneed>\n{_tag('SENtype', kind, 12)}{_tag('SENtypeRank', '1', 12)}"
        "          </SENneed>\n        </SENneeds>\n      </SENhistory>\n"
    )


def _address(address: Address, pad: str) -> str:
    at = len(pad)
    listed = places()
    return "".join(
        (
            f"{pad}<Address>\n{pad}  <BS7666Address>\n",
            _tag("SAON", address.flat, at + 4),
            _tag("PAON", address.number, at + 4),
            _tag("Street", address.street, at + 4),
            _tag("Locality", address.locality, at + 4),
            _tag("Town", listed.town, at + 4),
            _tag("PostTown", listed.post_town, at + 4),
            _tag("UniquePropertyReferenceNumber", address.uprn, at + 4),
            f"{pad}  </BS7666Address>\n",
            _tag("PostCode", address.postcode, at + 2),
            f"{pad}</Address>\n",
        )
    )


def _contact(order: int, person: Person, child: Person, household: Household) -> str:
    mother = person.role == "mother"
    relation = "PAM" if mother else "PAF" if child.father == person.key else "STF"
    as_pupil = not person.elsewhere
    here = "          <Address>\n            <AddressAsPupil>true</AddressAsPupil>\n          </Address>\n"
    phone = _tag("TelephoneType", "M", 14) + _tag("PhoneNo", person.phone, 14)
    return "".join(
        (
            "        <Contact>\n",
            _tag("Order", str(order), 10),
            _tag("Title", "Ms" if mother else "Mr", 10),
            _tag("Surname", person.family, 10),
            _tag("Forename", person.given, 10),
            _tag("Gender", person.sex, 10),
            _tag("MiddleNames", person.middle, 10),
            _tag("Relationship", relation, 10),
            _tag("Responsibility", "false" if relation == "STF" else "true", 10),
            here if as_pupil else _address(household.home_of(person), "          "),
            f"          <Phones>\n            <Phone>\n{phone}            </Phone>\n          </Phones>\n",
            "        </Contact>\n",
        )
    )


def _history(child: Person, file: SchoolFile) -> str:
    year = child.year_group or 0
    years_here = year if year <= 6 else year - 7
    entered = date(2026 - years_here, 9, 5)
    return (
        f"      <SchoolHistory>\n        <School>\n{_tag('LEA', places().authority, 10)}"
        f"{_tag('Estab', file.school.estab, 10)}{_tag('SchoolName', file.school.name, 10)}"
        f"{_tag('EntryDate', entered.isoformat(), 10)}{_tag('LastSchool', 'true', 10)}"
        "        </School>\n      </SchoolHistory>\n"
    )
