"""What does a mail say, as plain text? Its heads and its words; nothing in it is run, fetched or opened."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from html.parser import HTMLParser

from app.people.letter_kinds import LetterRefused, name_shown

MOST_PARTS = 200


def mail_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Give the heads and words of a mail, and what is to be said about it; refused where it is none."""
    mail = message_from_bytes(data, policy=policy.default)
    if not any(mail.get(name) for name in ("From", "Subject", "Date")):
        raise LetterRefused(
            "The file is called a mail and has neither sender, subject nor date.",
            "Ask the sender for it again.",
        )
    heads = [
        f"{name}: {' '.join(_head(mail, name).split())}" for name in ("From", "To", "Cc", "Date", "Subject")
    ]
    plain, pages, beside, fetched = _parts(mail)
    text = "\n\n".join(plain or pages)
    remarks = []
    if fetched and not plain:
        remarks.append(f"The mail points to {fetched} pictures or other things elsewhere; none was fetched.")
    if beside:
        remarks.append(f"Attached to the mail and not opened: {', '.join(beside[:20])}.")
    return "\n".join([*(head for head in heads if not head.endswith(": ")), "", text]), tuple(remarks)


def _head(mail: EmailMessage, name: str) -> str:
    try:
        return str(mail.get(name) or "")[:2_000]
    except (
        ValueError,
        IndexError,
        TypeError,
        AttributeError,
    ):  # the parser meets headers that no rule allows
        return "(cannot be read)"


def _parts(mail: EmailMessage) -> tuple[list[str], list[str], list[str], int]:
    """Give the plain texts, the texts of web pages, the names of what is attached, and how much lies elsewhere."""
    plain: list[str] = []
    pages: list[str] = []
    beside: list[str] = []
    elsewhere = 0
    for place, part in enumerate(mail.walk()):
        if place >= MOST_PARTS:
            break
        if part.is_multipart():
            continue
        kind, file = part.get_content_type(), part.get_filename()
        if file or kind not in ("text/plain", "text/html"):
            beside.append(name_shown(file or f"a part of the kind {kind}"))
        elif kind == "text/plain":
            plain.append(_decoded(part))
        else:
            page = _Page()
            page.feed(_decoded(part))
            page.close()
            pages.append(page.text())
            elsewhere += page.elsewhere
    return [each for each in plain if each.strip()], pages, beside, elsewhere


def _decoded(part: Message) -> str:
    content, charset = part.get_payload(decode=True), part.get_content_charset()
    raw = content if isinstance(content, bytes) else b""
    try:
        return raw.decode(charset or "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


class _Page(HTMLParser):
    """The words of a web page; what is script, style or elsewhere is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elsewhere = 0
        self._found: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a line's end, a thing elsewhere, or the beginning of what is no text."""
        if any(name in ("src", "background", "srcset", "data") and value for name, value in attrs):
            self.elsewhere += 1
        if tag in ("script", "style", "template", "noscript", "title") and not self._silent:
            self._silent = tag
        elif tag in ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"):
            self._found.append("\n")
        elif tag in ("td", "th"):
            self._found.append("\t")

    def handle_endtag(self, tag: str) -> None:
        """Listen again after what is no text."""
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._silent:
            self._found.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        """Give the words, a line for each block."""
        lines = (" ".join(line.split()) for line in "".join(self._found).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
