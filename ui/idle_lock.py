"""When nobody is at the desk: a warning a minute before, and the lock."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

#: How long before the lock it is said, in seconds.
WARN_BEFORE = 60
LEAST, USUAL, MOST = 2, 10, 15
#: However busy somebody is, the passphrase is asked for again after this many hours.
LONGEST_HOURS = 12

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class IdleLock(QObject):
    """Counts the time since the last key or movement in a window.

    Signals: ``warned(int)`` the lock comes in so many seconds; ``kept_awake()`` somebody is there again after a
    warning; ``lock_due()`` it is time; ``minutes_changed(int)`` so many whole minutes are left.
    """

    warned = Signal(int)
    kept_awake = Signal()
    lock_due = Signal()
    minutes_changed = Signal(int)

    def __init__(
        self, minutes: int = USUAL, parent: QObject | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._limit = min(MOST, max(LEAST, minutes)) * 60
        self._now = now
        self._last = self._began = now()
        self._warned = False
        self._minutes = -1
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)

    @property
    def minutes(self) -> int:
        """After how many minutes it locks."""
        return self._limit // 60

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes from now on, within the bounds."""
        limit = min(MOST, max(LEAST, minutes)) * 60
        if limit != self._limit:
            self._limit = limit
            self.touch()
            if self._timer.isActive():
                self.look()

    def watch(self, window: QWindow) -> None:
        """Watch a window; its own events only, so that no widget waits for this."""
        window.installEventFilter(self)

    def start(self) -> None:
        """Begin to count."""
        self._last = self._began = self._now()
        self._warned = False
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Count no longer."""
        self._timer.stop()

    def touch(self) -> None:
        """Note that somebody is there."""
        self._last = self._now()
        if self._warned:
            self._warned = False
            self.kept_awake.emit()

    def look(self) -> None:
        """See how long nobody was there; called every second."""
        now = self._now()
        left = min(self._last + self._limit, self._began + LONGEST_HOURS * 3600) - now
        minutes = max(0, int(-(-left // 60)))
        if minutes != self._minutes:
            self._minutes = minutes
            self.minutes_changed.emit(minutes)
        if left <= 0:
            self.stop()
            self.lock_due.emit()
        elif left <= WARN_BEFORE and not self._warned:
            self._warned = True
            self.warned.emit(int(left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys and movements as signs of life; nothing is kept from anybody."""
        if event.type() in _SIGNS_OF_LIFE:
            self.touch()
        return False
