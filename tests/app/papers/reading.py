"""Reads a paper back as a screen reader, a searcher and a snooper would: tree, text, streams, metadata."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2

_ROW = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")


@dataclass
class Node:
    """An element as it was read: its role, its own attributes and its children."""

    role: str
    attributes: dict[str, Any]
    children: list[Node] = field(default_factory=list)
    said: str = ""

    def text(self) -> str:
        """Give what the element reads as: its own replacement, else its marks and children in order."""
        return str(
            self.attributes.get("/ActualText") or self.said + " ".join(c.text() for c in self.children)
        )

    def walk(self) -> Iterator[Node]:
        """Give this element and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def letters_of(font: Any) -> dict[int, str]:
    """Give what each code of a font stands for."""
    rows = _ROW.findall(font.ToUnicode.read_bytes().decode("ascii"))
    return {int(code, 16): bytes.fromhex(said).decode("utf-16-be") for code, said in rows}


class _Page:
    """Follows a page's operators: which mark is open, what stands in it."""

    def __init__(self, fonts: dict[str, dict[int, str]]) -> None:
        self.marks: dict[int, str] = {}
        self.artifacts: list[str] = []
        self._fonts = fonts
        self._font: dict[int, str] = {}
        self._open: list[tuple[str, Any]] = []

    def take(self, name: str, operands: Any) -> None:
        if name == "BDC":
            self._begin(str(operands[0]), operands[1])
        elif name == "EMC":
            self._open.pop()
        elif name == "Tf":
            self._font = self._fonts[str(operands[0])]
        elif name in ("TJ", "Tj", "re", "f", "S", "m", "l"):
            assert self._open, f"{name} outside any mark"
            if name == "TJ":
                self._say(operands[0])

    def _begin(self, role: str, about: Any) -> None:
        self._open.append((role, about))
        if role == "/Span":
            self._add(str(about["/ActualText"]))
        elif role != "/Artifact":
            self.marks.setdefault(int(about["/MCID"]), "")

    def _say(self, parts: Any) -> None:
        codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        said = "".join(
            self._font[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2)
        )
        if self._open[-1][0] != "/Span":
            self._add(said)

    def _add(self, said: str) -> None:
        role, about = self._open[0]
        if role == "/Artifact":
            self.artifacts.append(said)
        else:
            self.marks[int(about["/MCID"])] += said


def marks_of(page: Any) -> tuple[dict[int, str], str]:
    """Give the text of each mark of a page, and the text in artifacts. Fails on a drawing that is in neither."""
    fonts = {name: letters_of(font) for name, font in page.obj.Resources.Font.items()}
    read = _Page(fonts)
    for instruction in pikepdf.parse_content_stream(page):
        read.take(str(instruction.operator), instruction.operands)
    return read.marks, "".join(read.artifacts)


def tree_of(pdf: pikepdf.Pdf) -> Node:
    """Read the structure tree with its text; check on the way that the parent tree says the same."""
    marks = [marks_of(page)[0] for page in pdf.pages]
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    flat = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(flat[at]): flat[at + 1] for at in range(0, len(flat), 2)}

    def read(element: Any) -> Node:
        attributes = {key: element[key] for key in ("/Alt", "/ActualText", "/Lang", "/A") if key in element}
        node = Node(str(element.S), attributes)
        for kid in element.K:
            if "/MCID" in kid:
                page = numbers[kid.Pg.objgen]
                assert parents[page][int(kid.MCID)].objgen == element.objgen
                node.said += marks[page].pop(int(kid.MCID))
            else:
                assert kid.P.objgen == element.objgen
                node.children.append(read(kid))
        return node

    root = read(pdf.Root.StructTreeRoot.K[0])
    assert not any(marks), "marks that no element owns"
    return root


def opened(paper: bytes) -> pikepdf.Pdf:
    """Open a paper."""
    return pikepdf.open(io.BytesIO(paper))


def words_in(text: str) -> list[str]:
    """Part a text into words."""
    return text.replace("\u200b", "").split()


def everything_in(paper: bytes) -> str:
    """Gather all that can be got out of a paper: raw bytes, every string and stream, tags, metadata, extracted text."""
    found = [paper.decode("latin-1")]
    with opened(paper) as pdf:
        for thing in pdf.objects:
            found += _strings(thing)
            if isinstance(thing, pikepdf.Stream):
                found.append(thing.read_bytes().decode("latin-1"))
        found += [tree_of(pdf).text(), *(marks_of(page)[1] for page in pdf.pages)]
        found += [str(node.attributes) for node in tree_of(pdf).walk()]
    found.append(extracted(paper))
    return "\n".join(found)


def _strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in thing.keys():  # noqa: SIM118 (a stream is no mapping)
            if key != "/P" and key != "/Parent" and key != "/Pg":
                part = thing[key]
                yield from () if getattr(part, "is_indirect", False) else _strings(part)
    elif isinstance(thing, pikepdf.Array):
        for part in thing:
            yield from _strings(part)


def extracted(paper: bytes) -> str:
    """Give the text that a searcher gets."""
    document = pypdfium2.PdfDocument(paper)
    try:
        return "\n".join(
            document[number].get_textpage().get_text_bounded() for number in range(len(document))
        )
    finally:
        document.close()
