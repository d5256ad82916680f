"""Links made, split, put back and ended by an undone batch, in any order, beside a plain model of who is whom."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.linking.candidates import propose_all
from app.linking.deciding import confirm_link, refuse_link
from app.linking.splitting import split_link, undo_split
from app.logbook.verifying import verify
from app.unit_of_work import Reader
from models import linking
from models.codes import CandidateState
from tests.app.linking.store import Sent, bring_in, undo
from tests.builders import a_desk

NAMES = ("Zoë", "Zara", "Sam")
ORGANISATIONS = ("POL", "SN", "EY")
PLACES = st.integers(0, 1000)


def _links(reader: Reader, records: list[UUID]) -> dict[UUID, UUID]:
    return {key: link.person_id for key, link in linking.live_links(reader.session, records).items()}


def _open_pairs(reader: Reader) -> list[tuple[UUID, UUID, UUID]]:
    pairs = linking.waiting_candidates(reader.session)
    return [
        (pair.id, pair.agency_person_id, pair.person_id) for pair in sorted(pairs, key=lambda p: p.id.bytes)
    ]


class LinkMachine(RuleBasedStateMachine):
    """``who`` is the model: the person of each linked record; ``gone`` are records whose batch was undone."""

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.desk = a_desk(Path(self.folder.name))
        self.who: dict[UUID, UUID] = {}
        self.records: list[UUID] = []
        self.gone: set[UUID] = set()
        self.splits: dict[UUID, tuple[UUID, UUID, UUID]] = {}

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            try:
                assert all(result.holds is not False for result in verify(self.desk))
            finally:
                self.desk.close()
                self.folder.cleanup()

    def _take_over(self) -> None:
        """Take first links that came of proposing into the model: each is to a person that nobody else has."""
        for record, person in self.desk.read(_links, self.records).items():
            if record not in self.who:
                assert person not in self.who.values()
                self.who[record] = person

    @rule(name=st.sampled_from(NAMES), code=st.sampled_from(ORGANISATIONS))
    def bring_in(self, name: str, code: str) -> None:
        (record,) = bring_in(self.desk, code, Sent(f"R{len(self.records)}", given=name))
        self.records.append(record)
        self._take_over()

    @rule(place=PLACES, same=st.booleans())
    def answer(self, place: int, same: bool) -> None:
        pairs = self.desk.read(_open_pairs)
        if not pairs:
            return
        pair, record, person = pairs[place % len(pairs)]
        if same:
            self.desk.do(confirm_link, pair)
            self.who[record] = person
        else:
            self.desk.do(refuse_link, pair)
            self._take_over()

    @precondition(lambda self: len(set(self.who.values())) < len(self.who))
    @rule(place=PLACES)
    def split(self, place: int) -> None:
        several = [key for key, person in self.who.items() if list(self.who.values()).count(person) > 1]
        record = several[place % len(several)]
        link = self.desk.read(lambda reader: linking.live_links(reader.session, [record])[record].id)
        done = self.desk.do(split_link, link, because="Another child.")
        assert done.to_person not in self.who.values()
        self.splits[done.split] = (record, self.who[record], done.to_person)
        self.who[record] = done.to_person

    @precondition(lambda self: self.splits)
    @rule()
    def put_back(self) -> None:
        split, (record, before, after) = self.splits.popitem()
        if self.who.get(record) == after:
            self.desk.do(undo_split, split, because="It was the same child.")
            self.who[record] = before

    @precondition(lambda self: self.who)
    @rule(place=PLACES)
    def undo_batch(self, place: int) -> None:
        left = [key for key in self.records if key not in self.gone]
        record = left[place % len(left)]
        undo(self.desk, record)
        self.gone.add(record)
        self.who.pop(record, None)
        propose_all(self.desk)
        self._take_over()

    @invariant()
    def links_are_as_the_model_says(self) -> None:
        if hasattr(self, "desk"):
            assert self.desk.read(_links, self.records) == self.who

    @invariant()
    def everybody_is_linked_or_asked_about(self) -> None:
        if hasattr(self, "desk"):
            asked = {record for _, record, _ in self.desk.read(_open_pairs)}
            assert asked.isdisjoint(self.who)
            assert asked | self.who.keys() | self.gone == set(self.records)

    @invariant()
    def a_confirmed_pair_is_a_link_or_was_one(self) -> None:
        if hasattr(self, "desk"):
            pairs = self.desk.read(
                lambda reader: [
                    (pair.agency_person_id, pair.person_id)
                    for pair in linking.candidates(reader.session, CandidateState.CONFIRMED)
                ]
            )
            ever = self.desk.read(
                lambda reader: {
                    (link.agency_person_id, link.person_id) for link in linking.all_links(reader.session)
                }
            )
            assert set(pairs) <= ever


TestLinkMachine = LinkMachine.TestCase
TestLinkMachine.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
