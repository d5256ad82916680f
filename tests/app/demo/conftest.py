"""The made-up boroughs that these tests look at: the small default one and one of some thousands."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from defusedxml.ElementTree import parse
from openpyxl import load_workbook

from app.demo import BoroughMade, make_borough

Row = dict[str, str]
SHARED = Path(__file__).parents[4] / "shared" / "data" / "borough"


@dataclass(frozen=True)
class Read:
    """A borough as it stands in its files: rows by file, and the truth."""

    made: BoroughMade
    truth: list[Row]
    police: list[Row]
    housing: list[Row]
    nursing: list[Row]
    visiting: dict[str, list[tuple[Any, ...]]]
    pupils: dict[tuple[str, str], Row]

    def written(self, row: Row) -> tuple[str, str]:
        """Give birth date (ISO) and identifier as the record wrote them to which a truth row points."""
        place = int(row["place"].split()[1]) - 1
        if row["file"] == "police_notices.csv":
            return slashes(self.police[place]["DOB"]), ""
        if row["file"] == "housing.csv":
            return slashes(self.housing[place]["DOB"]), ""
        if row["file"] == "school_nursing.csv":
            return "", self.nursing[place]["NHS Number"]
        if row["sheet"] == "Children":
            cells = self.visiting["Children"][place]
            born = cells[5].date().isoformat() if isinstance(cells[5], datetime) else ""
            return born, str(cells[1] or "")
        pupil = self.pupils[(row["file"], row["place"])]
        return pupil.get("DOB", ""), pupil.get("UPN", "")


def slashes(text: str) -> str:
    """Turn ``08/03/2022`` or ``08/03/22`` into ISO; anything else into an empty text."""
    parts = text.split("/")
    if len(parts) != 3 or not parts[0].isdigit():
        return ""
    day, month, year = map(int, parts)
    return date(year if year > 99 else 2000 + year - 100 * (year > 27), month, day).isoformat()


def rows(path: Path, encoding: str, separator: str = ",") -> list[Row]:
    """Read a CSV file with its headings."""
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=separator))


def read_borough(made: BoroughMade) -> Read:
    """Read a made borough back from its files."""
    book = load_workbook(made.folder / "health_visiting.xlsx", data_only=True)
    sheets = {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    pupils: dict[tuple[str, str], Row] = {}
    for file in made.files:
        if file.layout == "ctf":
            found = cast("Any", parse(file.path)).getroot().iter("Pupil")
            name = file.path.relative_to(made.folder).as_posix()
            for number, pupil in enumerate(found, start=1):
                pupils[(name, f"pupil {number}")] = {part.tag: part.text or "" for part in pupil}
    return Read(
        made=made,
        truth=rows(made.truth, "utf-8"),
        police=rows(made.folder / "police_notices.csv", "utf-8"),
        housing=rows(made.folder / "housing.csv", "cp1252"),
        nursing=rows(made.folder / "school_nursing.csv", "utf-8-sig", ";"),
        visiting=sheets,
        pupils=pupils,
    )


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The borough that the demo begins with."""
    return read_borough(make_borough(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """A borough of 3,000 people."""
    return read_borough(make_borough(tmp_path_factory.mktemp("large"), people=3_000, seed=7))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The borough that somebody else made; missing data is no excuse where the whole suite is run."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("The shared borough is missing.")
        pytest.skip("The shared borough is not here.")
    return SHARED
