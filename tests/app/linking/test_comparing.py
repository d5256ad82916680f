"""Two records are one child, or may be, or are not: every hard rule stands over the score."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.dates import PLACEHOLDER, GivenDate
from app.linking.comparing import Comparison, compare
from app.linking.match_facts import FORMER, KNOWN_AS, Context, Home, MatchFacts, SaidBy, home, name_form
from models.codes import Band
from tests.app.linking.people import MOTHER, a_record

NHS = frozenset(("9991042202",))


def level(comparison: Comparison, field: str) -> str:
    """Give the level at which a field agrees."""
    return next(reason.level for reason in comparison.reasons if reason.field == field)


def verdict(comparison: Comparison, field: str) -> str:
    """Give the verdict on a field."""
    return next(reason.verdict for reason in comparison.reasons if reason.field == field)


# --- twins ---------------------------------------------------------------------------------------------------------


def test_another_forename_on_the_same_day_in_the_same_home_is_a_possible_twin() -> None:
    found = compare(a_record("a", "Zara"), a_record("b", "Zoë"))
    assert found.band == Band.TWIN
    assert found.score > 0.9
    assert "never" not in found.why and "forename" in found.why


def test_twins_born_either_side_of_midnight_are_possible_twins() -> None:
    one, other = a_record("a", "Maeve"), a_record("b", "Mabel", born=GivenDate(2016, 4, 13))
    assert compare(one, other).band == Band.TWIN


def test_one_number_on_two_forenames_is_a_possible_twin() -> None:
    assert compare(a_record("a", "Zara", nhs=NHS), a_record("b", "Zoë", nhs=NHS)).band == Band.TWIN


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jon", "Joan"), ("Amir", "Amira"), ("Lea", "Leo"), ("Andrei", "Andreea"), ("Elifnaz", "Elifnur")],
)
def test_forenames_that_are_nearly_alike_are_never_certain(one: str, other: str) -> None:
    assert compare(a_record("a", one), a_record("b", other)).band in (Band.TWIN, Band.REVIEW)


def test_one_first_name_with_two_middle_names_is_a_possible_twin() -> None:
    found = compare(a_record("a", "Kofi Panyin"), a_record("b", "Kofi Kakra"))
    assert found.band == Band.TWIN
    assert level(found, "forename") == "middle_differs"


def test_a_bare_first_name_that_two_known_twins_bear_is_not_certain() -> None:
    around = Context(others=(a_record("c", "Kofi Kakra"),))
    assert compare(a_record("a", "Kofi"), a_record("b", "Kofi Panyin"), around).band == Band.TWIN
    assert compare(a_record("a", "Kofi"), a_record("b", "Kofi Panyin")).band == Band.CERTAIN


def test_two_records_of_one_name_that_a_register_tells_apart_make_a_third_uncertain() -> None:
    ours = a_record("p1", "Kofi", by="HSG")
    around = Context(others=(a_record("p2", "Kofi", by="HSG"),))
    assert compare(a_record("a", "Kofi"), ours, around).band == Band.TWIN


# --- short forms, initials, spellings --------------------------------------------------------------------------------


def test_a_short_form_that_fits_two_children_of_the_household_is_a_possible_twin() -> None:
    around = Context(others=(a_record("c", "Samantha"),), household_known=True)
    assert compare(a_record("a", "Sam"), a_record("b", "Samuel"), around).band == Band.TWIN


def test_a_short_form_that_fits_one_child_of_a_known_household_agrees() -> None:
    around = Context(others=(a_record("c", "Bella"),), household_known=True)
    found = compare(a_record("a", "Sam"), a_record("b", "Samuel"), around)
    assert found.band == Band.CERTAIN
    assert level(found, "forename") == "short"


def test_a_short_form_is_looked_at_where_the_household_is_not_known() -> None:
    assert compare(a_record("a", "Sam"), a_record("b", "Samuel")).band == Band.REVIEW


def test_an_initial_is_looked_at() -> None:
    assert compare(a_record("a", "S"), a_record("b", "Samuel")).band == Band.REVIEW


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mohammed", "Muhammad"), ("Yevheniia", "Eugenia"), ("Elif Naz", "ELIFNAZ"), ("Zoë", "ZOE")],
)
def test_spellings_of_one_forename_agree(one: str, other: str) -> None:
    assert compare(a_record("a", one), a_record("b", other)).band == Band.CERTAIN


def test_brothers_hassan_and_hussein_are_not_spellings_of_one_name() -> None:
    assert compare(a_record("a", "Hassan"), a_record("b", "Hussein")).band != Band.CERTAIN


def test_the_same_words_in_another_order_agree() -> None:
    assert compare(a_record("a", "Gia Bao", "Tran"), a_record("b", "Tran", "Gia Bao")).band == Band.CERTAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [("Petrauskas", "Petrauskaitė"), ("Kowalski", "Kowalska"), ("Okonkwo-Bell", "OKONKWO BELL")],
)
def test_surnames_that_change_with_sex_or_hyphen_agree(one: str, other: str) -> None:
    found = compare(a_record("a", family=one), a_record("b", family=other))
    assert verdict(found, "surname") in ("same", "similar")
    assert found.band == Band.CERTAIN


def test_a_former_surname_agrees() -> None:
    before = (name_form("Zoë", "Marsh"), name_form("Zoë", "Okonkwo-Bell", FORMER))
    found = compare(a_record("a", names=before), a_record("b"))
    assert level(found, "surname") == FORMER
    assert found.band == Band.CERTAIN


def test_a_name_by_which_a_child_is_known_is_looked_at() -> None:
    known = (name_form("Zoë", "Okonkwo-Bell"), name_form("Birdie", "Okonkwo-Bell", KNOWN_AS))
    found = compare(a_record("a", "Birdie"), a_record("b", names=known))
    assert found.band == Band.REVIEW
    assert level(found, "forename") == KNOWN_AS


# --- birth ---------------------------------------------------------------------------------------------------------


def test_day_and_month_changed_over_is_similar_and_looked_at() -> None:
    found = compare(a_record("a"), a_record("b", born=GivenDate(2016, 12, 4)))
    assert verdict(found, "birth") == "similar"
    assert found.band == Band.REVIEW


@pytest.mark.parametrize(
    "born", [GivenDate(2016, 1, 1), GivenDate(1900, 1, 1, PLACEHOLDER), GivenDate(2016, 4, 12, PLACEHOLDER)]
)
def test_a_date_that_stands_for_unknown_has_no_weight(born: GivenDate) -> None:
    found = compare(a_record("a", born=born), a_record("b", born=born))
    assert verdict(found, "birth") == "missing"
    assert found.band == Band.REVIEW


def test_cousins_of_one_name_and_home_born_a_year_apart_are_not_certain() -> None:
    found = compare(a_record("a"), a_record("b", born=GivenDate(2015, 4, 12)))
    assert found.band == Band.REVIEW


def test_an_age_that_fits_is_similar_and_never_certain() -> None:
    found = compare(a_record("a", born=None, born_years=((2015, 2016),)), a_record("b"))
    assert verdict(found, "birth") == "similar"
    assert found.band == Band.REVIEW


def test_siblings_of_other_days_are_unlikely() -> None:
    assert compare(a_record("a", "Zara", born=GivenDate(2013, 9, 30)), a_record("b")).band == Band.UNLIKELY


# --- numbers -------------------------------------------------------------------------------------------------------


def test_a_number_that_two_living_records_share_decides_nothing() -> None:
    around = Context(shared_numbers=frozenset((f"nhs:{next(iter(NHS))}",)))
    found = compare(a_record("a", nhs=NHS), a_record("b", nhs=NHS), around)
    assert verdict(found, "nhs_number") == "missing"
    assert found.band != Band.CERTAIN


def test_numbers_that_differ_stop_certainty() -> None:
    found = compare(a_record("a", nhs=NHS), a_record("b", nhs=frozenset(("9990000018",))))
    assert verdict(found, "nhs_number") == "differs"
    assert found.band == Band.REVIEW


def test_a_former_pupil_number_links_two_schools_for_a_person_to_see() -> None:
    old = frozenset(("N30899122407G",))
    one = a_record("a", "Ирина", at=None, temporary_upns=old)
    other = a_record("b", at=("1 Other Road", "QX9 9ZZ"), former_upns=old)
    found = compare(one, other)
    assert level(found, "upn") == "former"
    assert found.band in (Band.REVIEW, Band.TWIN)


def test_a_temporary_pupil_number_is_weak() -> None:
    temporary = frozenset(("N30899122407G",))
    permanent = frozenset(("A308991224021",))
    ours = compare(a_record("a", temporary_upns=temporary), a_record("b", temporary_upns=temporary))
    theirs = compare(a_record("a", upns=permanent), a_record("b", upns=permanent))
    assert verdict(ours, "upn") == "similar"
    assert verdict(theirs, "upn") == "same"


# --- home and family -----------------------------------------------------------------------------------------------


def test_a_refuge_is_no_evidence_of_kinship() -> None:
    place = (home("Marigold House, 3 Overy Street", "QX7 6TS", kind="refuge"),)
    one, other = a_record("a", "Zara", "Sackey", homes=place), a_record("b", "Lena", "Kovac", homes=place)
    found = compare(one, other)
    assert level(found, "home") == "shared"
    assert found.band == Band.UNLIKELY


def test_a_place_that_one_record_knows_as_a_refuge_is_one_for_all() -> None:
    around = Context(shared_places=frozenset(("QX76TS|3",)))
    place = ("Marigold House, 3 Overy Street", "QX7 6TS")
    found = compare(a_record("a", at=place), a_record("b", at=place), around)
    assert level(found, "home") == "shared"
    assert found.band == Band.REVIEW


def test_a_home_left_is_similar() -> None:
    left: tuple[Home, ...] = (
        home("14 Alder Court", "QX1 1AA", kind="previous"),
        home("2 Vintry Road", "QX2 1GA"),
    )
    found = compare(a_record("a", homes=left), a_record("b"))
    assert level(found, "home") == "former"


def test_a_withheld_address_is_said_to_agree_without_being_shown() -> None:
    hidden = (home("14 Alder Court", "QX1 1AA", withheld=True),)
    found = compare(a_record("a", homes=hidden), a_record("b"))
    words = " ".join(reason.words for reason in found.reasons)
    assert "withheld" in words
    assert "Alder" not in words and "QX1" not in words


def test_the_same_mother_makes_up_for_a_missing_home() -> None:
    found = compare(a_record("a", at=None, relatives=(MOTHER,)), a_record("b", relatives=(MOTHER,)))
    assert verdict(found, "family") == "same"
    assert found.band == Band.CERTAIN


def test_name_and_birth_date_alone_are_looked_at() -> None:
    assert compare(a_record("a", at=None), a_record("b")).band == Band.REVIEW


# --- never ---------------------------------------------------------------------------------------------------------


def test_two_references_of_one_register_are_never_a_pair() -> None:
    found = compare(a_record("a", by="EY"), a_record("b", by="EY"))
    assert found.never
    assert found.band == Band.UNLIKELY


def test_two_occurrences_of_the_police_may_be_a_pair() -> None:
    one, other = (a_record(key, by="POL", tells_apart=False) for key in ("1", "2"))
    assert compare(one, other).band == Band.CERTAIN


def test_a_register_that_names_a_former_number_of_its_own_may_be_a_pair() -> None:
    old = frozenset(("N30899122407G",))
    found = compare(a_record("a", by="SCH", temporary_upns=old), a_record("b", by="SCH", former_upns=old))
    assert not found.never
    assert found.band in (Band.REVIEW, Band.CERTAIN)


def test_a_firewall_makes_a_pair_impossible() -> None:
    found = compare(a_record("a", firewalled=True), a_record("b"))
    assert found.never
    assert found.reasons == ()


def test_an_adult_named_like_a_child_is_never_a_pair() -> None:
    assert compare(a_record("a", is_child=False), a_record("b")).never
    assert compare(a_record("a", born=GivenDate(1986, 4, 12)), a_record("b")).never


def test_a_person_with_a_record_of_the_same_register_is_never_a_pair_with_another_of_it() -> None:
    ours = a_record("b", said_by=(SaidBy("HV", "1", False), SaidBy("EY", "EY-1", True)))
    assert compare(a_record("EY-2", by="EY"), ours).never


# --- the unborn and the dead -----------------------------------------------------------------------------------------


def test_an_unborn_child_and_one_born_about_then_of_the_same_mother_are_looked_at() -> None:
    unborn = a_record(
        "a",
        names=(name_form("Unborn", "Ezeani"),),
        born=None,
        at=None,
        expected=(GivenDate(2026, 5, 24),),
        relatives=(MOTHER,),
        by="HV",
    )
    born = a_record("b", "Somto", "Ezeani", born=GivenDate(2026, 5, 19), relatives=(MOTHER,), by="HV")
    assert compare(unborn, born).band == Band.REVIEW
    later = a_record("c", "Somto", "Ezeani", born=GivenDate(2025, 5, 19), relatives=(MOTHER,))
    assert compare(unborn, later).band == Band.UNLIKELY


def test_a_death_that_only_one_record_tells_of_is_looked_at() -> None:
    found = compare(a_record("a", died=True), a_record("b"))
    assert found.band == Band.REVIEW
    assert compare(a_record("a", died=True), a_record("b", died=True)).band == Band.CERTAIN


def test_boy_and_girl_are_never_certain() -> None:
    boy, girl = a_record("a", sexes=frozenset("M")), a_record("b", sexes=frozenset("F"))
    assert compare(boy, girl).band != Band.CERTAIN


# --- the score -----------------------------------------------------------------------------------------------------


def test_more_agreement_gives_a_higher_score() -> None:
    ours = a_record("a", nhs=NHS)
    rising: list[MatchFacts] = [
        a_record("b", "Zara", "Marsh", born=GivenDate(2011, 2, 3), at=("9 Else Road", "QX9 9AA")),
        a_record("b", "Zara"),
        a_record("b"),
    ]
    scores = [compare(ours, other).score for other in rising]
    assert all(low < high for low, high in pairwise(scores))
    assert all(0 <= score <= 1 for score in scores)


def test_every_reason_says_a_verdict_and_words() -> None:
    for reason in compare(a_record("a"), a_record("b")).plain_reasons():
        assert set(reason) == {"field", "verdict", "words"}
        assert reason["words"]
