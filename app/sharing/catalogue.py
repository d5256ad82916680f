"""Which law does the desk judge by? The files of ``resources/law`` read into frozen records, or refused by entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from types import MappingProxyType
from typing import TypeVar

import resources
from app.sharing import law
from app.sharing.catalogue_entries import Entry, Files, refuse

FILES = (
    "catalogue.toml",
    "gateways.toml",
    "conditions.toml",
    "packages.toml",
    "bodies.toml",
    "classes.toml",
    "lists.toml",
    "rules.toml",
    "rules_of_data.toml",
)
MARKS = ("verified", "secondary", "known")
STARTS = (law.ALWAYS, "in force", law.UNKNOWN, law.ENDED, law.S16LA_START)
SIDES = ("LISTED", "SECTION_11", "RELEVANT", "BODIES", "ALL")
ASKED = (
    "always",
    "a side is neither the council nor a partner",
    "the recipient is not on the list of section 115",
    "from the emergency record",
    "public task from a body that is no public authority",
)
POLICY_DOCUMENT = ("yes", "no", "unless the recipient is a competent authority")
TREATMENTS = (law.HOLDS, law.LATER, law.LATER_TO_HELPERS, law.NEVER_RUN)
APPLIES = ("SHARE", "REFUSE", "DEFER", "EDIT_PAST_SHARE")
FLAGS = ("send", "care_leaver")

Record = TypeVar("Record")


@cache
def shipped_catalogue() -> law.Catalogue:
    """Give the catalogue that comes with the program, read once."""
    return read_catalogue({name: resources.text(f"law/{name}") for name in FILES})


def read_catalogue(texts: dict[str, str]) -> law.Catalogue:
    """Read the catalogue from the text of its files by name.

    Raises ``CatalogueRefused`` naming file and entry: an unknown or missing key, a value of the wrong kind, a code
    that stands for nothing, an id that stands there twice.
    """
    files = Files(texts)
    whole = files.whole("catalogue.toml")
    version, read_on = whole.text("version"), whole.day("read_on")
    computed = Entry("classes.toml", "computed", files.table("classes.toml").get("computed", {}))
    catalogue = law.Catalogue(
        version=version,
        read_on=read_on,
        gateways=_keyed(files, ("gateways.toml",), "gateway", "id", _gateway),
        conditions=_keyed(files, ("conditions.toml",), "condition", "id", _condition),
        bases=_keyed(files, ("packages.toml",), "basis", "code", _basis),
        article9=_keyed(files, ("packages.toml",), "article9", "code", _article9),
        paragraphs=_keyed(files, ("packages.toml",), "paragraph", "code", _paragraph),
        packages=_keyed(files, ("packages.toml",), "package", "code", _package),
        bodies=_keyed(files, ("bodies.toml",), "body", "code", _body),
        classes=_keyed(files, ("classes.toml",), "class", "code", _class),
        words=_keyed(files, ("classes.toml",), "word", "code", lambda entry: entry.texts("bodies")),
        landlords=computed.texts("landlords"),
        categories=_keyed(files, ("lists.toml",), "category", "code", _category),
        purposes=_keyed(files, ("lists.toml",), "purpose", "code", _purpose),
        lists=_lists(files),
        rules=_rules(files),
        silences=tuple(_silence(entry) for entry in files.entries("rules.toml", "silence")),
    )
    _refuse_what_stands_for_nothing(catalogue)
    return catalogue


def _keyed(
    files: Files, names: tuple[str, ...], kind: str, key: str, read: Callable[[Entry], Record]
) -> MappingProxyType[str, Record]:
    records: dict[str, Record] = {}
    for file in names:
        for entry in files.entries(file, kind):
            code = entry.text(key)
            if code in records:
                raise entry.refused("it stands there twice")
            records[code] = read(entry)
            entry.done()
    return MappingProxyType(records)


def _gateway(entry: Entry) -> law.Gateway:
    return law.Gateway(
        id=entry.text("id"),
        title=entry.text("title"),
        section=entry.text("section"),
        effect=entry.one_of("effect", ("D", "P", "F", "N", "R")),
        between=tuple(_pair(entry, words) for words in entry.texts("between")),
        persons=tuple(_person_test(one) for one in entry.entries("persons")),
        persons_in_words=entry.text("persons_in_words"),
        persons_asked_by=entry.optional("persons_asked_by"),
        art6=entry.texts("art6"),
        art6_not_from_public_authorities=_texts_or_none(entry, "art6_not_from_public_authorities"),
        packages=entry.texts("packages"),
        offence=entry.flag("offence"),
        part3=entry.one_of("part3", ("no", "police", "maybe", "both")),
        consent=entry.text("consent"),
        start=_start(entry),
        until=_until(entry),
        summary=entry.text("summary"),
        limits=entry.text("limits"),
        source=entry.text("source"),
        marks=_marks(entry),
        mark_note=entry.optional("mark_note"),
    )


def _pair(entry: Entry, words: str) -> law.Pair:
    both_ways = "<>" in words
    givers, found, takers = words.partition("<>" if both_ways else ">")
    sides = [tuple(word.strip() for word in side.split(",")) for side in (givers, takers)]
    if not found or not all(all(side) for side in sides):
        raise entry.refused(f"between holds {words!r}, which is no pair of sides")
    return law.Pair(givers=sides[0], takers=sides[1], both_ways=both_ways)


def _person_test(entry: Entry) -> law.PersonTest:
    test = law.PersonTest(
        anyone=_flag_or_no(entry, "anyone"),
        child=_flag_or_no(entry, "child"),
        from_age=entry.optional_whole("from"),
        to_age=entry.optional_whole("to"),
        under=entry.optional_whole("under"),
        flag=entry.one_of("flag", FLAGS) if entry.has("flag") else "",
    )
    entry.done()
    if test == law.PersonTest():
        raise entry.refused("it tests nothing")
    return test


def _start(entry: Entry) -> str:
    start = entry.text("start")
    if start not in STARTS:
        _day_in(entry, "start", start)
    return start


def _until(entry: Entry) -> dt.date | None:
    until = entry.optional("until")
    return _day_in(entry, "until", until) if until else None


def _day_in(entry: Entry, key: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise entry.refused(f"{key} is {text}, which is no day") from error


def _condition(entry: Entry) -> law.Condition:
    return law.Condition(
        id=entry.text("id"),
        gateway=entry.text("gateway", may_be_empty=True),
        question=entry.text("question"),
        kind=entry.one_of("kind", ("text", "reference", "yes", "date")),
        asked=entry.one_of("asked", ASKED),
    )


def _basis(entry: Entry) -> law.Basis:
    return law.Basis(
        code=entry.text("code"),
        title=entry.text("title"),
        summary=entry.text("summary"),
        start=_start(entry),
        closed_to_public_authorities=entry.flag("closed_to_public_authorities"),
    )


def _article9(entry: Entry) -> law.Article9:
    return law.Article9(entry.text("code"), entry.text("title"), entry.texts("paragraphs"))


def _paragraph(entry: Entry) -> law.Paragraph:
    return law.Paragraph(
        entry.text("code"), entry.text("title"), entry.one_of("policy_document", POLICY_DOCUMENT)
    )


def _package(entry: Entry) -> law.Package:
    return law.Package(
        code=entry.text("code"),
        title=entry.text("title"),
        art9=entry.text("art9"),
        sch1=entry.text("sch1", may_be_empty=True),
        summary=entry.text("summary"),
        source=entry.text("source"),
        marks=_marks(entry),
        mark_note=entry.optional("mark_note"),
    )


def _body(entry: Entry) -> law.Body:
    return law.Body(
        code=entry.text("code"),
        title=entry.text("title"),
        s16la=entry.one_of("s16la", ("a", "b", "c", "designated", "commissioned", "no")),
        section_11=entry.flag("section_11"),
        public_authority=entry.flag("public_authority"),
        competent_authority=entry.flag("competent_authority"),
        section_115=entry.flag("section_115"),
    )


def _class(entry: Entry) -> law.Named:
    return law.Named(entry.text("code"), entry.text("title"), holds=entry.texts("bodies"))


def _category(entry: Entry) -> law.Named:
    special = entry.one_of("special", ("yes", "no", "reveals_health", "used_to_identify"))
    return law.Named(entry.text("code"), entry.text("title"), special=special)


def _purpose(entry: Entry) -> law.Named:
    return law.Named(entry.text("code"), entry.text("title"))


def _lists(files: Files) -> MappingProxyType[str, frozenset[str]]:
    entry = Entry("lists.toml", "lists", files.table("lists.toml").get("lists", {}))
    names = ("NOT_REFUSABLE", "EMPTY_WORDS", "HELPERS", "ONE_NAME_IS_ENOUGH", "COMMISSIONED_ONLY")
    lists = {name: frozenset(entry.texts(name)) for name in names}
    entry.done()
    return MappingProxyType(lists)


def _rules(files: Files) -> MappingProxyType[str, law.RuleText]:
    rules = _keyed(files, ("rules.toml", "rules_of_data.toml"), "rule", "id", _rule)
    return MappingProxyType({rule: rules[rule] for rule in sorted(rules)})


def _rule(entry: Entry) -> law.RuleText:
    whole = _said(entry, entry.one_of("emergency", TREATMENTS))
    parts = {"": whole}
    for part in entry.entries("part"):
        treatment = part.one_of("emergency", TREATMENTS) if part.has("emergency") else whole.emergency
        parts[part.text("name")] = _said(part, treatment)
        part.done()
    applies = entry.texts("applies")
    if not applies or not set(applies) <= set(APPLIES):
        raise entry.refused(f"applies names something that is none of {', '.join(APPLIES)}")
    return law.RuleText(
        id=entry.text("id"),
        version=entry.whole("version"),
        severity=entry.one_of("severity", (law.BLOCK, law.WARN, law.INFORM)),
        applies=applies,
        told_apart_only=entry.flag("told_apart_only"),
        parts=MappingProxyType(parts),
        source=entry.text("source"),
        marks=_marks(entry),
    )


def _said(entry: Entry, emergency: str) -> law.Said:
    return law.Said(entry.text("sentence"), entry.text("settles"), emergency)


def _silence(entry: Entry) -> law.Silence:
    silence = law.Silence(
        speaks=entry.text("speaks"),
        silent=entry.text("silent"),
        same=entry.one_of("same", ("gateway", "item", "nothing")),
        part=entry.optional("part"),
    )
    entry.done()
    return silence


def _marks(entry: Entry) -> tuple[str, ...]:
    marks = entry.texts("marks")
    if not marks or not set(marks) <= set(MARKS):
        raise entry.refused(f"marks holds something that is none of {', '.join(MARKS)}")
    return marks


def _flag_or_no(entry: Entry, key: str) -> bool:
    return entry.flag(key) if entry.has(key) else False


def _texts_or_none(entry: Entry, key: str) -> tuple[str, ...]:
    return entry.texts(key) if entry.has(key) else ()


def _refuse_what_stands_for_nothing(catalogue: law.Catalogue) -> None:
    sides = set(catalogue.words) | set(catalogue.bodies) | set(SIDES)
    for gateway in catalogue.gateways.values():
        entry = f"gateway {gateway.id}"
        named = [side for pair in gateway.between for side in pair.givers + pair.takers]
        _known("gateways.toml", entry, named, sides)
        _known("gateways.toml", entry, gateway.art6, catalogue.bases)
        _known("gateways.toml", entry, gateway.art6_not_from_public_authorities, gateway.art6)
        _known("gateways.toml", entry, gateway.packages, catalogue.packages)
        if gateway.persons_asked_by:
            _known("gateways.toml", entry, [gateway.persons_asked_by], catalogue.rules)
    for condition in catalogue.conditions.values():
        if condition.gateway:
            _known("conditions.toml", f"condition {condition.id}", [condition.gateway], catalogue.gateways)
    for package in catalogue.packages.values():
        _known("packages.toml", f"package {package.code}", [package.art9], catalogue.article9)
        paragraphs = catalogue.article9[package.art9].paragraphs or ("",)
        _known("packages.toml", f"package {package.code}", [package.sch1], paragraphs)
    for article in catalogue.article9.values():
        _known("packages.toml", f"article9 {article.code}", article.paragraphs, catalogue.paragraphs)
    _refuse_unknown_codes_of_lists(catalogue)


def _refuse_unknown_codes_of_lists(catalogue: law.Catalogue) -> None:
    for named in catalogue.classes.values():
        _known("classes.toml", f"class {named.code}", named.holds, catalogue.bodies)
    for word, holds in catalogue.words.items():
        _known("classes.toml", f"word {word}", holds, catalogue.bodies)
    _known("classes.toml", "computed", catalogue.landlords, catalogue.bodies)
    _known("lists.toml", "NOT_REFUSABLE", catalogue.lists["NOT_REFUSABLE"], catalogue.gateways)
    _known("lists.toml", "COMMISSIONED_ONLY", catalogue.lists["COMMISSIONED_ONLY"], catalogue.bodies)
    for name in ("HELPERS", "ONE_NAME_IS_ENOUGH"):
        _known("lists.toml", name, catalogue.lists[name], catalogue.classes)
    for silence in catalogue.silences:
        entry = f"silence {silence.speaks}"
        _known("rules.toml", entry, [silence.speaks, silence.silent], catalogue.rules)
        _known("rules.toml", entry, [silence.part], catalogue.rules[silence.silent].parts)


def _known(file: str, entry: str, codes: Iterable[str], known: Iterable[str]) -> None:
    strange = sorted(set(codes) - set(known))
    if strange:
        raise refuse(file, entry, f"{', '.join(strange)} stands for nothing")
