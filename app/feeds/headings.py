"""Do the headings of a table fit its layout? Pure; a missing one is named with the line of the layout that needs it."""

from __future__ import annotations

from app.feeds.checking import FileRefused
from app.feeds.gathering import Gathering
from app.feeds.layout_shape import JoinRule, Layout, event_sources
from app.feeds.table import Table


class HeadingsRefused(FileRefused):
    """A table whose headings are not those of the layout; somebody may say which column is which."""


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def places(headings: tuple[str, ...]) -> dict[str, int]:
    """Give the place of each heading by its plain form; the first of two alike counts."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        found.setdefault(_plain(heading), place)
    return found


def count_fitting(layout: Layout, headings: tuple[str, ...]) -> int:
    """Count how many of the columns that a layout needs are there, less those that are missing."""
    there = places(headings)
    needed = layout.needed()
    fitting = sum(_plain(column) in there for column in needed)
    return fitting - (len(needed) - fitting)


def fits_wholly(layout: Layout, headings: tuple[str, ...]) -> bool:
    """Say whether every column that a layout needs is there."""
    there = places(headings)
    return all(_plain(column) in there for column in layout.needed())


def match_headings(layout: Layout, table: Table, gathering: Gathering) -> dict[str, int]:
    """Give where each column of the layout stands; refused when one that is needed is missing."""
    there = places(table.headings)
    needed = layout.needed()
    missing = {column: line for column, line in needed.items() if _plain(column) not in there}
    unknown = _unknown(layout, table.headings)
    if missing and len(missing) == len(needed):
        raise HeadingsRefused(
            "The first line is not the expected row of headings (it looks like a record).",
            "Ask the sender for the file with its headings, or choose another layout.",
        )
    if missing:
        _refuse_missing(missing, unknown)
    for heading in unknown:
        gathering.flag("", heading, "", f"The column {heading} is not known to the layout; it was left.")
    return {column: there[_plain(column)] for column in sorted(layout.read()) if _plain(column) in there}


def _refuse_missing(missing: dict[str, int], unknown: list[str]) -> None:
    named = ", ".join(
        f"{column} (line {line} of the layout)" if line else column for column, line in missing.items()
    )
    known = (
        f" Columns that it does not know: {', '.join(unknown)}. Perhaps they were renamed." if unknown else ""
    )
    raise HeadingsRefused(
        f"Columns that the layout needs are missing: {named}.{known}",
        "Make a new layout for this file, or ask the sender for the usual columns.",
    )


def _unknown(layout: Layout, headings: tuple[str, ...]) -> list[str]:
    known = {_plain(column) for column in layout.known()}
    groups = tuple(_plain(group) + ": " for group in layout.ignore_groups)
    return [
        heading
        for heading in dict.fromkeys(headings)
        if heading and _plain(heading) not in known and not (groups and _plain(heading).startswith(groups))
    ]


def required_of_join(rule: JoinRule, table: Table, gathering: Gathering) -> dict[str, int]:
    """Give where the columns of a joined table stand; refused when one is missing."""
    there = places(table.headings)
    needed = {rule.on: rule.line}
    for source in event_sources(rule.event):
        for column in source.columns:
            needed.setdefault(column, source.line)
    missing = {column: line for column, line in needed.items() if _plain(column) not in there}
    if missing:
        _refuse_missing(missing, [])
    known = {_plain(column) for column in (*needed, *rule.ignore)}
    for heading in table.headings:
        if heading and _plain(heading) not in known:
            what = f"The column {heading} of the joined table is not known to the layout; it was left."
            gathering.flag("", heading, "", what)
    return {column: there[_plain(column)] for column in needed}
