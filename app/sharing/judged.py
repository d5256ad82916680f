"""What was a share judged on? Its facts and the entries of the law it used, kept in it and read back from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from app.sharing.facts import Facts
from app.sharing.judging import judge
from app.sharing.law import Catalogue, Policies, RuleText, Said
from app.sharing.plain_values import CannotBeMade, made, plain
from models.base import canonical

Entry = TypeVar("Entry")
#: No rule reads the policies: they tell an officer what the rules keep.
NO_POLICIES = Policies({}, {}, {}, {})
#: The parts of the catalogue of which a share keeps only the entries that its judgement looked at.
LOOKED_AT = (
    *("gateways", "bases", "article9", "paragraphs", "packages", "bodies", "classes"),
    *("words", "categories", "purposes", "lists"),
)


def judged_on(facts: Facts, catalogue: Catalogue) -> dict[str, Any]:
    """Write what a judgement rests on as plain values: the facts without names, and the law that it looked at."""
    nameless = replace(facts, subjects=tuple(replace(subject, name="") for subject in facts.subjects))
    law = plain(used(nameless, catalogue))
    return {"facts": plain(nameless), "law": {**law, "rules": _alike(law["rules"])}}


def read_judged(values: Mapping[str, Any]) -> tuple[Facts, Catalogue]:
    """Read back what ``judged_on`` wrote; raises ``CannotBeMade`` where another version of the program wrote it."""
    try:
        law = {**values["law"], "rules": _each(values["law"]["rules"])}
        catalogue = made(Catalogue, law)
        rules = {name: replace(rule, parts=_Parts(rule.parts)) for name, rule in catalogue.rules.items()}
        return made(Facts, values["facts"]), replace(catalogue, rules=MappingProxyType(rules))
    except (KeyError, TypeError) as error:
        raise CannotBeMade("a part is missing") from error


def used(facts: Facts, catalogue: Catalogue) -> Catalogue:
    """Give the part of a catalogue that judging these facts looks at; it judges them as the whole one does.

    What the rules say is left out: what they said stands in the share.
    """
    watched: dict[str, Any] = {name: _Watched(getattr(catalogue, name)) for name in LOOKED_AT}
    asked = {"", *facts.gateways}
    conditions = {name: one for name, one in catalogue.conditions.items() if one.gateway in asked}
    part = replace(catalogue, conditions=MappingProxyType(conditions), **watched)
    judge(facts, part)
    seen: dict[str, Any] = {name: MappingProxyType(watcher.seen()) for name, watcher in watched.items()}
    rules = {name: _without_words(rule) for name, rule in catalogue.rules.items()}
    return replace(part, steps=(), policies=NO_POLICIES, rules=MappingProxyType(rules), **seen)


def _alike(rules: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Write the rules that are treated alike once, since there are many rules and few ways to treat one."""
    groups: dict[str, dict[str, Any]] = {}
    for name, rule in rules.items():
        treated = {key: value for key, value in rule.items() if key != "id"}
        groups.setdefault(canonical(treated), {**treated, "ids": []})["ids"].append(name)
    return list(groups.values())


def _each(groups: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    rules = {
        name: {**{key: value for key, value in group.items() if key != "ids"}, "id": name}
        for group in groups
        for name in group["ids"]
    }
    return dict(sorted(rules.items()))


def _without_words(rule: RuleText) -> RuleText:
    """A part that is treated as the whole rule is not named for itself."""
    parts = {name: replace(said, sentence="", settles="") for name, said in rule.parts.items()}
    own = {name: said for name, said in parts.items() if not name or said != parts[""]}
    return replace(rule, parts=_Parts(own), source="", marks=())


class _Parts(dict[str, Said]):
    """The parts of a rule that are treated in a way of their own; any other is treated as the whole."""

    def __missing__(self, name: str) -> Said:
        return self[""]


class _Watched(Mapping[str, Entry]):
    """Entries by key that remember which of them were looked at; going through them all looks at each."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._seen: set[str] = set()

    def __getitem__(self, key: str) -> Entry:
        entry = self._entries[key]
        self._seen.add(key)
        return entry

    def __iter__(self) -> Iterator[str]:
        self._seen.update(self._entries)
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def seen(self) -> dict[str, Entry]:
        """Give what was looked at, in the order of the catalogue."""
        return {key: entry for key, entry in self._entries.items() if key in self._seen}
