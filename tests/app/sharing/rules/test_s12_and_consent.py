"""When is the condition for unlawful acts out of place, because nobody says why or because a consent counts (6.0 g)?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import Facts
from tests.app.sharing.rules.hearing import (
    ADULT,
    DAY,
    HEALTH,
    OFFENCE,
    UNBORN,
    a_yes,
    by_section_115,
    content,
    ruled,
    waits,
    warns,
)
from tests.builders_sharing import AN_EMERGENCY, ATTENDANCE, CHILD, IDENTITY, MOTHER, WORRY, the

TOMORROW, YESTERDAY = dt.date(2026, 11, 4), dt.date(2026, 11, 2)
HERS = the(CHILD, pr_holders=("M1",))


def tipped_off(*consents: Any, **changes: Any) -> Facts:
    """Give a school telling the police of a crime under para 10, the reason written, with these consents."""
    right: dict[str, Any] = {
        "items": (HEALTH,),
        "subjects": (HERS, MOTHER),
        "art9_packages": ("CR",),
        "art9": ("9(2)(g)",),
        "sch1": ("para 10",),
        "cr_reason": "He would burn the papers.",
        "consents": consents,
    }
    return by_section_115(**{**right, **changes})


def counts(*consents: Any, **changes: Any) -> bool:
    """Say whether these consents count: S12 warns with the reason written, and without them it does not."""
    assert content("S12", tipped_off(**changes))
    facts = tipped_off(*consents, **changes)
    heard = warns("S12", facts)
    assert heard or content("S12", facts)
    return heard


# --- the reason (para 10(1)(b)) -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", ["", "   "])
def test_s12_para_10_says_why_asking_would_prejudice(blank: str) -> None:
    assert ruled(tipped_off()).outcome == "ALLOWED"
    assert warns("S12", tipped_off(cr_reason=blank))
    assert ruled(tipped_off(cr_reason=blank)).outcome == "WARNED"


def test_s12_is_asked_of_its_own_package_only() -> None:
    assert content("S12", tipped_off(cr_reason="", art9_packages=("SG",)))
    assert content("S12", tipped_off(a_yes(), art9_packages=("GOV",)))
    assert warns("S12", tipped_off(cr_reason="", art9_packages=("SG", "CR")))


def test_s12_both_faults_wait_in_an_emergency() -> None:
    assert waits("S12", tipped_off(cr_reason="", emergency=AN_EMERGENCY))
    assert waits("S12", tipped_off(a_yes(), emergency=AN_EMERGENCY))


# --- which items the consent must cover ---------------------------------------------------------------------------------


def test_s12_consent_must_count_for_every_special_category_and_offence_item() -> None:
    both = {"items": (HEALTH, OFFENCE), "offence_basis": "para 10"}
    assert not counts(a_yes(), **both)
    assert not counts(a_yes(scope_items=("OFFENCE",)), **both)
    assert counts(a_yes(scope_items=("HEALTH", "OFFENCE")), **both)
    assert counts(a_yes(), a_yes(scope_items=("OFFENCE",)), **both)


def test_s12_other_items_need_no_consent_beside_one_of_those_kinds() -> None:
    assert counts(a_yes(), items=(HEALTH, IDENTITY, WORRY))
    assert counts(a_yes(scope_items=("OFFENCE",)), items=(OFFENCE, IDENTITY), offence_basis="para 10")


def test_s12_with_no_item_of_those_kinds_consent_must_count_for_every_item() -> None:
    plain = {"items": (IDENTITY, ATTENDANCE)}
    assert not counts(a_yes(scope_items=("IDENTITY",)), **plain)
    assert counts(a_yes(scope_items=("IDENTITY", "ATTENDANCE")), **plain)


def test_s12_special_needs_that_do_not_reveal_health_are_no_item_of_those_kinds() -> None:
    needs = the(HEALTH, cat="SEN")
    assert counts(a_yes(), items=(HEALTH, needs))
    assert not counts(a_yes(), items=(HEALTH, the(needs, reveals_health=True)))


# --- when a consent counts (6.0 g) --------------------------------------------------------------------------------------


def test_s12_the_mothers_yes_for_her_young_child_counts() -> None:
    assert counts(a_yes())


@pytest.mark.parametrize("answer", ["refused", "withdrawn", "asked", "not sought", "could not be asked"])
def test_s12_only_a_yes_counts(answer: str) -> None:
    assert not counts(a_yes(answer=answer))


@pytest.mark.parametrize("kind", ["CONFIDENTIALITY", "SERVICE"])
def test_s12_only_consent_of_data_protection_law_counts_here(kind: str) -> None:
    assert not counts(a_yes(kind=kind))


def test_s12_a_yes_counts_from_its_day_through_its_last() -> None:
    assert counts(a_yes(date=DAY))
    assert not counts(a_yes(date=TOMORROW))
    assert counts(a_yes(expires=DAY))
    assert counts(a_yes(expires=TOMORROW))
    assert not counts(a_yes(expires=YESTERDAY))


def test_s12_a_yes_is_about_this_person_this_category_and_this_recipient() -> None:
    assert not counts(a_yes(subject="M1"))
    assert not counts(a_yes(scope_items=("OFFENCE",)))
    assert not counts(a_yes(scope_items=()))
    assert not counts(a_yes(recipients=("Northmere Hospitals",)))
    assert not counts(a_yes(recipients=()))
    assert counts(a_yes(recipients=("Northmere Hospitals", "Northmere Police")))


@pytest.mark.parametrize("no", ["refused", "withdrawn"])
def test_s12_a_no_on_the_same_or_a_later_day_ends_it_and_an_earlier_one_does_not(no: str) -> None:
    assert not counts(a_yes(), a_yes(answer=no))
    assert not counts(a_yes(), a_yes(answer=no, date=YESTERDAY))
    assert not counts(a_yes(), a_yes(answer=no, date=DAY))
    assert counts(a_yes(), a_yes(answer=no, date=dt.date(2026, 10, 31)))
    assert counts(a_yes(), a_yes(answer=no, date=TOMORROW))


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"subject": "M1", "given_by": "M1", "capacity": "self"},
        {"scope_items": ("OFFENCE",)},
        {"recipients": ("Northmere Hospitals",)},
        {"given_by": "A9"},
    ],
)
def test_s12_a_no_about_something_else_or_by_nobody_entitled_ends_nothing(elsewhere: dict[str, Any]) -> None:
    no = a_yes(**{"answer": "withdrawn", "date": YESTERDAY, **elsewhere})
    assert counts(a_yes(), no)


def test_s12_a_later_yes_counts_again_after_a_no() -> None:
    assert counts(a_yes(answer="refused"), a_yes(date=YESTERDAY))


# --- who may give it, on the day of the share (5.3, 6.0 g 3) ------------------------------------------------------------

EVE_OF_16 = the(HERS, dob=dt.date(2010, 11, 4))
DAY_OF_16 = the(HERS, dob=dt.date(2010, 11, 3))


def test_s12_under_16_a_holder_of_parental_responsibility_gives_it() -> None:
    assert counts(a_yes(), subjects=(EVE_OF_16, MOTHER))
    assert not counts(a_yes(given_by="A9"), subjects=(EVE_OF_16, MOTHER))
    assert not counts(a_yes(), subjects=(the(EVE_OF_16, pr_holders=()), MOTHER))


def test_s12_a_parents_yes_does_not_carry_past_the_16th_birthday() -> None:
    assert not counts(a_yes(), subjects=(DAY_OF_16, MOTHER))
    assert not counts(a_yes(), subjects=(the(ADULT, pr_holders=("M1",)), MOTHER))


@pytest.mark.parametrize("who", ["self", "K1"])
def test_s12_from_16_the_person_gives_it(who: str) -> None:
    own = a_yes(given_by=who, capacity="self")
    assert counts(own, subjects=(DAY_OF_16, MOTHER))
    assert counts(own, subjects=(ADULT,))
    assert not counts(own, subjects=(EVE_OF_16, MOTHER))


def test_s12_under_16_the_child_gives_it_with_a_gillick_note() -> None:
    own = a_yes(given_by="K1", capacity="self")
    assert counts(own, subjects=(the(EVE_OF_16, gillick_note=True), MOTHER))


def test_s12_the_council_gives_it_only_where_it_shares_parental_responsibility() -> None:
    councils = a_yes(given_by="LA", capacity="LA")
    assert not counts(councils)
    assert counts(councils, subjects=(the(HERS, pr_holders=("LA",)),))
    assert not counts(councils, subjects=(the(DAY_OF_16, pr_holders=("LA",)),))


def test_s12_a_deputy_gives_it_from_18_for_somebody_without_capacity() -> None:
    deputys = a_yes(given_by="D7", capacity="deputy")
    assert counts(deputys, subjects=(the(ADULT, dob=dt.date(2008, 11, 3)),))
    assert not counts(deputys, subjects=(the(ADULT, dob=dt.date(2008, 11, 4), pr_holders=("D7",)),))


def test_s12_for_an_unborn_child_whoever_holds_responsibility_gives_it() -> None:
    assert counts(a_yes(), subjects=(UNBORN, MOTHER))
    assert not counts(a_yes(given_by="A9"), subjects=(UNBORN, MOTHER))


def test_s12_an_adult_without_a_date_of_birth_answers_for_himself_or_by_a_deputy() -> None:
    undated = the(ADULT, dob=None, pr_holders=("M1",))
    assert counts(a_yes(given_by="K1", capacity="self"), subjects=(undated,))
    assert counts(a_yes(given_by="D7", capacity="deputy"), subjects=(undated,))
    assert not counts(a_yes(), subjects=(undated, MOTHER))


def test_s12_somebody_undated_who_may_be_a_child_answers_neither_for_himself_nor_by_a_deputy() -> None:
    for undated in (the(ADULT, dob=None, age_uncertain=True), the(HERS, dob=None)):
        assert not counts(a_yes(given_by=undated.id, capacity="self"), subjects=(undated, MOTHER))
        assert not counts(a_yes(given_by="D7", capacity="deputy"), subjects=(undated, MOTHER))


def test_s12_whoever_answers_does_so_in_the_capacity_that_entitles() -> None:
    assert not counts(a_yes(capacity="self"))
    assert not counts(a_yes(capacity="deputy"))
    assert not counts(a_yes(capacity="LA"))
    assert not counts(a_yes(given_by="K1", capacity="PR"))
    assert not counts(a_yes(given_by="M1", capacity="self"), subjects=(ADULT, MOTHER))
    assert not counts(a_yes(given_by="M1", capacity="self"), subjects=(the(HERS, gillick_note=True), MOTHER))
    assert not counts(a_yes(given_by="LA", capacity="LA"), subjects=(UNBORN, MOTHER))
    assert not counts(a_yes(given_by="LA", capacity="PR"))


def test_s12_a_gillick_note_takes_nothing_from_the_parent() -> None:
    assert counts(a_yes(), subjects=(the(HERS, gillick_note=True), MOTHER))


def test_s12_a_yes_about_herself_is_none_about_her_child() -> None:
    assert not counts(a_yes(subject="M1", given_by="M1", capacity="self"))
    sister = the(HERS, id="K2")
    assert not counts(a_yes(subject="K2"), subjects=(HERS, sister, MOTHER))
    hers = the(HEALTH, about="K2")
    assert not counts(a_yes(), subjects=(HERS, sister, MOTHER), items=(HEALTH, hers))
    assert counts(a_yes(), a_yes(subject="K2"), subjects=(HERS, sister, MOTHER), items=(HEALTH, hers))


def test_s12_a_no_about_her_sister_ends_nothing() -> None:
    no = a_yes(subject="K2", answer="withdrawn", date=YESTERDAY)
    assert counts(a_yes(), no, subjects=(HERS, the(HERS, id="K2"), MOTHER))


@pytest.mark.parametrize("answer", ["given", "asked", "not sought", "could not be asked"])
def test_s12_what_is_no_refusal_takes_no_yes_back(answer: str) -> None:
    assert counts(a_yes(), a_yes(answer=answer, date=YESTERDAY))
    assert counts(a_yes(), a_yes(answer=answer))


def test_s12_a_no_to_this_recipient_by_name_ends_a_yes_to_everybody() -> None:
    no = a_yes(answer="withdrawn", date=YESTERDAY, recipients=("Northmere Police",))
    assert not counts(a_yes(), no)
    assert not counts(a_yes(recipients=("Northmere Police",)), a_yes(answer="refused"))


def test_s12_a_no_by_the_young_person_who_became_entitled_ends_it() -> None:
    own = a_yes(given_by="K1", capacity="self")
    no = a_yes(given_by="self", capacity="self", answer="withdrawn", date=YESTERDAY)
    assert not counts(own, no, subjects=(DAY_OF_16, MOTHER))
    parents = a_yes(answer="withdrawn", date=YESTERDAY)
    assert counts(own, parents, subjects=(DAY_OF_16, MOTHER))


def test_s12_with_nothing_sent_no_consent_counts() -> None:
    assert not counts(a_yes(), items=())
