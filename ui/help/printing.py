"""The guide as a document: a page with the words of its place, and how it reaches a printer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from app.help import GuidePage

#: Body text on paper, in points.
ON_PAPER = 11.0
MARGIN = 18.0
#: Signs that Markdown would read as its own.
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


def with_lead(page: GuidePage, lead: str) -> str:
    """Give a page's Markdown with what its place says of itself below the title."""
    first, _, rest = page.text.partition("\n")
    return f"{first}\n\n{lead.translate(_SIGNS)}\n{rest}" if lead else page.text


def document_of(pages: Iterable[GuidePage], leads: Mapping[str, str]) -> QTextDocument:
    """Make one document of pages of the guide, in print size."""
    document = QTextDocument()
    font = QFont("Inter")
    font.setPointSizeF(ON_PAPER)
    document.setDefaultFont(font)
    document.setMarkdown("\n\n".join(with_lead(page, leads.get(page.key, "")) for page in pages))
    return document


def print_pages(pages: Iterable[GuidePage], leads: Mapping[str, str], printer: QPrinter) -> None:
    """Print pages of the guide on A4; the job is called by the guide and by nothing else."""
    printer.setDocName("Guide to MASH Desk")
    around = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            around,
            QPageLayout.Unit.Millimeter,
        )
    )
    document_of(pages, leads).print_(printer)
