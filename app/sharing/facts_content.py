"""What leaves with a share: facts about people, and counts, figures and files of statistics (section 6.1)."""

from __future__ import annotations

from dataclasses import dataclass

#: What stands in a table or beside a figure where a count is hidden.
HIDDEN = "c"


@dataclass(frozen=True, slots=True)
class Item:
    """One fact that leaves: its category, whom it is about and to whom else it relates.

    ``address_clue`` marks what gives a hidden address away without being one. ``reveals_health`` is asked of SEN
    items, ``used_to_identify`` of photographs: each makes the item special category data. ``detail`` is its text.
    ``within_purpose`` is asked of DWP_SS and HMRC items; ``received_under`` names the power by which it came,
    ``source_agreed`` that the informant, or HMRC, agreed.
    """

    cat: str
    about: str = ""
    relates_to: tuple[str, ...] = ()
    relevant: bool = True
    tag: str = ""
    source: str = ""
    address_clue: bool = False
    reveals_health: bool = False
    used_to_identify: bool = False
    age_months: float = 0
    history: bool = False
    detail: str = ""
    within_purpose: bool = False
    source_agreed: bool = False
    received_under: str = ""
    could_identify: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of counts as it leaves: every cell is a number written as text, or ``c``.

    A column headed ``Total`` holds row totals, a row labelled ``Total`` holds column totals. Every row has as many
    cells as there are columns; ``row_labels`` are empty or one for each row.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    row_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage or an average that leaves; ``value`` as printed, or ``c``.

    ``numerator`` and ``denominator`` are what leaves beside it: a whole number, ``c``, or ``None`` (not shown).
    ``people`` is how many persons the desk knows behind it (``None``: unknown) and does not leave.
    """

    kind: str
    value: str
    numerator: int | str | None = None
    denominator: int | str | None = None
    people: int | None = None
    named_group: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """A table that left earlier: its title, how it was broken down, and its total where one is known."""

    title: str = ""
    breakdown: tuple[str, ...] = ()
    total: int | None = None
