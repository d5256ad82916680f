"""How does a copy reach a printer: page by page, each on a whole sheet of A4."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRect, QSize, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.errors import DeskError
from ui.papers.pages_view import each_page

PRINT_DOTS = 300.0


def a4_printer(job_title: str) -> QPrinter:
    """Give a printer set to whole sheets of A4, whose job is called by a reference and never by a name."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, job_title)
    return printer


def prepare(printer: QPrinter, job_title: str) -> None:
    """Set a printer to whole sheets of A4 and name its job: the paper has margins of its own."""
    printer.setDocName(job_title)
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
        )
    )


def draw_on(pdf: bytes, printer: QPrinter) -> int:
    """Draw the pages of a copy, each on a sheet of its own in its own proportions; give how many there were.

    Refused when the printer does not take them.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise _not_taken()
    count = 0
    for page in each_page(pdf, PRINT_DOTS):
        if count and not printer.newPage():
            painter.end()
            raise _not_taken()
        whole = painter.viewport()
        size = page.image.size().scaled(whole.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(_centred(size, whole), page.image)
        count += 1
    if not painter.end():
        raise _not_taken()
    return count


def _centred(size: QSize, whole: QRect) -> QRect:
    left, top = (whole.width() - size.width()) // 2, (whole.height() - size.height()) // 2
    return QRect(whole.left() + left, whole.top() + top, size.width(), size.height())


def _not_taken() -> DeskError:
    return DeskError(
        "The printer did not take the pages.",
        kept="The print register already says that this copy was printed; it was written first.",
        next_step="See to the printer and print the copy again; both times will stand in the register.",
    )
