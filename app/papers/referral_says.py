"""What does the referral say of the child, the family and the concern, who says so, and as what? Sections C, D, F and G."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.papers.flow import Column, Field, Flow, Paragraph, printed, say
from app.papers.form import Content, field_of, said_or_not
from app.papers.wording import (
    NOT_RECORDED,
    also_known_said,
    day_said,
    name_said,
    relation_words,
    statement_said,
)
from app.vocabulary import words

#: The fields of section C in the order of the form: label and statement groups.
CHILD_FIELDS = (
    ("Born", ("birth",)),
    ("Expected", ("expected",)),
    ("Age as told", ("age",)),
    ("Sex", ("sex",)),
    ("Gender", ("gender",)),
    ("Ethnicity", ("ethnicity",)),
    ("Religion", ("religion",)),
    ("First language", ("language",)),
    ("Interpreter", ("interpreter",)),
    ("Disability or additional needs", ("disability", "sen")),
    ("NHS number", ("nhs_number",)),
    ("ULN", ("uln",)),
    ("Other numbers", ("other_id",)),
    ("Home address", ("address",)),
    ("Telephone", ("phone",)),
    ("E-mail", ("email",)),
    ("GP", ("gp",)),
    ("School or nursery", ("school",)),
    ("Earlier schools", ("school_history",)),
    ("Looked after", ("looked_after",)),
    ("Died", ("death",)),
)
#: Fields that the form asks of every child; the others stand on it when something is said.
ALWAYS = frozenset(
    {
        "Born",
        "Sex",
        "Gender",
        "Ethnicity",
        "Religion",
        "First language",
        "Interpreter",
        "NHS number",
        "Home address",
    }
    | {"Disability or additional needs", "Telephone", "GP", "School or nursery", "Looked after"}
)
_ON_THE_CHILD = frozenset({"name", "alias", *(group for _, groups in CHILD_FIELDS for group in groups)})


def the_child(flow: Flow, content: Content) -> None:
    """Write section C: each child, field by field, with who says so."""
    persons = content.document.get("about") or []
    flow.heading("C. The child" if len(persons) < 2 else "C. The children")
    for number, person in enumerate(persons, start=1):
        if len(persons) > 1:
            flow.heading_below(f"Child {number} of {len(persons)}")
        items = [item for item in content.items if item.get("about") == person.get("reference")]
        flow.fields(list(_child_fields(str(person.get("reference")), items, content.on)))


def _child_fields(reference: str, items: list[dict[str, Any]], on: date) -> Iterator[Field]:
    by_group: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        by_group.setdefault(str(item.get("group") or ""), []).append(item)
    yield Field("Name", _each([(name_said(_value(i)), i) for i in by_group.get("name", [])]))
    known = [(also_known_said(_value(i)), i) for i in by_group.get("name", [])]
    known += [(str(_value(i).get("text") or i.get("text") or ""), i) for i in by_group.get("alias", [])]
    yield Field("Also known as", _each([pair for pair in known if pair[0]]))
    for label, groups in CHILD_FIELDS:
        said = [(_item_said(item, on), item) for group in groups for item in by_group.get(group, [])]
        if said or label in ALWAYS:
            yield Field(label, _each(said))
    yield field_of("Our reference", reference)


def _each(said: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[Paragraph, ...]:
    """Give each thing said in its own paragraph, with who says so under it; agencies that differ stand below one another."""
    paragraphs: list[Paragraph] = []
    for text, item in said:
        if text:
            paragraphs += say(text)
            paragraphs += say(f"({_who_says(item)})", small=True)
    return tuple(paragraphs) or printed(NOT_RECORDED, bold=False)


def _who_says(item: Mapping[str, Any]) -> str:
    """Say who told it, when, and whether as fact, opinion or instruction."""
    source = item.get("source") or {}
    parts = [str(source.get("organisation") or "source not recorded"), day_said(source.get("said_on"))]
    parts.append(words("tag", item.get("tag")))
    return ", ".join(part for part in parts if part)


def _item_said(item: Mapping[str, Any], on: date) -> str:
    return statement_said(str(item.get("group") or ""), _value(item), on) or str(item.get("text") or "")


def _value(item: Mapping[str, Any]) -> Mapping[str, Any]:
    value = item.get("value")
    return value if isinstance(value, Mapping) else {}


def the_family(flow: Flow, content: Content) -> None:
    """Write section D: the family as the chosen items tell it."""
    flow.heading("D. Household and family")
    rows, names = [], family_names(content)
    for item in content.items:
        if item.get("group") == "relation":
            value = _value(item)
            holds = value.get("parental_responsibility")
            rows.append(
                (
                    said_or_not(value.get("name") or names.get(str(value.get("other") or ""))),
                    said_or_not(relation_words(value) or item.get("text")),
                    said_or_not("Yes" if holds is True else "No" if holds is False else None),
                    say(_who_says(item)),
                )
            )
    if not rows:
        flow.fields([field_of("Family members", None), field_of("Risk to visitors", None)])
        return
    columns = (
        Column("Name", 3),
        Column("Relation to child", 3),
        Column("Parental responsibility", 3),
        Column("Who says so", 3),
    )
    flow.table(columns, rows)


def family_names(content: Content) -> dict[str, str]:
    """Give the names of the family members whom a chosen relation speaks of, by what their agency calls them."""
    others = {
        str(_value(item).get("other") or "") for item in content.items if item.get("group") == "relation"
    }
    found = {}
    for item in content.items:
        called = str(item.get("about") or "").rpartition(":")[2]
        if item.get("group") == "name" and called in others and called:
            found[called] = name_said(_value(item))
    return found


def _children(content: Content) -> dict[str, str]:
    """Give the name, else the reference, of each child whom the paper is about, by reference."""
    found = {str(person.get("reference")): "" for person in content.document.get("about") or []}
    for item in content.items:
        who = str(item.get("about") or "")
        if item.get("group") == "name" and who in found and not found[who]:
            found[who] = name_said(_value(item))
    return {reference: name or reference for reference, name in found.items()}


def _whose(item: Mapping[str, Any], children: Mapping[str, str], family: Mapping[str, str]) -> str:
    """Say whom an item is about where that is not the one child of the paper."""
    who = str(item.get("about") or "")
    if not who or (who in children and len(children) == 1):
        return ""
    called = who.rpartition(":")[2]
    return f"(about {children.get(who) or family.get(called) or called})"


def the_concern(flow: Flow, content: Content) -> None:
    """Write section F: the chosen items that are no field of the form, in the order chosen."""
    flow.heading("F. What is shared, and why we are concerned")
    children, family = _children(content), family_names(content)
    told = [item for item in content.items if not _stands_elsewhere(item, children, family)]
    columns = (
        Column("When", 3.9),
        Column("What is said", 7.6),
        Column("Who says so", 3.4),
        Column("Kind", 2.3),
    )
    if told:
        flow.table(columns, [_told_row(item, content.on, children, family) for item in told])
    asks = any(item.get("tag") == "instruction" for item in told)
    flow.fields(
        [
            *([] if told else [field_of("Concern", None)]),
            field_of("Going well", None),
            field_of("Support tried", None),
            field_of("When it began", None),
            field_of("What we ask", "The instructions above" if asks else None),
        ]
    )


def _stands_elsewhere(
    item: Mapping[str, Any], children: Mapping[str, str], family: Mapping[str, str]
) -> bool:
    """Say whether an item is a field of section C or a row of section D."""
    who, group = str(item.get("about") or ""), str(item.get("group") or "")
    in_family = group == "name" and who.rpartition(":")[2] in family
    return group == "relation" or in_family or (group in _ON_THE_CHILD and who in children)


def _told_row(
    item: Mapping[str, Any], on: date, children: Mapping[str, str], family: Mapping[str, str]
) -> tuple[tuple[Paragraph, ...], ...]:
    source, group, said = item.get("source") or {}, str(item.get("group") or ""), _item_said(item, on)
    headed = f"{words('group', group).capitalize()}: {said}" if group and said else said
    return (
        said_or_not(day_said(item.get("date") or source.get("said_on"))),
        said_or_not(headed) + say(_whose(item, children, family), small=True),
        said_or_not("\n".join(str(source[key]) for key in ("organisation", "reference") if source.get(key))),
        said_or_not(words("tag", item.get("tag")).capitalize()),
    )


def the_professionals(flow: Flow, content: Content) -> None:
    """Write section G: who says what is on this paper."""
    flow.heading("G. Professionals who know the child")
    known: dict[str, list[str]] = {}
    for item in content.items:
        source = item.get("source") or {}
        if source.get("organisation"):
            references = known.setdefault(str(source["organisation"]), [])
            if source.get("reference") and str(source["reference"]) not in references:
                references.append(str(source["reference"]))
    if not known:
        flow.fields([field_of("Professionals", None)])
        return
    columns = (Column("Agency", 5), Column("Their reference", 4), Column("Name and contact", 4))
    flow.table(
        columns,
        [
            (say(name), said_or_not("; ".join(of)), printed(NOT_RECORDED, bold=False))
            for name, of in known.items()
        ],
    )
