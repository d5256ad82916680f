"""How do paragraphs and tables run over pages? As strips of one line each, with what must stay together together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from app.papers.shaping import Line, Shaped, Span, break_lines, shape, shape_printed
from app.papers.tagging import Element, TaggedCanvas

BODY, NOTE, LEADING = 11.0, 9.5, 15.0
THIN, FIRM, STRONG = 0.4, 0.8, 1.6
#: A row of up to so many lines is never parted by the end of a page.
_KEPT_WHOLE = 6

Paragraph = tuple[Span, ...]


def say(text: str, *, bold: bool = False, small: bool = False) -> tuple[Paragraph, ...]:
    """Make paragraphs of a text, one for each of its lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    return tuple((Span(line.strip(), bold, small),) for line in lines)


def printed(words: str, *, bold: bool = True) -> tuple[Paragraph, ...]:
    """Make a paragraph of words that stand on the form itself: a heading, a label, the words for nothing."""
    return ((Span(words, bold, printed=True),),)


@dataclass(frozen=True)
class Field:
    """A label and what is recorded under it."""

    label: str
    said: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: its head and its share of the width."""

    head: str
    width: float


@dataclass(frozen=True)
class Part:
    """One line of one element, with its place across the page. ``cell`` is its place in the row."""

    element: Element
    line: Line
    x: float
    size: float
    cell: int


@dataclass(frozen=True)
class Strip:
    """What stands side by side on one line of the page; the smallest thing a page ends between."""

    height: float
    parts: tuple[Part, ...] = ()
    above: float = 0.0
    pad: float = 0.0
    keep: bool = False
    row: int = 0
    heads: tuple[Strip, ...] = ()
    box: int = 0
    rule_above: float = 0.0
    rule_below: float = 0.0


@dataclass(frozen=True)
class Placed:
    """A strip on its page; ``again`` marks a table's head that is shown once more."""

    strip: Strip
    top: float
    again: bool = False


@dataclass
class Flow:
    """Gathers a paper's content in reading order, then gives it page by page. All lengths are points."""

    tree: Element
    left: float
    width: float
    strips: list[Strip] = field(default_factory=list)
    _rows: int = 0
    _shaped: dict[Paragraph, Shaped] = field(default_factory=dict)
    _section: Element | None = None

    def _shape(self, paragraph: Paragraph) -> Shaped:
        """Shape a paragraph once, however often it stands on this paper."""
        if paragraph[0].printed and len(paragraph) == 1:
            return shape_printed(paragraph)
        if paragraph not in self._shaped:
            self._shaped[paragraph] = shape(paragraph)
        return self._shaped[paragraph]

    @property
    def _here(self) -> Element:
        return self._section if self._section is not None else self.tree

    def side_by_side(
        self, left: Sequence[tuple[str, str, float]], right: Sequence[str], share: float
    ) -> None:
        """Set lines (role, text, size) at the left and plain lines at the right, read from the left one on."""
        first = [
            part
            for role, text, size in left
            for part in self._lines(
                self.tree.add(role), say(text, bold=role == "H1"), 0, self.width * share, 0, size
            )
        ]
        start = self.width * share + 12
        second = [
            part
            for number, text in enumerate(right)
            for part in self._lines(
                self.tree.add("P"),
                say(text, bold=number == 0),
                start,
                self.width - start,
                1,
                BODY,
                right=True,
            )
        ]
        self._stack([first, second], keep_all=True)

    def heading(self, text: str) -> None:
        """Begin a section: its heading, with a rule under it, stays with what follows."""
        self._section = self.tree.add("Sect")
        element = self._section.add("H2")
        self._stack([self._lines(element, printed(text), 0, self.width, 0, BODY + 0.5)], keep_all=True)
        self._mend_last(keep=True, rule_below=FIRM, pad=4)
        self._mend_first_of_row(above=11)

    def heading_below(self, text: str) -> None:
        """Begin a part of a section."""
        element = self._here.add("H3")
        self._stack([self._lines(element, printed(text), 0, self.width, 0, BODY)], keep_all=True)
        self._mend_last(keep=True)
        self._mend_first_of_row(above=7)

    def paragraphs(self, said: Sequence[Paragraph]) -> None:
        """Set paragraphs over the whole width."""
        for paragraph in said:
            self._stack([self._lines(self._here.add("P"), (paragraph,), 0, self.width, 0, BODY)])
            self._mend_first_of_row(above=4)

    def boxed(self, said: Sequence[Paragraph]) -> None:
        """Set paragraphs in a box that stays whole where a page can hold it."""
        inset, box = 10.0, self._rows + 1
        holder = self._here.add("Div")
        for number, paragraph in enumerate(said):
            lines = self._lines(holder.add("P"), (paragraph,), inset, self.width - 2 * inset, 0, BODY)
            self._stack([lines], keep_all=True, box=box)
            last = number == len(said) - 1
            self._mend_last(keep=not last, pad=8 if last else 0)
            self._mend_first_of_row(above=12 if number == 0 else 0)

    def fields(self, fields: Sequence[Field]) -> None:
        """Set labels with their values: two to a line where both are short, over the whole width where one is not."""
        table, begun = self._here.add("Table"), len(self.strips)
        label, value = self.width * 0.2, self.width * 0.3
        short: list[Field] = []
        for one in fields:
            if not self._is_short(one, value):
                self._field_row(table, short, label, value)
                short = []
                self._field_row(table, [one], label, self.width - label)
                continue
            short.append(one)
            if len(short) == 2:
                self._field_row(table, short, label, value)
                short = []
        self._field_row(table, short, label, value)
        if begun and self.strips[begun - 1].heads:
            self.strips[begun] = replace(self.strips[begun], above=8)

    def _is_short(self, one: Field, width: float) -> bool:
        room = (width - 8) / BODY * 1000
        return len(one.said) == 1 and len(break_lines(self._shape(one.said[0]), room)) == 1

    def _field_row(self, table: Element, pair: list[Field], label: float, value: float) -> None:
        if not pair:
            return
        row, x = table.add("TR"), 0.0
        cells: list[list[Part]] = []
        for one in pair:
            head = row.add("TH", scope="Row")
            cells.append(self._lines(head, printed(one.label), x, label - 8, len(cells), BODY))
            told = row.add("TD", columns=3 if len(pair) == 1 else 1)
            cells.append(self._lines(told, one.said, x + label, value - 8, len(cells), BODY))
            x += label + value
        self._stack(cells)
        self._mend_first_of_row(above=2)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[tuple[Paragraph, ...]]]) -> None:
        """Set a table with thin rules; its head stands again on each page it runs to, and it stays one element."""
        table = self._here.add("Table")
        widths = [column.width / sum(c.width for c in columns) * self.width for column in columns]
        starts = [sum(widths[:at]) for at in range(len(widths))]
        row = table.add("TR")
        heads = [
            self._lines(row.add("TH", scope="Column"), printed(c.head), x, w - 8, at, BODY)
            for at, (c, x, w) in enumerate(zip(columns, starts, widths, strict=True))
        ]
        begun = len(self.strips)
        self._stack(heads, keep_all=True)
        self._mend_last(keep=True, rule_below=FIRM, pad=3)
        repeated = tuple(replace(strip, keep=True) for strip in self.strips[begun:])
        for said in rows:
            row = table.add("TR")
            cells = [
                self._lines(row.add("TD"), paragraphs, x, w - 8, at, BODY)
                for at, (paragraphs, x, w) in enumerate(zip(said, starts, widths, strict=True))
            ]
            self._stack(cells, heads=repeated)
            self._mend_last(rule_below=THIN, pad=3)
            self._mend_first_of_row(above=2)

    def _lines(
        self,
        element: Element,
        said: Sequence[Paragraph],
        x: float,
        width: float,
        cell: int,
        size: float,
        *,
        right: bool = False,
    ) -> list[Part]:
        """Break paragraphs to a width; more than one each get an element of their own."""
        parts: list[Part] = []
        for paragraph in said:
            shaped = self._shape(paragraph)
            drawn = NOTE if paragraph[0].small else size
            owner = element if len(said) == 1 else element.add("P")
            _name_the_script(owner, shaped)
            lines = break_lines(shaped, width / drawn * 1000)
            flush = right or (shaped.base == 1 and len(lines) > 1)
            for line in lines:
                shift = width - line.width * drawn / 1000 if flush else 0.0
                if shaped.base == 1 and line.clusters and line.clusters[0].text == " ":
                    shift -= (
                        line.clusters[0].advance * drawn / 1000
                    )  # the blank at the line's end hangs out at the left
                parts.append(Part(owner, line, self.left + x + shift, drawn, cell))
        return parts

    def _stack(
        self,
        cells: Sequence[Sequence[Part]],
        *,
        keep_all: bool = False,
        heads: tuple[Strip, ...] = (),
        box: int = 0,
    ) -> None:
        """Add the lines of cells as one row of strips."""
        self._rows += 1
        count = max((len(cell) for cell in cells), default=0)
        for at in range(max(count, 1)):
            parts = tuple(cell[at] for cell in cells if at < len(cell))
            whole = keep_all or count <= _KEPT_WHOLE
            keep = at < count - 1 and (whole or at == 0 or at == count - 2)
            height = max([LEADING, *(part.size * 1.3 for part in parts)])
            self.strips.append(Strip(height, parts, keep=keep, row=self._rows, heads=heads, box=box))

    def _mend_last(self, *, keep: bool = False, rule_below: float = 0.0, pad: float = 0.0) -> None:
        last = self.strips[-1]
        self.strips[-1] = replace(
            last, keep=keep or last.keep, rule_below=rule_below, pad=pad, height=last.height + pad
        )

    def _mend_first_of_row(self, *, above: float) -> None:
        at = next(at for at, strip in enumerate(self.strips) if strip.row == self._rows)
        self.strips[at] = replace(self.strips[at], above=above)


def _name_the_script(element: Element, shaped: Shaped) -> None:
    """Say what a paragraph reads as where drawn order is another, and in which script a screen reader meets it."""
    if shaped.turns:
        element.reads_as = shaped.text
    if shaped.script != "Latn":
        element.language = f"und-{shaped.script}"


def pages(strips: Sequence[Strip], top: float, bottom: float) -> Iterator[list[Placed]]:
    """Place strips on pages, from ``top`` down to ``bottom``; what is kept together moves on together if a page holds it."""
    page: list[Placed] = []
    y = top
    for group in _groups(strips):
        height = sum(strip.above + strip.height for strip in group)
        whole = height + sum(head.height for head in group[0].heads) <= top - bottom
        for number, strip in enumerate(group):
            needed = height if whole and number == 0 else strip.above + strip.height
            if page and not (whole and number) and y - needed < bottom:
                yield page
                page, y = [], top
                for head in strip.heads:
                    page.append(Placed(head, y, again=True))
                    y -= head.height
            y -= strip.above if page else 0
            page.append(Placed(strip, y))
            y -= strip.height
    if page:
        yield page


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group


def paint(canvas: TaggedCanvas, page: Sequence[Placed], left: float, width: float) -> None:
    """Draw one page: rules and boxes for the eye, then the text row by row and cell by cell."""
    with canvas.artifact():
        for placed in page:
            low = placed.top - placed.strip.height
            if placed.strip.rule_below:
                canvas.rule(left, low + placed.strip.pad / 2, width, placed.strip.rule_below)
        for box, inside in groupby(page, key=lambda placed: placed.strip.box):
            held = list(inside)
            if box:
                low = held[-1].top - held[-1].strip.height
                canvas.outline_box(left, low + 3, width, held[0].top - low + 2, FIRM)
    for _, row in groupby(page, key=lambda placed: (placed.strip.row, placed.again)):
        _paint_row(canvas, list(row))


def _paint_row(canvas: TaggedCanvas, row: list[Placed]) -> None:
    drawn = [(part, placed) for placed in row for part in placed.strip.parts]
    drawn.sort(key=lambda pair: pair[0].cell)
    for _, parts in groupby(drawn, key=lambda pair: id(pair[0].element)):
        held = list(parts)
        part, placed = held[0]
        with canvas.artifact("Pagination") if placed.again else canvas.marked(part.element):
            for part, placed in held:
                baseline = placed.top - (LEADING + part.size * 0.7) / 2
                canvas.draw_line(part.line, part.x, baseline, part.size)
