"""Is an adult, or a homeless family, referred only with the yes that the law asks, and by the route it gives?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import Approval, Consent, Facts, Item, Subject
from tests.app.sharing.rules.hearing import ADULT, EVE_OF_18, a_party, a_yes, content, ruled, stops, warns
from tests.builders_sharing import AN_EMERGENCY, CHILD, COUNCIL, POLICE, a_share, the

HOME_OFFICE = a_party("HOME_OFFICE", "HOME_OFFICE")
HOUSING = a_party("HOUSING_AUTHORITY", "OTHER_LA")
NAME = Item("IDENTITY", about="K1", tag="fact", source="tenancy file")
MANAGER = (Approval("Dana Brook", "MANAGER"),)


def by(gateway: str, *others: str, **changes: Any) -> Facts:
    """Give the council's share of one name under a power."""
    right = {"sender": COUNCIL, "gateways": (gateway, *others), "subjects": (ADULT,), "items": (NAME,)}
    return a_share(**{**right, **changes})


def own_yes(**changes: Any) -> Consent:
    right: dict[str, Any] = {
        "given_by": "K1",
        "capacity": "self",
        "kind": "CONFIDENTIALITY",
        "scope_items": ("IDENTITY",),
    }
    return a_yes(**{**right, **changes})


# --- A01, A02: the slavery notice (Modern Slavery Act 2015 s52) ---------------------------------------------------------


def test_a01_an_adult_is_named_only_with_their_own_consent_to_every_item() -> None:
    assert stops("A01", by("MSA15-52", recipient=HOME_OFFICE))
    assert stops("A01", by("MSA15-52", emergency=AN_EMERGENCY))
    assert content("A01", by("MSA15-52", consents=(own_yes(),)))
    assert stops("A01", by("MSA15-52", consents=(own_yes(kind="SERVICE"),)))
    assert stops("A01", by("MSA15-52", consents=(own_yes(),), items=(NAME, the(NAME, cat="HEALTH"))))
    assert content("A01", by("CA04-10"))


def test_a01_asks_nothing_of_a_child_or_of_a_notice_without_names() -> None:
    assert content("A01", by("MSA15-52", subjects=(EVE_OF_18,)))
    assert content("A01", by("MSA15-52", subjects=(the(ADULT, age_uncertain=True),)))
    assert content("A01", by("MSA15-52", mode="ANONYMOUS"))
    assert content("A01", by("MSA15-52", mode="AGGREGATE"))


def test_a02_who_may_be_a_child_is_treated_as_one() -> None:
    unsure = (the(ADULT, age_uncertain=True),)
    facts = by("MSA15-52", subjects=unsure, emergency=AN_EMERGENCY)
    assert "A02" in ruled(facts).infos
    assert "A02" in ruled(by("MSA15-52", subjects=unsure)).infos
    assert content("A02", by("MSA15-52"))
    assert content("A02", by("CA04-10", subjects=unsure))
    for name in ("Ida Quill", ""):
        named = ruled(by("MSA15-52", subjects=(the(unsure[0], name=name),)))
        said = next(result.sentence for result in named.results if result.id == "A02")
        assert said == f"{name or 'K1'} may be under 18."


# --- A03, A04: a family in temporary accommodation (Housing Act 1996 ss213A, 213AA) -------------------------------------

MUM = Subject("M1", role="adult", dob=dt.date(1990, 5, 4), applicant=True)
GIRL = the(CHILD, pr_holders=("M1", "F1"))


def homeless(*consents: Consent, gateway: str = "HA96-213A", **changes: Any) -> Facts:
    people = {"subjects": (GIRL, MUM), "consents": consents}
    return by(gateway, **{**people, **changes})


def agreed(**changes: Any) -> Consent:
    return a_yes(**{"kind": "SERVICE", "scope_items": ("IDENTITY",), "subject": "M1", **changes})


@pytest.mark.parametrize("gateway", ["HA96-213A", "HA96-213AA"])
def test_a03_somebody_who_may_agrees_to_all_that_is_sent(gateway: str) -> None:
    assert stops("A03", homeless(gateway=gateway))
    assert stops("A03", homeless(gateway=gateway, emergency=AN_EMERGENCY))
    assert content("A03", homeless(agreed(given_by="self", capacity="self"), gateway=gateway))
    assert content("A03", homeless(agreed(subject="K1", given_by="F1"), gateway=gateway))
    assert stops("A03", homeless(agreed(subject="K1", given_by="X9"), gateway=gateway))
    two = (NAME, the(NAME, cat="HEALTH"))
    assert stops("A03", homeless(agreed(given_by="self", capacity="self"), gateway=gateway, items=two))
    assert content("A03", homeless(gateway=gateway, gateways=(gateway, "CA04-11")))
    gender = (the(NAME, cat="GENDER_HISTORY"),)
    assert content("A03", homeless(gateway=gateway, gateways=("CA04-11",), items=gender))


def test_a04_a_young_applicant_who_lives_alone_agrees_alone() -> None:
    alone = the(MUM, id="Y1", dob=dt.date(2010, 1, 1), living_independently=True, pr_holders=("F1",))
    fathers = agreed(subject="Y1", given_by="F1")
    own = agreed(subject="Y1", given_by="Y1", capacity="self")
    facts = homeless(fathers, gateway="HA96-213AA", subjects=(GIRL, alone))
    assert stops("A04", facts)
    assert stops("A03", facts)
    assert stops("A04", the(facts, emergency=AN_EMERGENCY))
    assert content("A04", the(facts, consents=(own,)))
    assert content("A03", the(facts, consents=(own,)))
    assert content("A04", the(facts, consents=(own, fathers)))
    assert content("A04", the(facts, consents=()))
    assert content("A04", the(facts, gateways=("HA96-213A",)))
    assert content("A04", the(facts, consents=(the(fathers, answer="refused"),)))
    assert content("A04", the(facts, consents=(the(fathers, recipients=("Elsewhere",)),)))
    assert content("A04", the(facts, subjects=(GIRL, the(alone, dob=dt.date(2008, 11, 3)))))
    assert stops("A04", the(facts, subjects=(GIRL, the(alone, dob=dt.date(2008, 11, 4)))))
    assert content("A04", the(facts, subjects=(GIRL, the(alone, living_independently=False))))


# --- A05: the duty to refer a homeless person (s213B) -------------------------------------------------------------------


def test_a05_a_homeless_person_agrees_to_every_item() -> None:
    assert stops("A05", by("HA96-213B", recipient=HOUSING))
    assert stops("A05", by("HA96-213B", emergency=AN_EMERGENCY))
    assert content("A05", by("HA96-213B", consents=(own_yes(kind="SERVICE"),)))
    assert content("A05", by("CA04-10"))


def test_a05_alone_it_carries_only_who_and_where() -> None:
    items = (NAME, the(NAME, cat="CONTACT"), the(NAME, cat="ADDRESS"), the(NAME, cat="HEALTH"))
    everything = own_yes(scope_items=("IDENTITY", "CONTACT", "ADDRESS", "HEALTH"))
    assert content("A05", by("HA96-213B", items=items[:3], consents=(everything,)))
    assert stops("A05", by("HA96-213B", items=items, consents=(everything,)))
    assert content("A05", by("HA96-213B", "CA14-6-7", items=items, consents=(everything,)))


# --- A06, A07: Prevent (Counter-Terrorism and Security Act 2015 s36) ----------------------------------------------------


def to_channel(**changes: Any) -> Facts:
    right = {"recipient": a_party("CHANNEL_PANEL", "CHANNEL_PANEL"), "channel_stage": "SUPPORT"}
    return by("CTSA15-36", **{**right, **changes})


def test_a06_support_rests_on_the_adults_own_yes_or_a_parents_before_18() -> None:
    assert stops("A06", to_channel())
    assert stops("A06", to_channel(emergency=AN_EMERGENCY))
    assert content("A06", to_channel(consents=(own_yes(),)))
    assert content("A06", to_channel(channel_stage="ASSESSMENT"))
    assert content("A06", to_channel(gateways=("CTSA15-26",)))
    young = the(EVE_OF_18, pr_holders=("M1",))
    assert stops("A06", to_channel(subjects=(young,), consents=(own_yes(),)))
    mothers = a_yes(scope_items=("IDENTITY",))
    assert content("A06", to_channel(subjects=(young,), consents=(mothers,)))
    assert stops("A06", to_channel(subjects=(the(young, dob=dt.date(2008, 11, 3)),), consents=(mothers,)))


def test_a07_only_the_police_refer_to_the_panel() -> None:
    assert warns("A07", to_channel(channel_stage="REFERRAL"))
    assert warns("A07", to_channel(channel_stage="REFERRAL", emergency=AN_EMERGENCY))
    assert content("A07", to_channel(channel_stage="REFERRAL", sender=POLICE))
    assert content("A07", to_channel(channel_stage="PREVENT_ROUTE"))
    assert content("A07", to_channel(channel_stage="REFERRAL", recipient=POLICE))


# --- A09 to A11 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["LA", "LA_OTHER", "HOUSING_AUTHORITY"])
def test_a09_a_council_does_not_tell_the_public_for_the_mappa_authority(body: str) -> None:
    assert stops("A09", by("CJA03-327A", sender=a_party(body)))
    assert stops("A09", by("CJA03-327A", sender=a_party(body), emergency=AN_EMERGENCY))
    assert content("A09", by("CJA03-327A", sender=POLICE))
    assert stops("A09", by("CJA03-327A", sender=a_party("PROVIDER", agent_of_council=True)))
    assert content("A09", by("CA04-10", sender=a_party(body)))


def test_a10_the_parent_is_told_first() -> None:
    trust = a_party("NHS_TRUST")
    assert warns("A10", by("CFA14-23", sender=trust))
    assert warns("A10", by("CFA14-23", sender=trust, emergency=AN_EMERGENCY))
    assert content("A10", by("CFA14-23", sender=trust, parent_informed=True))
    assert content("A10", by("CA04-10"))


def test_a11_a_manager_decides_what_goes_to_immigration_control() -> None:
    asked = {"recipient": HOME_OFFICE, "purpose_code": "IMMIGRATION"}
    assert stops("A11", by("CA04-10", **asked))
    assert stops("A11", by("CA04-10", **asked, emergency=AN_EMERGENCY))
    assert content("A11", by("CA04-10", **asked, approvals=MANAGER))
    assert stops("A11", by("CA04-10", **asked, approvals=(Approval("Dana Brook", "LEGAL"),)))
    assert content("A11", by("CA04-10", recipient=HOME_OFFICE))
    assert content("A11", by("CA04-10", purpose_code="IMMIGRATION"))
    assert stops("A11", by("IAA99-20", recipient=HOME_OFFICE))
    assert content("A11", by("IAA99-20", recipient=HOME_OFFICE, approvals=MANAGER))
