"""What does a letter or mail say, as plain text? Bytes in, text out; runs in the reading child, where nothing can be run.

Nothing that a letter brings is run, fetched or opened: no script, no picture, no link, no file attached to a mail.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

import pypdfium2
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.feeds.checking import HIGHEST_RATIO, MOST_MEMBERS, decoded
from app.people.letter_kinds import STEERING, LetterRefused, kind_of
from app.people.letter_mail import mail_text

LARGEST_UNPACKED = 40_000_000
LONGEST_TEXT = 200_000
MOST_PAGES = 500
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter is and says: a kind of ``KINDS``, its text (empty for pictures), and remarks in sentences."""

    kind: str
    text: str
    remarks: tuple[str, ...] = ()


def read_inside(data: bytes, name: str) -> LetterText:
    """Read a letter; refused when it is of no kind that is kept, or not what its name says."""
    kind = kind_of(data, name)
    text, remarks = _READERS[kind](data)
    text = STEERING.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        remarks = (*remarks, f"Only the first {LONGEST_TEXT:,} letters are shown; the file is kept whole.")
    return LetterText(kind, text, remarks)


# --- one reader a kind -----------------------------------------------------------------------------------------------


def _text(data: bytes) -> tuple[str, tuple[str, ...]]:
    text, _, odd = decoded(data)
    return text, (odd,) if odd else ()


def _picture(_data: bytes) -> tuple[str, tuple[str, ...]]:
    return "", ("A picture is kept as it came and shown by its name only.",)


def _pdf(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        document = pypdfium2.PdfDocument(data)
        pages, found, length = len(document), [], 0
        for page in document:
            found.append(page.get_textpage().get_text_bounded())
            length += len(found[-1])
            if len(found) >= MOST_PAGES or length > LONGEST_TEXT:
                break
    except pypdfium2.PdfiumError as error:
        raise LetterRefused(
            "The PDF cannot be read: it is damaged, or protected by a password.",
            "Ask the sender for it again, without a password over a secure channel.",
        ) from error
    text = "\n\n".join(found)
    if len(found) < pages and length <= LONGEST_TEXT:
        return text, (f"Only the first {MOST_PAGES} of {pages} pages are shown; the file is kept whole.",)
    return text, () if text.strip() else (
        "The PDF holds no text: it is probably a scan. It is kept as it came.",
    )


def _docx(data: bytes) -> tuple[str, tuple[str, ...]]:
    damaged = LetterRefused(
        "The document is damaged, or is no Word document.", "Ask the sender for it again, or for a PDF."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_packed(packed)
            body = fromstring(packed.read("word/document.xml"), forbid_dtd=True)
            pictures = sum(name.startswith("word/media/") for name in packed.namelist())
    except DefusedXmlException as error:
        raise LetterRefused(
            "The document brings definitions of its own (a DTD), which no office program writes; not read, for safety.",
            "Ask the sender for a PDF.",
        ) from error
    except (
        zipfile.BadZipFile,
        KeyError,
        ParseError,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise damaged from error
    text = "\n".join("".join(_pieces(paragraph)) for paragraph in body.iter(f"{_WORD}p"))
    return text, (f"Pictures in the document are not shown: {pictures}.",) if pictures else ()


def _pieces(paragraph: Element) -> Iterator[str]:
    for part in paragraph.iter():
        if part.tag == f"{_WORD}t":
            yield part.text or ""
        elif part.tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
            yield "\t" if part.tag == f"{_WORD}tab" else "\n"


def _check_packed(packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    whole = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > 1_000_000 and member.file_size > HIGHEST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if swollen or whole > LARGEST_UNPACKED or len(members) > MOST_MEMBERS:
        raise LetterRefused(
            "The document unpacks to far more than its size; that is refused for safety.",
            "Ask the sender what it is; do not open it elsewhere.",
        )
    if any(member.flag_bits & 1 for member in members):
        raise LetterRefused("The document is protected by a password.", "Ask the sender for it without one.")
    if any(member.filename.endswith("vbaProject.bin") for member in members):
        raise LetterRefused(
            "The document holds a program (a macro), which a letter does not need; it is not taken.",
            "Ask the sender for a PDF.",
        )


_READERS = {"pdf": _pdf, "eml": mail_text, "txt": _text, "docx": _docx, "png": _picture, "jpg": _picture}
