"""What an undone batch left behind is swept away: words, keys, pairs, persons of whom no link is left; in short steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from app.access import Act, require
from app.desk import Desk
from app.errors import NotFound
from app.feeds.derived_rows import derive_again
from app.feeds.short_steps import Written, in_steps
from app.unit_of_work import Reader, UnitOfWork
from models import feeds, linking, people
from models.codes import BatchState, CandidateState


def sweep_undone(desk: Desk, key: UUID, written: Written | None = None) -> tuple[UUID, ...]:
    """Sweep away what a batch left that is being undone, and say that it is undone; give the children to look at again.

    No answer changes by it. It can be broken off and begun again; anybody who unlocks the desk may finish it.
    """
    sweeping = Sweeping(key)
    in_steps(desk, desk.read(people_left, key), sweeping.write, written=written, first=40)
    desk.do(finish_undo, key)
    return tuple(sweeping.look_again)


def people_left(reader: Reader, key: UUID) -> tuple[UUID, ...]:
    """Give the agency persons of a batch that is being undone."""
    require(reader, Act.USE_OWN_DESK)
    return tuple(sorted(feeds.people_in_batch(reader.session, key), key=lambda person: person.bytes))


@dataclass(frozen=True)
class Sweeping:
    """Sweeps for some people of an undone batch; ``look_again`` gathers children who are left without their pair."""

    key: UUID
    look_again: dict[UUID, None] = field(default_factory=dict)

    def write(self, work: UnitOfWork, some: list[UUID]) -> None:
        """Let persons of ours leave of whom no link is left, make pairs stale that nobody can answer, derive anew."""
        require(work, Act.USE_OWN_DESK)
        gone = self._without_links(work, some)
        said = feeds.said_among(work.session, some)
        stale = self._let_pairs_go(work, {key for key in some if key not in said}, gone)
        work.record(
            "sweep_undone",
            persons=gone,
            things=[self.key, *stale],
            counts={"people": len(some), "pairs": len(stale)},
        )
        work.session.flush()
        derive_again(work, some)
        work.topics.update(("search", "links", "case"))

    def _without_links(self, work: UnitOfWork, some: list[UUID]) -> list[UUID]:
        ended = linking.links_ended_by(work.session, self.key, some)
        persons = list(dict.fromkeys(link.person_id for link in ended))
        linked = {link.person_id for link in linking.links_of_persons(work.session, persons)}
        gone = [person for person in persons if person not in linked]
        for person in people.persons(work.session, gone):
            person.state = "left"
        return gone

    def _let_pairs_go(self, work: UnitOfWork, unsaid: set[UUID], gone: list[UUID]) -> list[UUID]:
        stale = []
        open_states = (CandidateState.OPEN, CandidateState.NOT_SURE)
        for pair in linking.candidates_about(work.session, list(unsaid), gone, *open_states):
            pair.state = CandidateState.STALE
            stale.append(pair.id)
            if pair.agency_person_id not in unsaid:
                self.look_again[pair.agency_person_id] = None
        return stale


def finish_undo(work: UnitOfWork, key: UUID) -> None:
    """Say that nothing of an undone batch is left to be swept away."""
    require(work, Act.USE_OWN_DESK)
    batch = feeds.batch(work.session, key)
    if batch is None:
        raise NotFound("This batch is not in the store.", next_step="Look at the list of batches.")
    batch.state = BatchState.UNDONE
    work.record("sweep_undone", things=[batch.id])
    work.topics.add("batches")
