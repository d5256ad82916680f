"""The made-up borough, brought in through the program's own doors, and what is true of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from app.desk import Desk
from app.directory.bringing_in import import_organisations
from app.feeds.importing import accept_batch, stage_files
from tests.builders_feeds import others_data

DAY = date(2026, 11, 24)
_TABLES = {
    "police_notices.csv": "POL",
    "health_visiting.xlsx": "HV",
    "school_nursing.csv": "SN",
    "housing.csv": "HSG",
    "early_years.xlsx": "EY",
}


@dataclass(frozen=True)
class Truth:
    """What is true of a child: the person, its twins."""

    person: str
    twins: frozenset[str]


def files() -> list[tuple[str, Path]]:
    """Give the files of the borough with the code of who sent them, in the order of their names."""
    folder = others_data("borough")
    schools = sorted((folder / "ctf").glob("*.xml"))
    sent = [
        ("LA-308" if path.name.startswith("308LLLL") else f"SCH-{path.name[:7]}", path) for path in schools
    ]
    return sent + [(code, folder / name) for name, code in _TABLES.items()]


@cache
def truth() -> dict[tuple[str, str], Truth]:
    """Give, by file and place as the reader says it, who the child of a record is."""
    found: dict[tuple[str, str], Truth] = {}
    with (others_data("borough") / "truth.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name, sheet = row["file"].rsplit("/", 1)[-1], row["sheet"]
            place = f"{sheet} {row['place']}" if name == "health_visiting.xlsx" else row["place"]
            about = Truth(row["person"], frozenset(filter(None, row["twin_of"].split(";"))))
            if row["kind"] == "child" and (name, place) not in found:
                found[(name, place)] = about
    return found


def senders(desk: Desk) -> None:
    """Put the schools and the council of the borough into the directory."""
    rows = ["code,name,class,body,tells_people_apart"]
    for code in sorted({code for code, _ in files()} - set(_TABLES.values())):
        law = "INTERNAL_SERVICE,LA" if code.startswith("LA") else "EDUCATION_AGENCY,SCHOOL_MAINTAINED"
        rows.append(f"{code},Sender {code},{law},yes")
    desk.do(import_organisations, "\n".join(rows) + "\n")


def bring_in(desk: Desk, code: str, path: Path) -> UUID:
    """Stage and accept one file; no links are looked for; give the batch."""
    staged = stage_files(desk, [path], organisation=code, today=DAY)
    return accept_batch(desk, staged.key).key
