"""Between any two steps of undoing, accepting and rebuilding the screens are answered alike; broken off, it is finished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.casefile.finding import find
from app.desk import Desk
from app.errors import RefusedInput
from app.feeds import short_steps
from app.feeds.derived_rows import rebuild
from app.feeds.importing import accept_batch, stage_reading, tidy_after_break
from app.feeds.previewing import list_batches
from app.feeds.short_steps import in_steps
from app.feeds.undoing import undo_batch
from app.linking.candidates import propose_all
from app.unit_of_work import Reader, UnitOfWork
from models import feeds, linking, linking_rows
from tests.builders_feeds import HOUSING, housing_row, read

SEARCHED = ("fenwick", "orla fenwick", "smyth", "zelda", "QX4 9AD", "ro", "orla smyth")


class BrokenOff(Exception):
    """Stands for a kill between two steps."""


@pytest.fixture(autouse=True)
def steps_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every step as small as can be."""
    monkeypatch.setattr(short_steps, "FEWEST", 1)
    monkeypatch.setattr(short_steps, "MOST", 1)


def bring_in(desk: Desk, folder: Path, name: str, *rows: str) -> UUID:
    path = folder / name
    path.write_text("\n".join([HOUSING, *rows]), encoding="utf-8")
    return stage_reading(desk, read("HSG", path), organisation="HSG").key


def what_screens_ask(reader: Reader) -> dict[str, Any]:
    """Answer what lists, search, matching and case pages ask, by content."""
    session = reader.session
    everybody = feeds.everybody_said(session)
    keys = {(key.kind, key.value) for key in feeds.keys_of_everybody(session)}
    found: dict[str, Any] = {
        text: [(hit.agency_person, hit.person, hit.name, hit.why) for hit in find(reader, text).hits]
        for text in SEARCHED
    }
    bearing = linking_rows.under_keys(session, sorted(keys))
    said = set(everybody)
    found["strangers among the compared"] = {one for several in bearing.values() for one in several} - said
    found["said"] = [(s.agency_person_id, s.group, s.value) for s in feeds.statements_of(session, everybody)]
    found["links"] = sorted(
        (key.hex, link.person_id.hex) for key, link in linking.live_links(session, everybody).items()
    )
    found["links in all"] = len([link for link in linking.all_links(session) if link.ended_at is None])
    found["pairs"] = {(row.agency_person_id, row.person_id) for row in linking.waiting_candidates(session)}
    found["pairs counted"] = linking.count_open(session)
    found["waiting"] = linking.waiting_children(session)
    return found


def derived(reader: Reader) -> tuple[Any, ...]:
    people = feeds.everybody_derived(reader.session)
    words = feeds.words_of(reader.session, people)
    keys = feeds.keys_of_everybody(reader.session)
    return (
        sorted((word.agency_person_id.hex, word.kind, word.folded, word.shown) for word in words),
        sorted((key.agency_person_id.hex, key.kind, key.value) for key in keys),
    )


@pytest.fixture
def before(desk: Desk, tmp_path: Path) -> dict[str, Any]:
    """Bring in a first file, and give what screens are answered with it."""
    rows = [housing_row(), housing_row(Person_Ref="P2", First_Name="Rory", DOB="01/02/2014")]
    accept_batch(desk, bring_in(desk, tmp_path, "first.csv", *rows))
    propose_all(desk)
    return desk.read(what_screens_ask)


@pytest.fixture
def second(desk: Desk, tmp_path: Path, before: dict[str, Any]) -> UUID:
    """Stage a second file: the first child with another name, strangers, and one who may be the first child."""
    return bring_in(
        desk,
        tmp_path,
        "second.csv",
        housing_row(Last_Name="Smyth"),
        housing_row(Person_Ref="P8", First_Name="Zelda", DOB="03/04/2013"),
        housing_row(Person_Ref="P9", First_Name="Ines", DOB="05/06/2012", Postcode="QX4 9AD"),
    )


def breaking_off_after(steps: int) -> Callable[[int, int], None]:
    def written(done: int, _total: int) -> None:
        if done >= steps:
            raise BrokenOff

    return written


def test_between_any_two_steps_of_undoing_every_question_is_answered_as_before(
    desk: Desk, before: dict[str, Any], second: UUID
) -> None:
    accept_batch(desk, second)
    propose_all(desk)
    assert desk.read(what_screens_ask) != before
    answers: list[dict[str, Any]] = []
    undo_batch(desk, second, because="twice", written=lambda *_: answers.append(desk.read(what_screens_ask)))
    assert len(answers) == 3
    assert all(answer == before for answer in answers)
    assert desk.read(what_screens_ask) == before
    assert {batch.state for batch in desk.read(list_batches)} == {"accepted", "undone"}


def test_the_short_step_of_undoing_alone_answers_every_question_as_before(
    desk: Desk, before: dict[str, Any], second: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept_batch(desk, second)
    propose_all(desk)

    def break_off(*_: object) -> None:
        raise BrokenOff

    with monkeypatch.context() as patch:
        patch.setattr("app.feeds.undoing.sweep_undone", break_off)
        with pytest.raises(BrokenOff):
            undo_batch(desk, second, because="twice")
    assert desk.read(what_screens_ask) == before
    with pytest.raises(RefusedInput, match="undone"):
        undo_batch(desk, second, because="twice")


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_an_undoing_that_was_broken_off_is_finished_after_the_next_unlocking(
    desk: Desk, before: dict[str, Any], second: UUID, steps: int
) -> None:
    words = desk.read(derived)
    accept_batch(desk, second)
    propose_all(desk)
    with pytest.raises(BrokenOff):
        undo_batch(desk, second, because="twice", written=breaking_off_after(steps))
    assert desk.read(what_screens_ask) == before
    assert tidy_after_break(desk) == ()
    assert desk.read(derived) == words
    assert desk.read(what_screens_ask) == before
    assert desk.read(lambda reader: feeds.batches(reader.session, "undoing")) == []
    assert desk.check_whole() is None


def test_nothing_of_a_batch_shows_between_the_steps_of_accepting_it(
    desk: Desk, before: dict[str, Any], second: UUID
) -> None:
    answers: list[dict[str, Any]] = []
    accept_batch(desk, second, written=lambda *_: answers.append(_searched(desk)))
    assert len(answers) == 3
    assert all(answer == {text: before[text] for text in SEARCHED} for answer in answers)
    assert _searched(desk) != answers[0]


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_an_acceptance_that_was_broken_off_leaves_no_word_behind(
    desk: Desk, before: dict[str, Any], second: UUID, steps: int
) -> None:
    words = desk.read(derived)
    with pytest.raises(BrokenOff):
        accept_batch(desk, second, written=breaking_off_after(steps))
    assert tidy_after_break(desk) == ()
    assert desk.read(derived) == words
    assert accept_batch(desk, second).people == 3


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_a_rebuild_broken_off_and_begun_again_changes_nothing(
    desk: Desk, before: dict[str, Any], second: UUID, steps: int
) -> None:
    accept_batch(desk, second)
    propose_all(desk)
    words, answers = desk.read(derived), desk.read(what_screens_ask)
    with pytest.raises(BrokenOff):
        rebuild(desk, written=breaking_off_after(steps))
    assert desk.read(derived) == words
    assert desk.read(what_screens_ask) == answers
    assert rebuild(desk) == 4
    assert desk.read(derived) == words


def test_a_rebuild_takes_away_the_words_of_people_of_whom_nothing_is_said(
    desk: Desk, before: dict[str, Any], second: UUID
) -> None:
    words = desk.read(derived)
    accept_batch(desk, second)
    with pytest.raises(BrokenOff):
        undo_batch(desk, second, because="twice", written=breaking_off_after(1))
    assert rebuild(desk) == 2
    assert desk.read(derived) == words


def test_a_step_is_never_longer_than_it_may_be_at_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def write(work: UnitOfWork, some: list[int]) -> None:
        sizes.append(len(some))
        work.record("rebuild", counts={"people": len(some)})

    in_steps(desk, range(5), write, first=40)
    assert sizes == [1, 1, 1, 1, 1]


def _searched(desk: Desk) -> dict[str, Any]:
    return {
        text: [(hit.agency_person, hit.person, hit.name, hit.why) for hit in desk.read(find, text).hits]
        for text in SEARCHED
    }
