"""What kind of letter is this, by its bytes and by its name, and how is that name shown?"""

from __future__ import annotations

import re

from app.errors import RefusedInput

LARGEST_LETTER = 25_000_000
KINDS = {
    "pdf": "PDF",
    "eml": "mail",
    "txt": "text",
    "docx": "Word document",
    "png": "picture (PNG)",
    "jpg": "picture (JPEG)",
}
_SAME = {"jpeg": "jpg", "jpe": "jpg", "text": "txt"}
#: Signs that steer a screen or turn the direction of reading over, so that a text could look like another.
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


class LetterRefused(RefusedInput):
    """A letter that cannot be taken."""

    def __init__(self, happened: str, next_step: str) -> None:
        super().__init__(happened, kept="Nothing was attached.", next_step=next_step)


def kind_of(data: bytes, name: str) -> str:
    """Say what a letter is by its bytes; its name must say the same."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    said = _SAME.get(ending, ending)
    if not data:
        raise LetterRefused("The file is empty: 0 bytes.", "Ask the sender for it again.")
    if said == "msg" or data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise LetterRefused(
            "This is an Outlook message (.msg) or a document in the form used before 2007, which is not read.",
            "Open it in the program it came from, save it as PDF or as .eml, and attach that.",
        )
    if said not in KINDS:
        shown = f" .{name_shown(ending)[:12]}" if ending else " none"
        raise LetterRefused(
            f"Letters are kept as .pdf, .eml, .txt, .docx, .png or .jpg; the ending here is{shown}.",
            "Save it as one of these, or print it to PDF.",
        )
    found = _by_bytes(data)
    if found != said and not (found == "txt" and said == "eml"):
        raise LetterRefused(
            f"The name says {KINDS[said]}, and the content is {KINDS.get(found, 'something else')}.",
            "Ask the sender what it is; do not open it elsewhere.",
        )
    return said


def _by_bytes(data: bytes) -> str:
    for mark, kind in (
        (b"%PDF-", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"PK\x03\x04", "docx"),
    ):
        if data.startswith(mark):
            return kind
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return (
        "txt" if marked or (b"\0" not in data[:100_000] and not data.startswith((b"MZ", b"\x7fELF"))) else ""
    )


def name_shown(name: str) -> str:
    """Give a file's own name without folders and without signs that would make it look like another."""
    bare = STEERING.sub("", re.split(r"[/\\]", name)[-1]).strip()
    stem, dot, ending = bare.rpartition(".")
    if len(bare) > 120:
        bare = f"{stem[: 118 - len(ending)]}…{dot}{ending}" if dot and len(ending) < 8 else f"{bare[:119]}…"
    return bare or "without a name"
