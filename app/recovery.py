"""The council's recovery key: making it, writing it down as words, reading the words back."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import RefusedInput

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"


@dataclass(frozen=True)
class RecoveryPair:
    """Both halves of a recovery key, 32 bytes each."""

    private: bytes
    public: bytes


def make_pair() -> RecoveryPair:
    """Make a new recovery key."""
    private = X25519PrivateKey.generate()
    return RecoveryPair(private.private_bytes_raw(), private.public_key().public_bytes_raw())


def as_words(private: bytes) -> str:
    """Write 32 bytes as seventeen words that can be said aloud; the last one checks the others.

    Each word stands for 16 bits as consonant, vowel, consonant, vowel, consonant (the alphabet of proquints).
    """
    data = private + hashlib.sha256(private).digest()[:2]
    return " ".join(_word(data[at : at + 2]) for at in range(0, len(data), 2))


def from_words(words: str) -> bytes:
    """Read the words back, in any case and however parted; a misread word is refused."""
    parts = re.findall(r"[a-z]+", words.lower())
    if len(parts) != 17:
        raise RefusedInput(
            f"A recovery key has 17 words; here are {len(parts)}.", next_step="Compare them with the paper."
        )
    data = b"".join(_pair(part, place) for place, part in enumerate(parts, start=1))
    if hashlib.sha256(data[:32]).digest()[:2] != data[32:]:
        raise RefusedInput(
            "These words do not belong together: one was misread.", next_step="Compare them with the paper."
        )
    return data[:32]


def _word(pair: bytes) -> str:
    value = int.from_bytes(pair, "big")
    return (
        _CONSONANTS[value >> 12]
        + _VOWELS[value >> 10 & 3]
        + _CONSONANTS[value >> 6 & 15]
        + _VOWELS[value >> 4 & 3]
        + _CONSONANTS[value & 15]
    )


def _pair(word: str, place: int) -> bytes:
    wrong = RefusedInput(
        f"Word {place} is not one of a recovery key.", next_step="Compare it with the paper."
    )
    if len(word) != 5:
        raise wrong
    value = 0
    for at, letter in enumerate(word):
        letters, bits = (_VOWELS, 2) if at % 2 else (_CONSONANTS, 4)
        if letter not in letters:
            raise wrong
        value = value << bits | letters.index(letter)
    return value.to_bytes(2, "big")


def write_pair(folder: Path) -> tuple[Path, Path]:
    """Make a recovery key and write both halves into a folder: ``recovery.public`` and ``recovery.private``."""
    pair = make_pair()
    folder.mkdir(parents=True, exist_ok=True)
    public, private = folder / "recovery.public", folder / "recovery.private"
    for path in (public, private):
        if path.exists():
            raise RefusedInput(
                f"There is a {path.name} in this folder already.",
                kept="It was left as it is.",
                next_step="Choose an empty folder.",
            )
    public.write_text(f"mash-desk/recovery-public/1\n{pair.public.hex()}\n", encoding="ascii")
    descriptor = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(f"mash-desk/recovery-private/1\n{as_words(pair.private)}\n")
    return public, private


def read_public(path: Path) -> bytes:
    """Read the public half from its file."""
    return _read(path, "mash-desk/recovery-public/1", lambda line: bytes.fromhex(line))


def read_private(path: Path) -> bytes:
    """Read the private half from its file, or from any file that holds its words and nothing else."""
    return _read(path, "mash-desk/recovery-private/1", from_words, bare=True)


def _read(path: Path, schema: str, reading: Callable[[str], bytes], *, bare: bool = False) -> bytes:
    wrong = RefusedInput(
        "This is not a file of a recovery key.", next_step="Choose the file that was made with it."
    )
    try:
        content = path.read_text(encoding="utf-8-sig")
        if bare and not content.startswith("mash-desk/"):
            return from_words(content)
        lines = content.splitlines()
        data = reading(lines[1]) if lines[0] == schema else b""
    except (OSError, ValueError, IndexError):
        raise wrong from None
    if len(data) != 32:
        raise wrong
    return data
