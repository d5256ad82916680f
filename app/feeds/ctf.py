"""What does a Common Transfer File say of its pupils? Element meanings: data-formats, section 1.

DTDs and entities are forbidden, depth is limited, pupils are read one at a time. Tags are compared without case and without
namespace. A version other than the current and the previous one is pointed out and read; ``partial`` files say nothing about
what they leave out. The file's own header names the sender, never its name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.errors import DeskError
from app.feeds.checking import FileRefused, decoded
from app.feeds.ctf_pupil import PupilReader
from app.feeds.gathering import Gathering

DEEPEST = 100
LONGEST_TEXT = 1_000_000
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(r"""encoding\s*=\s*["']([A-Za-z0-9._-]+)""")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says: version, full or partial, when it was made, and who sent it."""

    version: str
    partial: bool
    made_on: str
    sender: str
    school: str
    academic_year: str


def read_ctf(
    data: bytes, organisation: str, gathering: Gathering, today: date, progress: Callable[[int], None]
) -> tuple[Header, str]:
    """Read a file into the gathering; give its header and encoding. Refused whole when it is not well-formed."""
    text, encoding, remark = _decoded(data)
    if remark:
        gathering.flag("", "", "", remark)
    try:
        header = _read(text, organisation, gathering, today, progress)
    except DefusedXmlException as error:
        raise FileRefused(
            "The file brings definitions of its own (a DTD), which no school system writes: not read, for safety.",
        ) from error
    except ParseError as error:
        raise _not_well_formed(text, error) from error
    return header, encoding


def header_of(data: bytes) -> Header | None:
    """Read the header alone from the first part of a file; None where it is no Common Transfer File, or not readable."""
    whole = data[: data.rfind(b">") + 1]  # so that no letter is cut in two
    try:
        text, _encoding, _remark = _decoded(whole)
        first = next(_elements(text), None)
    except (DeskError, ParseError, DefusedXmlException):
        return None
    return _header(first) if first is not None and first.tag == "header" else None


def _read(
    text: str, organisation: str, gathering: Gathering, today: date, progress: Callable[[int], None]
) -> Header:
    header: Header | None = None
    reader: PupilReader | None = None
    for element in _elements(text):
        if element.tag == "header":
            header = _header(element)
            _check_header(header, organisation, gathering, today)
            reader = PupilReader(gathering, today, header.made_on, header.sender, header.school)
        elif element.tag == "pupil":
            if reader is None:
                raise FileRefused("The Common Transfer File has no header before its pupils.")
            reader.read(element)
            progress(1)
    if header is None:
        raise FileRefused(
            "This XML file is not a Common Transfer File.", "Ask the sender which kind of file this is."
        )
    if gathering.rows_read == 0:
        raise FileRefused("The Common Transfer File names no pupil: there is nothing to bring in.")
    return header


def _elements(text: str) -> Iterator[Element]:
    """Yield the header and each pupil, with plain lower-case tags, freeing each when the next is asked for."""
    depth = 0
    stack: list[Element] = []
    source = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            depth += 1
            if depth > DEEPEST:
                raise FileRefused(
                    f"The file nests its elements more than {DEEPEST} deep; not read, for safety."
                )
            element.tag = element.tag.rsplit("}", 1)[-1].lower()
            if depth == 1 and element.tag != "ctfile":
                raise FileRefused(
                    "This XML file is not a Common Transfer File.",
                    "Ask the sender which kind of file this is.",
                )
            stack.append(element)
            continue
        depth -= 1
        stack.pop()
        if (depth == 1 and element.tag == "header") or (depth == 2 and element.tag == "pupil"):
            yield element
            element.clear()
            if stack:
                stack[-1].remove(element)


def _decoded(data: bytes) -> tuple[str, str, str]:
    text, encoding, remark = decoded(data)
    declared = _DECLARED.search(text[:200])
    said = declared[1].lower() if declared else "utf-8"
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if encoding == "windows-1252" and said.startswith("utf-8"):
        remark = "The file says that it is UTF-8 and is Windows-1252; it was read as such."
    elif (
        not marked
        and encoding == "utf-8"
        and said in ("windows-1252", "iso-8859-1", "latin-1")
        and not text.isascii()
    ):
        remark = f"The file says that it is {said} and is UTF-8; it was read as such."
    elif encoding.startswith("utf-16") and said.startswith("utf-16"):
        remark = ""
    declaration = _DECLARATION.match(text)
    return text[declaration.end() :] if declaration else text, encoding, remark


def _not_well_formed(text: str, error: ParseError) -> FileRefused:
    line, _ = error.position
    lines = text.split("\n")
    said = lines[line - 1] if 0 < line <= len(lines) else ""
    if re.search(r"&(?!(amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)", said):
        what = f"a bare & in line {line}"
    elif line >= len(lines) - 1 and "</CTfile>" not in text[-200:]:
        what = f"it breaks off in line {line}"
    else:
        what = f"line {line} cannot be read"
    return FileRefused(f"The file is not well-formed XML: {what}.")


def _text(element: Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _header(element: Element) -> Header:
    made = _text(element, "datetime")[:10]
    estab = _text(element, "sourceschool/estab")
    return Header(
        version=_text(element, "ctfversion"),
        partial=_text(element, "documentqualifier").lower() == "partial",
        made_on=made if re.fullmatch(r"\d{4}-\d\d-\d\d", made) else "",
        sender=_text(element, "sourceschool/lea") + estab,
        school=_text(element, "sourceschool/schoolname"),
        academic_year=_text(element, "sourceschool/academicyear"),
    )


def current_version(today: date) -> int:
    """Give the number of the version in force: the last two figures of the year in which the academic year began.

    Version NN.0 is valid from September of 20NN (the DfE's rule, data-formats, section 1.2).
    """
    return (today.year if today.month >= 9 else today.year - 1) % 100


def _check_header(header: Header, organisation: str, gathering: Gathering, today: date) -> None:
    current = current_version(today)
    match = re.fullmatch(r"(\d+)(?:\.\d+)?", header.version)
    if match is None or int(match[1]) not in (current, current - 1):
        said = header.version or "none"
        what = (
            f"The file says version {said}; the current ones are {current}.0 and {current - 1}.0. It was read, and some "
            "of it may not have come in."
        )
        gathering.flag("header", "CTFversion", said, what)
    if not header.made_on:
        gathering.flag("header", "DateTime", "", "The header does not say when the file was made.")
    wanted = re.search(r"\d{7}", organisation)
    if wanted and header.sender.isdigit() and wanted[0] != header.sender:
        what = "The header names another sender than the organisation for which the file was brought in."
        gathering.flag("header", "SourceSchool", header.sender, what)
