"""Whom is a share about, how old are they on the day, and do they fit a gateway (domain-and-law, 6.0 e and f)?"""

from __future__ import annotations

import datetime as dt

from app.dates import age_on
from app.sharing.facts import Facts, Item, Subject
from app.sharing.law import BEFORE_SCHOOL, Gateway, PersonTest
from app.sharing.school_ages import academic_age, school_age

#: From this age on somebody is an adult (Family Law Reform Act 1969 s1).
ADULT_FROM = 18


def persons_about(facts: Facts) -> tuple[Subject, ...]:
    """Give the persons the share is about: those flagged; else every child; else everybody."""
    flagged = tuple(subject for subject in facts.subjects if subject.protected)
    children = tuple(subject for subject in facts.subjects if is_child(subject, facts.date))
    return flagged or children or facts.subjects


def is_child(subject: Subject, day: dt.date) -> bool:
    """Say whether somebody counts as a child: under 18 on the day, unborn (whose role is child), or perhaps under 18."""
    if subject.age_uncertain:
        return True
    if subject.dob is None:
        return subject.role == "child"
    return age_on(subject.dob, day) < 18


def age(subject: Subject, day: dt.date) -> int | None:
    """Give the completed years on the day; nothing for the unborn and where no date is known."""
    return None if subject.dob is None else age_on(subject.dob, day)


def age_in_words(subject: Subject, day: dt.date) -> str:
    """Say the age as a sentence needs it: ``7``, ``unborn`` or ``of unknown age``."""
    if subject.edd:
        return "unborn"
    years = age(subject, day)
    return "of unknown age" if years is None else str(years)


def fits(gateway: Gateway, subject: Subject, day: dt.date) -> bool:
    """Say whether a person fits one of the gateway's person tests on the day."""
    return any(_fits_test(test, subject, day) for test in gateway.persons)


def _fits_test(test: PersonTest, subject: Subject, day: dt.date) -> bool:
    if test.anyone or test.nobody:
        return test.anyone
    if test.child and not is_child(subject, day):
        return False
    if test.flag and not getattr(subject, test.flag):
        return False
    if test.sex and subject.sex != test.sex:
        return False
    if test.school_age and _school_age(subject, day) != test.school_age:
        return False
    return _in_range(test, subject, day)


def _school_age(subject: Subject, day: dt.date) -> str:
    """The unborn are before it; an unknown age is none of the three."""
    if subject.dob is None:
        return BEFORE_SCHOOL if subject.edd is not None else ""
    return school_age(subject.dob, day)


def _in_range(test: PersonTest, subject: Subject, day: dt.date) -> bool:
    """The unborn fit every upper limit and no lower one; of unknown age, adults fit ``18 or over`` and nobody else any.

    Source: judge-columns, 4, the row on a missing ``dob`` and ``edd``.
    """
    if subject.dob is None:
        if _counts_as_adult(subject) and test.from_age == ADULT_FROM and not test.academic:
            return test.to_age is None and test.under is None
        unlimited = test.from_age is None
        return unlimited and (subject.edd is not None or (test.to_age is None and test.under is None))
    years = academic_age(subject.dob, day) if test.academic else age_on(subject.dob, day)
    if test.from_age is not None and years < test.from_age:
        return False
    if test.to_age is not None and years > test.to_age:
        return False
    return test.under is None or years < test.under


def _counts_as_adult(subject: Subject) -> bool:
    """Whether somebody without a date counts as 18 or over: by role, unless they may be under 18."""
    return subject.edd is None and subject.role != "child" and not subject.age_uncertain


def touched(item: Item) -> tuple[str, ...]:
    """Give the ids of everybody an item is about or relates to."""
    return tuple(person for person in (item.about, *item.relates_to) if person)


def touches_one_of(item: Item, subjects: tuple[Subject, ...]) -> bool:
    """Say whether an item is about, or relates to, one of these people."""
    return any(subject.id in touched(item) for subject in subjects)
