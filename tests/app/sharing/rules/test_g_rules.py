"""Is a share stopped when its legal power is missing, not in force, or does not fit sender, recipient or person?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import Facts, Party, Settings, Subject
from tests.app.sharing.rules.hearing import (
    ADULT,
    CHILDREN,
    DAY_OF_18,
    EVE_OF_18,
    UNBORN,
    a_party,
    by_section_10,
    by_section_11,
    by_section_17,
    by_section_47,
    by_section_47_9,
    by_section_115,
    by_the_charity,
    content,
    outcome_of,
    ruled,
    stops,
    with_health,
)
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHARITY,
    CHILD,
    COUNCIL,
    FATHER,
    HOSPITAL,
    MOTHER,
    POLICE,
    SCHOOL,
    WORRY,
    a_deferral,
    a_refusal,
    a_share,
    the,
)

ORDINARY = [
    a_share(),
    by_section_10(),
    by_section_11(),
    by_section_17(),
    by_section_47(),
    by_section_47_9(),
    by_section_115(),
    by_the_charity(),
    with_health(),
]
SECTION_11 = (
    "LA",
    "LA_OTHER",
    "HOUSING_AUTHORITY",
    "ICB",
    "NHS_ENGLAND",
    "NHS_TRUST",
    "AMBULANCE",
    "POLICE",
    "PROBATION",
    "YJS",
    "PRISON",
)
SCHOOLS = ("SCHOOL_MAINTAINED", "ACADEMY", "ACADEMY_16_19", "SCHOOL_INDEPENDENT", "COLLEGE", "AP_PROVIDER")
HEALTH_BODIES = ("ICB", "NHS_TRUST", "AMBULANCE", "GP", "NHS_ENGLAND")
NOT_LISTED = (
    "FIRE",
    "CHANNEL_PANEL",
    "MAPPA",
    "ADULTS_BOARD",
    "NATIONAL_PANEL",
    "DFE",
    "OFSTED",
    "REGULATOR",
    "HOME_OFFICE",
    "DBS",
    "DWP",
    "COURT",
    "REGISTRAR",
    "RESEARCH",
    "PERSON",
    "MEDIA",
)


def on(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, day)


@pytest.mark.parametrize("facts", ORDINARY)
def test_one_ordinary_share_under_each_power_is_allowed(facts: Facts) -> None:
    assert (ruled(facts).outcome, ruled(facts).fired) == ("ALLOWED", ())


# --- G01 and G05: some power, and one that permits (4.1, 4.3 F) ---------------------------------------------------------


@pytest.mark.parametrize("mode", ["IDENTIFIABLE", "PSEUDONYMISED", "ANONYMOUS", "AGGREGATE"])
def test_g01_a_share_without_any_power_is_stopped_in_every_mode(mode: str) -> None:
    assert stops("G01", a_share(gateways=(), mode=mode))
    assert content("G01", a_share(mode=mode))


def test_g01_asks_nothing_of_a_refusal_or_a_deferral() -> None:
    assert outcome_of("G01", a_refusal(gateways=())) == "not_run"
    assert outcome_of("G01", a_deferral(gateways=())) == "not_run"


def test_g05_the_duty_of_confidence_explains_a_share_but_does_not_permit_it() -> None:
    assert stops("G05", a_share(gateways=("CLDC",)))
    assert content("G01", a_share(gateways=("CLDC",)))


def test_g05_the_duty_of_confidence_may_be_cited_beside_a_power() -> None:
    assert content("G05", a_share(gateways=("CLDC", "CA04-16LA")))
    assert ruled(a_share(gateways=("CLDC", "CA04-16LA"))).outcome == "ALLOWED"


def test_g05_a_share_without_any_power_is_g01_alone() -> None:
    assert content("G05", a_share(gateways=()))


# --- G02: in force on the day (4.7: a year alone means 1 January of it) -------------------------------------------------


@pytest.mark.parametrize(
    ("share", "first_day"),
    [
        (by_section_10, on(2005, 1, 1)),
        (by_section_11, on(2005, 1, 1)),
        (by_section_17, on(1991, 1, 1)),
        (by_section_47, on(1991, 1, 1)),
        (by_section_47_9, on(1991, 1, 1)),
        (by_section_115, on(1998, 1, 1)),
    ],
)
def test_g02_a_power_is_in_force_from_1_january_of_its_year_and_not_on_the_eve(
    share: Any, first_day: dt.date
) -> None:
    assert content("G02", share(date=first_day))
    assert stops("G02", share(date=first_day - dt.timedelta(days=1)))


def test_g02_help_in_immediate_danger_was_always_lawful() -> None:
    long_ago = a_share(gateways=("EMERG",), emergency=AN_EMERGENCY, art6=("6d",), date=on(1950, 5, 1))
    assert content("G02", long_ago)


def test_g02_one_power_not_yet_in_force_is_not_healed_by_another_that_is() -> None:
    assert stops("G02", by_section_11(gateways=("CA04-11", "CA89-17"), date=on(2004, 12, 31)))


def test_g02_recognised_legitimate_interest_begins_on_5_february_2026() -> None:
    assert stops("G02", by_the_charity(date=on(2026, 2, 4)))
    assert content("G02", by_the_charity(date=on(2026, 2, 5)))
    assert content("G02", by_the_charity(date=on(2026, 2, 4), art6=("6f",)))


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS"])
def test_g02_is_asked_of_counts_and_of_nameless_cases_too(mode: str) -> None:
    assert stops("G02", by_section_11(date=on(2004, 12, 31), mode=mode))


def test_g02_is_silent_about_the_duty_where_d05_speaks() -> None:
    early = a_share(date=on(2026, 9, 29))
    assert stops("D05", early)
    assert content("G02", early)


def test_g02_speaks_about_another_power_and_about_a_basis_beside_d05() -> None:
    two = a_share(gateways=("CA04-16LA", "CA04-11"), sender=COUNCIL, recipient=POLICE, date=on(2004, 12, 31))
    assert stops("D05", two)
    assert stops("G02", two)
    basis = by_the_charity(gateways=("CDA98-115", "CA04-16LA"), date=on(2026, 2, 4))
    assert stops("D05", basis)
    assert stops("G02", basis)


# --- G03: from and to (4.7, 4.8) ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", NOT_LISTED)
def test_g03_the_duty_reaches_no_body_that_is_not_listed(body: str) -> None:
    assert stops("G03", a_share(recipient=a_party(body)))
    assert stops("G03", a_share(sender=a_party(body)))


@pytest.mark.parametrize("body", [*SECTION_11, "MASH", "CDR_PARTNERS", "GP", "NURSERY", *SCHOOLS])
def test_g03_the_duty_runs_both_ways_between_listed_bodies(body: str) -> None:
    assert content("G03", a_share(recipient=a_party(body)))
    assert content("G03", a_share(sender=a_party(body)))


@pytest.mark.parametrize(
    "body", ["PROVIDER", "CHARITY", "YSS_PROVIDER", "TRAINING_PROVIDER", "ADOPTION_AGENCY"]
)
def test_g03_a_provider_sends_under_the_duty_only_when_commissioned(body: str) -> None:
    assert stops("G03", a_share(sender=a_party(body)))
    assert content("G03", a_share(sender=a_party(body, commissioned=True)))


@pytest.mark.parametrize("body", [*SCHOOLS, "NURSERY"])
def test_g03_schools_and_nurseries_are_listed_only_while_the_council_designates_them(body: str) -> None:
    undesignated = Settings(designated_agencies=False)
    assert stops("G03", a_share(sender=COUNCIL, recipient=a_party(body), settings=undesignated))
    assert content("G03", a_share(sender=COUNCIL, recipient=HOSPITAL, settings=undesignated))
    assert content("G03", a_share(sender=COUNCIL, recipient=a_party("GP"), settings=undesignated))


def test_g03_a_flag_somebody_set_outranks_what_follows_from_the_body() -> None:
    assert stops("G03", a_share(recipient=the(COUNCIL, s16la_listed=False)))
    assert stops("G03", a_share(sender=the(SCHOOL, s16la_listed=False)))
    assert content("G03", a_share(recipient=a_party("FIRE", s16la_listed=True)))
    assert content("G03", a_share(sender=the(CHARITY, s16la_listed=True)))


PARTNERS = (
    "POLICE",
    "PROBATION",
    "YJS",
    "DWP",
    "HOUSING_AUTHORITY",
    "YSS_PROVIDER",
    "NURSERY",
    "TRAINING_PROVIDER",
    "PROVIDER",
    "CHARITY",
    "MASH",
    *HEALTH_BODIES,
    *SCHOOLS,
)


@pytest.mark.parametrize("body", PARTNERS)
def test_g03_section_10_runs_both_ways_between_the_council_and_whom_it_works_with(body: str) -> None:
    assert content("G03", by_section_10(recipient=a_party(body)))
    assert content("G03", by_section_10(sender=a_party(body), recipient=COUNCIL))


@pytest.mark.parametrize("body", ["PRISON", "COURT", "FIRE", "CDR_PARTNERS", "ADOPTION_AGENCY", "PERSON"])
def test_g03_section_10_does_not_reach_who_is_no_party_to_the_arrangements(body: str) -> None:
    assert stops("G03", by_section_10(recipient=a_party(body)))
    assert stops("G03", by_section_10(sender=a_party(body), recipient=COUNCIL))


def test_g03_section_10_lets_no_two_partners_share_without_the_council() -> None:
    assert stops("G03", by_section_10(sender=SCHOOL))
    assert stops("G03", by_section_10(sender=HOSPITAL))


def test_g03_another_council_that_sends_is_read_in_the_mirror() -> None:
    """4.7: LA_OTHER as sender like LA, LA as its recipient like LA_OTHER."""
    other = a_party("LA_OTHER")
    assert content("G03", by_section_10(sender=other))
    assert content("G03", by_section_10(sender=other, recipient=COUNCIL))
    assert content("G03", by_section_17(sender=other))
    assert content("G03", by_section_47(sender=other))
    assert content("G03", by_section_10(recipient=other))
    assert stops("G03", by_section_17(sender=a_party("HOUSING_AUTHORITY")))


@pytest.mark.parametrize("body", SECTION_11)
def test_g03_a_body_of_section_11_may_tell_any_organisation(body: str) -> None:
    assert content("G03", by_section_11(sender=a_party(body)))
    assert content("G03", by_section_11(sender=a_party(body), recipient=CHARITY))


@pytest.mark.parametrize("body", ["MASH", "CDR_PARTNERS", "GP", "NURSERY", "FIRE", "DWP", *SCHOOLS])
def test_g03_who_is_not_in_section_11_1_has_no_power_from_it(body: str) -> None:
    assert stops("G03", by_section_11(sender=a_party(body)))
    assert content("G03", by_section_11(recipient=a_party(body)))


def test_g03_a_commissioned_charity_is_listed_for_the_duty_and_still_not_in_section_11() -> None:
    assert stops("G03", by_section_11(sender=the(CHARITY, commissioned=True)))


@pytest.mark.parametrize("body", ["PERSON", "MEDIA"])
def test_g03_section_11_reaches_organisations_only(body: str) -> None:
    assert stops("G03", by_section_11(recipient=a_party(body)))


REACHED_BY_17 = (
    "POLICE",
    "PROBATION",
    "YJS",
    "NURSERY",
    "TRAINING_PROVIDER",
    "YSS_PROVIDER",
    "PROVIDER",
    "CHARITY",
    "LA_OTHER",
    "HOUSING_AUTHORITY",
    "MASH",
    *HEALTH_BODIES,
    *SCHOOLS,
)


@pytest.mark.parametrize("body", REACHED_BY_17)
def test_g03_section_17_lets_the_council_tell_who_helps_and_not_the_other_way(body: str) -> None:
    assert content("G03", by_section_17(recipient=a_party(body)))
    if body != "LA_OTHER":
        assert stops("G03", by_section_17(sender=a_party(body), recipient=COUNCIL))


@pytest.mark.parametrize("body", ["PRISON", "FIRE", "DWP", "COURT", "CDR_PARTNERS", "PERSON", "OFSTED"])
def test_g03_section_17_does_not_reach_others(body: str) -> None:
    assert stops("G03", by_section_17(recipient=a_party(body)))


def test_g03_in_enquiries_the_council_may_ask_anyone_but_the_press() -> None:
    for body in ("POLICE", "SCHOOL_INDEPENDENT", "DWP", "RESEARCH", "PERSON"):
        assert content("G03", by_section_47(recipient=a_party(body)))
    assert stops("G03", by_section_47(recipient=a_party("MEDIA")))
    assert stops("G03", by_section_47(sender=POLICE, recipient=COUNCIL))


@pytest.mark.parametrize(
    "body", ["LA_OTHER", "HOUSING_AUTHORITY", "ICB", "NHS_TRUST", "AMBULANCE", "NHS_ENGLAND"]
)
def test_g03_councils_and_health_bodies_must_answer_the_council_under_section_47_9(body: str) -> None:
    assert content("G03", by_section_47_9(sender=a_party(body)))
    assert content("G03", by_section_47_9(sender=a_party(body), recipient=a_party("LA_OTHER")))


@pytest.mark.parametrize("body", ["POLICE", "SCHOOL_MAINTAINED", "PROBATION", "GP", "CHARITY", "YJS", "MASH"])
def test_g03_police_schools_probation_surgeries_and_charities_are_not_bound_by_section_47_9(
    body: str,
) -> None:
    assert stops("G03", by_section_47_9(sender=a_party(body)))


@pytest.mark.parametrize("body", ["HOUSING_AUTHORITY", "POLICE", "NHS_TRUST"])
def test_g03_section_47_9_helps_a_social_services_authority_only(body: str) -> None:
    assert stops("G03", by_section_47_9(recipient=a_party(body)))


def test_g03_anyone_may_tell_a_relevant_authority_of_crime_and_so_may_a_private_person() -> None:
    for sender in (FATHER, CHARITY, HOSPITAL, a_party("DWP")):
        assert content("G03", by_section_115(sender=sender))
    assert stops("G03", by_section_115(sender=a_party("MEDIA")))


def test_g03_even_in_an_emergency_nothing_reaches_the_press() -> None:
    danger = a_share(gateways=("EMERG",), emergency=AN_EMERGENCY, art6=("6d",))
    assert content("G03", danger)
    assert content("G03", the(danger, recipient=FATHER))
    assert content("G03", the(danger, sender=FATHER, recipient=POLICE))
    assert stops("G03", the(danger, recipient=a_party("MEDIA", "MEDIA_PUBLIC")))


def test_g03_every_power_is_tested_by_itself_and_rows_that_only_regulate_are_not() -> None:
    """6.0 j: one that does not fit is taken off; effect N or R is not tested."""
    assert stops("G03", a_share(gateways=("CA04-16LA", "CA89-17")))
    assert content("G03", a_share(gateways=("CA04-16LA", "CLDC")))
    assert content("G03", a_share(gateways=("CLDC",)))


def test_g03_is_silent_about_the_duty_where_d04_speaks() -> None:
    assert stops("D04", a_share(recipient=CHARITY))
    assert content("G03", a_share(recipient=CHARITY))
    assert content("G03", a_share(sender=a_party("FIRE"), recipient=CHARITY))


def test_g03_speaks_about_another_power_beside_d04_and_a08() -> None:
    beside_d04 = a_share(recipient=CHARITY, gateways=("CA04-16LA", "CA89-17"))
    assert stops("D04", beside_d04)
    assert stops("G03", beside_d04)
    beside_a08 = by_section_115(recipient=HOSPITAL, gateways=("CDA98-115", "CA89-17"))
    assert stops("A08", beside_a08)
    assert stops("G03", beside_a08)


def test_g03_is_silent_about_section_115_where_a08_speaks() -> None:
    assert stops("A08", by_section_115(recipient=HOSPITAL))
    assert content("G03", by_section_115(recipient=HOSPITAL))


# --- G04: the person (4.7, 6.0 e and f) ---------------------------------------------------------------------------------

FOR_CHILDREN_ONLY = [by_section_11, by_section_17, by_section_47, by_section_47_9]


@pytest.mark.parametrize("share", FOR_CHILDREN_ONLY)
def test_g04_a_child_on_the_eve_of_18_is_covered_and_on_the_birthday_is_not(share: Any) -> None:
    assert content("G04", share(subjects=(EVE_OF_18,)))
    assert stops("G04", share(subjects=(DAY_OF_18,)))


@pytest.mark.parametrize("share", [*FOR_CHILDREN_ONLY, by_section_10])
@pytest.mark.parametrize("who", CHILDREN)
def test_g04_who_may_be_under_18_counts_as_a_child(share: Any, who: str) -> None:
    assert content("G04", share(subjects=(CHILDREN[who],)))


def test_g04_who_is_born_on_29_february_comes_of_age_on_1_march_in_a_common_year() -> None:
    leapling = the(CHILD, dob=on(2008, 2, 29))
    assert content("G04", by_section_47(subjects=(leapling,), date=on(2026, 2, 28)))
    assert stops("G04", by_section_47(subjects=(leapling,), date=on(2026, 3, 1)))


def test_g04_who_turns_20_on_29_february_does_so_on_that_day_in_a_leap_year() -> None:
    leapling = the(CHILD, dob=on(2008, 2, 29))
    assert content("G04", by_section_10(subjects=(leapling,), date=on(2028, 2, 28)))
    assert stops("G04", by_section_10(subjects=(leapling,), date=on(2028, 2, 29)))


def test_g04_without_any_date_the_role_says_whether_somebody_is_a_child() -> None:
    assert content("G04", by_section_47(subjects=(the(CHILD, dob=None),)))
    assert stops("G04", by_section_47(subjects=(the(ADULT, dob=None),)))
    assert stops("G04", by_section_10(subjects=(the(ADULT, dob=None),)))
    assert stops("G04", by_section_10(subjects=(the(ADULT, dob=None, send=True),)))
    assert stops("G04", by_section_47(subjects=(the(ADULT, dob=None, role="staff"),)))


def grown(years: int, eve: bool = False, **flags: Any) -> Subject:
    """Give somebody who turns so many years old on the day of the share, or on the next."""
    somebody: Subject = the(CHILD, dob=on(2026 - years, 11, 4 if eve else 3), **flags)
    return somebody


def test_g04_section_10_covers_18_and_19_and_ends_on_the_20th_birthday() -> None:
    assert content("G04", by_section_10(subjects=(grown(18),)))
    assert content("G04", by_section_10(subjects=(grown(20, eve=True),)))
    assert stops("G04", by_section_10(subjects=(grown(20),)))


def test_g04_section_10_covers_special_needs_to_the_eve_of_25() -> None:
    assert content("G04", by_section_10(subjects=(grown(20, send=True),)))
    assert content("G04", by_section_10(subjects=(grown(25, eve=True, send=True),)))
    assert stops("G04", by_section_10(subjects=(grown(25, eve=True),)))
    assert stops("G04", by_section_10(subjects=(grown(25, send=True),)))


def test_g04_section_10_covers_a_care_leaver_at_any_age_and_section_17_does_not() -> None:
    assert content("G04", by_section_10(subjects=(grown(31, care_leaver=True),)))
    assert content("G04", by_section_10(subjects=(the(ADULT, dob=None, care_leaver=True),)))
    assert stops("G04", by_section_17(subjects=(grown(31, care_leaver=True),)))


def test_g04_section_115_is_about_anyone() -> None:
    assert content("G04", by_section_115(subjects=(ADULT,)))


def test_g04_does_not_test_the_persons_of_the_duty() -> None:
    assert content("G04", a_share(subjects=(ADULT,)))
    assert content("G04", a_share(items=(the(WORRY, about="M1"),), subjects=(CHILD, MOTHER)))


def test_g04_tests_the_other_power_that_is_chosen_beside_the_duty() -> None:
    assert stops("G04", by_section_47(gateways=("CA04-16LA", "CA89-47"), subjects=(ADULT,)))
    assert content("G04", a_share(gateways=("CA04-16LA", "CLDC"), subjects=(ADULT,)))


def test_g04_a_mother_beside_the_child_does_not_break_the_childs_power() -> None:
    about_her = the(WORRY, about="M1", relates_to=("K1",))
    assert content("G04", by_section_47(subjects=(CHILD, MOTHER), items=(about_her,)))


@pytest.mark.parametrize("share", [*FOR_CHILDREN_ONLY, by_section_10, by_section_115])
def test_g04_an_item_about_somebody_else_must_relate_to_whom_the_share_is_about(share: Any) -> None:
    people = (CHILD, MOTHER, the(MOTHER, id="A9"))
    nobody, only_another = the(WORRY, about="M1"), the(WORRY, about="M1", relates_to=("A9",))
    assert stops("G04", share(subjects=people, items=(WORRY, nobody)))
    assert stops("G04", share(subjects=people, items=(WORRY, only_another)))
    assert content("G04", share(subjects=people, items=(WORRY, the(only_another, relates_to=("A9", "K1")))))


def test_g04_nobody_flagged_means_every_child_in_the_share() -> None:
    """6.0 f: every child; there is none: every subject."""
    unmarked = the(CHILD, protected=False)
    assert content("G04", by_section_47(subjects=(unmarked, MOTHER)))
    brother = the(DAY_OF_18, id="K2", protected=False)
    about_him = the(WORRY, about="K2")
    assert stops("G04", by_section_47(subjects=(unmarked, brother), items=(about_him,)))
    sister = the(EVE_OF_18, id="K2", protected=False)
    assert content("G04", by_section_47(subjects=(unmarked, sister), items=(about_him,)))
    assert stops("G04", by_section_47(subjects=(the(ADULT, protected=False),)))


def test_g04_no_flag_and_no_child_means_everybody_whatever_the_items_are_about() -> None:
    grown_up, youth = the(ADULT, protected=False), the(DAY_OF_18, id="K2", protected=False)
    assert stops("G04", by_section_47(subjects=(grown_up,), items=()))
    assert stops("G04", by_section_10(subjects=(youth, grown_up), items=()))
    assert content("G04", by_section_10(subjects=(youth,), items=()))


def test_g04_each_of_those_the_share_is_about_must_fit() -> None:
    grown_brother = the(DAY_OF_18, id="K2")
    assert stops("G04", by_section_47(subjects=(CHILD, grown_brother)))
    assert content("G04", by_section_47(subjects=(CHILD, the(grown_brother, protected=False))))
    assert stops("G04", by_section_10(subjects=(UNBORN, the(ADULT, id="K2"))))


def test_g04_a_flag_decides_even_against_a_child_beside_it() -> None:
    assert stops("G04", by_section_47(subjects=(the(CHILD, protected=False), the(MOTHER, protected=True))))


# --- G13: the recipient is named (golden rule 6) ------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["", "   "])
def test_g13_an_organisation_and_a_person_or_post_are_both_named(missing: str) -> None:
    assert stops("G13", a_share(recipient=the(COUNCIL, organisation=missing)))
    assert stops("G13", a_share(recipient=the(COUNCIL, person=missing)))


@pytest.mark.parametrize("private", ["FAMILY", "PRIVATE_PERSON"])
def test_g13_for_a_private_person_one_name_or_relation_is_enough(private: str) -> None:
    named = Party(body="PERSON", party_class=private)
    assert content("G13", by_section_47(recipient=the(named, organisation="Theo Marlowe")))
    assert content("G13", by_section_47(recipient=the(named, person="father")))
    assert stops("G13", by_section_47(recipient=named))


def test_g13_in_an_emergency_the_organisation_holds_and_the_person_waits() -> None:
    urgent = a_share(emergency=AN_EMERGENCY, recipient=the(COUNCIL, person=""))
    assert ruled(urgent).later == ("G13",)
    assert ruled(urgent).outcome == "ALLOWED"
    assert stops("G13", a_share(emergency=AN_EMERGENCY, recipient=the(COUNCIL, organisation="")))
    assert stops("G13", a_share(emergency=AN_EMERGENCY, recipient=the(COUNCIL, organisation="", person="")))


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS"])
def test_g13_names_who_gets_counts_too(mode: str) -> None:
    assert stops("G13", a_share(recipient=the(COUNCIL, organisation=""), mode=mode))
