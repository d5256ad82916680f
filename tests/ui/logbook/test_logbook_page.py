"""Does the page find what was done by child, officer, act and day, and say in words whether the log is sound?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.clock import today
from app.dates import GivenDate
from app.desk import Desk
from app.logbook.searching import EntryShown, LogQuestion, look_through
from app.sharing.deciding import decide_share
from models.codes import Role
from tests.app.frontdoor.waiting import share_with
from tests.app.sharing.children import Child, a_child
from tests.builders import MANAGER, with_role
from tests.ui.accessibility import assert_accessible
from tests.ui.looking import faults, out_of_order
from tests.ui.pictures import take_picture
from ui.logbook.logbook_page import LogbookPage
from ui.main_window import MainWindow
from ui.operations import at_once


@pytest.fixture
def child(desk: Desk) -> Child:
    return a_child(desk)


@pytest.fixture
def window(desk: Desk, child: Child, qtbot: QtBot) -> Iterator[MainWindow]:
    """Give a window of a store in which a child was brought in and a share was decided."""
    desk.do(decide_share, share_with(child))
    made = MainWindow(desk, at_once(desk), "Hackbridge MASH")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def page(window: MainWindow) -> LogbookPage:
    window.go("logbook")
    made = window.page
    assert isinstance(made, LogbookPage)
    return made


def found(page: LogbookPage) -> list[EntryShown]:
    """Give the rows of the table, as far as it is in sight."""
    QApplication.processEvents()
    if not page.table.isVisible():
        return []
    return [page.table.rows.row(at) for at in range(page.table.rows.rowCount())]


def verdict(page: LogbookPage) -> list[str]:
    QApplication.processEvents()
    labels = page.verdict.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisibleTo(page) and label.text()]


# --- searching --------------------------------------------------------------------------------------------------------


def test_nothing_is_shown_before_somebody_searches(page: LogbookPage, desk: Desk) -> None:
    assert found(page) == [] and page.empty.isVisible()
    assert desk.do(look_through, LogQuestion(act="search_log")).total == 0


def test_a_search_shows_the_newest_first_and_stands_in_the_log(page: LogbookPage, desk: Desk) -> None:
    before = desk.head().sequence
    page.empty.button.click()
    rows = found(page)
    assert [row.sequence for row in rows] == list(range(before, 0, -1))
    assert page._note.text() == f"{before:,} entries"
    assert desk.head().sequence == before + 1


def test_what_is_done_meanwhile_does_not_move_the_rows_that_were_found(page: LogbookPage, desk: Desk) -> None:
    page.empty.button.click()
    before = [row.sequence for row in found(page)]
    desk.do(look_through, LogQuestion())
    page.table.reload()
    assert [row.sequence for row in found(page)] == before


def test_a_child_is_found_by_its_reference(page: LogbookPage, child: Child, qtbot: QtBot) -> None:
    page.about.set_value(child.reference)
    qtbot.keyClick(page.about, Qt.Key.Key_Return)
    assert {row.act for row in found(page)} == {"accept_batch", "decide_share"}
    assert all(child.reference in row.persons for row in found(page))


def test_a_name_finds_nothing_and_never_everything(page: LogbookPage) -> None:
    page.about.set_value("Marlowe")
    page.search_button.click()
    assert found(page) == []
    assert page.empty.isVisible() and "No entry of the log fits." in page.empty.accessibleName()


def test_an_act_is_chosen_by_its_words(page: LogbookPage) -> None:
    page.act.set_value("decide_share")
    page.search_button.click()
    assert [row.act_words for row in found(page)] == ["Decided a share"]


def test_an_officer_is_found_by_name(page: LogbookPage, desk: Desk) -> None:
    with_role(desk, Role.MANAGER, name="Tom Abara")
    page.refresh()
    page.officer.set_value("Tom Abara")
    page.search_button.click()
    assert {row.officer for row in found(page)} == {"Tom Abara"}
    page.officer.set_value(MANAGER)
    page.search_button.click()
    assert {row.officer for row in found(page)} == {MANAGER}


@pytest.mark.parametrize(("first", "last", "any_found"), [(0, 0, True), (1, None, False), (None, -1, False)])
def test_days_narrow_the_search(
    page: LogbookPage, first: int | None, last: int | None, any_found: bool
) -> None:
    for boxes, days in ((page.first, first), (page.last, last)):
        day = today() + timedelta(days=days) if days is not None else None
        boxes.set_value(GivenDate(day.year, day.month, day.day, "exact") if day else None)
    page.search_button.click()
    assert bool(found(page)) is any_found


def test_a_day_that_cannot_be_is_said_and_nothing_is_searched(page: LogbookPage, desk: Desk) -> None:
    before = desk.head().sequence
    for value, box in (("31", page.first.day), ("Feb", page.first.month), ("2026", page.first.year)):
        box.set_value(value)
    page.search_button.click()
    assert (
        "The first day is not clear." in page.notice.words()
        and "Nothing was searched." in page.notice.words()
    )
    assert desk.head().sequence == before


def test_half_a_day_is_asked_for_whole(page: LogbookPage) -> None:
    page.last.year.set_value("2026")
    page.search_button.click()
    assert "The log needs day, month and year." in page.notice.words()


def test_who_comes_with_a_reference_finds_its_entries_at_once(window: MainWindow, child: Child) -> None:
    window.go("logbook", child.reference)
    page = window.page
    assert isinstance(page, LogbookPage)
    assert page.about.value() == child.reference and len(found(page)) == 2


def test_emptying_the_fields_asks_for_everything_again(page: LogbookPage) -> None:
    page.about.set_value("P-A00001-P")
    page.act.set_value("decide_share")
    page.empty_button.click()
    assert page.question() == LogQuestion()


def test_the_log_is_not_offered_to_those_who_may_not_read_it(desk: Desk, qtbot: QtBot) -> None:
    with_role(desk, Role.SOCIAL_WORKER)
    made = MainWindow(desk, at_once(desk))
    qtbot.addWidget(made)
    offered = made.rail.keys()
    assert "worklist" in offered and "logbook" not in offered


# --- verifying --------------------------------------------------------------------------------------------------------


def test_a_sound_log_is_said_to_hold_in_words_and_what_was_not_checked_is_said_too(
    page: LogbookPage, window: MainWindow
) -> None:
    page.verify_button.click()
    words = verdict(page)
    assert {"Chain ● holds", "Anchors ● holds", "Seal ? not checked"} <= set(words)
    assert any(line.startswith("The chain is whole: ") for line in words)
    assert window.status.words() == "Verified: nothing in the log was altered. Not checked: seal."
    assert page.notice.words() == ""


def tamper(desk: Desk, statement: str) -> None:
    """Do what somebody with the key and another program could do: lift the guards first."""
    connection: Any = desk.writing_connection()
    connection.set_authorizer(None)
    with connection.door.lets("open"):
        for trigger in ("entry_no_update", "entry_no_delete", "entry_in_order"):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "chip", "words"),
    [
        ("UPDATE entry SET officer = 'Somebody Else' WHERE sequence = 2", "Chain ▲ broken", "entry 2"),
        ("DELETE FROM entry WHERE sequence = 2", "Chain ▲ broken", ""),
    ],
)
def test_a_damaged_log_is_shown_as_damaged_with_what_to_do(
    page: LogbookPage, desk: Desk, window: MainWindow, statement: str, chip: str, words: str
) -> None:
    tamper(desk, statement)
    page.verify_button.click()
    assert chip in verdict(page)
    assert words in " ".join(verdict(page)).lower()
    assert "▲ The log is not as it was written." in page.notice.words()
    assert "Change nothing in this store." in page.notice.words()
    assert "nothing in the log was altered" not in window.status.words()


def test_a_log_whose_end_was_cut_off_is_shown_by_its_anchor(page: LogbookPage, desk: Desk) -> None:
    marked, _hash = desk.keeper.mark()
    assert marked > 0
    for table, column in (("entry", "sequence"), ("change", "entry")):
        tamper(desk, f"DELETE FROM {table} WHERE {column} >= {marked}")
    page.verify_button.click()
    assert {"Chain ● holds", "Anchors ▲ broken"} <= set(verdict(page))
    assert "▲ The log is not as it was written." in page.notice.words()


# --- how it looks -----------------------------------------------------------------------------------------------------


def test_everything_has_a_name_and_tab_goes_as_the_page_reads(page: LogbookPage, window: MainWindow) -> None:
    page.empty.button.click()
    assert_accessible(window)
    assert out_of_order(page) == []


def test_nothing_is_cut_off_or_wider_than_the_smallest_screen(page: LogbookPage, window: MainWindow) -> None:
    page.empty.button.click()
    page.verify_button.click()
    assert faults(page, window) == []


@pytest.mark.parametrize(
    ("scheme", "scale"), [("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 2.0)]
)
def test_the_log_can_be_drawn(page: LogbookPage, window: MainWindow, scheme: str, scale: float) -> None:
    page.empty.button.click()
    tamper(page.desk, "UPDATE entry SET officer = 'Somebody Else' WHERE sequence = 2")
    page.verify_button.click()
    take_picture(window, "logbook", scheme, scale)
    assert page.table.isVisible() and page.verdict.isVisible()
