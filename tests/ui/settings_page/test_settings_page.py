"""Does every setting say who may change it, say at its field what is wrong, and does the desk follow what was set?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app import officers, vault
from app.access import Act
from app.approvals import ask_second, waiting_for_second
from app.desk import Desk
from app.people.withholding import withhold_address
from app.recovery import as_words, make_pair, write_pair
from app.settings import all_values, change_setting, specs
from models.codes import Role
from tests.app.sharing.children import a_child
from tests.builders import COLLEAGUE_PASSPHRASE, MANAGER, MANAGER_PASSPHRASE, with_role
from tests.ui.accessibility import assert_accessible
from tests.ui.looking import faults, out_of_order
from tests.ui.pictures import take_picture
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.parts import KeyButton
from ui.settings_page import SettingsPage
from ui.settings_page.page import TABS
from ui.settings_page.second_card import NOTHING

NEW_PASSPHRASE = "nine grey herons cross rivers"


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    yield from _window(desk, qtbot)


def _window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, at_once(desk), "Hackbridge MASH")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    return _page(window)


def _page(window: MainWindow) -> SettingsPage:
    window.go("settings")
    made = window.page
    assert isinstance(made, SettingsPage)
    return made


def words_on(page: SettingsPage) -> str:
    QApplication.processEvents()
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


# --- what the council has set -----------------------------------------------------------------------------------------


def test_a_setting_is_kept_when_save_is_pressed_and_not_before(page: SettingsPage, desk: Desk) -> None:
    assert not page.save_button.isEnabled()
    page.council.rows["council_dpo"].field.setText("dpo@hackbridge.example")  # type: ignore[attr-defined]
    assert page.save_button.isEnabled()
    assert desk.read(all_values)["council_dpo"] == ""
    page.save_button.click()
    assert desk.read(all_values)["council_dpo"] == "dpo@hackbridge.example"
    assert not page.save_button.isEnabled()


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(page: SettingsPage, desk: Desk) -> None:
    page.tabs.set_value("desk")
    row = page.desk_card.rows["idle_minutes"]
    row.field.setText("99")  # type: ignore[attr-defined]
    page.save_button.click()
    assert "from 2 to 15" in row.field.accessibleDescription()
    assert len(page.desk_card.summary.lines()) == 1
    assert desk.read(all_values)["idle_minutes"] == 10
    page.undo_button.click()
    assert page.desk_card.changes() == {} and not page.desk_card.summary.isVisible()


def test_what_is_half_typed_survives_a_change_of_something_else(page: SettingsPage, desk: Desk) -> None:
    page.council.rows["council_privacy"].field.setText("hackbridge.example/priv")  # type: ignore[attr-defined]
    desk.do(change_setting, "council_name", "Hackbridge Borough")
    page.refresh()
    assert page.council.changes() == {"council_privacy": "hackbridge.example/priv"}


def test_a_picture_that_is_no_png_is_refused_at_its_field(page: SettingsPage, tmp_path: Path) -> None:
    (tmp_path / "logo.gif").write_bytes(b"GIF89a")
    row = page.council.rows["council_logo"]
    row.field.take_file(tmp_path / "logo.gif")  # type: ignore[attr-defined]
    page.save_button.click()
    assert "PNG" in row.field.accessibleDescription()


def test_whoever_may_not_change_a_setting_sees_it_with_the_reason(desk: Desk, qtbot: QtBot) -> None:
    with_role(desk, Role.SOCIAL_WORKER)
    for window in _window(desk, qtbot):
        page = _page(window)
        for tab, card in (("council", page.council), ("desk", page.desk_card), ("backups", page.backup_card)):
            page.tabs.set_value(tab)
            for name, row in card.rows.items():
                assert not row.field.isEnabled()
                assert specs()[name].who in words_on(page)
        page.tabs.set_value("officers")
        assert not page.form.isVisible()
        assert "administrator" in words_on(page)


# --- backups ----------------------------------------------------------------------------------------------------------


def test_a_backup_is_made_now_where_a_folder_is_set(page: SettingsPage, desk: Desk, tmp_path: Path) -> None:
    page.tabs.set_value("backups")
    assert "folder" in page.backups.now_button.reason
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    page.backup_card.rows["backup_folder"].field.set_value(str(folder))  # type: ignore[attr-defined]
    page.save_button.click()
    assert "Dropbox copies this folder" in words_on(page)
    page.backups.now_button.click()
    assert len(list(folder.glob("*.mashbackup"))) == 1
    assert page.backups.table.rows.rowCount() == 1
    assert "Last backup" in words_on(page)


# --- officers ---------------------------------------------------------------------------------------------------------


def test_a_colleague_is_added_with_roles_and_unlocks(page: SettingsPage, desk: Desk) -> None:
    page.tabs.set_value("officers")
    page.form.add_button.click()
    assert len(page.form.summary.lines()) == 3
    page.form.officer.set_value("Tom Abara")
    page.form.roles["social_worker"].setChecked(True)
    page.form.passphrase.box.setText(COLLEAGUE_PASSPHRASE)
    page.form.add_button.click()
    assert "Tom Abara" in words_on(page)
    assert officers.act_as(desk, "Tom Abara", COLLEAGUE_PASSPHRASE).roles == {Role.SOCIAL_WORKER}


def test_before_somebody_is_removed_it_is_said_that_the_desk_locks(
    page: SettingsPage, window: MainWindow, desk: Desk
) -> None:
    officers.add_officer(desk, "Tom Abara", passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.AUDITOR,))
    page.tabs.set_value("officers")
    page.refresh()
    locked: list[bool] = []
    window.lock_asked.connect(lambda: locked.append(True))
    tom = next(each for each in desk.read(officers.list_officers) if each.name == "Tom Abara")
    page.officers.leave_asked.emit(tom)
    assert "written anew under another key" in page.notice.words() and locked == []
    path = desk.keeper.path
    page.notice._act_button.click()
    assert locked == [True]
    assert vault.officers_of(path) == (MANAGER,)
    again = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    assert [each.here for each in again.read(officers.list_officers) if each.name == "Tom Abara"] == [False]
    again.close()


def test_the_last_administrator_stays_one_and_it_is_said(page: SettingsPage, desk: Desk) -> None:
    page.tabs.set_value("officers")
    page.officers.roles_asked.emit(desk.read(officers.list_officers)[0])
    page.form.roles["administrator"].setChecked(False)
    page.form.add_button.click()
    assert "last administrator" in page.notice.words()


def test_ones_own_passphrase_is_changed_with_the_old_one(page: SettingsPage, desk: Desk) -> None:
    page.tabs.set_value("own")
    card = page.passphrase
    for box, words in ((card.old, MANAGER_PASSPHRASE), (card.new, NEW_PASSPHRASE), (card.again, "another")):
        box.box.setText(words)
    card.change_button.click()
    assert card.summary.lines() == ("The two new passphrases are not the same.",)
    card.again.box.setText(NEW_PASSPHRASE)
    card.change_button.click()
    assert desk.keeper.prove_passphrase(MANAGER, NEW_PASSPHRASE) == MANAGER
    assert card.new.value() == ""


# --- this laptop ------------------------------------------------------------------------------------------------------


def test_the_councils_key_takes_the_place_of_the_one_made_here(
    page: SettingsPage, desk: Desk, tmp_path: Path
) -> None:
    page.tabs.set_value("laptop")
    assert "Recovery made on this laptop" in words_on(page)
    public, _private = write_pair(tmp_path / "council")
    page.device.words.set_value(as_words(make_pair().private))
    page.device.file.set_value(str(public))
    page.device.understood.setChecked(True)
    page.device.replace_button.click()
    assert page.notice.words() and desk.keeper.recovery_made() == "here"


# --- second person ----------------------------------------------------------------------------------------------------


def test_what_waits_for_a_second_person_is_answered_here(desk: Desk, qtbot: QtBot) -> None:
    child = a_child(desk)
    key = desk.do(withhold_address, child.key, from_whom="Her father", why="Order of the court")
    desk.do(ask_second, Act.LIFT_WITHHELD_ADDRESS, key, "The order ended.")
    with_role(desk, Role.INFORMATION_GOVERNANCE)
    for window in _window(desk, qtbot):
        window.go("settings", "second")
        page = window.page
        assert isinstance(page, SettingsPage)
        assert "The order ended." in words_on(page)
        assert_accessible(page)
        assert out_of_order(page) == []
        assert faults(page, window) == []
        take_picture(window, "settings-second-asked")
        refuse = next(each for each in page.findChildren(KeyButton) if each.text() == "Refuse")
        refuse.click()
        assert "A refusal needs its reason." in words_on(page)
        agree = next(each for each in page.findChildren(KeyButton) if each.text() == "Agree")
        agree.click()
        assert NOTHING in words_on(page)
    assert desk.read(waiting_for_second) == ()


# --- how it looks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", [key for key, _words in TABS if key != "second"])
def test_every_tab_fits_says_its_names_and_reads_as_tab_goes(
    page: SettingsPage, window: MainWindow, tab: str, desk: Desk, tmp_path: Path
) -> None:
    if tab == "backups":
        desk.do(change_setting, "backup_folder", str(tmp_path))
    page.tabs.set_value(tab)
    page.refresh()
    QApplication.processEvents()
    assert_accessible(page)
    assert out_of_order(page) == []
    assert faults(page, window) == []
    for scheme, scale in (("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 2.0)):
        take_picture(window, f"settings-{tab}", scheme, scale)
