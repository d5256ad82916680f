"""How names are made comparable: case, marks and punctuation folded away, for search and for linking only."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02b9\u0060\u00b4]")


def fold(text: str) -> str:
    """Fold a text to plain lower-case letters, figures and single blanks.

    ``Zoë O’Brien-Łukasz`` becomes ``zoe obrien lukasz``. Compatibility forms are composed first (NFKC), then every
    letter is written in Latin ones, which also folds ł ø đ ı ß (no built-in tokenizer does).
    """
    composed = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text))
    plain = anyascii(_APOSTROPHES.sub("", composed)).lower()
    plain = _APOSTROPHES.sub("", plain)
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def words(text: str) -> tuple[str, ...]:
    """Give the folded words of a text, in their order."""
    return tuple(fold(text).split())
