"""A batch shows nothing until it is accepted, and everything afterwards."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, cast

import pytest

from app.desk import Desk
from app.errors import NotAllowed, RefusedInput
from app.feeds import importing, previewing, short_steps, staging
from app.feeds.derived_rows import rebuild
from app.feeds.exporting import export_refused
from app.feeds.importing import StagedBatch, accept_batch, discard_batch, stage_files, tidy_after_break
from app.feeds.previewing import list_batches, preview_batch
from app.feeds.reading import Stop
from app.unit_of_work import Reader, UnitOfWork
from models import feeds, logbook
from models.codes import Role
from tests.builders import with_role
from tests.builders_feeds import HOUSING, TODAY, ctf, housing_row, pupil, read

SCHOOL = "EDU"


def _housing(folder: Path, *rows: str, name: str = "housing.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HOUSING, *(rows or (housing_row(),))]), encoding="utf-8")
    return path


def _school(folder: Path, *pupils: str) -> Path:
    path = folder / "school.xml"
    path.write_text(ctf("".join(pupils)), encoding="utf-8")
    return path


def _stage(desk: Desk, path: Path, sender: str, stop: Stop | None = None) -> StagedBatch:
    """Stage a file without a child process."""
    return importing.stage_reading(desk, read(sender, path), organisation=sender, stop=stop)


def _said(reader: Reader) -> list[tuple[str, Any]]:
    people = feeds.everybody_said(reader.session)
    return [(row.group, row.value) for row in feeds.statements_of(reader.session, people)]


def _derived(reader: Reader) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    everybody = feeds.everybody_said(reader.session)
    words = feeds.words_of(reader.session, everybody)
    keys = feeds.keys_of_everybody(reader.session)
    return (
        sorted((w.agency_person_id.hex, w.kind, w.folded, w.shown) for w in words),
        sorted((k.agency_person_id.hex, k.kind, k.value) for k in keys),
    )


def _acts(reader: Reader) -> list[str]:
    return [entry.act for entry in logbook.entries_in_order(reader.session)]


MOTHER = (
    "<Contacts><Contact><Order>1</Order><Surname>Rosewarne</Surname><Forename>Jenna</Forename>"
    "<Relationship>PAM</Relationship><Responsibility>true</Responsibility></Contact></Contacts>"
)


def test_a_staged_batch_says_nothing_and_an_accepted_one_everything(desk: Desk, tmp_path: Path) -> None:
    staged = stage_files(desk, [_housing(tmp_path)], organisation="hsg", today=TODAY)
    assert (staged.rows_read, staged.accepted, staged.people) == (1, 1, 1)
    assert desk.read(_said) == []
    accepted = accept_batch(desk, staged.key)
    assert accepted.reference == staged.reference
    assert len(accepted.children) == 1
    assert ("name", {"given": "Orla", "family": "Fenwick"}) in desk.read(_said)


def test_words_and_keys_are_made_when_a_batch_is_accepted(desk: Desk, tmp_path: Path) -> None:
    staged = _stage(desk, _school(tmp_path, pupil(MOTHER)), SCHOOL)
    assert desk.read(_derived) == ([], [])
    accept_batch(desk, staged.key)
    words, keys = desk.read(_derived)
    assert ("name", "demelza rosewarne") in {(word[1], word[2]) for word in words}
    assert ("carer", "jenna rosewarne") in {(word[1], word[2]) for word in words}
    assert {("surname_birth", "rosewarne|2016-03-31"), ("mother_expected", "jennarosewarne|2016-03")} <= {
        (key[1], key[2]) for key in keys
    }


def test_a_rebuild_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    for path, sender in ((_school(tmp_path, pupil(MOTHER)), SCHOOL), (_housing(tmp_path), "HSG")):
        accept_batch(desk, _stage(desk, path, sender).key)
    before = desk.read(_derived)
    assert rebuild(desk) == 3
    assert desk.read(_derived) == before


def test_an_import_is_one_entry_for_staging_and_one_for_accepting(desk: Desk, tmp_path: Path) -> None:
    before = len(desk.read(_acts))
    rows = [housing_row(Person_Ref=f"P{n}", Tenancy_Ref=f"T{n}") for n in range(300)]
    told: list[tuple[int, int]] = []
    staged = _stage(desk, _housing(tmp_path, *rows), "HSG")
    accept_batch(desk, staged.key, written=lambda done, total: told.append((done, total)))
    assert desk.read(_acts)[before:] == ["stage_batch", "accept_batch"]
    assert told[-1] == (300, 300)
    assert desk.check_whole() is None


@pytest.mark.parametrize("seconds", [0.001, 0.05, 0.25, 2.0])
def test_the_next_step_of_an_import_is_smaller_when_one_took_long_and_larger_when_it_was_quick(
    monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    """No write transaction may hold the store for a quarter of a second; the bench prints what it really takes."""
    ticks = itertools.count(0.0, seconds)
    monkeypatch.setattr("app.feeds.short_steps.time.perf_counter", lambda: next(ticks))
    written: list[int] = []

    class Counting:
        def do(self, _write: object, some: list[object]) -> None:
            written.append(len(some))

    short_steps.in_steps(cast(Desk, Counting()), [None] * 1_000, lambda _work, _units: None)
    assert sum(written) == 1_000
    assert (written[1] < written[0]) == (seconds > short_steps.STEP)
    assert short_steps.STEP < 0.25


def test_an_unknown_sender_is_refused_with_the_list(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match=r"HSG, HV, LA"):
        stage_files(desk, [_housing(tmp_path)], organisation="NOBODY", today=TODAY)


def test_a_refused_file_leaves_the_store_untouched(desk: Desk, tmp_path: Path) -> None:
    head = desk.head()
    path = tmp_path / "empty.csv"
    path.touch()
    with pytest.raises(RefusedInput, match="0 bytes"):
        stage_files(desk, [path], organisation="HSG", today=TODAY)
    assert desk.head() == head


def test_the_same_file_again_is_named_with_its_batch(desk: Desk, tmp_path: Path) -> None:
    path = _housing(tmp_path)
    first = _stage(desk, path, "HSG")
    accept_batch(desk, first.key)
    again = _stage(desk, path, "HSG").again
    assert [before.reference for before in again] == [first.reference]
    assert first.reference in again[0].words
    assert "housing.csv" in again[0].words


def test_sending_again_adds_statements_about_the_same_person(desk: Desk, tmp_path: Path) -> None:
    for number, surname in enumerate(("Fenwick", "Fenwick-Hale")):
        path = _housing(tmp_path, housing_row(Last_Name=surname), name=f"{number}.csv")
        accept_batch(desk, _stage(desk, path, "HSG").key)
    assert len(desk.read(lambda reader: feeds.everybody_said(reader.session))) == 1
    names = [value["family"] for group, value in desk.read(_said) if group == "name"]
    assert names == ["Fenwick", "Fenwick-Hale"]


def test_a_partial_file_blanks_nothing(desk: Desk, tmp_path: Path) -> None:
    home = "<Address><AddressLines><AddressLine1>3 Galleon Road</AddressLine1></AddressLines></Address>"
    full, partial = tmp_path / "full.xml", tmp_path / "partial.xml"
    full.write_text(ctf(pupil(home)), encoding="utf-8")
    partial.write_text(ctf(pupil(), qualifier="partial"), encoding="utf-8")
    for path in (full, partial):
        accept_batch(desk, _stage(desk, path, SCHOOL).key)
    assert [group for group, _ in desk.read(_said)].count("address") == 1


def test_a_discarded_batch_shows_nowhere_and_cannot_be_accepted(desk: Desk, tmp_path: Path) -> None:
    staged = _stage(desk, _housing(tmp_path), "HSG")
    desk.do(discard_batch, staged.key)
    assert desk.read(list_batches, "staged") == ()
    with pytest.raises(RefusedInput, match="discarded"):
        accept_batch(desk, staged.key)
    assert desk.read(_derived) == ([], [])


def test_a_stopped_import_is_laid_aside(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = Stop()
    write = staging.Staging.write

    def stopping(self: Any, work: UnitOfWork, units: Any) -> None:
        write(self, work, units)
        stop.stop()

    monkeypatch.setattr(staging.Staging, "write", stopping)
    rows = [housing_row(Person_Ref=f"P{n}") for n in range(300)]
    with pytest.raises(RefusedInput, match="stopped"):
        _stage(desk, _housing(tmp_path, *rows), "HSG", stop)
    assert [batch.state for batch in desk.read(list_batches)] == ["discarded"]


def test_what_a_break_left_half_done_is_laid_aside_after_unlocking(desk: Desk, tmp_path: Path) -> None:
    path = _housing(tmp_path)
    reading = read("HSG", path)
    broken = desk.do(importing.begin_batch, reading, "HSG")
    waiting = _stage(desk, path, "HSG")
    people = desk.read(importing.people_waiting, waiting.key)
    desk.do(importing.Deriving(waiting.key).write, list(people))
    assert len(tidy_after_break(desk)) == 1
    states = {batch.key: batch.state for batch in desk.read(list_batches)}
    assert states == {broken: "discarded", waiting.key: "staged"}
    assert desk.read(lambda reader: feeds.words_of(reader.session, list(people))) == []
    assert accept_batch(desk, waiting.key).people == 1


def test_a_preview_shows_what_comes_in_what_is_refused_and_what_is_odd(desk: Desk, tmp_path: Path) -> None:
    rows = [
        housing_row(DOB="31/02/2016"),
        housing_row(Person_Ref="P2") + ",surplus",
        housing_row(Person_Ref="P3"),
    ]
    staged = _stage(desk, _housing(tmp_path, *rows), "HSG")
    shown = desk.read(preview_batch, staged.key)
    assert (staged.rows_read, staged.accepted, staged.flagged, staged.refused) == (3, 2, 1, 1)
    assert [line.name for line in shown.people] == ["Orla Fenwick", "Orla Fenwick"]
    assert shown.refused[0].line == 3
    assert "22 cells where 21" in shown.refused[0].reason
    assert {finding.outcome for finding in shown.findings} == {"flagged", "refused"}
    assert shown.findings_count == len(shown.findings) == 2


def test_a_refused_row_can_be_written_out_and_closed(desk: Desk, tmp_path: Path) -> None:
    rows = [housing_row(), housing_row(Person_Ref="P2", Notes="=1+1") + ",surplus"]
    staged = _stage(desk, _housing(tmp_path, *rows), "HSG")
    accept_batch(desk, staged.key)
    text = desk.do(export_refused, staged.key)
    assert '"\'=1+1"' in text
    row = desk.read(previewing.refused_of, staged.key)[0]
    desk.do(previewing.close_refused_row, row.key)
    assert desk.read(previewing.refused_of, staged.key)[0].state == "left"


def test_refused_rows_are_mended_outside_and_brought_in_again(desk: Desk, tmp_path: Path) -> None:
    rows = [housing_row(), housing_row(Person_Ref="P2", Last_Name="=Hale") + ",surplus"]
    staged = _stage(desk, _housing(tmp_path, *rows), "HSG")
    accept_batch(desk, staged.key)
    text = desk.do(export_refused, staged.key, file="housing.csv")
    assert '"\'=Hale"' in text
    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace(',"surplus"', ""), encoding="utf-8")
    again = _stage(desk, mended, "HSG")
    assert (again.accepted, again.refused) == (1, 0)
    accept_batch(desk, again.key)
    assert ("name", {"given": "Orla", "family": "=Hale"}) in desk.read(_said)


def test_the_report_has_a_row_a_finding_and_one_for_everybody_else(tmp_path: Path) -> None:
    rows = [housing_row(DOB="31/02/2016"), housing_row(Person_Ref="P2")]
    reading = read("HSG", _housing(tmp_path, *rows))
    lines = previewing.import_report(reading).splitlines()
    assert lines[0] == '"file","place","outcome","agency_reference","field","as_given","what","line"'
    assert [line.split('","')[2] for line in lines[1:]] == ["flagged", "accepted"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE])
def test_who_may_not_bring_in_files_is_refused_before_anything_is_read(
    desk: Desk, tmp_path: Path, role: Role
) -> None:
    with_role(desk, role)
    with pytest.raises(NotAllowed):
        stage_files(desk, [_housing(tmp_path)], organisation="HSG", today=TODAY)


def test_a_kept_batch_gives_the_report_of_its_reading(desk: Desk, tmp_path: Path) -> None:
    rows = [
        housing_row(DOB="31/02/2016"),
        housing_row(Person_Ref="P2"),
        housing_row(Person_Ref="P3") + ",surplus",
    ]
    paths = [_housing(tmp_path, *rows), _housing(tmp_path, housing_row(Person_Ref="P4"), name="other.csv")]
    reading = read("HSG", *paths)
    staged = importing.stage_reading(desk, reading, organisation="HSG")
    kept = desk.read(previewing.batch_report, staged.key).splitlines()
    assert sorted(kept) == sorted(previewing.import_report(reading).splitlines())
    assert len(kept) == 5
