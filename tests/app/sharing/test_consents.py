"""When does a consent count for an item on the day of the share?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.consents import consent_counts, consent_counts_for_all
from app.sharing.facts import Consent, Facts, Subject
from tests.builders_sharing import CHILD, IDENTITY, MOTHER, ORDINARY_DAY, WORRY, a_share, the

DAY = dt.timedelta(days=1)
YOUNG: Subject = the(CHILD, pr_holders=("M1", "LA"))


def a_consent(**changes: Any) -> Consent:
    """A data protection consent that counts: given by the mother for the child's name, to the council, last week."""
    values: dict[str, Any] = {
        "subject": "K1",
        "kind": "GDPR",
        "given_by": "M1",
        "capacity": "PR",
        "date": ORDINARY_DAY - 7 * DAY,
        "answer": "given",
        "scope_items": ("IDENTITY",),
        "recipients": ("Northmere Council",),
    }
    return Consent(**{**values, **changes})


def facts(*consents: Consent, person: Subject = YOUNG) -> Facts:
    return a_share(subjects=(person, MOTHER), consents=consents)


def counts(*consents: Consent, person: Subject = YOUNG) -> bool:
    return consent_counts(facts(*consents, person=person), IDENTITY, ("GDPR",))


def test_a_consent_that_fits_in_every_way_counts() -> None:
    assert counts(a_consent())


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "SERVICE"},
        {"answer": "asked"},
        {"date": ORDINARY_DAY + DAY},
        {"expires": ORDINARY_DAY - DAY},
        {"subject": "M1", "capacity": "self"},
        {"scope_items": ("HEALTH",)},
        {"scope_items": ()},
        {"recipients": ("Northmere Police",)},
        {"recipients": ()},
    ],
)
def test_a_consent_that_misses_in_one_way_does_not_count(changes: dict[str, Any]) -> None:
    assert not counts(a_consent(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"date": ORDINARY_DAY},
        {"expires": ORDINARY_DAY},
        {"expires": ORDINARY_DAY + DAY},
        {"recipients": ("*",)},
        {"given_by": "LA", "capacity": "LA"},
    ],
)
def test_edges_that_still_count(changes: dict[str, Any]) -> None:
    assert counts(a_consent(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"given_by": "M2"},
        {"capacity": "self"},
        {"given_by": "LA", "capacity": "PR"},
        {"given_by": "M1", "capacity": "LA"},
        {"given_by": "self", "capacity": "self"},
        {"given_by": "D1", "capacity": "deputy"},
    ],
)
def test_who_is_not_entitled_for_a_young_child_does_not_count(changes: dict[str, Any]) -> None:
    assert not counts(a_consent(**changes))


def test_a_child_who_understands_may_answer_with_a_note_of_why() -> None:
    own = a_consent(given_by="K1", capacity="self")
    assert counts(own, person=the(YOUNG, gillick_note=True))
    assert not counts(own, person=YOUNG)
    assert not counts(
        a_consent(given_by="M2", capacity="self"), person=the(YOUNG, gillick_note=True, pr_holders=())
    )


@pytest.mark.parametrize(("born", "parent", "own"), [(1, True, False), (0, False, True)])
def test_the_choice_passes_on_the_sixteenth_birthday(born: int, parent: bool, own: bool) -> None:
    person = the(YOUNG, dob=dt.date(2010, 11, 3) + born * DAY)
    assert counts(a_consent(), person=person) is parent
    assert counts(a_consent(given_by="self", capacity="self"), person=person) is own
    assert counts(a_consent(given_by="self", capacity=""), person=person) is own


def test_who_answers_for_themselves_says_so() -> None:
    grown = the(YOUNG, dob=dt.date(2000, 1, 1), pr_holders=())
    assert not counts(a_consent(given_by="self", capacity="PR"), person=grown)


@pytest.mark.parametrize(("born", "deputy"), [(1, False), (0, True)])
def test_a_deputy_may_answer_only_for_an_adult(born: int, deputy: bool) -> None:
    person = the(YOUNG, dob=dt.date(2008, 11, 3) + born * DAY)
    assert counts(a_consent(given_by="D1", capacity="deputy"), person=person) is deputy
    assert not counts(a_consent(given_by="D1", capacity="PR"), person=person)


def test_for_an_unborn_child_the_named_holder_answers() -> None:
    unborn = the(YOUNG, dob=None, edd=dt.date(2027, 2, 1))
    assert counts(a_consent(capacity="self"), person=unborn)
    assert not counts(a_consent(given_by="M2"), person=unborn)


def test_nobody_answers_for_somebody_of_unknown_age_or_not_in_the_share() -> None:
    assert not counts(a_consent(), person=the(YOUNG, dob=None))
    assert not counts(a_consent(), person=the(YOUNG, id="K9"))


def a_withdrawal(**changes: Any) -> Consent:
    return a_consent(**{"answer": "withdrawn", "date": ORDINARY_DAY, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"answer": "refused"},
        {"date": ORDINARY_DAY - 7 * DAY},
        {"scope_items": ()},
        {"recipients": ()},
        {"recipients": ("*",)},
        {"kind": "CONFIDENTIALITY"},
    ],
)
def test_a_refusal_or_withdrawal_of_that_day_or_later_takes_it_back(changes: dict[str, Any]) -> None:
    assert not counts(a_consent(), a_withdrawal(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"date": ORDINARY_DAY - 8 * DAY},
        {"date": ORDINARY_DAY + DAY},
        {"scope_items": ("HEALTH",)},
        {"recipients": ("Northmere Police",)},
        {"subject": "M1", "given_by": "M1", "capacity": "self"},
        {"given_by": "M2"},
        {"answer": "not sought"},
    ],
)
def test_another_answer_takes_nothing_back(changes: dict[str, Any]) -> None:
    assert counts(a_consent(), a_withdrawal(**changes))


def test_all_items_need_a_consent_and_no_items_have_none() -> None:
    given = facts(a_consent())
    assert consent_counts_for_all(given, (IDENTITY,), ("GDPR",))
    assert not consent_counts_for_all(given, (IDENTITY, WORRY), ("GDPR",))
    assert not consent_counts_for_all(given, (), ("GDPR",))
