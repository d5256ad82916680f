"""Whom do the words of the table of powers stand for: landlord, contractor, carer, parent, the person, a class?"""

from __future__ import annotations

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Party
from app.sharing.parties import is_responsible_or_listed, lets_tell
from tests.builders_sharing import (
    CHARITY,
    CHILD,
    COUNCIL,
    FATHER,
    HOSPITAL,
    MOTHER,
    POLICE,
    SCHOOL,
    a_share,
    the,
)

LAW = shipped_catalogue()
OTHER_COUNCIL = Party("LA_OTHER", party_class="OTHER_LA", organisation="Southmere Council")
WITH_PARENT = the(CHILD, pr_holders=("M1", "LA"))
YOUTH_SUPPORT = Party("YSS_PROVIDER", party_class="YOUTH_SUPPORT", organisation="Northmere Youth")
DWP = Party("DWP", party_class="DWP", organisation="Jobcentre Northmere")


def a_person(**changes: object) -> Party:
    person: Party = the(FATHER, **{"person_id": "", **changes})
    return person


def lets(gateway: str, sender: Party, recipient: Party) -> bool:
    facts = a_share(sender=sender, recipient=recipient, subjects=(WITH_PARENT, MOTHER))
    return lets_tell(LAW.gateways[gateway], facts, LAW)


@pytest.mark.parametrize(
    ("person", "close"),
    [
        (a_person(person_id="M1"), True),  # holds parental responsibility
        (a_person(person_id="K1"), True),  # is the child
        (a_person(carer=True), True),
        (a_person(represents="K1"), True),
        (a_person(represents="M1"), True),
        (a_person(person_id="F1"), False),  # a father without parental responsibility who does not care
        (a_person(), False),
    ],
)
def test_the_family_is_told_when_it_is_parent_carer_child_or_who_represents_them(
    person: Party, close: bool
) -> None:
    assert lets("FAM-17", COUNCIL, person) is close
    assert lets("CA89-46", POLICE, person) is close


def test_an_organisation_is_no_parent_even_where_the_council_holds_responsibility() -> None:
    assert not lets("FAM-17", COUNCIL, the(CHARITY, person_id="M1"))
    assert not lets("FAM-17", COUNCIL, Party("LA", person_id="LA"))


def test_own_data_goes_to_the_person_or_who_represents_that_person() -> None:
    assert lets("FAM-OWN", SCHOOL, a_person(person_id="K1"))
    assert lets("FAM-OWN", SCHOOL, a_person(represents="K1"))
    assert not lets("FAM-OWN", SCHOOL, a_person(person_id="M1"))
    assert not lets("FAM-OWN", SCHOOL, a_person())


def test_a_care_plan_goes_to_a_carer_and_back_and_to_no_other_private_person() -> None:
    assert lets("CA89-22", COUNCIL, a_person(carer=True))
    assert not lets("CA89-22", COUNCIL, a_person(person_id="M1"))
    assert lets("CA89-22", COUNCIL, COUNCIL)
    assert not lets("CA89-22", COUNCIL, the(CHARITY, carer=True))


def test_a_contractor_is_commissioned_and_of_a_kind_that_can_be() -> None:
    contractor = the(CHARITY, commissioned=True)
    ofsted = Party("OFSTED", party_class="OFSTED")
    assert lets("EIA06-136", contractor, ofsted)
    assert not lets("EIA06-136", CHARITY, ofsted)
    assert not lets("EIA06-136", the(HOSPITAL, commissioned=True), ofsted)
    assert lets("WRA12-131", contractor, COUNCIL)
    assert lets("WRA12-131", the(YOUTH_SUPPORT, commissioned=True), contractor)


def test_a_landlord_takes_part_in_homelessness_and_in_managing_offenders() -> None:
    landlord = the(CHARITY, registered_landlord=True)
    assert lets("HA96-213", COUNCIL, landlord)
    assert not lets("HA96-213", COUNCIL, CHARITY)
    assert not lets("HA96-213", COUNCIL, the(HOSPITAL, registered_landlord=True))
    assert is_responsible_or_listed(landlord, LAW)
    assert is_responsible_or_listed(POLICE, LAW)
    assert is_responsible_or_listed(COUNCIL, LAW)
    assert not is_responsible_or_listed(CHARITY, LAW)


def test_dangerous_offenders_are_spoken_of_with_the_listed_and_by_the_responsible_with_anybody() -> None:
    assert lets("CJA03-325", COUNCIL, HOSPITAL)
    assert lets("CJA03-325", POLICE, CHARITY)
    assert lets("CJA03-325", CHARITY, POLICE)
    assert not lets("CJA03-325", COUNCIL, CHARITY)
    assert lets("CJA03-325", COUNCIL, the(CHARITY, registered_landlord=True))
    assert not lets("CJA03-325", COUNCIL, FATHER)


def test_adult_care_is_a_council_or_provider_that_is_not_childrens_social_care() -> None:
    assert lets("HSCA12-251B", COUNCIL, HOSPITAL)
    assert lets("HSCA12-251B", HOSPITAL, Party("PROVIDER"))
    assert not lets("HSCA12-251B", the(COUNCIL, childrens_social_care=True), HOSPITAL)
    assert not lets("HSCA12-251B", HOSPITAL, Party("PROVIDER", childrens_social_care=True))
    assert not lets("HSCA12-251B", CHARITY, HOSPITAL)


def test_a_class_lets_in_only_who_was_picked_in_that_class() -> None:
    assert lets("EA96-507B", COUNCIL, YOUTH_SUPPORT)
    assert not lets("EA96-507B", COUNCIL, the(YOUTH_SUPPORT, party_class="VOLUNTARY"))
    assert lets("DEST-BACK", COUNCIL, the(SCHOOL, party_class="ORIGIN_SCHOOL"))
    assert not lets("DEST-BACK", COUNCIL, SCHOOL)
    assert lets("BOR-RES", COUNCIL, the(OTHER_COUNCIL, party_class="BOROUGH_OF_RESIDENCE"))
    assert not lets("BOR-RES", COUNCIL, OTHER_COUNCIL)


def test_a_function_without_recipient_reaches_nobody() -> None:
    assert not lets("ESA08-10-12", COUNCIL, SCHOOL)
    assert not lets("WFORCE", COUNCIL, COUNCIL)


def test_support_services_are_told_by_benefits_but_do_not_tell_them() -> None:
    assert lets("ESA08-76", DWP, YOUTH_SUPPORT)
    assert not lets("ESA08-76", YOUTH_SUPPORT, DWP)


def test_participation_data_goes_between_council_and_provider_and_never_to_schools() -> None:
    assert lets("ESA08-17", COUNCIL, YOUTH_SUPPORT)
    assert lets("ESA08-17", YOUTH_SUPPORT, COUNCIL)
    assert lets("ESA08-17", YOUTH_SUPPORT, YOUTH_SUPPORT)
    assert not lets("ESA08-17", COUNCIL, SCHOOL)


@pytest.mark.parametrize("gateway", ["CA89-27", "CA89-85", "ESA08-16", "EA96-436A", "ESA08-77", "CFA14-31"])
def test_another_council_tells_ours_what_ours_may_tell_it_or_what_the_table_lets_it(gateway: str) -> None:
    assert lets(gateway, OTHER_COUNCIL, COUNCIL)


@pytest.mark.parametrize("gateway", ["CA89-27", "ESA08-77", "CA04-16H"])
def test_our_council_tells_itself_nothing_under_a_power_between_authorities(gateway: str) -> None:
    assert lets(gateway, COUNCIL, COUNCIL) is (gateway == "CA04-16H")


def test_another_council_sends_to_a_school_or_the_police_as_ours_would() -> None:
    assert lets("CA89-17", OTHER_COUNCIL, SCHOOL)
    assert lets("CDA98-17A", OTHER_COUNCIL, POLICE)
    assert not lets("ESA08-77", COUNCIL, YOUTH_SUPPORT)


def test_nothing_reaches_press_or_public() -> None:
    media = Party("MEDIA", party_class="MEDIA_PUBLIC")
    assert not [
        key for key in LAW.gateways for sender in (COUNCIL, POLICE, HOSPITAL) if lets(key, sender, media)
    ]
