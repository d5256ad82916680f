"""Does section 115 stay one-way, a hidden address hidden, the family told, and the reason on record?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import Approval, Facts, Item
from tests.app.sharing.rules.hearing import (
    ADDRESS,
    a_party,
    by_section_11,
    by_section_47,
    by_section_115,
    content,
    outcome_of,
    ruled,
    stops,
    waits,
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
    POLICE,
    a_deferral,
    a_refusal,
    a_share,
    an_edit,
    the,
)

# --- A08: one way, to public authorities (Crime and Disorder Act 1998 s115(2), 4.8) -------------------------------------


@pytest.mark.parametrize(
    "body", ["POLICE", "LA", "LA_OTHER", "HOUSING_AUTHORITY", "PROBATION", "FIRE", "ICB", "NHS_ENGLAND"]
)
def test_a08_a_relevant_authority_may_be_told(body: str) -> None:
    assert content("A08", by_section_115(recipient=a_party(body)))
    assert content("G03", by_section_115(recipient=a_party(body)))


@pytest.mark.parametrize(
    "body",
    [
        "NHS_TRUST",
        "AMBULANCE",
        "GP",
        "SCHOOL_MAINTAINED",
        "ACADEMY",
        "COLLEGE",
        "NURSERY",
        "YJS",
        "PRISON",
        "CHARITY",
        "PROVIDER",
        "MASH",
        "COURT",
        "HOME_OFFICE",
        "DWP",
        "MAPPA",
        "PERSON",
        "MEDIA",
    ],
)
def test_a08_nobody_else_may_unless_acting_for_one(body: str) -> None:
    assert stops("A08", by_section_115(recipient=a_party(body)))
    acting = a_party(body, acting_for_relevant_authority=True)
    assert content("A08", by_section_115(recipient=acting))


@pytest.mark.parametrize("body", ["PROVIDER", "CHARITY"])
def test_a08_a_registered_landlord_is_on_the_list(body: str) -> None:
    assert content("A08", by_section_115(recipient=a_party(body, registered_landlord=True)))
    assert stops("A08", by_section_115(recipient=a_party("GP", registered_landlord=True)))
    assert stops("A08", by_section_115(recipient=a_party(body, commissioned=True)))


def test_a08_the_power_does_not_run_back_from_the_police_to_a_charity() -> None:
    assert stops("A08", by_section_115(sender=POLICE, recipient=CHARITY))
    assert content("A08", by_section_11(sender=POLICE, recipient=CHARITY))


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS", "PSEUDONYMISED"])
def test_a08_holds_in_every_mode_and_in_an_emergency(mode: str) -> None:
    assert stops("A08", by_section_115(recipient=HOSPITAL, mode=mode))
    assert stops("A08", by_section_115(recipient=HOSPITAL, mode=mode, emergency=AN_EMERGENCY))


# --- R05: never to whom the address is hidden from (X-ADDR, 8.6) --------------------------------------------------------

HIDDEN = the(CHILD, address_withheld_from=("F1",))
SIGNED = (Approval("Dana Brook", "ADDRESS_SECOND"),)
CLUE = the(ATTENDANCE, address_clue=True)
HIS_SOLICITOR = the(FATHER, person_id="L1", represents="F1")
HIS_MOTHER = the(FATHER, person_id="G1", household_of="F1")


def told_where(recipient: Any, *items: Item, **changes: Any) -> Facts:
    """Give the council's share of an address hidden from the father, in enquiries."""
    right = {"recipient": recipient, "subjects": (HIDDEN, MOTHER), "items": items or (ADDRESS,)}
    return by_section_47(**{**right, **changes})


@pytest.mark.parametrize("recipient", [FATHER, HIS_SOLICITOR, HIS_MOTHER])
def test_r05_a_hidden_address_reaches_neither_him_nor_who_acts_for_him_nor_his_household(
    recipient: Any,
) -> None:
    assert stops("R05", told_where(recipient))
    assert stops("R05", told_where(recipient, CLUE))
    assert stops("R05", told_where(recipient, IDENTITY, ADDRESS))
    assert stops("R05", told_where(recipient, approvals=SIGNED))
    assert content("R05", told_where(recipient, IDENTITY, ATTENDANCE))


def test_r05_an_item_that_relates_to_the_hidden_person_tells_as_much() -> None:
    grannys = the(ADDRESS, about="M1", relates_to=("K1",))
    assert stops("R05", told_where(FATHER, grannys))
    assert stops("R05", told_where(FATHER, the(CLUE, about="M1", relates_to=("K1",))))
    assert content("R05", told_where(FATHER, the(grannys, relates_to=())))


def test_r05_asks_only_whether_it_is_hidden_from_this_recipient() -> None:
    stranger = the(FATHER, person_id="X9")
    assert content("R05", told_where(stranger))
    assert content("R05", told_where(the(stranger, represents="X8", household_of="X7")))
    assert content("R05", told_where(FATHER, subjects=(CHILD, MOTHER)))
    assert content("R05", told_where(POLICE))
    several = the(CHILD, address_withheld_from=("X9", "F1"))
    assert stops("R05", told_where(FATHER, subjects=(several, MOTHER)))


@pytest.mark.parametrize("mode", ["IDENTIFIABLE", "PSEUDONYMISED", "ANONYMOUS", "AGGREGATE"])
@pytest.mark.parametrize("emergency", [None, AN_EMERGENCY])
def test_r05_holds_in_every_mode_and_in_an_emergency(mode: str, emergency: Any) -> None:
    assert stops("R05", told_where(FATHER, mode=mode, emergency=emergency))


# --- R13: to anybody else only with a second signature ------------------------------------------------------------------


@pytest.mark.parametrize("recipient", [POLICE, COUNCIL, HOSPITAL, the(FATHER, person_id="X9")])
def test_r13_a_second_person_signs_before_a_hidden_address_leaves(recipient: Any) -> None:
    assert stops("R13", told_where(recipient))
    assert stops("R13", told_where(recipient, IDENTITY, CLUE))
    assert content("R13", told_where(recipient, approvals=SIGNED))
    assert content("R13", told_where(recipient, IDENTITY, ATTENDANCE))
    assert content("R13", told_where(recipient, subjects=(CHILD, MOTHER)))


@pytest.mark.parametrize("role", ["MANAGER", "REDACTION_SECOND", "DATA_MANAGER", "CALDICOTT", "LEGAL"])
def test_r13_no_other_approval_is_that_signature(role: str) -> None:
    assert stops("R13", told_where(POLICE, approvals=(Approval("Dana Brook", role),)))
    assert content("R13", told_where(POLICE, approvals=(Approval("Dana Brook", role), *SIGNED)))


def test_r13_an_item_that_relates_to_the_hidden_person_is_asked_too() -> None:
    grannys = the(ADDRESS, about="M1", relates_to=("K1",))
    assert stops("R13", told_where(POLICE, grannys))
    assert stops("R13", told_where(POLICE, the(CLUE, about="M1", relates_to=("K1",))))
    assert content("R13", told_where(POLICE, the(grannys, relates_to=())))


def test_r13_is_silent_about_the_item_where_r05_speaks_and_speaks_about_another() -> None:
    """6.0 d: about the same item."""
    assert stops("R05", told_where(FATHER))
    assert content("R13", told_where(FATHER))
    people = (HIDDEN, the(MOTHER, address_withheld_from=("X9",)))
    hers = the(ADDRESS, about="M1")
    found = told_where(FATHER, ADDRESS, hers, subjects=people)
    assert stops("R05", found)
    assert stops("R13", found)


@pytest.mark.parametrize(
    "helper", [("POLICE", "POLICE"), ("AMBULANCE", "EMERGENCY_SERVICE"), ("NHS_TRUST", "NHS_PROVIDER")]
)
def test_r13_waits_in_an_emergency_towards_who_comes_to_help(helper: tuple[str, str]) -> None:
    assert waits("R13", told_where(a_party(*helper), emergency=AN_EMERGENCY))
    assert stops("R13", told_where(a_party(*helper)))


@pytest.mark.parametrize(
    "other", [("LA_OTHER", "OTHER_LA"), ("GP", "GP"), ("ICB", "HEALTH_BOARD"), ("PERSON", "FAMILY")]
)
def test_r13_holds_in_an_emergency_towards_everybody_else(other: tuple[str, str]) -> None:
    assert stops("R13", told_where(a_party(*other), emergency=AN_EMERGENCY))


@pytest.mark.parametrize("mode", ["PSEUDONYMISED", "ANONYMOUS", "AGGREGATE"])
def test_r13_is_asked_in_every_mode(mode: str) -> None:
    assert stops("R13", told_where(POLICE, mode=mode))


# --- C06: the family is told (golden rule 2) ----------------------------------------------------------------------------


@pytest.mark.parametrize("told", [None, False])
def test_c06_who_did_not_tell_the_family_says_why(told: bool | None) -> None:
    assert stops("C06", a_share(told=told))
    assert stops("C06", a_share(told=told, told_reason="   "))
    assert content("C06", a_share(told=told, told_reason="He would take her abroad."))
    assert content("C06", a_share(told=True))


def test_c06_asks_nothing_when_the_family_itself_receives_and_does_of_a_neighbour() -> None:
    assert content("C06", by_section_47(told=None, recipient=FATHER))
    assert stops("C06", by_section_47(told=None, recipient=the(FATHER, party_class="PRIVATE_PERSON")))


# --- K01, K02, K06: the record ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", ["", "   "])
def test_k01_a_refusal_says_why_not(blank: str) -> None:
    assert stops("K01", a_refusal(reason=blank))
    assert content("K01", a_refusal(reason="x"))
    assert stops("K01", a_refusal(reason=blank, emergency=AN_EMERGENCY))


@pytest.mark.parametrize("blank", ["", "   "])
def test_k02_a_deferral_says_when_it_is_decided_and_what_for(blank: str) -> None:
    assert content("K02", a_deferral())
    assert stops("K02", a_deferral(reason=blank))
    assert stops("K02", a_deferral(review_at=None))
    assert stops("K02", a_deferral(review_at=None, reason=blank))
    assert stops("K02", a_deferral(reason=blank, emergency=AN_EMERGENCY))


def test_k06_a_past_share_is_never_edited() -> None:
    assert stops("K06", an_edit())
    assert ruled(an_edit(gateways=(), purpose="", reason="")).blocks == ("K06",)
    assert stops("K06", an_edit(emergency=AN_EMERGENCY))


@pytest.mark.parametrize(("rule", "its_own"), [("K01", a_refusal), ("K02", a_deferral), ("K06", an_edit)])
def test_each_rule_of_the_record_runs_for_its_own_act_only(rule: str, its_own: Any) -> None:
    for act in (a_share, a_refusal, a_deferral, an_edit):
        ran = outcome_of(rule, act(reason="", review_at=None)) != "not_run"
        assert ran == (act is its_own)


def test_only_d01_d06_and_k01_stop_a_refusal_and_only_k02_a_deferral() -> None:
    """6.0 a: a right refusal can always be saved."""
    wrong: dict[str, Any] = {
        "gateways": (),
        "art6": (),
        "art9": ("9(2)(g)",),
        "sch1": ("para 10",),
        "art9_packages": ("SG", "CR"),
        "items": (ADDRESS, Item("HEALTH", about="K1"), Item("OFFENCE", about="M1")),
        "subjects": (HIDDEN, MOTHER),
        "recipient": FATHER,
        "date": dt.date(1990, 1, 1),
        "purpose": "",
        "proportionality": "",
        "told": None,
    }
    for facts in (a_refusal(**wrong), a_deferral(**wrong)):
        found = ruled(facts)
        assert (found.outcome, found.blocks, found.warnings, found.later) == ("ALLOWED", (), (), ())
    assert {result.id for result in ruled(a_refusal(**wrong)).results if result.outcome != "not_run"} == {
        "D01",
        "D06",
        "K01",
    }
    assert {result.id for result in ruled(a_deferral(**wrong)).results if result.outcome != "not_run"} == {
        "D02",
        "D07",
        "K02",
    }
