"""How does the council's logo get into a paper: as plain dots on white, the same bytes each time."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from PIL import Image, UnidentifiedImageError

#: What a page calls its picture.
PICTURE = "Im1"


@dataclass(frozen=True)
class Picture:
    """A picture as rows of red, green and blue, eight bits each."""

    width: int
    height: int
    dots: bytes

    def within(self, width: float, height: float) -> tuple[float, float]:
        """Give how large it is drawn in a box, in its own proportions."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale

    def write(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """Write it into a paper."""
        stream = pdf.make_stream(self.dots)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height = self.width, self.height
        stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        return pdf.make_indirect(stream)


def read_picture(png: bytes) -> Picture | None:
    """Read a PNG and lay it on white; nothing where it cannot be read."""
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as opened:
            seen = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    white = Image.new("RGBA", seen.size, "white")
    flat = Image.alpha_composite(white, seen).convert("RGB")
    return Picture(flat.width, flat.height, flat.tobytes())
