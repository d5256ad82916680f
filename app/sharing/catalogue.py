"""Which law does the desk judge by? The files of ``resources/law`` read into frozen records, or refused by entry."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

import resources
from app.sharing import law
from app.sharing.catalogue_days import read_working_days
from app.sharing.catalogue_entries import Entry, Files, read_keyed
from app.sharing.catalogue_gateways import (
    GATEWAY_FILES,
    read_gateway,
    read_marks,
    read_start,
    refuse_unknown_codes,
)
from app.sharing.catalogue_offering import in_order, read_steps
from app.sharing.catalogue_policies import POLICY_FILES, read_policies, refuse_unknown_policies
from app.sharing.facts import DEFER, EVENTS, SHARE

FILES = (
    "catalogue.toml",
    *GATEWAY_FILES,
    "offering.toml",
    "conditions.toml",
    "conditions_other.toml",
    "packages.toml",
    "bodies.toml",
    "classes.toml",
    "lists.toml",
    "rules.toml",
    "rules_of_data.toml",
    "rules_of_services.toml",
    "rules_of_statistics.toml",
    "rules_of_adults.toml",
    "rules_of_restrictions.toml",
    "rules_of_consent.toml",
    "rules_of_records.toml",
    "rules_of_identity.toml",
    "bank_holidays.toml",
    "silences.toml",
    *POLICY_FILES,
)
CONDITION_FILES = tuple(name for name in FILES if name.startswith("conditions"))
RULE_FILES = tuple(name for name in FILES if name.startswith("rules"))
ASKED = (
    "always",
    "a side is neither the council nor a partner",
    "the recipient is not on the list of section 115",
    "from the emergency record",
    "public task from a body that is no public authority",
    "people can be told apart",
    "it runs under Part 3",
    "a side is neither responsible nor listed",
)
POLICY_DOCUMENT = ("yes", "no", "unless the recipient is a competent authority")
TREATMENTS = (
    law.HOLDS,
    law.LATER,
    law.LATER_TO_HELPERS,
    law.LATER_IF_SPOKEN,
    law.BECOMES_WARNING,
    law.NEVER_RUN,
)
SEVERITIES = (law.BLOCK, law.WARN, law.INFORM)
APPLIES = (SHARE, "REFUSE", DEFER, *EVENTS[1:])
OFF_ON = (law.SAFEGUARDING_ROUTE, law.PART_3)
LISTS_OF_GATEWAYS = (
    "SAFEGUARDING",
    "WEAK",
    "RETURNS",
    "NOT_REFUSABLE",
    "NOT_REFUSABLE_ON_REQUEST",
    "NOT_REFUSABLE_FOR_CHILDREN",
)
LISTS_OF_CLASSES = ("HELPERS", "ONE_NAME_IS_ENOUGH", "SERVICE_LIMITS")
LISTS_OF_CATEGORIES = (
    "CORE",
    "OPT_OUT_CORE",
    "SAFEGUARDING_ITEMS",
    "DESTINATION_ITEMS",
    "PUPIL_DATA",
    "HOMELESS_NOTICE",
    "PATIENT_DATA",
    "IDENTIFYING_CATEGORIES",
    "TAGS_OF_HEALTH",
    "TAGS_OF_OFFENCE",
)
LISTS_OF_WORDS = (
    "EMPTY_WORDS",
    "SENSITIVE_WORDS_HEALTH",
    "SENSITIVE_WORDS_OFFENCE",
    "IDENTIFYING_FIELDS",
    "GRA_EXCEPTIONS",
    "UPN_COUNCILS",
)


@cache
def shipped_catalogue() -> law.Catalogue:
    """Give the catalogue that comes with the program, read once."""
    return read_catalogue({name: resources.text(f"law/{name}") for name in FILES})


def read_catalogue(texts: dict[str, str]) -> law.Catalogue:
    """Read the catalogue from the text of its files by name.

    Raises ``CatalogueRefused`` naming file, line and entry: an unknown or missing key, a value of the wrong kind, a code
    that stands for nothing, an id that stands there twice.
    """
    files = Files(texts)
    whole = files.whole("catalogue.toml")
    version, read_on = whole.text("version"), whole.day("read_on")
    computed = files.part("classes.toml", "computed")
    gateways = read_keyed(files, GATEWAY_FILES, "gateway", "id", read_gateway)
    steps = read_steps(files)
    catalogue = law.Catalogue(
        version=version,
        read_on=read_on,
        gateways=in_order(files, gateways, steps),
        steps=steps,
        conditions=read_keyed(files, CONDITION_FILES, "condition", "id", _condition),
        bases=read_keyed(files, ("packages.toml",), "basis", "code", _basis),
        article9=read_keyed(files, ("packages.toml",), "article9", "code", _article9),
        paragraphs=read_keyed(files, ("packages.toml",), "paragraph", "code", _paragraph),
        packages=read_keyed(files, ("packages.toml",), "package", "code", _package),
        bodies=read_keyed(files, ("bodies.toml",), "body", "code", _body),
        classes=read_keyed(files, ("classes.toml",), "class", "code", _class),
        words=read_keyed(files, ("classes.toml",), "word", "code", lambda entry: entry.texts("bodies")),
        landlords=computed.texts("landlords"),
        contractors=computed.texts("contractors"),
        categories=read_keyed(files, ("lists.toml",), "category", "code", _category),
        purposes=read_keyed(files, ("lists.toml",), "purpose", "code", _purpose),
        lists=_lists(files),
        rules=_rules(files),
        silences=tuple(_silence(entry) for entry in files.entries("silences.toml", "silence")),
        working_days=read_working_days(files),
        policies=read_policies(files),
    )
    _refuse_what_stands_for_nothing(files, catalogue)
    return catalogue


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
        start=read_start(entry),
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
        marks=read_marks(entry),
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
    entry = files.part("lists.toml", "lists")
    names = (
        *LISTS_OF_GATEWAYS,
        *LISTS_OF_CLASSES,
        *LISTS_OF_CATEGORIES,
        *LISTS_OF_WORDS,
        "COMMISSIONED_ONLY",
    )
    lists = {name: frozenset(entry.texts(name)) for name in names}
    entry.done()
    return MappingProxyType(lists)


def _rules(files: Files) -> MappingProxyType[str, law.RuleText]:
    rules = read_keyed(files, RULE_FILES, "rule", "id", _rule)
    return MappingProxyType({rule: rules[rule] for rule in sorted(rules)})


def _rule(entry: Entry) -> law.RuleText:
    severity = entry.one_of("severity", SEVERITIES)
    whole = _said(entry, entry.one_of("emergency", TREATMENTS), severity)
    parts = {"": whole}
    for part in entry.entries("part"):
        treatment = part.one_of("emergency", TREATMENTS) if part.has("emergency") else whole.emergency
        own_severity = part.one_of("severity", SEVERITIES) if part.has("severity") else severity
        parts[part.text("name")] = _said(part, treatment, own_severity)
        part.done()
    applies = entry.texts("applies")
    if not applies or not set(applies) <= set(APPLIES):
        raise entry.refused(f"applies names something that is none of {', '.join(APPLIES)}")
    return law.RuleText(
        id=entry.text("id"),
        version=entry.whole("version"),
        severity=severity,
        applies=applies,
        told_apart_only=entry.flag("told_apart_only"),
        parts=MappingProxyType(parts),
        source=entry.text("source"),
        marks=read_marks(entry),
        off_on=_off_on(entry),
        kept_by=_texts_or_none(entry, "kept_by"),
    )


def _off_on(entry: Entry) -> tuple[str, ...]:
    off_on = _texts_or_none(entry, "off_on")
    if not set(off_on) <= set(OFF_ON):
        raise entry.refused(f"off_on names something that is none of {', '.join(OFF_ON)}")
    return off_on


def _said(entry: Entry, emergency: str, severity: str) -> law.Said:
    return law.Said(entry.text("sentence"), entry.text("settles"), emergency, severity)


def _silence(entry: Entry) -> law.Silence:
    silence = law.Silence(
        speaks=entry.text("speaks"),
        silent=entry.text("silent"),
        same=entry.one_of("same", ("gateway", "item", "person", "nothing")),
        part=entry.optional("part"),
    )
    entry.done()
    return silence


def _texts_or_none(entry: Entry, key: str) -> tuple[str, ...]:
    return entry.texts(key) if entry.has(key) else ()


def _refuse_what_stands_for_nothing(files: Files, catalogue: law.Catalogue) -> None:
    refuse_unknown_codes(files, catalogue)
    refuse_unknown_policies(files, catalogue)
    for condition in catalogue.conditions.values():
        if condition.gateway:
            entry = files.place_of("condition", condition.id)
            entry.refuse_strange("gateway", [condition.gateway], catalogue.gateways)
    for rule, text in catalogue.rules.items():
        files.place_of("rule", rule).refuse_strange("kept_by", text.kept_by, catalogue.gateways)
    for package in catalogue.packages.values():
        entry = files.place_of("package", package.code)
        entry.refuse_strange("art9", [package.art9], catalogue.article9)
        entry.refuse_strange("sch1", [package.sch1], catalogue.article9[package.art9].paragraphs or ("",))
    for article in catalogue.article9.values():
        entry = files.place_of("article9", article.code)
        entry.refuse_strange("paragraphs", article.paragraphs, catalogue.paragraphs)
    _refuse_unknown_codes_of_lists(files, catalogue)


def _refuse_unknown_codes_of_lists(files: Files, catalogue: law.Catalogue) -> None:
    for named in catalogue.classes.values():
        files.place_of("class", named.code).refuse_strange("bodies", named.holds, catalogue.bodies)
    for word, holds in catalogue.words.items():
        files.place_of("word", word).refuse_strange("bodies", holds, catalogue.bodies)
    computed, lists = files.part("classes.toml", "computed"), files.part("lists.toml", "lists")
    computed.refuse_strange("landlords", catalogue.landlords, catalogue.bodies)
    computed.refuse_strange("contractors", catalogue.contractors, catalogue.bodies)
    for names, known in (
        (("COMMISSIONED_ONLY",), catalogue.bodies),
        (LISTS_OF_GATEWAYS, catalogue.gateways),
        (LISTS_OF_CLASSES, catalogue.classes),
        (LISTS_OF_CATEGORIES, catalogue.categories),
    ):
        for name in names:
            lists.refuse_strange(name, catalogue.lists[name], known)
    for entry, silence in zip(files.entries("silences.toml", "silence"), catalogue.silences, strict=True):
        entry.refuse_strange("speaks", [silence.speaks], catalogue.rules)
        entry.refuse_strange("silent", [silence.silent], catalogue.rules)
        entry.refuse_strange("part", [silence.part], catalogue.rules[silence.silent].parts)
