"""What would a directory file add and change, and is any row of it refused? Brought in whole, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from app.access import Act, require
from app.directory.csv_rows import CsvRow, read_rows, row_faults, write_rows
from app.directory.keeping import KEPT, change_row, in_a_ring, new_channel, same_name
from app.directory.organisations import all_shown
from app.directory.values import ChannelValues, Fault, OrganisationValues
from app.errors import RefusedInput
from app.folding import fold
from app.unit_of_work import Reader, UnitOfWork
from models import directory
from models.database import DoorSession

ADDED, CHANGED, SAME, REFUSED = "added", "changed", "same", "refused"


@dataclass(frozen=True)
class PreviewRow:
    """What one row would do; ``what`` says it in words: the columns that change, or why it is refused."""

    row: int
    code: str
    name: str
    outcome: str
    what: str


@dataclass(frozen=True)
class ImportPreview:
    """What a file would do, row by row; ``not_read`` are headings that the directory does not know."""

    rows: tuple[PreviewRow, ...]
    not_read: tuple[str, ...]

    def count(self, outcome: str) -> int:
        """Count the rows of one outcome."""
        return sum(row.outcome == outcome for row in self.rows)


class RowsRefused(RefusedInput):
    """A file with rows that cannot be kept; nothing of it came in."""

    def __init__(self, refused: tuple[PreviewRow, ...]) -> None:
        first = refused[0]
        others = len(refused) - 1
        more = f" {others:,} more {'row is' if others == 1 else 'rows are'} refused." if others else ""
        super().__init__(
            f"Row {first.row}, {first.what}{more}",
            kept="Nothing was brought in.",
            next_step="Put the rows right in the file and bring it in again.",
        )
        self.refused = refused


@dataclass(frozen=True)
class _Planned:
    """A row that has been weighed: the organisation and the channel as they will be."""

    row: CsvRow
    values: OrganisationValues
    outcome: str
    changes: tuple[str, ...]
    faults: tuple[Fault, ...]


def text_of_file(path: Path) -> str:
    """Read a directory file's text; refused when it cannot be opened or is no UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RefusedInput(
            "The file cannot be read as UTF-8 text.",
            kept="Nothing was brought in.",
            next_step="Save it from the spreadsheet as “CSV UTF-8”.",
        ) from None


def preview_import(reader: Reader, content: str) -> ImportPreview:
    """Say what a file would add, change and leave, and which rows are refused; nothing is changed."""
    require(reader, Act.KEEP_DIRECTORY)
    file = read_rows(content)
    return ImportPreview(tuple(_shown(each) for each in _weighed(reader.session, file.rows)), file.not_read)


def import_organisations(work: UnitOfWork, content: str) -> tuple[int, int]:
    """Bring organisations in from CSV text: new codes are added, known ones changed; give both counts.

    A column that the file does not have leaves what is known. ``channel``, ``address`` and ``secure`` add a channel; a
    code may stand in several rows, one a channel. Refused (``RowsRefused``) with row and column when any row is.
    """
    require(work, Act.KEEP_DIRECTORY)
    planned = _weighed(work.session, read_rows(content).rows)
    refused = tuple(_shown(each) for each in planned if each.faults)
    if refused:
        raise RowsRefused(refused)
    things = _write(work.session, planned)
    added = {each.values.code for each in planned if each.outcome == ADDED}
    changed = {each.values.code for each in planned if each.outcome == CHANGED} - added
    if things:
        work.record("keep_directory", things=things, counts={"added": len(added), "changed": len(changed)})
        work.topics.add("directory")
    return len(added), len(changed)


def export_organisations(work: UnitOfWork) -> str:
    """Write the directory as CSV that ``import_organisations`` reads: a row an organisation, one more a channel more."""
    require(work, Act.KEEP_DIRECTORY)
    rows = all_shown(work.session)
    lines = []
    for row in rows:
        listed = "" if row.s16la_listed is None else _word(row.s16la_listed)
        flags = (row.commissioned, row.competent_authority, row.registered_landlord)
        start = [
            row.code, row.name, row.class_, row.body, row.parent, _word(row.tells_people_apart), listed,
            *map(_word, flags),
        ]  # fmt: skip
        channels = [[c.kind, c.address, _word(c.secure)] for c in row.channels] or [["", "", ""]]
        lines += [[*start, *channel] for channel in channels]
    work.record("export_directory", things=[row.id for row in rows], counts={"rows": len(lines)})
    return write_rows(lines)


def _word(yes: bool) -> str:
    return "yes" if yes else "no"


def _weighed(session: DoorSession, rows: tuple[CsvRow, ...]) -> list[_Planned]:
    known = _known(session)
    there = _channels(session)
    channels = {
        row.code: {(c.kind, c.address, c.secure) for c in there[row.id]}
        for row in directory.organisations(session)
    }
    first: dict[str, _Planned] = {}
    weighed = []
    for row in rows:
        values = row.over(known.get(row.code))
        before = first.get(values.code)
        faults = list(row_faults(row, values))
        if before is not None and values.code and values != before.values:
            faults.append(
                Fault("code", f"The row says something else of {values.code} than row {before.row.row}.")
            )
        changes = _changes(known.get(values.code), values) if before is None else ()
        outcome = ADDED if values.code not in known else CHANGED if changes else SAME
        if row.channel and _is_new(row.channel, channels.setdefault(values.code, set())):
            changes, outcome = (*changes, "channel"), ADDED if outcome == ADDED else CHANGED
        one = _Planned(row, values, outcome, changes, tuple(faults))
        first.setdefault(values.code, one)
        weighed.append(one)
    return _together(known, weighed)


def _is_new(channel: ChannelValues, known: set[tuple[str, str, bool]]) -> bool:
    this = (channel.kind, channel.address, channel.secure)
    if this in known:
        return False
    known.add(this)
    return True


def _together(known: dict[str, OrganisationValues], rows: list[_Planned]) -> list[_Planned]:
    """Judge what only all rows together show: parents that nobody has or that go round, and names given twice."""
    after = known | {each.values.code: each.values for each in rows}
    above = {code: values.parent for code, values in after.items()}
    names: dict[str, str] = {}
    for code, values in after.items():
        names.setdefault(fold(values.name), code)
    weighed = []
    for each in rows:
        faults = list(each.faults)
        code, parent = each.values.code, each.values.parent
        if parent and parent not in after:
            faults.append(Fault("parent", f"Neither the directory nor the file has {parent[:40]}."))
        elif parent and parent != code and in_a_ring(code, above):
            faults.append(Fault("parent", f"{code} would be a part of itself by way of {parent}."))
        other = names.get(fold(each.values.name), code)
        renamed = each.values.name != (known[code].name if code in known else "")
        if each.values.name and other != code and renamed:
            faults.append(same_name(other))
        weighed.append(replace(each, faults=tuple(faults)))
    return weighed


def _write(session: DoorSession, planned: list[_Planned]) -> list[UUID]:
    """Write the organisations, parents before their parts, then the channels; give the keys of all that was written."""
    rows = {row.code: row for row in directory.organisations(session)}
    things: dict[UUID, None] = {}
    for values in _parents_first({each.values.code: each.values for each in planned}):
        parent = rows[values.parent].id if values.parent else None
        row = rows.get(values.code)
        if row is None:
            row = directory.Organisation(code=values.code, **{name: getattr(values, name) for name in KEPT})
            row.parent_id = parent
            session.add(row)
            rows[values.code], things[row.id] = row, None
        elif change_row(row, values, parent):
            things[row.id] = None
    session.flush()
    channels = _channels(session)
    for each in planned:
        if each.row.channel is not None:
            owner = rows[each.values.code].id
            channel = new_channel(session, owner, each.row.channel, channels[owner])
            if channel is not None:
                channels[owner].append(channel)
                things |= {owner: None, channel.id: None}
    session.flush()
    return list(things)


def _channels(session: DoorSession) -> defaultdict[UUID, list[directory.Channel]]:
    found: defaultdict[UUID, list[directory.Channel]] = defaultdict(list)
    for channel in directory.all_channels(session):
        found[channel.organisation_id].append(channel)
    return found


def _parents_first(values: dict[str, OrganisationValues]) -> Iterator[OrganisationValues]:
    given: set[str] = set()
    for each in values.values():
        chain = []
        at: OrganisationValues | None = each
        while at is not None and at.code not in given:
            chain.append(at)
            given.add(at.code)
            at = values.get(at.parent)
        yield from reversed(chain)


def _known(session: DoorSession) -> dict[str, OrganisationValues]:
    rows = directory.organisations(session)
    codes = {row.id: row.code for row in rows}
    return {
        row.code: OrganisationValues(
            code=row.code,
            parent=codes.get(row.parent_id, "") if row.parent_id else "",
            **{name: getattr(row, name) for name in KEPT},
        )
        for row in rows
    }


def _changes(known: OrganisationValues | None, values: OrganisationValues) -> tuple[str, ...]:
    if known is None:
        return ()
    names = (*KEPT, "parent")
    return tuple(
        name.rstrip("_").replace("_", " ") for name in names if getattr(known, name) != getattr(values, name)
    )


def _shown(each: _Planned) -> PreviewRow:
    if each.faults:
        what = " ".join(f"column {fault.column}: {fault.words}" for fault in each.faults)
        return PreviewRow(each.row.row, each.values.code, each.values.name, REFUSED, what)
    return PreviewRow(each.row.row, each.values.code, each.values.name, each.outcome, ", ".join(each.changes))
