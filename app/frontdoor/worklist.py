"""What to do next: what is due first, then batches to review, the same child to decide, shares to finish."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.access import Act, may, require
from app.approvals import waiting_for_second
from app.clock import LONDON, shown_day
from app.drafts import DraftShown, my_drafts
from app.frontdoor.reviews import deferred_rows, emergency_rows, warning_rows
from app.frontdoor.rows import (
    WorkRow,
    agency_person_names,
    children_of_shares,
    counted,
    organisation_names,
    recipient,
)
from app.unit_of_work import Reader
from models import feeds, linking, people, sharing
from models.codes import Band, BatchState, ShareState

#: How many rows of one kind the worklist shows; the counts say how many there are in all.
MOST = 25
_ORDER = {Band.TWIN: 0, Band.CERTAIN: 1, Band.REVIEW: 2, Band.UNLIKELY: 3}
_AGREES = {
    Band.TWIN: "possible twin or sibling",
    Band.CERTAIN: "all that is known agrees",
    Band.REVIEW: "some of it agrees",
    Band.UNLIKELY: "little of it agrees",
}


@dataclass(frozen=True)
class BatchLine:
    """One line of *From agencies*: who sent it, what came in, what was refused."""

    reference: str
    words: str
    refused: int
    key: str


@dataclass(frozen=True)
class Worklist:
    """Everything that waits for an officer, in the order in which it is best done."""

    rows: tuple[WorkRow, ...]
    batches_to_review: int
    links_to_decide: int
    shares_to_finish: int
    shares_to_review: int
    drafts: tuple[DraftShown, ...]
    from_agencies: tuple[BatchLine, ...]
    warnings_to_review: int = 0

    @property
    def late(self) -> int:
        """How many rows are late."""
        return sum(row.late for row in self.rows)


def worklist(reader: Reader) -> Worklist:
    """Give what waits for this officer: late decisions first, then batches, pairs and unfinished shares.

    What an officer's roles do not let them do is not on their list, and is not counted there.
    """
    require(reader, Act.USE_OWN_DESK)
    brings_in = may(reader.officer, Act.IMPORT_FILES)
    decides_links = may(reader.officer, Act.CONFIRM_LINK)
    due, warnings = deferred_rows(reader), warning_rows(reader)
    batches = _batches(reader) if brings_in else []
    pairs = _pairs(reader) if decides_links else []
    unfinished = (
        sharing.shares_in(reader.session, ShareState.DRAFT) if may(reader.officer, Act.DRAFT_SHARE) else []
    )
    return Worklist(
        rows=tuple(
            emergency_rows(reader)[:MOST]
            + _second(reader)[:MOST]
            + due[:MOST]
            + warnings[:MOST]
            + batches[:MOST]
            + pairs
            + _unfinished(reader, unfinished[:MOST])
        ),
        batches_to_review=len(batches),
        links_to_decide=linking.count_open(reader.session) if decides_links else 0,
        shares_to_finish=len(unfinished),
        shares_to_review=len(due),
        drafts=my_drafts(reader),
        from_agencies=_from_agencies(reader) if brings_in else (),
        warnings_to_review=len(warnings),
    )


def _second(reader: Reader) -> list[WorkRow]:
    """What waits for this officer as second person names the act and who asked, never the child."""
    return [
        WorkRow(
            what=each.asked_by,
            second=shown_day(each.asked_at.astimezone(LONDON).date()),
            act=f"Agree or refuse as second person: {each.words.lower()}",
            kind="second",
            due=None,
            late=False,
            place="settings",
            key="second",
        )
        for each in waiting_for_second(reader)
    ]


def _batches(reader: Reader) -> list[WorkRow]:
    """A batch in which nothing was counted yet is still being read, or was broken off."""
    names = organisation_names(reader)
    return [
        WorkRow(
            what=names.get(row.organisation_id, ""),
            second=f"{row.reference} · {row.layout_name}",
            act=f"Review what came: {counted(row.people, 'person', 'people')}, {counted(row.refused, 'row')} refused",
            kind="batch",
            due=None,
            late=False,
            place="feeds",
            key=str(row.id),
        )
        for row in feeds.batches(reader.session, BatchState.STAGED)
        if row.rows_read
    ]


def _pairs(reader: Reader) -> list[WorkRow]:
    waiting = linking.waiting_candidates(reader.session, MOST * 4)
    waiting = sorted(waiting, key=lambda pair: (_ORDER[Band(pair.band)], -pair.score, pair.id))[:MOST]
    records = [pair.agency_person_id for pair in waiting]
    names, senders = agency_person_names(reader, records), _senders(reader, records)
    ours = people.persons(reader.session, [pair.person_id for pair in waiting])
    references = {row.id: row.reference for row in ours}
    return [
        WorkRow(
            what=names.get(pair.agency_person_id, ""),
            second=f"{senders.get(pair.agency_person_id, '')} · {references.get(pair.person_id, '')}",
            act=f"Is this the same child? {_AGREES[Band(pair.band)].capitalize()}",
            kind="link",
            due=None,
            late=False,
            place="linking",
            key=str(pair.id),
        )
        for pair in waiting
    ]


def _senders(reader: Reader, keys: list[UUID]) -> dict[UUID, str]:
    names = organisation_names(reader)
    rows = feeds.agency_persons(reader.session, list(set(keys)))
    return {row.id: names.get(row.organisation_id, "") for row in rows}


def _unfinished(reader: Reader, rows: list[sharing.Share]) -> list[WorkRow]:
    names = children_of_shares(reader, rows)
    return [
        WorkRow(
            what=names[row.id],
            second=row.reference,
            act=f"Finish the share with {recipient(row)}" if recipient(row) else "Finish the share",
            kind="share",
            due=None,
            late=False,
            place="sharing",
            key=row.reference,
        )
        for row in rows
    ]


def _from_agencies(reader: Reader) -> tuple[BatchLine, ...]:
    names = organisation_names(reader)
    rows = feeds.batches(reader.session, BatchState.ACCEPTED)[:6]
    return tuple(
        BatchLine(
            reference=row.reference,
            words=f"{names.get(row.organisation_id, '')}: {counted(row.people, 'person', 'people')} in",
            refused=row.refused,
            key=str(row.id),
        )
        for row in rows
    )
