"""The very pages of a copy, drawn as they will be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.parts import text
from ui.theme import theme

#: How wide an A4 page stands on the screen at the usual size of text, where there is room for it.
PAGE_WIDTH = 695


@dataclass(frozen=True)
class DrawnPage:
    """One page: its picture, and its text for whoever hears the preview instead of seeing it."""

    image: QImage
    words: str


def each_page(pdf: bytes, dots_per_inch: float) -> Iterator[DrawnPage]:
    """Draw the pages of a PDF one after another, at so many dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=dots_per_inch / 72, rev_byteorder=True, prefer_bgrx=True)
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            ).copy()
            yield DrawnPage(image, page.get_textpage().get_text_range())
            page.close()
    finally:
        document.close()


def all_pages(pdf: bytes, dots_per_inch: float) -> tuple[DrawnPage, ...]:
    """Draw every page of a PDF."""
    return tuple(each_page(pdf, dots_per_inch))


class PaperPage(QWidget):
    """One page as a sheet with a line around it; it grows with the text as far as its place is wide."""

    def __init__(self, page: DrawnPage, name: str) -> None:
        super().__init__()
        self.image = page.image
        self.setAccessibleName(name)
        self.setAccessibleDescription(page.words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the sheet in a width."""
        return self._sheet(width).height()

    def sizeHint(self) -> QSize:
        """Give the size of the sheet where there is room for it."""
        return self._sheet(theme().px(PAGE_WIDTH)).size()

    def minimumSizeHint(self) -> QSize:
        """Ask for next to nothing in width: the sheet shrinks."""
        return QSize(200, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet, its edge, and the focus around it."""
        painter, sheet = QPainter(self), self._sheet(self.width())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(sheet, self.image)
        ink = theme().tokens
        painter.setPen(QPen(QColor(ink.accent if self.hasFocus() else ink.line), 3 if self.hasFocus() else 1))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))

    def _sheet(self, width: int) -> QRect:
        wide = max(1, min(width, theme().px(PAGE_WIDTH)))
        return QRect(0, 0, wide, round(wide * self.image.height() / max(1, self.image.width())))


class PagesView(QWidget):
    """Pages one below another, each with its text for a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(14)
        self.sheets: tuple[PaperPage, ...] = ()
        self._shown: list[QWidget] = []

    def show_pages(self, pages: Iterable[DrawnPage]) -> None:
        """Show pages instead of those shown before."""
        self.clear()
        drawn = list(pages)
        names = [f"Page {number} of {len(drawn)}" for number in range(1, len(drawn) + 1)]
        self.sheets = tuple(PaperPage(page, name) for page, name in zip(drawn, names, strict=True))
        for sheet, name in zip(self.sheets, names, strict=True):
            for widget in (text(name, "second"), sheet):
                self._body.addWidget(widget)
                self._shown.append(widget)

    def clear(self) -> None:
        """Take the pages away."""
        for widget in self._shown:
            widget.hide()
            self._body.removeWidget(widget)
            widget.deleteLater()
        self._shown, self.sheets = [], ()
