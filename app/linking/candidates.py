"""Which pairs should somebody look at? Found when a batch is accepted; nothing is linked here but a child's first record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.cycles import seldom_swept
from app.desk import Desk
from app.linking.comparing import Comparison, compare
from app.linking.planning import WAITING, Plan, pair_values, plan_links
from app.linking.remembered import Remembered
from app.linking.surroundings import look_around
from app.linking.weights import shipped_weights
from app.unit_of_work import Reader, UnitOfWork
from models import feeds, linking, linking_rows, logbook
from models.base import new_key
from models.codes import Band, CandidateState, LinkHow
from models.linking import Candidate, Firewall, Link
from models.people import Person

CHUNK = 100


@dataclass(frozen=True)
class Proposed:
    """What looking for the same child came to: records looked at, persons made, records that wait, pairs found."""

    looked_at: int = 0
    new_persons: int = 0
    waiting: int = 0
    pairs: int = 0

    def __add__(self, other: Proposed) -> Proposed:
        return Proposed(
            self.looked_at + other.looked_at,
            self.new_persons + other.new_persons,
            self.waiting + other.waiting,
            self.pairs + other.pairs,
        )


def renew(pair: Candidate, compared: Comparison) -> str:
    """Put a new comparison into a pair; say ``band`` or ``score`` for what changed, or nothing."""
    before = (pair.band, pair.score)
    if before == (compared.band, compared.score):
        return ""
    pair.band, pair.score = compared.band.value, compared.score
    pair.reasons, pair.engine = compared.plain_reasons(), shipped_weights().engine
    return "band" if before[0] != compared.band else "score"


def propose_links(
    work: UnitOfWork, records: Sequence[UUID], *, batch: UUID | None = None, planned: Plan | None = None
) -> Proposed:
    """Look for the same child for some records that are linked to nobody.

    A record with no candidate gets a person of its own (link ``first``); one with candidates waits for an officer; adults
    stay as their agencies know them. Records that already wait are compared with the persons made now. What was
    ``planned`` ahead is written as it is; when something was done since, it is planned once more.
    """
    require(work, Act.CONFIRM_LINK)
    head, _ = logbook.last_link(work.session)
    plan = (
        planned if planned is not None and planned.head == head else plan_links(work.session, records, head)
    )
    _write(work, plan)
    made = list(plan.first.values())
    waiting = plan.waiting.intersection(records) - plan.first.keys()
    done = Proposed(len(records), len(made), len(waiting), len(plan.pairs))
    work.record(
        "propose_links",
        persons=made,
        things=[*([batch] if batch else []), *plan.changed],
        counts={"records": done.looked_at, "persons": done.new_persons, "pairs": done.pairs},
    )
    work.topics |= {"links", "people"}
    return done


def _write(work: UnitOfWork, plan: Plan) -> None:
    engine = shipped_weights().engine
    references = work.new_references("P", len(plan.first)) if plan.first else []
    work.insert_many(
        Person,
        [
            {"id": person, "reference": reference, "made_at": work.at, "made_by": work.officer.id}
            | {"state": "here", "restrictions": []}
            for person, reference in zip(plan.first.values(), references, strict=True)
        ],
    )
    work.insert_many(
        Link, [_first_link(work, record, person, engine) for record, person in plan.first.items()]
    )
    work.insert_many(
        Firewall,
        [
            {"id": new_key(), "agency_person_id": record, "because": "said by the organisation"}
            | {"state": "here", "set_at": work.at}
            for record in plan.walls
        ],
    )
    work.insert_many(
        Candidate,
        [
            {"id": new_key(), "agency_person_id": pair.record, "person_id": pair.person, "found_at": work.at}
            | pair_values(pair)
            for pair in plan.pairs
        ],
    )
    for key, pair in plan.changed.items():
        linking.change_candidate(work.session, key, pair_values(pair))
    work.session.flush()


def _first_link(work: UnitOfWork, record: UUID, person: UUID, engine: str) -> dict[str, Any]:
    return {
        "id": new_key(),
        "agency_person_id": record,
        "person_id": person,
        "how": LinkHow.FIRST.value,
        "reasons": [{"field": "why", "verdict": "", "words": "The first record of this child."}],
        "engine": engine,
        "linked_by": work.officer.id,
        "linked_at": work.at,
    }


# --- a whole batch ---------------------------------------------------------------------------------------------------


def records_to_place(reader: Reader, batch: UUID | None = None) -> tuple[UUID, ...]:
    """Give the records that need looking at: those of a batch that are linked to nobody, and those waiting for nothing.

    The last are left over where the person that they might have been has gone with a batch that was undone. Without a
    batch these are all that wait: what is around them has changed.
    """
    require(reader, Act.CONFIRM_LINK)
    unlinked = linking_rows.unlinked_children(reader.session)
    if batch is not None:
        asked = linking_rows.asked_about(reader.session)
        of_batch = set(feeds.people_in_batch(reader.session, batch))
        unlinked = [record for record in unlinked if record in of_batch or record not in asked]
    said = linking_rows.spoken_of(reader.session, unlinked)
    return tuple(record for record in unlinked if record in said)


def propose_all(
    desk: Desk,
    batch: UUID | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Proposed:
    """Look for the same child for all records of an accepted batch, in short transactions one after the other.

    Call it after a batch was accepted and after one was undone (without a batch). It can be stopped and called again.
    Each piece is planned on the reading connection, so that the store is held for writing only while rows are written.
    """
    records = desk.read(records_to_place, batch)
    with seldom_swept():
        return _in_pieces(desk, batch, records, progress or (lambda _done, _of: None), stopped)


def _in_pieces(
    desk: Desk,
    batch: UUID | None,
    records: Sequence[UUID],
    progress: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> Proposed:
    done, remembered = Proposed(), Remembered()
    for start in range(0, len(records), CHUNK):
        if stopped():
            break
        some = records[start : start + CHUNK]
        planned = desk.read(_planned, some, remembered)
        done += desk.do(propose_links, some, batch=batch, planned=planned)
        # The piece's own entry changes nothing of what is remembered; any other one is met at the next reading.
        remembered.head = planned.head + 1
        progress(min(start + CHUNK, len(records)), len(records))
    return done


def _planned(reader: Reader, records: Sequence[UUID], remembered: Remembered) -> Plan:
    head, _ = logbook.last_link(reader.session)
    remembered.stand_at(head)
    return plan_links(reader.session, records, head, remembered)


def refresh_pairs(work: UnitOfWork, persons: Iterable[UUID]) -> list[Candidate]:
    """Compare the waiting pairs of some persons of ours again, now that more is linked; give those that changed."""
    pairs = linking.candidates_about(work.session, [], list(persons), *WAITING)
    if not pairs:
        return []
    records = sorted({pair.agency_person_id for pair in pairs}, key=lambda key: key.bytes)
    around = look_around(work.session, records)
    changed = []
    for pair in pairs:
        facts = around.facts.get(pair.agency_person_id)
        if facts is None or pair.person_id not in around.records_of:
            continue
        compared = compare(
            facts, around.person_facts(pair.person_id), around.around(pair.agency_person_id, pair.person_id)
        )
        if compared.band == Band.UNLIKELY:
            pair.state = CandidateState.STALE
            changed.append(pair)
        elif renew(pair, compared):
            changed.append(pair)
    return changed


def place_left_over(work: UnitOfWork, changed: Iterable[Candidate]) -> None:
    """Look again for records whose last pair is no longer asked: each gets a person of its own, or other pairs."""
    records = {pair.agency_person_id for pair in changed if pair.state == CandidateState.STALE}
    if not records:
        return
    work.session.flush()
    asked = {
        pair.agency_person_id for pair in linking.candidates_about(work.session, list(records), [], *WAITING)
    }
    linked = linking.live_links(work.session, list(records))
    left = sorted(records - asked - linked.keys(), key=lambda record: record.bytes)
    if left:
        propose_links(work, left)
