"""What to do next: batches to review, the same child to decide, shares to finish or to decide again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.access import Act, require
from app.drafts import DraftShown, my_drafts
from app.people.naming import given_family
from app.unit_of_work import Reader
from models import directory, feeds, linking, people, sharing
from models.codes import Band, BatchState, CandidateState, Decision, ShareState

#: How many rows of one kind the worklist shows before it says how many more there are.
MOST = 25


@dataclass(frozen=True)
class WorkRow:
    """One thing to do: about whom or what, the next act in words, when it is due, and where to go for it.

    ``place`` is a place of the window and ``key`` what to show there.
    """

    what: str
    second: str
    act: str
    kind: str
    due: datetime | None
    late: bool
    place: str
    key: str


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

    @property
    def late(self) -> int:
        """How many rows are late."""
        return sum(row.late for row in self.rows)


def worklist(reader: Reader) -> Worklist:
    """Give what waits: late decisions first, then batches, pairs and unfinished shares."""
    require(reader, Act.SEARCH)
    reviews = _reviews(reader)
    batches = _batches(reader)
    pairs = _pairs(reader)
    unfinished = _unfinished(reader)
    rows = (
        sorted(reviews, key=lambda row: (not row.late, row.due or reader.at)) + batches + pairs + unfinished
    )
    return Worklist(
        rows=tuple(rows),
        batches_to_review=len(batches),
        links_to_decide=linking.count_open(reader.session),
        shares_to_finish=len(unfinished),
        shares_to_review=len(reviews),
        drafts=my_drafts(reader),
        from_agencies=_from_agencies(reader),
    )


def _organisation_names(reader: Reader) -> dict[UUID, str]:
    return {row.id: row.name for row in directory.organisations(reader.session)}


def _batches(reader: Reader) -> list[WorkRow]:
    names = _organisation_names(reader)
    return [
        WorkRow(
            what=names.get(row.organisation_id, ""),
            second=f"{row.reference} · {row.layout_name}",
            act=f"Review what came: {_count(row.people, 'person', 'people')}, {_count(row.refused, 'row')} refused",
            kind="batch",
            due=None,
            late=False,
            place="feeds",
            key=str(row.id),
        )
        for row in feeds.batches(reader.session, BatchState.STAGED)
    ]


def _pairs(reader: Reader) -> list[WorkRow]:
    open_pairs = linking.candidates(
        reader.session, CandidateState.OPEN, CandidateState.NOT_SURE, limit=MOST * 4
    )
    order = {Band.TWIN: 0, Band.CERTAIN: 1, Band.REVIEW: 2, Band.UNLIKELY: 3}
    open_pairs = sorted(open_pairs, key=lambda pair: (order[Band(pair.band)], -pair.score, pair.id))[:MOST]
    names = _agency_person_names(reader, [pair.agency_person_id for pair in open_pairs])
    persons = {
        row.id: row.reference for row in people.persons(reader.session, [p.person_id for p in open_pairs])
    }
    senders = _senders(reader, [pair.agency_person_id for pair in open_pairs])
    words = {
        Band.TWIN: "possible twin or sibling",
        Band.CERTAIN: "all that is known agrees",
        Band.REVIEW: "some of it agrees",
        Band.UNLIKELY: "little of it agrees",
    }
    return [
        WorkRow(
            what=names.get(pair.agency_person_id, ""),
            second=f"{senders.get(pair.agency_person_id, '')} · {persons.get(pair.person_id, '')}",
            act=f"Is this the same child? {words[Band(pair.band)].capitalize()}",
            kind="link",
            due=None,
            late=False,
            place="linking",
            key=str(pair.id),
        )
        for pair in open_pairs
    ]


def _agency_person_names(reader: Reader, keys: list[UUID]) -> dict[UUID, str]:
    said = feeds.statements_of(reader.session, keys)
    return {row.agency_person_id: given_family(row.value) for row in said if row.group == "name"}


def _senders(reader: Reader, keys: list[UUID]) -> dict[UUID, str]:
    names = _organisation_names(reader)
    return {
        row.id: names.get(row.organisation_id, "")
        for row in feeds.agency_persons(reader.session, list(set(keys)))
    }


def _unfinished(reader: Reader) -> list[WorkRow]:
    rows = sharing.shares_in(reader.session, ShareState.DRAFT)[:MOST]
    names = _person_names(reader, rows)
    return [
        WorkRow(
            what=names[row.id],
            second=row.reference,
            act=f"Finish the share{_to(row)}",
            kind="share",
            due=None,
            late=False,
            place="sharing",
            key=row.reference,
        )
        for row in rows
    ]


def _reviews(reader: Reader) -> list[WorkRow]:
    rows = [
        row
        for row in sharing.shares_in(reader.session, ShareState.DECIDED)
        if row.decision == Decision.DEFER and row.review_at is not None
    ]
    names = _person_names(reader, rows)
    return [
        WorkRow(
            what=names[row.id],
            second=row.reference,
            act=f"Decide again: deferred until now{_to(row)}",
            kind="review",
            due=row.review_at,
            late=row.review_at is not None and row.review_at < reader.at,
            place="sharing",
            key=row.reference,
        )
        for row in rows
    ]


def _to(row: sharing.Share) -> str:
    to = (row.draft or {}).get("to") or {}
    return f" with {to['organisation']}" if to.get("organisation") else ""


def _person_names(reader: Reader, shares: list[sharing.Share]) -> dict[UUID, str]:
    named: dict[UUID, str] = {}
    for share in shares:
        words = []
        for about in sharing.about_of(reader.session, share.id):
            keys = linking.links_of_persons(
                reader.session, linking.one_child(reader.session, about.person_id)
            )
            names = _agency_person_names(reader, [link.agency_person_id for link in keys])
            words.append(next(iter(names.values()), "Name not known"))
        named[share.id] = " and ".join(words) or "Name not known"
    return named


def _from_agencies(reader: Reader) -> tuple[BatchLine, ...]:
    names = _organisation_names(reader)
    rows = feeds.batches(reader.session, BatchState.ACCEPTED)[:6]
    return tuple(
        BatchLine(
            reference=row.reference,
            words=f"{names.get(row.organisation_id, '')}: {_count(row.people, 'person', 'people')} in",
            refused=row.refused,
            key=str(row.id),
        )
        for row in rows
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
