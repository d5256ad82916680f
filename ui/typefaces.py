"""Which typefaces the screen is set in, so that every name of every child can be read."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from resources import FOLDER

#: What is there from the first window on; the scripts of the world follow when the first window stands.
FIRST = (
    "inter/Inter-Regular.ttf",
    "inter/Inter-SemiBold.ttf",
    "inter/Inter-Medium.ttf",
)
SCRIPTS = (
    "Arabic",
    "Bengali",
    "Devanagari",
    "Gurmukhi",
    "Gujarati",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Oriya",
    "Hebrew",
    "Ethiopic",
    "Armenian",
    "Georgian",
    "Thai",
    "Lao",
    "Khmer",
    "Myanmar",
    "Syriac",
    "Thaana",
    "NKo",
    "Adlam",
    "Tifinagh",
    "Chakma",
    "Syloti Nagri",
    "Ol Chiki",
    "Meetei Mayek",
)
CHAIN = [
    "Inter",
    "Noto Sans",
    *(f"Noto Sans {script}" for script in SCRIPTS),
    "Desk CJK",
    "Desk CJK Ext A",
    "DejaVu Sans",
]
#: A word with a mark that has no letter of its own is set in Noto Sans, which places all of them.
MARKED_CHAIN = ["Noto Sans", "Inter", *CHAIN[2:]]


@cache
def load_first() -> int:
    """Load the typeface of the first window; give how many files were loaded."""
    return sum(_load(FOLDER / "fonts" / name) for name in FIRST)


@cache
def load_rest() -> int:
    """Load the typefaces of the other scripts and the signs; give how many files were loaded."""
    files = sorted((FOLDER / "fonts").glob("*/*.ttf"))
    wanted = [path for path in files if "Tabular" not in path.name and "Italic" not in path.name]
    return sum(_load(path) for path in wanted if f"{path.parent.name}/{path.name}" not in FIRST)


def _load(path: Path) -> bool:
    return path.exists() and QFontDatabase.addApplicationFont(str(path)) >= 0


def screen_font(font: QFont, size: float) -> QFont:
    """Give a copy of a font with our chain of families and a size in points."""
    made = QFont(font)
    made.setFamilies(CHAIN)
    made.setPointSizeF(size)
    return made


def has_free_mark(text: str) -> bool:
    """Say whether a mark is left over after composing (NFC): such a name is set in Noto Sans."""
    return any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFC", text))


def tabular(font: QFont) -> QFont:
    """Give a copy of a font whose figures are all of one width, for columns."""
    made = QFont(font)
    made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made
