"""A backup is made when it is due, the newest always stays, and nothing that is not ours is ever taken away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import backup_rhythm, backups, clock, officers, restoring
from app.backup_rhythm import (
    DAYS,
    HOURS,
    MONTHS,
    WEEKS,
    back_up_as_set,
    due,
    file_name,
    kept,
    moment_of,
    state,
    thin,
)
from app.desk import Desk
from app.errors import DeskError, NotAllowed
from app.logbook.searching import LogQuestion, look_through
from app.settings import change_setting
from models.codes import Role
from tests.builders import MANAGER, MANAGER_PASSPHRASE, with_role

START = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)
SECONDS = st.integers(0, 10 * 366 * 86_400).map(lambda n: START - timedelta(days=1800) + timedelta(seconds=n))
MOMENTS = st.lists(SECONDS, max_size=120)


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    desk.do(change_setting, "backup_folder", str(made))
    return made


def at(patch: pytest.MonkeyPatch, moment: datetime) -> None:
    patch.setattr(clock, "now_utc", lambda: moment)


# --- which are kept ---------------------------------------------------------------------------------------------------


@given(MOMENTS)
def test_the_newest_is_always_kept_and_thinning_twice_takes_nothing_more(moments: list[datetime]) -> None:
    staying = kept(moments)
    assert staying <= set(moments)
    assert not moments or max(moments) in staying
    assert kept(staying) == staying
    assert len(staying) <= HOURS + DAYS + WEEKS + MONTHS


@given(MOMENTS)
def test_every_hour_day_week_and_month_that_counts_keeps_its_newest(moments: list[datetime]) -> None:
    staying = kept(moments)
    for most, form in ((HOURS, "%Y%m%d%H"), (DAYS, "%Y%m%d"), (WEEKS, "%G%V"), (MONTHS, "%Y%m")):
        newest: dict[str, datetime] = {}
        for moment in sorted(moments):
            newest[moment.strftime(form)] = moment
        assert set(sorted(newest.values(), reverse=True)[:most]) <= staying


@given(MOMENTS)
def test_thinning_after_each_backup_keeps_as_many_days_as_thinning_once(moments: list[datetime]) -> None:
    standing: frozenset[datetime] = frozenset()
    for moment in sorted(moments):
        standing = kept({*standing, moment})
    assert not moments or max(moments) in standing
    assert len({moment.date() for moment in standing}) >= min(
        DAYS, len({moment.date() for moment in moments})
    )


def test_a_year_of_hourly_backups_leaves_some_fifty() -> None:
    standing: frozenset[datetime] = frozenset()
    for hour in range(24 * 365):
        standing = kept({*standing, START + timedelta(hours=hour)})
    assert 45 <= len(standing) <= HOURS + DAYS + WEEKS + MONTHS
    assert max(standing) == START + timedelta(hours=24 * 365 - 1)
    assert min(standing) < START + timedelta(days=60)


# --- when one is due --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "minutes", "expected"),
    [(None, 60, True), (59, 60, False), (60, 60, True), (-5, 60, True), (None, 0, False), (9999, 0, False)],
)
def test_a_backup_is_due_by_the_rhythm(since: int | None, minutes: int, expected: bool) -> None:
    last = None if since is None else START - timedelta(minutes=since)
    assert due(START, last, minutes) is expected


def test_while_the_desk_is_open_one_is_made_when_it_is_due_and_not_before(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, START)
    first = back_up_as_set(desk)
    assert first is not None and first.path.parent == folder
    at(monkeypatch, START + timedelta(minutes=59))
    assert back_up_as_set(desk) is None
    at(monkeypatch, START + timedelta(minutes=60))
    second = back_up_as_set(desk)
    assert second is not None
    assert [file.path for file in state(desk).files] == [second.path, first.path]
    assert backups.read_manifest(second.path).head == desk.head().short


def test_at_the_lock_one_is_made_four_times_as_soon(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, START)
    assert back_up_as_set(desk, at_lock=True) is not None
    at(monkeypatch, START + timedelta(minutes=14))
    assert back_up_as_set(desk, at_lock=True) is None
    at(monkeypatch, START + timedelta(minutes=15))
    assert back_up_as_set(desk) is None
    assert back_up_as_set(desk, at_lock=True) is not None
    desk.do(change_setting, "backup_rhythm", "0")
    at(monkeypatch, START + timedelta(days=9))
    assert back_up_as_set(desk, at_lock=True) is None


def test_a_backup_of_the_rhythm_opens_as_any_other(desk: Desk, folder: Path, tmp_path: Path) -> None:
    made = back_up_as_set(desk)
    assert made is not None
    again = restoring.restore(made.path, tmp_path / "again.mash", MANAGER, passphrase=MANAGER_PASSPHRASE)
    assert again.head == made.head


def test_the_rhythm_goes_on_whoever_works_and_by_hand_it_is_an_administrators_act(
    desk: Desk, folder: Path
) -> None:
    with_role(desk, Role.SOCIAL_WORKER)
    with pytest.raises(NotAllowed):
        back_up_as_set(desk, by_hand=True)
    assert back_up_as_set(desk) is not None
    officers.act_as(desk, MANAGER, MANAGER_PASSPHRASE)
    entry = desk.do(look_through, LogQuestion(act="back_up")).entries[0]
    assert (entry.officer, entry.reason_code) == ("Tom Abara", "by_rhythm")


def test_a_folder_out_of_reach_stops_nobody_and_is_said_by_hand(desk: Desk, folder: Path) -> None:
    folder.rmdir()
    head = desk.head()
    assert back_up_as_set(desk) is None
    assert not state(desk).reachable
    with pytest.raises(DeskError, match="out of reach"):
        back_up_as_set(desk, by_hand=True)
    assert desk.head() == head


def test_without_a_folder_it_is_said_by_hand_that_none_is_set(desk: Desk) -> None:
    with pytest.raises(DeskError, match="No backup folder"):
        back_up_as_set(desk, by_hand=True)


# --- what is taken away -----------------------------------------------------------------------------------------------


def test_only_files_of_this_store_are_ever_taken_away(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, START)
    made = back_up_as_set(desk)
    assert made is not None
    store_id = state(desk).plan.store_id
    older = [folder / file_name("desk", store_id, START - timedelta(seconds=n)) for n in (1, 2)]
    for path in older:
        path.write_bytes(made.path.read_bytes())
    strangers = [
        folder / "holiday.jpg",
        folder / "monday.mashbackup",
        folder / file_name("desk", "0" * 32, START - timedelta(seconds=3)),
        folder / file_name("desk", store_id, START - timedelta(seconds=4)),
    ]
    for path in strangers:
        path.write_bytes(b"somebody else's")
    assert set(thin(folder, store_id)) == set(older)
    assert all(path.read_bytes() == b"somebody else's" for path in strangers)
    assert made.path.exists()


@given(SECONDS, st.uuids().map(lambda key: key.hex))
def test_a_name_gives_back_its_moment_to_its_own_store_only(moment: datetime, store_id: str) -> None:
    name = file_name("Hackbridge - MASH", store_id, moment)
    assert moment_of(name, store_id) == moment
    assert moment_of(name, "x" * 32) is None
    assert moment_of(name + ".part", store_id) is None


def test_a_name_with_no_day_of_the_calendar_is_not_ours() -> None:
    assert backup_rhythm.moment_of("desk-aaaaaaaa-20261332T000000Z.mashbackup", "aaaaaaaa") is None
