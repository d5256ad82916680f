"""When do the rules on youth support speak, and when are they silent?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import Consent, Facts, Instruction, Item, Party, Settings, Subject
from app.sharing.judging import judge
from tests.app.sharing.cases import LAW, SILENT, SPEAKS, a_consent, check
from tests.builders_sharing import CHILD, COUNCIL, IDENTITY, SCHOOL, WORRY, a_share, the

YOUTH_CLUB = Party(
    body="YSS_PROVIDER",
    party_class="YOUTH_SUPPORT",
    organisation="Harbour Youth",
    person="Team lead",
    commissioned=True,
)
DAY = dt.timedelta(days=1)
ON = dt.date(2026, 11, 3)
EVE, BIRTHDAY = DAY, 0 * DAY
# Fifteen on the day; the mother and the council hold parental responsibility.
YOUNG: Subject = the(CHILD, dob=dt.date(2011, 3, 12), pr_holders=("M1", "LA"))
SEEN = Item("HEALTH", about="K1", tag="fact", source="school nurse")
BY_LAW = Settings(yss_policy="STATUTORY_S72")
GRADES = Item("EDUCATION", about="K1", tag="fact", source="school")


def to_the_club(**changes: Any) -> Facts:
    """The council gives youth support the name of a boy of fifteen, under section 507B."""
    right: dict[str, Any] = {
        "sender": COUNCIL,
        "recipient": YOUTH_CLUB,
        "subjects": (YOUNG,),
        "items": (IDENTITY,),
        "gateways": ("EA96-507B",),
        "art6": ("6e",),
        "purpose_code": "YOUTH_ACTIVITIES",
        "purpose": "So that a worker can invite him to the boat building evenings.",
        "channel": "secure file transfer",
    }
    return a_share(**{**right, **changes})


def born(year: int, turned: dt.timedelta, **changes: Any) -> Subject:
    """Somebody whose birthday in that year is the day of the share, or the day after it."""
    subject: Subject = the(YOUNG, dob=ON.replace(year=year) + turned, **changes)
    return subject


def with_extras(*consents: Consent, person: Subject = YOUNG, **changes: Any) -> Facts:
    return to_the_club(
        **{"items": (IDENTITY, GRADES), "subjects": (person,), "consents": consents, **changes}
    )


def a_yes(**changes: Any) -> Consent:
    return a_consent(**{"scope_items": ("EDUCATION",), "recipients": ("Harbour Youth",), **changes})


def test_name_for_youth_support_is_allowed() -> None:
    found = judge(to_the_club(), LAW)
    assert (found.outcome, found.blocks, found.warnings) == ("ALLOWED", (), ())


@pytest.mark.parametrize(("turned", "speaks"), [(EVE, SPEAKS), (BIRTHDAY, SILENT)])
def test_y01_until_the_thirteenth_birthday(turned: dt.timedelta, speaks: bool) -> None:
    facts = to_the_club(subjects=(born(2013, turned),))
    check("Y01", facts, speaks)
    check("Y01", the(facts, recipient=SCHOOL), SILENT)
    assert ("G04" in judge(facts, LAW).blocks) is SILENT


def test_y01_of_the_unborn_but_not_of_an_unknown_age() -> None:
    check("Y01", to_the_club(subjects=(the(YOUNG, dob=None, edd=dt.date(2027, 1, 1)),)), SPEAKS)
    check("Y01", to_the_club(subjects=(the(YOUNG, dob=None),)), SILENT)


@pytest.mark.parametrize(("turned", "speaks"), [(EVE, SILENT), (BIRTHDAY, SPEAKS)])
def test_y02_from_the_twentieth_birthday_without_send(turned: dt.timedelta, speaks: bool) -> None:
    facts = to_the_club(subjects=(born(2006, turned),))
    check("Y02", facts, speaks)
    check("Y02", the(facts, recipient=SCHOOL), SILENT)
    check("Y02", to_the_club(subjects=(born(2006, turned, send=True),)), SILENT)


@pytest.mark.parametrize(("turned", "speaks"), [(EVE, SILENT), (BIRTHDAY, SPEAKS)])
def test_y03_from_the_twenty_fifth_birthday_with_send_too(turned: dt.timedelta, speaks: bool) -> None:
    facts = to_the_club(subjects=(born(2001, turned, send=True),))
    check("Y03", facts, speaks)
    check("Y03", the(facts, recipient=SCHOOL), SILENT)


def test_y01_to_y03_name_the_person() -> None:
    for rule, person in (("Y01", born(2014, EVE)), ("Y02", born(2005, EVE)), ("Y03", born(2000, EVE))):
        for name, said in (("Alice Marlowe", "Alice Marlowe"), ("", "K1")):
            found = judge(to_the_club(subjects=(the(person, name=name),)), LAW)
            sentence = next(result.sentence for result in found.results if result.id == rule)
            assert sentence.startswith(f"{said} is ")


def test_y04_more_than_the_core_without_consent() -> None:
    check("Y04", with_extras(), SPEAKS)
    check("Y04", with_extras(a_yes()), SILENT)
    check("Y04", with_extras(a_yes(kind="CONFIDENTIALITY")), SILENT)
    check("Y04", with_extras(a_yes(kind="SERVICE")), SPEAKS)
    check("Y04", with_extras(a_yes(given_by="K1", capacity="self")), SILENT)
    check("Y04", with_extras(a_yes(), items=(GRADES, SEEN)), SPEAKS)


def test_y04_core_needs_no_consent() -> None:
    core = tuple(the(IDENTITY, cat=category) for category in ("IDENTITY", "ADDRESS", "DOB"))
    check("Y04", to_the_club(items=core), SILENT)
    check("Y04", to_the_club(items=(the(IDENTITY, cat="CONTACT"),)), SPEAKS)


@pytest.mark.parametrize(
    ("sender", "speaks"),
    [
        (COUNCIL, SPEAKS),
        (the(COUNCIL, body="LA_OTHER"), SPEAKS),
        (the(SCHOOL, agent_of_council=True), SPEAKS),
        (SCHOOL, SILENT),
    ],
)
def test_y04_binds_councils_and_who_acts_for_them(sender: Party, speaks: bool) -> None:
    check("Y04", with_extras(sender=sender), speaks)


def test_y04_and_what_follows_only_under_the_policy_of_consent() -> None:
    check("Y04", with_extras(settings=BY_LAW), SILENT)
    check("Y04", with_extras(recipient=SCHOOL), SILENT)


@pytest.mark.parametrize(("turned", "parent", "own"), [(EVE, SILENT, SPEAKS), (BIRTHDAY, SPEAKS, SILENT)])
def test_y05_and_y06_change_on_the_sixteenth_birthday(turned: dt.timedelta, parent: bool, own: bool) -> None:
    person = born(2010, turned)
    check("Y05", with_extras(a_yes(), person=person), parent)
    check("Y05", with_extras(a_yes(given_by="LA", capacity="LA"), person=person), parent)
    check("Y06", with_extras(a_yes(given_by="self", capacity="self"), person=person), own)


def test_y05_silent_beside_the_choice_of_the_young_person_and_without_any() -> None:
    grown = born(2010, BIRTHDAY)
    check("Y05", with_extras(a_yes(), a_yes(given_by="K1", capacity="self"), person=grown), SILENT)
    check("Y05", with_extras(person=grown), SILENT)
    check("Y05", with_extras(a_yes(given_by="X9")), SILENT)
    check("Y05", with_extras(a_yes(given_by="X9", capacity="self"), person=grown), SILENT)
    check("Y05", with_extras(a_yes(), person=the(YOUNG, dob=None)), SILENT)
    check("Y05", with_extras(a_yes(subject="K9"), items=(the(GRADES, about="K9"),)), SILENT)


def test_y06_silent_with_a_note_or_a_parent_who_agrees() -> None:
    own = a_yes(given_by="K1", capacity="self")
    check("Y06", with_extras(own), SPEAKS)
    check("Y06", with_extras(own, person=the(YOUNG, gillick_note=True)), SILENT)
    check("Y06", with_extras(own, a_yes()), SILENT)
    check("Y06", with_extras(), SILENT)
    noted = the(YOUNG, id="K2", gillick_note=True)
    check("Y06", with_extras(own, subjects=(YOUNG, noted)), SPEAKS)
    for_unborn = the(YOUNG, dob=None, edd=dt.date(2027, 1, 1), pr_holders=("self",))
    check("Y06", with_extras(a_yes(given_by="self", capacity=""), person=for_unborn), SILENT)


def an_instruction(**changes: Any) -> tuple[Instruction, ...]:
    return (Instruction(**{"subject": "K1", "given_by": "M1", "date": ON, **changes}),)


@pytest.mark.parametrize(
    ("changes", "speaks"),
    [
        ({}, SPEAKS),
        ({"date": ON - DAY}, SPEAKS),
        ({"date": ON + DAY}, SILENT),
        ({"subject": "K2"}, SILENT),
        ({"given_by": "X9"}, SILENT),
        ({"given_by": "K1"}, SILENT),
    ],
)
def test_y07_instruction_of_a_parent_not_to_share(changes: dict[str, Any], speaks: bool) -> None:
    facts = with_extras(settings=BY_LAW, instructions=an_instruction(**changes))
    check("Y07", facts, speaks)
    check("Y07", the(facts, settings=Settings()), SILENT)
    check("Y07", the(facts, sender=SCHOOL), SILENT)
    check("Y07", the(facts, recipient=SCHOOL), SILENT)


def test_y07_where_nobody_is_named_any_parent_holds_the_right() -> None:
    alone = the(YOUNG, pr_holders=())
    for who, speaks in (("M7", SPEAKS), ("self", SILENT), ("K1", SILENT)):
        facts = with_extras(person=alone, settings=BY_LAW, instructions=an_instruction(given_by=who))
        check("Y07", facts, speaks)


@pytest.mark.parametrize(("turned", "parent", "own"), [(EVE, SPEAKS, SILENT), (BIRTHDAY, SILENT, SPEAKS)])
def test_y07_right_passes_at_sixteen(turned: dt.timedelta, parent: bool, own: bool) -> None:
    for given_by, speaks in (("M1", parent), ("self", own)):
        instructions = an_instruction(given_by=given_by)
        facts = with_extras(person=born(2010, turned), settings=BY_LAW, instructions=instructions)
        check("Y07", facts, speaks)
        said = next(result.sentence for result in judge(facts, LAW).results if result.id == "Y07")
        assert said.startswith(("", "The young person" if given_by == "self" else "A parent")[speaks])


def test_y07_parent_holds_the_right_where_no_age_is_known() -> None:
    undated = the(YOUNG, dob=None)
    check("Y07", with_extras(person=undated, settings=BY_LAW, instructions=an_instruction()), SPEAKS)


def test_y07_core_and_parents_names_go_whatever_was_instructed() -> None:
    core = tuple(the(IDENTITY, cat=category) for category in ("IDENTITY", "ADDRESS", "DOB", "PARENT_ID"))
    check("Y07", to_the_club(items=core, settings=BY_LAW, instructions=an_instruction()), SILENT)
    nobody = (the(GRADES, about="K9"),)
    check("Y07", to_the_club(items=nobody, settings=BY_LAW, instructions=an_instruction()), SILENT)


@pytest.mark.parametrize("gateway", ["ESA08-14", "ESA08-72"])
def test_y07_own_share_of_a_school_whatever_the_policy(gateway: str) -> None:
    facts = with_extras(sender=SCHOOL, recipient=COUNCIL, gateways=(gateway,), instructions=an_instruction())
    check("Y07", facts, SPEAKS)
    check("Y07", the(facts, gateways=("EA96-507B",)), SILENT)
    check("Y07", the(facts, sender=COUNCIL), SILENT)
    check("Y07", the(facts, instructions=()), SILENT)


@pytest.mark.parametrize("channel", ["secure email", "email", "telephone", ""])
def test_y08_any_channel_but_secure_transfer(channel: str) -> None:
    check("Y08", to_the_club(channel=channel), SPEAKS)
    check("Y08", to_the_club(channel=channel, recipient=SCHOOL), SILENT)
    check("Y08", to_the_club(), SILENT)


@pytest.mark.parametrize("category", ["SAFEGUARDING", "SOCIAL_CARE"])
def test_y09_safeguarding_to_youth_support(category: str) -> None:
    facts = to_the_club(items=(the(WORRY, cat=category),))
    check("Y09", facts, SPEAKS)
    check("Y09", the(facts, recipient=SCHOOL), SILENT)
    check("Y09", to_the_club(), SILENT)
