"""Frozen decisions and copy rows for tests of paper: made-up people, one field changed at a time."""

from __future__ import annotations

import hashlib
from typing import Any

from models.base import canonical

CHILD = "P-A00731-K"
COPY = {
    "reference": "D-A00007-K",
    "number": 1,
    "recipient": "Oak Lane Primary School",
    "made_at": "2026-11-22T10:58:00.000000Z",
    "log_head": "18204 a9c144f0",
}


def an_item(number: int, **changes: Any) -> dict[str, Any]:
    """Give an item about the child: a record of the police unless told otherwise."""
    item: dict[str, Any] = {
        "number": number,
        "kind": "record",
        "id": f"00000000-0000-7000-8000-{number:012d}",
        "category": "SAFEGUARDING",
        "tag": "fact",
        "about": CHILD,
        "relates_to": [],
        "source": {"organisation": "Northmere Police", "reference": "PPN-88121", "said_on": "2026-11-20"},
        "group": None,
        "value": None,
        "text": "Police were called to a home at 02:10 after an argument. Zoë was there and awake.",
        "date": "2026-11-20",
    }
    return {**item, **changes}


def a_statement(number: int, group: str, value: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Give an item that is a statement of the school about the child."""
    source = {"organisation": "Oak Lane Primary School", "reference": "A-17", "said_on": "2026-09-03"}
    about = {"kind": "statement", "group": group, "value": value, "text": "", "date": "", "source": source}
    return an_item(number, **{**about, **changes})


NAME = a_statement(1, "name", {"given": "Zoë", "family": "Okonkwo-Bell", "preferred_given": "Zo"})
BORN = a_statement(2, "birth", {"date": {"year": 2019, "month": 3, "day": 12, "precision": "exact"}})
NHS = a_statement(3, "nhs_number", {"value": "9991042202", "check": "ok"})
POLICE = an_item(4)
WARNING = an_item(
    5,
    kind="text",
    id=None,
    tag="instruction",
    source={"organisation": "London Borough of Tidewell", "reference": "", "said_on": "2026-11-22"},
    text="Her father must not collect her from school. If he comes, keep her in and call 999.",
)


def a_frozen(*items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Give a decided share with these items (or five of its own), shaped as it is frozen."""
    chosen = list(items) or [NAME, BORN, NHS, POLICE, WARNING]
    document: dict[str, Any] = {
        "schema": "mash-desk/frozen-share/1",
        "reference": "S-A00412-M",
        "decision": "SHARE",
        "decided_at": "2026-11-22T10:57:00.000000Z",
        "officer": {"name": "Priya Nair", "post": "MASH social worker", "roles": ["social_worker"]},
        "council": {
            "name": "London Borough of Tidewell",
            "address": "Town Hall, Tidewell",
            "dpo": "Data Protection Officer, dpo@tidewell.example",
            "marking": "OFFICIAL-SENSITIVE",
        },
        "catalogue_version": "2026-11",
        "about": [{"reference": CHILD, "statements": _statements(chosen)}],
        "to": {
            "organisation": "Oak Lane Primary School",
            "code": "EDU",
            "class": "SCHOOL",
            "body": "",
            "person": "Ms R. Shah",
            "channel": "secure_email",
            "address": "safe@oaklane.example",
            "secure": True,
        },
        "request": None,
        "purpose": {"code": "SAFEGUARD", "text": "keep her safe at collection"},
        "law": a_law(),
        "told": {"family": False, "reason": "asking could put the child at more risk"},
        "proportionality": "The school hands her over every day and needs no more than this.",
        "reason": "",
        "review_at": None,
        "items": chosen,
        "held_back": [{"category": "HEALTH", "why": "a clinic letter is not needed"}],
        "rules": [],
        "emergency": None,
        "second_person": None,
    }
    return {**document, **changes}


def a_law() -> dict[str, Any]:
    """Give one duty with its data-protection bases."""
    gateway = {"id": "CA04-16LA", "title": "Duty to share information", "section": "Children Act 2004 s16LA"}
    return {
        "gateways": [{**gateway, "effect": "D", "summary": ""}],
        "art6": ["6c"],
        "art9": ["9(2)(g)"],
        "sch1": ["para 18"],
        "packages": ["SG"],
        "apd": "APD-2026-1",
        "facts": {},
    }


def _statements(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"id": item["id"], "group": item["group"], "value": item["value"], "source": "", "said_on": ""}
        for item in items
        if item["kind"] == "statement" and item["about"] == CHILD
    ]


def a_copy(frozen: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Give the copy row of a frozen decision as plain values."""
    fingerprint = hashlib.sha256(canonical(frozen).encode()).hexdigest()
    return {**COPY, "fingerprint": fingerprint, **changes}
