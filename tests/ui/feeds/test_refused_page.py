"""Refused rows of all batches stand on one page until they are mended, saved to be mended, or left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.feeds.importing import accept_batch, stage_files
from app.feeds.mending import open_rows
from app.unit_of_work import Reader
from models import logbook
from tests.builders_feeds import HOUSING, TODAY, housing_row
from ui.feeds.refused_page import RefusedPage
from ui.operations import at_once

Key = Qt.Key


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, tmp_path: Path) -> RefusedPage:
    path = tmp_path / "housing.csv"
    shifted = housing_row(Person_Ref="P2", First_Name="Ned") + ",surplus"
    path.write_text("\n".join((HOUSING, housing_row(), shifted)), encoding="utf-8")
    accept_batch(desk, stage_files(desk, [path], organisation="HSG", today=TODAY).key)
    return again(desk, qtbot)


def again(desk: Desk, qtbot: QtBot) -> RefusedPage:
    made = RefusedPage(desk, at_once(desk))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    return made


def acts(reader: Reader) -> list[str]:
    return [entry.act for entry in logbook.entries_in_order(reader.session)]


def test_a_row_is_mended_by_keyboard_and_waits_to_be_accepted(page: RefusedPage, desk: Desk) -> None:
    assert page.table.rows.rowCount() == 1 and "22 cells where 21" in page.card._reason.text()
    last = page.card.boxes[-1]
    last.setFocus()
    last.selectAll()
    QTest.keyClick(last, Key.Key_Delete)
    QTest.keyClick(page.card.read_button, Key.Key_Space)
    assert desk.read(open_rows) == () and page.empty.isVisible()
    assert "waits to be accepted" in page.notice.findChildren(type(page.saved))[0].text()


def test_a_surplus_cell_is_taken_out_and_the_rest_moves_up(page: RefusedPage) -> None:
    page.card.boxes[4].setFocus()
    page.card._close_gap()
    assert page.card.cells()[3:6] == ("", "Fenwick", "Daughter") and page.card.cells()[-1] == ""


def test_a_row_refused_again_stays_with_its_new_reason(page: RefusedPage, desk: Desk) -> None:
    page.card.set_cells(("T/1", "P2", *[""] * 20))
    page.card.ask_to_read()
    assert len(desk.read(open_rows)) == 1 and page.card.isVisible()
    assert "22 cells" not in page.card._reason.text()


def test_what_was_typed_is_there_again(page: RefusedPage, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(page.card.boxes[0], "9")
    page.draft.flush()
    assert again(desk, qtbot).card.boxes[0].text() == "T/19"


def test_saving_to_mend_is_logged_once_and_written_whole(
    page: RefusedPage, desk: Desk, tmp_path: Path
) -> None:
    page.save_to(tmp_path / "mend.csv")
    assert "Ned" in (tmp_path / "mend.csv").read_text(encoding="utf-8-sig")
    assert desk.read(acts).count("export_refused") == 1


def test_a_row_left_for_good_is_off_the_page(page: RefusedPage, desk: Desk) -> None:
    page.card.left_asked.emit()
    assert desk.read(open_rows) == () and page.empty.isVisible() and not page.card.isVisible()
