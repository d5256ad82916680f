"""Good files of agencies spoiled by chance, from a seed: by a slip of the hand, a bad disk or somebody who means harm."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

BIDI = "\u202e\u2066\u200f\u202a\ufeff\u200b"
FORMULAS = (
    "=HYPERLINK(1)",
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "\t=1",
    "\uff1d1+1",
    "%0A=1",
)
NESTED = b"<a>" * 50_000 + b"</a>" * 50_000
BOMB = b'<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'

Spoil = Callable[[random.Random, bytes], bytes]


@dataclass(frozen=True)
class Spoiled:
    """One bad file: how it was made, its name, whose it would be and what is in it."""

    how: str
    name: str
    organisation: str
    data: bytes


def flipped(chance: random.Random, data: bytes) -> bytes:
    """Turn single bits over."""
    bad = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
    return bytes(bad)


def cut(chance: random.Random, data: bytes) -> bytes:
    """Leave the end away, or the beginning, or a piece in the middle."""
    begin, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return chance.choice((data[:end], data[begin:], data[:begin] + data[end:]))


def with_nuls(chance: random.Random, data: bytes) -> bytes:
    """Put runs of zero bytes in, as a crashed copy leaves them."""
    at = chance.randrange(len(data))
    return data[:at] + b"\0" * chance.choice((1, 2, 4_096, 500_000)) + data[at:]


def doubled(chance: random.Random, data: bytes) -> bytes:
    """Say the whole file twice, or its first line, or some lines many times."""
    lines = data.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    return chance.choice(
        (data + data, lines[0] + data, b"".join(lines[:at] + lines[at : at + 1] * 500 + lines[at:]))
    )


def other_letters(chance: random.Random, data: bytes) -> bytes:
    """Write it in another encoding than anybody says, or with bytes of two encodings in one file."""
    text = data.decode("utf-8", "replace")
    ways = ("utf-16", "utf-16-be", "utf-32", "cp037", "shift_jis", "utf-7")
    mixed = (
        data[: len(data) // 2] + "é\x81ł".encode("utf-16-le") + b"\xff\xfe\x80\xc3(" + data[len(data) // 2 :]
    )
    return chance.choice((*(text.encode(way, "replace") for way in ways), mixed))


def _inside(chance: random.Random, data: bytes, pieces: tuple[bytes, ...], times: int) -> bytes:
    for _ in range(times):
        marks = [at for at, byte in enumerate(data) if byte in b',>;"']
        at = chance.choice(marks) + 1 if marks else chance.randrange(len(data))
        data = data[:at] + chance.choice(pieces) + data[at:]
    return data


def with_marks(chance: random.Random, data: bytes) -> bytes:
    """Put marks of direction, blanks of no width and half a letter into cells."""
    pieces = tuple(mark.encode() for mark in BIDI)
    return _inside(chance, data, (*pieces, b"\xed\xa0\x80", b"\x1b[2J", b"\x07"), 25)


def with_formulas(chance: random.Random, data: bytes) -> bytes:
    """Begin cells as a spreadsheet would begin a formula."""
    return _inside(chance, data, tuple(formula.encode() for formula in FORMULAS), 25)


def with_giants(chance: random.Random, data: bytes) -> bytes:
    """Put one cell in that is larger than a file should be."""
    giants = (
        b"A" * 5_000_000,
        b"9" * 300_000,
        b"Ann " * 500_000,
        "\u0301".encode() * 300_000,
        b"," * 200_000,
    )
    return _inside(chance, data, giants, 1)


def with_quotes(chance: random.Random, data: bytes) -> bytes:
    """Open quotes and elements that nobody closes."""
    return _inside(chance, data, (b'"', b'""', b"<", b"]]>", b"&", b"&#0;", b"&#xD800;", b"\r", b"\n\n"), 5)


def shuffled(chance: random.Random, data: bytes) -> bytes:
    """Put the lines in any order, or separate the cells in another way."""
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return chance.choice(
        (b"".join(lines), data.replace(b",", b";"), data.replace(b",", b"\t"), data.replace(b"\n", b"\r"))
    )


def bombed(chance: random.Random, data: bytes) -> bytes:
    """Put entities, depth, long names and many attributes into a file of elements."""
    head, mark, rest = data.partition(b"?>")
    many = b" ".join(b'a%d="1"' % number for number in range(100_000))
    inside = (
        NESTED,
        b"<" + b"n" * 2_000_000 + b"/>",
        b"<x " + many + b"/>",
        b"<!--" + b"-x" * 1_000_000 + b"-->",
    )
    if chance.random() < 0.4:
        return head + mark + BOMB + rest.replace(b"<Surname>", b"<Surname>&c;")
    return rest.join((head + mark, b"")).replace(b"</Header>", chance.choice(inside) + b"</Header>", 1)


def _repacked(
    data: bytes, change: Callable[[dict[str, bytes]], None], how: int = zipfile.ZIP_DEFLATED
) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def _spoilt_part(spoil: Spoil) -> Spoil:
    def within(chance: random.Random, data: bytes) -> bytes:
        def change(parts: dict[str, bytes]) -> None:
            name = chance.choice(sorted(name for name in parts if parts[name]))
            parts[name] = spoil(chance, parts[name])

        return _repacked(data, change)

    within.__name__ = f"a part {spoil.__name__}"
    return within


def zip_tricks(chance: random.Random, data: bytes) -> bytes:
    """Pack it as no program would: bombs, paths that lead out, parts that are missing, parts that are packed again."""

    def change(parts: dict[str, bytes]) -> None:
        sheet = next(name for name in parts if name.startswith("xl/worksheets/"))
        trick = chance.randrange(8)
        if trick == 0:
            parts["xl/media/big.bin"] = b"\0" * 60_000_000
        elif trick == 1:
            parts["../../../../etc/desk.txt"] = parts["/etc/desk.txt"] = b"outside"
        elif trick == 2:
            del parts[chance.choice(sorted(parts))]
        elif trick == 3:
            parts[sheet] = data
        elif trick == 4:
            parts[sheet] = parts[sheet].replace(
                b"<sheetData>", b'<sheetData><row r="1048576"><c r="XFD1048576"/></row>'
            )
        elif trick == 5:
            parts["xl/sharedStrings.xml"] = BOMB + b"<sst><si><t>&c;</t></si></sst>"
        elif trick == 6:
            parts[sheet] = parts[sheet].replace(b"<v>", b"<f>1+1</f><v>", 50)
        else:
            parts["xl/sharedStrings.xml"] = b"<sst>" + NESTED + b"</sst>"

    return _repacked(
        data, change, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    )


def false_sizes(chance: random.Random, data: bytes) -> bytes:
    """Let the list of parts lie about sizes, checksums, flags or places."""
    bad = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        place = at + chance.choice((8, 10, 16, 20, 24, 42))
        bad[place : place + 4] = zlib.crc32(bytes([chance.randrange(256)])).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(bad)


ANY: tuple[Spoil, ...] = (flipped, cut, with_nuls)
TEXT: tuple[Spoil, ...] = (
    *ANY,
    doubled,
    other_letters,
    with_marks,
    with_formulas,
    with_giants,
    with_quotes,
    shuffled,
)
WAYS: dict[str, tuple[Spoil, ...]] = {
    "csv": TEXT,
    "xml": (*TEXT, bombed, bombed),
    "xlsx": (
        *ANY,
        zip_tricks,
        zip_tricks,
        zip_tricks,
        false_sizes,
        *(_spoilt_part(spoil) for spoil in (flipped, cut, with_marks, with_giants, with_quotes, with_nuls)),
    ),
}


def spoil(number: int, files: list[tuple[str, str, bytes]]) -> Spoiled:
    """Make the bad file of a number out of good ones (name, organisation, content): always the same for a number."""
    chance = random.Random(f"bad file {number}")
    name, organisation, data = files[number % len(files)]
    form = name.rpartition(".")[2]
    ways = WAYS[form]
    way = ways[number // len(files) % len(ways)]
    bad = way(chance, data)
    if chance.random() < 0.2:
        bad = flipped(chance, bad)
    if chance.random() < 0.05:
        form = chance.choice(("csv", "xml", "xlsx"))
    return Spoiled(f"{name}: {way.__name__}", f"bad-{number}.{form}", organisation, bad)
