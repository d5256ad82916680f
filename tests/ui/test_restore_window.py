"""Is a store made again from a backup with every refusal in words, and nothing written over?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import backups, vault
from app.desk import Desk
from tests.builders import MANAGER, MANAGER_PASSPHRASE
from tests.ui.accessibility import assert_accessible
from tests.ui.fake_vault import FakeVault
from tests.ui.looking import out_of_order
from tests.ui.pictures import cut_off, take_picture
from ui.late_vault import LateVault, Vault
from ui.operations import Operations
from ui.restore_window import RestoreWindow


def shown(vault: Vault, no_desk: Operations, qtbot: QtBot) -> tuple[RestoreWindow, list[Path]]:
    heard: list[Path] = []
    window = RestoreWindow(vault, no_desk)
    qtbot.addWidget(window)
    window.restored.connect(heard.append)
    window.show()
    QApplication.processEvents()
    return window, heard


def test_a_real_backup_is_made_a_store_again_that_opens(
    desk: Desk, no_desk: Operations, qtbot: QtBot, tmp_path: Path
) -> None:
    container = backups.back_up(desk, tmp_path / "monday.mashbackup").path
    window, heard = shown(LateVault(), no_desk, qtbot)
    window.file.set_value(str(tmp_path / "none.mashbackup"))
    window.look()
    assert window.notice.words() and window.officer.count() == 0
    window.file.set_value(str(container))
    window.look()
    assert window.officer.value() == MANAGER and "log head" in window.found.text()
    window.place.set_value(str(desk.keeper.path))
    window.passphrase.box.setText(MANAGER_PASSPHRASE)
    window.restore_button.click()
    assert heard == [] and window.notice.words(), "a store that is there is not written over"
    window.place.set_value(str(tmp_path / "again.mash"))
    window.restore_button.click()
    assert heard == [tmp_path / "again.mash"]
    again = vault.open_store(tmp_path / "again.mash", MANAGER, MANAGER_PASSPHRASE)
    assert again.head().sequence > 0
    again.close()


def test_what_is_missing_is_said_at_its_field(no_desk: Operations, qtbot: QtBot) -> None:
    window, heard = shown(FakeVault(), no_desk, qtbot)
    window.restore_button.click()
    assert window.summary.lines() == ("Choose the backup.", "Choose the officer.", "Type the passphrase.")
    assert heard == []


def test_the_recovery_key_does_instead_of_a_passphrase(no_desk: Operations, qtbot: QtBot) -> None:
    window, heard = shown(FakeVault(), no_desk, qtbot)
    window.file.set_value("monday.mashbackup")
    window.look()
    window.by_words.setChecked(True)
    assert not window.passphrase.isVisible()
    window.words.set_value("wrong words")
    window.restore_button.click()
    assert window.notice.words() and heard == []
    window.words.set_value(FakeVault.WORDS)
    window.restore_button.click()
    assert len(heard) == 1 and window.words.value() == ""


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_window_fits_and_reads_as_tab_goes(no_desk: Operations, qtbot: QtBot, scale: float) -> None:
    window, _heard = shown(FakeVault(), no_desk, qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_backup(("25-Nov-2026 09:12", "000412-abcd", ("Priya Nair",)))
    assert_accessible(window)
    assert out_of_order(window) == []
    assert cut_off(window, scale, (900, 680)) == []
    for scheme in ("light", "dark", "contrast"):
        take_picture(window, "restore", scheme, scale, (900, 680))
