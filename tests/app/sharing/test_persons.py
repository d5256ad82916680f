"""Whom is a share about, who is a child, and who fits an age range on the day?"""

from __future__ import annotations

import datetime as dt

import pytest

from app.sharing.facts import Subject
from app.sharing.law import Gateway, PersonTest
from app.sharing.persons import age, age_in_words, fits, is_child, persons_about, touches_one_of
from tests.builders_sharing import CHILD, IDENTITY, MOTHER, ORDINARY_DAY, a_share, the

BORN = dt.date(2008, 11, 3)  # turns 18 on the ordinary day
DAY = dt.timedelta(days=1)


def a_gateway(*tests: PersonTest) -> Gateway:
    return Gateway(
        id="X",
        title="x",
        section="x",
        effect="F",
        between=(),
        persons=tests,
        persons_in_words="x",
        persons_asked_by="",
        art6=(),
        art6_not_from_public_authorities=(),
        packages=(),
        offence=False,
        part3="no",
        consent="x",
        start="always",
        until=None,
        summary="x",
        limits="x",
        source="x",
        marks=("verified",),
        mark_note="",
    )


def aged(years: int, **changes: object) -> Subject:
    subject: Subject = the(MOTHER, dob=dt.date(2026 - years, 11, 3), **changes)
    return subject


def test_the_flagged_are_whom_a_share_is_about() -> None:
    brother = the(CHILD, id="K2", protected=False)
    facts = a_share(subjects=(CHILD, brother, MOTHER))
    assert persons_about(facts) == (CHILD,)


def test_where_nobody_is_flagged_every_child_is_meant_and_no_adult() -> None:
    first, second = the(CHILD, protected=False), the(CHILD, id="K2", protected=False)
    assert persons_about(a_share(subjects=(first, MOTHER, second))) == (first, second)


def test_where_there_is_no_child_everybody_is_meant() -> None:
    other = the(MOTHER, id="M2")
    assert persons_about(a_share(subjects=(MOTHER, other))) == (MOTHER, other)


@pytest.mark.parametrize(("born", "child"), [(BORN + DAY, True), (BORN, False), (BORN - DAY, False)])
def test_childhood_ends_on_the_eighteenth_birthday(born: dt.date, child: bool) -> None:
    assert is_child(the(CHILD, dob=born), ORDINARY_DAY) is child


def test_who_was_born_on_29_february_turns_eighteen_on_1_march() -> None:
    leap = the(CHILD, dob=dt.date(2008, 2, 29))
    assert is_child(leap, dt.date(2026, 2, 28))
    assert not is_child(leap, dt.date(2026, 3, 1))


def test_the_unborn_and_the_uncertain_count_as_children() -> None:
    assert is_child(the(CHILD, dob=None, edd=dt.date(2027, 2, 1), role="child"), ORDINARY_DAY)
    assert is_child(the(MOTHER, age_uncertain=True), ORDINARY_DAY)


def test_without_any_date_the_role_decides() -> None:
    assert is_child(the(CHILD, dob=None), ORDINARY_DAY)
    assert not is_child(the(MOTHER, dob=None), ORDINARY_DAY)


def test_an_age_is_counted_in_completed_years_and_said_in_words() -> None:
    assert age(CHILD, ORDINARY_DAY) == 7
    assert age(the(CHILD, dob=None), ORDINARY_DAY) is None
    assert age_in_words(CHILD, ORDINARY_DAY) == "7"
    assert age_in_words(the(CHILD, dob=None), ORDINARY_DAY) == "of unknown age"
    assert age_in_words(the(CHILD, dob=None, edd=dt.date(2027, 2, 1)), ORDINARY_DAY) == "unborn"


@pytest.mark.parametrize(("years", "fit"), [(17, False), (18, True), (19, True), (20, False)])
def test_a_range_holds_both_its_ends(years: int, fit: bool) -> None:
    gateway = a_gateway(PersonTest(from_age=18, to_age=19))
    assert fits(gateway, aged(years), ORDINARY_DAY) is fit


@pytest.mark.parametrize(("years", "fit"), [(24, True), (25, False)])
def test_under_an_age_ends_on_that_birthday(years: int, fit: bool) -> None:
    gateway = a_gateway(PersonTest(under=25, flag="send"))
    assert fits(gateway, aged(years, send=True), ORDINARY_DAY) is fit
    assert not fits(gateway, aged(years), ORDINARY_DAY)


def test_one_way_to_fit_is_enough() -> None:
    gateway = a_gateway(PersonTest(child=True), PersonTest(flag="care_leaver"))
    assert fits(gateway, CHILD, ORDINARY_DAY)
    assert fits(gateway, the(MOTHER, care_leaver=True), ORDINARY_DAY)
    assert not fits(gateway, MOTHER, ORDINARY_DAY)


def test_anyone_fits_where_anyone_may() -> None:
    assert fits(a_gateway(PersonTest(anyone=True)), MOTHER, ORDINARY_DAY)


def test_a_lower_limit_alone_has_no_end() -> None:
    gateway = a_gateway(PersonTest(from_age=18))
    assert fits(gateway, aged(70), ORDINARY_DAY)
    assert not fits(gateway, aged(17), ORDINARY_DAY)


def test_the_unborn_fit_every_upper_limit_and_no_lower_one() -> None:
    unborn = the(CHILD, dob=None, edd=dt.date(2027, 2, 1))
    assert fits(a_gateway(PersonTest(under=5)), unborn, ORDINARY_DAY)
    assert fits(a_gateway(PersonTest(to_age=5)), unborn, ORDINARY_DAY)
    assert not fits(a_gateway(PersonTest(from_age=0, to_age=5)), unborn, ORDINARY_DAY)


def test_an_adult_of_unknown_age_fits_18_or_over_a_flag_alone_and_no_other_limit() -> None:
    unknown = the(MOTHER, dob=None, send=True, care_leaver=True)
    assert fits(a_gateway(PersonTest(flag="care_leaver")), unknown, ORDINARY_DAY)
    assert not fits(a_gateway(PersonTest(under=25, flag="send")), unknown, ORDINARY_DAY)
    assert not fits(a_gateway(PersonTest(to_age=25, flag="send")), unknown, ORDINARY_DAY)
    assert fits(a_gateway(PersonTest(from_age=18, flag="send")), unknown, ORDINARY_DAY)
    for test in (
        PersonTest(from_age=16),
        PersonTest(from_age=18, to_age=19),
        PersonTest(from_age=18, under=25),
    ):
        assert not fits(a_gateway(test), unknown, ORDINARY_DAY)


def test_of_unknown_age_only_who_is_surely_grown_fits_18_or_over() -> None:
    grown = a_gateway(PersonTest(from_age=18))
    assert fits(grown, the(MOTHER, dob=None, role="staff"), ORDINARY_DAY)
    assert not fits(grown, the(MOTHER, dob=None, age_uncertain=True), ORDINARY_DAY)
    assert not fits(grown, the(MOTHER, dob=None, role="child"), ORDINARY_DAY)
    assert not fits(grown, the(MOTHER, dob=None, edd=ORDINARY_DAY), ORDINARY_DAY)
    academic = a_gateway(PersonTest(from_age=18, academic=True))
    assert not fits(academic, the(MOTHER, dob=None), ORDINARY_DAY)


def test_an_item_touches_whom_it_is_about_and_to_whom_it_relates() -> None:
    assert touches_one_of(IDENTITY, (CHILD,))
    assert touches_one_of(the(IDENTITY, about="M1", relates_to=("K1",)), (CHILD,))
    assert not touches_one_of(the(IDENTITY, about="M1"), (CHILD,))
    assert not touches_one_of(the(IDENTITY, about=""), (Subject(id=""),))
