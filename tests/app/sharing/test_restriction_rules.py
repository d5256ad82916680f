"""Does what a law keeps back stay back, and go only where the law lets it?"""

from __future__ import annotations

from typing import Any

import pytest

from app.sharing.facts import Approval, Facts
from tests.app.sharing.rules.hearing import ADULT, EVE_OF_18, a_party, a_yes, content, ruled, stops
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHILD,
    COUNCIL,
    HOSPITAL,
    IDENTITY,
    MOTHER,
    POLICE,
    WORRY,
    a_share,
    the,
)

MANAGER = (Approval("Dana Brook", "MANAGER"),)
WITH_MOTHER = the(CHILD, pr_holders=("M1",))


def sent(category: str, recipient: Any = COUNCIL, *, emergency: Any = None, **changes: Any) -> Facts:
    """Give a share whose second item is of a category; what belongs to the item is set on it."""
    of_item = ("within_purpose", "received_under", "source_agreed", "could_identify", "about", "relates_to")
    marks = {name: changes.pop(name) for name in of_item if name in changes}
    items = (IDENTITY, the(WORRY, cat=category, **marks))
    right = {
        "recipient": recipient,
        "items": items,
        "emergency": emergency,
        "subjects": (WITH_MOTHER, MOTHER),
    }
    return a_share(**{**right, **changes})


def said(rule: str, facts: Facts) -> str:
    return next(result.sentence for result in ruled(facts).results if result.id == rule)


@pytest.mark.parametrize("emergency", [None, AN_EMERGENCY])
def test_r01_what_a_private_hearing_said_goes_to_whom_rules_or_court_permit(emergency: Any) -> None:
    assert stops("R01", sent("COURT_RESTRICTED", emergency=emergency))
    assert "Item 2" in said("R01", sent("COURT_RESTRICTED"))
    assert content("R01", sent("COURT_RESTRICTED", the(COUNCIL, fpr_permitted=True)))
    assert content("R01", sent("COURT_RESTRICTED", leave_of_court=True))
    assert content("R01", sent("SAFEGUARDING"))


@pytest.mark.parametrize("emergency", [None, AN_EMERGENCY])
@pytest.mark.parametrize("behind", ["ADOPTION_AGENCY", "COURT", "REGISTRAR"])
def test_r02_the_adoption_firewall_opens_with_a_manager_to_three(behind: str, emergency: Any) -> None:
    to = a_party(behind, behind)
    assert content("R02", sent("ADOPTION_PROTECTED", to, approvals=MANAGER))
    assert stops("R02", sent("ADOPTION_PROTECTED", to, emergency=emergency))
    assert stops("R02", sent("ADOPTION_PROTECTED", POLICE, approvals=MANAGER, emergency=emergency))
    linked = {"links_pre_and_post_adoption_ids": True}
    assert stops("R02", sent("SAFEGUARDING", **linked, emergency=emergency))
    assert content("R02", sent("SAFEGUARDING", to, **linked, approvals=MANAGER))
    assert content("R02", sent("SAFEGUARDING"))
    assert "before and after adoption" in said("R02", sent("SAFEGUARDING", **linked))


@pytest.mark.parametrize("emergency", [None, AN_EMERGENCY])
def test_r03_benefit_data_stays_within_its_purpose(emergency: Any) -> None:
    assert stops("R03", sent("DWP_SS", emergency=emergency))
    assert content("R03", sent("DWP_SS", within_purpose=True))
    assert content("R03", sent("FINANCE"))


@pytest.mark.parametrize("missing", ["within_purpose", "received_under", "source_agreed"])
def test_r03_tax_data_needs_purpose_power_and_agreement(missing: str) -> None:
    full = {"within_purpose": True, "received_under": "CRCA-18", "source_agreed": True}
    assert content("R03", sent("HMRC", **full))
    without = {key: value for key, value in full.items() if key != missing}
    assert stops("R03", sent("HMRC", **without))
    assert "tax authority" in said("R03", sent("HMRC", **without))
    assert stops("R03", sent("HMRC", **{**full, "received_under": "  "}))


@pytest.mark.parametrize("purpose", ["SAFEGUARD", "ADULT_SAFEGUARDING"])
def test_r03_shared_public_data_goes_beyond_its_purpose_only_to_safeguard(purpose: str) -> None:
    came = {"received_under": "DEA17-35"}
    assert stops("R03", sent("FINANCE", **came, purpose_code="HOUSING"))
    assert content("R03", sent("FINANCE", **came, purpose_code=purpose))
    assert content("R03", sent("FINANCE", **came, within_purpose=True, purpose_code="HOUSING"))
    assert content("R03", sent("FINANCE", received_under="WRA12-131", purpose_code="HOUSING"))


@pytest.mark.parametrize("emergency", [None, AN_EMERGENCY])
def test_r04_the_informant_is_shown_to_police_and_court_with_a_manager(emergency: Any) -> None:
    court = a_party("COURT", "COURT")
    for to in (POLICE, court):
        assert content("R04", sent("CONFIDENTIAL_SOURCE", to, approvals=MANAGER))
        assert stops("R04", sent("CONFIDENTIAL_SOURCE", to, emergency=emergency))
        assert "no manager" in said("R04", sent("CONFIDENTIAL_SOURCE", to))
    assert stops("R04", sent("CONFIDENTIAL_SOURCE", COUNCIL, approvals=MANAGER, emergency=emergency))
    assert content("R04", sent("CONFIDENTIAL_SOURCE", COUNCIL, approvals=MANAGER, source_agreed=True))
    assert stops("R04", sent("CONFIDENTIAL_SOURCE", COUNCIL, source_agreed=True))
    assert content("R04", sent("SAFEGUARDING"))


@pytest.mark.parametrize("emergency", [None, AN_EMERGENCY])
def test_r10_gender_history_needs_consent_or_another_exception(emergency: Any) -> None:
    yes = a_yes(scope_items=("GENDER_HISTORY",))
    assert stops("R10", sent("GENDER_HISTORY", emergency=emergency))
    assert content("R10", sent("GENDER_HISTORY", consents=(yes,)))
    assert stops("R10", sent("GENDER_HISTORY", gra_exception="CONSENT", emergency=emergency))
    assert content("R10", sent("GENDER_HISTORY", gra_exception="CRIME"))
    assert stops("R10", sent("GENDER_HISTORY", gra_exception="BECAUSE"))
    assert stops("R10", sent("GENDER_HISTORY", gra_exception="OTHER_ENACTMENT", approvals=MANAGER))
    legal = (Approval("Ira Quill", "LEGAL"),)
    assert content("R10", sent("GENDER_HISTORY", gra_exception="OTHER_ENACTMENT", approvals=legal))
    assert stops("R10", sent("GENDER_HISTORY", approvals=legal))
    assert content("R10", sent("GENDER_HISTORY", mode="ANONYMOUS"))


SHIELDED = [
    the(WITH_MOTHER, sexual_offence_victim=True),
    the(WITH_MOTHER, fgm_victim=True),
    the(WITH_MOTHER, family_proceedings=True),
]
PRESS = a_party("MEDIA", "MEDIA_PUBLIC")


@pytest.mark.parametrize("emergency", [None, AN_EMERGENCY])
@pytest.mark.parametrize("person", SHIELDED)
def test_r11_nothing_published_shows_who_a_victim_or_child_in_proceedings_is(
    person: Any, emergency: Any
) -> None:
    facts = sent("SAFEGUARDING", PRESS, subjects=(person, MOTHER), emergency=emergency)
    assert stops("R11", facts)
    assert stops("R11", the(facts, recipient=COUNCIL, channel="publication"))
    assert content("R11", the(facts, recipient=COUNCIL))
    assert content("R11", the(facts, subjects=(CHILD, MOTHER)))
    hers = (the(WORRY, about="M1"),)
    assert content("R11", the(facts, items=hers))
    assert stops("R11", the(facts, items=(the(WORRY, about="M1", relates_to=("K1",)),)))


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS"])
def test_r11_where_nobody_is_told_apart_only_what_could_identify_counts(mode: str) -> None:
    facts = sent("SAFEGUARDING", PRESS, subjects=(SHIELDED[0], MOTHER), mode=mode)
    assert content("R11", facts)
    assert stops("R11", the(facts, items=(the(WORRY, could_identify=True),)))


def test_r11_proceedings_shield_a_child_and_victims_for_life() -> None:
    grown = the(ADULT, family_proceedings=True)
    facts = sent("SAFEGUARDING", PRESS, subjects=(grown,))
    assert content("R11", facts)
    assert stops("R11", the(facts, subjects=(the(ADULT, sexual_offence_victim=True),)))
    assert stops("R11", the(facts, subjects=(the(EVE_OF_18, family_proceedings=True),)))


GUARDIAN = (Approval("Ira Quill", "CALDICOTT"),)


def test_r12_sexual_health_needs_consent_or_the_caldicott_guardian() -> None:
    yes = a_yes(scope_items=("SEXUAL_HEALTH",))
    assert stops("R12", sent("SEXUAL_HEALTH"))
    assert content("R12", sent("SEXUAL_HEALTH", consents=(yes,)))
    assert content("R12", sent("SEXUAL_HEALTH", approvals=GUARDIAN))
    assert stops("R12", sent("SEXUAL_HEALTH", approvals=MANAGER))
    assert content("R12", sent("HEALTH"))
    assert content("R12", sent("SEXUAL_HEALTH", mode="AGGREGATE"))


@pytest.mark.parametrize(
    "helper", [("NHS_TRUST", "NHS_PROVIDER"), ("AMBULANCE", "EMERGENCY_SERVICE"), ("GP", "GP")]
)
def test_r12_in_an_emergency_it_reaches_those_who_treat(helper: tuple[str, str]) -> None:
    to = a_party(*helper)
    assert stops("R12", sent("SEXUAL_HEALTH", to, emergency=AN_EMERGENCY))
    assert content("R12", sent("SEXUAL_HEALTH", to, emergency=AN_EMERGENCY, art6=("6d",)))
    assert content("R12", sent("SEXUAL_HEALTH", to, emergency=AN_EMERGENCY, art9_packages=("VI",)))
    assert stops("R12", sent("SEXUAL_HEALTH", to, art6=("6d",)))
    assert stops("R12", sent("SEXUAL_HEALTH", POLICE, emergency=AN_EMERGENCY, art6=("6d",)))


@pytest.mark.parametrize("rule", ["R01", "R02", "R03", "R04"])
def test_a_restriction_that_holds_in_every_mode_is_asked_there(rule: str) -> None:
    category = {
        "R01": "COURT_RESTRICTED",
        "R02": "ADOPTION_PROTECTED",
        "R03": "DWP_SS",
        "R04": "CONFIDENTIAL_SOURCE",
    }[rule]
    for mode in ("PSEUDONYMISED", "ANONYMOUS", "AGGREGATE"):
        assert stops(rule, sent(category, HOSPITAL, mode=mode))


def test_only_the_item_of_the_category_is_named() -> None:
    for category, rule in (("GENDER_HISTORY", "R10"), ("SEXUAL_HEALTH", "R12")):
        facts = sent(category)
        assert "Item 2" in said(rule, facts)
        assert "Item 1" not in said(rule, facts)
