"""What happened when, as all agencies tell it together: one list by date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.dates import GivenDate


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as one organisation tells it; ``iso`` is the date as sortable text and may be cut (2026-03) or empty.

    ``record`` is the record's key, None where it follows from something else that was said. ``has_clue`` says that the
    words held a clue to a withheld address, which was taken out.
    """

    iso: str
    date: GivenDate
    organisation: str
    organisation_name: str
    kind: str
    text: str
    tag: str | None = None
    record: UUID | None = None
    heard_at: str = ""
    has_clue: bool = False

    @property
    def shown(self) -> str:
        """The date on screen, with as much of it as is known, and the time where one was told."""
        time = self.iso[11:16]
        return f"{self.date.shown()} {time}" if time else self.date.shown()

    @property
    def precision(self) -> str:
        """How exactly the date is known: exact, estimated, month, year, placeholder or unreadable."""
        return self.date.precision


def one_list(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """Put happenings of all agencies into one list, the earliest first; each record stands in it once.

    A date of which only the month or the year is known stands at that month's or year's beginning, before its exact
    days; what has no date stands at the end. Within a day: by time, then by when it was heard.
    """
    once: dict[object, Happening] = {}
    for one in happenings:
        once.setdefault(one.record or (one.iso, one.organisation, one.kind, one.text), one)
    return tuple(sorted(once.values(), key=_place))


def turned_round(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """Turn a chronology round: the newest first, what has no date still at the end."""
    every = tuple(happenings)
    dated = [one for one in every if one.iso]
    return (*reversed(dated), *(one for one in every if not one.iso))


def told_by(happenings: Iterable[Happening], organisations: Iterable[str]) -> tuple[Happening, ...]:
    """Give only what these organisations tell, by code, in the same order; none named gives all."""
    wanted = frozenset(organisations)
    return tuple(one for one in happenings if not wanted or one.organisation in wanted)


def _place(one: Happening) -> tuple[bool, str, str, str, str]:
    return (not one.iso, one.iso, one.heard_at, one.organisation, str(one.record or one.text))
