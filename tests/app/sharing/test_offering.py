"""Which power is offered first for this share, and which rule excludes the others (domain-and-law, 4.4)?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import AGGREGATE, Consent, Item, Party, Settings
from app.sharing.judging import RULES
from app.sharing.offering import ALONE, BESIDE, Offer, first_gateway, lawful_gateways
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHARITY,
    CHILD,
    COUNCIL,
    HOSPITAL,
    POLICE,
    SCHOOL,
    a_share,
    the,
)

LAW = shipped_catalogue()
YOUTH = the(CHILD, dob=dt.date(2010, 5, 1))
PARENT = Party("PERSON", party_class="FAMILY", organisation="Rosa Marlowe", person_id="M1")
DFE = Party("DFE", party_class="DFE", organisation="Department for Education", person="Data collections")
HOME_OFFICE = Party("HOME_OFFICE", party_class="HOME_OFFICE", organisation="Home Office")
IMPROVEMENT = "SERVICE_IMPROVEMENT"


def offers(**changes: Any) -> dict[str, Offer]:
    facts = a_share(**{"gateways": (), **changes})
    return {offer.gateway: offer for offer in lawful_gateways(facts, LAW)}


def first(**changes: Any) -> list[str]:
    return [key for key, offer in offers(**changes).items() if offer.comes_first]


def fitting(**changes: Any) -> list[str]:
    return [key for key, offer in offers(**changes).items() if offer.fits]


def test_every_power_is_answered_for_and_what_is_only_cited_is_not_offered() -> None:
    assert set(offers()) == {key for key, gateway in LAW.gateways.items() if gateway.permits}
    assert "CLDC" not in offers()


def test_every_rule_that_excludes_a_power_is_a_rule() -> None:
    assert {*ALONE, *BESIDE} <= set(RULES)


def test_the_duty_is_offered_between_a_school_and_the_council_and_enquiries_are_not() -> None:
    found = offers()
    assert found["CA04-16LA"].fits
    assert not found["CA89-47"].fits
    assert found["CA89-47"].excluded_by == ("G03",)
    assert "does not let Quay Lane Primary School share" in found["CA89-47"].why_not[0]


def test_immediate_danger_comes_first_but_only_when_the_danger_is_written() -> None:
    assert not offers()["EMERG"].fits
    assert offers()["EMERG"].excluded_by == ()
    assert "Nobody has written who is in danger" in offers()["EMERG"].why_not[0]
    assert first(emergency=AN_EMERGENCY)[:2] == ["EMERG", "CA04-16LA"]


@pytest.mark.parametrize(
    ("changes", "comes"),
    [
        # 1: a child's safety, both sides listed; else section 11; from a school its own duty stands beside.
        ({"sender": COUNCIL, "recipient": POLICE, "purpose_code": "SAFEGUARD"}, ["CA04-16LA", "CA04-11"]),
        ({"sender": COUNCIL, "recipient": CHARITY, "purpose_code": "SAFEGUARD"}, ["CA04-11", "EA02-175"]),
        ({"purpose_code": "SAFEGUARD"}, ["CA04-16LA", "EA02-175"]),
        # 3: help that the family is willing to take.
        (
            {"sender": COUNCIL, "recipient": SCHOOL, "purpose_code": "HEALTH_EDUCATION_INTEREST"},
            ["CA89-17", "CA04-10"],
        ),
        # 4: crime.
        ({"sender": COUNCIL, "recipient": POLICE, "purpose_code": "CRIME"}, ["CDA98-115", "CJA03-325"]),
        # 5: a return.
        (
            {"sender": COUNCIL, "recipient": DFE, "purpose_code": "STATUTORY_RETURN"},
            ["CA89-83", "EA96-537A"],
        ),
        # 6: the family itself.
        ({"sender": COUNCIL, "recipient": PARENT, "purpose_code": "FAMILY_INFORMED"}, ["FAM-17"]),
    ],
)
def test_the_first_powers_are_those_of_the_step_that_the_purpose_means(
    changes: dict[str, Any], comes: list[str]
) -> None:
    child = the(CHILD, pr_holders=("M1",))
    found = first(subjects=(child,), **changes)
    assert found[: len(comes)] == comes


def test_before_the_duty_began_section_11_is_first_and_the_duty_says_when_it_starts() -> None:
    settings = Settings(s16la_start=dt.date(2026, 12, 1))
    found = offers(sender=COUNCIL, recipient=POLICE, settings=settings)
    assert next(iter(found)) == "CA04-11"
    assert found["CA04-16LA"].excluded_by == ("D05",)


def test_the_duty_to_an_uncommissioned_charity_is_excluded_by_the_rule_that_explains_it() -> None:
    assert offers(sender=COUNCIL, recipient=CHARITY)["CA04-16LA"].excluded_by == ("D04",)


def test_youth_justice_stands_beside_section_115_only_for_children_of_ten_and_over() -> None:
    yjs = Party("YJS", party_class="YOUTH_JUSTICE", organisation="Northmere Youth Justice")
    assert offers(sender=COUNCIL, recipient=yjs)["CDA98-39"].excluded_by == ("G04",)
    assert offers(sender=COUNCIL, recipient=yjs, subjects=(YOUTH,))["CDA98-39"].fits


def test_family_help_is_not_offered_after_the_family_refused_unless_another_power_is_chosen() -> None:
    refused = Consent("K1", "SERVICE", "M1", "PR", dt.date(2026, 10, 1), "refused")
    child = the(CHILD, pr_holders=("M1",))
    changes: dict[str, Any] = {
        "sender": COUNCIL,
        "recipient": SCHOOL,
        "subjects": (child,),
        "consents": (refused,),
    }
    assert offers(**changes)["CA89-17"].excluded_by == ("G15",)
    assert offers(**changes)["CA04-10"].excluded_by == ("G15",)
    assert offers(**changes, gateways=("CA89-47",))["CA89-17"].fits


def test_consent_comes_last_of_what_fits_but_the_weak_powers() -> None:
    found = fitting(sender=COUNCIL, recipient=CHARITY, purpose_code="OTHER")
    assert found[0] == "CONS"
    last = fitting(sender=COUNCIL, recipient=CHARITY, purpose_code="SAFEGUARD")
    assert last[-3:] == ["CONS", "LGA72-111", "LA11-1"]


def test_consent_is_not_offered_where_asking_would_be_wrong() -> None:
    asked = Consent("K1", "GDPR", "M1", "PR", dt.date(2026, 10, 1), "given", conditions_5_2=("5.2(1)",))
    found = offers(sender=COUNCIL, recipient=CHARITY, consents=(asked,))
    assert found["CONS"].excluded_by == ("C01",)


def test_the_education_ministry_gets_no_weak_power_and_no_consent() -> None:
    found = offers(sender=COUNCIL, recipient=DFE, purpose_code="STATUTORY_RETURN")
    assert found["LA11-1"].excluded_by == ("T05",)
    assert "T06" in found["CONS"].excluded_by
    assert offers(sender=COUNCIL, recipient=DFE, gateways=("CA89-83",))["LA11-1"].fits


def test_a_power_for_counts_is_excluded_while_people_can_be_told_apart() -> None:
    assert "T04" in offers(sender=COUNCIL, recipient=POLICE)["CDA98-17A"].excluded_by
    assert offers(sender=COUNCIL, recipient=POLICE, mode=AGGREGATE)["CDA98-17A"].fits


def test_serious_violence_carries_no_health_information() -> None:
    health = Item("HEALTH", about="K1", tag="fact", source="school nurse")
    assert offers(sender=HOSPITAL, recipient=POLICE, items=(health,))["PCSCA22-16"].excluded_by == ("S09",)


def test_what_has_ended_or_has_no_known_start_says_so() -> None:
    found = offers(sender=COUNCIL, recipient=HOME_OFFICE)
    assert found["IMA23-18"].excluded_by == ("G02",)
    assert found["IMA23-18"].step == "never"
    local = Settings(local_start=(("CPA26-CSA", dt.date(2026, 11, 1)),))
    assert "CPA26-CSA" not in fitting(recipient=POLICE)
    assert "CPA26-CSA" in fitting(recipient=POLICE, settings=local)


def test_a_power_made_for_another_purpose_fits_but_stands_behind_and_says_so() -> None:
    found = offers(sender=COUNCIL, recipient=SCHOOL, purpose_code=IMPROVEMENT)
    assert found["CA89-17"].fits
    assert not found["CA89-17"].comes_first
    assert found["CA89-17"].why == "It fits, but it was made for another purpose."
    assert found["CA04-10"].comes_first
    keys = list(found)
    assert keys.index("CA04-10") < keys.index("CA89-17")


def test_while_no_purpose_is_chosen_the_order_is_that_of_the_steps_and_each_says_its_own() -> None:
    found = offers(sender=COUNCIL, recipient=POLICE, purpose_code="")
    fit = [offer for offer in found.values() if offer.fits]
    assert [offer.gateway for offer in fit][:2] == ["CA04-16LA", "CA04-11"]
    assert all(offer.why != "It fits, but it was made for another purpose." for offer in fit)


def test_nothing_comes_first_for_the_press() -> None:
    media = Party("MEDIA", party_class="MEDIA_PUBLIC", organisation="Harbour Echo")
    rows = lawful_gateways(a_share(gateways=(), sender=COUNCIL, recipient=media), LAW)
    assert first_gateway(rows) is None
    assert not [offer for offer in rows if offer.fits]


def test_the_first_power_is_the_one_to_look_at_first() -> None:
    found = first_gateway(lawful_gateways(a_share(gateways=()), LAW))
    assert found is not None
    assert found.gateway == "CA04-16LA"
