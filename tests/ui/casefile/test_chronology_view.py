"""The chronology says truly in which order it stands, keeps what was chosen, and hides no word of a long text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.casefile.case_view import open_case
from app.casefile.chronology import Happening
from app.desk import Desk
from tests.ui.casefile.children import known_to_five, known_to_one
from tests.ui.casefile.conftest import OpenPage
from ui.casefile.chronology_view import EARLIEST, NEWEST, ChronologyView
from ui.casefile.fitting_table import LINES, broken

Key = Qt.Key


@pytest.fixture
def told(desk: Desk) -> tuple[Happening, ...]:
    return desk.do(open_case, known_to_five(desk)).chronology


@pytest.fixture
def view(told: tuple[Happening, ...], qtbot: QtBot) -> ChronologyView:
    made = ChronologyView()
    qtbot.addWidget(made)
    made.resize(1130, 560)
    made.show()
    made.show_happenings(told)
    return made


def _isos(view: ChronologyView) -> list[str]:
    model = view.table.rows
    return [model.row(at).iso for at in range(model.rowCount())]


def test_the_newest_stands_first_and_what_has_no_date_last(view: ChronologyView) -> None:
    dated = [iso for iso in _isos(view) if iso]
    assert dated == sorted(dated, reverse=True)
    assert _isos(view)[-3:] == ["", "", ""]
    assert view.says.text() == "15 events, the newest first; 3 without a date at the end."


def test_turned_round_the_earliest_stands_first_and_the_page_says_so(view: ChronologyView) -> None:
    pill = next(pill for pill in view.order.pills if pill.isChecked())
    pill.setFocus()
    QTest.keyClick(pill, Key.Key_Right)
    dated = [iso for iso in _isos(view) if iso]
    assert dated == sorted(dated)
    assert dated != sorted(dated, reverse=True)
    assert _isos(view)[-3:] == ["", "", ""]
    assert "the earliest first" in view.says.text()


def test_the_agency_and_the_order_stay_when_the_page_refreshes(desk: Desk, open_page: OpenPage) -> None:
    page = open_page(desk, known_to_five(desk))
    page.chronology.filter.set_value("POL")
    page.chronology.order.set_value(EARLIEST)
    page.refresh()
    assert page.chronology.filter.value() == "POL"
    assert page.chronology.filter.currentText() == "Police"
    assert {row.organisation for row in page.chronology.shown()} == {"POL"}
    assert page.chronology.table.rows.rowCount() == 3
    assert page.chronology.order.value() == EARLIEST


def test_for_another_child_everybody_is_heard_again_in_the_order_that_was_chosen(
    desk: Desk, open_page: OpenPage
) -> None:
    first, second = known_to_five(desk), known_to_one(desk)
    page = open_page(desk, first)
    page.chronology.filter.set_value("POL")
    page.chronology.order.set_value(EARLIEST)
    for person in (second, first):
        page.take(person)
        page.refresh()
    assert page.chronology.filter.value() == ""
    assert page.chronology.table.rows.rowCount() == 15
    assert page.chronology.order.value() == EARLIEST


def test_an_agency_that_tells_nothing_any_more_gives_way_to_everybody(
    view: ChronologyView, told: tuple[Happening, ...]
) -> None:
    view.filter.set_value("POL")
    view.show_happenings(tuple(one for one in told if one.organisation != "POL"))
    assert view.filter.value() == ""
    assert view.table.rows.rowCount() == 12


def test_a_long_text_is_read_to_its_last_word_by_keyboard_alone(view: ChronologyView) -> None:
    view.activateWindow()
    at = next(at for at, row in enumerate(view.shown()) if "ask for Joan" in row.text)
    view.table.setFocus()
    for _ in range(at):
        QTest.keyClick(view.table, Key.Key_Down)
    QTest.keyClick(view.table, Key.Key_Tab)
    assert QApplication.focusWidget() is view.list.whole
    assert view.list.whole.value().endswith("ask for Joan.")
    QTest.keyClick(view.list.whole, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.list.whole.textCursor().atEnd()
    QTest.keyClicks(view.list.whole, "x")
    assert view.list.whole.value().endswith("ask for Joan."), "what an agency wrote cannot be typed over"


def test_a_row_is_as_high_as_its_lines_and_never_higher_than_four(view: ChronologyView) -> None:
    heights = {len(row.text) > 200: view.table.rowHeight(at) for at, row in enumerate(view.shown())}
    assert heights[True] > heights[False]
    text = next(row.text for row in view.shown() if len(row.text) > 200)
    lines, cut = broken(text, view.font(), 200)
    assert cut
    assert len(lines) == LINES
    assert lines[-1].endswith("…")
    lines, cut = broken(text, view.font(), 5000)
    assert (lines, cut) == ([text], False)


def test_the_order_begins_with_the_newest(view: ChronologyView) -> None:
    assert view.order.value() == NEWEST


def test_nothing_told_is_said_in_a_sentence(desk: Desk, open_page: OpenPage) -> None:
    page = open_page(desk, known_to_one(desk))
    page.tabs.set_value("chronology")
    assert page.chronology.empty.isVisible()
    assert not page.chronology.list.isVisible()
    assert not page.chronology.filter.isVisible()
