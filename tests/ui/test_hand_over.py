"""Does the desk go from one officer to another with nothing left in sight, and does it back itself up meanwhile?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import officers, vault
from app.drafts import my_drafts, save_draft
from app.settings import change_setting
from models.codes import Role
from tests.builders import COLLEAGUE_PASSPHRASE, MANAGER, MANAGER_PASSPHRASE, a_store
from tests.ui.accessibility import assert_accessible
from tests.ui.looking import out_of_order
from tests.ui.pictures import cut_off, take_picture
from ui.hand_over import HandOverWindow
from ui.main import Program
from ui.main_window import MainWindow
from ui.theme import theme
from ui.unlock import UnlockWindow

TOM = "Tom Abara"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = a_store(tmp_path)
    desk = vault.open_store(path, MANAGER, MANAGER_PASSPHRASE)
    officers.add_officer(desk, TOM, passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.AUDITOR,))
    (tmp_path / "backups").mkdir()
    for name, value in (
        ("backup_folder", str(tmp_path / "backups")),
        ("idle_minutes", "4"),
        ("text_size", "125"),
    ):
        desk.do(change_setting, name, value)
    desk.close()
    return path


@pytest.fixture
def program(qapp: QApplication, store: Path, qtbot: QtBot) -> Iterator[Program]:
    made = Program(qapp)
    made.show_desk(store, vault.open_store(store, MANAGER, MANAGER_PASSPHRASE))
    yield made
    made.end()
    if made.window is not None:
        made.window.blockSignals(True)
        made.window.close()


def desk_window(program: Program) -> MainWindow:
    assert isinstance(program.window, MainWindow)
    return program.window


def places_of(window: MainWindow) -> tuple[str, ...]:
    return tuple(window.rail.keys())


def between(program: Program, qtbot: QtBot) -> HandOverWindow:
    window = program.window
    assert isinstance(window, HandOverWindow)
    qtbot.waitUntil(lambda: window.officer.count() == 2, timeout=10_000)
    return window


def test_the_next_officer_gets_their_own_places_and_the_first_keeps_what_was_typed(
    program: Program, qtbot: QtBot, store: Path
) -> None:
    first = desk_window(program)
    first.operations.run(save_draft, "share", "zoe", "Share", {"why": "half typed"})
    assert "linking" in places_of(first)
    first.actions_of.give("hand_over")
    window = between(program, qtbot)
    assert [top for top in QApplication.topLevelWidgets() if top.isVisible()] == [window]
    assert_accessible(window)
    assert out_of_order(window) == []
    for scheme, scale in (("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 2.0)):
        take_picture(window, "hand-over", scheme, scale, (760, 560))
    assert cut_off(window, 2.0, (760, 560)) == []
    window.officer.set_value(TOM)
    window.passphrase.box.setText("somebody else's words here")
    window.take_button.click()
    qtbot.waitUntil(lambda: bool(window.notice.words()), timeout=10_000)
    window.passphrase.box.setText(COLLEAGUE_PASSPHRASE)
    window.take_button.click()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=10_000)
    second = desk_window(program)
    assert second.desk.officer.name == TOM
    assert "linking" not in places_of(second) and "logbook" in places_of(second)
    assert second.desk.read(my_drafts) == ()
    officers.act_as(second.desk, MANAGER, MANAGER_PASSPHRASE)
    assert second.desk.read(my_drafts)[0].value == {"why": "half typed"}


def test_the_first_goes_on_only_with_their_own_passphrase(program: Program, qtbot: QtBot) -> None:
    desk_window(program).actions_of.give("hand_over")
    window = between(program, qtbot)
    window.back_button.click()
    assert window.officer.value() == MANAGER and program.window is window
    window.passphrase.box.setText(MANAGER_PASSPHRASE)
    window.take_button.click()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=10_000)
    assert desk_window(program).desk.officer.name == MANAGER


def test_a_desk_that_nobody_takes_over_locks(program: Program, qtbot: QtBot) -> None:
    desk_window(program).actions_of.give("hand_over")
    between(program, qtbot).idle.lock_due.emit()
    assert isinstance(program.window, UnlockWindow)


def test_the_desk_follows_what_the_council_has_set(program: Program, qtbot: QtBot) -> None:
    window = desk_window(program)
    qtbot.waitUntil(lambda: window.idle.minutes == 4, timeout=10_000)
    qtbot.waitUntil(lambda: theme().factor == 1.25, timeout=10_000)
    qtbot.waitUntil(lambda: window.status.backup_words() == "Not backed up yet", timeout=10_000)


def test_at_the_lock_a_backup_is_made_where_the_council_has_set(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    program.lock()
    assert isinstance(program.window, UnlockWindow)
    made = list((tmp_path / "backups").glob("*.mashbackup"))
    assert len(made) == 1


def test_while_the_desk_is_open_the_backup_is_made_beside_the_work_and_said(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    window = desk_window(program)
    assert program.housekeeping is not None
    program.housekeeping.look()
    qtbot.waitUntil(lambda: window.status.backup_words().startswith("Backed up"), timeout=20_000)
    assert len(list((tmp_path / "backups").glob("*.mashbackup"))) == 1
