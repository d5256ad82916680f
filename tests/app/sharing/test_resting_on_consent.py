"""Where does a share rest on consent, which consents answer there, and who may agree for a household?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.consents import ANY_KIND, DISCLOSING, Giver
from app.sharing.facts import ANONYMOUS, Approval, Consent, Facts, Item, Party, Settings, Subject
from app.sharing.resting_on_consent import (
    Ask,
    answers,
    asks_for_consent,
    claims,
    gender_exception_stands,
    household_agreements,
    independent_applicants,
    parents_consents,
    sexual_health_let_through,
    unanswered,
    who_gave,
)
from tests.app.sharing.cases import LAW, a_consent
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHILD,
    COUNCIL,
    HOSPITAL,
    IDENTITY,
    MOTHER,
    POLICE,
    SCHOOL,
    WORRY,
    a_share,
    the,
)

HEALTH = Item("HEALTH", about="K1", tag="fact", source="school nurse")
YOUNG: Subject = the(CHILD, pr_holders=("M1", "LA"))
GROWN: Subject = the(CHILD, dob=dt.date(1990, 1, 1))
CLUB = Party("YSS_PROVIDER", "YOUTH_SUPPORT", "Harbour Youth", "Team lead")


def shared(**changes: Any) -> Facts:
    right: dict[str, Any] = {"sender": COUNCIL, "recipient": POLICE, "subjects": (YOUNG,), "art6": ("6e",)}
    return a_share(**{**right, **changes})


def asks(**changes: Any) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    """Rule, ground and items of every place where the share rests on consent."""
    return tuple((ask.rule, ask.part, ask.items) for ask in asks_for_consent(shared(**changes), LAW))


def test_a_share_by_duty_rests_nowhere_on_consent() -> None:
    assert asks(gateways=("CA04-16LA",)) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"gateways": ("CONS",)}, (("C02", "", (1, 2, 3)),)),
        ({"gateways": ("CONS", "CLDC")}, (("C02", "", (1, 2, 3)),)),
        ({"gateways": ("CONS", "CA04-10")}, ()),
        ({"gateways": ("CONS",), "items": ()}, ()),
        ({"gateways": ("EA96-507B",), "art6": ("6a",)}, (("C02", "basis", (1, 2, 3)),)),
        ({"gateways": ("EA96-507B",), "art6": ("6a", "6e")}, ()),
        ({"gateways": ("CA04-10",), "art6": ("6a",)}, ()),
        (
            {"gateways": ("CA04-10",), "art9": ("9(2)(a)",), "items": (IDENTITY, HEALTH)},
            (("C02", "article 9", (2,)),),
        ),
        ({"gateways": ("CA04-10",), "art9": ("9(2)(a)", "9(2)(h)"), "items": (HEALTH,)}, ()),
        ({"gateways": ("CA04-10",), "art9": ("9(2)(a)",)}, ()),
    ],
)
def test_consent_is_the_only_ground(changes: dict[str, Any], expected: object) -> None:
    assert asks(**changes) == expected


def test_the_only_ground_wants_the_kind_that_fits() -> None:
    cons, basis = asks_for_consent(shared(gateways=("CONS",), art6=("6a",)), LAW)
    assert (cons.kinds, cons.asked_freely, cons.giver) == (DISCLOSING, True, Giver.USUAL)
    assert (basis.kinds, basis.asked_freely) == (("GDPR",), False)
    (special,) = asks_for_consent(shared(gateways=("CA04-10",), art9=("9(2)(a)",), items=(HEALTH,)), LAW)
    assert special.kinds == ("GDPR",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (("Y04", "", (2,)),)),
        ({"sender": the(COUNCIL, body="LA_OTHER")}, (("Y04", "", (2,)),)),
        ({"sender": the(SCHOOL, agent_of_council=True)}, (("Y04", "", (2,)),)),
        ({"sender": SCHOOL}, ()),
        ({"recipient": POLICE}, ()),
        ({"settings": Settings(yss_policy="STATUTORY_S72")}, ()),
        ({"items": (IDENTITY,)}, ()),
        ({"gateways": ("CA04-16LA",), "purpose_code": "SAFEGUARD"}, ()),
    ],
)
def test_what_youth_support_gets_beyond_the_core(changes: dict[str, Any], expected: object) -> None:
    right: dict[str, Any] = {"recipient": CLUB, "gateways": ("EA96-507B",), "items": (IDENTITY, WORRY)}
    assert asks(**{**right, "purpose_code": "YOUTH_ACTIVITIES", **changes}) == expected


def test_a_slavery_notice_asks_the_adults_it_is_about() -> None:
    items = (IDENTITY, the(IDENTITY, about="M1"))
    people = {"subjects": (GROWN, the(MOTHER, protected=True)), "items": items}
    assert asks(gateways=("MSA15-52",), **people) == (("A01", "", (1, 2)),)
    assert asks(gateways=("MSA15-52",), mode=ANONYMOUS, **people) == ()
    mixed = (YOUNG, the(MOTHER, protected=True))
    assert asks(gateways=("MSA15-52",), subjects=mixed, items=items) == (("A01", "", (2,)),)
    assert asks(gateways=("CA04-10",), **people) == ()


def test_homeless_families_ask_only_where_no_other_power_stands() -> None:
    for gateways in (("HA96-213A",), ("HA96-213AA",), ("HA96-213A", "HA96-213AA"), ("HA96-213A", "CLDC")):
        (ask,) = asks_for_consent(shared(gateways=gateways), LAW)
        assert (ask.rule, ask.items, ask.household, ask.kinds) == ("A03", (1, 2, 3), True, ANY_KIND)
    assert asks(gateways=("HA96-213A", "CA89-47")) == ()
    assert asks(gateways=()) == ()


def test_a_homeless_referral_and_channel_support_ask_for_any_kind() -> None:
    (referral,) = asks_for_consent(shared(gateways=("HA96-213B", "CA04-10")), LAW)
    assert (referral.rule, referral.kinds, referral.giver) == ("A05", ANY_KIND, Giver.USUAL)
    items = (the(IDENTITY, about="M1", relates_to=("K1",)), IDENTITY)
    panel: dict[str, Any] = {"gateways": ("CTSA15-36",), "items": items, "subjects": (YOUNG, MOTHER)}
    (support,) = asks_for_consent(shared(**panel, channel_stage="SUPPORT"), LAW)
    assert (support.rule, support.items, support.kinds) == ("A06", (2,), ANY_KIND)
    assert support.giver is Giver.CHANNEL
    assert asks(**panel, channel_stage="ASSESSMENT") == ()
    assert asks(**{**panel, "gateways": ("CA04-10",)}, channel_stage="SUPPORT") == ()


def test_gender_history_asks_unless_another_exception_holds() -> None:
    items = (IDENTITY, the(HEALTH, cat="GENDER_HISTORY"))
    assert asks(items=items) == (("R10", "", (2,)),)
    assert asks(items=items, gra_exception="CRIME") == ()


@pytest.mark.parametrize(
    ("named", "approved", "stands"),
    [
        ("COURT_ORDER", (), True),
        ("CONSENT", (), False),
        ("", (), False),
        ("BECAUSE", (), False),
        ("OTHER_ENACTMENT", (), False),
        ("OTHER_ENACTMENT", (Approval("Ida Quill", "MANAGER"),), False),
        ("OTHER_ENACTMENT", (Approval("Ida Quill", "LEGAL"),), True),
    ],
)
def test_which_exception_on_gender_history_stands(
    named: str, approved: tuple[Approval, ...], stands: bool
) -> None:
    assert gender_exception_stands(shared(gra_exception=named, approvals=approved), LAW) is stands


def test_sexual_health_asks_unless_the_guardian_approved_or_it_saves_a_life() -> None:
    items = (the(HEALTH, cat="SEXUAL_HEALTH"), IDENTITY)
    assert asks(items=items) == (("R12", "", (1,)),)
    guardian = (Approval("Ida Quill", "CALDICOTT"),)
    assert asks(items=items, approvals=guardian) == ()
    assert sexual_health_let_through(shared(approvals=guardian))
    assert not sexual_health_let_through(shared(approvals=(Approval("Ida Quill", "MANAGER"),)))


@pytest.mark.parametrize(
    ("changes", "through"),
    [
        ({}, True),
        ({"recipient": the(HOSPITAL, party_class="EMERGENCY_SERVICE")}, True),
        ({"recipient": the(HOSPITAL, party_class="GP")}, True),
        ({"recipient": POLICE}, False),
        ({"emergency": None}, False),
        ({"art6": ("6e",)}, False),
        ({"art6": ("6e",), "art9_packages": ("VI",)}, True),
    ],
)
def test_in_an_emergency_sexual_health_goes_to_those_who_treat(
    changes: dict[str, Any], through: bool
) -> None:
    right: dict[str, Any] = {"recipient": HOSPITAL, "emergency": AN_EMERGENCY, "art6": ("6d",)}
    assert sexual_health_let_through(shared(**{**right, **changes})) is through


# --- which consents answer --------------------------------------------------------------------------------------------


def a_yes(**changes: Any) -> Consent:
    return a_consent(**{"scope_items": ("IDENTITY", "SAFEGUARDING"), **changes})


def test_one_whose_asking_was_forbidden_does_not_count_as_the_only_power() -> None:
    plain, forbidden = a_yes(), a_yes(conditions_5_2=("5.2(1)",))
    facts = shared(items=(IDENTITY, HEALTH), consents=(plain, forbidden))
    freely = Ask("C02", (1, 2), asked_freely=True)
    assert answers(facts, freely, 1) == claims(facts, freely, 1) == (plain,)
    anyhow = Ask("C02", (1, 2))
    assert answers(facts, anyhow, 1) == claims(facts, anyhow, 1) == (plain, forbidden)
    assert unanswered(facts, freely) == (2,)


def test_a_claim_does_not_ask_who_gave_it() -> None:
    by_a_neighbour, her_own = a_yes(given_by="X9"), a_yes(given_by="K1", capacity="self")
    facts = shared(items=(IDENTITY,), consents=(by_a_neighbour, her_own))
    ask = Ask("Y04", (1,))
    assert answers(facts, ask, 1) == ()
    assert claims(facts, ask, 1) == (by_a_neighbour, her_own)
    assert parents_consents(facts, ask, 1) == (by_a_neighbour,)


APPLICANT: Subject = the(MOTHER, applicant=True)
AUNT: Subject = the(MOTHER, id="A1")
HOUSEHOLD: dict[str, Any] = {
    "gateways": ("HA96-213A",),
    "items": (IDENTITY, WORRY),
    "subjects": (the(YOUNG, pr_holders=("F1", "LA")), APPLICANT, AUNT),
}


def agreed(**changes: Any) -> bool:
    people = changes.pop("subjects", HOUSEHOLD["subjects"])
    consent = a_yes(**{"kind": "SERVICE", **changes})
    facts = shared(**{**HOUSEHOLD, "subjects": people, "consents": (consent,)})
    ask = Ask("A03", (1, 2), household=True)
    assert (unanswered(facts, ask) == ()) is bool(household_agreements(facts))
    return bool(household_agreements(facts))


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"given_by": "M1", "capacity": "self"}, True),
        ({"subject": "M1", "given_by": "self", "capacity": "self"}, True),
        ({"subject": "A1", "given_by": "self", "capacity": "self"}, True),
        ({"given_by": "A1", "capacity": "self"}, False),
        ({"subject": "A1", "given_by": "X9", "capacity": "self"}, False),
        ({"given_by": "F1", "capacity": "PR"}, True),
        ({"given_by": "LA", "capacity": "LA"}, True),
        ({"given_by": "X9", "capacity": "PR"}, False),
        ({"given_by": "K1", "capacity": "self"}, False),
        ({"subject": "X9", "given_by": "self", "capacity": "self"}, False),
        ({"given_by": "M1", "recipients": ("Northmere Hospitals",)}, False),
        ({"given_by": "M1", "scope_items": ("IDENTITY",)}, False),
        ({"given_by": "M1", "scope_items": ("IDENTITY", "SAFEGUARDING", "HEALTH")}, True),
        ({"given_by": "M1", "answer": "refused"}, False),
        ({"given_by": "M1", "expires": dt.date(2026, 11, 2)}, False),
    ],
)
def test_who_may_agree_for_a_household(changes: dict[str, Any], counts: bool) -> None:
    assert agreed(**changes) is counts


def test_an_agreement_that_was_withdrawn_for_a_part_does_not_count() -> None:
    yes = a_yes(subject="M1", given_by="self", capacity="self")
    no = the(yes, answer="withdrawn", scope_items=("SAFEGUARDING",), recipients=())
    assert household_agreements(shared(**HOUSEHOLD, consents=(yes, no))) == ()
    other = the(no, scope_items=("HEALTH",))
    assert household_agreements(shared(**HOUSEHOLD, consents=(yes, other))) == (yes,)


@pytest.mark.parametrize(
    ("year", "day", "changes", "alone"),
    [
        (2010, 3, {}, True),
        (2010, 4, {}, False),
        (2008, 4, {}, True),
        (2008, 3, {}, False),
        (2010, 3, {"applicant": False}, False),
        (2010, 3, {"living_independently": False}, False),
    ],
)
def test_an_applicant_of_16_or_17_who_lives_independently_agrees_alone(
    year: int, day: int, changes: dict[str, Any], alone: bool
) -> None:
    person = the(YOUNG, dob=dt.date(year, 11, day), applicant=True, living_independently=True)
    people = (the(person, **changes), AUNT)
    theirs = a_yes(given_by="self", capacity="self")
    hers = a_yes(subject="A1", given_by="self", capacity="self")
    facts = shared(gateways=("HA96-213AA",), items=(IDENTITY,), subjects=people, consents=(theirs, hers))
    assert independent_applicants(facts) == (("K1",) if alone else ())
    assert (hers in household_agreements(facts)) is not alone
    if alone:
        assert household_agreements(facts) == (theirs,)
        assert claims(facts, Ask("A03", (1,), household=True), 1) == (theirs, hers)
        assert independent_applicants(the(facts, gateways=("HA96-213A",))) == ()


def test_who_gave_an_answer() -> None:
    assert (who_gave(a_yes(given_by="self")), who_gave(a_yes(given_by="M1"))) == ("K1", "M1")
