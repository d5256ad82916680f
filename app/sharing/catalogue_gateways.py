"""How is one gateway read from the catalogue: between whom, about whom, since when, on which bases?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.sharing import law
from app.sharing.catalogue_entries import Entry, Files
from app.sharing.parties import CLASS, SIDES

GATEWAY_FILES = (
    "gateways_children.toml",
    "gateways_children_act.toml",
    "gateways_education.toml",
    "gateways_youth.toml",
    "gateways_crime.toml",
    "gateways_exploitation.toml",
    "gateways_health.toml",
    "gateways_adults.toml",
    "gateways_general.toml",
    "gateways_rights.toml",
)
MARKS = ("verified", "secondary", "known")
STARTS = (law.ALWAYS, law.IN_FORCE, law.UNKNOWN, law.ENDED, law.S16LA_START)
EFFECTS = (law.DUTY, law.POWER, law.FUNCTION, law.NOT_ALONE, law.REGULATES)
PART_3_SIDES = ("no", "police", "maybe", "both")
FLAGS = ("send", "disabled", "looked_after", "at_risk", "care_leaver")


def read_gateway(entry: Entry) -> law.Gateway:
    """Read one gateway; an unknown, missing or misshapen key is refused."""
    return law.Gateway(
        id=entry.text("id"),
        title=entry.text("title"),
        section=entry.text("section"),
        effect=entry.one_of("effect", EFFECTS),
        effect_note=entry.optional("effect_note"),
        between=tuple(_pair(entry, words) for words in entry.texts("between") if words != law.NOBODY),
        persons=tuple(_person_test(one) for one in entry.entries("persons")),
        persons_in_words=entry.text("persons_in_words"),
        persons_asked_by=entry.optional("persons_asked_by"),
        purposes=entry.texts("purposes"),
        art6=entry.texts("art6"),
        art6_not_from_public_authorities=entry.optional_texts("art6_not_from_public_authorities"),
        art6_by_body=entry.optional_lists("art6_by_body"),
        packages=entry.texts("packages"),
        any_package=entry.optional_flag("any_package"),
        offence=entry.flag("offence"),
        part3=entry.one_of("part3", PART_3_SIDES),
        consent=entry.text("consent"),
        start=read_start(entry),
        until=_until(entry),
        summary=entry.text("summary"),
        limits=entry.text("limits"),
        source=entry.text("source"),
        marks=read_marks(entry),
        mark_note=entry.optional("mark_note"),
    )


def read_start(entry: Entry) -> str:
    """Read since when something holds: a day, or one of the words for it."""
    start = entry.text("start")
    if start not in STARTS:
        _day_in(entry, "start", start)
    return start


def read_marks(entry: Entry) -> tuple[str, ...]:
    """Read how sure each part of an entry is."""
    marks = entry.texts("marks")
    if not marks or not set(marks) <= set(MARKS):
        raise entry.refused(f"marks holds something that is none of {', '.join(MARKS)}", "marks")
    return marks


def refuse_unknown_codes(files: Files, catalogue: law.Catalogue) -> None:
    """Refuse a gateway that names a side, basis, package, purpose or rule that stands for nothing."""
    sides = {*catalogue.words, *catalogue.bodies, *SIDES, *(CLASS + code for code in catalogue.classes)}
    for gateway in catalogue.gateways.values():
        entry = files.place_of("gateway", gateway.id)
        named = [side for pair in gateway.between for side in pair.givers + pair.takers]
        known: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
            ("between", named, sides),
            ("purposes", gateway.purposes, catalogue.purposes),
            ("art6", gateway.art6, catalogue.bases),
            ("art6_not_from_public_authorities", gateway.art6_not_from_public_authorities, gateway.art6),
            ("art6_by_body", [body for body, _ in gateway.art6_by_body], catalogue.bodies),
            ("art6_by_body", [basis for _, bases in gateway.art6_by_body for basis in bases], gateway.art6),
            ("packages", gateway.packages, catalogue.packages),
            ("persons_asked_by", filter(None, [gateway.persons_asked_by]), catalogue.rules),
        )
        for key, codes, stands in known:
            entry.refuse_strange(key, codes, stands)


def _pair(entry: Entry, words: str) -> law.Pair:
    both_ways = "<>" in words
    givers, found, takers = words.partition("<>" if both_ways else ">")
    sides = [tuple(word.strip() for word in side.split(",")) for side in (givers, takers)]
    if not found or not all(all(side) for side in sides):
        raise entry.refused(f"between holds {words!r}, which is no pair of sides", "between")
    return law.Pair(givers=sides[0], takers=sides[1], both_ways=both_ways)


def _person_test(entry: Entry) -> law.PersonTest:
    test = law.PersonTest(
        anyone=entry.optional_flag("anyone"),
        nobody=entry.optional_flag("nobody"),
        child=entry.optional_flag("child"),
        from_age=entry.optional_whole("from"),
        to_age=entry.optional_whole("to"),
        under=entry.optional_whole("under"),
        academic=entry.optional_flag("academic"),
        school_age=entry.one_of("school_age", law.SCHOOL_AGES) if entry.has("school_age") else "",
        sex=entry.one_of("sex", ("F", "M")) if entry.has("sex") else "",
        flag=entry.one_of("flag", FLAGS) if entry.has("flag") else "",
    )
    entry.done()
    if test == law.PersonTest():
        raise entry.refused("it tests nothing")
    return test


def _until(entry: Entry) -> dt.date | None:
    until = entry.optional("until")
    return _day_in(entry, "until", until) if until else None


def _day_in(entry: Entry, key: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise entry.refused(f"{key} is {text}, which is no day", key) from error
