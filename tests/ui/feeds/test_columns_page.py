"""Every table of the borough is taught by keyboard, from nothing to a batch that waits to be accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.drafts import my_drafts
from app.feeds.importing import stage_files
from app.feeds.kept_layouts import keep_taught, kept_layouts
from app.feeds.previewing import preview_batch
from app.feeds.taught import NOTHING
from tests.builders_feeds import TODAY, others_data
from ui.feeds.columns_page import ColumnsPage
from ui.feeds.file_asked import FileAsked
from ui.feeds.import_page import ImportPage
from ui.operations import at_once
from ui.parts import ChoicePills, CodeBox

Key = Qt.Key
LIST = "Our ref,Surname,Forename,Born on,DOB,Sex\nY1,Fenwick,Orla,x,05/04/2016,Girl\nY2,Hale,Ned,y,06/07/2014,B\n"
#: Sender, rows and refused rows, and a column that is placed by typing its words.
FILES = {
    "police_notices.csv": ("POL", 150, 0, {}),
    "school_nursing.csv": ("SN", 73, 0, {"Telephone": "First person beside the child: telephone"}),
    "housing.csv": ("HSG", 160, 0, {}),
    "health_visiting.xlsx": ("HV", 129, 1, {}),
    "early_years.xlsx": ("EY", 29, 0, {}),
}


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ColumnsPage:
    made = ColumnsPage(desk, at_once(desk))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def teach(page: ColumnsPage, agency: str, path: Path) -> None:
    page.take(FileAsked(agency, (path,)))
    page.refresh()


def a_list(folder: Path, text: str = LIST) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def typed(page: ColumnsPage, heading: str, words: str) -> None:
    row = page.sheet.row_of(heading)
    assert row is not None
    row.box.setFocus()
    QTest.keyClicks(row.box, words)
    QTest.keyClick(row.box, Key.Key_Return)


def leave_all(page: ColumnsPage) -> None:
    taught = page.taught()
    for sheet in taught.sheets if taught is not None else ():
        if sheet.holds != NOTHING:
            page.tabs.set_value(sheet.sheet)
            if page.sheet.leave.isVisible():
                QTest.keyClick(page.sheet.leave, Key.Key_Space)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_taught_from_nothing_by_keyboard(page: ColumnsPage, desk: Desk, name: str) -> None:
    sender, rows, refused, by_hand = FILES[name]
    teach(page, sender, others_data(f"borough/{name}"))
    for heading, words in by_hand.items():
        typed(page, heading, words)
    leave_all(page)
    asked: list[str] = []
    page.place_asked.connect(lambda place, _value: asked.append(place))
    QTest.keyClick(page.keep_button, Key.Key_Space)
    assert page.errors.lines() == () and asked == ["feeds"]
    (kept,) = desk.read(kept_layouts, sender)
    staged = stage_files(desk, [others_data(f"borough/{name}")], organisation=sender, today=TODAY)
    assert (staged.rows_read, staged.refused) == (rows, refused)
    assert desk.read(preview_batch, staged.key).layout == kept.name


def test_what_is_not_placed_is_said_at_its_column_and_the_summary_goes_there(
    page: ColumnsPage, desk: Desk, tmp_path: Path
) -> None:
    teach(page, "YJS", a_list(tmp_path))
    page.keep_button.click()
    assert any("Born on is not placed" in line for line in page.errors.lines())
    assert any("day or month first" in line for line in page.errors.lines())
    assert any("what does B mean" in line for line in page.errors.lines())
    row = page.sheet.row_of("Born on")
    assert row is not None and "not placed" in row.row._problem.text()
    assert desk.read(kept_layouts) == ()


def test_dates_and_values_are_asked_and_what_would_be_read_follows(page: ColumnsPage, tmp_path: Path) -> None:
    teach(page, "YJS", a_list(tmp_path))
    born, sex = page.sheet.row_of("DOB"), page.sheet.row_of("Sex")
    assert born is not None and sex is not None
    pills = born.findChild(ChoicePills)
    assert pills is not None and pills.value() is None
    pills.set_value("month")
    page.try_now()
    assert "Orla Fenwick, born 04-May-2016" in page.pane.words()
    (asked,) = [box for box in sex.findChildren(CodeBox) if box.accessibleName() == "Sex: B means"]
    asked.set_value("M")
    taught = page.taught()
    assert taught is not None and ("B", "M") in dict(taught.people.using("sex"))["Sex"].codes


def test_what_was_said_is_kept_as_a_draft_and_is_there_again(
    page: ColumnsPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = a_list(tmp_path)
    teach(page, "YJS", path)
    typed(page, "Born on", "Note")
    page.draft.flush()
    assert [draft.title for draft in desk.read(my_drafts)] == ["Columns of list.csv"]
    again = ColumnsPage(desk, at_once(desk))
    qtbot.addWidget(again)
    teach(again, "YJS", path)
    row = again.sheet.row_of("Born on")
    assert row is not None and row.taught().main == "note"


def test_a_layout_is_there_to_be_changed_when_a_file_like_it_comes(
    page: ColumnsPage, desk: Desk, tmp_path: Path
) -> None:
    path = a_list(tmp_path, LIST.replace("05/04", "25/04").replace(",B\n", ",Boy\n"))
    teach(page, "YJS", path)
    typed(page, "Born on", "Note")
    taught = page.taught()
    assert taught is not None
    desk.do(keep_taught, taught)
    page.take(FileAsked("YJS", (path, path)))
    page.refresh()
    row = page.sheet.row_of("Born on")
    assert row is not None and row.taught().main == "note" and page.layouts.isVisible()


def test_a_file_that_cannot_be_looked_at_says_why(page: ColumnsPage, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"%PDF-1.7")
    teach(page, "YJS", path)
    assert page.notice.isVisible() and page.empty.isVisible() and not page.sheet.isVisible()


def test_the_way_leads_from_a_refused_file_to_its_columns_and_back(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    feeds = ImportPage(desk, at_once(desk))
    qtbot.addWidget(feeds)
    feeds.show()
    feeds.refresh()
    asked: list[tuple[str, object]] = []
    feeds.place_asked.connect(lambda place, value: asked.append((place, value)))
    path = a_list(tmp_path, LIST.replace("05/04", "25/04").replace(",B\n", ",Boy\n"))
    feeds.agency.set_value("YJS")
    feeds.choose((path,))
    feeds.choose_card.ask_to_read()
    assert feeds.notice.isVisible()
    feeds._on_teach()
    assert asked == [("columns", FileAsked("YJS", (path,)))]
    page = ColumnsPage(desk, at_once(desk))
    qtbot.addWidget(page)
    teach(page, "YJS", path)
    page.sheet.leave_rest()
    page._on_keep()
    feeds.take(FileAsked("YJS", (path,)))
    feeds.refresh()
    assert feeds.preview.isVisible() and feeds._state == "staged"
