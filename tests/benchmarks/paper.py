"""The referral, beside ReportLab alone setting the same words in the same font on as many pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.papers.referral import referral
from resources import FOLDER
from tests.app.papers.frozen import COPY, a_frozen
from tests.benchmarks.measuring import Measure, in_turn

Line = tuple[float, float, float, str]


def printing(size: str) -> Measure:
    """Measure a referral of five items; both have been made once before, so that fonts are loaded."""
    frozen = a_frozen()
    copy = {**COPY, "fingerprint": "0123456789abcdef" * 4}
    paper = referral(frozen, copy)
    pages = lines_of(paper)
    bare_page(pages)
    ours, plain = in_turn(lambda: referral(frozen, copy), lambda: bare_page(pages), runs=15)
    words = sum(len(line[3].split()) for page in pages for line in page)
    note = f"{len(pages)} pages, {words} words; ours is tagged, shaped, in one order and the same bytes each time"
    return Measure("referral", size, ours, plain, 4.0, note)


def bare_page(pages: Sequence[Sequence[Line]]) -> bytes:
    """Draw lines that are broken already where they stand, with the same font embedded; untagged."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, invariant=1)
    for page in pages:
        for x, y, height, text in page:
            canvas.setFont(_font(), height)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def _font() -> str:
    """Load the font once, as ours is loaded once."""
    pdfmetrics.registerFont(TTFont("Bare", str(FOLDER / "fonts/inter/Inter-Regular.ttf")))
    return "Bare"


def lines_of(paper: bytes) -> list[list[Line]]:
    """Give the words of a paper line by line with their places, read back from it."""
    document = pypdfium2.PdfDocument(paper)
    pages = []
    for page in document:
        text = page.get_textpage()
        lines: list[Line] = []
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            words = text.get_text_bounded(left, bottom, right, top)
            lines.append((left, bottom, max(7.0, top - bottom), " ".join(words.split())))
        pages.append([line for line in lines if line[3]])
    document.close()
    return pages
