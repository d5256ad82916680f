"""Is it surely this person, do their numbers hold, and is the desk fresh enough to decide?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.identifiers import nino_holds, upn_check_letter
from app.sharing.facts import NONE, SAVE_IDENTIFIER, SYNC_OVERWRITE, Act, Facts, Identifier, Match, Settings
from tests.app.sharing.rules.hearing import (
    DAY_OF_18,
    EVE_OF_18,
    UNBORN,
    a_party,
    content,
    outcome_of,
    ruled,
    stops,
    waits,
    warns,
)
from tests.builders_sharing import AN_EMERGENCY, CHARITY, CHILD, IDENTITY, MOTHER, a_refusal, a_share, the

NO_NUMBER = the(CHILD, nhs_in_document=False)


def informs(rule: str, facts: Facts) -> bool:
    found = ruled(facts)
    return rule in found.infos and rule not in (*found.blocks, *found.warnings, *found.later)


@pytest.mark.parametrize(
    "unsure",
    [Match("below_threshold"), Match(duplicates_exist=True), Match("below_threshold", duplicates_exist=True)],
)
def test_i01_it_is_surely_this_person_and_in_an_emergency_a_warning_is_enough(unsure: Match) -> None:
    assert stops("I01", a_share(match=unsure))
    assert warns("I01", a_share(match=unsure, emergency=AN_EMERGENCY))
    assert ruled(a_share(match=unsure, emergency=AN_EMERGENCY)).outcome == "WARNED"
    assert content("I01", a_share(match=Match()))
    assert outcome_of("I01", a_share(match=unsure, mode="AGGREGATE")) == "not_run"
    assert outcome_of("I01", a_refusal(match=unsure)) == "not_run"


def saving(kind: str, value: str, save_as: str) -> Facts:
    return a_share(event=SAVE_IDENTIFIER, decision=NONE, act=Act(identifier=Identifier(kind, value, save_as)))


HOLDING = [
    ("NHS", "999 000 0018"),
    ("UPN", "B801200005001"),
    ("UPN", "T32020052601K"),
    ("ULN", "1000000043"),
    ("NINO", "AB123456C"),
    ("NINO", "ab 12 34 56 c"),
]
FAILING = [
    ("NHS", "999 000 0019"),
    ("NHS", "1111111111"),
    ("UPN", "A801200005001"),
    ("UPN", "H243278544154"),
    ("UPN", "A123456789123"),
    ("ULN", "9276308687"),
    ("ULN", "9999999999"),
    ("NINO", "QQ123456C"),
    ("NINO", ""),
]


@pytest.mark.parametrize(("kind", "value"), HOLDING)
def test_i02_a_number_that_holds_is_kept_either_way(kind: str, value: str) -> None:
    assert content("I02", saving(kind, value, "verified"))
    assert content("I02", saving(kind, value, "as_given"))


@pytest.mark.parametrize(("kind", "value"), FAILING)
def test_i02_a_number_that_fails_is_kept_as_given_only(kind: str, value: str) -> None:
    assert stops("I02", saving(kind, value, "verified"))
    assert informs("I02", saving(kind, value, "as_given"))
    assert ruled(saving(kind, value, "as_given")).outcome == "ALLOWED"
    assert f"{kind} number" in next(
        r.sentence for r in ruled(saving(kind, value, "verified")).results if r.id == "I02"
    )


@pytest.mark.parametrize(
    ("council", "known"),
    [("000", False), ("001", True), ("005", True), ("006", False), ("420", True), ("421", False)],
)
def test_i02_a_unique_pupil_number_names_a_council_that_exists(council: str, known: bool) -> None:
    rest = f"{council}200005001"
    facts = saving("UPN", upn_check_letter(rest) + rest, "verified")
    assert content("I02", facts) if known else stops("I02", facts)


def test_i02_nothing_saved_and_a_number_without_a_check_are_let_be() -> None:
    assert content("I02", a_share(event=SAVE_IDENTIFIER, decision=NONE))
    assert content("I02", saving("PASSPORT", "1", "verified"))
    assert outcome_of("I02", a_share()) == "not_run"


@pytest.mark.parametrize(
    "number", ["AO123456A", "GB123456A", "DA123456A", "AB123456E", "OO123456A", "AB12345C"]
)
def test_a_national_insurance_number_out_of_use_does_not_hold(number: str) -> None:
    assert not nino_holds(number)
    assert nino_holds("JG103759A")


def unnumbered(**changes: Any) -> Facts:
    return a_share(**{"subjects": (NO_NUMBER,), **changes})


def test_i03_a_listed_body_is_reminded_of_the_nhs_number_of_a_born_child() -> None:
    assert informs("I03", unnumbered())
    assert waits("I03", unnumbered(emergency=AN_EMERGENCY))
    assert content("I03", a_share())
    assert content("I03", unnumbered(recipient=CHARITY))
    assert informs("I03", unnumbered(recipient=the(CHARITY, commissioned=True)))
    for mode in ("PSEUDONYMISED", "ANONYMOUS", "AGGREGATE"):
        assert not informs("I03", unnumbered(mode=mode))
    assert content("I03", unnumbered(subjects=(UNBORN,)))
    assert content("I03", unnumbered(subjects=(DAY_OF_18,)))
    assert informs("I03", unnumbered(subjects=(EVE_OF_18,)))
    assert content("I03", unnumbered(subjects=(CHILD, MOTHER)))
    assert informs("I03", unnumbered(purpose_code="CRIME", gateways=("CA04-10",)))


def test_i03_and_i04_say_whose_number_by_name_or_else_by_id() -> None:
    def said(rule: str, **changes: Any) -> str:
        facts = a_share(subjects=(the(CHILD, **changes),))
        return next(result.sentence for result in ruled(facts).results if result.id == rule)

    assert said("I03", nhs_in_document=False).endswith("number of Alice Marlowe.")
    assert said("I03", nhs_in_document=False, name="").endswith("number of K1.")
    assert "number of Alice Marlowe is" in said("I04", adopted_protected=True)
    assert "number of K1 is" in said("I04", adopted_protected=True, name="")


@pytest.mark.parametrize(
    "whom",
    [("YSS_PROVIDER", "YOUTH_SUPPORT"), ("ACADEMY", "ORIGIN_SCHOOL"), ("LA_OTHER", "BOROUGH_OF_RESIDENCE")],
)
def test_i03_asks_no_number_that_a_service_may_not_have(whom: tuple[str, str]) -> None:
    to = a_party(*whom, commissioned=True)
    assert content("I03", unnumbered(recipient=to, purpose_code="SUPPORT"))
    assert informs("I03", unnumbered(recipient=to, purpose_code="SAFEGUARD"))
    assert content("I03", unnumbered(recipient=to, purpose_code="SAFEGUARD", gateways=("CA04-10",)))


def test_i03_warns_from_the_day_on_which_the_identifier_becomes_a_duty() -> None:
    local = Settings(local_start=(("CA04-16LC", dt.date(2026, 11, 3)),))
    assert warns("I03", unnumbered(settings=local))
    assert informs("I03", unnumbered(settings=local, date=dt.date(2026, 11, 2)))
    assert waits("I03", unnumbered(settings=local, emergency=AN_EMERGENCY))


@pytest.mark.parametrize("hidden", [{"adopted_protected": True}, {"address_withheld_from": ("F1",)}])
def test_i04_a_number_that_could_reveal_somebody_is_asked_about(hidden: dict[str, Any]) -> None:
    facts = a_share(subjects=(the(CHILD, **hidden),))
    assert warns("I04", facts)
    assert warns("I04", the(facts, emergency=AN_EMERGENCY))
    assert content("I04", a_share(subjects=(the(NO_NUMBER, **hidden),)))
    assert content("I04", a_share())
    beside = the(MOTHER, nhs_in_document=True, **hidden)
    assert warns("I04", a_share(subjects=(CHILD, beside), items=(IDENTITY,)))
    assert outcome_of("I04", the(facts, mode="ANONYMOUS")) == "not_run"


def test_i05_a_share_made_offline_waits_for_the_rules_to_run_again() -> None:
    assert informs("I05", a_share(offline=True))
    assert waits("I05", a_share(offline=True, emergency=AN_EMERGENCY))
    assert content("I05", a_share())


@pytest.mark.parametrize("days", [7.5, 8, 30])
def test_i06_rules_of_more_than_a_week_warn(days: float) -> None:
    assert warns("I06", a_share(catalogue_age_days=days))
    assert waits("I06", a_share(catalogue_age_days=days, emergency=AN_EMERGENCY))


@pytest.mark.parametrize("days", [30.5, 31])
def test_i06_rules_of_more_than_thirty_days_stop(days: float) -> None:
    assert stops("I06", a_share(catalogue_age_days=days))
    assert waits("I06", a_share(catalogue_age_days=days, emergency=AN_EMERGENCY))


@pytest.mark.parametrize("days", [0, 7])
def test_i06_rules_of_a_week_are_fresh(days: float) -> None:
    assert content("I06", a_share(catalogue_age_days=days))


def test_i07_neither_version_overwrites_the_other() -> None:
    changed = a_share(event=SYNC_OVERWRITE, decision=NONE, act=Act(server_changed_since_copy=True))
    assert stops("I07", changed)
    assert content("I07", the(changed, act=Act()))
    assert outcome_of("I07", a_share()) == "not_run"
