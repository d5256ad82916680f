"""Whether a passphrase will do, and how strong it is in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from app.errors import RefusedInput
from resources import text

SHORTEST, FEWEST_WORDS = 15, 5


@dataclass(frozen=True)
class Strength:
    """How strong a passphrase is: whether it will do, and a sentence."""

    will_do: bool
    level: int
    words: str


@cache
def _common() -> frozenset[str]:
    lines = text("common_passphrases.txt").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def strength(passphrase: str) -> Strength:
    """Judge a passphrase: fifteen characters or five words, no rule of composition, none that everybody knows.

    ``level`` runs from 0 (will not do) to 3. Source: ASVS 6.2 and the desk's own rule (security-and-sync, section 8).
    """
    plain = passphrase.casefold().strip()
    parts = plain.split()
    squeezed = "".join(parts)
    if not plain:
        return Strength(False, 0, "At least 15 characters, or five words.")
    if len(plain) < SHORTEST and len(parts) < FEWEST_WORDS:
        missing = SHORTEST - len(plain)
        return Strength(False, 0, f"Too short: {missing} more characters, or five words in all.")
    if squeezed in _common() or any(squeezed == word * (len(squeezed) // len(word)) for word in _common()):
        return Strength(False, 0, "Too well known: this is on lists that thieves try first.")
    if len(set(squeezed)) < 6 or (len(set(parts)) == 1 and len(parts) > 1):
        return Strength(False, 0, "Too uniform: the same few letters again and again.")
    bits = len(plain) * math.log2(max(len(set(plain)), 2))
    if bits < 70:
        return Strength(True, 1, "Will do. Longer is better.")
    return Strength(True, 2, "Good.") if bits < 100 else Strength(True, 3, "Very good.")


def require_good(passphrase: str) -> None:
    """Refuse a passphrase that will not do, saying why."""
    judged = strength(passphrase)
    if not judged.will_do:
        raise RefusedInput(
            f"This passphrase will not do. {judged.words}",
            kept="Nothing was changed.",
            next_step="Five unrelated words are easy to remember and hard to guess.",
        )
