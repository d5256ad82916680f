"""The directory can be read, named and walked by Tab in every dress, at once and at twice the size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.directory.keeping import add_organisation
from app.directory.values import ChannelValues, PostValues
from tests.ui.accessibility import assert_accessible
from tests.ui.pictures import cut_off, take_picture
from tests.ui.walked_by_tab import scrolled_sideways, tab_strays
from ui.directory.directory_page import DirectoryPage
from ui.operations import at_once

LONG = "Featherstonehaugh-Cholmondeley Foundation for Children, Families and Young Carers of Northmere and Tidewell"


def _fill(desk: Desk) -> None:
    flags = dict.fromkeys(("tells_people_apart", "commissioned", "registered_landlord", "s16la_listed"), True)
    desk.do(
        add_organisation, "FEATHER", LONG, "CONTRACTED_PROVIDER", "CHARITY", flags, parent="LA",
        channels=[
            ChannelValues("secure_email", f"duty@{'northmere-' * 8}trust.example", True),
            ChannelValues("post", "3 Galleon Road, a house with a long name, Northmere, QX4 9AD"),
            ChannelValues("telephone", "01632 960000"),
        ],
        posts=[PostValues("Dr Oluwaseun Bartholomew-Alexander Okonkwo", "Named doctor"), PostValues("", "Duty")],
    )  # fmt: skip
    for number in range(40):
        desk.do(
            add_organisation, f"SCH-99900{number:02}", f"Oak Lane Primary {number}", "EDUCATION_AGENCY", "ACADEMY",
            {"tells_people_apart": True}, parent="EDU",
        )  # fmt: skip


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> DirectoryPage:
    _fill(desk)
    made = DirectoryPage(desk, at_once(desk))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    return made


def _list(page: DirectoryPage, _folder: Path) -> None:
    QApplication.processEvents()
    assert page.list.table.rows.rowCount() == 54


def _nothing(page: DirectoryPage, _folder: Path) -> None:
    page.list.box.set_value("fire brigade")
    assert page.list.empty.isVisible() and not page.list.table.isVisible()


def _new(page: DirectoryPage, _folder: Path) -> None:
    page.add_button.click()
    assert page.form.isVisible() and not page.channels.isVisible()


def _one(page: DirectoryPage, _folder: Path) -> None:
    page.take_up("FEATHER")
    assert page.channels.isVisible() and page.posts.isVisible()


def _faulty(page: DirectoryPage, folder: Path) -> None:
    _one(page, folder)
    page.form.name_box.set_value("")
    page.form.body_box.set_value(None)
    page.save_button.click()
    page.channels.add_button.click()
    page.posts.add_button.click()
    assert len(page.form.errors.lines()) == 2


def _file(page: DirectoryPage, folder: Path) -> None:
    path = folder / "directory-of-northmere.csv"
    rows = [
        "code,name,class,body,notes",
        *(f'N{n},"{LONG} {n}",{"GP" if n % 3 else "SCHOOL"},,x' for n in range(30)),
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    page.look_at(path)
    assert page.file.isVisible() and not page.bring_button.isEnabled()


STATES = {"list": _list, "nothing": _nothing, "new": _new, "one": _one, "faulty": _faulty, "file": _file}


@pytest.mark.parametrize("state", STATES)
def test_everything_has_a_name_and_no_word_is_cut_off(
    page: DirectoryPage, tmp_path: Path, state: str
) -> None:
    STATES[state](page, tmp_path)
    for theme in ("light", "dark", "contrast"):
        take_picture(page, f"directory-{state}", theme=theme)
    assert_accessible(page)
    assert cut_off(page, scale=1.0) == []
    take_picture(page, f"directory-{state}", scale=2.0)
    assert cut_off(page, scale=2.0) == []


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_scrolled_sideways_at_twice_the_size(
    page: DirectoryPage, tmp_path: Path, state: str
) -> None:
    STATES[state](page, tmp_path)
    assert scrolled_sideways(page) == []


@pytest.mark.parametrize("state", STATES)
def test_tab_goes_as_the_eye_goes(page: DirectoryPage, tmp_path: Path, state: str) -> None:
    STATES[state](page, tmp_path)
    QApplication.processEvents()
    assert tab_strays(page) == []
