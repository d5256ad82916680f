"""Which school is this, by the number of its authority and its own? Added when somebody names or sends from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.access import Act, require
from app.directory.classes import classes
from app.directory.keeping import add_organisation, key_of, known_faults, new_row
from app.directory.values import Fault, FaultyValues, OrganisationValues, school_code, tidied
from app.unit_of_work import Reader, UnitOfWork
from models import directory

SCHOOLS, CLASS = "EDU", "EDUCATION_AGENCY"


@dataclass(frozen=True)
class SchoolNamed:
    """A school that a file names by its number; ``known`` says whether the directory has it."""

    code: str
    name: str
    known: bool


def school_named(reader: Reader, number: str, name: str) -> SchoolNamed | None:
    """Say whether the directory has the school of an LA and establishment number; None where it is no such number."""
    code = school_code(number)
    if not code:
        return None
    row = directory.organisation_coded(reader.session, code)
    return SchoolNamed(code, row.name if row else " ".join(name.split()), row is not None)


def add_school(work: UnitOfWork, number: str, name: str, body: str = "SCHOOL_MAINTAINED") -> UUID:
    """Add a school by its LA and establishment number, as ``SCH-9991234``, under schools and the education system.

    Its pupil references tell people apart, as every school's register does. Refused column by column.
    """
    require(work, Act.KEEP_DIRECTORY)
    code = _code(number)
    parent = SCHOOLS if key_of(work.session, SCHOOLS) else ""
    flags = {"tells_people_apart": True}
    return add_organisation(work, code, name, CLASS, body, flags, parent=parent)


def add_sending_school(work: UnitOfWork, number: str, name: str) -> str:
    """Add the school that a Common Transfer File names as its source, so that it can be the sender; give its code.

    Whoever may bring files in may do this: number and name are the file's, the rest is what every school has. What it is
    in law beside that (an academy, say) is put right in the directory. A school that is there is left as it is; one whose
    name another organisation has already gets its number behind it.
    """
    require(work, Act.IMPORT_FILES)
    code = _code(number)
    if directory.organisation_coded(work.session, code) is not None:
        return code
    parent = SCHOOLS if key_of(work.session, SCHOOLS) else ""
    values = tidied(OrganisationValues(code, name or code, CLASS, "SCHOOL_MAINTAINED", parent, True))
    if any(fault.column == "name" for fault in known_faults(work.session, values)):
        values = tidied(
            OrganisationValues(code, f"{name} ({code})", CLASS, "SCHOOL_MAINTAINED", parent, True)
        )
    row = new_row(work.session, values)
    work.record("keep_directory", things=[row.id], counts={"added": 1})
    work.topics.add("directory")
    return code


def ensure_schools(work: UnitOfWork, wanted: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Add the schools (code, name) that are not in the directory yet, under schools and the education system."""
    require(work, Act.IMPORT_FILES)
    parent = key_of(work.session, SCHOOLS)
    added = []
    for code, name in wanted:
        if directory.organisation_coded(work.session, code) is None:
            row = directory.Organisation(
                code=code.upper(),
                name=name or code,
                class_=CLASS,
                body="SCHOOL_MAINTAINED",
                parent_id=parent,
                tells_people_apart=True,
            )
            work.session.add(row)
            added.append(row)
    if added:
        work.record("keep_directory", things=[row.id for row in added], counts={"added": len(added)})
        work.topics.add("directory")
    return tuple(row.code for row in added)


def school_bodies() -> tuple[str, ...]:
    """Give the bodies that a school can be."""
    return classes()[CLASS].bodies


def _code(number: str) -> str:
    code = school_code(number)
    if not code:
        words = "A school's number has seven figures: three of the authority, four of the school."
        raise FaultyValues([Fault("code", words)])
    return code
