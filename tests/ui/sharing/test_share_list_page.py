"""Does the page list the shares of a period once in the log, narrow them by keyboard, and write what it shows?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.dates import GivenDate
from app.desk import Desk
from app.logbook.searching import LogQuestion, look_through
from app.sharing.deciding import decide_share
from app.sharing.share_list import ListedShare
from models.codes import Role
from tests.app.frontdoor.waiting import put_off, share_with
from tests.app.sharing.children import a_child
from tests.builders import MANAGER, with_role
from tests.ui.accessibility import assert_accessible
from tests.ui.looking import faults, out_of_order
from tests.ui.pictures import take_picture
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.sharing.share_list_page import ShareListPage


def window_of(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk, at_once(desk), "Hackbridge MASH")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """Give a window of a store in which three shares were decided: two with the health visitor, one of them put off."""
    child = a_child(desk)
    desk.do(decide_share, share_with(child, purpose="help", reasons=(("G11", "Said by telephone."),)))
    desk.do(decide_share, share_with(child, "Schools and the education system"))
    desk.do(decide_share, put_off(child))
    made = window_of(desk, qtbot)
    yield made
    made.close()


@pytest.fixture
def page(window: MainWindow) -> ShareListPage:
    window.go("share_list")
    made = window.page
    assert isinstance(made, ShareListPage)
    return made


def found(page: ShareListPage) -> list[ListedShare]:
    QApplication.processEvents()
    if not page.table.isVisible():
        return []
    return [page.table.rows.row(at) for at in range(page.table.rows.rowCount())]


def test_nothing_is_listed_or_logged_before_it_is_asked_for(page: ShareListPage, desk: Desk) -> None:
    assert found(page) == [] and page.empty.isVisible()
    assert desk.do(look_through, LogQuestion(act="list_shares")).total == 0


def test_the_list_is_one_entry_of_the_log_and_narrowing_it_is_none(page: ShareListPage, desk: Desk) -> None:
    page.list_button.click()
    assert len(found(page)) == 3
    page.recipient.set_value("Health visiting")
    page.decision.set_value("SHARE")
    page.warned.click()
    assert [row.warnings for row in found(page)] == [("G11",)]
    assert page._note.text().startswith("1 of 3 · ")
    assert desk.do(look_through, LogQuestion(act="list_shares")).total == 1


def test_a_choice_is_typed_and_all_are_shown_again_by_keys(page: ShareListPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.decision.setFocus()
    qtbot.keyClicks(page.decision._line, "later")
    page.decision._line.editingFinished.emit()
    assert [row.decision for row in found(page)] == ["DEFER"]
    page.emergency.setFocus()
    qtbot.keyClick(page.emergency, Qt.Key.Key_Space)
    assert found(page) == [] and "Empty a field" in page.empty.accessibleName()
    page.empty_button.setFocus()
    qtbot.keyClick(page.empty_button, Qt.Key.Key_Space)
    assert len(found(page)) == 3


def test_days_without_shares_say_so(page: ShareListPage) -> None:
    for boxes in (page.first, page.last):
        boxes.set_value(GivenDate(2019, 3, 12, "exact"))
    page.list_button.click()
    assert page.empty.accessibleName() == "No share was decided on these days."
    assert page._note.text() == "0 · 12-Mar-2019"


def test_half_a_day_is_asked_for_whole(page: ShareListPage, desk: Desk) -> None:
    before = desk.head().sequence
    page.first.set_value(GivenDate(2026, 11, None, "month"))
    page.list_button.click()
    assert "The first day is not clear." in page.notice.words()
    assert desk.head().sequence == before


def test_what_is_shown_is_written_to_the_file(page: ShareListPage, desk: Desk, tmp_path: Path) -> None:
    page.list_button.click()
    page.recipient.set_value("Health visiting")
    page.save_to(tmp_path / "shares.csv")
    with open(tmp_path / "shares.csv", encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["share"] for line in lines] == [row.reference for row in found(page)]
    assert {line["officer"] for line in lines} == {MANAGER}
    [entry] = desk.do(look_through, LogQuestion(act="export_shares")).entries
    assert entry.counts == {"shares": 2}


def test_a_folder_that_is_not_there_is_said_in_words(page: ShareListPage, tmp_path: Path) -> None:
    page.list_button.click()
    page.save_to(tmp_path / "nowhere" / "shares.csv")
    assert "could not be written" in page.notice.words()


def test_a_share_leads_to_its_paper(page: ShareListPage, window: MainWindow) -> None:
    page.list_button.click()
    page.table.row_chosen.emit(found(page)[0])
    assert window.page is not None and window.page.key == "papers"


def test_a_contact_officer_has_no_such_place(desk: Desk, qtbot: QtBot) -> None:
    with_role(desk, Role.CONTACT_OFFICER)
    keys = window_of(desk, qtbot).rail.keys()
    assert "share_list" not in keys


def test_the_lead_for_information_governance_has_the_place(desk: Desk, qtbot: QtBot) -> None:
    with_role(desk, Role.INFORMATION_GOVERNANCE)
    keys = window_of(desk, qtbot).rail.keys()
    assert "share_list" in keys


def test_the_page_reads_as_tab_goes_and_nothing_is_cut_off(page: ShareListPage, window: MainWindow) -> None:
    page.list_button.click()
    QApplication.processEvents()
    assert_accessible(window)
    assert out_of_order(page) == []
    assert faults(page, window) == []


@pytest.mark.parametrize(
    ("scheme", "scale"), [("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 2.0)]
)
def test_the_page_can_be_drawn(page: ShareListPage, window: MainWindow, scheme: str, scale: float) -> None:
    page.list_button.click()
    QApplication.processEvents()
    take_picture(window, "share-list", scheme, scale)
    assert page.table.isVisible()
