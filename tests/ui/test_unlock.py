"""Does the unlock window open the store, say what is wrong, and show nothing about children?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.errors import DeskError
from app.verdicts import verdict
from tests.builders import MANAGER, MANAGER_PASSPHRASE, a_store
from tests.ui.accessibility import assert_accessible
from tests.ui.fake_vault import FakeVault
from tests.ui.pictures import cut_off, take_picture
from ui.late_vault import LateVault
from ui.operations import Operations
from ui.unlock import UnlockWindow

STORE = Path("Hackbridge MASH.mash")


def shown(qtbot: QtBot, vault: FakeVault, operations: Operations) -> UnlockWindow:
    window = UnlockWindow(STORE, vault, operations)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start()
    return window


def test_the_only_officer_types_the_passphrase_and_is_in(qtbot: QtBot, no_desk: Operations) -> None:
    window = shown(qtbot, FakeVault(), no_desk)
    assert QApplication.focusWidget() is window.passphrase.box
    qtbot.keyClicks(window.passphrase.box, "five quiet otters swim home")
    with qtbot.waitSignal(window.unlocked) as unlocked:
        qtbot.keyClick(window.passphrase.box, Qt.Key.Key_Return)
    assert unlocked.args == [("desk", "Hackbridge MASH.mash", "Priya Nair")]
    assert window.passphrase.value() == ""


def test_a_wrong_passphrase_is_said_in_words_and_can_be_typed_again(
    qtbot: QtBot, no_desk: Operations
) -> None:
    window = shown(qtbot, FakeVault(), no_desk)
    qtbot.keyClicks(window.passphrase.box, "something else")
    qtbot.keyClick(window.passphrase.box, Qt.Key.Key_Return)
    assert "This passphrase does not open the store." in window.notice.words()
    assert window.passphrase.box.selectedText() and window.open_button.isEnabled()


def test_with_several_officers_a_name_is_chosen_first(qtbot: QtBot, no_desk: Operations) -> None:
    window = shown(qtbot, FakeVault(officers=("Priya Nair", "Tom Abara")), no_desk)
    qtbot.keyClicks(window.passphrase.box, "five quiet otters swim home")
    qtbot.keyClick(window.passphrase.box, Qt.Key.Key_Return)
    assert "Choose your name first." in window.notice.words()
    window.officer.set_value("Tom Abara")
    with qtbot.waitSignal(window.unlocked) as unlocked:
        qtbot.keyClick(window.passphrase.box, Qt.Key.Key_Return)
    assert unlocked.args[0][2] == "Tom Abara"


def test_an_empty_passphrase_is_not_tried(qtbot: QtBot, no_desk: Operations) -> None:
    vault = FakeVault()
    window = shown(qtbot, vault, no_desk)
    qtbot.keyClick(window.passphrase.box, Qt.Key.Key_Return)
    assert "Type your passphrase." in window.notice.words() and vault.tried == []


def test_what_is_typed_is_hidden_until_it_is_asked_for(qtbot: QtBot, no_desk: Operations) -> None:
    window = shown(qtbot, FakeVault(), no_desk)
    assert window.passphrase.box.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClick(window.passphrase.reveal, Qt.Key.Key_Space)
    assert window.passphrase.box.echoMode() == QLineEdit.EchoMode.Normal
    assert window.passphrase.reveal.accessibleName() == "Hide passphrase"


def test_a_passphrase_can_be_pasted(qtbot: QtBot, no_desk: Operations, qapp: QApplication) -> None:
    window = shown(qtbot, FakeVault(), no_desk)
    qapp.clipboard().setText("five quiet otters swim home")
    qtbot.keyClick(window.passphrase.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.passphrase.value() == "five quiet otters swim home"
    qapp.clipboard().clear()


def test_the_recovery_key_opens_the_store_too(qtbot: QtBot, no_desk: Operations) -> None:
    window = shown(qtbot, FakeVault(), no_desk)
    qtbot.keyClick(window.recovery_button, Qt.Key.Key_Space)
    qtbot.keyClicks(window.words, FakeVault.WORDS)
    with qtbot.waitSignal(window.unlocked):
        qtbot.keyClick(window.words, Qt.Key.Key_Return)
    assert window.words.value() == ""


@pytest.mark.parametrize("name", ["keyring_missing", "store_missing", "store_cut", "in_use", "rolled_back"])
def test_each_fault_of_a_store_is_said_with_its_next_step(
    qtbot: QtBot, no_desk: Operations, name: str
) -> None:
    window = shown(qtbot, FakeVault(refusal=verdict(name)), no_desk)
    found = verdict(name)
    assert found.happened in window.notice.words() and found.next_step in window.notice.words()
    assert window.repair_button.isHidden()


def test_damaged_first_bytes_can_be_repaired_here(qtbot: QtBot, no_desk: Operations) -> None:
    vault = FakeVault(refusal_at_opening=verdict("salt_damaged"))
    window = shown(qtbot, vault, no_desk)
    window.passphrase.box.setText("five quiet otters swim home")
    qtbot.keyClick(window.passphrase.box, Qt.Key.Key_Return)
    assert window.repair_button.isVisible()
    qtbot.keyClick(window.repair_button, Qt.Key.Key_Space)
    assert vault.repaired and window.repair_button.isHidden()


def test_other_ways_are_asked_for_by_keyboard(qtbot: QtBot, no_desk: Operations) -> None:
    window = shown(qtbot, FakeVault(), no_desk)
    links = {made.text(): made for made in window.findChildren(type(window.open_button))}
    with qtbot.waitSignal(window.other_store_asked):
        qtbot.keyClick(links["Open another store"], Qt.Key.Key_Space)
    with qtbot.waitSignal(window.new_store_asked):
        qtbot.keyClick(links["Make a new store"], Qt.Key.Key_Space)


def test_closing_the_window_without_unlocking_is_said(qtbot: QtBot, no_desk: Operations) -> None:
    window = shown(qtbot, FakeVault(), no_desk)
    with qtbot.waitSignal(window.closed):
        window.close()


def test_the_real_vault_opens_a_real_store(qtbot: QtBot, no_desk: Operations, tmp_path: Path) -> None:
    window = UnlockWindow(a_store(tmp_path), LateVault(), no_desk)
    qtbot.addWidget(window)
    window.start()
    window.passphrase.box.setText(MANAGER_PASSPHRASE)
    with qtbot.waitSignal(window.unlocked) as unlocked:
        window.open_button.click()
    assert unlocked.args[0].officer.name == MANAGER
    unlocked.args[0].close()


def test_nothing_about_children_is_said(qtbot: QtBot, no_desk: Operations) -> None:
    window = shown(qtbot, FakeVault(), no_desk)
    said = " ".join(label.text() for label in window.findChildren(QLabel)).casefold()
    assert "hackbridge mash" in said
    assert not any(word in said for word in ("child", "record", "case", "waiting", "batch"))


def test_everything_has_a_name_and_fits_at_twice_the_size(qtbot: QtBot, no_desk: Operations) -> None:
    window = shown(qtbot, FakeVault(officers=("Priya Nair", "Tom Abara")), no_desk)
    assert_accessible(window)
    window.notice.say_problem(DeskError("This passphrase does not open the store.", kept="It is unharmed."))
    take_picture(window, "unlock", size=(900, 640))
    take_picture(window, "unlock", "dark", size=(900, 640))
    assert cut_off(window) == []
