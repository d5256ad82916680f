"""Which font has each letter of a text? A chain of embedded fonts, and a stop that names what none of them has."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import uharfbuzz
from fontTools import unicodedata as scripts

from app.errors import DeskError
from resources import FOLDER, data

#: Joiners and direction signs never choose a font: the Arabic file lacks some of them and shapes rightly without.
CONTROLS = frozenset("\u200c\u200d\u200e\u200f\u2060\u061c\ufe0e\ufe0f")
#: What a script's own Noto file is called, where its name is not that of Unicode's script code.
SCRIPT_FILES = {
    "Adlm": "Adlam", "Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Cakm": "Chakma",
    "Deva": "Devanagari", "Ethi": "Ethiopic", "Geor": "Georgian", "Gujr": "Gujarati", "Guru": "Gurmukhi",
    "Hebr": "Hebrew", "Khmr": "Khmer", "Knda": "Kannada", "Laoo": "Lao", "Mlym": "Malayalam",
    "Mtei": "MeeteiMayek", "Mymr": "Myanmar", "Nkoo": "NKo", "Olck": "OlChiki", "Orya": "Oriya",
    "Sinh": "Sinhala", "Sylo": "SylotiNagri", "Syrc": "Syriac", "Taml": "Tamil", "Telu": "Telugu",
    "Tfng": "Tifinagh", "Thaa": "Thaana", "Thai": "Thai",
}  # fmt: skip
LAST_RESORT = ("droid/DroidSansFallback", "droid/DroidSansFallbackExtA", "dejavu/DejaVuSans")


class MissingLetter(DeskError):
    """A text holds a letter that no embedded font can draw; printing it would silently take it out of a name."""

    def __init__(self, letters: str) -> None:
        named = " ".join(f"U+{ord(letter):04X}" for letter in letters)
        super().__init__(
            f"No font of the desk has the letter {named}.",
            kept="No paper was made; the decision stands as it was frozen.",
            next_step="Record the word in Latin letters, choose that, and decide a new share.",
        )


@dataclass(frozen=True)
class Face:
    """One font file, loaded once: its letters and what is needed to shape and embed it. Widths are thousandths."""

    name: str
    shaper: Any
    blob_face: Any
    letters: frozenset[int]

    @cached_property
    def scale(self) -> float:
        """Thousandths of the font size in one unit of the font."""
        return 1000 / float(self.blob_face.upem)

    @cached_property
    def one_sign(self) -> dict[int, str]:
        """The Arabic or Hebrew presentation form that a glyph is, by glyph: one sign for two joined letters."""
        forms = (code for code in range(0xFB1D, 0xFEFD) if code in self.letters)
        return {self.shaper.get_nominal_glyph(code): chr(code) for code in forms}

    @cached_property
    def _widths(self) -> dict[int, float]:
        return {}

    def width(self, glyph: int) -> float:
        """Give the width of a glyph by itself."""
        known = self._widths.get(glyph)
        if known is None:
            known = self._widths[glyph] = float(self.shaper.get_glyph_h_advance(glyph)) * self.scale
        return known


@cache
def face(file: str) -> Face:
    """Load a font file of ``resources/fonts`` by folder and name, such as ``inter/Inter-Regular``."""
    blob_face = uharfbuzz.Face(uharfbuzz.Blob(data(f"fonts/{file}.ttf")))
    return Face(file.split("/")[-1], uharfbuzz.Font(blob_face), blob_face, frozenset(blob_face.unicodes))


@cache
def _weight(folder_and_stem: str, bold: bool) -> Face:
    """Give the bold file where there is one; a missing bold is never imitated."""
    heavy = f"{folder_and_stem}-Bold"
    if bold and (FOLDER / f"fonts/{heavy}.ttf").exists():
        return face(heavy)
    return face(f"{folder_and_stem}-Regular")


@cache
def script_of(letter: str) -> str:
    """Give the ISO 15924 code of a letter's script; Zyyy and Zinh belong to no one script."""
    return str(scripts.script(letter))


def first_face(bold: bool) -> Face:
    """Give the font that a text is set in as long as it has the letters."""
    return _weight("inter/Inter", bold)


def _chain(word: str, bold: bool) -> list[Face]:
    """Rank the fonts for a word: a free mark keeps Inter out, which lacks or misplaces many (fonts, rule 4)."""
    free_mark = any(unicodedata.category(c) == "Mn" and script_of(c) == "Zinh" for c in word)
    ranked = [] if free_mark else [first_face(bold)]
    ranked.append(_weight("noto/NotoSans", bold))
    for script in dict.fromkeys(script_of(c) for c in word):
        if script in SCRIPT_FILES:
            ranked.append(_weight(f"noto/NotoSans{SCRIPT_FILES[script]}", bold))
    return ranked + [face(file) for file in LAST_RESORT]


def _every_script() -> list[Face]:
    return [_weight(f"noto/NotoSans{name}", False) for name in SCRIPT_FILES.values()]


def faces_for(word: str, bold: bool) -> list[Face]:
    """Give the font of each character of a word: one for all of it where one has it all, else per letter with its marks.

    Raises ``MissingLetter`` naming the code points that no font has.
    """
    plain = first_face(bold)
    if word.isascii() and plain.letters.issuperset(map(ord, word)):
        return [plain] * len(word)
    ranked = _chain(word, bold)
    needed = {ord(c) for c in word if c not in CONTROLS}
    whole = next((f for f in ranked if needed <= f.letters), None)
    if whole is not None:
        return [whole] * len(word)
    found: list[Face] = []
    for part in _letters_with_marks(word):
        wanted = {ord(c) for c in part if c not in CONTROLS}
        have = [f for f in ranked if wanted <= f.letters] or [
            f for f in _every_script() if wanted <= f.letters
        ]
        if not have:
            raise MissingLetter(
                "".join(c for c in part if not any(ord(c) in f.letters for f in ranked)) or part
            )
        keeps = found and found[-1] in have and script_of(part[0]) in ("Zyyy", "Zinh")
        found += [found[-1] if keeps else have[0]] * len(part)
    return found


def _letters_with_marks(word: str) -> list[str]:
    parts: list[str] = []
    for char in word:
        if parts and (unicodedata.category(char)[0] == "M" or char in CONTROLS):
            parts[-1] += char
        else:
            parts.append(char)
    return parts
