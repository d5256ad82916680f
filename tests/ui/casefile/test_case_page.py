"""On the child's page an officer settles, withholds and records; nothing is chosen for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.casefile.case_view import open_case
from app.desk import Desk
from app.vocabulary import codes
from tests.ui.accessibility import assert_accessible
from tests.ui.borough import a_borough, the_child
from tests.ui.pictures import cut_off, take_picture
from ui.casefile.case_page import CasePage
from ui.operations import at_once

Key = Qt.Key


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = a_borough(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CasePage:
    made = CasePage(desk, at_once(desk))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.take(the_child(desk))
    made.refresh()
    return made


def test_each_version_is_said_once_and_a_withheld_address_never(page: CasePage) -> None:
    words = page.disagreements.words()
    assert words.count("08-Mar-2022") <= 1
    assert "Harbour House" not in words


def test_a_birth_date_is_settled_with_a_reason_and_nothing_is_chosen_beforehand(
    page: CasePage, desk: Desk
) -> None:
    page._on_settle()
    block = next(block for block in page.settling.blocks if block.group == "birth")
    assert block.pills.value() is None
    page.settling.on_do()
    assert page.settling.isVisible()
    view = page.view
    assert view is not None
    (birth,) = [each for each in view.disagreements if each.group == "birth"]
    police = next(said for said in birth.said if said.text == "03-Aug-2022")
    block.pills.set_value(str(police.statement))
    page.settling.on_do()
    assert page.settling.isVisible()
    QTest.keyClicks(block.because, "birth certificate seen")
    QTest.keyClick(page.settling.do, Key.Key_Space)
    assert desk.do(open_case, view.person_id).banner.birth == "03-Aug-2022"
    assert not page.settling.isVisible()


def test_a_warning_is_recorded_in_the_officers_words_and_shown_at_once(page: CasePage) -> None:
    page._on_record()
    page.recording.group.set_value("warning")
    QTest.keyClicks(page.recording.words, "dog at the address")
    QTest.keyClick(page.recording.do, Key.Key_Space)
    assert page.view is not None
    assert any("dog at the address" in chip.words for chip in page.view.banner.chips)


def test_an_address_is_withheld_from_somebody_for_a_reason(page: CasePage) -> None:
    page._on_withhold()
    QTest.keyClick(page.withholding.do, Key.Key_Space)
    assert page.withholding.isVisible()
    QTest.keyClicks(page.withholding.from_whom, "Darren Petherick")
    QTest.keyClicks(page.withholding.why, "fled from him")
    QTest.keyClick(page.withholding.do, Key.Key_Space)
    assert page.view is not None
    assert "Darren Petherick" in page.view.banner.chips[0].words


def test_a_withheld_address_is_shown_only_after_a_reason_was_chosen(page: CasePage) -> None:
    page._on_show_withheld()
    page._on_reason_given()
    assert not page.withheld_card.isVisible()
    page.reason_box.set_value(codes("reason_to_look")[0][0])
    page._on_reason_given()
    assert page.withheld_card.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_page_can_be_read_and_named_in_every_dress(page: CasePage, theme: str) -> None:
    assert_accessible(page)
    take_picture(page, "case_page", theme=theme)
    assert page.banner.isVisible()


def test_no_words_are_cut_off_at_twice_the_size(page: CasePage) -> None:
    take_picture(page, "case_page", scale=2.0)
    assert cut_off(page) == []


def test_the_family_is_shown_with_who_says_so(page: CasePage) -> None:
    model = page.family.table.rows
    assert model.rowCount() > 0
    words = [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert any("mother" in line[1].lower() and "School" in line[3] for line in words)


@pytest.mark.parametrize("tab", ["agencies", "chronology", "family", "shares"])
def test_every_view_of_the_child_can_be_drawn(page: CasePage, tab: str) -> None:
    page.tabs.set_value(tab)
    take_picture(page, f"case_{tab}")
    shown = page.views.currentWidget()
    assert shown is not None
    assert shown.isVisible()
