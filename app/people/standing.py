"""Which of all that was said of somebody stands in front: newest batch, newest word, corrections first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

#: Groups of which one thing is true at a time; of all others several may stand side by side.
SINGLE = frozenset(
    {
        *("name", "birth", "expected", "death", "age", "sex", "gender", "ethnicity", "religion"),
        *("nhs_number", "upn", "uln", "gp", "school", "looked_after"),
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it: one organisation's one person; ``register`` when its references tell people apart."""

    agency_person: UUID
    organisation: str
    organisation_name: str
    reference: str
    register: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a person, oldest first in any list; ``heard_at`` is a moment as text.

    ``batch`` is None for what an officer said; ``by`` then names the officer.
    """

    id: UUID
    source: Source
    group: str
    value: Mapping[str, Any]
    said_on: str = ""
    heard_at: str = ""
    as_given: str = ""
    usable: bool = True
    batch: UUID | None = None
    replaces: UUID | None = None
    by: str = ""


def in_front(said: Iterable[Said]) -> tuple[Said, ...]:
    """Give what stands in front, in the order in which it was heard; what it stands in front of is left out.

    For each agency's person and group the newest batch that speaks of the group stands before older ones; a correction
    before what it names; of a single group only the last readable thing (by the day it speaks of, then by when it was
    heard), with whatever unreadable came after it. The same thing said twice in one batch is given once.
    """
    listed = list(said)
    corrected = {one.replaces for one in listed if one.replaces is not None}
    groups: dict[tuple[UUID, str], list[Said]] = {}
    for one in listed:
        if one.id not in corrected:
            groups.setdefault((one.source.agency_person, one.group), []).append(one)
    kept = {one.id for theirs in groups.values() for one in _of_one_group(theirs)}
    return tuple(one for one in listed if one.id in kept)


def _of_one_group(said: list[Said]) -> list[Said]:
    if len(said) == 1:
        return said
    batches = [one.batch for one in said if one.batch is not None]
    newest = batches[-1] if batches else None
    here = [one for one in said if one.batch in (None, newest)]
    group = here[0].group
    if group in SINGLE:
        return _last(here)
    if group == "address":
        homes = [one for one in here if one.value.get("kind", "home") == "home"]
        return [*_last(homes), *_each_once(one for one in here if one not in homes)]
    return list(_each_once(here))


def _last(said: list[Said]) -> list[Said]:
    """Give the last thing that could be read, and the unreadable ones after it; an officer's word comes after a file's."""
    ordered = sorted(enumerate(said), key=lambda pair: (pair[1].batch is None, pair[1].said_on, pair[0]))
    readable = [place for place, (_, one) in enumerate(ordered) if one.usable]
    return [one for _, one in ordered[readable[-1] if readable else 0 :]]


def _each_once(said: Iterable[Said]) -> list[Said]:
    found: dict[str, Said] = {}
    for one in said:
        found[f"{sorted(one.value.items())!r}{one.as_given}"] = one
    return list(found.values())
