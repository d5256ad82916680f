"""Comparing is the same from either side, and blind to case, marks and the order of what was said."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.dates import GivenDate
from app.linking.comparing import compare
from app.linking.match_facts import MatchFacts, NameForm, Relative, SaidBy, home, name_form
from models.codes import Band

GIVEN = (
    "Zoë",
    "Zara",
    "Sam",
    "Samuel",
    "Samantha",
    "Mohammed",
    "Muhammad",
    "Jon",
    "Joan",
    "Kofi Kakra",
    "Łukasz",
    "",
)
FAMILY = ("Okonkwo-Bell", "Bell", "Kowalski", "Kowalska", "O’Brien", "Trần", "Marsh", "")
DATES = (
    GivenDate(2016, 4, 12),
    GivenDate(2016, 12, 4),
    GivenDate(2016, 4, 13),
    GivenDate(2016, 1, 1),
    GivenDate(2016),
)
PLACES = (
    ("14 Alder Court", "QX1 1AA"),
    ("Flat 2, 14 Alder Ct", "QX1 1AA"),
    ("Refuge", "QX7 6TS"),
    ("9 Else Road", ""),
)
NUMBERS = ("9991042202", "9990000018")

names = st.builds(
    name_form, st.sampled_from(GIVEN), st.sampled_from(FAMILY), st.sampled_from(("legal", "known_as"))
)
relatives = st.builds(
    Relative, st.builds(name_form, st.sampled_from(("Ada", "A")), st.just("Bell")), st.just("PAM")
)


def some(of: st.SearchStrategy[str]) -> st.SearchStrategy[frozenset[str]]:
    """Give small sets."""
    return st.frozensets(of, max_size=2)


def records(key: str) -> st.SearchStrategy[MatchFacts]:
    """Give records of any kind under a key."""
    return st.builds(
        MatchFacts,
        key=st.just(key),
        said_by=st.tuples(st.builds(SaidBy, st.sampled_from(("HV", "EY")), st.just(key), st.booleans())),
        is_child=st.sampled_from((True, True, True, False)),
        names=st.lists(names, max_size=3).map(tuple),
        births=st.lists(st.sampled_from(DATES), max_size=2).map(tuple),
        expected=st.lists(st.just(GivenDate(2016, 4, 20)), max_size=1).map(tuple),
        born_years=st.lists(st.sampled_from(((2015, 2016), (2010, 2011))), max_size=1).map(tuple),
        died=st.booleans(),
        sexes=some(st.sampled_from(("M", "F"))),
        homes=st.lists(st.sampled_from(PLACES).map(lambda place: home(*place)), max_size=2).map(tuple),
        nhs=some(st.sampled_from(NUMBERS)),
        upns=some(st.just("A308991224021")),
        former_upns=some(st.just("A308991224021")),
        relatives=st.lists(relatives, max_size=1).map(tuple),
    )


@given(records("a"), records("b"))
def test_the_band_is_the_same_from_either_side(one: MatchFacts, other: MatchFacts) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there.band, there.never) == (back.band, back.never)
    assert there.score == back.score


@given(records("a"), records("b"))
def test_the_order_in_which_things_were_said_changes_nothing(one: MatchFacts, other: MatchFacts) -> None:
    turned = replace(one, names=one.names[::-1], births=one.births[::-1], homes=one.homes[::-1])
    assert compare(turned, other).band == compare(one, other).band


@given(records("a"), records("b"))
def test_a_certain_pair_has_forename_surname_and_birth_date_that_agree(
    one: MatchFacts, other: MatchFacts
) -> None:
    found = compare(one, other)
    verdicts = {reason.field: reason.verdict for reason in found.reasons}
    if found.band == Band.CERTAIN:
        assert verdicts["forename"] in ("same", "similar")
        assert verdicts["surname"] in ("same", "similar")
        assert verdicts["birth"] == "same"
        assert "differs" not in (verdicts["nhs_number"], verdicts["sex"], verdicts["death"])


@given(st.sampled_from(GIVEN), st.sampled_from(FAMILY))
def test_case_marks_and_hyphens_are_folded_away(given_name: str, family: str) -> None:
    plain = name_form(given_name, family)
    assert name_form(given_name.upper(), family.upper()) == plain
    assert name_form(given_name, family.replace("-", " ")) == plain
    assert isinstance(plain, NameForm)
