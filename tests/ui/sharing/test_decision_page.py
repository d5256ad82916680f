"""Does the share page show what is to be judged, judge nothing itself, and read well in any dress and size?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QRadioButton, QWidget

from app.desk import Desk
from app.drafts import my_draft
from app.sharing.deciding import begin_share, decide_share
from app.sharing.share_draft import ItemDraft, ShareDraft
from tests.app.sharing.children import a_child
from tests.builders_case import Row, bring_in
from tests.builders_case import a_child as linked
from tests.ui.accessibility import accessible_name, assert_accessible, focusable
from tests.ui.casefile.children import known_to_five
from tests.ui.looking import out_of_order, pushed_wide, tab_stops
from tests.ui.pictures import cut_off, dressed, take_picture
from tests.ui.sharing.conftest import Shares, reference_of
from ui.parts.pills import Pill
from ui.sharing.decision_page import DecisionPage


def words_shown(widget: QWidget) -> str:
    """Give all words that stand on a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


# --- what is shown ------------------------------------------------------------------------------------------------------


def test_a_child_opens_with_what_could_go_and_who_says_so(shares: Shares) -> None:
    words = words_shown(shares.page.form.items)
    for part in (
        "Name: Alice Marlowe",
        "Birth date: 12-Mar-2019",
        "Raised voices heard; the girl was asleep.",
    ):
        assert part in words
    assert "Schools and the education system · 01-Oct-2026" in words
    assert "Police · 02-Oct-2026" in words
    assert "Date of birth" in words
    assert "Alice MARLOWE" in words_shown(shares.page.banner)


def test_a_ticked_item_asks_below_it_for_its_category_and_whether_it_is_fact(shares: Shares) -> None:
    items = shares.page.form.items
    key = shares.child.said["birth"]
    items.checklist.choose([key])
    shares.settle()
    described = items.described(key)
    box = next(box for box in items.findChildren(QCheckBox) if box.isChecked())
    assert described.mapTo(items, described.rect().topLeft()).y() > box.geometry().top()
    assert described.category.value() == "DOB"
    assert [pill.text() for pill in described.tag.pills] == ["Fact", "Opinion", "Instruction"]
    described.tag.set_value("opinion")
    assert items.items() == (
        ItemDraft(statement=key, category="DOB", about=shares.child.reference, tag="opinion"),
    )
    items.checklist.choose([])
    assert items.items() == ()
    assert not described.isVisible()


def test_a_hidden_address_stands_in_the_list_and_cannot_be_ticked(
    desk: Desk, second_page: DecisionPage
) -> None:
    hidden = a_child(desk, withheld=True)
    second_page.take(hidden.reference)
    items = second_page.form.items
    assert "Address: withheld" in words_shown(items)
    assert "Kestrel" not in words_shown(second_page)
    items.checklist.choose([hidden.said["address"], hidden.said["name"]])
    assert [item.statement for item in items.items()] == [hidden.said["name"]]


def test_a_power_that_does_not_fit_is_out_of_use_and_says_why(shares: Shares) -> None:
    shares.fill()
    law = shares.page.form.law
    assert not [box for box in law.findChildren(QCheckBox) if box.isVisible() and not box.isEnabled()]
    law.others.click()
    shares.settle()
    grey = [box for box in law.findChildren(QCheckBox) if box.isVisible() and not box.isEnabled()]
    assert grey
    said = words_shown(law)
    for box in grey:
        assert box.accessibleDescription()
        assert f"✕ {box.accessibleDescription()}" in said


def test_more_than_a_dozen_things_are_shown_when_asked_for(desk: Desk, shares: Shares) -> None:
    shares.open(desk.read(reference_of, known_to_five(desk)))
    items = shares.page.form.items
    assert len(items.checklist.keys()) == 12
    ticked = items.checklist.keys()[0]
    items.checklist.choose([ticked])
    left = int(items.more.text().split()[1])
    items.more.click()
    shares.settle()
    assert len(items.checklist.keys()) == 12 + left
    assert items.checklist.chosen() == (ticked,)
    assert items.described(ticked).isVisible()
    assert not items.more.isVisible()


def test_a_child_of_whom_nothing_is_known_says_so_and_can_still_be_decided_about(
    desk: Desk, shares: Shares
) -> None:
    sent = bring_in(desk, "EDU", Row("E-1", ()))
    shares.open(desk.read(reference_of, linked(desk, sent.people["E-1"])))
    items = shares.page.form.items
    assert items.nothing.isVisible()
    assert not items.more.isVisible()
    assert shares.page.form.decision.isVisible()


# --- coming here ---------------------------------------------------------------------------------------------------------


def test_with_no_child_the_page_lists_shares_and_leads_to_the_children(desk: Desk, shares: Shares) -> None:
    draft = ShareDraft(about=(shares.child.reference,), organisation="Police", decision="SHARE")
    begun = desk.do(begin_share, draft)
    shares.page.form.purpose.set_value("So that she is seen.")
    shares.page.all_shares.click()
    shares.settle()
    page = shares.page
    assert page.shares.isVisible()
    assert not page.form.isVisible()
    assert not page.decide_button.isVisible()
    assert not page.banner.isVisible()
    words = words_shown(page.shares)
    assert begun.reference in words
    assert f"Share about {shares.child.reference} with nobody named yet" in words
    asked: list[str] = []
    page.place_asked.connect(lambda place, _value: asked.append(place))
    page.shares.empty.button.click()
    assert asked == ["search"]


def test_a_share_in_the_list_is_gone_on_with(desk: Desk, shares: Shares) -> None:
    draft = ShareDraft(about=(shares.child.reference,), organisation="Police", purpose="So that she is seen.")
    begun = desk.do(begin_share, draft)
    shares.page.take(None)
    shares.page.shares.opened.emit(begun.reference)
    assert shares.page.form.isVisible()
    assert shares.page.form.purpose.value() == "So that she is seen."


def test_a_decided_share_leads_to_its_papers(desk: Desk, shares: Shares) -> None:
    shares.fill()
    made = desk.do(decide_share, shares.page.draft())
    asked: list[tuple[str, object]] = []
    shares.page.place_asked.connect(lambda place, value: asked.append((place, value)))
    shares.page.take(made.reference)
    assert asked == [("papers", made.reference)]


def test_a_reference_of_nobody_leaves_the_page_with_the_child_it_had(shares: Shares) -> None:
    shares.page.form.purpose.set_value("So that she is seen.")
    shares.page.take("P-Z99999-Z")
    assert shares.page.notice.words()
    assert shares.page.draft().about == (shares.child.reference,)
    assert shares.page.form.purpose.value() == "So that she is seen."


# --- judged by the officer alone -------------------------------------------------------------------------------------------


def test_nothing_that_the_officer_must_judge_is_chosen_beforehand(shares: Shares) -> None:
    page = shares.page
    assert page.draft() == ShareDraft(about=(shares.child.reference,))
    ticked = [box for box in page.findChildren(QCheckBox) if box.isChecked()]
    chosen = [pill for pill in page.findChildren(QRadioButton) if pill.isChecked()]
    assert (ticked, chosen) == ([], [])


def test_opening_a_child_keeps_no_draft_and_begins_at_the_decision(
    desk: Desk, shares: Shares, second_child: str
) -> None:
    shares.tick_items("name")
    shares.open(second_child)
    shares.page.drafts.flush()
    assert desk.read(my_draft, "share", second_child) is None
    assert shares.window.focusWidget() is shares.page.form.decision.pills[0]


def test_weighing_and_choosing_to_whom_tick_no_basis_and_answer_nothing(shares: Shares) -> None:
    form = shares.page.form
    form.decision.set_value("SHARE")
    form.organisation.set_value(form.organisation.itemData(form.organisation.findText("Health visiting")))
    shares.tick_items("name")
    shares.weighed()
    shares.tick("Duty to share information about a child's welfare")
    shares.weighed()
    draft = shares.page.draft()
    assert (draft.art6, draft.packages, draft.told, draft.proportionality, draft.reason, draft.facts) == (
        (),
        (),
        None,
        "",
        "",
        (),
    )


def test_the_three_decisions_weigh_the_same_to_the_eye_and_to_the_keys(shares: Shares) -> None:
    for scale in (1.0, 2.0):
        with dressed("light", scale):
            shares.qtbot.wait(1)
            pills = shares.page.form.decision.pills
            assert [pill.code for pill in pills] == ["SHARE", "DO_NOT_SHARE", "DEFER"]
            assert len({(pill.width(), pill.height()) for pill in pills}) == 1
            assert {type(pill) for pill in pills} == {Pill}
            assert len({pill.font().toString() for pill in pills}) == 1
            metrics = QFontMetrics(pills[0].font())
            assert all(metrics.horizontalAdvance(pill.text()) < pill.width() for pill in pills)
    with shares.qtbot.waitActive(shares.window, timeout=5000):
        shares.window.activateWindow()
    pills[0].setFocus()
    reached = []
    for _press in pills:
        focus = shares.window.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Right)
        reached.append(shares.page.draft().decision)
    assert reached == ["DO_NOT_SHARE", "DEFER", "SHARE"]


# --- reading order, names, room ----------------------------------------------------------------------------------------


def test_tab_goes_through_the_page_as_it_is_read(shares: Shares) -> None:
    shares.fill()
    shares.page.form.proportionality.set_value("")
    shares.weighed()
    shares.settle()
    assert out_of_order(shares.page) == []
    walked = tab_stops(shares.page)
    every = [part for part in focusable(shares.page) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [accessible_name(part) for part in every if part not in walked] == []
    names = [accessible_name(stop) for stop in walked]
    order = [
        "So that they can",
        next(name for name in names if name.startswith("Name: Alice Marlowe")),
        "Fact",
        next(name for name in names if name.startswith("Birth date: ")),
        next(name for name in names if name.startswith("Duty to share")),
        next(name for name in names if name.startswith("Consent")),
        next(name for name in names if name.startswith("Safeguarding (")),
        "Appropriate policy document",
        "Yes",
        "Why this much, and no more",
        "Keep as draft",
        "Write why this much and no more.",
    ]
    assert [names.index(name) for name in order] == sorted(names.index(name) for name in order)


def test_everything_has_a_name_and_room_for_a_finger(shares: Shares) -> None:
    shares.fill()
    shares.page.form.law.others.click()
    shares.settle()
    assert_accessible(shares.page)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off_nor_scrolls_sideways(shares: Shares, second_child: str, scale: float) -> None:
    shares.open(second_child)
    form = shares.page.form
    form.decision.set_value("SHARE")
    form.organisation.set_value(form.organisation.itemData(0))
    items = form.items.checklist
    items.choose(items.keys()[:3])
    shares.weighed()
    form.law.others.click()
    assert cut_off(shares.window, scale) == []
    assert pushed_wide(shares.page, shares.window, scale) == []
    assert shares.window.width() == 1366


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_list_of_shares_is_not_cut_off(desk: Desk, shares: Shares, scale: float) -> None:
    desk.do(begin_share, ShareDraft(about=(shares.child.reference,), organisation="Health visiting"))
    shares.page.take(None)
    assert cut_off(shares.window, scale) == []
    assert pushed_wide(shares.page, shares.window, scale) == []


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_the_page_is_drawn_in_every_dress(shares: Shares, scheme: str) -> None:
    shares.fill()
    take_picture(shares.window, "share", scheme)
    with dressed(scheme):
        shot = shares.page.grab().toImage()
        pixel = shot.pixelColor(4, shot.height() - 4)
        assert (pixel.lightness() > 128) == (scheme == "light")
