"""On the page From agencies a file is looked at before it comes in, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.dates import GivenDate
from app.desk import Desk
from app.errors import DeskError
from app.feeds import importing, reading
from app.feeds.previewing import list_batches
from app.linking.asking import queue
from models.codes import Role
from tests.app.linking.store import Sent, bring_in
from tests.builders import with_role
from tests.builders_feeds import HOUSING, housing_row, others_data
from ui.feeds.import_page import ImportPage
from ui.operations import Operations, at_once

Key = Qt.Key
ORLA = Sent("E1", "Orla", "Fenwick", GivenDate(2016, 2, 14), "3 Galleon Road", "QX4 9AD")
SHIFTED = "bad/25_police_shifted_cells.csv"


def shown(desk: Desk, operations: Operations, qtbot: QtBot) -> ImportPage:
    made = ImportPage(desk, operations)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    return made


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ImportPage:
    return shown(desk, at_once(desk), qtbot)


@pytest.fixture
def said(page: ImportPage) -> list[str]:
    heard: list[str] = []
    page.said.connect(heard.append)
    return heard


def read(page: ImportPage, agency: str, *paths: Path) -> None:
    page.agency.set_value(agency)
    page.choose(paths)
    QTest.keyClick(page.read_button, Key.Key_Space)


def housing(folder: Path, *rows: str, name: str = "housing.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((HOUSING, *(rows or (housing_row(),)))), encoding="utf-8")
    return path


def states(desk: Desk) -> list[str]:
    return [row.state for row in desk.read(list_batches)]


# --- before reading -------------------------------------------------------------------------------------------------


def test_files_are_read_only_when_it_is_said_who_sent_them(page: ImportPage, tmp_path: Path) -> None:
    assert page.choose_card.missing.text() == "Choose who sent it first."
    page.choose((housing(tmp_path),))
    QTest.keyClick(page.read_button, Key.Key_Space)
    assert not page.read_button.isEnabled() and not page.preview.isVisible()
    page.agency.set_value("HSG")
    assert page.read_button.isEnabled() and not page.choose_card.missing.isVisible()


def test_a_sender_whom_the_directory_does_not_know_is_named_beside_the_box(page: ImportPage) -> None:
    page.agency.setFocus()
    QTest.keyClicks(page.agency, "Fire brigade")
    page.choose_card.choose_button.setFocus()
    assert "“Fire brigade” is not in the list." in page.choose_card._agency_row._problem.text()
    assert page.choose_card._agency_row._problem.isVisible()


def test_files_are_picked_by_keyboard_and_read_by_keyboard(
    page: ImportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = housing(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    QTest.keyClick(page.choose_card.choose_button, Key.Key_Space)
    assert page.choose_card.files.value() == "housing.csv" and page.agency.hasFocus()
    page.agency.set_value("HSG")
    QTest.keyClick(page.read_button, Key.Key_Space)
    assert page.preview.isVisible() and page.accept_button.hasFocus()


def test_files_and_folders_are_dropped_and_words_are_not(page: ImportPage, tmp_path: Path) -> None:
    folder = tmp_path / "from housing"
    folder.mkdir()
    first, second = housing(folder, name="a.csv"), housing(tmp_path, name="b.csv")
    assert drop(page, QUrl.fromLocalFile(str(folder)), QUrl.fromLocalFile(str(second)))
    assert page.choose_card.paths == (first, second)
    assert page.choose_card.files.value() == "a.csv, b.csv"
    assert not drop(page, QUrl("https://somewhere.example/c.csv"))
    assert page.choose_card.paths == (first, second)


def drop(page: ImportPage, *urls: QUrl) -> bool:
    mime, copy = QMimeData(), Qt.DropAction.CopyAction
    mime.setUrls(urls)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), copy, mime, buttons, keys)
    entering.ignore()
    page.dragEnterEvent(entering)
    page.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, buttons, keys))
    return entering.isAccepted()


def test_files_chosen_while_a_batch_is_looked_at_are_shown_with_the_list(
    page: ImportPage, tmp_path: Path
) -> None:
    read(page, "HSG", housing(tmp_path))
    page.choose((housing(tmp_path, name="next.csv"),))
    assert page.choose_card.isVisible() and not page.preview.isVisible()
    assert page.choose_card.files.value() == "next.csv"


# --- looked at, accepted, discarded ---------------------------------------------------------------------------------


def test_a_file_is_looked_at_then_comes_in_whole(
    page: ImportPage, desk: Desk, tmp_path: Path, said: list[str]
) -> None:
    read(page, "HSG", housing(tmp_path))
    assert states(desk) == ["staged"] and said[-1].startswith("1 row read, 0 refused.")
    assert page.preview.tabs.value() == "people" and page.preview.people.rows.row(0).name == "Orla Fenwick"
    QTest.keyClick(page.accept_button, Key.Key_Space)
    assert states(desk) == ["accepted"]
    assert said[-1] == "Brought in. 1 child is new, 0 records wait to be compared."
    assert page.undo_button.isVisible() and not page.accept_button.isVisible()


def test_a_batch_is_laid_aside_and_nothing_of_it_came_in(
    page: ImportPage, desk: Desk, tmp_path: Path, said: list[str]
) -> None:
    read(page, "HSG", housing(tmp_path))
    QTest.keyClick(page.discard_button, Key.Key_Space)
    assert states(desk) == ["discarded"] and said[-1].endswith("is laid aside. Nothing of it came in.")
    assert page.choose_card.isVisible() and page.table.isVisible()


def test_a_file_that_came_in_before_is_said_at_once(
    page: ImportPage, tmp_path: Path, said: list[str]
) -> None:
    path = housing(tmp_path)
    read(page, "HSG", path)
    page._on_accept()
    page._on_back()
    read(page, "HSG", path)
    assert "You accepted housing.csv already on" in said[-1]


def test_records_that_may_be_a_known_child_are_pointed_to(
    page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    asked: list[str] = []
    page.place_asked.connect(lambda place, _value: asked.append(place))
    bring_in(desk, "EY", ORLA)
    read(page, "HSG", housing(tmp_path))
    page._on_accept()
    assert "1 record may be of a child we know." in page.notice.words()
    page.notice._on_act()
    assert asked == ["linking"]


def test_rows_are_refused_one_by_one_each_with_its_reason(page: ImportPage) -> None:
    read(page, "POL", others_data(SHIFTED))
    view = page.preview
    assert view.tabs.value() == "refused" and view.tabs.tabText(0) == "Refused 2"
    rows = [view.refused.rows.row(at) for at in range(view.refused.rows.rowCount())]
    assert [row.line for row in rows] == [3, 4]
    assert all("cells" in row.reason for row in rows)
    assert view.row.words().startswith("Line 3 of 25_police_shifted_cells.csv\n▲ ")
    view.refused.setFocus()
    QTest.keyClick(view.refused, Key.Key_Down)
    assert view.row.words().startswith("Line 4 of 25_police_shifted_cells.csv\n▲ ")


def test_what_looks_odd_is_shown_with_what_was_given(page: ImportPage) -> None:
    read(page, "SN", others_data("bad/12_school_nursing_31_february.csv"))
    view = page.preview
    assert view.tabs.value() == "odd" and view.odd.isVisible()
    given = [view.odd.rows.row(at).as_given for at in range(view.odd.rows.rowCount())]
    assert any("31" in each for each in given)
    assert "◆" in view.row.words() and view.row.isVisible()


def test_a_cell_of_many_letters_is_cut_and_says_how_many(page: ImportPage) -> None:
    read(page, "SN", others_data("bad/16_school_nursing_long_cell.csv"))
    assert len(page.preview.row.words()) < 2_000
    assert page.preview.isVisible()


def test_refused_rows_are_written_out_with_reasons_or_to_be_mended(
    page: ImportPage, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(page, "POL", others_data(SHIFTED))
    report, mend = tmp_path / "refused.csv", tmp_path / "mend.csv"
    chosen = iter((str(report), str(mend)))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (next(chosen), ""))
    QTest.keyClick(page.preview.save_button, Key.Key_Space)
    assert report.read_text(encoding="utf-8-sig").startswith('"file","line","reason","cell 1"')
    assert len(report.read_text(encoding="utf-8-sig").splitlines()) == 3
    assert said[-1].startswith("The refused rows are saved as refused.csv.")
    QTest.keyClick(page.preview.mend_button, Key.Key_Space)
    source = others_data(SHIFTED).read_text(encoding="cp1252").splitlines()[0]
    assert mend.read_text(encoding="utf-8-sig").splitlines()[0].count(",") >= source.count(",")


def test_a_place_that_cannot_be_written_to_leaves_no_half_file(page: ImportPage, tmp_path: Path) -> None:
    read(page, "POL", others_data(SHIFTED))
    page.save_to(tmp_path / "no such folder" / "refused.csv")
    assert "The file refused.csv could not be written." in page.notice.words()
    assert list(tmp_path.glob("**/*.part")) == []


def test_a_refused_row_is_left_for_good_and_can_still_be_read(page: ImportPage) -> None:
    read(page, "POL", others_data(SHIFTED))
    page._on_accept()
    QTest.keyClick(page.preview.left_button, Key.Key_Space)
    row = page.preview.chosen_row()
    assert row is not None and row.state == "left"
    assert page.preview.left_button.reason == "This row is dealt with"
    assert "▲" in page.preview.row.words()


# --- what cannot be read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agency", "name", "words"),
    [
        ("POL", "01_police_zero_bytes.csv", "empty"),
        ("POL", "03_police_cut_off.csv", "breaks off"),
        ("POL", "06_police_is_a_workbook.csv", "workbook"),
        ("SN", "07_school_nursing_commas_in_rows.csv", "comma"),
        ("HV", "19_health_visiting_password.xlsx", "password"),
        ("HSG", "24_housing_renamed_columns.csv", "First Name"),
        ("EDU", "17_ctf_with_dtd.xml", "definitions"),
        ("EDU", "20_ctf_bare_ampersand.xml", "line 36"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words_and_stays_chosen(
    page: ImportPage, desk: Desk, agency: str, name: str, words: str
) -> None:
    path = others_data(f"bad/{name}")
    read(page, agency, path)
    assert words in page.notice.words()
    assert page.notice.isVisible() and not page.preview.isVisible() and states(desk) == []
    assert page.choose_card.paths == (path,) and page.agency.value() == agency
    assert page.read_button.isEnabled() and page.strip.isHidden()


def test_a_reading_process_that_dies_is_a_sentence(
    page: ImportPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CHILD", ("-c", "import os; os._exit(9)"))
    read(page, "HSG", housing(tmp_path))
    assert "more memory or time than a file of records may take" in page.notice.words()
    assert "the store was not touched" in page.notice.words()
    assert states(desk) == [] and page.choose_card.files.value() == "housing.csv"


def test_nothing_is_lost_when_the_store_refuses(
    page: ImportPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise DeskError("The store could not be written.", kept="Nothing of it was kept.")

    with monkeypatch.context() as broken:
        broken.setattr("ui.feeds.long_works.stage_files", full)
        read(page, "HSG", housing(tmp_path))
    assert "The store could not be written." in page.notice.words()
    assert page.choose_card.files.value() == "housing.csv" and page.agency.value() == "HSG"
    QTest.keyClick(page.read_button, Key.Key_Space)
    with monkeypatch.context() as broken:
        broken.setattr("ui.feeds.long_works.accept_batch", full)
        page._on_accept()
    assert "The store could not be written." in page.notice.words()
    assert page.preview.isVisible() and page.accept_button.isVisible() and states(desk) == ["staged"]
    page._on_accept()
    assert states(desk) == ["accepted"] and page.notice.words() == ""


# --- stopping -------------------------------------------------------------------------------------------------------


@pytest.fixture
def threaded(desk: Desk, qtbot: QtBot) -> Iterator[ImportPage]:
    operations = Operations(desk)
    yield shown(desk, operations, qtbot)
    operations.close()


def test_cancel_ends_a_reading_at_once_and_keeps_the_files_chosen(
    threaded: ImportPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """The reader here would never end by itself: Cancel ends the process, not the next row."""
    monkeypatch.setattr(reading, "CHILD", ("-c", "import sys; sys.stdin.read(); import time; time.sleep(60)"))
    qtbot.waitUntil(lambda: threaded.agency.count() > 0)
    read(threaded, "HSG", housing(tmp_path))
    assert threaded.strip.isVisible()
    QTest.keyClick(threaded.strip._cancel, Key.Key_Space)
    qtbot.waitUntil(lambda: "Reading was stopped." in threaded.notice.words(), timeout=10_000)
    assert threaded.strip.isHidden() and states(desk) == []
    assert threaded.choose_card.files.value() == "housing.csv" and threaded.read_button.isEnabled()


def many(folder: Path, count: int) -> Path:
    rows = (
        housing_row(Person_Ref=f"P{n}", First_Name=f"Child{n}", Address=f"{n} Galleon Road")
        for n in range(count)
    )
    return housing(folder, *rows)


def test_cancel_while_it_is_brought_in_leaves_the_batch_waiting(
    page: ImportPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(page, "HSG", many(tmp_path, 300))
    heard: list[str] = []

    def report(_done: int, _total: int = 0, words: str = "") -> None:
        heard.append(words)
        page.strip.cancel_asked.emit()

    with monkeypatch.context() as watching:
        watching.setattr(page.strip, "report", report)
        page._on_accept()
    assert set(heard) == {"bringing in"}
    assert "Bringing in was stopped." in page.notice.words() and states(desk) == ["staged"]
    assert not any(desk.read(importing._left_over)), "no word of it may be found by search"
    page._on_accept()
    assert states(desk) == ["accepted"]


def test_comparing_that_was_stopped_goes_on_when_asked(
    page: ImportPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(page, "HSG", many(tmp_path, 3))
    with monkeypatch.context() as stopping:
        stopping.setattr("ui.operations.Watch.stopped", lambda _watch: True)
        stopping.setattr("ui.feeds.long_works.accept_batch", accept_without_watching(desk))
        page._on_accept()
    assert "Comparing was stopped" in page.notice.words() and states(desk) == ["accepted"]
    heard: list[str] = []
    page.said.connect(heard.append)
    page.notice._on_act()
    assert heard == ["3 records looked at, 0 wait to be compared."]


def accept_without_watching(desk: Desk) -> object:
    from app.feeds.importing import accept_batch

    return lambda _desk, key, **_watching: accept_batch(desk, key)


# --- undoing --------------------------------------------------------------------------------------------------------


def test_undoing_says_first_what_it_does_asks_why_and_can_be_let_be(
    page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    read(page, "HSG", housing(tmp_path))
    page._on_accept()
    QTest.keyClick(page.undo_button, Key.Key_Space)
    assert "1 person is known from B-" in page.undo_card.words() and "1 link ends" in page.undo_card.words()
    assert page.undo_card.undo.reason == "Say why it is undone" and page.undo_card.because.hasFocus()
    QTest.keyClick(page.undo_card.because, Key.Key_Escape)
    assert not page.undo_card.isVisible() and states(desk) == ["accepted"]


def test_after_an_undoing_the_pairs_are_looked_for_again(
    page: ImportPage, desk: Desk, tmp_path: Path, said: list[str]
) -> None:
    """The second record waited for the first; with the first gone it is a child of its own."""
    read(page, "HSG", housing(tmp_path))
    page._on_accept()
    bring_in(desk, "EY", ORLA)
    assert len(desk.read(queue)) == 1
    QTest.keyClick(page.undo_button, Key.Key_Space)
    QTest.keyClicks(page.undo_card.because, "the wrong file")
    QTest.keyClick(page.undo_card.undo, Key.Key_Space)
    assert sorted(states(desk)) == ["accepted", "undone"]
    assert said[-1].endswith(
        "is undone. 1 record was compared again. Bring the right file in when you have it."
    )
    assert desk.read(queue) == ()
    assert not page.undo_button.isVisible() and not page.undo_card.isVisible()


def test_who_may_not_undo_is_told_so_on_the_button(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    with_role(desk, Role.SOCIAL_WORKER)
    page = shown(desk, at_once(desk), qtbot)
    read(page, "HSG", housing(tmp_path))
    page._on_accept()
    assert page.undo_button.isVisible() and not page.undo_button.isEnabled()
    assert page.undo_button.reason == "Ask a contact officer or a manager to undo a batch"
