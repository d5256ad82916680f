"""How is a page drawn so that a screen reader can read it? Every mark belongs to an element of the paper's tree, or to none.

The structure is that of PDF/UA-1 (ISO 14289-1): a tree of elements from Document down, marked content on the pages, a
parent tree back, a title and a language, and artifacts for what only the eye needs.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from app.papers.embedding import FontBook, UsedFont
from app.papers.picturing import PICTURE, Picture, read_picture
from app.papers.shaping import Cluster, Line

A4 = (595.276, 841.89)
PRODUCER = "MASH Desk"
#: A cell without a word is still a cell of its row.
_KEPT_EMPTY = ("TR", "TH", "TD")


@dataclass(eq=False)
class Element:
    """One element of the structure tree, with its children in reading order: elements, or marks as (page, id)."""

    role: str
    children: list[Element | tuple[int, int]] = field(default_factory=list)
    alt: str = ""
    reads_as: str = ""
    language: str = ""
    scope: str = ""
    columns: int = 1
    box: tuple[float, float, float, float] | None = None

    def add(self, role: str, *, scope: str = "", columns: int = 1) -> Element:
        """Give a new last child."""
        child = Element(role, scope=scope, columns=columns)
        self.children.append(child)
        return child


@dataclass(frozen=True)
class Described:
    """What a paper says of itself: never a person's name."""

    title: str
    author: str
    made_at: datetime
    language: str = "en-GB"


class TaggedCanvas(Canvas):
    """A canvas on which nothing can be drawn but inside ``marked`` (an element) or ``artifact`` (for the eye only)."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        super().__init__(self._file, pagesize=A4, pageCompression=0, invariant=1)
        self.tree = Element("Document")
        self.fonts = FontBook()
        self._owners: list[list[Element]] = [[]]
        self._open = False
        self._picture: Picture | None = None

    def _make_preamble(self) -> None:
        self._preamble = ""  # the library's own would name a font that is not embedded

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """Draw what belongs to an element."""
        page = len(self._owners) - 1
        number = len(self._owners[page])
        self._owners[page].append(element)
        element.children.append((page, number))
        with self._opened(f"/{element.role} <</MCID {number}>> BDC"):
            yield

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """Draw what a screen reader passes over: ``Layout`` for rules and boxes, ``Pagination`` for head and foot."""
        with self._opened(f"/Artifact <</Type /{kind}>> BDC"):
            yield

    @contextmanager
    def _opened(self, begin: str) -> Iterator[None]:
        if self._open:
            raise RuntimeError("marked content does not nest")
        self._open = True
        self._code.append(begin)
        yield
        self._code.append("EMC")
        self._open = False

    def draw_line(self, line: Line, x: float, y: float, size: float) -> None:
        """Draw a line of shaped text with its left end at x and its baseline at y, in points."""
        if not self._open:
            raise RuntimeError("text must be drawn inside an element or an artifact")
        for run in _same_way(line.clusters):
            x = self._draw_run(run, x, y, size)

    def _draw_run(self, run: list[Cluster], x: float, y: float, size: float) -> float:
        """Draw clusters of one font and direction; what is no plain letter says what it reads as.

        Right-to-left runs do not: readers turn such a text round. Their paragraph's element says it.
        """
        used = self.fonts.of(run[0].face)
        if all(cluster.plain for cluster in run):
            codes = [
                f"{used.code(*_sign(cluster))}> {cluster.tighter:g} <"
                if cluster.tighter
                else used.code(*_sign(cluster))
                for cluster in run
            ]
            place = f"/{used.resource} {size:g} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm"
            self._code.append(f"BT {place} [<{''.join(codes)}>] TJ ET")
            return x + sum(cluster.advance for cluster in run) * size / 1000
        body, end = _placed_one_by_one(used, run, x, y, size)
        if run[0].level % 2 == 0:
            said = "".join(cluster.text for cluster in run)
            body = f"/Span <</ActualText <FEFF{said.encode('utf-16-be').hex().upper()}>>> BDC {body} EMC"
        self._code.append(body)
        return end

    def rule(self, x: float, y: float, width: float, weight: float) -> None:
        """Draw a thin level line; call it inside an artifact."""
        self._code.append(f"{weight:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def outline_box(self, x: float, y: float, width: float, height: float, weight: float) -> None:
        """Draw an empty box from its lower left corner; call it inside an artifact."""
        self._code.append(f"{weight:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def squares(self, places: Iterable[tuple[float, float, float, float]]) -> None:
        """Fill rectangles (x, y, width, height)."""
        self._code.append(" ".join(f"{x:.3f} {y:.3f} {w:.3f} {h:.3f} re" for x, y, w, h in places) + " f")

    def picture(self, png: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw a PNG in its own proportions within a box, from the box's lower left corner; one a paper.

        One that cannot be read is left out: no picture keeps a paper from leaving.
        """
        self._picture = read_picture(png)
        if self._picture is not None:
            wide, high = self._picture.within(width, height)
            self._code.append(f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {y:.2f} cm /{PICTURE} Do Q")

    def end_page(self) -> None:
        """End a page and begin the next."""
        if self._open:
            raise RuntimeError("a page ended inside marked content")
        self.showPage()
        self._owners.append([])

    def finished(self, about: Described) -> bytes:
        """Give the paper as a PDF: fonts embedded, tree written, packed. The same drawing gives the same bytes."""
        with pikepdf.open(io.BytesIO(self.getpdfdata())) as pdf:
            fonts = pdf.make_indirect(self.fonts.write(pdf))
            for number, page in enumerate(pdf.pages):
                page.obj.Resources = pikepdf.Dictionary(Font=fonts)
                if number == 0 and self._picture is not None:
                    page.obj.Resources.XObject = pikepdf.Dictionary({f"/{PICTURE}": self._picture.write(pdf)})
                page.obj.StructParents = number
                page.obj.Tabs = pikepdf.Name.S
                if "/Trans" in page.obj:
                    del page.obj["/Trans"]
            pdf.Root.StructTreeRoot = _write_tree(pdf, self.tree, self._owners)
            _describe(pdf, about)
            out = io.BytesIO()
            pdf.save(
                out,
                static_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                min_version="1.7",
            )
        return out.getvalue()


def page_count(pdf: bytes) -> int:
    """Count the pages of a paper."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _same_way(clusters: tuple[Cluster, ...]) -> Iterator[list[Cluster]]:
    """Part a line into runs of one font and direction."""
    run: list[Cluster] = []
    for cluster in clusters:
        if run and (cluster.face is not run[0].face or cluster.level != run[0].level):
            yield run
            run = []
        run.append(cluster)
    if run:
        yield run


def _sign(cluster: Cluster) -> tuple[int, str]:
    glyph = cluster.glyphs[0]
    return glyph.number, glyph.letters


def _placed_one_by_one(
    used: UsedFont, run: list[Cluster], x: float, y: float, size: float
) -> tuple[str, float]:
    """Write a text object in which every sign has its own place; give it and where the pen ends."""
    scale = size / 1000
    parts = [f"BT /{used.resource} {size:g} Tf"]
    for cluster in run:
        for glyph in cluster.glyphs:
            place = f"1 0 0 1 {x + glyph.right * scale:.3f} {y + glyph.up * scale:.3f} Tm"
            parts.append(f"{place} [<{used.code(glyph.number, glyph.letters)}>] TJ")
            x += glyph.advance * scale
    return " ".join([*parts, "ET"]), x


def _write_tree(pdf: pikepdf.Pdf, tree: Element, owners: list[list[Element]]) -> pikepdf.Object:
    """Write the structure tree and, for each page, which element owns each mark."""
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    written: dict[int, pikepdf.Object] = {}
    _write_element(pdf, tree, root, written)
    numbers = pikepdf.Array()
    for number, page_owners in enumerate(owners[: len(pdf.pages)]):
        numbers.append(number)
        numbers.append(pdf.make_indirect(pikepdf.Array([written[id(owner)] for owner in page_owners])))
    root.K = pikepdf.Array([written[id(tree)]])
    root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(pdf.pages)
    return root


def _write_element(
    pdf: pikepdf.Pdf, element: Element, parent: pikepdf.Object, written: dict[int, pikepdf.Object]
) -> pikepdf.Object:
    here = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{element.role}"), P=parent)
    )
    written[id(element)] = here
    for name, value in (
        ("/Alt", element.alt),
        ("/ActualText", element.reads_as),
        ("/Lang", element.language),
    ):
        if value:
            here[name] = pikepdf.String(value)
    attributes = _attributes(element)
    if attributes:
        here.A = attributes
    kids = pikepdf.Array()
    for child in element.children:
        if isinstance(child, Element):
            if child.children or child.role in _KEPT_EMPTY:
                kids.append(_write_element(pdf, child, here, written))
        else:
            page, number = child
            kids.append(pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=pdf.pages[page].obj, MCID=number))
    here.K = kids
    return here


def _attributes(element: Element) -> pikepdf.Dictionary | None:
    if element.box is not None:
        return pikepdf.Dictionary(
            O=pikepdf.Name.Layout, BBox=pikepdf.Array([round(side, 2) for side in element.box])
        )
    if not element.scope and element.columns == 1:
        return None
    attributes = pikepdf.Dictionary(O=pikepdf.Name.Table)
    if element.scope:
        attributes.Scope = pikepdf.Name(f"/{element.scope}")
    if element.columns > 1:
        attributes.ColSpan = element.columns
    return attributes


def _describe(pdf: pikepdf.Pdf, about: Described) -> None:
    """Write what the paper is, for readers and for the machine that files it."""
    root = pdf.Root
    root.Lang = pikepdf.String(about.language)
    root.MarkInfo = pikepdf.Dictionary(Marked=True)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    root.PageMode = pikepdf.Name.UseNone
    if "/Outlines" in root:
        del root["/Outlines"]
    metadata = pdf.make_stream(_xmp(about))
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    root.Metadata = metadata
    made = about.made_at.strftime("D:%Y%m%d%H%M%SZ")
    pdf.trailer.Info = pdf.make_indirect(
        pikepdf.Dictionary(
            Title=pikepdf.String(about.title),
            Author=pikepdf.String(about.author),
            Producer=pikepdf.String(PRODUCER),
            CreationDate=pikepdf.String(made),
            ModDate=pikepdf.String(made),
        )
    )


def _xmp(about: Described) -> bytes:
    made = about.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    title, author = escape(about.title), escape(about.author)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:language><rdf:Bag><rdf:li>{about.language}</rdf:li></rdf:Bag></dc:language>"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
        f"<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
