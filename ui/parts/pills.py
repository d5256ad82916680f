"""One answer out of a few, drawn as pills; a radio group to the keyboard and to a screen reader."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.parts.flow import FlowLayout
from ui.theme import theme

PAD = 24
_TOP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_WRAP = _TOP | int(Qt.TextFlag.TextWordWrap)
STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Pill(QRadioButton):
    """One pill: ● and a strong line when it is chosen, ○ when it is not."""

    def __init__(self, words: str, code: str) -> None:
        super().__init__(words)
        self.code = code
        self.beside: tuple[Pill, ...] = ()
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width: long words break into lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the words at a width."""
        return max(30, self._laid_out(width).height() + 12)

    def sizeHint(self) -> QSize:
        """Give room for sign, words and padding in one line; where all weigh the same, for the widest of them."""
        metrics = QFontMetrics(self.font())
        width = max(metrics.horizontalAdvance(f"● {pill.text()}") for pill in (self, *self.beside)) + PAD
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Give the room of the longest word."""
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + metrics.horizontalAdvance("● ") + PAD, 30)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the group; Space chooses."""
        if Qt.Key(event.key()) in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        """Take a press anywhere on the pill."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill from the tokens."""
        ink = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        painter.setBrush(QColor(ink.accent_ground if chosen or self.underMouse() else ink.surface))
        painter.setPen(QPen(QColor(ink.accent if chosen else ink.control), 2 if chosen else 1))
        painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ink.accent), 2))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3) if chosen else box, 4, 4)
        painter.setPen(QColor(ink.text if self.isEnabled() else ink.second))
        words = self._laid_out(self.width())
        words.moveCenter(self.rect().center())
        sign = QFontMetrics(self.font()).horizontalAdvance("● ")
        words.adjust(-sign // 2, 0, -sign // 2, 0)
        painter.drawText(words.left(), words.top(), 2 * sign, words.height(), _TOP, "●" if chosen else "○")
        words.translate(sign, 0)
        painter.drawText(words.adjusted(0, 0, 2, 2), _WRAP, self.text())

    def _laid_out(self, width: int) -> QRect:
        """Give the place of the words without their sign, at a width of the pill."""
        metrics = QFontMetrics(self.font())
        room = max(40, width - PAD + 4 - metrics.horizontalAdvance("● "))
        return metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAP, self.text())


class ChoicePills(QWidget):
    """A radio group drawn as pills; nothing is chosen unless told. With ``equal`` all pills are of one size.

    Signals: ``changed(object)`` another code is chosen, or None.
    """

    changed = Signal(object)

    def __init__(
        self,
        label: str,
        choices: Iterable[tuple[str, str]],
        chosen: str | None = None,
        *,
        equal: bool = False,
    ) -> None:
        super().__init__()
        self._equal = equal
        self.setAccessibleName(label)
        self._label = label
        self._group = QButtonGroup(self)
        self._layout = FlowLayout(self)
        self._value: str | None = None
        self.pills: list[Pill] = []
        self.set_choices(choices)
        self.set_value(chosen)
        self._group.buttonToggled.connect(self._on_toggled)

    def value(self) -> str | None:
        """Give the chosen code, or None."""
        return self._value

    def set_value(self, code: str | None) -> None:
        """Choose a code, or nothing."""
        self._group.setExclusive(False)
        for pill in self.pills:
            pill.setChecked(pill.code == code)
        self._group.setExclusive(True)
        self._note(code if any(pill.code == code for pill in self.pills) else None)
        self._set_tab_stop()

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer other choices; nothing is chosen then."""
        for pill in self.pills:
            self._group.removeButton(pill)
        self._layout.clear()
        self.pills = []
        for code, words in choices:
            pill = Pill(words, code)
            pill.setAccessibleDescription(self._label)
            self._group.addButton(pill)
            self._layout.addWidget(pill)
            self.pills.append(pill)
        if self._equal:
            for pill in self.pills:
                pill.beside = tuple(self.pills)
        if self.pills:
            self.setFocusProxy(self.pills[0])
        self._note(None)
        self._set_tab_stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows from pill to pill, round the end; what is reached is chosen."""
        step = STEPS.get(Qt.Key(event.key()))
        at = next((index for index, pill in enumerate(self.pills) if pill.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        reached = self.pills[(at + step) % len(self.pills)]
        reached.setFocus(Qt.FocusReason.TabFocusReason)
        reached.setChecked(True)

    def _on_toggled(self, _button: object, _on: bool) -> None:
        chosen = self._group.checkedButton()
        self._note(chosen.code if isinstance(chosen, Pill) else None)
        self._set_tab_stop()

    def _note(self, code: str | None) -> None:
        if code != self._value:
            self._value = code
            self.changed.emit(code)

    def _set_tab_stop(self) -> None:
        """Let Tab stop once at the group: at the chosen pill, or at the first."""
        stop = next((pill for pill in self.pills if pill.isChecked()), self.pills[0] if self.pills else None)
        for pill in self.pills:
            pill.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pill is stop else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)
