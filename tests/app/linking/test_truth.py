"""Over a whole borough nothing certain is wrong, twins are never certain, and most of what is true is found."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from _pytest.tmpdir import TempPathFactory

from app.desk import Desk
from app.linking.candidates import propose_all
from app.linking.deciding import confirm_band
from app.unit_of_work import Reader
from models import feeds, linking
from models.codes import Band
from tests.app.linking.borough import Truth, bring_in, files, senders, truth
from tests.builders import a_desk

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Found:
    """A proposed pair: its band, who the record truly is, whom the person's records are truly of."""

    band: str
    record: Truth
    person: frozenset[str]


@pytest.fixture(scope="module")
def borough(tmp_path_factory: TempPathFactory) -> Iterator[Desk]:
    """Give a desk with every file of the borough brought in and proposed, nothing confirmed."""
    desk = a_desk(tmp_path_factory.mktemp("borough"))
    senders(desk)
    for code, path in files():
        propose_all(desk, bring_in(desk, code, path))
    yield desk
    desk.close()


def _owners(reader: Reader) -> dict[UUID, Truth]:
    found: dict[UUID, Truth] = {}
    for batch in feeds.batches(reader.session):
        (file,) = feeds.files_of(reader.session, batch.id)
        for statement in feeds.statements_of(reader.session, feeds.people_in_batch(reader.session, batch.id)):
            about = truth().get((file.name, statement.place))
            if about and statement.batch_id == batch.id:
                found.setdefault(statement.agency_person_id, about)
    return found


def _persons(reader: Reader, owners: dict[UUID, Truth]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    for link in linking.all_links(reader.session):
        if link.ended_at is None:
            found[link.person_id].add(owners[link.agency_person_id].person)
    return found


def _pairs(reader: Reader) -> list[Found]:
    owners = _owners(reader)
    persons = _persons(reader, owners)
    return [
        Found(pair.band, owners[pair.agency_person_id], frozenset(persons[pair.person_id]))
        for pair in linking.waiting_candidates(reader.session)
    ]


def test_no_certain_pair_is_wrong_and_no_twin_is_certain(borough: Desk) -> None:
    certain = [pair for pair in borough.read(_pairs) if pair.band == Band.CERTAIN]
    assert len(certain) >= 100
    assert [pair for pair in certain if pair.record.person not in pair.person] == []
    assert [pair for pair in certain if pair.record.twins & pair.person] == []


def test_most_records_that_wait_are_asked_about_with_the_right_person(
    borough: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = borough.read(_pairs)
    asked: dict[str, bool] = defaultdict(bool)
    for pair in pairs:
        asked[pair.record.person] |= pair.record.person in pair.person
    bands = Counter((pair.band, pair.record.person in pair.person) for pair in pairs)
    with capsys.disabled():
        right = {band: bands[(band, True)] for band in Band}
        sys.stdout.write(
            f"\nright pairs by band: {right}; children asked about rightly: {sum(asked.values())} of {len(asked)}\n"
        )
    assert sum(asked.values()) >= 0.9 * len(asked)


def test_a_life_before_adoption_is_never_beside_the_life_after(borough: Desk) -> None:
    before, after = "T0069", "T0065"
    for pair in borough.read(_pairs):
        assert {pair.record.person, *pair.person} & {before, after} != {before, after}


def test_confirming_what_is_certain_puts_no_two_children_together(borough: Desk) -> None:
    assert confirm_band(borough) >= 100

    def impure(reader: Reader) -> list[set[str]]:
        return [people for people in _persons(reader, _owners(reader)).values() if len(people) > 1]

    assert borough.read(impure) == []
    assert confirm_band(borough) == 0
