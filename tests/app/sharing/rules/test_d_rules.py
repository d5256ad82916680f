"""Does the duty of section 16LA bind on the right day, the right bodies and the right items, and can it be refused?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import NONE, Settings
from tests.app.sharing.rules.hearing import (
    ADULT,
    CHILDREN,
    DAY_OF_18,
    EVE_OF_18,
    a_party,
    by_section_11,
    by_section_47_9,
    by_section_115,
    content,
    outcome_of,
    ruled,
    stops,
)
from tests.builders_sharing import (
    AN_EMERGENCY,
    ATTENDANCE,
    CHARITY,
    CHILD,
    COUNCIL,
    FATHER,
    HOSPITAL,
    IDENTITY,
    MOTHER,
    WORRY,
    a_deferral,
    a_refusal,
    a_share,
    the,
)

LAST_DAY_WITHOUT = dt.date(2026, 9, 29)
FIRST_DAY = dt.date(2026, 9, 30)
COMMISSIONED_ONLY = ["PROVIDER", "CHARITY", "YSS_PROVIDER", "TRAINING_PROVIDER", "ADOPTION_AGENCY"]


def unweighed(**changes: Any) -> Any:
    """Give a refusal with a reason in which nobody weighed whether sharing would harm the child more."""
    return a_refusal(**{"detriment_considered": None, **changes})


# --- D01: refusing the duty (s16LA(3)) ----------------------------------------------------------------------------------


def test_d01_refusing_what_the_duty_covers_asks_whether_sharing_harms_the_child_more() -> None:
    assert stops("D01", unweighed())
    assert stops("D01", unweighed(detriment_considered=False))
    assert content("D01", unweighed(detriment_considered=True))


def test_d01_binds_from_the_day_the_duty_starts() -> None:
    assert stops("D01", unweighed(date=FIRST_DAY))
    assert content("D01", unweighed(date=LAST_DAY_WITHOUT))


def test_d01_follows_the_start_that_the_council_set() -> None:
    later = Settings(s16la_start=dt.date(2026, 11, 4))
    assert content("D01", unweighed(settings=later))
    assert stops("D01", unweighed(settings=later, date=dt.date(2026, 11, 4)))


def test_d01_binds_only_when_both_sides_are_listed() -> None:
    assert content("D01", unweighed(sender=CHARITY))
    assert content("D01", unweighed(recipient=CHARITY))
    assert content("D01", unweighed(recipient=FATHER))
    assert stops("D01", unweighed(sender=the(CHARITY, commissioned=True)))
    assert content("D01", unweighed(settings=Settings(designated_agencies=False)))


def test_d01_is_about_a_child_on_the_eve_of_18_and_not_on_the_birthday() -> None:
    assert stops("D01", unweighed(subjects=(EVE_OF_18,)))
    assert content("D01", unweighed(subjects=(DAY_OF_18,)))
    assert content("D01", unweighed(subjects=(ADULT,)))


@pytest.mark.parametrize("who", CHILDREN)
def test_d01_is_about_who_may_be_a_child(who: str) -> None:
    assert stops("D01", unweighed(subjects=(CHILDREN[who],)))


def test_d01_asks_whom_the_share_is_about() -> None:
    bystander = the(CHILD, id="K2", protected=False)
    assert content("D01", unweighed(subjects=(ADULT, bystander)))
    assert stops("D01", unweighed(subjects=(ADULT, the(bystander, protected=True))))


def test_d01_needs_one_relevant_item_and_one_is_enough() -> None:
    beside = tuple(the(item, relevant=False) for item in (IDENTITY, WORRY, ATTENDANCE))
    assert content("D01", unweighed(items=beside))
    assert stops("D01", unweighed(items=(*beside, WORRY)))
    assert content("D01", unweighed(items=()))


def test_d01_binds_whichever_power_was_being_looked_at() -> None:
    assert stops("D01", unweighed(gateways=()))
    assert stops("D01", unweighed(gateways=("CA04-11",)))


def test_d01_is_not_run_for_a_share_or_a_deferral_and_no_emergency_puts_it_off() -> None:
    assert outcome_of("D01", a_share(detriment_considered=None)) == "not_run"
    assert outcome_of("D01", a_deferral(detriment_considered=None)) == "not_run"
    assert stops("D01", unweighed(emergency=AN_EMERGENCY))


# --- D03: only what is relevant, and others only so far as it relates to the child (s16LA(1)) ---------------------------


def test_d03_an_item_that_is_not_relevant_is_outside_the_duty() -> None:
    assert stops("D03", a_share(items=(IDENTITY, the(WORRY, relevant=False))))
    assert content("D03", a_share(items=(IDENTITY, WORRY)))


def test_d03_a_mother_may_be_named_so_far_as_it_relates_to_the_child() -> None:
    people = (CHILD, MOTHER, the(MOTHER, id="A9"))
    about_her = the(WORRY, about="M1")
    assert stops("D03", a_share(subjects=people, items=(about_her,)))
    assert stops("D03", a_share(subjects=people, items=(the(about_her, relates_to=("A9",)),)))
    assert content("D03", a_share(subjects=people, items=(the(about_her, relates_to=("K1",)),)))
    both = the(about_her, relates_to=("K1",), relevant=False)
    assert stops("D03", a_share(subjects=people, items=(both,)))


def test_d03_every_item_is_asked() -> None:
    stray = the(WORRY, about="M1")
    assert stops("D03", a_share(subjects=(CHILD, MOTHER), items=(IDENTITY, stray)))
    assert stops("D03", a_share(subjects=(CHILD, MOTHER), items=(stray, IDENTITY)))


def test_d03_a_child_on_the_eve_of_18_is_covered_and_on_the_birthday_is_not() -> None:
    assert content("D03", a_share(subjects=(EVE_OF_18,)))
    assert stops("D03", a_share(subjects=(DAY_OF_18,)))


@pytest.mark.parametrize("who", CHILDREN)
def test_d03_who_may_be_under_18_counts_as_a_child(who: str) -> None:
    assert content("D03", a_share(subjects=(CHILDREN[who],)))


def test_d03_who_is_born_on_29_february_is_a_child_until_28_february_of_a_common_year() -> None:
    leapling, start = the(CHILD, dob=dt.date(2008, 2, 29)), Settings(s16la_start=dt.date(2026, 1, 1))
    assert content("D03", a_share(subjects=(leapling,), date=dt.date(2026, 2, 28), settings=start))
    assert stops("D03", a_share(subjects=(leapling,), date=dt.date(2026, 3, 1), settings=start))


def test_d03_any_child_of_the_share_counts_whether_flagged_or_not() -> None:
    sister = the(CHILD, id="K2", protected=False)
    assert content("D03", a_share(subjects=(CHILD, sister), items=(the(WORRY, about="K2"),)))


def test_d03_is_asked_of_the_duty_only_and_beside_another_power_too() -> None:
    loose = {"items": (the(WORRY, relevant=False),)}
    assert content("D03", by_section_11(**loose))
    assert content("D03", by_section_115(**loose))
    assert stops("D03", by_section_11(gateways=("CA04-11", "CA04-16LA"), **loose))


# --- D04: a provider that nobody commissioned (s16LA(4)(b), (c)) --------------------------------------------------------


@pytest.mark.parametrize("body", COMMISSIONED_ONLY)
def test_d04_a_provider_receives_under_the_duty_only_when_commissioned(body: str) -> None:
    assert stops("D04", a_share(recipient=a_party(body)))
    assert content("D04", a_share(recipient=a_party(body, commissioned=True)))
    assert content("D04", by_section_11(recipient=a_party(body)))


@pytest.mark.parametrize("body", ["FIRE", "COURT", "PERSON", "MEDIA", "LA", "GP", "SCHOOL_MAINTAINED"])
def test_d04_says_nothing_of_other_bodies(body: str) -> None:
    assert content("D04", a_share(recipient=a_party(body)))


def test_d04_asks_for_the_recipient_only_and_reads_a_flag_that_somebody_set() -> None:
    assert content("D04", a_share(sender=CHARITY))
    assert content("D04", a_share(recipient=the(CHARITY, s16la_listed=True)))
    assert stops("D04", a_share(recipient=the(CHARITY, commissioned=True, s16la_listed=False)))


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS", "PSEUDONYMISED"])
def test_d04_is_asked_in_every_mode(mode: str) -> None:
    assert stops("D04", a_share(recipient=CHARITY, mode=mode))


# --- D05: before the duty starts (section 0) ----------------------------------------------------------------------------


def test_d05_the_duty_starts_on_30_september_2026() -> None:
    assert stops("D05", a_share(date=LAST_DAY_WITHOUT))
    assert content("D05", a_share(date=FIRST_DAY))
    assert ruled(a_share(date=FIRST_DAY)).outcome == "ALLOWED"


def test_d05_follows_the_start_that_the_council_set() -> None:
    assert stops("D05", a_share(settings=Settings(s16la_start=dt.date(2026, 11, 4))))
    assert content("D05", a_share(settings=Settings(s16la_start=dt.date(2026, 11, 3))))


def test_d05_is_about_the_duty_only() -> None:
    assert content("D05", by_section_11(date=LAST_DAY_WITHOUT))
    assert stops("D05", by_section_11(date=LAST_DAY_WITHOUT, gateways=("CA04-11", "CA04-16LA")))
    assert content("D05", a_share(date=LAST_DAY_WITHOUT, gateways=()))


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS", "PSEUDONYMISED"])
def test_d05_is_asked_in_every_mode(mode: str) -> None:
    assert stops("D05", a_share(date=LAST_DAY_WITHOUT, mode=mode))


# --- D06: duties that cannot simply be refused --------------------------------------------------------------------------

CALLED_ON: dict[str, Any] = {"sender": HOSPITAL, "recipient": COUNCIL, "gateways": ("CA89-47-9",)}


def test_d06_the_councils_call_for_help_is_refused_only_on_a_ground_in_law() -> None:
    assert stops("D06", a_refusal(**CALLED_ON))
    assert stops("D06", a_refusal(**CALLED_ON, refusal_ground="  "))
    assert content(
        "D06", a_refusal(**CALLED_ON, refusal_ground="s47(11): unreasonable, the ward has no copy")
    )


def test_d06_asks_nothing_before_the_duty_was_in_force() -> None:
    assert content("D06", a_refusal(**CALLED_ON, date=dt.date(1990, 12, 31)))
    assert stops("D06", a_refusal(**CALLED_ON, date=dt.date(1991, 1, 1)))


@pytest.mark.parametrize(
    "gateway", ["CA04-16LA", "CA04-10", "CA04-11", "CA89-17", "CA89-47", "CDA98-115", "EMERG", "CLDC"]
)
def test_d06_says_nothing_of_what_may_be_weighed(gateway: str) -> None:
    assert content("D06", a_refusal(gateways=(gateway,)))
    assert stops("D06", a_refusal(**{**CALLED_ON, "gateways": (gateway, "CA89-47-9")}))


def test_d06_is_not_run_for_a_share_a_deferral_or_an_edit() -> None:
    assert outcome_of("D06", by_section_47_9()) == "not_run"
    assert outcome_of("D06", a_deferral(**CALLED_ON)) == "not_run"
    assert outcome_of("D06", a_refusal(**CALLED_ON, event="EDIT_PAST_SHARE")) == "not_run"
    assert outcome_of("D06", a_share(event="EDIT_PAST_SHARE", decision=NONE)) == "not_run"
    assert stops("D06", a_refusal(**CALLED_ON, emergency=AN_EMERGENCY))


def test_two_things_stop_one_refusal_each_by_itself() -> None:
    found = ruled(a_refusal(**{**CALLED_ON, "detriment_considered": None}, reason=""))
    assert found.blocks == ("D01", "D06", "K01")
