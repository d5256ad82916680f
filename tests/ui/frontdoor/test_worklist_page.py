"""Does each row of the worklist lead to where it is done, and do list and rail agree with what was done?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.clock import now_utc, shown_day, today
from app.desk import Desk
from app.drafts import save_draft
from app.feeds.importing import accept_batch, discard_batch
from app.frontdoor.rows import WorkRow
from app.frontdoor.worklist import worklist
from app.linking.deciding import refuse_link
from app.sharing.deciding import begin_share, decide_share, drop_share
from app.sharing.share_file import draft_values
from models.codes import Role
from tests.app.frontdoor.waiting import put_off, share_with, staged
from tests.app.linking.store import Sent, bring_in
from tests.app.sharing.children import a_child
from tests.builders import with_role
from tests.ui.accessibility import assert_accessible
from tests.ui.looking import faults, out_of_order
from tests.ui.pictures import SMALLEST_SCREEN, dressed, take_picture
from ui.frontdoor.worklist_page import WorklistPage, due_words
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.parts import Chip


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, at_once(desk), "Hackbridge MASH")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def filled(desk: Desk, tmp_path: Path, window: MainWindow) -> MainWindow:
    """Give a window whose worklist has one row of each kind, a draft and a batch that came in."""
    bring_in(desk, "HSG", Sent("1"))
    bring_in(desk, "EY", Sent("E1"))
    child = a_child(desk)
    staged(desk, tmp_path)
    desk.do(begin_share, share_with(child))
    desk.do(decide_share, put_off(child))
    words, value = "Share about Alice MARLOWE with Health visiting", draft_values(share_with(child))
    desk.do(save_draft, "share", child.reference, words, value)
    page_of(window).refresh()
    return window


def page_of(window: MainWindow) -> WorklistPage:
    window.go("worklist")
    QApplication.processEvents()
    page = window.page
    assert isinstance(page, WorklistPage)
    return page


def rows(page: WorklistPage) -> list[WorkRow]:
    return [page.table.rows.row(at) for at in range(page.table.rows.rowCount())]


def chips(page: WorklistPage) -> list[str]:
    """Give what the chips in sight say, once Qt has shown what was added."""
    QApplication.processEvents()
    return [chip.text() for chip in page.findChildren(Chip) if chip.isVisible()]


def words_on(page: WorklistPage) -> str:
    return " | ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def link(page: WorklistPage, name: str) -> QAbstractButton:
    return next(
        found
        for found in page.findChildren(QAbstractButton)
        if found.isVisible() and found.accessibleName().startswith(name)
    )


@pytest.mark.parametrize(
    ("kind", "place"), [("review", "papers"), ("batch", "feeds"), ("link", "linking"), ("share", "sharing")]
)
def test_enter_on_a_row_goes_to_where_it_is_done(
    filled: MainWindow, qtbot: QtBot, kind: str, place: str
) -> None:
    page = page_of(filled)
    at = next(number for number, row in enumerate(rows(page)) if row.kind == kind)
    wanted = rows(page)[at].key
    gone: list[tuple[str, object]] = []
    page.place_asked.connect(lambda where, value: gone.append((where, value)))
    page.table.setFocus()
    page.table.select(at)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert gone == [(place, wanted)]
    assert filled.page is not None and filled.page.key == place
    assert filled.page.notice.words() == ""


def test_chips_and_rail_count_what_waits(filled: MainWindow) -> None:
    filled.count()
    assert chips(page_of(filled)) == [
        "Decisions to take again 1",
        "Batches to review 1",
        "Links to decide 1",
        "Shares to finish 1",
    ]
    said = {
        filled.rail.list.item(at).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(filled.rail.list.count())
    }
    assert {"From agencies, 1 waiting", "Same child?, 1 waiting", "Shares, 1 waiting", "Worklist"} <= said


def test_list_and_rail_follow_each_act(filled: MainWindow, desk: Desk) -> None:
    page, work = page_of(filled), filled.operations
    of_kind = {row.kind: row.key for row in rows(page)}
    work.run(refuse_link, UUID(of_kind["link"]), reason="Another child.")
    assert "Links to decide 0" in chips(page)
    work.run(discard_batch, UUID(of_kind["batch"]))
    assert "Batches to review 0" in chips(page)
    work.run(drop_share, of_kind["share"])
    assert "Shares to finish 0" in chips(page)
    assert [row.kind for row in rows(page)] == ["review"] == [row.kind for row in desk.read(worklist).rows]
    listed = filled.rail.list
    said = [listed.item(at).data(Qt.ItemDataRole.AccessibleTextRole) or "" for at in range(listed.count())]
    assert not [words for words in said if "waiting" in words]


def test_what_is_late_is_red_in_the_rail_and_said_in_words(
    desk: Desk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = now_utc() + timedelta(hours=1)
    desk.do(decide_share, put_off(a_child(desk), until=due))
    monkeypatch.setattr("app.clock.now_utc", lambda: due + timedelta(hours=2, minutes=1))
    page = page_of(window)
    window.count()
    assert window.rail.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Worklist, 1 late"
    assert "1 late" in words_on(page)


def test_nothing_waiting_is_one_sentence_and_one_button(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    assert page.empty.isVisible() and not page.table.isVisible()
    assert "Nothing waits for you." in words_on(page)
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert window.page is not None and window.page.key == "feeds"


def test_an_auditor_is_offered_nothing_that_they_may_not_do(filled: MainWindow, qtbot: QtBot) -> None:
    desk = with_role(filled.desk, Role.AUDITOR)
    made = MainWindow(desk, at_once(desk))
    qtbot.addWidget(made)
    made.show()
    page = page_of(made)
    assert page.notice.words() == ""
    assert (chips(page), page.empty.isVisible(), page.empty.button.isVisible()) == ([], True, False)
    assert "From agencies" not in words_on(page)
    made.close()


def test_a_form_half_written_is_taken_up_again(filled: MainWindow, qtbot: QtBot) -> None:
    page = page_of(filled)
    qtbot.mouseClick(link(page, "Continue: Share about Alice"), Qt.MouseButton.LeftButton)
    assert filled.page is not None and filled.page.key == "sharing"


def test_what_came_in_leads_to_why_rows_were_refused(
    desk: Desk, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    accept_batch(desk, staged(desk, tmp_path).key)
    page = page_of(window)
    found = link(page, "Housing: 1 person in")
    assert found.accessibleName() == "Housing: 1 person in: 1 refused, see why"
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    assert window.page is not None and window.page.key == "feeds"


def a_row(**changes: object) -> WorkRow:
    values = {"what": "", "second": "", "act": "", "kind": "", "due": None, "late": False}
    return WorkRow(**{**values, "place": "", "key": "", **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "late by 1 min"),
        (59, "late by 59 min"),
        (130, "late by 2 h"),
        (2879, "late by 47 h"),
        (2880, "late by 2 days"),
    ],
)
def test_late_is_said_in_the_largest_unit_that_fits(minutes: int, words: str) -> None:
    assert due_words(a_row(due=now_utc() - timedelta(minutes=minutes, seconds=5), late=True)) == words


def test_what_is_due_on_another_day_names_the_day() -> None:
    due = now_utc() + timedelta(days=3)
    assert due_words(a_row(due=due)).startswith(shown_day(today() + timedelta(days=3)))
    assert due_words(a_row()) == ""


def test_everything_has_a_name_and_tab_goes_as_the_page_reads(filled: MainWindow) -> None:
    page = page_of(filled)
    assert_accessible(filled)
    assert out_of_order(page) == []


def test_nothing_is_cut_off_or_wider_than_the_smallest_screen(filled: MainWindow) -> None:
    page = page_of(filled)
    assert faults(page, filled) == []


def test_where_there_is_no_room_the_next_act_stands_below_the_name(filled: MainWindow) -> None:
    page = page_of(filled)
    take_picture(filled, "worklist-folded", scale=2.0)
    assert page.table.folded(rows(page)[0]) == ""
    page.table.resize(300, 200)
    assert "Decide again whether to share with Health visiting" in page.table.folded(rows(page)[0])


@pytest.mark.parametrize(
    ("scheme", "scale"), [("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 2.0)]
)
def test_the_worklist_can_be_drawn(filled: MainWindow, scheme: str, scale: float) -> None:
    page = page_of(filled)
    take_picture(filled, "worklist", scheme, scale)
    assert page.isVisible() and page.table.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_of_list_and_page_only_one_scrolls_and_the_row_in_focus_is_in_sight(
    filled: MainWindow, desk: Desk, scale: float
) -> None:
    work, page = desk.read(worklist), page_of(filled)
    with dressed("light", scale):
        filled.resize(*SMALLEST_SCREEN)
        QApplication.processEvents()
        page.show_worklist(replace(work, rows=work.rows * 5))
        for _turn in range(3):
            QApplication.processEvents()
        bars = page.scroller.verticalScrollBar(), page.table.verticalScrollBar()
        assert [bar.maximum() > 0 for bar in bars].count(True) == 1
        page.table.setFocus()
        QTest.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        row = page.table.visualRect(page.table.currentIndex()).center()
        assert page.table.currentIndex().row() == len(work.rows) * 5 - 1
        assert (
            page.scroller.viewport()
            .rect()
            .contains(page.table.viewport().mapTo(page.scroller.viewport(), row))
        )
        take_picture(filled, "worklist-many", scale=scale)


def test_a_heading_of_two_lines_keeps_its_second(filled: MainWindow) -> None:
    page = page_of(filled)
    with dressed("light", 2.0):
        filled.resize(*SMALLEST_SCREEN)
        page.heading(
            "Today, what next", "25-Nov-2026 · 3 late · 25 of 1,204 shown, the rest by Search and the log"
        )
        for _turn in range(3):
            QApplication.processEvents()
        note = page._note
        assert note.mapTo(page._heading, note.rect().bottomLeft()).y() <= page._heading.height()
        assert note.y() > page._title.y(), "it stands in a line of its own"
