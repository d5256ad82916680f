"""What stands on every page of a paper: the marking, the foot with reference and fingerprint, and the margins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.graphics.barcode import qrencoder

from app.papers.flow import FIRM, Flow, pages, paint
from app.papers.shaping import Line, Span, break_lines, shape, shape_printed
from app.papers.tagging import A4, Described, Element, TaggedCanvas

MM = 72 / 25.4
MARGIN = 18 * MM
WIDTH = A4[0] - 2 * MARGIN
TOP, BOTTOM = A4[1] - 20 * MM, 33 * MM
SMALL, SMALL_LEADING = 8.0, 11.0
_FOOT_RULE = 27 * MM
_QR = 17 * MM
_MARKING = 10.0
_LOGO = (55 * MM, 12 * MM)
_MASK = 2

Squares = Sequence[tuple[float, float, float, float]]


@dataclass(frozen=True)
class Foot:
    """What the foot and head of each page say; ``code`` is what the QR code holds, ``logo`` the council's PNG."""

    marking: str
    reference: str
    copy: str
    fingerprint: str
    log_head: str
    dpo: str
    code: str
    logo: bytes = b""


def make_paper(fill: Callable[[Flow], None], foot: Foot, about: Described) -> bytes:
    """Lay out what ``fill`` writes, page by page, and give the tagged PDF.

    Two passes: the foot says how many pages there are. Raises ``MissingLetter`` when a letter cannot be drawn.
    """
    canvas = TaggedCanvas()
    marking = canvas.tree.add("P")
    flow = Flow(canvas.tree, MARGIN, WIDTH)
    fill(flow)
    laid = list(pages(flow.strips, TOP, BOTTOM))
    figure = canvas.tree.add("Figure")
    squares = _squares(foot.code, MARGIN + WIDTH - _QR, _FOOT_RULE - _QR - 2 * MM, _QR)
    for number, page in enumerate(laid, start=1):
        _draw_marking(canvas, foot.marking, marking if number == 1 else None)
        paint(canvas, page, MARGIN, WIDTH)
        _draw_foot(canvas, foot, number, len(laid))
        if number == 1:
            _draw_logo(canvas, foot.logo)
            _draw_code(canvas, foot, squares, figure)
        else:
            with canvas.artifact("Pagination"):
                canvas.squares(squares)
        canvas.end_page()
    return canvas.finished(about)


def _draw_marking(canvas: TaggedCanvas, marking: str, element: Element | None) -> None:
    """Draw the marking at the top: read out once, on the first page."""
    line = _one_line(marking, bold=True, size=_MARKING, width=WIDTH)
    x = (A4[0] - line.width * _MARKING / 1000) / 2
    with canvas.marked(element) if element is not None else canvas.artifact("Pagination"):
        canvas.draw_line(line, x, A4[1] - 14 * MM, _MARKING)


def _draw_foot(canvas: TaggedCanvas, foot: Foot, number: int, total: int) -> None:
    where = (
        f"{foot.reference} · {foot.copy} · page {number} of {total} · fingerprint {foot.fingerprint}"
        f" · log head {foot.log_head}"
    )
    room = WIDTH - _QR - 10
    asked = f"Questions about how we use information: {foot.dpo}"
    lines = [*_lines(where, room)[:2], *_lines(asked, room)[:2]]
    with canvas.artifact("Pagination"):
        canvas.rule(MARGIN, _FOOT_RULE, WIDTH, FIRM)
        y = _FOOT_RULE - SMALL_LEADING - 1
        for line in lines:
            canvas.draw_line(line, MARGIN, y, SMALL)
            y -= SMALL_LEADING
        marking = _one_line(foot.marking, bold=True, size=SMALL, width=room)
        canvas.draw_line(marking, MARGIN, y, SMALL)


def _draw_logo(canvas: TaggedCanvas, logo: bytes) -> None:
    """Draw the council's logo left of the marking, for the eye only: its name stands below in words."""
    if logo:
        with canvas.artifact("Pagination"):
            canvas.picture(logo, MARGIN, A4[1] - 18 * MM, *_LOGO)


def _draw_code(canvas: TaggedCanvas, foot: Foot, squares: Squares, figure: Element) -> None:
    """Draw the QR code as a figure with words; on later pages it is for the eye only."""
    x = MARGIN + WIDTH - _QR
    figure.alt = f"QR code that holds the reference and the fingerprint: {foot.code}"
    figure.box = (x, _FOOT_RULE - _QR - 2 * MM, x + _QR, _FOOT_RULE - 2 * MM)
    with canvas.marked(figure):
        canvas.squares(squares)


def _squares(text: str, x: float, y: float, size: float) -> Squares:
    """Give the dark squares of a QR code, those in a row joined, so that no hair lines show between them."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)  # any of the eight masks is readable; trying all takes longer than the page
    count = code.getModuleCount()
    side = size / count
    found = []
    for row in range(count):
        start = None
        for column in range(count + 1):
            dark = column < count and code.isDark(row, column)
            if dark and start is None:
                start = column
            if not dark and start is not None:
                found.append((x + start * side, y + (count - 1 - row) * side, (column - start) * side, side))
                start = None
    return found


def _lines(text: str, width: float) -> list[Line]:
    return break_lines(shape((Span(text),)), width / SMALL * 1000)


def _one_line(text: str, *, bold: bool, size: float, width: float) -> Line:
    return break_lines(shape_printed((Span(text, bold, printed=True),)), width / size * 1000)[0]
