"""Which school do these files say that they come from? The header of a Common Transfer File names it by number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.feeds.ctf import Header, header_of

#: The header stands at the beginning; more than this is not read to find it.
FIRST_PART = 256 * 1024


@dataclass(frozen=True)
class SourceSchool:
    """The school of a header: the number of its authority with its own, and its name there."""

    number: str
    name: str


def school_of_header(paths: Iterable[Path]) -> SourceSchool | None:
    """Give the one school that all Common Transfer Files among these files name as their source.

    None where there is no such file, one of them cannot be read, or they name several. The rest of a file is not looked
    at: it is read in a process of its own when the officer asks for it.
    """
    found = {
        header.sender: header.school
        for path in paths
        if (header := _header(path)) is not None and header.sender
    }
    if len(found) != 1:
        return None
    number, name = next(iter(found.items()))
    return SourceSchool(number, name)


def _header(path: Path) -> Header | None:
    try:
        with path.open("rb") as source:
            return header_of(source.read(FIRST_PART))
    except OSError:
        return None
