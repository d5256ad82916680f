"""A button that shows its key beside its words, and says why when it cannot be pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolTip

from ui.theme import theme

KINDS = ("plain", "filled", "quiet", "link")


def shown_keys(keys: str) -> str:
    """Say a key as it stands on the keyboard: ``Ctrl K``, ``Ctrl ↵``."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
    for long, short in (("Return", "↵"), ("Enter", "↵"), ("Right", "→"), ("Left", "←"), ("+", " ")):
        native = native.replace(long, short) if native != long else short
    return native


class KeyButton(QPushButton):
    """A button: plain (outlined), filled (the one main act of a page), quiet (no line) or a link."""

    def __init__(self, words: str, keys: str = "", kind: str = "plain") -> None:
        super().__init__(words)
        self.kind = kind
        self._keys = shown_keys(keys) if keys else ""
        self._reason = ""
        self.setAccessibleName(words.replace("&", ""))
        if keys:
            self.setAccessibleDescription(f"Key: {self._keys}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    @property
    def reason(self) -> str:
        """Why the button cannot be pressed; empty when it can."""
        return self._reason

    def set_reason(self, reason: str) -> None:
        """Take the button out of use with the reason in words, or put it back with none."""
        self._reason = reason
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason or (f"Key: {self._keys}" if self._keys else ""))

    def set_keys(self, keys: str) -> None:
        """Show another key beside the words, or none."""
        self._keys = shown_keys(keys) if keys else ""
        self.set_reason(self._reason)
        self.updateGeometry()
        self.update()

    def set_words(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        self.setAccessibleName(words.replace("&", ""))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Give room for words, key cap and padding."""
        words, cap = self._widths()
        height = QFontMetricsF(self._font()).height()
        if self.kind == "link":
            return QSize(round(words + cap + 4), max(24, round(height + 6)))
        return QSize(round(words + cap + 26), max(32, round(height + 14)))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, words, key cap and focus ring from the tokens."""
        ink = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        words = ink.text if self.isEnabled() else ink.second
        if self.kind == "filled" and self.isEnabled():
            self._draw_filled(painter, box)
            words = ink.on_accent
        elif self.kind == "link":
            words = ink.accent if self.isEnabled() else ink.second
            self._draw_ring(painter, box)
        else:
            self._draw_outlined(painter, box)
        painter.setFont(self._font())
        painter.setPen(QColor(words))
        width, cap = self._widths()
        left = box.left() + max(2.0, (box.width() - width - cap) / 2)
        place = QRectF(left, 0, width + 2, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, flags | Qt.TextFlag.TextHideMnemonic, self.text())
        if self._keys:
            self._draw_cap(painter, place.right() + 8, words)

    def _draw_filled(self, painter: QPainter, box: QRectF) -> None:
        ink = theme().tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.accent))
        if not self.hasFocus():
            painter.drawRoundedRect(box, 5, 5)
            return
        painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), 3, 3)
        self._draw_ring(painter, box)

    def _draw_outlined(self, painter: QPainter, box: QRectF) -> None:
        ink = theme().tokens
        quiet = self.kind == "quiet"
        pressed = self.isDown() or self.isChecked() or (self.underMouse() and self.isEnabled())
        painter.setBrush(QColor(ink.accent_ground if pressed else ink.surface))
        line = QColor(ink.control if self.isEnabled() else ink.line)
        painter.setPen(Qt.PenStyle.NoPen if quiet else QPen(line, 1))
        if not quiet or pressed:
            painter.drawRoundedRect(box, 5, 5)
        self._draw_ring(painter, box)

    def _draw_ring(self, painter: QPainter, box: QRectF) -> None:
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme().tokens.accent), 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _draw_cap(self, painter: QPainter, left: float, words: str) -> None:
        font = self._cap_font()
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(self._keys) + 10, metrics.height() + 2
        box = QRectF(left, (self.height() - height) / 2, width, height)
        ink = theme().tokens
        filled = self.kind == "filled" and self.isEnabled()
        line = QColor(ink.on_accent) if filled else QColor(ink.line)
        if filled:
            line.setAlphaF(0.5)
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(font)
        painter.setPen(QColor(words if filled else ink.second))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _font(self) -> QFont:
        font = QFont(self.font())
        if self.kind == "link":
            font.setUnderline(True)
        else:
            font.setWeight(QFont.Weight.Medium)
        return font

    def _cap_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(6.0, font.pointSizeF() * 0.86))
        return font

    def _widths(self) -> tuple[float, float]:
        words = QFontMetricsF(self._font()).horizontalAdvance(self.text().replace("&", ""))
        if not self._keys:
            return words, 0.0
        return words, QFontMetricsF(self._cap_font()).horizontalAdvance(self._keys) + 20


def button(
    words: str,
    keys: str = "",
    kind: str = "plain",
    on: Callable[[], object] | None = None,
    accessible: str = "",
) -> KeyButton:
    """Make a button; ``accessible`` is its name where the words alone would not say what it does."""
    made = KeyButton(words, keys, kind)
    if accessible:
        made.setAccessibleName(accessible)
    if on is not None:
        made.clicked.connect(lambda _checked=False: on())
    return made


def explain(made: KeyButton) -> None:
    """Show beside a button why it is out of use."""
    QToolTip.showText(made.mapToGlobal(made.rect().bottomLeft()), made.reason, made)
