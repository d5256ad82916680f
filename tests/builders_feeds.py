"""What tests of files in need: data that others made, and small files made here."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from app.feeds.reading_inside import Job, read_here
from app.feeds.records import Reading

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
TODAY = date(2026, 11, 25)


def others_data(name: str) -> Path:
    """Give a file that nobody here made; without it the test fails where ``CI`` is set, and is left out elsewhere."""
    path = DATA / name
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"the shared data is missing: {name}")
        pytest.skip(f"the shared data is not here: {name}")
    return path


def read(organisation: str, *paths: Path, layout: str = "", today: date = TODAY) -> Reading:
    """Read files without a child process."""
    job = Job(tuple(map(str, paths)), organisation, today, "test.toml" if layout else "", layout)
    return read_here(job, lambda _rows: None)


def read_text(
    folder: Path, organisation: str, text: str, *, name: str = "file.csv", layout: str = ""
) -> Reading:
    """Write a text to a file and read it."""
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return read(organisation, path, layout=layout)


def said(reading: Reading, key: str, group: str) -> list[dict[str, object]]:
    """Give what is said of one person in a group."""
    return [s.value for p in reading.persons if p.key == key for s in p.statements if s.group == group]


HOUSING = (
    "Tenancy Ref,Person Ref,Position,Title,First Name,Last Name,Relationship,DOB,Age,Address,Postcode,UPRN,Tenure,"
    "Accommodation,Weekly Rent,Arrears,Date Moved In,Landlord,Phone,Warning,Notes"
)


def housing_row(**cells: str) -> str:
    """Write one row of a housing file; what is not named stands as in a plain one."""
    plain = {
        "Tenancy Ref": "T/1",
        "Person Ref": "P1",
        "First Name": "Orla",
        "Last Name": "Fenwick",
        "Relationship": "Daughter",
        "DOB": "14/02/16",
        "Address": "3 Galleon Road",
        "Postcode": "QX4 9AD",
        **{name.replace("_", " "): text for name, text in cells.items()},
    }
    return ",".join(f'"{plain[name]}"' if name in plain else "" for name in HOUSING.split(","))


def ctf(pupils: str, *, version: str = "26.0", qualifier: str = "full", head: str = "") -> str:
    """Write a Common Transfer File around some pupils."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<CTfile><Header><DocumentName>Common Transfer File</DocumentName>'
        f"<CTFversion>{version}</CTFversion><DateTime>2026-10-01T09:00:00</DateTime>"
        f"<DocumentQualifier>{qualifier}</DocumentQualifier><SourceSchool><LEA>308</LEA><Estab>9912</Estab>"
        "<SchoolName>Larkhill Primary School</SchoolName><AcademicYear>2026</AcademicYear></SourceSchool></Header>"
        f"<CTFpupilData>{pupils}</CTFpupilData></CTfile>"
    )


def pupil(
    more: str = "", *, upn: str = "E308991221301", surname: str = "Rosewarne", forename: str = "Demelza"
) -> str:
    """Write one pupil."""
    return (
        f"<Pupil><UPN>{upn}</UPN><Surname>{surname}</Surname><Forename>{forename}</Forename><DOB>2016-03-31</DOB>"
        f"<Sex>F</Sex>{more}</Pupil>"
    )
