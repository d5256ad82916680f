"""Under which category is a chosen thing proposed, is it special category data, does it tell where somebody lives?"""

from __future__ import annotations

from app.sharing.facts import Item
from app.sharing.law import Catalogue

#: What tells where somebody lives without being an address (domain-and-law, 8.6).
CLUES = ("address", "school", "school_history", "gp", "phone")
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

#: What somebody wrote in their own words: only a reader can say whether it is fact or opinion.
IN_OWN_WORDS = ("note", "warning")


def proposed_category(kind: str, group: str) -> str:
    """Give the category under which a statement's group, or a record's kind, is proposed."""
    if kind == "statement":
        return CATEGORY_OF_GROUP.get(group, "SAFEGUARDING")
    return CATEGORY_OF_RECORD.get(group, "SAFEGUARDING")


def is_special_category(item: Item, catalogue: Catalogue) -> bool:
    """Say whether an item is special category data: by its category, or by an answer given on the item."""
    special = catalogue.categories[item.cat].special
    if special in ("reveals_health", "used_to_identify"):
        return bool(getattr(item, special))
    return special == "yes"


def proposed_tag(group: str) -> str:
    """Give the tag under which a statement's group is proposed: what a register holds is fact; of words nothing."""
    return "" if group in IN_OWN_WORDS else "fact"
