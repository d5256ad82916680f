"""The page Same child? can be read, named and walked by Tab in every dress, at once and at twice the size."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clock import now_utc
from app.desk import Desk
from app.linking.taking_back import AnsweredPair, RecordPairs
from models.base import new_key
from tests.app.linking.store import Sent, bring_in
from tests.ui.accessibility import assert_accessible
from tests.ui.pictures import cut_off, take_picture
from tests.ui.walked_by_tab import scrolled_sideways, tab_strays
from ui.linking.compare_page import ComparePage
from ui.operations import at_once

LONG = "Bartholomew-Alexander Oluwaseun Featherstonehaugh-Cholmondeley-Okonkwo"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ComparePage:
    made = ComparePage(desk, at_once(desk))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def _empty(page: ComparePage) -> None:
    page.refresh()
    assert page.empty.isVisible()


def _twin(page: ComparePage) -> None:
    bring_in(page.desk, "HSG", Sent("1"))
    bring_in(page.desk, "EY", Sent("E1", given="Zara"))
    page.refresh()
    assert page.pair is not None and page.pair.band == "twin"


def _note_wanted(page: ComparePage) -> None:
    _twin(page)
    QTest.keyClicks(page.table, "n")
    page.notice.say("Linked to P-A00012-K.", "green", "Undo", page.refresh)
    assert page.note.hasFocus()


def _long(page: ComparePage) -> None:
    _twin(page)
    pair = page.pair
    assert pair is not None
    rows = tuple(
        replace(row, said=f"{LONG}; {LONG}", known=LONG, words=f"{row.words} and what follows in many words")
        for row in pair.rows
    )
    page.show_pair(
        replace(
            pair, rows=rows, forename=LONG, organisation=f"{LONG} NHS Foundation Trust", why=f"{LONG}. " * 6,
            linked_organisations=("Housing", "Health visiting", "Police", "School nursing", "Early years"),
            other_facts=("12 police notices", "4 adults named", f"Warning: {LONG}"), note=LONG * 2,
        )
    )  # fmt: skip
    page.view.show_record(_answered_before(pair.candidate), pair.candidate)


def _before(page: ComparePage) -> None:
    _twin(page)
    assert page.pair is not None
    page.view.show_record(_answered_before(page.pair.candidate), page.pair.candidate)
    assert page.view.before.isVisible()


def _answered_before(candidate: object) -> RecordPairs:
    refused = tuple(AnsweredPair(new_key(), f"P-A0000{n}-K", now_utc(), LONG * n) for n in range(3))
    return RecordPairs(new_key(), True, (new_key(), new_key()), refused)


STATES = {"empty": _empty, "twin": _twin, "note": _note_wanted, "long": _long, "before": _before}


@pytest.mark.parametrize("state", STATES)
def test_everything_has_a_name_and_no_word_is_cut_off(page: ComparePage, state: str) -> None:
    STATES[state](page)
    for theme in ("light", "dark", "contrast"):
        take_picture(page, f"compare-{state}", theme=theme)
    assert_accessible(page)
    assert cut_off(page, scale=1.0) == []
    take_picture(page, f"compare-{state}", scale=2.0)
    assert cut_off(page, scale=2.0) == []


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_scrolled_sideways_at_twice_the_size(page: ComparePage, state: str) -> None:
    STATES[state](page)
    assert scrolled_sideways(page) == []


@pytest.mark.parametrize("state", ["twin", "note", "long", "before"])
def test_tab_goes_as_the_eye_goes(page: ComparePage, state: str) -> None:
    STATES[state](page)
    QApplication.processEvents()
    assert tab_strays(page) == []
