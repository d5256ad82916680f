"""What does each agency hold of the child, side by side?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath
from uuid import UUID

from app.casefile.case_records import (
    Cell,
    Column,
    DisagreementShown,
    RecordShown,
    SettledShown,
    StatementShown,
    TableRow,
    Version,
)
from app.casefile.disagreeing import Disagreement
from app.casefile.gathering import Gathered
from app.casefile.masking import is_masked
from app.dates import from_value
from app.people.families import FamilyMember
from app.people.standing import Said
from app.people.wording import in_words
from app.vocabulary import words
from models.casefile_rows import LinkedRow, ToldRow

_ROWS = (("name", "Name"), ("birth", "Born"), ("address", "Lives at"))


def columns_of(
    gathered: Gathered, settled: frozenset[UUID], found: tuple[Disagreement, ...]
) -> tuple[Column, ...]:
    """Make a column for each agency's record of the child, the first linked first."""
    differing = frozenset([one.id for each in found if not each.settled for one in each.said])
    shown, told = _by_record(gathered.shown), _records_by_record(gathered.told)
    said = _by_record(gathered.said)
    return tuple(
        [
            _column(
                gathered, row, settled, differing,
                (shown.get(row.agency_person, []), told.get(row.agency_person, []), said.get(row.agency_person, [])),
            )
            for row in gathered.linked
        ]
    )  # fmt: skip


def _by_record(said: Iterable[Said]) -> dict[UUID, list[Said]]:
    found: dict[UUID, list[Said]] = {}
    for one in said:
        found.setdefault(one.source.agency_person, []).append(one)
    return found


def _records_by_record(told: Iterable[ToldRow]) -> dict[UUID, list[ToldRow]]:
    found: dict[UUID, list[ToldRow]] = {}
    for one in told:
        found.setdefault(one.agency_person, []).append(one)
    return found


def _column(
    gathered: Gathered,
    row: LinkedRow,
    settled: frozenset[UUID],
    differing: frozenset[UUID],
    theirs: tuple[list[Said], list[ToldRow], list[Said]],
) -> Column:
    shown, told, all_said = theirs
    keys = dict.fromkeys([*(one.batch for one in all_said), *(one.batch for one in told)])
    sent = [gathered.batches[key] for key in keys if key is not None and key in gathered.batches]
    last = max(sent, key=lambda batch: batch.at) if sent else None
    return Column(
        organisation=row.organisation_code,
        organisation_name=row.organisation_name,
        agency_person=row.agency_person,
        agency_reference=row.reference,
        made_by_us=row.made_by_us,
        link_how=row.how,
        link_words=words("link_how", row.how),
        linked_since=row.since,
        linked_by=row.by,
        reasons=_reasons(gathered, row),
        form=_form(last.files) if last else "",
        layout=last.layout if last else "",
        batch=last.reference if last else "",
        last_heard=max([last.at] if last else [one.heard_at for one in all_said], default=""),
        statements=tuple(_statement(one, settled, differing) for one in shown),
        records=tuple(record_shown(gathered, one) for one in reversed(told)),
        older=len(all_said) - len(shown),
    )


def _reasons(gathered: Gathered, row: LinkedRow) -> tuple[str, ...]:
    told = (str(one.get("words", "")) if isinstance(one, dict) else str(one) for one in row.reasons or ())
    return tuple(gathered.clues.taken_out(text) for text in told if text)


def _form(files: tuple[str, ...]) -> str:
    endings = {PurePath(name).suffix.lstrip(".").upper() for name in files}
    return ", ".join(sorted("CTF" if ending == "XML" else ending for ending in endings if ending))


def _statement(one: Said, settled: frozenset[UUID], differing: frozenset[UUID]) -> StatementShown:
    return StatementShown(
        id=one.id,
        group=one.group,
        group_words=words("group", one.group),
        value=one.value,
        text=in_words(one.group, one.value, one.as_given),
        said_on=one.said_on,
        heard_at=one.heard_at,
        as_given=one.as_given,
        usable=one.usable,
        settled=one.id in settled,
        withheld=is_masked(one),
        differs=one.id in differing,
        by=one.by,
    )


def record_shown(gathered: Gathered, row: ToldRow) -> RecordShown:
    """Show a record of the child with every clue to a withheld address taken out."""
    clues = gathered.clues
    return RecordShown(
        id=row.id,
        reference=clues.taken_out(row.reference),
        kind=row.kind,
        date=from_value(row.date).shown(),
        date_iso=row.date_iso,
        text=clues.taken_out(row.text),
        tag=row.tag,
        role=row.role,
        has_clue=clues.stands_in(row.text),
    )


def disagreements_shown(
    gathered: Gathered, found: tuple[Disagreement, ...], settled: frozenset[UUID]
) -> tuple[DisagreementShown, ...]:
    """Show where agencies disagree: who says what, with what is withheld taken out."""
    shown = {one.id: one for one in gathered.shown}
    return tuple(
        DisagreementShown(
            each.group,
            words("group", each.group),
            tuple(
                _version(shown[one.id], settled, camp)
                for camp, said in enumerate(each.camps)
                for one in said
                if one.id in shown
            ),
            each.settled,
        )
        for each in found
    )


def _version(one: Said, settled: frozenset[UUID], camp: int) -> Version:
    return Version(
        statement=one.id,
        organisation=one.source.organisation,
        organisation_name=one.source.organisation_name,
        agency_reference=one.source.reference,
        value=one.value,
        text=in_words(one.group, one.value, one.as_given),
        said_on=one.said_on or one.heard_at[:10],
        settled_on=one.id in settled,
        camp=camp,
        withheld=is_masked(one),
    )


def settled_shown(gathered: Gathered) -> tuple[SettledShown, ...]:
    """Show what officers settled about the child, the newest first, with what is withheld taken out."""
    said = {one.id: one for one in (*gathered.shown, *gathered.by_hand)}
    found = ((row, said.get(row.statement_id or row.id)) for row in gathered.settlements)
    return tuple(
        SettledShown(
            row.group,
            words("group", row.group),
            row.statement_id,
            one.value,
            in_words(one.group, one.value, one.as_given),
            gathered.clues.taken_out(row.because),
            row.id,
        )
        for row, one in found
        if one is not None
    )


def table_of(
    columns: tuple[Column, ...], family: tuple[FamilyMember, ...], found: tuple[Disagreement, ...] = ()
) -> tuple[TableRow, ...]:
    """Make the rows of *What agencies hold*: identity, home, family, latest, how many records.

    Of what agencies disagree on (``found``), the cells apart from what most of them say are marked.
    """
    apart = frozenset(key for each in found if not each.settled for key in each.apart())
    rows = [
        TableRow(code, label, tuple(_cell(column, code, apart) for column in columns))
        for code, label in _ROWS
    ]
    return (
        *rows,
        _row("with", "With", columns, lambda column: _with(column, family)),
        _row("latest", "Latest", columns, _latest),
        _row("records", "Records", columns, lambda column: str(len(column.records))),
    )


def _row(code: str, label: str, columns: tuple[Column, ...], text: Callable[[Column], str]) -> TableRow:
    return TableRow(code, label, tuple(Cell(text(column)) for column in columns))


def _cell(column: Column, group: str, apart: frozenset[UUID]) -> Cell:
    said = [one for one in column.statements if one.group == group]
    if group == "birth" and not said:
        due = [one for one in column.statements if one.group == "expected"]
        return Cell(f"expected {due[-1].text}") if due else Cell()
    if group == "address":
        said = [one for one in said if one.withheld or one.value.get("kind", "home") == "home"]
    return Cell(
        ", ".join(dict.fromkeys(one.text for one in said)),
        any(one.id in apart for one in said),
        any(one.withheld for one in said),
    )


def _with(column: Column, family: tuple[FamilyMember, ...]) -> str:
    theirs = [one for one in family if one.told_of == column.agency_person]
    return ", ".join(one.words for one in theirs)


def _latest(column: Column) -> str:
    if not column.records:
        return ""
    last = column.records[0]
    return f"{last.date}: {last.text}" + (f" ({last.tag})" if last.tag else "")
