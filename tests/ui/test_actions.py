"""Is every command there once, with a key of its own, in menus, palette and key help alike?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from ui.actions import Actions, Command, Taken
from ui.palette import matching
from ui.shortcut_help import ShortcutHelp


def nothing() -> None:
    """Do nothing."""


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def test_filling_the_menu_bar_again_leaves_no_menu_of_before(window: QMainWindow) -> None:
    actions = Actions(window)
    actions.add(Command("lock", "Lock the desk", lambda: None, "Ctrl+L", "Desk"))
    for _ in range(3):
        actions.fill(window.menuBar())
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert [menu.title() for menu in window.menuBar().findChildren(QMenu)] == ["Des&k"]


def test_a_name_is_given_once(window: QMainWindow) -> None:
    actions = Actions(window)
    actions.add(Command("lock", "Lock the desk", nothing))
    with pytest.raises(Taken):
        actions.add(Command("lock", "Lock again", nothing))


def test_a_key_is_given_once_however_it_is_written(window: QMainWindow) -> None:
    actions = Actions(window)
    actions.add(Command("print", "Print", nothing, "Ctrl+P"))
    with pytest.raises(Taken):
        actions.add(Command("preview", "Preview", nothing, "ctrl+p"))


def test_a_page_brings_its_commands_and_takes_them_away(window: QMainWindow) -> None:
    actions = Actions(window)
    actions.add(Command("lock", "Lock the desk", nothing, "Ctrl+L", "Desk"))
    actions.show_page((Command("print", "Print the referral", nothing, "Ctrl+P", "Child"),))
    actions.fill(window.menuBar())
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["Des&k", "&Child"]
    actions.show_page((Command("settle", "Settle the birth date", nothing, "Ctrl+P", "Child"),))
    assert [command.name for command in actions.commands()] == ["settle", "lock"]


def test_a_command_that_cannot_be_given_is_neither_offered_nor_done(window: QMainWindow) -> None:
    done: list[str] = []
    shut = Command("decide", "Decide and freeze", lambda: done.append("x"), enabled_when=lambda: False)
    actions = Actions(window)
    actions.add(shut)
    actions.give("decide")
    assert done == [] and matching(actions.commands(), "decide") == ()


def test_typed_words_find_a_command_by_the_beginnings_of_its_words() -> None:
    commands = (Command("a", "Go to Same child?", nothing), Command("b", "Lock the desk", nothing))
    assert [command.name for command in matching(commands, "ch same")] == ["a"]
    assert [command.name for command in matching(commands, "")] == ["a", "b"]
    assert matching(commands, "hild") == ()


def test_the_key_help_lists_every_command_that_has_a_key(qtbot: QtBot) -> None:
    commands = (Command("a", "Lock the desk", nothing, "Ctrl+L"), Command("b", "Show dark", nothing))
    shown = ShortcutHelp(commands, "Worklist", "What waits.")
    qtbot.addWidget(shown)
    assert shown.lines == ["Lock the desk: Ctrl+L"]
