"""Do the basis of Article 6, the typed purpose, the reason for so much, and the recorded conditions hold?"""

from __future__ import annotations

from typing import Any

import pytest

from app.sharing.facts import Emergency, Facts, Request
from tests.app.sharing.rules.hearing import (
    ADULT,
    CHILDREN,
    DAY_OF_18,
    EVE_OF_18,
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
    waits,
    warns,
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
    a_refusal,
    a_share,
    the,
)

# --- G08: a basis that belongs to the power (4.2, 4.3) ------------------------------------------------------------------


def test_g08_a_share_needs_a_basis_of_article_6() -> None:
    assert stops("G08", a_share(art6=()))
    assert content("G08", a_share(art6=("6c",)))


@pytest.mark.parametrize(
    ("share", "listed"),
    [
        (a_share, {"6c", "6e"}),
        (by_section_10, {"6e"}),
        (by_section_11, {"6e"}),
        (by_section_17, {"6e"}),
        (by_section_47, {"6e", "6c"}),
        (by_section_47_9, {"6c"}),
        (by_the_charity, {"6e", "6ea"}),
    ],
)
@pytest.mark.parametrize("basis", ["6a", "6c", "6d", "6e", "6ea", "6f"])
def test_g08_only_the_bases_in_the_list_of_the_power_fit_it(share: Any, listed: set[str], basis: str) -> None:
    facts = share(art6=(basis,))
    if basis == "6ea" and basis in listed:
        facts = share(art6=(basis,), ri_condition="CRIME")
    assert (content if basis in listed else stops)("G08", facts)


@pytest.mark.parametrize("basis", ["6d", "6e", "6c"])
def test_g08_immediate_danger_lists_vital_interests_public_task_and_legal_duty(basis: str) -> None:
    assert content("G08", a_share(gateways=("EMERG",), art6=(basis,), emergency=AN_EMERGENCY))
    assert content("G08", a_share(gateways=("EMERG",), art6=(basis,)))


def test_g08_a_basis_needs_a_place_in_one_list_only() -> None:
    """6.0 j."""
    assert content("G08", by_section_47(gateways=("CA89-47", "CA89-17"), art6=("6c",)))
    assert content("G08", by_section_47(gateways=("CA89-47", "CLDC"), art6=("6c",)))


def test_g08_each_chosen_basis_is_compared() -> None:
    assert stops("G08", a_share(art6=("6c", "6d")))
    assert stops("G08", a_share(art6=("6d", "6c")))
    assert content("G08", a_share(art6=("6c", "6e")))


@pytest.mark.parametrize("share", [a_share, by_section_10, by_section_115, by_section_47_9])
def test_g08_in_an_emergency_vital_interests_fit_any_power(share: Any) -> None:
    assert stops("G08", share(art6=("6d",)))
    assert content("G08", share(art6=("6d",), emergency=AN_EMERGENCY))
    assert stops("G08", share(art6=("6f",), emergency=AN_EMERGENCY))
    assert stops("G08", share(art6=(), emergency=AN_EMERGENCY))


@pytest.mark.parametrize("missing", ["who", "danger", "why_now"])
@pytest.mark.parametrize("blank", ["", "  "])
def test_g08_an_emergency_with_one_answer_missing_is_none(missing: str, blank: str) -> None:
    """6.0 c: with one missing it is not set."""
    assert stops("G08", a_share(art6=("6d",), emergency=the(AN_EMERGENCY, **{missing: blank})))


@pytest.mark.parametrize("gateways", [(), ("CLDC",)])
def test_g08_compares_with_no_list_where_g01_or_g05_speaks_and_still_asks_for_a_basis(
    gateways: tuple[str, ...],
) -> None:
    """6.0 d: the comparison alone falls silent."""
    assert content("G08", a_share(gateways=gateways, art6=("6c",)))
    assert stops("G08", a_share(gateways=gateways, art6=()))


# --- G09: what a public authority cannot use, and the conditions of Annex 1 (0, 4.2) ------------------------------------

PRIVATE_BODIES = (
    "CHARITY",
    "PROVIDER",
    "SCHOOL_INDEPENDENT",
    "NURSERY",
    "TRAINING_PROVIDER",
    "YSS_PROVIDER",
    "ADOPTION_AGENCY",
    "RESEARCH",
    "PERSON",
)


@pytest.mark.parametrize(
    "body", ["LA", "POLICE", "NHS_TRUST", "SCHOOL_MAINTAINED", "ACADEMY", "GP", "DWP", "MASH"]
)
@pytest.mark.parametrize("basis", ["6ea", "6f"])
def test_g09_a_public_authority_uses_no_legitimate_interest_of_either_kind(body: str, basis: str) -> None:
    asked = Request(asked_by="Police", states_public_task=True)
    facts = by_section_115(sender=a_party(body), art6=(basis,), ri_condition="CRIME", request=asked)
    assert stops("G09", facts)
    assert content("G09", the(facts, art6=("6e",)))


@pytest.mark.parametrize("body", PRIVATE_BODIES)
def test_g09_who_is_no_public_authority_may_use_both(body: str) -> None:
    assert content("G09", by_the_charity(sender=a_party(body)))
    assert content("G09", by_the_charity(sender=a_party(body), art6=("6f",), ri_condition=""))


def test_g09_a_flag_somebody_set_decides_what_is_a_public_authority() -> None:
    assert stops("G09", by_the_charity(sender=the(CHARITY, public_authority=True)))
    assert content("G09", by_the_charity(sender=the(SCHOOL, public_authority=False)))


def test_g09_recognised_legitimate_interest_needs_a_condition_of_annex_1() -> None:
    assert stops("G09", by_the_charity(ri_condition=""))
    assert content("G09", by_the_charity(ri_condition="CRIME"))
    assert content("G09", by_the_charity(ri_condition="EMERGENCY"))
    assert content("G09", by_the_charity(ri_condition="", art6=("6e",)))


def test_g09_a_request_counts_only_when_it_states_the_public_task() -> None:
    states, silent = Request(asked_by="Police", states_public_task=True), Request(asked_by="Police")
    assert content("G09", by_the_charity(ri_condition="", request=states))
    assert content("G09", by_the_charity(ri_condition="PUBLIC_TASK_REQUEST", request=states))
    assert stops("G09", by_the_charity(ri_condition="", request=silent))
    assert stops("G09", by_the_charity(ri_condition="PUBLIC_TASK_REQUEST", request=silent))
    assert stops("G09", by_the_charity(ri_condition="PUBLIC_TASK_REQUEST"))


def safeguarding(**changes: Any) -> Facts:
    """Give the charity's share on the safeguarding condition of Annex 1."""
    return by_the_charity(ri_condition="SAFEGUARDING", **changes)


def test_g09_the_safeguarding_condition_protects_a_child_to_the_eve_of_18_or_an_adult_at_risk() -> None:
    assert content("G09", safeguarding(subjects=(EVE_OF_18,)))
    assert stops("G09", safeguarding(subjects=(DAY_OF_18,)))
    assert stops("G09", safeguarding(subjects=(ADULT,)))
    assert content("G09", safeguarding(subjects=(the(ADULT, at_risk=True),)))


@pytest.mark.parametrize("who", CHILDREN)
def test_g09_the_safeguarding_condition_protects_who_may_be_a_child(who: str) -> None:
    assert content("G09", safeguarding(subjects=(CHILDREN[who],)))


def test_g09_the_safeguarding_condition_protects_a_group_that_is_written_down() -> None:
    assert content("G09", safeguarding(subjects=(ADULT,), protected_group="the children at 4 Mill Row"))
    assert stops("G09", safeguarding(subjects=(ADULT,), protected_group="  "))
    assert stops("G09", by_the_charity(ri_condition="", protected_group="the children at 4 Mill Row"))


def test_g09_the_safeguarding_condition_looks_at_whom_the_share_is_about() -> None:
    """6.0 f: one of them is enough, a child who merely stands beside is not."""
    bystander = the(CHILD, id="K2", protected=False)
    assert stops("G09", safeguarding(subjects=(ADULT, bystander)))
    assert content("G09", safeguarding(subjects=(ADULT, the(bystander, protected=True))))
    assert stops("G09", safeguarding(subjects=(ADULT, the(MOTHER, at_risk=True))))


# --- G10: consent beside a power (5.1) ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "share",
    [a_share, by_section_10, by_section_11, by_section_17, by_section_47, by_section_47_9, by_section_115],
)
def test_g10_consent_beside_a_power_that_does_not_list_it_draws_a_warning(share: Any) -> None:
    assert warns("G10", share(art6=("6a", "6e")))
    assert warns("G10", share(art6=("6a",)))
    assert content("G10", share())


def test_g10_has_nothing_to_say_without_a_power_or_duty() -> None:
    assert content("G10", a_share(gateways=("CLDC",), art6=("6a",)))
    assert content("G10", a_share(gateways=(), art6=("6a",)))
    assert warns("G10", a_share(gateways=("CLDC", "CA04-16LA"), art6=("6a",)))


def test_g10_warns_in_an_emergency_too() -> None:
    assert warns("G10", a_share(art6=("6c", "6a"), emergency=AN_EMERGENCY))


# --- G11: the purpose (Caldicott 1) -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "purpose",
    [
        "",
        " " * 30,
        "Bath seat and a ram",
        "help" + " " * 30,
        "For safeguarding and the welfare of children",
        "FOR SAFEGUARDING AND THE WELFARE OF CHILDREN",
        "For safeguarding, and the welfare of children.",
        "Information requested: child (MASH process)",
        "information\nsharing\tprocess of mash",
    ],
)
def test_g11_a_purpose_that_says_nothing_draws_a_warning(purpose: str) -> None:
    found = ruled(a_share(purpose=purpose))
    assert warns("G11", a_share(purpose=purpose))
    assert found.outcome == "WARNED"


@pytest.mark.parametrize(
    "purpose",
    [
        "Bath seat and a ramp",
        "For safeguarding and the welfare of Alice",
        "For the needy children of the family",
        "Sharing of information on bruises",
    ],
)
def test_g11_twenty_characters_and_one_word_that_says_something_are_enough(purpose: str) -> None:
    assert content("G11", a_share(purpose=purpose))


# --- G12: proportionality (Human Rights Act, Article 8) -----------------------------------------------------------------


@pytest.mark.parametrize("blank", ["", "   ", "\n\t "])
def test_g12_somebody_writes_why_this_much_and_no_more(blank: str) -> None:
    assert stops("G12", a_share(proportionality=blank))
    assert content("G12", a_share(proportionality="x"))


@pytest.mark.parametrize("missing", ["who", "danger", "why_now"])
def test_g12_waits_only_in_an_emergency_with_all_three_answers(missing: str) -> None:
    assert waits("G12", a_share(proportionality="", emergency=AN_EMERGENCY))
    assert stops("G12", a_share(proportionality="", emergency=the(AN_EMERGENCY, **{missing: " "})))
    assert stops("G12", a_share(proportionality="", emergency=Emergency()))


# --- G14: the conditions of 4.6 -----------------------------------------------------------------------------------------

ASKED_ALWAYS = [
    (by_section_47, "CA89-47.cause"),
    (by_section_47, "CA89-47.decider"),
    (by_section_47_9, "CA89-47-9.asked"),
    (by_section_11, "CA04-11.function"),
    (by_section_17, "CA89-17.need"),
]


@pytest.mark.parametrize(("share", "condition"), ASKED_ALWAYS)
def test_g14_each_condition_that_the_power_names_is_recorded(share: Any, condition: str) -> None:
    full = share()
    without = tuple(pair for pair in full.conditions if pair[0] != condition)
    assert content("G14", full)
    assert len(without) == len(full.conditions) - 1
    assert stops("G14", share(conditions=without))
    assert stops("G14", share(conditions=(*without, (condition, "  "))))


def test_g14_the_duty_asks_nothing_and_a_routine_share_stays_light() -> None:
    assert content("G14", a_share(conditions=()))


def test_g14_asks_for_every_chosen_power() -> None:
    both = ("CA89-47", "CA89-17")
    assert stops("G14", by_section_47(gateways=both))
    answers = (*by_section_47().conditions, ("CA89-17.need", "he does not grow"))
    assert content("G14", by_section_47(gateways=both, conditions=answers))


INCLUDED = (("CA04-10.included", "the council's arrangements of 2026"),)
NO_PARTNERS_BY_LAW = (
    "NHS_TRUST",
    "AMBULANCE",
    "GP",
    "SCHOOL_INDEPENDENT",
    "AP_PROVIDER",
    "NURSERY",
    "TRAINING_PROVIDER",
    "PROVIDER",
    "CHARITY",
    "MASH",
    "LA_OTHER",
)
PARTNERS_BY_LAW = (
    "POLICE",
    "PROBATION",
    "YJS",
    "ICB",
    "NHS_ENGLAND",
    "DWP",
    "HOUSING_AUTHORITY",
    "SCHOOL_MAINTAINED",
    "ACADEMY",
    "ACADEMY_16_19",
    "COLLEGE",
    "YSS_PROVIDER",
)


@pytest.mark.parametrize("body", NO_PARTNERS_BY_LAW)
def test_g14_section_10_asks_by_which_arrangement_a_body_is_included_that_is_no_partner(body: str) -> None:
    assert stops("G14", by_section_10(recipient=a_party(body)))
    assert content("G14", by_section_10(recipient=a_party(body), conditions=INCLUDED))


@pytest.mark.parametrize("body", PARTNERS_BY_LAW)
def test_g14_section_10_asks_nothing_between_the_council_and_a_relevant_partner(body: str) -> None:
    task = (("6e.task", "support under section 68"),)
    assert content("G14", by_section_10(recipient=a_party(body)))
    assert content("G14", by_section_10(sender=a_party(body), recipient=COUNCIL, conditions=task))


def test_g14_section_10_asks_the_same_when_the_included_body_sends() -> None:
    assert stops("G14", by_section_10(sender=HOSPITAL, recipient=COUNCIL))
    assert content("G14", by_section_10(sender=HOSPITAL, recipient=COUNCIL, conditions=INCLUDED))


def test_g14_another_council_that_sends_to_a_partner_stands_for_the_council() -> None:
    """4.7: read in the mirror."""
    assert content("G14", by_section_10(sender=a_party("LA_OTHER")))


def test_g14_section_115_asks_for_whom_a_recipient_acts_that_is_not_on_the_list() -> None:
    acting = the(HOSPITAL, acting_for_relevant_authority=True)
    answer = (("CDA98-115.for", "the council, by its contract for youth work"),)
    assert stops("G14", by_section_115(recipient=acting))
    assert content("G14", by_section_115(recipient=acting, conditions=answer))
    assert content("G14", by_section_115())
    assert content("G14", by_section_115(recipient=the(CHARITY, registered_landlord=True)))
    assert content("G14", by_section_115(recipient=the(POLICE, acting_for_relevant_authority=True)))


@pytest.mark.parametrize("sender", [CHARITY, FATHER, a_party("NURSERY"), a_party("PROVIDER")])
def test_g14_public_task_from_no_public_authority_asks_whose_task_it_is(sender: Any) -> None:
    assert stops("G14", by_section_115(sender=sender))
    assert content("G14", by_section_115(sender=sender, conditions=(("6e.task", "acts for the council"),)))
    assert content("G14", by_the_charity(sender=sender))
    assert stops("G14", by_the_charity(sender=sender, art6=("6ea", "6e")))


def test_g14_public_task_from_a_public_authority_asks_nothing() -> None:
    assert content("G14", by_section_115(sender=SCHOOL))
    assert content("G14", by_section_115(sender=the(CHARITY, public_authority=True)))
    assert stops("G14", by_section_115(sender=the(SCHOOL, public_authority=False)))


@pytest.mark.parametrize("missing", ["who", "danger", "why_now"])
def test_g14_immediate_danger_rests_on_the_three_answers(missing: str) -> None:
    urgent = a_share(gateways=("EMERG",), art6=("6e",), emergency=AN_EMERGENCY)
    assert ruled(urgent).outcome == "ALLOWED"
    assert content("G14", urgent)
    assert stops("G14", the(urgent, emergency=None))
    assert stops("G14", the(urgent, emergency=the(AN_EMERGENCY, **{missing: ""})))


def test_g14_is_put_off_in_an_emergency() -> None:
    assert waits("G14", by_section_47(conditions=(), emergency=AN_EMERGENCY))


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS", "PSEUDONYMISED"])
def test_g14_is_asked_in_every_mode(mode: str) -> None:
    assert stops("G14", by_section_47(conditions=(), mode=mode))


# --- not run for a refusal (6.0 a) --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule", ["G02", "G03", "G04", "G05", "G08", "G09", "G10", "G11", "G12", "G13", "G14"]
)
def test_a_right_refusal_is_asked_for_no_power_basis_or_purpose(rule: str) -> None:
    bare = a_refusal(gateways=("CLDC",), art6=(), purpose="", proportionality="", recipient=a_party("MEDIA"))
    assert outcome_of(rule, bare) == "not_run"
    assert ruled(bare).outcome == "ALLOWED"
