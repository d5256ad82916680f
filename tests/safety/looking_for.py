"""Where on a disk does a word stand, in whatever way a program may have written it?"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
#: How much of one packed stream is looked at.
MOST = 5_000_000


def found_in(folder: Path, words: Iterable[str]) -> list[str]:
    """Name the files below a folder in which one of the words stands, and how it is written there."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found += [f"{path.relative_to(folder)}: {how}" for how in ways_found(data, words)]
        found += [f"the name {path.name}" for word in words if word.lower() in path.name.lower()]
    return found


def ways_found(data: bytes, words: Iterable[str]) -> list[str]:
    """Say in which ways any of the words stands in some bytes, upper and lower case alike."""
    return [
        f"{word} in {how}"
        for how, plain in _layers(data)
        for word in words
        if any(word.lower().encode(code) in plain.lower() for code in ("utf-8", "utf-16-le", "utf-16-be"))
    ]


def _layers(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "clear", data
    for place in _DEFLATED.finditer(data):
        try:
            inside = zlib.decompressobj().decompress(data[place.start() :], MOST)
        except zlib.error:
            continue
        yield "a packed stream", inside
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                for name in packed.namelist():
                    yield f"the part {name}", packed.read(name)
        except (zipfile.BadZipFile, NotImplementedError):
            return
