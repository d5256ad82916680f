"""A file that names its school needs no search for the sender, even where the directory does not know the school."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.directory.organisations import list_organisations, organisation
from app.directory.schools import add_sending_school
from app.feeds.sending_school import FIRST_PART, SourceSchool, school_of_header
from models.codes import Role
from tests.builders import with_role
from tests.ui.accessibility import assert_accessible
from tests.ui.pictures import cut_off, take_picture
from tests.ui.walked_by_tab import scrolled_sideways
from ui.feeds.import_page import ImportPage
from ui.operations import at_once

HEADER = """<Header><DocumentName>Common Transfer File</DocumentName><CTFversion>26.0</CTFversion>
<DateTime>2026-11-20T09:00:00</DateTime><DocumentQualifier>full</DocumentQualifier>
<SourceSchool><LEA>{lea}</LEA><Estab>{estab}</Estab><SchoolName>{name}</SchoolName></SourceSchool></Header>"""


def ctf(
    folder: Path, name: str = "Oak Lane Primary", lea: str = "999", estab: str = "1234", rest: str = ""
) -> Path:
    path = folder / f"{lea}{estab}_CTF_9990000_{len(list(folder.iterdir()))}.xml"
    header = HEADER.format(lea=lea, estab=estab, name=name)
    path.write_text(f"<CTfile>{header}<CTFpupilData>{rest}</CTFpupilData></CTfile>", encoding="utf-8")
    return path


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ImportPage:
    with_role(desk, Role.CONTACT_OFFICER)
    made = ImportPage(desk, at_once(desk))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    return made


# --- what the header says -------------------------------------------------------------------------------------------


def test_the_header_names_the_school_of_one_file_or_of_several_from_it(tmp_path: Path) -> None:
    first, second = ctf(tmp_path), ctf(tmp_path)
    assert school_of_header([first]) == SourceSchool("9991234", "Oak Lane Primary")
    assert school_of_header([first, second]) == SourceSchool("9991234", "Oak Lane Primary")


def test_a_header_is_found_before_however_long_a_file_that_need_not_be_whole(tmp_path: Path) -> None:
    path = ctf(tmp_path, "École à Northmere", rest="<Pupil>é</Pupil>" * FIRST_PART)
    assert school_of_header([path]) == SourceSchool("9991234", "École à Northmere")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Name,DOB\nAnn,01/02/2016\n",
        b"<html><body>no</body></html>",
        b"<CTfile><CTFpupilData/></CTfile>",
        b"<CTfile><Header><SourceSchool><LEA>999",
        b'<!DOCTYPE x [<!ENTITY a "b">]><CTfile><Header>&a;</Header></CTfile>',
        b"<a>" * 5000,
        b"\xff\xfe<\x00C",
        b"\x00\x01\x02",
    ],
)
def test_what_is_no_transfer_file_names_no_school(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.xml"
    path.write_bytes(content)
    assert school_of_header([path]) is None


def test_files_of_several_schools_or_none_that_can_be_opened_name_no_school(tmp_path: Path) -> None:
    assert school_of_header([ctf(tmp_path), ctf(tmp_path, estab="5678")]) is None
    assert school_of_header([tmp_path / "gone.xml"]) is None
    assert school_of_header([]) is None


# --- on the page ----------------------------------------------------------------------------------------------------


def test_an_unknown_school_is_added_as_the_sender_with_one_press(
    page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    page.choose((ctf(tmp_path),))
    assert "Oak Lane Primary sent it (9991234)" in page.notice.words()
    QTest.keyClick(page.notice._act_button, Qt.Key.Key_Space)
    row = desk.read(organisation, "SCH-9991234")
    assert (row.name, row.class_, row.tells_people_apart) == ("Oak Lane Primary", "EDUCATION_AGENCY", True)
    assert page.agency.value() == "SCH-9991234"
    assert page.read_button.isEnabled() and page.read_button.hasFocus()


def test_a_known_school_is_chosen_and_somebody_already_chosen_stays(
    page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    desk.do(add_sending_school, "9991234", "Oak Lane Primary")
    page.refresh()
    page.choose((ctf(tmp_path),))
    assert page.agency.value() == "SCH-9991234" and page.notice.words() == ""
    page.agency.set_value("EDU")
    page.choose((ctf(tmp_path),))
    assert page.agency.value() == "EDU"


def test_nothing_is_added_before_it_is_asked_for_nor_for_a_header_without_a_number(
    page: ImportPage, desk: Desk, tmp_path: Path
) -> None:
    before = desk.read(list_organisations)
    page.choose((ctf(tmp_path, lea="XX", estab="1"),))
    assert page.notice.words() == ""
    page.choose((ctf(tmp_path),))
    assert page.notice.words() != "" and desk.read(list_organisations) == before


def test_the_offer_is_read_whole_at_twice_the_size(page: ImportPage, tmp_path: Path) -> None:
    page.choose(
        (
            ctf(
                tmp_path,
                name="The Bartholomew Featherstonehaugh Church of England Voluntary Aided Primary School",
            ),
        )
    )
    for theme in ("light", "dark", "contrast"):
        take_picture(page, "import-unknown-school", theme=theme)
    assert_accessible(page)
    assert cut_off(page, scale=1.0) == []
    take_picture(page, "import-unknown-school", scale=2.0)
    assert cut_off(page, scale=2.0) == []
    assert scrolled_sideways(page) == []
