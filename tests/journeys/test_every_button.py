"""Does every button do something that can be seen or heard, wherever it stands and whatever is filled in?

An ordinary run presses each button of each place as it is found, once. With ``DESK_LONG_LOOKS=1`` every field is filled
in as well, and the lines of the program that make a button are counted: none may be left unpressed.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from tests.journeys.pressing import Hands, Pressed, Site, dialogs, press_called, press_next
from tests.journeys.rounds import AS_FOUND, FILLED, Facts, Stop, fill_in, made_ready
from tests.journeys.walking import PATIENCE
from tests.ui.beside import Make, kept, windows_beside
from tests.ui.borough import a_borough
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.theme import theme

ROOT = Path(__file__).resolve().parents[2]
#: Buttons that another test presses, by how they are made: the file, and the line in it.
ELSEWHERE = {
    "button('Decide again'": ("tests/ui/papers/test_preview_page.py", "page.again_button.click()"),
    "button('Agree'": ("tests/ui/settings_page/test_settings_page.py", "agree.click()"),
    "button('Refuse'": ("tests/ui/settings_page/test_settings_page.py", "refuse.click()"),
    "button('Ask a second person for later'": (
        "tests/ui/casefile/test_lifting.py",
        "page.lifting.later, Key.Key_Space",
    ),
    "button('Lift it, as was agreed'": (
        "tests/ui/casefile/test_lifting.py",
        "page.lifting.agreed, Key.Key_Space",
    ),
    "button('They sign here'": ("tests/ui/sharing/test_signing_card.py", "card.here, Key.Key_Space"),
    "button('Ask for it later'": ("tests/ui/sharing/test_signing_card.py", "card.later, Key.Key_Space"),
    "button('It is reviewed'": ("tests/ui/papers/test_what_became.py", "page.review.done, Key.Key_Space"),
    "button('Take back'": ("tests/ui/casefile/test_case_page.py", "press_called(page.settling"),
    "button('End'": ("tests/ui/directory/test_directory_page.py", 'press_called(page, "End '),
    "button('Ask again'": ("tests/ui/linking/test_compare_page.py", 'press_called(page, f"Ask again'),
    "button(f'Show copy": ("tests/ui/papers/test_preview_page.py", '"Show copy 1")'),
    "button('Remove the letter'": ("tests/ui/people/test_own_page.py", "page.letter.remove.click()"),
    "button(self._act_words": ("tests/ui/people/test_add_page.py", 'press_called(page.finder, f"Choose: '),
    "button('Choose somebody else'": ("tests/ui/people/test_add_page.py", '"Choose somebody else")'),
    "button('Decide and freeze'": ("tests/ui/sharing/test_deciding.py", "decide_button.click()"),
    "KeyButton('Lock'": ("tests/journeys/test_every_button.py", "lock_asked.connect"),
}
LONG = bool(os.environ.get("DESK_LONG_LOOKS"))


@pytest.mark.timeout(900)
def test_every_button_of_every_place_has_an_effect(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.drafts.AFTER", 3_600_000)  # nor is a draft that saves itself
    desk = a_borough(tmp_path)
    facts = made_ready(desk, tmp_path)
    hands, pressed = Hands(monkeypatch, facts.chosen), Pressed(most=2 if LONG else 1)
    window = MainWindow(desk, at_once(desk), "made-up")
    qtbot.addWidget(window)
    window.lock_asked.connect(hands.heard)
    with qtbot.waitActive(window, timeout=PATIENCE):
        window.show()
        window.activateWindow()
    window.idle.stop()  # what a clock changes is no effect of a press
    window.setUpdatesEnabled(False)  # what is drawn is looked at elsewhere
    for stop in AS_FOUND:
        _press_all(window, stop, facts, hands, pressed)
    pressed.most = 1
    for stop in FILLED if LONG else ():
        pressed.again()
        _press_all(window, stop, facts, hands, pressed)
    if LONG:
        _give_all(window, facts, hands, pressed)
    theme().wear("light", 1.0)
    window.leave()
    desk.close()
    assert pressed.dead == []
    assert len(pressed.ever) > 60
    if LONG:
        never = sorted(_never(pressed.ever))
        assert not never, "never pressed:\n" + "\n".join(never)


def _press_all(window: MainWindow, stop: Stop, facts: Facts, hands: Hands, pressed: Pressed) -> None:
    pressed.arrive()
    page = stop.go(window, facts)
    for words in stop.first:
        press_called(words, window, hands, pressed)
        if stop.fills:
            fill_in(page)
    while press_next([window], hands, pressed, stop.place) is not None:
        for dialog in dialogs():
            dialog.close()
        if window.page is not page:
            stop.go(window, facts)
        elif stop.fills and stop.place != "sharing":  # whose every field is judged anew
            fill_in(page)
        QApplication.processEvents()


def _give_all(window: MainWindow, facts: Facts, hands: Hands, pressed: Pressed) -> None:
    """Give every command that can be given, at each place; quitting ends the walk and is tried elsewhere."""
    given = {"quit"}
    for stop in AS_FOUND:
        _to_the_front(window, stop, facts)
        for command in window.actions_of.commands():
            if command.name in (*given, f"go_{stop.place}") or not command.enabled_when():
                continue
            given.add(command.name)
            pressed.times += 1
            if not hands.give(window.actions_of.action(command.name), window):
                pressed.dead.append(f"the command {command.words!r} on {stop.place}")
            for dialog in dialogs():
                dialog.close()
            _to_the_front(window, stop, facts)
    assert len(given) > 50, "most commands were given somewhere"


def _to_the_front(window: MainWindow, stop: Stop, facts: Facts) -> None:
    """Leave the windows that a command opened: keys go to the window in front, and a place's once it is shown."""
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.close()
    window.activateWindow()
    stop.go(window, facts)
    QApplication.processEvents()


def _never(pressed: set[Site]) -> Iterator[str]:
    """Name the lines of the rooms that make a button which was never pressed."""
    beside = {"first_run", "help", "parts", "ui"}
    files = [file for file in sorted((ROOT / "ui").rglob("*.py")) if file.parent.name not in beside]
    yield from _unpressed(files, pressed)


def _never_of_windows(pressed: set[Site]) -> Iterator[str]:
    """Name the lines of the windows beside the desk that make a button which was never pressed."""
    files = [*(ROOT / "ui" / "first_run").glob("*.py"), *(ROOT / "ui" / "help").glob("*.py")]
    yield from _unpressed([*files, *(ROOT / "ui").glob("*.py")], pressed)


def _unpressed(files: Iterable[Path], pressed: set[Site]) -> Iterator[str]:
    for file in files:
        name = str(file.relative_to(ROOT))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") not in ("button", "KeyButton"):
                continue
            lines = range(call.lineno, (call.end_lineno or call.lineno) + 1)
            words = ast.unparse(call)[:70]
            elsewhere = any(each in words and _is_pressed_in(*where) for each, where in ELSEWHERE.items())
            if not elsewhere and not any(Site(name, line) in pressed for line in lines):
                yield f"{name} {call.lineno}: {words}"


def _is_pressed_in(test: str, how: str) -> bool:
    return how in (ROOT / test).read_text(encoding="utf-8")


# --- the windows beside the desk ------------------------------------------------------------------------------------


SIGNALS = (
    "store_made", "store_chosen", "restore_asked", "closed", "unlocked", "other_store_asked", "new_store_asked",
    "restored", "given_up", "handed_over", "lock_asked", "keys_asked", "tour_asked", "finished",
)  # fmt: skip


def test_every_button_of_the_windows_beside_the_desk_has_an_effect(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    hands, pressed = Hands(monkeypatch, lambda how, _title: str(tmp_path / how)), Pressed(most=1)
    under = QWidget()
    qtbot.addWidget(under)
    for name, make in windows_beside(desk, under).items():
        pressed.again()
        window = _shown(make, hands, qtbot)
        step = getattr(window, "step", None)
        while press_next([window], hands, pressed, name) is not None:
            if not window.isVisible() or getattr(window, "step", None) is not step:
                window = _shown(make, hands, qtbot)
                step = getattr(window, "step", None)
        window.hide()
    assert pressed.dead == []
    assert sorted(_never_of_windows(pressed.ever)) == []


def _shown(make: Make, hands: Hands, qtbot: QtBot) -> QWidget:
    window = kept(make, qtbot)
    for signal in SIGNALS:
        told = getattr(window, signal, None)
        if isinstance(told, SignalInstance):
            told.connect(hands.heard)
    with qtbot.waitActive(window, timeout=PATIENCE):
        window.show()
        window.activateWindow()
    return window
