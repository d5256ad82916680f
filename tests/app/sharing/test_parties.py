"""What is a side in law: listed under which limb, public, competent, on the list of section 115, let by a gateway?"""

from __future__ import annotations

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Party, Settings
from app.sharing.parties import (
    in_the_mirror,
    is_competent_authority,
    is_council_or_partner,
    is_on_section_115_list,
    is_public_authority,
    is_relevant_authority,
    lets_tell,
    s16la_limb,
)
from tests.builders_sharing import CHARITY, COUNCIL, FATHER, HOSPITAL, POLICE, SCHOOL, a_share, the

LAW = shipped_catalogue()
OTHER_COUNCIL = Party("LA_OTHER", party_class="OTHER_LA", organisation="Southmere Council")
HOUSING = Party("HOUSING_AUTHORITY", party_class="OTHER_LA", organisation="Eastmere District")


def limb(party: Party, designated_agencies: bool = True) -> str:
    return s16la_limb(party, Settings(designated_agencies=designated_agencies), LAW)


@pytest.mark.parametrize(
    ("body", "stands_on"),
    [
        ("LA", "a"),
        ("HOUSING_AUTHORITY", "a"),
        ("POLICE", "a"),
        ("NHS_TRUST", "a"),
        ("PRISON", "a"),
        ("MASH", "a"),
        ("ACADEMY", "b"),
        ("NURSERY", "b"),
        ("GP", "c"),
        ("CHARITY", ""),
        ("PROVIDER", ""),
        ("FIRE", ""),
        ("DFE", ""),
        ("PERSON", ""),
    ],
)
def test_the_limb_of_the_duty_follows_from_the_body(body: str, stands_on: str) -> None:
    assert limb(Party(body)) == stands_on


def test_schools_are_listed_only_while_the_council_designates_them() -> None:
    assert limb(SCHOOL, designated_agencies=True) == "b"
    assert limb(SCHOOL, designated_agencies=False) == ""


def test_a_charity_is_listed_by_commission_and_a_set_flag_wins_over_the_body() -> None:
    assert limb(the(CHARITY, commissioned=True)) == "c"
    assert limb(the(CHARITY, s16la_listed=True)) == "c"
    assert limb(the(CHARITY, commissioned=True, s16la_listed=False)) == ""
    assert limb(the(COUNCIL, s16la_listed=False)) == ""
    assert limb(Party("FIRE", s16la_listed=True)) == "c"
    assert limb(the(SCHOOL, s16la_listed=True), designated_agencies=False) == "b"


def test_a_set_flag_wins_for_public_and_competent_authorities() -> None:
    assert is_public_authority(SCHOOL, LAW)
    assert not is_public_authority(CHARITY, LAW)
    assert is_public_authority(the(CHARITY, public_authority=True), LAW)
    assert not is_public_authority(the(SCHOOL, public_authority=False), LAW)
    assert is_competent_authority(POLICE, LAW)
    assert not is_competent_authority(HOSPITAL, LAW)
    assert is_competent_authority(the(HOSPITAL, competent_authority=True), LAW)
    assert not is_competent_authority(the(POLICE, competent_authority=False), LAW)


def test_the_list_of_section_115_holds_police_and_councils_but_no_hospital_nor_school() -> None:
    assert all(is_on_section_115_list(party, LAW) for party in (POLICE, COUNCIL, OTHER_COUNCIL, HOUSING))
    assert not any(is_on_section_115_list(party, LAW) for party in (HOSPITAL, SCHOOL, CHARITY, FATHER))


def test_a_registered_landlord_is_on_the_list_but_only_a_provider_or_charity_is_one() -> None:
    assert is_on_section_115_list(the(CHARITY, registered_landlord=True), LAW)
    assert not is_on_section_115_list(the(HOSPITAL, registered_landlord=True), LAW)


def test_acting_for_a_listed_body_makes_relevant_without_being_on_the_list() -> None:
    agent = the(HOSPITAL, acting_for_relevant_authority=True)
    assert is_relevant_authority(agent, LAW)
    assert not is_on_section_115_list(agent, LAW)
    assert is_relevant_authority(POLICE, LAW)
    assert not is_relevant_authority(HOSPITAL, LAW)


def lets(gateway: str, sender: Party, recipient: Party) -> bool:
    return lets_tell(LAW.gateways[gateway], a_share(sender=sender, recipient=recipient), LAW)


def test_a_one_way_gateway_lets_nobody_tell_back() -> None:
    assert lets("CA89-17", COUNCIL, SCHOOL)
    assert not lets("CA89-17", SCHOOL, COUNCIL)


def test_a_two_way_gateway_lets_both_sides_tell() -> None:
    assert lets("CA04-10", COUNCIL, SCHOOL)
    assert lets("CA04-10", SCHOOL, COUNCIL)
    assert not lets("CA04-10", SCHOOL, POLICE)
    assert not lets("CA04-10", POLICE, SCHOOL)
    assert not lets("CA04-10", Party("DFE"), COUNCIL)


def test_section_11_bodies_may_tell_any_organisation_but_no_private_person() -> None:
    assert lets("CA04-11", POLICE, CHARITY)
    assert not lets("CA04-11", SCHOOL, CHARITY)
    assert not lets("CA04-11", POLICE, FATHER)
    assert not lets("CA04-11", POLICE, Party("MEDIA"))


def test_enquiries_may_tell_a_private_person_but_never_the_press() -> None:
    assert lets("CA89-47", COUNCIL, FATHER)
    assert not lets("CA89-47", COUNCIL, Party("MEDIA"))


def test_the_duty_to_help_enquiries_binds_health_but_not_police_or_schools() -> None:
    assert lets("CA89-47-9", HOSPITAL, COUNCIL)
    assert not lets("CA89-47-9", POLICE, COUNCIL)
    assert not lets("CA89-47-9", SCHOOL, COUNCIL)
    assert not lets("CA89-47-9", HOSPITAL, POLICE)


def test_another_council_that_sends_stands_where_ours_would() -> None:
    assert lets("CA89-17", OTHER_COUNCIL, SCHOOL)
    sender, recipient = in_the_mirror(a_share(sender=OTHER_COUNCIL, recipient=COUNCIL))
    assert (sender.body, recipient.body) == ("LA", "LA_OTHER")
    sender, recipient = in_the_mirror(a_share(sender=OTHER_COUNCIL, recipient=SCHOOL))
    assert (sender.body, recipient.body) == ("LA", "SCHOOL_MAINTAINED")
    sender, recipient = in_the_mirror(a_share(sender=SCHOOL, recipient=COUNCIL))
    assert (sender.body, recipient.body) == ("SCHOOL_MAINTAINED", "LA")


def test_partners_of_section_10_are_those_the_act_names() -> None:
    assert is_council_or_partner(COUNCIL, LAW)
    assert is_council_or_partner(POLICE, LAW)
    assert not is_council_or_partner(HOSPITAL, LAW)
    assert not is_council_or_partner(CHARITY, LAW)
