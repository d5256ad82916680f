"""Can an officer decide on the page, is each answer frozen as it was given, and is nothing lost when it cannot be?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from app.clock import today
from app.desk import Desk
from app.drafts import my_draft
from app.errors import DeskError
from app.sharing.deciding import begin_share
from app.sharing.listing import ShareOpened, open_share, shares_in_state
from app.sharing.share_draft import HeldBack, RequestDraft, ShareDraft
from app.unit_of_work import UnitOfWork
from tests.ui.sharing.conftest import ENOUGH, PURPOSE, Shares
from ui.sharing import decision_page


def only_decided(desk: Desk) -> ShareOpened:
    """Open the one share that was decided."""
    (shown,) = desk.read(shares_in_state, "decided")
    return desk.do(open_share, shown.reference)


def kept_about(desk: Desk, shares: Shares) -> dict[str, object]:
    """Give what is kept of a half-written share about the child; nothing where nothing is."""
    kept = desk.read(my_draft, "share", shares.child.reference)
    return dict(kept.value) if kept else {}


# --- the three decisions ----------------------------------------------------------------------------------------------


def test_a_share_is_frozen_with_all_that_was_chosen(desk: Desk, shares: Shares) -> None:
    shares.fill()
    assert shares.page.decide_button.reason == ""
    shares.page.decide_button.click()
    document = only_decided(desk).document
    assert document is not None
    assert document["decision"] == "SHARE"
    assert document["to"]["organisation"] == "Health visiting"
    assert document["to"]["person"] == "Duty health visitor"
    assert document["purpose"]["text"] == PURPOSE
    assert [item["text"] for item in document["items"]] == ["Alice Marlowe", "12-Mar-2019"]
    assert [item["tag"] for item in document["items"]] == ["fact", "fact"]
    assert document["law"]["gateways"][0]["section"] == "Children Act 2004 s16LA"
    assert document["law"]["art6"] == ["6c"]
    assert document["told"]["family"] is True
    assert document["proportionality"] == ENOUGH


def test_a_refusal_is_frozen_with_its_reason(desk: Desk, shares: Shares) -> None:
    shares.fill()
    form = shares.page.form
    form.decision.set_value("DO_NOT_SHARE")
    form.detriment.set_value("yes")
    shares.weighed()
    assert "block K01" in shares.open_rules()
    form.reason.set_value("It would show where she is.")
    shares.weighed()
    shares.page.decide_button.click()
    document = only_decided(desk).document
    assert document is not None
    assert (document["decision"], document["reason"]) == ("DO_NOT_SHARE", "It would show where she is.")


def test_a_deferral_is_frozen_with_the_day_of_the_decision(desk: Desk, shares: Shares) -> None:
    shares.fill()
    form = shares.page.form
    form.decision.set_value("DEFER")
    form.reason.set_value("Her wishes are asked tomorrow.")
    shares.weighed()
    assert "block K02" in shares.open_rules()
    day = today() + timedelta(days=7)
    for box, number in (
        (form.review.day, day.day),
        (form.review.month, day.month),
        (form.review.year, day.year),
    ):
        box.set_value(str(number))
    shares.weighed()
    shares.page.decide_button.click()
    opened = only_decided(desk)
    assert opened.document is not None
    assert opened.document["decision"] == "DEFER"
    assert opened.shown.review_at is not None
    assert opened.shown.review_at.date() == day


def test_what_was_decided_leaves_the_page_and_is_no_draft_any_more(desk: Desk, shares: Shares) -> None:
    shares.fill()
    asked: list[tuple[str, object]] = []
    shares.page.place_asked.connect(lambda place, value: asked.append((place, value)))
    shares.page.decide_button.click()
    (shown,) = desk.read(shares_in_state, "decided")
    assert asked == [("papers", shown.reference)]
    assert kept_about(desk, shares) == {}
    assert shares.page.draft() == ShareDraft()
    shares.page.decide_button.click()
    assert len(desk.read(shares_in_state, "decided")) == 1


# --- questions ---------------------------------------------------------------------------------------------------------


def test_a_question_goes_when_its_field_is_filled_and_comes_back_when_it_is_emptied(shares: Shares) -> None:
    shares.fill()
    box = shares.page.form.proportionality
    assert shares.open_rules() == []
    box.set_value("")
    shares.weighed()
    assert shares.open_rules() == ["block G12"]
    assert shares.page.decide_button.reason == "1 question is open, at the right"
    assert shares.page.why_not.text() == shares.page.decide_button.reason
    box.set_value(ENOUGH)
    shares.weighed()
    assert shares.open_rules() == []
    assert shares.page.why_not.text() == ""


def test_a_warning_stops_the_decision_until_its_reason_is_typed(desk: Desk, shares: Shares) -> None:
    shares.fill()
    shares.page.form.purpose.set_value("help")
    shares.weighed()
    assert shares.open_rules() == ["warning G11"]
    shares.page.decide_button.click()
    assert desk.read(shares_in_state, "decided") == ()
    shares.page.form.reason.set_value("The line broke; she knows why.")
    shares.weighed()
    assert shares.open_rules() == []
    shares.page.decide_button.click()
    document = only_decided(desk).document
    assert document is not None
    reasons = {rule["id"]: rule["reason"] for rule in document["rules"]}
    assert reasons["G11"] == "The line broke; she knows why."


def test_before_anything_is_chosen_a_note_says_what_to_choose(shares: Shares) -> None:
    (note,) = shares.page.questions.shown()
    assert (note.severity, note.sentence) == (
        "info",
        "Choose what you decide and to whom; the rules are asked then.",
    )
    assert shares.page.decide_button.reason == "Not chosen yet: what you decide and to whom"


def test_no_rule_is_called_satisfied_for_a_child_whose_share_was_not_weighed(
    shares: Shares, second_child: str
) -> None:
    shares.fill()
    said = [label.text() for label in shares.page.questions.findChildren(QLabel) if label.isVisible()]
    assert any(words.endswith("rules satisfied") for words in said)
    shares.open(second_child)
    said = [label.text() for label in shares.page.questions.findChildren(QLabel) if label.isVisible()]
    assert not any(words.endswith("rules satisfied") for words in said)


def test_what_would_have_stopped_a_share_is_only_a_note_beside_a_refusal(shares: Shares) -> None:
    shares.fill()
    shares.page.form.law.box("Legal obligation").setChecked(False)
    shares.weighed()
    assert "block G08" in shares.open_rules()
    shares.page.form.decision.set_value("DO_NOT_SHARE")
    shares.weighed()
    assert "block G08" not in shares.open_rules()
    assert "info G08" in shares.open_rules()


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("C06", "Yes"),
        ("G12", "Why this much, and no more"),
        ("G11", "So that they can"),
        ("K01", "Reason"),
        ("S03", "Appropriate policy document"),
        ("G08", "Consent (6a)"),
    ],
)
def test_the_act_of_a_question_leads_to_the_field_that_settles_it(
    shares: Shares, rule: str, name: str
) -> None:
    with shares.qtbot.waitActive(shares.window, timeout=5000):
        shares.window.activateWindow()
    shares.page.questions.act_asked.emit(rule)
    focus = shares.window.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == name


# --- drafts and errors -------------------------------------------------------------------------------------------------


def test_what_was_typed_is_there_again_when_the_page_is_made_anew(
    desk: Desk, shares: Shares, second_page: decision_page.DecisionPage
) -> None:
    shares.fill()
    before = shares.page.draft()
    shares.page.drafts.flush()
    second_page.take(shares.child.reference)
    assert second_page.draft() == before
    assert len(before.items) == 2


def test_going_to_another_child_keeps_what_was_typed_about_the_first(
    desk: Desk, shares: Shares, second_child: str
) -> None:
    shares.page.form.purpose.set_value("So that she is seen.")
    shares.open(second_child)
    assert shares.page.form.purpose.value() == ""
    assert shares.page.draft().about == (second_child,)
    shares.page.form.purpose.set_value("For the other.")
    shares.open()
    assert shares.page.form.purpose.value() == "So that she is seen."
    assert desk.read(my_draft, "share", second_child) is not None


def test_a_begun_share_is_decided_under_its_own_reference_with_what_the_page_does_not_show(
    desk: Desk, shares: Shares
) -> None:
    shares.fill()
    held, asked = (HeldBack("HEALTH", "It is not needed."),), RequestDraft("PC Ellis", reference="R/7")
    ready = replace(shares.page.draft(), held_back=held, request=asked)
    made = desk.do(begin_share, ready)
    shares.open(made.reference)
    assert shares.page.draft() == ready
    shares.weighed()
    shares.page.decide_button.click()
    opened = only_decided(desk)
    assert opened.shown.reference == made.reference
    assert opened.document is not None
    assert [row["why"] for row in opened.document["held_back"]] == ["It is not needed."]
    assert opened.document["request"]["reference"] == "R/7"


def test_a_child_opened_after_a_begun_share_is_not_decided_under_its_reference(
    desk: Desk, shares: Shares, second_child: str
) -> None:
    shares.fill()
    made = desk.do(begin_share, replace(shares.page.draft(), about=(second_child,), items=()))
    shares.open(made.reference)
    shares.open()
    shares.fill()
    shares.page.decide_button.click()
    assert only_decided(desk).shown.reference != made.reference


def test_keeping_a_begun_share_keeps_it_for_colleagues_too(desk: Desk, shares: Shares) -> None:
    made = desk.do(begin_share, replace(shares.page.draft(), about=(shares.child.reference,)))
    shares.open(made.reference)
    shares.page.form.purpose.set_value("So that she is seen.")
    shares.page.keep_button.click()
    opened = desk.do(open_share, made.reference)
    assert opened.draft is not None
    assert opened.draft.purpose == "So that she is seen."


def test_an_error_of_the_decision_keeps_what_was_typed(
    desk: Desk, shares: Shares, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(work: UnitOfWork, *_args: object) -> None:
        raise DeskError("The store is busy.", kept="Nothing was decided.", next_step="Try again.")

    shares.fill()
    before = shares.page.draft()
    monkeypatch.setattr(decision_page, "decide_share", refuse)
    shares.page.decide_button.click()
    assert "The store is busy." in shares.page.notice.words()
    assert shares.page.draft() == before
    assert kept_about(desk, shares)["proportionality"] == ENOUGH
    assert desk.read(shares_in_state, "decided") == ()
    assert shares.page.decide_button.reason == ""
