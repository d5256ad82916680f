"""Is consent asked only where it may be, enough for what rests on it, fresh, and its refusal answered for?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import CONSENT_REQUEST, NONE, Approval, Facts, Item, Settings
from tests.app.sharing.rules.hearing import (
    HEALTH,
    a_yes,
    by_section_11,
    content,
    outcome_of,
    ruled,
    stops,
    waits,
    warns,
)
from tests.builders_sharing import AN_EMERGENCY, CHARITY, CHILD, COUNCIL, IDENTITY, MOTHER, a_share, the

MANAGER = (Approval("Dana Brook", "MANAGER"),)
GIRL = the(CHILD, pr_holders=("M1",))
BOTH = ("IDENTITY", "HEALTH")


def on_consent(*consents: Any, **changes: Any) -> Facts:
    """Give the council's share of a name and a health item with a charity, on consent and nothing else."""
    right: dict[str, Any] = {
        "sender": COUNCIL,
        "recipient": CHARITY,
        "subjects": (GIRL, MOTHER),
        "items": (IDENTITY, HEALTH),
        "gateways": ("CONS",),
        "art6": ("6a",),
        "art9_packages": ("EC",),
        "art9": ("9(2)(a)",),
        "consents": consents,
        "conditions": (("CONS.function", "family help"),),
    }
    return a_share(**{**right, **changes})


def said(rule: str, facts: Facts) -> str:
    return next(result.sentence for result in ruled(facts).results if result.id == rule)


YES = a_yes(scope_items=BOTH)


# --- C01: never asked where asking could do harm (section 5.2) ----------------------------------------------------------


@pytest.mark.parametrize("answer", ["given", "refused", "withdrawn", "asked"])
def test_c01_consent_is_not_asked_where_asking_could_harm(answer: str) -> None:
    asked = a_yes(answer=answer, conditions_5_2=("5.2(1)", "5.2(3)"))
    assert stops("C01", a_share(consents=(asked,)))
    assert "(5.2(1), 5.2(3))" in said("C01", a_share(consents=(asked,)))
    assert waits("C01", a_share(consents=(asked,), emergency=AN_EMERGENCY))
    assert stops("C01", a_share(event=CONSENT_REQUEST, decision=NONE, consents=(asked,)))
    assert content("C01", a_share(consents=(the(asked, conditions_5_2=()),)))
    assert outcome_of("C01", a_share(consents=(asked,), mode="AGGREGATE")) == "not_run"


@pytest.mark.parametrize("answer", ["not sought", "could not be asked"])
def test_c01_what_was_not_asked_is_right(answer: str) -> None:
    assert content("C01", a_share(consents=(a_yes(answer=answer, conditions_5_2=("5.2(1)",)),)))


# --- C02: what rests on consent alone is covered (5.4) ------------------------------------------------------------------


def test_c02_the_only_ground_covers_every_item() -> None:
    assert content("C02", on_consent(YES))
    assert stops("C02", on_consent())
    assert stops("C02", on_consent(emergency=AN_EMERGENCY))
    assert stops("C02", on_consent(a_yes(scope_items=("IDENTITY",))))
    assert outcome_of("C02", on_consent(mode="ANONYMOUS")) == "not_run"


def test_c02_consent_as_power_may_be_confidentiality_and_asked_freely_only() -> None:
    alone: dict[str, Any] = {"art6": ("6e",), "art9": ("9(2)(h)",), "art9_packages": ("HSC",)}
    assert content("C02", on_consent(the(YES, kind="CONFIDENTIALITY"), **alone))
    assert stops("C02", on_consent(the(YES, kind="SERVICE"), **alone))
    assert stops("C02", on_consent(the(YES, conditions_5_2=("5.2(4)",)), **alone))
    assert content("C02", on_consent(**{**alone, "gateways": ("CONS", "CA04-11")}))


def test_c02_consent_as_basis_is_gdpr_consent() -> None:
    basis: dict[str, Any] = {"gateways": ("CONS", "CA04-11"), "art9": ("9(2)(h)",), "art9_packages": ("HSC",)}
    assert content("C02", on_consent(YES, **basis))
    assert stops("C02", on_consent(the(YES, kind="CONFIDENTIALITY"), **basis))
    assert "no UK GDPR consent covers item 1" in said("C02", on_consent(**basis))
    assert content("C02", on_consent(**{**basis, "art6": ("6a", "6e")}))
    assert content("C02", on_consent(**{**basis, "gateways": ("CA04-11",)}))


def test_c02_explicit_consent_is_for_special_category_items() -> None:
    only: dict[str, Any] = {"gateways": ("CONS", "CA04-11"), "art6": ("6e",)}
    assert content("C02", on_consent(a_yes(scope_items=("HEALTH",)), **only))
    assert stops("C02", on_consent(a_yes(scope_items=("IDENTITY",)), **only))
    assert "none covers item 2" in said("C02", on_consent(**only))
    assert content("C02", on_consent(**only, items=(IDENTITY,)))
    assert content("C02", on_consent(**{**only, "art9": ("9(2)(a)", "9(2)(h)")}))


# --- C03: consent is renewed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "on", "old"),
    [
        (dt.date(2025, 11, 3), dt.date(2026, 11, 3), False),
        (dt.date(2025, 11, 2), dt.date(2026, 11, 3), True),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), False),
        (dt.date(2024, 2, 29), dt.date(2025, 3, 1), True),
    ],
)
def test_c03_consent_is_old_from_the_day_after_twelve_months(given: dt.date, on: dt.date, old: bool) -> None:
    facts = on_consent(the(YES, date=given), date=on)
    assert warns("C03", facts) if old else content("C03", facts)


def test_c03_one_fresh_consent_is_enough_and_the_council_sets_the_months() -> None:
    old = the(YES, date=dt.date(2025, 11, 2))
    assert content("C03", on_consent(old, YES))
    assert waits("C03", on_consent(old, emergency=AN_EMERGENCY))
    assert content("C03", on_consent(old, settings=Settings(consent_max_months=13)))
    assert "more than 12 months" in said("C03", on_consent(old))
    end_of_month = the(YES, date=dt.date(2025, 8, 31))
    six = Settings(consent_max_months=6)
    assert content("C03", on_consent(end_of_month, settings=six, date=dt.date(2026, 2, 28)))
    assert warns("C03", on_consent(end_of_month, settings=six, date=dt.date(2026, 3, 1)))


def test_c03_asks_nothing_where_nothing_rests_on_consent() -> None:
    old = the(YES, date=dt.date(2024, 1, 1))
    assert content("C03", on_consent(old, gateways=("CA04-11",), art6=("6e",), art9=("9(2)(h)",)))
    assert content("C03", on_consent())
    assert warns("C03", a_share(items=(Item("SEXUAL_HEALTH", about="K1"),), subjects=(GIRL,), consents=(
        a_yes(scope_items=("SEXUAL_HEALTH",), date=dt.date(2024, 1, 1)),
    )))  # fmt: skip


# --- C04: who holds parental responsibility (5.3) -----------------------------------------------------------------------


@pytest.mark.parametrize(("giver", "capacity"), [("G1", "PR"), ("LA", "LA"), ("G1", "LA")])
def test_c04_a_parents_consent_comes_from_a_holder_of_responsibility(giver: str, capacity: str) -> None:
    theirs = the(YES, given_by=giver, capacity=capacity)
    assert stops("C04", on_consent(theirs))
    assert stops("C04", on_consent(theirs, emergency=AN_EMERGENCY))
    assert stops("C02", on_consent(theirs))
    assert content("C04", on_consent(theirs, subjects=(the(GIRL, pr_holders=(giver,)), MOTHER)))
    assert content("C04", on_consent(theirs, gateways=("CA04-11",), art6=("6e",), art9=("9(2)(h)",)))


def test_c04_asks_only_of_a_child_in_the_share_and_of_a_parents_answer() -> None:
    assert content("C04", on_consent(YES))
    grown = the(GIRL, dob=dt.date(2008, 11, 3))
    assert content("C04", on_consent(the(YES, given_by="G1"), subjects=(grown, MOTHER)))
    assert stops("C04", on_consent(the(YES, given_by="G1"), subjects=(the(grown, dob=dt.date(2008, 11, 4)),)))
    assert content("C04", on_consent(the(YES, given_by="K1", capacity="self")))
    assert content("C04", on_consent(the(YES, given_by="G1"), subjects=(MOTHER,)))


# --- C05: a refusal that is overridden (5.5) ----------------------------------------------------------------------------

NO = a_yes(answer="refused", scope_items=())
OVERRIDE: dict[str, Any] = {"reason": "He has hurt her twice.", "approvals": MANAGER, "subjects": (GIRL,)}


def test_c05_power_reason_and_manager_answer_for_a_refusal() -> None:
    assert content("C05", by_section_11(consents=(NO,), **OVERRIDE))
    assert stops("C05", by_section_11(consents=(NO,), **{**OVERRIDE, "reason": " "}))
    assert stops("C05", by_section_11(consents=(NO,), **{**OVERRIDE, "approvals": ()}))
    assert stops("C05", by_section_11(consents=(NO,), **{**OVERRIDE, "gateways": ()}))
    assert waits("C05", by_section_11(consents=(NO,), subjects=(GIRL,), emergency=AN_EMERGENCY))
    legal = (Approval("Ira Quill", "LEGAL"),)
    assert stops("C05", by_section_11(consents=(NO,), **{**OVERRIDE, "approvals": legal}))


def test_c05_consent_itself_is_no_other_power() -> None:
    no_item_left = {"gateways": ("CONS",), "items": (), "consents": (NO,)}
    assert stops("C05", by_section_11(**{**OVERRIDE, **no_item_left}))
    assert content("C05", by_section_11(**{**OVERRIDE, **no_item_left, "gateways": ("CONS", "CA04-11")}))


def test_c05_asks_for_nothing_after_a_yes_or_without_an_answer() -> None:
    bare = {"subjects": (GIRL,), "approvals": (), "reason": ""}
    assert content("C05", by_section_11(**bare))
    later = a_yes(date=dt.date(2026, 11, 2), scope_items=("IDENTITY",))
    assert content("C05", by_section_11(consents=(NO, later), **bare))
    assert stops("C05", by_section_11(consents=(NO, the(later, date=NO.date)), **bare))


def test_c05_a_withdrawal_ends_what_rests_on_it_and_asks_for_no_override() -> None:
    """5.5: refused and another power needs all three; withdrawn stops what rests on consent."""
    assert content("C05", by_section_11(consents=(the(NO, answer="withdrawn"),), subjects=(GIRL,)))


def test_c05_is_silent_where_c02_speaks() -> None:
    refused = on_consent(the(YES, answer="refused"))
    assert stops("C02", refused)
    assert content("C05", refused)
