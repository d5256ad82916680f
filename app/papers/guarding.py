"""What of a frozen decision may stand on a copy? Not a withheld address or its clues, not a UPN, nothing not chosen.

What is left out leaves no trace on the copy: items are numbered anew and no words stand in its place. The officer sees
it in ``Printable.left_out``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.casefile.masking import Clues, clues_in
from app.identifiers import tidy, upn_holds
from app.people.standing import Said, Source

#: A pupil number is a school's own key; it stands on no paper.
NEVER_PRINTED = frozenset({"upn", "former_upn"})
#: What leads to an address that is withheld (domain-and-law, section 8.6).
CLUES = frozenset({"nhs_number", "school", "school_history", "gp", "phone"})
#: What a recipient never reads.
OFFICERS_ONLY = ("held_back", "rules", "reason")
_FREE_TEXT = ("request", "purpose", "told", "proportionality", "emergency")
#: Whoever is of the family does not read why the family was not told.
OF_THE_FAMILY = frozenset({"FAMILY", "PRIVATE_PERSON"})
_UPN = re.compile(r"\(?\b(?:UPN:?\s*)?([A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z])\b\)?", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_SHORTEST_NUMBER = 4


@dataclass(frozen=True)
class LeftOut:
    """One thing that is not on the copy, for the officer: its kind and why; never its content."""

    what: str
    why: str


@dataclass(frozen=True)
class Printable:
    """A frozen decision with what may not leave taken out; ``left_out`` is for the officer only."""

    document: Mapping[str, Any]
    left_out: tuple[LeftOut, ...]


def printable(
    frozen: Mapping[str, Any], hidden: frozenset[str] = frozenset(), *, for_our_file: bool = False
) -> Printable:
    """Take out of a frozen decision what may not stand on a copy.

    ``hidden`` are references of people whose address is withheld though the decision itself does not show it. The
    document given back has the same shape, without ``held_back``, ``rules`` and ``reason``, which are never a
    recipient's; the share record, which stays in the council's file, keeps them (``for_our_file``).
    """
    guard = _Guard(frozen, hidden)
    document = {key: value for key, value in frozen.items() if key not in OFFICERS_ONLY}
    document["about"] = [guard.person(person) for person in frozen.get("about") or []]
    document["items"] = list(guard.items())
    for key in (*_FREE_TEXT, *(OFFICERS_ONLY if for_our_file else ())):
        document[key] = guard.cleaned(frozen.get(key))
    if (frozen.get("to") or {}).get("class") in OF_THE_FAMILY and not for_our_file:
        document["told"] = {**(document["told"] or {}), "reason": ""}
    return Printable(document, tuple(dict.fromkeys(guard.left_out)))


def given_away(document: Mapping[str, Any], clues: Clues) -> bool:
    """Say whether anything that a copy would print holds a clue to an address that may not be read."""
    told = {key: document.get(key) for key in ("about", "items", *_FREE_TEXT, *OFFICERS_ONLY)}
    return any(clues.stands_in(text) for text in _texts(told))


class _Guard:
    def __init__(self, frozen: Mapping[str, Any], hidden: frozenset[str]) -> None:
        self.left_out: list[LeftOut] = []
        self._items = [item for item in frozen.get("items") or [] if isinstance(item, Mapping)]
        self._chosen = {item.get("id") for item in self._items if item.get("kind") == "statement"}
        values = list(_values(frozen))
        addresses = [(who, value) for who, group, value in values if group == "address"]
        marked = {str(p.get("reference")) for p in frozen.get("about") or [] if p.get("address_withheld")}
        self._hidden = hidden | marked | {who for who, value in addresses if value.get("withheld")}
        kept_back = [value for who, value in addresses if who in self._hidden]
        self._clues = clues_of(kept_back)
        self._uprns = _number_pattern([str(value.get("uprn") or "") for value in kept_back])
        numbers = []
        for who, group, value in values:
            if group in NEVER_PRINTED or (group == "nhs_number" and who in self._hidden):
                numbers.append(str(value.get("value") or ""))
        self._numbers = _number_pattern(numbers)

    def person(self, person: Mapping[str, Any]) -> dict[str, Any]:
        """Give a person with the statements that were chosen and may be printed."""
        who = str(person.get("reference") or "")
        kept = []
        for statement in person.get("statements") or []:
            if statement.get("id") not in self._chosen:
                self._leave("a statement", "it was not chosen as an item")
            elif self._may_print(who, str(statement.get("group") or ""), statement.get("value")):
                kept.append({**statement, "value": self.cleaned(statement.get("value"))})
        return {**person, "statements": kept}

    def items(self) -> Iterator[dict[str, Any]]:
        """Give the items that may be printed, numbered anew, so that a gap tells nobody that one is missing."""
        number = 0
        for item in self._items:
            who, group = str(item.get("about") or ""), str(item.get("group") or "")
            if not self._may_print(who, group, item.get("value")):
                continue
            if item.get("category") == "ADDRESS" and not group and who in self._hidden:
                self._leave("address", "it is withheld")
                continue
            kept = {**item, "value": self.cleaned(item.get("value")), "text": self.cleaned(item.get("text"))}
            kept["source"] = self.cleaned(item.get("source"))
            if not kept["text"] and not kept["value"]:
                self._leave("an item", "all of it leads to a withheld address")
                continue
            number += 1
            yield {**kept, "number": number}

    def _may_print(self, who: str, group: str, value: Any) -> bool:
        if group in NEVER_PRINTED:
            self._leave("UPN", "it is a school's own key and stands on no paper")
            return False
        if group == "address" and isinstance(value, Mapping):
            old = value.get("kind") == "previous" and not value.get("withheld")
            if (who in self._hidden and not old) or self._leads(" ".join(_texts(value))):
                self._leave("address", "it is withheld")
                return False
        if group in CLUES and who in self._hidden:
            self._leave(group, "it leads to a withheld address")
            return False
        return True

    def cleaned(self, value: Any) -> Any:
        """Give a value with every sentence that leads to a withheld address, and every barred number, taken out."""
        if isinstance(value, str):
            return self._cleaned_text(value)
        if isinstance(value, Mapping):
            return {key: self.cleaned(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.cleaned(part) for part in value]
        return value

    def _cleaned_text(self, text: str) -> str:
        kept = text
        if self._leads(text):
            sentences = _SENTENCE.split(text)
            kept = " ".join(s for s in sentences if s and not self._leads(s))
            kept = "" if self._leads(kept) else kept
            self._leave("a sentence", "it leads to a withheld address")
        barred = _UPN.sub(lambda found: "" if upn_holds(found[1]) else found[0], kept)
        if self._numbers is not None:
            barred = self._numbers.sub("", barred)
        if barred != kept:
            self._leave("a number in a text", "it is a UPN, or leads to a withheld address")
            kept = re.sub(r" +([.,;:])", r"\1", re.sub(r" {2,}", " ", barred)).strip()
        return kept

    def _leads(self, text: str) -> bool:
        return self._clues.stands_in(text) or (self._uprns is not None and bool(self._uprns.search(text)))

    def _leave(self, what: str, why: str) -> None:
        self.left_out.append(LeftOut(what, why))


def _values(frozen: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Give every statement of a document as (whom it is about, group, value)."""
    for person in frozen.get("about") or []:
        for statement in person.get("statements") or []:
            if isinstance(statement.get("value"), Mapping):
                yield (
                    str(person.get("reference") or ""),
                    str(statement.get("group") or ""),
                    statement["value"],
                )
    for item in frozen.get("items") or []:
        if isinstance(item, Mapping) and isinstance(item.get("value"), Mapping):
            yield str(item.get("about") or ""), str(item.get("group") or ""), item["value"]


def clues_of(addresses: Iterable[Mapping[str, Any]]) -> Clues:
    """Make the clues of addresses that may not be read: postcodes, first lines, lines with a number, streets."""
    nobody = Source(UUID(int=0), "", "", "")
    return clues_in(Said(UUID(int=0), nobody, "address", address) for address in addresses)


def _number_pattern(numbers: Iterable[str]) -> re.Pattern[str] | None:
    """Make one pattern of numbers, however they are spaced in a text."""
    tidied = sorted({tidy(number) for number in numbers if len(tidy(number)) >= _SHORTEST_NUMBER})
    if not tidied:
        return None
    spaced = (r"[\s\-]?".join(map(re.escape, number)) for number in tidied)
    named = r"\(?(?<!\w)(?:(?:UPRN|UPN|NHS)(?:\s+(?:number|no\.?))?[:\s]+)?"
    return re.compile(rf"{named}(?<!\w)(?:{'|'.join(spaced)})(?!\w)\)?", re.IGNORECASE)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        lines = value.get("lines")
        if isinstance(lines, list | tuple):
            yield ", ".join(str(line) for line in lines)
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
