"""In the directory an organisation is found while one types, kept with its law in words, and brought in from a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.access import Act, may
from app.desk import Desk
from app.directory.classes import classes, flags
from app.directory.keeping import add_channel, add_organisation, add_post
from app.directory.organisations import OrganisationShown, list_organisations, organisation
from app.drafts import my_draft, my_drafts
from models.codes import Role
from tests.builders import with_role
from tests.ui.accessibility import press_called
from ui.directory.directory_page import FORM, NEW, DirectoryPage
from ui.operations import at_once
from ui.parts import KeyButton
from ui.places import places

Key = Qt.Key


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> DirectoryPage:
    made = DirectoryPage(desk, at_once(desk))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.refresh()
    return made


@pytest.fixture
def said(page: DirectoryPage) -> list[str]:
    heard: list[str] = []
    page.said.connect(heard.append)
    return heard


def kept(desk: Desk, code: str) -> OrganisationShown:
    return desk.read(organisation, code)


def codes(page: DirectoryPage) -> list[str]:
    rows = page.list.table.rows
    return [rows.row(at).code for at in range(rows.rowCount())]


def leave() -> None:
    """Press Tab where the keys go now: the list that has come up below a box, or the box."""
    where = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert where is not None
    QTest.keyClick(where, Key.Key_Tab)


def typed(box: QWidget, words: str) -> None:
    box.setFocus()
    QTest.keyClicks(box, words)
    leave()


def press(widget: QWidget, key: Qt.Key = Key.Key_Space) -> None:
    QTest.keyClick(widget, key)


# --- finding --------------------------------------------------------------------------------------------------------


def test_the_list_narrows_while_one_types_and_says_how_many_are_left(page: DirectoryPage, desk: Desk) -> None:
    assert len(codes(page)) == len(desk.read(list_organisations))
    QTest.keyClicks(page.list.box, "probat")
    assert codes(page) == ["PRO"]
    assert page._note.text() == "1 of 13"


def test_enter_in_the_box_opens_the_only_one_that_is_left(page: DirectoryPage) -> None:
    QTest.keyClicks(page.list.box, "hv")
    press(page.list.box, Key.Key_Return)
    assert page.form.isVisible() and page.form.name_box.value() == "Health visiting"
    assert page.form.code_box.isReadOnly()


def test_enter_in_the_box_goes_into_the_list_and_enter_there_opens_the_row(page: DirectoryPage) -> None:
    page.list.box.setFocus()
    press(page.list.box, Key.Key_Return)
    assert page.list.table.hasFocus()
    press(page.list.table, Key.Key_Return)
    assert page.form.isVisible() and page.form.code_box.value() == codes(page)[0]


def test_where_nothing_fits_one_sentence_and_one_button_stand(page: DirectoryPage) -> None:
    QTest.keyClicks(page.list.box, "fire brigade")
    assert page.list.empty.isVisible() and not page.list.table.isVisible()
    press(page.list.empty.button)
    assert page.form.isVisible() and page.form.name_box.hasFocus()


# --- adding ---------------------------------------------------------------------------------------------------------


def test_an_organisation_is_added_by_keyboard_alone_and_then_asked_how_it_is_reached(
    page: DirectoryPage, desk: Desk, said: list[str]
) -> None:
    press(page.add_button)
    QTest.keyClicks(page.form.name_box, "Oak Lane Centre")
    QTest.keyClicks(page.form.code_box, "oak")
    typed(page.form.class_box, "voluntary")
    assert page.form.rows["body"].isVisible()
    typed(page.form.body_box, "charity")
    press(page.form.ticks["commissioned"])
    press(page.save_button)
    row = kept(desk, "OAK")
    assert (row.name, row.class_, row.body, row.commissioned) == (
        "Oak Lane Centre", "VOLUNTARY", "CHARITY", True,
    )  # fmt: skip
    assert page.channels.isVisible() and "how it is reached" in said[-1]
    assert desk.read(my_drafts) == ()


def test_seven_figures_make_a_school_of_it(page: DirectoryPage, desk: Desk) -> None:
    press(page.add_button)
    QTest.keyClicks(page.form.name_box, "Oak Lane Primary")
    typed(page.form.code_box, "9991234")
    assert page.form.values().code == "SCH-9991234"
    assert page.form.class_box.value() == "EDUCATION_AGENCY"
    page.form.body_box.set_value("ACADEMY")
    press(page.save_button)
    row = kept(desk, "SCH-9991234")
    assert (row.body, row.parent, row.tells_people_apart) == ("ACADEMY", "EDU", True)


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    page: DirectoryPage, desk: Desk
) -> None:
    press(page.add_button)
    QTest.keyClicks(page.form.code_box, "A B")
    press(page.save_button)
    problems = {column: row._problem.text() for column, row in page.form.rows.items() if row._problem.text()}
    assert set(problems) == {"name", "code", "class"}
    assert problems["class"] == "Choose its class from the list."
    assert page.form.errors.hasFocus() and len(page.form.errors.lines()) == 3
    assert page.form.code_box.value() == "A B"
    assert len(desk.read(list_organisations)) == 13


def test_a_class_that_is_not_in_the_list_is_named_and_not_guessed(page: DirectoryPage) -> None:
    press(page.add_button)
    typed(page.form.class_box, "Fire brigade")
    press(page.save_button)
    assert "“Fire brigade” is not in the list." in page.form.rows["class"]._problem.text()


def test_a_name_that_another_has_is_refused_beside_the_name(page: DirectoryPage) -> None:
    press(page.add_button)
    page.form.name_box.set_value("police")
    page.form.code_box.set_value("POL2")
    page.form.class_box.set_value("POLICE")
    press(page.save_button)
    assert "POL has this name already" in page.form.rows["name"]._problem.text()


def test_a_class_of_one_body_asks_no_second_question(page: DirectoryPage) -> None:
    press(page.add_button)
    for each in classes().values():
        page.form.class_box.set_value(each.code)
        assert page.form.rows["body"].isVisible() is (len(each.bodies) > 1)
        assert page.form.values().body == (each.bodies[0] if len(each.bodies) == 1 else "")


def test_every_flag_says_what_it_means_and_the_duty_what_follows_from_the_body(page: DirectoryPage) -> None:
    page.take_up("POL")
    for code, flag in flags().items():
        assert flag.meaning in page.form.rows[code]._hint.text()
    assert "section 11" in page.form.rows["s16LA_listed"]._hint.text()


# --- changing -------------------------------------------------------------------------------------------------------


def test_a_change_is_saved_and_saving_again_writes_nothing(
    page: DirectoryPage, desk: Desk, said: list[str]
) -> None:
    page.take_up("HV")
    page.form.name_box.set_value("Northmere health visiting")
    page.form.listed.set_value("no")
    press(page.save_button)
    row = kept(desk, "HV")
    assert (row.name, row.s16la_listed) == ("Northmere health visiting", False)
    assert page._title.text() == "Northmere health visiting"
    press(page.save_button)
    assert said[-1] == "Nothing was another: nothing was written."


def test_what_was_being_typed_is_there_again_after_going_away(page: DirectoryPage, desk: Desk) -> None:
    page.take_up("HV")
    page.form.name_box.set_value("Half typed")
    press(page.back_button)
    draft = desk.read(my_draft, FORM, "HV")
    assert draft is not None and draft.title == "Directory: Half typed"
    assert kept(desk, "HV").name == "Health visiting"
    page.take("HV")
    assert page.form.name_box.value() == "Half typed"
    page.take(NEW)
    assert page.form.name_box.value() == ""


def test_what_was_typed_can_be_forgotten_on_purpose(page: DirectoryPage, desk: Desk) -> None:
    page.take_up("HV")
    page.form.name_box.set_value("Half typed")
    page.draft.flush()
    press(page.forget_button)
    assert page.form.name_box.value() == "Health visiting"
    assert desk.read(my_drafts) == ()
    page.take(NEW)
    page.form.name_box.set_value("Another")
    press(page.forget_button)
    assert page.form.name_box.value() == "" and desk.read(my_drafts) == ()


def test_a_channel_is_added_with_whether_it_is_secure_and_ended_and_back_by_undo(
    page: DirectoryPage, desk: Desk
) -> None:
    page.take_up("HV")
    page.channels.kind.set_value("secure_email")
    assert page.channels.secure.isChecked()
    QTest.keyClicks(page.channels.address, "duty@hv.example")
    press(page.channels.add_button)
    assert [(c.address, c.secure) for c in kept(desk, "HV").channels] == [("duty@hv.example", True)]
    assert page.channels.address.value() == ""
    page.channels.ended.emit(kept(desk, "HV").channels[0])
    assert kept(desk, "HV").channels == ()
    assert "offered no more" in page.notice.words()
    press(page.notice._act_button)
    assert [c.address for c in kept(desk, "HV").channels] == ["duty@hv.example"]


def test_a_channel_without_a_kind_or_an_address_is_refused_beside_them(
    page: DirectoryPage, desk: Desk
) -> None:
    page.take_up("HV")
    press(page.channels.add_button)
    assert page.channels.rows["channel"]._problem.text() == "Choose which kind of channel it is."
    assert page.channels.rows["address"]._problem.text() == "The channel has no address."
    desk.do(add_channel, "HV", "post", "1 Elm Row", secure=False)
    page.channels.kind.set_value("post")
    page.channels.address.set_value("1 Elm Row")
    press(page.channels.add_button)
    assert "already" in page.channels.rows["address"]._problem.text()


def test_a_post_is_added_and_ended(page: DirectoryPage, desk: Desk) -> None:
    page.take_up("HV")
    press(page.posts.add_button)
    assert "name or a role" in page.posts.rows["post"]._problem.text()
    QTest.keyClicks(page.posts.name_box, "Ms R. Shah")
    QTest.keyClicks(page.posts.title_box, "Safeguarding lead")
    press(page.posts.add_button)
    assert [post.words for post in kept(desk, "HV").posts] == ["Ms R. Shah, Safeguarding lead"]
    press_called(page, "End Ms R. Shah, Safeguarding lead")
    assert kept(desk, "HV").posts == ()


def test_a_channel_that_a_colleague_adds_shows_and_leaves_the_fields_as_typed(
    page: DirectoryPage, desk: Desk
) -> None:
    page.take_up("HV")
    page.form.name_box.set_value("Half typed")
    desk.do(add_post, "HV", "", "Duty health visitor")
    page.refresh()
    QApplication.processEvents()
    ends = [each.accessibleName() for each in page.posts.listed.findChildren(KeyButton) if each.isVisible()]
    assert ends == ["End Duty health visitor"] and page.form.name_box.value() == "Half typed"


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_shows_what_it_would_do_before_anything_comes_in(
    page: DirectoryPage, desk: Desk, tmp_path: Path, said: list[str]
) -> None:
    path = tmp_path / "directory.csv"
    path.write_text("code,name,class\nA1,Ash surgery,GP\nHV,Renamed,NHS_PROVIDER\n", encoding="utf-8-sig")
    page.look_at(path)
    assert page.file.isVisible() and len(desk.read(list_organisations)) == 13
    assert page.bring_button.isEnabled() and page.bring_button.hasFocus()
    press(page.bring_button)
    assert kept(desk, "A1").class_ == "GP" and kept(desk, "HV").name == "Renamed"
    assert said[-1] == "1 added, 1 changed." and "A1" in codes(page)


def test_a_file_with_a_refused_row_cannot_be_brought_in_and_the_row_says_why(
    page: DirectoryPage, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "directory.csv"
    path.write_text("code,name,class\nA1,Ash surgery,GP\nB1,Birch,SURGERY\n", encoding="utf-8")
    page.look_at(path)
    assert page.bring_button.reason == "Put the refused row right in the file first."
    assert "Row 3, B1, Birch" in page.file.in_full.value()
    assert "column class: “SURGERY” is no class." in page.file.in_full.value()
    page._on_bring()
    assert len(desk.read(list_organisations)) == 13


def test_a_file_that_cannot_be_read_is_explained_and_the_list_stays(
    page: DirectoryPage, tmp_path: Path
) -> None:
    path = tmp_path / "directory.csv"
    path.write_bytes("code,name\nA1,Zoë\n".encode("utf-16"))
    page.look_at(path)
    assert "UTF-8" in page.notice.words() and page.list.isVisible()
    path.write_text("name\nX\n", encoding="utf-8")
    page.look_at(path)
    assert "no column code" in page.notice.words()


def test_what_is_saved_can_be_brought_in_again(page: DirectoryPage, tmp_path: Path, said: list[str]) -> None:
    path = tmp_path / "out.csv"
    page.save_to(path)
    assert said[-1].startswith("The directory is saved as out.csv.")
    page.look_at(path)
    assert page.bring_button.reason == "It has nothing new."
    page.save_to(tmp_path / "nowhere" / "out.csv")
    assert "could not be written" in page.notice.words()


# --- who and where --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.MANAGER, Role.INFORMATION_GOVERNANCE, Role.CONTACT_OFFICER])
def test_the_place_is_shown_to_those_who_keep_the_directory(desk: Desk, role: Role) -> None:
    place = next(each for each in places() if each.key == "directory")
    with_role(desk, role)
    assert place.act is Act.KEEP_DIRECTORY
    assert may(desk.officer, place.act) is (role is not Role.CONTACT_OFFICER)


def test_the_page_says_its_commands_and_explains_itself(page: DirectoryPage, desk: Desk) -> None:
    desk.do(add_organisation, "X1", "X", "GP", "GP")
    named = {command.name: command for command in page.commands()}
    assert named["add_organisation"].keys == "Ctrl+Shift+O"
    assert not named["keep_organisation"].enabled_when()
    named["add_organisation"].act()
    assert named["keep_organisation"].enabled_when() and page.form.isVisible()
    assert "class" in page.help_text
