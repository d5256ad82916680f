"""When things happened, as a strip: a mark a day, its kind by shape, and the words of the one in focus below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.clock import MONTHS, shown_day
from ui.parts.announcing import announce
from ui.theme import theme

LANES = ("red", "amber", "accent")


@dataclass(frozen=True)
class TimelineMark:
    """One thing that happened: ``tone`` accent (●), amber (■) or red (▲); ``key`` says to whoever asked what it is."""

    day: date
    tone: str
    words: str
    key: object = None


class TimelineStrip(QWidget):
    """The strip; left and right move from mark to mark, Home and End go to the first and last.

    Signals: ``mark_chosen(TimelineMark)`` Enter or a press on a mark.
    """

    mark_chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.marks: tuple[TimelineMark, ...] = ()
        self._first = self._last = date(2000, 1, 1)
        self._at = -1
        self._lanes: tuple[str, ...] = LANES
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Iterable[TimelineMark], first: date, last: date) -> None:
        """Show the marks of a span of days, in the order of their days."""
        self.marks = tuple(sorted(marks, key=lambda mark: mark.day))
        self._first, self._last = first, max(last, first + timedelta(days=1))
        self._at = -1
        self._lanes = (
            tuple(tone for tone in LANES if any(mark.tone == tone for mark in self.marks)) or LANES[-1:]
        )
        self.updateGeometry()
        said = f"{len(self.marks)} events from {shown_day(first)} to {shown_day(last)}"
        self.setAccessibleDescription(said)
        self.update()

    def current(self) -> TimelineMark | None:
        """Give the mark in focus."""
        return self.marks[self._at] if 0 <= self._at < len(self.marks) else None

    def sizeHint(self) -> QSize:
        """Give room for the lanes in use, the months and the words."""
        line = QFontMetrics(self.font()).height()
        return QSize(360, len(self._lanes) * self._lane() + 2 * line + 14)

    def minimumSizeHint(self) -> QSize:
        """Keep all lanes in sight."""
        return QSize(160, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move over the marks."""
        last = len(self.marks) - 1
        goal = {
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        mark = self.current()
        if goal is not None and self.marks:
            self._go(max(0, min(last, goal)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and mark is not None:
            self.mark_chosen.emit(mark)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the nearest mark into focus."""
        place = event.position()
        near = [(abs(self._place(mark).x() - place.x()), index) for index, mark in enumerate(self.marks)]
        if near and min(near)[0] < 16:
            self._go(min(near)[1])
            self.mark_chosen.emit(self.marks[self._at])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axis, months, marks and the words of the mark in focus."""
        ink = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis = len(self._lanes) * self._lane() + 4
        painter.setPen(QPen(QColor(ink.control), 1))
        painter.drawLine(QPointF(self._left(), axis), QPointF(self._right(), axis))
        self._draw_months(painter, axis)
        for index, mark in enumerate(self.marks):
            self._draw_mark(painter, mark, index == self._at)
        current = self.current()
        painter.setFont(self.font())
        painter.setPen(QColor(ink.second if current is None else ink.text))
        words = "Arrow keys move from one to the next."
        if current is not None:
            words = f"{shown_day(current.day)}  {' '.join(current.words.split())}"
        metrics = QFontMetrics(self.font())
        place = QRectF(6, self.height() - metrics.height() - 3, self.width() - 12, metrics.height())
        if current is not None or self.hasFocus():
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(place.width()))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ink.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _draw_months(self, painter: QPainter, axis: int) -> None:
        font = QFont(self.font())
        font.setPointSizeF(theme().size("second") * 0.95)
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.second))
        metrics = QFontMetrics(font)
        free = self._left() - 1.0
        for day in _firsts_of_months(self._first, self._last):
            words = MONTHS[day.month - 1] + (f" {day.year}" if day.month == 1 else "")
            x, width = self._x(day), metrics.horizontalAdvance(words)
            if x >= free and x + width <= self.width():
                painter.drawText(QPointF(x, axis + metrics.ascent() + 4), words)
                free = x + width + 24

    def _draw_mark(self, painter: QPainter, mark: TimelineMark, focused: bool) -> None:
        colour = QColor(theme().tokens.tone(mark.tone))
        middle, half = self._place(mark), self._lane() * 0.29
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if mark.tone == "red":
            painter.drawPolygon(
                QPolygonF(
                    [middle + QPointF(0, -half), middle + QPointF(half, half), middle + QPointF(-half, half)]
                )
            )
        elif mark.tone == "amber":
            painter.drawRect(QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half))
        else:
            painter.drawEllipse(middle, half, half)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme().tokens.accent), 2))
            painter.drawEllipse(middle, half + 5, half + 5)

    def _go(self, index: int) -> None:
        self._at = index
        mark = self.marks[index]
        self.setAccessibleDescription(
            f"{index + 1} of {len(self.marks)}: {shown_day(mark.day)}, {mark.words}"
        )
        announce(self, f"{shown_day(mark.day)}, {mark.words}")
        self.update()

    def _lane(self) -> int:
        return theme().px(20)

    def _left(self) -> float:
        return 10.0

    def _right(self) -> float:
        return float(self.width() - 14)

    def _x(self, day: date) -> float:
        share = (day - self._first).days / max(1, (self._last - self._first).days)
        return self._left() + share * (self._right() - self._left())

    def _place(self, mark: TimelineMark) -> QPointF:
        lane = self._lanes.index(mark.tone) if mark.tone in self._lanes else len(self._lanes) - 1
        return QPointF(self._x(min(max(mark.day, self._first), self._last)), (lane + 0.55) * self._lane())


def _firsts_of_months(first: date, last: date) -> list[date]:
    found, day = [], first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
