"""Does the program go from unlock to desk and back, keep what was typed, and start without what is heavy?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import vault
from app.drafts import my_drafts, save_draft
from tests.builders import MANAGER, MANAGER_PASSPHRASE, a_store
from ui.first_run import FirstRunWindow
from ui.main import Program
from ui.main_window import MainWindow
from ui.unlock import UnlockWindow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp)
    yield made
    made.end()
    if made.window is not None:
        made.window.blockSignals(True)
        made.window.close()


def unlock(program: Program, qtbot: QtBot) -> MainWindow:
    window = program.window
    assert isinstance(window, UnlockWindow)
    qtbot.waitUntil(lambda: window.officer.value() == MANAGER, timeout=10_000)
    window.passphrase.box.setText(MANAGER_PASSPHRASE)
    window.open_button.click()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=10_000)
    assert isinstance(program.window, MainWindow)
    return program.window


def test_a_bare_laptop_begins_with_the_first_run(program: Program) -> None:
    program.start(None)
    assert isinstance(program.window, FirstRunWindow)


def test_from_unlock_to_the_desk_and_back_with_what_was_typed(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    store = a_store(tmp_path)
    program.start(store)
    window = unlock(program, qtbot)
    window.operations.run(save_draft, "share", "zoe", "Share", {"why": "typed just before the lock"})
    window.lock_asked.emit()
    assert isinstance(program.window, UnlockWindow)
    desk = vault.open_store(store, MANAGER, MANAGER_PASSPHRASE)
    assert desk.read(my_drafts)[0].value == {"why": "typed just before the lock"}
    desk.close()


def test_the_store_used_last_is_asked_for_next_time(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    store = a_store(tmp_path)
    program.start(store)
    unlock(program, qtbot)
    assert QSettings().value("last_store") == str(store)


def test_the_whole_store_is_checked_beside_the_work(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    program.start(a_store(tmp_path))
    window = unlock(program, qtbot)
    qtbot.waitUntil(lambda: window.status.store_words().endswith("encrypted · checked"), timeout=10_000)
    assert window.notice.words() == "" or "Four steps" in window.notice.words(), "no fault is told"


def test_closing_the_window_closes_the_store(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    store = a_store(tmp_path)
    program.start(store)
    unlock(program, qtbot).close()
    vault.open_store(store, MANAGER, MANAGER_PASSPHRASE).close()
    assert store.exists()


def test_the_unlock_window_needs_nothing_heavy() -> None:
    look = (
        "import sys, ui.main, ui.unlock; "
        "heavy = {'sqlalchemy', 'sqlcipher3', 'reportlab', 'rapidfuzz', 'app.vault'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    line = [sys.executable, "-c", look]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
