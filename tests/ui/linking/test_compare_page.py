"""Under Same child? an officer answers pair by pair; nothing is chosen for them, and a slip is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.drafts import my_draft
from app.errors import DeskError
from app.linking.asking import ComparePair, queue
from app.linking.deciding import confirm_link, refuse_link
from app.linking.taking_back import pairs_of_record
from tests.app.linking.store import Sent, bring_in
from tests.ui.accessibility import press_called
from ui.linking.compare_page import ComparePage
from ui.operations import Operations, at_once

Key = Qt.Key


def shown(desk: Desk, operations: Operations, qtbot: QtBot, value: object = None) -> ComparePage:
    made = ComparePage(desk, operations)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.take(value)
    made.refresh()
    return made


@pytest.fixture
def twin(desk: Desk) -> UUID:
    """A record that may be the twin of the child that housing knows."""
    bring_in(desk, "HSG", Sent("1"))
    return bring_in(desk, "EY", Sent("E1", given="Zara"))[0]


@pytest.fixture
def two(desk: Desk) -> tuple[UUID, UUID]:
    """Two records that wait, each with a child of ours of its own."""
    bring_in(
        desk, "HSG", Sent("1"), Sent("2", "Orla", "Fenwick", address="3 Galleon Road", postcode="QX4 9AD")
    )
    bring_in(desk, "EY", Sent("E1"))
    records = bring_in(
        desk, "HV", Sent("H2", "Orla", "Fenwick", address="3 Galleon Road", postcode="QX4 9AD")
    )
    other = desk.read(queue)
    assert len(other) == 2
    return records[0], other[0].candidate


def press(page: ComparePage, letter: str) -> None:
    assert page.table.hasFocus()
    QTest.keyClicks(page.table, letter)


def front(page: ComparePage) -> ComparePair:
    assert page.pair is not None
    return page.pair


def waiting(desk: Desk) -> list[UUID]:
    return [pair.candidate for pair in desk.read(queue)]


# --- what is shown --------------------------------------------------------------------------------------------------


def test_with_nothing_to_answer_the_page_says_so_and_leads_to_the_files(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, at_once(desk), qtbot)
    asked: list[str] = []
    page.place_asked.connect(lambda place, _value: asked.append(place))
    assert page.empty.isVisible() and not page.same.isVisible() and not page.band.isVisible()
    QTest.keyClick(page.empty.button, Key.Key_Space)
    assert asked == ["feeds"]


def test_a_possible_twin_is_said_to_be_one_and_no_answer_is_chosen(
    desk: Desk, qtbot: QtBot, twin: UUID
) -> None:
    page = shown(desk, at_once(desk), qtbot)
    assert page.band.text() == "◇ Possible twin or sibling: never linked without you"
    assert page.band.property("chip") == "violet"
    assert page.table.hasFocus() and front(page).agency_person == twin
    assert not any(each.isDefault() or each.isChecked() or each.hasFocus() for each in page._answers)
    QTest.keyClick(page.table, Key.Key_Return)
    QTest.keyClick(page.table, Key.Key_Space)
    assert waiting(desk) == [front(page).candidate]
    assert page.twin.text() == "New child: twin or sibling of Zoë"


def test_the_third_column_says_in_words_what_follows(desk: Desk, qtbot: QtBot, twin: UUID) -> None:
    page = shown(desk, at_once(desk), qtbot)
    rows = {row[0]: row[1:] for row in page.table.cells()}
    assert rows["Forename"][:2] == ["Zara", "Zoë"] and rows["Forename"][2].startswith("✕ differs")
    assert rows["Surname"][2].startswith("= same") and rows["NHS number"][2].startswith("? missing")


def test_a_pair_stays_in_front_when_something_else_was_touched(
    desk: Desk, qtbot: QtBot, two: tuple[UUID, UUID]
) -> None:
    page = shown(desk, at_once(desk), qtbot)
    page._on_next()
    here = front(page).candidate
    assert here == waiting(desk)[1]
    QTest.keyClicks(page.note, "half a thought")
    page.refresh()
    assert front(page).candidate == here and page.note.value() == "half a thought"


# --- whose pair -----------------------------------------------------------------------------------------------------


def test_the_key_of_a_record_opens_its_own_pair(desk: Desk, qtbot: QtBot, two: tuple[UUID, UUID]) -> None:
    record, _first = two
    for other in desk.read(queue):
        page = shown(desk, at_once(desk), qtbot, other.candidate)
        assert front(page).candidate == other.candidate
    page = shown(desk, at_once(desk), qtbot, record)
    assert front(page).agency_person == record
    assert page.notice.words() == ""


def test_a_record_that_is_linked_is_said_to_be_with_the_way_to_the_child(
    desk: Desk, qtbot: QtBot, twin: UUID
) -> None:
    (pair,) = waiting(desk)
    done = desk.do(confirm_link, pair)
    page = shown(desk, at_once(desk), qtbot, twin)
    asked: list[tuple[str, object]] = []
    page.place_asked.connect(lambda place, value: asked.append((place, value)))
    assert f"linked to {done.reference}; nothing is asked about it" in page.notice.words()
    assert page.empty.isVisible()
    page.notice._on_act()
    assert asked == [("casefile", done.person)]


def test_a_record_about_which_nothing_is_asked_is_said_to_be_and_looked_for_on_asking(
    desk: Desk, qtbot: QtBot
) -> None:
    bring_in(desk, "HSG", Sent("1"))
    (record,) = bring_in(desk, "EY", Sent("E1"), propose=False)
    page = shown(desk, at_once(desk), qtbot, record)
    assert "no child of ours has been found that it may be" in page.notice.words()
    page.notice._on_act()
    assert front(page).agency_person == record and waiting(desk) == [front(page).candidate]


@pytest.mark.parametrize("kept", [True, False])
def test_an_adult_or_a_stranger_is_asked_nothing_and_becomes_no_child(
    desk: Desk, qtbot: QtBot, kept: bool
) -> None:
    record = bring_in(desk, "HSG", Sent("1", is_child=False))[0] if kept else uuid4()
    page = shown(desk, at_once(desk), qtbot, record)
    assert "it is no child's, or not kept here" in page.notice.words()
    assert not page.notice._act_button.isVisible()
    assert desk.read(pairs_of_record, record).person is None


# --- answers by letter ----------------------------------------------------------------------------------------------


def test_s_links_and_shows_the_next_pair(desk: Desk, qtbot: QtBot, two: tuple[UUID, UUID]) -> None:
    page = shown(desk, at_once(desk), qtbot)
    first = front(page)
    press(page, "s")
    assert desk.read(pairs_of_record, first.agency_person).person == first.person
    assert front(page).candidate != first.candidate and page.table.hasFocus()
    assert page.notice.words() == f"● Linked to {first.person_reference}."
    press(page, "S")
    assert page.pair is None and page.empty.isVisible() and waiting(desk) == []


def test_a_confirmation_is_undone_from_the_notice_with_its_note(
    desk: Desk, qtbot: QtBot, two: tuple[UUID, UUID]
) -> None:
    page = shown(desk, at_once(desk), qtbot)
    first = front(page)
    QTest.keyClicks(page.note, "same mother")
    page.table.setFocus()
    press(page, "s")
    assert front(page).candidate != first.candidate and page.note.value() == ""
    page.notice._on_act()
    assert front(page).candidate == first.candidate and page.note.value() == "same mother"
    assert desk.read(pairs_of_record, first.agency_person).person is None
    assert len(waiting(desk)) == 2


def test_d_keeps_apart_shows_the_next_pair_and_can_be_undone(
    desk: Desk, qtbot: QtBot, two: tuple[UUID, UUID]
) -> None:
    page = shown(desk, at_once(desk), qtbot)
    first = front(page)
    press(page, "d")
    assert front(page).candidate != first.candidate
    assert page.notice.words().startswith("● Kept apart. The record is P-")
    page.notice._on_act()
    assert front(page).candidate == first.candidate and len(waiting(desk)) == 2


def test_t_makes_the_twin_a_child_of_its_own(desk: Desk, qtbot: QtBot, twin: UUID) -> None:
    page = shown(desk, at_once(desk), qtbot)
    ours = front(page).person
    press(page, "t")
    person = desk.read(pairs_of_record, twin).person
    assert person is not None and person != ours and waiting(desk) == []


def test_n_wants_a_note_first_and_then_leaves_the_pair_to_the_end(
    desk: Desk, qtbot: QtBot, two: tuple[UUID, UUID]
) -> None:
    page = shown(desk, at_once(desk), qtbot)
    first = front(page)
    press(page, "n")
    assert page.note.hasFocus() and front(page).candidate == first.candidate
    assert "Write what is to be found out" in page.view.note_row._problem.text()
    QTest.keyClicks(page.note, "ask the school nurse")
    QTest.keyClick(page.unsure, Key.Key_Space)
    assert front(page).candidate != first.candidate
    assert waiting(desk) == [front(page).candidate, first.candidate]
    press(page, "s")
    assert front(page).candidate == first.candidate and page.note.value() == "ask the school nurse"
    assert "left open before" in page.band.text()


def test_the_answers_are_pressed_by_keyboard_as_well(desk: Desk, qtbot: QtBot, twin: UUID) -> None:
    page = shown(desk, at_once(desk), qtbot)
    QTest.keyClick(page.twin, Key.Key_Space)
    assert waiting(desk) == [] and page.empty.isVisible()


def test_letters_in_the_note_are_words_and_can_be_turned_off_in_the_comparison(
    desk: Desk, qtbot: QtBot, twin: UUID
) -> None:
    page = shown(desk, at_once(desk), qtbot)
    page.note.setFocus()
    QTest.keyClicks(page.note, "sdtn")
    assert page.note.value() == "sdtn" and len(waiting(desk)) == 1
    page._on_letters()
    page.table.setFocus()
    for letter in "sdtn":
        press(page, letter)
    assert len(waiting(desk)) == 1 and page.same.accessibleDescription() == ""
    again = shown(desk, at_once(desk), qtbot)
    press(again, "s")
    assert len(waiting(desk)) == 1
    again._on_letters()
    assert again.same.accessibleDescription() == "Key: S"
    again.table.setFocus()
    press(again, "s")
    assert waiting(desk) == []


# --- asked again, refused, kept -------------------------------------------------------------------------------------


def test_a_refused_pair_is_asked_again_from_the_record_s_other_pair(desk: Desk, qtbot: QtBot) -> None:
    bring_in(desk, "EY", Sent("E1"), Sent("E2", given="Zara"))
    (record,) = bring_in(desk, "POL", Sent("26 #1", given="Zena"))
    first, second = desk.read(pairs_of_record, record).waiting
    desk.do(refuse_link, first, reason="another mother")
    page = shown(desk, at_once(desk), qtbot)
    assert front(page).candidate == second and page.view.before.isVisible()
    found = desk.read(pairs_of_record, record).refused
    press_called(page, f"Ask again whether it is {found[0].person_reference}")
    assert front(page).candidate == first and page.band.text() == "✕ Said to be another child before"
    page.refresh()
    assert front(page).candidate == first
    press(page, "s")
    assert desk.read(pairs_of_record, record).person is not None and waiting(desk) == []


def test_an_answer_that_the_store_refuses_leaves_pair_and_note_as_they_are(
    desk: Desk, qtbot: QtBot, twin: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(desk, at_once(desk), qtbot)
    pair = front(page)
    QTest.keyClicks(page.note, "asked the mother")

    def full(*_args: object, **_named: object) -> None:
        raise DeskError("The store could not be written.", kept="Nothing was changed.")

    with monkeypatch.context() as broken:
        broken.setattr("ui.linking.compare_page.confirm_link", full)
        QTest.keyClick(page.same, Key.Key_Space)
    assert "The store could not be written." in page.notice.words()
    assert front(page) is pair and page.note.value() == "asked the mother"
    QTest.keyClick(page.same, Key.Key_Space)
    assert waiting(desk) == []


def test_a_note_half_written_is_kept_and_there_again(
    desk: Desk, qtbot: QtBot, two: tuple[UUID, UUID]
) -> None:
    page = shown(desk, at_once(desk), qtbot)
    first = front(page).candidate
    QTest.keyClicks(page.note, "ask the scho")
    page._on_next()
    assert page.note.value() == "" and front(page).candidate != first
    page._on_next()
    assert front(page).candidate == first and page.note.value() == "ask the scho"
    page.table.setFocus()
    press(page, "d")
    assert desk.read(my_draft, "compare", str(first)) is None


@pytest.fixture
def threaded(desk: Desk) -> Iterator[Operations]:
    operations = Operations(desk)
    yield operations
    operations.close()


def test_a_letter_held_down_answers_one_pair_only(
    desk: Desk, qtbot: QtBot, threaded: Operations, two: tuple[UUID, UUID]
) -> None:
    """The second press comes before the first answer is taken: it must not fall on the pair that comes up next."""
    page = shown(desk, threaded, qtbot)
    qtbot.waitUntil(lambda: page.pair is not None)
    first = front(page).candidate
    QTest.keyClicks(page.table, "ss")
    qtbot.waitUntil(lambda: page.pair is not None and page.pair.candidate != first)
    qtbot.waitUntil(lambda: threaded._running == 0)
    assert waiting(desk) == [front(page).candidate]
    assert page.notice.words().startswith("● Linked to"), "the second press asks nothing of the store"


@pytest.mark.parametrize(
    ("forename", "called"),
    [("Zoë", "Zoë"), ("Bartholomew-Alexander Oluwaseun", "this child"), ("Ada Bartholomew-Alexander", "Ada")],
)
def test_a_long_forename_pushes_no_button_out_of_the_window(
    desk: Desk, qtbot: QtBot, twin: UUID, forename: str, called: str
) -> None:
    page = shown(desk, at_once(desk), qtbot)
    page.show_pair(replace(front(page), forename=forename))
    assert page.twin.text() == f"New child: twin or sibling of {called}"
