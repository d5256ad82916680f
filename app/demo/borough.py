"""How the made-up borough is put together: households, their agencies' files, and the truth beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.demo import ctf, housing, nursing, police, visiting
from app.demo.households import HouseholdMaker
from app.demo.lists import places
from app.demo.numbers import Numbers
from app.demo.persons import Household
from app.demo.schooling import School
from app.demo.stories import told_households
from app.demo.truth import Truth
from app.errors import RefusedInput

TRUTH = "truth.csv"
AT_MOST = 200_000


@dataclass(frozen=True, slots=True)
class MadeOrganisation:
    """A school that the directory must know before its file comes in; ``parent`` is its code in the starter set."""

    code: str
    name: str
    parent: str
    legal_class: str
    body: str


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of the made-up borough.

    ``agency`` is the code under which it comes in, ``starter`` the code of the starter set (``EDU`` for a school) and
    ``layout`` the kind of file: ctf, police, health_visiting, housing or school_nursing.
    """

    path: Path
    agency: str
    starter: str
    layout: str
    records: int


@dataclass(frozen=True, slots=True)
class BoroughMade:
    """What was made: files in the order in which they are best brought in, schools, the truth file and counts."""

    folder: Path
    files: tuple[MadeFile, ...]
    organisations: tuple[MadeOrganisation, ...]
    truth: Path
    households: int
    people: int
    children: int
    truth_rows: int


def make_borough(out: Path, *, people: int = 40, seed: int = 1) -> BoroughMade:
    """Write the files that the agencies of a made-up borough of ``people`` people would have sent, into ``out``.

    The fixed dozen families come first, so 40 is the least; one person more than asked for may come of the last
    household. The same number and seed give the same bytes; what an earlier call left in ``out`` is replaced.
    Refuses more than 200,000 people and a negative seed.
    """
    if people > AT_MOST or seed < 0:
        raise RefusedInput(
            f"A made-up borough has at most {AT_MOST:,} people, and its seed is 0 or more.",
            kept="Nothing was written.",
            next_step="Ask for fewer people or another seed.",
        )
    out.mkdir(parents=True, exist_ok=True)
    with (out / TRUTH).open("w", encoding="utf-8", newline="") as stream:
        return _Maker(out, Truth(stream), seed, people).make()


class _Maker:
    def __init__(self, out: Path, truth: Truth, seed: int, wanted: int) -> None:
        self._out, self._truth, self._wanted = out, truth, wanted
        self._numbers = Numbers(seed)
        listed = places()
        primaries = min(len(listed.primaries), 1 + wanted // 1_600)
        secondaries = min(len(listed.secondaries), 1 + wanted // 3_500)
        self._households = HouseholdMaker(seed, self._numbers, primaries, secondaries)
        self._schools = ctf.SchoolFiles(out, truth)
        self._police = police.PoliceNotices(out, truth)
        self._visiting = visiting.Caseload(out, truth)
        self._housing = housing.Tenancies(out, truth)
        self._nursing = nursing.NurseContacts(out, truth)
        self._made = self._people = self._children = 0

    def make(self) -> BoroughMade:
        for household in told_households(self._numbers):
            self._write(household)
        while self._people < self._wanted:
            self._write(self._households.next(max(2, self._wanted - self._people)))
        school_files = self._schools.close()
        for writer in (self._police, self._visiting, self._housing, self._nursing):
            writer.close()
        return self._result(school_files)

    def _write(self, household: Household) -> None:
        share = min(1.0, self._people / max(self._wanted, 1))
        self._made += 1
        self._people += len(household.people)
        self._children += len(household.children)
        self._schools.household(household)
        self._police.household(household, share)
        self._visiting.household(household)
        self._housing.household(household)
        self._nursing.household(household, share)

    def _result(self, school_files: list[ctf.SchoolFile]) -> BoroughMade:
        files = [MadeFile(self._out / f.name, f.school.code, "EDU", "ctf", f.pupils) for f in school_files]
        for name, code, layout, records in (
            (visiting.FILE, "HV", "health_visiting", self._visiting.records),
            (police.FILE, "POL", "police", self._police.records),
            (housing.FILE, "HSG", "housing", self._housing.records),
            (nursing.FILE, "SN", "school_nursing", self._nursing.records),
        ):
            files.append(MadeFile(self._out / name, code, code, layout, records))
        schools = {f.school.index: f.school for f in school_files}
        return BoroughMade(
            folder=self._out,
            files=tuple(files),
            organisations=tuple(_organisation(schools[index]) for index in sorted(schools)),
            truth=self._out / TRUTH,
            households=self._made,
            people=self._people,
            children=self._children,
            truth_rows=self._truth.records,
        )


def _organisation(at: School) -> MadeOrganisation:
    body = "ACADEMY" if at.academy else "SCHOOL_MAINTAINED"
    return MadeOrganisation(at.code, at.name, "EDU", "EDUCATION_AGENCY", body)
