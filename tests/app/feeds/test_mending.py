"""What was refused stays open until somebody mends it, here or outside, or leaves it; nothing of it is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desk import Desk
from app.errors import NotAllowed, NotFound, RefusedInput
from app.feeds.exporting import export_refused
from app.feeds.importing import StagedBatch, accept_batch, discard_batch, stage_files
from app.feeds.layouts import NoLayoutFits
from app.feeds.mending import mend_row, open_rows
from app.feeds.previewing import close_refused_row, preview_batch
from app.feeds.undoing import undo_batch
from app.unit_of_work import Reader
from models import logbook
from models.codes import Role
from tests.builders import with_role
from tests.builders_feeds import HOUSING, TODAY, housing_row, others_data


@pytest.fixture
def batch(desk: Desk, tmp_path: Path) -> StagedBatch:
    path = tmp_path / "housing.csv"
    shifted = housing_row(Person_Ref="P2", First_Name="Ned") + ",surplus"
    path.write_text("\n".join((HOUSING, housing_row(), shifted)), encoding="utf-8")
    staged = stage_files(desk, [path], organisation="HSG", today=TODAY)
    accept_batch(desk, staged.key)
    return staged


def last(reader: Reader) -> logbook.Entry:
    return list(logbook.entries_in_order(reader.session))[-1]


def test_an_open_row_says_whose_it_is_and_why(desk: Desk, batch: StagedBatch) -> None:
    (row,) = desk.read(open_rows)
    assert (row.organisation, row.reference, row.line) == ("HSG", batch.reference, 3)
    assert "22 cells where 21" in row.reason and "Ned" in row.cells


def test_a_row_mended_here_is_a_small_batch_of_its_sender_and_stays_in_no_file(
    desk: Desk, batch: StagedBatch
) -> None:
    (row,) = desk.read(open_rows)
    mended = mend_row(desk, row, row.cells[:-1])
    assert mended.staged is not None and mended.staged.people == 1
    assert desk.read(open_rows) == () and desk.read(last).act == "mend_row"
    shown = desk.read(preview_batch, mended.staged.key)
    assert (shown.people[0].name, shown.files) == ("Ned Fenwick", ("housing, mended.csv",))


def test_a_row_that_is_refused_again_stays_open(desk: Desk, batch: StagedBatch) -> None:
    (row,) = desk.read(open_rows)
    mended = mend_row(desk, row, ("T/1", "P2", *[""] * 19))
    assert mended.staged is None and mended.reason
    with pytest.raises(RefusedInput, match="22 cells"):
        mend_row(desk, row, row.cells)
    assert desk.read(open_rows) == (row,)


def test_a_row_is_open_again_when_the_batch_that_mended_it_goes(desk: Desk, batch: StagedBatch) -> None:
    (row,) = desk.read(open_rows)
    first = mend_row(desk, row, row.cells[:-1]).staged
    assert first is not None
    desk.do(discard_batch, first.key)
    assert desk.read(open_rows) == (row,)
    second = mend_row(desk, row, row.cells[:-1]).staged
    assert second is not None
    accept_batch(desk, second.key)
    undo_batch(desk, second.key, because="wrong row")
    assert desk.read(open_rows) == (row,)


def test_a_row_dealt_with_is_not_mended_twice(desk: Desk, batch: StagedBatch) -> None:
    (row,) = desk.read(open_rows)
    desk.do(close_refused_row, row.key)
    assert desk.read(open_rows) == ()
    with pytest.raises(RefusedInput, match="dealt with already"):
        mend_row(desk, row, row.cells[:-1])


def test_a_row_of_a_second_sheet_says_that_it_cannot_be_read_alone(desk: Desk) -> None:
    staged = stage_files(desk, [others_data("borough/health_visiting.xlsx")], organisation="HV", today=TODAY)
    accept_batch(desk, staged.key)
    (row,) = desk.read(open_rows)
    with pytest.raises(NoLayoutFits, match="cannot be read alone"):
        mend_row(desk, row, row.cells)


def test_writing_rows_out_is_one_entry_before_the_content_leaves(desk: Desk, batch: StagedBatch) -> None:
    before = desk.read(last).sequence
    text = desk.do(export_refused, batch.key, file="housing.csv")
    entry = desk.read(last)
    assert (entry.act, entry.sequence) == ("export_refused", before + 1)
    assert "surplus" in text and text.startswith('"Tenancy Ref"')
    with pytest.raises(NotFound):
        desk.do(export_refused, batch.key, file="another.csv")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE])
def test_only_who_mends_rows_may_see_or_write_them(desk: Desk, batch: StagedBatch, role: Role) -> None:
    (row,) = desk.read(open_rows)
    with_role(desk, role)
    for act in (
        lambda: desk.read(open_rows),
        lambda: desk.do(export_refused, batch.key),
        lambda: mend_row(desk, row, row.cells[:-1]),
    ):
        with pytest.raises(NotAllowed):
            act()
