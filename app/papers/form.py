"""What do the sections of a form share? Its content, and how a field that nobody has filled is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.papers.flow import Field, Paragraph, printed, say
from app.papers.wording import NOT_RECORDED
from app.sharing.catalogue import shipped_catalogue


@dataclass(frozen=True)
class Content:
    """What a form is made of: the printable document, the copy row, and the day of the decision."""

    document: Mapping[str, Any]
    copy: Mapping[str, Any]
    on: date

    def part(self, name: str) -> Mapping[str, Any]:
        found = self.document.get(name)
        return found if isinstance(found, Mapping) else {}

    @property
    def items(self) -> list[dict[str, Any]]:
        return list(self.document.get("items") or [])


def field_of(label: str, value: Any) -> Field:
    """Give a field with what is recorded, or the words for nothing."""
    return Field(label, said_or_not(value))


def said_or_not(value: Any) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a value, or the words for nothing."""
    return say(str(value or "")) or printed(NOT_RECORDED, bold=False)


def category_said(code: Any) -> str:
    """Name a category of information; one that the catalogue does not know is named by its code."""
    known = shipped_catalogue().categories.get(str(code or ""))
    return known.title if known else str(code or "").replace("_", " ").capitalize()


def purpose_said(code: Any) -> str:
    """Name what a share is for by its code."""
    known = shipped_catalogue().purposes.get(str(code or ""))
    return known.title if known else str(code or "").replace("_", " ").capitalize()
