"""On the child's page an officer settles, withholds and records; nothing is chosen for them, and each act is one entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.casefile.case_view import open_case
from app.desk import Desk
from app.drafts import my_draft
from models.codes import Role
from tests.builders import with_role
from tests.ui.accessibility import press_called
from tests.ui.borough import a_borough, the_child
from tests.ui.casefile.conftest import ActsSince, OpenPage
from ui.casefile.case_page import CasePage
from ui.drafts import put_away

Key = Qt.Key


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = a_borough(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def page(desk: Desk, open_page: OpenPage) -> CasePage:
    return open_page(desk, the_child(desk))


def _words(page: CasePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_each_version_is_said_once_and_a_withheld_address_never(page: CasePage) -> None:
    words = page.disagreements.words()
    assert words.count("08-Mar-2022") == 1
    assert "Harbour House" not in words


def test_a_birth_date_is_settled_with_a_reason_and_nothing_is_chosen_beforehand(
    page: CasePage, desk: Desk
) -> None:
    page._on_settle()
    block = next(block for block in page.settling.blocks if block.group == "birth")
    assert block.pills.value() is None
    page.settling.on_do()
    assert page.settling.isVisible()
    view = page.view
    assert view is not None
    (birth,) = [each for each in view.disagreements if each.group == "birth"]
    police = next(said for said in birth.said if said.text == "03-Aug-2022")
    block.pills.set_value(str(police.statement))
    page.settling.on_do()
    assert page.settling.isVisible()
    QTest.keyClicks(block.because, "birth certificate seen")
    QTest.keyClick(page.settling.do, Key.Key_Space)
    assert desk.do(open_case, view.person_id).banner.birth == "03-Aug-2022"
    assert not page.settling.isVisible()
    page._on_settle()
    press_called(page.settling, "Take back what was settled: Birth date")
    assert "birth" in {each.group for each in desk.do(open_case, view.person_id).disagreements}


def test_an_act_on_the_page_is_one_entry_and_no_second_looking(
    page: CasePage, desk: Desk, acts_since: ActsSince
) -> None:
    before = desk.head().sequence
    page._on_record()
    page.recording.group.set_value("warning")
    QTest.keyClicks(page.recording.words, "dog at the address")
    QTest.keyClick(page.recording.do, Key.Key_Space)
    assert acts_since(desk, before) == ["record_statement"]
    assert page.view is not None
    assert any("dog at the address" in chip.words for chip in page.view.banner.chips)
    page._on_withhold()
    page.withholding.from_whom.set_value("Darren Petherick")
    page.withholding.why.set_value("fled from him")
    page.withholding.on_do()
    assert acts_since(desk, before) == ["record_statement", "withhold_address"]


def test_what_others_do_about_the_child_is_a_new_looking(
    page: CasePage, desk: Desk, acts_since: ActsSince
) -> None:
    before = desk.head().sequence
    page.operations.touched.emit(frozenset({"links"}))
    assert acts_since(desk, before) == ["open_child"]


def test_after_a_refused_act_the_page_looks_again_when_something_changes(
    page: CasePage, desk: Desk, acts_since: ActsSince
) -> None:
    page._on_withhold()
    page.withholding.person = UUID(int=1)
    page.withholding.from_whom.set_value("Darren Petherick")
    page.withholding.why.set_value("fled from him")
    page.withholding.on_do()
    assert page.notice.words()
    before = desk.head().sequence
    page.operations.touched.emit(frozenset({"links"}))
    assert acts_since(desk, before) == ["open_child"]


def test_an_address_is_withheld_from_somebody_for_a_reason(page: CasePage) -> None:
    page._on_withhold()
    QTest.keyClick(page.withholding.do, Key.Key_Space)
    assert page.withholding.isVisible()
    QTest.keyClicks(page.withholding.from_whom, "Darren Petherick")
    QTest.keyClicks(page.withholding.why, "fled from him")
    QTest.keyClick(page.withholding.do, Key.Key_Space)
    assert page.view is not None
    assert "Darren Petherick" in page.view.banner.chips[0].words


def test_what_is_being_recorded_is_safe_when_the_page_is_left_and_taken_up_again(
    page: CasePage, desk: Desk
) -> None:
    page._on_record()
    page.recording.group.set_value("note")
    QTest.keyClicks(page.recording.words, "grandmother rang")
    put_away(page)
    person = str(the_child(desk))
    draft = desk.read(my_draft, "person", person)
    assert draft is not None
    page.take(person)
    page.refresh()
    assert page.recording.isVisible()
    assert page.recording.words.value() == "grandmother rang"
    page.recording.on_do()
    assert desk.read(my_draft, "person", person) is None


def test_a_withheld_address_is_shown_only_after_a_reason_was_chosen(
    page: CasePage, desk: Desk, acts_since: ActsSince
) -> None:
    before = desk.head().sequence
    page._on_show_withheld()
    QTest.keyClick(page.reasons.go_on, Key.Key_Space)
    assert page.reasons.isVisible()
    assert not page.withheld_card.isVisible()
    assert "Harbour House" not in _words(page)
    page.reasons.reason.set_value("protect_child")
    QTest.keyClick(page.reasons.go_on, Key.Key_Space)
    assert page.withheld_card.isVisible()
    assert "Harbour House" in _words(page)
    focus = page.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Hide the withheld address again"
    assert acts_since(desk, before) == ["show_withheld_address"]


@pytest.mark.parametrize("way", ["left", "locked", "another child", "by hand"])
def test_a_withheld_address_is_masked_again_when_it_was_seen(page: CasePage, desk: Desk, way: str) -> None:
    page._on_show_withheld()
    page._on_reason_given("protect_child")
    assert "Harbour House" in _words(page)
    {
        "left": lambda: put_away(page),
        "locked": page.leaving,
        "another child": lambda: page.take(UUID(int=7)),
        "by hand": page._on_mask,
    }[way]()
    assert not page.withheld_card.isVisible()
    assert "Harbour House" not in _words(page)
    page.take(the_child(desk))
    page.refresh()
    assert "Harbour House" not in _words(page)


def test_a_withheld_address_that_comes_after_the_page_was_left_is_not_shown(page: CasePage) -> None:
    asked = []
    page.run = lambda use_case, *args, done, **named: asked.append((args, done))  # type: ignore[method-assign]
    page._on_show_withheld()
    page._on_reason_given("protect_child")
    del page.run
    page.leaving()
    ((args, done),) = asked
    from app.casefile.case_view import show_withheld

    done(page.desk.do(show_withheld, *args))
    assert "Harbour House" not in _words(page)


def test_information_governance_says_why_before_anything_is_shown(
    desk: Desk, open_page: OpenPage, acts_since: ActsSince
) -> None:
    child, before = the_child(desk), desk.head().sequence
    page = open_page(with_role(desk, Role.INFORMATION_GOVERNANCE), child)
    assert page.reasons.isVisible()
    assert page.view is None
    assert "open_child" not in acts_since(desk, before)
    page.reasons.reason.set_value("audit")
    QTest.keyClick(page.reasons.go_on, Key.Key_Space)
    assert page.view is not None
    assert acts_since(desk, before)[-1] == "open_child"


def test_the_latest_record_is_cut_at_a_word_and_enter_brings_the_whole_of_it(page: CasePage) -> None:
    view = page.view
    assert view is not None
    at = next(at for at, one in enumerate(view.columns) if one.organisation_name == "Police")
    labels = [line[0] for line in page.agencies.table.cells()]
    shown = page.agencies.table.cells()[labels.index("Latest")][at + 1]
    whole = view.columns[at].records[0].text
    assert len(whole) > 200
    assert whole not in shown
    assert len(shown) < 190
    page.agencies.table.setCurrentIndex(page.agencies.table.model().index(labels.index("Latest"), at + 1))
    QTest.keyClick(page.agencies.table, Key.Key_Return)
    assert page.tabs.value() == "chronology"
    assert whole in page.chronology.list.whole.value()


@pytest.mark.parametrize("by", ["key", "pointer"])
def test_records_open_the_chronology_of_their_agency(page: CasePage, by: str) -> None:
    view = page.view
    assert view is not None
    at = next(at for at, one in enumerate(view.columns) if one.organisation_name == "Health visiting")
    table = page.agencies.table
    labels = [line[0] for line in table.cells()]
    index = table.model().index(labels.index("Records"), at + 1)
    if by == "key":
        table.setCurrentIndex(index)
        QTest.keyClick(table, Key.Key_Return)
    else:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    assert page.tabs.value() == "chronology"
    assert {row.organisation_name for row in page.chronology.shown()} == {"Health visiting"}
    assert len(page.chronology.shown()) == len(view.columns[at].records)


def test_a_mark_of_the_strip_leads_to_its_record(page: CasePage) -> None:
    mark = page.agencies.strip.marks[-1]
    page.agencies.strip.mark_chosen.emit(mark)
    assert page.tabs.value() == "chronology"
    assert page.chronology.table.selected() == mark.key


def test_the_family_is_shown_with_who_says_so(page: CasePage) -> None:
    model = page.family.table.rows
    words = [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert any("mother" in line[1].lower() and "School" in line[3] for line in words)


def test_a_relative_known_to_an_agency_only_is_said_to_be_so(page: CasePage) -> None:
    went = []
    page.place_asked.connect(lambda place, value: went.append((place, value)))
    page.tabs.set_value("family")
    page.family.table.select(0)
    QTest.keyClick(page.family.table, Key.Key_Return)
    assert went == []
    assert "is known to" in page.notice.words()
    assert "only" in page.notice.words()
