"""All links and pairs as a table, and what would be proposed if nothing were linked (formats.md, Links)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.linking.comparing import Comparison, compare
from app.linking.surroundings import look_around
from app.unit_of_work import Reader, UnitOfWork
from models import directory, feeds, linking, people
from models.codes import Band, CandidateState
from models.database import DoorSession

_CHUNK = 200


@dataclass(frozen=True)
class LinkRow:
    """One line of the table, in the columns of the format; ``reasons`` in words, joined by ``; ``."""

    organisation: str
    agency_reference: str
    person_reference: str
    person_agency_references: str
    band: str
    state: str
    score: str
    reasons: str


def export_links(work: UnitOfWork) -> tuple[LinkRow, ...]:
    """List all links, ended ones too, and all pairs that are asked or were answered; the log says that it was done."""
    require(work, Act.CONFIRM_LINK)
    rows = links_table(work)
    work.record("export_links", counts={"rows": len(rows)})
    return rows


def links_table(reader: Reader | UnitOfWork) -> tuple[LinkRow, ...]:
    """List all links and pairs: a link's state is how it was made or ``ended``, a pair's what was answered."""
    require(reader, Act.CONFIRM_LINK)
    session = reader.session
    links = linking.all_links(session)
    answered = linking.candidates(session, CandidateState.REFUSED, limit=10_000_000)
    pairs = [*linking.waiting_candidates(session), *answered]
    names = _Names(
        session, [*(link.agency_person_id for link in links), *(p.agency_person_id for p in pairs)]
    )
    for link in links:
        if link.ended_at is None:
            names.note(link.agency_person_id, link.person_id)
    names.read_persons([*(link.person_id for link in links), *(pair.person_id for pair in pairs)])
    rows = [
        names.row(link, "ended" if link.ended_at else link.how, link.band or "", link.score) for link in links
    ]
    return (*rows, *(names.row(pair, pair.state, pair.band, pair.score) for pair in pairs))


def as_csv(rows: Iterable[LinkRow]) -> str:
    """Write the table as CSV after RFC 4180 with a header row and LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([each.name for each in fields(LinkRow)])
    writer.writerows(astuple(row) for row in rows)
    return out.getvalue()


class _Names:
    """What organisations call the records, and what our persons are called."""

    def __init__(self, session: DoorSession, records: Sequence[UUID]) -> None:
        self.session = session
        codes = {row.id: row.code for row in directory.organisations(session)}
        rows = feeds.agency_persons(session, list(dict.fromkeys(records)))
        self.said_by = {row.id: (codes[row.organisation_id], row.reference) for row in rows}
        self.records_of: dict[UUID, list[UUID]] = {}
        self.references: dict[UUID, str] = {}

    def note(self, record: UUID, person: UUID) -> None:
        """Note that a record is linked to a person of ours."""
        self.records_of.setdefault(person, []).append(record)

    def read_persons(self, persons: Sequence[UUID]) -> None:
        """Read the references of persons of ours."""
        rows = people.persons(self.session, list(dict.fromkeys(persons)))
        self.references = {row.id: row.reference for row in rows}

    def called(self, person: UUID) -> str:
        """Give what the organisations call a person, joined by semicolons."""
        return ";".join(self.said_by[record][1] for record in self.records_of.get(person, ()))

    def row(self, pair: Any, state: str, band: str, score: float | None) -> LinkRow:
        """Give the line of a link or a pair."""
        code, reference = self.said_by[pair.agency_person_id]
        return LinkRow(
            code,
            reference,
            self.references.get(pair.person_id, ""),
            self.called(pair.person_id),
            str(band),
            str(state),
            "" if score is None else f"{score:.3f}",
            _reasons(pair.reasons),
        )


def _reasons(reasons: Iterable[dict[str, str]]) -> str:
    told = []
    for reason in reasons:
        if reason["field"] == "why":
            told.append(reason["words"])
        elif reason["verdict"] != "missing":
            told.append(f"{reason['field'].replace('_', ' ')} {reason['verdict']}: {reason['words']}")
    return "; ".join(told)


# --- rehearsing ------------------------------------------------------------------------------------------------------


def rehearse_links(reader: Reader) -> tuple[LinkRow, ...]:
    """List the pairs that would be proposed if no record were linked yet; nothing is changed.

    Each record is compared with every record of a child around it, so that a pair stands in the list once.
    """
    require(reader, Act.CONFIRM_LINK)
    records = linking.said_children(reader.session)
    names = _Names(reader.session, records)
    links = linking.live_links(reader.session, records)
    names.read_persons([link.person_id for link in links.values()])
    rows = []
    for start in range(0, len(records), _CHUNK):
        for record, other, compared in _pairs(reader.session, records[start : start + _CHUNK]):
            code, reference = names.said_by[record]
            person = links[other].person_id if other in links else None
            rows.append(
                LinkRow(
                    code,
                    reference,
                    names.references.get(person, "") if person else "",
                    names.said_by[other][1],
                    compared.band.value,
                    CandidateState.OPEN.value,
                    f"{compared.score:.3f}",
                    _reasons(compared.plain_reasons()),
                )
            )
    return tuple(rows)


def _pairs(session: DoorSession, records: Sequence[UUID]) -> Iterable[tuple[UUID, UUID, Comparison]]:
    around = look_around(session, records, linked=False)
    for record in records:
        found = []
        for other in sorted(around.near.get(record, ()), key=lambda key: key.bytes):
            if other.bytes > record.bytes or other not in around.facts or record not in around.facts:
                continue
            if not around.facts[other].is_child:
                continue
            compared = compare(around.facts[record], around.facts[other], around.around(record, other))
            if compared.band != Band.UNLIKELY:
                found.append((record, other, compared))
        found.sort(key=lambda each: -each[2].score)
        yield from found
