"""Which rule is heard on a set of facts, and what one ordinary share under each power of the catalogue looks like."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Consent, Facts, Item, Party, Subject
from app.sharing.judging import Judgement, judge
from tests.builders_sharing import CHARITY, COUNCIL, HOSPITAL, POLICE, SCHOOL, a_share, the

LAW = shipped_catalogue()
DAY = dt.date(2026, 11, 3)
HEALTH = Item(cat="HEALTH", about="K1", tag="fact", source="school nurse")
OFFENCE = Item(cat="OFFENCE", about="K1", tag="fact", source="police notice")
ADDRESS = Item(cat="ADDRESS", about="K1", tag="fact", source="register")
ADULT = Subject(id="K1", role="adult", dob=dt.date(1990, 1, 1), name="Ida Quill", protected=True)
EVE_OF_18 = Subject(id="K1", role="child", dob=dt.date(2008, 11, 4), name="Noor Quill", protected=True)
DAY_OF_18 = Subject(id="K1", role="child", dob=dt.date(2008, 11, 3), name="Noor Quill", protected=True)
UNBORN = Subject(
    id="K1", role="child", edd=dt.date(2027, 1, 9), name="Unborn Quill", protected=True, pr_holders=("M1",)
)
UNSURE = the(ADULT, age_uncertain=True)
#: One sentence beside each code, for a test that runs over subjects who are children in a rule.
CHILDREN = {"eve of 18": EVE_OF_18, "unborn": UNBORN, "age uncertain": UNSURE}


def ruled(facts: Facts) -> Judgement:
    """Judge by the shipped catalogue."""
    return judge(facts, LAW)


def outcome_of(rule: str, facts: Facts) -> str:
    """Say whether the rule passed, fired or was not run."""
    return {result.id: result.outcome for result in ruled(facts).results}[rule]


def stops(rule: str, facts: Facts) -> bool:
    """Say whether the rule blocks: it stands among the blocks and nowhere else, and the outcome follows."""
    found = ruled(facts)
    elsewhere = rule in (*found.warnings, *found.infos, *found.later)
    return found.outcome == "BLOCKED" and rule in found.blocks and rule in found.fired and not elsewhere


def warns(rule: str, facts: Facts) -> bool:
    """Say whether the rule warns: it stands among the warnings and nowhere else."""
    found = ruled(facts)
    elsewhere = rule in (*found.blocks, *found.infos, *found.later)
    return rule in found.warnings and rule in found.fired and not elsewhere


def waits(rule: str, facts: Facts) -> bool:
    """Say whether the rule is put off to the manager's review and stands nowhere else."""
    found = ruled(facts)
    return rule in found.later and rule not in (*found.blocks, *found.warnings, *found.infos)


def content(rule: str, facts: Facts) -> bool:
    """Say whether the rule ran or fell silent without a word: it is in no column."""
    found = ruled(facts)
    spoken = (*found.blocks, *found.warnings, *found.infos, *found.later, *found.fired)
    return rule not in spoken


def a_party(body: str, party_class: str = "", **flags: Any) -> Party:
    """Give an organisation of a body with a name and a post."""
    return Party(
        body=body, party_class=party_class, organisation="Saltmarsh House", person="Duty officer", **flags
    )


def by_section_10(**changes: Any) -> Facts:
    """Give the council telling the police under section 10 of the 2004 Act."""
    right: dict[str, Any] = {
        "sender": COUNCIL,
        "recipient": POLICE,
        "gateways": ("CA04-10",),
        "art6": ("6e",),
    }
    return a_share(**{**right, **changes})


def by_section_11(**changes: Any) -> Facts:
    """Give the council telling the police under section 11 of the 2004 Act, the function written down."""
    right = {"gateways": ("CA04-11",), "conditions": (("CA04-11.function", "care of children"),)}
    return by_section_10(**{**right, **changes})


def by_section_17(**changes: Any) -> Facts:
    """Give the council telling the hospital under section 17 of the 1989 Act, the need written down."""
    right = {
        "recipient": HOSPITAL,
        "gateways": ("CA89-17",),
        "conditions": (("CA89-17.need", "he does not grow"),),
    }
    return by_section_10(**{**right, **changes})


def by_section_47(**changes: Any) -> Facts:
    """Give the council asking the police in enquiries under section 47, cause and decider written down."""
    answers = (("CA89-47.cause", "two burns in a week"), ("CA89-47.decider", "D Brook, 2 November"))
    return by_section_10(**{"gateways": ("CA89-47",), "conditions": answers, **changes})


def by_section_47_9(**changes: Any) -> Facts:
    """Give the hospital answering the council's call under section 47(9)."""
    right = {
        "sender": HOSPITAL,
        "recipient": COUNCIL,
        "gateways": ("CA89-47-9",),
        "art6": ("6c",),
        "conditions": (("CA89-47-9.asked", "the scans, asked for on 2 November"),),
    }
    return a_share(**{**right, **changes})


def by_section_115(**changes: Any) -> Facts:
    """Give a school telling the police under section 115 of the 1998 Act."""
    right = {"sender": SCHOOL, "recipient": POLICE, "gateways": ("CDA98-115",), "art6": ("6e",)}
    return a_share(**{**right, **changes})


def by_the_charity(**changes: Any) -> Facts:
    """Give a charity telling the police under section 115, on a recognised legitimate interest (crime)."""
    right = {"sender": CHARITY, "art6": ("6ea",), "ri_condition": "CRIME"}
    return by_section_115(**{**right, **changes})


def with_health(**changes: Any) -> Facts:
    """Give the ordinary share with one health item under the condition for health and social care."""
    right = {"items": (HEALTH,), "art9_packages": ("HSC",), "art9": ("9(2)(h)",), "sch1": ("para 2",)}
    return a_share(**{**right, **changes})


def a_yes(**changes: Any) -> Consent:
    """Give the mother's GDPR consent for the child's health data, two days before the share, to anybody."""
    right: dict[str, Any] = {
        "subject": "K1",
        "kind": "GDPR",
        "given_by": "M1",
        "capacity": "PR",
        "scope_items": ("HEALTH",),
        "recipients": ("*",),
        "date": dt.date(2026, 11, 1),
        "answer": "given",
    }
    return Consent(**{**right, **changes})
