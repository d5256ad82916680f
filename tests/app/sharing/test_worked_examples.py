"""Do the worked examples of the judging file come out as written, as far as their gateways and rules are here yet?"""

from __future__ import annotations

import datetime as dt

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import DEFER, Emergency, Facts, Item, Party, Subject
from app.sharing.judging import judge

LAW = shipped_catalogue()


def test_ex04_the_call_to_the_ambulance_goes_and_the_manager_sees_the_rest() -> None:
    facts = Facts(
        date=dt.date(2026, 11, 7),
        sender=Party("SCHOOL_MAINTAINED", organisation="Quay Lane School"),
        recipient=Party(
            "AMBULANCE",
            party_class="EMERGENCY_SERVICE",
            organisation="Coast and Harbour Ambulance",
            person="dispatcher",
        ),
        subjects=(Subject("K2", dob=dt.date(2016, 7, 7)),),
        items=(
            Item("IDENTITY", about="K2", tag="fact", source="school trip list"),
            Item("HEALTH", about="K2", tag="fact", source="care plan"),
        ),
        gateways=("EMERG",),
        art6=("6d",),
        art9_packages=("VI",),
        art9=("9(2)(c)",),
        purpose="help",
        told=False,
        channel="telephone",
        emergency=Emergency("a pupil of ten on a trip", "fell from the harbour wall", "he does not answer"),
    )
    found = judge(facts, LAW)
    assert (found.outcome, found.later) == ("ALLOWED", ("C06", "G11", "G12", "I03"))


def test_ex06_a_deferral_with_reason_and_time_is_not_stopped() -> None:
    facts = Facts(
        date=dt.date(2026, 11, 9),
        decision=DEFER,
        sender=Party("LA", organisation="Westharbour Council", childrens_social_care=True),
        recipient=Party(
            "PRISON", party_class="PRISON", organisation="HMP Saltmarsh", person="family services"
        ),
        subjects=(Subject("K3", dob=dt.date(2019, 9, 9)),),
        items=(Item("SOCIAL_CARE", about="K3", tag="fact", source="case record"),),
        gateways=("CA04-11",),
        reason="The child's wishes about visits are asked on Thursday.",
        review_at=dt.datetime(2026, 11, 12, 16, 0, tzinfo=dt.UTC),
    )
    assert judge(facts, LAW).outcome == "ALLOWED"


def test_ex11_a_hidden_address_without_a_second_signature_is_stopped() -> None:
    facts = Facts(
        date=dt.date(2026, 11, 11),
        sender=Party("LA", organisation="Westharbour Council", childrens_social_care=True),
        recipient=Party("GP", party_class="GP", organisation="Lighthouse Surgery", person="practice manager"),
        subjects=(Subject("K4", dob=dt.date(2021, 5, 5), address_withheld_from=("U1",)),),
        items=(
            Item("IDENTITY", about="K4", tag="fact", source="case record"),
            Item("ADDRESS", about="K4", tag="fact", source="case record"),
        ),
        gateways=("CA04-16LA",),
        art6=("6c",),
        purpose_code="SAFEGUARD",
        purpose="So the surgery can register her at the new home.",
        proportionality="The address only; nothing about the move.",
        told=True,
        channel="secure file transfer",
    )
    found = judge(facts, LAW)
    assert (found.outcome, found.blocks, found.warnings) == ("BLOCKED", ("R13",), ())
