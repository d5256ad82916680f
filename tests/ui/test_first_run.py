"""Does somebody with a bare laptop and no terminal get to an open desk, by keyboard alone?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.verdicts import verdict
from tests.ui.accessibility import assert_accessible
from tests.ui.fake_vault import FakeVault
from tests.ui.pictures import cut_off, take_picture
from ui.first_run import FirstRunWindow
from ui.operations import Operations

CTRL = Qt.KeyboardModifier.ControlModifier


def begun(qtbot: QtBot, operations: Operations, vault: FakeVault, tmp_path: Path) -> FirstRunWindow:
    window = FirstRunWindow(vault, operations)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.whose.place.set_value(str(tmp_path / "store.mash"))
    window.whose._own_place = True
    return window


def type_here(qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), words)


def press(qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, held)


def to_recovery(qtbot: QtBot, window: FirstRunWindow) -> None:
    """Go from the welcome to the recovery step with the keyboard only."""
    press(qtbot, Qt.Key.Key_Space)
    for words in ("London Borough of Tidewell", "Priya Nair", "MASH manager"):
        type_here(qtbot, words)
        press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    type_here(qtbot, FakeVault.PASSPHRASE)
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Tab)
    type_here(qtbot, FakeVault.PASSPHRASE)
    press(qtbot, Qt.Key.Key_Return)
    assert window.step is window.recovery


def test_a_store_is_made_and_opened_with_the_keyboard_alone(
    qtbot: QtBot, no_desk: Operations, tmp_path: Path
) -> None:
    vault = FakeVault()
    window = begun(qtbot, no_desk, vault, tmp_path)
    to_recovery(qtbot, window)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert window.step.title == "Write these words down"
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert window.step.title == "The store is ready"
    with qtbot.waitSignal(window.store_made) as made:
        press(qtbot, Qt.Key.Key_Space)
    assert made.args == [tmp_path / "store.mash", ("desk", "store.mash", "Priya Nair")]
    assert (
        vault.made[0]["council"] == "London Borough of Tidewell" and vault.made[0]["post"] == "MASH manager"
    )
    assert window.secret.passphrase.value() == ""


def test_nothing_is_chosen_for_the_officer_at_the_recovery_step(
    qtbot: QtBot, no_desk: Operations, tmp_path: Path
) -> None:
    vault = FakeVault()
    window = begun(qtbot, no_desk, vault, tmp_path)
    to_recovery(qtbot, window)
    assert window.recovery.way.value() is None
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert window.summary.lines() and vault.made == []


def test_a_councils_key_file_shows_no_words(qtbot: QtBot, no_desk: Operations, tmp_path: Path) -> None:
    vault = FakeVault()
    window = begun(qtbot, no_desk, vault, tmp_path)
    to_recovery(qtbot, window)
    window.recovery.way.set_value("council")
    window.recovery.file.set_value(str(tmp_path / "missing.pub"))
    window.go_on()
    assert window.summary.lines() == ("There is no such key file. Choose the file that IT gave you.",)
    (tmp_path / "council.pub").write_text("key", encoding="utf-8")
    window.recovery.file.set_value(str(tmp_path / "council.pub"))
    window.go_on()
    assert window.step is window.finished and vault.made[0]["key_file"] == tmp_path / "council.pub"


def test_the_words_must_be_written_down_and_are_then_forgotten(
    qtbot: QtBot, no_desk: Operations, tmp_path: Path
) -> None:
    window = begun(qtbot, no_desk, FakeVault(), tmp_path)
    to_recovery(qtbot, window)
    window.recovery.way.set_value("here")
    window.go_on()
    window.go_on()
    assert window.step is window.words and window.summary.lines()
    assert "17\N{NO-BREAK SPACE}hazos" in window.words._shown.text()
    window.words.written.setChecked(True)
    window.go_on()
    window.go_on()
    assert window.words._shown.text() == ""


@pytest.mark.parametrize(
    ("typed", "again", "said"),
    [
        ("short", "short", "Too short"),
        ("password password password", "password password password", "will not do"),
        (FakeVault.PASSPHRASE, "another one entirely", "are not the same"),
    ],
)
def test_a_passphrase_that_will_not_do_is_said_in_words(
    qtbot: QtBot, no_desk: Operations, tmp_path: Path, typed: str, again: str, said: str
) -> None:
    window = begun(qtbot, no_desk, FakeVault(), tmp_path)
    window._show(window.secret)
    window.secret.passphrase.box.setText(typed)
    window.secret.again.box.setText(again)
    window.go_on()
    assert window.step is window.secret and said in window.summary.lines()[0]


def test_strength_is_said_while_typing(qtbot: QtBot, no_desk: Operations, tmp_path: Path) -> None:
    window = begun(qtbot, no_desk, FakeVault(), tmp_path)
    assert window.secret.strength_words().startswith("○○○")
    window.secret.passphrase.box.setText(FakeVault.PASSPHRASE)
    assert window.secret.strength_words().startswith("●●")


def test_empty_fields_are_named_and_a_file_that_is_there_is_left_alone(
    qtbot: QtBot, no_desk: Operations, tmp_path: Path
) -> None:
    window = begun(qtbot, no_desk, FakeVault(), tmp_path)
    (tmp_path / "store.mash").write_bytes(b"somebody's")
    window._show(window.whose)
    window.go_on()
    assert len(window.summary.lines()) == 3
    assert "There is a file of this name already" in window.summary.lines()[2]


def test_one_can_go_back_and_find_what_was_typed(qtbot: QtBot, no_desk: Operations, tmp_path: Path) -> None:
    window = begun(qtbot, no_desk, FakeVault(), tmp_path)
    to_recovery(qtbot, window)
    window.go_back()
    window.go_back()
    assert window.step is window.whose and window.whose.officer.value() == "Priya Nair"


def test_a_folder_that_cannot_be_written_to_is_said_and_can_be_changed(
    qtbot: QtBot, no_desk: Operations, tmp_path: Path
) -> None:
    window = begun(qtbot, no_desk, FakeVault(refusal=verdict("not_writable")), tmp_path)
    to_recovery(qtbot, window)
    window.recovery.way.set_value("here")
    window.go_on()
    assert "The store's folder cannot be written to." in window.notice.words()
    assert window.step is window.recovery and window.next_button.isEnabled()


def test_the_made_up_borough_opens_from_the_welcome(
    qtbot: QtBot, no_desk: Operations, tmp_path: Path
) -> None:
    window = begun(qtbot, no_desk, FakeVault(), tmp_path)
    with qtbot.waitSignal(window.store_made) as made:
        window.welcome.made_up_asked.emit()
    assert made.args[1][0] == "made up"


def test_every_step_has_names_and_fits_at_twice_the_size(
    qtbot: QtBot, no_desk: Operations, tmp_path: Path
) -> None:
    window = begun(qtbot, no_desk, FakeVault(), tmp_path)
    window.words.show_words(FakeVault.WORDS)
    window.finished.show_place(tmp_path / "store.mash")
    for number, step in enumerate(window._steps):
        window._show(step)
        assert_accessible(window)
        take_picture(window, f"first-run-{number}", size=(900, 680))
        assert cut_off(window) == [], step.title
