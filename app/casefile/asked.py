"""What is meant by what was typed: a reference of ours, a number, a postcode, or words in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.errors import RefusedInput
from app.folding import fold
from app.references import read_reference

_REFERENCE = re.compile(r"\bP[\s-]?[A-Z]{1,2}[0-9]{5,9}[\s-]?[A-HJ-NP-RT-Z]\b", re.IGNORECASE)
_UPN = re.compile(r"\b[A-HJ-NP-RT-Z](?:[\s-]?[0-9]){11}[\s-]?[0-9A-HJ-NP-RT-Z]\b", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"(?<![0-9])[0-9](?:[\s-]?[0-9]){9}(?![0-9])")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b", re.IGNORECASE)
_SECTOR = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s+([0-9])(?=\s*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to look for: folded texts, any of which may stand at the beginning of a word that is kept.

    A text of several words is a row of neighbours, as ``qx4 1ab`` beside ``qx41ab``.
    """

    ways: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The piece for the full-text index, whole words only."""
        return self._expression("")

    @property
    def beginning(self) -> str:
        """The piece for the full-text index, where the last word may go on."""
        return self._expression("*")

    def _expression(self, end: str) -> str:
        joined = " OR ".join(f'"{way}"{end}' for way in self.ways)
        return joined if len(self.ways) == 1 else f"({joined})"

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The beginnings of words that are looked for, each with a blank before it."""
        return tuple([f" {way}" for way in self.ways])

    def mark(self, padded: str) -> int:
        """Say how a folded text with a blank at both ends fits: 2 by a whole word, 1 by a word's beginning, 0 not."""
        for way in self.ways:
            if f" {way} " in padded:
                return 2
        for way in self.ways:
            if f" {way}" in padded:
                return 1
        return 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, taken apart: references of ours in full form, and pieces to be found in what is said."""

    references: tuple[str, ...]
    pieces: tuple[Piece, ...]


def what_was_asked(text: str) -> Asked:
    """Take a typed text apart; an empty text asks for nothing.

    A reference of ours counts only when its check letter holds; what merely looks like one is looked for as a word.
    """
    references: list[str] = []
    pieces: list[Piece] = []

    def reference(match: re.Match[str]) -> str:
        try:
            references.append(read_reference(match.group()))
        except RefusedInput:
            return match.group()
        return " "

    def number(match: re.Match[str]) -> str:
        pieces.append(_joined_or_apart(match.group()))
        return " "

    def postcode(match: re.Match[str]) -> str:
        pieces.append(_joined_or_apart(f"{match.group(1)} {match.group(2)}"))
        return " "

    rest = _REFERENCE.sub(reference, text)
    for shape, take in ((_UPN, number), (_TEN_DIGITS, number), (_POSTCODE, postcode), (_SECTOR, postcode)):
        rest = shape.sub(take, rest)
    words = [Piece((word,)) for word in fold(rest).split()]
    return Asked(tuple(dict.fromkeys(references)), tuple(dict.fromkeys([*pieces, *words])))


def _joined_or_apart(given: str) -> Piece:
    apart = fold(given)
    return Piece(tuple(dict.fromkeys((apart.replace(" ", ""), apart))))
