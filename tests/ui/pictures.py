"""How a widget is looked at in a test: a picture in any theme and size of text, and a search for words cut off."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from ui import typefaces
from ui.theme import theme

SMALLEST_SCREEN = (1366, 768)


@contextmanager
def dressed(scheme: str = "light", scale: float = 1.0) -> Iterator[None]:
    """Dress the program in a scheme and a size of text, and as before afterwards."""
    worn, size, palette = theme().scheme, theme().factor, QPalette(theme().system_palette)
    theme().wear(scheme, scale, black_palette() if scheme == "contrast" else None)
    try:
        yield
    finally:
        theme().wear(worn, size, palette if scheme == "contrast" else None)


def black_palette() -> QPalette:
    """Give a high-contrast palette such as Windows has: white on black, yellow where something is chosen."""
    made, role = QPalette(), QPalette.ColorRole
    for which in (role.Window, role.Base, role.Button, role.HighlightedText):
        made.setColor(which, QColor("#000000"))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(which, QColor("#ffffff"))
    made.setColor(role.Highlight, QColor("#ffff00"))
    return made


def take_picture(
    widget: QWidget,
    name: str,
    theme: str = "light",
    scale: float = 1.0,
    size: tuple[int, int] | None = SMALLEST_SCREEN,
) -> Path | None:
    """Draw a widget in a theme and size of text; write it to the folder that DESK_PICTURES names, if it names one.

    Themes: light, dark, contrast. With ``size`` None the widget keeps the size it asks for.
    """
    typefaces.load_rest()
    with dressed(theme, scale):
        _settle(widget, size)
        shot = widget.grab()
        folder = os.environ.get("DESK_PICTURES")
        if not folder or shot.isNull():
            return None
        Path(folder).mkdir(parents=True, exist_ok=True)
        path = Path(folder) / f"{name}-{theme}-{round(scale * 100)}.png"
        shot.save(str(path))
        return path


def cut_off(widget: QWidget, scale: float = 2.0, size: tuple[int, int] | None = SMALLEST_SCREEN) -> list[str]:
    """Name the words that do not fit their place at a size of text, and what is pushed out of its parent."""
    typefaces.load_rest()
    with dressed("light", scale):
        _settle(widget, size)
        return [found for part in _shown_parts(widget) if (found := _fault(part, widget))]


def _settle(widget: QWidget, size: tuple[int, int] | None) -> None:
    if not widget.isVisible():
        widget.show()
    for _turn in range(3):
        widget.resize(QSize(*size) if size is not None else widget.sizeHint())
        QApplication.processEvents()


def _shown_parts(widget: QWidget) -> list[QWidget]:
    return [part for part in widget.findChildren(QWidget) if part.isVisible() and part.width() > 0]


def _fault(part: QWidget, top: QWidget) -> str:
    words = _words(part)
    if not words:
        return ""
    if isinstance(part, QLabel):
        room = part.contentsRect()
        wanted = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
        if wanted > part.height() + 1 or (not part.wordWrap() and part.sizeHint().width() > part.width() + 1):
            return f"{words!r} needs {part.sizeHint().width()}x{wanted}, has {room.width()}x{part.height()}"
    elif isinstance(part, QAbstractButton):
        wanted_size = part.minimumSizeHint()
        if part.hasHeightForWidth():
            wanted_size.setHeight(part.heightForWidth(part.width()))
        if wanted_size.width() > part.width() + 1 or wanted_size.height() > part.height() + 1:
            return f"{words!r} needs {wanted_size.width()} px, has {part.width()}"
    elif part.sizeHint().height() > part.height() + 2:
        return f"{words!r} needs {part.sizeHint().height()} px in height, has {part.height()}"
    return "" if _inside(part, top) else f"{words!r} is pushed out of its place"


def _inside(part: QWidget, top: QWidget) -> bool:
    """Say whether a part lies within every parent; in something that scrolls only its width counts."""
    parent = part.parentWidget()
    while parent is not None and parent is not top.parentWidget():
        place = QRect(part.mapTo(parent, QPoint(0, 0)), part.size())
        if place.left() < -1 or place.right() > parent.width() + 1:
            return False
        if isinstance(parent.parentWidget(), QScrollArea):
            return True
        parent = parent.parentWidget()
    return True


def _words(part: QWidget) -> str:
    if isinstance(part, QLabel | QAbstractButton):
        return part.text()
    if isinstance(part, QLineEdit):
        return "" if isinstance(part.parentWidget(), QComboBox) else part.accessibleName() or part.text()
    return part.currentText() if isinstance(part, QComboBox) else ""
