"""Does a share reach the right hands: redacted, at an address that holds, by a secure channel?"""

from __future__ import annotations

from typing import Any

import pytest

from app.sharing.facts import Approval, Facts, Settings, Subject
from tests.app.sharing.rules.hearing import a_party, content, outcome_of, ruled, stops, waits, warns
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHILD,
    COUNCIL,
    FATHER,
    IDENTITY,
    MOTHER,
    WORRY,
    a_share,
    the,
)

CHECKED = (Approval("Ira Quill", "REDACTION_SECOND"),)
HIS = the(WORRY, about="F1")
HERS = the(WORRY, about="M1", relates_to=("K1",))
HIM = Subject("F1", role="adult", name="Theo Marlowe")


def to_family(*items: Any, **changes: Any) -> Facts:
    right = {"recipient": FATHER, "channel": "post", "subjects": (CHILD, MOTHER, HIM)}
    return a_share(**{**right, "items": items or (IDENTITY,), **changes})


@pytest.mark.parametrize("items", [(HERS,), (IDENTITY, HERS), (the(WORRY, cat="THIRD_PARTY"),)])
def test_r06_what_is_about_others_is_checked_by_a_second_person(items: tuple[Any, ...]) -> None:
    assert stops("R06", to_family(*items))
    assert content("R06", to_family(*items, approvals=CHECKED))
    assert stops("R06", to_family(*items, approvals=(Approval("Ira Quill", "MANAGER"),)))
    assert content("R06", to_family(*items, recipient=COUNCIL))
    assert stops("R06", to_family(*items, emergency=AN_EMERGENCY))
    assert waits("R06", to_family(*items, emergency=AN_EMERGENCY, channel="telephone"))
    assert stops("R06", to_family(*items, channel="telephone"))


def test_r06_what_is_about_children_and_about_oneself_needs_no_check() -> None:
    assert content("R06", to_family())
    assert content("R06", to_family(HIS))
    solicitor = the(FATHER, person_id="L1", represents="F1")
    assert content("R06", to_family(HIS, recipient=solicitor))
    assert stops("R06", to_family(HIS, recipient=the(FATHER, person_id="X9")))
    assert outcome_of("R06", to_family(HERS, mode="ANONYMOUS")) == "not_run"


def test_r06_a_whole_assessment_is_redacted_first() -> None:
    assert stops("R06", to_family(unredacted_assessment=True))
    assert content("R06", to_family(unredacted_assessment=True, approvals=CHECKED))
    assert content("R06", to_family(unredacted_assessment=True, recipient=COUNCIL))


@pytest.mark.parametrize(("days", "speaks"), [(0, True), (30, True), (31, False), (None, False)])
def test_r07_an_address_that_changed_within_thirty_days_is_confirmed(days: Any, speaks: bool) -> None:
    moved = the(FATHER, address_changed_days_ago=days)
    facts = to_family(recipient=moved)
    assert warns("R07", facts) if speaks else content("R07", facts)
    agent = a_party("PERSON", "PRIVATE_PERSON", represents="F1", address_changed_days_ago=days)
    assert (
        warns("R07", the(facts, recipient=agent)) if speaks else content("R07", the(facts, recipient=agent))
    )
    assert content("R07", the(facts, recipient=the(agent, represents="")))


def test_r07_with_domestic_abuse_it_is_always_confirmed_and_an_emergency_puts_it_off() -> None:
    flagged = (CHILD, the(MOTHER, da_flag=True))
    assert warns("R07", to_family(subjects=flagged))
    assert waits("R07", to_family(subjects=flagged, emergency=AN_EMERGENCY))
    assert content("R07", to_family(subjects=flagged, recipient=COUNCIL))
    assert warns("R07", to_family(subjects=flagged, mode="ANONYMOUS"))


@pytest.mark.parametrize("channel", ["email", "secure email"])
def test_r08_e_mail_goes_to_exactly_a_secure_domain(channel: str) -> None:
    def mail(domain: str, **changes: Any) -> Facts:
        return a_share(recipient=the(COUNCIL, email_domain=domain), channel=channel, **changes)

    assert content("R08", mail("council.example"))
    assert content("R08", mail(" Council.EXAMPLE "))
    for other in ("mail.council.example", "council.example.org", "ouncil.example", "", "   "):
        assert stops("R08", mail(other))
    assert stops("R08", mail("charity.example", emergency=AN_EMERGENCY))
    own = Settings(secure_domains=("charity.example",))
    assert content("R08", mail("charity.example", settings=own))
    assert stops("R08", mail("council.example", settings=own))
    assert stops("R08", mail("", settings=Settings(secure_domains=("",))))


@pytest.mark.parametrize("channel", ["secure file transfer", "post", "hand", "telephone", ""])
def test_r08_asks_nothing_of_another_channel(channel: str) -> None:
    assert content("R08", a_share(recipient=the(COUNCIL, email_domain=""), channel=channel))


def test_r08_names_the_domain_or_that_there_is_none() -> None:
    def said(domain: str) -> str:
        facts = a_share(recipient=the(COUNCIL, email_domain=domain))
        return next(result.sentence for result in ruled(facts).results if result.id == "R08")

    assert "to charity.example," in said("charity.example")
    assert "to an address without a known domain," in said("")


def test_r09_staff_who_are_said_to_have_done_harm_are_not_told_of_at_work() -> None:
    teacher = Subject("T1", role="staff", alleged_source_of_harm=True, employer="  northmere  COUNCIL")
    people = (CHILD, teacher)
    assert warns("R09", a_share(subjects=people))
    assert warns("R09", a_share(subjects=people, emergency=AN_EMERGENCY))
    assert content("R09", a_share(subjects=(CHILD, the(teacher, employer="Quay Lane Primary School"))))
    assert content("R09", a_share(subjects=(CHILD, the(teacher, alleged_source_of_harm=False))))
    assert content("R09", a_share(subjects=(CHILD, the(teacher, role="adult"))))
    nameless = the(COUNCIL, organisation="")
    assert content("R09", a_share(subjects=(CHILD, the(teacher, employer="")), recipient=nameless))
