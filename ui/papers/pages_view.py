"""The very pages of a copy, drawn as they will be printed."""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.parts import text


def page_images(pdf: bytes, dots_per_inch: float) -> tuple[QImage, ...]:
    """Draw every page of a PDF as a picture of its own, at so many dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        images = []
        for page in document:
            bitmap = page.render(scale=dots_per_inch / 72, rev_byteorder=True, prefer_bgrx=True)
            made = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            )
            images.append(made.copy())
            page.close()
        return tuple(images)
    finally:
        document.close()


def page_words(pdf: bytes) -> tuple[str, ...]:
    """Give the text of every page, for whoever hears the preview instead of seeing it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


class PagesView(QWidget):
    """Pages one below another, each with its text for a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(14)
        self._labels: list[QWidget] = []

    def show_pages(self, images: Iterable[QImage], words: Iterable[str]) -> None:
        """Show pages; ``words`` are their texts in the same order."""
        self.clear()
        pages = list(zip(images, words, strict=True))
        for number, (image, said) in enumerate(pages, start=1):
            note = text(f"Page {number} of {len(pages)}", "second")
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(image))
            page.setAlignment(Qt.AlignmentFlag.AlignLeft)
            page.setObjectName("paper")
            page.setAccessibleName(f"Page {number} of {len(pages)}")
            page.setAccessibleDescription(said)
            page.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            for widget in (note, page):
                self._body.addWidget(widget)
                self._labels.append(widget)

    def clear(self) -> None:
        """Take the pages away."""
        for widget in self._labels:
            widget.hide()
            self._body.removeWidget(widget)
            widget.deleteLater()
        self._labels = []
