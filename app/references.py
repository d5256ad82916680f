"""How people name a thing aloud: kind, device, counter, check letter."""

from __future__ import annotations

import re

from app.errors import RefusedInput

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
KINDS = {
    "P": "person",
    "S": "share",
    "B": "batch",
    "C": "contact",
    "D": "document copy",
    "Q": "request",
    "N": "incident",
}
_SHAPE = re.compile(r"([PSBCDQN])([A-Z]{1,2})([0-9]{5,9})([A-HJ-NP-RT-Z])")


def make_reference(kind: str, device: str, counter: int) -> str:
    """Write ``P-A00731-K``: kind letter, device letters, counter of at least five digits, check letter."""
    body = f"{device}{counter:05d}"
    return f"{kind}-{body}-{check_letter(kind + body)}"


def check_letter(body: str) -> str:
    """Give the check letter: place (from 1) times value, summed, modulo 23.

    A digit's value is itself; a letter's is its place in the alphabet from 10 (A is 10), so that every character counts.
    """
    return CHECK_LETTERS[sum(place * int(c, 36) for place, c in enumerate(body, start=1)) % 23]


def read_reference(text: str) -> str:
    """Read a reference with or without hyphens, in any case, and give it in its full form.

    Refused with ``RefusedInput`` when it has not the shape of one or its check letter does not hold.
    """
    match = _SHAPE.fullmatch(re.sub(r"[\s\-]", "", text).upper())
    if match is None:
        raise RefusedInput(
            "This is not a reference of the desk.",
            next_step="A reference looks like P-A00731-K: kind, number, letter.",
        )
    kind, device, counter, letter = match.groups()
    if check_letter(kind + device + counter) != letter:
        raise RefusedInput(
            "The last letter of this reference does not fit its number.",
            next_step="One character was probably misread: compare it with the paper or the screen again.",
        )
    return f"{kind}-{device}{counter}-{letter}"


def looks_like_reference(text: str) -> bool:
    """Say whether a typed text has the shape of a reference, whatever its check letter."""
    return _SHAPE.fullmatch(re.sub(r"[\s\-]", "", text).upper()) is not None
