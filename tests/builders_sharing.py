"""What an ordinary share looks like: facts that every rule of sharing lets through, to be changed one at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from app.sharing.facts import (
    DEFER,
    DO_NOT_SHARE,
    EDIT_PAST_SHARE,
    NONE,
    Emergency,
    Facts,
    Item,
    Party,
    Subject,
)

# A Tuesday five weeks after s16LA of the Children Act 2004 began.
ORDINARY_DAY = dt.date(2026, 11, 3)

# A maintained school and the borough's council: both listed for s16LA. The child is seven.
SCHOOL = Party(
    body="SCHOOL_MAINTAINED",
    party_class="EDUCATION_AGENCY",
    organisation="Quay Lane Primary School",
    person="Designated safeguarding lead",
    email_domain="schools.example",
)
COUNCIL = Party(
    body="LA",
    party_class="COUNCIL",
    organisation="Northmere Council",
    person="MASH duty social worker",
    email_domain="council.example",
)
POLICE = Party(
    body="POLICE",
    party_class="POLICE",
    organisation="Northmere Police",
    person="Public protection desk",
    email_domain="police.example",
)
HOSPITAL = Party(
    body="NHS_TRUST",
    party_class="NHS_PROVIDER",
    organisation="Northmere Hospitals",
    person="Named nurse",
    email_domain="nhs.example",
)
CHARITY = Party(
    body="CHARITY",
    party_class="VOLUNTARY",
    organisation="Harbour Families",
    person="Project manager",
    email_domain="justice.example",
)
FATHER = Party(
    body="PERSON", party_class="FAMILY", organisation="Theo Marlowe", person="father", person_id="F1"
)

CHILD = Subject(
    id="K1",
    role="child",
    dob=dt.date(2019, 3, 12),
    name="Alice Marlowe",
    protected=True,
    nhs_in_document=True,
)
MOTHER = Subject(id="M1", role="adult", dob=dt.date(1990, 5, 4), name="Rosa Marlowe")

IDENTITY = Item(cat="IDENTITY", about="K1", tag="fact", source="admission register")
WORRY = Item(cat="SAFEGUARDING", about="K1", tag="opinion", source="class teacher")
ATTENDANCE = Item(cat="ATTENDANCE", about="K1", tag="fact", source="attendance register")

AN_EMERGENCY = Emergency(
    who="a girl of seven", danger="her mother's partner is at the door", why_now="the police are on their way"
)


def a_share(**changes: Any) -> Facts:
    """Give an ordinary share that is ALLOWED: the school tells the council of a worry, under s16LA and 6(1)(c).

    Decided on 3 November 2026; three items about one child of seven; no special category data, so no Article 9
    condition; the family was told. Name any field of ``Facts`` to change it: ``a_share(gateways=())``.
    """
    ordinary = Facts(
        date=ORDINARY_DAY,
        sender=SCHOOL,
        recipient=COUNCIL,
        subjects=(CHILD,),
        items=(IDENTITY, WORRY, ATTENDANCE),
        gateways=("CA04-16LA",),
        art6=("6c",),
        purpose_code="SAFEGUARD",
        purpose="So that a social worker can decide whether the family needs help this week.",
        proportionality="Only this term's absences and the one worry; nothing of the brother.",
        told=True,
        channel="secure email",
    )
    return replace(ordinary, **changes)


def a_refusal(**changes: Any) -> Facts:
    """Give a refusal that is ALLOWED: the same facts, not shared, with a reason and the harm weighed."""
    right = {
        "decision": DO_NOT_SHARE,
        "reason": "Telling now would show the father where she is.",
        "detriment_considered": True,
    }
    return a_share(**{**right, **changes})


def a_deferral(**changes: Any) -> Facts:
    """Give a deferral that is ALLOWED: a reason, and 5 November 2026 at nine to decide."""
    right = {
        "decision": DEFER,
        "reason": "Her wishes are asked on Wednesday.",
        "review_at": dt.datetime(2026, 11, 5, 9, 0, tzinfo=dt.UTC),
    }
    return a_share(**{**right, **changes})


def an_edit(**changes: Any) -> Facts:
    """Give the attempt to edit a past share: an event, no decision."""
    return a_share(**{"event": EDIT_PAST_SHARE, "decision": NONE, **changes})


def the(subject_or_item_or_party: Any, **changes: Any) -> Any:
    """Give the same subject, item or party with some fields changed: ``the(CHILD, at_risk=True)``."""
    return replace(subject_or_item_or_party, **changes)
