"""The parts that every page is made of, each once; a part is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.parts.announcing import announce
    from ui.parts.banner import BannerFacts, ChildBanner
    from ui.parts.card import Card
    from ui.parts.centred import CentredCard, labelled
    from ui.parts.checklist import ChecklistItem, ItemChecklist
    from ui.parts.chip import Chip, rating_chip, verdict_chip, verdict_mark
    from ui.parts.code_box import CodeBox
    from ui.parts.comparison import CompareCell, CompareRow, ComparisonTable
    from ui.parts.date_boxes import DateBoxes
    from ui.parts.empty_state import EmptyState
    from ui.parts.error_summary import ErrorSummary
    from ui.parts.field_above import FieldAbove
    from ui.parts.flow import FlowLayout, TopColumn
    from ui.parts.key_button import KeyButton, button, shown_keys
    from ui.parts.notice_bar import NoticeBar
    from ui.parts.open_questions import OpenQuestions, Question
    from ui.parts.passphrase_box import PassphraseBox
    from ui.parts.pills import ChoicePills
    from ui.parts.progress_strip import ProgressStrip
    from ui.parts.rows import LabelledRow, RowStack
    from ui.parts.tabs import Tabs
    from ui.parts.text_box import LineBox, TextBox
    from ui.parts.tick import Tick
    from ui.parts.timeline import TimelineMark, TimelineStrip
    from ui.parts.words import names, rule, set_kind, text

#: Which module holds which parts. The unlock window needs a third of them and must not wait for the rest.
_IN = {
    "announcing": "announce",
    "banner": "BannerFacts ChildBanner",
    "card": "Card",
    "centred": "CentredCard labelled",
    "checklist": "ChecklistItem ItemChecklist",
    "chip": "Chip rating_chip verdict_chip verdict_mark",
    "code_box": "CodeBox",
    "comparison": "CompareCell CompareRow ComparisonTable",
    "date_boxes": "DateBoxes",
    "empty_state": "EmptyState",
    "error_summary": "ErrorSummary",
    "field_above": "FieldAbove",
    "flow": "FlowLayout TopColumn",
    "key_button": "KeyButton button shown_keys",
    "notice_bar": "NoticeBar",
    "open_questions": "OpenQuestions Question",
    "passphrase_box": "PassphraseBox",
    "pills": "ChoicePills",
    "progress_strip": "ProgressStrip",
    "rows": "LabelledRow RowStack",
    "tabs": "Tabs",
    "text_box": "LineBox TextBox",
    "tick": "Tick",
    "timeline": "TimelineMark TimelineStrip",
    "words": "names rule set_kind text",
}
_HOMES = {name: module for module, names in _IN.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Import a part from its module."""
    if name not in _HOMES:
        raise AttributeError(f"ui.parts has no part called {name}.")
    found = getattr(import_module(f"ui.parts.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "BannerFacts",
    "Card",
    "CentredCard",
    "ChecklistItem",
    "ChildBanner",
    "Chip",
    "ChoicePills",
    "CodeBox",
    "CompareCell",
    "CompareRow",
    "ComparisonTable",
    "DateBoxes",
    "EmptyState",
    "ErrorSummary",
    "FieldAbove",
    "FlowLayout",
    "ItemChecklist",
    "KeyButton",
    "LabelledRow",
    "LineBox",
    "NoticeBar",
    "OpenQuestions",
    "PassphraseBox",
    "ProgressStrip",
    "Question",
    "RowStack",
    "Tabs",
    "TextBox",
    "Tick",
    "TimelineMark",
    "TimelineStrip",
    "TopColumn",
    "announce",
    "button",
    "labelled",
    "names",
    "rating_chip",
    "rule",
    "set_kind",
    "shown_keys",
    "text",
    "verdict_chip",
    "verdict_mark",
]
