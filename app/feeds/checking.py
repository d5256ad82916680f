"""Is this file what it says it is, and safe to open? Pure: bytes in, a form out, or a refusal with a sentence."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib

from app.errors import RefusedInput

LARGEST_FILE = 250_000_000
LARGEST_UNPACKED = 200_000_000
HIGHEST_RATIO = 100
MOST_MEMBERS = 2_000
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 8_000_000
LONGEST_CELL = 1_000_000
MOST_BREAKS = 500

_CELL = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{1,4})([0-9]{1,8})\s*["']""")
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\s[^>]*?ref\s*=\s*["']([^"']*)["']""")
_NO_RESULT = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_ERROR = re.compile(rb"""<c\s[^>]*?\bt\s*=\s*["']e["']""")
_NOTHING = "Nothing of it was brought in."
#: What unpacking a part raises where its bytes, its sizes or its way of packing are not what the list of parts says.
_NOT_UNPACKED = (
    zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error, lzma.LZMAError
)  # fmt: skip


class FileRefused(RefusedInput):
    """A file that cannot be taken as a whole."""

    def __init__(self, happened: str, next_step: str = "Ask the sender for the file again.") -> None:
        super().__init__(happened, kept=_NOTHING, next_step=next_step)


def form_of(data: bytes, name: str) -> str:
    """Say what a file is by its bytes: ``csv``, ``xlsx`` or ``xml``; refused when it is none, or not what it is called."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not data:
        raise FileRefused("The file is empty: 0 bytes.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _form_of_zip(data, ending)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_compound(data)
    if data.startswith(b"%PDF"):
        raise FileRefused(
            "This is a PDF, not a file of records.", "Ask the sender for the records as a CSV file."
        )
    start = _first_signs(data)
    if start.startswith("<"):
        if "<html" in start.lower() or "<!doctype html" in start.lower():
            raise FileRefused("This is a web page, not a file of records.")
        return "xml"
    if ending == "xml":
        raise FileRefused("The file is called .xml but holds no XML.")
    if ending in ("xlsx", "xlsm"):
        raise FileRefused("The file is called a workbook but is none; it may be damaged.")
    return "csv"


def _first_signs(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data[:400].decode(encoding, "ignore").lstrip()
    if data[:4] in (b"<\0?\0", b"<\0C\0"):
        return data[:400].decode("utf-16-le", "ignore")
    if data[:4] in (b"\0<\0?", b"\0<\0C"):
        return data[:400].decode("utf-16-be", "ignore")
    return data[:400].decode("latin-1").lstrip()


def _form_of_zip(data: bytes, ending: str) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile as error:
        raise FileRefused("The file is a packed one and damaged: it cannot be unpacked.") from error
    if "xl/workbook.xml" in names or (
        "[Content_Types].xml" in names and any(n.startswith("xl/") for n in names)
    ):
        if ending not in ("xlsx", "xlsm", ""):
            raise FileRefused(
                f"This is an Excel workbook with the ending .{ending}.",
                "Rename it to .xlsx if the sender meant a workbook, or ask for the file in the usual form.",
            )
        return "xlsx"
    raise FileRefused(
        f"This is a zip archive{f' with the ending .{ending}' if ending != 'zip' else ''}.",
        "Unpack it and bring in what is inside.",
    )


def _refuse_compound(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileRefused(
            "The workbook is protected by a password.",
            "Ask the sender for it without one, over a secure channel.",
        )
    raise FileRefused(
        "This is a workbook in the form used before Excel 2007 (.xls), which is not read.",
        "Save it as .xlsx and bring it in again.",
    )


def check_workbook(data: bytes) -> tuple[str, ...]:
    """Refuse a workbook that is too large when unpacked, brings a DTD, or has a cell far away from the others.

    Gives sentences about cells that come in empty: formulas without a stored result, and errors of the spreadsheet.
    """
    without_result = errors = 0
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
        if len(members) > MOST_MEMBERS:
            raise FileRefused(f"The workbook is made of {len(members)} parts, more than {MOST_MEMBERS}.")
        if sum(member.file_size for member in members) > LARGEST_UNPACKED:
            raise FileRefused("The workbook unpacks to more than 200 MB; that is refused for safety.")
        total = 0
        for member in members:
            content = _unpacked(packed, member, LARGEST_UNPACKED - total)
            total += len(content)
            if member.filename.endswith((".xml", ".rels")):
                _check_member(member.filename, content)
            if "worksheets/" in member.filename:
                without_result += len(_NO_RESULT.findall(content))
                errors += len(_ERROR.findall(content))
    remarks = (
        (without_result, "cells of the workbook are formulas without a stored result; they came in empty."),
        (errors, "cells of the workbook hold an error of the spreadsheet, such as #N/A; they came in empty."),
    )
    return tuple(f"{count} {words}" for count, words in remarks if count)


def _unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes:
    if member.flag_bits & 1:
        raise FileRefused("The workbook is protected by a password.")
    if member.file_size > 1_000_000 and member.file_size > HIGHEST_RATIO * max(member.compress_size, 1):
        raise FileRefused("A part of the workbook unpacks to more than a hundred times its size.")
    try:
        with packed.open(member) as stream:
            content = stream.read(room + 1)
    except _NOT_UNPACKED as error:
        raise FileRefused("The workbook is damaged: a part of it cannot be unpacked.") from error
    if len(content) > room:
        raise FileRefused("The workbook unpacks to more than 200 MB; that is refused for safety.")
    return content


def _check_member(name: str, content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileRefused(
            "The workbook brings definitions of its own (a DTD), which no office program writes; not read, for safety."
        )
    if "worksheets/" not in name:
        return
    farthest_row = farthest_column = 0
    dimension = _DIMENSION.search(content)
    refs = re.findall(rb"([A-Za-z]{1,4})([0-9]{1,8})", dimension[1]) if dimension else []
    for column, row in [*refs, *_CELL.findall(content)]:
        farthest_row = max(farthest_row, int(row))
        farthest_column = max(farthest_column, _column_number(column))
    if (
        farthest_row > MOST_ROWS
        or farthest_column > MOST_COLUMNS
        or farthest_row * farthest_column > MOST_CELLS
    ):
        raise FileRefused(
            f"A sheet of the workbook reaches to row {farthest_row} and column {farthest_column}: "
            "a cell stands far away from the others, or the sheet is too large.",
            "Delete what stands far away, or ask the sender for a smaller extract.",
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def decoded(data: bytes) -> tuple[str, str, str]:
    """Decode a text file: the text, the encoding it was written in, and what is odd about that (a sentence or nothing).

    A mark at the beginning decides; without one UTF-16 is told by its NULs, then UTF-8 is tried, then Windows-1252.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), encoding, ""
    if encoding := _utf16_without_mark(data):
        said = "The file is in UTF-16 without a mark at its beginning; it was read as such."
        return _strictly(data, encoding), encoding, said
    try:
        return data.decode("utf-8"), "utf-8", ""
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "windows-1252", ""
    except UnicodeDecodeError:
        said = "Some letters of the file are in no known encoding; they stand as a question mark in a box."
        return data.decode("cp1252", "replace"), "windows-1252", said


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused(
            "The file begins as one encoding and goes on as another; it may be damaged."
        ) from error


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return ""
