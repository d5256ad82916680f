"""The pages of columns and of refused rows can be read, named and walked by Tab in every dress and at twice the size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clock import now_utc
from app.desk import Desk
from app.feeds.mending import OpenRow
from models.base import new_key
from tests.ui.accessibility import assert_accessible
from tests.ui.pictures import cut_off, take_picture
from tests.ui.walked_by_tab import scrolled_sideways, tab_strays
from ui.feeds.columns_page import ColumnsPage
from ui.feeds.file_asked import FileAsked
from ui.feeds.refused_page import RefusedPage
from ui.operations import at_once
from ui.page import Page

LONG = "Bartholomew-Alexander Oluwaseun Featherstonehaugh-Cholmondeley-Okonkwo"
REASON = "This row has 4 cells where 3 are expected, so nobody can say which cell is whose: perhaps a comma stands in it."


def _open(desk: Desk, qtbot: QtBot, kind: type[Page]) -> Page:
    made = kind(desk, at_once(desk))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    return made


def _taught(desk: Desk, qtbot: QtBot, sender: str, path: Path) -> ColumnsPage:
    page = _open(desk, qtbot, ColumnsPage)
    assert isinstance(page, ColumnsPage)
    page.take(FileAsked(sender, (path,)))
    page.refresh()
    QApplication.processEvents()
    return page


def _asking(desk: Desk, qtbot: QtBot, folder: Path) -> Page:
    path = folder / "list.csv"
    head = f"Our ref,{LONG},Surname,Forename,DOB,Sex,Role"
    path.write_text(f"{head}\n1,{LONG * 2},{LONG},Orla,05/04/2016,B,{LONG}\n", encoding="utf-8")
    page = _taught(desk, qtbot, "YJS", path)
    taught = page.taught()
    assert taught is not None
    page._on_keep()
    assert page.errors.isVisible()
    page.sheet.rows[-1]._on_more()
    return page


def _no_file(desk: Desk, qtbot: QtBot, _folder: Path) -> Page:
    return _open(desk, qtbot, ColumnsPage)


def _none_refused(desk: Desk, qtbot: QtBot, _folder: Path) -> Page:
    return _open(desk, qtbot, RefusedPage)


def _refused(desk: Desk, qtbot: QtBot, _folder: Path) -> Page:
    page = _open(desk, qtbot, RefusedPage)
    assert isinstance(page, RefusedPage)
    cells = (LONG, "31/02/2016", "3 Galleon Road", "QX4 9AD")
    page.show_rows(
        tuple(
            OpenRow(
                new_key(), new_key(), "B-A00001-R", "HSG", f"Housing of {LONG}", now_utc(), f"{LONG}.csv", line, REASON,
                ("Name", "DOB", "Address"), cells,
            )
            for line in range(2, 30)
        )
    )  # fmt: skip
    assert page.card.isVisible()
    return page


STATES: dict[str, Callable[[Desk, QtBot, Path], Page]] = {
    "asking": _asking, "no-file": _no_file, "refused": _refused, "none-refused": _none_refused,
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_everything_is_named_in_sight_and_in_order(
    desk: Desk, qtbot: QtBot, tmp_path: Path, state: str
) -> None:
    page = STATES[state](desk, qtbot, tmp_path)
    for theme in ("light", "dark", "contrast"):
        take_picture(page, f"columns-{state}", theme=theme)
    assert_accessible(page)
    assert cut_off(page, scale=1.0) == []
    assert tab_strays(page) == []
    take_picture(page, f"columns-{state}", scale=2.0)
    assert cut_off(page, scale=2.0) == []
    assert scrolled_sideways(page) == []
