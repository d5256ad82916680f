"""What the open desk does by itself: backups by the rhythm, and following what the council has set."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, QTimer

from app.backup_rhythm import BackupState, back_up_as_set, state
from app.backups import BackupMade
from app.clock import now_utc, shown
from app.errors import DeskError
from app.settings import all_values
from ui.idle_lock import IdleLock
from ui.operations import Operations
from ui.theme import theme

if TYPE_CHECKING:
    from app.desk import Desk

#: How often it is looked whether a backup is due, and how long after the unlocking first, in milliseconds.
LOOK_EVERY, LOOK_FIRST = 5 * 60_000, 20_000
NOT_MADE = "Backup not made"


class Housekeeping(QObject):
    """Looks after one open desk until it is locked.

    It outlives the window it tells: ``rest`` takes the window away from it. ``say_backup`` is given what the status line
    says of the last backup; ``say_problem`` an error of the rhythm, once.
    """

    def __init__(
        self,
        desk: Desk,
        operations: Operations,
        idle: IdleLock,
        say_backup: Callable[[str], object],
        say_problem: Callable[[DeskError], object],
    ) -> None:
        super().__init__()
        self._desk, self._operations, self._idle = desk, operations, idle
        self._say_backup, self._say_problem = say_backup, say_problem
        self._told = self._resting = False
        self._one_at_a_time = threading.Lock()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        operations.touched.connect(self._on_touched)

    def start(self) -> None:
        """Follow the settings now, and begin to look whether a backup is due."""
        self.follow()
        self._timer.start()
        QTimer.singleShot(LOOK_FIRST, self, self.look)

    def follow(self) -> None:
        """Follow what the council has set, and say when the last backup was made."""
        self._operations.ask(all_values, done=self._on_values, page=self)
        self._operations.beside(
            lambda: state(self._desk), done=self._on_state, failed=self._on_unknown, page=self
        )

    def look(self) -> None:
        """Make a backup if one is due, on a thread and a connection of its own: nobody waits for it."""
        if self._resting:
            return
        self._operations.beside(self._back_up, done=self._on_made, failed=self._on_failed, page=self)

    def rest(self) -> None:
        """Look no longer, and tell nothing more to a window that goes."""
        self._resting = True
        self._timer.stop()

    def finish(self) -> DeskError | None:
        """Wait for a backup that is being made, and make the one of the lock; give what went wrong with it."""
        self.rest()
        try:
            self._back_up(at_lock=True)
        except DeskError as error:
            return error
        return None

    def _back_up(self, *, at_lock: bool = False) -> BackupMade | None:
        with self._one_at_a_time:
            return back_up_as_set(self._desk, at_lock=at_lock)

    def _on_touched(self, topics: frozenset[str]) -> None:
        if topics & {"settings", "backups"} and not self._resting:
            self.follow()

    def _on_values(self, values: dict[str, Any]) -> None:
        if self._resting:
            return
        self._idle.set_minutes(int(values["idle_minutes"]))
        if not QSettings().contains("text_size"):
            QSettings().setValue("text_size_set", int(values["text_size"]) / 100)
            theme().enlarge(int(values["text_size"]) / 100)

    def _on_state(self, found: BackupState) -> None:
        if self._resting:
            return
        self._say_backup(backup_words(found))

    def _on_made(self, made: BackupMade | None) -> None:
        if made is not None:
            self._told = False
            self._operations.touched.emit(frozenset({"backups"}))

    def _on_failed(self, error: DeskError) -> None:
        if self._resting:
            return
        self._say_backup(NOT_MADE)
        if not self._told:
            self._told = True
            self._say_problem(error)

    def _on_unknown(self, _error: DeskError) -> None:
        if not self._resting:
            self._say_backup(NOT_MADE)


def backup_words(found: BackupState) -> str:
    """Say in the status line how the backups stand: the time today, else the day and time."""
    if found.plan.folder is None:
        return "No backup folder"
    if not found.reachable:
        return "Backup folder out of reach"
    if found.last is None:
        return "Not backed up yet"
    words = shown(found.last)
    return f"Backed up {words[-5:] if words[:11] == shown(now_utc())[:11] else words}"
