"""How do the fonts of a paper travel inside it? Subsets with a code for each sign and the letters it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf
import uharfbuzz

from app.papers.fonts import Face

#: What a PDF reader does not need of a font once every sign is placed.
_LEFT_OUT = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "name",
    "OS/2",
    "gasp",
    "cmap",
    "vhea",
    "vmtx",
    "DSIG",
    "meta",
    "STAT",
)
_BLOCK = 100
_NOTHING = (
    "\u200b"  # a sign that stands for no letter of its own must still say something: a blank without width
)


@dataclass
class UsedFont:
    """The signs of one font used in one paper, in order of first use; their place from 1 is their code.

    ``codes`` maps a sign and the letters it stands for to the code as it stands in a page's text.
    """

    face: Face
    resource: str
    codes: dict[tuple[int, str], str] = field(default_factory=dict)

    def code(self, glyph: int, letters: str) -> str:
        """Give the code of a sign that stands for these letters: four hexadecimal figures."""
        key = (glyph, letters)
        return self.codes.get(key) or self.codes.setdefault(key, f"{len(self.codes) + 1:04X}")


class FontBook:
    """The fonts of one paper. The same texts in the same order give the same codes, whatever was made before."""

    def __init__(self) -> None:
        self._used: dict[str, UsedFont] = {}

    def of(self, face: Face) -> UsedFont:
        """Give what is used of a font, under its name on the page."""
        used = self._used.get(face.name)
        if used is None:
            used = self._used[face.name] = UsedFont(face, f"T{len(self._used) + 1}")
        return used

    def write(self, pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        """Put the fonts into a PDF; give the font dictionary of its pages."""
        fonts = {f"/{used.resource}": pdf.make_indirect(_font(pdf, used)) for used in self._used.values()}
        return pikepdf.Dictionary(fonts)


def _font(pdf: pikepdf.Pdf, used: UsedFont) -> pikepdf.Dictionary:
    face = used.face
    name = pikepdf.Name(f"/{_tag(used.resource)}+{face.name}")
    data, placed = _subset(face, {glyph for glyph, _ in used.codes})
    to_glyph = b"\x00\x00" + b"".join(placed[glyph].to_bytes(2, "big") for glyph, _ in used.codes)
    widths = [round(face.width(glyph), 3) for glyph, _ in used.codes]
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=pikepdf.Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, face, name, data)),
        DW=1000,
        W=pikepdf.Array([1, pikepdf.Array(widths)]),
        CIDToGIDMap=pdf.make_stream(to_glyph),
    )
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=name,
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=pikepdf.Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(_to_unicode([letters for _, letters in used.codes])),
    )


def _tag(resource: str) -> str:
    """Make the six capitals that mark a font as a subset."""
    number = int(resource[1:])
    return "DESK" + chr(65 + number // 26) + chr(65 + number % 26)


def _subset(face: Face, glyphs: set[int]) -> tuple[bytes, Any]:
    """Cut a font down to some signs; give its bytes and where each sign stands now."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode(), "big") for tag in _LEFT_OUT)
    plan = uharfbuzz.SubsetPlan(face.blob_face, wanted)
    placed = dict(plan.old_to_new_glyph_mapping.items())
    return bytes(plan.execute().blob.data), placed


def _descriptor(pdf: pikepdf.Pdf, face: Face, name: pikepdf.Name, data: bytes) -> pikepdf.Dictionary:
    head = bytes(face.blob_face.reference_table("head").data)
    box = [int.from_bytes(head[at : at + 2], "big", signed=True) for at in range(36, 44, 2)]
    extents = face.shaper.get_font_extents("ltr")
    file = pdf.make_stream(data)
    file.Length1 = len(data)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=name,
        Flags=4,  # symbolic: its codes are its own
        FontBBox=pikepdf.Array([round(side * face.scale) for side in box]),
        ItalicAngle=0,
        Ascent=round(extents.ascender * face.scale),
        Descent=round(extents.descender * face.scale),
        CapHeight=round(0.7 * 1000),
        StemV=140 if "Bold" in face.name else 80,
        FontFile2=file,
    )


def _to_unicode(letters: list[str]) -> bytes:
    """Write the map from codes to letters; right for signs that stand for several, and above U+FFFF."""
    rows = [
        f"<{code:04X}> <{(text or _NOTHING).encode('utf-16-be').hex().upper()}>"
        for code, text in enumerate(letters, start=1)
    ]
    blocks = [rows[at : at + _BLOCK] for at in range(0, len(rows), _BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
