"""The page From agencies can be read, named and walked by Tab in every dress, at once and at twice the size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.feeds.previewing import BatchPreview, PersonLine, RefusedLine, preview_batch
from app.feeds.records import Finding
from models.base import new_key
from tests.builders_feeds import HOUSING, housing_row
from tests.ui.accessibility import assert_accessible
from tests.ui.pictures import cut_off, take_picture
from tests.ui.walked_by_tab import scrolled_sideways, tab_strays
from ui.feeds.import_page import ImportPage
from ui.operations import at_once

LONG = "Bartholomew-Alexander Oluwaseun Featherstonehaugh-Cholmondeley-Okonkwo"
REASON = (
    "This row has 21 cells where 19 are expected, so nobody can say which cell is whose: perhaps a comma stands in the "
    "address without quotation marks around it."
)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ImportPage:
    made = ImportPage(desk, at_once(desk))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    return made


def _empty(page: ImportPage, _folder: Path) -> None:
    QApplication.processEvents()
    assert page.empty.isVisible() and page.choose_card.height() < 250


def _batch(page: ImportPage, folder: Path) -> None:
    path = folder / "housing.csv"
    path.write_text("\n".join((HOUSING, housing_row(DOB="31/02/2016"))), encoding="utf-8")
    page.agency.set_value("HSG")
    page.choose((path,))
    page.choose_card.ask_to_read()
    assert page.preview.isVisible()


def _many_refused(page: ImportPage, folder: Path) -> None:
    _batch(page, folder)
    assert page._key is not None
    page.show_preview(_swollen(page.desk.read(preview_batch, page._key)))
    assert page.preview.row.isVisible()


def _swollen(preview: BatchPreview) -> BatchPreview:
    cells = (LONG, "31/02/2016", "3 Galleon Road, a house with a long name, Northmere", "", "see file" * 20)
    headings = ("Name", "DOB", "Address", "UPRN", "Notes")
    refused = tuple(
        RefusedLine(new_key(), f"{LONG}.csv", line, REASON, cells, "open", headings) for line in range(2, 42)
    )
    return replace(
        preview,
        batch=replace(preview.batch, refused=40, rows_read=41, people=1_204),
        files=tuple(f"housing-{n}.csv" for n in range(9)),
        refused=refused,
        people=(PersonLine(new_key(), "R" * 30, LONG, "12-Mar-2019", True),),
    )


def _odd(page: ImportPage, folder: Path) -> None:
    _batch(page, folder)
    finding = Finding("housing.csv", "row 1", "flagged", "P1", "Birth date", LONG * 3, REASON, 2)
    page.preview.odd.show_rows((finding,) * 12)
    page.preview.tabs.set_value("odd")
    page.preview.row.show_finding(finding)


def _undoing(page: ImportPage, folder: Path) -> None:
    _batch(page, folder)
    page._on_accept()
    page._on_undo()
    assert page.undo_card.isVisible()


def _listed(page: ImportPage, folder: Path) -> None:
    _batch(page, folder)
    page._on_back()
    page.strip.begin("1,204 rows read")
    page.agency.set_value(None)
    page.agency.setEditText("Fire brigade of a long name that is in no list")
    page.choose_card.settle()
    assert page.table.isVisible()


STATES = {
    "empty": _empty, "batch": _batch, "refused": _many_refused, "odd": _odd, "undoing": _undoing, "list": _listed,
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_everything_has_a_name_and_no_word_is_cut_off(page: ImportPage, tmp_path: Path, state: str) -> None:
    STATES[state](page, tmp_path)
    for theme in ("light", "dark", "contrast"):
        take_picture(page, f"import-{state}", theme=theme)
    assert_accessible(page)
    assert cut_off(page, scale=1.0) == []
    take_picture(page, f"import-{state}", scale=2.0)
    assert cut_off(page, scale=2.0) == []


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_scrolled_sideways_at_twice_the_size(page: ImportPage, tmp_path: Path, state: str) -> None:
    STATES[state](page, tmp_path)
    assert scrolled_sideways(page) == []


@pytest.mark.parametrize("state", STATES)
def test_tab_goes_as_the_eye_goes(page: ImportPage, tmp_path: Path, state: str) -> None:
    STATES[state](page, tmp_path)
    QApplication.processEvents()
    assert tab_strays(page) == []
