"""Letters that come in: kept as they came, shown as text, and hostile ones refused without harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.casefile.own_record import open_letter, open_own_record
from app.dates import GivenDate
from app.desk import Desk
from app.errors import DeskError, NotAllowed, NotFound, RefusedInput
from app.people import letter_reading
from app.people.letter_kinds import LARGEST_LETTER, name_shown
from app.people.letter_reading import ReadLetter, read_letter, read_letter_file
from app.people.letters import attach_letter, remove_letter
from app.people.withholding import withhold_address
from models import people
from models.codes import Role
from tests.app.people.by_hand import a_girl, here
from tests.builders import with_role

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_pdf(*lines: str, password: str | None = None) -> bytes:
    """Make a PDF of a page a line."""
    made = io.BytesIO()
    canvas = Canvas(made, encrypt=password)
    for line in lines:
        canvas.drawString(72, 720, line)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def a_docx(body: str, **more: bytes) -> bytes:
    """Make a Word document of this body, with other members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in more.items():
            packed.writestr(name, content)
    return made.getvalue()


def paragraph(words: str) -> str:
    """Make a paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def a_mail(plain: str = "", page: str = "", attached: str = "") -> bytes:
    """Make a mail of a plain part, a page and something attached."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ada Quill <ada@school.example>", "mash@tidewell.example"
    mail["Subject"], mail["Date"] = "About Ivy Bell", "Mon, 23 Nov 2026 10:00:00 +0000"
    if plain:
        mail.set_content(plain)
    if page:
        (mail.add_alternative if plain else mail.set_content)(page, subtype="html")
    if attached:
        mail.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename=attached)
    return mail.as_bytes()


# --- what is read ----------------------------------------------------------------------------------------------------


def test_a_pdf_is_shown_as_its_text_page_after_page() -> None:
    letter = read_letter(a_pdf("Dear colleague", "Yours, Ada"), "letter.PDF")
    assert (letter.kind, letter.text.split()) == ("pdf", ["Dear", "colleague", "Yours,", "Ada"])


def test_a_scan_says_that_it_has_no_text() -> None:
    letter = read_letter(a_pdf(""), "scan.pdf")
    assert letter.text == "" and "no text" in letter.remarks[0]


def test_a_document_is_shown_as_its_words() -> None:
    body = f"{paragraph('Dear Priya,')}<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r></w:p>"
    letter = read_letter(a_docx(body, **{"word/media/image1.png": b"x"}), "letter.docx")
    assert letter.text == "Dear Priya,\none\ttwo" and "Pictures" in letter.remarks[0]


def test_a_text_is_shown_without_signs_that_turn_it_over() -> None:
    letter = read_letter("Zoë\u202e said\x07 so\r\nyesterday".encode("cp1252", "ignore"), "note.txt")
    assert letter.text == "Zoë said so\nyesterday"


def test_a_mail_is_shown_as_its_heads_and_its_plain_words() -> None:
    letter = read_letter(a_mail("She came in tired.", "<p>She came in <b>tired</b>.</p>"), "mail.eml")
    assert letter.text.splitlines()[0] == "From: Ada Quill <ada@school.example>"
    assert letter.text.endswith("She came in tired.") and letter.text.count("tired") == 1


def test_of_a_page_in_a_mail_only_words_are_shown_and_nothing_is_fetched() -> None:
    page = (
        "<html><head><style>p{color:red}</style><script>fetch('http://evil.example/')</script></head><body>"
        "<p>Dear all</p><img src='http://evil.example/seen.gif' onerror='x()'><p>see &amp; say</p></body></html>"
    )
    letter = read_letter(a_mail(page=page), "mail.eml")
    assert letter.text.split("\n\n", 1)[1].split() == ["Dear", "all", "see", "&", "say"]
    assert "evil" not in letter.text and "none was fetched" in letter.remarks[0]


def test_what_is_attached_to_a_mail_is_named_and_never_opened() -> None:
    letter = read_letter(a_mail("See below.", attached="in\u202evoice.exe"), "mail.eml")
    assert "not opened: invoice.exe" in letter.remarks[0]


@pytest.mark.parametrize(("data", "name"), [(b"\x89PNG\r\n\x1a\n..", "a.png"), (b"\xff\xd8\xff..", "a.jpeg")])
def test_a_picture_is_kept_and_shown_by_its_name_only(data: bytes, name: str) -> None:
    letter = read_letter(data, name)
    assert letter.text == "" and letter.content == data and "name only" in letter.remarks[0]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/letter.pdf", "letter.pdf"),
        ("C:\\secret\\a.txt", "a.txt"),
        ("fdp\u202e.exe", "fdp.exe"),
        ("", "without a name"),
    ],
)
def test_a_name_is_shown_without_folders_and_tricks(given: str, shown: str) -> None:
    assert name_shown(given) == shown
    assert len(name_shown("x" * 400 + ".pdf")) <= 120


# --- what is hostile -------------------------------------------------------------------------------------------------

SWOLLEN = a_docx(paragraph("0" * 30_000_000))
HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "zip bomb": (lambda: SWOLLEN, "letter.docx", "far more than its size"),
    "entities": (
        lambda: (
            a_docx("").replace(b"x", b"x")
            and _with_document(
                b'<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="' + WORD.encode() + b'"/>'
            )
        ),
        "letter.docx",
        "definitions of its own",
    ),
    "macro": (lambda: a_docx("", **{"word/vbaProject.bin": b"x"}), "letter.docx", "a macro"),
    "no document": (lambda: _with_document(b"<w:", "other.xml"), "letter.docx", "damaged"),
    "program as PDF": (lambda: b"MZ\x90\0", "letter.pdf", "name says PDF"),
    "PDF as picture": (lambda: a_pdf("x"), "photo.png", "name says picture"),
    "page as PDF": (lambda: b"<html><script>1</script>", "letter.pdf", "content is text"),
    "program": (lambda: b"MZ\x90\0", "letter.exe", "kept as .pdf"),
    "no ending": (lambda: b"hello", "letter", "kept as .pdf"),
    "Outlook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mail.msg", "save it as PDF"),
    "Outlook renamed": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mail.txt", "save it as PDF"),
    "empty": (lambda: b"", "letter.txt", "0 bytes"),
    "damaged PDF": (lambda: b"%PDF-1.7 and no more", "letter.pdf", "damaged"),
    "locked PDF": (lambda: a_pdf("secret", password="x"), "letter.pdf", "password"),
    "no mail": (lambda: b"just words", "mail.eml", "neither sender"),
    "nested mail": (lambda: _nested(4_000), "mail.eml", "more memory or time|neither sender"),
}


def _with_document(content: bytes, name: str = "word/document.xml") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(name, content)
    return made.getvalue()


def _nested(depth: int) -> bytes:
    heads = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (place, place) for place in range(depth)
    )
    return heads + b"\nhello"


@pytest.mark.parametrize("what", list(HOSTILE))
def test_a_hostile_letter_is_refused_in_a_sentence(what: str) -> None:
    make, name, sentence = HOSTILE[what]
    with pytest.raises(RefusedInput, match=sentence) as refused:
        read_letter(make(), name)
    assert refused.value.kept.startswith("Nothing was attached") and refused.value.next_step


def test_a_file_of_200_megabytes_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(RefusedInput, match="200 MB, more than 25 MB"):
        read_letter_file(large)
    with pytest.raises(RefusedInput, match="too large"):
        read_letter(bytes(LARGEST_LETTER + 1), "large.txt")


def test_a_folder_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.pdf"):
        with pytest.raises(RefusedInput, match="cannot be opened"):
            read_letter_file(path)


def test_a_reader_that_dies_is_a_refusal_and_one_with_a_fault_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        letter_reading, "CHILD", ("-c", "import sys; sys.stdin.read(); import os; os._exit(9)")
    )
    with pytest.raises(RefusedInput, match="more memory or time"):
        read_letter(b"hello", "a.txt")
    monkeypatch.setattr(
        letter_reading, "CHILD", ("-c", 'import sys; sys.stdin.read(); print(\'["bug", "x"]\')')
    )
    with pytest.raises(RuntimeError, match="x"):
        read_letter(b"hello", "a.txt")


def test_a_long_letter_is_shown_in_part_and_kept_whole() -> None:
    letter = read_letter(b"word " * 100_000, "long.txt")
    assert len(letter.text) == 200_000 and letter.size == 500_000 and "kept whole" in letter.remarks[0]


# --- kept with a child -----------------------------------------------------------------------------------------------


@pytest.fixture
def child(desk: Desk) -> UUID:
    """A child added by hand, living at 3 Lock Row."""
    return here(a_girl(desk))


@pytest.fixture
def letter() -> ReadLetter:
    """A letter that tells where the child lives."""
    return read_letter(b"Ivy lives at 3 Lock Row, QX4 2AA.", "from school.txt")


def test_a_letter_is_kept_as_it_came_and_read_with_an_entry_in_the_log(
    desk: Desk, child: UUID, letter: ReadLetter
) -> None:
    key = desk.do(attach_letter, child, letter, organisation="EDU", received=GivenDate(2026, 11, 2))
    content = desk.read(lambda reader: getattr(people.attachment(reader.session, key), "content", b""))
    assert content == letter.content
    (shown,) = desk.do(open_own_record, child).letters
    assert (shown.name, shown.sender, shown.received_on) == (
        "from school.txt",
        "Schools and the education system",
        "2026-11-02",
    )
    before = desk.head().sequence
    assert desk.do(open_letter, key).text == "Ivy lives at 3 Lock Row, QX4 2AA."
    assert desk.head().sequence == before + 1


def test_a_letter_gives_no_withheld_address_away(desk: Desk, child: UUID, letter: ReadLetter) -> None:
    key = desk.do(attach_letter, child, letter)
    desk.do(withhold_address, child, from_whom="Karl Bell", why="fled")
    shown = desk.do(open_letter, key).text
    assert "Lock Row" not in shown and "QX4" not in shown


def test_the_same_letter_is_attached_once(desk: Desk, child: UUID, letter: ReadLetter) -> None:
    desk.do(attach_letter, child, letter)
    with pytest.raises(DeskError, match="attached already"):
        desk.do(attach_letter, child, letter)


def test_a_letter_is_removed_with_a_reason_and_stays_in_sight_as_removed(
    desk: Desk, child: UUID, letter: ReadLetter
) -> None:
    key = desk.do(attach_letter, child, letter)
    with pytest.raises(DeskError, match="needs a reason"):
        desk.do(remove_letter, key, because=" ")
    desk.do(remove_letter, key, because="Of another child.")
    (shown,) = desk.do(open_own_record, child).letters
    assert shown.ended_because == "Of another child."
    with pytest.raises(DeskError, match="removed already"):
        desk.do(remove_letter, key, because="Again.")
    assert desk.do(attach_letter, child, letter) != key


def test_a_letter_comes_from_a_known_sender_on_a_day_that_was(
    desk: Desk, child: UUID, letter: ReadLetter
) -> None:
    with pytest.raises(NotFound, match="does not know this sender"):
        desk.do(attach_letter, child, letter, organisation="NOBODY")
    with pytest.raises(RefusedInput, match="not in the future"):
        desk.do(attach_letter, child, letter, received=GivenDate(2099, 1, 1))
    with pytest.raises(NotFound):
        desk.do(attach_letter, UUID(int=7), letter)


def test_who_may_not_record_attaches_nothing(desk: Desk, child: UUID, letter: ReadLetter) -> None:
    with_role(desk, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        desk.do(attach_letter, child, letter)
