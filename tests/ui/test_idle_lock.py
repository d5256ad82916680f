"""Does the desk lock when nobody is there, and say so a minute before?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.idle_lock import IdleLock


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def lock(minutes: int = 10) -> tuple[IdleLock, Clock, list[str]]:
    clock, heard = Clock(), []
    made = IdleLock(minutes, now=clock)
    made.warned.connect(lambda seconds: heard.append(f"warned {seconds}"))
    made.kept_awake.connect(lambda: heard.append("kept awake"))
    made.lock_due.connect(lambda: heard.append("locked"))
    made.start()
    made.stop()
    return made, clock, heard


def at(made: IdleLock, clock: Clock, seconds: float) -> None:
    clock.seconds = seconds
    made.look()


def test_a_minute_before_the_lock_it_is_said_once(qtbot: QtBot) -> None:
    made, clock, heard = lock()
    at(made, clock, 539)
    assert heard == []
    at(made, clock, 540)
    at(made, clock, 541)
    assert heard == ["warned 60"]


def test_one_key_after_the_warning_keeps_the_desk_open(qtbot: QtBot) -> None:
    made, clock, heard = lock()
    at(made, clock, 545)
    window = QWindow()
    made.watch(window)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, key)
    at(made, clock, 601)
    assert heard == ["warned 55", "kept awake"]


def test_a_movement_is_a_sign_of_life(qtbot: QtBot) -> None:
    made, clock, heard = lock(2)
    window = QWindow()
    made.watch(window)
    for second in range(0, 600, 50):
        clock.seconds = second
        place = QPointF(1, 1)
        none = Qt.MouseButton.NoButton
        move = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, move)
        made.look()
    assert heard == []


def test_without_a_sign_of_life_the_desk_locks(qtbot: QtBot) -> None:
    made, clock, heard = lock()
    at(made, clock, 545)
    at(made, clock, 600)
    assert heard == ["warned 55", "locked"]


def test_after_twelve_hours_the_busiest_officer_is_asked_again(qtbot: QtBot) -> None:
    made, clock, heard = lock()
    clock.seconds = 12 * 3600 - 1
    made.touch()
    at(made, clock, 12 * 3600)
    assert heard[-1] == "locked"


def test_the_council_may_choose_from_two_to_fifteen_minutes(qtbot: QtBot) -> None:
    for asked, seconds in ((1, 120), (60, 900)):
        made, clock, heard = lock(asked)
        at(made, clock, seconds - 1)
        assert heard[-1:] == ["warned 1"]
        at(made, clock, seconds)
        assert heard[-1] == "locked"


def test_other_minutes_hold_from_now_on_and_keep_the_desk_open_first(qtbot: QtBot) -> None:
    made, clock, heard = lock(10)
    at(made, clock, 545)
    made.set_minutes(4)
    at(made, clock, 545 + 239)
    assert heard == ["warned 55", "kept awake", "warned 1"]
    at(made, clock, 545 + 240)
    assert heard[-1] == "locked"
    made.set_minutes(99)
    assert made.minutes == 15
