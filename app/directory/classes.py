"""What can an organisation be in law: which class, which body, and what does each flag of it mean?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from resources import text


@dataclass(frozen=True)
class ClassInLaw:
    """A class of recipient, and the bodies that an organisation of it may be (domain-and-law, section 6.1)."""

    code: str
    title: str
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class BodyInLaw:
    """What an organisation is in law; ``s16la`` says why it is listed for Children Act 2004 s16LA, or that it is not."""

    code: str
    title: str
    s16la: str
    competent_authority: bool


@dataclass(frozen=True)
class FlagInLaw:
    """One yes or no of the directory: its words, a short form of them, and in one sentence what it means in law."""

    code: str
    title: str
    short: str
    meaning: str


@cache
def classes() -> dict[str, ClassInLaw]:
    """Give every class by its code, in the order of the law file."""
    rows = tomllib.loads(text("law/classes.toml"))["class"]
    return {row["code"]: ClassInLaw(row["code"], row["title"], tuple(row["bodies"])) for row in rows}


@cache
def bodies() -> dict[str, BodyInLaw]:
    """Give every body by its code, in the order of the law file."""
    rows = tomllib.loads(text("law/bodies.toml"))["body"]
    return {
        row["code"]: BodyInLaw(row["code"], row["title"], row["s16la"], row["competent_authority"])
        for row in rows
    }


@cache
def flags() -> dict[str, FlagInLaw]:
    """Give every flag by its column, in the order in which they are asked."""
    rows = tomllib.loads(text("directory/flags.toml"))["flag"]
    return {row["code"]: FlagInLaw(row["code"], row["title"], row["short"], row["meaning"]) for row in rows}


def class_words(code: str) -> str:
    """Say a class; one that the law file does not name is said as its code."""
    found = classes().get(code)
    return found.title if found else code


def body_words(code: str) -> str:
    """Say a body; one that the law file does not name is said as its code."""
    found = bodies().get(code)
    return found.title if found else code


def only_body(class_: str) -> str:
    """Give the body of a class that has one body only, else nothing: which of several it is somebody must say."""
    found = classes().get(class_)
    return found.bodies[0] if found and len(found.bodies) == 1 else ""


def first_class(body: str) -> str:
    """Give the class that follows from a body: the first that names it (domain-and-law, section 6.1), or nothing."""
    return next((each.code for each in classes().values() if body in each.bodies), "")


_LISTED = {
    "a": "listed in section 11 of the Act",
    "c": "listed, because it works under arrangements with a listed body",
    "designated": "listed while your council's setting says that its childcare and education agencies are designated",
    "commissioned": "listed only where the tick for an arranged service is set",
    "no": "not listed",
}


def listed_words(body: str) -> str:
    """Say what follows from a body for the duty of s16LA where nobody set the flag (domain-and-law, section 4.8)."""
    found = bodies().get(body)
    return _LISTED[found.s16la] if found else ""
