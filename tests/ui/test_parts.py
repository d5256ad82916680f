"""Does each part do by keyboard what it shows, say what it is, and keep its words whole at twice the size?"""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.dates import ESTIMATED, EXACT, MONTH, UNREADABLE, YEAR, GivenDate
from tests.ui.accessibility import accessible_name, assert_accessible
from ui.parts import (
    Card,
    ChecklistItem,
    ChoicePills,
    CodeBox,
    CompareCell,
    CompareRow,
    ComparisonTable,
    DateBoxes,
    ErrorSummary,
    ItemChecklist,
    LineBox,
    NoticeBar,
    OpenQuestions,
    Question,
    RowStack,
    Tabs,
    TextBox,
    Tick,
    TimelineMark,
    TimelineStrip,
    button,
    text,
)
from ui.parts.date_boxes import read_month

TOLD = (("yes", "Yes"), ("no", "No"), ("later", "Not yet"))


#: What is on the screen of the test that runs; nobody else holds it.
_HELD: list[QWidget] = []


def shown(qtbot: QtBot, *parts: QWidget) -> QWidget:
    """Show parts one below another, as on a page."""
    held = QWidget()
    _HELD[:] = [held]
    qtbot.addWidget(held)
    column = QVBoxLayout(held)
    for part in parts:
        column.addWidget(part)
    held.resize(700, 400)
    held.show()
    held.activateWindow()
    qtbot.waitUntil(held.isActiveWindow)
    return held


# --- choice pills ---------------------------------------------------------------------------------------------------


def test_nothing_is_chosen_unless_told(qtbot: QtBot) -> None:
    pills = ChoicePills("Family told", TOLD)
    qtbot.addWidget(pills)
    assert pills.value() is None and not any(pill.isChecked() for pill in pills.pills)
    assert ChoicePills("Family told", TOLD, "no").value() == "no"


def test_arrows_move_from_pill_to_pill_and_round_the_end(qtbot: QtBot) -> None:
    pills = ChoicePills("Family told", TOLD)
    heard: list[object] = []
    pills.changed.connect(heard.append)
    shown(qtbot, pills)
    pills.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert heard == ["yes", "no", "later", "yes", "later"]


def test_tab_stops_once_at_a_group_of_pills(qtbot: QtBot) -> None:
    pills, after = ChoicePills("Family told", TOLD, "no"), LineBox("Why not")
    held = shown(qtbot, pills, after)
    pills.setFocus()
    assert accessible_name(QApplication.focusWidget()) == "No"
    held.focusNextChild()
    assert QApplication.focusWidget() is after


def test_entering_a_group_of_pills_chooses_nothing(qtbot: QtBot) -> None:
    pills = ChoicePills("Decision", TOLD)
    shown(qtbot, pills)
    pills.setFocus()
    assert pills.value() is None


def test_an_answer_can_be_taken_back_by_the_page(qtbot: QtBot) -> None:
    pills = ChoicePills("Decision", TOLD, "yes")
    qtbot.addWidget(pills)
    pills.set_value(None)
    assert pills.value() is None and not any(pill.isChecked() for pill in pills.pills)


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "month", "year", "given"),
    [
        ("12", "3", "2019", GivenDate(2019, 3, 12, EXACT)),
        ("7", "Mar", "2019", GivenDate(2019, 3, 7, EXACT)),
        ("", "march", "2019", GivenDate(2019, 3, None, MONTH)),
        ("", "", "2019", GivenDate(2019, None, None, YEAR)),
        ("29", "02", "2024", GivenDate(2024, 2, 29, EXACT)),
    ],
)
def test_a_date_is_as_exact_as_it_was_said(
    qtbot: QtBot, day: str, month: str, year: str, given: GivenDate
) -> None:
    boxes = DateBoxes("Born")
    qtbot.addWidget(boxes)
    for box, words in ((boxes.day, day), (boxes.month, month), (boxes.year, year)):
        qtbot.keyClicks(box, words)
    assert boxes.problem() == "" and boxes.value() == given


@pytest.mark.parametrize(
    ("day", "month", "year", "words"),
    [
        ("29", "2", "2023", "There is no 29 February in 2023."),
        ("32", "1", "2019", "is no day"),
        ("1", "Mra", "2019", "is no month"),
        ("1", "3", "19", "four figures"),
        ("1", "", "2019", "Say the month"),
        ("", "3", "", "year is missing"),
        ("1", "1", "2190", "cannot be right"),
    ],
)
def test_a_date_that_cannot_be_is_said_in_words(
    qtbot: QtBot, day: str, month: str, year: str, words: str
) -> None:
    boxes = DateBoxes("Born")
    qtbot.addWidget(boxes)
    boxes.day.set_value(day)
    boxes.month.set_value(month)
    boxes.year.set_value(year)
    assert words in boxes.problem() and boxes.value() is None
    assert boxes.first_wrong() in (boxes.day, boxes.month, boxes.year)


def test_no_date_is_told_apart_from_an_unknown_one(qtbot: QtBot) -> None:
    boxes = DateBoxes("Born")
    qtbot.addWidget(boxes)
    assert boxes.value() is None
    boxes.unknown.click()
    assert boxes.value() == GivenDate(precision=UNREADABLE)
    boxes.year.set_value("2019")
    assert boxes.value() == GivenDate(2019, precision=YEAR) and not boxes.unknown.isChecked()


def test_an_estimate_stays_one(qtbot: QtBot) -> None:
    boxes = DateBoxes("Born")
    qtbot.addWidget(boxes)
    boxes.set_value(GivenDate(2019, 3, None, ESTIMATED))
    assert boxes.about.isChecked() and boxes.value() == GivenDate(2019, 3, None, ESTIMATED)


def test_typing_a_day_does_not_jump_to_the_next_box(qtbot: QtBot) -> None:
    boxes = DateBoxes("Born")
    shown(qtbot, boxes)
    boxes.setFocus()
    qtbot.keyClicks(boxes.day, "12")
    assert QApplication.focusWidget() is boxes.day


@pytest.mark.parametrize(
    ("words", "month"), [("3", 3), ("03", 3), ("Mar", 3), ("March", 3), ("Sept", 9), ("x", None)]
)
def test_a_month_is_read_as_people_write_it(words: str, month: int | None) -> None:
    assert read_month(words) == month


# --- code box, text, checklist --------------------------------------------------------------------------------------

AGENCIES = (("SCH", "Oak Lane Primary"), ("HV", "Health visiting"), ("POL", "Police"))


def test_a_code_is_found_by_its_words_and_kept_as_a_code(qtbot: QtBot) -> None:
    box, after = CodeBox("To", AGENCIES), LineBox("Why")
    shown(qtbot, box, after)
    box.setFocus()
    qtbot.keyClicks(box.lineEdit(), "oak")
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    assert box.value() == "SCH" and box.currentText() == "Oak Lane Primary"


def test_words_that_are_no_choice_are_said_and_not_guessed(qtbot: QtBot) -> None:
    box, after = CodeBox("To", AGENCIES), LineBox("Why")
    shown(qtbot, box, after)
    box.setFocus()
    qtbot.keyClicks(box.lineEdit(), "l")
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    assert box.value() is None and box.problem() == "“l” is not in the list."


def test_new_choices_keep_the_code_that_is_still_among_them(qtbot: QtBot) -> None:
    box = CodeBox("To", AGENCIES)
    qtbot.addWidget(box)
    box.set_value("HV")
    box.set_choices(AGENCIES[1:])
    assert box.value() == "HV"
    box.set_choices(AGENCIES[:1])
    assert box.value() is None


def test_tab_leaves_a_box_of_many_lines(qtbot: QtBot) -> None:
    box, after = TextBox("Why this much"), LineBox("Next")
    shown(qtbot, box, after)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after and box.value() == ""


ITEMS = (
    ChecklistItem("1", "Police called to the home", "police", "fact", "offence"),
    ChecklistItem("2", "Mother’s health note", "health", "opinion", "health"),
    ChecklistItem("3", "Present address", state="withheld"),
)


def test_items_are_ticked_with_the_keyboard_and_none_beforehand(qtbot: QtBot) -> None:
    items = ItemChecklist("What goes")
    items.show_items(ITEMS)
    shown(qtbot, items)
    assert items.chosen() == ()
    items.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert items.chosen() == ("2",)


def test_a_withheld_item_cannot_be_chosen(qtbot: QtBot) -> None:
    items = ItemChecklist("What goes")
    qtbot.addWidget(items)
    items.show_items(ITEMS)
    items.choose(("1", "3"))
    assert items.chosen() == ("1",)


def test_an_item_says_source_kind_and_category(qtbot: QtBot) -> None:
    items = ItemChecklist("What goes")
    items.show_items(ITEMS)
    shown(qtbot, items)
    items.setFocus()
    assert accessible_name(QApplication.focusWidget()) == "Police called to the home, police · fact, offence"


def test_ticks_stay_when_the_items_are_shown_again(qtbot: QtBot) -> None:
    items = ItemChecklist("What goes")
    qtbot.addWidget(items)
    items.show_items(ITEMS)
    items.choose(("2",))
    items.show_items(ITEMS[1:])
    assert items.chosen() == ("2",)


# --- errors, questions, notices -------------------------------------------------------------------------------------


def test_the_error_summary_takes_the_focus_and_each_line_goes_to_its_field(qtbot: QtBot) -> None:
    summary, field = ErrorSummary(), LineBox("To")
    shown(qtbot, summary, field)
    assert summary.show_errors((("Say who it goes to.", field),))
    assert QApplication.focusWidget() is summary and summary.lines() == ("Say who it goes to.",)
    line = summary.findChildren(type(button("x")))[-1]
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is field
    assert not summary.show_errors(()) and summary.isHidden()


def test_a_row_says_what_is_wrong_with_its_field(qtbot: QtBot) -> None:
    rows, field = RowStack(), LineBox("To")
    qtbot.addWidget(rows)
    row = rows.add("To", field, "The organisation and the post.")
    row.set_problem("Say who it goes to.")
    assert field.accessibleDescription() == "Say who it goes to." and field.property("faulty") == "true"
    row.set_problem("")
    assert field.accessibleDescription() == "The organisation and the post."


def test_what_stops_comes_before_what_warns(qtbot: QtBot) -> None:
    panel = OpenQuestions()
    panel.show_questions(
        (
            Question("3", "", "passed", "31 rules satisfied."),
            Question("2", "R07", "warning", "Their address changed 9 days ago.", "I confirmed it by phone…"),
            Question("1", "G01", "block", "No law is named."),
        )
    )
    shown(qtbot, panel)
    assert panel.sentences() == ("No law is named.", "Their address changed 9 days ago.")
    act = panel.findChildren(type(button("x")))[0]
    with qtbot.waitSignal(panel.act_asked) as asked:
        qtbot.keyClick(act, Qt.Key.Key_Space)
    assert asked.args == ["2"]


def test_a_notice_can_be_acted_on_and_put_away(qtbot: QtBot) -> None:
    bar, done = NoticeBar(), []
    shown(qtbot, bar)
    bar.say("Linked.", "green", "Undo", lambda: done.append("undone"))
    assert bar.words() == "● Linked."
    qtbot.keyClick(bar.findChildren(type(button("x")))[0], Qt.Key.Key_Space)
    assert done == ["undone"] and bar.isHidden()


def test_a_button_out_of_use_says_why(qtbot: QtBot) -> None:
    made = button("Decide and freeze", "Ctrl+Return", "filled")
    qtbot.addWidget(made)
    made.set_reason("Two questions are open.")
    assert not made.isEnabled() and made.accessibleDescription() == "Two questions are open."
    made.set_reason("")
    assert made.isEnabled() and made.accessibleDescription() == "Key: Ctrl ↵"


# --- comparison, timeline, tabs -------------------------------------------------------------------------------------


def comparison() -> ComparisonTable:
    table = ComparisonTable("Same child?")
    rows = (
        CompareRow(
            "Forename",
            (CompareCell("Zara"), CompareCell("Zoë"), CompareCell("not a nickname", "differs")),
            "f",
        ),
        CompareRow(
            "Home", (CompareCell("14 Alder Court", mark="◆", tone="amber"), CompareCell("withheld ■")), "h"
        ),
    )
    table.show_rows(headings=("", "Police says", "We know", "So"), notes=("", "20-Nov-2026"), rows=rows)
    return table


def test_a_comparison_says_its_verdicts_in_words_and_signs(qtbot: QtBot) -> None:
    table = comparison()
    qtbot.addWidget(table)
    assert table.cells()[0] == ["Forename", "Zara", "Zoë", "✕ differs not a nickname"]
    assert table.cells()[1] == ["Home", "14 Alder Court ◆", "withheld ■", ""]


def test_enter_chooses_the_cell_in_focus(qtbot: QtBot) -> None:
    table = comparison()
    shown(qtbot, table)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.cell_chosen) as chosen:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args == ["h", 1]


def test_a_timeline_is_walked_with_arrows_and_says_each_mark(qtbot: QtBot) -> None:
    strip = TimelineStrip("Last 12 months")
    marks = (
        TimelineMark(date(2026, 9, 2), "red", "Police: called"),
        TimelineMark(date(2026, 6, 2), "amber", "Housing: arrears"),
    )
    strip.show_marks(marks, date(2025, 12, 1), date(2026, 11, 22))
    shown(qtbot, strip)
    strip.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(strip, key)
    assert strip.current() == marks[0]
    assert strip.accessibleDescription() == "2 of 2: 02-Sep-2026, Police: called"


def test_tabs_move_with_arrows(qtbot: QtBot) -> None:
    tabs = Tabs("Views of the child", (("holds", "What agencies hold"), ("log", "Log")))
    shown(qtbot, tabs)
    tabs.setFocus()
    with qtbot.waitSignal(tabs.changed) as changed:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert changed.args == ["log"] and tabs.value() == "log"


def test_every_part_says_what_it_is(qtbot: QtBot) -> None:
    items = ItemChecklist("What goes")
    items.show_items(ITEMS)
    held = shown(
        qtbot,
        ChoicePills("Family told", TOLD),
        DateBoxes("Born"),
        CodeBox("To", AGENCIES),
        items,
        TextBox("Why this much"),
        comparison(),
        Tabs("Views", (("a", "One"), ("b", "Two"))),
        button("Go on"),
    )
    held.resize(900, 900)
    assert_accessible(held)


def test_long_words_beside_a_tick_and_in_a_pill_break_into_lines(qtbot: QtBot) -> None:
    words = "Duty to help with child protection enquiries, Children Act 1989 section 47(9) to (11)"
    tick, pills = Tick(words), ChoicePills("Under", (("a", words),))
    held = shown(qtbot, tick, pills)
    held.resize(300, 400)
    pill = pills.pills[0]
    qtbot.waitUntil(lambda: pill.width() <= 300)
    assert tick.heightForWidth(280) > 1.8 * tick.heightForWidth(900)
    assert pill.heightForWidth(280) > pill.heightForWidth(900)
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked() and accessible_name(tick) == words


def test_a_card_keeps_its_words_at_the_top(qtbot: QtBot) -> None:
    card = Card("Why it is asked")
    card.add(text("Much agrees."))
    held = shown(qtbot, card)
    held.resize(500, 500)
    qtbot.waitUntil(lambda: card.height() > 300)
    assert all(label.geometry().bottom() < 100 for label in card.findChildren(QLabel))
