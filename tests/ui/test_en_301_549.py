"""Which test stands behind each clause of EN 301 549, chapter 11 (software), that applies to a desktop program?

A clause names the tests that see it, or says why no machine can and who looks instead. Sub-clauses on sound, video,
gestures and motion, and on closed functionality, are left out: the desk has none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import accessible_name, focusable
from tests.ui.borough import a_borough, the_child
from ui.main_window import MainWindow
from ui.operations import at_once

ROOT = Path(__file__).resolve().parents[2]
SHELL, PARTS, THEME, TABLES = (f"tests/ui/test_{name}.py" for name in ("shell", "parts", "theme", "tables"))
EVERY_PLACE = (
    "tests/journeys/test_screen.py::"
    "test_every_place_of_a_filled_store_has_names_for_everything_and_tab_comes_round"
)
READS_AS_TAB_GOES = (
    "tests/ui/frontdoor/test_worklist_page.py::test_everything_has_a_name_and_tab_goes_as_the_page_reads"
)
PAPER = "tests/app/papers/test_referral.py::test_the_file_says_its_title_language_and_that_it_is_tagged"
NARROW = "tests/ui/test_narrow_windows.py::test_the_windows_beside_the_desk_fit_320_pixels_without_scrolling_sideways"
BEFORE = (
    "tests/ui/settings_page/test_settings_page.py::"
    "test_before_somebody_is_removed_it_is_said_that_the_desk_locks"
)
READER = (
    "tests/journeys/test_assistive_technology.py::"
    "test_a_screen_reader_unlocks_the_desk_hears_what_is_wrong_and_reads_the_worklist"
)
HERE = "tests/ui/test_en_301_549.py::test_each_control_says_its_role_its_state_and_the_words_it_shows"
NOT_SEEN = "No machine sees it: "

CLAUSES: dict[str, tuple[str, ...]] = {
    "11.1.1.1 non-text content": (EVERY_PLACE, f"{PARTS}::test_a_timeline_is_walked_with_arrows_and_says_each_mark"),
    "11.1.3.1 information and relationships": (READER, f"{TABLES}::test_a_cell_says_its_column_and_both_lines"),
    "11.1.3.2 meaningful sequence": (READS_AS_TAB_GOES,),
    "11.1.3.3 sensory characteristics": (NOT_SEEN + "the words of each page are read before an issue closes.",),
    "11.1.3.5 identify input purpose": (NOT_SEEN + "fields about the officer are three, and the system fills none.",),
    "11.1.4.1 use of colour": (f"{THEME}::test_a_tone_never_speaks_alone",),
    "11.1.4.3 contrast of text": (f"{THEME}::test_text_stands_out_from_its_ground",),
    "11.1.4.4 resize text": (f"{SHELL}::test_nothing_is_cut_off_at_twice_the_size_on_the_smallest_screen",),
    "11.1.4.5 images of text": (NOT_SEEN + "pages of a paper are shown as pictures; the paper itself is tagged text.",),
    "11.1.4.10 reflow": (NARROW,),
    "11.1.4.11 non-text contrast": (f"{THEME}::test_controls_and_focus_stand_out_from_their_ground",),
    "11.1.4.12 text spacing": (NOT_SEEN + "the toolkit gives the user no way to set it; nothing overrides one.",),
    "11.1.4.13 content on hover or focus": (NOT_SEEN + "tips repeat what is said elsewhere, by review.",),
    "11.2.1.1 keyboard": (
        "tests/journeys/test_every_button.py::test_every_button_of_every_place_has_an_effect",
        "tests/journeys/test_whole_path.py::test_from_a_bare_laptop_to_a_saved_referral_and_a_verified_log",
    ),
    "11.2.1.2 no keyboard trap": (EVERY_PLACE, f"{PARTS}::test_tab_leaves_a_box_of_many_lines"),
    "11.2.1.4 character key shortcuts": ("tests/ui/test_en_301_549.py::test_no_command_has_a_single_letter_for_its_key",),
    "11.2.2.1 timing adjustable": (
        "tests/ui/test_idle_lock.py::test_one_key_after_the_warning_keeps_the_desk_open",
        f"{SHELL}::test_what_was_typed_is_saved_when_the_desk_is_locked",
    ),
    "11.2.2.2 pause, stop, hide": (NOT_SEEN + "nothing moves by itself but the bar of long work, by review.",),
    "11.2.3.1 three flashes": (NOT_SEEN + "nothing flashes, by review.",),
    "11.2.4.3 focus order": (READS_AS_TAB_GOES,),
    "11.2.4.6 headings and labels": (f"{SHELL}::test_every_page_explains_itself_and_names_everything",),
    "11.2.4.7 focus visible": (f"{THEME}::test_controls_and_focus_stand_out_from_their_ground",),
    "11.2.5.2 pointer cancellation": (NOT_SEEN + "every button acts when it is let go, as the toolkit's own do.",),
    "11.2.5.3 label in name": (HERE,),
    "WCAG 2.5.8 target size": (EVERY_PLACE,),
    "11.3.1.1 language": (PAPER,),
    "11.3.2.1 on focus": (f"{PARTS}::test_entering_a_group_of_pills_chooses_nothing",),
    "11.3.2.2 on input": (f"{PARTS}::test_typing_a_day_does_not_jump_to_the_next_box",),
    "11.3.3.1 error identification": (f"{PARTS}::test_the_error_summary_takes_the_focus_and_each_line_goes_to_its_field",),
    "11.3.3.2 labels or instructions": (EVERY_PLACE,),
    "11.3.3.3 error suggestion": (f"{PARTS}::test_a_date_that_cannot_be_is_said_in_words",),
    "11.3.3.4 error prevention": (BEFORE,),
    "11.4.1.2 name, role, value": (HERE, EVERY_PLACE),
    "11.5.2.3 use of accessibility services": (READER,),
    "11.5.2.5 object information": (HERE, READER),
    "11.5.2.6 row, column and headers": (HERE, f"{TABLES}::test_a_cell_says_its_column_and_both_lines"),
    "11.5.2.7 values": (f"{PARTS}::test_every_part_says_what_it_is",),
    "11.5.2.8 label relationships": (READER,),
    "11.5.2.9 parent and child": (READER,),
    "11.5.2.10 text": (READER,),
    "11.5.2.12 execution of actions": (READER,),
    "11.5.2.13 tracking of focus": (NOT_SEEN + "the toolkit reports it; tried by hand with a screen reader.",),
    "11.5.2.15 change notification": (READER,),
    "11.5.2.17 modification of values and text": (READER,),
    "11.6.2 no disruption of accessibility features": (f"{THEME}::test_high_contrast_has_no_colour_but_the_systems_own",),
    "11.7 user preferences": (
        f"{THEME}::test_a_change_of_the_systems_text_size_dresses_everything_again",
        f"{THEME}::test_high_contrast_has_no_colour_but_the_systems_own",
    ),
    "11.8.2 accessible content creation": (PAPER,),
}  # fmt: skip


@pytest.mark.parametrize("clause", CLAUSES)
def test_each_clause_names_tests_that_are_there_or_says_who_looks(clause: str) -> None:
    for how in CLAUSES[clause]:
        if how.startswith(NOT_SEEN):
            assert how.endswith("."), "it is a sentence"
            continue
        file, _, name = how.partition("::")
        assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.M), how


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    desk = a_borough(tmp_path)
    made = MainWindow(desk, at_once(desk), "made-up")
    qtbot.addWidget(made)
    made.show()
    yield made
    made.leave()
    desk.close()


def test_each_control_says_its_role_its_state_and_the_words_it_shows(window: MainWindow) -> None:
    found, seen = [], 0
    for key in window._places:
        window.go(key, the_child(window.desk) if key in ("casefile", "about") else None)
        QApplication.processEvents()
        assert window.page is not None
        for part in focusable(window.page):
            seen += 1
            said = QAccessible.queryAccessibleInterface(part)
            drawn = said.role() == QAccessible.Role.Client  # a drawing of our own: it must say what it shows
            if said.role() == QAccessible.Role.NoRole or (drawn and not accessible_name(part)):
                found.append(f"{key}: {accessible_name(part)!r} has no role")
            if isinstance(part, QAbstractButton):
                if not _holds(accessible_name(part), part.text()):
                    found.append(f"{key}: {part.text()!r} is called {accessible_name(part)!r}")
                if part.isCheckable() and not said.state().checkable:
                    found.append(f"{key}: {part.text()!r} does not say that it can be ticked")
            if isinstance(part, QTableView) and not all(_headings(part)):
                found.append(f"{key}: a column of {accessible_name(part)!r} has no heading")
    assert found == []
    assert seen > 80


def test_no_command_has_a_single_letter_for_its_key(window: MainWindow) -> None:
    for page in window.all_pages():
        for command in (*page.commands(), *window.actions_of.commands()):
            for keys in (command.keys, *command.other_keys):
                assert len(keys) != 1, f"{command.words} acts on the letter {keys}, which dictation may type"


def _holds(name: str, words: str) -> bool:
    """Say whether a name holds the words on a button, signs apart: who speaks to it says what they read."""
    return _letters(words) in _letters(name)


def _letters(said: str) -> str:
    return re.sub(r"[^\w]+", " ", said).strip().lower()


def _headings(table: QTableView) -> list[str]:
    model, across, role = table.model(), Qt.Orientation.Horizontal, Qt.ItemDataRole
    return [
        str(model.headerData(at, across, role.AccessibleTextRole) or model.headerData(at, across) or "")
        for at in range(model.columnCount())
        if not table.isColumnHidden(at)
    ]
