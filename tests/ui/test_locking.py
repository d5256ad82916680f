"""Does unlocking lay aside what a break left, and does a locked window say nothing of what was open behind it?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import vault
from app.desk import Desk
from app.feeds.importing import begin_batch
from app.feeds.previewing import list_batches
from tests.app.sharing.children import POSTCODE, Child, a_child
from tests.builders import MANAGER, MANAGER_PASSPHRASE, a_store
from tests.builders_feeds import HOUSING, housing_row, read_text
from tests.ui.pictures import take_picture
from ui.main import Program
from ui.main_window import MainWindow
from ui.unlock import UnlockWindow

PATIENCE = 10_000


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    flash = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    made = Program(qapp)
    yield made
    made.end()
    if made.window is not None:
        made.window.blockSignals(True)
        made.window.close()
        made.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.setCursorFlashTime(flash)


def opened(store: Path) -> Desk:
    return vault.open_store(store, MANAGER, MANAGER_PASSPHRASE)


def unlock_window(program: Program, qtbot: QtBot) -> UnlockWindow:
    window = program.window
    assert isinstance(window, UnlockWindow)
    qtbot.waitUntil(lambda: window.officer.value() == MANAGER, timeout=PATIENCE)
    return window


def unlock(program: Program, qtbot: QtBot) -> MainWindow:
    window = unlock_window(program, qtbot)
    window.passphrase.box.setText(MANAGER_PASSPHRASE)
    window.open_button.click()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=PATIENCE)
    assert isinstance(program.window, MainWindow)
    return program.window


# --- what a break left ------------------------------------------------------------------------------------------------


@pytest.fixture
def broken_off(tmp_path: Path) -> Path:
    """Give a store in which the reading of a file was broken off."""
    store = a_store(tmp_path)
    desk = opened(store)
    desk.do(begin_batch, read_text(tmp_path, "HSG", "\n".join([HOUSING, housing_row()])), "HSG")
    desk.close()
    return store


def test_what_a_break_left_half_read_is_laid_aside_after_unlocking_and_named(
    program: Program, qtbot: QtBot, broken_off: Path
) -> None:
    program.start(broken_off)
    window = unlock(program, qtbot)
    qtbot.waitUntil(lambda: "Reading was broken off" in window.notice.words(), timeout=PATIENCE)
    batch = window.desk.read(list_batches)[0]
    assert batch.state == "discarded" and batch.reference in window.notice.words()


def test_it_is_laid_aside_away_from_the_thread_of_the_screen(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def tidy(_desk: Desk) -> tuple[str, ...]:
        threads.append(threading.current_thread())
        return ()

    monkeypatch.setattr("app.feeds.importing.tidy_after_break", tidy)
    program.start(a_store(tmp_path))
    window = unlock(program, qtbot)
    qtbot.waitUntil(lambda: bool(threads), timeout=PATIENCE)
    assert threads[0] is not threading.main_thread()
    assert "broken off" not in window.notice.words()


# --- what a locked window says ----------------------------------------------------------------------------------------


@pytest.fixture
def with_a_child(tmp_path: Path) -> tuple[Path, Child]:
    store = a_store(tmp_path)
    desk = opened(store)
    child = a_child(desk)
    desk.close()
    return store, child


#: Windows of tests that ran before in this process, closed but not yet let go of by Python; they are not this program's.
LEFT_BEFORE: list[QWidget] = []


@pytest.fixture(autouse=True)
def what_was_left_before(qapp: QApplication) -> Iterator[None]:
    LEFT_BEFORE[:] = QApplication.topLevelWidgets()
    yield
    LEFT_BEFORE.clear()


def heard() -> str:
    """Give all that a screen reader can find in this program."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    said: list[str] = []
    for widget in QApplication.topLevelWidgets():
        if widget not in LEFT_BEFORE:
            _hear(QAccessible.queryAccessibleInterface(widget), said)
    return " | ".join(said)


def _hear(found: QAccessibleInterface | None, said: list[str]) -> None:
    if found is None or not found.isValid():
        return
    which = QAccessible.Text
    for kind in (which.Name, which.Description, which.Value, which.Help):
        words = found.text(kind)
        if words:
            said.append(words)
    for at in range(found.childCount()):
        _hear(found.child(at), said)


def pixels(window: UnlockWindow) -> QImage:
    window.resize(760, 560)
    QApplication.processEvents()
    return window.grab().toImage()


def test_a_locked_window_says_nothing_of_the_child_that_was_open(
    program: Program, qtbot: QtBot, with_a_child: tuple[Path, Child]
) -> None:
    store, child = with_a_child
    program.start(store)
    before = pixels(unlock_window(program, qtbot))
    window = unlock(program, qtbot)
    window.go("casefile", child.key)
    qtbot.waitUntil(lambda: "MARLOWE" in heard(), timeout=PATIENCE)
    assert POSTCODE in heard()
    window.lock_asked.emit()
    locked = unlock_window(program, qtbot)
    said = heard()
    for word in ("MARLOWE", "Marlowe", POSTCODE, child.reference, "Quay Lane", "Worklist", "waiting", "late"):
        assert word not in said, word
    assert "Passphrase" in said, "what is heard is the unlock window"
    assert locked.windowTitle() == "MASH Desk"
    take_picture(locked, "locked", size=None)
    assert pixels(locked) == before, "a locked window looks as it did before anybody unlocked it"


def test_what_lay_over_the_window_goes_with_it(
    program: Program, qtbot: QtBot, with_a_child: tuple[Path, Child]
) -> None:
    program.start(with_a_child[0])
    window = unlock(program, qtbot)
    window.go("search")
    window.helper.show_guide()
    QTest.keyClicks(window.top.box, "Marlowe")
    assert "Marlowe" in heard() and len([w for w in QApplication.topLevelWidgets() if w.isVisible()]) == 2
    window.lock_asked.emit()
    unlock_window(program, qtbot)
    assert "Marlowe" not in heard()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [program.window]


def test_a_title_never_holds_a_name_or_a_count(
    program: Program, qtbot: QtBot, with_a_child: tuple[Path, Child]
) -> None:
    store, child = with_a_child
    program.start(store)
    window = unlock(program, qtbot)
    titles = {window.windowTitle()}
    for key, value in (("casefile", child.key), ("sharing", child.reference), ("worklist", None)):
        window.go(key, value)
        titles.add(window.windowTitle())
    window.rail.set_count("worklist", 7, late=True)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(program.window, UnlockWindow), timeout=PATIENCE)
    titles.add(unlock_window(program, qtbot).windowTitle())
    assert titles == {"MASH Desk"}
