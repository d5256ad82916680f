"""What does the guide say, which page of it belongs to a place, and where in it does a word stand?"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from app.folding import fold
from resources import text

#: The page that lists all others.
CONTENTS = "contents"
#: So many letters of a passage are shown beside a hit.
EXCERPT = 150
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*`|]+|^\s*(?:#+|[-\d]+\.?)\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page of the guide: its key, its group in the contents, its title, its text in Markdown."""

    key: str
    group: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words stand in the guide: the page, the heading above them, and the passage."""

    page: str
    title: str
    heading: str
    passage: str


@cache
def guide() -> tuple[GuidePage, ...]:
    """Give the pages of the guide in their order; ``resources/help/guide.toml`` names them."""
    listed = tomllib.loads(text("help/guide.toml"))["page"]
    return tuple(_page(one["key"], one["group"]) for one in listed)


def _page(key: str, group: str) -> GuidePage:
    content = text(f"help/{key}.md")
    return GuidePage(key, group, content.split("\n", 1)[0].removeprefix("# ").strip(), content)


@cache
def contents() -> GuidePage:
    """Give the page that lists all others, each as a link below its group."""
    lines = ["# Guide to MASH Desk", ""]
    for group in dict.fromkeys(page.group for page in guide()):
        lines += [f"## {group}", ""]
        lines += [f"- [{page.title}]({page.key})" for page in guide() if page.group == group]
        lines.append("")
    return GuidePage(CONTENTS, "", "Guide to MASH Desk", "\n".join(lines))


def page_called(key: str) -> GuidePage:
    """Give a page by its key; the contents for a key that has none."""
    return next((page for page in guide() if page.key == key), contents())


def search(words: str) -> tuple[Hit, ...]:
    """Find the passages that hold all words, in any case and with or without accents; headings before text.

    A page is named once for each of its headings at most. No word, no hit.
    """
    wanted = fold(words).split()
    if not wanted:
        return ()
    in_headings: list[Hit] = []
    in_text: list[Hit] = []
    for page in guide():
        for heading, passage in _passages(page.text):
            above, below = fold(heading), fold(passage)
            if all(word in above for word in wanted):
                in_headings.append(Hit(page.key, page.title, heading, _excerpt(passage, "")))
            elif all(word in above or word in below for word in wanted):
                at = next(word for word in wanted if word in below)
                in_text.append(Hit(page.key, page.title, heading, _excerpt(passage, at)))
    return (*in_headings, *in_text)


def _passages(content: str) -> list[tuple[str, str]]:
    """Cut a page at its headings: each heading with the plain words below it."""
    found: list[tuple[str, str]] = []
    for piece in re.split(r"^#+ ", content, flags=re.MULTILINE):
        heading, _, below = piece.partition("\n")
        if heading.strip():
            found.append((plain(heading), plain(below)))
    return found


def plain(marked: str) -> str:
    """Give words without the signs of Markdown, on one line."""
    return " ".join(_MARKS.sub(r"\1", marked).split())


def _excerpt(passage: str, word: str) -> str:
    """Give the sentence with a word, shortened where it is long."""
    sentences = re.split(r"(?<=[.!?])\s", passage)
    said = next((sentence for sentence in sentences if word in fold(sentence)), passage)
    return said if len(said) <= EXCERPT else f"{said[:EXCERPT].rsplit(' ', 1)[0]} …"
