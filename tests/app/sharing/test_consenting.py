"""Is an answer about consent kept as it was given, does it count on the day, and is what rests on it found again?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from app import clock
from app.desk import Desk
from app.errors import NotFound, RefusedInput
from app.sharing.consent_answers import Answer
from app.sharing.consent_list import consents_about
from app.sharing.consenting import record_consent, withdraw_consent
from app.sharing.deciding import decide_share, weigh_share
from app.sharing.share_draft import ItemDraft, ShareDraft
from app.unit_of_work import Reader, UnitOfWork
from models import directory, feeds, logbook, share_life
from tests.app.sharing.children import Child, a_child
from tests.app.sharing.test_deciding import document_of

MOTHER = "EDU:A-99"
DAY_BEFORE = dt.datetime(2027, 6, 19, 12, tzinfo=dt.UTC)
BIRTHDAY = DAY_BEFORE + dt.timedelta(days=1)


def _grow(work: UnitOfWork, child: Child) -> None:
    """Say that she is born on 20 June 2011, and that her mother, whom the school knows, holds responsibility."""
    school = directory.organisation_coded(work.session, "EDU")
    first = feeds.statement(work.session, UUID(child.said["name"]))
    assert school is not None and first is not None
    mother = feeds.AgencyPerson(
        organisation_id=school.id, reference="A-99", is_child=False, first_batch_id=child.batch
    )
    work.session.add(mother)
    work.session.flush()
    born = {"date": {"year": 2011, "month": 6, "day": 20, "precision": "exact"}}
    for group, value in (
        ("birth", born),
        ("relation", {"other": "A-99", "relation": "PAM", "parental_responsibility": True}),
    ):
        work.session.add(
            feeds.Statement(
                agency_person_id=first.agency_person_id,
                officer_id=work.officer.id,
                group=group,
                value=value,
                heard_at=work.at,
                place="",
            )
        )
    work.session.flush()
    work.record("record_statement", persons=[child.key], things=[first.agency_person_id, mother.id])


@pytest.fixture
def child(desk: Desk) -> Child:
    found = a_child(desk)
    desk.do(_grow, found)
    return found


def a_yes(**changes: Any) -> Answer:
    """The mother's written yes of today, to her name going to the health visitors."""
    said = Answer(
        kind="CONFIDENTIALITY",
        answer="given",
        answered_on=clock.today(),
        given_by=MOTHER,
        capacity="PR",
        scope=("IDENTITY",),
        recipients=("Health visiting",),
        purpose="So that the health visitor can call.",
        method="written",
    )
    return replace(said, **changes)


def a_draft(child: Child) -> ShareDraft:
    """A share that rests on consent alone."""
    return ShareDraft(
        decision="SHARE",
        about=(child.reference,),
        organisation="Health visiting",
        person="Duty health visitor",
        channel="secure file transfer",
        purpose_code="SUPPORT",
        purpose="So that the health visitor can call.",
        gateways=("CONS",),
        art6=("6e",),
        told=True,
        proportionality="Her name only.",
        reason="The family asked for it.",
        facts=(("CONS.function", "yes"),),
        items=(
            ItemDraft(statement=child.said["name"], category="IDENTITY", about=child.reference, tag="fact"),
        ),
    )


def open_rules(desk: Desk, child: Child) -> set[str]:
    return {question.rule for question in desk.read(weigh_share, a_draft(child)).questions}


def test_without_an_answer_a_share_by_consent_is_stopped(desk: Desk, child: Child) -> None:
    assert "C02" in open_rules(desk, child)


def test_a_parents_yes_counts_on_the_day_before_the_16th_birthday_and_not_on_it(
    desk: Desk, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.do(record_consent, child.reference, a_yes())
    monkeypatch.setattr(clock, "now_utc", lambda: DAY_BEFORE)
    about = desk.read(consents_about, child.reference)
    assert about.who_may_answer == f"One who holds parental responsibility: {MOTHER}."
    assert [one.state for one in about.answers] == ["counts"]
    assert "C02" not in open_rules(desk, child)
    monkeypatch.setattr(clock, "now_utc", lambda: BIRTHDAY)
    about = desk.read(consents_about, child.reference)
    assert about.who_may_answer == "The young person."
    assert [one.state for one in about.answers] == ["does not count: whoever gave it may not answer today"]
    assert "C02" in open_rules(desk, child)


def test_a_child_under_16_counts_only_with_a_note_that_says_why(desk: Desk, child: Child) -> None:
    own = a_yes(given_by="self", capacity="self")
    first = desk.do(record_consent, child.reference, own)
    assert "C02" in open_rules(desk, child)
    noted = replace(own, gillick="She told back in her own words what would be sent.", replaces=first)
    desk.do(record_consent, child.reference, noted)
    assert "C02" not in open_rules(desk, child)
    assert desk.read(consents_about, child.reference).who_may_answer.startswith("The child, of whom")


def test_withdrawing_stops_the_next_share_and_lists_the_one_that_was_made(desk: Desk, child: Child) -> None:
    consent = desk.do(record_consent, child.reference, a_yes())
    made = desk.do(decide_share, a_draft(child))
    assert document_of(desk, made)["law"]["consents"] == [consent.hex]

    def rows(reader: Reader) -> list[str]:
        return [row.code for row in share_life.law_of(reader.session, made.id) if row.kind == "consent"]

    assert desk.read(rows) == [consent.hex]
    done = desk.do(withdraw_consent, consent, method="verbal")
    assert done.shares == (made.reference,)
    assert "C02" in open_rules(desk, child)
    states = [one.state for one in desk.read(consents_about, child.reference).answers]
    assert states == ["does not count: it was refused or taken back", ""]
    with pytest.raises(RefusedInput, match="Only a yes"):
        desk.do(withdraw_consent, done.key, method="verbal")


def test_a_share_under_a_duty_rests_on_no_consent(desk: Desk, child: Child) -> None:
    desk.do(record_consent, child.reference, a_yes())
    draft = replace(a_draft(child), gateways=("CA04-16LA",), art6=("6c",), purpose_code="SAFEGUARD", facts=())
    made = desk.do(decide_share, draft)
    assert document_of(desk, made)["law"]["consents"] == []


def test_a_slip_that_was_mended_counts_no_more(desk: Desk, child: Child) -> None:
    slip = desk.do(record_consent, child.reference, a_yes())
    desk.do(record_consent, child.reference, a_yes(scope=("HEALTH",), replaces=slip))
    assert "C02" in open_rules(desk, child)
    assert desk.read(consents_about, child.reference).answers[0].state == "mended by a later answer"
    with pytest.raises(NotFound, match="mended already"):
        desk.do(record_consent, child.reference, a_yes(replaces=slip))


TOMORROW = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"conditions": ("5.2(1)",)}, "must not be asked for"),
        ({"answer": "asked", "conditions": ("5.2(3)",)}, "must not be asked for"),
        ({"answer": "not sought", "conditions": ("5.2(1)",)}, "not said why"),
        ({"answer": "perhaps"}, "answer is none"),
        ({"kind": "PHOTO"}, "kind is none"),
        ({"scope": ("SHOE_SIZE",)}, "category is none"),
        ({"scope": ()}, "what may be shared"),
        ({"recipients": ()}, "with whom"),
        ({"purpose": " "}, "for what"),
        ({"method": ""}, "how it was answered"),
        ({"given_by": ""}, "who answered"),
        ({"capacity": "self"}, "written as self"),
        ({"given_by": "LA"}, "own capacity"),
        ({"recipients": ("Nobody Ltd",)}, "not in the directory"),
        ({"given_by": "EDU:NOBODY"}, "nobody of this store"),
        ({"kind": "INSTRUCTION", "answer": "refused"}, "given or withdrawn"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(
    desk: Desk, child: Child, changes: dict[str, Any], why: str
) -> None:
    with pytest.raises((RefusedInput, NotFound), match=why):
        desk.do(record_consent, child.reference, a_yes(**changes))


def test_days_that_cannot_be_are_refused(desk: Desk, child: Child) -> None:
    today = clock.today()
    for changes, why in (
        ({"answered_on": today + TOMORROW}, "future"),
        ({"asked_on": today + TOMORROW}, "earlier than the question"),
        ({"expires_on": today - TOMORROW}, "end before it was given"),
    ):
        with pytest.raises(RefusedInput, match=why):
            desk.do(record_consent, child.reference, a_yes(**changes))


def test_not_asking_where_it_could_do_harm_is_kept_and_stops_nothing(desk: Desk, child: Child) -> None:
    said = Answer(
        "GDPR", "not sought", clock.today(), conditions=("5.2(1)",), not_sought_reason="He would hear of it."
    )
    desk.do(record_consent, child.reference, said)
    assert "C01" not in open_rules(desk, child)
    assert desk.read(consents_about, child.reference).answers[0].not_sought_reason == "He would hear of it."


def test_an_adult_of_an_agency_answers_for_herself_and_no_parent_does(desk: Desk, child: Child) -> None:
    said = a_yes(given_by="self", capacity="self", recipients=("*",))
    desk.do(record_consent, MOTHER, said)
    about = desk.read(consents_about, MOTHER)
    assert [(one.state, one.recipients) for one in about.answers] == [("counts", ("*",))]


def test_an_instruction_stands_until_it_is_taken_back(desk: Desk, child: Child) -> None:
    told = a_yes(kind="INSTRUCTION", scope=(), recipients=(), purpose="Nothing beyond the core.")
    key = desk.do(record_consent, child.reference, told)
    (kept,) = desk.read(weigh_share, a_draft(child)).facts.instructions
    assert (kept.subject, kept.given_by, kept.instruction) == (
        child.reference,
        MOTHER,
        "Nothing beyond the core.",
    )
    desk.do(withdraw_consent, key, method="written")
    assert desk.read(weigh_share, a_draft(child)).facts.instructions == ()


def test_the_log_names_the_child_and_says_nothing_of_the_answer(desk: Desk, child: Child) -> None:
    key = desk.do(record_consent, child.reference, a_yes())

    def last(reader: Reader) -> tuple[str, str]:
        entry = list(logbook.entries_in_order(reader.session))[-1]
        return entry.act, repr(vars(entry))

    act, written = desk.read(last)
    assert act == "record_consent"
    assert str(key) in written and "health visitor" not in written
