"""What became of a share is kept beside it, and an emergency is reviewed by somebody who did not decide it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import officers
from app.desk import Desk
from app.errors import NotAllowed, NotFound, RefusedInput
from app.frontdoor.worklist import worklist
from app.sharing.afterwards import (
    afterwards,
    emergencies_to_review,
    mark_answered,
    mark_sent,
    review_emergency,
    review_of,
)
from app.sharing.deciding import begin_share, decide_share
from app.sharing.share_draft import EmergencyDraft
from models import sharing
from models.codes import Role
from tests.app.sharing.children import a_child
from tests.app.sharing.test_deciding import a_draft
from tests.builders import COLLEAGUE_PASSPHRASE

INES = "Ines Roy"
ANSWERS = {
    "C06": "Mother told at noon.",
    "G07": "Approved today.",
    "I03": "The number is known there.",
}
DANGER = EmergencyDraft("the child", "he was seen with a knife at her door", "they are alone at home")


@pytest.fixture
def emergency(desk: Desk) -> str:
    """A share in an emergency: the family was not told, which an emergency puts off to the review."""
    officers.add_officer(desk, INES, passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.MANAGER,))
    draft = replace(a_draft(a_child(desk)), gateways=("EMERG",), art6=("6d",), emergency=DANGER, told=False)
    return desk.do(decide_share, draft).reference


def acting(desk: Desk, name: str) -> None:
    desk.act_as(desk.read(officers.officer_now, name))


def test_another_manager_reviews_what_an_emergency_put_off_and_only_once(desk: Desk, emergency: str) -> None:
    first = desk.officer.name
    waiting = desk.read(review_of, emergency)
    assert waiting is not None and waiting.emergency["who"] == "the child"
    assert [each.rule for each in waiting.put_off] == ["C06", "G07", "I03"]
    assert not [row for row in desk.read(worklist).rows if row.kind == "emergency"], (
        "not on the decider's own list"
    )
    with pytest.raises(NotAllowed, match="cannot review"):
        desk.do(review_emergency, emergency, ANSWERS)
    acting(desk, INES)
    (row,) = [row for row in desk.read(worklist).rows if row.kind == "emergency"]
    assert (row.key, row.place) == (emergency, "papers")
    with pytest.raises(RefusedInput, match="answer is missing"):
        desk.do(review_emergency, emergency, {**ANSWERS, "C06": " "})
    desk.do(review_emergency, emergency, ANSWERS, "Rightly sent.")
    assert desk.read(emergencies_to_review) == ()
    with pytest.raises(NotFound):
        desk.do(review_emergency, emergency, ANSWERS)
    acting(desk, first)
    (step,) = desk.read(afterwards, emergency)
    assert (step.kind, step.officer, step.content["answers"]) == (
        "reviewed",
        INES,
        ANSWERS,
    )


def test_what_was_sent_and_answered_stands_beside_a_decision_that_does_not_change(desk: Desk) -> None:
    made = desk.do(decide_share, a_draft(a_child(desk)))
    assert desk.read(review_of, made.reference) is None, "nobody was in danger"
    with pytest.raises(RefusedInput):
        desk.do(mark_answered, made.reference, answer="rejected")
    desk.do(mark_sent, made.reference, channel="secure file transfer", receipt="TX-4471")
    desk.do(mark_answered, made.reference, answer="queried", words="Which school does she go to?")
    assert [step.kind for step in desk.read(afterwards, made.reference)] == ["sent", "answered"]
    row = desk.read(lambda reader: sharing.share_referenced(reader.session, made.reference))
    assert row is not None and row.frozen_sha256 == made.fingerprint


def test_what_was_not_shared_is_never_noted_as_sent_or_answered(desk: Desk) -> None:
    put_off = a_draft(
        a_child(desk),
        decision="DEFER",
        reason="Her wishes are asked on Monday.",
        review_at=datetime(2099, 3, 2, 9, tzinfo=UTC),
    )
    made = desk.do(decide_share, put_off)
    with pytest.raises(RefusedInput, match="not to leave"):
        desk.do(mark_sent, made.reference, channel="post")
    with pytest.raises(RefusedInput, match="not to leave"):
        desk.do(mark_answered, made.reference, answer="accepted")
    assert desk.read(afterwards, made.reference) == ()


def test_a_draft_has_no_afterwards(desk: Desk) -> None:
    begun = desk.do(begin_share, a_draft(a_child(desk)))
    with pytest.raises(NotFound):
        desk.do(mark_sent, begun.reference, channel="post")
