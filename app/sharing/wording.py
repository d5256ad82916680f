"""How is what an agency said put into words for a share, and which category is it proposed under?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.dates import from_value
from app.vocabulary import words

#: The category proposed for a statement of a group; the officer can choose another.
CATEGORY_OF_GROUP = {
    "name": "IDENTITY",
    "alias": "IDENTITY",
    "birth": "DOB",
    "expected": "DOB",
    "death": "IDENTITY",
    "age": "DOB",
    "sex": "IDENTITY",
    "gender": "IDENTITY",
    "ethnicity": "ETHNICITY",
    "religion": "RELIGION",
    "language": "IDENTITY",
    "interpreter": "IDENTITY",
    "disability": "DISABILITY",
    "nhs_number": "IDENTITY",
    "upn": "EDUCATION",
    "former_upn": "EDUCATION",
    "uln": "EDUCATION",
    "other_id": "IDENTITY",
    "address": "ADDRESS",
    "phone": "CONTACT",
    "email": "CONTACT",
    "school": "EDUCATION",
    "school_history": "EDUCATION",
    "gp": "HEALTH",
    "warning": "SAFEGUARDING",
    "note": "SAFEGUARDING",
    "sen": "SEN",
    "looked_after": "SOCIAL_CARE",
    "relation": "PARENT_ID",
}
#: The category proposed for a record of a kind; any other kind is proposed as safeguarding.
CATEGORY_OF_RECORD = {
    "police_notice": "OFFENCE",
    "exclusion": "ATTENDANCE",
    "attendance": "ATTENDANCE",
    "health_contact": "HEALTH",
    "housing": "SOCIAL_CARE",
}
_NAME_PARTS = (("title", "given", "middle", "family"), ("preferred_given", "preferred_family"))


def proposed_category(kind: str, group: str) -> str:
    """Give the category under which a statement's group, or a record's kind, is proposed."""
    if kind == "statement":
        return CATEGORY_OF_GROUP.get(group, "SAFEGUARDING")
    return CATEGORY_OF_RECORD.get(group, "SAFEGUARDING")


def in_words(group: str, value: Mapping[str, Any]) -> str:
    """Put a statement's value into words; what has no form of its own is listed part by part."""
    if group == "name":
        return _name(value)
    if group in ("birth", "expected", "death"):
        return from_value(value.get("date")).on_paper()
    if group == "address":
        return ", ".join([*value.get("lines", []), *([value["postcode"]] if value.get("postcode") else [])])
    if group == "sex":
        return words("sex", value.get("code")) or str(value.get("text", ""))
    if group == "relation":
        return _relation(value)
    return _listed(value)


def _name(value: Mapping[str, Any]) -> str:
    given, known_as = (
        " ".join(str(value[part]) for part in parts if value.get(part)) for parts in _NAME_PARTS
    )
    return f"{given}, known as {known_as}" if known_as else given


def _relation(value: Mapping[str, Any]) -> str:
    said = str(value.get("text") or words("relation", value.get("code")))
    responsible = value.get("parental_responsibility")
    if responsible is None:
        return said
    return f"{said}, {'with' if responsible else 'without'} parental responsibility"


def _listed(value: Mapping[str, Any]) -> str:
    """The text as said stands before codes; checks and codes beside a text are left out."""
    if value.get("text"):
        return str(value["text"])
    parts = []
    for key, one in sorted(value.items()):
        if key == "check" or one is None or one == "":
            continue
        name = key.replace("_", " ")
        if isinstance(one, bool):
            parts.append(f"{name}: {'yes' if one else 'no'}")
        elif isinstance(one, Mapping):
            parts.append(f"{name}: {from_value(dict(one)).on_paper()}")
        elif isinstance(one, list):
            parts.append(", ".join(str(each) for each in one))
        else:
            parts.append(str(one))
    return ", ".join(parts)
