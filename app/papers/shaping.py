"""How does a text in any script become lines? Shaped letter by letter, broken to a width, put in the order they are seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import uharfbuzz
from bidi import algorithm as uax9

from app.papers.fonts import CONTROLS, Face, MissingLetter, faces_for, first_face, script_of

#: Signs that would turn the order of a text round for the eye only, and blanks nobody sees: they do not go on paper.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u200b\ufff9-\ufffb]")
_BLANKS = re.compile(r"\s+")
#: Stands for a letter younger than Python's own tables when directions are found.
_UNKNOWN = "a"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph in one weight; a small one is a note, such as who says so.

    ``printed`` marks words of the form itself, the same on every paper; they are shaped once.
    """

    text: str
    bold: bool = False
    small: bool = False
    printed: bool = False


class Glyph(NamedTuple):
    """One drawn sign; places and widths are thousandths of the font size. ``letters`` is what it stands for."""

    number: int
    advance: float
    right: float
    up: float
    letters: str


class Cluster(NamedTuple):
    """A letter with what hangs on it, as it is drawn. Lines break between clusters, never inside one.

    A plain one is one sign for one letter, drawn where the pen is; ``tighter`` is how much less than the sign's own
    width the pen then moves on, in thousandths.
    """

    text: str
    face: Face
    level: int
    advance: float
    glyphs: tuple[Glyph, ...]
    plain: bool = False
    tighter: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line, from left to right as it is seen; ``width`` leaves the blank at its end out."""

    clusters: tuple[Cluster, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped paragraph in reading order; ``base`` is 1 when it runs from right to left."""

    text: str
    base: int
    clusters: tuple[Cluster, ...]

    @property
    def turns(self) -> bool:
        """Whether any of it runs from right to left, so that drawn order is not reading order."""
        return any(cluster.level % 2 for cluster in self.clusters)

    @property
    def script(self) -> str:
        """The script of its first letter that has one."""
        named = (script_of(c) for c in self.text)
        return next((code for code in named if code not in ("Zyyy", "Zinh")), "Latn")


def tidied(text: str) -> str:
    """Bring a text to NFC on one line: blanks and control signs become one blank, direction overrides go."""
    kept = "".join(" " if unicodedata.category(c) == "Cc" else c for c in _UNSEEN.sub("", text))
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", kept))


@cache
def shape_printed(spans: tuple[Span, ...]) -> Shaped:
    """Shape words of a form, once for all papers; never what a record says, which must not be kept in memory."""
    return shape(spans)


def shape(spans: Sequence[Span]) -> Shaped:
    """Shape a paragraph. Raises ``MissingLetter`` when no font has one of its letters."""
    pieces = [Span(tidied(span.text), span.bold) for span in spans]
    text = "".join(piece.text for piece in pieces)
    faces = [face for piece in pieces for face in _faces(piece)]
    base, levels = _levels(text)
    scripts = _scripts(text)
    clusters: list[Cluster] = []
    for start, end in _runs(levels, faces, scripts):
        clusters += _shape_run(text[start:end], faces[start], scripts[start], levels[start])
    return Shaped(text, base, tuple(clusters))


def _faces(piece: Span) -> list[Face]:
    plain = first_face(piece.bold)
    if _is_latin(piece.text) and plain.letters.issuperset(map(ord, piece.text)):
        return [plain] * len(piece.text)
    return list(_faces_by_word(piece))


def _is_latin(text: str) -> bool:
    """Say whether a text has nothing above the Latin letters of one code point each, marks and other scripts included."""
    return max(text, default="") < "\u0250"


def _faces_by_word(piece: Span) -> Iterator[Face]:
    last: Face | None = None
    for part in re.split("( )", piece.text):
        found = [last] if part == " " and last and 0x20 in last.letters else faces_for(part, piece.bold)
        yield from found
        last = found[-1] if found else last


def _levels(text: str) -> tuple[int, list[int]]:
    """Give the base level and the embedding level of each character by UAX #9 (even runs left to right)."""
    if _is_latin(text) or not any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text):
        return 0, [0] * len(text)
    text = "".join(c if unicodedata.bidirectional(c) else _UNKNOWN for c in text)
    store = uax9.get_empty_storage()
    base = store["base_level"] = uax9.get_base_level(text)
    store["base_dir"] = "LR"[base]
    uax9.get_embedding_levels(text, store)
    uax9.explicit_embed_and_overrides(store)
    uax9.resolve_weak_types(store)
    uax9.resolve_neutral_types(store, False)
    uax9.resolve_implicit_levels(store, False)
    told = iter(store["chars"])
    levels: list[int] = []
    for char in text:  # rule X9 took joiners out; each goes with its neighbour
        gone = unicodedata.bidirectional(char) in uax9.X9_REMOVED
        levels.append((levels[-1] if levels else base) if gone else next(told)["level"])
    return base, levels


def _scripts(text: str) -> list[str]:
    """Give each character's script; what belongs to no script goes with the one before, at the start with the next."""
    if _is_latin(text):
        return ["Latn"] * len(text)
    own = [script_of(c) for c in text]
    seen = next((code for code in own if code not in ("Zyyy", "Zinh")), "Latn")
    result = []
    for code in own:
        seen = seen if code in ("Zyyy", "Zinh") else code
        result.append(seen)
    return result


def _runs(levels: list[int], faces: list[Face], scripts: list[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(levels) + 1):
        if at == len(levels) or (
            levels[at] != levels[start] or faces[at] is not faces[start] or scripts[at] != scripts[start]
        ):
            yield start, at
            start = at


def _shape_run(text: str, face: Face, script: str, level: int) -> list[Cluster]:
    """Shape one run with the font's default features only: dlig would draw vowel signs that nobody wrote."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if level % 2 else "ltr"
    buffer.script = script
    uharfbuzz.shape(face.shaper, buffer)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    if len(infos) == len(text) and not level:
        known = _PLAIN.setdefault(face.name, {})
        simple: list[Cluster] = []
        for at, (letter, info, place) in enumerate(zip(text, infos, places, strict=True)):
            if info.cluster != at or place.x_offset or place.y_offset or not info.codepoint:
                break
            key = (letter, info.codepoint, place.x_advance)
            simple.append(known.get(key) or _made_known(known, key, face))
        else:
            return simple
    return _clusters(text, face, level, infos, places)


def _made_known(known: dict[Any, Cluster], key: tuple[str, int, int], face: Face) -> Cluster:
    """Make the cluster of one letter drawn as one sign where the pen is."""
    letter, number, units = key
    advance = units * face.scale
    glyph = Glyph(number, advance, 0.0, 0.0, letter)
    known[key] = Cluster(letter, face, 0, advance, (glyph,), True, round(face.width(number) - advance, 2))
    return known[key]


#: Clusters of single letters by font: the alphabet as it was met, never a word.
_PLAIN: dict[str, dict[tuple[str, int, int], Cluster]] = {}


def _clusters(text: str, face: Face, level: int, infos: list[Any], places: list[Any]) -> list[Cluster]:
    """Gather the signs of each letter with its marks, in reading order."""
    groups: dict[int, list[tuple[int, float, float, float]]] = {}
    scale = face.scale
    for info, place in zip(infos, places, strict=True):
        drawn = (info.codepoint, place.x_advance * scale, place.x_offset * scale, place.y_offset * scale)
        groups.setdefault(info.cluster, []).append(drawn)
    starts = sorted(groups)
    clusters = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        letters, here = text[start:end], groups[start]
        if any(number == 0 for number, *_ in here):
            raise MissingLetter("".join(c for c in letters if c not in CONTROLS) or letters)
        means = _means(letters, [number for number, *_ in here], face, level)
        glyphs = tuple(Glyph(*sign, meant) for sign, meant in zip(here, means, strict=True))
        clusters.append(Cluster(letters, face, level, sum(g.advance for g in glyphs), glyphs))
    return clusters


def _means(letters: str, numbers: list[int], face: Face, level: int) -> list[str]:
    """Say which letters each sign of a cluster stands for, in drawn order."""
    order = -1 if level % 2 else 1
    if len(numbers) == len(letters):
        return list(letters[::order])
    if level % 2 and len(numbers) == 1 and numbers[0] in face.one_sign:
        return [
            face.one_sign[numbers[0]]
        ]  # readers turn the letters round one by one; one sign cannot be turned
    return [letters, *[""] * (len(numbers) - 1)][::order]


def break_lines(shaped: Shaped, width: float) -> list[Line]:
    """Break a paragraph into lines of at most ``width`` thousandths of the font size; a longer word is cut.

    A paragraph without letters gives one empty line.
    """
    lines: list[Line] = []
    start, blank, used = 0, -1, 0.0
    at, clusters = 0, shaped.clusters
    while at < len(clusters):
        cluster = clusters[at]
        if cluster.text == " ":
            blank = at
        elif used + cluster.advance > width and at > start:
            cut = blank + 1 if blank >= start else at
            lines.append(_line(clusters[start:cut], shaped.base))
            start, blank, at, used = cut, -1, cut, 0.0
            continue
        used += cluster.advance
        at += 1
    return [*lines, _line(clusters[start:], shaped.base)]


def _line(clusters: tuple[Cluster, ...], base: int) -> Line:
    width = sum(cluster.advance for cluster in clusters)
    if clusters and clusters[-1].text == " ":
        width -= clusters[-1].advance
    if all(cluster.level == 0 for cluster in clusters):
        return Line(clusters, width)
    levels = [cluster.level for cluster in clusters]
    if clusters[-1].text == " ":
        levels[-1] = base  # rule L1: the blank at a line's end stands where the line ends
    order = list(range(len(clusters)))
    for depth in range(max(levels), 0, -1):  # rule L2
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= depth:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return Line(tuple(clusters[i] for i in order), width)
