"""What can a column be, in words, and by which headings is it known? From ``resources/feeds/fields.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from app.feeds.codes import code_words
from app.feeds.taught import EVENTS, LEFT
from resources import text

#: How many people beside the child a row may speak of.
BESIDE = 3
_NUMBERED = (
    "",
    "First person beside the child",
    "Second person beside the child",
    "Third person beside the child",
)
_OF_EVENTS = ("reference", "event.reference", "event.date", "event.text", "event.detail")


@cache
def _said() -> dict[str, Any]:
    return tomllib.loads(text("feeds/fields.toml"))


def plain(heading: str) -> str:
    """Give a heading in small letters without signs, as headings are compared."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


@cache
def field_choices(holds: str) -> tuple[tuple[str, str], ...]:
    """Give every field with its words, those of events alone for a table of events; leaving a column comes first."""
    fields = [(code, said["words"]) for code, said in _said()["fields"].items()]
    left = (LEFT, "Leave this column")
    if holds == EVENTS:
        return (left, *((code, words) for code, words in fields if code in _OF_EVENTS))
    beside = [
        (f"contact.{number}.{part}", f"{_NUMBERED[number]}: {said['words']}")
        for number in range(1, BESIDE + 1)
        for part, said in _said()["contact"].items()
    ]
    return (left, *fields, *beside)


@cache
def by_heading() -> dict[str, str]:
    """Give the field of each known heading."""
    return {each: code for code, said in _said()["fields"].items() for each in said["headings"]}


@cache
def contact_parts() -> dict[str, str]:
    """Give the part of a person beside the child for what follows the beginning of a heading."""
    return {each: part for part, said in _said()["contact"].items() for each in said["headings"]}


@cache
def beside() -> tuple[tuple[str, str], ...]:
    """Give how headings of a person beside the child begin, the longest first, with what that person is."""
    return tuple(sorted(_said()["beside"].items(), key=lambda pair: -len(pair[0])))


@cache
def values(name: str) -> dict[str, tuple[str, ...]]:
    """Give the words by which a value of a list (role, sex, home, relation) is known."""
    return {code: tuple(words) for code, words in _said()["values"][name].items()}


def meanings(field: str) -> tuple[tuple[str, str], ...]:
    """Give what a value of a field can mean, with words, for the fields whose values are codes; else nothing."""
    bare = field.rpartition(".")[2] if field.startswith("contact.") else field
    if bare == "relation":
        return (*code_words("ctf_relationship").items(), ("", "None of these: kept in its own words"))
    return _MEANINGS.get(bare, ())


_MEANINGS = {
    "role": (
        ("child", "A child"), ("unborn", "An unborn child"), ("deceased", "Somebody who has died"),
        ("-", "None of these: the age tells"),
    ),
    "sex": (("M", "Male"), ("F", "Female"), ("U", "Not known")),
    "address.kind": (("home", "Home"), ("temporary", "Temporary home"), ("refuge", "Refuge")),
}  # fmt: skip


@cache
def telling(name: str) -> tuple[str, ...]:
    """Give the words that tell something in a text: withheld, do_not_link, head, same_as."""
    return tuple(_said()["telling"][name])


@cache
def kinds() -> tuple[tuple[str, str], ...]:
    """Give the kinds of event with their words."""
    return tuple((code, said["words"]) for code, said in _said()["kinds"].items())


def kind_of(organisation: str) -> str:
    """Guess the kind of event that a sender tells of, by its code."""
    code = organisation.upper()
    said = _said()["kinds"].items()
    return next((kind for kind, each in said if any(code.startswith(s) for s in each["senders"])), "contact")
